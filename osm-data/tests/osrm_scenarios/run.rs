//! Asks the requests of a scenario and compares the answers.

use std::collections::BTreeMap;

use nearhand_engine::routing::Snap;
use nearhand_engine::units::LngLat;

use crate::map::{Map, Onto, apart};
use crate::scenario::{Row, Scenario, Step};

/// Degrees that one metre is in the scenarios' own grids.
const DEGREES_PER_METRE: f64 = 0.008_984_512_067_491 / 1000.0;

/// One answer that is not OSRM's.
pub(crate) struct Difference {
    pub(crate) text: String,
    /// OSRM names some of the streets that we drive, in our order, the first and the last among them: its instructions
    /// leave out streets where a driver has nothing to decide.
    pub(crate) only_wording: bool,
}

impl Difference {
    fn of(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            only_wording: false,
        }
    }
}

/// What differs; empty when the scenario agrees.
pub(crate) fn differences(scenario: &Scenario) -> Vec<Difference> {
    let map = Map::of(scenario);
    let places = places(scenario);
    let mut requests = scenario.requests.iter();
    let mut found = Vec::new();
    for step in &scenario.steps {
        for (number, row) in step.rows().enumerate() {
            let difference = match kind(step) {
                Asked::Nothing => None,
                Asked::Routability => {
                    let pair = [requests.next().unwrap(), requests.next().unwrap()];
                    routability(&map, number, row, pair)
                }
                Asked::Route => route(&map, row, requests.next().unwrap()),
                Asked::Nearest => nearest(&map, &places, row, requests.next().unwrap()),
                // One request for the whole table.
                Asked::Table if number == 0 => table(&map, requests.next().unwrap()),
                Asked::Table => None,
                // Matching is not asked of the router.
                Asked::Match => {
                    requests.next();
                    None
                }
            };
            found.extend(difference.map(|difference| Difference {
                text: format!("{row}: {}", difference.text),
                ..difference
            }));
        }
    }
    assert!(
        requests.next().is_none(),
        "{}: a request was not asked",
        scenario.name
    );
    found
}

enum Asked {
    Nothing,
    Routability,
    Route,
    Nearest,
    Table,
    Match,
}

fn kind(step: &Step) -> Asked {
    match step.text.as_str() {
        "routability should be" => Asked::Routability,
        "I route I should get" => Asked::Route,
        "I match I should get" => Asked::Match,
        "I request a travel time matrix I should get" => Asked::Table,
        text if text.starts_with("I request nearest") => Asked::Nearest,
        _ => Asked::Nothing,
    }
}

/// The way of a row is called "w" and the row's number; it is driven forward and backward.
fn routability(
    map: &Map,
    number: usize,
    row: Row<'_>,
    requests: [&String; 2],
) -> Option<Difference> {
    for (column, request) in ["forw", "backw"].into_iter().zip(requests) {
        let Some(expected) = row.get(column).or_else(|| row.get("bothw")) else {
            continue;
        };
        let driven = Request::of(request).route(map);
        let found = driven == Some(vec![format!("w{number}")]);
        if found == expected.is_empty() {
            return Some(Difference::of(format!("{column} found: {found}")));
        }
    }
    None
}

fn route(map: &Map, row: Row<'_>, request: &str) -> Option<Difference> {
    let found = Request::of(request).route(map);
    let Some(expected) = row.get("route") else {
        // Only a time: there is a way.
        return found.is_none().then(|| Difference::of("no way"));
    };
    let expected = (!expected.is_empty()).then(|| {
        let mut streets: Vec<String> = expected.split(',').map(str::to_owned).collect();
        streets.dedup();
        streets
    });
    (found != expected).then(|| Difference {
        only_wording: matches!((&found, &expected), (Some(f), Some(e)) if leaves_out(f, e)),
        text: format!("found {}", shown(found)),
    })
}

/// Whether `some` are streets of `all` in the same order, from the first to the last.
fn leaves_out(all: &[String], some: &[String]) -> bool {
    let mut rest = all.iter();
    all.first() == some.first()
        && all.last() == some.last()
        && some.iter().all(|street| rest.any(|other| other == street))
}

fn shown(streets: Option<Vec<String>>) -> String {
    streets.map_or("no way".to_owned(), |streets| streets.join(","))
}

