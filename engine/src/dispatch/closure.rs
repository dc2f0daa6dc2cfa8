//! Streets that people say are closed or slow, as they stand on the board.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::ClosureId;
use crate::{
    routing::live::{Closure, Effect, Shape},
    units::{Bearing, LngLat, Timestamp},
};

/// What is told of a closure when it is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewClosure {
    /// Where.
    pub shape: Shape,
    /// Only for those who head this way.
    pub heading: Option<Bearing>,
    /// What is different there.
    pub effect: Effect,
    /// When it begins; at once when not given.
    pub from: Option<Timestamp>,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// Why, for those who read it on a screen.
    pub reason: String,
    /// The streets meant, to be drawn; none for an area, which is drawn itself.
    pub lines: Vec<Vec<LngLat>>,
}

impl NewClosure {
    /// The record of it, made at a moment.
    #[must_use]
    pub fn recorded(self, at: Timestamp) -> ClosureRecord {
        ClosureRecord {
            what: Closure {
                shape: self.shape,
                heading: self.heading,
                effect: self.effect,
                from: self.from.unwrap_or(at),
                until: self.until,
            },
            reason: self.reason,
            lines: self.lines,
        }
    }
}

/// A closure as the log keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureRecord {
    /// Where, when and what.
    pub what: Closure,
    /// Why.
    pub reason: String,
    /// The streets meant, to be drawn.
    pub lines: Vec<Vec<LngLat>>,
}

/// A closure on the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StreetClosure {
    /// Its id.
    pub id: ClosureId,
    /// What it is.
    pub record: ClosureRecord,
    /// Whether it is in force.
    pub state: ClosureState,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Number of changes so far.
    pub version: u64,
}

/// Where a closure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClosureState {
    Scheduled,
    Active,
    Ended,
}

impl fmt::Display for ClosureState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheduled => "scheduled",
            Self::Active => "in force",
            Self::Ended => "ended",
        })
    }
}

/// What may be done with a closure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClosureAction {
    Begin,
    End,
}

/// As said in a sentence: "it cannot be begun".
impl fmt::Display for ClosureAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begin => "begun",
            Self::End => "ended",
        })
    }
}
