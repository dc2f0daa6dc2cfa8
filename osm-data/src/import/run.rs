//! From a file to a city file: what is done, in which order, and what beside what.

use super::stages::{self, Stages};
use super::{CityDetails, ImportError, ImportReport, NetworkReport, Progress, Stage};
use crate::city::{ATTRIBUTION, CityCounts, CityMeta, CityWriter};
use crate::osm::{self, Extract, Input, Only, ReadProgress};
use crate::places::PlaceCounts;
use crate::road::{Mode, Region, Roads};
use crate::tiles::{BuiltTiles, TileBuildError};
use crate::{places, road, tiles};
use nearhand_engine::road::{BuildReport, RoadNetwork};
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::units::BoundingBox;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    /// The map comes before the networks, which are made from little of it: what follows is where memory is fullest.
    fn run(&self, mut file: CityWriter) -> Result<ImportReport, ImportError> {
        let mut map = self.stages.run(Stage::Reading, |report| {
            let mut reading = |read: ReadProgress| report(read.done_bytes, read.total_bytes);
            osm::read(self.input, self.details.bbox, &mut reading)
        })?;
        let bbox = self.details.bbox.or_else(|| map.bbox());
        let bbox = bbox.ok_or_else(|| self.no_roads())?;
        let tiles = self.tiles(&map, bbox, &mut file)?;
        let (places, by_car) = rayon::join(
            || {
                self.stages
                    .run(Stage::Places, |_| places::collect(&map, &bbox))
            },
            || self.by_car(&map),
        );
        for (name, bytes) in places.sections {
            file.section(&name, &bytes)?;
        }
        map.keep_only(&STREETS);
        let made = Made {
            networks: self.networks(&map, by_car?, &mut file)?,
            map,
            bbox,
            places: places.counts,
            tiles,
        };
        self.finish(file, made)
    }

    /// Makes and writes the map tiles.
    fn tiles(
        &self,
        map: &Extract,
        bbox: BoundingBox,
        file: &mut CityWriter,
    ) -> Result<BuiltTiles, ImportError> {
        file.begin(tiles::DATA_SECTION)?;
        let built = self.stages.run(Stage::Tiles, |report| {
            let mut write = |bytes: &[u8]| file.append(bytes);
            tiles::build(map, bbox, &mut write, &mut |tiles| {
                report(tiles.done as u64, tiles.total as u64);
            })
        });
        let mut built = built.map_err(|error| match error {
            TileBuildError::Write { source } => file.io_error(source).into(),
            error @ TileBuildError::Encode { .. } => ImportError::from(error),
        })?;
        file.section(tiles::INDEX_SECTION, &std::mem::take(&mut built.index))?;
        Ok(built)
    }

    fn no_roads(&self) -> ImportError {
        let file = self.input.name();
        ImportError::NoRoads { file }
    }

    fn by_car(&self, streets: &Extract) -> Result<(RoadNetwork, NetworkReport), ImportError> {
        self.stages.run(Stage::Roads, |_| {
            let roads = self.roads(streets, Mode::Car);
            if roads.input.segments.is_empty() {
                return Err(self.no_roads());
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

    fn finish(&self, file: CityWriter, made: Made) -> Result<ImportReport, ImportError> {
        let Made {
            mut networks,
            map,
            bbox,
            places,
            tiles,
        } = made;
        let counts = CityCounts {
            addresses: places.addresses,
            places: places.places,
            streets: places.streets,
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
    bbox: BoundingBox,
    places: PlaceCounts,
    tiles: BuiltTiles,
}

/// What the road network is made from.
const STREETS: Only<'static> = Only {
    way: &|tags| road::needs_way(tags),
    relation: &|tags| road::needs_relation(tags),
};

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
