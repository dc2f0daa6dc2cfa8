//! The city that comes with the program: the conurbation of Valletta, Malta.

use crate::city::{City, CityError, FORMAT_VERSION};
use crate::import::{CityDetails, ImportError, ImportReport, Progress, import};
use crate::osm::Input;
use std::path::{Path, PathBuf};

const OSM: &[u8] = include_bytes!("../cities/valletta.osm.pbf");
const DETAILS: &str = include_str!("../cities/valletta.toml");

/// The OpenStreetMap extract and the description of the bundled city.
///
/// # Panics
/// Never: a test reads the description.
#[must_use]
pub fn bundled() -> (Input<'static>, CityDetails) {
    let input = Input::Bytes {
        name: "valletta.osm.pbf",
        bytes: OSM,
    };
    let details = CityDetails::from_toml(DETAILS).expect("the bundled description is tested");
    (input, details)
}

/// The bundled city, and where it lies.
#[derive(Debug)]
pub struct BundledCity {
    /// The open city file.
    pub city: City,
    /// Where it is.
    pub path: PathBuf,
    /// What the import did, if one was needed.
    pub report: Option<ImportReport>,
}

/// Opens the bundled city from a folder, and imports it first when it is not there yet (or damaged).
///
/// The file is named after its content and the format version, so a new program never opens an old file. Several
/// programs may do this at once: each writes a whole file of the same content in the place of the other's.
///
/// # Errors
/// When the folder cannot be made or the city file not be written.
pub fn open_or_import_bundled(
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<BundledCity, ImportError> {
    let path = folder.join(file_name());
    if let Ok(city) = City::open(&path) {
        return Ok(BundledCity {
            city,
            path,
            report: None,
        });
    }
    std::fs::create_dir_all(folder).map_err(|source| CityError::Io {
        path: folder.to_owned(),
        source,
    })?;
    let (input, details) = bundled();
    let report = import(input, &details, &path, progress)?;
    Ok(BundledCity {
        city: City::open(&path)?,
        path,
        report: Some(report),
    })
}

/// `valletta-1-<checksums>.city`
fn file_name() -> String {
    format!(
        "valletta-{FORMAT_VERSION}-{:08x}{:08x}-{}.city",
        crc32fast::hash(OSM),
        crc32fast::hash(DETAILS.as_bytes()),
        env!("CARGO_PKG_VERSION"),
    )
}
