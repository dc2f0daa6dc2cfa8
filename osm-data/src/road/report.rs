//! What became of the ways and restrictions, for the summary of an import.

use crate::osm::{MemberId, RelationId, WayId};
use nearhand_engine::road::input::RoadClass;
use std::collections::BTreeMap;

/// Ways and restrictions, kept and dropped. Every object that was dropped is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadReport {
    /// Ways that can be used, by kind.
    pub ways_kept: BTreeMap<RoadClass, u64>,
    /// Roads that cannot be used, by reason.
    pub ways_dropped: BTreeMap<WayDrop, Dropped<WayId>>,
    /// Ways in the network of which a part is missing, because nodes of it are not in the extract.
    pub ways_cut: Dropped<WayId>,
    /// Restriction relations that are respected.
    pub restrictions_kept: u64,
    /// Restriction relations that are not, by reason.
    pub restrictions_dropped: BTreeMap<RestrictionDrop, Dropped<RelationId>>,
    /// Objects with a condition that is not evaluated, by reason: what holds without it is respected.
    pub conditions_dropped: BTreeMap<ConditionDrop, Dropped<MemberId>>,
    /// Nodes where a barrier stops everybody.
    pub barriers: u64,
}

impl RoadReport {
    pub(super) fn drop_way(&mut self, way: WayId, reason: WayDrop) {
        self.ways_dropped.entry(reason).or_default().add(way);
    }

    pub(super) fn drop_conditions(&mut self, object: MemberId, reasons: Vec<ConditionDrop>) {
        for reason in reasons {
            let dropped = self.conditions_dropped.entry(reason).or_default();
            dropped.add(object);
        }
    }
}

/// The objects that were dropped for one reason, in the order in which they were met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped<Id> {
    /// All of them.
    pub ids: Vec<Id>,
}

impl<Id> Default for Dropped<Id> {
    fn default() -> Self {
        Self { ids: Vec::new() }
    }
}

impl<Id> Dropped<Id> {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.ids.len() as u64
    }

    pub(super) fn add(&mut self, id: Id) {
        self.ids.push(id);
    }
}

/// Why a road is not in the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayDrop {
    /// A footpath, a cycleway, steps: not for this vehicle.
    NotForVehicle,
    /// Access tags forbid it.
    Forbidden,
    /// An area, not a line.
    Area,
    /// Under construction or proposed.
    NotBuilt,
    /// Its direction changes with the time of day.
    Reversible,
    /// Too rough.
    Impassable,
    /// Too low, narrow, short or weak.
    TooSmall,
    /// Fewer than two of its nodes are known.
    TooShort,
}

impl std::fmt::Display for WayDrop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotForVehicle => "not for this vehicle",
            Self::Forbidden => "access forbidden",
            Self::Area => "an area",
            Self::NotBuilt => "not built yet",
            Self::Reversible => "reversible direction",
            Self::Impassable => "impassable",
            Self::TooSmall => "too low, narrow or weak",
            Self::TooShort => "fewer than two known nodes",
        })
    }
}

/// Why a turn restriction is not respected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestrictionDrop {
    /// It names other vehicles, or excepts this one.
    NotForVehicle,
    /// It holds under a condition that is not evaluated.
    Conditional,
    /// Its value is none that is known.
    UnknownKind,
    /// It has no from, via or to, or too many.
    Malformed,
    /// A member is not in the extract.
    MissingMember,
    /// A member is a way that is not used anyway.
    NotDrivable,
    /// Its ways do not meet where it says.
    DoesNotMeet,
}

impl std::fmt::Display for RestrictionDrop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotForVehicle => "not for this vehicle",
            Self::Conditional => "its condition is not evaluated",
            Self::UnknownKind => "unknown kind",
            Self::Malformed => "from, via or to missing or too many",
            Self::MissingMember => "a member is outside the extract",
            Self::NotDrivable => "a member is not used anyway",
            Self::DoesNotMeet => "its ways do not meet there",
        })
    }
}

/// Why a condition is not evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConditionDrop {
    /// It never holds for this vehicle: it is about heavier or larger ones.
    OtherVehicles,
    /// It is no time: the weather, a group of people, or not understood. OSRM ignores it, too.
    NotUnderstood,
}

impl std::fmt::Display for ConditionDrop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherVehicles => "for other vehicles",
            Self::NotUnderstood => "not understood",
        })
    }
}
