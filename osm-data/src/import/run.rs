//! The stages of an import, one after the other.

use super::{CityDetails, ImportError, ImportReport, Progress, Stage};
use crate::city::{ATTRIBUTION, City, CityCounts, CityMeta};
use crate::osm::{self, Extract, Input};
use crate::{places, road, tiles};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::units::BoundingBox;
use std::path::Path;
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
    let extract = stages.run(Stage::Reading, |report| {
        osm::read(input, details.bbox, &mut |read| {
            report(read.done_bytes, read.total_bytes);
        })
    })?;
    let roads = stages.run(Stage::Roads, |_| {
        road::build(&extract, &road::CAR, details.side())
    });
    let bbox = details
        .bbox
        .or_else(|| extract.bbox())
        .filter(|_| !roads.input.segments.is_empty())
        .ok_or_else(|| ImportError::NoRoads { file: input.name() })?;
    let (network, built_network) =
        stages.run(Stage::Network, |_| RoadNetwork::build(roads.input))?;
    let places = stages.run(Stage::Places, |_| places::collect(&extract, &bbox));
    let built = stages.run(Stage::Tiles, |report| {
        tiles::build(&extract, bbox, &mut |tiles| {
            report(tiles.done as u64, tiles.total as u64);
        })
    })?;
    let found = places.data.counts();
    let counts = CityCounts {
        vertices: built_network.vertices as u64,
        segments: built_network.segments as u64,
        restrictions: built_network.restrictions_applied as u64,
        addresses: found.addresses,
        places: found.places,
        streets: found.streets,
        tiles: built.tiles.tiles as u64,
    };
    let meta = meta(details, bbox, &extract, counts);
    let city_bytes = stages.run(Stage::Writing, |_| {
        let mut sections = places.sections;
        sections.push((tiles::INDEX_SECTION.to_owned(), built.tiles.index));
        sections.push((tiles::DATA_SECTION.to_owned(), built.tiles.data));
        City::write(output, &meta, &network, sections)
    })?;
    Ok(ImportReport {
        counts,
        roads: roads.report,
        network: built_network,
        broken: extract.broken(),
        coast_dropped: built.coast_dropped as u64,
        input_bytes: input.len_bytes()?,
        city_bytes,
        stages: stages.times,
    })
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
