//! The network of a moment against a network that was built for this moment alone.

use std::sync::Arc;

use proptest::prelude::*;

use crate::road::input::{
    Change, DirectionAccess, DirectionChange, DirectionInput, RestrictionKind, RestrictionVia,
    RoadInput, When,
};
use crate::road::testing::{Drawing, anywhere, random_input};
use crate::road::{ActiveConditions, RoadNetwork};
use crate::routing::{BidirectionalDijkstra, EdgeId, PlainDijkstra, Router};
use crate::units::MetresPerSecond;

const CONDITIONS: u32 = 3;

/// A random network whose streets, turns and gates depend on three conditions.
fn conditional_input() -> impl Strategy<Value = RoadInput> {
    let seeds = || proptest::collection::vec(any::<[u8; 4]>(), 24);
    (random_input(), seeds(), seeds()).prop_map(|(mut input, streets, others)| {
        input.conditions = (0..CONDITIONS)
            .map(|number| format!("condition {number}"))
            .collect();
        let when = |seed: u8| match seed % 7 {
            0..3 => When::While(u32::from(seed) / 7 % CONDITIONS),
            3 => When::Unless(u32::from(seed) / 7 % CONDITIONS),
            _ => When::Always,
        };
        for (segment, seed) in input.segments.iter_mut().zip(&streets) {
            for direction in [&mut segment.forward, &mut segment.backward]
                .into_iter()
                .flatten()
            {
                change_direction(direction, *seed);
            }
        }
        for (vertex, seed) in input.vertices.iter_mut().zip(&others) {
            vertex.barrier = seed[0].is_multiple_of(4).then(|| when(seed[1]));
        }
        for (restriction, seed) in input.restrictions.iter_mut().zip(&others) {
            restriction.when = when(seed[2]);
        }
        input
    })
}

fn change_direction(direction: &mut DirectionInput, seed: [u8; 4]) {
    if seed[0].is_multiple_of(3) {
        direction.access = DirectionAccess::Closed;
    }
    for change in &seed[1..] {
        let to = match change % 8 {
            0 => Change::Access(DirectionAccess::Open),
            1 => Change::Access(DirectionAccess::EndsOnly),
            2 => Change::Access(DirectionAccess::Closed),
            3 => Change::Speed(MetresPerSecond(f64::from(*change) / 8.0 + 1.0)),
            _ => continue,
        };
        direction.extras_mut().changes.push(DirectionChange {
            condition: u32::from(*change) / 8 % CONDITIONS,
            to,
        });
    }
}

/// The same map with what the conditions say at one moment written into it.
fn settled(input: &RoadInput, active: &ActiveConditions) -> RoadInput {
    let mut settled = input.clone();
    let holds = |when: When| match when {
        When::Always => true,
        When::While(condition) => active.holds(condition),
        When::Unless(condition) => !active.holds(condition),
    };
    for segment in &mut settled.segments {
        for direction in [&mut segment.forward, &mut segment.backward]
            .into_iter()
            .flatten()
        {
            for change in std::mem::take(&mut direction.extras_mut().changes) {
                match change.to {
                    _ if !active.holds(change.condition) => {}
                    Change::Access(access) => direction.access = access,
                    Change::Speed(speed) => direction.speed = speed,
                }
            }
        }
    }
    settled
        .restrictions
        .retain(|restriction| holds(restriction.when));
    for restriction in &mut settled.restrictions {
        restriction.when = When::Always;
    }
    for vertex in &mut settled.vertices {
        vertex.barrier = vertex
            .barrier
            .filter(|&when| holds(when))
            .map(|_| When::Always);
    }
    settled.conditions.clear();
    settled
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_moment_is_like_a_network_built_for_it(
        input in conditional_input(),
        before in any::<[bool; 3]>(),
        now in any::<[bool; 3]>(),
    ) {
        let active = ActiveConditions::new(now.to_vec());
        let (expected, _) = RoadNetwork::build(settled(&input, &active)).unwrap();
        let (road, _) = RoadNetwork::build(input).unwrap();
        // Whatever state it was in before.
        let road = road.at(&ActiveConditions::new(before.to_vec())).at(&active);
        for edge in 0..road.edge_count() {
            let id = EdgeId(u32::try_from(edge).unwrap());
            let (found, wanted) = (road.edge(id), expected.edge(id));
            prop_assert_eq!(found.duration, wanted.duration);
            prop_assert_eq!((found.closed, found.ends_only), (wanted.closed, wanted.ends_only));
            prop_assert!(!(found.closed && found.snappable));
            let exits: Vec<EdgeId> = road.exits(id).collect();
            let closed = exits.iter().any(|&exit| road.edge(exit).closed);
            prop_assert!(!closed, "a closed street is entered");
        }
        let (road, expected) = (Arc::new(road), Arc::new(expected));
        let oracle = PlainDijkstra::new(expected);
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let count = u32::try_from(road.segment_count()).unwrap();
        for from in 0..count.min(6) {
            let ends: Vec<_> = (0..count).map(|to| anywhere(&road, to, 0.7)).collect();
            let from = anywhere(&road, from, 0.4);
            let mut times = Vec::new();
            router.one_to_many(&mut scratch, &from, &ends, &mut times);
            for (end, time) in ends.iter().zip(times) {
                let wanted = oracle.travel_time(&mut (), &from, end);
                prop_assert_eq!(router.travel_time(&mut scratch, &from, end), wanted);
                prop_assert_eq!(time, wanted);
            }
        }
    }
}

