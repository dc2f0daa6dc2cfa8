//! The router of the next moment, from that of the present one.

use std::sync::Arc;

use super::{Cch, Metric, Updater, turn_weights};
use crate::road::{RoadNetwork, TurnId};

/// Where more than one in this many turns have changed, all weights are computed again: scattered changes
/// touch most cells long before they touch most turns.
const FULL_SHARE: usize = 64;

impl Cch {
    /// The router of the same network with other weights.
    ///
    /// `changed` are the turns whose weights may differ
    /// ([`Weights::changed_turns`](crate::road::Weights::changed_turns)). The hierarchy is shared; where nothing
    /// has changed, the metric is, too. The answers are those of [`Cch::new`] on the new network.
    ///
    /// # Panics
    /// When the road or a turn is of another network.
    #[must_use]
    pub fn reweighted(
        &self,
        road: Arc<RoadNetwork>,
        changed: &[TurnId],
        updater: &mut Updater,
    ) -> Self {
        let metric = if changed.is_empty() {
            Arc::clone(&self.metric)
        } else {
            let weights = turn_weights(&road);
            Arc::new(if changed.len() > weights.len() / FULL_SHARE {
                Metric::customize(&self.hierarchy, &weights)
            } else {
                let changed: Vec<u32> = changed.iter().map(|turn| turn.0).collect();
                let mut metric = Metric::clone(&self.metric);
                metric.update(&self.hierarchy, &weights, &changed, updater);
                metric
            })
        };
        Self::with(road, Arc::clone(&self.hierarchy), metric)
    }
}
