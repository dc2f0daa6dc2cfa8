//! Conditions on access, one-way streets, speeds, turns and gates, from the tags to the network of a moment.

use super::{node, relation, roads, way};
use crate::road::{ConditionDrop, Conditions};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::{Change, DirectionAccess, DirectionInput};
use nearhand_engine::routing::{EdgeId, SegmentId};
use nearhand_engine::units::{LngLat, Timestamp};

/// A direction as "65" or "65!" (ends only) or "65x" (closed), then " > change @ condition" for each change.
fn shown(direction: Option<&DirectionInput>, conditions: &[String]) -> String {
    let Some(direction) = direction else {
        return "-".to_owned();
    };
    let mark = |access| match access {
        DirectionAccess::Open => "",
        DirectionAccess::EndsOnly => "!",
        DirectionAccess::Closed => "x",
    };
    let kmh = |metres_per_second: f64| (metres_per_second * 36.0).round() / 10.0;
    let mut text = format!("{}{}", kmh(direction.speed.0), mark(direction.access));
    for change in direction.changes() {
        let to = match change.to {
            Change::Access(DirectionAccess::Open) => "open".to_owned(),
            Change::Access(DirectionAccess::EndsOnly) => "ends".to_owned(),
            Change::Access(DirectionAccess::Closed) => "closed".to_owned(),
            Change::Speed(speed) => kmh(speed.0).to_string(),
        };
        text += &format!(" > {to} @ {}", conditions[change.condition as usize]);
    }
    text
}

fn way_of(way_tags: &str) -> [String; 2] {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(1, &[1, 2], way_tags),
    ];
    let input = roads(&text.concat()).input;
    let Some(segment) = input.segments.first() else {
        return ["dropped".to_owned(), String::new()];
    };
    [&segment.forward, &segment.backward]
        .map(|direction| shown(direction.as_ref(), &input.conditions))
}

#[test]
fn each_conditional_tag_changes_what_it_says() {
    for (way_tags, forward, backward) in [
        // motor_vehicle:conditional, over the kind of road.
        (
            "highway=primary motor_vehicle:conditional=no@(Mo-Fr+07:00-09:00)",
            "65 > closed @ Mo-Fr 07:00-09:00",
            "65 > closed @ Mo-Fr 07:00-09:00",
        ),
        // A pedestrian street that opens for deliveries: not a road where cars may be, so nobody comes in (as in OSRM).
        (
            "highway=pedestrian motor_vehicle:conditional=delivery@(06:00-11:00)",
            "dropped",
            "",
        ),
        (
            "highway=pedestrian motor_vehicle:conditional=yes@(06:00-11:00)",
            "10x > open @ 06:00-11:00",
            "10x > open @ 06:00-11:00",
        ),
        // access:conditional, weaker than motor_vehicle.
        (
            "highway=primary access=no access:conditional=destination@(20:00-06:00)",
            "65x > ends @ 20:00-06:00",
            "65x > ends @ 20:00-06:00",
        ),
        (
            "highway=primary motor_vehicle=yes access:conditional=no@(20:00-06:00)",
            "65",
            "65",
        ),
        // One direction only.
        (
            "highway=primary vehicle:backward:conditional=no@(Sa)",
            "65",
            "65 > closed @ Sa",
        ),
        // oneway:conditional, both ways round.
        (
            "highway=primary oneway:conditional=yes@(07:00-09:00)",
            "65",
            "65 > closed @ 07:00-09:00",
        ),
        (
            "highway=primary oneway=yes oneway:conditional=no@(20:00-06:00)",
            "65",
            "65x > open @ 20:00-06:00",
        ),
        (
            "highway=primary oneway=yes oneway:conditional=-1@(Su)",
            "65 > closed @ Su",
            "65x > open @ Su",
        ),
        // Reversible lanes are not driven, but at hours that are said.
        (
            "highway=primary oneway=reversible oneway:conditional=yes@(06:00-10:00);-1@(15:00-20:00)",
            "65x > open @ 06:00-10:00",
            "65x > open @ 15:00-20:00",
        ),
        // maxspeed:conditional, driven at four fifths.
        (
            "highway=primary maxspeed=50 maxspeed:conditional=30@(Mo-Fr+07:00-17:00)",
            "40 > 24 @ Mo-Fr 07:00-17:00",
            "40 > 24 @ Mo-Fr 07:00-17:00",
        ),
        (
            "highway=primary maxspeed=50 maxspeed:forward:conditional=30@(Su)",
            "40 > 24 @ Su",
            "40",
        ),
        // Conditions that always hold for a car, or never.
        (
            "highway=primary maxspeed:conditional=60@(weight<3.5)",
            "48",
            "48",
        ),
        (
            "highway=primary maxspeed:conditional=60@(weight>3.5)",
            "65",
            "65",
        ),
        ("highway=primary maxspeed:conditional=60@(wet)", "65", "65"),
        (
            "highway=primary motor_vehicle:conditional=no@(hgv)",
            "65",
            "65",
        ),
        (
            "highway=primary motor_vehicle:conditional=no@(22:00-06:00+AND+weight<7.5)",
            "65 > closed @ 22:00-06:00",
            "65 > closed @ 22:00-06:00",
        ),
        // A word that nobody knows opens nothing.
        (
            "highway=primary motor_vehicle=no motor_vehicle:conditional=permits@(Mar-Sep)",
            "dropped",
            "",
        ),
        (
            "highway=primary oneway:conditional=schooldays+only",
            "65",
            "65",
        ),
        // Other vehicles' keys say nothing.
        (
            "highway=primary hgv:conditional=no@(07:00-09:00)",
            "65",
            "65",
        ),
        (
            "highway=primary bicycle:conditional=no@(07:00-09:00)",
            "65",
            "65",
        ),
    ] {
        assert_eq!(way_of(way_tags), [forward, backward], "{way_tags}");
    }
}

