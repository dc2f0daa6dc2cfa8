//! Why an import fails.

use crate::city::CityError;
use crate::osm::ReadError;
use crate::road::UnknownTimeZone;
use crate::tiles::TileBuildError;
use nearhand_engine::road::BuildError;

/// An import that cannot be finished.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The OpenStreetMap file cannot be read.
    #[error("the OpenStreetMap file cannot be read")]
    Read {
        /// What is wrong with it.
        #[from]
        source: ReadError,
    },
    /// The time zone of the city's description is none.
    #[error("the city's description is not as expected")]
    TimeZone {
        /// Which it is.
        #[from]
        source: UnknownTimeZone,
    },
    /// There is nothing to drive on.
    #[error("{file} has no road in the box: check the box (west, south, east, north)")]
    NoRoads {
        /// File name.
        file: String,
    },
    /// The road network cannot be compiled.
    #[error("the road network cannot be compiled")]
    Network {
        /// Why.
        #[from]
        source: BuildError,
    },
    /// The map tiles cannot be made.
    #[error("the map tiles cannot be made")]
    Tiles {
        /// Why.
        #[from]
        source: TileBuildError,
    },
    /// The city file cannot be written.
    #[error("the city file cannot be written")]
    Write {
        /// Why.
        #[from]
        source: CityError,
    },
}
