use super::{node, relation, roads, way};
use nearhand_engine::road::input::{RestrictionKind, RestrictionVia, When};

/// A cross of four streets (ways 1 to 4 from the west, south, east, north) around node 5, the eastern one goes on
/// over node 6 (way 5 from 3 to 6, way 6 from 6 to 7), way 7 is a footpath, way 8 leads through the crossing.
fn map() -> String {
    [
        node(1, 0, 1, ""),
        node(2, 1, 0, ""),
        node(3, 2, 1, ""),
        node(4, 1, 2, ""),
        node(5, 1, 1, ""),
        node(6, 3, 1, ""),
        node(7, 3, 2, ""),
        node(8, 0, 0, ""),
        node(9, 2, 2, ""),
        way(1, &[1, 5], "highway=primary"),
        way(2, &[2, 5], "highway=primary"),
        way(3, &[5, 3], "highway=primary"),
        way(4, &[5, 4], "highway=primary oneway=yes"),
        way(5, &[3, 6], "highway=primary"),
        way(6, &[6, 7], "highway=primary"),
        way(7, &[5, 9], "highway=footway"),
        way(8, &[8, 5, 9], "highway=residential"),
    ]
    .concat()
}

/// The restrictions as "no 1 @5 4" or "no 1 (3 5) 6" with way ids, else the reason.
fn outcome(members: &str, relation_tags: &str) -> Vec<String> {
    let relation_tags = format!("type=restriction {relation_tags}");
    let roads = roads(&[map(), relation(1, members, &relation_tags)].concat());
    let way = |segment: u32| roads.input.segments[segment as usize].osm_way;
    if let Some(reason) = roads.report.restrictions_dropped.keys().next() {
        assert!(roads.input.restrictions.is_empty());
        return vec![reason.to_string()];
    }
    roads
        .input
        .restrictions
        .iter()
        .map(|restriction| {
            let kind = match restriction.kind {
                RestrictionKind::No => "no",
                RestrictionKind::Only => "only",
            };
            let via = match &restriction.via {
                RestrictionVia::Vertex(vertex) => {
                    format!("@{}", roads.input.vertices[*vertex as usize].osm_node)
                }
                RestrictionVia::Segments(segments) => {
                    let ways: Vec<_> = segments.iter().map(|&s| way(s).to_string()).collect();
                    format!("({})", ways.join(" "))
                }
            };
            let condition = |number: u32| &roads.input.conditions[number as usize];
            let when = match restriction.when {
                When::Always => String::new(),
                When::While(number) => format!(" while {}", condition(number)),
                When::Unless(number) => format!(" unless {}", condition(number)),
            };
            format!(
                "{kind} {} {via} {}{when}",
                way(restriction.from),
                way(restriction.to)
            )
        })
        .collect()
}

#[test]
fn kinds_vehicles_and_hours() {
    let members = "from:w1 via:n5 to:w4";
    for (relation_tags, expected) in [
        ("restriction=no_left_turn", "no 1 @5 4"),
        ("restriction=only_straight_on", "only 1 @5 4"),
        ("restriction=no_anything", "no 1 @5 4"),
        ("restriction=yield", "unknown kind"),
        ("restriction=no_right_turn_on_red", "unknown kind"),
        ("", "unknown kind"),
        ("restriction:motorcar=no_left_turn", "no 1 @5 4"),
        ("restriction:motor_vehicle=no_left_turn", "no 1 @5 4"),
        ("restriction:hgv=no_left_turn", "not for this vehicle"),
        ("restriction=no_left_turn except=bus", "no 1 @5 4"),
        (
            "restriction=no_left_turn except=bus;motorcar",
            "not for this vehicle",
        ),
        (
            "restriction=no_left_turn except=motor_vehicle",
            "not for this vehicle",
        ),
        (
            "restriction:conditional=no_left_turn@(07:00-09:00)",
            "no 1 @5 4 while 07:00-09:00",
        ),
        (
            "restriction:conditional=no_left_turn@(weight>7.5)",
            "its condition is not evaluated",
        ),
        (
            "restriction:conditional=no_left_turn@(length>4)",
            "no 1 @5 4",
        ),
        (
            "restriction=no_left_turn restriction:conditional=none@(18:00-06:00)",
            "no 1 @5 4 unless 18:00-06:00",
        ),
        (
            "restriction=no_left_turn hour_on=07:00 hour_off=09:00",
            "no 1 @5 4 while 07:00-09:00",
        ),
        (
            "restriction=no_left_turn day_on=Monday day_off=Friday hour_on=07:00 hour_off=09:00",
            "no 1 @5 4 while Mo-Fr 07:00-09:00",
        ),
        (
            "restriction=no_left_turn hour_on=07:00",
            "its condition is not evaluated",
        ),
    ] {
        assert_eq!(
            outcome(members, relation_tags),
            [expected],
            "{relation_tags}"
        );
    }
}

#[test]
fn members_must_meet_and_be_driven() {
    for (members, expected) in [
        ("from:w1 via:n5 to:w3", "no 1 @5 3"),
        ("from:w1 via:n5 to:w1", "no 1 @5 1"),
        ("from:w1 via:n5", "from, via or to missing or too many"),
        ("via:n5 to:w3", "from, via or to missing or too many"),
        ("from:w1 to:w3", "from, via or to missing or too many"),
        (
            "from:w1 from:w2 via:n5 to:w3",
            "from, via or to missing or too many",
        ),
        (
            "from:n1 via:n5 to:w3",
            "from, via or to missing or too many",
        ),
        ("from:w99 via:n5 to:w3", "a member is outside the extract"),
        ("from:w1 via:n99 to:w3", "a member is outside the extract"),
        ("from:w7 via:n5 to:w3", "a member is not used anyway"),
        ("from:w4 via:n5 to:w3", "a member is not used anyway"),
        ("from:w1 via:n5 to:w6", "its ways do not meet there"),
        ("from:w1 via:n1 to:w3", "its ways do not meet there"),
        ("from:w8 via:n5 to:w3", "its ways do not meet there"),
    ] {
        let found = outcome(members, "restriction=no_left_turn");
        assert_eq!(found, [expected], "{members}");
    }
}

#[test]
fn entries_and_exits_may_have_several_members() {
    assert_eq!(
        outcome("from:w1 from:w2 via:n5 to:w3", "restriction=no_entry"),
        ["no 1 @5 3", "no 2 @5 3"]
    );
    assert_eq!(
        outcome("from:w1 via:n5 to:w3 to:w4", "restriction=no_exit"),
        ["no 1 @5 3", "no 1 @5 4"]
    );
}

#[test]
fn via_ways_become_chains_in_driving_order() {
    for (members, expected) in [
        ("from:w1 via:w3 to:w5", "no 1 (3) 5"),
        ("from:w1 via:w3 via:w5 to:w6", "no 1 (3 5) 6"),
        ("from:w1 via:w5 via:w3 to:w6", "no 1 (3 5) 6"),
        ("from:w6 via:w5 via:w3 to:w1", "no 6 (5 3) 1"),
        ("from:w1 via:w5 to:w6", "its ways do not meet there"),
        (
            "from:w6 via:w5 via:n3 to:w3",
            "from, via or to missing or too many",
        ),
    ] {
        let found = outcome(members, "restriction=no_u_turn");
        assert_eq!(found, [expected], "{members}");
    }
}
