//! Where the streets come from: the bundled city, and larger extracts where they are at hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::DrivingSide;
use nearhand_osm_data::import::CityDetails;
use nearhand_osm_data::osm::{self, Input};
use nearhand_osm_data::road::{self, Mode, Region};

/// The project's root folder.
#[must_use]
pub fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder of shared extracts: `NEARHAND_SHARED`, else `../shared` beside the project; `None` where neither is.
#[must_use]
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("NEARHAND_SHARED")
        .map_or_else(|| project().join("../shared"), PathBuf::from);
    let data = folder.join("data");
    [data, folder]
        .into_iter()
        .find(|folder| folder.join("porto.osm.pbf").exists())
}

/// The road network of an extract as the importer builds it, nothing else of the city.
///
/// # Errors
/// When the file cannot be read or holds no roads.
pub fn network(pbf: &Path) -> Result<Arc<RoadNetwork>> {
    let extract = osm::read(Input::Path(pbf), None, &mut |_| ())
        .with_context(|| format!("{} cannot be read", pbf.display()))?;
    let region = Region {
        side: side(pbf),
        country: None,
    };
    let roads = road::build(&extract, Mode::Car.profile(), region);
    Ok(Arc::new(RoadNetwork::build(roads.input)?.0))
}

/// What an import needs to know of an extract beside its streets.
#[must_use]
pub fn details(pbf: &Path) -> CityDetails {
    let stem = pbf.file_stem().unwrap_or_default().to_string_lossy();
    CityDetails {
        name: stem.trim_end_matches(".osm").to_owned(),
        time_zone: "UTC".to_owned(),
        country: None,
        driving_side: Some(side(pbf)),
        bbox: None,
        posts: Vec::new(),
    }
}

/// Of the extracts at hand, those of Malta drive on the left.
fn side(pbf: &Path) -> DrivingSide {
    let name = pbf.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with("malta") || name.starts_with("valletta") {
        DrivingSide::Left
    } else {
        DrivingSide::Right
    }
}

/// The extract of the bundled city as a file.
#[must_use]
pub fn bundled_pbf() -> PathBuf {
    project().join("osm-data/cities/valletta.osm.pbf")
}
