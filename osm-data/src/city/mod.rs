//! The city file: everything about one city in one file, mapped into memory and checked when it is opened.

mod container;
mod error;
mod meta;

pub use container::FORMAT_VERSION;
pub use error::CityError;
pub use meta::{ATTRIBUTION, CityCounts, CityMeta, Post};

use crate::places::Places;
use crate::road::{Conditions, Mode};
use crate::tiles::{DATA_SECTION, INDEX_SECTION, TileAddress, TileIndex};
use container::Container;
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::routing::hierarchy::Cch;
use std::path::Path;
use std::sync::Arc;

const META_SECTION: &str = "meta";

/// The road network of a way of travelling, and what parts of it depend on.
struct Network {
    road: Arc<RoadNetwork>,
    conditions: Arc<Conditions>,
}

/// An open city file.
pub struct City {
    container: Container,
    meta: CityMeta,
    /// In the order of [`Mode::ALL`].
    networks: Vec<Network>,
    by_car: Cch,
    tiles: TileIndex,
    places: Places,
}

impl City {
    /// Opens a city file and checks all of it.
    ///
    /// # Errors
    /// When the file cannot be read, is no city file, was written by another version, is cut off or damaged.
    pub fn open(path: &Path) -> Result<Self, CityError> {
        let container = Container::open(path)?;
        let damaged = |section: &str| CityError::Damaged {
            path: path.to_owned(),
            section: section.to_owned(),
        };
        let section = |name: &str| container.section(name).ok_or_else(|| damaged(name));
        let meta: CityMeta = std::str::from_utf8(section(META_SECTION)?)
            .ok()
            .and_then(|text| toml::from_str(text).ok())
            .ok_or_else(|| damaged(META_SECTION))?;
        let networks = Mode::ALL
            .iter()
            .map(|&mode| open_network(&container, &meta, mode, path))
            .collect::<Result<Vec<_>, _>>()?;
        let by_car = open_hierarchy(&container, &networks, path)?;
        let tile_bytes = section(DATA_SECTION)?.len();
        let tiles =
            TileIndex::from_section(section(INDEX_SECTION)?, tile_bytes).map_err(|source| {
                CityError::Tiles {
                    path: path.to_owned(),
                    source,
                }
            })?;
        let places = Places::from_sections(|name| container.section(name)).map_err(|source| {
            CityError::Places {
                path: path.to_owned(),
                source,
            }
        })?;
        Ok(Self {
            meta,
            networks,
            by_car,
            tiles,
            places,
            container,
        })
    }

    /// What the file says about the city.
    #[must_use]
    pub fn meta(&self) -> &CityMeta {
        &self.meta
    }

    /// The road network of a way of travelling, as it is while no condition holds; its arrays lie in the mapped file.
    #[must_use]
    pub fn road(&self, mode: Mode) -> Arc<RoadNetwork> {
        self.network(mode).road.clone()
    }

    /// The router by car, on the network as it is while no condition holds; the order and its weights lie in the mapped
    /// file, so it is ready at once, and several processes share the memory.
    #[must_use]
    pub fn router(&self) -> Cch {
        self.by_car.clone()
    }

    /// The conditions that parts of the road network depend on: `road.at(&conditions.active(now))` is the network of a
    /// moment.
    #[must_use]
    pub fn conditions(&self, mode: Mode) -> Arc<Conditions> {
        self.network(mode).conditions.clone()
    }

    fn network(&self, mode: Mode) -> &Network {
        let place = Mode::ALL.iter().position(|&other| other == mode);
        &self.networks[place.expect("every mode is in the list of all")]
    }

    /// Addresses, streets and places.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// A gzipped vector tile; `None` when nothing is drawn there.
    #[must_use]
    pub fn tile(&self, address: TileAddress) -> Option<&[u8]> {
        let data = self.container.section(DATA_SECTION)?;
        self.tiles.tile(data, address)
    }
}

fn open_network(
    container: &Container,
    meta: &CityMeta,
    mode: Mode,
    path: &Path,
) -> Result<Network, CityError> {
    let mut section = |name: &str| container.shared_section(name);
    let road =
        RoadNetwork::from_sections(mode.section_prefix(), &mut section).map_err(|source| {
            CityError::Road {
                path: path.to_owned(),
                mode,
                source,
            }
        })?;
    let conditions = meta
        .conditions(&road)
        .map_err(|source| CityError::TimeZone {
            path: path.to_owned(),
            source,
        })?;
    Ok(Network {
        road: Arc::new(road),
        conditions: Arc::new(conditions),
    })
}

fn open_hierarchy(
    container: &Container,
    networks: &[Network],
    path: &Path,
) -> Result<Cch, CityError> {
    let of_car = Mode::ALL.iter().position(|&mode| mode == Mode::Car);
    let road = &networks[of_car.expect("every mode is in the list of all")].road;
    let mut section = |name: &str| container.shared_section(name);
    Cch::from_sections(road.clone(), &mut section).map_err(|source| CityError::Road {
        path: path.to_owned(),
        mode: Mode::Car,
        source,
    })
}

/// Writes a city file part by part, so that each part can be dropped once it is written.
pub(crate) struct CityWriter {
    file: container::Writer,
}

impl CityWriter {
    /// Begins a file, which is in place only when it is finished.
    pub(crate) fn create(path: &Path) -> Result<Self, CityError> {
        let file = container::Writer::create(path)?;
        Ok(Self { file })
    }

    /// Writes a road network.
    pub(crate) fn road(&mut self, mode: Mode, road: &RoadNetwork) -> Result<(), CityError> {
        self.all(|write| road.write_sections(mode.section_prefix(), write))
    }

    /// Writes what the router by car is made of, besides its network.
    pub(crate) fn router(&mut self, by_car: &Cch) -> Result<(), CityError> {
        self.all(|write| by_car.write_sections(write))
    }

    fn all(&mut self, sections: impl FnOnce(&mut dyn FnMut(&str, &[u8]))) -> Result<(), CityError> {
        let mut result = Ok(());
        sections(&mut |name, bytes| {
            if result.is_ok() {
                result = self.file.section(name, bytes);
            }
        });
        result
    }

    /// Writes a section.
    pub(crate) fn section(&mut self, name: &str, bytes: &[u8]) -> Result<(), CityError> {
        self.file.section(name, bytes)
    }

    /// Begins a section that is written piece by piece.
    pub(crate) fn begin(&mut self, name: &str) -> Result<(), CityError> {
        self.file
            .begin(name)
            .map_err(|source| self.io_error(source))
    }

    /// Adds to the section begun last.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.file.append(bytes)
    }

    /// Names the file in an error of [`append`](Self::append).
    pub(crate) fn io_error(&self, source: std::io::Error) -> CityError {
        CityError::Io {
            path: self.file.path().to_owned(),
            source,
        }
    }

    /// Writes the description and puts the file in place. Returns its length in bytes.
    pub(crate) fn finish(mut self, meta: &CityMeta) -> Result<u64, CityError> {
        let text = toml::to_string(meta).expect("the description has no type that TOML lacks");
        self.section(META_SECTION, text.as_bytes())?;
        self.file.finish()
    }
}

impl std::fmt::Debug for City {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("City")
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}
