//! Where a team in motion is by now.

use super::LivePosition;
use crate::{
    road::RoadNetwork,
    units::{MetresPerSecond, Millis, Timestamp},
};

/// Below this a team counts as standing, and its bearing says nothing about where it goes.
pub const MOVING: MetresPerSecond = MetresPerSecond(2.0);

/// A team's place on its street at a moment later than its fix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// The share of the street's length, from where its line begins, at which it is taken to be.
    pub fraction: f64,
    /// Time that it is taken to have driven on in, of the age of its position.
    pub driven: Millis,
}

impl LivePosition {
    /// Where the team is taken to be now: driven on along its street, in the direction and at the speed of its
    /// fix, as far as the next crossing. Where it went from there nobody knows. A team that stands, or whose
    /// direction is not known, is where it was; `None` for one that is off the road.
    ///
    /// # Panics
    /// When the position was put onto another network.
    #[must_use]
    pub fn ahead(&self, road: &RoadNetwork, now: Timestamp) -> Option<Ahead> {
        let snap = self.snap?;
        let stays = Ahead {
            fraction: snap.fraction,
            driven: Millis(0),
        };
        let Some(speed) = self.fix.speed.filter(|&speed| speed >= MOVING) else {
            return Some(stays);
        };
        let length = road.segment(snap.segment).length().0;
        let left = match (snap.forward, snap.backward) {
            (Some(_), None) => (1.0 - snap.fraction) * length,
            (None, Some(_)) => snap.fraction * length,
            _ => return Some(stays),
        };
        let driven = self.age(now).as_secs_f64().min(left / speed.0);
        let share = if length > 0.0 {
            driven * speed.0 / length
        } else {
            0.0
        };
        let towards = if snap.forward.is_some() {
            share
        } else {
            -share
        };
        Some(Ahead {
            fraction: (snap.fraction + towards).clamp(0.0, 1.0),
            driven: Millis((driven * 1000.0).floor() as u64),
        })
    }
}
