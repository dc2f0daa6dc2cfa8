//! A route's steps as plain values, in the vocabulary of OSRM's HTTP API (`RouteStep`, `StepManeuver`, `Intersection`,
//! `Lane`).

use crate::road::input::{DrivingSide, LaneTurns};
use crate::units::{Bearing, LngLat, Metres, Millis};

/// One instruction, and the way until the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What to do at the beginning of the step.
    pub maneuver: Maneuver,
    /// Name of the street driven, or the empty string. Round a roundabout: that of the street it is left by.
    pub name: String,
    /// Its road number, or the empty string.
    pub reference: String,
    /// Where signs say that the way leads, such as "A1: Porto, Braga", or the empty string.
    pub destinations: String,
    /// Numbers of the motorway exit that is taken, such as "12, 12a", or the empty string.
    pub exits: String,
    /// Name of the rotary that the step goes round, or the empty string.
    pub rotary_name: String,
    /// On the step that arrives: the address given for the end of the route, or the empty string.
    pub address: String,
    /// What one travels on.
    pub mode: TravelMode,
    /// Side of the road that traffic keeps to.
    pub driving_side: DrivingSide,
    /// Length until the next instruction.
    pub distance: Metres,
    /// Time until the next instruction, with the wait at the crossing that it is given for.
    pub duration: Millis,
    /// First and last point of the step in the route's line ([`Path::geometry`](crate::routing::Path::geometry)).
    pub geometry_index: (usize, usize),
    /// The crossings from the one where the step begins, in driving order, those where a driver has no say included.
    /// Points where a street only changes are no crossings.
    pub intersections: Vec<Intersection>,
}

/// What to do at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maneuver {
    /// What kind of thing to do.
    pub kind: ManeuverKind,
    /// Which way; of [`Arrive`](ManeuverKind::Arrive) and [`Depart`](ManeuverKind::Depart): on which side of the street
    /// the place is, where that is known.
    pub modifier: Option<Modifier>,
    /// At a roundabout: which exit to take, counted from 1; `None` when the route ends on it.
    pub exit: Option<u32>,
    /// Where.
    pub position: LngLat,
    /// Direction of travel before; north when there is no before.
    pub bearing_before: Bearing,
    /// Direction of travel after; north when there is no after.
    pub bearing_after: Bearing,
}

/// Kinds of manoeuvre (OSRM's names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManeuverKind {
    /// The route begins.
    Depart,
    /// Onto another street.
    Turn,
    /// The same way, under another name.
    NewName,
    /// The same street, which turns or which one turns round on.
    Continue,
    /// From a ramp into the traffic of a main road.
    Merge,
    /// Onto a ramp that leads to a motorway or the like.
    OnRamp,
    /// Off a motorway or the like.
    OffRamp,
    /// The road splits.
    Fork,
    /// The road ends in another.
    EndOfRoad,
    /// Into a roundabout, to leave it by an exit.
    Roundabout,
    /// As before, where the circle is a street of its own name: [`Step::rotary_name`].
    Rotary,
    /// Over a roundabout so small that one drives it like a crossing.
    RoundaboutTurn,
    /// Out of a roundabout.
    ExitRoundabout,
    /// Out of a rotary.
    ExitRotary,
    /// Nothing to turn, but one travels on something else: a ferry begins or ends.
    Notification,
    /// The route ends.
    Arrive,
}

impl ManeuverKind {
    /// OSRM's name of it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Depart => "depart",
            Self::Turn => "turn",
            Self::NewName => "new name",
            Self::Continue => "continue",
            Self::Merge => "merge",
            Self::OnRamp => "on ramp",
            Self::OffRamp => "off ramp",
            Self::Fork => "fork",
            Self::EndOfRoad => "end of road",
            Self::Roundabout => "roundabout",
            Self::Rotary => "rotary",
            Self::RoundaboutTurn => "roundabout turn",
            Self::ExitRoundabout => "exit roundabout",
            Self::ExitRotary => "exit rotary",
            Self::Notification => "notification",
            Self::Arrive => "arrive",
        }
    }
}

/// Directions of a manoeuvre (OSRM's names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Modifier {
    Straight,
    SlightRight,
    Right,
    SharpRight,
    Uturn,
    SharpLeft,
    Left,
    SlightLeft,
}

impl Modifier {
    /// OSRM's name of it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Straight => "straight",
            Self::SlightRight => "slight right",
            Self::Right => "right",
            Self::SharpRight => "sharp right",
            Self::Uturn => "uturn",
            Self::SharpLeft => "sharp left",
            Self::Left => "left",
            Self::SlightLeft => "slight left",
        }
    }
}

/// What one travels on. What one does on a road (drive, walk, cycle) is the network's matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TravelMode {
    /// A street, or what serves as one.
    #[default]
    Road,
    /// A ferry or a train that carries vehicles.
    Ferry,
}

/// A crossing on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Intersection {
    /// Where it is.
    pub position: LngLat,
    /// Its point in the route's line.
    pub geometry_index: usize,
    /// The street ends that meet here, clockwise from north.
    pub arms: Vec<Arm>,
    /// The arm one comes by; `None` where the route begins.
    pub came_by: Option<usize>,
    /// The arm one goes on by; `None` where the route ends.
    pub goes_by: Option<usize>,
    /// The lanes before the crossing, from the left to the right; empty where their arrows are not known or do not tell
    /// which to take.
    pub lanes: Vec<Lane>,
    /// What kind of road one goes on along.
    pub classes: Classes,
}

/// A street end at a crossing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arm {
    /// Direction seen from the crossing.
    pub bearing: Bearing,
    /// One may drive into it from where the route comes.
    pub entry: bool,
}

/// A lane before a crossing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The arrows on it; none on a lane without arrows.
    pub indications: LaneTurns,
    /// One may take it to follow the route.
    pub valid: bool,
    /// The arrows that the route follows; none where the lane is not valid.
    pub followed: LaneTurns,
}

/// What kind of road it is, as far as people may want to avoid it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// One has to pay.
    pub toll: bool,
    /// A motorway or its ramp.
    pub motorway: bool,
    /// A ferry.
    pub ferry: bool,
    /// Only for those who begin or end their trip there.
    pub restricted: bool,
    /// In a tunnel.
    pub tunnel: bool,
}
