//! A field team.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Capability, TeamStatus};
use crate::{
    dispatch::ids::{AssignmentId, ShiftId, TeamId},
    geo,
    units::{LngLat, Millis, Timestamp},
};

/// A field team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// The name said on air, such as "Harbour".
    pub callsign: String,
    /// What it can do.
    pub capabilities: BTreeSet<Capability>,
    /// Where it waits when idle.
    pub post: Option<LngLat>,
    /// The ring around where it goes; everywhere, when empty.
    #[serde(default)]
    pub area: Vec<LngLat>,
    /// What it does at the moment.
    pub status: TeamStatus,
    /// When that status began.
    pub status_since: Timestamp,
    /// The assignment it works on.
    pub assignment: Option<AssignmentId>,
    /// Start of the present shift.
    pub on_shift_since: Option<Timestamp>,
    /// The present shift; none in logs from before shifts were kept.
    #[serde(default)]
    pub shift: Option<ShiftId>,
    /// What its members and its vehicle add to what it can do, as of when they joined it.
    #[serde(default)]
    pub crew_capabilities: BTreeSet<Capability>,
    /// The timed check-in, while one runs.
    #[serde(default)]
    pub check_in: Option<CheckIn>,
    /// When the dispatcher answered the present emergency.
    #[serde(default)]
    pub emergency_answered: Option<Timestamp>,
    /// Number of changes to this team so far.
    pub version: u64,
}

impl Team {
    /// All it can do at the moment: by itself, through its members and its vehicle.
    pub fn capabilities(&self) -> impl Iterator<Item = &Capability> {
        self.capabilities.union(&self.crew_capabilities)
    }

    /// Whether it can do something at the moment.
    #[must_use]
    pub fn has(&self, capability: &Capability) -> bool {
        self.capabilities.contains(capability) || self.crew_capabilities.contains(capability)
    }

    /// Whether a point lies in its service area.
    #[must_use]
    pub fn serves(&self, point: LngLat) -> bool {
        self.area.is_empty() || geo::is_inside(point, &self.area)
    }

    /// What it lacks of a list.
    #[must_use]
    pub fn lacks(&self, needs: &BTreeSet<Capability>) -> Vec<Capability> {
        let lacking = needs.iter().filter(|need| !self.has(need));
        lacking.cloned().collect()
    }
}

/// A crew's promise to be heard of again in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Longest silence.
    pub every: Millis,
    /// When it must be heard of again.
    pub due: Timestamp,
    /// Since when it is overdue; every sign of life ends that.
    pub missed_at: Option<Timestamp>,
}
