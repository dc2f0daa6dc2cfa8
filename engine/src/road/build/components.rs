//! What can be reached from where, and back: strongly connected components (petgraph).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::EdgeDraft;
use super::turns::TurnGraph;
use crate::road::ENDS_ONLY_PENALTY;
use crate::road::input::RoadInput;
use crate::road::network::Graph;

/// A part with this many edges is worth driving in, however large the rest is.
const ISLAND_EDGES: usize = 200;
/// In small networks: one edge in this many of the largest part is enough.
const ISLAND_SHARE: usize = 100;

/// Per edge and copy: its component when turns into ends-only areas, and turns that may not be made
/// now, are left out.
pub(in crate::road) fn free(graph: &Graph<'_>) -> Vec<u32> {
    let turns = (0..super::index(graph.len())).flat_map(|from| {
        let open = graph.turns_out(from).iter();
        open.filter(|turn| turn.cost < ENDS_ONLY_PENALTY)
            .map(move |turn| (from, turn.edge))
    });
    let mut component = vec![0; graph.len()];
    for (number, members) in strongly_connected(graph.len(), turns).iter().enumerate() {
        for &member in members {
            component[member] = super::index(number);
        }
    }
    component
}

/// Per edge and copy, whether trips may begin and end there when it is open (never on copies and
/// ferries), and the number of parts where they may. All turns count that may be made at any time.
pub(super) fn snappable(
    input: &RoadInput,
    edges: &[EdgeDraft],
    graph: &TurnGraph,
) -> (Vec<bool>, usize) {
    let turns = graph.turns.iter().map(|turn| (turn.from, turn.to));
    let parts = strongly_connected(graph.variants.len(), turns);
    let turns_on_itself = |edge: usize| {
        let mut turns = graph.turns.iter();
        turns.any(|turn| turn.from as usize == edge && turn.to as usize == edge)
    };
    let largest = parts.iter().map(Vec::len).max().unwrap_or(0);
    let least = ISLAND_EDGES.min(largest.div_ceil(ISLAND_SHARE)).max(1);
    let mut snappable = vec![false; graph.variants.len()];
    let mut islands = 0;
    for members in &parts {
        if members.len() < least || (members.len() == 1 && !turns_on_itself(members[0])) {
            continue;
        }
        islands += 1;
        for &member in members {
            // A copy in the component speaks for its street: whoever starts on the street itself
            // is bound by fewer restrictions than whoever came through the chain.
            let edge = graph.variants[member].edge as usize;
            // Nobody gets on or off a ferry on its way.
            let ferry = input.segments[edges[edge].segment as usize].traits.ferry;
            snappable[edge] = !ferry;
        }
    }
    (snappable, islands)
}

fn strongly_connected(count: usize, turns: impl Iterator<Item = (u32, u32)>) -> Vec<Vec<usize>> {
    let mut digraph: DiGraph<(), ()> = DiGraph::new();
    for _ in 0..count {
        digraph.add_node(());
    }
    for (from, to) in turns {
        digraph.add_edge(
            NodeIndex::new(from as usize),
            NodeIndex::new(to as usize),
            (),
        );
    }
    kosaraju_scc(&digraph)
        .into_iter()
        .map(|component| component.into_iter().map(NodeIndex::index).collect())
        .collect()
}
