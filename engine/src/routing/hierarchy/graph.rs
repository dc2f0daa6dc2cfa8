//! What a hierarchy is built of: streets between vertices, and turns between streets.

use crate::road::RoadNetwork;
use crate::units::LngLat;

/// A turn-aware graph: an edge leads from one vertex to another, a turn from an edge to one that
/// begins where it ends.
///
/// Several edges may join the same vertices (both directions of a street, parallel streets, the
/// copies of an edge that carry restrictions).
#[derive(Clone, Debug, Default)]
pub struct TurnGraph {
    /// Where each vertex lies: only a hint for cutting the graph well.
    pub positions: Vec<LngLat>,
    /// Per edge: the vertices where it begins and ends.
    pub edges: Vec<[u32; 2]>,
    /// Per edge, the number of its first turn; one more at the end. Turns of an edge follow each other.
    pub turn_start: Vec<u32>,
    /// Per turn: the edge it leads onto.
    pub turn_to: Vec<u32>,
}

impl TurnGraph {
    /// The graph that searches of a network run on, edge copies included. Turns are in the order of
    /// the network's own.
    #[must_use]
    pub fn of(road: &RoadNetwork) -> Self {
        let graph = road.graph();
        let mut turns = Self {
            positions: (0..super::super::number(road.vertex_count()))
                .map(|vertex| road.vertex_position(vertex))
                .collect(),
            turn_start: vec![0],
            ..Self::default()
        };
        for edge in 0..super::super::number(graph.len()) {
            turns.edges.push(road.edge_ends(edge));
            turns
                .turn_to
                .extend(graph.turns_out(edge).iter().map(|turn| turn.edge));
            turns
                .turn_start
                .push(super::super::number(turns.turn_to.len()));
        }
        turns
    }

    /// The numbers of the turns from the end of an edge.
    #[must_use]
    pub fn turns_from(&self, edge: u32) -> std::ops::Range<usize> {
        self.turn_start[edge as usize] as usize..self.turn_start[edge as usize + 1] as usize
    }
}
