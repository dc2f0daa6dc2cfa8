//! The period of a report, and what is said about it on each.

use std::ops::Range;

use nearhand_engine::units::{Millis, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    problem::Problem,
    wire::time::{self, Time},
};

/// The period when none is given.
const USUAL_DAYS: u64 = 30;
const DAY: Millis = Millis::from_mins(24 * 60);

/// A period asked for, and the moment of asking.
#[derive(Clone, Debug)]
pub struct Period {
    /// From its begin, which counts, to its end, which does not.
    pub range: Range<Timestamp>,
    /// When it was asked.
    pub now: Timestamp,
}

impl Period {
    /// The period between two moments; up to now when it has no end, and 30 days long when it has no begin.
    ///
    /// # Errors
    /// `invalid-field` when it ends before it begins.
    pub fn new(from: Option<Time>, to: Option<Time>) -> Result<Self, Problem> {
        let now = time::now();
        let to = to.map_or_else(|| now.plus(Millis(1)), |to| to.0);
        let usual = i64::try_from(DAY.0 * USUAL_DAYS).unwrap_or(i64::MAX);
        let from = from.map_or(Timestamp(to.0.saturating_sub(usual)), |from| from.0);
        if from > to {
            return Err(Problem::field("from", "from must not be later than to"));
        }
        Ok(Self {
            range: from..to,
            now,
        })
    }

    /// Whole days that fit into it.
    pub(super) fn days(&self) -> u64 {
        self.range.end.since(self.range.start).0 / DAY.0
    }
}

/// What belongs to a report's period, and whose calendar it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Clock {
    /// Begin of the period, which counts.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end, which does not.
    #[schema(value_type = String, format = DateTime)]
    to: Time,
    /// When the report was made: what happened later is not in it.
    #[schema(value_type = String, format = DateTime)]
    made_at: Time,
    /// The zone (IANA name) whose days, weekdays and hours are meant.
    time_zone: String,
    /// What belongs to the period.
    counted: &'static str,
}

impl Clock {
    pub(super) fn new(period: &Period, time_zone: &str, counted: &'static str) -> Self {
        Self {
            from: period.range.start.into(),
            to: period.range.end.into(),
            made_at: period.now.into(),
            time_zone: time_zone.to_owned(),
            counted,
        }
    }
}

/// The clock of reports about requests.
pub(super) const BY_RECEIPT: &str =
    "requests received in the period, as they stand when the report is made";
