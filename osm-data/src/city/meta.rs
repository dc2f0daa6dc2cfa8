//! What a city file says about itself.

use nearhand_engine::road::input::DrivingSide;
use nearhand_engine::units::{BoundingBox, LngLat, Timestamp};
use serde::{Deserialize, Serialize};

/// Must be shown wherever the map is shown.
pub const ATTRIBUTION: &str = "© OpenStreetMap contributors, ODbL 1.0";

/// Name, place and size of a city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CityMeta {
    /// What people call it.
    pub name: String,
    /// The box that was imported; streets may stick out of it.
    pub bbox: BoundingBox,
    /// IANA name, such as "Europe/Malta".
    pub time_zone: String,
    /// Side of the road that traffic keeps to.
    pub driving_side: DrivingSide,
    /// When the OpenStreetMap data was current, if the extract says so.
    pub data_as_of: Option<Timestamp>,
    /// Whose data this is.
    pub attribution: String,
    /// How much there is.
    pub counts: CityCounts,
    /// Where teams wait for work.
    pub posts: Vec<Post>,
}

/// A place where teams wait for work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub position: LngLat,
}

/// How much of everything a city has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityCounts {
    /// Crossings and street ends.
    pub vertices: u64,
    /// Pieces of street between them.
    pub segments: u64,
    /// Turn restrictions.
    pub restrictions: u64,
    /// Addresses.
    pub addresses: u64,
    /// Named places.
    pub places: u64,
    /// Named streets.
    pub streets: u64,
    /// Map tiles.
    pub tiles: u64,
}
