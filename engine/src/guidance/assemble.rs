//! From instructions to steps: what lies between one and the next.

use super::draft::Draft;
use super::drive::Drive;
use super::lanes::lanes;
use super::street::Label;
use super::{
    Arm, Classes, Ends, Intersection, Maneuver, ManeuverKind, Modifier, Step, TravelMode,
    roundabout,
};
use crate::geo;
use crate::road::input::RoadClass;
use crate::routing::PathPart;
use crate::units::{Bearing, LngLat, Metres, Millis};

/// A step bears the name of a street that begins this soon after it.
const NAMED_WITHIN: Metres = Metres(200.0);
/// A place nearer to the road than this is on it, and one farther away on neither side (as in OSRM).
const BESIDE: std::ops::RangeInclusive<f64> = 5.0..=300.0;
/// A place in this direction lies ahead.
const AHEAD_DEGREES: f64 = 30.0;

/// The steps of a route that has these instructions.
pub(super) fn assemble(drive: &Drive<'_>, drafts: &[Draft], ends: &Ends) -> Vec<Step> {
    let mut assembly = Assembly {
        drive,
        steps: Vec::new(),
        points: 0,
    };
    let begins: Vec<usize> = drafts.iter().map(|draft| draft.part).collect();
    let end_of = |number: usize| begins.get(number).copied().unwrap_or(drive.parts.len());
    assembly.depart(end_of(0), ends);
    for (number, draft) in drafts.iter().enumerate() {
        // The way into a roundabout is told by the street out of it, which the step after it drives.
        let round = draft.exit.is_some() && draft.named_by == end_of(number + 1);
        let named_until = end_of(number + 1 + usize::from(round));
        assembly.instructed(draft, end_of(number + 1), named_until);
    }
    assembly.arrive(ends);
    assembly.steps
}

struct Assembly<'a> {
    drive: &'a Drive<'a>,
    steps: Vec<Step>,
    /// Points of the route's line so far.
    points: usize,
}

impl Assembly<'_> {
    fn depart(&mut self, end: usize, ends: &Ends) {
        let drive = self.drive;
        let bearing_after = drive
            .parts
            .iter()
            .find_map(|part| driven(drive, part, false));
        let maneuver = Maneuver {
            kind: ManeuverKind::Depart,
            modifier: side(bearing_after, drive.path.from.position, ends.from),
            exit: None,
            position: drive.path.from.position,
            bearing_before: Bearing::default(),
            bearing_after: bearing_after.unwrap_or_default(),
        };
        self.begin(maneuver);
        let label = label(drive, 0, end);
        let arm = Arm {
            bearing: maneuver.bearing_after,
            entry: true,
        };
        let classes = drive.parts.first().map(|_| classes(drive, 0));
        let mode = mode(drive, 0);
        if let Some(step) = self.steps.last_mut() {
            step.name = label.name.to_owned();
            step.reference = label.reference.to_owned();
            step.mode = mode;
            step.intersections.push(Intersection {
                position: maneuver.position,
                geometry_index: 0,
                arms: vec![arm],
                came_by: None,
                goes_by: Some(0),
                lanes: Vec::new(),
                classes: classes.unwrap_or_default(),
            });
        }
        self.drive(0, end);
    }

    fn instructed(&mut self, draft: &Draft, end: usize, named_until: usize) {
        let drive = self.drive;
        let Some(crossing) = drive.crossing(draft.part) else {
            return;
        };
        // The wait at a crossing belongs to the step that leads there, and so does all before the instruction.
        self.wait(draft.part);
        self.begin(Maneuver {
            kind: draft.kind,
            modifier: draft.modifier,
            exit: draft.exit,
            position: crossing.position,
            bearing_before: drive.bearing(draft.part - 1, true),
            bearing_after: drive.bearing(draft.part, false),
        });
        self.cross(draft.part, true);
        let label = label(drive, draft.named_by, named_until.max(draft.named_by + 1));
        let signs = drive.road.signs(drive.parts[draft.part].edge);
        let rotary = match draft.kind {
            ManeuverKind::Rotary => roundabout::rotary_name(drive, draft.part),
            _ => "",
        };
        let mode = mode(drive, draft.part);
        if let Some(step) = self.steps.last_mut() {
            step.name = label.name.to_owned();
            step.reference = label.reference.to_owned();
            step.destinations = signs.destination.to_owned();
            if draft.kind == ManeuverKind::OffRamp {
                step.exits = signs.exit.to_owned();
            }
            step.rotary_name = rotary.to_owned();
            step.mode = mode;
        }
        self.drive(draft.part, end);
    }

    fn arrive(&mut self, ends: &Ends) {
        let drive = self.drive;
        // The line of a route of no length still has two points.
        self.points = self.points.max(2);
        if let Some(step) = self.steps.last_mut() {
            step.geometry_index.1 = self.points - 1;
        }
        let parts = drive.parts.iter().rev();
        let bearing_before = parts.map(|part| driven(drive, part, true)).find_map(|b| b);
        let position = drive.path.to.position;
        let bearing = bearing_before.unwrap_or_default();
        self.begin(Maneuver {
            kind: ManeuverKind::Arrive,
            modifier: side(bearing_before, position, ends.to),
            exit: None,
            position,
            bearing_before: bearing,
            bearing_after: Bearing::default(),
        });
        let last = drive.parts.len().checked_sub(1);
        let label = last.map_or_else(Label::default, |part| drive.label(part));
        let mode = last.map_or(TravelMode::Road, |part| mode(drive, part));
        if let Some(step) = self.steps.last_mut() {
            step.name = label.name.to_owned();
            step.reference = label.reference.to_owned();
            step.address.clone_from(&ends.address);
            step.mode = mode;
            step.intersections.push(Intersection {
                position,
                geometry_index: step.geometry_index.0,
                arms: vec![Arm {
                    bearing: bearing.reversed(),
                    entry: true,
                }],
                came_by: Some(0),
                goes_by: None,
                lanes: Vec::new(),
                classes: Classes::default(),
            });
        }
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
            driving_side: self.drive.road.driving_side(),
            distance: Metres(0.0),
            duration: Millis(0),
            geometry_index: (at, at),
            intersections: Vec::new(),
        });
    }

    /// Drives parts of the route on the current step.
    fn drive(&mut self, from: usize, to: usize) {
        for part in from..to {
            if part > from {
                self.wait(part);
                self.cross(part, false);
            }
            self.drive_part(self.drive.parts[part]);
        }
    }

    fn drive_part(&mut self, part: PathPart) {
        let road = self.drive.road;
        let (length, duration) = (part.length(road), part.duration(road));
        // The first point of a line is the last of the one before; points that repeat are no steps.
        let (mut before, mut moved) = (None, 0);
        part.for_each_point(road, |point| {
            moved += usize::from(before.replace(point).is_some_and(|before| before != point));
        });
        self.points = self.points.max(1) + moved;
        if let Some(step) = self.steps.last_mut() {
            step.distance.0 += length.0;
            step.duration = step.duration + duration;
            step.geometry_index.1 = self.points - 1;
        }
    }

    /// The time that the turn onto a part costs.
    fn wait(&mut self, part: usize) {
        let parts = &self.drive.parts;
        let Some(before) = part.checked_sub(1) else {
            return;
        };
        let wait = self
            .drive
            .road
            .turn_duration(parts[before].edge, parts[part].edge);
        if let Some(step) = self.steps.last_mut() {
            step.duration = step.duration + wait;
        }
    }

    /// Adds the crossing where a part begins; a point where nothing meets only where it is `told`.
    fn cross(&mut self, part: usize, told: bool) {
        let drive = self.drive;
        let Some(crossing) = drive.crossing(part) else {
            return;
        };
        if crossing.ends.len() < 3 && !told {
            return;
        }
        let arms = crossing.ends.iter().map(|end| Arm {
            bearing: end.bearing,
            entry: end.entry,
        });
        let intersection = Intersection {
            position: crossing.position,
            geometry_index: self.points.saturating_sub(1),
            arms: arms.collect(),
            came_by: Some(crossing.came_by),
            goes_by: Some(crossing.goes_by),
            lanes: lanes(drive.road, &crossing, drive.parts[part - 1].edge),
            classes: classes(drive, part),
        };
        if let Some(step) = self.steps.last_mut() {
            step.intersections.push(intersection);
        }
    }
}

