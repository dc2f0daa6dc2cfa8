//! What an event does to the board. Nothing is refused here: it has happened.

mod assignment;
mod closure;
mod request;
mod team;

use super::{
    board::{Board, Changed},
    event::{Change, Event},
};
use crate::units::Timestamp;

/// Takes in an event; see [`Board::apply`].
pub(super) fn event(board: &mut Board, event: &Event) -> Changed {
    let changed = change(board, event.at, &event.change).unwrap_or_default();
    if changed != Changed::default() {
        board.latest = board.latest.max(event.at);
    }
    changed
}

/// `None` when the event speaks of something that this board does not know, or makes something it has already.
fn change(board: &mut Board, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::TeamAdded {
            team,
            callsign,
            capabilities,
            post,
        } => team::add(board, *team, at, callsign, capabilities, *post),
        Change::TeamSignedOn { team } => team::sign_on(board, *team, at),
        Change::TeamSignedOff { team } => team::sign_off(board, *team, at),
        Change::TeamStatusChanged { team, status } => team::set(board, *team, *status, at),
        Change::RequestCreated { request, details } => {
            request::create(board, *request, at, details.clone())
        }
        Change::RequestUpdated { request, .. }
        | Change::RequestHeld { request, .. }
        | Change::RequestResumed { request }
        | Change::RequestClosed { request, .. } => {
            request::take_in(board.requests.get_mut(request)?, at, change)
        }
        Change::TeamAssigned {
            assignment,
            request,
            team,
            override_reason,
            shown,
        } => {
            let made = assignment::Made {
                id: *assignment,
                request: *request,
                team: *team,
                reason: override_reason.clone(),
                shown: shown.clone(),
            };
            assignment::make(board, made, at)
        }
        Change::AssignmentAcknowledged { assignment }
        | Change::AssignmentDeclined { assignment, .. }
        | Change::AssignmentAdvanced { assignment, .. }
        | Change::AssignmentCleared { assignment }
        | Change::AssignmentCancelled { assignment, .. } => {
            assignment::take_in(board, *assignment, at, change)
        }
        Change::ClosureCreated { closure, record } => {
            closure::create(board, *closure, at, record.clone())
        }
        Change::ClosureBegun { closure } => closure::begin(board, *closure, at),
        Change::ClosureEnded { closure } => closure::end(board, *closure, at),
    }
}
