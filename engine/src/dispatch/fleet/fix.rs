//! One report of a position, and whether it can be believed.

use crate::{
    geo::distance,
    units::{Bearing, LngLat, Metres, MetresPerSecond, Millis, Timestamp},
};

/// How far a device clock may be ahead.
const FUTURE_LIMIT: Millis = Millis::from_mins(2);
/// A team that seems faster than this has a wrong fix: 252 km/h.
const JUMP_SPEED: MetresPerSecond = MetresPerSecond(70.0);
/// The part of a device's own stated inaccuracy that may explain a jump.
const ACCURACY_SLACK_LIMIT: Metres = Metres(100.0);
/// Faster than any device on a road reports.
const SPEED_LIMIT: MetresPerSecond = MetresPerSecond(150.0);

/// What a device reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fix {
    /// Where it was.
    pub position: LngLat,
    /// When it was there, by its own clock.
    pub at: Timestamp,
    /// How fast it moved.
    pub speed: Option<MetresPerSecond>,
    /// Where it headed.
    pub bearing: Option<Bearing>,
    /// Radius within which it believes to be.
    pub accuracy: Option<Metres>,
}

/// What became of a fix that can be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixOutcome {
    /// It is the team's live position now.
    Live,
    /// It is older than one known already: part of the track, not of the live state.
    Late,
    /// A fix of its time is known already: sent twice.
    Duplicate,
    /// It lies too far from the last one to be believed before the next fix confirms it.
    HeldBack,
}

/// Why a fix cannot be true. The texts hold no position: they may be logged.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum FixRefusal {
    /// The device's clock is wrong.
    #[error("the time is {} s in the future: set the device's clock", ahead.0 / 1000)]
    Future {
        /// How far it is ahead.
        ahead: Millis,
    },
    /// Not a speed.
    #[error("speed {} m/s is not between 0 and 150", speed.0)]
    Speed {
        /// The speed given.
        speed: MetresPerSecond,
    },
    /// Not a radius.
    #[error("accuracy {} m is not a radius", accuracy.0)]
    Accuracy {
        /// The radius given.
        accuracy: Metres,
    },
}

impl Fix {
    /// Checks what can be checked without knowing what came before.
    pub(super) fn check(&self, now: Timestamp) -> Result<(), FixRefusal> {
        if self.at > now.plus(FUTURE_LIMIT) {
            return Err(FixRefusal::Future {
                ahead: self.at.since(now),
            });
        }
        if let Some(speed) = self.speed
            && !(0.0..=SPEED_LIMIT.0).contains(&speed.0)
        {
            return Err(FixRefusal::Speed { speed });
        }
        if let Some(accuracy) = self.accuracy
            && !(accuracy.0.is_finite() && accuracy.0 >= 0.0)
        {
            return Err(FixRefusal::Accuracy { accuracy });
        }
        Ok(())
    }

    fn slack(&self) -> f64 {
        self.accuracy
            .map_or(0.0, |a| a.0.min(ACCURACY_SLACK_LIMIT.0))
    }
}

/// Whether no vehicle could have driven from one fix to the next.
pub(super) fn is_jump(earlier: &Fix, later: &Fix) -> bool {
    let covered = distance(earlier.position, later.position).0;
    let possible = JUMP_SPEED.0 * later.at.since(earlier.at).as_secs_f64();
    covered - earlier.slack() - later.slack() > possible
}
