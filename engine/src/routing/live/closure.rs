//! Closures and slow-downs: what people say, and the edges it means.

use serde::{Deserialize, Serialize};

use super::error::ClosureError;
use super::streets::Streets;
use crate::routing::EdgeId;
use crate::units::{Bearing, LngLat, MetresPerSecond, Timestamp};

/// Slowest speed of a slow-down; slower than walking is closed.
const SLOWEST: f64 = 0.5;
/// Fastest speed that can be called a slow-down.
const FASTEST: f64 = 60.0;
/// Longest that a slow-down may stretch a driving time.
const MOST_FACTOR: f64 = 100.0;

/// A street or area that is closed or slowed for some time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// Where.
    pub shape: Shape,
    /// Only for those who head this way; both ways when not given.
    pub heading: Option<Bearing>,
    /// What is different there.
    pub effect: Effect,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends by itself (at this moment it is over).
    pub until: Option<Timestamp>,
}

/// Where a closure is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Shape {
    /// The street under a point, between its crossings.
    Point {
        /// The point, on a street or near one.
        at: LngLat,
    },
    /// A street between two crossings or other points of it, with its other carriageway if it has one.
    Street {
        /// Its name or number, upper or lower case; that of the street at `from` when not given.
        name: Option<String>,
        /// One end.
        from: LngLat,
        /// The other end.
        to: LngLat,
    },
    /// Every street that lies in an area or crosses its edge.
    Polygon {
        /// The corners in order, three or more; the last is joined to the first.
        ring: Vec<LngLat>,
    },
}

/// What a closure does to those who drive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// It is not driven through.
    Closed {
        /// By whom.
        scope: Scope,
    },
    /// Driving takes longer.
    SlowedBy {
        /// How many times as long, 1 to 100.
        factor: f64,
    },
    /// Driving is no faster than this; where it is slower anyway, nothing changes.
    SlowedTo {
        /// The speed, 0.5 to 60 m/s.
        speed: MetresPerSecond,
    },
}

/// Whom a closure keeps out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Nobody enters from outside; who is inside may drive on and leave.
    Everyone,
    /// Only those enter who have no way around: as a rule, who begin or end their trip inside.
    ExceptDestination,
}

impl Closure {
    /// The closure on a network.
    ///
    /// # Errors
    /// When a value is out of range or no street is meant.
    pub fn place(&self, streets: &Streets) -> Result<PlacedClosure, ClosureError> {
        self.check()?;
        let mut edges = streets.edges(&self.shape, self.heading)?;
        edges.sort_unstable();
        edges.dedup();
        Ok(PlacedClosure {
            edges,
            effect: self.effect,
            from: self.from,
            until: self.until,
        })
    }

    /// Whether its numbers make sense, wherever it is.
    ///
    /// # Errors
    /// When a value is out of range.
    pub fn check(&self) -> Result<(), ClosureError> {
        if self.until.is_some_and(|until| until <= self.from) {
            return Err(ClosureError::EndsBeforeItBegins);
        }
        match self.effect {
            Effect::SlowedBy { factor } if !(1.0..=MOST_FACTOR).contains(&factor) => {
                Err(ClosureError::Factor { factor })
            }
            Effect::SlowedTo { speed } if !(SLOWEST..=FASTEST).contains(&speed.0) => {
                Err(ClosureError::Speed { speed })
            }
            _ => Ok(()),
        }
    }
}

/// A closure and the edges that it means on one network.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedClosure {
    /// Ascending.
    edges: Vec<EdgeId>,
    effect: Effect,
    from: Timestamp,
    until: Option<Timestamp>,
}

impl PlacedClosure {
    /// A closure of any edges, which need not be a street.
    #[cfg(test)]
    pub(super) fn of_edges(mut edges: Vec<EdgeId>, effect: Effect) -> Self {
        edges.sort_unstable();
        edges.dedup();
        Self {
            edges,
            effect,
            from: Timestamp(0),
            until: None,
        }
    }

    /// The edges meant, ascending.
    #[must_use]
    pub fn edges(&self) -> &[EdgeId] {
        &self.edges
    }

    /// What it does.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Whether it is in force at a moment.
    #[must_use]
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether an edge is one of those meant.
    #[must_use]
    pub fn has(&self, edge: EdgeId) -> bool {
        self.edges.binary_search(&edge).is_ok()
    }

    /// When it begins and ends by itself.
    pub(super) fn moments(&self) -> impl Iterator<Item = Timestamp> {
        std::iter::once(self.from).chain(self.until)
    }
}
