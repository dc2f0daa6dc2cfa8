//! On foot.

use super::{Barriers, Draft, Mode, Profile, SpeedLimits};
use crate::road::access::Access;
use crate::road::reading::Reading;
use nearhand_engine::road::input::{RoadClass, TurnCosts};

/// Walking pace, km/h.
const WALK: f64 = 5.0;

/// A person on foot.
///
/// Source: `profiles/foot.lua` of OSRM 26.10; but private ways, closed there, may be used at the ends of a trip, as by
/// car: people are visited where they live.
pub const FOOT: Profile = Profile {
    mode: Mode::Foot,
    is_vehicle: false,
    is_motor_vehicle: false,
    access_keys: &["foot", "access"],
    access_allowed: &["yes", "foot", "permissive", "designated"],
    access_ends_only: &[
        "private",
        "delivery",
        "destination",
        "customers",
        "permit",
        "residents",
    ],
    access_forbidden: &["no", "agricultural", "forestry", "use_sidepath", "military"],
    vehicle_keys: &["foot"],
    highways: &[
        ("primary", RoadClass::Primary, WALK),
        ("primary_link", RoadClass::PrimaryLink, WALK),
        ("secondary", RoadClass::Secondary, WALK),
        ("secondary_link", RoadClass::SecondaryLink, WALK),
        ("tertiary", RoadClass::Tertiary, WALK),
        ("tertiary_link", RoadClass::TertiaryLink, WALK),
        ("unclassified", RoadClass::Unclassified, WALK),
        ("residential", RoadClass::Residential, WALK),
        ("living_street", RoadClass::LivingStreet, WALK),
        ("service", RoadClass::Service, WALK),
        ("track", RoadClass::Track, WALK),
        ("path", RoadClass::Path, WALK),
        ("steps", RoadClass::Steps, WALK),
        ("pedestrian", RoadClass::Pedestrian, WALK),
        ("platform", RoadClass::Footway, WALK),
        ("footway", RoadClass::Footway, WALK),
        ("pier", RoadClass::Footway, WALK),
    ],
    other_ways: &[
        ("railway", "platform", RoadClass::Footway, WALK),
        ("man_made", "pier", RoadClass::Footway, WALK),
        ("amenity", "parking_entrance", RoadClass::Footway, WALK),
    ],
    never: &[],
    areas: true,
    default_speed: WALK,
    route_speeds: &[("ferry", 5.0)],
    surface_speeds: &[
        ("fine_gravel", WALK * 0.75),
        ("gravel", WALK * 0.75),
        ("pebblestone", WALK * 0.75),
        ("mud", WALK * 0.5),
        ("sand", WALK * 0.5),
    ],
    tracktype_speeds: &[],
    smoothness_speeds: &[],
    limits: SpeedLimits::Ignored,
    service_forbidden: &[],
    service_slow: &[],
    barriers: Barriers::Closed(&["yes", "wall", "fence"]),
    barrier_delays: &[],
    size: None,
    turn_costs: TurnCosts {
        turn_s: 0.0,
        bias: 1.0,
        oncoming_s: 0.0,
        u_turn_s: 2.0,
    },
    adjust: sidewalks_and_escalators,
};

/// Roads whose sidewalk is a way of its own are not walked, unless a tag says so; moving stairs and walkways go one way.
fn sidewalks_and_escalators(_: &Profile, tags: &Reading<'_>, way: &mut [Draft; 2]) {
    let keys = [
        "sidewalk",
        "sidewalk:both",
        "sidewalk:left",
        "sidewalk:right",
    ];
    let separate = keys.iter().any(|key| tags.is(key, "separate"));
    for direction in way.iter_mut() {
        let said = matches!(direction.access, Access::Allowed | Access::EndsOnly);
        if separate && !said {
            direction.access = Access::Forbidden;
        }
    }
    let moves = matches!(tags.get("highway"), Some("steps" | "footway"));
    if moves && !tags.is("oneway", "no") {
        match tags.get("conveying") {
            Some("forward") => way[1].open = false,
            Some("backward") => way[0].open = false,
            _ => {}
        }
    }
}
