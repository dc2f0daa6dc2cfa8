//! What has happened. The log of events is the only truth; replaying it gives the same board.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    closure::ClosureRecord,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::{
        Capability, Disposition, Priority, RequestDetails, RequestType, ShownCandidate, TeamStatus,
    },
};
use crate::units::{LngLat, Timestamp};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it was decided.
    pub at: Timestamp,
    /// What happened.
    pub change: Change,
}

/// What happened. Fields mean what they mean in the command of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "documented at the command of the same name")]
pub enum Change {
    TeamAdded {
        team: TeamId,
        callsign: String,
        capabilities: BTreeSet<Capability>,
        post: Option<LngLat>,
    },
    TeamSignedOn {
        team: TeamId,
    },
    TeamSignedOff {
        team: TeamId,
    },
    TeamStatusChanged {
        team: TeamId,
        status: TeamStatus,
    },
    RequestCreated {
        request: RequestId,
        details: RequestDetails,
    },
    RequestUpdated {
        request: RequestId,
        position: Option<LngLat>,
        address: Option<String>,
        kind_of_help: Option<RequestType>,
        priority: Option<Priority>,
        needs: Option<BTreeSet<Capability>>,
        note: Option<String>,
    },
    RequestHeld {
        request: RequestId,
        reason: String,
    },
    RequestResumed {
        request: RequestId,
    },
    TeamAssigned {
        assignment: AssignmentId,
        request: RequestId,
        team: TeamId,
        override_reason: Option<String>,
        shown: Vec<ShownCandidate>,
    },
    AssignmentAcknowledged {
        assignment: AssignmentId,
    },
    AssignmentDeclined {
        assignment: AssignmentId,
        reason: String,
    },
    AssignmentAdvanced {
        assignment: AssignmentId,
        to: TeamStatus,
    },
    AssignmentCleared {
        assignment: AssignmentId,
    },
    AssignmentCancelled {
        assignment: AssignmentId,
        reason: String,
    },
    RequestClosed {
        request: RequestId,
        disposition: Disposition,
        note: Option<String>,
    },
    ClosureCreated {
        closure: ClosureId,
        record: ClosureRecord,
    },
    ClosureBegun {
        closure: ClosureId,
    },
    ClosureEnded {
        closure: ClosureId,
    },
}
