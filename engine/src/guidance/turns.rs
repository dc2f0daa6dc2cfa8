//! Which crossings of a route need an instruction, and which one.
//!
//! The kinds are OSRM's; when a way is obvious is decided by rules of our own, which are in the constants below.

use super::crossing::{Crossing, StreetEnd};
use super::draft::Draft;
use super::drive::Drive;
use super::street::{Label, Street};
use super::{ManeuverKind, Modifier};
use crate::geo;
use crate::road::RoadNetwork;

/// From here on a turn is told wherever there is another way.
const TURN_DEGREES: f64 = 45.0;
/// A way is the obvious one when every other bends this much more.
const OBVIOUS_DEGREES: f64 = 30.0;
/// The same of the way on along one's street.
const OBVIOUS_SAME_STREET_DEGREES: f64 = 25.0;
/// One's street may bend so much more than a lesser one and still be the way on.
const LESSER_DEGREES: f64 = 20.0;
/// Another street than one's own is obvious only when one's own bends this much more.
const LEAVING_DEGREES: f64 = 70.0;
/// A bend past driveways only is no turn up to here.
const BEND_DEGREES: f64 = 60.0;
/// Ways that lie this much ahead, each, make a fork.
const FORK_DEGREES: f64 = 50.0;
/// A crossing street lies at least this much to the side.
const SIDE_DEGREES: f64 = 45.0;
/// A main road that one merges into comes from behind, at most this much askew.
const MERGE_DEGREES: f64 = 60.0;

/// What to do at the crossing where a part begins, when `told` is the street one has been driving on; `None` where one
/// just drives on. Roundabouts are not its matter.
pub(super) fn at_crossing(drive: &Drive<'_>, part: usize, told: Label<'_>) -> Option<Draft> {
    let crossing = drive.crossing(part)?;
    let scene = Scene {
        road: drive.road,
        crossing,
        before: drive.street(part - 1),
        after: drive.street(part),
        told,
    };
    let (kind, modifier) = scene.maneuver()?;
    Some(Draft::new(part, kind, modifier, crossing.angle()))
}

/// What a decision at a crossing looks at.
struct Scene<'a> {
    road: &'a RoadNetwork,
    crossing: Crossing<'a>,
    before: Street<'a>,
    after: Street<'a>,
    told: Label<'a>,
}

