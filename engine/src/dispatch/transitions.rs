//! The life of a team and of a request, as one table each. What a table does not list is not allowed.
//!
//! | asked of a team | from | to |
//! |---|---|---|
//! | sign on | off duty | available |
//! | sign off | available, returning, out of service | off duty |
//! | set status available, returning, out of service | each other; emergency without an assignment | as asked |
//! | set status emergency | every status but off duty | emergency |
//! | set status to a stage | emergency with an assignment (the crew says where it stands) | as asked |
//! | assign | available, returning | assigned |
//! | acknowledge | assigned | acknowledged |
//! | decline | assigned, acknowledged | available |
//! | advance to a stage | an earlier stage; stages may be skipped | as asked |
//! | clear | en route or a later stage | available |
//! | cancel | every stage; emergency stays emergency | available |
//!
//! The stages, in order: assigned, acknowledged, en route, staged, on scene, with client,
//! transporting, at destination, clearing.
//!
//! An emergency ends only by setting a status: none of the everyday buttons ends it by accident.
//!
//! | asked of a request | from |
//! |---|---|
//! | update | every state but closed |
//! | hold | pending |
//! | resume | held |
//! | assign | pending, assigned, working |
//! | close | every state but closed, with no team on it |

use std::fmt;

use super::model::{
    RequestState,
    TeamStatus::{
        self, Acknowledged, Assigned, AtDestination, Available, Clearing, Emergency, EnRoute,
        OffDuty, OnScene, OutOfService, Returning, Staged, Transporting, WithClient,
    },
};

/// What can be asked of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamAction {
    /// Begin a shift.
    SignOn,
    /// End a shift.
    SignOff,
    /// Set a status by hand.
    SetStatus(TeamStatus),
    /// Take an assignment.
    Assign,
    /// Confirm the assignment.
    Acknowledge,
    /// Refuse the assignment.
    Decline,
    /// Reach a stage of the assignment.
    Advance(TeamStatus),
    /// Complete the assignment.
    Clear,
    /// Be taken off the assignment.
    Cancel,
}

/// What can be asked of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// Change what is known.
    Update,
    /// Put aside.
    Hold,
    /// Take up again.
    Resume,
    /// Send a team.
    Assign,
    /// End.
    Close,
}

/// The status a team has after an action; `None` when the table does not allow it.
///
/// `on_assignment` says whether the team has an open assignment, which decides how an emergency may end.
#[must_use]
pub fn team_after(from: TeamStatus, on_assignment: bool, action: TeamAction) -> Option<TeamStatus> {
    let idle = matches!(from, Available | Returning | OutOfService);
    let (allowed, to) = match action {
        TeamAction::SignOn => (from == OffDuty, Available),
        TeamAction::SignOff => (idle, OffDuty),
        TeamAction::SetStatus(to @ (Available | Returning | OutOfService)) => {
            let ends_emergency = from == Emergency && !on_assignment;
            ((idle && from != to) || ends_emergency, to)
        }
        TeamAction::SetStatus(Emergency) => (!matches!(from, OffDuty | Emergency), Emergency),
        TeamAction::SetStatus(to) => (
            from == Emergency && on_assignment && is_advance_target(to),
            to,
        ),
        TeamAction::Assign => (matches!(from, Available | Returning), Assigned),
        TeamAction::Acknowledge => (from == Assigned, Acknowledged),
        TeamAction::Decline => (matches!(from, Assigned | Acknowledged), Available),
        TeamAction::Advance(to) => (
            is_advance_target(to) && stage(from).is_some_and(|now| Some(now) < stage(to)),
            to,
        ),
        TeamAction::Clear => (is_advance_target(from), Available),
        TeamAction::Cancel if from == Emergency => (on_assignment, Emergency),
        TeamAction::Cancel => (stage(from).is_some(), Available),
    };
    allowed.then_some(to)
}

/// Whether a request in this state takes the action.
#[must_use]
pub fn request_takes(state: RequestState, action: RequestAction) -> bool {
    use RequestState::{Assigned, Closed, Held, Pending, Working};
    match action {
        RequestAction::Update | RequestAction::Close => state != Closed,
        RequestAction::Hold => state == Pending,
        RequestAction::Resume => state == Held,
        RequestAction::Assign => matches!(state, Pending | Assigned | Working),
    }
}

/// The place of a status in the order of an assignment's stages; `None` outside of an assignment.
#[must_use]
pub fn stage(status: TeamStatus) -> Option<u8> {
    const ORDER: [TeamStatus; 9] = [
        Assigned,
        Acknowledged,
        EnRoute,
        Staged,
        OnScene,
        WithClient,
        Transporting,
        AtDestination,
        Clearing,
    ];
    (0u8..)
        .zip(ORDER)
        .find(|&(_, s)| s == status)
        .map(|(i, _)| i)
}

/// Whether a team can be said to have reached this stage (the first two are reached by being assigned and acknowledging).
#[must_use]
pub fn is_advance_target(status: TeamStatus) -> bool {
    stage(status) >= stage(EnRoute)
}

/// The end of "team T3 is on scene: it cannot …".
impl fmt::Display for TeamAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignOn => f.write_str("sign on"),
            Self::SignOff => f.write_str("sign off"),
            Self::SetStatus(to) => write!(f, "be set to \"{to}\" by hand"),
            Self::Assign => f.write_str("be assigned without pre-empting"),
            Self::Acknowledge => f.write_str("acknowledge"),
            Self::Decline => f.write_str("decline; ask the dispatcher to cancel"),
            Self::Advance(to) => write!(f, "go on to \"{to}\""),
            Self::Clear => f.write_str("clear"),
            Self::Cancel => f.write_str("be taken off an assignment"),
        }
    }
}

/// The end of "request R7 is closed: it cannot be …".
impl fmt::Display for RequestAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Update => "changed",
            Self::Hold => "held",
            Self::Resume => "resumed",
            Self::Assign => "given a team",
            Self::Close => "closed",
        })
    }
}
