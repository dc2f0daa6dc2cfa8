//! The rules of who may depend on whom, checked on what cargo resolves.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use nearhand_tests::binary::repository;
use serde_json::Value;

/// Normal (not development or build) dependencies by package name.
struct Dependencies(BTreeMap<String, BTreeSet<String>>);

impl Dependencies {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .current_dir(repository())
            .args(["metadata", "--format-version", "1", "--locked"])
            .output()
            .expect("cargo starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo metadata: {said}");
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let name_of: BTreeMap<&str, &str> = list(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            let name = name_of[text(&node["id"])];
            let normal = list(&node["deps"]).iter().filter(|dep| {
                list(&dep["dep_kinds"])
                    .iter()
                    .any(|kind| kind["kind"].is_null())
            });
            let names = normal.map(|dep| name_of[text(&dep["pkg"])].to_owned());
            all.entry(name.to_owned()).or_default().extend(names);
        }
        Self(all)
    }

    fn direct(&self, package: &str) -> &BTreeSet<String> {
        &self.0[package]
    }

    /// Everything that the package pulls in.
    fn all(&self, package: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec![package];
        while let Some(next) = open.pop() {
            for name in self.direct(next) {
                if found.insert(name.as_str()) {
                    open.push(name);
                }
            }
        }
        found
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn the_engine_knows_neither_clock_nor_network_nor_file() {
    let dependencies = Dependencies::read();
    let all = dependencies.all("nearhand-engine");
    for forbidden in [
        "nearhand",
        "nearhand-osm-data",
        "tokio",
        "mio",
        "axum",
        "hyper",
        "reqwest",
        "rusqlite",
        "jiff",
        "chrono",
        "time",
        "tracing",
    ] {
        assert!(
            !all.contains(forbidden),
            "the engine depends on {forbidden}"
        );
    }
}

/// The engine asks for memory in large pages of the crate that maps files, too.
#[test]
fn the_engine_maps_memory_and_no_file() {
    let mut paths = vec![repository().join("engine/src")];
    let mut mapping = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let inside = path.read_dir().expect("a folder that can be read");
            paths.extend(inside.map(|entry| entry.expect("an entry").path()));
        } else {
            let text = std::fs::read_to_string(&path).expect("a source that can be read");
            mapping.extend(text.contains("memmap2").then_some((path, text)));
        }
    }
    let [(_, text)] = &mapping[..] else {
        panic!("not one file that maps memory, but {}", mapping.len());
    };
    assert!(text.contains("MmapMut::map_anon("));
    for of_a_file in ["Mmap::map(", "MmapOptions", "map_mut(", "map_copy(", "File"] {
        assert!(!text.contains(of_a_file), "{of_a_file} in the engine");
    }
}

#[test]
fn osm_data_knows_neither_server_nor_network() {
    let dependencies = Dependencies::read();
    let all = dependencies.all("nearhand-osm-data");
    assert!(all.contains("nearhand-engine"));
    for forbidden in ["nearhand", "tokio", "axum", "hyper", "reqwest", "rusqlite"] {
        assert!(!all.contains(forbidden), "osm-data depends on {forbidden}");
    }
}

#[test]
fn only_the_server_speaks_http_and_sql_and_only_osm_data_reads_openstreetmap() {
    let dependencies = Dependencies::read();
    let rules = [
        (
            "nearhand",
            &["axum", "rusqlite", "tower-http", "utoipa"] as &[&str],
        ),
        ("nearhand-osm-data", &["osmpbfreader", "fast-mvt"]),
    ];
    for (owner, owned) in rules {
        for member in [
            "nearhand-engine",
            "nearhand-osm-data",
            "nearhand",
            "nearhand-tests",
        ] {
            for crate_name in owned.iter().filter(|_| member != owner) {
                let direct = dependencies.direct(member).contains(*crate_name);
                assert!(!direct, "{member} depends on {crate_name}");
            }
        }
    }
}

#[test]
fn the_black_box_tests_know_nothing_of_the_product() {
    let dependencies = Dependencies::read();
    let all = dependencies.all("nearhand-tests");
    assert!(
        !all.iter().any(|name| name.starts_with("nearhand")),
        "{all:?}"
    );
}
