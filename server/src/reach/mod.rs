//! What is reached by road within some minutes or metres, as GeoJSON.

mod bands;
mod shapes;

use geojson::Feature;
use nearhand_engine::{
    dispatch::ids::TeamId,
    road::RoadNetwork,
    routing::{AreaOptions, Direction, Reach, Snap},
    units::LngLat,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

pub(crate) use bands::{Bands, Unit};
pub(crate) use shapes::{feature, options, outlines, polygon};

use crate::{
    app::App,
    city::CityService,
    problem::{Problem, Slug},
    trip::Ground,
};

const MOST_PLACES: usize = 200;
const MOST_TARGETS: usize = 2_000;

/// From where, how far.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Places: longitudes and latitudes.
    #[serde(default)]
    #[schema(value_type = Vec<crate::wire::shapes::LngLat>, max_items = 200)]
    from: Vec<LngLat>,
    /// Teams: their last positions.
    #[serde(default)]
    #[schema(value_type = Vec<crate::wire::shapes::TeamId>, max_items = 200)]
    teams: Vec<TeamId>,
    /// Minutes of driving, each 1 to 60, at most six.
    #[serde(default)]
    #[schema(value_type = Vec<bands::MinutesAway>, max_items = 6)]
    minutes: Vec<u32>,
    /// Instead of minutes: metres driven by the shortest way, each 1 to 100,000, at most six.
    #[serde(default)]
    #[schema(value_type = Vec<bands::MetresAway>, max_items = 6)]
    metres: Vec<u32>,
    /// From the places (`depart`) or to them (`arrive`).
    #[schema(value_type = Way)]
    direction: Direction,
    /// What to answer; the areas when not given.
    #[serde(default = "areas")]
    output: Vec<Output>,
    /// What each place or team reaches by itself, instead of what any of them reaches.
    #[serde(default)]
    each: bool,
    /// Areas and holes smaller than this share (0 to 1) of the band's largest area are left out; 0, when not given, keeps all.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1)]
    denoise: f64,
    /// Metres (0 to 10,000) that outlines may lie farther out to need fewer points; 0 when not given.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10000)]
    generalize: f64,
    /// Places to tell the driving time (or the length of the way) for, at most 2,000: see `to` of the answer.
    #[serde(default)]
    #[schema(value_type = Vec<crate::wire::shapes::LngLat>, max_items = 2000)]
    to: Vec<LngLat>,
}

/// From the places or to them.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
pub(crate) enum Way {
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
    /// The zones of demand whose middle is reached, one by one.
    Zones,
}

fn areas() -> Vec<Output> {
    vec![Output::Polygons]
}

/// What is reached, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reached {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// One for each band and output, bands in the order asked. An area's properties are `minutes` (or `metres`),
    /// `addresses`, `address_share`, `places`, `place_share`; those of streets `minutes` and `kind` = `segments`. One for
    /// each zone: its middle as a point, with `kind` = `zones`, `cell` (H3), `demand`, `seconds` (or `metres`) of the way
    /// and `band`, the narrowest that it is in. With `each`, every feature has the `index` of its place, `from` first, then `teams`.
    #[schema(value_type = Vec<Object>)]
    features: Vec<Feature>,
    /// Seconds of driving (or metres) to each place of the question's `to`, or from it; `null` beyond the widest band.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to: Vec<Option<f64>>,
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
    let bands = Bands::new(&question.minutes, &question.metres, ["minutes", "metres"])?;
    let shape = options(question.denoise, question.generalize)?;
    let places = places(app, question)?;
    let targets = targets(app, question)?;
    let (city, routing) = (&app.city, app.city.routing());
    let search = |places: &[Snap]| routing.reach(places, bands.widest(), question.direction);
    let mut features = Vec::new();
    if question.each {
        for (index, place) in places.iter().enumerate() {
            let answer = Answer {
                city,
                road: routing.road(),
                reach: &search(&[*place]),
                bands: &bands,
                index: Some(index),
            };
            answer.add(&question.output, &shape, &mut features);
        }
    }
    let mut times = Vec::new();
    if !question.each || !targets.is_empty() {
        let answer = Answer {
            city,
            road: routing.road(),
            reach: &search(&places),
            bands: &bands,
            index: None,
        };
        times.extend(targets.iter().map(|target| answer.reading(target)));
        if !question.each {
            answer.add(&question.output, &shape, &mut features);
        }
    }
    let demand = city.demand();
    Ok(Reached {
        r#type: "FeatureCollection",
        features,
        to: times,
        sample: Sample {
            addresses: demand.addresses.len(),
            places: demand.places.len(),
        },
    })
}

/// The areas that places reach, in the order of the bands.
pub(crate) fn areas_of(
    ground: &Ground<'_>,
    places: &[Snap],
    bands: &Bands,
    direction: Direction,
    shape: &AreaOptions,
) -> Vec<geo::MultiPolygon<f64>> {
    let reach = ground.reach(places, bands.widest(), direction);
    reach.polygons(ground.road(), ground.area_grid(), &bands.limits(), shape)
}