#[test]
fn what_is_not_evaluated_is_counted_with_its_object() {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, "barrier=gate access:conditional=no@(wet)"),
        node(3, 2, 0, ""),
        way(
            7,
            &[1, 2, 3],
            "highway=primary maxspeed:conditional=60@(wet);30@(weight>7)",
        ),
        way(
            8,
            &[1, 2],
            "highway=footway motor_vehicle:conditional=no@(snow)",
        ),
    ];
    let report = roads(&text.concat()).report;
    let dropped = |why| {
        let ids = &report.conditions_dropped[&why].ids;
        ids.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>()
    };
    assert_eq!(
        dropped(ConditionDrop::NotUnderstood),
        ["Way(WayId(7))", "Way(WayId(8))", "Node(NodeId(2))"]
    );
    assert_eq!(dropped(ConditionDrop::OtherVehicles), ["Way(WayId(7))"]);
}

/// A moment in Malta, summer time: two hours before UTC's.
fn malta(weekday_of_june_2026: i64, hour: i64, minute: i64) -> Timestamp {
    // Monday, 1 June 2026, 00:00 UTC.
    let monday = 1_780_272_000;
    Timestamp((monday + ((weekday_of_june_2026 * 24 + hour - 2) * 60 + minute) * 60) * 1000)
}

const MONDAY: i64 = 0;
const SATURDAY: i64 = 5;

fn conditions(road: &RoadNetwork) -> Conditions {
    let valletta = LngLat::new(14.5, 35.9).unwrap();
    Conditions::new(road.conditions(), "Europe/Malta", Some("MT"), valletta).unwrap()
}

fn built(content: &[String]) -> RoadNetwork {
    RoadNetwork::build(roads(&content.concat()).input)
        .unwrap()
        .0
}

