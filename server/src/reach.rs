//! What is reached by road within some minutes, as GeoJSON.

use geojson::{Feature, Geometry, GeometryValue, JsonObject, Position};
use nearhand_engine::{
    dispatch::ids::TeamId,
    road::RoadNetwork,
    routing::{Direction, Reach, Snap},
    units::{LngLat, Millis},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    app::App,
    problem::{Problem, Slug},
};

/// Longest time that is looked at, minutes.
const LONGEST: u32 = 60;
const MOST_BANDS: usize = 6;
const MOST_PLACES: usize = 200;

/// From where, how far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Places: longitudes and latitudes.
    #[serde(default)]
    #[schema(value_type = Vec<[f64; 2]>)]
    from: Vec<LngLat>,
    /// Teams: their last positions.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    teams: Vec<TeamId>,
    /// Minutes, each 1 to 60, at most six.
    minutes: Vec<u32>,
    /// From the places (`depart`) or to them (`arrive`).
    #[schema(value_type = Way)]
    direction: Direction,
    /// What to answer; the areas when not given.
    #[serde(default = "areas")]
    output: Vec<Output>,
}

/// From the places or to them.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
enum Way {
    Depart,
    Arrive,
}

/// What to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Output {
    /// Areas around the streets reached.
    Polygons,
    /// The streets reached.
    Segments,
}

fn areas() -> Vec<Output> {
    vec![Output::Polygons]
}

/// What is reached, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reached {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// One for each band and output, bands in the order asked. An area's properties are `minutes`, `addresses`,
    /// `address_share`, `places`, `place_share`; those of streets `minutes` and `kind` = `segments`.
    #[schema(value_type = Vec<Object>)]
    features: Vec<Feature>,
    /// What the shares are of.
    sample: Sample,
}

/// What shares are of.
#[derive(Debug, Serialize, ToSchema)]
struct Sample {
    /// Addresses near a road.
    addresses: usize,
    /// Named places near a road.
    places: usize,
}

/// Computes what is reached. A long computation: not for the async workers.
///
/// # Errors
/// When a value is wrong, a place is off the map or a team's position is not known.
pub fn find(app: &App, question: &Question) -> Result<Reached, Problem> {
    let places = places(app, question)?;
    let bands = bands(question)?;
    let longest = bands.iter().copied().max().unwrap_or_default();
    let routing = app.city.routing();
    let road = routing.road();
    let reach = routing.with_scratch(|router, scratch| {
        router.reach(scratch, &places, longest, question.direction)
    });
    let mut features = Vec::new();
    if question.output.contains(&Output::Polygons) {
        features.extend(polygons(app, road, &reach, &bands));
    }
    if question.output.contains(&Output::Segments) {
        features.extend(bands.iter().map(|&band| streets(road, &reach, band)));
    }
    let demand = app.city.demand();
    Ok(Reached {
        r#type: "FeatureCollection",
        features,
        sample: Sample {
            addresses: demand.addresses.len(),
            places: demand.places.len(),
        },
    })
}

fn bands(question: &Question) -> Result<Vec<Millis>, Problem> {
    let minutes = &question.minutes;
    let in_range = minutes.iter().all(|minute| (1..=LONGEST).contains(minute));
    if minutes.is_empty() || minutes.len() > MOST_BANDS || !in_range {
        return Err(Problem::field(
            "minutes",
            format!("minutes must be one to {MOST_BANDS} numbers between 1 and {LONGEST}"),
        ));
    }
    Ok(minutes
        .iter()
        .map(|&minute| Millis::from_mins(minute.into()))
        .collect())
}

fn places(app: &App, question: &Question) -> Result<Vec<Snap>, Problem> {
    let count = question.from.len() + question.teams.len();
    if count == 0 || count > MOST_PLACES {
        return Err(Problem::field(
            "from",
            format!("give one to {MOST_PLACES} places in from or teams in teams"),
        ));
    }
    let points = question.from.iter().enumerate().map(|(index, &point)| {
        app.city
            .snap(point)
            .map_err(|distance| Problem::no_segment(format!("from[{index}]"), distance))
    });
    let teams = question
        .teams
        .iter()
        .enumerate()
        .map(|(index, &team)| of_team(app, team, format!("teams[{index}]")));
    points.chain(teams).collect()
}

fn of_team(app: &App, team: TeamId, field: String) -> Result<Snap, Problem> {
    if app.agency.published().board.team(team).is_none() {
        return Err(Problem {
            field: Some(field),
            ..Problem::new(Slug::NotFound, format!("there is no team {team}"))
        });
    }
    let position = app.agency.fleet().fleet().position(team).copied();
    let Some(position) = position else {
        return Err(Problem {
            field: Some(field),
            ..Problem::new(
                Slug::WrongState,
                format!("team {team} has sent no position in this shift"),
            )
        });
    };
    match position.snap {
        Some(snap) => Ok(snap),
        None => app
            .city
            .snap(position.fix.position)
            .map_err(|distance| Problem::no_segment(field, distance)),
    }
}

fn polygons(app: &App, road: &RoadNetwork, reach: &Reach, bands: &[Millis]) -> Vec<Feature> {
    let demand = app.city.demand();
    let times = |snaps: &[Snap]| -> Vec<Option<Millis>> {
        snaps.iter().map(|snap| reach.time_at(road, snap)).collect()
    };
    let (addresses, places) = (times(&demand.addresses), times(&demand.places));
    reach
        .polygons(road, bands)
        .into_iter()
        .zip(bands)
        .map(|(area, &band)| {
            let (near, near_share) = counted(&addresses, band);
            let (found, found_share) = counted(&places, band);
            let properties = json!({
                "minutes": band.0 / 60_000,
                "addresses": near, "address_share": near_share,
                "places": found, "place_share": found_share,
            });
            let rings = area.0.iter().map(|polygon| {
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(|ring| ring.coords().map(|c| Position::from([c.x, c.y])).collect())
                    .collect()
            });
            feature(
                GeometryValue::MultiPolygon {
                    coordinates: rings.collect(),
                },
                properties,
            )
        })
        .collect()
}

/// How many are reached within a time, and the share of all.
fn counted(times: &[Option<Millis>], within: Millis) -> (usize, f64) {
    let count = times
        .iter()
        .flatten()
        .filter(|&&time| time <= within)
        .count();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a city's addresses fit into 52 bits"
    )]
    let share = count as f64 / times.len().max(1) as f64;
    (count, share)
}

fn streets(road: &RoadNetwork, reach: &Reach, band: Millis) -> Feature {
    let lines = reach
        .lines(road, band)
        .into_iter()
        .map(|line| {
            line.into_iter()
                .map(|point| Position::from([point.lng(), point.lat()]))
                .collect()
        })
        .collect();
    feature(
        GeometryValue::MultiLineString { coordinates: lines },
        json!({"minutes": band.0 / 60_000, "kind": "segments"}),
    )
}

fn feature(geometry: GeometryValue, properties: Value) -> Feature {
    let properties: Option<JsonObject> = match properties {
        Value::Object(fields) => Some(fields),
        _ => None,
    };
    Feature {
        geometry: Some(Geometry::new(geometry)),
        properties,
        ..Feature::default()
    }
}
