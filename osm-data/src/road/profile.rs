//! The tables of a way of travelling.

use nearhand_engine::road::input::RoadClass;

/// What a vehicle may use, and how fast it is there. Speeds are in km/h, as in the tags.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Keys that say who may pass, the strongest first.
    pub access_keys: &'static [&'static str],
    /// Values that allow.
    pub access_allowed: &'static [&'static str],
    /// Values that allow only who begins or ends the trip there.
    pub access_ends_only: &'static [&'static str],
    /// Values that forbid.
    pub access_forbidden: &'static [&'static str],
    /// Keys of restrictions and one-way exceptions that mean this vehicle, the strongest first.
    pub vehicle_keys: &'static [&'static str],
    /// Values of `highway` that may be used without any access tag.
    pub highways: &'static [(&'static str, RoadClass, f64)],
    /// Speed where access is tagged and the kind of road is none of the usual, km/h.
    pub default_speed: f64,
    /// Values of `route` and their speed without a duration, km/h.
    pub route_speeds: &'static [(&'static str, f64)],
    /// Most on a surface, km/h.
    pub surface_speeds: &'static [(&'static str, f64)],
    /// Most on a track of a grade, km/h.
    pub tracktype_speeds: &'static [(&'static str, f64)],
    /// Most on a smoothness, km/h; 0 is impassable.
    pub smoothness_speeds: &'static [(&'static str, f64)],
    /// Values of `service` that forbid.
    pub service_forbidden: &'static [&'static str],
    /// Values of `service` where one drives at half speed.
    pub service_slow: &'static [&'static str],
    /// Barriers that let the vehicle pass.
    pub barriers_open: &'static [&'static str],
    /// Height of the vehicle in metres.
    pub height_metres: f64,
    /// Width of the vehicle in metres.
    pub width_metres: f64,
    /// Length of the vehicle in metres.
    pub length_metres: f64,
    /// Weight of the vehicle in tonnes.
    pub weight_tonnes: f64,
}

/// A passenger car.
pub const CAR: Profile = Profile {
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
        ("winter_road", RoadClass::Other, 10.0),
        ("ice_road", RoadClass::Other, 10.0),
    ],
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
        ("mud", 10.0),
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
    service_forbidden: &["emergency_access"],
    service_slow: &[
        "alley",
        "parking",
        "parking_aisle",
        "driveway",
        "drive-through",
        "drive-thru",
    ],
    barriers_open: &[
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
    ],
    height_metres: 2.0,
    width_metres: 1.9,
    length_metres: 4.8,
    weight_tonnes: 2.0,
};

/// The number beside a text in a table of the profile.
pub(super) fn look_up(table: &[(&str, f64)], value: Option<&str>) -> Option<f64> {
    let value = value?;
    table
        .iter()
        .find(|(text, _)| *text == value)
        .map(|(_, number)| *number)
}
