//! Closures and slow-downs: random ones, against the definition and the plain oracle.

use proptest::prelude::*;

use super::*;
use crate::road::DURATION_MASK;
use crate::routing::hierarchy::{Cch, Updater};
use crate::routing::tests::network_and_places;
use crate::routing::{BidirectionalDijkstra, Direction, Origin, PlainDijkstra, Router as _};
use crate::units::Millis;

/// Up to four closures of a few edges each, which may overlap and touch.
fn random_closures() -> impl Strategy<Value = Vec<(Vec<prop::sample::Index>, u8)>> {
    let edges = prop::collection::vec(any::<prop::sample::Index>(), 1..6);
    prop::collection::vec((edges, 0..5u8), 0..5)
}

fn placed(road: &RoadNetwork, drawn: &[(Vec<prop::sample::Index>, u8)]) -> Vec<PlacedClosure> {
    let count = road.edge_count();
    let closures = drawn.iter().filter(|_| count > 0).map(|(edges, effect)| {
        let edges = edges.iter().map(|index| EdgeId(index.index(count) as u32));
        let effect = match effect {
            0 | 1 => CLOSED,
            2 | 3 => EXCEPT_DESTINATION,
            _ => Effect::SlowedBy { factor: 3.0 },
        };
        PlacedClosure::of_edges(edges.collect(), effect)
    });
    closures.collect()
}

