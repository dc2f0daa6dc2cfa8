//! Dijkstra's algorithm from both ends of a trip, over all edges or all but some.

use super::avoid::Avoided;
use super::bidirectional::Scratch;
use super::ends::{direct, places};
use super::labels::{Labels, Parent};
use super::{EdgeId, Path, Snap};
use crate::road::{Graph, RoadNetwork};

/// What a search found.
pub(super) struct Found {
    pub(super) weight: u32,
    pub(super) via: Via,
}

/// How the two ends are joined.
pub(super) enum Via {
    /// On one edge, straight ahead.
    Direct(EdgeId),
    /// By an edge that both searches have labelled.
    Meeting(u32),
}

/// Searches from both ends at once until no better meeting is possible, over edges that may be entered.
///
/// Forward, a label is the weight from the begin to the start of an edge; backward, from the start
/// of an edge to the end. A route costs the sum of both at any edge on it but the first, so the
/// search may stop when the smallest two labels not yet settled add up to the best sum found
/// (Nicholson 1966; Pohl 1971).
pub(super) fn search(
    road: &RoadNetwork,
    scratch: &mut Scratch,
    from: &Snap,
    to: &Snap,
    allowed: impl Fn(u32) -> bool,
) -> Option<Found> {
    let graph = road.graph();
    let Scratch {
        forward, backward, ..
    } = scratch;
    let mut best = direct(&graph, from, to).map(|(edge, weight)| Found {
        weight,
        via: Via::Direct(edge),
    });
    seed_backward(road, backward, to, &allowed);
    seed_forward(&graph, forward, from, &allowed);
    for place in places(&graph, from) {
        for turn in graph.turns_out(place.edge.0) {
            if let Some(weight) = forward.get(turn.edge) {
                meet(&mut best, turn.edge, weight, backward);
            }
        }
    }
    run(&graph, forward, backward, &mut best, &allowed);
    best
}

/// The best way between two places, its edges with copies as they are; the searches' labels stay.
pub(super) fn least_way(
    road: &RoadNetwork,
    scratch: &mut Scratch,
    from: &Snap,
    to: &Snap,
    allowed: impl Fn(u32) -> bool,
) -> Option<(u32, Vec<u32>)> {
    let found = search(road, scratch, from, to, allowed)?;
    let edges = match found.via {
        Via::Direct(edge) => vec![edge.0],
        Via::Meeting(edge) => way_by(&scratch.forward, &scratch.backward, edge),
    };
    Some((found.weight, edges))
}

/// The least weight from one stop to another.
pub(super) fn least_weight(
    road: &RoadNetwork,
    forward: &mut Labels,
    backward: &mut Labels,
    from: Stop<'_>,
    to: Stop<'_>,
    allowed: impl Fn(u32) -> bool,
) -> Option<u32> {
    let graph = road.graph();
    let mut best = None;
    match to {
        Stop::Place(to) => seed_backward(road, backward, to, &allowed),
        Stop::Edge(edge) => {
            backward.start(graph.len());
            backward.improve(edge, 0, Parent::Root(edge));
        }
    }
    let seeds: Vec<u32> = match from {
        Stop::Place(from) => {
            seed_forward(&graph, forward, from, &allowed);
            places(&graph, from)
                .flat_map(|place| graph.turns_out(place.edge.0))
                .map(|turn| turn.edge)
                .collect()
        }
        Stop::Edge(edge) => {
            forward.start(graph.len());
            forward.improve(edge, 0, Parent::Root(edge));
            vec![edge]
        }
    };
    for edge in seeds {
        if let Some(weight) = forward.get(edge) {
            meet(&mut best, edge, weight, backward);
        }
    }
    run(&graph, forward, backward, &mut best, &allowed);
    best.map(|found| found.weight)
}

/// An end of a search: a place on the road, or the start of an edge.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop<'a> {
    Place(&'a Snap),
    Edge(u32),
}

/// Labels what comes next to a place where trips begin.
pub(super) fn seed_forward(
    graph: &Graph<'_>,
    forward: &mut Labels,
    from: &Snap,
    allowed: impl Fn(u32) -> bool,
) {
    forward.start(graph.len());
    for place in places(graph, from) {
        for turn in graph.turns_out(place.edge.0) {
            if allowed(turn.edge) {
                let weight = place.after.saturating_add(turn.cost);
                forward.improve(turn.edge, weight, Parent::Root(place.edge.0));
            }
        }
    }
}

