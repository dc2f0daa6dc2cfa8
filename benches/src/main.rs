//! Measures the bundled city and records the figures in `benches/RESULTS.md`.

use std::fmt::Write;
use std::time::Instant;

use anyhow::{Context, Result};
use nearhand_benches::figures::{Figures, peak_memory_megabytes, short};
use nearhand_benches::{NOW, Town, import_bundled};
use nearhand_engine::dispatch::recommend::Policy;
use nearhand_engine::dispatch::{Situation, recommend};
use nearhand_engine::routing::{AreaGrid, AreaOptions, Direction, Origin, Router};
use nearhand_engine::units::Millis;
use nearhand_osm_data::import::ImportReport;

const COMMAND: &str = "cargo run --release -p nearhand-benches";
/// Teams of a large service.
const TEAMS: usize = 1_000;
const QUERIES: usize = 1_000;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    let (city, report) = import_bundled(folder.path())?;
    let mut table = String::new();
    row(&mut table, "import", &short(start.elapsed()), "")?;
    if let Some(peak) = peak_memory_megabytes() {
        row(&mut table, "import, peak memory", &format!("{peak} MB"), "")?;
    }
    let start = Instant::now();
    let town = Town::new(city.road());
    row(
        &mut table,
        "router and snap index ready",
        &short(start.elapsed()),
        "",
    )?;
    routes(&town, &mut table)?;
    sweeps(&town, &mut table)?;
    recommendations(&town, &mut table)?;
    let text = page(&town, &report, &table)?;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md");
    std::fs::write(path, &text).context("the results cannot be written")?;
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())?;
    Ok(())
}

fn page(town: &Town, report: &ImportReport, table: &str) -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let date = jiff::Timestamp::now().strftime("%Y-%m-%d");
    Ok(format!(
        "# Measured on the bundled city\n\n\
         `{COMMAND}` on {date}, {cores} cores. Every query runs on one thread; building the cover index \
         and the import use all of them.\n\n\
         The city: {} segments, {} directed edges, {} turns; {:.1} MB of OpenStreetMap data make a city \
         file of {:.1} MB.\n\n\
         | what | p50 | p99 |\n|---|---|---|\n{table}",
        town.road.segment_count(),
        town.road.edge_count(),
        report.network.turns,
        megabytes(report.input_bytes),
        megabytes(report.city_bytes),
    ))
}

fn megabytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    bytes / 1e6
}

fn row(table: &mut String, what: &str, p50: &str, p99: &str) -> Result<()> {
    Ok(writeln!(table, "| {what} | {p50} | {p99} |")?)
}

fn figures(table: &mut String, what: &str, figures: &Figures) -> Result<()> {
    let (p50, p99) = (figures.percentile(50), figures.percentile(99));
    row(table, what, &short(p50), &short(p99))
}

fn routes(town: &Town, table: &mut String) -> Result<()> {
    let mut scratch = town.router.scratch();
    let (from, to) = (town.places(QUERIES, 1), town.places(QUERIES, 2));
    let pairs = || from.iter().zip(&to);
    let mut found = 0;
    let times = Figures::measure(pairs(), |(from, to)| {
        found += usize::from(town.router.travel_time(&mut scratch, from, to).is_some());
    });
    figures(table, "travel time between two places", &times)?;
    let routes = Figures::measure(pairs(), |(from, to)| {
        if let Some(path) = town.router.route(&mut scratch, from, to) {
            std::hint::black_box(path.geometry(&town.road));
        }
    });
    figures(table, "route with its line", &routes)?;
    let snaps = Figures::measure(&from, |place| {
        let _ = std::hint::black_box(town.index.nearest(place.position, None));
    });
    figures(table, "snap", &snaps)?;
    row(
        table,
        "pairs with a route",
        &format!("{found} of {}", times.count()),
        "",
    )
}

fn sweeps(town: &Town, table: &mut String) -> Result<()> {
    let mut scratch = town.router.scratch();
    let targets = town.places(TEAMS, 5);
    let places = town.places(100, 6);
    let mut times = Vec::new();
    let many = Figures::measure(&places, |place| {
        town.router
            .one_to_many(&mut scratch, place, &targets, &mut times);
    });
    figures(table, "one to 1,000", &many)?;
    let origins: Vec<Origin> = targets
        .iter()
        .map(|&snap| Origin {
            snap,
            delay: Millis(0),
        })
        .collect();
    let mut first = Vec::new();
    let nearest = Figures::measure(&places, |place| {
        town.router
            .nearest(&mut scratch, &origins, place, 5, &mut first);
    });
    figures(table, "5 nearest of 1,000", &nearest)?;
    let limits = [5, 10, 15].map(Millis::from_mins);
    let start = Instant::now();
    let grid = AreaGrid::new(&town.road);
    row(table, "grid of areas", &short(start.elapsed()), "")?;
    let all = AreaOptions::default();
    let reach = Figures::measure(&places, |place| {
        let reach = town
            .router
            .reach(&mut scratch, &[*place], limits[2], Direction::Depart);
        std::hint::black_box(reach.polygons(&town.road, &grid, &limits, &all));
    });
    figures(table, "reach of 5, 10 and 15 minutes as areas", &reach)?;
    let teams = Figures::measure(places.chunks(100).cycle().take(20), |teams| {
        let reach = town
            .router
            .reach(&mut scratch, teams, limits[2], Direction::Depart);
        std::hint::black_box(reach.polygons(&town.road, &grid, &limits, &all));
    });
    figures(table, "the same, of any of 100 teams", &teams)
}

fn recommendations(town: &Town, table: &mut String) -> Result<()> {
    let (board, fleet) = town.fleet(TEAMS)?;
    let start = Instant::now();
    let cover = town.cover();
    row(table, "cover index", &short(start.elapsed()), "")?;
    let mut scratch = town.router.scratch();
    let policy = Policy::default();
    for (what, cover) in [
        ("recommend, 1,000 teams", None),
        ("recommend, 1,000 teams, with cover", Some(&cover)),
    ] {
        let situation = Situation {
            board: &board,
            fleet: &fleet,
            router: &town.router,
            cover,
            policy: &policy,
        };
        let queries = town
            .places(100, 7)
            .into_iter()
            .map(|place| town.query(place));
        let queries = queries.collect::<Result<Vec<_>>>()?;
        let times = Figures::measure(&queries, |query| {
            std::hint::black_box(recommend(&situation, &mut scratch, query, NOW));
        });
        figures(table, what, &times)?;
    }
    Ok(())
}
