//! Why a closure cannot be.

use crate::units::{Metres, MetresPerSecond};

/// A closure that says nothing sensible, or means no street of this network.
///
/// The texts hold numbers and names of fields, no place and nothing a person wrote.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ClosureError {
    /// No street near a point.
    #[error("no street within {:.0} m of this point: choose a point on a street", limit.0)]
    NoStreet {
        /// Which point.
        field: &'static str,
        /// How near it has to be.
        limit: Metres,
    },
    /// No street of the name near a point.
    #[error("no street of this name within {:.0} m of this point: correct one of them", limit.0)]
    NoSuchName {
        /// Which point.
        field: &'static str,
        /// How near it has to be.
        limit: Metres,
    },
    /// The street does not lead from one end to the other.
    #[error("the street does not lead from one of these points to the other: draw an area instead")]
    NotConnected,
    /// An area has too few or too many corners.
    #[error("the area has {corners} corners: give 3 to {limit}")]
    Corners {
        /// How many there are.
        corners: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The edges of an area cross each other.
    #[error("the edges of the area cross or touch each other: draw it anew")]
    CrossesItself,
    /// An area without a street.
    #[error("no street lies in the area or crosses its edge")]
    NothingInside,
    /// An area with too many streets.
    #[error("{segments} street segments lie in the area: draw one with at most {limit}")]
    TooLarge {
        /// How many there are.
        segments: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Nothing runs the way given.
    #[error("nobody may drive there in this direction: choose another or both")]
    Heading,
    /// A factor out of range.
    #[error("the factor {factor} is not between 1 and 100")]
    Factor {
        /// The value given.
        factor: f64,
    },
    /// A speed out of range.
    #[error("the speed {} m/s is not between 0.5 and 60", speed.0)]
    Speed {
        /// The value given.
        speed: MetresPerSecond,
    },
    /// The end is not after the begin.
    #[error("the end is not after the begin")]
    EndsBeforeItBegins,
}

impl ClosureError {
    /// The field at fault, by its path in [`Closure`](super::Closure).
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoStreet { field, .. } | Self::NoSuchName { field, .. } => field,
            Self::NotConnected => "shape.to",
            Self::Corners { .. }
            | Self::CrossesItself
            | Self::NothingInside
            | Self::TooLarge { .. } => "shape.ring",
            Self::Heading => "heading",
            Self::Factor { .. } => "effect.factor",
            Self::Speed { .. } => "effect.speed",
            Self::EndsBeforeItBegins => "until",
        }
    }
}
