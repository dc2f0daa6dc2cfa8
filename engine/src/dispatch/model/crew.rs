//! People, cars and shifts.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::Capability;
use crate::{
    dispatch::ids::{MemberId, ShiftId, TeamId, VehicleId},
    units::Timestamp,
};

/// Somebody who works in teams. Whether they are on shift is told by the shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their name (personal data).
    pub name: String,
    /// What they can do, languages included.
    pub capabilities: BTreeSet<Capability>,
    /// When they left the service.
    pub retired_at: Option<Timestamp>,
    /// Number of changes so far.
    pub version: u64,
}

/// A car. Whether it is out is told by the shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Its id.
    pub id: VehicleId,
    /// How it is called, such as "grey van".
    pub label: String,
    /// What it adds to a team, such as `wheelchair`.
    pub capabilities: BTreeSet<Capability>,
    /// Seats for people who are taken along.
    pub seats: u8,
    /// Why it may not be driven at the moment.
    pub out_of_service: Option<String>,
    /// Number of changes so far.
    pub version: u64,
}

/// Who and what a team consists of for a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Its members.
    pub members: BTreeSet<MemberId>,
    /// Its vehicle.
    pub vehicle: Option<VehicleId>,
}

/// A team's time of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// The team.
    pub team: TeamId,
    /// Who and what.
    pub crew: Crew,
    /// When it should begin; when it began, if nobody planned it.
    pub from: Timestamp,
    /// When it should end.
    pub until: Option<Timestamp>,
    /// Where it stands.
    pub state: ShiftState,
    /// When the team signed on.
    pub began_at: Option<Timestamp>,
    /// When the team signed off, or the plan was given up.
    pub ended_at: Option<Timestamp>,
    /// Number of changes so far.
    pub version: u64,
}

/// Where a shift stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ShiftState {
    Planned,
    Running,
    Ended,
    Cancelled,
}

/// As said in a sentence: "planned".
impl fmt::Display for ShiftState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        })
    }
}

impl Shift {
    /// Whether it still takes up its team, members and vehicle in a span of time.
    ///
    /// One without an end takes them up for good.
    #[must_use]
    pub fn takes_up(&self, from: Timestamp, until: Option<Timestamp>) -> bool {
        let over = matches!(self.state, ShiftState::Ended | ShiftState::Cancelled);
        !over
            && until.is_none_or(|until| self.from < until)
            && self.until.is_none_or(|own| from < own)
    }
}