/// 0 – 1 – 2, and the way round over 3.
fn ring() -> Drawing {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (5.0, 20.0)]);
    drawing.input.conditions = vec!["at night".to_owned()];
    drawing.street(0, 1);
    drawing.street(1, 2);
    drawing.street(0, 3);
    drawing.street(3, 2);
    drawing
}

fn streets(road: &Arc<RoadNetwork>) -> Option<Vec<u32>> {
    let router = BidirectionalDijkstra::new(road.clone());
    let (from, to) = (anywhere(road, 0, 0.1), anywhere(road, 1, 0.9));
    let path = router.route(&mut router.scratch(), &from, &to)?;
    Some(
        path.edges
            .iter()
            .map(|&edge| road.edge(edge).segment.0)
            .collect(),
    )
}

#[test]
fn a_gate_that_closes_at_night_sends_traffic_round() {
    let mut drawing = ring();
    drawing.input.vertices[1].barrier = Some(When::While(0));
    let by_day = drawing.build();
    let by_night = Arc::new(by_day.at(&ActiveConditions::new(vec![true])));
    assert_eq!(streets(&by_day), Some(vec![0, 1]));
    // Heading for the gate, one turns back in front of it, or sets out the other way at once.
    assert_eq!(streets(&by_night), Some(vec![0, 2, 3, 1]));
    assert_eq!(by_day.conditions().collect::<Vec<_>>(), ["at night"]);
}

#[test]
fn a_turn_forbidden_at_times_and_one_allowed_at_times() {
    for when in [When::While(0), When::Unless(0)] {
        let mut drawing = ring();
        drawing.restrict(RestrictionKind::No, 0, RestrictionVia::Vertex(1), 1);
        drawing.input.restrictions[0].when = when;
        let road = drawing.build();
        let night = Arc::new(road.at(&ActiveConditions::new(vec![true])));
        let (straight, round) = match when {
            When::While(_) => (road, night),
            _ => (night, road),
        };
        assert_eq!(streets(&straight), Some(vec![0, 1]));
        assert_eq!(streets(&round), Some(vec![0, 2, 3, 1]));
    }
}

#[test]
fn nothing_is_copied_when_no_condition_changes_anything() {
    let road = ring().build();
    let again = road.at(&ActiveConditions::default());
    let bytes = |road: &RoadNetwork| {
        let mut places = Vec::new();
        road.write_sections("", &mut |name, bytes| {
            if name != "header" {
                places.push((name.to_owned(), bytes.as_ptr()));
            }
        });
        places
    };
    assert_eq!(bytes(&road), bytes(&again));
}
