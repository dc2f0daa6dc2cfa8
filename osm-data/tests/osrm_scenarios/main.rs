//! The car scenarios of OSRM's own test suite, run through our importer and our router.
//!
//! They are not part of the project: the file lies in `shared/data/osrm-scenarios/` beside the project, or where
//! `NEARHAND_SHARED` says; without it the test prints that it skips. A scenario agrees when every request in it has the
//! same answer to "who may drive where": found or not found, and by the same streets in the same order where OSRM's
//! answer names them. Times, speeds, weights and the wording of instructions are not compared.
//!
//! `differences.txt` names every scenario that does not agree, with the reason. The test fails when another one
//! differs, when one of these agrees after all, and below 95%.

mod map;
mod run;
mod scenario;

use std::collections::BTreeMap;
use std::path::PathBuf;

use scenario::Scenario;

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
    let mut agreeing = 0;
    for (number, scenario) in scenarios.iter().enumerate() {
        let differences = run::differences(scenario);
        let title = format!("{number} {}", scenario.name);
        match (differences.is_empty(), known.get(&number)) {
            (true, None) => agreeing += 1,
            (false, Some(_)) => {}
            (true, Some(_)) => {
                agreeing += 1;
                problems.push(format!(
                    "{title}: agrees now, strike it from differences.txt"
                ));
            }
            (false, None) => {
                problems.push(format!(
                    "{title} ({}):\n    {}",
                    scenario.uri,
                    differences.join("\n    ")
                ));
            }
        }
    }
    let share = 100.0 * f64::from(agreeing) / scenarios.len() as f64;
    println!(
        "{agreeing} of {} scenarios agree: {share:.1}%",
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

/// Lines of "number | name | reason" by number; others are comments.
fn known_differences() -> BTreeMap<usize, &'static str> {
    let lines = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (number, reason) = line.split_once('|').expect("number | name | reason");
            (number.trim().parse().expect("a number"), reason)
        })
        .collect()
}

#[test]
fn every_known_difference_has_its_reason() {
    for (number, text) in known_differences() {
        let (name, reason) = text.split_once('|').expect("number | name | reason");
        assert!(
            !name.trim().is_empty() && reason.trim().len() > 20,
            "{number}"
        );
    }
}
