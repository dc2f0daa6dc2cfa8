//! The board: one agency's teams, requests and assignments, and the rules of how they change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    apply,
    closure::StreetClosure,
    command::Command,
    command::Subject,
    configuration::Configuration,
    decide,
    event::Event,
    ids::{
        AssignmentId, ClosureId, DestinationId, FlagId, MemberId, RequestId, ShiftId, TeamId,
        VehicleId,
    },
    model::{
        Assignment, Destination, Flag, Member, Request, RequestType, Shift, Team, TriageForm,
        Vehicle,
    },
    rejection::Rejection,
    timers::{self, Timer},
};
use crate::units::Timestamp;

/// Number of the form that a board is written in, and of the rules by which events change it.
///
/// A snapshot of another number is not used: what it holds may differ from what the same log leads to now.
/// Raise it whenever the same events lead to another board or another text (a test notices).
pub const BOARD_FORMAT: u32 = 3;

/// One agency's dispatch state.
///
/// It changes only by [`Board::apply`]; the log of events is the only truth, and applying the same
/// events to an empty board gives an equal board on any machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    pub(super) teams: BTreeMap<TeamId, Team>,
    pub(super) requests: BTreeMap<RequestId, Request>,
    pub(super) assignments: BTreeMap<AssignmentId, Assignment>,
    #[serde(default)]
    pub(super) closures: BTreeMap<ClosureId, StreetClosure>,
    #[serde(default)]
    pub(super) members: BTreeMap<MemberId, Member>,
    #[serde(default)]
    pub(super) vehicles: BTreeMap<VehicleId, Vehicle>,
    #[serde(default)]
    pub(super) shifts: BTreeMap<ShiftId, Shift>,
    #[serde(default)]
    pub(super) destinations: BTreeMap<DestinationId, Destination>,
    #[serde(default)]
    pub(super) flags: BTreeMap<FlagId, Flag>,
    /// Not written while it is the built-in one as it is.
    #[serde(default, skip_serializing_if = "Configuration::is_care_team")]
    pub(super) configuration: Configuration,
    /// Moments at which something happens by itself.
    #[serde(default, with = "timers::pairs")]
    pub(super) timers: BTreeMap<Timer, Timestamp>,
    /// Assignments each team was given in its present or last shift.
    pub(super) workload: BTreeMap<TeamId, u32>,
    /// Moment of the latest event.
    pub(super) latest: Timestamp,
}

/// The entities that an event changed, at most one of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The team that changed.
    pub team: Option<TeamId>,
    /// The request that changed.
    pub request: Option<RequestId>,
    /// The assignment that changed.
    pub assignment: Option<AssignmentId>,
    /// The closure that changed.
    pub closure: Option<ClosureId>,
    /// The member that changed.
    pub member: Option<MemberId>,
    /// The vehicle that changed.
    pub vehicle: Option<VehicleId>,
    /// The shift that changed.
    pub shift: Option<ShiftId>,
    /// The destination that changed.
    pub destination: Option<DestinationId>,
    /// The flag that changed.
    pub flag: Option<FlagId>,
    /// The kind of help whose triage form changed.
    pub form: Option<RequestType>,
    /// Whether the configuration changed.
    pub configuration: bool,
}

impl Board {
    /// A board with nothing on it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The events that a command leads to; the board is not changed.
    ///
    /// Events are never dated before the latest event of the board, whatever `now` says: a clock that
    /// was set back must not make a request end before it began.
    ///
    /// # Errors
    /// When the command is not allowed or a value in it is wrong.
    pub fn decide(&self, command: &Command, now: Timestamp) -> Result<Vec<Event>, Rejection> {
        let at = now.max(self.latest);
        let changes = decide::changes(self, command, at)?;
        Ok(changes
            .into_iter()
            .map(|change| Event { at, change })
            .collect())
    }

    /// As [`Board::decide`], but only if the command's [subject](Command::subject) has the version that the caller saw.
    ///
    /// # Errors
    /// As [`Board::decide`], and [`Rejection::StaleVersion`], which comes before a rejection for the state.
    pub fn decide_at_version(
        &self,
        command: &Command,
        expected: Option<u64>,
        now: Timestamp,
    ) -> Result<Vec<Event>, Rejection> {
        if let Some(expected) = expected {
            let subject = command
                .subject()
                .ok_or(Rejection::VersionWithoutSubject { expected })?;
            let found = self.version(subject)?;
            if found != expected {
                return Err(Rejection::StaleVersion {
                    subject,
                    expected,
                    found,
                });
            }
        }
        self.decide(command, now)
    }

    /// Takes in what has happened and says what changed.
    ///
    /// Total: an event that does not fit (from another board's log) changes nothing and says so with an
    /// empty [`Changed`].
    pub fn apply(&mut self, event: &Event) -> Changed {
        let changed = apply::event(self, event);
        self.set_timers(changed);
        #[cfg(debug_assertions)]
        super::invariants::assert_holds_around(self, changed);
        changed
    }