/// Points put onto the streets of a way of travelling.
///
/// # Errors
/// `no-segment` with the field's name and the point's number.
pub(crate) fn on_ground(
    ground: &Ground<'_>,
    points: &[LngLat],
    field: &str,
) -> Result<Vec<Snap>, Problem> {
    let snap = |(index, &point): (usize, &LngLat)| {
        let found = ground.snap(point, |_| true);
        found.map_err(|distance| Problem::no_segment(format!("{field}[{index}]"), distance))
    };
    points.iter().enumerate().map(snap).collect()
}

fn targets(app: &App, question: &Question) -> Result<Vec<Snap>, Problem> {
    if question.to.len() > MOST_TARGETS {
        let detail = format!("give at most {MOST_TARGETS} places in to");
        return Err(Problem::field("to", detail));
    }
    on_road(app, &question.to, "to")
}

/// Points put onto the road.
///
/// # Errors
/// `no-segment` with the field's name and the point's number.
fn on_road(app: &App, points: &[LngLat], field: &str) -> Result<Vec<Snap>, Problem> {
    let snap = |(index, &point): (usize, &LngLat)| {
        let found = app.city.snap(point);
        found.map_err(|distance| Problem::no_segment(format!("{field}[{index}]"), distance))
    };
    points.iter().enumerate().map(snap).collect()
}

fn places(app: &App, question: &Question) -> Result<Vec<Snap>, Problem> {
    let count = question.from.len() + question.teams.len();
    if count == 0 || count > MOST_PLACES {
        return Err(Problem::field(
            "from",
            format!("give one to {MOST_PLACES} places in from or teams in teams"),
        ));
    }
    let mut places = on_road(app, &question.from, "from")?;
    for (index, &team) in question.teams.iter().enumerate() {
        places.push(of_team(app, team, format!("teams[{index}]"))?);
    }
    Ok(places)
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

/// What was reached, to be told.
struct Answer<'a> {
    city: &'a CityService,
    /// The network that was searched.
    road: &'a RoadNetwork,
    reach: &'a Reach,
    bands: &'a Bands,
    /// The place that was searched, where each is told by itself.
    index: Option<usize>,
}

impl Answer<'_> {
    fn add(&self, output: &[Output], shape: &AreaOptions, features: &mut Vec<Feature>) {
        if output.contains(&Output::Polygons) {
            features.extend(self.areas(shape));
        }
        if output.contains(&Output::Segments) {
            features.extend(self.streets());
        }
        if output.contains(&Output::Zones) {
            features.extend(self.zones());
        }
    }

    fn areas(&self, shape: &AreaOptions) -> Vec<Feature> {
        let demand = self.city.demand();
        let read = |snaps: &[Snap]| -> Vec<Option<f64>> {
            snaps.iter().map(|snap| self.reading(snap)).collect()
        };
        let (addresses, places) = (read(&demand.addresses), read(&demand.places));
        let grid = self.city.area_grid();
        self.reach
            .polygons(self.road, grid, &self.bands.limits(), shape)
            .iter()
            .zip(&self.bands.numbers)
            .map(|(area, &number)| {
                let within = self.bands.unit.reading(number);
                let (near, near_share) = counted(&addresses, within);
                let (found, found_share) = counted(&places, within);
                let properties = json!({
                    self.bands.unit.name(): number,
                    "addresses": near, "address_share": near_share,
                    "places": found, "place_share": found_share,
                });
                self.feature(shapes::multi_polygon(area), properties)
            })
            .collect()
    }

    fn streets(&self) -> impl Iterator<Item = Feature> {
        let bands = self.bands.limits().into_iter().zip(&self.bands.numbers);
        bands.map(|(limit, number)| {
            let lines = shapes::lines(&self.reach.lines(self.road, limit));
            self.feature(
                lines,
                json!({self.bands.unit.name(): number, "kind": "segments"}),
            )
        })
    }

    fn zones(&self) -> impl Iterator<Item = Feature> {
        let zones = self.city.demand().zones.iter();
        zones.filter_map(|(zone, snap)| {
            let reading = self.reading(snap)?;
            let unit = self.bands.unit;
            let around = self
                .bands
                .numbers
                .iter()
                .filter(|&&n| reading <= unit.reading(n));
            let name = match unit {
                Unit::Minutes => "seconds",
                Unit::Metres => "metres",
            };
            let properties = json!({
                "kind": "zones", "cell": zone.cell.to_string(), "demand": zone.demand,
                name: reading, "band": around.min(),
            });
            Some(self.feature(shapes::point(zone.centre), properties))
        })
    }

    /// Seconds or metres between the nearest of the places and this one.
    fn reading(&self, snap: &Snap) -> Option<f64> {
        match self.bands.unit {
            Unit::Minutes => self
                .reach
                .time_at(self.road, snap)
                .map(|time| time.as_secs_f64()),
            Unit::Metres => self.reach.length_at(self.road, snap).map(|length| length.0),
        }
    }

    fn feature(&self, geometry: geojson::GeometryValue, properties: Value) -> Feature {
        let mut fields = match properties {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        if let Some(index) = self.index {
            fields.insert("index".to_owned(), index.into());
        }
        feature(geometry, fields)
    }
}

/// How many are reached within a limit, and the share of all.
fn counted(readings: &[Option<f64>], within: f64) -> (usize, f64) {
    let near = readings
        .iter()
        .flatten()
        .filter(|&&reading| reading <= within);
    let count = near.count();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a city's addresses fit into 52 bits"
    )]
    let share = count as f64 / readings.len().max(1) as f64;
    (count, share)
}
