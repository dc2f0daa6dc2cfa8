//! A route as drivers read it.

mod guided;

use nearhand_engine::{
    guidance::{self, Ends, Language, Modifier},
    road::{RoadNetwork, input::LaneTurns},
    routing::{Path, Snap},
    units::LngLat,
};
use serde::Serialize;
use utoipa::ToSchema;

pub use guided::{Guided, find};

use crate::wire::{shapes, time::seconds};

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
    #[schema(value_type = Vec<shapes::LngLat>)]
    coordinates: Vec<LngLat>,
}

/// An end of a route.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct End {
    /// The point on the road.
    #[schema(value_type = shapes::LngLat)]
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
    /// The lanes before its beginning, from the left to the right; none where any will do or nothing is known of them.
    lanes: Vec<Lane>,
    /// First and last point of the step in the route's line.
    geometry_index: [usize; 2],
}

/// A lane before a manoeuvre.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Lane {
    /// The arrows on it, in OSRM's words, from the left to the right; none on a lane without arrows.
    arrows: Vec<&'static str>,
    /// One may take it.
    usable: bool,
    /// The arrow to follow; null where one may not take it or it has none.
    follow: Option<&'static str>,
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
    #[schema(value_type = shapes::LngLat)]
    position: LngLat,
    /// Direction before, degrees.
    bearing_before: f64,
    /// Direction after, degrees.
    bearing_after: f64,
}

impl Route {
    /// The route of one path; `ends` are the places that were asked for.
    pub(crate) fn of(road: &RoadNetwork, path: &Path, ends: &Ends) -> Self {
        Self::with(road, path, guidance::steps_between(road, path, ends))
    }

    /// The route of one path and its steps.
    fn with(road: &RoadNetwork, path: &Path, steps: Vec<guidance::Step>) -> Self {
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
            lanes: lanes(&step),
            geometry_index: [step.geometry_index.0, step.geometry_index.1],
        }
    }
}

/// The lanes at the beginning of a step, where not all of them will do.
fn lanes(step: &guidance::Step) -> Vec<Lane> {
    let lanes = step.intersections.first().map(|crossing| &crossing.lanes);
    let chosen = lanes.filter(|lanes| lanes.iter().any(|lane| !lane.valid));
    let tell = |lane: &guidance::Lane| Lane {
        arrows: lane.indications.arrows().map(LaneTurns::name).collect(),
        usable: lane.valid,
        follow: lane.followed.arrows().next().map(LaneTurns::name),
    };
    chosen.into_iter().flatten().map(tell).collect()
}
