//! From positions with errors to the streets driven: map matching.
//!
//! A hidden Markov model (Newson and Krumm, "Hidden Markov Map Matching Through Noise and Sparseness",
//! ACM GIS 2009): the hidden states are places on directed edges near a fix; a fix scatters around its state by a
//! normal distribution; and between two fixes, the way driven is about as long as the straight line. [`Matcher::trace`] finds the likeliest states of a whole trace (Viterbi),
//! [`LiveMatcher`] keeps the states' likelihoods from fix to fix.
//!
//! Where Newson and Krumm take the shortest way between two states, this takes the fastest, as drivers do; where fixes
//! have times, ways that would have to be driven much faster than usual count as unlikely.

mod candidates;
mod driven;
mod live;
mod model;
mod progress;
mod steps;
#[cfg(test)]
mod tests;
mod trace;

pub use driven::Traversals;
pub use live::{LiveFix, LiveMatcher, Located};
pub use progress::{Progress, RouteProgress};
pub use steps::MatchScratch;
pub use trace::{MatchOptions, Matched, MatchedPoint, Matching, TracePoint};

use std::sync::Arc;

use crate::road::RoadNetwork;
use crate::routing::{Avoided, EdgeId, SnapIndex};
use crate::units::LngLat;

/// A place on a directed edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgePlace {
    /// The edge.
    pub edge: EdgeId,
    /// Share of its length that is behind, in driving direction (`0..=1`).
    pub fraction: f64,
    /// The point on the road.
    pub position: LngLat,
}

/// Matches positions to one road network.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    index: &'a SnapIndex,
    road: &'a Arc<RoadNetwork>,
    off: Option<&'a Avoided>,
}

impl<'a> Matcher<'a> {
    /// A matcher for the streets of an index, driven as they are on `road` (the same network at some moment).
    #[must_use]
    pub fn new(index: &'a SnapIndex, road: &'a Arc<RoadNetwork>) -> Self {
        Self {
            index,
            road,
            off: None,
        }
    }

    /// The same matcher for vehicles that were on none of some segments: no fix is put onto them, and no way between two
    /// fixes leads over them.
    #[must_use]
    pub fn keeping_off(self, off: &'a Avoided) -> Self {
        Self {
            off: Some(off),
            ..self
        }
    }
}
