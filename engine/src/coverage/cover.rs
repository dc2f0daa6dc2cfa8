//! Cover by the teams that stand where they stand.

use super::{CoverIndex, Zone};
use crate::routing::Snap;

/// A share of the demand, `0..=1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f64);

/// The share of time in which a team is busy and cannot answer, `0 ≤ q < 1`: Daskin's q.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct BusyFraction(f64);

/// Not a busy fraction.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("busy fraction {0} is not at least 0 and below 1")]
pub struct InvalidBusyFraction(pub f64);

impl BusyFraction {
    /// A busy fraction.
    ///
    /// # Errors
    /// When it is not at least 0 and below 1.
    pub const fn new(q: f64) -> Result<Self, InvalidBusyFraction> {
        if q >= 0.0 && q < 1.0 {
            Ok(Self(q))
        } else {
            Err(InvalidBusyFraction(q))
        }
    }

    /// The number q.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// How many of the teams reach each zone within the goal, and what follows from it.
///
/// Every share is of the demand of all zones; with no demand at all it is zero.
#[derive(Clone, Debug)]
pub struct Cover<'a> {
    index: &'a CoverIndex,
    counts: Vec<u32>,
}

impl<'a> Cover<'a> {
    pub(super) fn new(index: &'a CoverIndex, counts: Vec<u32>) -> Self {
        Self { index, counts }
    }

    /// Number of teams that reach each zone in time, in the order of [`super::Zones::as_slice`].
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Demand that at least one team reaches in time.
    #[must_use]
    pub fn now(&self) -> Share {
        self.at_least(1)
    }

    /// Demand that at least `teams` teams reach in time (k-fold cover).
    #[must_use]
    pub fn at_least(&self, teams: u32) -> Share {
        self.sum(|count| if count >= teams { 1.0 } else { 0.0 })
    }

    /// Expected cover when each team is busy independently with probability q:
    /// the sum of `d_i (1 - q^k_i)` (MEXCLP, Daskin 1983).
    #[must_use]
    pub fn expected(&self, busy: BusyFraction) -> Share {
        self.sum(|count| 1.0 - power(busy, count))
    }

    /// What it costs when one of the teams leaves, for each of them, when each is busy with probability q.
    #[must_use]
    pub fn losses(&self, busy: BusyFraction) -> Losses<'_> {
        let zones = self.index.zones().as_slice().iter().zip(&self.counts);
        let of_zone = |(zone, &count): (&Zone, &u32)| Loss {
            alone: if count == 1 { zone.demand } else { 0.0 },
            expected: zone.demand * ((1.0 - busy.get()) * power(busy, count.saturating_sub(1))),
        };
        let losses: Vec<Loss> = zones.map(of_zone).collect();
        let least = self.index.zones().total_demand() * NOTHING;
        let mut matters = vec![0; losses.len().div_ceil(64)];
        for (zone, loss) in losses.iter().enumerate() {
            if loss.alone > 0.0 || loss.expected > least {
                matters[zone / 64] |= 1 << (zone % 64);
            }
        }
        Losses {
            cover: self,
            zones: losses,
            matters,
        }
    }

    fn sum(&self, weight: impl Fn(u32) -> f64) -> Share {
        let zones = self.index.zones().as_slice();
        let sum = zones
            .iter()
            .zip(&self.counts)
            .map(|(zone, &count)| zone.demand * weight(count))
            .sum();
        self.share(sum)
    }

    fn share(&self, demand: f64) -> Share {
        let total = self.index.zones().total_demand();
        if total > 0.0 {
            // Rounding alone must not make a share of 1.0000000000000002.
            Share((demand / total).clamp(0.0, 1.0))
        } else {
            Share(0.0)
        }
    }
}

/// A share of all demand that a sum of shares does not show: half the last digit of 1, over a million zones.
const NOTHING: f64 = f64::EPSILON / 2.0 / 1e6;

/// Demand lost when one of the teams leaves.
#[derive(Clone, Copy, Debug, Default)]
struct Loss {
    alone: f64,
    expected: f64,
}

/// What a cover loses when one of its teams leaves, zone by zone.
#[derive(Clone, Debug)]
pub struct Losses<'a> {
    cover: &'a Cover<'a>,
    zones: Vec<Loss>,
    /// The zones where one team less makes a difference, one bit for each: in the middle of a city that hundreds of
    /// teams cover it makes none.
    matters: Vec<u64>,
}

impl Losses<'_> {
    /// Demand that only this team reaches in time, and the expected cover lost when it leaves: the sum of
    /// `d_i (1 - q) q^(k_i - 1)` over the zones it reaches (the marginal cover of MEXCLP, Daskin 1983).
    ///
    /// `team` must be one of the places that the cover was made from.
    #[must_use]
    pub fn without(&self, team: &Snap) -> (Share, Share) {
        let mut sum = Loss::default();
        for zone in self.cover.index.reached_among(team, &self.matters) {
            sum.alone += self.zones[zone].alone;
            sum.expected += self.zones[zone].expected;
        }
        (self.cover.share(sum.alone), self.cover.share(sum.expected))
    }
}

fn power(busy: BusyFraction, count: u32) -> f64 {
    busy.get().powi(i32::try_from(count).unwrap_or(i32::MAX))
}
