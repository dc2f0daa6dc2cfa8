//! Teams, requests, assignments and positions as clients see them.

use std::collections::BTreeSet;

use nearhand_engine::{
    dispatch::{
        ids::{AssignmentId, DestinationId, RequestId, ShiftId, TeamId},
        model::{self, Capability},
    },
    units::{LngLat, Millis},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    care::{Ending, FollowUp, HandOver, Note, Triage, Warning},
    closures::Closure,
    crew::{Member, Shift, Vehicle},
    places::{Destination, Flag, TriageForm},
    shapes,
    time::{Time, from_seconds, seconds},
    words,
};

/// A field team.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Team {
    /// Its id, such as `T3`.
    #[schema(value_type = shapes::TeamId)]
    pub id: TeamId,
    /// The name said on air.
    pub callsign: String,
    /// What it can do.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub capabilities: BTreeSet<Capability>,
    /// Where it waits when idle, longitude and latitude.
    #[schema(value_type = Option<shapes::LngLat>)]
    pub post: Option<LngLat>,
    /// The ring around where it goes; everywhere, when empty.
    #[schema(value_type = Vec<shapes::LngLat>)]
    pub area: Vec<LngLat>,
    /// What it does at the moment.
    #[schema(value_type = words::TeamStatus)]
    pub status: model::TeamStatus,
    /// When that status began.
    #[schema(value_type = String, format = DateTime)]
    pub status_since: Time,
    /// The assignment it works on.
    #[schema(value_type = Option<shapes::AssignmentId>)]
    pub assignment: Option<AssignmentId>,
    /// Start of the present shift.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub on_shift_since: Option<Time>,
    /// The present shift.
    #[schema(value_type = Option<shapes::ShiftId>)]
    pub shift: Option<ShiftId>,
    /// What its members and its vehicle add to what it can do.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub crew_capabilities: BTreeSet<Capability>,
    /// The timed check-in, while one runs.
    pub check_in: Option<CheckIn>,
    /// When the dispatcher answered the present emergency.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub emergency_answered: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Team> for Team {
    fn from(team: &model::Team) -> Self {
        Self {
            id: team.id,
            callsign: team.callsign.clone(),
            capabilities: team.capabilities.clone(),
            post: team.post,
            area: team.area.clone(),
            status: team.status,
            status_since: team.status_since.into(),
            assignment: team.assignment,
            on_shift_since: team.on_shift_since.map(Time),
            shift: team.shift,
            crew_capabilities: team.crew_capabilities.clone(),
            check_in: team.check_in.map(CheckIn::from),
            emergency_answered: team.emergency_answered.map(Time),
            version: team.version,
        }
    }
}

/// A crew's promise to be heard of again in time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct CheckIn {
    /// Longest silence, seconds.
    pub every: f64,
    /// When it must be heard of again.
    #[schema(value_type = String, format = DateTime)]
    pub due: Time,
    /// Since when it is overdue.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub missed_at: Option<Time>,
}

impl From<model::CheckIn> for CheckIn {
    fn from(check_in: model::CheckIn) -> Self {
        Self {
            every: seconds(check_in.every),
            due: check_in.due.into(),
            missed_at: check_in.missed_at.map(Time),
        }
    }
}

