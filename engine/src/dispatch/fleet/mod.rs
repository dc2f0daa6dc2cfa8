//! The fleet: where teams are now. It is live only and may be lost; the log does not know it.

mod ahead;
mod fix;
#[cfg(test)]
mod tests;
mod track;
#[cfg(test)]
mod track_tests;

use std::collections::{BTreeMap, btree_map::Entry};

pub use ahead::{Ahead, MOVING};
pub use fix::{Fix, FixOutcome, FixRefusal};
pub use track::{KEPT, believed};

use self::track::Track;
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

/// The last position of every team on shift.
#[derive(Clone, Debug)]
pub struct Fleet {
    stale_after: Millis,
    tracks: BTreeMap<TeamId, Track>,
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
            tracks: BTreeMap::new(),
        }
    }

    /// Age from which a position is stale.
    #[must_use]
    pub fn stale_after(&self) -> Millis {
        self.stale_after
    }

    /// Takes in a fix and the road position that the caller found for it.
    ///
    /// A late or repeated fix, or one that jumped, is never the live position; but a late one may show that another
    /// than the present one is, for the outcome is that of all fixes in the order of the device's clock.
    ///
    /// # Errors
    /// When the fix cannot be true, whatever came before it.
    pub fn update(
        &mut self,
        team: TeamId,
        fix: Fix,
        snap: Option<Snap>,
        now: Timestamp,
    ) -> Result<FixOutcome, FixRefusal> {
        fix.check(now)?;
        let position = LivePosition {
            fix,
            received_at: now,
            snap,
        };
        match self.tracks.entry(team) {
            Entry::Occupied(track) => Ok(track.into_mut().take(position)),
            Entry::Vacant(none) => {
                none.insert(Track::new(position));
                Ok(FixOutcome::Live)
            }
        }
    }

    /// Forgets a team's position, as at the end of its shift; whether one was known.
    pub fn remove(&mut self, team: TeamId) -> bool {
        self.tracks.remove(&team).is_some()
    }

    /// The last position of a team.
    #[must_use]
    pub fn position(&self, team: TeamId) -> Option<&LivePosition> {
        self.tracks.get(&team).map(Track::live)
    }

    /// All positions, by team id.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = (TeamId, &LivePosition)> {
        self.tracks
            .iter()
            .map(|(&team, track)| (team, track.live()))
    }

    /// Whether a position is too old to be shown as live.
    #[must_use]
    pub fn is_stale(&self, position: &LivePosition, now: Timestamp) -> bool {
        position.age(now) > self.stale_after
    }
}