/// The hierarchy of the network as it was imported, brought up to date by what changed.
fn reweighted(road: &Arc<RoadNetwork>, live: Arc<RoadNetwork>) -> Cch {
    let changed = road.weights().changed_turns(road, &live.weights());
    Cch::new(road.clone()).reweighted(live, &changed, &mut Updater::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn routes_are_those_of_the_definition(
        (road, places) in network_and_places(),
        drawn in random_closures(),
    ) {
        let closures = placed(&road, &drawn);
        let live = live(&state_of(&closures), &road);
        let (router, oracle) = (BidirectionalDijkstra::new(live.clone()), PlainDijkstra::new(live.clone()));
        let cch = reweighted(&road, live);
        let (mut scratch, mut memory) = (router.scratch(), cch.scratch());
        for from in &places {
            for to in &places {
                let expected = least_weight(&road, &closures, from, to)
                    .map(|weight| Millis(weight & u64::from(DURATION_MASK)));
                prop_assert_eq!(oracle.travel_time(&mut (), from, to), expected);
                prop_assert_eq!(router.travel_time(&mut scratch, from, to), expected);
                prop_assert_eq!(cch.travel_time(&mut memory, from, to), expected);
            }
        }
    }

    #[test]
    fn every_search_keeps_to_the_closures(
        (road, places) in network_and_places(),
        drawn in random_closures(),
        limit in 1_000..120_000u64,
    ) {
        let live = live(&state_of(&placed(&road, &drawn)), &road);
        let (router, oracle) = (BidirectionalDijkstra::new(live.clone()), PlainDijkstra::new(live.clone()));
        let cch = reweighted(&road, live.clone());
        let (mut scratch, mut memory) = (router.scratch(), cch.scratch());
        let origins: Vec<Origin> = places.iter().map(|&snap| Origin { snap, delay: Millis(0) }).collect();
        let (mut found, mut expected) = (Vec::new(), Vec::new());
        let (mut first, mut expected_first) = (Vec::new(), Vec::new());
        for place in &places {
            router.one_to_many(&mut scratch, place, &places, &mut found);
            oracle.one_to_many(&mut (), place, &places, &mut expected);
            prop_assert_eq!(&found, &expected);
            let out = router.reach(&mut scratch, &[*place], Millis(limit), Direction::Depart);
            for (to, time) in places.iter().zip(&expected) {
                prop_assert_eq!(out.time_at(&live, to), time.filter(|time| time.0 <= limit));
            }
            router.many_to_one(&mut scratch, &origins, place, &mut found);
            oracle.many_to_one(&mut (), &origins, place, &mut expected);
            prop_assert_eq!(&found, &expected);
            let out = router.reach(&mut scratch, &[*place], Millis(limit), Direction::Arrive);
            for (from, time) in places.iter().zip(&expected) {
                prop_assert_eq!(out.time_at(&live, from), time.filter(|time| time.0 <= limit));
            }
            cch.many_to_one(&mut memory, &origins, place, &mut found);
            prop_assert_eq!(&found, &expected);
            router.nearest(&mut scratch, &origins, place, 3, &mut first);
            oracle.nearest(&mut (), &origins, place, 3, &mut expected_first);
            prop_assert_eq!(&first, &expected_first);
            cch.nearest(&mut memory, &origins, place, 3, &mut first);
            prop_assert_eq!(&first, &expected_first);
        }
    }

    /// What counts is the weight: a trip may become shorter in time where a closure leaves no way but
    /// a private one.
    #[test]
    fn closing_never_makes_a_trip_lighter(
        (road, places) in network_and_places(),
        drawn in random_closures(),
    ) {
        let closures = placed(&road, &drawn);
        let Some((_, fewer)) = closures.split_last() else {
            return Ok(());
        };
        let (before, after) = (live(&state_of(fewer), &road), live(&state_of(&closures), &road));
        for from in &places {
            for to in &places {
                let weight = |road| least_weight(road, &[], from, to);
                match (weight(&before), weight(&after)) {
                    (Some(before), Some(after)) => prop_assert!(before <= after, "{} {}", before, after),
                    (None, Some(_)) => prop_assert!(false, "a closure opened a way"),
                    _ => {}
                }
            }
        }
    }

    /// Begin and end in any order: at every step the weights are those of what is in force, and at the
    /// end they are, bit by bit, those of the beginning.
    #[test]
    fn ending_gives_back_what_was_before(
        (road, _) in network_and_places(),
        drawn in random_closures(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let closures = placed(&road, &drawn);
        if closures.is_empty() {
            return Ok(());
        }
        let mut state = LiveState::default();
        let mut in_force = vec![false; closures.len()];
        for at in order.iter().map(|index| index.index(closures.len())) {
            let key = ClosureKey(at as u32);
            in_force[at] = !in_force[at];
            if in_force[at] {
                state.begin(key, Arc::new(closures[at].clone()));
            } else {
                state.end(key);
            }
            let on: Vec<_> = closures.iter().zip(&in_force).filter(|(_, on)| **on).map(|(c, _)| c.clone()).collect();
            prop_assert_eq!(weights(&state, &road), weights(&state_of(&on), &road));
        }
        for key in 0..closures.len() {
            state.end(ClosureKey(key as u32));
        }
        prop_assert_eq!(weights(&state, &road), road.weights());
        let again = live(&state, &road);
        prop_assert_eq!(again.graph().out_turns, road.graph().out_turns);
        prop_assert_eq!(again.graph().component, road.graph().component);
        prop_assert_eq!(again.graph().duration, road.graph().duration);
    }

    /// The turns said to have changed are all that did, and a network that goes from one state to the
    /// next is the one made afresh.
    #[test]
    fn what_changed_is_what_is_said_to_have_changed(
        (road, _) in network_and_places(),
        drawn in random_closures(),
        other in random_closures(),
    ) {
        let (one, two) = (
            weights(&state_of(&placed(&road, &drawn)), &road),
            weights(&state_of(&placed(&road, &other)), &road),
        );
        let (first, second) = (road.with_weights(&one), road.with_weights(&two));
        let mut expected = Vec::new();
        let mut place = 0;
        for edge in 0..road.graph().len() as u32 {
            let arc = |road: &RoadNetwork, i: usize| {
                let graph = road.graph();
                graph.duration[edge as usize].saturating_add(graph.turns_out(edge)[i].cost)
            };
            for i in 0..road.graph().turns_out(edge).len() {
                if arc(&first, i) != arc(&second, i) {
                    expected.push(crate::road::TurnId(place));
                }
                place += 1;
            }
        }
        prop_assert_eq!(one.changed_turns(&road, &two), expected);
        let step = first.with_weights(&two);
        prop_assert_eq!(step.graph().out_turns, second.graph().out_turns);
        prop_assert_eq!(step.weights(), two);
        for edge in 0..road.graph().len() as u32 {
            prop_assert_eq!(step.graph().turns_in(edge), second.graph().turns_in(edge));
        }
    }
}
