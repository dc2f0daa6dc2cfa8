//! What is asked of assignments.

use super::{next, request::request_takes, team::team_takes, thing_takes};
use crate::dispatch::{
    board::Board,
    command::Subject,
    event::Change,
    ids::{AssignmentId, DestinationId, RequestId, TeamId},
    model::{Assignment, Destination, ShownCandidate, TeamStatus, WeekMinute},
    rejection::Rejection,
    transitions::{AssignmentAction, RequestAction, TeamAction, ThingAction, assignment_after},
};

pub(super) fn assign(
    board: &Board,
    request: RequestId,
    team: TeamId,
    override_reason: Option<String>,
    shown: Vec<ShownCandidate>,
) -> Result<Change, Rejection> {
    board.known_team(team)?;
    shown_teams_exist(board, &shown)?;
    request_takes(board, request, RequestAction::Assign)?;
    team_takes(board, team, TeamAction::Assign)?;
    Ok(Change::TeamAssigned {
        assignment: next_id(board)?,
        request,
        team,
        override_reason,
        shown,
    })
}

pub(super) fn propose(
    board: &Board,
    request: RequestId,
    team: TeamId,
    shown: Vec<ShownCandidate>,
) -> Result<Change, Rejection> {
    board.known_team(team)?;
    shown_teams_exist(board, &shown)?;
    request_takes(board, request, RequestAction::Propose)?;
    team_takes(board, team, TeamAction::Assign)?;
    Ok(Change::AssignmentProposed {
        assignment: next_id(board)?,
        request,
        team,
        shown,
    })
}

pub(super) fn confirm(board: &Board, assignment: AssignmentId) -> Result<Change, Rejection> {
    let proposal = takes(board, assignment, AssignmentAction::Confirm)?;
    request_takes(board, proposal.request, RequestAction::Assign)?;
    team_takes(board, proposal.team, TeamAction::Assign)?;
    Ok(Change::AssignmentConfirmed { assignment })
}

pub(super) fn acknowledge(board: &Board, assignment: AssignmentId) -> Result<Change, Rejection> {
    let standing = takes(board, assignment, AssignmentAction::Acknowledge)?;
    team_takes(board, standing.team, TeamAction::Acknowledge)?;
    Ok(Change::AssignmentAcknowledged { assignment })
}

pub(super) fn decline(
    board: &Board,
    assignment: AssignmentId,
    reason: String,
) -> Result<Change, Rejection> {
    let standing = takes(board, assignment, AssignmentAction::Decline)?;
    team_takes(board, standing.team, TeamAction::Decline)?;
    Ok(Change::AssignmentDeclined { assignment, reason })
}

pub(super) fn advance(
    board: &Board,
    assignment: AssignmentId,
    to: TeamStatus,
) -> Result<Change, Rejection> {
    let standing = takes(board, assignment, AssignmentAction::Advance)?;
    team_takes(board, standing.team, TeamAction::Advance(to))?;
    Ok(Change::AssignmentAdvanced { assignment, to })
}

pub(super) fn clear(board: &Board, assignment: AssignmentId) -> Result<Change, Rejection> {
    let standing = takes(board, assignment, AssignmentAction::Clear)?;
    team_takes(board, standing.team, TeamAction::Clear)?;
    Ok(Change::AssignmentCleared { assignment })
}

/// A proposal is withdrawn; a team that was sent is taken off.
pub(super) fn cancel(
    board: &Board,
    assignment: AssignmentId,
    reason: String,
) -> Result<Change, Rejection> {
    let standing = takes(board, assignment, AssignmentAction::Cancel)?;
    if !standing.is_open() {
        return Ok(Change::ProposalWithdrawn { assignment, reason });
    }
    team_takes(board, standing.team, TeamAction::Cancel)?;
    Ok(Change::AssignmentCancelled { assignment, reason })
}

