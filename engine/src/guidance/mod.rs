//! Turn-by-turn guidance: a route as steps, in the vocabulary of OSRM's manoeuvres, and as words.
//!
//! [`steps`] looks at every crossing of a route, keeps those where a driver has to be told something, makes one of those
//! that are one to a driver, and describes what lies between.

mod assemble;
mod collapse;
mod crossing;
mod draft;
mod drive;
mod instruction;
mod lanes;
mod roundabout;
mod step;
mod street;
#[cfg(test)]
mod tests;
mod text;
mod turns;

pub use instruction::{Banner, BannerText, Component, Language, Units, VoiceInstruction};
pub use step::{
    Arm, Classes, Intersection, Lane, Maneuver, ManeuverKind, Modifier, Step, TravelMode,
};
pub use text::{banners, voice};

use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::{EdgeId, Path};
use crate::units::{Bearing, LngLat};

use draft::Draft;
use drive::Drive;
use street::Label;

/// The places that a route was asked for, which its ends are near.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ends {
    /// Where the trip begins, beside the road: tells on which side of the street that is.
    pub from: Option<LngLat>,
    /// Where the trip ends, beside the road.
    pub to: Option<LngLat>,
    /// The address of its end as it is to be told, or the empty string.
    pub address: String,
}

/// The steps of a route, from [`Depart`](ManeuverKind::Depart) to [`Arrive`](ManeuverKind::Arrive).
///
/// Bends, and crossings where one goes on as any driver would, are no steps.
#[must_use]
pub fn steps(road: &RoadNetwork, path: &Path) -> Vec<Step> {
    steps_between(road, path, &Ends::default())
}

/// As [`steps`], with what is known of the places at the ends.
#[must_use]
pub fn steps_between(road: &RoadNetwork, path: &Path, ends: &Ends) -> Vec<Step> {
    let drive = Drive::new(road, path);
    let drafts = collapse::collapse(&drive, drafts(&drive));
    assemble::assemble(&drive, &drafts, ends)
}

/// The instructions of a route, each crossing for itself.
fn drafts(drive: &Drive<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut part = 1;
    // What the driver believes to be on.
    let mut told = Label::default();
    if !drive.parts.is_empty() {
        told = drive.label(0);
        if drive.is_round(0)
            && let Some(leave) = roundabout::from_within(drive)
        {
            drafts.push(leave);
            part = leave.part + 1;
            told = drive.label(leave.part);
        }
    }
    while part < drive.parts.len() {
        if drive.is_round(part) && !drive.is_round(part - 1) {
            let round = roundabout::through(drive, part);
            drafts.push(round.enter);
            drafts.extend(round.leave);
            part = round.next_part;
            told = Label::default();
        } else if !drive.is_round(part)
            && let Some(draft) = turns::at_crossing(drive, part, told)
        {
            drafts.push(draft);
            told = Label::default();
        }
        if told.is_empty() && part < drive.parts.len() {
            told = drive.label(part);
        }
        part += 1;
    }
    drafts
}

/// Direction of an edge at its end (`true`) or at its start; north for a street of no length.
fn edge_bearing(road: &RoadNetwork, edge: EdgeId, at_end: bool) -> Bearing {
    let edge = road.edge(edge);
    let shape = road.segment(edge.segment).shape();
    let found = if edge.along == at_end {
        geo::departure(shape.rev())
    } else {
        geo::departure(shape)
    };
    let bearing = found.unwrap_or_default();
    if at_end { bearing.reversed() } else { bearing }
}
