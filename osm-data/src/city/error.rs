//! Why a city file cannot be opened or written.

use super::container::FORMAT_VERSION;
use crate::places::PlacesError;
use crate::road::{Mode, UnknownTimeZone};
use crate::tiles::TileIndexError;
use nearhand_engine::road::NetworkError;
use std::path::PathBuf;

/// A city file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CityError {
    /// The operating system refused.
    #[error("cannot open or write the city file {}", path.display())]
    Io {
        /// Where the file is.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Where the city file should go lies something else.
    #[error("{} is there already and is not a city file: it was not touched, give another name", path.display())]
    NotReplaced {
        /// Where the file is.
        path: PathBuf,
    },
    /// Something else than a city file.
    #[error("{} is not a city file: make one with `nearhand import`", path.display())]
    Foreign {
        /// Where the file is.
        path: PathBuf,
    },
    /// Written by another version of this program.
    #[error(
        "{} has format version {found}, this program reads {FORMAT_VERSION}: import the city again",
        path.display()
    )]
    Version {
        /// Where the file is.
        path: PathBuf,
        /// Version in the file.
        found: u32,
    },
    /// Shorter (or longer) than it says.
    #[error(
        "{} is {found_bytes} bytes long and should be {expected_bytes}: copy or import it again",
        path.display()
    )]
    Truncated {
        /// Where the file is.
        path: PathBuf,
        /// Length that the header states, in bytes.
        expected_bytes: u64,
        /// Length of the file, in bytes.
        found_bytes: u64,
    },
    /// A checksum or a value is wrong.
    #[error("the {section} of {} is damaged: copy or import it again", path.display())]
    Damaged {
        /// Where the file is.
        path: PathBuf,
        /// Which part.
        section: String,
    },
    /// The road network does not decode.
    #[error("the road network ({mode}) of {} is damaged: import the city again", path.display())]
    Road {
        /// Where the file is.
        path: PathBuf,
        /// Which of its networks.
        mode: Mode,
        /// What is wrong.
        source: NetworkError,
    },
    /// The city's time zone is none.
    #[error("{} cannot be used", path.display())]
    TimeZone {
        /// Where the file is.
        path: PathBuf,
        /// Which it is.
        source: UnknownTimeZone,
    },
    /// The map tiles do not decode.
    #[error("the map tiles of {} are damaged: import the city again", path.display())]
    Tiles {
        /// Where the file is.
        path: PathBuf,
        /// What is wrong.
        source: TileIndexError,
    },
    /// The addresses and places do not decode.
    #[error("the addresses and places of {} are damaged: import the city again", path.display())]
    Places {
        /// Where the file is.
        path: PathBuf,
        /// What is wrong.
        source: PlacesError,
    },
}
