//! Events about an assignment: its team and its request change with it.

use super::team::change_status;
use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::{AssignmentId, DestinationId, RequestId, TeamId},
        model::{
            Assignment, AssignmentOutcome, Request, RequestState, RequestTimes, ShownCandidate,
            TeamStatus,
        },
        transitions::{TeamAction, team_after},
    },
    units::Timestamp,
};

/// What a new assignment is made of.
pub(super) struct Made {
    pub(super) id: AssignmentId,
    pub(super) request: RequestId,
    pub(super) team: TeamId,
    pub(super) reason: Option<String>,
    pub(super) shown: Vec<ShownCandidate>,
}

pub(super) fn make(board: &mut Board, made: Made, at: Timestamp) -> Option<Changed> {
    let (id, request, team) = (made.id, made.request, made.team);
    if board.team(team)?.assignment.is_some() || board.assignments.contains_key(&id) {
        return None;
    }
    board.requests.get_mut(&request)?.assignments.push(id);
    board
        .assignments
        .insert(id, new(made, AssignmentOutcome::Assigned, at));
    send(board, (id, request, team), at)
}

/// Nobody is sent: only the assignment and its request know of it.
pub(super) fn propose(board: &mut Board, made: Made, at: Timestamp) -> Option<Changed> {
    let (id, request) = (made.id, made.request);
    if board.assignments.contains_key(&id) {
        return None;
    }
    let standing = board.requests.get_mut(&request)?;
    standing.assignments.push(id);
    standing.version += 1;
    board
        .assignments
        .insert(id, new(made, AssignmentOutcome::Proposed, at));
    Some(proposal_changed(id, request))
}

/// What was proposed is so: the assignment counts from now on.
pub(super) fn confirm(board: &mut Board, id: AssignmentId, at: Timestamp) -> Option<Changed> {
    let assignment = board.assignments.get_mut(&id)?;
    assignment.outcome = AssignmentOutcome::Assigned;
    assignment.never_sent = false;
    assignment.assigned_at = at;
    assignment.version += 1;
    let (request, team) = (assignment.request, assignment.team);
    send(board, (id, request, team), at)
}

pub(super) fn withdraw(
    board: &mut Board,
    id: AssignmentId,
    reason: &str,
    at: Timestamp,
) -> Option<Changed> {
    let assignment = board.assignments.get_mut(&id)?;
    assignment.outcome = AssignmentOutcome::Cancelled;
    assignment.ended_at = Some(at);
    assignment.reason = Some(reason.to_owned());
    assignment.version += 1;
    let request = assignment.request;
    board.requests.get_mut(&request)?.version += 1;
    Some(proposal_changed(id, request))
}

pub(super) fn destine(
    board: &mut Board,
    id: AssignmentId,
    destination: DestinationId,
) -> Option<Changed> {
    let assignment = board.assignments.get_mut(&id)?;
    assignment.destination = Some(destination);
    assignment.version += 1;
    Some(Changed {
        assignment: Some(id),
        ..Changed::default()
    })
}

fn new(made: Made, outcome: AssignmentOutcome, at: Timestamp) -> Assignment {
    Assignment {
        id: made.id,
        request: made.request,
        team: made.team,
        outcome,
        assigned_at: at,
        ended_at: None,
        reason: made.reason,
        shown: made.shown,
        destination: None,
        never_sent: outcome == AssignmentOutcome::Proposed,
        version: 1,
    }
}

/// The team goes: it, and the request, stand at assigned.
fn send(
    board: &mut Board,
    (id, request, team): (AssignmentId, RequestId, TeamId),
    at: Timestamp,
) -> Option<Changed> {
    let standing = board.teams.get_mut(&team)?;
    change_status(standing, TeamStatus::Assigned, at);
    standing.assignment = Some(id);
    *board.workload.entry(team).or_default() += 1;
    let asked = board.requests.get_mut(&request)?;
    stamp(&mut asked.times, TeamStatus::Assigned, at);
    // Somebody is on it again, so it is not cleared after all, and a follow-up is under way.
    asked.times.cleared = None;
    asked.follow_up = None;
    while_teams_are_on_it(board, request)?;
    Some(changed(id, request, team))
}

/// Changes an assignment that stands on the board.
pub(super) fn take_in(
    board: &mut Board,
    id: AssignmentId,
    at: Timestamp,
    change: &Change,
) -> Option<Changed> {
    let assignment = board.assignments.get_mut(&id)?;
    if !assignment.is_open() {
        return None;
    }
    let (request, team) = (assignment.request, assignment.team);
    let destination = assignment.destination;
    let standing = board.teams.get_mut(&team)?;
    assignment.version += 1;
    let delivered = standing.status == TeamStatus::AtDestination
        && matches!(
            change,
            Change::AssignmentAdvanced { .. } | Change::AssignmentCleared { .. }
        );
    match progress(change)? {
        Progress::Stage(stage) => {
            // Whoever drives off without a word has seen the assignment.
            assignment.outcome = AssignmentOutcome::Acknowledged;
            change_status(standing, stage, at);
            stamp(&mut board.requests.get_mut(&request)?.times, stage, at);
            while_teams_are_on_it(board, request)?;
        }
        Progress::End(outcome, action, reason) => {
            standing.check_in = None;
            assignment.outcome = outcome;
            assignment.ended_at = Some(at);
            assignment.reason = reason.or_else(|| assignment.reason.take());
            let status = team_after(standing.status, true, action);
            change_status(standing, status.unwrap_or(TeamStatus::Available), at);
            standing.assignment = None;
            if board.open_assignments(request).next().is_some() {
                while_teams_are_on_it(board, request)?;
            } else {
                after_the_last_team(board.requests.get_mut(&request)?, outcome, at);
            }
        }
    }
    let changed = changed(id, request, team);
    if !delivered {
        return Some(changed);
    }
    board
        .requests
        .get_mut(&request)?
        .times
        .care_transferred
        .get_or_insert(at);
    Some(Changed {
        destination: destination.and_then(|id| take_a_place(board, id)),
        ..changed
    })
}

