//! Turn-aware graphs: one and the same for us and for every router that we are compared with.

mod dimacs;
mod of_road;
pub mod oracle;

pub use dimacs::{NewYorkError, new_york};
pub use of_road::of_road;

use nearhand_engine::routing::hierarchy::TurnGraph;
use nearhand_engine::units::LngLat;

/// A turn-aware graph: a node per directed edge of the streets, an arc per allowed turn.
///
/// The distance from one edge to another is the cost from the start of the one to the start of the other:
/// the weight of a turn is the time to drive the edge turned from, plus the turn's own cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnAware {
    /// Crossings and street ends: longitude and latitude in 1e-7 degree steps.
    pub positions: Vec<(i32, i32)>,
    /// Edges by the crossings where they begin and end.
    pub edges: Vec<(u32, u32)>,
    /// Turns by the edges turned from and onto, ascending by the first.
    pub turns: Vec<(u32, u32)>,
    /// Weight of each turn, driving the edge turned from included, in milliseconds (a city's: plus 2^26 where the
    /// turn enters an area that trips may not pass through).
    pub weights: Vec<u32>,
}

impl TurnAware {
    /// The same graph as the engine wants it.
    #[must_use]
    pub fn for_engine(&self) -> TurnGraph {
        let mut turn_start = vec![0u32; self.edges.len() + 1];
        for &(from, _) in &self.turns {
            turn_start[from as usize + 1] += 1;
        }
        for edge in 0..self.edges.len() {
            turn_start[edge + 1] += turn_start[edge];
        }
        TurnGraph {
            positions: self
                .positions
                .iter()
                .map(|&(lng, lat)| LngLat::from_steps(lng, lat))
                .collect(),
            edges: self
                .edges
                .iter()
                .map(|&(tail, head)| [tail, head])
                .collect(),
            turn_start,
            turn_to: self.heads(),
        }
    }

    /// The turns that leave an edge, as places in `turns`.
    #[must_use]
    pub fn turns_from(&self, edge: u32) -> std::ops::Range<usize> {
        let first = self.turns.partition_point(|&(from, _)| from < edge);
        let end = self.turns.partition_point(|&(from, _)| from <= edge);
        first..end
    }

    /// The edges turned from, one per turn.
    #[must_use]
    pub fn tails(&self) -> Vec<u32> {
        self.turns.iter().map(|&(from, _)| from).collect()
    }

    /// The edges turned onto, one per turn.
    #[must_use]
    pub fn heads(&self) -> Vec<u32> {
        self.turns.iter().map(|&(_, to)| to).collect()
    }

    /// Number of edges as ids are counted.
    ///
    /// # Panics
    /// With more edges than a `u32` counts.
    #[must_use]
    pub fn edge_count(&self) -> u32 {
        u32::try_from(self.edges.len()).expect("edges are counted in u32")
    }

    /// The middle of each edge: (latitudes, longitudes) in degrees.
    #[must_use]
    pub fn middles(&self) -> (Vec<f32>, Vec<f32>) {
        let middle = |of: fn(&(i32, i32)) -> i32| {
            move |&(tail, head): &(u32, u32)| {
                let [a, b] = [tail, head].map(|at| f64::from(of(&self.positions[at as usize])));
                #[expect(clippy::cast_possible_truncation, reason = "an order needs no more")]
                let degrees = ((a + b) / 2.0 * 1e-7) as f32;
                degrees
            }
        };
        let latitudes = self.edges.iter().map(middle(|&(_, lat)| lat)).collect();
        let longitudes = self.edges.iter().map(middle(|&(lng, _)| lng)).collect();
        (latitudes, longitudes)
    }
}
