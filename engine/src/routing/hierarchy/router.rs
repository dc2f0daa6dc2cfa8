//! The hierarchy as a router: from places on the road to the starts of edges and back.

use std::sync::Arc;

use super::{
    Hierarchy, INF, Memory, Metric, TurnGraph, View, distance, nearest::Listed, path, view::Way,
};
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::routing::ends::{Place, direct, places};
use crate::routing::{EdgeId, Origin, Path, Router, Snap, number};
use crate::units::Millis;

/// Exact routes by a customizable contraction hierarchy.
///
/// Cheap to clone: what it is made of is shared. Weights change by making another one with an updated [`Metric`].
#[derive(Clone)]
pub struct Cch {
    pub(super) road: Arc<RoadNetwork>,
    pub(super) hierarchy: Arc<Hierarchy>,
    pub(super) metric: Arc<Metric>,
}

/// Memory for the queries of a [`Cch`], one per thread: after the first queries, none allocates (but for
/// what a route itself needs).
#[derive(Default)]
pub struct CchScratch {
    pub(super) memory: Memory,
    from: Vec<(u32, u32)>,
    pub(super) to: Vec<(u32, u32)>,
    placed: Vec<(u32, u32)>,
    pub(super) ranked: Vec<(u64, u32)>,
    edges: Vec<u32>,
}

/// A route found: its weight, and its edges if they were asked for.
struct Found {
    weight: u32,
    edges: Vec<EdgeId>,
}

/// The weight of every turn of a network, in their order: driving its first edge and turning off.
#[must_use]
pub fn turn_weights(road: &RoadNetwork) -> Vec<u32> {
    let graph = road.graph();
    let edges = 0..number(graph.len());
    edges
        .flat_map(|edge| {
            let duration = graph.duration[edge as usize];
            let turns = graph.turns_out(edge).iter();
            turns.map(move |turn| duration.saturating_add(turn.cost).min(INF))
        })
        .collect()
}

