//! Which crossings of a route need an instruction, and which one.

use super::{Maneuver, ManeuverKind, Modifier, edge_bearing};
use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::{EdgeId, Path, PathPart};
use crate::units::{Bearing, LngLat};

/// Up to this angle a way is straight on.
const STRAIGHT_DEGREES: f64 = 20.0;
/// From here on a turn is no longer slight.
const SLIGHT_DEGREES: f64 = 60.0;
/// From here on a turn is sharp.
const SHARP_DEGREES: f64 = 130.0;
/// A way is the obvious one when every other bends this much more.
const OBVIOUS_DEGREES: f64 = 30.0;
/// Out of a roundabout the way one came.
const BACK_DEGREES: f64 = 160.0;

pub(super) fn depart(road: &RoadNetwork, path: &Path, parts: &[PathPart]) -> Maneuver {
    Maneuver {
        kind: ManeuverKind::Depart,
        modifier: None,
        exit: None,
        position: path.from.position,
        bearing_before: Bearing::default(),
        bearing_after: parts
            .iter()
            .find_map(|part| ends_bearing(road, part, false))
            .unwrap_or_default(),
    }
}

pub(super) fn arrive(road: &RoadNetwork, path: &Path, parts: &[PathPart]) -> Maneuver {
    Maneuver {
        kind: ManeuverKind::Arrive,
        modifier: None,
        exit: None,
        position: path.to.position,
        bearing_before: parts
            .iter()
            .rev()
            .find_map(|part| ends_bearing(road, part, true))
            .unwrap_or_default(),
        bearing_after: Bearing::default(),
    }
}

/// Direction of the driven line at its first or last piece.
fn ends_bearing(road: &RoadNetwork, part: &PathPart, at_end: bool) -> Option<Bearing> {
    let line = part.line(road);
    let mut pieces = line
        .windows(2)
        .filter_map(|pair| geo::bearing(pair[0], pair[1]));
    if at_end {
        pieces.next_back()
    } else {
        pieces.next()
    }
}

/// What to do where part `at` begins, when `street` is the name one has been driving on; `None` where
/// one just drives on.
pub(super) fn at_crossing(
    road: &RoadNetwork,
    parts: &[PathPart],
    at: usize,
    street: &str,
) -> Option<Maneuver> {
    let (before, after) = (&parts[at - 1], &parts[at]);
    let segment = |part: &PathPart| road.segment(road.edge(part.edge).segment);
    if segment(after).traits().roundabout && !segment(before).traits().roundabout {
        return Some(roundabout(road, parts, at));
    }
    let u_turn = road.edge(before.edge).segment == road.edge(after.edge).segment
        && before.edge != after.edge;
    let name = segment(after).name();
    let same_street = name == street
        || (!segment(after).reference().is_empty()
            && segment(after).reference() == segment(before).reference());
    // A street without a name is no news by itself.
    let renamed = !same_street && !name.is_empty() && !street.is_empty();
    let only_way = !u_turn && others(road, before.edge, after.edge).next().is_none();
    if only_way && !renamed {
        return None;
    }
    let arriving = edge_bearing(road, before.edge, true);
    let leaving = edge_bearing(road, after.edge, false);
    let angle = geo::turn_angle(arriving, leaving);
    let kind = if u_turn {
        ManeuverKind::Continue
    } else {
        match (
            is_obvious(road, before.edge, after.edge, arriving, angle),
            renamed,
        ) {
            (true, false) => return None,
            (true, true) => ManeuverKind::NewName,
            (false, _) if same_street && !name.is_empty() => ManeuverKind::Continue,
            (false, _) => ManeuverKind::Turn,
        }
    };
    Some(Maneuver {
        kind,
        modifier: Some(if u_turn {
            Modifier::Uturn
        } else {
            modifier(angle)
        }),
        exit: None,
        position: start(road, after),
        bearing_before: arriving,
        bearing_after: leaving,
    })
}

/// Whether any driver would take this one of several ways without being told: it goes on more or less straight, and
/// the others clearly bend more.
fn is_obvious(road: &RoadNetwork, from: EdgeId, to: EdgeId, arriving: Bearing, angle: f64) -> bool {
    let bend = |edge| geo::turn_angle(arriving, edge_bearing(road, edge, false)).abs();
    angle.abs() < SLIGHT_DEGREES
        && others(road, from, to).all(|other| bend(other) > angle.abs() + OBVIOUS_DEGREES)
}

/// Where else one may go from an edge, but back.
fn others(road: &RoadNetwork, from: EdgeId, to: EdgeId) -> impl Iterator<Item = EdgeId> + '_ {
    let back = road.edge(from).segment;
    road.exits(from)
        .filter(move |&edge| edge != to && road.edge(edge).segment != back)
}

/// Into a roundabout at part `at`: which exit, and which way it lies seen from the entry.
fn roundabout(road: &RoadNetwork, parts: &[PathPart], at: usize) -> Maneuver {
    let is_round = |edge: EdgeId| road.segment(road.edge(edge).segment).traits().roundabout;
    let arriving = edge_bearing(road, parts[at - 1].edge, true);
    let mut exits = 0;
    let mut exit = None;
    for (number, part) in parts.iter().enumerate().skip(at) {
        if !is_round(part.edge) {
            exit = Some((exits, edge_bearing(road, part.edge, false)));
            break;
        }
        // Exits at the end of this part: the one taken is the last that counts.
        let here = road.exits(part.edge).filter(|&edge| !is_round(edge));
        let leaves = parts
            .get(number + 1)
            .is_some_and(|next| !is_round(next.edge));
        exits += if leaves { 1 } else { here.count() };
    }
    let angle = exit.map(|(_, leaving)| geo::turn_angle(arriving, leaving));
    Maneuver {
        kind: ManeuverKind::Roundabout,
        modifier: angle.map(|angle| {
            if angle.abs() > BACK_DEGREES {
                Modifier::Uturn
            } else {
                modifier(angle)
            }
        }),
        exit: exit.and_then(|(count, _)| u32::try_from(count).ok()),
        position: start(road, &parts[at]),
        bearing_before: arriving,
        bearing_after: edge_bearing(road, parts[at].edge, false),
    }
}

fn start(road: &RoadNetwork, part: &PathPart) -> LngLat {
    let edge = road.edge(part.edge);
    let segment = road.segment(edge.segment);
    road.vertex_position(if edge.along {
        segment.tail()
    } else {
        segment.head()
    })
}

fn modifier(angle: f64) -> Modifier {
    let right = angle > 0.0;
    match angle.abs() {
        a if a < STRAIGHT_DEGREES => Modifier::Straight,
        a if a < SLIGHT_DEGREES && right => Modifier::SlightRight,
        a if a < SLIGHT_DEGREES => Modifier::SlightLeft,
        a if a < SHARP_DEGREES && right => Modifier::Right,
        a if a < SHARP_DEGREES => Modifier::Left,
        _ if right => Modifier::SharpRight,
        _ => Modifier::SharpLeft,
    }
}
