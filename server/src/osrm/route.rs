//! `route`: the way through places.

use nearhand_engine::routing::{self, Limits, NoLeg, Path, Snap};
use nearhand_osm_data::road::Mode;
use serde::Serialize;

use super::{
    ground::Streets,
    json,
    question::Question,
    refusal::{Code, Refusal},
    routes::{Drive, Route, Teller, join},
    waypoint::Waypoint,
};

#[derive(Serialize)]
struct Answer<'a> {
    code: &'static str,
    routes: Vec<Route>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waypoints: Option<Vec<Waypoint<'a>>>,
}

pub(super) fn answer(streets: &Streets<'_>, mode: Mode) -> Result<Vec<u8>, Refusal> {
    let snaps = streets.snap_all()?;
    let question = streets.question;
    let teller = Teller {
        road: streets.road(),
        mode,
        options: &question.route,
    };
    let routes = match snaps.as_slice() {
        [from, to] => between(streets, from, to)
            .into_iter()
            .map(|path| {
                let ends = [question.coordinates[0], question.coordinates[1]];
                let paths = vec![path];
                teller.route(&[Drive { paths, ends }])
            })
            .collect(),
        _ => {
            let paths = through(streets, &snaps, mode)?;
            vec![teller.route(&legs(question, paths))]
        }
    };
    if routes.is_empty() {
        return Err(no_route());
    }
    Ok(json(&Answer {
        code: "Ok",
        routes,
        waypoints: Waypoint::all(streets, &snaps),
    }))
}

/// The fastest route, and others if they are asked for.
fn between(streets: &Streets<'_>, from: &Snap, to: &Snap) -> Vec<Path> {
    let (ground, off) = (streets.ground, &streets.off);
    match streets.question.route.alternatives {
        0 => ground.route(from, to, off).into_iter().collect(),
        others => ground.alternatives(from, to, off, &Limits::with(others)),
    }
}

/// The fastest way through places in their order.
fn through(streets: &Streets<'_>, snaps: &[Snap], mode: Mode) -> Result<Vec<Path>, Refusal> {
    // As in OSRM's profiles: a car goes on as it came.
    let straight = streets
        .question
        .route
        .continue_straight
        .unwrap_or(mode == Mode::Car);
    let way = |from: &Snap, to: &Snap| streets.ground.route(from, to, &streets.off);
    routing::through(streets.road(), snaps, !straight, way).map_err(|NoLeg { .. }| no_route())
}

/// Paths between neighbouring coordinates as legs: each ends at a coordinate that is a waypoint.
fn legs(question: &Question, paths: Vec<Path>) -> Vec<Drive> {
    let waypoints = &question.route.waypoints;
    let ends_leg = |end: usize| waypoints.is_empty() || waypoints.contains(&end);
    let mut legs: Vec<Drive> = Vec::new();
    let mut leg: Vec<Path> = Vec::new();
    let mut begin = 0;
    for (end, path) in (1..).zip(paths) {
        match leg.pop() {
            Some(before) => {
                let (joined, rest) = join(before, path);
                leg.push(joined);
                leg.extend(rest);
            }
            None => leg.push(path),
        }
        if ends_leg(end) {
            legs.push(Drive {
                paths: std::mem::take(&mut leg),
                ends: [begin, end].map(|number: usize| question.coordinates[number]),
            });
            begin = end;
        }
    }
    legs
}

fn no_route() -> Refusal {
    Refusal::new(Code::NoRoute, "Impossible route between points")
}
