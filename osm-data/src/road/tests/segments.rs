use super::{node, roads, way};
use crate::road::WayDrop;
use nearhand_engine::road::RoadNetwork;

/// Segments as "way:tail-head" by node ids.
fn segments(content: &[String]) -> Vec<String> {
    let input = roads(&content.concat()).input;
    let node = |vertex: u32| input.vertices[vertex as usize].osm_node;
    input
        .segments
        .iter()
        .map(|s| format!("{}:{}-{}", s.osm_way, node(s.tail), node(s.head)))
        .collect()
}

fn line() -> Vec<String> {
    (1..=5)
        .map(|i| node(i, i.try_into().unwrap(), 0, ""))
        .collect()
}

#[test]
fn ways_are_cut_where_others_meet_them_and_nowhere_else() {
    let mut map = line();
    map.push(node(6, 3, 1, ""));
    map.push(way(1, &[1, 2, 3, 4, 5], "highway=primary"));
    map.push(way(2, &[3, 6], "highway=residential"));
    map.push(way(3, &[4, 6], "highway=footway"));
    assert_eq!(segments(&map), ["1:1-3", "1:3-5", "2:3-6"]);
}

#[test]
fn loops_become_segments_with_two_different_ends() {
    let mut map = line();
    map.push(node(6, 3, 1, ""));
    map.push(way(1, &[1, 2, 6, 1], "highway=primary junction=roundabout"));
    map.push(way(2, &[3, 4, 6, 4, 5], "highway=primary"));
    assert_eq!(
        segments(&map),
        ["1:1-6", "1:6-1", "2:3-4", "2:4-6", "2:6-4", "2:4-5"]
    );
}

#[test]
fn a_missing_node_leaves_a_gap_and_no_straight_line() {
    let mut map = line();
    map.push(way(1, &[1, 2, 99, 4, 5], "highway=primary"));
    map.push(way(2, &[98, 3, 99], "highway=primary"));
    assert_eq!(segments(&map), ["1:1-2", "1:4-5"]);
    let report = roads(&map.concat()).report;
    assert_eq!(report.ways_dropped[&WayDrop::TooShort].count(), 1);
}

#[test]
fn broken_ways_compile_into_a_network() {
    let mut map = line();
    // Two nodes in one place, a way of one node, a way that goes to and fro, ids past 32 bits.
    map.push(node(9_000_000_000, 1, 0, ""));
    map.push(way(8_000_000_000, &[1, 9_000_000_000], "highway=primary"));
    map.push(way(2, &[1], "highway=primary"));
    map.push(way(3, &[1, 2, 1, 2], "highway=primary"));
    map.push(way(4, &[2, 3, 4, 2], "highway=primary"));
    let input = roads(&map.concat()).input;
    assert!(
        input
            .segments
            .iter()
            .all(|segment| segment.tail != segment.head)
    );
    assert!(RoadNetwork::build(input).is_ok());
}

#[test]
fn names_are_stored_once() {
    let mut map = line();
    map.push(way(1, &[1, 2], "highway=primary name=A"));
    map.push(way(2, &[2, 3], "highway=primary name=A ref=B"));
    map.push(way(3, &[3, 4], "highway=primary name:en=B"));
    let input = roads(&map.concat()).input;
    assert_eq!(input.names, ["", "A", "B"]);
    let names: Vec<_> = input
        .segments
        .iter()
        .map(|s| (s.name, s.reference))
        .collect();
    assert_eq!(names, [(1, 0), (1, 2), (2, 0)]);
}
