//! Alternatives against what they promise, recomputed by plain code.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::road::RoadNetwork;
use crate::road::testing::{Drawing, anywhere};
use crate::routing::ends::places;
use crate::routing::hierarchy::Cch;
use crate::routing::tests::{check_path, network_and_places};
use crate::routing::{
    AvoidKinds, Avoided, BidirectionalDijkstra, EdgeId, Path, PlainDijkstra, Router, Snap,
};
use crate::units::{MetresPerSecond, Millis};

/// A grid of streets with random speeds, large enough that ways differ; some are one-way, some forbidden turns.
fn grid() -> impl Strategy<Value = (Arc<RoadNetwork>, Vec<Snap>)> {
    let side = 6usize;
    let streets = proptest::collection::vec((0..12u8, 5..20u32), 2 * side * side);
    let spots = proptest::collection::vec((any::<prop::sample::Index>(), 0..=10u8), 4);
    (streets, spots).prop_map(move |(streets, spots)| {
        let place = |i: usize| ((i % side) as f64, (i / side) as f64);
        let vertices: Vec<(f64, f64)> = (0..side * side).map(place).collect();
        let mut drawing = Drawing::new(&vertices);
        let mut kinds = streets.iter();
        for i in 0..side * side {
            let right = (i % side + 1 < side).then_some(i + 1);
            let up = (i + side < side * side).then_some(i + side);
            for to in right.into_iter().chain(up) {
                let &(kind, speed) = kinds.next().unwrap();
                let (a, b) = (u32::try_from(i).unwrap(), u32::try_from(to).unwrap());
                let street = match kind {
                    0 => continue,
                    1 => drawing.one_way(a, b),
                    2 => drawing.one_way(b, a),
                    _ => drawing.street(a, b),
                };
                if kind == 3 {
                    drawing.ends_only(street);
                }
                let segment = &mut drawing.input.segments[street as usize];
                for way in [&mut segment.forward, &mut segment.backward]
                    .into_iter()
                    .flatten()
                {
                    way.speed = MetresPerSecond(f64::from(speed));
                }
            }
        }
        let road = drawing.build();
        let snaps = spots.into_iter().map(|(segment, tenths)| {
            let segment = u32::try_from(segment.index(road.segment_count())).unwrap();
            anywhere(&road, segment, f64::from(tenths) / 10.0)
        });
        let snaps = snaps.collect();
        (road, snaps)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn alternatives_keep_to_the_limits((road, places) in prop_oneof![grid(), network_and_places()]) {
        let router = Cch::new(road.clone());
        let none = Avoided::kinds(&road, AvoidKinds::default());
        let mut scratch = BidirectionalDijkstra::new(road.clone()).scratch();
        let limits = Limits::with(3);
        for from in &places {
            for to in &places {
                check(&road, &limits, (from, to), &router.alternatives(from, to, &limits))?;
                let found = alternatives(&road, &mut scratch, (from, to), &none, &limits);
                check(&road, &limits, (from, to), &found)?;
            }
        }
    }
}

/// What a list of routes promises, each from what is in the network.
fn check(
    road: &RoadNetwork,
    limits: &Limits,
    (from, to): (&Snap, &Snap),
    routes: &[Path],
) -> Result<(), TestCaseError> {
    let oracle = PlainDijkstra::new(Arc::new(road.clone()));
    let fastest = oracle.travel_time(&mut (), from, to);
    prop_assert_eq!(routes.first().map(|path| path.duration), fastest);
    prop_assert!(routes.len() <= limits.most);
    let Some(best) = routes.first() else {
        return Ok(());
    };
    let time = best.duration.as_secs_f64();
    let mut shown: HashSet<EdgeId> = best.edges.iter().copied().collect();
    for (number, path) in routes.iter().enumerate() {
        check_path(road, path)?;
        let (edges, at) = driven(road, path)?;
        prop_assert_eq!(
            u64::from(at[at.len() - 1] & crate::road::DURATION_MASK),
            path.duration.0
        );
        if number == 0 {
            continue;
        }
        prop_assert!(path.duration.as_secs_f64() <= (1.0 + limits.stretch) * time);
        let mut shared = Millis(0);
        for part in path.parts(road).filter(|part| shown.contains(&part.edge)) {
            shared = shared + part.duration(road);
        }
        prop_assert!(
            shared.as_secs_f64() <= limits.sharing * time,
            "shares {shared:?}"
        );
        shown.extend(&path.edges);
        is_locally_fastest(road, path, &edges, &at, limits.local * time * 1000.0)?;
        let again = |path: &Path| -> HashSet<u32> {
            let mut passed = HashSet::new();
            let inner = &path.edges[..path.edges.len() - 1];
            let heads = inner.iter().map(|&edge| road.edge_head(edge));
            heads.filter(|&head| !passed.insert(head)).collect()
        };
        prop_assert!(again(path).is_subset(&again(best)), "a loop");
    }
    Ok(())
}

/// The edges of a path, copies as a driver meets them, with the weight from its begin to the start of each, and to its end.
fn driven(road: &RoadNetwork, path: &Path) -> Result<(Vec<u32>, Vec<u32>), TestCaseError> {
    let graph = road.graph();
    let mut edges = vec![path.edges[0].0];
    let mut at = vec![0];
    let spot = |snap: &Snap, edge: EdgeId| places(&graph, snap).find(|place| place.edge == edge);
    let first = spot(&path.from, path.edges[0]).expect("it begins where it should");
    let last = spot(&path.to, path.edges[path.edges.len() - 1]).expect("it ends where it should");
    if path.edges.len() == 1 && first.fraction <= last.fraction {
        return Ok((edges, vec![0, last.before - first.before]));
    }
    let mut weight = first.after;
    for &next in &path.edges[1..] {
        let edge = edges[edges.len() - 1];
        let turn = graph
            .turns_out(edge)
            .iter()
            .find(|turn| turn.is_open() && road.base_edge(turn.edge) == next);
        let Some(turn) = turn else {
            return Err(TestCaseError::fail("a turn that may not be made"));
        };
        weight += turn.cost;
        at.push(weight);
        edges.push(turn.edge);
        weight += graph.duration[turn.edge as usize];
    }
    at.push(at[at.len() - 1] + last.before);
    Ok((edges, at))
}

/// Every stretch no longer than `reach` (milliseconds) is itself the fastest way, wherever on its edges it begins and ends.
fn is_locally_fastest(
    road: &RoadNetwork,
    path: &Path,
    edges: &[u32],
    at: &[u32],
    reach: f64,
) -> Result<(), TestCaseError> {
    let graph = road.graph();
    let count = edges.len();
    for i in 0..count {
        let mut known = vec![u32::MAX; graph.len()];
        let mut queue = BinaryHeap::new();
        if i == 0 {
            for place in places(&graph, &path.from) {
                for turn in graph.turns_out(place.edge.0) {
                    queue.push(Reverse((place.after.saturating_add(turn.cost), turn.edge)));
                }
            }
        } else {
            queue.push(Reverse((0, edges[i])));
        }
        while let Some(Reverse((weight, edge))) = queue.pop() {
            if weight >= known[edge as usize] {
                continue;
            }
            known[edge as usize] = weight;
            let end = weight.saturating_add(graph.duration[edge as usize]);
            for turn in graph.turns_out(edge) {
                queue.push(Reverse((end.saturating_add(turn.cost), turn.edge)));
            }
        }
        for j in i + 1..=count {
            // A stretch may begin anywhere on an edge: at its very end, if need be.
            let driven = match i {
                0 => 0,
                _ => graph.duration[edges[i] as usize],
            };
            if f64::from(at[j]) - f64::from(at[i] + driven) > reach {
                break;
            }
            let least = if j < count {
                known[edges[j] as usize]
            } else {
                let ends = places(&graph, &path.to).flat_map(|place| {
                    road.variants(place.edge)
                        .map(move |edge| (edge, place.before))
                });
                let least = ends.map(|(edge, before)| known[edge as usize].saturating_add(before));
                least.min().unwrap_or(u32::MAX)
            };
            prop_assert_eq!(at[j] - at[i], least, "a detour from {} to {}", i, j);
        }
    }
    Ok(())
}

/// Two streets of nearly the same length around a block, and a third that is much longer:
/// ```text
///      ┌──────3──────┐
///   ───0──────1──────2───     (0 to 2 also by the south, and far round by the north)
///      └──────4──────┘
/// ```
#[test]
fn a_way_round_the_other_side_is_found() {
    let mut drawing = Drawing::new(&[
        (-1.0, 0.0),
        (0.0, 0.0),
        (5.0, 1.0),
        (5.0, -1.1),
        (5.0, 9.0),
        (10.0, 0.0),
        (11.0, 0.0),
    ]);
    let from = drawing.street(0, 1);
    for (tail, head) in [(1, 2), (2, 5), (1, 3), (3, 5), (1, 4), (4, 5)] {
        drawing.street(tail, head);
    }
    let to = drawing.street(5, 6);
    let road = drawing.build();
    let (from, to) = (anywhere(&road, from, 0.5), anywhere(&road, to, 0.5));
    let limits = Limits::with(3);
    let none = Avoided::kinds(&road, AvoidKinds::default());
    let mut scratch = BidirectionalDijkstra::new(road.clone()).scratch();
    for routes in [
        Cch::new(road.clone()).alternatives(&from, &to, &limits),
        alternatives(&road, &mut scratch, (&from, &to), &none, &limits),
    ] {
        let middles: Vec<_> = routes
            .iter()
            .map(|path| road.edge_head(path.edges[1]))
            .collect();
        assert_eq!(middles, [2, 3], "north, then south; not far round");
    }
    // One alternative fewer is asked for than there are.
    assert_eq!(
        Cch::new(road)
            .alternatives(&from, &to, &Limits::with(0))
            .len(),
        1
    );
}
