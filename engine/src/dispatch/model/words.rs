//! The field's standard terms: statuses, states, outcomes, kinds of help.

use std::fmt;

use serde::{Deserialize, Serialize};

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

impl TeamStatus {
    /// Every status.
    pub const ALL: [Self; 14] = [
        Self::OffDuty,
        Self::Available,
        Self::Assigned,
        Self::Acknowledged,
        Self::EnRoute,
        Self::Staged,
        Self::OnScene,
        Self::WithClient,
        Self::Transporting,
        Self::AtDestination,
        Self::Clearing,
        Self::Returning,
        Self::OutOfService,
        Self::Emergency,
    ];
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

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Received,
        Self::Triaging,
        Self::Pending,
        Self::Held,
        Self::Scheduled,
        Self::Assigned,
        Self::Working,
        Self::Transporting,
        Self::FollowUpDue,
        Self::Closed,
    ];
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

/// A service that takes over a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum OtherService {
    #[serde(rename = "911")]
    Emergency911,
    County,
}

/// As said in a sentence: "911".
impl fmt::Display for OtherService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Emergency911 => "911",
            Self::County => "the county",
        })
    }
}

impl Disposition {
    /// Every disposition.
    pub const ALL: [Self; 10] = [
        Self::ResolvedOnScene,
        Self::LinkedToService,
        Self::Transported,
        Self::Refused,
        Self::UnableToLocate,
        Self::Cancelled,
        Self::Transferred911,
        Self::TransferredCounty,
        Self::Duplicate,
        Self::NoContact,
    ];

    /// The service that must have acknowledged the hand-over before a request ends like this.
    #[must_use]
    pub fn hand_over_to(self) -> Option<OtherService> {
        match self {
            Self::Transferred911 => Some(OtherService::Emergency911),
            Self::TransferredCounty => Some(OtherService::County),
            _ => None,
        }
    }
}
