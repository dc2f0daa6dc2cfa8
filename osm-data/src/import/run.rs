//! From a file to a city file: what is done, in which order, and what beside what.

use super::stages::{self, Stages};
use super::{CityDetails, ImportError, ImportReport, NetworkReport, Progress, Stage};
use crate::city::{ATTRIBUTION, CityCounts, CityError, CityMeta, CityWriter};
use crate::osm::{self, Extract, Input, Only, ReadProgress, Selection};
use crate::places::Collected;
use crate::road::{Mode, Region, Roads};
use crate::tiles::{BuiltTiles, TileBuildError};
use crate::{places, road, tiles};
use nearhand_engine::road::{BuildReport, RoadNetwork};
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::units::BoundingBox;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Files up to this size are read once, and streets and map are made beside each other: an import of 15 MB takes
/// 0.45 GB at its fullest (benches/RESULTS.md, "Growth"). Of larger ones the map does not lie in memory beside the road network.
const READ_ONCE_BYTES: u64 = 16 << 20;

/// Imports an OpenStreetMap file and writes the city file, whole or not at all.
///
/// The same file and details give the same bytes.
///
/// # Errors
/// When the file cannot be read, has no roads in the box, or the city file cannot be written.
pub fn import(
    input: Input<'_>,
    details: &CityDetails,
    output: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, ImportError> {
    let begin = Instant::now();
    // Refused before the work is done, not after it.
    road::known_time_zone(&details.time_zone)?;
    let file = CityWriter::create(output)?;
    let (report, stages) = stages::watched(progress, |stages| {
        Import {
            input,
            details,
            stages,
        }
        .run(file)
    });
    Ok(ImportReport {
        stages,
        time: begin.elapsed(),
        ..report?
    })
}

/// An import under way.
struct Import<'a> {
    input: Input<'a>,
    details: &'a CityDetails,
    stages: &'a Stages,
}

impl Import<'_> {
    fn run(&self, mut file: CityWriter) -> Result<ImportReport, ImportError> {
        // A box of a file is small, whatever the file is.
        let once = self.details.bbox.is_some() || self.input.len_bytes()? <= READ_ONCE_BYTES;
        let made = if once {
            self.at_once(&mut file)?
        } else {
            self.in_turn(&mut file)?
        };
        self.finish(file, made)
    }

    /// Reads the file once, and makes the network by car and the map beside each other.
    fn at_once(&self, file: &mut CityWriter) -> Result<Made, ImportError> {
        let mut map = self.stages.run(Stage::Reading, |report| {
            osm::read(self.input, self.details.bbox, &mut reading(report))
        })?;
        self.stages.run(Stage::Map, |_| ());
        let mut tiles = Vec::new();
        let mut keep = |bytes: &[u8]| {
            tiles.extend_from_slice(bytes);
            Ok(())
        };
        let (by_car, drawn) = rayon::join(|| self.by_car(&map), || self.draw(&map, &mut keep));
        let by_car = by_car?;
        let mut drawn = drawn.map_err(|error| error.of(file))?;
        file.section(tiles::DATA_SECTION, &tiles)?;
        drop(tiles);
        drawn.write(file)?;
        // What follows beside each other is where memory is fullest.
        map.keep_only(&STREETS);
        Ok(Made {
            networks: self.networks(&map, by_car, file)?,
            map,
            drawn,
        })
    }

    /// Reads the file for its streets and makes the networks, then reads it for the map.
    fn in_turn(&self, file: &mut CityWriter) -> Result<Made, ImportError> {
        let streets = self.stages.run(Stage::Reading, |report| {
            let selection = Selection {
                clip: None,
                only: Some(STREETS),
            };
            osm::read_selected(self.input, &selection, &mut reading(report))
        })?;
        let by_car = self.by_car(&streets)?;
        let networks = self.networks(&streets, by_car, file)?;
        drop(streets);
        let map = self.stages.run(Stage::Map, |report| {
            osm::read(self.input, None, &mut reading(report))
        })?;
        file.begin(tiles::DATA_SECTION)?;
        let drawn = self.draw(&map, &mut |bytes| file.append(bytes));
        let mut drawn = drawn.map_err(|error| error.of(file))?;
        drawn.write(file)?;
        Ok(Made {
            networks,
            map,
            drawn,
        })
    }

    fn by_car(&self, streets: &Extract) -> Result<(RoadNetwork, NetworkReport), ImportError> {
        self.stages.run(Stage::Roads, |_| {
            let roads = self.roads(streets, Mode::Car);
            if roads.input.segments.is_empty() {
                let file = self.input.name();
                return Err(ImportError::NoRoads { file });
            }
            compile(Mode::Car, roads)
        })
    }

    fn roads(&self, streets: &Extract, mode: Mode) -> Roads {
        let region = Region {
            side: self.details.side(),
            country: self.details.country.as_deref(),
        };
        road::build(streets, mode.profile(), region)
    }

    /// Writes the network by car, makes its router, and makes and writes the networks of the other modes.
    fn networks(
        &self,
        streets: &Extract,
        (road, by_car): (RoadNetwork, NetworkReport),
        file: &mut CityWriter,
    ) -> Result<Vec<NetworkReport>, ImportError> {
        file.road(Mode::Car, &road)?;
        let count = Mode::ALL.len() as u64;
        // The car's network is the one that lies in memory beside another, which is made one at a time.
        let (others, router) = rayon::join(
            || {
                self.stages.run(Stage::Network, |report| {
                    let mut reports = vec![by_car];
                    for (done, mode) in (1..).zip(Mode::ALL.into_iter().skip(1)) {
                        report(done, count);
                        let (road, by_mode) = compile(mode, self.roads(streets, mode))?;
                        file.road(mode, &road)?;
                        reports.push(by_mode);
                    }
                    Ok::<_, ImportError>(reports)
                })
            },
            || {
                self.stages.run(Stage::Hierarchy, |report| {
                    Cch::build(Arc::new(road), &|done, total| {
                        report(done as u64, total as u64);
                    })
                })
            },
        );
        let reports = others?;
        file.router(&router)?;
        Ok(reports)
    }

    /// Finds what can be searched for, and makes the map tiles, which `write` gets.
    fn draw(
        &self,
        map: &Extract,
        write: &mut (dyn FnMut(&[u8]) -> std::io::Result<()> + Send),
    ) -> Result<Drawn, DrawError> {
        let bbox = self.details.bbox.or_else(|| map.bbox());
        let bbox = bbox.ok_or_else(|| ImportError::NoRoads {
            file: self.input.name(),
        })?;
        let (places, tiles) = rayon::join(
            || {
                self.stages
                    .run(Stage::Places, |_| places::collect(map, &bbox))
            },
            || {
                self.stages.run(Stage::Tiles, |report| {
                    tiles::build(map, bbox, write, &mut |tiles| {
                        report(tiles.done as u64, tiles.total as u64);
                    })
                })
            },
        );
        let tiles = tiles.map_err(|error| match error {
            TileBuildError::Write { source } => DrawError::Write { source },
            error @ TileBuildError::Encode { .. } => DrawError::Import(error.into()),
        })?;
        Ok(Drawn {
            bbox,
            places,
            tiles,
        })
    }

    fn finish(&self, file: CityWriter, made: Made) -> Result<ImportReport, ImportError> {
        let Made {
            mut networks,
            map,
            drawn,
        } = made;
        let Drawn {
            bbox,
            places,
            tiles,
        } = drawn;
        let counts = CityCounts {
            addresses: places.counts.addresses,
            places: places.counts.places,
            streets: places.counts.streets,
            tiles: tiles.tiles as u64,
            ..network_counts(&networks[0].network)
        };
        let meta = meta(self.details, bbox, &map, counts);
        let city_bytes = self.stages.run(Stage::Writing, |_| file.finish(&meta))?;
        let NetworkReport { roads, network, .. } = networks.remove(0);
        Ok(ImportReport {
            counts,
            roads,
            network,
            others: networks,
            broken: map.broken(),
            losses: map.losses().to_vec(),
            open_areas: tiles.open_areas,
            coast_dropped: tiles.coast_dropped as u64,
            coast_ends: tiles.coast_ends,
            input_bytes: self.input.len_bytes()?,
            city_bytes,
            stages: Vec::new(),
            time: Duration::ZERO,
        })
    }
}

