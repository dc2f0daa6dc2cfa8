//! Hours of the week, in the city's own time.

use serde::{Deserialize, Serialize};

/// An hour of the week: 0 is Monday from 00:00 to 01:00, 167 the last one of Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourOfWeek(u8);

impl HourOfWeek {
    /// How many there are.
    pub const COUNT: u8 = 168;

    /// The hour of this number; `None` past the end of the week.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// The hour (`0..24`) of a day (0 is Monday); `None` when either is out of range.
    #[must_use]
    pub fn of_day(day: u8, hour: u8) -> Option<Self> {
        (day < 7 && hour < 24).then(|| Self(day * 24 + hour))
    }

    /// Its number, `0..168`.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The hours that are driven alike.
    #[must_use]
    pub fn class(self) -> HourClass {
        let (day, hour) = (self.0 / 24, self.0 % 24);
        match (day < 5, hour) {
            (true, 6..=9) => HourClass::WorkdayMorning,
            (true, 10..=14) => HourClass::WorkdayMidday,
            (true, 15..=18) => HourClass::WorkdayAfternoon,
            (true, 19..=22) => HourClass::WorkdayEvening,
            (true, _) => HourClass::WorkdayNight,
            (false, 8..=19) => HourClass::WeekendDay,
            (false, _) => HourClass::WeekendNight,
        }
    }
}

/// Hours that are driven alike, so that a few traversals already say something about all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the names say it; the hours are in `HourOfWeek::class`"
)]
pub enum HourClass {
    WorkdayMorning,
    WorkdayMidday,
    WorkdayAfternoon,
    WorkdayEvening,
    WorkdayNight,
    WeekendDay,
    WeekendNight,
}
