//! The expanded graph against the restrictions as they are written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use proptest::prelude::*;

use crate::road::input::{RestrictionKind, RestrictionVia, RoadInput, TurnRestriction};
use crate::road::testing::{anywhere, random_input};
use crate::road::{DURATION_MASK, RoadNetwork};
use crate::routing::{BidirectionalDijkstra, EdgeId, Router, Snap};
use crate::units::Millis;

/// As many edges back as the longest random restriction looks.
const MEMORY: usize = 3;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// A search that remembers its last edges and reads every restriction word by word finds the same
    /// times as the router on the compiled network.
    #[test]
    fn restrictions_mean_what_they_say(
        input in random_input(),
        ends in proptest::collection::vec((any::<prop::sample::Index>(), 0..=4u8), 2..5),
    ) {
        let (road, report) = RoadNetwork::build(input.clone()).unwrap();
        let road = Arc::new(road);
        let mut free = input.clone();
        free.restrictions.clear();
        let (free, _) = RoadNetwork::build(free).unwrap();
        let dropped = |relation: &TurnRestriction| {
            // Random relations may share an id: then neither is looked at.
            report.restrictions_dropped.iter().any(|d| d.osm_relation == relation.osm_relation)
        };
        let unclear = input.restrictions.iter().any(|r| {
            dropped(r) && input.restrictions.iter().filter(|o| o.osm_relation == r.osm_relation).count() > 1
        });
        prop_assume!(!unclear);
        // Turning back between streets over the same points, which an order may ask for, is not in the free network.
        let shapes = || input.segments.iter().map(|segment| input.lines.positions(segment.line));
        let doubled = shapes().enumerate().any(|(number, shape)| {
            let mut others = shapes().skip(number + 1);
            others.any(|other| shape.clone().eq(other.clone()) || shape.clone().eq(other.rev()))
        });
        prop_assume!(!doubled);
        let restrictions: Vec<&TurnRestriction> =
            input.restrictions.iter().filter(|r| !dropped(r)).collect();
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let snaps: Vec<Snap> = ends
            .into_iter()
            .map(|(segment, quarters)| {
                let segment = u32::try_from(segment.index(road.segment_count())).unwrap();
                anywhere(&road, segment, f64::from(quarters) / 4.0)
            })
            .collect();
        for from in &snaps {
            for to in &snaps {
                let expected = by_history(&free, &input, &restrictions, from, to);
                prop_assert_eq!(router.travel_time(&mut scratch, from, to), expected);
            }
        }
    }
}

/// Dijkstra whose state is the last edges driven, oldest first.
fn by_history(
    free: &RoadNetwork,
    input: &RoadInput,
    restrictions: &[&TurnRestriction],
    from: &Snap,
    to: &Snap,
) -> Option<Millis> {
    let graph = free.graph();
    let before = |snap: &Snap, edge: u32| before(free, snap, edge);
    let ends: Vec<u32> = [to.forward, to.backward]
        .into_iter()
        .flatten()
        .map(|e| e.0)
        .collect();
    let mut best = u32::MAX;
    let mut queue = BinaryHeap::new();
    let mut reached: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
    // An entry is the weight at the end of the last edge.
    for start in [from.forward, from.backward].into_iter().flatten() {
        let start = start.0;
        let at = before(from, start);
        if ends.contains(&start) && before(to, start) >= at && ahead(free, start, from, to) {
            best = best.min(before(to, start) - at);
        }
        queue.push(Reverse((graph.duration[start as usize] - at, vec![start])));
    }
    while let Some(Reverse((weight, history))) = queue.pop() {
        if reached.get(&history).is_some_and(|&least| least <= weight) || weight >= best {
            continue;
        }
        reached.insert(history.clone(), weight);
        let last = history[history.len() - 1];
        for turn in graph.turns_out(last) {
            if !restrictions
                .iter()
                .all(|r| permits(free, input, r, &history, turn.edge))
            {
                continue;
            }
            let entered = weight + turn.cost;
            if ends.contains(&turn.edge) {
                best = best.min(entered + before(to, turn.edge));
            }
            let mut next = history.clone();
            next.push(turn.edge);
            if next.len() > MEMORY {
                next.remove(0);
            }
            queue.push(Reverse((
                entered + graph.duration[turn.edge as usize],
                next,
            )));
        }
    }
    (best != u32::MAX).then(|| Millis(u64::from(best & DURATION_MASK)))
}

/// Time from the start of an edge to a place on it.
fn before(free: &RoadNetwork, snap: &Snap, edge: u32) -> u32 {
    let along = free.edge(EdgeId(edge)).along;
    let share = if along {
        snap.fraction
    } else {
        1.0 - snap.fraction
    };
    (f64::from(free.graph().duration[edge as usize]) * share).round() as u32
}

fn ahead(free: &RoadNetwork, edge: u32, from: &Snap, to: &Snap) -> bool {
    if free.edge(EdgeId(edge)).along {
        from.fraction <= to.fraction
    } else {
        from.fraction >= to.fraction
    }
}

/// Whether a restriction lets one who drove `history` go on to `next`.
fn permits(
    free: &RoadNetwork,
    input: &RoadInput,
    restriction: &TurnRestriction,
    history: &[u32],
    next: u32,
) -> bool {
    let segment = |edge: u32| free.edge(EdgeId(edge)).segment.0;
    let mut members = vec![restriction.from];
    if let RestrictionVia::Segments(via) = &restriction.via {
        members.extend(via);
    }
    if history.len() < members.len() {
        return true;
    }
    let recent = &history[history.len() - members.len()..];
    let came_this_way = recent
        .iter()
        .map(|&e| segment(e))
        .eq(members.iter().copied());
    let vertex = free.edge_head(EdgeId(recent[0]));
    let at_vertex = match restriction.via {
        RestrictionVia::Vertex(via) => via == vertex,
        RestrictionVia::Segments(_) => true,
    };
    if !came_this_way
        || !at_vertex
        || !can_be_obeyed(
            input,
            restriction,
            free.edge_head(EdgeId(history[history.len() - 1])),
        )
    {
        return true;
    }
    match restriction.kind {
        RestrictionKind::No => segment(next) != restriction.to,
        RestrictionKind::Only => segment(next) == restriction.to,
    }
}

/// A walk round a loop may arrive where the last member does not begin or may not be driven: then
/// this is not the walk that the restriction means.
fn can_be_obeyed(input: &RoadInput, restriction: &TurnRestriction, vertex: u32) -> bool {
    let to = &input.segments[restriction.to as usize];
    (to.tail == vertex && to.forward.is_some()) || (to.head == vertex && to.backward.is_some())
}
