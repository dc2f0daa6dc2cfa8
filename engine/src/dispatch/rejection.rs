//! Why the board says no, as sentences a dispatcher or a field team can act on.
//!
//! The texts hold ids, states and lengths, never what a person wrote: they may be logged.

use super::{
    closure::{ClosureAction, ClosureState},
    command::Subject,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::{AssignmentOutcome, RequestState, TeamStatus},
    transitions::{RequestAction, TeamAction},
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
    #[error("nothing to change on request {request}: give at least one field")]
    NothingToChange {
        /// The request.
        request: RequestId,
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
            | Self::UnknownClosure { .. } => RejectionKind::Unknown,
            Self::TeamStatus { .. }
            | Self::RequestState { .. }
            | Self::AssignmentEnded { .. }
            | Self::ClosureState { .. }
            | Self::TeamStillOnRequest { .. } => RejectionKind::WrongState,
            Self::CallsignTaken { .. }
            | Self::InvalidClosure { .. }
            | Self::Empty { .. }
            | Self::TooLong { .. }
            | Self::ControlCharacter { .. }
            | Self::TooMany { .. }
            | Self::ShownTeam { .. }
            | Self::NothingToChange { .. }
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
            | Self::TooLong { field, .. }
            | Self::ControlCharacter { field, .. }
            | Self::TooMany { field, .. } => Some(field),
            Self::ShownTeam { .. } => Some("shown"),
            Self::VersionWithoutSubject { .. } => Some("expect_version"),
            _ => None,
        }
    }
}
