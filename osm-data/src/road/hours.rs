//! Times of day, week and year in which something holds: the one place that knows the crate `opening-hours`.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use nearhand_engine::road::ActiveConditions;
use nearhand_engine::units::{LngLat, Millis, Timestamp};
use opening_hours::localization::{Coordinates, Country, TzLocation};
use opening_hours::{Context, OpeningHours};

/// What joins the parts of a condition that must hold at once.
pub(super) const AND: &str = " AND ";
/// A condition that does not change for so long is taken not to change any more, in days.
const LONG_DAYS: i64 = 400;

/// Whether a text says when something holds.
pub(super) fn is_time(text: &str) -> bool {
    text.parse::<OpeningHours>().is_ok()
}

/// A time zone that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time zone {name} is not known: give an IANA name such as Europe/Malta")]
pub struct UnknownTimeZone {
    /// The name given.
    pub name: String,
}

/// The conditions that parts of a road network depend on, evaluated in a city's time zone.
pub struct Conditions {
    zone: Tz,
    conditions: Vec<Vec<Hours>>,
}

type Hours = OpeningHours<TzLocation<Tz>>;

/// Whether a time zone is known.
pub(crate) fn known_time_zone(name: &str) -> Result<(), UnknownTimeZone> {
    zone(name).map(|_| ())
}

fn zone(name: &str) -> Result<Tz, UnknownTimeZone> {
    name.parse().map_err(|_| UnknownTimeZone {
        name: name.to_owned(),
    })
}

impl Conditions {
    /// Reads the texts that a network gives as its conditions.
    ///
    /// `country` is an ISO 3166-1 code, for public holidays; `place` is somewhere in the city, for sunrise and sunset.
    /// A text that cannot be read never holds: none is written by an import.
    ///
    /// # Errors
    /// When the time zone is not known.
    pub fn new<'t>(
        texts: impl Iterator<Item = &'t str>,
        time_zone: &str,
        country: Option<&str>,
        place: LngLat,
    ) -> Result<Self, UnknownTimeZone> {
        let zone = zone(time_zone)?;
        let mut locale = TzLocation::new(zone);
        if let Some(place) = Coordinates::new(place.lat(), place.lng()) {
            locale = locale.with_coords(place);
        }
        let country: Option<Country> = country.and_then(|code| code.parse().ok());
        let context = Context::default()
            .with_holidays(country.map(Country::holidays).unwrap_or_default())
            .approx_bound_interval_size(TimeDelta::days(LONG_DAYS))
            .with_locale(locale);
        let read = |text: &str| {
            let hours: OpeningHours = text.parse().ok()?;
            Some(hours.with_context(context.clone()))
        };
        Ok(Self {
            zone,
            conditions: texts
                .map(|text| {
                    text.split(AND)
                        .map(read)
                        .collect::<Option<_>>()
                        .unwrap_or_default()
                })
                .collect(),
        })
    }

    /// Which conditions hold at a moment.
    #[must_use]
    pub fn active(&self, at: Timestamp) -> ActiveConditions {
        let Some(at) = self.local(at) else {
            return ActiveConditions::default();
        };
        let holds =
            |parts: &Vec<Hours>| !parts.is_empty() && parts.iter().all(|hours| hours.is_open(at));
        ActiveConditions::new(self.conditions.iter().map(holds).collect())
    }

    /// The next moment at which [`active`](Self::active) may give another answer; `None` when it never does (within a
    /// year and a month or so).
    #[must_use]
    pub fn next_change(&self, after: Timestamp) -> Option<Timestamp> {
        let at = self.local(after)?;
        let changes = self.conditions.iter().flatten();
        let next = changes.filter_map(|hours| hours.next_change(at)).min()?;
        let next = Timestamp(next.timestamp_millis());
        // Where the clock jumps, the local time found may lie behind: then one looks again in a minute.
        Some(if next > after {
            next
        } else {
            after.plus(Millis(60_000))
        })
    }

    fn local(&self, at: Timestamp) -> Option<DateTime<Tz>> {
        let utc: DateTime<Utc> = DateTime::from_timestamp_millis(at.0)?;
        Some(self.zone.from_utc_datetime(&utc.naive_utc()))
    }
}

impl std::fmt::Debug for Conditions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conditions")
            .field("zone", &self.zone)
            .field("conditions", &self.conditions.len())
            .finish()
    }
}
