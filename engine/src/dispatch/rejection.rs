//! Why the board says no, as sentences a dispatcher or a field team can act on.
//!
//! The texts hold ids, states and lengths, never what a person wrote: they may be logged.

use super::{
    closure::{ClosureAction, ClosureState},
    command::Subject,
    ids::{AssignmentId, ClosureId, DestinationId, RequestId, ShiftId, TeamId},
    model::{AssignmentOutcome, OtherService, Priority, RequestState, ShiftState, TeamStatus},
    transitions::{RequestAction, ShiftAction, TeamAction, ThingAction, ThingState},
};

/// A command that may not be; the board is as before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No such team.
    #[error("there is no team {team}")]
    UnknownTeam {
        /// The id given.
        team: TeamId,
    },
    /// No such request.
    #[error("there is no request {request}")]
    UnknownRequest {
        /// The id given.
        request: RequestId,
    },
    /// No such assignment.
    #[error("there is no assignment {assignment}")]
    UnknownAssignment {
        /// The id given.
        assignment: AssignmentId,
    },
    /// No such closure.
    #[error("there is no closure {closure}")]
    UnknownClosure {
        /// The id given.
        closure: ClosureId,
    },
    /// No such member, vehicle, shift, destination or flag.
    #[error("there is no {subject}")]
    Unknown {
        /// What was named.
        subject: Subject,
    },
    /// A member, vehicle, destination or flag does not allow it.
    #[error("{subject} is {state}: it cannot be {action}")]
    ThingState {
        /// What was named.
        subject: Subject,
        /// Where it stands.
        state: ThingState,
        /// What was asked.
        action: ThingAction,
    },
    /// The shift's state does not allow it.
    #[error("shift {shift} is {state}: it cannot be {action}")]
    ShiftState {
        /// The shift.
        shift: ShiftId,
        /// Where it stands.
        state: ShiftState,
        /// What was asked.
        action: ShiftAction,
    },
    /// A team, member or vehicle has another shift at that time.
    #[error("{subject} has shift {shift} at that time: change or cancel that one first")]
    ShiftOverlap {
        /// Who or what.
        subject: Subject,
        /// The other shift.
        shift: ShiftId,
    },
    /// A value is wrong.
    #[error("{problem}")]
    InvalidValue {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it, and what would be right.
        problem: String,
    },
    /// A time that must come lies in the past.
    #[error("{field} lies in the past: give a time to come")]
    InThePast {
        /// Name of the field.
        field: &'static str,
    },
    /// A request cannot be its own duplicate.
    #[error("request {request} cannot be merged into itself: name the one that stays")]
    MergedIntoItself {
        /// The request.
        request: RequestId,
    },
    /// An ending that says that another service has it, which has not said so.
    #[error(
        "request {request} has not been acknowledged by {service}: hand it over and stay on the line until they say it is theirs"
    )]
    NotHandedOver {
        /// The request.
        request: RequestId,
        /// Who should have it.
        service: OtherService,
    },
    /// Nothing to acknowledge.
    #[error("request {request} is not being handed over: begin a hand-over first")]
    NoHandOver {
        /// The request.
        request: RequestId,
    },
    /// A team may leave somebody only for somebody more urgent.
    #[error(
        "team {team} is on request {on} with priority {priority}: it can be sent elsewhere only for a more urgent one"
    )]
    NotMoreUrgent {
        /// The team.
        team: TeamId,
        /// What it is on.
        on: RequestId,
        /// How urgent that is.
        priority: Priority,
    },
    /// A team that is free needs no pre-empting.
    #[error("team {team} is on no request: assign it")]
    NothingToPreempt {
        /// The team.
        team: TeamId,
    },
    /// The team is on it already.
    #[error("team {team} is on this assignment already: choose another team")]
    SameTeam {
        /// The team.
        team: TeamId,
    },
    /// A destination that takes nobody at the moment.
    #[error("destination {destination} is {state} then: choose another, or give override_reason")]
    DestinationClosed {
        /// The destination.
        destination: DestinationId,
        /// Whether it is closed or full.
        state: &'static str,
    },
    /// A check-in that was not asked for.
    #[error("team {team} has no check-in running")]
    NoCheckIn {
        /// The team.
        team: TeamId,
    },
    /// A moment that is not there any more or has not come.
    #[error("nothing is due for {subject}")]
    NothingDue {
        /// Whose moment.
        subject: Subject,
    },
    /// The closure's state does not allow it.
    #[error("closure {closure} is {state}: it cannot be {action}")]
    ClosureState {
        /// The closure.
        closure: ClosureId,
        /// Where it stands.
        state: ClosureState,
        /// What was asked.
        action: ClosureAction,
    },
    /// A value of a closure is wrong.
    #[error("{problem}")]
    InvalidClosure {
        /// Path of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The team's status does not allow it.
    #[error("team {team} is {status}: it cannot {action}")]
    TeamStatus {
        /// The team.
        team: TeamId,
        /// What it does at the moment.
        status: TeamStatus,
        /// What was asked.
        action: TeamAction,
    },
    /// The request's state does not allow it.
    #[error("request {request} is {state}: it cannot be {action}")]
    RequestState {
        /// The request.
        request: RequestId,
        /// Where it stands.
        state: RequestState,
        /// What was asked.
        action: RequestAction,
    },
    /// The assignment is over.
    #[error("assignment {assignment} is {outcome} already: nothing more can be done with it")]
    AssignmentEnded {
        /// The assignment.
        assignment: AssignmentId,
        /// What became of it.
        outcome: AssignmentOutcome,
    },
    /// A request with a team on it cannot end.
    #[error(
        "team {team} is still on request {request}: clear or cancel assignment {assignment} before closing it"
    )]
    TeamStillOnRequest {
        /// The request.
        request: RequestId,
        /// The first team still on it.
        team: TeamId,
        /// That team's assignment.
        assignment: AssignmentId,
    },
    /// Another team has the callsign.
    #[error("team {team} has this callsign already: choose another")]
    CallsignTaken {
        /// The team that has it.
        team: TeamId,
    },
    /// A text is empty.
    #[error("{field} is empty: write something or leave it out")]
    Empty {
        /// Name of the field.
        field: &'static str,
    },
    /// A text is too long.
    #[error("{field} has {found} characters: at most {limit} are kept")]
    TooLong {
        /// Name of the field.
        field: &'static str,
        /// Its length in characters.
        found: usize,
        /// The longest allowed.
        limit: usize,
    },
    /// A text holds a character that cannot be shown.
    #[error("{field} holds the control character U+{code:04X}: remove it")]
    ControlCharacter {
        /// Name of the field.
        field: &'static str,
        /// The character's code point.
        code: u32,
    },
    /// A list is too long.
    #[error("{field} has {found} entries: at most {limit} are kept")]
    TooMany {
        /// Name of the field.
        field: &'static str,
        /// Entries given.
        found: usize,
        /// The most allowed.
        limit: usize,
    },
    /// The ranking shown names a team that does not exist.
    #[error("shown names team {team}, which does not exist")]
    ShownTeam {
        /// The id given.
        team: TeamId,
    },
    /// An update without any change.
    #[error("nothing to change on {subject}: give at least one field")]
    NothingToChange {
        /// What was to be changed.
        subject: Subject,
    },
    /// Something changed since the caller last looked.
    #[error(
        "{subject} has changed since (version {found}, not {expected}): look again before you decide"
    )]
    StaleVersion {
        /// What the version belongs to.
        subject: Subject,
        /// The version the caller saw.
        expected: u64,
        /// The present version.
        found: u64,
    },
    /// A version was given with a command that makes something new.
    #[error(
        "expect_version {expected} was given, but the command makes something new: leave it out"
    )]
    VersionWithoutSubject {
        /// The version given.
        expected: u64,
    },
    /// All ids are used up.
    #[error("the board has no {kind} ids left: start a new board")]
    Full {
        /// What was to be numbered.
        kind: &'static str,
    },
}

