use super::{node, roads, way};
use nearhand_engine::units::Millis;

/// Whether one can drive over a node with these tags: then the street is one segment.
fn passes(node_tags: &str) -> bool {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, node_tags),
        node(3, 2, 0, ""),
        way(1, &[1, 2, 3], "highway=primary"),
    ];
    let roads = roads(&text.concat());
    assert_eq!(
        roads.report.barriers,
        u64::from(roads.input.segments.len() == 2)
    );
    roads.input.segments.len() == 1
}

#[test]
fn barriers_let_pass_by_kind_and_by_access() {
    for (node_tags, expected) in [
        ("", true),
        ("barrier=bollard", false),
        ("barrier=gate", true),
        ("barrier=lift_gate", true),
        ("barrier=cattle_grid", true),
        ("barrier=toll_booth", true),
        ("barrier=border_control", true),
        ("barrier=entrance", true),
        ("barrier=block", false),
        ("barrier=wall", false),
        ("barrier=fence", false),
        ("barrier=fence sensory=audible", true),
        ("barrier=unheard_of", false),
        ("barrier=gate access=no", false),
        ("barrier=gate access=private", true),
        ("barrier=bollard access=yes", true),
        ("barrier=bollard motor_vehicle=yes access=no", true),
        ("barrier=bollard bicycle=yes", false),
        ("access=no", false),
        ("barrier=bollard bollard=rising", true),
        ("barrier=kerb", false),
        ("barrier=kerb kerb=lowered", true),
        ("barrier=kerb highway=crossing", true),
        ("barrier=height_restrictor", true),
        ("barrier=height_restrictor maxheight=1.8", false),
        ("barrier=height_restrictor maxheight=1.8+m", false),
        ("barrier=height_restrictor maxheight=3", true),
    ] {
        assert_eq!(passes(node_tags), expected, "{node_tags}");
    }
}

#[test]
fn nobody_turns_at_a_barrier_on_a_crossing() {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, "barrier=bollard"),
        node(3, 2, 0, ""),
        node(4, 1, 1, ""),
        way(1, &[1, 2, 3], "highway=primary"),
        way(2, &[2, 4], "highway=residential"),
    ];
    let roads = roads(&text.concat());
    let mut ends: Vec<u32> = roads
        .input
        .segments
        .iter()
        .flat_map(|segment| [segment.tail, segment.head])
        .collect();
    ends.sort_unstable();
    ends.dedup();
    assert_eq!((roads.input.segments.len(), ends.len()), (3, 6));
}

#[test]
fn signals_and_signs_cost_time_on_the_way_and_mark_crossings() {
    let delays = |node_tags: &str| {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, node_tags),
            node(3, 2, 0, ""),
            way(1, &[1, 2, 3], "highway=primary"),
        ];
        let segment = roads(&text.concat()).input.segments[0].clone();
        [segment.forward, segment.backward].map(|direction| direction.unwrap().delay.0)
    };
    for (node_tags, expected) in [
        ("", [0, 0]),
        ("highway=traffic_signals", [2000, 2000]),
        (
            "highway=traffic_signals traffic_signals:direction=forward",
            [2000, 0],
        ),
        ("highway=traffic_signals direction=backward", [0, 2000]),
        ("highway=crossing crossing=traffic_signals", [2000, 2000]),
        ("highway=crossing", [500, 500]),
        ("highway=crossing crossing=no", [0, 0]),
        ("highway=stop direction=forward", [2000, 0]),
        ("highway=give_way", [1000, 1000]),
    ] {
        assert_eq!(delays(node_tags), expected, "{node_tags}");
    }
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, "highway=traffic_signals"),
        node(3, 2, 0, ""),
        node(4, 1, 1, ""),
        way(1, &[1, 2, 3], "highway=primary"),
        way(2, &[2, 4], "highway=primary"),
    ];
    let input = roads(&text.concat()).input;
    let signals: Vec<i64> = input
        .vertices
        .iter()
        .filter(|vertex| vertex.signals)
        .map(|vertex| vertex.osm_node)
        .collect();
    assert_eq!(signals, [2]);
    let no_delay = |segment: &nearhand_engine::road::input::SegmentInput| {
        segment.forward.unwrap().delay == Millis(0)
    };
    assert!(input.segments.iter().all(no_delay));
}
