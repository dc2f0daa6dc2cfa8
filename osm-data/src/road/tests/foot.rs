//! The rules of walking. "/" parts the two directions, "!" marks ends only.

use super::ways::used;
use super::{node, relation, roads_for, way};
use crate::road::{FOOT, RestrictionDrop};
use nearhand_engine::road::input::{RoadClass, TurnCosts};

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (way_tags, expected) in table {
        assert_eq!(used(&FOOT, None, way_tags), *expected, "{way_tags}");
    }
}

#[test]
fn people_walk_where_there_is_no_traffic_and_along_streets() {
    check(&[
        ("highway=footway", "5/5"),
        ("highway=path", "5/5"),
        ("highway=steps", "5/5"),
        ("highway=pedestrian", "5/5"),
        ("highway=track", "5/5"),
        ("highway=residential", "5/5"),
        ("highway=primary", "5/5"),
        ("highway=pier", "5/5"),
        ("man_made=pier", "5/5"),
        ("railway=platform", "5/5"),
        ("highway=motorway", "not for this vehicle"),
        ("highway=trunk", "not for this vehicle"),
        ("highway=trunk foot=yes", "5/5"),
        ("highway=primary motorroad=yes", "not for this vehicle"),
        ("highway=cycleway", "not for this vehicle"),
        ("highway=cycleway foot=designated", "5/5"),
        ("highway=construction", "not built yet"),
        ("railway=rail", "no road"),
        ("route=ferry", "5/5"),
    ]);
}

#[test]
fn one_way_streets_are_for_vehicles() {
    check(&[
        ("highway=residential oneway=yes", "5/5"),
        ("highway=residential junction=roundabout", "5/5"),
        ("highway=residential oneway=reversible", "5/5"),
        ("highway=footway oneway:foot=yes", "5/-"),
        ("highway=footway oneway:foot=-1", "-/5"),
        // Moving stairs.
        ("highway=steps conveying=forward", "5/-"),
        ("highway=steps conveying=backward", "-/5"),
        ("highway=steps conveying=reversible", "5/5"),
        ("highway=footway conveying=forward oneway=no", "5/5"),
    ]);
}

#[test]
fn access_is_said_by_foot_over_access() {
    check(&[
        ("highway=footway access=no", "access forbidden"),
        ("highway=footway access=no foot=yes", "5/5"),
        ("highway=residential motor_vehicle=no", "5/5"),
        ("highway=residential foot=no", "access forbidden"),
        ("highway=residential foot=use_sidepath", "access forbidden"),
        ("highway=footway access=private", "5!/5!"),
        ("highway=service access=customers", "5!/5!"),
        // The sidewalk is a way of its own.
        ("highway=primary sidewalk=separate", "access forbidden"),
        ("highway=primary sidewalk:left=separate", "access forbidden"),
        ("highway=primary sidewalk=separate foot=yes", "5/5"),
        ("highway=primary sidewalk=both", "5/5"),
    ]);
}

#[test]
fn the_ground_matters_and_limits_do_not() {
    check(&[
        ("highway=path surface=gravel", "3.8/3.8"),
        ("highway=path surface=mud", "2.5/2.5"),
        ("highway=path surface=asphalt", "5/5"),
        ("highway=residential maxspeed=3", "5/5"),
        (
            "highway=residential maxheight=1 maxweight=0.5 width=0.8",
            "5/5",
        ),
        ("highway=service service=driveway", "5/5"),
    ]);
}

#[test]
fn the_outlines_of_areas_are_walked() {
    check(&[("highway=pedestrian area=yes", "5/5")]);
    // A square with a hole: its outlines have no tags of their own.
    let square = [
        node(1, 0, 0, ""),
        node(2, 4, 0, ""),
        node(3, 4, 4, ""),
        node(4, 0, 4, ""),
        node(5, 8, 0, ""),
        way(1, &[1, 2, 3, 4, 1], ""),
        way(2, &[2, 5], "highway=footway"),
        relation(1, "outer:w1", "type=multipolygon highway=pedestrian"),
    ]
    .concat();
    let on_foot = roads_for(&FOOT, None, &square);
    assert_eq!(on_foot.report.ways_kept[&RoadClass::Pedestrian], 1);
    // Cut where the footway meets it.
    let outline = on_foot
        .input
        .segments
        .iter()
        .filter(|segment| segment.osm_way == 1);
    assert_eq!(outline.count(), 2);
    let by_car = super::roads(&square);
    assert!(by_car.input.segments.is_empty());
}

#[test]
fn walls_stop_people_and_bollards_do_not() {
    let passes = |node_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, node_tags),
            node(3, 2, 0, ""),
            way(1, &[1, 2, 3], "highway=footway"),
        ];
        roads_for(&FOOT, None, &text.concat()).report.barriers == 0
    };
    for (node_tags, expected) in [
        ("barrier=bollard", true),
        ("barrier=gate", true),
        ("barrier=kerb", true),
        ("barrier=stile", true),
        ("barrier=wall", false),
        ("barrier=fence", false),
        ("barrier=fence sensory=audible", true),
        ("barrier=gate access=private", true),
        ("barrier=gate foot=no", false),
        ("barrier=gate motor_vehicle=no", true),
    ] {
        assert_eq!(passes(node_tags), expected, "{node_tags}");
    }
}

#[test]
fn turns_cost_nothing_and_signs_for_vehicles_say_nothing() {
    let map = |relation_tags: &str| {
        [
            node(1, 0, 0, ""),
            node(2, 1, 0, "highway=stop"),
            node(3, 2, 0, ""),
            way(1, &[1, 2], "highway=residential"),
            way(2, &[2, 3], "highway=residential"),
            relation(
                1,
                "from:w1 via:n2 to:w2",
                &format!("type=restriction {relation_tags}"),
            ),
        ]
        .concat()
    };
    let roads = roads_for(&FOOT, None, &map("restriction=no_straight_on"));
    assert_eq!(roads.input.restrictions, []);
    assert!(
        roads
            .report
            .restrictions_dropped
            .contains_key(&RestrictionDrop::NotForVehicle)
    );
    let first = roads.input.segments[0].forward.as_ref().unwrap();
    assert_eq!(first.delay_at_end.0, 0);
    assert_eq!(
        roads.input.turn_costs,
        TurnCosts {
            turn_s: 0.0,
            bias: 1.0,
            oncoming_s: 0.0,
            u_turn_s: 2.0
        }
    );
    let for_people = roads_for(&FOOT, None, &map("restriction:foot=no_straight_on"));
    assert_eq!(for_people.input.restrictions.len(), 1);
}

#[test]
fn a_sidewalk_bears_the_name_of_its_street() {
    let name = |way_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, ""),
            way(1, &[1, 2], way_tags),
        ];
        let input = roads_for(&FOOT, None, &text.concat()).input;
        input.names[input.segments[0].name as usize].clone()
    };
    assert_eq!(
        name("highway=footway footway=sidewalk street:name=High+Street"),
        "High Street"
    );
    assert_eq!(
        name("highway=footway footway=sidewalk name=Own street:name=High"),
        "Own"
    );
    assert_eq!(name("highway=footway street:name=High"), "");
    assert_eq!(
        name("highway=primary footway=sidewalk street:name=High"),
        ""
    );
}
