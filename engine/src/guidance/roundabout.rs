//! Round roundabouts: which exit, and what kind of roundabout it is.

use super::draft::Draft;
use super::drive::Drive;
use super::street::Street;
use super::{ManeuverKind, Modifier};
use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::EdgeId;

/// Out of a roundabout the way one came.
const BACK_DEGREES: f64 = 160.0;
/// Up to this radius a roundabout with a clear way out is driven like a crossing (OSRM: 15 m).
const SMALL_RADIUS_METRES: f64 = 15.0;
/// A way out of a small roundabout is clear when it is this near to straight on or square to the side.
const CLEAR_DEGREES: f64 = 30.0;
/// More pieces than any roundabout has.
const MOST_PIECES: usize = 64;

/// A roundabout on the route: what to do, and the part after it (or the number of parts, when the route ends on it).
pub(super) struct Roundabout {
    pub(super) enter: Draft,
    pub(super) leave: Option<Draft>,
    pub(super) next_part: usize,
}

/// Into a roundabout at `part`, and out of it.
pub(super) fn through(drive: &Drive<'_>, part: usize) -> Roundabout {
    let next_part = end(drive, part);
    let arriving = drive.bearing(part - 1, true);
    let is_left = next_part < drive.parts.len();
    let angle = is_left.then(|| geo::turn_angle(arriving, drive.bearing(next_part, false)));
    let kind = kind(drive, part, next_part, angle);
    let enter = Draft {
        part,
        kind,
        modifier: angle.map(|angle| {
            if angle.abs() > BACK_DEGREES {
                Modifier::Uturn
            } else {
                Modifier::of_angle(angle)
            }
        }),
        exit: is_left.then(|| exit_number(drive, part, next_part)),
        angle: angle.unwrap_or_default(),
        named_by: next_part.min(drive.parts.len() - 1),
    };
    let leave = (is_left && kind != ManeuverKind::RoundaboutTurn).then(|| {
        let leaving = if kind == ManeuverKind::Rotary {
            ManeuverKind::ExitRotary
        } else {
            ManeuverKind::ExitRoundabout
        };
        out_of(drive, next_part, leaving)
    });
    Roundabout {
        enter,
        leave,
        next_part,
    }
}

/// Out of a roundabout that the route begins on; `None` when it ends there too.
pub(super) fn from_within(drive: &Drive<'_>) -> Option<Draft> {
    let part = end(drive, 0);
    (part < drive.parts.len()).then(|| out_of(drive, part, ManeuverKind::ExitRoundabout))
}

/// The name of the circle, where it is a street of its own.
pub(super) fn rotary_name<'a>(drive: &Drive<'a>, part: usize) -> &'a str {
    let round = part..end(drive, part);
    let mut names = round.map(|part| drive.label(part).name);
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

fn out_of(drive: &Drive<'_>, part: usize, kind: ManeuverKind) -> Draft {
    let angle = drive
        .crossing(part)
        .map_or(0.0, |crossing| crossing.angle());
    Draft::new(part, kind, Modifier::of_angle(angle), angle)
}

/// The first part from here on that is not round.
fn end(drive: &Drive<'_>, part: usize) -> usize {
    let mut parts = part..drive.parts.len();
    parts
        .find(|&part| !drive.is_round(part))
        .unwrap_or(drive.parts.len())
}

/// Counts the streets out up to the one that is taken. As in OSRM a driveway counts only when it is the one.
fn exit_number(drive: &Drive<'_>, part: usize, next_part: usize) -> u32 {
    let passed =
        (part..next_part - 1).flat_map(|part| ways_out(drive.road, drive.parts[part].edge));
    let counted = passed.filter(|&exit| !Street::of_edge(drive.road, exit).is_service());
    u32::try_from(counted.count()).unwrap_or(u32::MAX - 1) + 1
}

/// Where one may leave a roundabout at the end of one of its edges.
fn ways_out(road: &RoadNetwork, edge: EdgeId) -> impl Iterator<Item = EdgeId> + '_ {
    road.exits(edge).filter(|&exit| !is_round(road, exit))
}

fn is_round(road: &RoadNetwork, edge: EdgeId) -> bool {
    Street::of_edge(road, edge).traits.roundabout
}

fn kind(drive: &Drive<'_>, part: usize, next_part: usize, angle: Option<f64>) -> ManeuverKind {
    let name = rotary_name(drive, part);
    let ring = Ring::of(drive.road, drive.parts[part].edge);
    let is_small = ring
        .as_ref()
        .is_some_and(|ring| ring.length_metres <= SMALL_RADIUS_METRES * std::f64::consts::TAU);
    let is_clear = |angle: f64| {
        [-90.0, 0.0, 90.0]
            .iter()
            .any(|square: &f64| (angle - square).abs() <= CLEAR_DEGREES)
    };
    if is_small {
        let few = ring.is_some_and(|ring| ring.exits <= 4);
        return if few && angle.is_some_and(is_clear) {
            ManeuverKind::RoundaboutTurn
        } else {
            ManeuverKind::Roundabout
        };
    }
    // A circle that bears the name of a street that leads over it is no place of its own.
    let streets = [
        Some(part - 1),
        (next_part < drive.parts.len()).then_some(next_part),
    ];
    let mut names = streets
        .into_iter()
        .flatten()
        .map(|part| drive.label(part).name);
    if name.is_empty() || names.any(|street| street == name) {
        ManeuverKind::Roundabout
    } else {
        ManeuverKind::Rotary
    }
}

/// A whole roundabout.
struct Ring {
    length_metres: f64,
    exits: usize,
}

impl Ring {
    /// The roundabout that an edge is part of; `None` when it is not closed.
    fn of(road: &RoadNetwork, first: EdgeId) -> Option<Self> {
        let mut ring = Self {
            length_metres: 0.0,
            exits: 0,
        };
        let mut edge = first;
        for _ in 0..MOST_PIECES {
            ring.length_metres += road.segment(road.edge(edge).segment).length().0;
            ring.exits += ways_out(road, edge).count();
            edge = road.exits(edge).find(|&exit| is_round(road, exit))?;
            if edge == first {
                return Some(ring);
            }
        }
        None
    }
}
