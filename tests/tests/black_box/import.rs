//! `nearhand import` from the shell: a box, a summary, and refusals that leave no file behind.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use nearhand_tests::{Options, Server, binary};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The middle of Valletta, in which there are streets.
const BOX: &str = "14.500,35.893,14.520,35.903";

/// Runs `nearhand import`.
pub(crate) fn import(input: &Path, output: &Path, more: &[&str]) -> Output {
    Command::new(binary::nearhand())
        .arg("import")
        .arg(input)
        .arg("-o")
        .arg(output)
        .args(more)
        .output()
        .expect("the binary starts")
}

/// Imports the bundled extract with options that are wrong; what is said.
fn refused(input: &Path, more: &[&str]) -> String {
    let folder = TempDir::new().expect("a temporary folder");
    let city = folder.path().join("out.city");
    let output = import(input, &city, more);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        matches!(output.status.code(), Some(1 | 2)) && !said.contains("panicked"),
        "{more:?}: {said}"
    );
    let left = fs::read_dir(folder.path()).expect("the folder is there");
    assert_eq!(left.count(), 0, "nothing is left behind: {more:?}");
    said
}

#[tokio::test]
async fn a_box_cut_out_of_an_extract_can_be_served() {
    let folder = TempDir::new().expect("a temporary folder");
    let city = folder.path().join("middle.city");
    let details = folder.path().join("middle.toml");
    let description = "name = 'The middle'\ntime_zone = 'Europe/Malta'\ndriving_side = 'left'\n\
                       [[posts]]\nname = 'Gate'\nposition = [14.5085, 35.8962]\n";
    fs::write(&details, description).expect("the description can be written");
    let details = details.to_str().expect("a path in UTF-8");
    let more = ["--bbox", BOX, "--city-details", details, "--json"];
    let output = import(&binary::bundled_extract(), &city, &more);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report in JSON");
    let size = fs::metadata(&city).expect("the city file is there").len();
    assert_eq!(report["bytes"], size, "{report}");

    let server = Server::start(&Options {
        city: Some(city),
        ..Options::default()
    });
    let dispatcher = server.sign_in("dispatcher").await;
    let served = dispatcher.get("/api/v1/city").await.expect(200);
    assert_eq!(served["name"], "The middle");
    assert_eq!(served["posts"][0]["name"], "Gate");
    assert_eq!(served["bbox"], json!([14.5, 35.893, 14.52, 35.903]));
    let inside = json!({ "from": [14.5085, 35.8962], "to": [14.5130, 35.8985] });
    dispatcher.post("/api/v1/route", &inside).await.expect(200);
    // Birkirkara: in the extract, but not in the box.
    let outside = json!({ "from": [14.5085, 35.8962], "to": [14.4625, 35.8960] });
    dispatcher
        .post("/api/v1/route", &outside)
        .await
        .expect_problem(422, "no-segment");
}

#[test]
fn the_summary_says_what_was_kept_and_what_was_dropped_and_why() {
    let folder = TempDir::new().expect("a temporary folder");
    let city = folder.path().join("middle.city");
    let output = import(&binary::bundled_extract(), &city, &["--bbox", BOX]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    for row in [
        "ways kept: residential",
        "ways dropped: not for this vehicle",
        "turn restrictions kept",
        "restrictions dropped: a member is not used anyway",
        "references to missing",
        "addresses",
        "places",
        "size",
        "time",
    ] {
        assert!(said.contains(row), "{row}: {said}");
    }
    let ends = said.lines().skip(1).map(|line| line.chars().count());
    let ends: Vec<usize> = ends.collect();
    assert!(
        ends.iter().all(|end| *end == ends[0]),
        "the figures stand in one column: {said}"
    );
}

#[test]
fn what_cannot_be_imported_is_named_and_leaves_no_file() {
    let folder = TempDir::new().expect("a temporary folder");
    let extract = binary::bundled_extract();
    let cut = folder.path().join("cut.osm.pbf");
    let whole = fs::read(&extract).expect("the extract can be read");
    fs::write(&cut, &whole[..whole.len() / 2]).expect("a file can be written");
    let foreign = folder.path().join("foreign.osm.pbf");
    fs::write(&foreign, "GIF89a").expect("a file can be written");
    let absent: PathBuf = folder.path().join("absent.osm.pbf");
    for (input, more, expected) in [
        (&cut, &[] as &[&str], "cut.osm.pbf is cut off"),
        (&foreign, &[], "foreign.osm.pbf is neither"),
        (&absent, &[], "absent.osm.pbf"),
        (&extract, &["--bbox", "1,2,3"], "west,south,east,north"),
        (&extract, &["--bbox", "14.6,35.8,14.5,35.9"], "is not a box"),
        (&extract, &["--bbox", "10,50,11,51"], "no road in the box"),
        (&extract, &["--time-zone", "Mars/Olympus"], "Mars/Olympus"),
        (&extract, &["--city-details", "absent.toml"], "absent.toml"),
    ] {
        let said = refused(input, more);
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn a_file_that_is_no_city_is_never_overwritten() {
    let folder = TempDir::new().expect("a temporary folder");
    let copy = folder.path().join("city.osm.pbf");
    fs::copy(binary::bundled_extract(), &copy).expect("the extract can be copied");
    let before = fs::read(&copy).expect("the copy can be read");
    let output = import(&copy, &copy, &["--bbox", BOX]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not a city file"), "{said}");
    assert_eq!(fs::read(&copy).expect("the copy is there"), before);
    // A city file is: that is how a city is brought up to date.
    let city = folder.path().join("out.city");
    for _ in 0..2 {
        let output = import(&copy, &city, &["--bbox", BOX]);
        assert!(output.status.success());
    }
}
