//! Nearhand's hierarchy on a turn-aware graph.

use std::sync::Arc;
use std::time::{Duration, Instant};

use nearhand_engine::routing::hierarchy::{Hierarchy, INF, Memory, Metric, View};

use crate::figures::short;
use crate::graph::TurnAware;

/// The hierarchy of a graph.
pub(super) struct Ours {
    pub(super) hierarchy: Arc<Hierarchy>,
    build_time: Duration,
}

impl Ours {
    pub(super) fn new(graph: &TurnAware) -> Self {
        let start = Instant::now();
        let hierarchy = Hierarchy::build(&graph.for_engine(), &|_, _| ());
        Self {
            hierarchy: Arc::new(hierarchy),
            build_time: start.elapsed(),
        }
    }

    pub(super) fn metric(&self, weights: &[u32]) -> Metric {
        Metric::customize(&self.hierarchy, weights)
    }

    /// How long ordering took, in words.
    pub(super) fn preparation(&self) -> String {
        format!("order and hierarchy {}", short(self.build_time))
    }
}

/// Distances of many pairs.
pub(super) fn distances(view: View<'_>, pairs: &[(u32, u32)]) -> Vec<Option<u32>> {
    let mut memory = Memory::default();
    pairs
        .iter()
        .map(|&(from, to)| view.distance(&mut memory, from, to))
        .collect()
}

/// A weight as the peers give it: `None` where there is no way.
pub(super) fn found(weight: u32) -> Option<u32> {
    (weight < INF).then_some(weight)
}
