//! Exact percentiles.

use crate::units::Millis;

/// Durations, all of them, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    values: Vec<Millis>,
}

impl Sample {
    /// Puts values in order.
    #[must_use]
    pub fn new(mut values: Vec<Millis>) -> Self {
        values.sort_unstable_by_key(|value| value.0);
        Self { values }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The percentile by nearest rank: the least value that at least `percent` of a hundred values do not exceed.
    ///
    /// It is always one of the values; nothing is interpolated. `None` when there are none, or for a percentage that is
    /// not between 1 and 100.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Option<Millis> {
        if !(1..=100).contains(&percent) {
            return None;
        }
        let rank = (self.values.len() * percent).div_ceil(100);
        self.values.get(rank.checked_sub(1)?).copied()
    }

    /// The greatest value.
    #[must_use]
    pub fn max(&self) -> Option<Millis> {
        self.values.last().copied()
    }
}
