//! How good arrival times were: pure arithmetic.

use nearhand_engine::units::Millis;
use serde::Serialize;
use utoipa::ToSchema;

/// Arrival times told this many minutes ahead are looked at together: from, and below (none for the last).
const HORIZONS: [(u64, Option<u64>); 5] = [
    (0, Some(2)),
    (2, Some(5)),
    (5, Some(10)),
    (10, Some(20)),
    (20, None),
];

/// An arrival time that was told, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    /// How far ahead the arrival was when it was told.
    pub(super) ahead: Millis,
    /// How much later than told it was, seconds; below zero when earlier.
    pub(super) late: f64,
}

/// How good arrival times were that were told about as far ahead.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HorizonScore {
    /// Told at least this many minutes ahead.
    from_minutes: u64,
    /// Told less than this many minutes ahead; null for no limit.
    below_minutes: Option<u64>,
    /// How many were told.
    count: usize,
    /// Mean of how much later the arrival was than told, seconds; below zero when earlier.
    mean_error: f64,
    /// Half of them were off by no more than this, seconds.
    error_p50: f64,
    /// 80 of 100 were off by no more than this, seconds.
    error_p80: f64,
    /// 90 of 100 were off by no more than this, seconds.
    error_p90: f64,
}

/// The scores of all horizons that something was told for.
pub(super) fn by_horizon(outcomes: &[Outcome]) -> Vec<HorizonScore> {
    let score = |(from, below): (u64, Option<u64>)| {
        let is_in = |outcome: &&Outcome| {
            outcome.ahead >= Millis::from_mins(from)
                && below.is_none_or(|below| outcome.ahead < Millis::from_mins(below))
        };
        let late: Vec<f64> = outcomes
            .iter()
            .filter(is_in)
            .map(|outcome| outcome.late)
            .collect();
        let mut off: Vec<f64> = late.iter().map(|late| late.abs()).collect();
        off.sort_unstable_by(f64::total_cmp);
        #[expect(clippy::cast_precision_loss, reason = "a mean of times")]
        let mean_error = late.iter().sum::<f64>() / late.len() as f64;
        (!off.is_empty()).then(|| HorizonScore {
            from_minutes: from,
            below_minutes: below,
            count: off.len(),
            mean_error,
            error_p50: nearest_rank(&off, 50),
            error_p80: nearest_rank(&off, 80),
            error_p90: nearest_rank(&off, 90),
        })
    };
    HORIZONS.into_iter().filter_map(score).collect()
}

/// The least of some sorted values that so many of 100 are not above.
fn nearest_rank(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_by_how_far_ahead_they_were_told() {
        let outcome = |seconds, late| Outcome {
            ahead: Millis::from_secs(seconds),
            late,
        };
        let told = [
            outcome(0, 10.0),
            outcome(119, -30.0),
            outcome(120, 60.0),
            outcome(3000, -5.0),
        ];
        let scores = by_horizon(&told);
        let short: Vec<_> = scores
            .iter()
            .map(|s| (s.from_minutes, s.count, s.mean_error))
            .collect();
        assert_eq!(short, [(0, 2, -10.0), (2, 1, 60.0), (20, 1, -5.0)]);
        assert_eq!((scores[0].error_p50, scores[0].error_p90), (10.0, 30.0));
        assert!(by_horizon(&[]).is_empty());
    }

    #[test]
    fn percentiles_are_values_that_were_seen() {
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!([50, 80, 90].map(|p| nearest_rank(&ten, p)), [5.0, 8.0, 9.0]);
        assert_eq!(nearest_rank(&[7.0], 90), 7.0);
    }
}
