//! Steps of a leg, as OSRM and Mapbox tell them.

use nearhand_engine::{
    guidance::{self, Classes, ManeuverKind, TravelMode},
    road::input::{DrivingSide, LaneTurns},
    units::{Bearing, LngLat},
};
use nearhand_osm_data::road::Mode;
use serde::Serialize;

use super::{
    instruction::{Said, Shown},
    line::Line,
    numbers::{Number, Parts, degrees, tenths},
    question::RouteOptions,
};

/// From one manoeuvre to the next.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    geometry: Line,
    maneuver: Maneuver,
    mode: &'static str,
    driving_side: &'static str,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    r#ref: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    destinations: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    exits: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    rotary_name: String,
    intersections: Vec<Intersection>,
    weight: Number,
    duration: Number,
    distance: Number,
    #[serde(rename = "bannerInstructions", skip_serializing_if = "Option::is_none")]
    banners: Option<Vec<Shown>>,
    #[serde(rename = "voiceInstructions", skip_serializing_if = "Option::is_none")]
    voices: Option<Vec<Said>>,
}

#[derive(Debug, Serialize)]
struct Maneuver {
    /// The sentence, where words are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    instruction: Option<String>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<u32>,
    location: [Number; 2],
    bearing_before: u16,
    bearing_after: u16,
}

#[derive(Debug, Serialize)]
struct Intersection {
    location: [Number; 2],
    bearings: Vec<u16>,
    entry: Vec<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#in: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lanes: Vec<Lane>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    classes: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Lane {
    valid: bool,
    indications: Vec<&'static str>,
}

/// The steps of a leg. `line` is the line that their places are counted in.
pub(super) fn steps(
    steps: Vec<guidance::Step>,
    line: &[LngLat],
    by: Mode,
    options: &RouteOptions,
) -> Vec<Step> {
    let mut shown = options
        .banners
        .then(|| guidance::banners(&steps, options.language).into_iter());
    let mut said = options
        .voices
        .then(|| guidance::voice(&steps, options.language, options.units).into_iter());
    let has_words = options.banners || options.voices;
    // Times are rounded so that they add up to the leg's.
    let mut times = Parts::default();
    let tell = |step: guidance::Step| {
        let duration = times.next(step.duration);
        let instruction = has_words.then(|| step.instruction(options.language));
        let banners = shown.as_mut().map(|all| all.next().unwrap_or_default());
        let voices = said.as_mut().map(|all| all.next().unwrap_or_default());
        Step {
            geometry: Line::of(&piece(line, &step), options.geometries),
            maneuver: Maneuver {
                instruction,
                ..Maneuver::of(&step.maneuver)
            },
            mode: mode(by, step.mode),
            driving_side: side(step.driving_side),
            intersections: step.intersections.iter().map(Intersection::of).collect(),
            weight: duration,
            duration,
            distance: tenths(step.distance.0),
            name: step.name,
            r#ref: step.reference,
            destinations: step.destinations,
            exits: step.exits,
            rotary_name: step.rotary_name,
            banners: banners.map(|all| all.into_iter().map(Shown::from).collect()),
            voices: voices.map(|all| all.into_iter().map(Said::from).collect()),
        }
    };
    steps.into_iter().map(tell).collect()
}

/// The line of a step, at least two points: where one arrives the last is there twice.
fn piece<'a>(line: &'a [LngLat], step: &guidance::Step) -> std::borrow::Cow<'a, [LngLat]> {
    let (first, last) = step.geometry_index;
    match line.get(first..=last) {
        Some(points) if points.len() > 1 => points.into(),
        _ => vec![step.maneuver.position; 2].into(),
    }
}

impl Maneuver {
    fn of(maneuver: &guidance::Maneuver) -> Self {
        Self {
            instruction: None,
            r#type: maneuver.kind.name(),
            modifier: maneuver.modifier.map(guidance::Modifier::name),
            exit: maneuver.exit,
            location: degrees(maneuver.position),
            bearing_before: whole_degrees(match maneuver.kind {
                ManeuverKind::Depart => Bearing::default(),
                _ => maneuver.bearing_before,
            }),
            bearing_after: whole_degrees(match maneuver.kind {
                ManeuverKind::Arrive => Bearing::default(),
                _ => maneuver.bearing_after,
            }),
        }
    }
}

impl Intersection {
    fn of(crossing: &guidance::Intersection) -> Self {
        let lane = |lane: &guidance::Lane| Lane {
            valid: lane.valid,
            indications: indications(lane.indications),
        };
        Self {
            location: degrees(crossing.position),
            bearings: crossing
                .arms
                .iter()
                .map(|arm| whole_degrees(arm.bearing))
                .collect(),
            entry: crossing.arms.iter().map(|arm| arm.entry).collect(),
            r#in: crossing.came_by,
            out: crossing.goes_by,
            lanes: crossing.lanes.iter().map(lane).collect(),
            classes: classes(crossing.classes),
        }
    }
}

/// Whole degrees, below 360.
fn whole_degrees(bearing: Bearing) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bearing is between 0 and 360"
    )]
    let degrees = bearing.degrees().round() as u16;
    degrees % 360
}

fn mode(mode: Mode, on: TravelMode) -> &'static str {
    match (on, mode) {
        (TravelMode::Ferry, _) => "ferry",
        (TravelMode::Road, Mode::Car) => "driving",
        (TravelMode::Road, Mode::Foot) => "walking",
        (TravelMode::Road, Mode::Bicycle) => "cycling",
    }
}

pub(super) fn side(side: DrivingSide) -> &'static str {
    match side {
        DrivingSide::Left => "left",
        DrivingSide::Right => "right",
    }
}

/// OSRM's names of the arrows on a lane.
pub(super) fn indications(turns: LaneTurns) -> Vec<&'static str> {
    if turns.is_empty() {
        vec![turns.name()]
    } else {
        turns.arrows().map(LaneTurns::name).collect()
    }
}

/// The names that OSRM's car profile has for them.
fn classes(classes: Classes) -> Vec<&'static str> {
    let names = [
        (classes.toll, "toll"),
        (classes.motorway, "motorway"),
        (classes.ferry, "ferry"),
        (classes.restricted, "restricted"),
        (classes.tunnel, "tunnel"),
    ];
    let held = names.iter().filter(|(holds, _)| *holds);
    held.map(|&(_, name)| name).collect()
}
