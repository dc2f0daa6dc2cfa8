//! Times as RFC 3339 text in UTC, to the millisecond.

use nearhand_engine::units::{Millis, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A moment on the wire: `2026-11-24T03:00:00.123Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Timestamp);

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Moments come from the clock or were checked on the way in; jiff's range is the years -9999 to 9999.
        let moment = jiff::Timestamp::from_millisecond(self.0.0).unwrap_or(jiff::Timestamp::MAX);
        write!(f, "{moment:.3}")
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Self).ok_or_else(|| {
            D::Error::custom("expected a time such as 2026-11-24T03:00:00Z (RFC 3339)")
        })
    }
}

/// A moment from RFC 3339 text with any offset.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(moment.as_millisecond()))
}

/// The clock of this machine.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// A duration as seconds on the wire.
#[must_use]
pub fn seconds(duration: Millis) -> f64 {
    duration.as_secs_f64()
}

/// A duration from seconds on the wire; `None` when negative, not a number or longer than a year.
#[must_use]
pub fn from_seconds(seconds: f64) -> Option<Millis> {
    const YEAR: f64 = 366.0 * 86_400.0;
    if !(0.0..=YEAR).contains(&seconds) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie between 0 and a year"
    )]
    Some(Millis((seconds * 1000.0).round() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc_with_milliseconds() {
        let at = parse("2026-11-24T04:00:00.1234+01:00").unwrap();
        assert_eq!(Time(at).to_string(), "2026-11-24T03:00:00.123Z");
        assert_eq!(parse("2026-11-24 nonsense"), None);
        assert_eq!(
            serde_json::from_str::<Time>("\"1970-01-01T00:00:01Z\"").unwrap(),
            Time(Timestamp(1000))
        );
    }

    #[test]
    fn durations_out_of_range_are_refused() {
        assert_eq!(from_seconds(1.5), Some(Millis(1500)));
        assert_eq!(from_seconds(-0.1), None);
        assert_eq!(from_seconds(f64::NAN), None);
        assert_eq!(from_seconds(1e12), None);
    }
}
