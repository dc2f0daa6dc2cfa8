//! Events about a team outside of an assignment.

use std::collections::BTreeSet;

use crate::{
    dispatch::{
        board::{Board, Changed},
        ids::TeamId,
        model::{Capability, Team, TeamStatus},
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
        status: TeamStatus::OffDuty,
        status_since: at,
        assignment: None,
        on_shift_since: None,
        version: 1,
    };
    board.teams.insert(id, team);
    Some(changed(id))
}

pub(super) fn sign_on(board: &mut Board, id: TeamId, at: Timestamp) -> Option<Changed> {
    let team = board.teams.get_mut(&id)?;
    change_status(team, TeamStatus::Available, at);
    team.on_shift_since = Some(at);
    board.workload.insert(id, 0);
    Some(changed(id))
}

pub(super) fn sign_off(board: &mut Board, id: TeamId, at: Timestamp) -> Option<Changed> {
    let team = board.teams.get_mut(&id)?;
    change_status(team, TeamStatus::OffDuty, at);
    team.on_shift_since = None;
    board.workload.remove(&id);
    Some(changed(id))
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
    team.version += 1;
}

fn changed(id: TeamId) -> Changed {
    Changed {
        team: Some(id),
        ..Changed::default()
    }
}
