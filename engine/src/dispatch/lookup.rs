//! Single things on the board, and refusals that name what is not there.

use super::{
    board::Board,
    command::Subject,
    configuration::{Configuration, ListedDestination, ServiceFile},
    ids::{DestinationId, FlagId, MemberId, ShiftId, VehicleId},
    model::{
        AssignmentOutcome, Destination, Flag, Member, Request, RequestType, Shift, ShiftState,
        TriageForm, Vehicle,
    },
    rejection::Rejection,
    transitions::ThingState,
};
use crate::units::{LngLat, Millis};

impl Board {
    /// A member.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// A vehicle.
    #[must_use]
    pub fn vehicle(&self, id: VehicleId) -> Option<&Vehicle> {
        self.vehicles.get(&id)
    }

    /// A shift.
    #[must_use]
    pub fn shift(&self, id: ShiftId) -> Option<&Shift> {
        self.shifts.get(&id)
    }

    /// A destination.
    #[must_use]
    pub fn destination(&self, id: DestinationId) -> Option<&Destination> {
        self.destinations.get(&id)
    }

    /// A flag.
    #[must_use]
    pub fn flag(&self, id: FlagId) -> Option<&Flag> {
        self.flags.get(&id)
    }

    /// What the service is.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// What the service is and where people are taken, as a file says it.
    #[must_use]
    pub fn service_file(&self) -> ServiceFile {
        let listed = self.destinations.values();
        let listed = listed.filter(|it| it.retired_at.is_none());
        ServiceFile {
            configuration: self.configuration.as_set(),
            destinations: Some(listed.map(ListedDestination::from).collect()),
        }
    }

    /// The triage form of a kind of help; `None` when the service has no such kind.
    #[must_use]
    pub fn form(&self, kind: RequestType) -> Option<&TriageForm> {
        self.configuration.kind(kind).map(|kind| &kind.form)
    }

    /// The response goal of a request, as the service has it now.
    #[must_use]
    pub fn goal(&self, request: &Request) -> Millis {
        let details = &request.details;
        self.configuration.goal(details.kind, details.priority)
    }

    /// The warnings about a point.
    pub fn flags_at(&self, point: LngLat) -> impl Iterator<Item = &Flag> {
        self.flags.values().filter(move |flag| flag.warns_of(point))
    }

    /// Places left at a destination, those taken by teams on their way there included; `None` where nobody counts.
    #[must_use]
    pub fn places_left(&self, id: DestinationId) -> Option<u32> {
        let told = self.destination(id)?.places?;
        let on_their_way = self
            .teams
            .values()
            .filter_map(|team| self.assignment(team.assignment?))
            .filter(|assignment| assignment.destination == Some(id))
            .count();
        Some(told.saturating_sub(u32::try_from(on_their_way).unwrap_or(u32::MAX)))
    }

    /// The running shifts.
    pub fn running_shifts(&self) -> impl Iterator<Item = &Shift> {
        self.teams
            .values()
            .filter_map(|team| self.shift(team.shift?))
            .filter(|shift| shift.state == ShiftState::Running)
    }

    /// The proposals for a request that nobody has confirmed or withdrawn.
    pub(super) fn proposals(
        &self,
        request: super::ids::RequestId,
    ) -> impl Iterator<Item = super::ids::AssignmentId> + '_ {
        let assignments = self.request(request).map(|request| &request.assignments);
        assignments.into_iter().flatten().copied().filter(|&id| {
            self.assignment(id)
                .is_some_and(|assignment| assignment.outcome == AssignmentOutcome::Proposed)
        })
    }

    pub(super) fn known_member(&self, id: MemberId) -> Result<&Member, Rejection> {
        self.member(id).ok_or_else(|| unknown(Subject::Member(id)))
    }

    pub(super) fn known_vehicle(&self, id: VehicleId) -> Result<&Vehicle, Rejection> {
        self.vehicle(id)
            .ok_or_else(|| unknown(Subject::Vehicle(id)))
    }

    pub(super) fn known_shift(&self, id: ShiftId) -> Result<&Shift, Rejection> {
        self.shift(id).ok_or_else(|| unknown(Subject::Shift(id)))
    }

    pub(super) fn known_destination(&self, id: DestinationId) -> Result<&Destination, Rejection> {
        self.destination(id)
            .ok_or_else(|| unknown(Subject::Destination(id)))
    }

    pub(super) fn known_form(&self, kind: RequestType) -> Result<&TriageForm, Rejection> {
        self.form(kind).ok_or_else(|| unknown(Subject::Form(kind)))
    }

    pub(super) fn known_flag(&self, id: FlagId) -> Result<&Flag, Rejection> {
        self.flag(id).ok_or_else(|| unknown(Subject::Flag(id)))
    }
}

fn unknown(subject: Subject) -> Rejection {
    Rejection::Unknown { subject }
}

impl Member {
    pub(super) fn standing(&self) -> ThingState {
        retired(self.retired_at.is_some())
    }
}

impl Vehicle {
    pub(super) fn standing(&self) -> ThingState {
        if self.out_of_service.is_some() {
            ThingState::OutOfService
        } else {
            ThingState::InUse
        }
    }
}

impl Destination {
    pub(super) fn standing(&self) -> ThingState {
        retired(self.retired_at.is_some())
    }
}

impl Flag {
    pub(super) fn standing(&self) -> ThingState {
        retired(self.ended_at.is_some())
    }
}

fn retired(is: bool) -> ThingState {
    if is {
        ThingState::Retired
    } else {
        ThingState::InUse
    }
}