/// The first name or number among parts, where it begins soon enough.
fn label<'a>(drive: &Drive<'a>, from: usize, to: usize) -> Label<'a> {
    (from..to.min(drive.parts.len()))
        .take_while(|&part| drive.between(from, part) < NAMED_WITHIN)
        .map(|part| drive.label(part))
        .find(|label| !label.is_empty())
        .unwrap_or_default()
}

fn mode(drive: &Drive<'_>, part: usize) -> TravelMode {
    if part < drive.parts.len() && drive.street(part).traits.ferry {
        TravelMode::Ferry
    } else {
        TravelMode::Road
    }
}

fn classes(drive: &Drive<'_>, part: usize) -> Classes {
    let street = drive.street(part);
    let traits = street.traits;
    Classes {
        toll: traits.toll,
        motorway: matches!(street.class, RoadClass::Motorway | RoadClass::MotorwayLink),
        ferry: traits.ferry,
        restricted: drive.road.edge(drive.parts[part].edge).ends_only,
        tunnel: traits.tunnel,
    }
}

/// Direction of the driven line at its first or last piece; `None` where nothing is driven.
fn driven(drive: &Drive<'_>, part: &PathPart, at_end: bool) -> Option<Bearing> {
    let line = part.line(drive.road);
    let mut pieces = line
        .windows(2)
        .filter_map(|pair| geo::bearing(pair[0], pair[1]));
    if at_end {
        pieces.next_back()
    } else {
        pieces.next()
    }
}

/// On which side of the road a place lies.
fn side(travel: Option<Bearing>, on_road: LngLat, place: Option<LngLat>) -> Option<Modifier> {
    let (travel, place) = (travel?, place?);
    if !BESIDE.contains(&geo::distance(on_road, place).0) {
        return None;
    }
    let angle = geo::turn_angle(travel, geo::bearing(on_road, place)?);
    Some(match angle {
        a if a.abs() < AHEAD_DEGREES => Modifier::Straight,
        a if a > 0.0 => Modifier::Right,
        _ => Modifier::Left,
    })
}