/// A request for help.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Request {
    /// Its id, such as `R12`.
    #[schema(value_type = shapes::RequestId)]
    pub id: RequestId,
    /// Where it stands.
    #[schema(value_type = words::RequestState)]
    pub state: model::RequestState,
    /// Where help is needed, longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// The address as shown; null for roles that have no need of it.
    pub address: Option<String>,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    pub kind: model::RequestType,
    /// 1 (most urgent) to 4.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    pub priority: model::Priority,
    /// What a team must be able to do.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub needs: BTreeSet<Capability>,
    /// Who told of it.
    pub source: String,
    /// Free text for the team; null for roles that have no need of it.
    pub note: Option<String>,
    /// When each stage was first reached.
    pub times: RequestTimes,
    /// When the response goal of its priority ends.
    #[schema(value_type = String, format = DateTime)]
    pub due: Time,
    /// Every assignment made for it, oldest first.
    #[schema(value_type = Vec<shapes::AssignmentId>)]
    pub assignments: Vec<AssignmentId>,
    /// How it ended.
    #[schema(value_type = Option<words::Disposition>)]
    pub disposition: Option<model::Disposition>,
    /// What was written when it was closed; null for roles that have no need of it.
    pub closing_note: Option<String>,
    /// Why it is held; null for roles that have no need of it.
    pub held_reason: Option<String>,
    /// When it comes back by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub returns_at: Option<Time>,
    /// The triage questions answered; null for roles that have no need of it.
    pub triage: Option<Triage>,
    /// Notes, oldest first; empty for roles that have no need of them.
    pub notes: Vec<Note>,
    /// The latest hand-over to another service.
    pub hand_over: Option<HandOver>,
    /// The request that this one was merged into.
    #[schema(value_type = Option<shapes::RequestId>)]
    pub merged_into: Option<RequestId>,
    /// Requests that were merged into this one.
    #[schema(value_type = Vec<shapes::RequestId>)]
    pub duplicates: Vec<RequestId>,
    /// A follow-up agreed on when it was closed.
    pub follow_up: Option<FollowUp>,
    /// How it ended before a follow-up took it up again.
    pub earlier: Vec<Ending>,
    /// Warnings about its place; empty for roles that have no need of them.
    pub warnings: Vec<Warning>,
    /// Number of changes so far.
    pub version: u64,
}

impl Request {
    /// A request with the goal of its response.
    #[must_use]
    pub fn with_goal(request: &model::Request, goal: Millis) -> Self {
        let details = &request.details;
        let received = request.times.received.unwrap_or_default();
        Self {
            id: request.id,
            state: request.state,
            position: details.position,
            address: details.address.clone(),
            kind: details.kind,
            priority: details.priority,
            needs: details.needs.clone(),
            source: details.source.clone(),
            note: details.note.clone(),
            times: RequestTimes::from(&request.times),
            due: received.plus(goal).into(),
            assignments: request.assignments.clone(),
            disposition: request.disposition,
            closing_note: request.closing_note.clone(),
            held_reason: request.held_reason.clone(),
            returns_at: request.returns_at.map(Time),
            triage: request.triage.as_ref().map(Triage::from),
            notes: request.notes.iter().map(Note::from).collect(),
            hand_over: request.hand_over.as_ref().map(HandOver::from),
            merged_into: request.merged_into,
            duplicates: request.duplicates.clone(),
            follow_up: request.follow_up.as_ref().map(FollowUp::from),
            earlier: request.earlier.iter().map(Ending::from).collect(),
            warnings: Vec::new(),
            version: request.version,
        }
    }
}

/// Moments of a request's life; a stage not reached is left out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "the field's standard terms")]
pub struct RequestTimes {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub received: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub answered: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub triaged: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub assigned: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub acknowledged: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub en_route: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub staged: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub on_scene: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub at_client: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub left_scene: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub at_destination: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub care_transferred: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub cleared: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub closed: Option<Time>,
}

impl From<&model::RequestTimes> for RequestTimes {
    fn from(times: &model::RequestTimes) -> Self {
        Self {
            received: times.received.map(Time),
            answered: times.answered.map(Time),
            triaged: times.triaged.map(Time),
            assigned: times.assigned.map(Time),
            acknowledged: times.acknowledged.map(Time),
            en_route: times.en_route.map(Time),
            staged: times.staged.map(Time),
            on_scene: times.on_scene.map(Time),
            at_client: times.at_client.map(Time),
            left_scene: times.left_scene.map(Time),
            at_destination: times.at_destination.map(Time),
            care_transferred: times.care_transferred.map(Time),
            cleared: times.cleared.map(Time),
            closed: times.closed.map(Time),
        }
    }
}

