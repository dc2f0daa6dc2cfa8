//! From a command to what happens, or to why it may not.

use super::{
    board::Board,
    closure::{ClosureAction, ClosureState},
    command::Command,
    event::Change,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::{ShownCandidate, TeamStatus},
    rejection::Rejection,
    transitions::{RequestAction, TeamAction, is_advance_target, request_takes, team_after},
    validate,
};
use crate::units::Timestamp;

/// What a command leads to. What it is about is looked up first, then its values are checked, then the states.
pub(super) fn change(board: &Board, command: &Command, at: Timestamp) -> Result<Change, Rejection> {
    if let Some(subject) = command.subject() {
        board.version(subject)?;
    }
    validate::command(command)?;
    permitted(board, command, at)?;
    outcome(board, command.clone(), at)
}

/// Whether the present states allow the command.
fn permitted(board: &Board, command: &Command, at: Timestamp) -> Result<(), Rejection> {
    match *command {
        Command::AddTeam { ref callsign, .. } => free_callsign(board, callsign),
        Command::SignOn { team } => team_takes(board, team, TeamAction::SignOn),
        Command::SignOff { team } => team_takes(board, team, TeamAction::SignOff),
        Command::SetTeamStatus { team, status } => {
            team_takes(board, team, TeamAction::SetStatus(status))
        }
        Command::CreateRequest { .. } => Ok(()),
        Command::UpdateRequest { request, .. } => {
            something_to_change(request, command)?;
            request_is_open_to(board, request, RequestAction::Update)
        }
        Command::HoldRequest { request, .. } => {
            request_is_open_to(board, request, RequestAction::Hold)
        }
        Command::ResumeRequest { request } => {
            request_is_open_to(board, request, RequestAction::Resume)
        }
        Command::Assign {
            request,
            team,
            ref shown,
            ..
        } => {
            board.known_team(team)?;
            shown_teams_exist(board, shown)?;
            request_is_open_to(board, request, RequestAction::Assign)?;
            team_takes(board, team, TeamAction::Assign)
        }
        Command::CloseRequest { request, .. } => {
            request_is_open_to(board, request, RequestAction::Close)?;
            nobody_on(board, request)
        }
        Command::Acknowledge { assignment } => {
            assignee_takes(board, assignment, TeamAction::Acknowledge)
        }
        Command::Decline { assignment, .. } => {
            assignee_takes(board, assignment, TeamAction::Decline)
        }
        Command::Advance { assignment, to } => {
            assignee_takes(board, assignment, TeamAction::Advance(to))
        }
        Command::Clear { assignment } => assignee_takes(board, assignment, TeamAction::Clear),
        Command::CancelAssignment { assignment, .. } => {
            assignee_takes(board, assignment, TeamAction::Cancel)
        }
        Command::CreateClosure { ref details } => ends_in_time(details.until, at),
        Command::BeginClosure { closure } => closure_takes(board, closure, ClosureAction::Begin),
        Command::EndClosure { closure } => closure_takes(board, closure, ClosureAction::End),
    }
}

/// What a permitted command leads to: a flat table, one row per command.
fn outcome(board: &Board, command: Command, at: Timestamp) -> Result<Change, Rejection> {
    Ok(match command {
        Command::AddTeam {
            callsign,
            capabilities,
            post,
        } => Change::TeamAdded {
            team: TeamId(next("team", board.teams.keys().next_back().map(|id| id.0))?),
            callsign,
            capabilities,
            post,
        },
        Command::SignOn { team } => Change::TeamSignedOn { team },
        Command::SignOff { team } => Change::TeamSignedOff { team },
        Command::SetTeamStatus { team, status } => status_set(board, team, status)?,
        Command::CreateRequest { details } => Change::RequestCreated {
            request: RequestId(next(
                "request",
                board.requests.keys().next_back().map(|id| id.0),
            )?),
            details,
        },
        Command::UpdateRequest {
            request,
            position,
            address,
            kind_of_help,
            priority,
            needs,
            note,
        } => Change::RequestUpdated {
            request,
            position,
            address,
            kind_of_help,
            priority,
            needs,
            note,
        },
        Command::HoldRequest { request, reason } => Change::RequestHeld { request, reason },
        Command::ResumeRequest { request } => Change::RequestResumed { request },
        Command::Assign {
            request,
            team,
            override_reason,
            shown,
        } => Change::TeamAssigned {
            assignment: AssignmentId(next(
                "assignment",
                board.assignments.keys().next_back().map(|id| id.0),
            )?),
            request,
            team,
            override_reason,
            shown,
        },
        Command::Acknowledge { assignment } => Change::AssignmentAcknowledged { assignment },
        Command::Decline { assignment, reason } => {
            Change::AssignmentDeclined { assignment, reason }
        }
        Command::Advance { assignment, to } => Change::AssignmentAdvanced { assignment, to },
        Command::Clear { assignment } => Change::AssignmentCleared { assignment },
        Command::CancelAssignment { assignment, reason } => {
            Change::AssignmentCancelled { assignment, reason }
        }
        Command::CloseRequest {
            request,
            disposition,
            note,
        } => Change::RequestClosed {
            request,
            disposition,
            note,
        },
        Command::CreateClosure { details } => Change::ClosureCreated {
            closure: ClosureId(next(
                "closure",
                board.closures.keys().next_back().map(|id| id.0),
            )?),
            record: details.recorded(at),
        },
        Command::BeginClosure { closure } => Change::ClosureBegun { closure },
        Command::EndClosure { closure } => Change::ClosureEnded { closure },
    })
}

