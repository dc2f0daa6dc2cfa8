//! What an import makes, run as a process of its own so that its time and memory can be measured.

use std::path::Path;

use anyhow::Result;
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::import;
use nearhand_osm_data::osm::Input;

use crate::data;

/// Imports an extract into a city file, opens it and gets the router ready.
///
/// # Errors
/// When the extract cannot be imported.
pub fn whole(pbf: &Path, city: &Path) -> Result<()> {
    import_into(pbf, city)?;
    std::hint::black_box(City::open(city)?.router());
    Ok(())
}

/// Only the streets of an extract, and the router on them.
///
/// # Errors
/// When the extract cannot be read.
pub fn streets(pbf: &Path) -> Result<()> {
    std::hint::black_box(Cch::new(data::network(pbf)?));
    Ok(())
}

/// Imports an extract into a city file.
///
/// # Errors
/// When the extract cannot be imported.
pub fn import_into(pbf: &Path, city: &Path) -> Result<()> {
    import(Input::Path(pbf), &data::details(pbf), city, &mut |_| ())?;
    Ok(())
}