#[test]
fn a_street_closes_and_opens_with_the_clock_of_the_city() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(
            1,
            &[1, 2],
            "highway=primary motor_vehicle:conditional=no@(Mo-Fr+07:00-09:00)",
        ),
    ]);
    let conditions = conditions(&road);
    let closed = |at| {
        let road = road.at(&conditions.active(at));
        road.edge(road.segment(SegmentId(0)).forward().unwrap())
            .closed
    };
    assert!(!closed(malta(MONDAY, 6, 59)));
    assert!(closed(malta(MONDAY, 7, 0)));
    assert!(closed(malta(MONDAY, 8, 59)));
    assert!(!closed(malta(MONDAY, 9, 0)));
    assert!(!closed(malta(SATURDAY, 8, 0)));
    // The next flip after each.
    let next = |at| conditions.next_change(at);
    assert_eq!(next(malta(MONDAY, 6, 0)), Some(malta(MONDAY, 7, 0)));
    assert_eq!(next(malta(MONDAY, 7, 0)), Some(malta(MONDAY, 9, 0)));
    assert_eq!(next(malta(SATURDAY, 8, 0)), Some(malta(MONDAY + 7, 7, 0)));
    assert!(next(malta(MONDAY, 7, 30)) > Some(malta(MONDAY, 7, 30)));
}

#[test]
fn a_network_without_conditions_never_changes() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(1, &[1, 2], "highway=primary"),
    ]);
    assert_eq!(road.conditions().count(), 0);
    assert_eq!(conditions(&road).next_change(malta(MONDAY, 0, 0)), None);
}

#[test]
fn conditions_joined_by_and_hold_together() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(
            1,
            &[1, 2],
            "highway=primary access:conditional=no@(Mo+AND+07:00-09:00)",
        ),
    ]);
    let conditions = conditions(&road);
    let holds = |at| conditions.active(at).holds(0);
    assert!(holds(malta(MONDAY, 8, 0)));
    assert!(!holds(malta(MONDAY, 10, 0)));
    assert!(!holds(malta(SATURDAY, 8, 0)));
}

/// Public holidays of the country: 8 June is none in Malta, 7 June (Sette Giugno, a Sunday in 2026) and 29 June are.
#[test]
fn public_holidays_are_those_of_the_country() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        way(1, &[1, 2], "highway=primary access:conditional=no@(PH)"),
    ]);
    let conditions = conditions(&road);
    assert!(conditions.active(malta(28, 12, 0)).holds(0));
    assert!(!conditions.active(malta(7, 12, 0)).holds(0));
}

#[test]
fn a_gate_is_a_gate_at_its_hours() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(
            2,
            1,
            0,
            "barrier=gate access=no access:conditional=yes@(08:00-20:00)",
        ),
        node(3, 2, 0, ""),
        way(1, &[1, 2, 3], "highway=primary"),
    ]);
    let conditions = conditions(&road);
    let through = |at| {
        let road = road.at(&conditions.active(at));
        let edge = |segment| road.segment(SegmentId(segment)).forward().unwrap();
        let exits: Vec<EdgeId> = road.exits(edge(0)).collect();
        exits.contains(&edge(1))
    };
    assert!(!through(malta(MONDAY, 7, 0)));
    assert!(through(malta(MONDAY, 8, 0)));
}

#[test]
fn a_turn_is_forbidden_at_its_hours() {
    let road = built(&[
        node(1, 0, 0, ""),
        node(2, 1, 0, ""),
        node(3, 2, 0, ""),
        node(4, 1, 1, ""),
        way(1, &[1, 2], "highway=primary"),
        way(2, &[2, 3], "highway=primary"),
        way(3, &[2, 4], "highway=primary"),
        relation(
            1,
            "from:w1 via:n2 to:w3",
            "type=restriction restriction:conditional=no_left_turn@(16:00-18:30)",
        ),
    ]);
    let conditions = conditions(&road);
    let turns = |at| {
        let road = road.at(&conditions.active(at));
        let from = road.segment(SegmentId(0)).forward().unwrap();
        road.exits(from)
            .map(|edge| road.edge(edge).segment.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(turns(malta(MONDAY, 12, 0)), [1, 2]);
    assert_eq!(turns(malta(MONDAY, 17, 0)), [1]);
}

#[test]
fn an_unknown_time_zone_is_an_error_that_names_it() {
    let place = LngLat::new(0.0, 0.0).unwrap();
    let error = Conditions::new(std::iter::empty(), "Europe/Atlantis", None, place).unwrap_err();
    assert!(error.to_string().contains("Europe/Atlantis"));
}
