//! The search behind reach: what every street's ends cost, from one or several places.
//!
//! What comes out is all that the rest of reach knows of searching: a list of edges with their
//! [`Weight`]s. Any other algorithm may make that list.

use super::super::ends::{places, share_of};
use super::super::levels::{Along, Components, Levels, NO_WAY, entries};
use super::super::{EdgeId, SegmentId, Snap, number};
use super::{Direction, Measure};
use crate::road::{DURATION_MASK, ENDS_ONLY_PENALTY, Graph, RoadNetwork};

/// Ends-only areas to enter (high bits), and what the way costs in units of its [`Measure`] (low 26 bits).
///
/// Weights compare as routes do: fewest areas first, then least cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Weight(u32);

impl Weight {
    /// The cost of a way that is too long, or of none at all.
    const TOO_MUCH: u32 = DURATION_MASK;

    fn new(entries: u8, cost: u32) -> Self {
        Self(u32::from(entries) * ENDS_ONLY_PENALTY + cost.min(Self::TOO_MUCH))
    }

    /// Ends-only areas entered.
    pub(crate) fn entries(self) -> u32 {
        self.0 / ENDS_ONLY_PENALTY
    }

    /// Milliseconds or centimetres.
    pub(crate) fn cost(self) -> u32 {
        self.0 & DURATION_MASK
    }
}

/// Edges by id, each once. Departing, a weight is that of the way to the edge's start; arriving, from its end.
///
/// Holds every edge whose cost is within the limit. Of a street with such an edge that enters an
/// area, it holds the other direction, too, whatever that costs: the router would take it if it
/// enters fewer. Other edges beyond the limit may be in it.
pub(crate) type Weights = Vec<(EdgeId, Weight)>;

/// Memory for sweeps.
#[derive(Default)]
pub(crate) struct SweepMemory {
    /// One kept for each way to go: most searches begin in the one great component.
    driving: Levels,
    against: Levels,
    /// By edge, the least cost found; `u32::MAX` where none is.
    costs: Vec<u32>,
    touched: Vec<u32>,
    queue: Buckets,
}

/// The network, seen by one kind of sweep.
#[derive(Clone, Copy)]
pub(super) struct Sweeper<'a> {
    pub(super) road: &'a RoadNetwork,
    pub(super) components: &'a Components,
    pub(super) direction: Direction,
    pub(super) measure: Measure,
    pub(super) limit: u32,
}

/// Places that one sweep can serve at once: the same areas stand between each of them and any street.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) places: Vec<Snap>,
    /// Components where trips begin (or end), with the areas entered to get there.
    roots: Vec<(u32, u8)>,
}

