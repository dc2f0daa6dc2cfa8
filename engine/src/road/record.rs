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
    pub(crate) reserved: u16,
}

/// A turn, seen from one of its two edges: the other edge, and what the turn costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub(crate) struct TurnRecord {
    pub(crate) edge: u32,
    /// Milliseconds, plus [`super::ENDS_ONLY_PENALTY`] where the turn enters an ends-only area.
    pub(crate) cost: u32,
}

/// Bits of an edge's flags.
pub(crate) mod edge_flag {
    pub(crate) const ENDS_ONLY: u8 = 1;
    pub(crate) const SNAPPABLE: u8 = 2;
}

const CLASSES: [RoadClass; 17] = [
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