/// A crew that ends its emergency by saying which stage it stands at has reached that stage.
fn status_set(board: &Board, team: TeamId, status: TeamStatus) -> Result<Change, Rejection> {
    Ok(match board.known_team(team)?.assignment {
        Some(assignment) if is_advance_target(status) => Change::AssignmentAdvanced {
            assignment,
            to: status,
        },
        _ => Change::TeamStatusChanged { team, status },
    })
}

/// Ids count up from 1 and are never used again, as nothing ever leaves the board.
fn next(kind: &'static str, last: Option<u32>) -> Result<u32, Rejection> {
    last.unwrap_or(0)
        .checked_add(1)
        .ok_or(Rejection::Full { kind })
}

fn free_callsign(board: &Board, callsign: &str) -> Result<(), Rejection> {
    let wanted = callsign.trim().to_lowercase();
    match board
        .teams()
        .find(|team| team.callsign.trim().to_lowercase() == wanted)
    {
        Some(team) => Err(Rejection::CallsignTaken { team: team.id }),
        None => Ok(()),
    }
}

fn team_takes(board: &Board, team: TeamId, action: TeamAction) -> Result<(), Rejection> {
    let standing = board.known_team(team)?;
    team_after(standing.status, standing.assignment.is_some(), action)
        .map(|_| ())
        .ok_or(Rejection::TeamStatus {
            team,
            status: standing.status,
            action,
        })
}

fn assignee_takes(
    board: &Board,
    assignment: AssignmentId,
    action: TeamAction,
) -> Result<(), Rejection> {
    let standing = board.known_assignment(assignment)?;
    if !standing.is_open() {
        return Err(Rejection::AssignmentEnded {
            assignment,
            outcome: standing.outcome,
        });
    }
    team_takes(board, standing.team, action)
}

fn request_is_open_to(
    board: &Board,
    request: RequestId,
    action: RequestAction,
) -> Result<(), Rejection> {
    let state = board.known_request(request)?.state;
    if !request_takes(state, action) {
        return Err(Rejection::RequestState {
            request,
            state,
            action,
        });
    }
    Ok(())
}

fn closure_takes(
    board: &Board,
    closure: ClosureId,
    action: ClosureAction,
) -> Result<(), Rejection> {
    let state = board.known_closure(closure)?.state;
    let may = match action {
        ClosureAction::Begin => state == ClosureState::Scheduled,
        ClosureAction::End => state != ClosureState::Ended,
    };
    if !may {
        return Err(Rejection::ClosureState {
            closure,
            state,
            action,
        });
    }
    Ok(())
}

fn ends_in_time(until: Option<Timestamp>, at: Timestamp) -> Result<(), Rejection> {
    match until {
        Some(until) if until <= at => Err(Rejection::InvalidClosure {
            field: "until",
            problem: "the end lies in the past".to_owned(),
        }),
        _ => Ok(()),
    }
}

fn nobody_on(board: &Board, request: RequestId) -> Result<(), Rejection> {
    match board.open_assignments(request).next() {
        Some(assignment) => Err(Rejection::TeamStillOnRequest {
            request,
            team: assignment.team,
            assignment: assignment.id,
        }),
        None => Ok(()),
    }
}

fn shown_teams_exist(board: &Board, shown: &[ShownCandidate]) -> Result<(), Rejection> {
    match shown.iter().find(|line| board.team(line.team).is_none()) {
        Some(line) => Err(Rejection::ShownTeam { team: line.team }),
        None => Ok(()),
    }
}

fn something_to_change(request: RequestId, command: &Command) -> Result<(), Rejection> {
    let empty = Command::UpdateRequest {
        request,
        position: None,
        address: None,
        kind_of_help: None,
        priority: None,
        needs: None,
        note: None,
    };
    if *command == empty {
        return Err(Rejection::NothingToChange { request });
    }
    Ok(())
}
