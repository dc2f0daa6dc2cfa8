//! Wishes about what requests and teams go by: members, vehicles, shifts, destinations, warnings.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Subject;
use crate::{
    dispatch::{
        ids::{DestinationId, FlagId, MemberId, ShiftId, TeamId, VehicleId},
        model::{Capability, Crew, Hours},
    },
    units::{LngLat, Metres, Timestamp},
};

/// A wish about members, vehicles and shifts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case", deny_unknown_fields)]
pub enum CrewCommand {
    /// Somebody joins the service.
    AddMember {
        /// Their name, 1 to 80 characters.
        name: String,
        /// What they can do.
        capabilities: BTreeSet<Capability>,
    },
    /// Change what is known of a member; `None` leaves a field as it is.
    UpdateMember {
        /// The member.
        member: MemberId,
        /// Another name.
        name: Option<String>,
        /// Other capabilities; they count from the next shift on.
        capabilities: Option<BTreeSet<Capability>>,
    },
    /// Somebody leaves the service; not while on a shift.
    RetireMember {
        /// The member.
        member: MemberId,
    },
    /// A car joins.
    AddVehicle {
        /// How it is called, 1 to 40 characters.
        label: String,
        /// What it adds to a team.
        capabilities: BTreeSet<Capability>,
        /// Seats for people who are taken along.
        seats: u8,
    },
    /// A car may not be driven, or may again.
    SetVehicleService {
        /// The vehicle.
        vehicle: VehicleId,
        /// Why it may not; `None` puts it back into service.
        out_of_service: Option<String>,
    },
    /// Plan a shift.
    PlanShift {
        /// The team.
        team: TeamId,
        /// Who and what.
        crew: Crew,
        /// When it begins.
        from: Timestamp,
        /// When it ends.
        until: Timestamp,
    },
    /// Give a planned shift up.
    CancelShift {
        /// The shift.
        shift: ShiftId,
    },
    /// Another crew for a shift that is planned or running.
    ChangeCrew {
        /// The shift.
        shift: ShiftId,
        /// Who and what.
        crew: Crew,
    },
}

/// A wish about destinations and flags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceCommand {
    /// A place people can be taken to.
    AddDestination {
        /// Its name, 1 to 80 characters.
        name: String,
        /// Where it is.
        position: LngLat,
        /// Its address.
        address: Option<String>,
        /// When it takes people; always, when not given.
        hours: Option<Hours>,
        /// Places free; not counted when not given.
        places: Option<u32>,
    },
    /// Change what is known of it; `None` leaves a field as it is.
    UpdateDestination {
        /// The destination.
        destination: DestinationId,
        /// Another name.
        name: Option<String>,
        /// Another place.
        position: Option<LngLat>,
        /// Another address.
        address: Option<String>,
        /// Other hours.
        hours: Option<Hours>,
        /// Places free now.
        places: Option<u32>,
    },
    /// Take it off the list.
    RetireDestination {
        /// The destination.
        destination: DestinationId,
    },
    /// Warn of a place.
    AddFlag {
        /// Where.
        position: LngLat,
        /// How far around it holds, 5 to 500 m.
        radius: Metres,
        /// What to know, 1 to 500 characters.
        text: String,
        /// What a team must be able to do to go there.
        requires: BTreeSet<Capability>,
        /// When it ends by itself, within a year.
        until: Timestamp,
    },
    /// The warning is over.
    EndFlag {
        /// The flag.
        flag: FlagId,
    },
}

impl CrewCommand {
    pub(super) fn subject(&self) -> Option<Subject> {
        match *self {
            Self::AddMember { .. } | Self::AddVehicle { .. } | Self::PlanShift { .. } => None,
            Self::UpdateMember { member, .. } | Self::RetireMember { member } => {
                Some(Subject::Member(member))
            }
            Self::SetVehicleService { vehicle, .. } => Some(Subject::Vehicle(vehicle)),
            Self::CancelShift { shift } | Self::ChangeCrew { shift, .. } => {
                Some(Subject::Shift(shift))
            }
        }
    }
}

impl PlaceCommand {
    pub(super) fn subject(&self) -> Option<Subject> {
        match *self {
            Self::AddDestination { .. } | Self::AddFlag { .. } => None,
            Self::UpdateDestination { destination, .. }
            | Self::RetireDestination { destination } => Some(Subject::Destination(destination)),
            Self::EndFlag { flag } => Some(Subject::Flag(flag)),
        }
    }
}
