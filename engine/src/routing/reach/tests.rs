//! Reach against the oracle.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::levels::entries;
use super::super::tests::network_and_places;
use super::super::{PlainDijkstra, Router};
use super::*;
use crate::road::NO_TURN;
use crate::road::testing::{Drawing, anywhere};

/// A network some of whose turns are closed, and places on it.
fn changed_network_and_places() -> impl Strategy<Value = (Arc<RoadNetwork>, Vec<Snap>)> {
    let closed = proptest::collection::vec(any::<prop::sample::Index>(), 0..4);
    (network_and_places(), closed).prop_map(|((road, places), closed)| {
        let mut weights = road.weights();
        let costs = weights.turn_costs_mut();
        for turn in closed {
            if let [_, ..] = costs {
                costs[turn.index(costs.len())] = NO_TURN;
            }
        }
        (Arc::new(road.with_weights(&weights)), places)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_reached_is_what_the_oracle_reaches(
        (road, places) in changed_network_and_places(),
        limit in 0..120_000u64,
        origins in 1..5usize,
    ) {
        let (router, oracle) = (BidirectionalDijkstra::new(road.clone()), PlainDijkstra::new(road.clone()));
        let mut scratch = router.scratch();
        let limit = Millis(limit);
        let origins = &places[..origins.min(places.len())];
        let depart = router.reach(&mut scratch, origins, limit, Direction::Depart);
        let arrive = router.reach(&mut scratch, origins, limit, Direction::Arrive);
        for place in &places {
            let within = |time: Option<Millis>| time.filter(|&time| time <= limit);
            let from = origins.iter().filter_map(|o| within(oracle.travel_time(&mut (), o, place))).min();
            prop_assert_eq!(depart.time_at(&road, place), from);
            let to = origins.iter().filter_map(|o| within(oracle.travel_time(&mut (), place, o))).min();
            prop_assert_eq!(arrive.time_at(&road, place), to);
        }
    }

    #[test]
    fn a_part_ends_where_the_time_does((road, places) in network_and_places(), limit in 1..60_000u64) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let limit = Millis(limit);
        let reach = router.reach(&mut scratch, &places[..1], limit, Direction::Depart);
        for part in reach.parts(&road, limit) {
            prop_assert!(part.from <= part.to);
            for fraction in [part.from, f64::midpoint(part.from, part.to), part.to] {
                let place = anywhere(&road, part.segment.0, fraction);
                let time = router.travel_time(&mut scratch, &places[0], &place);
                // Shares of an edge are rounded to milliseconds.
                prop_assert!(time.is_some_and(|time| time.0 <= limit.0 + 2), "{:?} {:?}", part, time);
            }
        }
    }
}

#[test]
fn ten_metres_a_second_reach_a_hundred_metres_in_ten() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (10.0, 0.0)]);
    drawing.street(0, 1);
    let road = drawing.build();
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let reach = router.reach(
        &mut scratch,
        &[anywhere(&road, 0, 0.5)],
        Millis::from_secs(10),
        Direction::Depart,
    );
    let [part] = reach.parts(&road, Millis::from_secs(10))[..] else {
        panic!("one part");
    };
    let length = road.segment(SegmentId(0)).length().0;
    assert!(((part.to - part.from) * length - 200.0).abs() < 0.1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lengths_are_what_the_plainest_search_finds(
        (road, places) in changed_network_and_places(),
        metres in 0..1_500u32,
        origins in 1..4usize,
    ) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let origins = &places[..origins.min(places.len())];
        let limit = Metres(f64::from(metres));
        let depart = router.reach(&mut scratch, origins, limit, Direction::Depart);
        let arrive = router.reach(&mut scratch, origins, limit, Direction::Arrive);
        prop_assert_eq!(depart.time_at(&road, &places[0]), None);
        for place in &places {
            let within = |length: Option<u32>| length.filter(|&cm| f64::from(cm) <= limit.0 * 100.0);
            let from = origins.iter().filter_map(|o| within(shortest(&road, o, place))).min();
            prop_assert_eq!(depart.length_at(&road, place), from.map(limit::metres));
            let to = origins.iter().filter_map(|o| within(shortest(&road, place, o))).min();
            prop_assert_eq!(arrive.length_at(&road, place), to.map(limit::metres));
        }
    }
}

/// Centimetres of the shortest way with the fewest areas entered: labels are improved until none can be.
fn shortest(road: &RoadNetwork, from: &Snap, to: &Snap) -> Option<u32> {
    let graph = road.graph();
    let whole = |edge: u32| Measure::Length.of(road, &graph, road.base_edge(edge));
    let turns_out = |edge: u32| {
        graph
            .turns_out(edge)
            .iter()
            .filter(|t| entries(**t) != NO_WAY)
    };
    let mut starts: Vec<Option<(u32, u32)>> = vec![None; graph.len()];
    let improve = |starts: &mut Vec<Option<(u32, u32)>>, edge: u32, label: (u32, u32)| {
        let known = &mut starts[edge as usize];
        let better = known.is_none_or(|known| label < known);
        if better {
            *known = Some(label);
        }
        better
    };
    for place in places(&graph, from) {
        let after = whole(place.edge.0) - share_of(whole(place.edge.0), place.fraction);
        for turn in turns_out(place.edge.0) {
            improve(&mut starts, turn.edge, (u32::from(entries(*turn)), after));
        }
    }
    let mut improved = true;
    while std::mem::take(&mut improved) {
        for edge in 0..u32::try_from(graph.len()).unwrap() {
            let Some((entered, length)) = starts[edge as usize] else {
                continue;
            };
            for turn in turns_out(edge) {
                let label = (entered + u32::from(entries(*turn)), length + whole(edge));
                improved |= improve(&mut starts, turn.edge, label);
            }
        }
    }
    let mut best: Option<(u32, u32)> = None;
    for end in places(&graph, to) {
        let before = share_of(whole(end.edge.0), end.fraction);
        let ways = road
            .variants(end.edge)
            .filter_map(|edge| starts[edge as usize]);
        let straight = places(&graph, from)
            .filter(|start| {
                from.segment == to.segment
                    && start.edge == end.edge
                    && start.fraction <= end.fraction
            })
            .map(|start| (0, before - share_of(whole(end.edge.0), start.fraction)));
        let all = ways
            .map(|(entered, length)| (entered, length + before))
            .chain(straight);
        best = all.chain(best).min();
    }
    best.map(|(_, length)| length)
}
