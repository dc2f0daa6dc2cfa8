//! What an event does to the board. Nothing is refused here: it has happened.

mod assignment;
mod closure;
mod crew;
mod place;
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
        Change::TeamSignedOn { team, shift } => team::sign_on(board, *team, *shift, at),
        Change::TeamSignedOff { team } => team::sign_off(board, *team, at),
        Change::TeamStatusChanged { team, status } => team::set(board, *team, *status, at),
        Change::TeamUpdated { team, .. }
        | Change::CheckInSet { team, .. }
        | Change::CheckedIn { team }
        | Change::CheckInMissed { team }
        | Change::EmergencyAnswered { team } => {
            team::take_in(board.teams.get_mut(team)?, at, change)
        }
        Change::RequestCreated {
            request,
            details,
            untriaged,
            scheduled_for,
            triage,
        } => {
            let made = request::Made {
                details: details.clone(),
                untriaged: *untriaged,
                scheduled_for: *scheduled_for,
                triage: triage.clone(),
            };
            request::create(board, *request, at, made)
        }
        Change::RequestUpdated { request, .. }
        | Change::TriageBegun { request }
        | Change::RequestTriaged { request, .. }
        | Change::RequestHeld { request, .. }
        | Change::RequestScheduled { request, .. }
        | Change::RequestResumed { request }
        | Change::RequestMerged { request, .. }
        | Change::DuplicateAbsorbed { request, .. }
        | Change::NoteAdded { request, .. }
        | Change::HandOverBegun { request, .. }
        | Change::HandOverAcknowledged { request, .. }
        | Change::FollowUpFellDue { request }
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
        Change::AssignmentProposed {
            assignment,
            request,
            team,
            shown,
        } => {
            let made = assignment::Made {
                id: *assignment,
                request: *request,
                team: *team,
                reason: None,
                shown: shown.clone(),
            };
            assignment::propose(board, made, at)
        }
        Change::AssignmentConfirmed { assignment } => assignment::confirm(board, *assignment, at),
        Change::ProposalWithdrawn { assignment, reason } => {
            assignment::withdraw(board, *assignment, reason, at)
        }
        Change::DestinationChosen {
            assignment,
            destination,
            ..
        } => assignment::destine(board, *assignment, *destination),
        Change::AssignmentReassigned { assignment, .. }
        | Change::AssignmentAcknowledged { assignment }
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
        Change::MemberAdded { .. }
        | Change::MemberUpdated { .. }
        | Change::MemberRetired { .. }
        | Change::VehicleAdded { .. }
        | Change::VehicleServiceSet { .. }
        | Change::ShiftPlanned { .. }
        | Change::ShiftCancelled { .. }
        | Change::CrewChanged { .. } => crew::take_in(board, at, change),
        Change::Configured { configuration } => {
            let before = &board.configuration;
            board.configuration = configuration.as_ref().clone().after(before);
            Some(Changed {
                configuration: true,
                ..Changed::default()
            })
        }
        Change::TriageFormSet { .. }
        | Change::DestinationAdded { .. }
        | Change::DestinationUpdated { .. }
        | Change::DestinationRetired { .. }
        | Change::FlagAdded { .. }
        | Change::FlagEnded { .. } => place::take_in(board, at, change),
    }
}
