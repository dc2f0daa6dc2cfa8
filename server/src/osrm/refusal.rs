//! Why a question is not answered, in OSRM's codes.

use serde::Serialize;

/// OSRM's codes for what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of OSRM's documentation")]
pub enum Code {
    InvalidUrl,
    InvalidService,
    InvalidVersion,
    InvalidOptions,
    InvalidQuery,
    InvalidValue,
    NoSegment,
    TooBig,
    NoRoute,
    NoTable,
    NoMatch,
    NoTrips,
    NotImplemented,
}

/// A refusal: its code, and a sentence for whoever reads the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong; it holds numbers and names of options, never a place.
    pub message: String,
}

impl Refusal {
    /// A refusal.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// An option that contradicts the others or lies out of its range.
    pub(super) fn options(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidOptions, message)
    }

    /// More than is answered at once.
    pub(super) fn too_big(entries: usize, most: usize) -> Self {
        let message =
            format!("Number of entries {entries} is higher than current maximum ({most})");
        Self::new(Code::TooBig, message)
    }

    /// A query that cannot be read from this place on (bytes from the start of the address).
    pub(super) fn query(position: usize) -> Self {
        let message = format!("Query string malformed close to position {position}");
        Self::new(Code::InvalidQuery, message)
    }

    /// No usable street near a place.
    pub(super) fn no_segment(number: usize) -> Self {
        let message = format!("Could not find a matching segment for coordinate {number}");
        Self::new(Code::NoSegment, message)
    }
}
