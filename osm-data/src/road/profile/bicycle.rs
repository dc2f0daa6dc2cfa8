//! By bicycle.

use super::{Barriers, Draft, Mode, Profile, SpeedLimits};
use crate::road::access::Access;
use crate::road::direction;
use crate::road::reading::Reading;
use nearhand_engine::road::input::{RoadClass, TurnCosts};

/// On roads and cycleways, km/h.
const RIDE: f64 = 15.0;
/// Pushing the bicycle, km/h.
const PUSH: f64 = 4.0;
/// Carrying it over steps, km/h.
const CARRY: f64 = 2.0;

/// A person on a bicycle.
///
/// Source: `profiles/bicycle.lua` of OSRM 26.10; but private ways, closed there, may be used at the ends of a trip, as
/// by car, nobody takes a train, and turns cost by the curve of the car's profile instead of a square.
pub const BICYCLE: Profile = Profile {
    mode: Mode::Bicycle,
    is_vehicle: true,
    is_motor_vehicle: false,
    access_keys: &["bicycle", "vehicle", "access"],
    access_allowed: &["yes", "permissive", "designated"],
    access_ends_only: &[
        "private",
        "delivery",
        "destination",
        "customers",
        "permit",
        "residents",
    ],
    access_forbidden: &["no", "agricultural", "forestry", "use_sidepath", "military"],
    vehicle_keys: &["bicycle"],
    highways: &[
        ("cycleway", RoadClass::Cycleway, RIDE),
        ("primary", RoadClass::Primary, RIDE),
        ("primary_link", RoadClass::PrimaryLink, RIDE),
        ("secondary", RoadClass::Secondary, RIDE),
        ("secondary_link", RoadClass::SecondaryLink, RIDE),
        ("tertiary", RoadClass::Tertiary, RIDE),
        ("tertiary_link", RoadClass::TertiaryLink, RIDE),
        ("residential", RoadClass::Residential, RIDE),
        ("unclassified", RoadClass::Unclassified, RIDE),
        ("living_street", RoadClass::LivingStreet, RIDE),
        ("service", RoadClass::Service, RIDE),
        ("track", RoadClass::Track, 12.0),
        ("path", RoadClass::Path, 13.0),
        // Pushed, unless a tag lets one ride.
        ("footway", RoadClass::Footway, PUSH),
        ("pedestrian", RoadClass::Pedestrian, PUSH),
        ("steps", RoadClass::Steps, CARRY),
    ],
    other_ways: &[
        ("railway", "platform", RoadClass::Footway, PUSH),
        ("public_transport", "platform", RoadClass::Footway, PUSH),
        ("man_made", "pier", RoadClass::Footway, PUSH),
    ],
    never: &[],
    areas: true,
    default_speed: RIDE,
    route_speeds: &[("ferry", 5.0)],
    surface_speeds: &[
        ("asphalt", RIDE),
        ("chipseal", RIDE),
        ("concrete", RIDE),
        ("concrete_lanes", RIDE),
        ("wood", 10.0),
        ("metal", 10.0),
        ("cobblestone:flattened", 10.0),
        ("paving_stones", 10.0),
        ("compacted", 10.0),
        ("cobblestone", 7.0),
        ("unpaved", 6.0),
        ("fine_gravel", 10.0),
        ("gravel", 6.0),
        ("pebblestone", 6.0),
        ("grass_paver", 6.0),
        ("ground", 10.0),
        ("dirt", 8.0),
        ("earth", 6.0),
        ("laterite", 5.0),
        ("grass", 6.0),
        ("mud", 3.0),
        ("sand", 3.0),
        ("woodchips", 3.0),
        ("sett", 9.0),
    ],
    tracktype_speeds: &[],
    smoothness_speeds: &[],
    limits: SpeedLimits::Caps,
    service_forbidden: &[],
    service_slow: &[],
    barriers: Barriers::Closed(&["yes", "wall", "fence"]),
    barrier_delays: &[],
    size: None,
    turn_costs: TurnCosts {
        turn_s: 6.0,
        bias: 1.4,
        oncoming_s: 0.0,
        u_turn_s: 20.0,
    },
    adjust: cycleways_and_pushing,
};

/// Cycleways along streets, also against one-way traffic; and where one may not ride one gets off and pushes.
fn cycleways_and_pushing(_: &Profile, tags: &Reading<'_>, way: &mut [Draft; 2]) {
    if is_drawn_apart(tags) {
        for direction in way.iter_mut() {
            direction.access = Access::Forbidden;
        }
        return;
    }
    let walked = matches!(tags.get("highway"), Some("footway" | "pedestrian"));
    let cycleways = cycleways(tags, *way);
    for (direction, cycleway) in way.iter_mut().zip(cycleways) {
        if walked && direction.access == Access::Allowed {
            direction.speed = direction.speed.map(|_| RIDE);
        }
        if cycleway {
            direction.open = true;
            direction.speed = direction.speed.map(|_| RIDE);
        }
    }
    let dismount = tags.is("bicycle", "dismount");
    // Nobody walks against the traffic of a roundabout.
    let may_push = !tags.is("foot", "no") && tags.get("route").is_none();
    for (place, direction) in way.iter_mut().enumerate() {
        let against =
            !direction.open && may_push && !(place == 1 && direction::is_roundabout(tags));
        if dismount || against {
            direction.open = true;
            direction.speed = direction.speed.map(|speed| speed.min(PUSH));
        }
    }
}

/// A parallel way stands for the cycleway, and no tag says that one may ride here nevertheless.
fn is_drawn_apart(tags: &Reading<'_>) -> bool {
    let keys = [
        "cycleway",
        "cycleway:both",
        "cycleway:left",
        "cycleway:right",
    ];
    let said = matches!(
        tags.get("bicycle"),
        Some("yes" | "permissive" | "designated" | "destination")
    );
    !said && keys.iter().any(|key| tags.is(key, "separate"))
}

/// Whether there is a cycleway along the way and against it.
fn cycleways(tags: &Reading<'_>, way: [Draft; 2]) -> [bool; 2] {
    let along = |value: Option<&str>| {
        matches!(
            value,
            Some("track" | "lane" | "share_busway" | "sharrow" | "shared" | "shared_lane")
        )
    };
    let opposite = |value: Option<&str>| {
        matches!(value, Some("opposite" | "opposite_lane" | "opposite_track"))
    };
    let both = tags.get("cycleway").or_else(|| tags.get("cycleway:both"));
    let (left, right) = (tags.get("cycleway:left"), tags.get("cycleway:right"));
    if way[0].open && way[1].open {
        return [
            along(both) || along(right) || opposite(left),
            along(both) || along(left) || opposite(right),
        ];
    }
    let two_way = [both, left, right].into_iter().any(opposite);
    let one_way = [both, left, right].into_iter().any(along);
    way.map(|direction| two_way || (one_way && direction.open))
}