/// What sort of no it is, for interfaces that answer with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectionKind {
    /// The command names something that does not exist.
    Unknown,
    /// The present state does not allow it; it may be allowed later.
    WrongState,
    /// A value in the command is wrong; see [`Rejection::field`].
    InvalidField,
    /// The caller looked at an older state.
    StaleVersion,
    /// The board can take no more.
    Full,
}

impl Rejection {
    /// The sort of rejection.
    #[must_use]
    pub fn kind(&self) -> RejectionKind {
        match self {
            Self::UnknownTeam { .. }
            | Self::UnknownRequest { .. }
            | Self::UnknownAssignment { .. }
            | Self::UnknownClosure { .. }
            | Self::Unknown { .. } => RejectionKind::Unknown,
            Self::TeamStatus { .. }
            | Self::RequestState { .. }
            | Self::AssignmentEnded { .. }
            | Self::ClosureState { .. }
            | Self::ThingState { .. }
            | Self::ShiftState { .. }
            | Self::ShiftOverlap { .. }
            | Self::NotHandedOver { .. }
            | Self::NoHandOver { .. }
            | Self::NotMoreUrgent { .. }
            | Self::NothingToPreempt { .. }
            | Self::SameTeam { .. }
            | Self::DestinationClosed { .. }
            | Self::NoCheckIn { .. }
            | Self::NothingDue { .. }
            | Self::TeamStillOnRequest { .. } => RejectionKind::WrongState,
            Self::CallsignTaken { .. }
            | Self::InvalidClosure { .. }
            | Self::Empty { .. }
            | Self::TooLong { .. }
            | Self::ControlCharacter { .. }
            | Self::TooMany { .. }
            | Self::ShownTeam { .. }
            | Self::NothingToChange { .. }
            | Self::InvalidValue { .. }
            | Self::InThePast { .. }
            | Self::MergedIntoItself { .. }
            | Self::VersionWithoutSubject { .. } => RejectionKind::InvalidField,
            Self::StaleVersion { .. } => RejectionKind::StaleVersion,
            Self::Full { .. } => RejectionKind::Full,
        }
    }

    /// The field at fault, by its name in [`super::command::Command`]; `None` when it is not one field's fault.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::CallsignTaken { .. } => Some("callsign"),
            Self::Empty { field }
            | Self::InvalidClosure { field, .. }
            | Self::InvalidValue { field, .. }
            | Self::InThePast { field }
            | Self::TooLong { field, .. }
            | Self::ControlCharacter { field, .. }
            | Self::TooMany { field, .. } => Some(field),
            Self::ShownTeam { .. } => Some("shown"),
            Self::MergedIntoItself { .. } => Some("into"),
            Self::SameTeam { .. } => Some("team"),
            // Whom or what a shift or a transport asked for.
            Self::ShiftOverlap { subject, .. }
            | Self::ThingState {
                subject,
                action: ThingAction::Use,
                ..
            } => match subject {
                Subject::Team(_) => Some("team"),
                Subject::Member(_) => Some("members"),
                Subject::Vehicle(_) => Some("vehicle"),
                Subject::Destination(_) => Some("destination"),
                _ => None,
            },
            Self::DestinationClosed { .. } => Some("override_reason"),
            Self::VersionWithoutSubject { .. } => Some("expect_version"),
            _ => None,
        }
    }
}
