//! What people ask the board to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{
    closure::NewClosure,
    ids::{
        AssignmentId, ClosureId, DestinationId, FlagId, MemberId, RequestId, ShiftId, TeamId,
        VehicleId,
    },
    model::{
        Capability, Crew, Disposition, FollowUp, Hours, OtherService, Priority, RequestDetails,
        RequestType, ShownCandidate, TeamStatus, TriageForm, WeekMinute,
    },
    timers::Timer,
};
use crate::units::{LngLat, Metres, Millis, Timestamp};

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

/// A wish about members, vehicles and shifts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case", deny_unknown_fields)]
pub enum CrewCommand {
    /// Somebody joins the service.
    AddMember {
        /// Their name, 1 to 80 characters.
        name: String,
        /// What they can do.
        capabilities: BTreeSet<Capability>,
    },
    /// Change what is known of a member; `None` leaves a field as it is.
    UpdateMember {
        /// The member.
        member: MemberId,
        /// Another name.
        name: Option<String>,
        /// Other capabilities; they count from the next shift on.
        capabilities: Option<BTreeSet<Capability>>,
    },
    /// Somebody leaves the service; not while on a shift.
    RetireMember {
        /// The member.
        member: MemberId,
    },
    /// A car joins.
    AddVehicle {
        /// How it is called, 1 to 40 characters.
        label: String,
        /// What it adds to a team.
        capabilities: BTreeSet<Capability>,
        /// Seats for people who are taken along.
        seats: u8,
    },
    /// A car may not be driven, or may again.
    SetVehicleService {
        /// The vehicle.
        vehicle: VehicleId,
        /// Why it may not; `None` puts it back into service.
        out_of_service: Option<String>,
    },
    /// Plan a shift.
    PlanShift {
        /// The team.
        team: TeamId,
        /// Who and what.
        crew: Crew,
        /// When it begins.
        from: Timestamp,
        /// When it ends.
        until: Timestamp,
    },
    /// Give a planned shift up.
    CancelShift {
        /// The shift.
        shift: ShiftId,
    },
    /// Another crew for a shift that is planned or running.
    ChangeCrew {
        /// The shift.
        shift: ShiftId,
        /// Who and what.
        crew: Crew,
    },
}

/// A wish about destinations and flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceCommand {
    /// A place people can be taken to.
    AddDestination {
        /// Its name, 1 to 80 characters.
        name: String,
        /// Where it is.
        position: LngLat,
        /// Its address.
        address: Option<String>,
        /// When it takes people; always, when not given.
        hours: Option<Hours>,
        /// Places free; not counted when not given.
        places: Option<u32>,
    },
    /// Change what is known of it; `None` leaves a field as it is.
    UpdateDestination {
        /// The destination.
        destination: DestinationId,
        /// Other hours.
        hours: Option<Hours>,
        /// Places free now.
        places: Option<u32>,
    },
    /// Take it off the list.
    RetireDestination {
        /// The destination.
        destination: DestinationId,
    },
    /// Warn of a place.
    AddFlag {
        /// Where.
        position: LngLat,
        /// How far around it holds, 5 to 500 m.
        radius: Metres,
        /// What to know, 1 to 500 characters.
        text: String,
        /// What a team must be able to do to go there.
        requires: BTreeSet<Capability>,
        /// When it ends by itself, within a year.
        until: Timestamp,
    },
    /// The warning is over.
    EndFlag {
        /// The flag.
        flag: FlagId,
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
            Self::Crew(ref command) => command.subject(),
            Self::Place(ref command) => command.subject(),
            Self::Elapse { timer } => Some(timer.subject()),
        }
    }
}

impl CrewCommand {
    fn subject(&self) -> Option<Subject> {
        match *self {
            Self::AddMember { .. } | Self::AddVehicle { .. } | Self::PlanShift { .. } => None,
            Self::UpdateMember { member, .. } | Self::RetireMember { member } => {
                Some(Subject::Member(member))
            }
            Self::SetVehicleService { vehicle, .. } => Some(Subject::Vehicle(vehicle)),
            Self::CancelShift { shift } | Self::ChangeCrew { shift, .. } => {
                Some(Subject::Shift(shift))
            }
        }
    }
}

impl PlaceCommand {
    fn subject(&self) -> Option<Subject> {
        match *self {
            Self::AddDestination { .. } | Self::AddFlag { .. } => None,
            Self::UpdateDestination { destination, .. }
            | Self::RetireDestination { destination } => Some(Subject::Destination(destination)),
            Self::EndFlag { flag } => Some(Subject::Flag(flag)),
        }
    }
}
