//! The components of a network whose turns have changed: closures take them apart.

use super::{ENDS_ONLY_PENALTY, Graph};

const UNKNOWN: u32 = u32::MAX;

/// Per edge: its strongly connected component when turns into ends-only areas, and turns that cannot
/// be made, are left out.
///
/// Tarjan's algorithm (1972) on the arrays as they are, with a stack of its own: a closure waits for it.
pub(super) fn free(graph: &Graph<'_>) -> Vec<u32> {
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
            search.run(graph);
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

    fn run(&mut self, graph: &Graph<'_>) {
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
            if turn.cost >= ENDS_ONLY_PENALTY {
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

    use proptest::prelude::*;

    use super::*;
    use crate::road::RoadNetwork;
    use crate::road::testing::random_input;

    proptest! {
        /// The build finds them with petgraph (Kosaraju): the same parts, perhaps by other numbers.
        #[test]
        fn components_are_those_of_the_build(input in random_input()) {
            let road = RoadNetwork::build(input).unwrap().0;
            let graph = road.graph();
            let pairs: BTreeSet<(u32, u32)> =
                free(&graph).into_iter().zip(graph.component.iter().copied()).collect();
            let ours: BTreeSet<u32> = pairs.iter().map(|pair| pair.0).collect();
            let built: BTreeSet<u32> = pairs.iter().map(|pair| pair.1).collect();
            prop_assert_eq!(pairs.len(), ours.len());
            prop_assert_eq!(pairs.len(), built.len());
        }
    }
}
