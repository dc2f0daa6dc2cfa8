//! A request for help, and all that is kept of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Capability, Disposition, OtherService, Priority, RequestState, RequestType};
use crate::{
    dispatch::ids::{AssignmentId, RequestId},
    units::{LngLat, Timestamp},
};

/// A request for help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Where it stands.
    pub state: RequestState,
    /// What was told about it.
    pub details: RequestDetails,
    /// When each stage was first reached.
    pub times: RequestTimes,
    /// Every assignment made for it, oldest first.
    pub assignments: Vec<AssignmentId>,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// What was written when it was closed (personal data).
    pub closing_note: Option<String>,
    /// Why it is held, or taken off from where it stood (personal data).
    #[serde(default)]
    pub held_reason: Option<String>,
    /// When a held or scheduled request comes back by itself.
    #[serde(default)]
    pub returns_at: Option<Timestamp>,
    /// For when it was last scheduled before it first ended; kept when it comes back, as its waiting until then was wished for.
    #[serde(default)]
    pub scheduled_for: Option<Timestamp>,
    /// The triage questions answered.
    #[serde(default)]
    pub triage: Option<Triage>,
    /// Notes, oldest first.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The hand-over to another service, the latest one.
    #[serde(default)]
    pub hand_over: Option<HandOver>,
    /// The request that this one was merged into.
    #[serde(default)]
    pub merged_into: Option<RequestId>,
    /// Requests that were merged into this one.
    #[serde(default)]
    pub duplicates: Vec<RequestId>,
    /// A follow-up agreed on when it was closed.
    #[serde(default)]
    pub follow_up: Option<FollowUp>,
    /// How it ended before a follow-up took it up again, oldest first.
    #[serde(default)]
    pub earlier: Vec<Ending>,
    /// Number of changes to this request so far.
    pub version: u64,
}

/// What the caller told and the dispatcher decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestDetails {
    /// Where help is needed.
    pub position: LngLat,
    /// The address as shown, when one is known (personal data).
    pub address: Option<String>,
    /// Kind of help.
    pub kind: RequestType,
    /// Urgency.
    pub priority: Priority,
    /// What a team must be able to do.
    pub needs: BTreeSet<Capability>,
    /// Who told of it: one of the service's sources or partners. In a command, an empty one is the first source.
    pub source: String,
    /// Free text for the team (personal data).
    pub note: Option<String>,
}

/// The questions of a triage form as they were answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triage {
    /// Version of the form.
    pub form_version: u64,
    /// Id of the answer to each question, by the question's id.
    pub answers: BTreeMap<String, String>,
    /// Sum of the answers' weights.
    pub score: u32,
    /// The priority that the score suggests; the dispatcher's own stands in the details.
    pub suggested: Priority,
}

/// Something written down about a request (personal data).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When.
    pub at: Timestamp,
    /// Who wrote it, as a role or a team's id.
    pub author: String,
    /// What.
    pub text: String,
}

/// A warm hand-over: we stay on the line until somebody there has said that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// To whom.
    pub to: OtherService,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When it was acknowledged there.
    pub acknowledged_at: Option<Timestamp>,
    /// Who acknowledged it: a name, a desk or an incident number (personal data).
    pub acknowledged_by: Option<String>,
}

/// Something to come back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// When it falls due.
    pub at: Timestamp,
    /// What is to be done (personal data).
    pub note: Option<String>,
}

/// How a request ended at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// When.
    pub at: Timestamp,
    /// How.
    pub disposition: Disposition,
    /// The closing note (personal data).
    pub note: Option<String>,
}

/// Moments of a request's life, the basis of every interval that is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the field's standard terms")]
pub struct RequestTimes {
    pub received: Option<Timestamp>,
    #[serde(default)]
    pub answered: Option<Timestamp>,
    pub triaged: Option<Timestamp>,
    pub assigned: Option<Timestamp>,
    pub acknowledged: Option<Timestamp>,
    pub en_route: Option<Timestamp>,
    #[serde(default)]
    pub staged: Option<Timestamp>,
    pub on_scene: Option<Timestamp>,
    pub at_client: Option<Timestamp>,
    pub left_scene: Option<Timestamp>,
    pub at_destination: Option<Timestamp>,
    #[serde(default)]
    pub care_transferred: Option<Timestamp>,
    pub cleared: Option<Timestamp>,
    pub closed: Option<Timestamp>,
}
