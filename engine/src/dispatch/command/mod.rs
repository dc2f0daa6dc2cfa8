//! What people ask the board to do.

mod things;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{
    closure::NewClosure,
    configuration::{Configuration, ListedDestination},
    ids::{
        AssignmentId, ClosureId, DestinationId, FlagId, MemberId, RequestId, ShiftId, TeamId,
        VehicleId,
    },
    model::{
        Capability, Disposition, FollowUp, OtherService, Priority, RequestDetails, RequestType,
        ShownCandidate, TeamStatus, TriageForm, WeekMinute,
    },
    timers::Timer,
};
use crate::units::{LngLat, Millis, Timestamp};

pub use things::{CrewCommand, PlaceCommand};

/// What a version number given with a command belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A team.
    Team(TeamId),
    /// A request.
    Request(RequestId),
    /// An assignment.
    Assignment(AssignmentId),
    /// A closure.
    Closure(ClosureId),
    /// A member.
    Member(MemberId),
    /// A vehicle.
    Vehicle(VehicleId),
    /// A shift.
    Shift(ShiftId),
    /// A destination.
    Destination(DestinationId),
    /// A flag.
    Flag(FlagId),
    /// The triage form of a kind of help.
    Form(RequestType),
    /// The service's configuration.
    Configuration,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team(id) => write!(f, "team {id}"),
            Self::Request(id) => write!(f, "request {id}"),
            Self::Assignment(id) => write!(f, "assignment {id}"),
            Self::Closure(id) => write!(f, "closure {id}"),
            Self::Member(id) => write!(f, "member {id}"),
            Self::Vehicle(id) => write!(f, "vehicle {id}"),
            Self::Shift(id) => write!(f, "shift {id}"),
            Self::Destination(id) => write!(f, "destination {id}"),
            Self::Flag(id) => write!(f, "flag {id}"),
            Self::Form(kind) => write!(f, "the triage form of {kind}"),
            Self::Configuration => f.write_str("the configuration"),
        }
    }
}

/// How a request comes in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Nobody has spoken with the caller yet: it waits to be answered, not for a team.
    pub untriaged: bool,
    /// It is for later; it comes back by itself.
    pub scheduled_for: Option<Timestamp>,
    /// Answers to the triage questions: id of the answer by id of the question.
    pub answers: BTreeMap<String, String>,
}

