//! Named streets: ways of one name that belong together, a point on them, and where they meet others.

use super::collect::{Collector, NewEntry};
use super::data::{EntryKind, Street};
use super::naming::{all_names, main_name};
use crate::osm::{Extract, NodeRef, Way};
use nearhand_engine::geo::distance;
use nearhand_engine::units::{BoundingBox, LngLat};
use std::collections::{BTreeMap, BTreeSet};

/// Ways of one name farther apart than this are different streets, in metres.
const SAME_STREET_METRES: f64 = 200.0;

/// Collects the named streets that lie in the box.
pub(super) fn collect(extract: &Extract, bbox: &BoundingBox, collector: &mut Collector) {
    let mut by_name: BTreeMap<&str, Vec<Way<'_>>> = BTreeMap::new();
    for way in extract.ways().filter(is_street) {
        if let Some(name) = main_name(&way.tags)
            && extract
                .line(way.nodes)
                .iter()
                .any(|&point| bbox.contains(point))
        {
            by_name.entry(name).or_default().push(way);
        }
    }
    let mut streets_at: BTreeMap<NodeRef, BTreeSet<usize>> = BTreeMap::new();
    for (name, ways) in by_name {
        for group in groups(extract, &ways) {
            add_street(extract, collector, name, &group, &mut streets_at);
        }
    }
    add_crossings(extract, collector, &streets_at);
}

/// Roads and paths that exist, as opposed to platforms and building sites.
fn is_street(way: &Way<'_>) -> bool {
    way.tags.get("highway").is_some_and(|highway| {
        !matches!(
            highway,
            "construction"
                | "proposed"
                | "platform"
                | "rest_area"
                | "services"
                | "elevator"
                | "razed"
        )
    })
}

fn add_street(
    extract: &Extract,
    collector: &mut Collector,
    name: &str,
    ways: &[Way<'_>],
    streets_at: &mut BTreeMap<NodeRef, BTreeSet<usize>>,
) {
    let lines: Vec<_> = ways.iter().map(|way| extract.line(way.nodes)).collect();
    let Some(position) = middle(&lines) else {
        return;
    };
    let number = collector.data.streets.len();
    let city = collector.city_of(&ways[0].tags, position);
    let highway = ways[0].tags.get("highway").unwrap_or_default();
    collector.add(
        &NewEntry {
            kind: EntryKind::Street,
            position,
            name,
            house_number: "",
            city: &city,
            osm_key: "highway",
            osm_value: highway,
        },
        ways.iter().flat_map(|way| all_names(&way.tags)),
    );
    for node in ways.iter().flat_map(|way| way.nodes) {
        streets_at.entry(*node).or_default().insert(number);
    }
    let steps = |line: &Vec<LngLat>| line.iter().map(|point| point.to_steps().into()).collect();
    collector.data.streets.push(Street {
        lines: lines.iter().map(steps).collect(),
        crossings: vec![],
    });
}

fn add_crossings(
    extract: &Extract,
    collector: &mut Collector,
    streets_at: &BTreeMap<NodeRef, BTreeSet<usize>>,
) {
    for (&node, streets) in streets_at.iter().filter(|(_, streets)| streets.len() > 1) {
        let Some(position) = extract.position_of(node) else {
            continue;
        };
        let number =
            u32::try_from(collector.data.crossings.len()).expect("a city fits into 32 bits");
        collector.data.crossings.push(position.to_steps().into());
        for &street in streets {
            collector.data.streets[street].crossings.push(number);
        }
    }
}

/// Ways of one name in groups: those that touch or nearly touch each other.
fn groups<'a>(extract: &Extract, ways: &[Way<'a>]) -> Vec<Vec<Way<'a>>> {
    let ends: Vec<Vec<LngLat>> = ways
        .iter()
        .map(|way| {
            let line = extract.line(way.nodes);
            let middle = line.len() / 2;
            line.iter()
                .enumerate()
                .filter(|&(i, _)| i == 0 || i == middle || i + 1 == line.len())
                .map(|(_, &point)| point)
                .collect()
        })
        .collect();
    let near = |a: usize, b: usize| {
        ends[a].iter().any(|&p| {
            ends[b]
                .iter()
                .any(|&q| distance(p, q).0 < SAME_STREET_METRES)
        })
    };
    let mut open: BTreeSet<usize> = (0..ways.len()).collect();
    let mut groups = Vec::new();
    while let Some(first) = open.pop_first() {
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let here = group[at];
            let reached: Vec<_> = open.iter().copied().filter(|&b| near(here, b)).collect();
            for way in reached {
                open.remove(&way);
                group.push(way);
            }
            at += 1;
        }
        group.sort_unstable();
        groups.push(group.into_iter().map(|index| ways[index]).collect());
    }
    groups
}

/// The middle of the longest line: a point on the road, not beside it.
fn middle(lines: &[Vec<LngLat>]) -> Option<LngLat> {
    let length = |line: &[LngLat]| -> f64 {
        line.windows(2)
            .map(|pair| distance(pair[0], pair[1]).0)
            .sum()
    };
    let longest = lines
        .iter()
        .max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let mut left = length(longest) / 2.0;
    for pair in longest.windows(2) {
        let step = distance(pair[0], pair[1]).0;
        if step > 0.0 && left <= step {
            let share = left / step;
            let between = |a: f64, b: f64| a + (b - a) * share;
            return LngLat::new(
                between(pair[0].lng(), pair[1].lng()),
                between(pair[0].lat(), pair[1].lat()),
            )
            .ok();
        }
        left -= step;
    }
    longest.first().copied()
}
