//! One-sided searches by time: from one place to everywhere, or from everywhere to one.

use super::Snap;
use super::ends::places;
use super::labels::{Labels, Parent};
use super::levels::{Along, Components, Levels, NO_WAY, entries};
use crate::road::{DURATION_MASK, Graph, RoadNetwork};

/// A search from a trip's begin, or backwards from its end.
///
/// Driving, a label is the time from the begin to the *start* of an edge; against, the time from the
/// *start* of an edge to the end of the trip.
pub(crate) struct Sweep<'a> {
    pub(crate) graph: Graph<'a>,
    pub(crate) labels: &'a mut Labels,
    pub(crate) levels: &'a Levels,
    along: Along,
}

/// Memory for sweeps.
#[derive(Default)]
pub(crate) struct SweepScratch {
    pub(crate) labels: Labels,
    driving: Levels,
    against: Levels,
    roots: Vec<(u32, u8)>,
}

impl<'a> Sweep<'a> {
    /// A search that drives away from `from`.
    pub(crate) fn driving_from(
        road: &'a RoadNetwork,
        components: &Components,
        scratch: &'a mut SweepScratch,
        from: &Snap,
    ) -> Self {
        let graph = road.graph();
        scratch.labels.start(graph.len());
        scratch.roots.clear();
        for place in places(&graph, from) {
            for turn in graph.turns_out(place.edge.0) {
                let component = graph.component[turn.edge as usize];
                scratch.roots.push((component, entries(*turn)));
            }
        }
        scratch.roots.sort_unstable();
        scratch.roots.dedup();
        scratch
            .driving
            .start(components, Along::Driving, &scratch.roots);
        let sweep = Self {
            graph,
            labels: &mut scratch.labels,
            levels: &scratch.driving,
            along: Along::Driving,
        };
        for place in places(&graph, from) {
            for turn in graph.turns_out(place.edge.0) {
                let entries = entries(*turn);
                if entries != NO_WAY && sweep.levels.of(&graph, turn.edge) == entries {
                    let time = place.after.saturating_add(turn.cost & DURATION_MASK);
                    sweep
                        .labels
                        .improve(turn.edge, time, Parent::Root(place.edge.0));
                }
            }
        }
        sweep
    }

    /// A search that goes back from `to`.
    pub(crate) fn against_from(
        road: &'a RoadNetwork,
        components: &Components,
        scratch: &'a mut SweepScratch,
        to: &Snap,
    ) -> Self {
        let graph = road.graph();
        scratch.labels.start(graph.len());
        scratch.roots.clear();
        for place in places(&graph, to) {
            for edge in road.variants(place.edge) {
                scratch.roots.push((graph.component[edge as usize], 0));
            }
        }
        scratch.roots.sort_unstable();
        scratch.roots.dedup();
        scratch
            .against
            .start(components, Along::Against, &scratch.roots);
        for place in places(&graph, to) {
            for edge in road.variants(place.edge) {
                scratch
                    .labels
                    .improve(edge, place.before, Parent::Root(edge));
            }
        }
        Self {
            graph,
            labels: &mut scratch.labels,
            levels: &scratch.against,
            along: Along::Against,
        }
    }

    /// The nearest edge not yet settled: (time, edge).
    pub(crate) fn pop(&mut self) -> Option<(u32, u32)> {
        self.labels.pop()
    }

    /// Labels what comes next to (or before) a settled edge, up to a time.
    pub(crate) fn relax(&mut self, edge: u32, time: u32, limit: u32) {
        let graph = self.graph;
        let here = self.levels.of(&graph, edge);
        let turns = match self.along {
            Along::Driving => graph.turns_out(edge),
            Along::Against => graph.turns_in(edge),
        };
        for turn in turns {
            let entries = entries(*turn);
            if entries == NO_WAY {
                continue;
            }
            // Driving, the edge itself is driven first; against, the one before it.
            let driven = match self.along {
                Along::Driving => edge,
                Along::Against => turn.edge,
            };
            let next = time
                .saturating_add(turn.cost & DURATION_MASK)
                .saturating_add(graph.duration[driven as usize]);
            if next <= limit && self.levels.of(&graph, turn.edge) == here + entries {
                self.labels.improve(turn.edge, next, Parent::Edge(edge));
            }
        }
    }
}
