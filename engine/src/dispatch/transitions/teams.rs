//! The life of a team.

use super::actions::TeamAction;
use crate::dispatch::model::TeamStatus::{
    self, Acknowledged, Assigned, AtDestination, Available, Clearing, Emergency, EnRoute, OffDuty,
    OnScene, OutOfService, Returning, Staged, Transporting, WithClient,
};

/// One row: who may do what, and what comes of it.
#[derive(Clone, Copy, Debug)]
pub struct TeamRow {
    /// What is asked; where a status is asked for, any one stands for all.
    pub action: TeamAction,
    /// The statuses it may be asked in.
    pub from: &'static [TeamStatus],
    /// Only with (or only without) an open assignment.
    pub on_assignment: Option<bool>,
    /// The status afterwards.
    pub to: TeamTo,
}

/// The status after an action.
#[derive(Clone, Copy, Debug)]
pub enum TeamTo {
    /// This one.
    Status(TeamStatus),
    /// The one asked for, if it is another than the present one and one of these.
    Asked(&'static [TeamStatus]),
    /// The one asked for, if it is a later stage; stages may be skipped.
    LaterStage,
    /// As before.
    Same,
}

const IDLE: &[TeamStatus] = &[Available, Returning, OutOfService];
const NOT_YET_THERE: &[TeamStatus] = &[Assigned, Acknowledged, EnRoute, Staged];
/// The stages that a team says it has reached; the first two are reached by being assigned and acknowledging.
const REACHED: &[TeamStatus] = &[
    EnRoute,
    Staged,
    OnScene,
    WithClient,
    Transporting,
    AtDestination,
    Clearing,
];
/// The stages of an assignment, in order.
const STAGES: &[TeamStatus] = &[
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
const NO_EMERGENCY: &[TeamStatus] = &[
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
];
const ON_SHIFT: &[TeamStatus] = &[
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
];

const fn row(action: TeamAction, from: &'static [TeamStatus], to: TeamTo) -> TeamRow {
    TeamRow {
        action,
        from,
        on_assignment: None,
        to,
    }
}

const fn only(on_assignment: bool, row: TeamRow) -> TeamRow {
    TeamRow {
        on_assignment: Some(on_assignment),
        ..row
    }
}

/// Every row.
pub const TEAM_ROWS: &[TeamRow] = &[
    row(TeamAction::SignOn, &[OffDuty], TeamTo::Status(Available)),
    row(TeamAction::SignOff, IDLE, TeamTo::Status(OffDuty)),
    row(TeamAction::SetStatus(Available), IDLE, TeamTo::Asked(IDLE)),
    row(
        TeamAction::SetStatus(Emergency),
        NO_EMERGENCY,
        TeamTo::Asked(&[Emergency]),
    ),
    only(
        false,
        row(
            TeamAction::SetStatus(Available),
            &[Emergency],
            TeamTo::Asked(IDLE),
        ),
    ),
    // The crew says where it stands.
    only(
        true,
        row(
            TeamAction::SetStatus(EnRoute),
            &[Emergency],
            TeamTo::Asked(REACHED),
        ),
    ),
    row(
        TeamAction::Assign,
        &[Available, Returning],
        TeamTo::Status(Assigned),
    ),
    row(
        TeamAction::Acknowledge,
        &[Assigned],
        TeamTo::Status(Acknowledged),
    ),
    row(
        TeamAction::Decline,
        &[Assigned, Acknowledged],
        TeamTo::Status(Available),
    ),
    row(TeamAction::Advance(EnRoute), STAGES, TeamTo::LaterStage),
    row(TeamAction::Divert, &[Transporting], TeamTo::Same),
    row(TeamAction::Clear, REACHED, TeamTo::Status(Available)),
    row(TeamAction::Cancel, STAGES, TeamTo::Status(Available)),
    only(true, row(TeamAction::Cancel, &[Emergency], TeamTo::Same)),
    row(
        TeamAction::Preempt,
        NOT_YET_THERE,
        TeamTo::Status(Available),
    ),
    row(TeamAction::CheckIn, ON_SHIFT, TeamTo::Same),
    row(TeamAction::AnswerEmergency, &[Emergency], TeamTo::Same),
];

/// The status a team has after an action; `None` when the table does not allow it.
///
/// `on_assignment` says whether the team has an open assignment, which decides how an emergency may end.
#[must_use]
pub fn team_after(from: TeamStatus, on_assignment: bool, action: TeamAction) -> Option<TeamStatus> {
    TEAM_ROWS
        .iter()
        .filter(|row| row.action.is_a(action) && row.from.contains(&from))
        .filter(|row| row.on_assignment.is_none_or(|only| only == on_assignment))
        .find_map(|row| row.to.reached(from, action))
}

impl TeamTo {
    fn reached(self, from: TeamStatus, action: TeamAction) -> Option<TeamStatus> {
        match self {
            Self::Status(to) => Some(to),
            Self::Same => Some(from),
            Self::Asked(allowed) => action
                .asked()
                .filter(|to| *to != from && allowed.contains(to)),
            Self::LaterStage => action
                .asked()
                .filter(|&to| is_advance_target(to) && stage(from) < stage(to)),
        }
    }
}

/// The place of a status in the order of an assignment's stages; `None` outside of an assignment.
#[must_use]
pub fn stage(status: TeamStatus) -> Option<u8> {
    (0u8..)
        .zip(STAGES)
        .find(|&(_, &s)| s == status)
        .map(|(i, _)| i)
}

/// Whether a team can be said to have reached this stage (the first two are reached by being assigned and acknowledging).
#[must_use]
pub fn is_advance_target(status: TeamStatus) -> bool {
    REACHED.contains(&status)
}
