//! Roads that are too low, narrow, short or weak for the vehicle, and lengths and weights with their units.

use super::profile::Profile;
use crate::osm::Tags;

const METRES_PER_FOOT: f64 = 0.3048;
const METRES_PER_INCH: f64 = 0.0254;
const TONNES_PER_POUND: f64 = 0.000_453_592_37;

/// Whether the vehicle is too large or too heavy for the way.
pub(super) fn exceeded(profile: &Profile, tags: &Tags<'_>) -> bool {
    let first = |keys: &[&str], parse: fn(&str) -> Option<f64>| {
        keys.iter().find_map(|key| tags.get(key).and_then(parse))
    };
    let height = first(&["maxheight:physical", "maxheight"], metres);
    let width = first(
        &["maxwidth:physical", "maxwidth", "width", "est_width"],
        metres,
    );
    let length = first(&["maxlength"], metres);
    let weight = first(&["maxweightrating", "maxweight"], tonnes);
    height.is_some_and(|height| height < profile.height_metres)
        // A car as wide as the road does not fit (as in OSRM).
        || width.is_some_and(|width| width <= profile.width_metres)
        || length.is_some_and(|length| length < profile.length_metres)
        || weight.is_some_and(|weight| weight < profile.weight_tonnes)
}

/// A length in metres: "2.5", "2.5 m", "6'", "6'3\"", "7 ft", "80 in"; `None` for "default" and the like.
pub(super) fn metres(value: &str) -> Option<f64> {
    let (number, rest) = leading_number(value)?;
    match rest {
        "" | "m" => Some(number),
        "ft" => Some(number * METRES_PER_FOOT),
        "in" | "\"" => Some(number * METRES_PER_INCH),
        _ => {
            let inches = rest.strip_prefix('\'')?.trim();
            let inches = match inches.strip_suffix('"') {
                Some(inches) => inches.trim().parse().ok()?,
                None if inches.is_empty() => 0.0,
                None => return None,
            };
            Some(number * METRES_PER_FOOT + inches * METRES_PER_INCH)
        }
    }
}

/// A weight in tonnes: "3.5", "3.5 t", "3500 kg", "7000 lbs"; `None` for "unsigned" and the like.
fn tonnes(value: &str) -> Option<f64> {
    let (number, unit) = leading_number(value)?;
    match unit {
        "" | "t" => Some(number),
        "kg" => Some(number / 1000.0),
        "lb" | "lbs" => Some(number * TONNES_PER_POUND),
        _ => None,
    }
}

fn leading_number(value: &str) -> Option<(f64, &str)> {
    let value = value.trim();
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(value.len());
    Some((value[..end].parse().ok()?, value[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::{metres, tonnes};

    #[test]
    fn lengths_and_weights_with_their_units() {
        let same = |found: Option<f64>, expected: Option<f64>, value: &str| match expected {
            Some(number) => assert!((found.unwrap() - number).abs() < 1e-9, "{value}: {found:?}"),
            None => assert_eq!(found, None, "{value}"),
        };
        for (value, expected) in [
            ("2.5", Some(2.5)),
            ("2.5 m", Some(2.5)),
            ("1m", Some(1.0)),
            ("6'", Some(1.8288)),
            ("6'3\"", Some(1.905)),
            ("10 ft", Some(3.048)),
            ("default", None),
            ("6'x", None),
            ("", None),
        ] {
            same(metres(value), expected, value);
        }
        for (value, expected) in [
            ("3.5", Some(3.5)),
            ("8.9t", Some(8.9)),
            ("35000 kg", Some(35.0)),
            ("1000 lbs", Some(0.453_592_37)),
            ("unsigned", None),
        ] {
            same(tonnes(value), expected, value);
        }
    }
}
