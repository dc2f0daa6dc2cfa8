//! What can be reached from where, and back: strongly connected components (petgraph).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::turns::TurnGraph;
use crate::road::ENDS_ONLY_PENALTY;

/// A part with this many edges is worth driving in, however large the rest is.
const ISLAND_EDGES: usize = 200;
/// In small networks: one edge in this many of the largest part is enough.
const ISLAND_SHARE: usize = 100;

/// The components of a turn-aware graph.
pub(super) struct Components {
    /// Per edge: trips may begin and end here. Always false for copies.
    pub(super) snappable: Vec<bool>,
    /// Per edge and copy: its component when turns into ends-only areas are left out.
    pub(super) free: Vec<u32>,
    /// Components that may be snapped to.
    pub(super) islands: usize,
}

impl Components {
    pub(super) fn of(graph: &TurnGraph) -> Self {
        let count = graph.variants.len();
        let all = strongly_connected(graph, |_| true);
        let mut free = vec![0; count];
        let without_penalty = strongly_connected(graph, |cost| cost < ENDS_ONLY_PENALTY);
        for (number, members) in without_penalty.iter().enumerate() {
            for &member in members {
                free[member] = super::index(number);
            }
        }
        let turns_on_itself = |edge: usize| {
            graph
                .turns
                .iter()
                .any(|turn| turn.from as usize == edge && turn.to as usize == edge)
        };
        let largest = all.iter().map(Vec::len).max().unwrap_or(0);
        let least = ISLAND_EDGES.min(largest.div_ceil(ISLAND_SHARE)).max(1);
        let mut snappable = vec![false; count];
        let mut islands = 0;
        for members in &all {
            if members.len() < least || (members.len() == 1 && !turns_on_itself(members[0])) {
                continue;
            }
            islands += 1;
            for &member in members {
                // A copy in the component speaks for its street: whoever starts on the street itself
                // is bound by fewer restrictions than whoever came through the chain.
                snappable[graph.variants[member].edge as usize] = true;
            }
        }
        Self {
            snappable,
            free,
            islands,
        }
    }
}

fn strongly_connected(graph: &TurnGraph, keep: impl Fn(u32) -> bool) -> Vec<Vec<usize>> {
    let mut digraph: DiGraph<(), ()> =
        DiGraph::with_capacity(graph.variants.len(), graph.turns.len());
    for _ in &graph.variants {
        digraph.add_node(());
    }
    for turn in graph.turns.iter().filter(|turn| keep(turn.cost)) {
        digraph.add_edge(
            NodeIndex::new(turn.from as usize),
            NodeIndex::new(turn.to as usize),
            (),
        );
    }
    kosaraju_scc(&digraph)
        .into_iter()
        .map(|component| component.into_iter().map(NodeIndex::index).collect())
        .collect()
}
