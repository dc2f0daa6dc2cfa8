//! Events about members, vehicles and shifts.

use std::collections::BTreeSet;

use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::{MemberId, ShiftId, TeamId, VehicleId},
        model::{Capability, Crew, Member, Shift, ShiftState, Vehicle},
    },
    units::Timestamp,
};

pub(super) fn take_in(board: &mut Board, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::MemberAdded {
            member,
            name,
            capabilities,
        } => add_member(board, *member, name, capabilities),
        Change::MemberUpdated {
            member,
            name,
            capabilities,
        } => {
            let standing = board.members.get_mut(member)?;
            if let Some(name) = name {
                standing.name.clone_from(name);
            }
            if let Some(capabilities) = capabilities {
                standing.capabilities.clone_from(capabilities);
            }
            standing.version += 1;
            Some(member_changed(*member))
        }
        Change::MemberRetired { member } => {
            let standing = board.members.get_mut(member)?;
            standing.retired_at = Some(at);
            standing.version += 1;
            Some(member_changed(*member))
        }
        Change::VehicleAdded {
            vehicle,
            label,
            capabilities,
            seats,
        } => add_vehicle(board, *vehicle, label, capabilities, *seats),
        Change::VehicleServiceSet {
            vehicle,
            out_of_service,
        } => {
            let standing = board.vehicles.get_mut(vehicle)?;
            standing.out_of_service.clone_from(out_of_service);
            standing.version += 1;
            Some(vehicle_changed(*vehicle))
        }
        Change::ShiftPlanned {
            shift,
            team,
            crew,
            from,
            until,
        } => plan(board, *shift, *team, crew, (*from, *until)),
        Change::ShiftCancelled { shift } => {
            let standing = board.shifts.get_mut(shift)?;
            standing.state = ShiftState::Cancelled;
            standing.ended_at = Some(at);
            standing.version += 1;
            Some(shift_changed(*shift))
        }
        Change::CrewChanged { shift, crew } => change_crew(board, *shift, crew),
        _ => None,
    }
}

fn add_member(
    board: &mut Board,
    id: MemberId,
    name: &str,
    capabilities: &BTreeSet<Capability>,
) -> Option<Changed> {
    if board.members.contains_key(&id) {
        return None;
    }
    let member = Member {
        id,
        name: name.to_owned(),
        capabilities: capabilities.clone(),
        retired_at: None,
        version: 1,
    };
    board.members.insert(id, member);
    Some(member_changed(id))
}

fn add_vehicle(
    board: &mut Board,
    id: VehicleId,
    label: &str,
    capabilities: &BTreeSet<Capability>,
    seats: u8,
) -> Option<Changed> {
    if board.vehicles.contains_key(&id) {
        return None;
    }
    let vehicle = Vehicle {
        id,
        label: label.to_owned(),
        capabilities: capabilities.clone(),
        seats,
        out_of_service: None,
        version: 1,
    };
    board.vehicles.insert(id, vehicle);
    Some(vehicle_changed(id))
}

fn plan(
    board: &mut Board,
    id: ShiftId,
    team: TeamId,
    crew: &Crew,
    (from, until): (Timestamp, Timestamp),
) -> Option<Changed> {
    if board.shifts.contains_key(&id) {
        return None;
    }
    let shift = Shift {
        id,
        team,
        crew: crew.clone(),
        from,
        until: Some(until),
        state: ShiftState::Planned,
        began_at: None,
        ended_at: None,
        version: 1,
    };
    board.shifts.insert(id, shift);
    Some(shift_changed(id))
}

fn change_crew(board: &mut Board, id: ShiftId, crew: &Crew) -> Option<Changed> {
    let shift = board.shifts.get_mut(&id)?;
    shift.crew.clone_from(crew);
    shift.version += 1;
    if shift.state != ShiftState::Running {
        return Some(shift_changed(id));
    }
    let team = shift.team;
    let able = capabilities(board, crew);
    let standing = board.teams.get_mut(&team)?;
    standing.crew_capabilities = able;
    standing.version += 1;
    Some(Changed {
        team: Some(team),
        ..shift_changed(id)
    })
}

/// The team's shift begins: the planned one, or a new one without a crew.
pub(super) fn begin(board: &mut Board, id: ShiftId, team: TeamId, at: Timestamp) -> Crew {
    let shift = board.shifts.entry(id).or_insert_with(|| Shift {
        id,
        team,
        crew: Crew::default(),
        from: at,
        until: None,
        state: ShiftState::Running,
        began_at: None,
        ended_at: None,
        version: 0,
    });
    shift.state = ShiftState::Running;
    shift.began_at = Some(at);
    shift.version += 1;
    shift.crew.clone()
}

pub(super) fn end(board: &mut Board, id: ShiftId, at: Timestamp) {
    if let Some(shift) = board.shifts.get_mut(&id) {
        shift.state = ShiftState::Ended;
        shift.ended_at = Some(at);
        shift.version += 1;
    }
}

/// What a crew adds to what its team can do.
pub(super) fn capabilities(board: &Board, crew: &Crew) -> BTreeSet<Capability> {
    let members = crew.members.iter().filter_map(|&id| board.member(id));
    let vehicle = crew.vehicle.and_then(|id| board.vehicle(id));
    members
        .flat_map(|member| &member.capabilities)
        .chain(
            vehicle
                .into_iter()
                .flat_map(|vehicle| &vehicle.capabilities),
        )
        .cloned()
        .collect()
}

fn member_changed(id: MemberId) -> Changed {
    Changed {
        member: Some(id),
        ..Changed::default()
    }
}

fn vehicle_changed(id: VehicleId) -> Changed {
    Changed {
        vehicle: Some(id),
        ..Changed::default()
    }
}

fn shift_changed(id: ShiftId) -> Changed {
    Changed {
        shift: Some(id),
        ..Changed::default()
    }
}
