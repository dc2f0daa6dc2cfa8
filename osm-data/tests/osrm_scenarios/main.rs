//! The car scenarios of OSRM's own test suite, run through our importer and our router.
//!
//! They are not part of the project: the file lies in `shared/data/osrm-scenarios/` beside the project, or where
//! `NEARHAND_SHARED` says; without it the test prints that it skips. A scenario agrees when every request in it has the
//! same answer to "who may drive where": found or not found, and by the same streets in the same order where OSRM's
//! answer names them. Times, speeds, weights and the wording of instructions are not compared.
//!
//! `differences.txt` names every scenario that does not agree word for word, with the reason: "differs", or "wording"
//! where OSRM's instructions leave out streets that its route and ours drive. The test fails when another one differs,
//! when one of these agrees after all, and below 95%.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: the file of scenarios is as its makers describe it, and the share is for people to read"
)]

mod map;
mod run;
mod scenario;

use std::collections::BTreeMap;
use std::path::PathBuf;

const DIFFERENCES: &str = include_str!("differences.txt");

#[test]
fn who_may_drive_where_is_as_in_osrm() {
    let Some(path) = scenarios_file() else {
        println!(
            "SKIPPED: no shared/data/osrm-scenarios/car.jsonl.gz beside the project (see NEARHAND_SHARED)"
        );
        return;
    };
    let scenarios = scenario::read(&path);
    let known = known_differences();
    let mut problems = Vec::new();
    let (mut agreeing, mut in_other_words) = (0, 0);
    for (number, scenario) in scenarios.iter().enumerate() {
        let differences = run::differences(scenario);
        let only_wording = differences.iter().all(|difference| difference.only_wording);
        let found = match (differences.is_empty(), only_wording) {
            (true, _) => "agrees",
            (false, true) => "wording",
            (false, false) => "differs",
        };
        agreeing += u32::from(only_wording);
        in_other_words += u32::from(found == "wording");
        let expected = known.get(&number).map_or("agrees", |known| known.kind);
        if found != expected {
            let texts: Vec<&str> = differences.iter().map(|d| d.text.as_str()).collect();
            problems.push(format!(
                "{number} {} ({}): {found} instead of {expected}\n    {}",
                scenario.name,
                scenario.uri,
                texts.join("\n    ")
            ));
        }
    }
    let share = 100.0 * f64::from(agreeing) / scenarios.len() as f64;
    println!(
        "{agreeing} of {} scenarios agree ({in_other_words} of them in other words): {share:.1}%",
        scenarios.len()
    );
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(share >= 95.0, "{share:.1}% agree");
}

/// Where the scenarios are, if they are.
fn scenarios_file() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let given = std::env::var_os("NEARHAND_SHARED").map(PathBuf::from);
    let file = given
        .unwrap_or(beside)
        .join("data/osrm-scenarios/car.jsonl.gz");
    file.exists().then_some(file)
}

/// A line of the file.
struct Known {
    kind: &'static str,
    name: &'static str,
    reason: &'static str,
}

/// Lines of "number | kind | name | reason" by number; others are comments.
fn known_differences() -> BTreeMap<usize, Known> {
    let lines = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let parts: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
            let [number, kind, name, reason] = parts[..] else {
                panic!("{line}: number | kind | name | reason");
            };
            (number.parse().expect(line), Known { kind, name, reason })
        })
        .collect()
}

#[test]
fn every_known_difference_has_its_reason() {
    for (number, known) in known_differences() {
        assert!(["differs", "wording"].contains(&known.kind), "{number}");
        assert!(
            !known.name.is_empty() && known.reason.len() > 20,
            "{number}"
        );
    }
}
