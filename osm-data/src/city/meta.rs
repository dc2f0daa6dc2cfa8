//! What a city file says about itself.

use crate::road::{Conditions, UnknownTimeZone};
use nearhand_engine::road::RoadNetwork;
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
    /// ISO 3166-1 code of the country, if it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
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

impl CityMeta {
    /// The conditions of one of the city's road networks.
    pub(crate) fn conditions(&self, road: &RoadNetwork) -> Result<Conditions, UnknownTimeZone> {
        let BoundingBox { min, max } = self.bbox;
        let middle = LngLat::new((min.lng() + max.lng()) / 2.0, (min.lat() + max.lat()) / 2.0);
        let country = self.country.as_deref();
        Conditions::new(
            road.conditions(),
            &self.time_zone,
            country,
            middle.unwrap_or(min),
        )
    }
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
