//! What is kept for guidance: destinations, exits, lanes and their arrows.

use super::{node, roads, way};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::LaneTurns;
use nearhand_engine::routing::SegmentId;

/// "destination, exit, arrows of each lane" forward and backward, read back from the compiled network.
fn signs(way_tags: &str) -> [String; 2] {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(1, &[1, 2], &format!("highway=primary {way_tags}")),
    ];
    let (road, _) = RoadNetwork::build(roads(&text.concat()).input).unwrap();
    let segment = road.segment(SegmentId(0));
    [segment.forward(), segment.backward()].map(|edge| {
        let Some(edge) = edge else {
            return "-".to_owned();
        };
        let signs = road.signs(edge);
        let lanes: Vec<String> = signs.lanes.iter().map(|lane| arrows(*lane)).collect();
        format!("{}, {}, {}", signs.destination, signs.exit, lanes.join("|"))
    })
}

fn arrows(lane: LaneTurns) -> String {
    [
        (LaneTurns::SHARP_LEFT, "sharp_left"),
        (LaneTurns::LEFT, "left"),
        (LaneTurns::SLIGHT_LEFT, "slight_left"),
        (LaneTurns::THROUGH, "through"),
        (LaneTurns::SLIGHT_RIGHT, "slight_right"),
        (LaneTurns::RIGHT, "right"),
        (LaneTurns::SHARP_RIGHT, "sharp_right"),
        (LaneTurns::REVERSE, "reverse"),
        (LaneTurns::MERGE_TO_LEFT, "merge_to_left"),
        (LaneTurns::MERGE_TO_RIGHT, "merge_to_right"),
    ]
    .into_iter()
    .filter(|(arrow, _)| lane.allows(*arrow))
    .map(|(_, name)| name)
    .collect::<Vec<_>>()
    .join(";")
}

#[test]
fn destinations_are_read_of_one_way_roads() {
    for (way_tags, forward, backward) in [
        ("destination=Porto", ", , ", ", , "),
        (
            "oneway=yes destination=Porto;Braga",
            "Porto, Braga, , ",
            "-",
        ),
        (
            "oneway=yes destination=Porto destination:ref=A1;E1",
            "A1, E1: Porto, , ",
            "-",
        ),
        (
            "oneway=yes destination:street=High+Street",
            "High Street, , ",
            "-",
        ),
        (
            "oneway=-1 destination:backward=North destination=South",
            "-",
            "North, , ",
        ),
        ("oneway=yes junction:ref=12;12a", ", 12, 12a, ", "-"),
    ] {
        assert_eq!(signs(way_tags), [forward, backward], "{way_tags}");
    }
}

#[test]
fn lanes_are_counted_and_have_their_arrows() {
    for (way_tags, forward, backward) in [
        ("", ", , ", ", , "),
        (
            "oneway=yes turn:lanes=left|through;slight_right|none|",
            ", , left|through;slight_right||",
            "-",
        ),
        (
            "turn:lanes:forward=through|right turn:lanes:backward=reverse;sharp_left",
            ", , through|right",
            ", , sharp_left;reverse",
        ),
        ("oneway=yes lanes=3", ", , ||", "-"),
        ("lanes:forward=2 lanes:backward=1", ", , |", ", , "),
        ("oneway=yes lanes=many", ", , ", "-"),
        (
            "oneway=yes turn:lanes=merge_to_left|xyz",
            ", , merge_to_left|",
            "-",
        ),
    ] {
        assert_eq!(signs(way_tags), [forward, backward], "{way_tags}");
    }
}

#[test]
fn a_ramp_has_the_number_of_its_exit_from_the_way_or_the_node() {
    for (ramp_tags, expected) in [
        ("highway=motorway_link", "7, 7a"),
        ("highway=motorway_link junction:ref=8", "8"),
        ("highway=service", ""),
    ] {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, "highway=motorway_junction ref=7;7a"),
            node(3, 2, 0, ""),
            node(4, 2, 1, ""),
            way(1, &[1, 2, 3], "highway=motorway"),
            way(2, &[2, 4], &format!("oneway=yes {ramp_tags}")),
        ];
        let (road, _) = RoadNetwork::build(roads(&text.concat()).input).unwrap();
        let exits: Vec<&str> = (0..3)
            .filter_map(|number| road.segment(SegmentId(number)).forward())
            .map(|edge| road.signs(edge).exit)
            .collect();
        assert_eq!(exits, ["", "", expected], "{ramp_tags}");
    }
}

#[test]
fn mini_roundabouts_are_known_at_the_streets_that_meet_them() {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, "highway=mini_roundabout"),
        node(3, 2, 0, "highway=turning_circle"),
        way(1, &[1, 2, 3], "highway=residential"),
    ];
    let (road, _) = RoadNetwork::build(roads(&text.concat()).input).unwrap();
    let ends = [0, 1].map(|number| {
        let segment = road.segment(SegmentId(number));
        [false, true].map(|at_head| segment.meets_mini_roundabout(at_head))
    });
    assert_eq!(ends, [[false, true], [true, false]]);
}
