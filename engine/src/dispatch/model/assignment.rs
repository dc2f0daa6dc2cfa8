//! One team's work on one request.

use serde::{Deserialize, Serialize};

use super::AssignmentOutcome;
use crate::{
    dispatch::ids::{AssignmentId, DestinationId, RequestId, TeamId},
    units::{Millis, Timestamp},
};

/// One team's work on one request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The request.
    pub request: RequestId,
    /// The team.
    pub team: TeamId,
    /// What became of it.
    pub outcome: AssignmentOutcome,
    /// When it was made.
    pub assigned_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why another than the recommended team was chosen, or why it was declined or cancelled.
    pub reason: Option<String>,
    /// The ranking the dispatcher saw, kept for audit.
    pub shown: Vec<ShownCandidate>,
    /// Where the person is taken.
    #[serde(default)]
    pub destination: Option<DestinationId>,
    /// It is, or was until it ended, only proposed: its team never heard of it.
    #[serde(default)]
    pub never_sent: bool,
    /// Number of changes to this assignment so far.
    pub version: u64,
}

impl Assignment {
    /// Whether the team still works on it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.outcome,
            AssignmentOutcome::Assigned | AssignmentOutcome::Acknowledged
        )
    }
}

/// One line of the ranking a dispatcher saw when assigning.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownCandidate {
    /// The team.
    pub team: TeamId,
    /// The time to arrive that was shown.
    pub eta: Millis,
}
