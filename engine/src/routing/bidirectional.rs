//! Bidirectional Dijkstra: the router of this release.

use std::sync::Arc;

use super::ends::{direct, places};
use super::labels::{Labels, Parent};
use super::levels::Components;
use super::many::{self, Waiting};
use super::reach::SweepMemory;
use super::sweep::SweepScratch;
use super::{EdgeId, Origin, Path, Router, Snap};
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::units::Millis;

/// Exact routes by searching from both ends; one-to-many and nearest by one search by time.
///
/// Nothing is prepared, so a network is ready at once. Good for a city.
pub struct BidirectionalDijkstra {
    road: Arc<RoadNetwork>,
    components: Components,
}

/// Memory for the searches of a [`BidirectionalDijkstra`], one per thread.
#[derive(Default)]
pub struct Scratch {
    forward: Labels,
    backward: Labels,
    pub(super) sweep: SweepScratch,
    pub(super) reach: SweepMemory,
    waiting: Waiting,
}

/// What a search found.
struct Found {
    weight: u32,
    via: Via,
}

/// How the two ends are joined.
enum Via {
    /// On one edge, straight ahead.
    Direct(EdgeId),
    /// By an edge that both searches have labelled.
    Meeting(u32),
}

impl BidirectionalDijkstra {
    /// A router for a network.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        let components = Components::of(&road);
        Self { road, components }
    }

    /// The network it routes on.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        &self.road
    }

    pub(super) fn components(&self) -> &Components {
        &self.components
    }

    /// Searches from both ends at once until no better meeting is possible.
    ///
    /// Forward, a label is the weight from the begin to the start of an edge; backward, from the start
    /// of an edge to the end. A route costs the sum of both at any edge on it but the first, so the
    /// search may stop when the smallest two labels not yet settled add up to the best sum found
    /// (Nicholson 1966; Pohl 1971).
    fn search(&self, scratch: &mut Scratch, from: &Snap, to: &Snap) -> Option<Found> {
        let graph = self.road.graph();
        let Scratch {
            forward, backward, ..
        } = scratch;
        forward.start(graph.len());
        backward.start(graph.len());
        let mut best = direct(&graph, from, to).map(|(edge, weight)| Found {
            weight,
            via: Via::Direct(edge),
        });
        for place in places(&graph, to) {
            for edge in self.road.variants(place.edge) {
                backward.improve(edge, place.before, Parent::Root(edge));
            }
        }
        for place in places(&graph, from) {
            for turn in graph.turns_out(place.edge.0) {
                let weight = place.after.saturating_add(turn.cost);
                if forward.improve(turn.edge, weight, Parent::Root(place.edge.0)) {
                    meet(&mut best, turn.edge, weight, backward);
                }
            }
        }
        while let (Some(ahead), Some(behind)) = (forward.peek(), backward.peek()) {
            let limit = best.as_ref().map_or(u32::MAX, |found| found.weight);
            if ahead.saturating_add(behind) >= limit {
                break;
            }
            if ahead <= behind {
                settle_forward(&graph, forward, backward, &mut best);
            } else {
                settle_backward(&graph, forward, backward, &mut best);
            }
        }
        best
    }

    fn unpack(&self, scratch: &Scratch, via: &Via) -> Vec<EdgeId> {
        let meeting = match *via {
            Via::Direct(edge) => return vec![edge],
            Via::Meeting(edge) => edge,
        };
        let mut edges = vec![self.road.base_edge(meeting)];
        let mut edge = meeting;
        loop {
            match scratch.forward.parent(edge) {
                Parent::Edge(before) => {
                    edges.push(self.road.base_edge(before));
                    edge = before;
                }
                Parent::Root(start) => {
                    edges.push(self.road.base_edge(start));
                    break;
                }
            }
        }
        edges.reverse();
        edge = meeting;
        while let Parent::Edge(next) = scratch.backward.parent(edge) {
            edges.push(self.road.base_edge(next));
            edge = next;
        }
        edges
    }
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

fn settle_forward(
    graph: &Graph<'_>,
    forward: &mut Labels,
    backward: &Labels,
    best: &mut Option<Found>,
) {
    let Some((weight, edge)) = forward.pop() else {
        return;
    };
    let at_end = weight.saturating_add(graph.duration[edge as usize]);
    for turn in graph.turns_out(edge) {
        let next = at_end.saturating_add(turn.cost);
        if forward.improve(turn.edge, next, Parent::Edge(edge)) {
            meet(best, turn.edge, next, backward);
        }
    }
}

fn settle_backward(
    graph: &Graph<'_>,
    forward: &Labels,
    backward: &mut Labels,
    best: &mut Option<Found>,
) {
    let Some((weight, edge)) = backward.pop() else {
        return;
    };
    for turn in graph.turns_in(edge) {
        let before = weight
            .saturating_add(turn.cost)
            .saturating_add(graph.duration[turn.edge as usize]);
        if backward.improve(turn.edge, before, Parent::Edge(edge)) {
            meet(best, turn.edge, before, forward);
        }
    }
}

impl Router for BidirectionalDijkstra {
    type Scratch = Scratch;

    fn scratch(&self) -> Scratch {
        Scratch::default()
    }

    fn travel_time(&self, scratch: &mut Scratch, from: &Snap, to: &Snap) -> Option<Millis> {
        self.search(scratch, from, to)
            .map(|found| Millis(u64::from(found.weight & DURATION_MASK)))
    }

    fn route(&self, scratch: &mut Scratch, from: &Snap, to: &Snap) -> Option<Path> {
        let found = self.search(scratch, from, to)?;
        let edges = self.unpack(scratch, &found.via);
        Some(Path::new(&self.road, *from, *to, found.weight, edges))
    }

    fn one_to_many(
        &self,
        scratch: &mut Scratch,
        from: &Snap,
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::one_to_many(&self.road, &self.components, sweep, waiting, from, to);
        waiting.times(|_| Millis(0), out);
    }

    fn many_to_one(
        &self,
        scratch: &mut Scratch,
        from: &[Origin],
        to: &Snap,
        out: &mut Vec<Option<Millis>>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::many_to_one(&self.road, &self.components, sweep, waiting, from, to);
        waiting.times(|index| from[index].delay, out);
    }

    fn nearest(
        &self,
        scratch: &mut Scratch,
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::nearest(
            &self.road,
            &self.components,
            sweep,
            waiting,
            from,
            to,
            k,
            out,
        );
    }
}