/// Every pair of the table has a way.
fn table(map: &Map, request: &str) -> Option<Difference> {
    let request = Request::of(request);
    let snaps = request.snaps(map);
    let pick = |key: &str| {
        let list = request.option(key).unwrap_or_default();
        list.split(';')
            .map(|n| snaps[n.parse::<usize>().unwrap()].clone())
            .collect::<Vec<_>>()
    };
    let (sources, destinations) = (pick("sources"), pick("destinations"));
    let lost = sources
        .iter()
        .flat_map(|from| destinations.iter().map(move |to| (from, to)));
    let lost = lost
        .filter(|(from, to)| map.route(from, to).is_none())
        .count();
    (lost > 0).then(|| Difference::of(format!("{lost} pairs without a way")))
}

fn nearest(
    map: &Map,
    places: &BTreeMap<String, LngLat>,
    row: Row<'_>,
    request: &str,
) -> Option<Difference> {
    let request = Request::of(request);
    let Some(wanted) = row.get("out").map(|name| places[name]) else {
        return Some(Difference::of("more than the nearest street is asked for"));
    };
    let found = request.snaps(map).remove(0);
    let away = found
        .iter()
        .map(|snap| apart(snap.position, wanted).0)
        .fold(f64::INFINITY, f64::min);
    (away > 1.0).then(|| Difference::of(format!("{away:.1} m beside")))
}

/// A request as OSRM is asked: `service/v1/profile/lng,lat;lng,lat?key=value&key=value`.
struct Request<'a> {
    points: Vec<LngLat>,
    options: BTreeMap<&'a str, &'a str>,
}

impl<'a> Request<'a> {
    fn of(text: &'a str) -> Self {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let points = path.rsplit('/').next().unwrap_or_default();
        let point = |text: &str| {
            let (lng, lat) = text.split_once(',').unwrap();
            let lat = lat.trim_end_matches(".flatbuffers");
            LngLat::new(lng.parse().unwrap(), lat.parse().unwrap()).unwrap()
        };
        Self {
            points: points.split(';').map(point).collect(),
            options: query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .collect(),
        }
    }

    fn option(&self, key: &str) -> Option<&'a str> {
        self.options.get(key).copied()
    }

    fn snaps(&self, map: &Map) -> Vec<Vec<Snap>> {
        let bearings = self.option("bearings").unwrap_or_default();
        let mut bearings = bearings.split(';').map(|text| {
            let (bearing, tolerance) = text.split_once(',')?;
            Some((bearing.parse().ok()?, tolerance.parse().ok()?))
        });
        let points = self.points.iter();
        points
            .map(|&point| {
                let onto = Onto {
                    any: self.option("snapping") == Some("any"),
                    bearing: bearings.next().flatten(),
                };
                map.nearest(point, onto)
            })
            .collect()
    }

    /// The streets driven over all points.
    fn route(&self, map: &Map) -> Option<Vec<String>> {
        let snaps = self.snaps(map);
        let mut streets = Vec::new();
        for leg in snaps.windows(2) {
            streets.extend(map.route(&leg[0], &leg[1])?);
        }
        streets.dedup();
        Some(streets)
    }
}

/// Where the letters and digits of a scenario's drawn maps lie, and the nodes that it places by coordinates.
fn places(scenario: &Scenario) -> BTreeMap<String, LngLat> {
    let mut places = BTreeMap::new();
    let mut grid_metres = 100.0;
    let mut origin = (1.0, 1.0);
    for step in &scenario.steps {
        if let Some(rest) = step.text.strip_prefix("a grid size of ") {
            grid_metres = rest.trim_end_matches(" meters").parse().unwrap();
        } else if let Some(rest) = step.text.strip_prefix("the origin ") {
            let (lng, lat) = rest.split_once(',').unwrap();
            origin = (lng.parse().unwrap(), lat.parse().unwrap());
        } else if step.text == "the node map" {
            let step_lng = grid_metres * DEGREES_PER_METRE;
            // The scenarios' grid is a little longer from north to south.
            let step_lat = step_lng * 1.006_560;
            let doc = step.doc.as_deref().unwrap_or_default();
            for (y, line) in doc.lines().enumerate() {
                for (x, letter) in line
                    .chars()
                    .enumerate()
                    .filter(|(_, c)| c.is_alphanumeric())
                {
                    let lng = origin.0 + x as f64 / 2.0 * step_lng;
                    let lat = origin.1 - y as f64 * step_lat;
                    places.insert(letter.to_string(), LngLat::new(lng, lat).unwrap());
                }
            }
        } else if step.text == "the node locations" {
            for row in step.rows() {
                let number = |column: &str| row.get(column).unwrap().parse().unwrap();
                let place = LngLat::new(number("lon"), number("lat")).unwrap();
                places.insert(row.get("node").unwrap().to_owned(), place);
            }
        }
    }
    places
}