impl Scene<'_> {
    fn maneuver(&self) -> Option<(ManeuverKind, Modifier)> {
        let angle = self.crossing.angle();
        let turned = Modifier::of_angle(angle);
        if self.before.traits.ferry != self.after.traits.ferry {
            return Some((ManeuverKind::Notification, turned));
        }
        if self.crossing.is_u_turn() {
            return Some((ManeuverKind::Continue, Modifier::Uturn));
        }
        if let Some(modifier) = self.merge() {
            return Some((ManeuverKind::Merge, modifier));
        }
        let choices: Vec<&StreetEnd> = self.crossing.choices().collect();
        if choices.is_empty() {
            return self.renamed().map(|kind| (kind, turned));
        }
        if self.after.is_ramp() && !self.before.is_ramp() {
            return Some(self.ramp(&choices));
        }
        if self.is_obvious(&choices) {
            return self.renamed().map(|kind| (kind, turned));
        }
        if let Some(modifier) = self.fork(&choices) {
            return Some((ManeuverKind::Fork, modifier));
        }
        let modifier = self.told_apart(turned, &choices);
        let kind = if self.told.is_called_same(self.after.label) {
            ManeuverKind::Continue
        } else if self.is_end_of_road() {
            ManeuverKind::EndOfRoad
        } else {
            ManeuverKind::Turn
        };
        let is_mini = self.crossing.is_mini_roundabout(self.road);
        Some(if is_mini && modifier != Modifier::Straight {
            (ManeuverKind::RoundaboutTurn, modifier)
        } else {
            (kind, modifier)
        })
    }

    /// The way on along the street that one drives on, as far as its name tells.
    fn is_same_street(&self) -> bool {
        self.told.is_same(self.after.label)
    }

    /// Told where one drives on as any driver would: the street has another name.
    fn renamed(&self) -> Option<ManeuverKind> {
        if !self.told.is_news(self.after.label) {
            return None;
        }
        let is_bend = self.crossing.ends.len() < 3;
        Some(if is_bend || self.crossing.angle().abs() < TURN_DEGREES {
            ManeuverKind::NewName
        } else {
            ManeuverKind::Turn
        })
    }

    /// Whether any driver would take this way without being told.
    fn is_obvious(&self, choices: &[&StreetEnd]) -> bool {
        let bend = self.crossing.angle().abs();
        let same = self.is_same_street();
        choices.iter().all(|end| {
            let street = self.street(end);
            let lead = end.angle.abs() - bend;
            let lesser = self.is_lesser(&street);
            if bend >= TURN_DEGREES {
                lesser && bend < BEND_DEGREES && lead > OBVIOUS_DEGREES
            } else if !same && self.told.is_same(street.label) {
                lead > LEAVING_DEGREES
            } else if lesser || (same && street.rank() > self.after.rank()) {
                lead > -LESSER_DEGREES
            } else if same {
                lead > OBVIOUS_SAME_STREET_DEGREES
            } else {
                lead > OBVIOUS_DEGREES
            }
        })
    }

    /// Whether a street is clearly less than the one that is taken: a driveway off a street, an exit off a motorway.
    fn is_lesser(&self, street: &Street<'_>) -> bool {
        (street.is_service() && !self.after.is_service())
            || (street.is_link() && self.is_plain_road())
            || street.rank() >= self.after.rank() + 3
    }

    /// From a street along a street: ramps and driveways left out.
    fn is_plain_road(&self) -> bool {
        !self.before.is_link() && !self.after.is_link() && !self.after.is_service()
    }

    /// Two or three like roads ahead: which of them.
    fn fork(&self, choices: &[&StreetEnd]) -> Option<Modifier> {
        let angle = self.crossing.angle();
        let alike = |end: &&&StreetEnd| {
            let street = self.street(end);
            end.angle.abs() < FORK_DEGREES
                && street.is_link() == self.after.is_link()
                && street.rank().abs_diff(self.after.rank()) <= 1
        };
        let others: Vec<f64> = choices.iter().filter(alike).map(|end| end.angle).collect();
        if angle.abs() >= FORK_DEGREES || others.is_empty() {
            return None;
        }
        let right_of = others.iter().filter(|&&other| other < angle).count();
        Some(match right_of {
            0 => Modifier::SlightLeft,
            n if n == others.len() => Modifier::SlightRight,
            _ => Modifier::Straight,
        })
    }

    /// Onto a ramp: from a motorway off it, from elsewhere up to it.
    fn ramp(&self, choices: &[&StreetEnd]) -> (ManeuverKind, Modifier) {
        let kind = if self.before.is_main_road() {
            ManeuverKind::OffRamp
        } else {
            ManeuverKind::OnRamp
        };
        let angle = self.crossing.angle();
        let modifier = match Modifier::of_angle(angle) {
            // A driver asks on which side of the other way it lies.
            Modifier::Straight => {
                let nearest = choices
                    .iter()
                    .map(|end| end.angle)
                    .min_by(|a, b| (a - angle).abs().total_cmp(&(b - angle).abs()));
                match nearest {
                    Some(other) if other.abs() < FORK_DEGREES => Modifier::slight(angle > other),
                    _ => Modifier::Straight,
                }
            }
            turned => turned,
        };
        (kind, modifier)
    }

    /// From a ramp into a main road whose traffic comes from beside: on which side it is.
    fn merge(&self) -> Option<Modifier> {
        if !self.before.is_ramp() || !self.after.is_main_road() {
            return None;
        }
        let behind = self.crossing.ends[self.crossing.came_by].bearing;
        let askew = self
            .crossing
            .incoming()
            .filter(|end| self.street(end).is_main_road())
            .map(|end| geo::turn_angle(behind, end.bearing))
            .find(|askew| askew.abs() < MERGE_DEGREES)?;
        // Seen backwards the left is clockwise.
        Some(Modifier::slight(askew < 0.0))
    }

    /// The road meets another and does not go on.
    fn is_end_of_road(&self) -> bool {
        let to_the_side = |end: &StreetEnd| {
            let side = end.angle.abs();
            (SIDE_DEGREES..180.0 - SIDE_DEGREES).contains(&side)
        };
        let came_by = self.crossing.came_by;
        let ends = self.crossing.ends.iter().enumerate();
        let others: Vec<&StreetEnd> = ends
            .filter(|(n, _)| *n != came_by)
            .map(|(_, e)| e)
            .collect();
        let [one, other] = others[..] else {
            return false;
        };
        to_the_side(one) && to_the_side(other) && one.angle.signum() != other.angle.signum()
    }

    /// Of two ways that both are "right", the one that bends more is the sharper.
    fn told_apart(&self, turned: Modifier, choices: &[&StreetEnd]) -> Modifier {
        let angle = self.crossing.angle().abs();
        let rivals = || {
            choices
                .iter()
                .filter(|end| Modifier::of_angle(end.angle) == turned)
                .map(|end| end.angle.abs())
        };
        let (straighter, sharper) = (
            rivals().any(|other| other < angle),
            rivals().any(|other| other > angle),
        );
        let right = self.crossing.angle() > 0.0;
        match turned {
            Modifier::Right | Modifier::Left if sharper && !straighter && angle < 80.0 => {
                Modifier::slight(right)
            }
            Modifier::Right if straighter && !sharper && angle > 100.0 => Modifier::SharpRight,
            Modifier::Left if straighter && !sharper && angle > 100.0 => Modifier::SharpLeft,
            _ => turned,
        }
    }

    fn street(&self, end: &StreetEnd) -> Street<'_> {
        Street::of(self.road.segment(end.segment))
    }
}
