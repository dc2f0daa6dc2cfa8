//! The fleet: where teams are now. It is live only and may be lost; the log does not know it.

mod ahead;
mod fix;
#[cfg(test)]
mod tests;
mod track;
#[cfg(test)]
mod track_tests;

use std::collections::BTreeMap;

pub use ahead::{Ahead, MOVING};
pub use fix::{Fix, FixOutcome, FixRefusal};
pub use track::{KEPT, Track, believed};

use super::ids::TeamId;
use crate::{
    routing::Snap,
    units::{Millis, Timestamp},
};

/// Age from which a position no longer counts as live, unless set otherwise.
pub const DEFAULT_STALE_AFTER: Millis = Millis::from_secs(30);

/// Where a team was last known to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LivePosition {
    /// What its device reported.
    pub fix: Fix,
    /// When the report came in.
    pub received_at: Timestamp,
    /// The position put onto the road, when a road is near.
    pub snap: Option<Snap>,
}

impl LivePosition {
    /// Time passed since the team was there.
    #[must_use]
    pub fn age(&self, now: Timestamp) -> Millis {
        // A device clock that is ahead must not make a position look younger than its report.
        now.since(self.fix.at.min(self.received_at))
    }
}

/// The last position of every team on shift. Which of a team's fixes says where it is, its [`Track`] knows.
#[derive(Clone, Debug)]
pub struct Fleet {
    stale_after: Millis,
    positions: BTreeMap<TeamId, LivePosition>,
}

impl Default for Fleet {
    fn default() -> Self {
        Self::new(DEFAULT_STALE_AFTER)
    }
}

impl Fleet {
    /// A fleet of which nothing is known; positions older than `stale_after` are stale.
    #[must_use]
    pub fn new(stale_after: Millis) -> Self {
        Self {
            stale_after,
            positions: BTreeMap::new(),
        }
    }

    /// Age from which a position is stale.
    #[must_use]
    pub fn stale_after(&self) -> Millis {
        self.stale_after
    }

    /// Takes in where a team is.
    pub fn set(&mut self, team: TeamId, position: LivePosition) {
        self.positions.insert(team, position);
    }

    /// Forgets a team's position, as at the end of its shift; whether one was known.
    pub fn remove(&mut self, team: TeamId) -> bool {
        self.positions.remove(&team).is_some()
    }

    /// The last position of a team.
    #[must_use]
    pub fn position(&self, team: TeamId) -> Option<&LivePosition> {
        self.positions.get(&team)
    }

    /// All positions, by team id.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = (TeamId, &LivePosition)> {
        self.positions
            .iter()
            .map(|(&team, position)| (team, position))
    }

    /// Whether a position is too old to be shown as live.
    #[must_use]
    pub fn is_stale(&self, position: &LivePosition, now: Timestamp) -> bool {
        position.age(now) > self.stale_after
    }
}
