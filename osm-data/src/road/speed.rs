//! How fast one drives: the kind of road, the limit, the surface, and what slows down.

use super::country::Limits;
use super::direction::OneWay;
use super::limits;
use super::maxspeed;
use super::profile::{Draft, Profile, SpeedLimits, look_up};
use super::reading::Reading;

/// A bridge that moves, km/h: it may be open.
pub(super) const MOVABLE_BRIDGE: f64 = 5.0;
/// Parking aisles, driveways and streets of a single lane.
const SLOW_FACTOR: f64 = 0.5;
/// One lane in turn: mean waiting time and starting again.
const ALTERNATING_FACTOR: f64 = 0.4;
/// Roads beside the road.
const SIDE_ROAD_FACTOR: f64 = 0.8;
/// Two-way roads without a line in the middle.
const UNMARKED_FACTOR: f64 = 0.75;
/// The direction that gives way on a narrow road.
const GIVING_WAY_FACTOR: f64 = 0.7;
/// Two-way roads narrower than this (the first is "at most"), in metres.
const NARROW: [(f64, f64); 4] = [(3.0, SLOW_FACTOR), (4.0, 0.6), (5.0, 0.75), (6.0, 0.8)];

/// Limits, surfaces and what slows down, on top of the speed that the kind of road gives.
pub(super) fn apply(
    profile: &Profile,
    country: &Limits,
    tags: &Reading<'_>,
    one_way: OneWay,
    way: &mut [Draft; 2],
) {
    let caps = [
        look_up(profile.surface_speeds, tags.get("surface")),
        look_up(profile.tracktype_speeds, tags.get("tracktype")),
        look_up(profile.smoothness_speeds, tags.get("smoothness")),
    ];
    let signs = maxspeed::of_way(tags, country);
    let unsigned = tags
        .get("highway")
        .and_then(|highway| country.of_highway(highway));
    let both = way
        .iter()
        .all(|direction| direction.open && direction.access.is_open());
    let factors = factors(profile, tags, one_way, both);
    for (i, direction) in way.iter_mut().enumerate() {
        let Some(by_class) = direction.speed else {
            continue;
        };
        let free = match (profile.limits, signs[i]) {
            (SpeedLimits::Driven(share), Some(sign)) => sign * share,
            (SpeedLimits::Driven(share), None) => {
                unsigned.map_or(by_class, |limit| by_class.min(limit * share))
            }
            (SpeedLimits::Caps, Some(sign)) => by_class.min(sign),
            (SpeedLimits::Caps, None) | (SpeedLimits::Ignored, _) => by_class,
        };
        let capped = caps.iter().flatten().copied().fold(free, f64::min);
        direction.speed = (capped > 0.0).then_some(capped * factors[i]);
    }
}

/// The strongest of what slows down, by direction. OSRM keeps these out of durations and uses them to choose the route;
/// here one time does both, so that the route shown is the fastest by the time shown.
fn factors(profile: &Profile, tags: &Reading<'_>, one_way: OneWay, both: bool) -> [f64; 2] {
    if !profile.is_motor_vehicle {
        return [1.0; 2];
    }
    let service = tags
        .get("service")
        .is_some_and(|service| profile.service_slow.contains(&service));
    let side_road = matches!(tags.get("side_road"), Some("yes" | "rotary"));
    let common = [
        (service, SLOW_FACTOR),
        (one_way == OneWay::Alternating, ALTERNATING_FACTOR),
        (side_road, SIDE_ROAD_FACTOR),
        (both, if both { narrow_factor(tags) } else { 1.0 }),
    ]
    .into_iter()
    .filter(|(applies, _)| *applies)
    .map(|(_, factor)| factor)
    .fold(1.0, f64::min);
    match tags.get("priority") {
        Some("forward") => [common, common.min(GIVING_WAY_FACTOR)],
        Some("backward") => [common.min(GIVING_WAY_FACTOR), common],
        _ => [common; 2],
    }
}

/// What a narrow road costs on which cars come from both sides: a width counts more than missing lines, one lane most.
fn narrow_factor(tags: &Reading<'_>) -> f64 {
    let lanes: Option<f64> = tags.get("lanes").and_then(leading_digits);
    if lanes.is_some_and(|lanes| lanes <= 1.0) {
        return SLOW_FACTOR;
    }
    let unmarked = if tags.is("lane_markings", "no") {
        UNMARKED_FACTOR
    } else {
        1.0
    };
    let Some(width) = tags.get("width").and_then(limits::metres) else {
        return unmarked;
    };
    let [narrowest, ..] = NARROW;
    let factor = NARROW
        .into_iter()
        .find(|&(metres, _)| width < metres || (metres, width) == (narrowest.0, narrowest.0));
    factor.map_or(unmarked, |(_, factor)| factor)
}

/// The whole number that a text begins with ("2;3" is 2).
fn leading_digits(value: &str) -> Option<f64> {
    let end = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    value[..end].parse().ok()
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
