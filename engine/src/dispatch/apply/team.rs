//! Events about a team outside of an assignment.

use std::collections::BTreeSet;

use super::crew;
use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::{ShiftId, TeamId},
        model::{Capability, CheckIn, Team, TeamStatus},
    },
    units::{LngLat, Timestamp},
};

pub(super) fn add(
    board: &mut Board,
    id: TeamId,
    at: Timestamp,
    callsign: &str,
    capabilities: &BTreeSet<Capability>,
    post: Option<LngLat>,
) -> Option<Changed> {
    if board.teams.contains_key(&id) {
        return None;
    }
    let team = Team {
        id,
        callsign: callsign.to_owned(),
        capabilities: capabilities.clone(),
        post,
        area: Vec::new(),
        status: TeamStatus::OffDuty,
        status_since: at,
        assignment: None,
        on_shift_since: None,
        shift: None,
        crew_capabilities: BTreeSet::new(),
        check_in: None,
        emergency_answered: None,
        version: 1,
    };
    board.teams.insert(id, team);
    Some(changed(id))
}

pub(super) fn sign_on(
    board: &mut Board,
    id: TeamId,
    shift: Option<ShiftId>,
    at: Timestamp,
) -> Option<Changed> {
    if !board.teams.contains_key(&id) {
        return None;
    }
    let crew = shift.map(|shift| crew::begin(board, shift, id, at));
    let able = crew.map(|crew| crew::capabilities(board, &crew));
    let team = board.teams.get_mut(&id)?;
    change_status(team, TeamStatus::Available, at);
    team.on_shift_since = Some(at);
    team.shift = shift;
    team.crew_capabilities = able.unwrap_or_default();
    board.workload.insert(id, 0);
    Some(Changed {
        shift,
        ..changed(id)
    })
}

pub(super) fn sign_off(board: &mut Board, id: TeamId, at: Timestamp) -> Option<Changed> {
    let team = board.teams.get_mut(&id)?;
    change_status(team, TeamStatus::OffDuty, at);
    team.on_shift_since = None;
    team.crew_capabilities.clear();
    team.check_in = None;
    let shift = team.shift.take();
    if let Some(shift) = shift {
        crew::end(board, shift, at);
    }
    board.workload.remove(&id);
    Some(Changed {
        shift,
        ..changed(id)
    })
}

/// Changes of a team that leave its status as it is.
pub(super) fn take_in(team: &mut Team, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::TeamUpdated {
            callsign,
            capabilities,
            post,
            area,
            ..
        } => {
            if let Some(callsign) = callsign {
                team.callsign.clone_from(callsign);
            }
            if let Some(capabilities) = capabilities {
                team.capabilities.clone_from(capabilities);
            }
            if let Some(area) = area {
                team.area.clone_from(area);
            }
            team.post = post.or(team.post);
        }
        Change::CheckInSet { every, .. } => {
            team.check_in = every.map(|every| CheckIn {
                every,
                due: at.plus(every),
                missed_at: None,
            });
        }
        Change::CheckedIn { .. } => heard_of(team, at),
        Change::CheckInMissed { .. } => team.check_in.as_mut()?.missed_at = Some(at),
        Change::EmergencyAnswered { .. } => team.emergency_answered = Some(at),
        _ => return None,
    }
    team.version += 1;
    Some(changed(team.id))
}

/// Every sign of life counts as a check-in.
fn heard_of(team: &mut Team, at: Timestamp) {
    if let Some(check_in) = &mut team.check_in {
        check_in.due = at.plus(check_in.every);
        check_in.missed_at = None;
    }
}

pub(super) fn set(
    board: &mut Board,
    id: TeamId,
    status: TeamStatus,
    at: Timestamp,
) -> Option<Changed> {
    change_status(board.teams.get_mut(&id)?, status, at);
    Some(changed(id))
}

/// Gives a team a status and counts the change.
pub(super) fn change_status(team: &mut Team, status: TeamStatus, at: Timestamp) {
    team.status = status;
    team.status_since = at;
    team.emergency_answered = None;
    heard_of(team, at);
    team.version += 1;
}

fn changed(id: TeamId) -> Changed {
    Changed {
        team: Some(id),
        ..Changed::default()
    }
}
