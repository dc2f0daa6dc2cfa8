//! From a file to a city file: what is done, in which order, and what beside what.

use super::stages::{self, Stages};
use super::{CityDetails, ImportError, ImportReport, NetworkReport, Progress, Stage};
use crate::city::{ATTRIBUTION, CityCounts, CityMeta, CityWriter};
use crate::osm::{self, Broken, Extract, Input, Loss, ReadProgress};
use crate::places::PlaceCounts;
use crate::road::{Mode, Region, Roads};
use crate::tiles::{BuiltTiles, TileBuildError};
use crate::{places, road, tiles};
use nearhand_engine::road::{BuildReport, RoadNetwork};
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::units::{BoundingBox, Timestamp};
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
    /// One network after the other, so that memory holds one. The car's comes last: its router is made when the map does
    /// not lie in memory any more.
    fn run(&self, mut file: CityWriter) -> Result<ImportReport, ImportError> {
        let map = self.stages.run(Stage::Reading, |report| {
            let mut reading = |read: ReadProgress| report(read.done_bytes, read.total_bytes);
            osm::read(self.input, self.details.bbox, &mut reading)
        })?;
        let bbox = self.details.bbox.or_else(|| map.bbox());
        let bbox = bbox.ok_or_else(|| self.no_roads())?;
        let tiles = self.tiles(&map, bbox, &mut file)?;
        let (places, by_foot) = rayon::join(
            || {
                self.stages
                    .run(Stage::Places, |_| places::collect(&map, &bbox))
            },
            || self.network(Mode::Foot, Stage::Foot, &map, &mut file),
        );
        let by_foot = by_foot?;
        for (name, bytes) in places.sections {
            file.section(&name, &bytes)?;
        }
        let by_bicycle = self.network(Mode::Bicycle, Stage::Bicycle, &map, &mut file)?;
        let (road, by_car) = self.by_car(&map)?;
        let source = Source::of(&map);
        drop(map);
        file.road(Mode::Car, &road)?;
        file.router(&self.router(road))?;
        let made = Made {
            by_car,
            others: vec![by_foot, by_bicycle],
            source,
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

    fn by_car(&self, map: &Extract) -> Result<(RoadNetwork, NetworkReport), ImportError> {
        self.stages.run(Stage::Roads, |_| {
            let roads = self.roads(map, Mode::Car);
            if roads.input.segments.is_empty() {
                return Err(self.no_roads());
            }
            compile(Mode::Car, roads)
        })
    }

    fn roads(&self, map: &Extract, mode: Mode) -> Roads {
        let region = Region {
            side: self.details.side(),
            country: self.details.country.as_deref(),
        };
        road::build(map, mode.profile(), region)
    }

    /// Makes and writes the network of a mode that has no router.
    fn network(
        &self,
        mode: Mode,
        stage: Stage,
        map: &Extract,
        file: &mut CityWriter,
    ) -> Result<NetworkReport, ImportError> {
        self.stages.run(stage, |_| {
            let (road, report) = compile(mode, self.roads(map, mode))?;
            file.road(mode, &road)?;
            Ok(report)
        })
    }

    /// Makes the router by car.
    fn router(&self, road: RoadNetwork) -> Cch {
        self.stages.run(Stage::Hierarchy, |report| {
            Cch::build(Arc::new(road), &|done, total| {
                report(done as u64, total as u64);
            })
        })
    }

    fn finish(&self, file: CityWriter, made: Made) -> Result<ImportReport, ImportError> {
        let Made {
            by_car,
            others,
            source,
            bbox,
            places,
            tiles,
        } = made;
        let counts = CityCounts {
            addresses: places.addresses,
            places: places.places,
            streets: places.streets,
            tiles: tiles.tiles as u64,
            ..network_counts(&by_car.network)
        };
        let meta = meta(self.details, bbox, source.data_as_of, counts);
        let city_bytes = self.stages.run(Stage::Writing, |_| file.finish(&meta))?;
        let NetworkReport { roads, network, .. } = by_car;
        Ok(ImportReport {
            counts,
            roads,
            network,
            others,
            broken: source.broken,
            losses: source.losses,
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
    by_car: NetworkReport,
    others: Vec<NetworkReport>,
    source: Source,
    bbox: BoundingBox,
    places: PlaceCounts,
    tiles: BuiltTiles,
}

/// What is still to be told of the file when its map is used up.
struct Source {
    broken: Broken,
    losses: Vec<Loss>,
    data_as_of: Option<Timestamp>,
}

impl Source {
    fn of(map: &Extract) -> Self {
        Self {
            broken: map.broken(),
            losses: map.losses().to_vec(),
            data_as_of: map.data_as_of(),
        }
    }
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
    data_as_of: Option<Timestamp>,
    counts: CityCounts,
) -> CityMeta {
    CityMeta {
        name: details.name.clone(),
        bbox,
        time_zone: details.time_zone.clone(),
        country: details.country.clone(),
        driving_side: details.side(),
        data_as_of,
        attribution: ATTRIBUTION.to_owned(),
        counts,
        posts: details.posts.clone(),
    }
}