/// Labels the edges on which trips end.
pub(super) fn seed_backward(
    road: &RoadNetwork,
    backward: &mut Labels,
    to: &Snap,
    allowed: impl Fn(u32) -> bool,
) {
    let graph = road.graph();
    backward.start(graph.len());
    for place in places(&graph, to) {
        for edge in road.variants(place.edge).filter(|&edge| allowed(edge)) {
            backward.improve(edge, place.before, Parent::Root(edge));
        }
    }
}

fn run(
    graph: &Graph<'_>,
    forward: &mut Labels,
    backward: &mut Labels,
    best: &mut Option<Found>,
    allowed: impl Fn(u32) -> bool,
) {
    while let (Some(ahead), Some(behind)) = (forward.peek(), backward.peek()) {
        let limit = best.as_ref().map_or(u32::MAX, |found| found.weight);
        if ahead.saturating_add(behind) >= limit {
            break;
        }
        if ahead <= behind {
            settle_forward(graph, forward, &allowed, |edge, weight| {
                meet(best, edge, weight, backward);
            });
        } else {
            settle_backward(graph, backward, &allowed, |edge, weight| {
                meet(best, edge, weight, forward);
            });
        }
    }
}

pub(super) fn unpack(road: &RoadNetwork, scratch: &Scratch, via: &Via) -> Vec<EdgeId> {
    let meeting = match *via {
        Via::Direct(edge) => return vec![edge],
        Via::Meeting(edge) => edge,
    };
    let way = way_by(&scratch.forward, &scratch.backward, meeting);
    way.into_iter().map(|edge| road.base_edge(edge)).collect()
}

/// The edges of the way by an edge that both searches have labelled.
pub(super) fn way_by(forward: &Labels, backward: &Labels, meeting: u32) -> Vec<u32> {
    let mut edges = vec![meeting];
    let mut edge = meeting;
    loop {
        match forward.parent(edge) {
            Parent::Edge(before) => {
                edges.push(before);
                edge = before;
            }
            Parent::Root(start) => {
                edges.push(start);
                break;
            }
        }
    }
    edges.reverse();
    edge = meeting;
    while let Parent::Edge(next) = backward.parent(edge) {
        edges.push(next);
        edge = next;
    }
    edges
}

/// The fastest route that enters none of some segments; `None` when there is no way.
///
/// Exact, and nothing is prepared: for one question this is cheaper than new weights for a hierarchy.
///
/// # Panics
/// When the segments are of another network.
#[must_use]
pub fn route_avoiding(
    road: &RoadNetwork,
    scratch: &mut Scratch,
    from: &Snap,
    to: &Snap,
    avoided: &Avoided,
) -> Option<Path> {
    let graph = road.graph();
    let allowed = |edge: u32| !avoided.has(graph.segment(EdgeId(edge)).0);
    let found = search(road, scratch, from, to, allowed)?;
    let edges = unpack(road, scratch, &found.via);
    Some(Path::new(road, *from, *to, found.weight, edges))
}

/// Joins the two searches at an edge that has just been labelled on one side.
fn meet(best: &mut Option<Found>, edge: u32, weight: u32, other: &Labels) {
    let Some(rest) = other.get(edge) else {
        return;
    };
    let total = weight.saturating_add(rest);
    if total != u32::MAX && best.as_ref().is_none_or(|found| total < found.weight) {
        *best = Some(Found {
            weight: total,
            via: Via::Meeting(edge),
        });
    }
}

/// Settles the nearest edge of the forward search and tells what it labels.
pub(super) fn settle_forward(
    graph: &Graph<'_>,
    forward: &mut Labels,
    allowed: impl Fn(u32) -> bool,
    mut labelled: impl FnMut(u32, u32),
) {
    let Some((weight, edge)) = forward.pop() else {
        return;
    };
    let at_end = weight.saturating_add(graph.duration[edge as usize]);
    for turn in graph
        .turns_out(edge)
        .iter()
        .filter(|turn| allowed(turn.edge))
    {
        let next = at_end.saturating_add(turn.cost);
        if forward.improve(turn.edge, next, Parent::Edge(edge)) {
            labelled(turn.edge, next);
        }
    }
}

/// Settles the nearest edge of the backward search and tells what it labels.
pub(super) fn settle_backward(
    graph: &Graph<'_>,
    backward: &mut Labels,
    allowed: impl Fn(u32) -> bool,
    mut labelled: impl FnMut(u32, u32),
) {
    let Some((weight, edge)) = backward.pop() else {
        return;
    };
    for turn in graph
        .turns_in(edge)
        .iter()
        .filter(|turn| allowed(turn.edge))
    {
        let before = weight
            .saturating_add(turn.cost)
            .saturating_add(graph.duration[turn.edge as usize]);
        if backward.improve(turn.edge, before, Parent::Edge(edge)) {
            labelled(turn.edge, before);
        }
    }
}
