//! Places people are taken to, and warnings about places.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Capability;
use crate::{
    dispatch::ids::{DestinationId, FlagId},
    units::{LngLat, Metres, Timestamp},
};

/// A place that people are taken to: a crisis centre, a shelter, a clinic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Destination {
    /// Its id.
    pub id: DestinationId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub position: LngLat,
    /// Its address.
    pub address: Option<String>,
    /// When it takes people; always, when not given.
    pub hours: Option<Hours>,
    /// Places free as last told; not counted when not given.
    pub places: Option<u32>,
    /// When it was taken off the list.
    pub retired_at: Option<Timestamp>,
    /// Number of changes so far.
    pub version: u64,
}

/// A minute of the week in the city's own time, `0..10_080` from Monday midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeekMinute(pub u16);

impl WeekMinute {
    /// Minutes in a week.
    pub const WEEK: u16 = 7 * 24 * 60;
}

/// Opening hours as spans of the week in the city's own time: `[from, to)` in minutes from Monday
/// midnight, in order, not overlapping. A night that passes Sunday's end is two spans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u16, u16)>", into = "Vec<(u16, u16)>")]
pub struct Hours(Vec<(u16, u16)>);

/// Opening hours that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "opening hours must be spans of minutes of the week, 0 to 10080, in order and without overlap"
)]
pub struct InvalidHours;

impl Hours {
    /// Open all week.
    #[must_use]
    pub fn always() -> Self {
        Self(vec![(0, WeekMinute::WEEK)])
    }

    /// Whether it is open in a minute.
    #[must_use]
    pub fn is_open(&self, minute: WeekMinute) -> bool {
        self.0
            .iter()
            .any(|&(from, to)| (from..to).contains(&minute.0))
    }
}

impl TryFrom<Vec<(u16, u16)>> for Hours {
    type Error = InvalidHours;

    fn try_from(spans: Vec<(u16, u16)>) -> Result<Self, InvalidHours> {
        let whole = spans
            .iter()
            .all(|&(from, to)| from < to && to <= WeekMinute::WEEK);
        let in_order = spans.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        if spans.is_empty() || !whole || !in_order {
            return Err(InvalidHours);
        }
        Ok(Self(spans))
    }
}

impl From<Hours> for Vec<(u16, u16)> {
    fn from(hours: Hours) -> Self {
        hours.0
    }
}

/// A warning about a place, for those who go there. It always ends: what is not confirmed anew is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Its id.
    pub id: FlagId,
    /// Where.
    pub position: LngLat,
    /// How far around it holds.
    pub radius: Metres,
    /// What to know (personal data).
    pub text: String,
    /// What a team must be able to do to go there, such as `two_person`.
    pub requires: BTreeSet<Capability>,
    /// When it was set.
    pub set_at: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Number of changes so far.
    pub version: u64,
}

impl Flag {
    /// Whether it warns of a point.
    #[must_use]
    pub fn warns_of(&self, point: LngLat) -> bool {
        self.ended_at.is_none() && crate::geo::distance(self.position, point).0 <= self.radius.0
    }
}
