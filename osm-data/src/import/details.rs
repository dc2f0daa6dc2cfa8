//! What an OpenStreetMap file does not say about a city.

use crate::city::Post;
use nearhand_engine::road::input::DrivingSide;
use nearhand_engine::units::{BoundingBox, LngLat};
use serde::Deserialize;

/// Name, box, time zone and posts of a city to import.
#[derive(Clone, Debug, PartialEq)]
pub struct CityDetails {
    /// What people call it.
    pub name: String,
    /// IANA name, such as "Europe/Malta".
    pub time_zone: String,
    /// ISO 3166-1 code such as "MT": its speed limits hold where no sign shows another; `None`: those of the profile.
    pub country: Option<String>,
    /// Side of the road; `None`: as usual in the time zone.
    pub driving_side: Option<DrivingSide>,
    /// Only this box is imported; `None`: all of the file.
    pub bbox: Option<BoundingBox>,
    /// Where teams wait for work.
    pub posts: Vec<Post>,
}

/// A city description that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidDetails {
    /// Not TOML, or a field is missing, unknown or of another type.
    #[error("the city's description is not as expected")]
    Format {
        /// What the TOML reader says, with line and column.
        #[source]
        source: toml::de::Error,
    },
    /// Not an ISO 3166-1 code.
    #[error("country = {code:?} is no country code: give two capital letters, such as MT")]
    Country {
        /// What was given.
        code: String,
    },
    /// West is not west of east, or south not south of north, or a value is off the Earth.
    #[error("{west},{south},{east},{north} is not a box: give west, south, east, north in degrees")]
    Box {
        /// Smaller longitude.
        west: f64,
        /// Smaller latitude.
        south: f64,
        /// Larger longitude.
        east: f64,
        /// Larger latitude.
        north: f64,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    name: String,
    time_zone: String,
    country: Option<String>,
    driving_side: Option<DrivingSide>,
    bbox: Option<[f64; 4]>,
    #[serde(default)]
    posts: Vec<Post>,
}

impl CityDetails {
    /// Reads a description in TOML: `name`, `time_zone`, and optionally `country` (two letters, as in ISO 3166-1),
    /// `driving_side` ("left" or "right"), `bbox` (west, south, east, north) and `posts` (tables of `name` and `position`).
    ///
    /// # Errors
    /// When a field is missing, unknown or wrong.
    pub fn from_toml(text: &str) -> Result<Self, InvalidDetails> {
        let fields: Fields =
            toml::from_str(text).map_err(|source| InvalidDetails::Format { source })?;
        Ok(Self {
            name: fields.name,
            time_zone: fields.time_zone,
            country: fields.country.map(Self::checked_country).transpose()?,
            driving_side: fields.driving_side,
            bbox: fields.bbox.map(Self::checked_box).transpose()?,
            posts: fields.posts,
        })
    }

    /// A country by its ISO 3166-1 code.
    ///
    /// # Errors
    /// When it is not two capital letters.
    pub fn checked_country(code: String) -> Result<String, InvalidDetails> {
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(code)
        } else {
            Err(InvalidDetails::Country { code })
        }
    }

    /// A box from west, south, east, north in degrees.
    ///
    /// # Errors
    /// When the values are off the Earth or the box has no area.
    pub fn checked_box(
        [west, south, east, north]: [f64; 4],
    ) -> Result<BoundingBox, InvalidDetails> {
        match (LngLat::new(west, south), LngLat::new(east, north)) {
            (Ok(min), Ok(max)) if west < east && south < north => Ok(BoundingBox { min, max }),
            _ => Err(InvalidDetails::Box {
                west,
                south,
                east,
                north,
            }),
        }
    }

    /// The side given, else the one usual in the time zone.
    #[must_use]
    pub fn side(&self) -> DrivingSide {
        self.driving_side.unwrap_or_else(|| {
            let left = DRIVES_ON_THE_LEFT
                .iter()
                .any(|zone| match zone.strip_suffix('*') {
                    Some(region) => self.time_zone.starts_with(region),
                    None => self.time_zone == *zone,
                });
            if left {
                DrivingSide::Left
            } else {
                DrivingSide::Right
            }
        })
    }
}

/// Time zones of the countries where traffic keeps to the left; `*` ends a region.
const DRIVES_ON_THE_LEFT: [&str; 53] = [
    "Europe/Malta",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Jersey",
    "Europe/Guernsey",
    "Europe/Isle_of_Man",
    "Asia/Nicosia",
    "Asia/Famagusta",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Colombo",
    "Asia/Kathmandu",
    "Asia/Thimphu",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Kuching",
    "Asia/Brunei",
    "Asia/Jakarta",
    "Asia/Pontianak",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Asia/Dili",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Indian/Maldives",
    "Indian/Mauritius",
    "Indian/Mahe",
    "Australia/*",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Fiji",
    "Pacific/Tongatapu",
    "Pacific/Apia",
    "Pacific/Port_Moresby",
    "Pacific/Guadalcanal",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Africa/Kampala",
    "Africa/Dar_es_Salaam",
    "Africa/Lusaka",
    "Africa/Harare",
    "Africa/Maputo",
    "Africa/Blantyre",
    "Africa/Gaborone",
    "Africa/Windhoek",
    "Africa/Maseru",
    "Africa/Mbabane",
    "America/Jamaica",
    "America/Barbados",
    "America/Guyana",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_comes_from_the_description_or_the_time_zone() {
        let side = |zone: &str, given: &str| {
            let text = format!("name = 'X'\ntime_zone = '{zone}'\n{given}");
            CityDetails::from_toml(&text).unwrap().side()
        };
        assert_eq!(side("Europe/Malta", ""), DrivingSide::Left);
        assert_eq!(side("Australia/Perth", ""), DrivingSide::Left);
        assert_eq!(side("America/Los_Angeles", ""), DrivingSide::Right);
        assert_eq!(
            side("America/St_Thomas", "driving_side = 'left'"),
            DrivingSide::Left
        );
    }

    #[test]
    fn wrong_descriptions_are_refused() {
        for text in [
            "time_zone = 'Europe/Malta'",
            "name = 'X'\ntime_zone = 'Europe/Malta'\ncolour = 'red'",
            "name = 'X'\ntime_zone = 'Europe/Malta'\nbbox = [2, 1, 1, 2]",
            "name = 'X'\ntime_zone = 'Europe/Malta'\ncountry = 'Malta'",
            "name = 'X'\ntime_zone = 'Europe/Malta'\nbbox = [1, 1, 2, 91]",
            "name = 'X'\ntime_zone = 'Europe/Malta'\n[[posts]]\nname = 'P'\nposition = [200, 1]",
        ] {
            assert!(CityDetails::from_toml(text).is_err(), "{text}");
        }
    }
}
