//! How costs grow with the city: from the bundled one to nine times porto.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nearhand_engine::routing::Router;
use nearhand_engine::routing::hierarchy::{Cch, Hierarchy, Metric, TurnGraph, turn_weights};
use serde::{Deserialize, Serialize};

use crate::book::Section;
use crate::figures::{Figures, peak_memory_megabytes, short};
use crate::{Town, data, prepare, tiling};

const COLUMNS: [&str; 11] = [
    "edges",
    "extract",
    "import",
    "import, peak",
    "streets and snap index",
    "order",
    "customization, 1 thread",
    "travel time p50",
    "travel time p99",
    "1,000 to 1 p50",
    "weights",
];

/// What one extract costs; measured in a process of its own, so that memory is its own.
#[derive(Serialize, Deserialize)]
pub struct Costs {
    cells: Vec<String>,
}

/// Measures every extract at hand in a process of its own.
///
/// # Errors
/// When an extract cannot be measured.
pub fn measure(command: &str) -> Result<Section> {
    let mut section = Section::new(
        "Growth",
        command,
        "Each extract in a process of its own. Import: all of the city file, all cores. Travel time: random places, one \
         thread. Porto 2 × 2 and 3 × 3 are synthetic: copies side by side, joined by twelve streets a seam.",
    );
    section.columns = COLUMNS.map(str::to_owned).to_vec();
    let folder = tempfile::tempdir()?;
    for (name, pbf) in extracts(&mut section, folder.path())? {
        eprintln!("measuring: {name}");
        let output = Command::new(std::env::current_exe()?)
            .arg("costs")
            .arg(&pbf)
            .output()?;
        if !output.status.success() {
            // Its first line says what; the rest is for those who search.
            let problem = String::from_utf8_lossy(&output.stderr);
            section.skip(
                name,
                problem
                    .split("\n\nStack")
                    .next()
                    .unwrap_or_default()
                    .replace('\n', " "),
            );
            continue;
        }
        let costs: Costs = serde_json::from_slice(&output.stdout)?;
        section.line(name, costs.cells);
    }
    Ok(section)
}

fn extracts(section: &mut Section, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = vec![("the bundled city".to_owned(), data::bundled_pbf())];
    let Some(shared) = data::shared() else {
        section.skip(
            "portland, porto and its copies",
            "their data is not at hand (NEARHAND_SHARED)",
        );
        return Ok(found);
    };
    for name in ["portland", "porto"] {
        found.push((name.to_owned(), shared.join(format!("{name}.osm.pbf"))));
    }
    for side in [2, 3] {
        let tiled = folder.join(format!("porto-{side}x{side}.osm.pbf"));
        tiling::tile(&shared.join("porto.osm.pbf"), side, &tiled)?;
        found.push((format!("porto {side} × {side}"), tiled));
    }
    Ok(found)
}

/// What one extract costs.
///
/// # Errors
/// When it cannot be imported.
pub fn costs(pbf: &Path) -> Result<Costs> {
    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    prepare::import_into(pbf, &folder.path().join("city"))?;
    let (import, peak) = (start.elapsed(), peak_memory_megabytes("self"));
    let start = Instant::now();
    let road = data::network(pbf)?;
    let town = Town::new(road.clone());
    let streets = start.elapsed();
    let start = Instant::now();
    let hierarchy = Hierarchy::build(&TurnGraph::of(&road), &|_, _| ());
    let order = start.elapsed();
    let weights = turn_weights(&road);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut metric = None;
    let customization = pool.install(|| {
        Figures::measure(0..3, |_| {
            metric = Some(Metric::customize(&hierarchy, &weights));
        })
    });
    let count = hierarchy.weight_count();
    let metric = metric.context("it was customized above")?;
    let router = Cch::with(road.clone(), hierarchy.into(), metric.into());
    let (queries, teams) = queries(&town, &router);
    Ok(Costs {
        cells: vec![
            road.edge_count().to_string(),
            format!("{:.1} MB", megabytes(std::fs::metadata(pbf)?.len())),
            short(import),
            peak.map_or_else(|| "–".to_owned(), |peak| format!("{peak} MB")),
            short(streets),
            short(order),
            short(customization.percentile(50)),
            short(queries.percentile(50)),
            short(queries.percentile(99)),
            short(teams),
            format!("{:.0} MB", megabytes(4 * count as u64)),
        ],
    })
}

fn queries(town: &Town, router: &Cch) -> (Figures, Duration) {
    let mut scratch = router.scratch();
    let (from, to) = (town.places(2_000, 1), town.places(2_000, 2));
    let mut run = |count: usize| {
        Figures::measure(from.iter().zip(&to).take(count), |(from, to)| {
            std::hint::black_box(router.travel_time(&mut scratch, from, to));
        })
    };
    run(100);
    let times = run(2_000);
    let mut out = Vec::new();
    let many = Figures::measure(&to[..50], |place| {
        router.one_to_many(&mut scratch, place, &from[..1_000], &mut out);
    });
    (times, many.percentile(50))
}

fn megabytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    bytes / 1e6
}
