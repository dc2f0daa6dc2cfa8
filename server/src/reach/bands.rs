//! How far is looked, in bands.

use nearhand_engine::{
    routing::Limit,
    units::{Metres, Millis},
};
use utoipa::ToSchema;

use crate::problem::Problem;

/// Longest time that is looked at, minutes.
const LONGEST: u32 = 60;
/// Longest way that is looked at, metres.
const FARTHEST: u32 = 100_000;
const MOST: usize = 6;

/// Minutes of driving, for the document.
#[derive(ToSchema)]
#[schema(minimum = 1, maximum = 60)]
#[expect(dead_code, reason = "says in the document which numbers there are")]
pub(super) struct MinutesAway(u32);

/// Metres driven, for the document.
#[derive(ToSchema)]
#[schema(minimum = 1, maximum = 100_000)]
#[expect(dead_code, reason = "says in the document which numbers there are")]
pub(super) struct MetresAway(u32);

/// The bands of a question, in its order.
#[derive(Debug)]
pub(crate) struct Bands {
    /// The numbers asked for.
    pub(crate) numbers: Vec<u32>,
    /// What the numbers count.
    pub(crate) unit: Unit,
}

/// What bands are measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Minutes of driving.
    Minutes,
    /// Metres driven.
    Metres,
}

impl Bands {
    /// Bands from either list, which the caller knows by these names.
    ///
    /// # Errors
    /// `invalid-field` when both or none are given, there are too many, or one is out of range.
    pub(crate) fn new(
        minutes: &[u32],
        metres: &[u32],
        names: [&'static str; 2],
    ) -> Result<Self, Problem> {
        let (numbers, unit, name, most) = match (minutes, metres) {
            ([], [_, ..]) => (metres, Unit::Metres, names[1], FARTHEST),
            ([_, ..], [_, ..]) => {
                let detail = format!("give {} or {}, not both", names[0], names[1]);
                return Err(Problem::field(names[1], detail));
            }
            _ => (minutes, Unit::Minutes, names[0], LONGEST),
        };
        let in_range = numbers.iter().all(|number| (1..=most).contains(number));
        if numbers.is_empty() || numbers.len() > MOST || !in_range {
            return Err(Problem::field(
                name,
                format!("{name} must be one to {MOST} numbers between 1 and {most}"),
            ));
        }
        Ok(Self {
            numbers: numbers.to_vec(),
            unit,
        })
    }

    /// The bands as the router takes them.
    #[must_use]
    pub(crate) fn limits(&self) -> Vec<Limit> {
        self.numbers.iter().map(|&n| self.unit.limit(n)).collect()
    }

    /// The widest band.
    #[must_use]
    pub(crate) fn widest(&self) -> Limit {
        let widest = self.numbers.iter().copied().max().unwrap_or_default();
        self.unit.limit(widest)
    }
}

impl Unit {
    fn limit(self, number: u32) -> Limit {
        match self {
            Self::Minutes => Millis::from_mins(number.into()).into(),
            Self::Metres => Metres(number.into()).into(),
        }
    }

    /// The name of a band's property.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Metres => "metres",
        }
    }

    /// A band's number as a reading in seconds or metres is compared with it.
    #[must_use]
    pub(crate) fn reading(self, number: u32) -> f64 {
        match self {
            Self::Minutes => f64::from(number) * 60.0,
            Self::Metres => f64::from(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(minutes: &[u32], metres: &[u32]) -> Option<String> {
        let bands = Bands::new(minutes, metres, ["minutes", "metres"]);
        bands.err().and_then(|problem| problem.field)
    }

    #[test]
    fn bands_are_in_minutes_or_metres_and_in_range() {
        assert_eq!(field(&[5, 60], &[]), None);
        assert_eq!(field(&[], &[1, 100_000]), None);
        assert_eq!(field(&[], &[]).as_deref(), Some("minutes"));
        assert_eq!(field(&[61], &[]).as_deref(), Some("minutes"));
        assert_eq!(field(&[1; 7], &[]).as_deref(), Some("minutes"));
        assert_eq!(field(&[], &[0]).as_deref(), Some("metres"));
        assert_eq!(field(&[5], &[5]).as_deref(), Some("metres"));
    }
}