impl Sweeper<'_> {
    /// Divides places into groups whose union one sweep finds exactly.
    ///
    /// Which turns a trip may take depends on where it begins only through the roots. Places with
    /// the same roots may therefore share a search by cost. A place that would have to enter an area
    /// to come back to its own street is searched alone, as what lies straight ahead of it needs no entry.
    pub(super) fn groups(&self, memory: &mut SweepMemory, origins: &[Snap]) -> Vec<Group> {
        let graph = self.road.graph();
        let mut by_roots: Vec<(Vec<(u32, u8)>, Snap)> = origins
            .iter()
            .map(|origin| (self.roots(&graph, origin), *origin))
            .collect();
        by_roots.sort_by(|a, b| a.0.cmp(&b.0));
        let mut groups = Vec::new();
        for alike in by_roots.chunk_by(|a, b| a.0 == b.0) {
            let roots = &alike[0].0;
            let levels = self.levels(memory, roots);
            let (alone, together): (Vec<Snap>, Vec<Snap>) = alike
                .iter()
                .map(|(_, place)| *place)
                .partition(|place| self.returns_by_entering(&graph, levels, place.segment));
            let groups_of = alone.into_iter().map(|place| vec![place]);
            let groups_of = groups_of.chain((!together.is_empty()).then_some(together));
            groups.extend(groups_of.map(|places| Group {
                places,
                roots: roots.clone(),
            }));
        }
        groups
    }

    fn roots(&self, graph: &Graph<'_>, origin: &Snap) -> Vec<(u32, u8)> {
        let mut roots = Vec::new();
        for place in places(graph, origin) {
            match self.direction {
                Direction::Depart => {
                    let turns = graph.turns_out(place.edge.0);
                    let next = |edge: u32| graph.component[edge as usize];
                    let own = next(place.edge.0);
                    if turns
                        .iter()
                        .any(|t| entries(*t) == 0 && next(t.edge) == own)
                    {
                        // Its component leads to all the others that its turns lead to.
                        roots.push((own, 0));
                    } else {
                        let turns = turns.iter().filter(|turn| entries(**turn) != NO_WAY);
                        roots.extend(turns.map(|turn| (next(turn.edge), entries(*turn))));
                    }
                }
                Direction::Arrive => {
                    let variants = self.road.variants(place.edge);
                    roots.extend(variants.map(|edge| (graph.component[edge as usize], 0)));
                }
            }
        }
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    fn levels<'m>(&self, memory: &'m mut SweepMemory, roots: &[(u32, u8)]) -> &'m Levels {
        let (levels, along) = match self.direction {
            Direction::Depart => (&mut memory.driving, Along::Driving),
            Direction::Arrive => (&mut memory.against, Along::Against),
        };
        levels.start(self.components, along, roots);
        levels
    }

    fn returns_by_entering(&self, graph: &Graph<'_>, levels: &Levels, segment: SegmentId) -> bool {
        let segment = self.road.segment(segment);
        [segment.forward(), segment.backward()]
            .into_iter()
            .flatten()
            .map(|edge| self.entries(graph, levels, edge))
            .any(|entries| entries > 0 && entries < NO_WAY)
    }

    /// Ends-only areas to enter on the way to the start of an edge, or from its end.
    fn entries(&self, graph: &Graph<'_>, levels: &Levels, edge: EdgeId) -> u8 {
        let least = match self.direction {
            Direction::Depart => {
                let variants = self.road.variants(edge);
                variants.map(|edge| levels.of(graph, edge)).min()
            }
            Direction::Arrive => graph
                .turns_out(edge.0)
                .iter()
                .map(|turn| levels.of(graph, turn.edge).saturating_add(entries(*turn)))
                .min(),
        };
        least.unwrap_or(NO_WAY)
    }

    /// What the whole of an edge costs.
    pub(super) fn cost(&self, graph: &Graph<'_>, edge: EdgeId) -> u32 {
        self.measure.of(self.road, graph, edge)
    }

    /// What the places of a group reach (or what reaches them).
    pub(super) fn sweep(&self, memory: &mut SweepMemory, group: &Group) -> Weights {
        let graph = self.road.graph();
        self.levels(memory, &group.roots);
        memory.start(graph.len(), self.limit);
        let mut weights = match self.direction {
            Direction::Depart => {
                self.start_driving(memory, &graph, group);
                self.run(memory, &graph);
                self.starts_reached(memory, &graph)
            }
            Direction::Arrive => {
                self.start_against(memory, &graph, group);
                self.run(memory, &graph);
                self.ends_reached(memory, &graph)
            }
        };
        self.add_other_ways(memory, &graph, &mut weights);
        memory.forget();
        weights
    }

    fn start_driving(&self, memory: &mut SweepMemory, graph: &Graph<'_>, group: &Group) {
        for place in group.places.iter().flat_map(|snap| places(graph, snap)) {
            let whole = self.cost(graph, place.edge);
            let after = whole - share_of(whole, place.fraction);
            for turn in graph.turns_out(place.edge.0) {
                let entries = entries(*turn);
                if entries != NO_WAY && memory.driving.of(graph, turn.edge) == entries {
                    let cost = after.saturating_add(self.measure.of_turn(turn.cost));
                    memory.improve(turn.edge, cost, self.limit);
                }
            }
        }
    }

    fn start_against(&self, memory: &mut SweepMemory, graph: &Graph<'_>, group: &Group) {
        for place in group.places.iter().flat_map(|snap| places(graph, snap)) {
            let before = share_of(self.cost(graph, place.edge), place.fraction);
            for edge in self.road.variants(place.edge) {
                memory.improve(edge, before, self.limit);
            }
        }
    }

    /// Settles all edges within the limit, nearest bucket first.
    fn run(&self, memory: &mut SweepMemory, graph: &Graph<'_>) {
        let driving = self.direction == Direction::Depart;
        while let Some((cost, edge)) = memory.queue.pop() {
            if memory.costs[edge as usize] != cost {
                continue;
            }
            let levels = if driving {
                &memory.driving
            } else {
                &memory.against
            };
            let here = levels.of(graph, edge);
            let (turns, own) = if driving {
                let own = self.base_cost(graph, edge);
                (graph.turns_out(edge), cost.saturating_add(own))
            } else {
                (graph.turns_in(edge), cost)
            };
            for turn in turns {
                let driven = if driving {
                    0
                } else {
                    self.base_cost(graph, turn.edge)
                };
                let turned = own.saturating_add(self.measure.of_turn(turn.cost));
                let next = turned.saturating_add(driven);
                if next <= self.limit && next < memory.costs[turn.edge as usize] {
                    let levels = if driving {
                        &memory.driving
                    } else {
                        &memory.against
                    };
                    let entries = entries(*turn);
                    if entries != NO_WAY && levels.of(graph, turn.edge) == here + entries {
                        memory.improve(turn.edge, next, self.limit);
                    }
                }
            }
        }
    }

    /// The cost of an edge or of a copy of one.
    fn base_cost(&self, graph: &Graph<'_>, edge: u32) -> u32 {
        match self.measure {
            Measure::Time => graph.duration[edge as usize],
            Measure::Length => self.cost(graph, self.road.base_edge(edge)),
        }
    }

    /// Departing: the start of an edge is reached where one of its variants is.
    fn starts_reached(&self, memory: &mut SweepMemory, graph: &Graph<'_>) -> Weights {
        memory.sort_touched();
        let levels = &memory.driving;
        let edge_count = self.road.edge_count();
        let found = |edge: u32| (edge, levels.of(graph, edge), memory.costs[edge as usize]);
        let split = memory
            .touched
            .partition_point(|&edge| (edge as usize) < edge_count);
        let (edges, copies) = memory.touched.split_at(split);
        let mut weights: Weights = edges
            .iter()
            .map(|&edge| found(edge))
            .map(|(edge, level, cost)| (EdgeId(edge), Weight::new(level, cost)))
            .collect();
        weights.extend(copies.iter().map(|&copy| {
            let (_, level, cost) = found(copy);
            (self.road.base_edge(copy), Weight::new(level, cost))
        }));
        weights.sort();
        weights.dedup_by_key(|&mut (edge, _)| edge);
        // Within the limit a variant may be found that enters more areas than another needs.
        weights.retain(|&(edge, weight)| {
            weight.entries() == 0
                || weight.entries() == u32::from(self.entries(graph, levels, edge))
        });
        weights
    }

    /// Arriving: from the end of an edge a place is reached by one of the turns there.
    fn ends_reached(&self, memory: &mut SweepMemory, graph: &Graph<'_>) -> Weights {
        let edge_count = self.road.edge_count();
        let levels = &memory.against;
        let mut weights = Weights::new();
        for &edge in &memory.touched {
            let (level, cost) = (levels.of(graph, edge), memory.costs[edge as usize]);
            for turn in graph.turns_in(edge) {
                let from_end = cost.saturating_add(self.measure.of_turn(turn.cost));
                let entries = entries(*turn);
                let usable = entries != NO_WAY && (turn.edge as usize) < edge_count;
                if usable && from_end <= self.limit {
                    let level = level.saturating_add(entries);
                    weights.push((EdgeId(turn.edge), Weight::new(level, from_end)));
                }
            }
        }
        weights.sort_unstable();
        weights.dedup_by_key(|&mut (edge, _)| edge);
        weights.retain(|&(edge, weight)| {
            weight.entries() == 0
                || weight.entries() == u32::from(self.entries(graph, levels, edge))
        });
        weights
    }

    /// Adds the other direction of streets that are reached by entering an area.
    fn add_other_ways(&self, memory: &SweepMemory, graph: &Graph<'_>, weights: &mut Weights) {
        let levels = match self.direction {
            Direction::Depart => &memory.driving,
            Direction::Arrive => &memory.against,
        };
        let mut others = Weights::new();
        for &(edge, weight) in weights.iter().filter(|(_, weight)| weight.entries() > 0) {
            let segment = self.road.segment(self.road.edge(edge).segment);
            let both = [segment.forward(), segment.backward()];
            for other in both.into_iter().flatten().filter(|&other| other != edge) {
                let entries = self.entries(graph, levels, other);
                let known = weights.binary_search_by_key(&other, |&(edge, _)| edge);
                if u32::from(entries) < weight.entries() && known.is_err() {
                    others.push((other, Weight::new(entries, Weight::TOO_MUCH)));
                }
            }
        }
        if !others.is_empty() {
            weights.append(&mut others);
            weights.sort();
        }
    }
}

