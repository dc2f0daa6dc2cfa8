//! Plain Dijkstra: the oracle that every other algorithm is compared with.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::ends::{direct, places};
use super::{Avoided, EdgeId, Origin, Path, Router, SegmentId, Snap};
use crate::road::{DURATION_MASK, RoadNetwork};
use crate::units::Millis;

/// Dijkstra's algorithm on the turn-aware graph, one pair at a time, written to be read.
///
/// A label is the weight of reaching the *start* of an edge. Slow on purpose: no early stop, new
/// memory for every query.
pub struct PlainDijkstra {
    road: Arc<RoadNetwork>,
}

impl PlainDijkstra {
    /// An oracle for a network.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        Self { road }
    }

    /// The fastest route that enters none of some segments.
    ///
    /// # Panics
    /// When the segments are of another network.
    #[must_use]
    pub fn route_avoiding(&self, from: &Snap, to: &Snap, avoided: &Avoided) -> Option<Path> {
        let (weight, edges) = self.search(from, to, |segment| !avoided.has(segment))?;
        Some(Path::new(&self.road, *from, *to, weight, edges))
    }

    /// The least weight and its edges, first to last, when only some segments may be entered.
    pub(super) fn search(
        &self,
        from: &Snap,
        to: &Snap,
        may_enter: impl Fn(SegmentId) -> bool,
    ) -> Option<(u32, Vec<EdgeId>)> {
        let graph = self.road.graph();
        let mut weight = vec![u32::MAX; graph.len()];
        let mut parent = vec![None; graph.len()];
        let mut start_of = vec![None; graph.len()];
        let mut queue = BinaryHeap::new();
        for start in places(&graph, from) {
            for turn in graph.turns_out(start.edge.0) {
                let reached = start.after.saturating_add(turn.cost);
                if may_enter(graph.segment(EdgeId(turn.edge)).0)
                    && reached < weight[turn.edge as usize]
                {
                    weight[turn.edge as usize] = reached;
                    start_of[turn.edge as usize] = Some(start.edge);
                    queue.push(Reverse((reached, turn.edge)));
                }
            }
        }
        while let Some(Reverse((reached, edge))) = queue.pop() {
            if reached > weight[edge as usize] {
                continue;
            }
            let at_end = reached.saturating_add(graph.duration[edge as usize]);
            for turn in graph.turns_out(edge) {
                let next = at_end.saturating_add(turn.cost);
                if may_enter(graph.segment(EdgeId(turn.edge)).0)
                    && next < weight[turn.edge as usize]
                {
                    weight[turn.edge as usize] = next;
                    parent[turn.edge as usize] = Some(edge);
                    start_of[turn.edge as usize] = None;
                    queue.push(Reverse((next, turn.edge)));
                }
            }
        }
        let mut best = direct(&graph, from, to).map(|(edge, time)| (time, vec![edge]));
        for end in places(&graph, to) {
            for last in self.road.variants(end.edge) {
                let total = weight[last as usize].saturating_add(end.before);
                if total != u32::MAX && best.as_ref().is_none_or(|(least, _)| total < *least) {
                    best = Some((total, self.unpack(last, &parent, &start_of)));
                }
            }
        }
        best
    }

    fn unpack(
        &self,
        last: u32,
        parent: &[Option<u32>],
        start_of: &[Option<EdgeId>],
    ) -> Vec<EdgeId> {
        let mut edges = vec![self.road.base_edge(last)];
        let mut edge = last;
        while let Some(before) = parent[edge as usize] {
            edges.push(self.road.base_edge(before));
            edge = before;
        }
        edges.extend(start_of[edge as usize]);
        edges.reverse();
        edges
    }
}

impl Router for PlainDijkstra {
    type Scratch = ();

    fn scratch(&self) -> Self::Scratch {}

    fn travel_time(&self, (): &mut (), from: &Snap, to: &Snap) -> Option<Millis> {
        self.search(from, to, |_| true)
            .map(|(weight, _)| Millis(u64::from(weight & DURATION_MASK)))
    }

    fn route(&self, (): &mut (), from: &Snap, to: &Snap) -> Option<Path> {
        self.search(from, to, |_| true)
            .map(|(weight, edges)| Path::new(&self.road, *from, *to, weight, edges))
    }

    fn one_to_many(&self, (): &mut (), from: &Snap, to: &[Snap], out: &mut Vec<Option<Millis>>) {
        out.clear();
        out.extend(to.iter().map(|to| self.travel_time(&mut (), from, to)));
    }

    fn many_to_one(&self, (): &mut (), from: &[Origin], to: &Snap, out: &mut Vec<Option<Millis>>) {
        out.clear();
        out.extend(from.iter().map(|origin| {
            self.travel_time(&mut (), &origin.snap, to)
                .map(|time| time + origin.delay)
        }));
    }

    fn nearest(
        &self,
        (): &mut (),
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    ) {
        let mut times = Vec::new();
        self.many_to_one(&mut (), from, to, &mut times);
        out.clear();
        out.extend(
            times
                .into_iter()
                .enumerate()
                .filter_map(|(index, time)| Some((index, time?))),
        );
        out.sort_by_key(|&(index, time)| (time, index));
        out.truncate(k);
    }
}
