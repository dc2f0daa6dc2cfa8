//! The crate `cch`: RoutingKit's algorithms written anew in Rust; no partial customization.

use cch::graph::Graph;
use cch::{Cch, ElimTreeQuery, Metric, MetricView};

use crate::graph::TurnAware;

/// What the tables call it.
pub(super) const NAME: &str = "crate cch";

/// The hierarchy of a graph, by RoutingKit's order (its own inertial flow is a port of the same).
pub(super) struct CchCrate {
    pub(super) hierarchy: Cch,
}

impl CchCrate {
    pub(super) fn new(graph: &TurnAware, order: &[u32]) -> Self {
        let mut first_out = vec![0u32; graph.edges.len() + 1];
        for &(from, _) in &graph.turns {
            first_out[from as usize + 1] += 1;
        }
        for edge in 0..graph.edges.len() {
            first_out[edge + 1] += first_out[edge];
        }
        let graph = Graph {
            first_out,
            head: graph.heads(),
            weight: graph.weights.clone(),
        };
        Self {
            hierarchy: Cch::build(&graph, order),
        }
    }

    /// Distances from all of `from` to one edge, nothing prepared for them before.
    ///
    /// The crate pins targets only, so the search runs on the graph turned round: its arcs are the same, the two
    /// directions of their weights are exchanged.
    pub(super) fn many_to_one(&self, metric: &Metric, from: &[u32], to: u32) -> Vec<u32> {
        let view = self.hierarchy.view();
        let metric = metric.view();
        let turned = MetricView {
            forward: metric.backward,
            backward: metric.forward,
        };
        let mut query = ElimTreeQuery::new(&view);
        query.pin_targets(from);
        query.add_source_and_run(&turned, to);
        let mut distances = vec![0; from.len()];
        query.get_distances_to_targets(&mut distances);
        distances
    }
}
