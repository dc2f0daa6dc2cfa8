//! A route as drivers read it.

use nearhand_engine::{
    guidance::{self, ManeuverKind, Modifier},
    routing::{Router as _, Snap},
    units::LngLat,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{city::CityService, problem::Problem, wire::time::seconds};

/// A route with its steps.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Route {
    /// Driving time, seconds.
    duration: f64,
    /// Length, metres.
    distance: f64,
    /// The line driven.
    geometry: Line,
    /// Where it starts on the road.
    from: End,
    /// Where it ends on the road.
    to: End,
    /// What to do on the way.
    steps: Vec<Step>,
}

/// A line as GeoJSON.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Line {
    /// `LineString`.
    r#type: &'static str,
    /// Longitudes and latitudes.
    #[schema(value_type = Vec<[f64; 2]>)]
    coordinates: Vec<LngLat>,
}

/// An end of a route.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct End {
    /// The point on the road.
    #[schema(value_type = [f64; 2])]
    position: LngLat,
    /// From the point asked for to the road, metres.
    distance: f64,
}

/// From one manoeuvre to the next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Step {
    /// What to do at its beginning.
    maneuver: Maneuver,
    /// The street driven on.
    name: Option<String>,
    /// The road number.
    r#ref: Option<String>,
    /// Length, metres.
    distance: f64,
    /// Time, seconds.
    duration: f64,
    /// What to do, in English.
    instruction: String,
    /// First and last point of the step in the route's line.
    geometry_index: [usize; 2],
}

/// What to do, in OSRM's words.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Maneuver {
    /// Such as `turn`, `new name`, `roundabout`, `arrive`.
    r#type: &'static str,
    /// Such as `left`, `slight right`, `straight`.
    modifier: Option<&'static str>,
    /// Which exit of a roundabout.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    exit: Option<u32>,
    /// Where.
    #[schema(value_type = [f64; 2])]
    position: LngLat,
    /// Direction before, degrees.
    bearing_before: f64,
    /// Direction after, degrees.
    bearing_after: f64,
}

/// The fastest route. A long computation: not for the async workers.
///
/// # Errors
/// When there is no way.
pub fn find(city: &CityService, from: &Snap, to: &Snap) -> Result<Route, Problem> {
    let routing = city.routing();
    let road = routing.road();
    let path = routing
        .with_scratch(|router, scratch| router.route(scratch, from, to))
        .ok_or_else(|| Problem::no_route(&routing.closures_at(to)))?;
    let end = |snap: &Snap| End {
        position: snap.position,
        distance: snap.distance.0,
    };
    Ok(Route {
        duration: seconds(path.duration),
        distance: path.length.0,
        geometry: Line {
            r#type: "LineString",
            coordinates: path.geometry(road),
        },
        from: end(from),
        to: end(to),
        steps: guidance::steps(road, &path)
            .into_iter()
            .map(Step::from)
            .collect(),
    })
}

impl From<guidance::Step> for Step {
    fn from(step: guidance::Step) -> Self {
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let maneuver = &step.maneuver;
        Self {
            maneuver: Maneuver {
                r#type: kind(maneuver.kind),
                modifier: maneuver.modifier.map(modifier),
                exit: maneuver.exit,
                position: maneuver.position,
                bearing_before: maneuver.bearing_before.degrees(),
                bearing_after: maneuver.bearing_after.degrees(),
            },
            name: named(&step.name),
            r#ref: named(&step.reference),
            distance: step.distance.0,
            duration: seconds(step.duration),
            instruction: step.instruction(),
            geometry_index: [step.geometry_index.0, step.geometry_index.1],
        }
    }
}

/// OSRM's names of manoeuvres.
fn kind(kind: ManeuverKind) -> &'static str {
    match kind {
        ManeuverKind::Depart => "depart",
        ManeuverKind::Turn => "turn",
        ManeuverKind::NewName => "new name",
        ManeuverKind::Continue => "continue",
        ManeuverKind::Roundabout => "roundabout",
        ManeuverKind::Arrive => "arrive",
    }
}

/// OSRM's names of directions.
fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Straight => "straight",
        Modifier::SlightRight => "slight right",
        Modifier::Right => "right",
        Modifier::SharpRight => "sharp right",
        Modifier::Uturn => "uturn",
        Modifier::SharpLeft => "sharp left",
        Modifier::Left => "left",
        Modifier::SlightLeft => "slight left",
    }
}
