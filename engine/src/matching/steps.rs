//! The fastest ways from one state to those of the next fix.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Matcher;
use super::candidates::State;
use super::model::Step;
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::routing::{Avoided, EdgeId};
use crate::units::Millis;

/// Memory for matching, one per thread.
#[derive(Default)]
pub struct MatchScratch {
    stamp: u32,
    labels: Vec<Label>,
    /// Edges that the search at hand has still to come to.
    awaited: Vec<u32>,
    settled: u64,
    queue: BinaryHeap<Reverse<(u32, u32)>>,
}

/// The fastest way found to the start of an edge.
#[derive(Clone, Copy, Default)]
struct Label {
    stamp: u32,
    /// Milliseconds.
    time: u32,
    /// Metres.
    way: f32,
    /// The edge before, or [`NONE`].
    parent: u32,
    settled: bool,
}

const NONE: u32 = u32::MAX;

/// A way between two states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) metres: f64,
    pub(super) time: Millis,
}

/// Searches from one state over one network.
pub(super) struct Steps<'a> {
    road: &'a RoadNetwork,
    graph: Graph<'a>,
    off: Option<&'a Avoided>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(matcher: &Matcher<'a>) -> Self {
        Self {
            road: matcher.road,
            graph: matcher.road.graph(),
            off: matcher.off,
        }
    }

    /// Finds the fastest ways from a state to others in reach; it ends when it has come to all of them. Ways may lead
    /// over ends-only areas like over any other street: who drives there has a reason.
    pub(super) fn search(
        &self,
        scratch: &mut MatchScratch,
        from: &State,
        step: &Step,
        targets: &[State],
    ) {
        scratch.begin(self.graph.len());
        let is_apart = |to: &&State| self.along_one_edge(step, from, to).is_none();
        let apart = targets.iter().filter(is_apart);
        scratch.awaited.extend(apart.map(|to| to.edge.0));
        scratch.awaited.sort_unstable();
        scratch.awaited.dedup();
        if scratch.awaited.is_empty() {
            return;
        }
        let longest = step.longest_way();
        let rest = from.length - from.offset;
        let whole = self.graph.duration[from.edge.0 as usize];
        self.turn_off(
            scratch,
            from.edge.0,
            part(whole, 1.0 - from.fraction()),
            rest,
            NONE,
        );
        while let Some(Reverse((time, edge))) = scratch.queue.pop() {
            let label = &mut scratch.labels[edge as usize];
            if label.settled || label.time != time {
                continue;
            }
            label.settled = true;
            let way = f64::from(label.way) + self.length(edge);
            scratch.settled += 1;
            // The first copy of an edge that is come to is the one that is soonest reached.
            let base = self.road.base_edge(edge).0;
            if let Ok(place) = scratch.awaited.binary_search(&base) {
                scratch.awaited.remove(place);
                if scratch.awaited.is_empty() {
                    return;
                }
            }
            if way <= longest {
                let time = time.saturating_add(self.graph.duration[edge as usize]);
                self.turn_off(scratch, edge, time, way, edge);
            }
        }
    }

    fn turn_off(&self, scratch: &mut MatchScratch, edge: u32, time: u32, way: f64, parent: u32) {
        let turns = self.graph.turns_out(edge).iter();
        for turn in turns.filter(|turn| turn.is_open() && self.may_be_driven(turn.edge)) {
            let time = time.saturating_add(turn.cost & DURATION_MASK);
            scratch.improve(turn.edge, time, way, parent);
        }
    }

    /// The way to a state after a search; `None` when it is out of reach.
    pub(super) fn way(
        &self,
        scratch: &MatchScratch,
        step: &Step,
        from: &State,
        to: &State,
    ) -> Option<Way> {
        if let Some(way) = self.along_one_edge(step, from, to) {
            return Some(way);
        }
        let label = scratch.labels[self.best_variant(scratch, to.edge)? as usize];
        let whole = self.graph.duration[to.edge.0 as usize];
        Some(Way {
            metres: f64::from(label.way) + to.offset,
            time: Millis(u64::from(label.time + part(whole, to.fraction()))),
        })
    }

    /// Ahead on the same edge, or a little behind, which is standing.
    fn along_one_edge(&self, step: &Step, from: &State, to: &State) -> Option<Way> {
        if from.edge != to.edge || from.offset > to.offset + step.may_slip_back() {
            return None;
        }
        let whole = self.graph.duration[to.edge.0 as usize];
        let share = (to.fraction() - from.fraction()).max(0.0);
        Some(Way {
            metres: (to.offset - from.offset).max(0.0),
            time: Millis(u64::from(part(whole, share))),
        })
    }

    /// The edges driven from a state to another after a search from it, both their edges included; one edge when both
    /// are on it.
    pub(super) fn edges(
        &self,
        scratch: &MatchScratch,
        step: &Step,
        from: &State,
        to: &State,
    ) -> Vec<EdgeId> {
        if self.along_one_edge(step, from, to).is_some() {
            return vec![to.edge];
        }
        let mut edges = Vec::new();
        let mut next = self.best_variant(scratch, to.edge);
        while let Some(edge) = next {
            edges.push(self.road.base_edge(edge));
            let parent = scratch.labels[edge as usize].parent;
            next = (parent != NONE).then_some(parent);
        }
        edges.push(from.edge);
        edges.reverse();
        edges
    }

    fn best_variant(&self, scratch: &MatchScratch, edge: EdgeId) -> Option<u32> {
        let is_settled = |&edge: &u32| {
            let label = scratch.labels[edge as usize];
            label.stamp == scratch.stamp && label.settled
        };
        self.road
            .variants(edge)
            .filter(is_settled)
            .min_by_key(|&edge| (scratch.labels[edge as usize].time, edge))
    }

    fn may_be_driven(&self, edge: u32) -> bool {
        self.off
            .is_none_or(|off| !off.has(self.graph.segment(EdgeId(edge)).0))
    }

    fn length(&self, edge: u32) -> f64 {
        let segment = self.graph.segment(EdgeId(edge)).0;
        self.road.segment(segment).length().0
    }
}

impl MatchScratch {
    /// How many edges all searches in this memory have come to: their work, as a number that is the same on every machine.
    #[must_use]
    pub fn settled(&self) -> u64 {
        self.settled
    }

    fn begin(&mut self, edges: usize) {
        self.queue.clear();
        self.awaited.clear();
        self.stamp = self.stamp.wrapping_add(1);
        if self.labels.len() != edges || self.stamp == 0 {
            self.labels.clear();
            self.labels.resize(edges, Label::default());
            self.stamp = 1;
        }
    }

    fn improve(&mut self, edge: u32, time: u32, way: f64, parent: u32) {
        let label = &mut self.labels[edge as usize];
        if label.stamp == self.stamp && label.time <= time {
            return;
        }
        *label = Label {
            stamp: self.stamp,
            time,
            #[expect(clippy::cast_possible_truncation, reason = "metres within one step")]
            way: way as f32,
            parent,
            settled: false,
        };
        self.queue.push(Reverse((time, edge)));
    }
}

/// A share of a duration.
fn part(duration: u32, share: f64) -> u32 {
    crate::routing::share_of(duration, share)
}
