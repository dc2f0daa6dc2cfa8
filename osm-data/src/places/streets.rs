//! Named streets: ways of one name that belong together, a point on them, and where they meet others.

use super::codec::Writer;
use super::collect::{Collector, NewEntry};
use super::data::{EntryKind, STREETS};
use super::naming::{all_names, main_name};
use crate::osm::{Extract, NodeRef, Way};
use nearhand_engine::geo::distance;
use nearhand_engine::units::{BoundingBox, LngLat};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Ways of one name farther apart than this are different streets, in metres.
const SAME_STREET_METRES: f64 = 200.0;

/// Collects the named streets that lie in the box; returns the section with their lines and crossings.
pub(super) fn collect(
    extract: &Extract,
    bbox: &BoundingBox,
    collector: &mut Collector,
) -> (String, Vec<u8>) {
    let in_box = |way: &Way<'_>| {
        let mut points = way
            .nodes
            .iter()
            .filter_map(|&node| extract.position_of(node));
        points.any(|point| bbox.contains(point))
    };
    let named: Vec<_> = (0..extract.way_count())
        .into_par_iter()
        .filter_map(|at| {
            let way = extract.way_at(at);
            let name = main_name(&way.tags).filter(|_| is_street(&way) && in_box(&way))?;
            Some((name, at))
        })
        .collect();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (name, at) in named {
        by_name.entry(name).or_default().push(at);
    }
    let by_name: Vec<_> = by_name.into_iter().collect();
    let grouped: Vec<_> = by_name
        .into_par_iter()
        .map(|(name, ways)| (name, groups(extract, &ways)))
        .collect();
    let mut streets = Vec::new();
    for (name, groups) in grouped {
        for group in groups {
            if add_street(extract, collector, name, &group) {
                streets.push(group);
            }
        }
    }
    (STREETS.to_owned(), encode(extract, &streets))
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

/// Adds the entry of a street, unless it has no point at all.
fn add_street(extract: &Extract, collector: &mut Collector, name: &str, ways: &[usize]) -> bool {
    let ways: Vec<_> = ways.iter().map(|&at| extract.way_at(at)).collect();
    let lines: Vec<_> = ways.iter().map(|way| extract.line(way.nodes)).collect();
    let Some(position) = middle(&lines) else {
        return false;
    };
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
    true
}

/// The section: where streets meet, then of each street where it meets others, and its lines.
fn encode(extract: &Extract, streets: &[Vec<usize>]) -> Vec<u8> {
    let Crossings { positions, of } = crossings(extract, streets);
    let mut out = Writer::default();
    let put = |out: &mut Writer, position: LngLat| {
        let (lng, lat) = position.to_steps();
        out.i32(lng);
        out.i32(lat);
    };
    out.len(positions.len());
    for &position in &positions {
        put(&mut out, position);
    }
    out.len(streets.len());
    let mut meetings = of.as_slice();
    for (street, ways) in streets.iter().enumerate() {
        let count = meetings.partition_point(|&(of, _)| of == street);
        let (own, rest) = meetings.split_at(count);
        meetings = rest;
        out.len(own.len());
        for &(_, crossing) in own {
            out.u32(crossing);
        }
        out.len(ways.len());
        for &way in ways {
            let line = extract.line(extract.way_at(way).nodes);
            out.len(line.len());
            for position in line {
                put(&mut out, position);
            }
        }
    }
    out.bytes
}

/// Nodes that several streets share.
struct Crossings {
    positions: Vec<LngLat>,
    /// Street and crossing, sorted.
    of: Vec<(usize, u32)>,
}

fn crossings(extract: &Extract, streets: &[Vec<usize>]) -> Crossings {
    let mut streets_at: Vec<(NodeRef, u32)> = Vec::new();
    for (street, ways) in (0..).zip(streets) {
        let nodes = ways.iter().flat_map(|&way| extract.way_at(way).nodes);
        streets_at.extend(
            nodes
                .filter(|node| !node.is_missing())
                .map(|&node| (node, street)),
        );
    }
    streets_at.par_sort_unstable();
    streets_at.dedup();
    let mut found = Crossings {
        positions: Vec::new(),
        of: Vec::new(),
    };
    let shared = streets_at
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|streets| streets.len() > 1);
    for streets in shared {
        let Some(position) = extract.position_of(streets[0].0) else {
            continue;
        };
        let number = u32::try_from(found.positions.len()).expect("a city fits into 32 bits");
        found.positions.push(position);
        let of = streets.iter().map(|&(_, street)| (street as usize, number));
        found.of.extend(of);
    }
    found.of.sort_unstable();
    found
}

/// Ways of one name in groups: those that touch or nearly touch each other.
fn groups(extract: &Extract, ways: &[usize]) -> Vec<Vec<usize>> {
    let ends: Vec<Vec<LngLat>> = ways
        .iter()
        .map(|&way| {
            let line = extract.line(extract.way_at(way).nodes);
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
