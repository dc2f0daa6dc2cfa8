//! What people ask the board to do.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{
    closure::NewClosure,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::{
        Capability, Disposition, Priority, RequestDetails, RequestType, ShownCandidate, TeamStatus,
    },
};
use crate::units::LngLat;

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
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team(id) => write!(f, "team {id}"),
            Self::Request(id) => write!(f, "request {id}"),
            Self::Assignment(id) => write!(f, "assignment {id}"),
            Self::Closure(id) => write!(f, "closure {id}"),
        }
    }
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
    /// Change a team's status outside of an assignment (`available`, `out_of_service`, `returning`) or raise or end `emergency`.
    SetTeamStatus {
        /// The team.
        team: TeamId,
        /// The new status.
        status: TeamStatus,
    },
    /// Take in a request for help; it waits for a team at once.
    CreateRequest {
        /// What was told.
        details: RequestDetails,
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
    },
    /// Take a held request up again.
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
            Self::SignOn { team } | Self::SignOff { team } | Self::SetTeamStatus { team, .. } => {
                Some(Subject::Team(team))
            }
            Self::UpdateRequest { request, .. }
            | Self::HoldRequest { request, .. }
            | Self::ResumeRequest { request }
            | Self::Assign { request, .. }
            | Self::CloseRequest { request, .. } => Some(Subject::Request(request)),
            Self::Acknowledge { assignment }
            | Self::Decline { assignment, .. }
            | Self::Advance { assignment, .. }
            | Self::Clear { assignment }
            | Self::CancelAssignment { assignment, .. } => Some(Subject::Assignment(assignment)),
            Self::BeginClosure { closure } | Self::EndClosure { closure } => {
                Some(Subject::Closure(closure))
            }
        }
    }
}