/// A wish; the board decides whether it may be, and what happens then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Set up a new team, off duty.
    AddTeam {
        /// The name said on air, 1 to 40 characters, unique.
        callsign: String,
        /// What it can do.
        capabilities: BTreeSet<Capability>,
        /// Where it waits when idle.
        post: Option<LngLat>,
    },
    /// Begin a shift.
    SignOn {
        /// The team.
        team: TeamId,
    },
    /// End a shift; not while on an assignment.
    SignOff {
        /// The team.
        team: TeamId,
    },
    /// Change what is known of a team; `None` leaves a field as it is.
    UpdateTeam {
        /// The team.
        team: TeamId,
        /// Another name said on air.
        callsign: Option<String>,
        /// Other capabilities.
        capabilities: Option<BTreeSet<Capability>>,
        /// Another place to wait.
        post: Option<LngLat>,
        /// The ring around where it goes; an empty one: everywhere.
        area: Option<Vec<LngLat>>,
    },
    /// Change a team's status outside of an assignment (`available`, `out_of_service`, `returning`) or raise or end `emergency`.
    SetTeamStatus {
        /// The team.
        team: TeamId,
        /// The new status.
        status: TeamStatus,
    },
    /// Take in a request for help; it waits for a team at once unless `intake` says otherwise.
    CreateRequest {
        /// What was told.
        details: RequestDetails,
        /// How it comes in.
        intake: Intake,
    },
    /// Somebody answers a request that came in by itself, and asks the questions.
    BeginTriage {
        /// The request.
        request: RequestId,
    },
    /// The triage questions are answered, or answered anew.
    Triage {
        /// The request.
        request: RequestId,
        /// Id of the answer by id of the question.
        answers: BTreeMap<String, String>,
        /// The dispatcher's priority; the suggested one when not given.
        priority: Option<Priority>,
    },
    /// Change what is known of a request that is not closed; `None` leaves a field as it is.
    UpdateRequest {
        /// The request.
        request: RequestId,
        /// A better position.
        position: Option<LngLat>,
        /// A better address.
        address: Option<String>,
        /// Another kind of help.
        kind_of_help: Option<RequestType>,
        /// Another urgency.
        priority: Option<Priority>,
        /// Other needs.
        needs: Option<BTreeSet<Capability>>,
        /// Another note.
        note: Option<String>,
    },
    /// Put a waiting request aside.
    HoldRequest {
        /// The request.
        request: RequestId,
        /// Why.
        reason: String,
        /// When it comes back by itself.
        until: Option<Timestamp>,
    },
    /// Leave a waiting request for later; it comes back by itself.
    ScheduleRequest {
        /// The request.
        request: RequestId,
        /// When it comes back.
        at: Timestamp,
    },
    /// Take a held or scheduled request up again.
    ResumeRequest {
        /// The request.
        request: RequestId,
    },
    /// Send a team to a request.
    Assign {
        /// The request.
        request: RequestId,
        /// The team.
        team: TeamId,
        /// Why another than the first of `shown` is sent.
        override_reason: Option<String>,
        /// The ranking on the dispatcher's screen.
        shown: Vec<ShownCandidate>,
    },
    /// Put a team forward for a request; nobody is told before somebody confirms it.
    Propose {
        /// The request.
        request: RequestId,
        /// The team.
        team: TeamId,
        /// The ranking it comes from.
        shown: Vec<ShownCandidate>,
    },
    /// Send the team that was proposed.
    Confirm {
        /// The assignment.
        assignment: AssignmentId,
    },
    /// Send another team in the place of one.
    Reassign {
        /// The assignment of the team that is taken off.
        assignment: AssignmentId,
        /// The team that goes instead.
        team: TeamId,
        /// Why.
        reason: String,
        /// The ranking on the dispatcher's screen.
        shown: Vec<ShownCandidate>,
    },
    /// Send a team that is on its way to somebody else, less urgent.
    Preempt {
        /// The more urgent request.
        request: RequestId,
        /// The team.
        team: TeamId,
        /// Why.
        reason: String,
        /// The ranking on the dispatcher's screen.
        shown: Vec<ShownCandidate>,
    },
    /// The team has seen the assignment and goes.
    Acknowledge {
        /// The assignment.
        assignment: AssignmentId,
    },
    /// The team cannot go.
    Decline {
        /// The assignment.
        assignment: AssignmentId,
        /// Why.
        reason: String,
    },
    /// The team has reached the next stage of its assignment.
    Advance {
        /// The assignment.
        assignment: AssignmentId,
        /// `en_route`, `staged`, `on_scene`, `with_client`, `transporting`, `at_destination` or `clearing`.
        to: TeamStatus,
    },
    /// The team takes the person to a destination, or to another one than first said.
    Transport {
        /// The assignment.
        assignment: AssignmentId,
        /// Where to.
        destination: DestinationId,
        /// Why, though it is closed or full.
        override_reason: Option<String>,
        /// The city's own time at which the team would arrive, as far as known; hours are not checked without it.
        arrives: Option<WeekMinute>,
    },
    /// The team is done with its assignment and free again.
    Clear {
        /// The assignment.
        assignment: AssignmentId,
    },
    /// Take the team off the request; the request waits again if no other team is on it.
    CancelAssignment {
        /// The assignment.
        assignment: AssignmentId,
        /// Why.
        reason: String,
    },
    /// End a request; not while a team is on it.
    CloseRequest {
        /// The request.
        request: RequestId,
        /// How it ended.
        disposition: Disposition,
        /// Closing note.
        note: Option<String>,
        /// Something to come back to.
        follow_up: Option<FollowUp>,
    },
    /// Take a request for the same matter as another one; its own ends.
    MergeRequest {
        /// The request that was told twice.
        request: RequestId,
        /// The one that stays.
        into: RequestId,
    },
    /// Write something down, also about a request that has ended.
    AddNote {
        /// The request.
        request: RequestId,
        /// Who writes, as a role or a team's id.
        author: String,
        /// What.
        text: String,
    },
    /// Begin to hand a request over to another service, staying on the line.
    HandOver {
        /// The request.
        request: RequestId,
        /// To whom.
        to: OtherService,
    },
    /// The other service has said that it is theirs.
    AcknowledgeHandOver {
        /// The request.
        request: RequestId,
        /// Who said so: a name, a desk or an incident number.
        by: String,
    },
    /// Begin, change or end a crew's timed check-in.
    SetCheckIn {
        /// The team.
        team: TeamId,
        /// Longest silence; `None` ends it.
        every: Option<Millis>,
    },
    /// All is well.
    CheckIn {
        /// The team.
        team: TeamId,
    },
    /// The dispatcher has seen the emergency and acts.
    AnswerEmergency {
        /// The team.
        team: TeamId,
    },
    /// Set the questions for a kind of help, in the place of those before.
    SetTriageForm {
        /// The form.
        form: TriageForm,
    },
    /// Set what the service is, in the place of what it was.
    Configure {
        /// The service.
        configuration: Box<Configuration>,
        /// The destinations that are on the list, told apart by name; `None` leaves them as they are.
        destinations: Option<Vec<ListedDestination>>,
    },
    /// Something about members, vehicles and shifts.
    Crew(CrewCommand),
    /// Something about destinations and flags.
    Place(PlaceCommand),
    /// A moment has come. Given by the server's clock, never by a client.
    Elapse {
        /// Whose moment.
        timer: Timer,
    },
    /// Close or slow a street or area, now or later.
    CreateClosure {
        /// What was told, and the lines of the streets meant.
        details: NewClosure,
    },
    /// The closure's time has come.
    BeginClosure {
        /// The closure.
        closure: ClosureId,
    },
    /// The street is free again, or will not be closed after all.
    EndClosure {
        /// The closure.
        closure: ClosureId,
    },
}

