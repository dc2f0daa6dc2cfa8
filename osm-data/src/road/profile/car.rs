//! By car.

use super::{Barriers, Draft, Mode, Profile, Size, SpeedLimits};
use crate::road::access::Access;
use crate::road::reading::Reading;
use nearhand_engine::road::input::{RoadClass, TurnCosts};

/// A passenger car.
///
/// Source: `profiles/car.lua` of OSRM 26.10.
pub const CAR: Profile = Profile {
    mode: Mode::Car,
    is_vehicle: true,
    is_motor_vehicle: true,
    access_keys: &["motorcar", "motor_vehicle", "vehicle", "access"],
    access_allowed: &[
        "yes",
        "motorcar",
        "motor_vehicle",
        "vehicle",
        "permissive",
        "designated",
        "hov",
    ],
    access_ends_only: &[
        "private",
        "delivery",
        "destination",
        "customers",
        "permit",
        "residents",
        "unknown",
    ],
    access_forbidden: &[
        "no",
        "agricultural",
        "forestry",
        "emergency",
        "emergency_vehicle",
        "psv",
        "bus",
        "minibus",
        "taxi",
        "share_taxi",
        "foot",
        "military",
        "official",
        "restricted",
    ],
    vehicle_keys: &["motorcar", "motor_vehicle", "vehicle"],
    highways: &[
        ("motorway", RoadClass::Motorway, 90.0),
        ("motorway_link", RoadClass::MotorwayLink, 45.0),
        ("trunk", RoadClass::Trunk, 85.0),
        ("trunk_link", RoadClass::TrunkLink, 40.0),
        ("primary", RoadClass::Primary, 65.0),
        ("primary_link", RoadClass::PrimaryLink, 30.0),
        ("secondary", RoadClass::Secondary, 55.0),
        ("secondary_link", RoadClass::SecondaryLink, 25.0),
        ("tertiary", RoadClass::Tertiary, 40.0),
        ("tertiary_link", RoadClass::TertiaryLink, 20.0),
        ("unclassified", RoadClass::Unclassified, 25.0),
        ("residential", RoadClass::Residential, 25.0),
        ("living_street", RoadClass::LivingStreet, 10.0),
        ("service", RoadClass::Service, 15.0),
        ("winter_road", RoadClass::Other, 20.0),
        ("ice_road", RoadClass::Other, 15.0),
    ],
    other_ways: &[],
    never: &["steps"],
    areas: false,
    default_speed: 10.0,
    route_speeds: &[("ferry", 5.0), ("shuttle_train", 10.0)],
    surface_speeds: &[
        ("cement", 80.0),
        ("compacted", 80.0),
        ("fine_gravel", 80.0),
        ("paving_stones", 60.0),
        ("metal", 60.0),
        ("bricks", 60.0),
        ("grass", 40.0),
        ("wood", 40.0),
        ("sett", 40.0),
        ("grass_paver", 40.0),
        ("gravel", 40.0),
        ("unpaved", 40.0),
        ("ground", 40.0),
        ("dirt", 40.0),
        ("pebblestone", 40.0),
        ("tartan", 40.0),
        ("cobblestone", 30.0),
        ("clay", 30.0),
        ("earth", 20.0),
        ("stone", 20.0),
        ("rocky", 20.0),
        ("sand", 20.0),
        ("laterite", 15.0),
        ("mud", 10.0),
        ("ice", 20.0),
        ("snow", 30.0),
    ],
    tracktype_speeds: &[
        ("grade1", 60.0),
        ("grade2", 40.0),
        ("grade3", 30.0),
        ("grade4", 25.0),
        ("grade5", 20.0),
    ],
    smoothness_speeds: &[
        ("intermediate", 80.0),
        ("bad", 40.0),
        ("very_bad", 20.0),
        ("horrible", 10.0),
        ("very_horrible", 5.0),
        ("impassable", 0.0),
    ],
    limits: SpeedLimits::Driven(0.8),
    service_forbidden: &["emergency_access"],
    service_slow: &[
        "alley",
        "parking",
        "parking_aisle",
        "driveway",
        "drive-through",
        "drive-thru",
    ],
    barriers: Barriers::Open(&[
        "cattle_grid",
        "border_control",
        "toll_booth",
        "sally_port",
        "gate",
        "lift_gate",
        "no",
        "entrance",
        "height_restrictor",
        "arch",
    ]),
    barrier_delays: &[("gate", 60.0), ("lift_gate", 60.0)],
    size: Some(Size {
        height_metres: 2.0,
        width_metres: 1.9,
        length_metres: 4.8,
        weight_tonnes: 2.0,
    }),
    turn_costs: TurnCosts::CAR,
    adjust: high_occupancy,
};

/// Roads and lanes for cars with several people: one may not count on being such a car. As in OSRM they may be used at
/// the ends of a trip only.
fn high_occupancy(_: &Profile, tags: &Reading<'_>, way: &mut [Draft; 2]) {
    let designated = tags.is("hov", "designated");
    let lanes = tags.by_direction(&["hov:lanes"]);
    for (direction, lanes) in way.iter_mut().zip(lanes) {
        let all = lanes.is_some_and(|lanes| lanes.split('|').all(|lane| lane == "designated"));
        if (designated || all) && direction.access != Access::Forbidden {
            direction.access = Access::EndsOnly;
        }
    }
}
