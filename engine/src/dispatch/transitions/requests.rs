//! The life of a request.

use super::actions::RequestAction;
use crate::dispatch::model::RequestState::{
    self, Assigned, Closed, FollowUpDue, Held, Pending, Received, Scheduled, Transporting,
    Triaging, Working,
};

/// One row: what may be asked of a request, and where it stands afterwards.
#[derive(Clone, Copy, Debug)]
pub struct RequestRow {
    /// What is asked.
    pub action: RequestAction,
    /// The states it may be asked in.
    pub from: &'static [RequestState],
    /// Only while no team is on it.
    pub without_a_team: bool,
    /// The state afterwards.
    pub to: RequestTo,
}

/// The state after an action.
#[derive(Clone, Copy, Debug)]
pub enum RequestTo {
    /// This one.
    State(RequestState),
    /// As before.
    Same,
    /// Where its furthest team stands: assigned, working or transporting; it never goes back while a team is on it.
    WhereTeamsStand,
}

const WAITING: &[RequestState] = &[Received, Triaging, Pending, Held, Scheduled, FollowUpDue];
const OPEN: &[RequestState] = &[
    Received,
    Triaging,
    Pending,
    Held,
    Scheduled,
    Assigned,
    Working,
    Transporting,
    FollowUpDue,
];

const fn row(action: RequestAction, from: &'static [RequestState], to: RequestTo) -> RequestRow {
    RequestRow {
        action,
        from,
        without_a_team: false,
        to,
    }
}

const fn without_a_team(row: RequestRow) -> RequestRow {
    RequestRow {
        without_a_team: true,
        ..row
    }
}

/// Every row.
pub const REQUEST_ROWS: &[RequestRow] = &[
    row(RequestAction::Update, OPEN, RequestTo::Same),
    row(
        RequestAction::BeginTriage,
        &[Received],
        RequestTo::State(Triaging),
    ),
    row(
        RequestAction::Triage,
        &[Received, Triaging],
        RequestTo::State(Pending),
    ),
    row(
        RequestAction::Triage,
        &[
            Pending,
            Held,
            Scheduled,
            Assigned,
            Working,
            Transporting,
            FollowUpDue,
        ],
        RequestTo::Same,
    ),
    row(
        RequestAction::Hold,
        &[Received, Triaging, Pending, Scheduled, FollowUpDue],
        RequestTo::State(Held),
    ),
    row(
        RequestAction::Schedule,
        WAITING,
        RequestTo::State(Scheduled),
    ),
    row(
        RequestAction::Resume,
        &[Held, Scheduled],
        RequestTo::State(Pending),
    ),
    row(
        RequestAction::Propose,
        &[Pending, Assigned, Working, FollowUpDue],
        RequestTo::Same,
    ),
    row(
        RequestAction::Assign,
        &[Pending, Assigned, Working, FollowUpDue],
        RequestTo::WhereTeamsStand,
    ),
    row(RequestAction::AddNote, &RequestState::ALL, RequestTo::Same),
    row(RequestAction::HandOver, OPEN, RequestTo::Same),
    row(RequestAction::AcknowledgeHandOver, OPEN, RequestTo::Same),
    without_a_team(row(RequestAction::Merge, OPEN, RequestTo::State(Closed))),
    row(RequestAction::Absorb, OPEN, RequestTo::Same),
    without_a_team(row(RequestAction::Close, OPEN, RequestTo::State(Closed))),
    row(
        RequestAction::FallDue,
        &[Closed],
        RequestTo::State(FollowUpDue),
    ),
];

/// Whether a request in this state takes the action, teams aside.
#[must_use]
pub fn request_takes(state: RequestState, action: RequestAction) -> bool {
    row_of(state, action).is_some()
}

/// The row for an action in a state.
pub(in crate::dispatch) fn row_of(
    state: RequestState,
    action: RequestAction,
) -> Option<&'static RequestRow> {
    REQUEST_ROWS
        .iter()
        .find(|row| row.action == action && row.from.contains(&state))
}

/// The state after an action that does not depend on teams; `state` itself where the table says nothing else.
pub(in crate::dispatch) fn request_after(
    state: RequestState,
    action: RequestAction,
) -> RequestState {
    match row_of(state, action).map(|row| row.to) {
        Some(RequestTo::State(to)) => to,
        Some(RequestTo::Same | RequestTo::WhereTeamsStand) | None => state,
    }
}
