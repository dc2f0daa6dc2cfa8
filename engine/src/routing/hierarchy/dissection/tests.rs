//! The flow with growing terminals against petgraph's maximum flow, made anew for every pair of sets.

use super::flow::{Flow, Tree};
use super::{Piece, number};
use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const MANY: u32 = 1_000;

fn piece(count: usize, links: &BTreeMap<(u32, u32), u32>) -> Piece {
    let both = links
        .iter()
        .flat_map(|(&(a, b), &capacity)| [(a, b, capacity), (b, a, capacity)]);
    let mut both: Vec<_> = both.collect();
    both.sort_unstable();
    let vertices = (0..number(count)).collect();
    Piece::new(vertices, vec![[0.0; 2]; count], &both)
}

/// The largest flow, what the sources still reach, and what still reaches the sinks.
fn oracle(
    count: usize,
    links: &BTreeMap<(u32, u32), u32>,
    terminals: &BTreeMap<u32, Tree>,
) -> (u32, [BTreeSet<u32>; 2]) {
    let mut graph = DiGraph::<(), u32>::new();
    for _ in 0..count + 2 {
        graph.add_node(());
    }
    let node = |vertex: u32| NodeIndex::new(vertex as usize);
    let (source, sink) = (NodeIndex::new(count), NodeIndex::new(count + 1));
    for (&(a, b), &capacity) in links {
        graph.add_edge(node(a), node(b), capacity);
        graph.add_edge(node(b), node(a), capacity);
    }
    for (&vertex, &tree) in terminals {
        match tree {
            Tree::Sources => graph.add_edge(source, node(vertex), MANY),
            Tree::Sinks => graph.add_edge(node(vertex), sink, MANY),
        };
    }
    let (value, flows) = ford_fulkerson(&graph, source, sink);
    let mut free = DiGraph::<(), ()>::new();
    for _ in 0..count + 2 {
        free.add_node(());
    }
    for edge in graph.edge_references() {
        let flow = flows[edge.id().index()];
        if flow < *edge.weight() {
            free.add_edge(edge.source(), edge.target(), ());
        }
        if flow > 0 {
            free.add_edge(edge.target(), edge.source(), ());
        }
    }
    let reach = |graph: &DiGraph<(), ()>, from| {
        let mut found = BTreeSet::new();
        let mut search = petgraph::visit::Bfs::new(graph, from);
        while let Some(node) = search.next(graph) {
            found.insert(number(node.index()));
        }
        found.retain(|&vertex| (vertex as usize) < count);
        found
    };
    let ahead = reach(&free, source);
    free.reverse();
    (value, [ahead, reach(&free, sink)])
}

proptest! {
    #[test]
    fn flows_and_both_cuts_are_those_of_a_flow_made_anew(
        count in 2..14_usize,
        links in prop::collection::btree_map((0..14_u32, 0..14_u32), 1..4_u32, 0..40),
        steps in prop::collection::vec((0..14_u32, any::<bool>(), any::<bool>()), 1..14),
    ) {
        let inside = |&(a, b): &(u32, u32)| a < b && (b as usize) < count;
        let links: BTreeMap<_, _> = links.into_iter().filter(|(ends, _)| inside(ends)).collect();
        let piece = piece(count, &links);
        let mut flow = Flow::default();
        flow.begin(&piece);
        let mut terminals = BTreeMap::new();
        for (vertex, to_sources, close) in steps {
            let tree = if to_sources { Tree::Sources } else { Tree::Sinks };
            if vertex as usize >= count || flow.is_terminal(vertex) {
                continue;
            }
            flow.add(&piece, vertex, tree);
            terminals.insert(vertex, tree);
            prop_assert!(flow.augment(&piece, u32::MAX));
            let (value, sides) = oracle(count, &links, &terminals);
            prop_assert_eq!(flow.value, value);
            for (tree, side) in [Tree::Sources, Tree::Sinks].into_iter().zip(sides) {
                let found: BTreeSet<u32> =
                    (0..number(count)).filter(|&v| flow.is_in(v, tree)).collect();
                prop_assert_eq!(flow.size(tree), found.len());
                prop_assert_eq!(&found, &side);
            }
            if close {
                let all = (0..number(count)).filter(|&v| flow.is_in(v, tree));
                terminals.extend(all.map(|v| (v, tree)));
                flow.close(tree);
            }
        }
    }
}
