//! The rows of the network's arrays, as they lie in a city file (little endian).

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use super::input::{RoadClass, SegmentTraits};

/// "No such edge" in a [`SegmentRecord`].
pub(crate) const NONE: u32 = u32::MAX;

/// A place in 1e-7 degree steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct PointRecord {
    pub(crate) lng: i32,
    pub(crate) lat: i32,
}

/// One segment.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct SegmentRecord {
    pub(crate) osm_way: i64,
    pub(crate) tail: u32,
    pub(crate) head: u32,
    pub(crate) shape_start: u32,
    pub(crate) shape_length: u32,
    pub(crate) length_millimetres: u32,
    pub(crate) name: u32,
    pub(crate) reference: u32,
    pub(crate) forward: u32,
    pub(crate) backward: u32,
    pub(crate) class: u8,
    pub(crate) traits: u8,
    /// Bits of [`ends`].
    pub(crate) ends: u16,
}

/// What lies at the ends of a segment.
pub(crate) mod ends {
    pub(crate) const MINI_ROUNDABOUT_AT_TAIL: u16 = 1;
    pub(crate) const MINI_ROUNDABOUT_AT_HEAD: u16 = 2;
}

/// A turn, seen from one of its two edges: the other edge, and what the turn costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct TurnRecord {
    pub(crate) edge: u32,
    /// Milliseconds, plus [`super::ENDS_ONLY_PENALTY`] where the turn enters an ends-only area;
    /// [`NO_TURN`](super::NO_TURN) where the turn may not be made now.
    pub(crate) cost: u32,
}

impl TurnRecord {
    /// Whether the turn may be made now.
    pub(crate) fn is_open(self) -> bool {
        self.cost != super::NO_TURN
    }
}

/// An edge that conditions change: what it is while none holds, and where its changes end.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct ChangingEdge {
    pub(crate) edge: u32,
    pub(crate) duration: u32,
    /// One of [`access`].
    pub(crate) access: u32,
    /// End of its rows in the changes; they begin where those of the row before end.
    pub(crate) changes_end: u32,
}

/// What one condition changes about an edge.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct EdgeChange {
    pub(crate) condition: u32,
    /// [`SPEED`] or [`ACCESS`]: what `value` is.
    pub(crate) kind: u32,
    /// Milliseconds, or one of [`access`].
    pub(crate) value: u32,
}

/// A change of an edge's duration.
pub(crate) const SPEED: u32 = 0;
/// A change of who may drive an edge.
pub(crate) const ACCESS: u32 = 1;

/// Who may drive an edge, as a number.
pub(crate) mod access {
    pub(crate) const OPEN: u32 = 0;
    pub(crate) const ENDS_ONLY: u32 = 1;
    pub(crate) const CLOSED: u32 = 2;
}

/// A turn that conditions change, by itself or because one of its edges changes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct ChangingTurn {
    /// Number in the array of turns out.
    pub(crate) turn: u32,
    /// Number of the same turn in the array of turns in.
    pub(crate) turn_in: u32,
    /// The edge it comes from.
    pub(crate) from: u32,
    /// Milliseconds it takes when it may be made.
    pub(crate) time: u32,
    /// End of its rows in the rules; they begin where those of the row before end.
    pub(crate) rules_end: u32,
}

/// One rule about a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct TurnRule {
    pub(crate) condition: u32,
    /// One of [`rule`].
    pub(crate) kind: u32,
}

/// What a rule about a turn says.
pub(crate) mod rule {
    /// The turn may not be made while the condition holds.
    pub(crate) const FORBIDDEN_WHILE: u32 = 0;
    /// The turn may not be made unless the condition holds.
    pub(crate) const FORBIDDEN_UNLESS: u32 = 1;
    /// A turn back that may only be made because a rule orders it, or because the way on is barred: of the rules of
    /// these two kinds one must apply.
    pub(crate) const TURN_BACK_WHILE: u32 = 2;
    /// As before, unless the condition holds.
    pub(crate) const TURN_BACK_UNLESS: u32 = 3;
}

/// What signs along an edge tell a driver.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct SignRecord {
    pub(crate) edge: u32,
    /// Names by number.
    pub(crate) destination: u32,
    pub(crate) exit: u32,
    /// End of its rows in the lanes; they begin where those of the row before end.
    pub(crate) lanes_end: u32,
}

/// Bits of an edge's flags.
pub(crate) mod edge_flag {
    pub(crate) const ENDS_ONLY: u8 = 1;
    /// A trip may begin and end here when the edge is open.
    pub(crate) const SNAPPABLE: u8 = 2;
    pub(crate) const CLOSED: u8 = 4;
}

const CLASSES: [RoadClass; 22] = [
    RoadClass::Motorway,
    RoadClass::MotorwayLink,
    RoadClass::Trunk,
    RoadClass::TrunkLink,
    RoadClass::Primary,
    RoadClass::PrimaryLink,
    RoadClass::Secondary,
    RoadClass::SecondaryLink,
    RoadClass::Tertiary,
    RoadClass::TertiaryLink,
    RoadClass::Unclassified,
    RoadClass::Residential,
    RoadClass::LivingStreet,
    RoadClass::Service,
    RoadClass::Track,
    RoadClass::Ferry,
    RoadClass::Other,
    RoadClass::Pedestrian,
    RoadClass::Footway,
    RoadClass::Cycleway,
    RoadClass::Path,
    RoadClass::Steps,
];

/// The class of a record; a number from a newer file reads as `Other`.
pub(crate) fn class_from_number(number: u8) -> RoadClass {
    CLASSES
        .get(usize::from(number))
        .copied()
        .unwrap_or(RoadClass::Other)
}

pub(crate) fn traits_to_bits(traits: SegmentTraits) -> u8 {
    u8::from(traits.roundabout)
        | u8::from(traits.ferry) << 1
        | u8::from(traits.toll) << 2
        | u8::from(traits.tunnel) << 3
        | u8::from(traits.bridge) << 4
}

pub(crate) fn traits_from_bits(bits: u8) -> SegmentTraits {
    let bit = |n: u8| bits & (1 << n) != 0;
    SegmentTraits {
        roundabout: bit(0),
        ferry: bit(1),
        toll: bit(2),
        tunnel: bit(3),
        bridge: bit(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_keeps_its_number() {
        for (number, class) in CLASSES.iter().enumerate() {
            assert_eq!(*class as usize, number);
            assert_eq!(class_from_number(*class as u8), *class);
        }
    }

    #[test]
    fn traits_survive_their_bits() {
        for bits in 0..32 {
            assert_eq!(traits_to_bits(traits_from_bits(bits)), bits);
        }
    }
}
