//! The places where a vehicle may have been when it sent a fix.

use super::Matcher;
use super::model::Seen;
use crate::geo;
use crate::routing::{EdgeId, Snap};
use crate::units::{LngLat, Metres};

/// So many standard deviations away, a street is still a candidate: 1 in 15,000 fixes lies farther off.
const SIGMAS: f64 = 4.0;
/// Streets farther away than this are no candidates however poor the fix.
const FARTHEST: Metres = Metres(200.0);
/// Streets nearer than this always are: the map has errors, too.
const NEAREST: Metres = Metres(25.0);
/// The most streets looked at for one fix, nearest first.
const MOST_STREETS: usize = 40;

/// A state of the model: a place on a directed edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) edge: EdgeId,
    /// Metres from the start of the edge.
    pub(super) offset: f64,
    /// Metres of the whole edge.
    pub(super) length: f64,
    pub(super) position: LngLat,
    /// Logarithm of how likely the fix is, were the vehicle here.
    pub(super) emission: f64,
}

impl State {
    pub(super) fn fraction(&self) -> f64 {
        if self.length > 0.0 {
            (self.offset / self.length).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

impl Matcher<'_> {
    /// The states of a fix, nearest street first.
    pub(super) fn states(&self, seen: &Seen) -> Vec<State> {
        let radius = (seen.sigma.0 * SIGMAS).clamp(NEAREST.0, FARTHEST.0);
        let snaps = self
            .index
            .all_among(seen.position, Metres(radius), MOST_STREETS, |segment| {
                self.off.is_none_or(|off| !off.has(segment))
            });
        let mut states = Vec::with_capacity(snaps.len() * 2);
        for snap in snaps {
            let snap = snap.approached(self.road, seen.position, seen.approach);
            for (edge, along) in [(snap.forward, true), (snap.backward, false)] {
                states.extend(edge.map(|edge| self.state(seen, &snap, edge, along)));
            }
        }
        states
    }

    fn state(&self, seen: &Seen, snap: &Snap, edge: EdgeId, along: bool) -> State {
        let segment = self.road.segment(snap.segment);
        let length = segment.length().0;
        let fraction = if along {
            snap.fraction
        } else {
            1.0 - snap.fraction
        };
        let off_course = seen.bearing.and_then(|bearing| {
            let line: Vec<LngLat> = segment.shape().collect();
            let street = geo::bearing_along(&line, snap.fraction)?;
            let difference = street.difference(bearing);
            Some(if along {
                difference
            } else {
                180.0 - difference
            })
        });
        State {
            edge,
            offset: fraction * length,
            length,
            position: snap.position,
            emission: seen.log_likelihood(snap.distance, off_course),
        }
    }
}
