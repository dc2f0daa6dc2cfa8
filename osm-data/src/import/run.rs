//! The stages of an import, one after the other.

use super::{CityDetails, ImportError, ImportReport, NetworkReport, Progress, Stage};
use crate::city::{ATTRIBUTION, CityCounts, CityError, CityMeta, CityWriter};
use crate::osm::{self, Extract, Input, Only, ReadProgress, Selection};
use crate::places::PlaceCounts;
use crate::road::{Mode, Region, Roads};
use crate::tiles::{BuiltTiles, TileBuildError};
use crate::{places, road, tiles};
use nearhand_engine::road::{BuildReport, RoadNetwork};
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::units::BoundingBox;
use std::path::Path;
use std::sync::{Arc, mpsc};
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
    let mut stages = Stages {
        progress,
        times: Vec::new(),
    };
    // Refused before the work is done, not after it.
    road::known_time_zone(&details.time_zone)?;
    let mut file = CityWriter::create(output)?;
    let streets = stages.run(Stage::Reading, |report| {
        let mut progress = reading(report);
        match details.bbox {
            Some(clip) => osm::read(input, Some(clip), &mut progress),
            None => osm::read_selected(input, &STREETS, &mut progress),
        }
    })?;
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    let by_car = stages.run(Stage::Roads, |_| {
        road::build(&streets, Mode::Car.profile(), region)
    });
    if by_car.input.segments.is_empty() {
        return Err(ImportError::NoRoads { file: input.name() });
    }
    // One after the other, so that one network lies in memory at a time.
    let (mut reports, by_car) = stages.run(Stage::Network, |report| {
        let mut by_car = Some(by_car);
        let mut network = None;
        let mut reports = Vec::new();
        for (done, mode) in (0..).zip(Mode::ALL) {
            report(done, Mode::ALL.len() as u64);
            let build = || road::build(&streets, mode.profile(), region);
            let roads = by_car.take().unwrap_or_else(build);
            let (road, report) = compile(mode, roads, &mut file)?;
            network = network.or(Some(road));
            reports.push(report);
        }
        let by_car = network.expect("the car is the first of all modes");
        Ok::<_, ImportError>((reports, by_car))
    })?;
    stages.run(Stage::Hierarchy, |report| {
        write_router(by_car, &mut file, report)
    })?;
    // A box of a file is small and read once. A whole file is read twice, so that its map does not lie in memory beside
    // its road network.
    let map = details.bbox.map(|_| streets);
    let map = stages.run(Stage::Map, |report| match map {
        Some(map) => Ok(map),
        None => osm::read(input, None, &mut reading(report)),
    })?;
    let bbox = details
        .bbox
        .or_else(|| map.bbox())
        .ok_or_else(|| ImportError::NoRoads { file: input.name() })?;
    let found = stages.run(Stage::Places, |_| write_places(&map, bbox, &mut file))?;
    let tiles = stages.run(Stage::Tiles, |report| {
        write_tiles(&map, bbox, &mut file, report)
    })?;
    let counts = CityCounts {
        addresses: found.addresses,
        places: found.places,
        streets: found.streets,
        tiles: tiles.tiles as u64,
        ..network_counts(&reports[0].network)
    };
    let meta = meta(details, bbox, &map, counts);
    let city_bytes = stages.run(Stage::Writing, |_| file.finish(&meta))?;
    let NetworkReport { roads, network, .. } = reports.remove(0);
    Ok(ImportReport {
        counts,
        roads,
        network,
        others: reports,
        broken: map.broken(),
        losses: map.losses().to_vec(),
        open_areas: tiles.open_areas,
        coast_dropped: tiles.coast_dropped as u64,
        coast_ends: tiles.coast_ends,
        input_bytes: input.len_bytes()?,
        city_bytes,
        stages: stages.times,
    })
}

/// What the road network is made from.
const STREETS: Selection<'static> = Selection {
    clip: None,
    only: Some(Only {
        way: &|tags| road::needs_way(tags),
        relation: &|tags| road::needs_relation(tags),
    }),
};

fn reading(report: &mut dyn FnMut(u64, u64)) -> impl FnMut(ReadProgress) {
    move |read| report(read.done_bytes, read.total_bytes)
}

fn compile(
    mode: Mode,
    roads: Roads,
    file: &mut CityWriter,
) -> Result<(RoadNetwork, NetworkReport), ImportError> {
    let (road, network) = RoadNetwork::build(roads.input)?;
    file.road(mode, &road)?;
    let report = NetworkReport {
        mode,
        roads: roads.report,
        network,
    };
    Ok((road, report))
}

fn write_router(
    road: RoadNetwork,
    file: &mut CityWriter,
    report: &mut dyn FnMut(u64, u64),
) -> Result<(), CityError> {
    let (progress, ordered) = mpsc::channel();
    // The order is made on all cores, and what hears of the progress stays on this thread.
    let router = std::thread::scope(|scope| {
        let order = scope.spawn(move || {
            Cch::build(Arc::new(road), &|done, total| {
                // Whoever listens does so until this thread drops its end.
                let _ = progress.send((done as u64, total as u64));
            })
        });
        for (done, total) in ordered {
            report(done, total);
        }
        order.join()
    });
    file.router(&router.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
}

fn network_counts(built: &BuildReport) -> CityCounts {
    CityCounts {
        vertices: built.vertices as u64,
        segments: built.segments as u64,
        restrictions: built.restrictions_applied as u64,
        ..CityCounts::default()
    }
}

fn write_places(
    map: &Extract,
    bbox: BoundingBox,
    file: &mut CityWriter,
) -> Result<PlaceCounts, CityError> {
    let places = places::collect(map, &bbox);
    for (name, bytes) in &places.sections {
        file.section(name, bytes)?;
    }
    Ok(places.counts)
}

fn write_tiles(
    map: &Extract,
    bbox: BoundingBox,
    file: &mut CityWriter,
    report: &mut dyn FnMut(u64, u64),
) -> Result<BuiltTiles, ImportError> {
    file.begin(tiles::DATA_SECTION)?;
    let mut append = |bytes: &[u8]| file.append(bytes);
    let built = tiles::build(map, bbox, &mut append, &mut |tiles| {
        report(tiles.done as u64, tiles.total as u64);
    });
    let built = built.map_err(|error| match error {
        TileBuildError::Write { source } => file.io_error(source).into(),
        error @ TileBuildError::Encode { .. } => ImportError::from(error),
    })?;
    file.section(tiles::INDEX_SECTION, &built.index)?;
    Ok(built)
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

/// Runs stages, reports their begin and end, and measures them.
struct Stages<'a> {
    progress: &'a mut dyn FnMut(Progress),
    times: Vec<(Stage, Duration)>,
}

impl Stages<'_> {
    fn run<T>(&mut self, stage: Stage, work: impl FnOnce(&mut dyn FnMut(u64, u64)) -> T) -> T {
        let begin = Instant::now();
        let progress = &mut *self.progress;
        let mut report = |done, total| {
            progress(Progress { stage, done, total });
        };
        report(0, 1);
        let result = work(&mut report);
        report(1, 1);
        self.times.push((stage, begin.elapsed()));
        result
    }
}
