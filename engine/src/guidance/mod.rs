//! Turn-by-turn guidance: a route as steps, in the vocabulary of OSRM's manoeuvres.

mod instruction;
mod maneuver;
mod step;
#[cfg(test)]
mod tests;
mod text;

pub use instruction::{Banner, BannerText, Component, Language, Units, VoiceInstruction};
pub use step::{
    Arm, Classes, Intersection, Lane, Maneuver, ManeuverKind, Modifier, Step, TravelMode,
};

use crate::geo;
use crate::road::{RoadNetwork, Segment};
use crate::routing::{Path, PathPart};
use crate::units::{Bearing, Metres, Millis};

/// The steps of a route, from [`Depart`](ManeuverKind::Depart) to [`Arrive`](ManeuverKind::Arrive).
///
/// Bends, and crossings where one goes on as any driver would, are no steps.
#[must_use]
pub fn steps(road: &RoadNetwork, path: &Path) -> Vec<Step> {
    let parts: Vec<PathPart> = path.parts(road).collect();
    let mut guide = Guide {
        road,
        steps: Vec::new(),
        points: 0,
    };
    let mut at = 0;
    while at < parts.len() {
        let maneuver = if at == 0 {
            Some(maneuver::depart(road, path, &parts))
        } else {
            let entered = guide.steps.last().map(|step| step.name.as_str());
            maneuver::at_crossing(road, &parts, at, entered.unwrap_or_default())
        };
        guide.wait_at_crossing(&parts, at);
        if let Some(maneuver) = maneuver {
            guide.begin(maneuver);
        }
        let roundabout = maneuver.is_some_and(|m| m.kind == ManeuverKind::Roundabout);
        guide.drive(&parts[at], !roundabout);
        at += 1;
        if roundabout {
            at = guide.drive_round(&parts, at);
        }
    }
    guide.arrive(path, &parts);
    guide.steps
}

/// The steps so far.
struct Guide<'a> {
    road: &'a RoadNetwork,
    steps: Vec<Step>,
    /// Points of the route's line so far.
    points: usize,
}

impl Guide<'_> {
    fn segment(&self, part: &PathPart) -> Segment<'_> {
        self.road.segment(self.road.edge(part.edge).segment)
    }

    fn begin(&mut self, maneuver: Maneuver) {
        let at = self.points.saturating_sub(1);
        self.steps.push(Step {
            maneuver,
            name: String::new(),
            reference: String::new(),
            destinations: String::new(),
            exits: String::new(),
            rotary_name: String::new(),
            address: String::new(),
            mode: TravelMode::Road,
            driving_side: self.road.driving_side(),
            intersections: Vec::new(),
            distance: Metres(0.0),
            duration: Millis(0),
            geometry_index: (at, at),
        });
    }

    /// Adds a part to the current step, which takes the first name it meets.
    fn drive(&mut self, part: &PathPart, named: bool) {
        let segment = self.segment(part);
        let (name, reference) = (segment.name().to_owned(), segment.reference().to_owned());
        let (length, duration) = (part.length(self.road), part.duration(self.road));
        let line = part.line(self.road);
        // The first point of a line is the last of the one before; points that repeat are no steps.
        let moved = line.windows(2).filter(|pair| pair[0] != pair[1]).count();
        self.points = self.points.max(1) + moved;
        let Some(step) = self.steps.last_mut() else {
            return;
        };
        if named && step.name.is_empty() && step.reference.is_empty() {
            step.name = name;
            step.reference = reference;
        }
        step.distance.0 += length.0;
        step.duration = step.duration + duration;
        step.geometry_index.1 = self.points - 1;
    }

    /// Drives on round a roundabout and onto the street after it; the number of the next part.
    fn drive_round(&mut self, parts: &[PathPart], mut at: usize) -> usize {
        while at < parts.len() {
            let still_round = self.segment(&parts[at]).traits().roundabout;
            self.wait_at_crossing(parts, at);
            self.drive(&parts[at], !still_round);
            at += 1;
            if !still_round {
                break;
            }
        }
        at
    }

    /// The time that the turn onto a part costs belongs to the step before it.
    fn wait_at_crossing(&mut self, parts: &[PathPart], at: usize) {
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        let wait = self.road.turn_duration(parts[before].edge, parts[at].edge);
        if let Some(step) = self.steps.last_mut() {
            step.duration = step.duration + wait;
        }
    }

    fn arrive(&mut self, path: &Path, parts: &[PathPart]) {
        // The line of a route of no length still has two points.
        self.points = self.points.max(2);
        if let Some(step) = self.steps.last_mut() {
            step.geometry_index.1 = self.points - 1;
        }
        self.begin(maneuver::arrive(self.road, path, parts));
        let last = parts.last().map(|part| self.segment(part));
        let name = last.map_or_else(String::new, |segment| segment.name().to_owned());
        if let Some(step) = self.steps.last_mut() {
            step.name = name;
        }
    }
}

/// Direction of an edge at its end (`true`) or at its start; north for a street of no length.
fn edge_bearing(road: &RoadNetwork, part: &PathPart, at_end: bool) -> Bearing {
    let edge = road.edge(part.edge);
    let shape = road.segment(edge.segment).shape();
    let found = if edge.along == at_end {
        geo::departure(shape.rev())
    } else {
        geo::departure(shape)
    };
    let bearing = found.unwrap_or_default();
    if at_end {
        Bearing::new(bearing.degrees() + 180.0).unwrap_or(bearing)
    } else {
        bearing
    }
}
