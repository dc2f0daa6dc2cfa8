//! What is asked of members, vehicles and shifts.

use super::{next, thing_takes};
use crate::{
    dispatch::{
        board::Board,
        command::{CrewCommand, Subject},
        event::Change,
        ids::{MemberId, ShiftId, TeamId, VehicleId},
        model::{Crew, Shift, ShiftState},
        rejection::Rejection,
        transitions::{ShiftAction, ThingAction, shift_after},
    },
    units::Timestamp,
};

pub(super) fn change(
    board: &Board,
    command: CrewCommand,
    at: Timestamp,
) -> Result<Change, Rejection> {
    match command {
        CrewCommand::AddMember { name, capabilities } => {
            let last = board.members.keys().next_back().map(|id| id.0);
            Ok(Change::MemberAdded {
                member: MemberId(next("member", last)?),
                name,
                capabilities,
            })
        }
        CrewCommand::UpdateMember {
            member,
            name,
            capabilities,
        } => {
            member_takes(board, member, ThingAction::Update)?;
            if name.is_none() && capabilities.is_none() {
                let subject = Subject::Member(member);
                return Err(Rejection::NothingToChange { subject });
            }
            Ok(Change::MemberUpdated {
                member,
                name,
                capabilities,
            })
        }
        CrewCommand::RetireMember { member } => {
            member_takes(board, member, ThingAction::Retire)?;
            not_on_shift(board, Subject::Member(member))?;
            Ok(Change::MemberRetired { member })
        }
        CrewCommand::AddVehicle {
            label,
            capabilities,
            seats,
        } => {
            let last = board.vehicles.keys().next_back().map(|id| id.0);
            Ok(Change::VehicleAdded {
                vehicle: VehicleId(next("vehicle", last)?),
                label,
                capabilities,
                seats,
            })
        }
        CrewCommand::SetVehicleService {
            vehicle,
            out_of_service,
        } => {
            let action = match out_of_service {
                Some(_) => ThingAction::PutOut,
                None => ThingAction::PutBack,
            };
            vehicle_takes(board, vehicle, action)?;
            Ok(Change::VehicleServiceSet {
                vehicle,
                out_of_service,
            })
        }
        CrewCommand::PlanShift {
            team,
            crew,
            from,
            until,
        } => plan(board, team, crew, from, until, at),
        CrewCommand::CancelShift { shift } => {
            shift_takes(board, shift, ShiftAction::Cancel)?;
            Ok(Change::ShiftCancelled { shift })
        }
        CrewCommand::ChangeCrew { shift, crew } => {
            let standing = shift_takes(board, shift, ShiftAction::ChangeCrew)?;
            let from = standing.from.max(at);
            is_free(
                board,
                Some(shift),
                standing.team,
                &crew,
                from,
                standing.until,
            )?;
            Ok(Change::CrewChanged { shift, crew })
        }
    }
}

fn plan(
    board: &Board,
    team: TeamId,
    crew: Crew,
    from: Timestamp,
    until: Timestamp,
    at: Timestamp,
) -> Result<Change, Rejection> {
    board.known_team(team)?;
    super::to_come("until", until, at)?;
    if until <= from {
        return Err(Rejection::InvalidValue {
            field: "until",
            problem: "a shift ends after it begins".to_owned(),
        });
    }
    is_free(board, None, team, &crew, from, Some(until))?;
    let last = board.shifts.keys().next_back().map(|id| id.0);
    Ok(Change::ShiftPlanned {
        shift: ShiftId(next("shift", last)?),
        team,
        crew,
        from,
        until,
    })
}

/// Whether a team and its crew exist, are fit for use and have no other shift in a span of time.
pub(super) fn is_free(
    board: &Board,
    own: Option<ShiftId>,
    team: TeamId,
    crew: &Crew,
    from: Timestamp,
    until: Option<Timestamp>,
) -> Result<(), Rejection> {
    for &member in &crew.members {
        member_takes(board, member, ThingAction::Use)?;
    }
    if let Some(vehicle) = crew.vehicle {
        vehicle_takes(board, vehicle, ThingAction::Use)?;
    }
    let others = board
        .shifts()
        .filter(|shift| Some(shift.id) != own && shift.takes_up(from, until));
    for other in others {
        let subject = if other.team == team {
            Some(Subject::Team(team))
        } else {
            shared(crew, &other.crew)
        };
        if let Some(subject) = subject {
            let shift = other.id;
            return Err(Rejection::ShiftOverlap { subject, shift });
        }
    }
    Ok(())
}

fn shared(crew: &Crew, other: &Crew) -> Option<Subject> {
    let member = crew.members.intersection(&other.members).next();
    let vehicle = crew.vehicle.filter(|_| crew.vehicle == other.vehicle);
    member
        .map(|&member| Subject::Member(member))
        .or(vehicle.map(Subject::Vehicle))
}

fn not_on_shift(board: &Board, subject: Subject) -> Result<(), Rejection> {
    let on = |shift: &&Shift| {
        matches!(shift.state, ShiftState::Planned | ShiftState::Running)
            && matches!(subject, Subject::Member(member) if shift.crew.members.contains(&member))
    };
    match board.shifts().find(on) {
        Some(shift) => Err(Rejection::ShiftOverlap {
            subject,
            shift: shift.id,
        }),
        None => Ok(()),
    }
}

fn member_takes(board: &Board, member: MemberId, action: ThingAction) -> Result<(), Rejection> {
    let state = board.known_member(member)?.standing();
    thing_takes(Subject::Member(member), state, action)
}

fn vehicle_takes(board: &Board, vehicle: VehicleId, action: ThingAction) -> Result<(), Rejection> {
    let state = board.known_vehicle(vehicle)?.standing();
    thing_takes(Subject::Vehicle(vehicle), state, action)
}

fn shift_takes(board: &Board, shift: ShiftId, action: ShiftAction) -> Result<&Shift, Rejection> {
    let standing = board.known_shift(shift)?;
    let state = standing.state;
    shift_after(state, action)
        .map(|_| standing)
        .ok_or(Rejection::ShiftState {
            shift,
            state,
            action,
        })
}
