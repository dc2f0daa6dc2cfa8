//! From tags to streets: which ways may be driven, how fast, and which turns are forbidden.
//!
//! The rules are those of OSRM's car profile (`profiles/car.lua` and `lib/way_handlers.lua` of
//! <https://github.com/Project-OSRM/osrm-backend>, BSD-2-Clause), written anew; where the code differs it says why.
//! A profile is a table ([`Profile`]); the code below it is the same for every way of travelling.

mod access;
mod direction;
mod limits;
mod maxspeed;
mod network;
mod node;
mod profile;
mod report;
mod restriction;
mod speed;
#[cfg(test)]
mod tests;
mod way;

pub use network::{Roads, build};
pub use profile::{CAR, Profile};
pub use report::{Dropped, RestrictionDrop, RoadReport, WayDrop};

use crate::osm::Tags;

/// Whether a way with these tags matters to the road network, be it as a road that is dropped.
#[must_use]
pub fn needs_way(profile: &Profile, tags: &Tags<'_>) -> bool {
    way::is_road(profile, tags)
}

/// Whether a relation with these tags matters to the road network.
#[must_use]
pub fn needs_relation(tags: &Tags<'_>) -> bool {
    tags.get("type")
        .is_some_and(|kind| kind.starts_with("restriction"))
}
