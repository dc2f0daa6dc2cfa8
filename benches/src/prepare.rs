//! What an import makes, run as a process of its own so that its time and memory can be measured.

use std::path::Path;

use anyhow::Result;
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_osm_data::city::City;
use nearhand_osm_data::import::import;
use nearhand_osm_data::osm::Input;

use crate::data;

/// One step from an extract to a router.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Step {
    /// All of the city, written to a file.
    Import,
    /// The city file opened, and the router made ready.
    Open,
    /// Only the streets of the extract and the router on them, in memory.
    Streets,
}

impl Step {
    /// What the command line calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Open => "open",
            Self::Streets => "streets",
        }
    }

    /// Takes the step.
    ///
    /// # Errors
    /// When the extract or the city file cannot be used.
    pub fn run(self, pbf: &Path, city: &Path) -> Result<()> {
        match self {
            Self::Import => import_into(pbf, city),
            Self::Open => open(city),
            Self::Streets => streets(pbf),
        }
    }
}

fn open(city: &Path) -> Result<()> {
    std::hint::black_box(City::open(city)?.router());
    Ok(())
}

fn streets(pbf: &Path) -> Result<()> {
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
