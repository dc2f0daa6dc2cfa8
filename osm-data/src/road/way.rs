//! What the tags of one way mean for a traveller.

use super::access::{self, Access};
use super::country::Limits;
use super::direction::{self, OneWay};
use super::limits;
use super::profile::{Draft, Profile, look_up};
use super::reading::Reading;
use super::report::WayDrop;
use super::speed;
use crate::osm::Tags;
use nearhand_engine::road::input::{RoadClass, SegmentTraits};

/// A way that can be used in at least one direction.
#[derive(Clone, Debug)]
pub(super) struct Drivable {
    pub(super) class: RoadClass,
    /// Along the nodes, and against them.
    pub(super) directions: [Option<Lane>; 2],
    pub(super) traits: SegmentTraits,
    /// The tagged duration of a ferry or a bridge that moves, for the whole way, in seconds: it overrides the speed.
    pub(super) duration_secs: Option<f64>,
}

/// Driving in one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lane {
    pub(super) kmh: f64,
    pub(super) ends_only: bool,
}

/// Whether the way is a road, a ferry or the like at all, usable or not.
pub(super) fn is_road(profile: &Profile, tags: &Tags<'_>) -> bool {
    tags.get("highway").is_some()
        || look_up(profile.route_speeds, tags.get("route")).is_some()
        || profile
            .other_ways
            .iter()
            .any(|(key, value, ..)| tags.is(key, value))
}

/// What a traveller may do on the way, or why nothing.
pub(super) fn drivable(
    profile: &Profile,
    country: &Limits,
    tags: &Reading<'_>,
) -> Result<Drivable, WayDrop> {
    if let Some(reason) = blocked(profile, tags) {
        return Err(reason);
    }
    let one_way = direction::of_way(profile, tags);
    if one_way == OneWay::Reversible {
        return Err(WayDrop::Reversible);
    }
    let access = access::of_way(profile, tags);
    let kind = Kind::of(profile, tags, access)?;
    let by_class = if is_movable_bridge(profile, tags) {
        speed::MOVABLE_BRIDGE
    } else {
        kind.kmh
    };
    let draft = |open, access| Draft {
        speed: Some(by_class),
        open,
        access,
    };
    let mut way = [
        draft(one_way != OneWay::Backward, access[0]),
        draft(one_way != OneWay::Forward, access[1]),
    ];
    let too_small = profile
        .size
        .as_ref()
        .map(|size| limits::exceeded(size, tags));
    (profile.adjust)(profile, tags, &mut way);
    if kind.class != RoadClass::Ferry {
        speed::apply(profile, country, tags, one_way, &mut way);
    }
    let fits = |i: usize| !too_small.is_some_and(|too_small| too_small[i]);
    let directions = [0, 1].map(|i| way[i].lane(&kind).filter(|_| fits(i)));
    if directions == [None, None] {
        return Err(if !fits(0) && !fits(1) {
            WayDrop::TooSmall
        } else if way.iter().all(|direction| direction.speed.is_none()) {
            WayDrop::Impassable
        } else {
            WayDrop::Forbidden
        });
    }
    let ferry = kind.class == RoadClass::Ferry;
    Ok(Drivable {
        class: kind.class,
        directions,
        traits: traits(tags, ferry),
        duration_secs: tags
            .get("duration")
            .filter(|_| ferry || is_movable_bridge(profile, tags))
            .and_then(speed::parse_duration),
    })
}

impl Draft {
    fn lane(&self, kind: &Kind) -> Option<Lane> {
        let allowed = match self.access {
            Access::Forbidden => false,
            // Only real roads may be marked so; a private track is not driven at all (as in OSRM). OSRM does not
            // begin or end a trip on private service roads; here people are visited at the end of their drive.
            Access::EndsOnly | Access::Unsaid => kind.usual,
            Access::Allowed | Access::Unclear => true,
        };
        let kmh = self.speed.filter(|_| self.open && allowed)?;
        Some(Lane {
            kmh,
            ends_only: self.access == Access::EndsOnly,
        })
    }
}

/// What rules a way out before access is looked at.
fn blocked(profile: &Profile, tags: &Reading<'_>) -> Option<WayDrop> {
    let highway = tags.get("highway");
    let being_built = tags
        .get("construction")
        .is_some_and(|value| !matches!(value, "no" | "widening" | "minor"));
    let service = tags.get("service");
    let motorroad = !profile.is_motor_vehicle && tags.is("motorroad", "yes");
    if !profile.areas && tags.is("area", "yes") {
        Some(WayDrop::Area)
    } else if matches!(highway, Some("construction" | "proposed")) || being_built {
        Some(WayDrop::NotBuilt)
    } else if motorroad || highway.is_some_and(|highway| profile.never.contains(&highway)) {
        Some(WayDrop::NotForVehicle)
    } else if tags.is("impassable", "yes") || tags.is("status", "impassable") {
        Some(WayDrop::Impassable)
    } else if service.is_some_and(|service| profile.service_forbidden.contains(&service)) {
        Some(WayDrop::Forbidden)
    } else {
        None
    }
}

/// The kind of a way.
struct Kind {
    class: RoadClass,
    kmh: f64,
    /// Open to the traveller where nothing is said.
    usual: bool,
}

impl Kind {
    fn of(profile: &Profile, tags: &Reading<'_>, access: [Access; 2]) -> Result<Self, WayDrop> {
        let usual = |class, kmh| Self {
            class,
            kmh,
            usual: true,
        };
        if let Some(kmh) = look_up(profile.route_speeds, tags.get("route")) {
            return Ok(usual(RoadClass::Ferry, kmh));
        }
        let highway = tags.get("highway").unwrap_or_default();
        let mut highways = profile.highways.iter();
        if let Some(&(_, class, kmh)) = highways.find(|(value, ..)| *value == highway) {
            return Ok(usual(class, kmh));
        }
        let mut others = profile.other_ways.iter();
        if let Some(&(_, _, class, kmh)) = others.find(|(key, value, ..)| tags.is(key, value)) {
            return Ok(usual(class, kmh));
        }
        // A track or a path is driven only where a tag says that cars may (or something that means nothing, as in OSRM).
        let said = |access: &Access| matches!(access, Access::Allowed | Access::Unclear);
        if highway.is_empty() || !access.iter().any(said) {
            return Err(WayDrop::NotForVehicle);
        }
        Ok(Self {
            class: match highway {
                "track" => RoadClass::Track,
                "pedestrian" => RoadClass::Pedestrian,
                "footway" => RoadClass::Footway,
                "cycleway" => RoadClass::Cycleway,
                "path" | "bridleway" => RoadClass::Path,
                _ => RoadClass::Other,
            },
            kmh: profile.default_speed,
            usual: false,
        })
    }
}

fn is_movable_bridge(profile: &Profile, tags: &Reading<'_>) -> bool {
    profile.is_vehicle && tags.is("bridge", "movable")
}

fn traits(tags: &Reading<'_>, ferry: bool) -> SegmentTraits {
    let yes = |key: &str| tags.get(key).is_some_and(|value| value != "no");
    SegmentTraits {
        roundabout: direction::is_roundabout(tags),
        ferry,
        toll: tags.is("toll", "yes"),
        tunnel: yes("tunnel"),
        bridge: yes("bridge"),
    }
}
