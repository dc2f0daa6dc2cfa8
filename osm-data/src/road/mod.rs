//! From tags to streets: which ways may be driven, how fast, and which turns are forbidden.
//!
//! The rules are those of OSRM's car profile (`profiles/car.lua` and `lib/way_handlers.lua` of
//! <https://github.com/Project-OSRM/osrm-backend>, BSD-2-Clause), written anew; where the code differs it says why.
//! A profile is a table ([`Profile`]) and a small function; the code below it is the same for every way of travelling.

mod access;
mod areas;
mod conditional;
mod country;
mod direction;
mod hours;
mod kept;
mod limits;
mod maxspeed;
mod network;
mod node;
mod profile;
mod reading;
mod report;
mod restriction;
mod rule;
mod signs;
mod speed;
mod stops;
#[cfg(test)]
mod tests;
mod way;

pub(crate) use hours::known_time_zone;
pub use hours::{Conditions, UnknownTimeZone};
pub use network::{Region, Roads, build};
pub use profile::{BICYCLE, Barriers, CAR, FOOT, Mode, Profile, Size, SpeedLimits};
pub use report::{ConditionDrop, Dropped, RestrictionDrop, RoadReport, WayDrop};
