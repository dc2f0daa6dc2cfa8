//! Coordinates on the road, by the options that say where.

use std::sync::Arc;

use nearhand_engine::{
    geo,
    road::RoadNetwork,
    routing::{AvoidKinds, SegmentId, Snap, SnapIndex},
    units::{Bearing, LngLat, Metres},
};

use super::{question::Question, refusal::Refusal};
use crate::trip::{Ground, KeepOff};

/// OSRM looks for streets however far they are.
const ANYWHERE: Metres = Metres(f64::INFINITY);
/// The first radius in which several streets are looked for; it doubles until there are enough.
const FIRST_RADIUS: Metres = Metres(100.0);
/// No two places on Earth are farther apart.
const FARTHEST: Metres = Metres(20_100_000.0);

/// The streets of a question, and what it keeps off.
pub(super) struct Streets<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) question: &'a Question,
    pub(super) off: KeepOff,
}

impl<'a> Streets<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, question: &'a Question) -> Self {
        let kinds: AvoidKinds = question.exclude;
        Self {
            ground,
            question,
            off: ground.keeping_off_kinds(kinds),
        }
    }

    pub(super) fn road(&self) -> &Arc<RoadNetwork> {
        self.ground.road()
    }

    /// The streets that coordinates may be put onto.
    ///
    /// As in OSRM, `snapping=any` adds those where no trip begins or ends by itself. In OSRM's car profile these are
    /// ferries and trains that carry cars (`is_startpoint`); here, besides, parts of the network that cannot be left or
    /// entered, which OSRM tells from the rest only when two coordinates have no way between them.
    pub(super) fn index(&self) -> &'a SnapIndex {
        if self.question.snaps_anywhere {
            self.ground.snaps_of_all()
        } else {
            self.ground.snaps()
        }
    }

    /// All coordinates on the road.
    pub(super) fn snap_all(&self) -> Result<Vec<Snap>, Refusal> {
        let numbers = 0..self.question.coordinates.len();
        numbers.map(|number| self.snap(number)).collect()
    }

    /// A coordinate on the road.
    pub(super) fn snap(&self, number: usize) -> Result<Snap, Refusal> {
        let question = self.question;
        let asked = question.coordinates[number];
        let hint = question.hints.get(number).copied().flatten();
        // Hints are for places where trips begin and end; without them the answer is the same.
        let hint = hint.filter(|_| !question.snaps_anywhere);
        let hinted = hint.and_then(|hint| hint.place(self.road(), asked));
        if let Some(snap) = hinted.filter(|snap| self.off.allows(snap.segment)) {
            return Ok(self.approached(number, snap));
        }
        let heading = question.bearings.get(number).copied().flatten();
        let radius = question.radiuses.get(number).copied().flatten();
        let wanted = |segment: SegmentId| self.off.allows(segment);
        self.index()
            .nearest_among(asked, heading, radius.unwrap_or(ANYWHERE), wanted)
            .map(|snap| self.approached(number, snap))
            .map_err(|_| Refusal::no_segment(number))
    }

    /// The nearest streets to a coordinate, nearest first.
    pub(super) fn nearest(&self, number: usize, most: usize) -> Result<Vec<Snap>, Refusal> {
        let first = self.snap(number)?;
        if most == 1 {
            return Ok(vec![first]);
        }
        let question = self.question;
        let asked = question.coordinates[number];
        let heading = question.bearings.get(number).copied().flatten();
        let limit = question
            .radiuses
            .get(number)
            .copied()
            .flatten()
            .unwrap_or(FARTHEST);
        let mut radius = Metres(FIRST_RADIUS.0.max(first.distance.0 * 2.0));
        loop {
            let within = Metres(radius.0.min(limit.0));
            // Streets that do not head the right way take room, too: none of them may push out one that does.
            let allowed = |segment| self.off.allows(segment);
            let near = self.index().all_among(asked, within, usize::MAX, allowed);
            let mut near: Vec<Snap> = near
                .into_iter()
                .filter_map(|snap| match heading {
                    Some(heading) => self.heading(snap, heading),
                    None => Some(snap),
                })
                .map(|snap| self.approached(number, snap))
                .collect();
            if near.len() >= most || within.0 >= limit.0 {
                near.truncate(most);
                return Ok(near);
            }
            radius.0 *= 2.0;
        }
    }

    /// A place with only the directions that a heading allows; `None` when it allows none.
    fn heading(&self, snap: Snap, heading: nearhand_engine::routing::Heading) -> Option<Snap> {
        let along = self.direction(&snap)?;
        let fits = |turned: f64| {
            let driven = Bearing::new(along.degrees() + turned);
            driven.is_some_and(|driven| {
                driven.difference(heading.bearing) <= heading.tolerance_degrees
            })
        };
        let snap = Snap {
            forward: snap.forward.filter(|_| fits(0.0)),
            backward: snap.backward.filter(|_| fits(180.0)),
            ..snap
        };
        (snap.forward.is_some() || snap.backward.is_some()).then_some(snap)
    }

    /// A place with only the direction from which its side of the street is reached, where that is asked for.
    fn approached(&self, number: usize, snap: Snap) -> Snap {
        let asked = self.question.coordinates[number];
        snap.approached(self.road(), asked, self.question.approach(number))
    }

    /// The direction of the street's line at a place.
    fn direction(&self, snap: &Snap) -> Option<Bearing> {
        let shape: Vec<LngLat> = self.road().segment(snap.segment).shape().collect();
        geo::bearing_along(&shape, snap.fraction)
    }
}