impl Cch {
    /// Orders and customizes a network: for what was not imported with a hierarchy.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        Self::build(road, &|_, _| ())
    }

    /// As [`new`](Self::new); `progress` is told how many of how many crossings are ordered.
    #[must_use]
    pub fn build(road: Arc<RoadNetwork>, progress: &(dyn Fn(usize, usize) + Sync)) -> Self {
        let hierarchy = Hierarchy::build(&TurnGraph::of(&road), progress);
        let metric = Metric::customize(&hierarchy, &turn_weights(&road));
        Self::with(road, Arc::new(hierarchy), Arc::new(metric))
    }

    /// A router from its parts.
    ///
    /// # Panics
    /// When the hierarchy is of another network.
    #[must_use]
    pub fn with(road: Arc<RoadNetwork>, hierarchy: Arc<Hierarchy>, metric: Arc<Metric>) -> Self {
        let graph = road.graph();
        assert_eq!(
            hierarchy.edge_count(),
            graph.len(),
            "a hierarchy of this network"
        );
        Self {
            road,
            hierarchy,
            metric,
        }
    }

    /// The network it routes on.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        &self.road
    }

    /// The order of its network: what an index of moving teams is made for.
    #[must_use]
    pub fn hierarchy(&self) -> &Arc<Hierarchy> {
        &self.hierarchy
    }

    pub(in crate::routing) fn view(&self) -> View<'_> {
        View::new(&self.hierarchy, &self.metric)
    }

    fn find(&self, scratch: &mut CchScratch, from: &Snap, to: &Snap, edges: bool) -> Option<Found> {
        let graph = self.road.graph();
        let view = self.view();
        let starts = || places(&graph, from);
        let targets = || places(&graph, to);
        if from.segment != to.segment {
            return self.between(scratch, view, starts(), targets(), edges);
        }
        // On one segment each pair counts for itself: a place behind is reached only by going round.
        let mut best = direct(&graph, from, to).map(|(edge, weight)| Found {
            weight,
            edges: if edges { vec![edge] } else { Vec::new() },
        });
        for start in starts() {
            for target in targets() {
                let found = self.between(
                    scratch,
                    view,
                    std::iter::once(start),
                    std::iter::once(target),
                    edges,
                );
                if let Some(found) = found
                    && best.as_ref().is_none_or(|best| found.weight < best.weight)
                {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// The best way between places that are not the same edge, or round to the same edge.
    fn between(
        &self,
        scratch: &mut CchScratch,
        view: View<'_>,
        starts: impl Iterator<Item = Place>,
        targets: impl Iterator<Item = Place>,
        edges: bool,
    ) -> Option<Found> {
        let CchScratch {
            memory,
            from,
            to,
            edges: way,
            ..
        } = scratch;
        let most = start_ends(from, starts);
        to.clear();
        to.extend(targets.flat_map(|place| self.variants(place)));
        let round = match (from.as_slice(), to.first()) {
            ([(start, _)], Some((target, _))) if start == target => Some(*start),
            _ => None,
        };
        let meeting = distance::meet(view, &mut memory.pair, from, to, round)?;
        // Never below zero, unless the weights are of a damaged file.
        let weight = meeting.weight.saturating_sub(most);
        way.clear();
        if edges {
            path::unpack(
                view,
                &memory.pair,
                from,
                to,
                &meeting,
                &mut memory.unpacker,
                way,
            );
        }
        let edges = way.iter().map(|&edge| self.road.base_edge(edge)).collect();
        Some(Found { weight, edges })
    }

    /// Where trips to a place end: on its edges and all their copies, after driving a part of them.
    pub(super) fn targets<'s>(
        &'s self,
        graph: &Graph<'_>,
        to: &Snap,
    ) -> impl Iterator<Item = (u32, u32)> + use<'s> {
        places(graph, to).flat_map(|place| self.variants(place))
    }

    /// An edge and its copies, each with the time to a place on it.
    fn variants(&self, place: Place) -> impl Iterator<Item = (u32, u32)> + use<> {
        let variants = self.road.variants(place.edge);
        variants.map(move |edge| (edge, place.before))
    }

    /// When an origin arrives, given the weights from its cell's edges to the end; `None` without a way.
    pub(super) fn arrival(
        &self,
        scratch: &mut CchScratch,
        graph: &Graph<'_>,
        view: View<'_>,
        from: &Origin,
        to: &Snap,
        values: &[u32],
    ) -> Option<u64> {
        let time = if from.snap.segment == to.segment {
            self.travel_time(scratch, &from.snap, to)
        } else {
            self.time_from(graph, view, &from.snap, values)
        };
        Some((time? + from.delay).0)
    }

    /// Driving time from a place, given the weights from its cell's edges to the end; `None` without a way.
    fn time_from(
        &self,
        graph: &Graph<'_>,
        view: View<'_>,
        from: &Snap,
        values: &[u32],
    ) -> Option<Millis> {
        let weights = places(graph, from).filter_map(|place| {
            let weight = values[view.place(place.edge.0).1];
            (weight < INF).then(|| weight.saturating_sub(place.before))
        });
        let least = weights.min()?;
        Some(Millis(u64::from(least & DURATION_MASK)))
    }
}

/// Where trips from a place begin: at the start of its edges, with the time to the place taken off. All labels are
/// raised by the same weight, which is returned, so that none is below zero.
fn start_ends(from: &mut Vec<(u32, u32)>, starts: impl Iterator<Item = Place>) -> u32 {
    from.clear();
    from.extend(starts.map(|place| (place.edge.0, place.before)));
    let most = from.iter().map(|&(_, before)| before).max().unwrap_or(0);
    for (_, label) in from {
        *label = most - *label;
    }
    most
}

impl Router for Cch {
    type Scratch = CchScratch;

    fn scratch(&self) -> CchScratch {
        CchScratch::default()
    }

    fn travel_time(&self, scratch: &mut CchScratch, from: &Snap, to: &Snap) -> Option<Millis> {
        let found = self.find(scratch, from, to, false)?;
        Some(Millis(u64::from(found.weight & DURATION_MASK)))
    }

    fn route(&self, scratch: &mut CchScratch, from: &Snap, to: &Snap) -> Option<Path> {
        let Found { weight, edges } = self.find(scratch, from, to, true)?;
        Some(Path::new(&self.road, *from, *to, weight, edges))
    }

    fn one_to_many(
        &self,
        scratch: &mut CchScratch,
        from: &Snap,
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        let graph = self.road.graph();
        let view = self.view();
        let most = start_ends(&mut scratch.from, places(&graph, from));
        let ends = |target: &Snap| self.targets(&graph, target);
        let cells = to.iter().flat_map(ends).map(|(edge, _)| view.place(edge).0);
        let CchScratch {
            memory,
            from: start,
            ..
        } = scratch;
        memory.many.settle(view, Way::Ahead, start, cells);
        out.clear();
        for target in to {
            if target.segment == from.segment {
                out.push(self.travel_time(scratch, from, target));
                continue;
            }
            let weights = ends(target).map(|(edge, before)| {
                let (cell, slot) = view.place(edge);
                scratch.memory.many.values(cell)[slot] + before
            });
            let least = weights.min().filter(|&weight| weight < INF);
            out.push(
                least.map(|weight| Millis(u64::from(weight.saturating_sub(most) & DURATION_MASK))),
            );
        }
    }

    fn many_to_one(
        &self,
        scratch: &mut CchScratch,
        from: &[Origin],
        to: &Snap,
        out: &mut Vec<Option<Millis>>,
    ) {
        let graph = self.road.graph();
        let view = self.view();
        let CchScratch {
            memory, to: ends, ..
        } = scratch;
        ends.clear();
        ends.extend(self.targets(&graph, to));
        let cells = from.iter().filter_map(|origin| cell_of(view, &origin.snap));
        memory.many.settle(view, Way::Back, ends, cells);
        out.clear();
        for origin in from {
            let time = cell_of(view, &origin.snap).and_then(|cell| {
                if origin.snap.segment == to.segment {
                    return self.travel_time(scratch, &origin.snap, to);
                }
                let values = scratch.memory.many.values(cell);
                self.time_from(&graph, view, &origin.snap, values)
            });
            out.push(time.map(|time| time + origin.delay));
        }
    }

    fn table(
        &self,
        scratch: &mut CchScratch,
        from: &[Snap],
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        match (from, to) {
            // One search is less than a table of one line.
            ([from], _) => self.one_to_many(scratch, from, to, out),
            (_, [to]) => {
                let delay = Millis(0);
                let origins: Vec<Origin> =
                    from.iter().map(|&snap| Origin { snap, delay }).collect();
                self.many_to_one(scratch, &origins, to, out);
            }
            _ => self.fill_table(scratch, from, to, out),
        }
    }

    fn nearest(
        &self,
        scratch: &mut CchScratch,
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    ) {
        let graph = self.road.graph();
        let view = self.view();
        scratch.to.clear();
        scratch.to.extend(self.targets(&graph, to));
        scratch.memory.pull.begin(view, Way::Back, &scratch.to);
        let mut placed = std::mem::take(&mut scratch.placed);
        placed.clear();
        placed.extend(
            (0..)
                .zip(from)
                .filter_map(|(index, origin)| Some((cell_of(view, &origin.snap)?, index))),
        );
        placed.sort_unstable();
        let mut ranked = std::mem::take(&mut scratch.ranked);
        let mut pull = std::mem::take(&mut scratch.memory.pull);
        let mut listed = std::mem::take(&mut scratch.memory.listed);
        let time = |index: u32, values: &[u32]| {
            self.arrival(scratch, &graph, view, &from[index as usize], to, values)
        };
        let listed_origins = Listed(&placed);
        listed.search(
            view,
            &mut pull,
            &listed_origins,
            k,
            DURATION_MASK,
            time,
            &mut ranked,
        );
        out.clear();
        out.extend(
            ranked
                .iter()
                .map(|&(time, index)| (index as usize, Millis(time))),
        );
        scratch.memory.pull = pull;
        scratch.memory.listed = listed;
        scratch.placed = placed;
        scratch.ranked = ranked;
    }
}

/// The cell of a place's street; `None` when no trip may begin there.
fn cell_of(view: View<'_>, snap: &Snap) -> Option<u32> {
    let edge = snap.forward.or(snap.backward)?;
    Some(view.place(edge.0).0)
}
