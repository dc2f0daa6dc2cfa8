//! Plain Dijkstra on a turn-aware graph: what the peers and we are checked against.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::TurnAware;

/// Distances from one edge to every edge; `None` where there is no way.
#[must_use]
pub fn distances(graph: &TurnAware, from: u32) -> Vec<Option<u32>> {
    let mut best = vec![None; graph.edges.len()];
    let mut queue = BinaryHeap::from([(Reverse(0u64), from)]);
    while let Some((Reverse(reached), edge)) = queue.pop() {
        if best[edge as usize].is_some() {
            continue;
        }
        best[edge as usize] = Some(u32::try_from(reached).unwrap_or(u32::MAX));
        for turn in graph.turns_from(edge) {
            let onto = graph.turns[turn].1;
            if best[onto as usize].is_none() {
                queue.push((Reverse(reached + u64::from(graph.weights[turn])), onto));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_sums_of_the_least_weights() {
        // 0 → 1 → 3 costs 2 + 2, 0 → 2 → 3 costs 1 + 9; 4 cannot be reached.
        let graph = TurnAware {
            edges: vec![(0, 0); 5],
            turns: vec![(0, 1), (0, 2), (1, 3), (2, 3), (4, 0)],
            weights: vec![2, 1, 2, 9, 1],
            ..TurnAware::default()
        };
        let expected = [Some(0), Some(2), Some(1), Some(4), None];
        assert_eq!(distances(&graph, 0), expected);
    }
}
