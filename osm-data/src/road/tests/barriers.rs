use super::{node, roads, way};

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
        ("barrier=height_restrictor maxheight=default", true),
        ("barrier=gate access=agricultural", false),
        ("barrier=wall access=private", true),
        ("barrier=bollard access=garbage", true),
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

/// Seconds lost along a way of 1-2-3 and against it.
fn seconds_lost(node_tags: &str) -> [f64; 2] {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, node_tags),
        node(3, 2, 0, ""),
        way(1, &[1, 2, 3], "highway=primary"),
    ];
    let roads = roads(&text.concat());
    let mut seconds = [0.0; 2];
    for segment in &roads.input.segments {
        let directions = [&segment.forward, &segment.backward];
        for (sum, direction) in seconds.iter_mut().zip(directions) {
            let direction = direction.as_ref().unwrap();
            *sum += (direction.delay.0 + direction.delay_at_end.0) as f64 / 1000.0;
        }
    }
    seconds
}

/// OSRM's `lib/obstacles.lua`, and our half second at crossings.
#[test]
fn signals_signs_and_crossings_cost_time_on_the_way() {
    for (node_tags, expected) in [
        ("", [0.0, 0.0]),
        ("highway=traffic_signals", [2.0, 2.0]),
        (
            "highway=traffic_signals traffic_signals:direction=forward",
            [2.0, 0.0],
        ),
        // The signals' own direction counts more than the node's.
        (
            "highway=traffic_signals traffic_signals:direction=backward direction=forward",
            [0.0, 2.0],
        ),
        ("highway=traffic_signals direction=backward", [0.0, 2.0]),
        ("highway=crossing crossing=traffic_signals", [2.0, 2.0]),
        ("highway=crossing", [0.5, 0.5]),
        ("highway=crossing crossing=no", [0.0, 0.0]),
        ("highway=stop", [2.0, 2.0]),
        ("highway=stop direction=forward", [2.0, 0.0]),
        ("highway=stop direction=both", [2.0, 2.0]),
        ("highway=give_way", [1.0, 1.0]),
        ("highway=give_way direction=backward", [0.0, 1.0]),
    ] {
        assert_eq!(seconds_lost(node_tags), expected, "{node_tags}");
    }
}

/// OSRM: a minute for a gate, none where an access tag says that one may pass (`barrier_penalties`).
#[test]
fn gates_take_time_to_open() {
    assert_eq!(seconds_lost("barrier=gate"), [60.0, 60.0]);
    assert_eq!(seconds_lost("barrier=lift_gate"), [60.0, 60.0]);
    assert_eq!(seconds_lost("barrier=gate access=yes"), [0.0, 0.0]);
    assert_eq!(seconds_lost("barrier=toll_booth"), [0.0, 0.0]);
}

/// Seconds lost at node 2 in the middle of a cross, by where one comes from: 1 west, 3 east (both primary), 4 north
/// (residential).
fn lost_at_crossing(node_tags: &str) -> Vec<(i64, u64)> {
    let text = [
        node(1, 0, 0, ""),
        node(2, 1, 0, node_tags),
        node(3, 2, 0, ""),
        node(4, 1, 1, ""),
        way(1, &[1, 2, 3], "highway=primary"),
        way(2, &[4, 2], "highway=residential"),
    ];
    let input = roads(&text.concat()).input;
    let node_of = |vertex: u32| input.vertices[vertex as usize].osm_node;
    let mut lost = Vec::new();
    for segment in &input.segments {
        assert_eq!(segment.forward.as_ref().unwrap().delay.0, 0);
        for (direction, begin, end) in [
            (&segment.forward, segment.tail, segment.head),
            (&segment.backward, segment.head, segment.tail),
        ] {
            if node_of(end) == 2 {
                lost.push((
                    node_of(begin),
                    direction.as_ref().unwrap().delay_at_end.0 / 1000,
                ));
            }
        }
    }
    lost.sort_unstable();
    lost
}

#[test]
fn at_crossings_signals_and_signs_are_for_those_they_face() {
    for (node_tags, expected) in [
        ("", [0, 0, 0]),
        ("highway=traffic_signals", [2, 2, 2]),
        // Forward along each way: from 1 on way 1, from 4 on way 2.
        (
            "highway=traffic_signals traffic_signals:direction=forward",
            [2, 0, 2],
        ),
        (
            "highway=traffic_signals traffic_signals:direction=backward",
            [0, 2, 0],
        ),
        ("highway=stop", [2, 2, 2]),
        // Those on the slower road stop (`entering_by_minor_road`).
        ("highway=stop stop=minor", [0, 0, 2]),
        ("highway=give_way", [1, 1, 1]),
    ] {
        let expected: Vec<(i64, u64)> = [1, 3, 4].into_iter().zip(expected).collect();
        assert_eq!(lost_at_crossing(node_tags), expected, "{node_tags}");
    }
}

/// OSRM: a stop sign without a direction near a crossing is not for those who come from it.
#[test]
fn a_stop_sign_near_a_crossing_faces_those_who_drive_towards_it() {
    let map = |stop_lng: f64| {
        [
            node(1, 0, 0, ""),
            format!("<node id='2' lat='0' lon='{stop_lng}'><tag k='highway' v='stop'/></node>"),
            node(3, 1, 0, ""),
            node(4, 1, 1, ""),
            node(5, 2, 0, ""),
            way(1, &[1, 2, 3], "highway=primary"),
            way(2, &[4, 3, 5], "highway=primary"),
        ]
        .concat()
    };
    let lost = |stop_lng| {
        let segment = roads(&map(stop_lng)).input.segments[0].clone();
        [segment.forward, segment.backward].map(|direction| direction.unwrap().delay.0)
    };
    // 11 m before the crossing, and 56 m before it.
    assert_eq!(lost(0.0009), [2000, 0]);
    assert_eq!(lost(0.0005), [2000, 2000]);
}

/// OSRM lets one turn at `turning_circle`, `turning_loop` and `mini_roundabout`, in the middle of a way, too.
#[test]
fn places_for_turning_back_are_vertices() {
    for (node_tags, expected) in [
        ("highway=turning_circle", vec![2]),
        ("highway=turning_loop", vec![2]),
        ("highway=mini_roundabout", vec![2]),
        ("highway=passing_place", vec![]),
    ] {
        let text = [
            node(1, 0, 0, ""),
            node(2, 1, 0, node_tags),
            node(3, 2, 0, ""),
            way(1, &[1, 2, 3], "highway=primary"),
        ];
        let vertices = roads(&text.concat()).input.vertices;
        let places = vertices.iter().filter(|vertex| vertex.turning_place);
        let places: Vec<i64> = places.map(|vertex| vertex.osm_node).collect();
        assert_eq!(places, expected, "{node_tags}");
    }
}
