//! What driving costs at one moment: the part of a network that changes while it is in use.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::network::RoadNetwork;
use super::{ENDS_ONLY_PENALTY, Graph};
use crate::routing::EdgeId;
use crate::units::Millis;

/// The cost of a turn that cannot be made: sums saturate, and a saturated sum is no way.
pub(crate) const NO_TURN: u32 = u32::MAX;

/// A turn: its place in the list of all turns, by the edge it comes from and then the edge it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TurnId(pub u32);

/// Driving time of every edge and cost of every turn of one network, copies included.
///
/// A live network is a network: [`RoadNetwork::with_weights`] makes one that shares everything else, so
/// every search and the oracle run on it unchanged. Cloning shares the arrays until one is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    durations: Arc<Vec<u32>>,
    /// As in [`TurnRecord`](super::TurnRecord); [`NO_TURN`] where the turn cannot be made.
    turn_costs: Arc<Vec<u32>>,
}

impl Weights {
    /// Driving time of an edge from end to end.
    ///
    /// # Panics
    /// When the id is not of the weights' network.
    #[must_use]
    pub fn edge_duration(&self, id: EdgeId) -> Millis {
        Millis(u64::from(self.durations[id.0 as usize]))
    }

    /// The turns whose weight is another in `other`, ascending.
    ///
    /// A turn's weight is the driving time of the edge it comes from, plus its cost: what an arc of the
    /// turn-aware graph costs. Where only these changed, only these have to be prepared anew.
    ///
    /// # Panics
    /// When one of the weights is of another network.
    #[must_use]
    pub fn changed_turns(&self, road: &RoadNetwork, other: &Self) -> Vec<TurnId> {
        self.must_fit(road);
        other.must_fit(road);
        let graph = road.graph();
        let mut changed = Vec::new();
        for (edge, (&a, &b)) in self
            .durations
            .iter()
            .zip(other.durations.iter())
            .enumerate()
        {
            for turn in row(&graph, edge) {
                let mine = a.saturating_add(self.turn_costs[turn]);
                if mine != b.saturating_add(other.turn_costs[turn]) {
                    changed.push(TurnId(super::build::index(turn)));
                }
            }
        }
        changed
    }

    pub(crate) fn durations(&self) -> &[u32] {
        &self.durations
    }

    pub(crate) fn durations_mut(&mut self) -> &mut [u32] {
        Arc::<Vec<u32>>::make_mut(&mut self.durations)
    }

    pub(crate) fn turn_costs_mut(&mut self) -> &mut [u32] {
        Arc::<Vec<u32>>::make_mut(&mut self.turn_costs)
    }

    fn must_fit(&self, road: &RoadNetwork) {
        let graph = road.graph();
        assert!(
            self.durations.len() == graph.len() && self.turn_costs.len() == graph.out_turns.len(),
            "weights belong to the network they were made from"
        );
    }
}

impl RoadNetwork {
    /// What driving costs on this network.
    #[must_use]
    pub fn weights(&self) -> Weights {
        let turns = self.out_turns.as_slice();
        Weights {
            durations: Arc::new(self.edge_duration.as_slice().to_vec()),
            turn_costs: Arc::new(turns.iter().map(|turn| turn.cost).collect()),
        }
    }

    /// The same network with other weights; everything else is shared with this one.
    ///
    /// # Panics
    /// When the weights are of another network.
    #[must_use]
    pub fn with_weights(&self, weights: &Weights) -> Self {
        weights.must_fit(self);
        let mut network = self.clone();
        if self.edge_duration.as_slice() != weights.durations.as_slice() {
            network.edge_duration = weights.durations.to_vec().into();
        }
        let changed = self.turns_unlike(weights);
        if changed.is_empty() {
            return network;
        }
        let kinds_stay = changed
            .iter()
            .all(|turn| kind(turn.before) == kind(turn.after));
        let mut out = self.out_turns.as_slice().to_vec();
        let mut inward = self.in_turns.as_slice().to_vec();
        let in_start = self.in_start.as_slice();
        for turn in &changed {
            let to = out[turn.place].edge as usize;
            out[turn.place].cost = turn.after;
            // A turn stands in both lists once; a damaged file may lack it in one.
            let row = &mut inward[in_start[to] as usize..in_start[to + 1] as usize];
            if let Some(record) = row.iter_mut().find(|record| record.edge == turn.from) {
                record.cost = turn.after;
            }
        }
        network.out_turns = out.into();
        network.in_turns = inward.into();
        if !kinds_stay {
            network.edge_component = OnceLock::new();
        }
        network
    }

    fn turns_unlike(&self, weights: &Weights) -> Vec<ChangedTurn> {
        let graph = self.graph();
        let mut changed = Vec::new();
        for edge in 0..graph.len() {
            for place in row(&graph, edge) {
                let (before, after) = (graph.out_turns[place].cost, weights.turn_costs[place]);
                if before != after {
                    changed.push(ChangedTurn {
                        place,
                        from: super::build::index(edge),
                        before,
                        after,
                    });
                }
            }
        }
        changed
    }
}

/// A turn that costs something else than before.
struct ChangedTurn {
    place: usize,
    from: u32,
    before: u32,
    after: u32,
}

/// What a cost says besides time: 0 free, 1 enters an ends-only area, 2 cannot be made.
fn kind(cost: u32) -> u8 {
    u8::from(cost >= ENDS_ONLY_PENALTY) + u8::from(cost == NO_TURN)
}

/// Places of an edge's turns in the list of all turns.
fn row(graph: &Graph<'_>, edge: usize) -> Range<usize> {
    graph.out_start[edge] as usize..graph.out_start[edge + 1] as usize
}
