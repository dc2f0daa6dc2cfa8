//! Real extracts, when they are there: every way of travelling, conditions at several hours of a week, and the router
//! against plain Dijkstra on the network of each moment.
//!
//! The extracts lie in `shared/data/` beside the project, or where `NEARHAND_SHARED` says; they are not part of it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a failure is a panic, and the figures are for people to read"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::{BidirectionalDijkstra, PlainDijkstra, Router, SegmentId, Snap};
use nearhand_engine::units::{LngLat, Timestamp};
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::{CityDetails, import};
use nearhand_osm_data::osm::{Input, ReadError, read};
use nearhand_osm_data::road::{Conditions, Mode, Region, Roads, build};

/// Monday, 1 June 2026, 00:00 UTC.
const MONDAY: i64 = 1_780_272_000;
const HOUR: i64 = 3_600;
const MISSING_REFERENCES: u64 = 65_477;

#[test]
fn portland() {
    check("portland", "America/Los_Angeles", (-122.67, 45.52));
}

#[test]
fn milan() {
    check("milan", "Europe/Rome", (9.19, 45.46));
}

#[test]
fn porto() {
    check("porto", "Europe/Lisbon", (-8.61, 41.15));
}

#[test]
fn malta() {
    check("malta", "Europe/Malta", (14.5, 35.9));
}

/// 23 cities and regions merged, whose ways refer to 65,477 nodes that are not there: it imports as a whole, and every
/// reference that leads nowhere is counted and listed.
#[test]
fn multicity_imports_with_its_losses_counted() {
    let Some(path) = shared("data/multicity.osm.pbf") else {
        println!("SKIPPED multicity: no shared/data beside the project (see NEARHAND_SHARED)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let details = CityDetails::from_toml("name = 'Multicity'\ntime_zone = 'UTC'").unwrap();
    let output = folder.path().join("multicity.city");
    let report = import(Input::Path(&path), &details, &output, &mut |_| {}).unwrap();
    let listed = report.drops();
    let missing = listed.iter().filter(|drop| drop.kind == "missing_node");
    let nodes: BTreeSet<&str> = missing.clone().map(|drop| drop.detail.as_str()).collect();
    let references = missing.count() as u64;
    println!(
        "multicity: {references} references to {} missing nodes, {:?}",
        nodes.len(),
        report.time
    );
    assert_eq!(report.broken.missing_node_refs, references);
    assert_eq!(MISSING_REFERENCES, references);
    assert!(City::open(&output).is_ok());
}

fn check(name: &str, zone: &str, (lng, lat): (f64, f64)) {
    let Some(path) = shared(&format!("data/{name}.osm.pbf")) else {
        println!("SKIPPED {name}: no shared/data beside the project (see NEARHAND_SHARED)");
        return;
    };
    let extract = match read(Input::Path(&path), None, &mut |_| {}) {
        Ok(extract) => extract,
        // The extracts are not the project's own: what is no extract at all counts as not there.
        Err(ReadError::NotOsm { file }) => {
            println!("SKIPPED {name}: {file} is not an OpenStreetMap file: lay it anew");
            return;
        }
        Err(error) => panic!("{name}: {error}"),
    };
    let place = LngLat::new(lng, lat).unwrap();
    for mode in Mode::ALL {
        let roads = build(&extract, mode.profile(), Region::default());
        summary(name, mode, &roads);
        let (road, report) = RoadNetwork::build(roads.input).unwrap();
        println!(
            "  {} edges and {} turns are conditional",
            report.edges_conditional, report.turns_conditional
        );
        let conditions = Conditions::new(road.conditions(), zone, None, place).unwrap();
        if mode == Mode::Car {
            check_moments(&road, &conditions);
        }
    }
}

fn summary(name: &str, mode: Mode, roads: &Roads) {
    let report = &roads.report;
    println!(
        "{name}, {mode}: {} ways, {} segments, {} conditions; not evaluated: {}; restrictions {} kept, {} dropped",
        report.ways_kept.values().sum::<u64>(),
        roads.input.segments.len(),
        roads.input.conditions.len(),
        report
            .conditions_dropped
            .values()
            .map(|dropped| dropped.count())
            .sum::<u64>(),
        report.restrictions_kept,
        report
            .restrictions_dropped
            .values()
            .map(|dropped| dropped.count())
            .sum::<u64>(),
    );
}

/// At several hours: nobody enters a closed street, and the router's times are those of plain Dijkstra.
fn check_moments(road: &RoadNetwork, conditions: &Conditions) {
    let mut changes = 0;
    let mut at = Timestamp(MONDAY * 1000);
    while let Some(next) = conditions.next_change(at)
        && next.0 < (MONDAY + 7 * 24 * HOUR) * 1000
    {
        assert!(next > at, "time goes on");
        at = next;
        changes += 1;
    }
    println!("  {changes} changes in a week");
    for hours in [3, 8, 12, 17, 22, 5 * 24 + 12] {
        let active = conditions.active(Timestamp((MONDAY + hours * HOUR) * 1000));
        let begin = Instant::now();
        let now = Arc::new(road.at(&active));
        println!(
            "  the network {hours} hours after Monday 00:00 UTC: {:?}",
            begin.elapsed()
        );
        let router = BidirectionalDijkstra::new(now.clone());
        let plain = PlainDijkstra::new(now.clone());
        let mut scratch = router.scratch();
        for (from, to) in pairs(&now) {
            let path = router.route(&mut scratch, &from, &to);
            let entered = path.iter().flat_map(|path| path.edges.iter().skip(1));
            let closed = entered.filter(|&&edge| now.edge(edge).closed).count();
            assert_eq!(closed, 0, "a closed street is entered");
            let time = path.map(|path| path.duration);
            assert_eq!(time, plain.travel_time(&mut (), &from, &to));
        }
    }
}

/// Some pairs of places spread over the network.
fn pairs(road: &RoadNetwork) -> Vec<(Snap, Snap)> {
    let count = u32::try_from(road.segment_count()).unwrap();
    let place = |number: u32| {
        Snap::on(
            road,
            SegmentId(number.wrapping_mul(2_654_435_761) % count),
            0.3,
        )
    };
    (0..6)
        .filter_map(|i| Some((place(2 * i)?, place(2 * i + 1)?)))
        .collect()
}

fn shared(file: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let given = std::env::var_os("NEARHAND_SHARED").map(PathBuf::from);
    let path = given.unwrap_or(beside).join(file);
    path.exists().then_some(path)
}
