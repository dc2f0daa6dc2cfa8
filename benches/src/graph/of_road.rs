//! The turn-aware graph of an imported city.

use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::hierarchy::{TurnGraph, turn_weights};

use super::TurnAware;

/// The graph that searches on a network run on, copies of edges for restrictions over several streets included.
#[must_use]
pub fn of_road(road: &RoadNetwork) -> TurnAware {
    let graph = TurnGraph::of(road);
    let mut turns = Vec::with_capacity(graph.turn_to.len());
    for edge in 0..u32::try_from(graph.edges.len()).unwrap_or(u32::MAX) {
        turns.extend(
            graph
                .turns_from(edge)
                .map(|turn| (edge, graph.turn_to[turn])),
        );
    }
    TurnAware {
        positions: graph
            .positions
            .iter()
            .map(|position| position.to_steps())
            .collect(),
        edges: graph
            .edges
            .iter()
            .map(|&[tail, head]| (tail, head))
            .collect(),
        turns,
        weights: turn_weights(road),
    }
}
