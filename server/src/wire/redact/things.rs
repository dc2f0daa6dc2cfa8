//! Members, vehicles, shifts, destinations, flags and forms: who may see what.

use nearhand_engine::dispatch::{self, model};

use super::Viewer;
use crate::{
    store::Role,
    wire::{
        configuration::Configuration,
        crew::{Member, Shift, Vehicle},
        places::{Destination, Flag, TriageForm},
    },
};

impl Viewer {
    /// A member as it may see them.
    #[must_use]
    pub fn member(&self, member: &model::Member) -> Option<Member> {
        match self.role {
            Role::Dispatcher => Some(Member::from(member)),
            Role::Planner | Role::Supervisor => Some(Member {
                name: None,
                ..Member::from(member)
            }),
            _ => None,
        }
    }

    /// A vehicle as it may see it.
    #[must_use]
    pub fn vehicle(&self, vehicle: &model::Vehicle) -> Option<Vehicle> {
        match self.role {
            Role::Dispatcher => Some(Vehicle::from(vehicle)),
            // Why it is in the workshop may be somebody's accident.
            Role::Planner | Role::Supervisor => {
                let why = vehicle.out_of_service.as_ref();
                Some(Vehicle {
                    out_of_service: why.map(|_| "out of service".to_owned()),
                    ..Vehicle::from(vehicle)
                })
            }
            _ => None,
        }
    }

    /// A shift as it may see it.
    #[must_use]
    pub fn shift(&self, shift: &model::Shift) -> Option<Shift> {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor => Some(Shift::from(shift)),
            Role::Field if self.team == Some(shift.team) => Some(Shift::from(shift)),
            _ => None,
        }
    }

    /// A destination as it may see it.
    #[must_use]
    pub fn destination(&self, destination: &model::Destination) -> Option<Destination> {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor | Role::Field => {
                Some(Destination::from(destination))
            }
            _ => None,
        }
    }

    /// A flag as it may see it. A field team reads of warnings in the requests it works on.
    #[must_use]
    pub fn flag(&self, flag: &model::Flag) -> Option<Flag> {
        match self.role {
            Role::Dispatcher => Some(Flag::from(flag)),
            _ => None,
        }
    }

    /// What the service is, for those who set it and those who answer for it.
    #[must_use]
    pub fn configuration(&self, configuration: &dispatch::Configuration) -> Option<Configuration> {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor | Role::Admin | Role::Auditor => {
                Some(Configuration::from(configuration))
            }
            Role::Field | Role::Partner | Role::Device => None,
        }
    }

    /// A triage form as it may see it.
    #[must_use]
    pub fn form(&self, form: &model::TriageForm) -> Option<TriageForm> {
        match self.role {
            Role::Dispatcher | Role::Planner | Role::Supervisor => Some(TriageForm::from(form)),
            _ => None,
        }
    }
}
