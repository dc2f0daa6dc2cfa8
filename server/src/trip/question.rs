//! What may be asked about a trip.

use nearhand_engine::{
    routing::AvoidKinds,
    units::{LngLat, Millis, Timestamp},
};
use nearhand_osm_data::road::Mode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{problem::Problem, wire::shapes, wire::time::Time};

const MOST_VIA: usize = 25;
const MOST_ALTERNATIVES: usize = 3;
const MOST_AREAS: usize = 10;
/// A clock that is behind by no more than this still means now.
const LATE: Millis = Millis::from_mins(5);
/// Rules of the map are evaluated no farther ahead than this.
const AHEAD: Millis = Millis::from_mins(366 * 24 * 60);

/// From where to where, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Trip {
    /// Longitude and latitude of the start.
    #[schema(value_type = shapes::LngLat)]
    pub(super) from: LngLat,
    /// Longitude and latitude of the end.
    #[schema(value_type = shapes::LngLat)]
    pub(super) to: LngLat,
    /// Places to pass in this order, at most 25.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::LngLat>, max_items = 25)]
    pub(super) via: Vec<LngLat>,
    /// Whether one goes on in the direction of travel at the places of `via` (`true`) or may turn round there on the spot;
    /// when not given, `true` for a car and `false` otherwise.
    pub(super) continue_straight: Option<bool>,
    /// How many other routes to tell, at most 3; only without `via`. When not given, `alternatives` is not in the answer.
    #[schema(maximum = 3)]
    pub(super) alternatives: Option<usize>,
    /// What to keep off, whatever it costs.
    #[serde(default)]
    pub(super) avoid: Avoid,
    /// How one travels; by car when not given.
    #[serde(default = "car")]
    #[schema(value_type = Means)]
    pub(super) mode: Mode,
    /// When one sets off, at most a year ahead; now when not given. Rules of the map, speeds by hour and closures
    /// (planned ones, too) are those of this moment.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) depart_at: Option<Time>,
}

fn car() -> Mode {
    Mode::Car
}

/// How one travels.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
enum Means {
    Car,
    Foot,
    Bicycle,
}

/// What to keep off.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Avoid {
    /// Roads that cost a toll.
    #[serde(default)]
    tolls: bool,
    /// Ferries.
    #[serde(default)]
    ferries: bool,
    /// Motorways with their links.
    #[serde(default)]
    motorways: bool,
    /// Streets that lie in one of these areas or cross its edge; at most 10 areas.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub(super) areas: Vec<Area>,
}

/// An area: a polygon as in GeoJSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Area {
    /// `Polygon`.
    #[serde(rename = "type")]
    _type: PolygonType,
    /// The outer ring, then those of holes; 3 to 500 corners in all.
    #[schema(value_type = Vec<Vec<shapes::LngLat>>)]
    pub(super) coordinates: Vec<Vec<LngLat>>,
}

#[derive(Debug, Deserialize, ToSchema)]
enum PolygonType {
    Polygon,
}

impl Trip {
    /// Checks what needs no map.
    ///
    /// # Errors
    /// `invalid-field` with the name of the field.
    pub(super) fn check(&self, now: Timestamp) -> Result<(), Problem> {
        let too_many = |field: &str, limit: usize, what: &str| {
            Err(Problem::field(
                field,
                format!("give at most {limit} {what} in {field}"),
            ))
        };
        if self.via.len() > MOST_VIA {
            return too_many("via", MOST_VIA, "places");
        }
        if self.avoid.areas.len() > MOST_AREAS {
            return too_many("avoid.areas", MOST_AREAS, "areas");
        }
        match self.alternatives {
            Some(count) if count > MOST_ALTERNATIVES => {
                let detail = format!("alternatives must be 0 to {MOST_ALTERNATIVES}");
                return Err(Problem::field("alternatives", detail));
            }
            Some(1..) if !self.via.is_empty() => {
                let detail = "there are no alternatives for a trip with via: leave one of them out";
                return Err(Problem::field("alternatives", detail));
            }
            _ => {}
        }
        let known = |at: Timestamp| at.plus(LATE) >= now && at <= now.plus(AHEAD);
        if self.depart_at.is_some_and(|at| !known(at.0)) {
            let detail = "depart_at must lie between now and a year from now";
            return Err(Problem::field("depart_at", detail));
        }
        Ok(())
    }

    /// Whether one may turn round at a place of `via`.
    pub(super) fn may_turn(&self) -> bool {
        // As in OSRM's profiles.
        !self.continue_straight.unwrap_or(self.mode == Mode::Car)
    }
}

impl Avoid {
    pub(super) fn kinds(&self) -> AvoidKinds {
        AvoidKinds {
            tolls: self.tolls,
            ferries: self.ferries,
            motorways: self.motorways,
        }
    }

    /// What is kept off, as said in a sentence.
    pub(super) fn names(&self) -> String {
        let names = [
            (self.tolls, "tolls"),
            (self.ferries, "ferries"),
            (self.motorways, "motorways"),
            (!self.areas.is_empty(), "areas"),
        ];
        let names: Vec<&str> = names
            .into_iter()
            .filter_map(|(is_one, name)| is_one.then_some(name))
            .collect();
        names.join(", ")
    }
}
