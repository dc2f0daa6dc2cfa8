//! Broken input: counted by kind with its ids, never a crash, never a silent hole.

use super::{node, relation, roads, way};
use crate::osm::{Input, read};
use crate::road::{Mode, Region, RestrictionDrop, WayDrop, build};
use nearhand_engine::road::RoadNetwork;
use proptest::prelude::*;

#[test]
fn every_loss_is_counted_with_its_id() {
    let map = [
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        node(3, 2, 0, ""),
        node(4, 3, 0, ""),
        // A way that leaves the extract and comes back; one that never comes in.
        way(10, &[1, 2, 90, 3, 4], "highway=primary"),
        way(11, &[90, 91], "highway=primary"),
        // One node; the same node twice; two nodes in one place.
        way(12, &[1], "highway=primary"),
        way(13, &[2, 2], "highway=primary"),
        node(9_000_000_005, 0, 0, ""),
        way(8_000_000_014, &[1, 9_000_000_005], "highway=primary"),
        // A loop of two nodes, and a way over itself.
        way(15, &[3, 4, 3], "highway=residential"),
        relation(20, "", "type=restriction restriction=no_u_turn"),
        relation(
            21,
            "from:w10 via:n99 to:w15",
            "type=restriction restriction=no_u_turn",
        ),
        relation(
            22,
            "from:w98 via:n3 to:w15",
            "type=restriction restriction=no_u_turn",
        ),
        relation(
            23,
            "from:w10 via:w97 to:w15",
            "type=restriction restriction=no_u_turn",
        ),
    ]
    .concat();
    let roads = roads(&map);
    let report = &roads.report;
    let ids = |dropped: &[crate::osm::WayId]| dropped.iter().map(|way| way.0).collect::<Vec<_>>();
    assert_eq!(ids(&report.ways_cut.ids), [10]);
    assert_eq!(
        ids(&report.ways_dropped[&WayDrop::TooShort].ids),
        [11, 12, 13]
    );
    let restrictions = |reason| {
        let dropped = &report.restrictions_dropped[&reason].ids;
        dropped
            .iter()
            .map(|relation| relation.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(restrictions(RestrictionDrop::Malformed), [20]);
    assert_eq!(restrictions(RestrictionDrop::MissingMember), [21, 22, 23]);
    let ways: u64 = report.ways_kept.values().sum();
    assert_eq!(ways, 3, "10, 15 and the one with an id past 32 bits");
    // No segment of no length in ids, no hole: what is known of way 10 is there.
    let of_way = |id| {
        roads
            .input
            .segments
            .iter()
            .filter(move |segment| segment.osm_way == id)
            .count()
    };
    assert_eq!((of_way(10), of_way(15), of_way(8_000_000_014)), (2, 2, 1));
    assert!(RoadNetwork::build(roads.input).is_ok());
}

/// Tags that matter, with values that mean something, and with nonsense.
fn tags() -> impl Strategy<Value = String> {
    let keys = [
        "highway",
        "oneway",
        "access",
        "motor_vehicle",
        "bicycle",
        "foot",
        "maxspeed",
        "junction",
        "route",
        "duration",
        "barrier",
        "lanes",
        "turn:lanes",
        "width",
        "cycleway",
        "surface",
        "motor_vehicle:conditional",
        "oneway:conditional",
        "maxspeed:conditional",
        "access:conditional",
        "destination",
        "area",
        "bridge",
        "type",
        "restriction",
        "restriction:conditional",
        "except",
        "sidewalk",
        "direction",
        "stop",
    ];
    let values = [
        "primary",
        "residential",
        "footway",
        "cycleway",
        "pedestrian",
        "steps",
        "track",
        "yes",
        "no",
        "private",
        "-1",
        "reversible",
        "roundabout",
        "ferry",
        "00:10",
        "30",
        "DE:urban",
        "gate",
        "bollard",
        "2",
        "left|through",
        "opposite",
        "gravel",
        "movable",
        "stop",
        "traffic_signals",
        "minor",
        "forward",
        "restriction",
        "multipolygon",
        "no_left_turn",
        "only_straight_on",
        "bicycle",
        "no @ (07:00-09:00)",
        "30 @ (Mo-Fr 07:00-17:00 AND wet)",
        "no_left_turn @ (Su)",
        "none @ (weight&lt;3)",
        "",
        "é;;@((",
        "18446744073709551616",
    ];
    let pair = (
        prop::sample::select(keys.to_vec()),
        prop::sample::select(values.to_vec()),
    );
    proptest::collection::vec(pair, 0..6).prop_map(|pairs| {
        let tag = |(key, value): &(&str, &str)| format!("<tag k='{key}' v='{value}'/>");
        pairs.iter().map(tag).collect()
    })
}

/// A map of a few nodes, ways and relations that refer to what is there, and to what is not.
fn map() -> impl Strategy<Value = String> {
    let nodes = proptest::collection::vec((1..9i64, 0..4i32, 0..4i32, tags()), 1..9);
    let ways = proptest::collection::vec(
        (1..6i64, proptest::collection::vec(1..11i64, 0..6), tags()),
        1..6,
    );
    let members = proptest::collection::vec((0..4usize, 1..8i64, any::<bool>()), 0..5);
    let relations = proptest::collection::vec((1..4i64, members, tags()), 0..4);
    (nodes, ways, relations).prop_map(|(nodes, ways, relations)| {
        let mut text = String::new();
        for (id, x, y, tags) in nodes {
            let (lng, lat) = (f64::from(x) * 0.001, f64::from(y) * 0.001);
            text += &format!("<node id='{id}' lat='{lat}' lon='{lng}'>{tags}</node>");
        }
        for (id, refs, tags) in ways {
            let refs: String = refs.iter().map(|r| format!("<nd ref='{r}'/>")).collect();
            text += &format!("<way id='{id}'>{refs}{tags}</way>");
        }
        for (id, members, tags) in relations {
            let member = |&(role, id, is_way): &(usize, i64, bool)| {
                let (kind, role) = (
                    if is_way { "way" } else { "node" },
                    ["from", "via", "to", "outer"][role],
                );
                format!("<member type='{kind}' ref='{id}' role='{role}'/>")
            };
            let members: String = members.iter().map(member).collect();
            text += &format!(
                "<relation id='{id}'>{members}<tag k='type' v='restriction'/>{tags}</relation>"
            );
        }
        format!("<osm>{text}</osm>")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_map_becomes_a_network_for_everybody(xml in map()) {
        let input = Input::Bytes { name: "fuzz.osm", bytes: xml.as_bytes() };
        let extract = read(input, None, &mut |_| {}).unwrap();
        for mode in Mode::ALL {
            let roads = build(&extract, mode.profile(), Region::default());
            let report = &roads.report;
            let kept: u64 = report.ways_kept.values().sum();
            let dropped: u64 = report.ways_dropped.values().map(super::super::Dropped::count).sum();
            prop_assert!(kept + dropped <= extract.way_count() as u64);
            let built = RoadNetwork::build(roads.input);
            prop_assert!(built.is_ok(), "{:?}", built.err());
        }
    }
}
