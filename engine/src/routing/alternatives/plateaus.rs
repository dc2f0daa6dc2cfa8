//! Alternatives without anything prepared: two Dijkstra searches, and the stretches that both took.

use super::Limits;
use super::choose::{Detours, End, choose};
use crate::road::RoadNetwork;
use crate::routing::avoid::Avoided;
use crate::routing::bidirectional::Scratch;
use crate::routing::both_ends::{
    Stop, least_way, least_weight, route_avoiding, settle_backward, settle_forward, way_by,
};
use crate::routing::labels::{Labels, Parent};
use crate::routing::{EdgeId, Path, Snap, number};

/// The fastest route that enters none of some segments, and alternatives to it; none when there is no way.
///
/// Exact, and nothing is prepared: for networks without a hierarchy, and for what one question avoids.
///
/// # Panics
/// When the segments are of another network.
#[must_use]
pub fn alternatives(
    road: &RoadNetwork,
    scratch: &mut Scratch,
    (from, to): (&Snap, &Snap),
    avoided: &Avoided,
    limits: &Limits,
) -> Vec<Path> {
    if from.segment == to.segment || limits.most < 2 {
        let best = route_avoiding(road, scratch, from, to, avoided);
        return best.into_iter().take(limits.most).collect();
    }
    let graph = road.graph();
    let mut search = Plateaus {
        road,
        allowed: |edge: u32| !avoided.has(graph.segment(EdgeId(edge)).0),
        scratch,
        ends: (from, to),
        stretches: <[Labels; 2]>::default(),
    };
    choose(road, &mut search, (from, to), limits)
}

/// Two searches from the ends, each as far as the longest alternative.
struct Plateaus<'a, F> {
    road: &'a RoadNetwork,
    allowed: F,
    scratch: &'a mut Scratch,
    ends: (&'a Snap, &'a Snap),
    /// For the weights of stretches.
    stretches: [Labels; 2],
}

impl<F: Fn(u32) -> bool> Detours for Plateaus<'_, F> {
    fn best(&mut self) -> Option<(u32, Vec<u32>)> {
        let (from, to) = self.ends;
        least_way(self.road, self.scratch, from, to, &self.allowed)
    }

    /// The begins of plateaus: stretches that lie in both search trees. The longer one is, and the shorter the way by
    /// it, the better.
    fn vias(&mut self, limit: u32) -> Vec<u32> {
        let graph = self.road.graph();
        let Scratch {
            forward, backward, ..
        } = &mut *self.scratch;
        while forward.peek().is_some_and(|weight| weight <= limit) {
            settle_forward(&graph, forward, &self.allowed, |_, _| ());
        }
        while backward.peek().is_some_and(|weight| weight <= limit) {
            settle_backward(&graph, backward, &self.allowed, |_, _| ());
        }
        let mut found = Vec::new();
        for edge in 0..number(graph.len()) {
            let (Some(there), Some(on)) = (forward.get(edge), backward.get(edge)) else {
                continue;
            };
            let weight = there.saturating_add(on);
            if weight <= limit && !goes_on(forward, backward, edge) {
                let length = forward.get(last(forward, backward, edge)).unwrap_or(there) - there;
                found.push((weight - length.min(weight), weight, edge));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(.., edge)| edge).collect()
    }

    fn way_by(&mut self, via: u32) -> Option<(Vec<u32>, usize)> {
        let way = way_by(&self.scratch.forward, &self.scratch.backward, via);
        let place = way.iter().position(|&edge| edge == via)?;
        Some((way, place))
    }

    fn weight(&mut self, from: End, to: End) -> Option<u32> {
        let stop = |end, whole| match end {
            End::Whole => Stop::Place(whole),
            End::Edge(edge) => Stop::Edge(edge),
        };
        let (from, to) = (stop(from, self.ends.0), stop(to, self.ends.1));
        let [forward, backward] = &mut self.stretches;
        least_weight(self.road, forward, backward, from, to, &self.allowed)
    }
}

/// Whether the plateau of an edge begins before it.
fn goes_on(forward: &Labels, backward: &Labels, edge: u32) -> bool {
    match forward.parent(edge) {
        Parent::Edge(before) => {
            backward.get(before).is_some() && backward.parent(before) == Parent::Edge(edge)
        }
        Parent::Root(_) => false,
    }
}

/// The last edge of the plateau that begins with an edge.
fn last(forward: &Labels, backward: &Labels, mut edge: u32) -> u32 {
    while let Parent::Edge(next) = backward.parent(edge)
        && forward.get(next).is_some()
        && forward.parent(next) == Parent::Edge(edge)
    {
        edge = next;
    }
    edge
}
