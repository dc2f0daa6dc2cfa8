//! The index of moving teams against looking at all of them.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::super::*;
use super::graphs::weighted;
use crate::road::{NO_TURN, RoadNetwork};
use crate::routing::tests::network_and_places;
use crate::routing::{Origin, PlainDijkstra, Router as _, Snap};
use crate::units::Millis;

/// What happens between two requests.
#[derive(Clone, Debug)]
enum Happening {
    /// A team is put at a place.
    Put(u32, Index, u64),
    Remove(u32),
    /// A turn cannot be made from now on.
    Close(Index),
}

fn happenings() -> impl Strategy<Value = Vec<Vec<Happening>>> {
    // Few places and delays, so that teams stand together and arrive at the same moment.
    let happening = prop_oneof![
        6 => (0..9u32, any::<Index>(), 0..4u64).prop_map(|(team, place, delay)| Happening::Put(team, place, 5_000 * delay)),
        1 => (0..9u32).prop_map(Happening::Remove),
        2 => any::<Index>().prop_map(Happening::Close),
    ];
    prop::collection::vec(prop::collection::vec(happening, 1..8), 1..5)
}

/// The nearest teams by Dijkstra from each of them.
fn by_looking_at_all(
    road: &Arc<RoadNetwork>,
    teams: &[Option<Origin>],
    to: &Snap,
    k: usize,
    wanted: u32,
) -> Vec<(u32, Millis)> {
    let oracle = PlainDijkstra::new(road.clone());
    let mut times: Vec<(u32, Millis)> = (0..)
        .zip(teams)
        .filter(|(team, _)| wanted >> team & 1 == 1)
        .filter_map(|(team, origin)| {
            let origin = (*origin)?;
            let time = oracle.travel_time(&mut (), &origin.snap, to)?;
            Some((team, time + origin.delay))
        })
        .collect();
    times.sort_by_key(|&(team, time)| (time, team));
    times.truncate(k);
    times
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_nearest_of_moving_teams(
        (road, places) in network_and_places(),
        rounds in happenings(),
        k in 0..5usize,
        wanted in prop_oneof![Just(u32::MAX), any::<u32>()],
    ) {
        let mut router = Cch::new(road.clone());
        let mut index = TeamIndex::new(router.hierarchy().clone());
        let mut teams = vec![None; 9];
        let (mut scratch, mut found) = (router.scratch(), Vec::new());
        let mut weights = road.weights();
        for round in rounds {
            for happening in round {
                match happening {
                    Happening::Put(team, place, delay) => {
                        let origin = Origin { snap: places[place.index(places.len())], delay: Millis(delay) };
                        index.put(team, origin);
                        teams[team as usize] = Some(origin);
                    }
                    Happening::Remove(team) => {
                        prop_assert_eq!(index.remove(team), teams[team as usize].take());
                    }
                    Happening::Close(turn) => {
                        let costs = weights.turn_costs_mut();
                        if !costs.is_empty() {
                            costs[turn.index(costs.len())] = NO_TURN;
                        }
                    }
                }
            }
            // The index is kept; the network and the metric are those of the moment.
            let live = Arc::new(road.with_weights(&weights));
            let metric = Metric::customize(router.hierarchy(), &turn_weights(&live));
            router = Cch::with(live.clone(), router.hierarchy().clone(), Arc::new(metric));
            prop_assert_eq!(index.len(), teams.iter().flatten().count());
            for to in &places {
                let accept = |team: u32| wanted >> team & 1 == 1;
                router.nearest_among(&mut scratch, &index, to, k, accept, &mut found);
                prop_assert_eq!(&found, &by_looking_at_all(&live, &teams, to, k, wanted));
            }
        }
    }

    #[test]
    fn an_index_that_is_kept_is_one_made_anew(
        weighted in weighted(),
        moves in prop::collection::vec((0..40u32, any::<Index>(), any::<bool>()), 1..200),
        k in 1..6usize,
    ) {
        let hierarchy = Arc::new(Hierarchy::build(&weighted.graph, &|_, _| ()));
        let metric = Metric::customize(&hierarchy, &weighted.weights);
        let view = View::new(&hierarchy, &metric);
        let mut index = EdgeIndex::new(hierarchy.clone());
        let mut edges = vec![None; 40];
        let count = weighted.graph.edges.len();
        for (number, edge, remove) in moves {
            if remove && edge.index(3) == 0 {
                index.remove(number);
                edges[number as usize] = None;
            } else {
                let edge = u32::try_from(edge.index(count)).unwrap();
                index.put(number, edge);
                edges[number as usize] = Some(edge);
            }
        }
        let listed: Vec<u32> = edges.iter().flatten().copied().collect();
        let numbers: Vec<u32> = (0..40).filter(|&number| edges[number as usize].is_some()).collect();
        prop_assert_eq!(index.len(), listed.len());
        let (mut memory, mut kept, mut anew) = (Memory::default(), Vec::new(), Vec::new());
        for to in (0..u32::try_from(count).unwrap()).step_by(3) {
            view.nearest_among(&mut memory, &index, to, k, |_| true, &mut kept);
            view.nearest(&mut memory, &listed, to, k, &mut anew);
            let anew: Vec<(u64, u32)> = anew.iter().map(|&(weight, place)| (weight, numbers[place as usize])).collect();
            prop_assert_eq!(&kept, &anew);
        }
    }
}
