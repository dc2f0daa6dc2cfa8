//! How far a reach goes, and in what it is measured.

use super::EdgeId;
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::units::{Metres, Millis};

/// How far to look: the driving time or the length of the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Driving time; more than 18 hours counts as 18 hours.
    Time(Millis),
    /// Length of the way, counted in centimetres; more than 671 km counts as 671 km.
    Length(Metres),
}

impl From<Millis> for Limit {
    fn from(time: Millis) -> Self {
        Self::Time(time)
    }
}

impl From<Metres> for Limit {
    fn from(length: Metres) -> Self {
        Self::Length(length)
    }
}

impl Limit {
    pub(super) fn measure(self) -> Measure {
        match self {
            Self::Time(_) => Measure::Time,
            Self::Length(_) => Measure::Length,
        }
    }

    /// Milliseconds or centimetres, as searches count them.
    pub(super) fn count(self) -> u32 {
        /// The last value stands for what is too far.
        const MOST: u32 = DURATION_MASK - 1;
        match self {
            Self::Time(Millis(time)) => u32::try_from(time).map_or(MOST, |time| time.min(MOST)),
            Self::Length(Metres(length)) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "cut to what a search can count"
                )]
                let centimetres = (length * 100.0).clamp(0.0, f64::from(MOST)) as u32;
                centimetres
            }
        }
    }
}

/// The length of a count of centimetres.
pub(super) fn metres(centimetres: u32) -> Metres {
    Metres(f64::from(centimetres) / 100.0)
}

/// What a search adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Milliseconds of driving and turning.
    Time,
    /// Centimetres driven.
    Length,
}

impl Measure {
    /// What the whole of an edge costs, at least 1.
    pub(super) fn of(self, road: &RoadNetwork, graph: &Graph<'_>, edge: EdgeId) -> u32 {
        match self {
            Self::Time => graph.duration[edge.0 as usize],
            Self::Length => {
                let metres = road.segment(road.edge(edge).segment).length();
                Limit::Length(metres).count().max(1)
            }
        }
    }

    /// What a turn costs.
    pub(super) fn of_turn(self, cost: u32) -> u32 {
        match self {
            Self::Time => cost & DURATION_MASK,
            Self::Length => 0,
        }
    }
}
