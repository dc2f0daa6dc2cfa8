//! What is asked of teams.

use std::collections::BTreeSet;

use super::next;
use crate::{
    dispatch::{
        board::Board,
        command::Subject,
        event::Change,
        ids::{ShiftId, TeamId},
        model::{Capability, ShiftState, TeamStatus},
        rejection::Rejection,
        transitions::{TeamAction, is_advance_target, team_after},
    },
    units::{LngLat, Millis, Timestamp},
};

/// A crew may sign on this much before its planned time.
const EARLY: Millis = Millis::from_mins(60);

pub(super) fn add(
    board: &Board,
    callsign: String,
    capabilities: BTreeSet<Capability>,
    post: Option<LngLat>,
) -> Result<Change, Rejection> {
    free_callsign(board, None, &callsign)?;
    Ok(Change::TeamAdded {
        team: TeamId(next("team", board.teams.keys().next_back().map(|id| id.0))?),
        callsign,
        capabilities,
        post,
    })
}

/// `change` is the [`Change::TeamUpdated`] that is asked for.
pub(super) fn update(board: &Board, team: TeamId, change: Change) -> Result<Change, Rejection> {
    let nothing = Change::TeamUpdated {
        team,
        callsign: None,
        capabilities: None,
        post: None,
        area: None,
    };
    if change == nothing {
        let subject = Subject::Team(team);
        return Err(Rejection::NothingToChange { subject });
    }
    if let Change::TeamUpdated {
        callsign: Some(callsign),
        ..
    } = &change
    {
        free_callsign(board, Some(team), callsign)?;
    }
    Ok(change)
}

fn free_callsign(board: &Board, own: Option<TeamId>, callsign: &str) -> Result<(), Rejection> {
    let wanted = callsign.trim().to_lowercase();
    let taken = board
        .teams()
        .find(|team| Some(team.id) != own && team.callsign.trim().to_lowercase() == wanted);
    match taken {
        Some(team) => Err(Rejection::CallsignTaken { team: team.id }),
        None => Ok(()),
    }
}

/// The shift that was planned for now begins, or a new one.
pub(super) fn sign_on(board: &Board, team: TeamId, at: Timestamp) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::SignOn)?;
    let planned = board.shifts().find(|shift| {
        shift.team == team
            && shift.state == ShiftState::Planned
            && shift.from <= at.plus(EARLY)
            && shift.until.is_none_or(|until| at < until)
    });
    let shift = match planned {
        Some(shift) => {
            super::crew::is_free(board, Some(shift.id), team, &shift.crew, at, shift.until)?;
            shift.id
        }
        None => ShiftId(next(
            "shift",
            board.shifts.keys().next_back().map(|id| id.0),
        )?),
    };
    Ok(Change::TeamSignedOn {
        team,
        shift: Some(shift),
    })
}

pub(super) fn sign_off(board: &Board, team: TeamId) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::SignOff)?;
    Ok(Change::TeamSignedOff { team })
}

/// A crew that ends its emergency by saying which stage it stands at has reached that stage.
pub(super) fn set_status(
    board: &Board,
    team: TeamId,
    status: TeamStatus,
) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::SetStatus(status))?;
    Ok(match board.known_team(team)?.assignment {
        Some(assignment) if is_advance_target(status) => Change::AssignmentAdvanced {
            assignment,
            to: status,
        },
        _ => Change::TeamStatusChanged { team, status },
    })
}

pub(super) fn set_check_in(
    board: &Board,
    team: TeamId,
    every: Option<Millis>,
) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::CheckIn)?;
    if every.is_none() && board.known_team(team)?.check_in.is_none() {
        return Err(Rejection::NoCheckIn { team });
    }
    Ok(Change::CheckInSet { team, every })
}

pub(super) fn check_in(board: &Board, team: TeamId) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::CheckIn)?;
    if board.known_team(team)?.check_in.is_none() {
        return Err(Rejection::NoCheckIn { team });
    }
    Ok(Change::CheckedIn { team })
}

pub(super) fn answer_emergency(board: &Board, team: TeamId) -> Result<Change, Rejection> {
    team_takes(board, team, TeamAction::AnswerEmergency)?;
    Ok(Change::EmergencyAnswered { team })
}

pub(super) fn team_takes(board: &Board, team: TeamId, action: TeamAction) -> Result<(), Rejection> {
    let standing = board.known_team(team)?;
    team_after(standing.status, standing.assignment.is_some(), action)
        .map(|_| ())
        .ok_or(Rejection::TeamStatus {
            team,
            status: standing.status,
            action,
        })
}