    /// All teams, by id.
    pub fn teams(&self) -> impl ExactSizeIterator<Item = &Team> {
        self.teams.values()
    }

    /// All requests, by id.
    pub fn requests(&self) -> impl ExactSizeIterator<Item = &Request> {
        self.requests.values()
    }

    /// All assignments, by id.
    pub fn assignments(&self) -> impl ExactSizeIterator<Item = &Assignment> {
        self.assignments.values()
    }

    /// All assignments, the latest first.
    pub fn latest_assignments(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.values().rev()
    }

    /// All closures, ended ones included, by id.
    pub fn closures(&self) -> impl ExactSizeIterator<Item = &StreetClosure> {
        self.closures.values()
    }

    /// All members, by id.
    pub fn members(&self) -> impl ExactSizeIterator<Item = &Member> {
        self.members.values()
    }

    /// All vehicles, by id.
    pub fn vehicles(&self) -> impl ExactSizeIterator<Item = &Vehicle> {
        self.vehicles.values()
    }

    /// All shifts, by id.
    pub fn shifts(&self) -> impl ExactSizeIterator<Item = &Shift> {
        self.shifts.values()
    }

    /// All destinations, by id.
    pub fn destinations(&self) -> impl ExactSizeIterator<Item = &Destination> {
        self.destinations.values()
    }

    /// All flags, ended ones included, by id.
    pub fn flags(&self) -> impl ExactSizeIterator<Item = &Flag> {
        self.flags.values()
    }

    /// The triage forms of all kinds of help.
    pub fn forms(&self) -> impl Iterator<Item = &TriageForm> {
        self.configuration.types.iter().map(|kind| &kind.form)
    }

    /// Moment of the latest event.
    #[must_use]
    pub fn latest(&self) -> Timestamp {
        self.latest
    }

    /// A team.
    #[must_use]
    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.get(&id)
    }

    /// A request.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        self.requests.get(&id)
    }

    /// An assignment.
    #[must_use]
    pub fn assignment(&self, id: AssignmentId) -> Option<&Assignment> {
        self.assignments.get(&id)
    }

    /// A closure.
    #[must_use]
    pub fn closure(&self, id: ClosureId) -> Option<&StreetClosure> {
        self.closures.get(&id)
    }

    /// The assignments of a request that teams still work on, oldest first.
    pub fn open_assignments(&self, request: RequestId) -> impl Iterator<Item = &Assignment> {
        self.request(request)
            .into_iter()
            .flat_map(|request| &request.assignments)
            .filter_map(|&id| self.assignment(id))
            .filter(|assignment| assignment.is_open())
    }

    /// Number of assignments the team was given in its present shift.
    #[must_use]
    pub fn workload(&self, team: TeamId) -> u32 {
        self.workload.get(&team).copied().unwrap_or(0)
    }

    /// The present version of something on the board.
    ///
    /// # Errors
    /// When it does not exist.
    pub fn version(&self, subject: Subject) -> Result<u64, Rejection> {
        match subject {
            Subject::Team(team) => self.known_team(team).map(|team| team.version),
            Subject::Request(request) => self.known_request(request).map(|request| request.version),
            Subject::Assignment(assignment) => self
                .known_assignment(assignment)
                .map(|assignment| assignment.version),
            Subject::Closure(closure) => self.known_closure(closure).map(|closure| closure.version),
            Subject::Member(member) => self.known_member(member).map(|member| member.version),
            Subject::Vehicle(vehicle) => self.known_vehicle(vehicle).map(|vehicle| vehicle.version),
            Subject::Shift(shift) => self.known_shift(shift).map(|shift| shift.version),
            Subject::Destination(id) => self.known_destination(id).map(|place| place.version),
            Subject::Flag(flag) => self.known_flag(flag).map(|flag| flag.version),
            // Built-in ones stand at version 0.
            Subject::Form(kind) => self.known_form(kind).map(|form| form.version),
            Subject::Configuration => Ok(self.configuration.version),
        }
    }

    pub(super) fn known_team(&self, team: TeamId) -> Result<&Team, Rejection> {
        self.team(team).ok_or(Rejection::UnknownTeam { team })
    }

    pub(super) fn known_request(&self, request: RequestId) -> Result<&Request, Rejection> {
        self.request(request)
            .ok_or(Rejection::UnknownRequest { request })
    }

    pub(super) fn known_closure(&self, closure: ClosureId) -> Result<&StreetClosure, Rejection> {
        self.closure(closure)
            .ok_or(Rejection::UnknownClosure { closure })
    }

    pub(super) fn known_assignment(
        &self,
        assignment: AssignmentId,
    ) -> Result<&Assignment, Rejection> {
        self.assignment(assignment)
            .ok_or(Rejection::UnknownAssignment { assignment })
    }
}