impl SweepMemory {
    fn start(&mut self, edges: usize, limit: u32) {
        self.forget();
        if self.costs.len() != edges {
            self.costs.clear();
            self.costs.resize(edges, u32::MAX);
        }
        self.queue.start(limit);
    }

    /// Clears what was touched.
    fn forget(&mut self) {
        for &edge in &self.touched {
            self.costs[edge as usize] = u32::MAX;
        }
        self.touched.clear();
    }

    fn improve(&mut self, edge: u32, cost: u32, limit: u32) {
        let known = &mut self.costs[edge as usize];
        if cost > limit || cost >= *known {
            return;
        }
        if *known == u32::MAX {
            self.touched.push(edge);
        }
        *known = cost;
        self.queue.push(cost, edge);
    }

    /// Puts the touched edges in order: by sorting, or when they are many by looking at all.
    fn sort_touched(&mut self) {
        if self.touched.len() < self.costs.len() / 16 {
            self.touched.sort_unstable();
            return;
        }
        self.touched.clear();
        let all = self.costs.iter().enumerate();
        let touched = all.filter(|&(_, &cost)| cost != u32::MAX);
        self.touched.extend(touched.map(|(edge, _)| number(edge)));
    }
}

/// A queue of buckets (Dial 1969), some milliseconds wide. Within a bucket edges come in any order, and
/// again when they improve, so the costs at the end are exact.
#[derive(Default)]
struct Buckets {
    shift: u32,
    /// The bucket being emptied.
    at: usize,
    /// By bucket, its last entry.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    /// The last entry that is free for use.
    free: u32,
}

