//! What can be reached from where, and back: strongly connected components. Closures take them apart.

use super::record::TurnRecord;
use super::{ENDS_ONLY_PENALTY, Graph};

const UNKNOWN: u32 = u32::MAX;

/// Per edge: its strongly connected component when turns into ends-only areas, and turns that cannot
/// be made, are left out.
pub(super) fn free(graph: &Graph<'_>) -> Vec<u32> {
    strong(graph, |turn| turn.cost < ENDS_ONLY_PENALTY)
}

/// Per edge: its strongly connected component when only some turns count.
///
/// Tarjan's algorithm (1972) on the arrays as they are, with a stack of its own: a closure waits for it.
pub(super) fn strong(graph: &Graph<'_>, counts: impl Fn(&TurnRecord) -> bool) -> Vec<u32> {
    let mut search = Search {
        order: vec![0; graph.len()],
        low: vec![0; graph.len()],
        component: vec![UNKNOWN; graph.len()],
        open: Vec::new(),
        way: Vec::new(),
        found: 0,
        seen: 0,
    };
    for edge in 0..super::build::index(graph.len()) {
        if search.order[edge as usize] == 0 {
            search.begin(graph, edge);
            search.run(graph, &counts);
        }
    }
    search.component
}

struct Search {
    /// When each edge was first seen, from 1; 0 for not yet.
    order: Vec<u32>,
    /// The earliest edge still open that is reached from here.
    low: Vec<u32>,
    component: Vec<u32>,
    /// Edges seen whose component is not known yet.
    open: Vec<u32>,
    /// The edges from the root to where the search stands, with the next turn to look at.
    way: Vec<(u32, u32)>,
    found: u32,
    seen: u32,
}

impl Search {
    fn begin(&mut self, graph: &Graph<'_>, edge: u32) {
        self.seen += 1;
        self.order[edge as usize] = self.seen;
        self.low[edge as usize] = self.seen;
        self.open.push(edge);
        self.way.push((edge, graph.out_start[edge as usize]));
    }

    fn run(&mut self, graph: &Graph<'_>, counts: &impl Fn(&TurnRecord) -> bool) {
        while let Some((edge, next)) = self.way.last_mut() {
            let edge = *edge;
            if *next == graph.out_start[edge as usize + 1] {
                self.way.pop();
                self.end(edge);
                continue;
            }
            let turn = graph.out_turns[*next as usize];
            *next += 1;
            let to = turn.edge as usize;
            if !counts(&turn) {
                continue;
            }
            if self.order[to] == 0 {
                self.begin(graph, turn.edge);
            } else if self.component[to] == UNKNOWN {
                let low = &mut self.low[edge as usize];
                *low = self.order[to].min(*low);
            }
        }
    }

    /// Everything from an edge on has been seen: it closes a component, or hands on what it reaches.
    fn end(&mut self, edge: u32) {
        let low = self.low[edge as usize];
        if let Some(&(before, _)) = self.way.last() {
            let lowest = &mut self.low[before as usize];
            *lowest = low.min(*lowest);
        }
        if low != self.order[edge as usize] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member as usize] = self.found;
            if member == edge {
                break;
            }
        }
        self.found += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petgraph::algo::kosaraju_scc;
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::*;
    use crate::road::RoadNetwork;
    use crate::road::testing::random_input;

    /// The same parts, perhaps by other numbers.
    fn check(graph: &Graph<'_>, counts: impl Fn(&TurnRecord) -> bool) {
        let turns = (0..graph.len()).flat_map(|from| {
            let edge = u32::try_from(from).unwrap();
            let turns = graph.turns_out(edge).iter().filter(|turn| counts(turn));
            turns.map(move |turn| (edge, turn.edge))
        });
        let mut oracle = DiGraph::<(), ()>::from_edges(turns);
        while oracle.node_count() < graph.len() {
            oracle.add_node(());
        }
        let found = strong(graph, &counts);
        let parts = kosaraju_scc(&oracle);
        let pairs: BTreeSet<(usize, u32)> = (0..)
            .zip(&parts)
            .flat_map(|(part, members)| members.iter().map(move |edge| (part, edge.index())))
            .map(|(part, edge)| (part, found[edge]))
            .collect();
        let ours: BTreeSet<u32> = found.into_iter().collect();
        assert_eq!(pairs.len(), parts.len());
        assert_eq!(pairs.len(), ours.len());
    }

    proptest! {
        #[test]
        fn components_are_those_of_petgraph(input in random_input()) {
            let road = RoadNetwork::build(input).unwrap().0;
            check(&road.graph(), |_| true);
            check(&road.graph(), |turn| turn.cost < ENDS_ONLY_PENALTY);
        }
    }
}
