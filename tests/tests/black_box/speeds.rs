//! `serve --speeds`: typical speeds by pairs of OpenStreetMap nodes.

use std::{fs, path::Path, process::Command};

use nearhand_tests::{Options, Server, binary};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A square of 1.1 km sides with a node in the middle of its southern side.
const CITY: &str = r#"<osm version="0.6">
<node id="1" lat="0.000" lon="0.000"/><node id="5" lat="0.000" lon="0.005"/>
<node id="2" lat="0.000" lon="0.010"/><node id="3" lat="0.010" lon="0.010"/>
<node id="4" lat="0.010" lon="0.000"/>
<way id="10"><nd ref="1"/><nd ref="5"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="maxspeed" v="36"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="residential"/><tag k="maxspeed" v="36"/></way>
</osm>"#;

fn city(folder: &Path) -> std::path::PathBuf {
    let (extract, city) = (folder.join("square.osm"), folder.join("square.city"));
    fs::write(&extract, CITY).expect("the extract can be written");
    let import = Command::new(binary::nearhand())
        .arg("import")
        .arg(&extract)
        .arg("-o")
        .arg(&city)
        .output()
        .expect("the binary starts");
    let said = String::from_utf8_lossy(&import.stderr).into_owned();
    assert!(import.status.success(), "{said}");
    city
}

/// Driving times there and back between two places, with a file of speeds.
async fn times(folder: &Path, city: &Path, speeds: Option<&str>, ends: [[f64; 2]; 2]) -> [f64; 2] {
    let mut options = Options {
        city: Some(city.to_owned()),
        ..Options::default()
    };
    if let Some(text) = speeds {
        let file = folder.join("speeds.csv");
        fs::write(&file, text).expect("the file can be written");
        options.more = vec!["--speeds".to_owned(), file.display().to_string()];
    }
    let server = Server::start(&options);
    let dispatcher = server.sign_in("dispatcher").await;
    let [west, east] = ends;
    let mut times = [0.0; 2];
    for (time, (from, to)) in times.iter_mut().zip([(west, east), (east, west)]) {
        let trip = json!({ "from": from, "to": to });
        let route: Value = dispatcher.post("/api/v1/route", &trip).await.expect(200);
        *time = route["duration"].as_f64().expect("a number");
    }
    times
}

#[tokio::test]
async fn speeds_from_a_file_are_driven() {
    let folder = TempDir::new().expect("a temporary folder");
    let city = city(folder.path());
    let south = [[0.0005, 0.0], [0.0095, 0.0]];
    let [usual, back] = times(folder.path(), &city, None, south).await;
    assert!((usual - back).abs() < 0.01);
    // Half as fast as 1 km in 100 s, eastwards only; and a pair that is not in this city.
    let text = format!(
        "1,5,{0}\n5,2,{0},\n77,78,50\n",
        1.0017 / usual * 3600.0 / 2.0
    );
    let [slow, back_now] = times(folder.path(), &city, Some(&text), south).await;
    assert!((slow / usual - 2.0).abs() < 0.01, "{slow} is twice {usual}");
    assert!((back_now - back).abs() < 0.01);
    // A speed of 0 cannot be driven: who comes from the western side drives round the others.
    let corner = [[0.0, 0.001], [0.009, 0.0]];
    let [free, _] = times(folder.path(), &city, None, corner).await;
    let [round, home] = times(folder.path(), &city, Some("5,2,0\n"), corner).await;
    assert!(round > 2.5 * free, "{round} and {free}");
    assert!(home < 1.1 * free, "the other direction is open: {home}");
}

#[test]
fn a_bad_file_is_named_with_line_and_column() {
    let folder = TempDir::new().expect("a temporary folder");
    let city = city(folder.path());
    let file = folder.path().join("speeds.csv");
    for (text, expected) in [
        ("1,2,30\n1,5,fast\n", "speeds.csv, line 2, column 3"),
        ("1,2\n", "speeds.csv, line 1, column 3"),
        ("1,2,30,,7-400\n", "speeds.csv, line 1, column 5"),
        ("\u{0}", "speeds.csv, line 1, column 1"),
    ] {
        fs::write(&file, text).expect("the file can be written");
        let output = Command::new(binary::nearhand())
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--city"])
            .arg(&city)
            .arg("--data")
            .arg(folder.path().join("data"))
            .arg("--speeds")
            .arg(&file)
            .output()
            .expect("the binary starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "{expected}: {said}");
    }
}