#[derive(Clone, Copy)]
struct Entry {
    cost: u32,
    edge: u32,
    /// The entry before it in the bucket, or [`END`].
    before: u32,
}

const END: u32 = u32::MAX;
const MOST_BUCKETS: u32 = 4096;

impl Buckets {
    fn start(&mut self, limit: u32) {
        let bits = u32::BITS - (limit / MOST_BUCKETS).leading_zeros();
        self.shift = bits;
        self.at = 0;
        self.heads.clear();
        self.heads.resize((limit >> bits) as usize + 1, END);
        self.entries.clear();
        self.free = END;
    }

    fn push(&mut self, cost: u32, edge: u32) {
        let head = &mut self.heads[(cost >> self.shift) as usize];
        let entry = Entry {
            cost,
            edge,
            before: *head,
        };
        if self.free == END {
            *head = number(self.entries.len());
            self.entries.push(entry);
        } else {
            *head = self.free;
            let slot = &mut self.entries[self.free as usize];
            self.free = slot.before;
            *slot = entry;
        }
    }

    fn pop(&mut self) -> Option<(u32, u32)> {
        while *self.heads.get(self.at)? == END {
            self.at += 1;
        }
        let head = &mut self.heads[self.at];
        let slot = *head;
        let entry = &mut self.entries[slot as usize];
        *head = entry.before;
        let popped = (entry.cost, entry.edge);
        entry.before = self.free;
        self.free = slot;
        Some(popped)
    }
}