/// One team's work on one request.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Assignment {
    /// Its id, such as `A7`.
    #[schema(value_type = shapes::AssignmentId)]
    pub id: AssignmentId,
    /// The request.
    #[schema(value_type = shapes::RequestId)]
    pub request: RequestId,
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// What became of it.
    #[schema(value_type = words::Outcome)]
    pub outcome: model::AssignmentOutcome,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub assigned_at: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Time>,
    /// Why another than the first of the ranking was sent, or why it was declined or cancelled.
    pub reason: Option<String>,
    /// The ranking the dispatcher saw.
    pub shown: Vec<Shown>,
    /// Where the person is taken.
    #[schema(value_type = Option<shapes::DestinationId>)]
    pub destination: Option<DestinationId>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Assignment> for Assignment {
    fn from(assignment: &model::Assignment) -> Self {
        Self {
            id: assignment.id,
            request: assignment.request,
            team: assignment.team,
            outcome: assignment.outcome,
            assigned_at: assignment.assigned_at.into(),
            ended_at: assignment.ended_at.map(Time),
            reason: assignment.reason.clone(),
            shown: assignment.shown.iter().map(Shown::from).collect(),
            destination: assignment.destination,
            version: assignment.version,
        }
    }
}

/// One line of the ranking a dispatcher saw.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Time to arrive that was shown, seconds.
    #[serde(with = "duration")]
    #[schema(value_type = f64, minimum = 0, maximum = 31622400)]
    pub eta: Millis,
}

impl From<&model::ShownCandidate> for Shown {
    fn from(shown: &model::ShownCandidate) -> Self {
        Self {
            team: shown.team,
            eta: shown.eta,
        }
    }
}

impl From<&Shown> for model::ShownCandidate {
    fn from(shown: &Shown) -> Self {
        Self {
            team: shown.team,
            eta: shown.eta,
        }
    }
}

/// Durations as seconds, for serde.
mod duration {
    use serde::{Deserializer, Serializer, de::Error as _};

    use super::{Deserialize, Millis, from_seconds, seconds};

    pub(super) fn serialize<S: Serializer>(value: &Millis, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(seconds(*value))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Millis, D::Error> {
        from_seconds(f64::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("expected seconds between 0 and one year"))
    }
}

/// Where a team was last seen.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Position {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// When the device took the fix.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// Age of the fix, seconds.
    pub age: f64,
    /// Speed, metres per second.
    pub speed: Option<f64>,
    /// Direction of travel, degrees clockwise from north.
    pub bearing: Option<f64>,
    /// Accuracy told by the device, metres.
    pub accuracy: Option<f64>,
    /// Whether the fix is too old to be taken for live.
    pub stale: bool,
}

/// Everything on the board that the caller may see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct BoardState {
    /// Teams, by id.
    pub teams: Vec<Team>,
    /// Requests that are open or were closed within a day before the latest event, by id.
    pub requests: Vec<Request>,
    /// Their assignments, by id.
    pub assignments: Vec<Assignment>,
    /// Closures that have not ended, by id.
    pub closures: Vec<Closure>,
    /// Members who have not left, by id.
    pub members: Vec<Member>,
    /// Vehicles, by id.
    pub vehicles: Vec<Vehicle>,
    /// Shifts that are planned or running, by id.
    pub shifts: Vec<Shift>,
    /// Destinations on the list, by id.
    pub destinations: Vec<Destination>,
    /// Flags that hold, by id.
    pub flags: Vec<Flag>,
    /// The triage form of each kind of help.
    pub triage_forms: Vec<TriageForm>,
}

/// The board and the live positions at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct State {
    /// Names this log; a new log has a new one.
    pub epoch: String,
    /// Sequence number of the last event taken in.
    pub seq: u64,
    /// The board.
    #[serde(flatten)]
    pub board: BoardState,
    /// Last known positions.
    pub positions: Vec<Position>,
}