/// All that an import makes; what is large of it is written.
struct Made {
    networks: Vec<NetworkReport>,
    map: Extract,
    drawn: Drawn,
}

/// Everything of a city that is made from its whole map.
struct Drawn {
    bbox: BoundingBox,
    places: Collected,
    tiles: BuiltTiles,
}

impl Drawn {
    /// Writes the index of the tiles and all that can be searched for, and gives back their memory.
    fn write(&mut self, file: &mut CityWriter) -> Result<(), CityError> {
        file.section(tiles::INDEX_SECTION, &std::mem::take(&mut self.tiles.index))?;
        for (name, bytes) in std::mem::take(&mut self.places.sections) {
            file.section(&name, &bytes)?;
        }
        Ok(())
    }
}

/// Why a map cannot be drawn.
enum DrawError {
    /// The tiles cannot be written.
    Write { source: std::io::Error },
    /// Anything else.
    Import(ImportError),
}

impl DrawError {
    /// The error of an import into `file`.
    fn of(self, file: &CityWriter) -> ImportError {
        match self {
            Self::Write { source } => file.io_error(source).into(),
            Self::Import(error) => error,
        }
    }
}

impl From<ImportError> for DrawError {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

/// What the road network is made from.
const STREETS: Only<'static> = Only {
    way: &|tags| road::needs_way(tags),
    relation: &|tags| road::needs_relation(tags),
};

fn reading(report: &(dyn Fn(u64, u64) + Sync)) -> impl FnMut(ReadProgress) {
    move |read| report(read.done_bytes, read.total_bytes)
}

fn compile(mode: Mode, roads: Roads) -> Result<(RoadNetwork, NetworkReport), ImportError> {
    let (road, network) = RoadNetwork::build(roads.input)?;
    let report = NetworkReport {
        mode,
        roads: roads.report,
        network,
    };
    Ok((road, report))
}

fn network_counts(built: &BuildReport) -> CityCounts {
    CityCounts {
        vertices: built.vertices as u64,
        segments: built.segments as u64,
        restrictions: built.restrictions_applied as u64,
        ..CityCounts::default()
    }
}

fn meta(
    details: &CityDetails,
    bbox: BoundingBox,
    extract: &Extract,
    counts: CityCounts,
) -> CityMeta {
    CityMeta {
        name: details.name.clone(),
        bbox,
        time_zone: details.time_zone.clone(),
        country: details.country.clone(),
        driving_side: details.side(),
        data_as_of: extract.data_as_of(),
        attribution: ATTRIBUTION.to_owned(),
        counts,
        posts: details.posts.clone(),
    }
}
