//! What is measured on the bundled city, which everybody has.

use std::time::Instant;

use anyhow::Result;
use nearhand_engine::dispatch::recommend::{Policy, Waiting, joint};
use nearhand_engine::dispatch::{Situation, recommend};
use nearhand_engine::routing::hierarchy::Cch;
use nearhand_engine::routing::{AreaGrid, AreaOptions, Direction, Origin, Router};
use nearhand_engine::units::Millis;
use nearhand_osm_data::road::Mode;

use crate::book::Section;
use crate::figures::{Figures, peak_memory_megabytes, short};
use crate::{NOW, Town, import_bundled};

/// Teams of a large service.
const TEAMS: usize = 1_000;
const JOINT_REQUESTS: usize = 500;
const JOINT_TEAMS: usize = 800;
const QUERIES: usize = 1_000;

/// Imports the bundled city and measures on it what dispatchers wait for.
///
/// # Errors
/// When the city cannot be imported.
pub fn measure(command: &str) -> Result<Section> {
    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    let (city, report) = import_bundled(folder.path())?;
    let import = short(start.elapsed());
    let peak = peak_memory_megabytes("self");
    let start = Instant::now();
    let town = Town::new(city.road(Mode::Car));
    // As the server has it: the hierarchy and its weights lie in the city file.
    let router = city.router();
    let ready = short(start.elapsed());
    let mut section = Section::new("The bundled city", command, &intro(&town, &report));
    section.columns = vec!["p50".to_owned(), "p99".to_owned()];
    single(&mut section, "import", import);
    if let Some(peak) = peak {
        single(&mut section, "import, peak memory", format!("{peak} MB"));
    }
    single(&mut section, "router and snap index ready", ready);
    routes(&town, &router, &mut section);
    sweeps(&town, &router, &mut section);
    recommendations(&town, &router, &mut section)?;
    Ok(section)
}

fn intro(town: &Town, report: &nearhand_osm_data::import::ImportReport) -> String {
    format!(
        "Every query runs on one thread; building the cover index and the import use all cores. The city: {} \
         segments, {} directed edges, {} turns; {:.1} MB of OpenStreetMap data make a city file of {:.1} MB.",
        town.road.segment_count(),
        town.road.edge_count(),
        report.network.turns,
        megabytes(report.input_bytes),
        megabytes(report.city_bytes),
    )
}

fn megabytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    bytes / 1e6
}

fn single(section: &mut Section, what: &str, figure: String) {
    section.line(what, [figure, String::new()]);
}

fn figures(section: &mut Section, what: &str, figures: &Figures) {
    section.line(
        what,
        [50, 99].map(|percent| short(figures.percentile(percent))),
    );
}

fn routes(town: &Town, router: &Cch, section: &mut Section) {
    let mut scratch = router.scratch();
    let (from, to) = (town.places(QUERIES, 1), town.places(QUERIES, 2));
    let pairs = || from.iter().zip(&to);
    let mut found = 0;
    let times = Figures::measure(pairs(), |(from, to)| {
        found += usize::from(router.travel_time(&mut scratch, from, to).is_some());
    });
    figures(section, "travel time between two places", &times);
    let routes = Figures::measure(pairs(), |(from, to)| {
        if let Some(path) = router.route(&mut scratch, from, to) {
            std::hint::black_box(path.geometry(&town.road));
        }
    });
    figures(section, "route with its line", &routes);
    let snaps = Figures::measure(&from, |place| {
        let _ = std::hint::black_box(town.index.nearest(place.position, None));
    });
    figures(section, "snap", &snaps);
    single(
        section,
        "pairs with a route",
        format!("{found} of {}", times.count()),
    );
}

fn sweeps(town: &Town, router: &Cch, section: &mut Section) {
    let mut scratch = router.scratch();
    let targets = town.places(TEAMS, 5);
    let places = town.places(100, 6);
    let mut times = Vec::new();
    let many = Figures::measure(&places, |place| {
        router.one_to_many(&mut scratch, place, &targets, &mut times);
    });
    figures(section, "one to 1,000", &many);
    let origins: Vec<Origin> = targets
        .iter()
        .map(|&snap| Origin {
            snap,
            delay: Millis(0),
        })
        .collect();
    let mut first = Vec::new();
    let nearest = Figures::measure(&places, |place| {
        router.nearest(&mut scratch, &origins, place, 5, &mut first);
    });
    figures(section, "5 nearest of 1,000", &nearest);
    let limits = [5, 10, 15].map(Millis::from_mins);
    let (grid, options) = (AreaGrid::new(&town.road), AreaOptions::default());
    let mut scratch = town.router.scratch();
    let reach = Figures::measure(&places, |place| {
        let reach = town
            .router
            .reach(&mut scratch, &[*place], limits[2], Direction::Depart);
        std::hint::black_box(reach.polygons(&town.road, &grid, &limits, &options));
    });
    figures(section, "reach of 5, 10 and 15 minutes as areas", &reach);
}

fn recommendations(town: &Town, router: &Cch, section: &mut Section) -> Result<()> {
    let (board, fleet) = town.fleet(TEAMS)?;
    let start = Instant::now();
    let cover = town.cover();
    single(section, "cover index", short(start.elapsed()));
    let mut scratch = router.scratch();
    let policy = Policy::default();
    for (what, cover) in [
        ("recommend, 1,000 teams", None),
        ("recommend, 1,000 teams, with cover", Some(&cover)),
    ] {
        let situation = Situation {
            board: &board,
            fleet: &fleet,
            road: Some(router.road()),
            router,
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
        figures(section, what, &times);
    }
    joint_assignment(town, router, section)
}

/// As many waiting requests as after a disaster, and a county's teams.
fn joint_assignment(town: &Town, router: &Cch, section: &mut Section) -> Result<()> {
    let (board, fleet) = town.fleet(JOINT_TEAMS)?;
    let situation = Situation {
        board: &board,
        fleet: &fleet,
        road: Some(router.road()),
        router,
        cover: None,
        policy: &Policy::default(),
    };
    let places = town.places(JOINT_REQUESTS, 8).into_iter();
    let waiting = (0u32..).zip(places).map(|(number, place)| {
        let mut query = town.query(place)?;
        query.priority = u8::try_from(1 + number % 4)?.try_into()?;
        let due = NOW.plus(Millis::from_secs(u64::from(number % 40) * 30));
        Ok(Waiting { query, due })
    });
    let waiting = waiting.collect::<Result<Vec<_>>>()?;
    let mut scratch = router.scratch();
    let times = Figures::measure(&[(); 10], |()| {
        std::hint::black_box(joint(&situation, &mut scratch, &waiting, NOW));
    });
    figures(section, "joint assignment, 500 requests, 800 teams", &times);
    Ok(())
}
