//! The search behind reach: what every street's ends cost, from one or several places.
//!
//! What comes out is all that the rest of reach knows of searching: a list of edges with their
//! [`Weight`]s. Any other algorithm may make that list.

use super::super::ends::{places, share_of};
use super::super::levels::{Components, Levels, NO_WAY, entries};
use super::super::{EdgeId, number};
use super::buckets::Buckets;
use super::groups::Group;
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
    pub(super) driving: Levels,
    pub(super) against: Levels,
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

impl Sweeper<'_> {
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
