//! Random turn-aware graphs, larger than a drawing, and plain answers for them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use proptest::prelude::*;

use super::super::{INF, TurnGraph};
use crate::units::LngLat;

/// A graph and a weight for each of its turns.
#[derive(Clone, Debug)]
pub(super) struct Weighted {
    pub(super) graph: TurnGraph,
    pub(super) weights: Vec<u32>,
}

/// Grids with gaps, one-way streets, parallel streets, loops, far links and forbidden turns.
pub(super) fn weighted() -> impl Strategy<Value = Weighted> {
    (2..9u32, 1..9u32, any::<u64>()).prop_map(|(width, height, seed)| grid(width, height, seed))
}

/// A grid of streets; everything but its size comes from the seed.
pub(super) fn grid(width: u32, height: u32, seed: u64) -> Weighted {
    let mut state = seed | 1;
    let mut random = move |below: u32| {
        // A linear congruential generator (Knuth's MMIX constants): only spread matters here.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 40).unwrap() % below
    };
    let mut graph = TurnGraph::default();
    let count = width * height;
    for vertex in 0..count {
        let (x, y) = (f64::from(vertex % width), f64::from(vertex / width));
        graph
            .positions
            .push(LngLat::new(x / 100.0, y / 100.0).unwrap());
    }
    let mut street = |a: u32, b: u32, kind: u32| {
        if kind != 0 {
            graph.edges.push([a, b]);
        }
        if kind != 1 {
            graph.edges.push([b, a]);
        }
    };
    for vertex in 0..count {
        if vertex % width + 1 < width && random(8) > 0 {
            street(vertex, vertex + 1, random(6));
        }
        if vertex + width < count && random(8) > 0 {
            street(vertex, vertex + width, random(6));
        }
        if random(16) == 0 {
            street(vertex, random(count), 2);
        }
    }
    if graph.edges.is_empty() {
        graph.edges.push([0, 0]);
    }
    graph.turn_start.push(0);
    let mut weights = Vec::new();
    for &[tail, head] in &graph.edges {
        for (to, &next) in (0..).zip(&graph.edges) {
            if next[0] == head && (next[1] != tail || random(3) == 0) {
                graph.turn_to.push(to);
                weights.push(if random(12) == 0 { INF } else { 1 + random(50) });
            }
        }
        graph
            .turn_start
            .push(u32::try_from(graph.turn_to.len()).unwrap());
    }
    Weighted { graph, weights }
}

impl Weighted {
    /// Dijkstra's algorithm: the weight from the start of one edge to the start of each.
    pub(super) fn from(&self, edge: u32) -> Vec<u32> {
        let mut best = vec![INF; self.graph.edges.len()];
        best[edge as usize] = 0;
        let mut queue = BinaryHeap::from([Reverse((0, edge))]);
        while let Some(Reverse((weight, edge))) = queue.pop() {
            for turn in self.graph.turns_from(edge) {
                let to = self.graph.turn_to[turn];
                let next = weight + self.weights[turn];
                if next < best[to as usize] {
                    best[to as usize] = next;
                    queue.push(Reverse((next, to)));
                }
            }
        }
        best
    }

    /// The weight of a way, turn by turn; `None` when it is none.
    pub(super) fn along(&self, edges: &[u32]) -> Option<u32> {
        edges
            .windows(2)
            .map(|pair| {
                let mut turns = self.graph.turns_from(pair[0]);
                let turn = turns.find(|&turn| self.graph.turn_to[turn] == pair[1])?;
                Some(self.weights[turn]).filter(|&weight| weight < INF)
            })
            .sum()
    }
}
