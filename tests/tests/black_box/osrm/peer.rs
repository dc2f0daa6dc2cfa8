//! The same questions to a real `osrm-routed` on the same streets, where it is installed (`benches/peers/setup`).

#![expect(clippy::print_stdout, reason = "a test that skips says so to people")]

use std::{
    collections::BTreeSet,
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use nearhand_tests::{Answer, Client, binary};
use reqwest::Method;
use serde_json::Value;
use tempfile::TempDir;

use super::{PLACES, address, list, number, open_server, refusals::REFUSED};

/// A running `osrm-routed`; killed when dropped.
struct Peer {
    child: Child,
    client: Client,
    _folder: TempDir,
}

impl Peer {
    /// GET on a connection of its own: osrm-routed closes those on which it refused something.
    async fn get(&self, path: &str) -> Answer {
        for _ in 0..5 {
            let asked = self.client.request(Method::GET, path);
            let asked = asked.header("connection", "close");
            if let Ok(answer) = self.client.try_send(asked).await {
                return answer;
            }
        }
        panic!("osrm-routed does not answer");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The package's folder, if it is installed.
fn package() -> Option<PathBuf> {
    let libraries = binary::repository().join(".nearhand/peers/lib");
    let folders = fs::read_dir(libraries).ok()?;
    let packages = folders
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("site-packages/osrm"));
    packages
        .into_iter()
        .find(|path| path.join("bin/osrm-routed").exists())
}

/// OSRM on the bundled city's extract; `None` where it is not installed.
async fn peer() -> Option<Peer> {
    let package = package()?;
    let folder = TempDir::new().expect("a temporary folder");
    let extract = folder.path().join("city.osm.pbf");
    fs::copy(binary::bundled_extract(), &extract).expect("the extract can be copied");
    let profile = package.join("share/profiles/car.lua");
    let data = folder.path().join("city.osrm");
    run(
        &package,
        "osrm-extract",
        &["-p".as_ref(), profile.as_os_str(), extract.as_os_str()],
    );
    run(&package, "osrm-partition", &[data.as_os_str()]);
    run(&package, "osrm-customize", &[data.as_os_str()]);
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .expect("a free port")
        .port();
    let log = File::create(folder.path().join("log")).expect("a log");
    let child = Command::new(package.join("bin/osrm-routed"))
        .args([
            "--algorithm",
            "MLD",
            "--ip",
            "127.0.0.1",
            "--port",
            &port.to_string(),
        ])
        .arg(&data)
        .stdout(log)
        .stderr(Stdio::null())
        .spawn()
        .expect("osrm-routed starts");
    let client = Client::new(format!("http://127.0.0.1:{port}"));
    let peer = Peer {
        child,
        client,
        _folder: folder,
    };
    for _ in 0..200 {
        let path = format!("/nearest/v1/driving/{}", address(&PLACES[..1]));
        let asked = peer.client.request(Method::GET, &path);
        if peer.client.try_send(asked).await.is_ok() {
            return Some(peer);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("osrm-routed does not answer");
}

fn run(package: &Path, tool: &str, arguments: &[&std::ffi::OsStr]) {
    let output = Command::new(package.join("bin").join(tool))
        .args(arguments)
        .output()
        .expect("OSRM's tools start");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{tool}: {said}");
}

/// Paths of all fields, whatever their place in a list, with the kind of value.
fn fields(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(items) => {
            items
                .iter()
                .for_each(|item| fields(item, &format!("{path}[]"), found));
            "list"
        }
        Value::Object(members) => {
            for (name, member) in members {
                fields(member, &format!("{path}.{name}"), found);
            }
            "object"
        }
    };
    found.insert(format!("{path}: {kind}"));
}

#[tokio::test]
async fn answers_have_the_form_of_osrms() {
    let Some(peer) = peer().await else {
        println!("skipped: OSRM is not installed (benches/peers/setup)");
        return;
    };
    let (_server, ours) = open_server();
    for (path, code) in REFUSED {
        let theirs = peer.get(path).await;
        // Not read as JSON: what osrm-routed repeats of a bad address may hold bytes that JSON does not allow.
        let told = format!("\"code\":\"{code}\"");
        assert!(theirs.text.contains(&told), "{path}: {}", theirs.text);
        assert_eq!(theirs.status, 400, "{path}");
    }
    let pair = address(&[PLACES[0], PLACES[6]]);
    let all = address(&PLACES);
    for path in [
        format!("/route/v1/driving/{pair}"),
        format!("/route/v1/driving/{pair}?overview=full&geometries=geojson&annotations=true"),
        format!("/route/v1/driving/{pair}?steps=true&geometries=geojson"),
        format!("/route/v1/driving/{all}?steps=true&geometries=polyline6&generate_hints=false"),
        format!("/route/v1/driving/{all}?waypoints=0;3;6&skip_waypoints=true&overview=false"),
        format!("/table/v1/driving/{all}?annotations=duration,distance"),
        format!("/table/v1/driving/{all}?sources=0;1&destinations=2&fallback_speed=10"),
        format!("/nearest/v1/driving/{}?number=3", address(&PLACES[..1])),
        format!("/nearest/v1/driving/{all}?generate_hints=false"),
        format!("/trip/v1/driving/{all}?steps=true"),
        format!("/trip/v1/driving/{all}?roundtrip=false&source=first&destination=last"),
        format!("/route/v1/driving/{all}?annotations=nodes,speed&overview=false"),
    ] {
        let (theirs, ours) = (peer.get(&path).await, ours.get(&path).await);
        assert_eq!((theirs.status, ours.status), (200, 200), "{path}");
        let (mut their_fields, mut our_fields) = (BTreeSet::new(), BTreeSet::new());
        fields(&theirs.body, "", &mut their_fields);
        fields(&ours.body, "", &mut our_fields);
        let missing: Vec<&String> = their_fields
            .iter()
            .filter(|field| !may_lack(field) && !our_fields.contains(*field))
            .collect();
        assert!(missing.is_empty(), "{path}: {missing:?} are missing");
        let more: Vec<&String> = our_fields
            .iter()
            .filter(|field| !may_lack(field) && !their_fields.contains(*field))
            .collect();
        assert!(more.is_empty(), "{path}: {more:?} are not OSRM's");
    }
    same_places_and_times(&peer, &ours).await;
}

/// Fields that depend on what one meets on the way, which need not be the same.
fn may_lack(field: &str) -> bool {
    let sometimes = [
        ".modifier",
        ".exit",
        ".ref",
        ".destinations",
        ".exits",
        ".rotary_name",
        ".lanes",
        ".classes",
        ".pronunciation",
        ".rotary_pronunciation",
    ];
    sometimes.iter().any(|name| field.contains(name))
}

/// Places are put onto the same streets, and most trips take the same time.
async fn same_places_and_times(theirs: &Peer, ours: &Client) {
    let path = format!("/table/v1/driving/{}", address(&PLACES));
    let (theirs, ours) = (
        theirs.get(&path).await.expect(200),
        ours.get(&path).await.expect(200),
    );
    for (their, our) in list(&theirs["sources"]).iter().zip(list(&ours["sources"])) {
        assert_eq!(their["name"], our["name"]);
        for axis in 0..2 {
            super::assert_near(
                number(&their["location"][axis]),
                number(&our["location"][axis]),
                2e-5,
            );
        }
    }
    let cells = |table: &Value| -> Vec<f64> {
        list(&table["durations"])
            .iter()
            .flat_map(|row| list(row).iter().map(number))
            .collect()
    };
    let pairs: Vec<(f64, f64)> = cells(&theirs).into_iter().zip(cells(&ours)).collect();
    let alike = pairs
        .iter()
        .filter(|(their, our)| (their - our).abs() <= their * 0.1)
        .count();
    assert!(
        alike * 10 >= pairs.len() * 8,
        "{alike} of {} times are alike: {pairs:?}",
        pairs.len()
    );
}
