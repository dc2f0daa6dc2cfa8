//! What the tags of one way mean for a driver.

use super::access::{self, Access};
use super::direction::{self, OneWay};
use super::limits;
use super::profile::{Profile, look_up};
use super::report::WayDrop;
use super::speed;
use crate::osm::Tags;
use nearhand_engine::road::input::{RoadClass, SegmentTraits};
use nearhand_engine::units::MetresPerSecond;

/// A way that can be driven in at least one direction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drivable {
    pub(super) class: RoadClass,
    /// Along the nodes, and against them.
    pub(super) directions: [Option<Lane>; 2],
    pub(super) traits: WayTraits,
    /// A ferry's tagged duration for the whole way, in seconds: it overrides the speed.
    pub(super) duration_secs: Option<f64>,
}

/// Driving in one direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lane {
    pub(super) speed: MetresPerSecond,
    pub(super) ends_only: bool,
}

/// As [`SegmentTraits`], comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WayTraits {
    pub(super) roundabout: bool,
    pub(super) ferry: bool,
    pub(super) toll: bool,
    pub(super) tunnel: bool,
    pub(super) bridge: bool,
}

impl From<WayTraits> for SegmentTraits {
    fn from(traits: WayTraits) -> Self {
        Self {
            roundabout: traits.roundabout,
            ferry: traits.ferry,
            toll: traits.toll,
            tunnel: traits.tunnel,
            bridge: traits.bridge,
        }
    }
}

/// Whether the way is a road or ferry at all, usable or not.
pub(super) fn is_road(profile: &Profile, tags: &Tags<'_>) -> bool {
    tags.get("highway").is_some() || look_up(profile.route_speeds, tags.get("route")).is_some()
}

/// What a driver may do on the way, or why nothing.
pub(super) fn drivable(profile: &Profile, tags: &Tags<'_>) -> Result<Drivable, WayDrop> {
    if let Some(reason) = blocked(profile, tags) {
        return Err(reason);
    }
    let one_way = direction::of_way(profile, tags);
    if one_way == OneWay::Reversible {
        return Err(WayDrop::Reversible);
    }
    let access = access::of_way(profile, tags);
    let (class, by_class) = class_and_speed(profile, tags, access)?;
    let usual_road = profile
        .highways
        .iter()
        .any(|(highway, _, _)| tags.is("highway", highway));
    let ferry = class == RoadClass::Ferry;
    let speeds = if ferry {
        [Some(by_class); 2]
    } else {
        speed::of_way(profile, tags, by_class, one_way)
    };
    let open = [one_way != OneWay::Backward, one_way != OneWay::Forward];
    let mut directions = [None, None];
    for (i, direction) in directions.iter_mut().enumerate() {
        let allowed = match access[i] {
            Access::Forbidden => false,
            // Only real roads may be marked so; a private footpath is not driven at all (as in OSRM). OSRM does not
            // begin or end a trip on private service roads; here people are visited at the end of their drive.
            Access::EndsOnly => usual_road || ferry,
            Access::Allowed => true,
            Access::Unsaid => usual_road || ferry,
        };
        *direction = speeds[i].filter(|_| open[i] && allowed).map(|kmh| Lane {
            speed: MetresPerSecond(kmh / 3.6),
            ends_only: access[i] == Access::EndsOnly,
        });
    }
    if directions == [None, None] {
        let impassable = speeds == [None, None];
        return Err(if impassable {
            WayDrop::Impassable
        } else {
            WayDrop::Forbidden
        });
    }
    Ok(Drivable {
        class,
        directions,
        traits: traits(tags, ferry),
        duration_secs: tags
            .get("duration")
            .filter(|_| ferry)
            .and_then(speed::parse_duration),
    })
}

/// What rules a way out before access is looked at.
fn blocked(profile: &Profile, tags: &Tags<'_>) -> Option<WayDrop> {
    let highway = tags.get("highway");
    let being_built = tags
        .get("construction")
        .is_some_and(|value| !matches!(value, "no" | "widening" | "minor"));
    let service = tags.get("service");
    if tags.is("area", "yes") {
        Some(WayDrop::Area)
    } else if matches!(highway, Some("construction" | "proposed")) || being_built {
        Some(WayDrop::NotBuilt)
    } else if highway == Some("steps") {
        Some(WayDrop::NotForVehicle)
    } else if tags.is("impassable", "yes") || tags.is("status", "impassable") {
        Some(WayDrop::Impassable)
    } else if limits::exceeded(profile, tags) {
        Some(WayDrop::TooSmall)
    } else if service.is_some_and(|service| profile.service_forbidden.contains(&service)) {
        Some(WayDrop::Forbidden)
    } else {
        None
    }
}

fn class_and_speed(
    profile: &Profile,
    tags: &Tags<'_>,
    access: [Access; 2],
) -> Result<(RoadClass, f64), WayDrop> {
    if let Some(speed) = look_up(profile.route_speeds, tags.get("route")) {
        return Ok((RoadClass::Ferry, speed));
    }
    let highway = tags.get("highway").ok_or(WayDrop::NotForVehicle)?;
    let usual = profile
        .highways
        .iter()
        .find(|(value, _, _)| *value == highway);
    if let Some(&(_, class, speed)) = usual {
        return Ok((class, speed));
    }
    // A track or a path is driven only where a tag says that cars may.
    if !access.contains(&Access::Allowed) {
        return Err(WayDrop::NotForVehicle);
    }
    let class = if highway == "track" {
        RoadClass::Track
    } else {
        RoadClass::Other
    };
    Ok((class, profile.default_speed))
}

fn traits(tags: &Tags<'_>, ferry: bool) -> WayTraits {
    let yes = |key: &str| tags.get(key).is_some_and(|value| value != "no");
    WayTraits {
        roundabout: direction::is_roundabout(tags),
        ferry,
        toll: tags.is("toll", "yes"),
        tunnel: yes("tunnel"),
        bridge: yes("bridge"),
    }
}
