//! A route as drivers read it.

use nearhand_engine::{
    guidance::{self, Ends, Language, Modifier},
    road::RoadNetwork,
    routing::{Path, Router as _, Snap},
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
    /// The parts between the places passed, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    legs: Vec<Leg>,
}

/// A part of a route, from one place to the next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Leg {
    /// Driving time, seconds.
    duration: f64,
    /// Length, metres.
    distance: f64,
    /// Where it ends on the road.
    to: End,
    /// Its first step among the route's, and the one after its last.
    step_index: [usize; 2],
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
    /// The same in the other languages of the screens.
    translations: Translations,
    /// First and last point of the step in the route's line.
    geometry_index: [usize; 2],
}

/// An instruction in every language but English, by its code.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Translations {
    /// Spanish.
    es: String,
    /// Russian.
    ru: String,
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

/// The fastest route, between the places on the road and those beside it that were asked for. A long computation: not for
/// the async workers.
///
/// # Errors
/// When there is no way.
pub fn find(city: &CityService, from: &Snap, to: &Snap, ends: &Ends) -> Result<Route, Problem> {
    let routing = city.routing();
    let road = routing.road();
    let path = routing
        .with_scratch(|router, scratch| router.route(scratch, from, to))
        .ok_or_else(|| Problem::no_route(&routing.closures_at(to)))?;
    Ok(Route::of(road, &path, ends))
}

impl Route {
    /// The route of one path; `ends` are the places that were asked for.
    pub(crate) fn of(road: &RoadNetwork, path: &Path, ends: &Ends) -> Self {
        let steps = guidance::steps_between(road, path, ends);
        Self {
            duration: seconds(path.duration),
            distance: path.length.0,
            geometry: Line {
                r#type: "LineString",
                coordinates: path.geometry(road),
            },
            from: End::of(&path.from),
            to: End::of(&path.to),
            steps: steps.into_iter().map(Step::from).collect(),
            legs: Vec::new(),
        }
    }

    /// The route of several paths in legs, each with the places that were asked for at its ends; `None` without paths.
    pub(crate) fn of_legs<'a>(
        road: &RoadNetwork,
        legs: impl IntoIterator<Item = (&'a Path, Ends)>,
    ) -> Option<Self> {
        let mut legs = legs.into_iter();
        let (first, ends) = legs.next()?;
        let mut whole = Self::of(road, first, &ends);
        whole.legs.push(whole.leg_from(0, first));
        for (path, ends) in legs {
            whole.append(road, path, &ends);
        }
        Some(whole)
    }

    fn append(&mut self, road: &RoadNetwork, path: &Path, ends: &Ends) {
        let next = Self::of(road, path, ends);
        // Where two legs meet the point is there once.
        let line = &mut self.geometry.coordinates;
        let before = line.len() - 1;
        line.extend(next.geometry.coordinates.into_iter().skip(1));
        let first_step = self.steps.len();
        self.steps.extend(next.steps.into_iter().map(|step| Step {
            geometry_index: step.geometry_index.map(|point| before + point),
            ..step
        }));
        self.duration += next.duration;
        self.distance += next.distance;
        self.to = next.to;
        self.legs.push(self.leg_from(first_step, path));
    }

    /// The leg of a path whose steps are the last of the route's.
    fn leg_from(&self, first_step: usize, path: &Path) -> Leg {
        Leg {
            duration: seconds(path.duration),
            distance: path.length.0,
            to: End::of(&path.to),
            step_index: [first_step, self.steps.len()],
        }
    }
}

impl End {
    fn of(snap: &Snap) -> Self {
        Self {
            position: snap.position,
            distance: snap.distance.0,
        }
    }
}

impl From<guidance::Step> for Step {
    fn from(step: guidance::Step) -> Self {
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let maneuver = &step.maneuver;
        Self {
            maneuver: Maneuver {
                r#type: maneuver.kind.name(),
                modifier: maneuver.modifier.map(Modifier::name),
                exit: maneuver.exit,
                position: maneuver.position,
                bearing_before: maneuver.bearing_before.degrees(),
                bearing_after: maneuver.bearing_after.degrees(),
            },
            name: named(&step.name),
            r#ref: named(&step.reference),
            distance: step.distance.0,
            duration: seconds(step.duration),
            instruction: step.instruction(Language::English),
            translations: Translations {
                es: step.instruction(Language::Spanish),
                ru: step.instruction(Language::Russian),
            },
            geometry_index: [step.geometry_index.0, step.geometry_index.1],
        }
    }
}
