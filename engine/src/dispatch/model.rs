//! What stands on the board. Words are those of the field; see the product's list of standard terms.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::ids::{AssignmentId, RequestId, TeamId};
use crate::units::{LngLat, Millis, Timestamp};

/// What a team does at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum TeamStatus {
    OffDuty,
    Available,
    Assigned,
    Acknowledged,
    EnRoute,
    Staged,
    OnScene,
    WithClient,
    Transporting,
    AtDestination,
    Clearing,
    Returning,
    OutOfService,
    Emergency,
}

/// As said in a sentence: "on scene".
impl fmt::Display for TeamStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OffDuty => "off duty",
            Self::Available => "available",
            Self::Assigned => "assigned",
            Self::Acknowledged => "acknowledged",
            Self::EnRoute => "en route",
            Self::Staged => "staged",
            Self::OnScene => "on scene",
            Self::WithClient => "with client",
            Self::Transporting => "transporting",
            Self::AtDestination => "at destination",
            Self::Clearing => "clearing",
            Self::Returning => "returning",
            Self::OutOfService => "out of service",
            Self::Emergency => "in an emergency",
        })
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum RequestState {
    Received,
    Triaging,
    Pending,
    Held,
    Scheduled,
    Assigned,
    Working,
    Transporting,
    FollowUpDue,
    Closed,
}

/// As said in a sentence: "follow-up due".
impl fmt::Display for RequestState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Received => "received",
            Self::Triaging => "being triaged",
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Scheduled => "scheduled",
            Self::Assigned => "assigned",
            Self::Working => "being worked on",
            Self::Transporting => "transporting",
            Self::FollowUpDue => "due for follow-up",
            Self::Closed => "closed",
        })
    }
}

/// What became of an assignment (of the assignment, never of the team).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum AssignmentOutcome {
    Proposed,
    Assigned,
    Acknowledged,
    Declined,
    Cancelled,
    Reassigned,
    Completed,
}

/// As said in a sentence: "completed".
impl fmt::Display for AssignmentOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proposed => "proposed",
            Self::Assigned => "assigned",
            Self::Acknowledged => "acknowledged",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::Reassigned => "reassigned",
            Self::Completed => "completed",
        })
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum Disposition {
    ResolvedOnScene,
    LinkedToService,
    Transported,
    Refused,
    UnableToLocate,
    Cancelled,
    #[serde(rename = "transferred_911")]
    Transferred911,
    TransferredCounty,
    Duplicate,
    NoContact,
}

/// What kind of help is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the field's standard terms")]
pub enum RequestType {
    BehaviouralHealth,
    EmotionalDistress,
    SubstanceUse,
    WellnessCheck,
    SuicidePrevention,
    HomelessnessOutreach,
    BenefitsAndIntake,
    Transport,
    MedicalAid,
    FollowUp,
    QualityOfLife,
}

/// 1 (most urgent) to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Priority(u8);

/// A priority that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("priority {0} is not between 1 (most urgent) and 4")]
pub struct InvalidPriority(pub u8);

impl Priority {
    /// Most urgent.
    pub const FIRST: Self = Self(1);

    /// The number, `1..=4`.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Priority {
    type Error = InvalidPriority;

    fn try_from(number: u8) -> Result<Self, InvalidPriority> {
        if (1..=4).contains(&number) {
            Ok(Self(number))
        } else {
            Err(InvalidPriority(number))
        }
    }
}

impl From<Priority> for u8 {
    fn from(priority: Priority) -> Self {
        priority.0
    }
}

/// Something a team can do or a request needs: `clinician`, `peer`, `naloxone`, `first_aid`,
/// `transport`, `wheelchair`, or a language as `lang:` and a BCP 47 tag (`lang:es`).
///
/// Lower-case ASCII letters, digits, `_`, `-` and `:`; 1 to 40 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Capability(String);

/// A capability name that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a capability: use 1 to 40 lower-case letters, digits, '_', '-' or ':'")]
pub struct InvalidCapability(pub String);

impl Capability {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Capability {
    type Error = InvalidCapability;

    fn try_from(name: String) -> Result<Self, InvalidCapability> {
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | ':');
        if (1..=40).contains(&name.len()) && name.chars().all(allowed) {
            Ok(Self(name))
        } else {
            Err(InvalidCapability(name))
        }
    }
}

impl From<Capability> for String {
    fn from(capability: Capability) -> Self {
        capability.0
    }
}

/// A field team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// The name said on air, such as "Harbour".
    pub callsign: String,
    /// What it can do.
    pub capabilities: BTreeSet<Capability>,
    /// Where it waits when idle.
    pub post: Option<LngLat>,
    /// What it does at the moment.
    pub status: TeamStatus,
    /// When that status began.
    pub status_since: Timestamp,
    /// The assignment it works on.
    pub assignment: Option<AssignmentId>,
    /// Start of the present shift.
    pub on_shift_since: Option<Timestamp>,
    /// Number of changes to this team so far.
    pub version: u64,
}

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
    /// Who told of it: `phone`, `web`, `homeless_concern_line` or a partner's name.
    pub source: String,
    /// Free text for the team (personal data).
    pub note: Option<String>,
}

/// Moments of a request's life, the basis of every interval that is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the field's standard terms")]
pub struct RequestTimes {
    pub received: Option<Timestamp>,
    pub triaged: Option<Timestamp>,
    pub assigned: Option<Timestamp>,
    pub acknowledged: Option<Timestamp>,
    pub en_route: Option<Timestamp>,
    pub on_scene: Option<Timestamp>,
    pub at_client: Option<Timestamp>,
    pub left_scene: Option<Timestamp>,
    pub at_destination: Option<Timestamp>,
    pub cleared: Option<Timestamp>,
    pub closed: Option<Timestamp>,
}

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
