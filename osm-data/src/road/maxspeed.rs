//! Speed limits: numbers with units, and signs such as `DE:urban`.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:maxspeed>; the numbers of the signs are those of OSRM's car profile.

use super::country::Limits;
use super::reading::Reading;

/// Keys with a limit, the first that is there counts (as in OSRM).
const KEYS: [&str; 4] = [
    "maxspeed:advisory",
    "maxspeed",
    "source:maxspeed",
    "maxspeed:type",
];
const KMH_PER_MPH: f64 = 1.609;
const KMH_PER_KNOT: f64 = 1.852;
/// What people drive where nothing limits them, km/h.
const NO_LIMIT: f64 = 140.0;
/// `maxspeed=walk`: walking pace, km/h.
const WALK: f64 = 7.0;

/// Signs that a country reads in its own way, km/h; 0 is "no number".
const SIGNS: [(&str, f64); 48] = [
    ("ar:urban", 40.0),
    ("ar:rural", 110.0),
    ("at:rural", 100.0),
    ("at:trunk", 100.0),
    ("be:motorway", 120.0),
    ("be-bru:rural", 70.0),
    ("be-bru:urban", 30.0),
    ("be-vlg:rural", 70.0),
    ("bg:motorway", 140.0),
    ("by:urban", 60.0),
    ("by:motorway", 110.0),
    ("ca-on:rural", 80.0),
    ("ch:rural", 80.0),
    ("ch:trunk", 100.0),
    ("ch:motorway", 120.0),
    ("cz:trunk", 0.0),
    ("cz:motorway", 0.0),
    ("de:living_street", 7.0),
    ("de:rural", 100.0),
    ("de:motorway", 0.0),
    ("dk:rural", 80.0),
    ("es:trunk", 90.0),
    ("fr:rural", 80.0),
    ("gb:nsl_single", 60.0 * KMH_PER_MPH),
    ("gb:nsl_dual", 70.0 * KMH_PER_MPH),
    ("gb:motorway", 70.0 * KMH_PER_MPH),
    ("lv:living_street", 20.0),
    ("nl:rural", 80.0),
    ("nl:trunk", 100.0),
    ("no:rural", 80.0),
    ("no:motorway", 110.0),
    ("ph:urban", 40.0),
    ("ph:rural", 80.0),
    ("ph:motorway", 100.0),
    ("pl:rural", 100.0),
    ("pl:expressway", 120.0),
    ("pl:motorway", 140.0),
    ("ro:trunk", 100.0),
    ("ru:living_street", 20.0),
    ("ru:urban", 60.0),
    ("ru:motorway", 110.0),
    ("uk:nsl_single", 60.0 * KMH_PER_MPH),
    ("uk:nsl_dual", 70.0 * KMH_PER_MPH),
    ("uk:motorway", 70.0 * KMH_PER_MPH),
    ("za:urban", 60.0),
    ("za:rural", 100.0),
    ("none", NO_LIMIT),
    ("walk", WALK),
];

/// Signs as most countries read them, km/h.
const USUAL_SIGNS: [(&str, f64); 4] = [
    ("urban", 50.0),
    ("rural", 90.0),
    ("trunk", 110.0),
    ("motorway", 130.0),
];

/// The tagged limits forward and backward in km/h: `key:forward` and `key:backward` over `key`.
pub(super) fn of_way(tags: &Reading<'_>, country: &Limits) -> [Option<f64>; 2] {
    tags.by_direction(&KEYS)
        .map(|value| value.and_then(|value| parse(value, country)))
}

/// A limit in km/h; `None` for values without a number.
pub(super) fn parse(value: &str, country: &Limits) -> Option<f64> {
    let value = value.trim().to_lowercase();
    let digits = value
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(value.len());
    let kmh = match value[..digits].parse::<f64>() {
        Ok(number) => match value[digits..].trim_start() {
            unit if unit.starts_with("mph") || unit.starts_with("mp/h") => number * KMH_PER_MPH,
            unit if unit.starts_with("knot") => number * KMH_PER_KNOT,
            _ => number,
        },
        Err(_) => sign(&value, country)?,
    };
    (kmh > 0.0).then_some(kmh)
}

/// What a sign means: as OSRM's list of exceptions says, else as in the country, else as in most.
fn sign(value: &str, country: &Limits) -> Option<f64> {
    let find = |signs: &[(&str, f64)], wanted: &str| {
        signs
            .iter()
            .find(|(sign, _)| *sign == wanted)
            .map(|(_, kmh)| *kmh)
    };
    find(&SIGNS, value).or_else(|| {
        let (_country, kind) = value.split_once(':')?;
        country.sign(kind).or_else(|| find(&USUAL_SIGNS, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::{Limits, parse};

    #[test]
    fn limits_with_units_and_signs() {
        for (value, kmh) in [
            ("50", Some(50.0)),
            ("50 km/h", Some(50.0)),
            ("7.5", Some(7.5)),
            ("30 mph", Some(48.27)),
            ("30mph", Some(48.27)),
            ("10 knots", Some(18.52)),
            ("walk", Some(7.0)),
            ("none", Some(140.0)),
            ("DE:urban", Some(50.0)),
            ("MT:rural", Some(90.0)),
            ("de:rural", Some(100.0)),
            ("GB:nsl_single", Some(96.54)),
            ("DE:motorway", None),
            ("CH:zone30", None),
            ("signals", None),
            ("50;30", Some(50.0)),
            ("0", None),
            ("-5", None),
            ("", None),
            ("ħamsin", None),
        ] {
            let found = parse(value, &Limits::default());
            match kmh {
                Some(kmh) => assert!((found.unwrap() - kmh).abs() < 1e-9, "{value}: {found:?}"),
                None => assert_eq!(found, None, "{value}"),
            }
        }
    }

    #[test]
    fn a_country_reads_its_own_signs() {
        let malta = Limits::of(Some("MT"));
        assert_eq!(parse("MT:rural", &malta), Some(80.0));
        // OSRM's list of exceptions comes first.
        assert_eq!(parse("DE:rural", &malta), Some(100.0));
    }
}
