//! Members, vehicles and shifts as clients see and write them.

use std::collections::BTreeSet;

use nearhand_engine::dispatch::{
    Command, CrewCommand,
    ids::{MemberId, ShiftId, TeamId, VehicleId},
    model::{self, Capability},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{shapes, time::Time, words};

/// Somebody who works in teams.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Member {
    /// Their id, such as `M4`.
    #[schema(value_type = shapes::MemberId)]
    pub id: MemberId,
    /// Their name; null for roles that have no need of it.
    pub name: Option<String>,
    /// What they can do.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub capabilities: BTreeSet<Capability>,
    /// When they left the service.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub retired_at: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Member> for Member {
    fn from(member: &model::Member) -> Self {
        Self {
            id: member.id,
            name: Some(member.name.clone()),
            capabilities: member.capabilities.clone(),
            retired_at: member.retired_at.map(Time),
            version: member.version,
        }
    }
}

/// A car.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Vehicle {
    /// Its id, such as `V2`.
    #[schema(value_type = shapes::VehicleId)]
    pub id: VehicleId,
    /// How it is called.
    pub label: String,
    /// What it adds to a team.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub capabilities: BTreeSet<Capability>,
    /// Seats for people who are taken along.
    pub seats: u8,
    /// Why it may not be driven at the moment.
    pub out_of_service: Option<String>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Vehicle> for Vehicle {
    fn from(vehicle: &model::Vehicle) -> Self {
        Self {
            id: vehicle.id,
            label: vehicle.label.clone(),
            capabilities: vehicle.capabilities.clone(),
            seats: vehicle.seats,
            out_of_service: vehicle.out_of_service.clone(),
            version: vehicle.version,
        }
    }
}

/// Who and what a team consists of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Its members.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::MemberId>, max_items = 20)]
    pub members: BTreeSet<MemberId>,
    /// Its vehicle.
    #[schema(value_type = Option<shapes::VehicleId>)]
    pub vehicle: Option<VehicleId>,
}

impl From<Crew> for model::Crew {
    fn from(crew: Crew) -> Self {
        Self {
            members: crew.members,
            vehicle: crew.vehicle,
        }
    }
}

/// A team's time of work.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Shift {
    /// Its id, such as `S9`.
    #[schema(value_type = shapes::ShiftId)]
    pub id: ShiftId,
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Who and what.
    pub crew: Crew,
    /// When it should begin, or began if nobody planned it.
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    /// When it should end.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Time>,
    /// Where it stands.
    #[schema(value_type = words::ShiftState)]
    pub state: model::ShiftState,
    /// When the team signed on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub began_at: Option<Time>,
    /// When the team signed off, or the plan was given up.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Shift> for Shift {
    fn from(shift: &model::Shift) -> Self {
        Self {
            id: shift.id,
            team: shift.team,
            crew: Crew {
                members: shift.crew.members.clone(),
                vehicle: shift.crew.vehicle,
            },
            from: shift.from.into(),
            until: shift.until.map(Time),
            state: shift.state,
            began_at: shift.began_at.map(Time),
            ended_at: shift.ended_at.map(Time),
            version: shift.version,
        }
    }
}

/// A new member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// Their name, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// What they can do, languages included.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>, max_items = 20)]
    pub capabilities: BTreeSet<Capability>,
}

impl From<NewMember> for Command {
    fn from(member: NewMember) -> Self {
        Self::Crew(CrewCommand::AddMember {
            name: member.name,
            capabilities: member.capabilities,
        })
    }
}

/// What is better known of a member; fields left out stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberUpdate {
    /// Another name.
    #[schema(value_type = Option<shapes::NameText>)]
    pub name: Option<String>,
    /// Other capabilities; they count from the next shift on.
    #[schema(value_type = Option<Vec<shapes::Capability>>, max_items = 20)]
    pub capabilities: Option<BTreeSet<Capability>>,
}

/// A new vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVehicle {
    /// How it is called, 1 to 40 characters.
    #[schema(value_type = shapes::CallName)]
    pub label: String,
    /// What it adds to a team.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>, max_items = 20)]
    pub capabilities: BTreeSet<Capability>,
    /// Seats for people who are taken along.
    #[serde(default)]
    #[schema(maximum = 255)]
    pub seats: u8,
}

impl From<NewVehicle> for Command {
    fn from(vehicle: NewVehicle) -> Self {
        Self::Crew(CrewCommand::AddVehicle {
            label: vehicle.label,
            capabilities: vehicle.capabilities,
            seats: vehicle.seats,
        })
    }
}

/// Whether a vehicle may be driven.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VehicleService {
    /// Why it may not; null puts it back into service.
    #[schema(value_type = Option<shapes::ReasonText>)]
    pub out_of_service: Option<String>,
}

/// A shift to plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShift {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Who and what.
    #[serde(default)]
    pub crew: Crew,
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    pub from: Time,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub until: Time,
}

impl From<NewShift> for Command {
    fn from(shift: NewShift) -> Self {
        Self::Crew(CrewCommand::PlanShift {
            team: shift.team,
            crew: shift.crew.into(),
            from: shift.from.0,
            until: shift.until.0,
        })
    }
}