/// One place fewer, where somebody counts them.
fn take_a_place(board: &mut Board, id: DestinationId) -> Option<DestinationId> {
    let destination = board.destinations.get_mut(&id)?;
    let places = destination.places.as_mut()?;
    *places = places.saturating_sub(1);
    destination.version += 1;
    Some(id)
}

enum Progress {
    Stage(TeamStatus),
    End(AssignmentOutcome, TeamAction, Option<String>),
}

fn progress(change: &Change) -> Option<Progress> {
    use Progress::{End, Stage};
    Some(match change {
        Change::AssignmentAcknowledged { .. } => Stage(TeamStatus::Acknowledged),
        Change::AssignmentAdvanced { to, .. } => Stage(*to),
        Change::AssignmentDeclined { reason, .. } => End(
            AssignmentOutcome::Declined,
            TeamAction::Decline,
            Some(reason.clone()),
        ),
        Change::AssignmentReassigned { reason, .. } => End(
            AssignmentOutcome::Reassigned,
            TeamAction::Cancel,
            Some(reason.clone()),
        ),
        Change::AssignmentCancelled { reason, .. } => End(
            AssignmentOutcome::Cancelled,
            TeamAction::Cancel,
            Some(reason.clone()),
        ),
        Change::AssignmentCleared { .. } => {
            End(AssignmentOutcome::Completed, TeamAction::Clear, None)
        }
        _ => return None,
    })
}

/// The request stands where its furthest team stands, and does not go back while a team is on it.
fn while_teams_are_on_it(board: &mut Board, id: RequestId) -> Option<()> {
    use TeamStatus::{AtDestination, Clearing, OnScene, Transporting, WithClient};
    let any = |statuses: &[TeamStatus]| {
        board
            .open_assignments(id)
            .filter_map(|assignment| board.team(assignment.team))
            .any(|team| statuses.contains(&team.status))
    };
    let transported = any(&[Transporting, AtDestination]);
    let worked_on = any(&[OnScene, WithClient, Clearing]);
    let request = board.requests.get_mut(&id)?;
    request.version += 1;
    request.state = match request.state {
        _ if transported => RequestState::Transporting,
        RequestState::Working | RequestState::Transporting => RequestState::Working,
        _ if worked_on => RequestState::Working,
        _ => RequestState::Assigned,
    };
    Some(())
}

/// A request whose last team is done waits to be closed; one whose last team was taken off waits for another.
fn after_the_last_team(request: &mut Request, outcome: AssignmentOutcome, at: Timestamp) {
    request.version += 1;
    if outcome == AssignmentOutcome::Completed {
        request.state = RequestState::Working;
        request.times.cleared = Some(at);
    } else {
        request.state = RequestState::Pending;
    }
}

/// Notes when a stage was first reached.
///
/// A stage that was skipped keeps no time, also when a second team passes it later: an interval must
/// never come out negative.
fn stamp(times: &mut RequestTimes, stage: TeamStatus, at: Timestamp) {
    let place = match stage {
        TeamStatus::Assigned => 0,
        TeamStatus::Acknowledged => 1,
        TeamStatus::EnRoute => 2,
        TeamStatus::Staged => 3,
        TeamStatus::OnScene => 4,
        TeamStatus::WithClient => 5,
        TeamStatus::Transporting => 6,
        TeamStatus::AtDestination => 7,
        _ => return,
    };
    let in_order = [
        &mut times.assigned,
        &mut times.acknowledged,
        &mut times.en_route,
        &mut times.staged,
        &mut times.on_scene,
        &mut times.at_client,
        &mut times.left_scene,
        &mut times.at_destination,
    ];
    let mut from_here = in_order.into_iter().skip(place);
    if let Some(slot) = from_here.next()
        && slot.is_none()
        && from_here.all(|later| later.is_none())
    {
        *slot = Some(at);
    }
}

fn changed(assignment: AssignmentId, request: RequestId, team: TeamId) -> Changed {
    Changed {
        team: Some(team),
        request: Some(request),
        assignment: Some(assignment),
        ..Changed::default()
    }
}

fn proposal_changed(assignment: AssignmentId, request: RequestId) -> Changed {
    Changed {
        request: Some(request),
        assignment: Some(assignment),
        ..Changed::default()
    }
}
