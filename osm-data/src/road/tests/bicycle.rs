//! The rules of cycling. "/" parts the two directions, "!" marks ends only.

use super::ways::used;
use super::{node, relation, roads_for, way};
use crate::road::BICYCLE;

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (way_tags, expected) in table {
        assert_eq!(used(&BICYCLE, None, way_tags), *expected, "{way_tags}");
    }
}

#[test]
fn kinds_of_way_have_their_speed() {
    check(&[
        ("highway=cycleway", "15/15"),
        ("highway=residential", "15/15"),
        ("highway=primary", "15/15"),
        ("highway=track", "12/12"),
        ("highway=path", "13/13"),
        ("highway=motorway", "not for this vehicle"),
        ("highway=trunk", "not for this vehicle"),
        ("highway=trunk bicycle=yes", "15/15"),
        ("highway=primary motorroad=yes", "not for this vehicle"),
        ("highway=bridleway", "not for this vehicle"),
        ("route=ferry", "5/5"),
        ("highway=residential bridge=movable", "5/5"),
    ]);
}

#[test]
fn where_nobody_rides_one_pushes() {
    check(&[
        ("highway=footway", "4/4"),
        ("highway=pedestrian", "4/4"),
        ("highway=steps", "2/2"),
        ("highway=footway bicycle=yes", "15/15"),
        ("highway=footway bicycle=designated", "15/15"),
        ("highway=footway bicycle=no", "access forbidden"),
        ("highway=residential bicycle=dismount", "4/4"),
        ("railway=platform", "4/4"),
    ]);
}

#[test]
fn one_way_streets_and_contraflow() {
    check(&[
        // Against the traffic one gets off and pushes, …
        ("highway=residential oneway=yes", "15/4"),
        ("highway=residential oneway=-1", "4/15"),
        // … but not where people may not walk, or round a roundabout.
        ("highway=residential oneway=yes foot=no", "15/-"),
        ("highway=residential junction=roundabout", "15/-"),
        ("highway=residential oneway=yes oneway:bicycle=no", "15/15"),
        ("highway=residential oneway:bicycle=yes", "15/4"),
        ("highway=residential oneway=yes cycleway=opposite", "15/15"),
        (
            "highway=residential oneway=yes cycleway=opposite_lane",
            "15/15",
        ),
        (
            "highway=residential oneway=yes cycleway=opposite_track",
            "15/15",
        ),
        (
            "highway=residential oneway=yes cycleway:left=opposite_lane",
            "15/15",
        ),
        ("highway=residential oneway=-1 cycleway=opposite", "15/15"),
        ("highway=residential oneway=yes cycleway=lane", "15/4"),
        ("highway=residential oneway=reversible", "15/15"),
    ]);
}

#[test]
fn access_is_said_by_bicycle_over_vehicle_over_access() {
    check(&[
        ("highway=residential vehicle=no", "access forbidden"),
        ("highway=residential vehicle=no bicycle=yes", "15/15"),
        ("highway=residential access=no bicycle=permissive", "15/15"),
        ("highway=residential motor_vehicle=no", "15/15"),
        (
            "highway=residential bicycle=use_sidepath",
            "access forbidden",
        ),
        ("highway=residential access=private", "15!/15!"),
        ("highway=residential vehicle:forward=agricultural", "-/15"),
        // The cycleway is a way of its own.
        ("highway=primary cycleway=separate", "access forbidden"),
        (
            "highway=primary cycleway:right=separate",
            "access forbidden",
        ),
        ("highway=primary cycleway=separate bicycle=yes", "15/15"),
        ("highway=primary cycleway=lane", "15/15"),
    ]);
}

#[test]
fn surfaces_and_limits_cap_the_speed() {
    check(&[
        ("highway=residential surface=asphalt", "15/15"),
        ("highway=residential surface=cobblestone", "7/7"),
        ("highway=path surface=sand", "3/3"),
        ("highway=footway surface=asphalt", "4/4"),
        ("highway=residential maxspeed=50", "15/15"),
        ("highway=residential maxspeed=10", "10/10"),
        ("highway=residential maxspeed:backward=10", "15/10"),
        ("highway=residential lanes=1 width=2", "15/15"),
    ]);
}

#[test]
fn barriers_that_stop_a_bicycle() {
    let passes = |node_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, node_tags),
            node(3, 2, 0, ""),
            way(1, &[1, 2, 3], "highway=residential"),
        ];
        roads_for(&BICYCLE, None, &text.concat()).report.barriers == 0
    };
    for (node_tags, expected) in [
        ("barrier=bollard", true),
        ("barrier=gate", true),
        ("barrier=wall", false),
        ("barrier=gate bicycle=no", false),
        ("barrier=gate access=no bicycle=yes", true),
        // Who may not use a crossing may ride along the road.
        ("highway=crossing bicycle=no", true),
    ] {
        assert_eq!(passes(node_tags), expected, "{node_tags}");
    }
}

#[test]
fn turn_restrictions_hold_unless_they_except_bicycles() {
    let restrictions = |relation_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, ""),
            node(3, 2, 0, ""),
            way(1, &[1, 2], "highway=residential"),
            way(2, &[2, 3], "highway=residential"),
            relation(
                1,
                "from:w1 via:n2 to:w2",
                &format!("type=restriction {relation_tags}"),
            ),
        ];
        roads_for(&BICYCLE, None, &text.concat())
            .input
            .restrictions
            .len()
    };
    assert_eq!(restrictions("restriction=no_straight_on"), 1);
    assert_eq!(restrictions("restriction=no_straight_on except=bicycle"), 0);
    assert_eq!(restrictions("restriction=no_straight_on except=bus"), 1);
    assert_eq!(restrictions("restriction:bicycle=no_straight_on"), 1);
    assert_eq!(restrictions("restriction:motorcar=no_straight_on"), 0);
}
