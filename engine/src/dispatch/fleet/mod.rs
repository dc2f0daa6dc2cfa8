//! The fleet: where teams are now. It is live only and may be lost; the log does not know it.

mod ahead;
mod fix;
mod index;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use ahead::{Ahead, MOVING};
pub use fix::{Fix, FixOutcome, FixRefusal};

use self::{fix::is_jump, index::PositionIndex};
use super::ids::TeamId;
use crate::{
    routing::Snap,
    units::{BoundingBox, LngLat, Metres, Millis, Timestamp},
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

/// The last position of every team on shift, and who is near a place.
#[derive(Clone, Debug)]
pub struct Fleet {
    stale_after: Millis,
    live: BTreeMap<TeamId, LivePosition>,
    /// A fix that jumped too far to be believed before a second one confirms it.
    held_back: BTreeMap<TeamId, Fix>,
    index: PositionIndex,
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
            live: BTreeMap::new(),
            held_back: BTreeMap::new(),
            index: PositionIndex::default(),
        }
    }

    /// Age from which a position is stale.
    #[must_use]
    pub fn stale_after(&self) -> Millis {
        self.stale_after
    }

    /// Takes in a fix and the road position that the caller found for it.
    ///
    /// A late or repeated fix, or one that jumped, leaves the live position as it is.
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
        if let Some(last) = self.live.get(&team) {
            if fix.at == last.fix.at {
                return Ok(FixOutcome::Duplicate);
            }
            if fix.at < last.fix.at {
                return Ok(FixOutcome::Late);
            }
            let confirmed = self
                .held_back
                .get(&team)
                .is_some_and(|held| held.at < fix.at && !is_jump(held, &fix));
            if is_jump(&last.fix, &fix) && !confirmed {
                self.held_back.insert(team, fix);
                return Ok(FixOutcome::HeldBack);
            }
        }
        self.held_back.remove(&team);
        let position = LivePosition {
            fix,
            received_at: now,
            snap,
        };
        let before = self.live.insert(team, position);
        self.index
            .set(team, before.map(|b| b.fix.position), fix.position);
        Ok(FixOutcome::Live)
    }

    /// Forgets a team's position, as at the end of its shift; whether one was known.
    pub fn remove(&mut self, team: TeamId) -> bool {
        self.held_back.remove(&team);
        match self.live.remove(&team) {
            Some(position) => {
                self.index.remove(team, position.fix.position);
                true
            }
            None => false,
        }
    }

    /// The last position of a team.
    #[must_use]
    pub fn position(&self, team: TeamId) -> Option<&LivePosition> {
        self.live.get(&team)
    }

    /// All positions, by team id.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = (TeamId, &LivePosition)> {
        self.live.iter().map(|(&team, position)| (team, position))
    }

    /// Whether a position is too old to be shown as live.
    #[must_use]
    pub fn is_stale(&self, position: &LivePosition, now: Timestamp) -> bool {
        position.age(now) > self.stale_after
    }

    /// Teams inside a box, by id. A box whose west lies east of its east is empty.
    #[must_use]
    pub fn within(&self, bounds: &BoundingBox) -> Vec<TeamId> {
        self.index.within(bounds)
    }

    /// Teams by straight-line distance from a point, nearest first.
    pub fn nearest(&self, point: LngLat) -> impl Iterator<Item = (TeamId, Metres)> {
        self.index.nearest(point)
    }
}
