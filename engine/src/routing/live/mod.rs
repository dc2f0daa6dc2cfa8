//! Live weights: what driving costs at a moment, with speed tables, learned speeds, slow-downs and closures.
//!
//! [`LiveState::weights`] is a function of what is in force and nothing else. So the order in which
//! closures begin and end leaves no trace, and ending one gives back exactly the weights from before it.

mod between;
mod closure;
mod error;
mod force;
mod hours;
mod learned;
mod speed_file;
mod speed_table;
mod streets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use closure::{Closure, Effect, PlacedClosure, Scope, Shape};
pub use error::ClosureError;
pub use hours::{HourClass, HourOfWeek};
pub use learned::{LearnedRow, LearnedSpeeds, Traversal};
pub use speed_file::{SpeedFileError, SpeedRow, SpeedRowProblem, read_speed_file};
pub use speed_table::{SpeedReport, SpeedTable};
pub use streets::Streets;

use super::Snap;
use crate::road::{RoadNetwork, Weights};
use crate::units::Timestamp;

/// Names a closure among those of a [`LiveState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClosureKey(pub u32);

/// Everything that makes a network's weights other than those it was imported with.
#[derive(Clone, Debug, Default)]
pub struct LiveState {
    speeds: Option<Arc<SpeedTable>>,
    learned: Option<Arc<LearnedSpeeds>>,
    closures: BTreeMap<ClosureKey, Arc<PlacedClosure>>,
}

impl LiveState {
    /// Typical speeds by hour of the week; `None` for those of the import.
    pub fn set_speeds(&mut self, speeds: Option<Arc<SpeedTable>>) {
        self.speeds = speeds;
    }

    /// Speeds learned from what teams drove.
    pub fn set_learned(&mut self, learned: Option<Arc<LearnedSpeeds>>) {
        self.learned = learned;
    }

    /// Takes in a closure or slow-down, in the place of the one that had its key.
    pub fn begin(&mut self, key: ClosureKey, closure: Arc<PlacedClosure>) {
        self.closures.insert(key, closure);
    }

    /// Takes a closure or slow-down away.
    pub fn end(&mut self, key: ClosureKey) {
        self.closures.remove(&key);
    }

    /// What driving costs at a moment, which lies in an hour of the week of the city's own time.
    ///
    /// `road` is the network as of that moment without anything of this: the base, with whatever its
    /// tags say of the time. On it come, in this order: the speed table (which takes the place of the
    /// import's speeds), the learned speeds (drawn towards the table's), the slow-downs (which of
    /// several on one edge is slowest counts) and the closures.
    ///
    /// # Panics
    /// When a part is of another network.
    #[must_use]
    pub fn weights(&self, road: &RoadNetwork, at: Timestamp, hour: HourOfWeek) -> Weights {
        let mut weights = self.typical(road, hour);
        let in_force = || self.closures.values().filter(|c| c.is_in_force(at));
        force::slow_down(road, &mut weights, in_force());
        for closure in in_force() {
            if let Effect::Closed { scope } = closure.effect() {
                force::close(road, &mut weights, closure.edges(), scope);
            }
        }
        weights
    }

    /// As [`weights`](Self::weights), without slow-downs and closures: what is usual at this hour.
    #[must_use]
    pub fn typical(&self, road: &RoadNetwork, hour: HourOfWeek) -> Weights {
        let mut weights = road.weights();
        if let Some(speeds) = &self.speeds {
            let closed = speeds.apply(road, &mut weights, hour);
            force::close(road, &mut weights, &closed, Scope::Everyone);
        }
        if let Some(learned) = &self.learned {
            learned.apply(road, &mut weights, hour);
        }
        weights
    }

    /// The next moment after `at` when a closure or slow-down begins or ends by itself.
    #[must_use]
    pub fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        self.closures
            .values()
            .flat_map(|closure| closure.moments())
            .filter(|&moment| moment > at)
            .min()
    }

    /// The closures for everyone that a place lies in at a moment: no trip from outside of them ends there.
    pub fn closures_at(&self, place: &Snap, at: Timestamp) -> impl Iterator<Item = ClosureKey> {
        let edges = [place.forward, place.backward];
        self.closures
            .iter()
            .filter(move |(_, closure)| {
                let mut edges = edges.iter().flatten();
                closure.is_in_force(at)
                    && closure.effect()
                        == Effect::Closed {
                            scope: Scope::Everyone,
                        }
                    && edges.all(|&edge| closure.has(edge))
            })
            .map(|(&key, _)| key)
    }
}