pub(super) fn reassign(
    board: &Board,
    assignment: AssignmentId,
    team: TeamId,
    reason: String,
    shown: Vec<ShownCandidate>,
) -> Result<Vec<Change>, Rejection> {
    board.known_team(team)?;
    shown_teams_exist(board, &shown)?;
    let standing = takes(board, assignment, AssignmentAction::Reassign)?;
    if standing.team == team {
        return Err(Rejection::SameTeam { team });
    }
    team_takes(board, standing.team, TeamAction::Cancel)?;
    team_takes(board, team, TeamAction::Assign)?;
    // With its team off, a request waits or has other teams on it: it takes another one in any case.
    let sent = Change::TeamAssigned {
        assignment: next_id(board)?,
        request: standing.request,
        team,
        override_reason: Some(reason.clone()),
        shown,
    };
    Ok(vec![
        Change::AssignmentReassigned { assignment, reason },
        sent,
    ])
}

pub(super) fn preempt(
    board: &Board,
    request: RequestId,
    team: TeamId,
    reason: String,
    shown: Vec<ShownCandidate>,
) -> Result<Vec<Change>, Rejection> {
    let assignment = board
        .known_team(team)?
        .assignment
        .ok_or(Rejection::NothingToPreempt { team })?;
    shown_teams_exist(board, &shown)?;
    request_takes(board, request, RequestAction::Assign)?;
    let standing = takes(board, assignment, AssignmentAction::Preempt)?;
    team_takes(board, team, TeamAction::Preempt)?;
    let left = board.known_request(standing.request)?.details.priority;
    if board.known_request(request)?.details.priority >= left {
        return Err(Rejection::NotMoreUrgent {
            team,
            on: standing.request,
            priority: left,
        });
    }
    let sent = Change::TeamAssigned {
        assignment: next_id(board)?,
        request,
        team,
        override_reason: Some(reason),
        shown,
    };
    let taken_off = Change::AssignmentReassigned {
        assignment,
        reason: format!("sent to the more urgent request {request}"),
    };
    Ok(vec![taken_off, sent])
}

/// The destination is noted first, so that whoever sees the team drive knows where to.
pub(super) fn transport(
    board: &Board,
    assignment: AssignmentId,
    destination: DestinationId,
    override_reason: Option<String>,
    arrives: Option<WeekMinute>,
) -> Result<Vec<Change>, Rejection> {
    let place = board.known_destination(destination)?;
    thing_takes(
        Subject::Destination(destination),
        place.standing(),
        ThingAction::Use,
    )?;
    let standing = takes(board, assignment, AssignmentAction::Divert)?;
    let diverts = board.known_team(standing.team)?.status == TeamStatus::Transporting;
    let action = if diverts {
        TeamAction::Divert
    } else {
        TeamAction::Advance(TeamStatus::Transporting)
    };
    team_takes(board, standing.team, action)?;
    let known = standing.destination == Some(destination);
    if override_reason.is_none() && !known {
        takes_people(board, place, arrives)?;
    }
    let mut changes = vec![Change::DestinationChosen {
        assignment,
        destination,
        override_reason,
    }];
    if !diverts {
        changes.push(Change::AssignmentAdvanced {
            assignment,
            to: TeamStatus::Transporting,
        });
    }
    Ok(changes)
}

fn takes_people(
    board: &Board,
    place: &Destination,
    arrives: Option<WeekMinute>,
) -> Result<(), Rejection> {
    let closed = match (&place.hours, arrives) {
        (Some(hours), Some(minute)) => !hours.is_open(minute),
        _ => false,
    };
    let full = board.places_left(place.id) == Some(0);
    let state = match (closed, full) {
        (true, _) => "closed",
        (_, true) => "full",
        _ => return Ok(()),
    };
    Err(Rejection::DestinationClosed {
        destination: place.id,
        state,
    })
}

fn takes(
    board: &Board,
    assignment: AssignmentId,
    action: AssignmentAction,
) -> Result<&Assignment, Rejection> {
    let standing = board.known_assignment(assignment)?;
    assignment_after(standing.outcome, action)
        .map(|_| standing)
        .ok_or(Rejection::AssignmentEnded {
            assignment,
            outcome: standing.outcome,
        })
}

fn next_id(board: &Board) -> Result<AssignmentId, Rejection> {
    let last = board.assignments.keys().next_back().map(|id| id.0);
    next("assignment", last).map(AssignmentId)
}

fn shown_teams_exist(board: &Board, shown: &[ShownCandidate]) -> Result<(), Rejection> {
    match shown.iter().find(|line| board.team(line.team).is_none()) {
        Some(line) => Err(Rejection::ShownTeam { team: line.team }),
        None => Ok(()),
    }
}
