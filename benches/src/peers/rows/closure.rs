//! A closure, from the call to the first query with it.

use std::ffi::OsStr;
use std::fmt::Write;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use anyhow::{Context as _, Result};
use nearhand_engine::road::{RoadNetwork, Segment};
use nearhand_engine::routing::SegmentId;
use nearhand_engine::routing::hierarchy::{
    Hierarchy, INF, Memory, Metric, TurnGraph, Updater, View, turn_weights,
};
use serde_json::json;

use super::{Against, points};
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::figures::Figures;
use crate::peers::Context;
use crate::peers::cities::City;
use crate::peers::osrm::{Algorithm, Tools};

const RUNS: usize = 5;
const CLOSED: usize = 10;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "A closure, until the first query with it",
        "Ten streets are closed. Ours: the metric is copied, the copy updated and put in the place of the old one, and a \
         distance is asked for. OSRM: osrm-customize with a speed file, then the data is opened again and asked for a \
         distance; starting Python is not counted.",
    );
    let city = context.cities.largest(&mut section)?;
    let Some(tools) = Tools::find(context.python.as_ref()) else {
        section.skip(
            Algorithm::Mld.name(),
            "osrm-bindings is not installed (benches/peers/setup)",
        );
        return Ok(section);
    };
    let theirs = match theirs(context, &tools, &city)? {
        Ok(measured) => measured,
        Err(why) => {
            section.skip(Algorithm::Mld.name(), why);
            return Ok(section);
        }
    };
    let ours = ours(&city.town.road);
    let peer = Algorithm::Mld.name();
    Against {
        work: "10 closures to first query",
        graph: city.name,
        peer,
        goal: Some(100.0),
    }
    .put(
        &mut section,
        Some(ours),
        theirs,
        Answers::none("other streets are alike only"),
    );
    Ok(section)
}

fn ours(road: &Arc<RoadNetwork>) -> Measured {
    let graph = TurnGraph::of(road);
    let hierarchy = Hierarchy::build(&graph, &|_, _| ());
    let open = turn_weights(road);
    let current = RwLock::new(Arc::new(Metric::customize(&hierarchy, &open)));
    let (mut updater, mut memory) = (Updater::default(), Memory::default());
    let last = u32::try_from(graph.edges.len() - 1).unwrap_or(u32::MAX);
    let times = Figures::measure(0..RUNS, |run| {
        let closed: Vec<[u32; 2]> = closed_streets(road, run)
            .flat_map(|street| {
                [
                    [street.tail(), street.head()],
                    [street.head(), street.tail()],
                ]
            })
            .collect();
        let edges = (0..=last).filter(|&edge| closed.contains(&graph.edges[edge as usize]));
        let turns = edges.flat_map(|edge| graph.turns_from(edge));
        let turns: Vec<u32> = turns
            .map(|turn| u32::try_from(turn).unwrap_or(u32::MAX))
            .collect();
        let mut weights = open.clone();
        for &turn in &turns {
            weights[turn as usize] = INF;
        }
        let now = |current: &RwLock<Arc<Metric>>| {
            current
                .read()
                .map(|metric| metric.clone())
                .unwrap_or_else(|broken| broken.into_inner().clone())
        };
        let mut next = Metric::clone(&now(&current));
        next.update(&hierarchy, &weights, &turns, &mut updater);
        if let Ok(mut current) = current.write() {
            *current = Arc::new(next);
        }
        let metric = now(&current);
        std::hint::black_box(View::new(&hierarchy, &metric).distance(&mut memory, 0, last));
    });
    Measured::from(&times)
}

/// `Ok(Err(why))` where OSRM cannot be prepared.
fn theirs(context: &Context, tools: &Tools, city: &City) -> Result<Result<Measured, String>> {
    let folder = tempfile::tempdir()?;
    let data = match tools.prepare(
        context.limit_seconds,
        Algorithm::Mld,
        &city.pbf,
        folder.path(),
    )? {
        Ok(data) => data,
        Err(why) => return Ok(Err(why)),
    };
    let speeds = folder.path().join("closed.csv");
    let ends = points(&city.town.places(2, 16));
    let python = context
        .python
        .as_ref()
        .context("OSRM's tools are run by Python")?;
    let mut times = Vec::new();
    for run in 0..RUNS {
        std::fs::write(&speeds, speed_file(&city.town.road, run))?;
        let option = [OsStr::new("--segment-speed-file"), speeds.as_os_str()];
        let customized = match tools.run(context.limit_seconds, "osrm-customize", &data, &option)? {
            Ok(run) => Duration::from_secs_f64(run.seconds),
            Err(why) => return Ok(Err(why)),
        };
        let mut peer = python.start("osrm_peer.py")?;
        let opened = peer
            .ask(&json!({"do": "open", "path": data, "algorithm": "MLD"}))?
            .figures();
        let asked = peer
            .ask(&json!({"do": "route", "pairs": [ends], "steps": false}))?
            .figures();
        times.push(customized + opened.percentile(50) + asked.percentile(50));
    }
    Ok(Ok(Measured::from(&Figures::of(times))))
}

/// Some streets between two neighbouring OpenStreetMap nodes, other ones for every run.
fn closed_streets(road: &RoadNetwork, run: usize) -> impl Iterator<Item = Segment<'_>> {
    let segments = (0u32..)
        .take(road.segment_count())
        .map(|id| road.segment(SegmentId(id)));
    let straight = segments.filter(|segment| segment.shape().len() == 2);
    straight.skip(1_000 * (run + 1)).step_by(97).take(CLOSED)
}

/// A speed file that closes streets in both directions.
fn speed_file(road: &RoadNetwork, run: usize) -> String {
    let mut text = String::new();
    for street in closed_streets(road, run) {
        let (a, b) = (
            road.vertex_osm_node(street.tail()),
            road.vertex_osm_node(street.head()),
        );
        let _ = write!(text, "{a},{b},0\n{b},{a},0\n");
    }
    text
}
