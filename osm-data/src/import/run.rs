//! The stages of an import, one after the other.

use super::{CityDetails, ImportError, ImportReport, NetworkReport, Progress, Stage};
use crate::city::{ATTRIBUTION, City, CityCounts, CityMeta};
use crate::osm::{self, Extract, Input};
use crate::road::{Mode, Region, Roads};
use crate::{places, road, tiles};
use nearhand_engine::road::{BuildError, RoadNetwork};
use nearhand_engine::units::BoundingBox;
use rayon::prelude::*;
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
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    let roads = stages.run(Stage::Roads, |_| {
        let modes = Mode::ALL.par_iter();
        let build = |mode: &Mode| road::build(&extract, mode.profile(), region);
        modes.map(build).collect::<Vec<_>>()
    });
    let bbox = details
        .bbox
        .or_else(|| extract.bbox())
        .filter(|_| !roads[0].input.segments.is_empty())
        .ok_or_else(|| ImportError::NoRoads { file: input.name() })?;
    let (networks, mut reports) = stages.run(Stage::Network, |_| compile(roads))?;
    let places = stages.run(Stage::Places, |_| places::collect(&extract, &bbox));
    let built = stages.run(Stage::Tiles, |report| {
        tiles::build(&extract, bbox, &mut |tiles| {
            report(tiles.done as u64, tiles.total as u64);
        })
    })?;
    let found = places.data.counts();
    let counts = CityCounts {
        vertices: reports[0].network.vertices as u64,
        segments: reports[0].network.segments as u64,
        restrictions: reports[0].network.restrictions_applied as u64,
        addresses: found.addresses,
        places: found.places,
        streets: found.streets,
        tiles: built.tiles.tiles as u64,
    };
    let meta = meta(details, bbox, &extract, counts);
    meta.conditions(&networks[0].1)?;
    let city_bytes = stages.run(Stage::Writing, |_| {
        let mut sections = places.sections;
        sections.push((tiles::INDEX_SECTION.to_owned(), built.tiles.index));
        sections.push((tiles::DATA_SECTION.to_owned(), built.tiles.data));
        City::write(output, &meta, &networks, sections)
    })?;
    let NetworkReport { roads, network, .. } = reports.remove(0);
    Ok(ImportReport {
        counts,
        roads,
        network,
        others: reports,
        broken: extract.broken(),
        coast_dropped: built.coast_dropped as u64,
        input_bytes: input.len_bytes()?,
        city_bytes,
        stages: stages.times,
    })
}

/// Road networks by way of travelling.
type Networks = Vec<(Mode, RoadNetwork)>;

/// The networks of all ways of travelling, the car's first.
fn compile(roads: Vec<Roads>) -> Result<(Networks, Vec<NetworkReport>), BuildError> {
    let compiled = Mode::ALL.into_par_iter().zip(roads).map(|(mode, roads)| {
        let (road, network) = RoadNetwork::build(roads.input)?;
        let report = NetworkReport {
            mode,
            roads: roads.report,
            network,
        };
        Ok(((mode, road), report))
    });
    let compiled: Vec<_> = compiled.collect::<Result<_, BuildError>>()?;
    Ok(compiled.into_iter().unzip())
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
