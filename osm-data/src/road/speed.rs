//! How fast one drives: the kind of road, the limit, the surface, and what slows down.

use super::direction::OneWay;
use super::limits;
use super::maxspeed;
use super::profile::{Profile, look_up};
use crate::osm::Tags;

/// People drive at this share of a tagged limit (OSRM's `speed_reduction`).
const SHARE_OF_LIMIT: f64 = 0.8;
/// A bridge that moves, km/h: it may be open.
const MOVABLE_BRIDGE: f64 = 5.0;
/// Parking aisles, driveways and streets of a single lane.
const SLOW_FACTOR: f64 = 0.5;
/// One lane in turn: mean waiting time and starting again.
const ALTERNATING_FACTOR: f64 = 0.4;
/// Roads beside the road.
const SIDE_ROAD_FACTOR: f64 = 0.8;
/// A two-way road of at most this width has room for one car, in metres.
const NARROW_METRES: f64 = 3.0;

/// Speeds forward and backward in km/h from the kind of road's speed; `None` where the road is impassable.
pub(super) fn of_way(
    profile: &Profile,
    tags: &Tags<'_>,
    by_class: f64,
    one_way: OneWay,
) -> [Option<f64>; 2] {
    let by_class = if tags.is("bridge", "movable") {
        MOVABLE_BRIDGE
    } else {
        by_class
    };
    let caps = [
        look_up(profile.surface_speeds, tags.get("surface")),
        look_up(profile.tracktype_speeds, tags.get("tracktype")),
        look_up(profile.smoothness_speeds, tags.get("smoothness")),
    ];
    let factor = factor(profile, tags, one_way);
    maxspeed::of_way(tags).map(|limit| {
        let free = limit.map_or(by_class, |limit| limit * SHARE_OF_LIMIT);
        let capped = caps.iter().flatten().copied().fold(free, f64::min);
        (capped > 0.0).then_some(capped * factor)
    })
}

/// The strongest of what slows down. OSRM keeps these out of durations and uses them to choose the route; here one time
/// does both, so that the route shown is the fastest by the time shown.
fn factor(profile: &Profile, tags: &Tags<'_>, one_way: OneWay) -> f64 {
    let service = tags
        .get("service")
        .is_some_and(|service| profile.service_slow.contains(&service));
    let width = tags
        .get("width")
        .and_then(limits::metres)
        .is_some_and(|width| width <= NARROW_METRES);
    let both_ways = matches!(one_way, OneWay::No | OneWay::Alternating);
    let lanes: Option<f64> = tags
        .get("lanes")
        .and_then(|lanes| lanes.trim().parse().ok());
    let one_lane = both_ways && lanes.is_some_and(|lanes| lanes <= 1.0);
    let side_road = matches!(tags.get("side_road"), Some("yes" | "rotary"));
    [
        (service || width || one_lane, SLOW_FACTOR),
        (one_way == OneWay::Alternating, ALTERNATING_FACTOR),
        (side_road, SIDE_ROAD_FACTOR),
    ]
    .into_iter()
    .filter(|(applies, _)| *applies)
    .map(|(_, factor)| factor)
    .fold(1.0, f64::min)
}

/// A ferry's `duration` in seconds: "MM", "HH:MM", "HH:MM:SS" or ISO 8601 "PT1H30M".
pub(super) fn parse_duration(value: &str) -> Option<f64> {
    let value = value.trim();
    if let Some(iso) = value.strip_prefix("PT") {
        return parse_iso(iso);
    }
    let parts: Vec<f64> = value
        .split(':')
        .map(|part| part.parse::<u32>().map(f64::from))
        .collect::<Result<_, _>>()
        .ok()?;
    let seconds = match parts[..] {
        [minutes] => minutes * 60.0,
        [hours, minutes] => hours * 3600.0 + minutes * 60.0,
        [hours, minutes, seconds] => hours * 3600.0 + minutes * 60.0 + seconds,
        _ => return None,
    };
    (seconds > 0.0).then_some(seconds)
}

fn parse_iso(mut rest: &str) -> Option<f64> {
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: f64 = f64::from(rest[..end].parse::<u32>().ok()?);
        seconds += number
            * match rest.as_bytes()[end] {
                b'H' => 3600.0,
                b'M' => 60.0,
                b'S' => 1.0,
                _ => return None,
            };
        rest = &rest[end + 1..];
    }
    (seconds > 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::parse_duration;

    #[test]
    fn durations_of_ferries() {
        for (value, seconds) in [
            ("20", Some(1200.0)),
            ("00:25", Some(1500.0)),
            ("01:30:30", Some(5430.0)),
            ("PT1H30M", Some(5400.0)),
            ("PT45S", Some(45.0)),
            ("0", None),
            ("PT", None),
            ("PT5é", None),
            ("soon", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(parse_duration(value), seconds, "{value}");
        }
    }
}