impl Command {
    /// What the command changes first, and so what an expected version refers to.
    ///
    /// `None` for commands that make something new. Sending a team to a request is a change of the
    /// request: two dispatchers who answer the same request must not both succeed unseen.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match *self {
            Self::AddTeam { .. } | Self::CreateRequest { .. } | Self::CreateClosure { .. } => None,
            Self::SignOn { team }
            | Self::SignOff { team }
            | Self::SetTeamStatus { team, .. }
            | Self::UpdateTeam { team, .. }
            | Self::SetCheckIn { team, .. }
            | Self::CheckIn { team }
            | Self::AnswerEmergency { team } => Some(Subject::Team(team)),
            Self::UpdateRequest { request, .. }
            | Self::BeginTriage { request }
            | Self::Triage { request, .. }
            | Self::HoldRequest { request, .. }
            | Self::ScheduleRequest { request, .. }
            | Self::ResumeRequest { request }
            | Self::Assign { request, .. }
            | Self::Propose { request, .. }
            | Self::Preempt { request, .. }
            | Self::MergeRequest { request, .. }
            | Self::AddNote { request, .. }
            | Self::HandOver { request, .. }
            | Self::AcknowledgeHandOver { request, .. }
            | Self::CloseRequest { request, .. } => Some(Subject::Request(request)),
            Self::Acknowledge { assignment }
            | Self::Decline { assignment, .. }
            | Self::Advance { assignment, .. }
            | Self::Transport { assignment, .. }
            | Self::Clear { assignment }
            | Self::Confirm { assignment }
            | Self::Reassign { assignment, .. }
            | Self::CancelAssignment { assignment, .. } => Some(Subject::Assignment(assignment)),
            Self::BeginClosure { closure } | Self::EndClosure { closure } => {
                Some(Subject::Closure(closure))
            }
            Self::SetTriageForm { ref form } => Some(Subject::Form(form.kind)),
            Self::Configure { .. } => Some(Subject::Configuration),
            Self::Crew(ref command) => command.subject(),
            Self::Place(ref command) => command.subject(),
            Self::Elapse { timer } => Some(timer.subject()),
        }
    }
}
