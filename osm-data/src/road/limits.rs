//! Roads that are too low, narrow, short or weak for the vehicle, and lengths and weights with their units.

use super::profile::Size;
use super::reading::Reading;

const METRES_PER_FOOT: f64 = 0.3048;
const METRES_PER_INCH: f64 = 0.0254;
const TONNES_PER_POUND: f64 = 0.000_453_592_37;
/// Height of a road whose limit is said to be the usual one, in metres.
const USUAL_HEIGHT: f64 = 4.5;

/// Whether the vehicle is too large or too heavy for the way, forward and backward.
pub(super) fn exceeded(size: &Size, tags: &Reading<'_>) -> [bool; 2] {
    let height = tags.by_direction(&["maxheight:physical", "maxheight"]);
    let width = tags.by_direction(&["maxwidth:physical", "maxwidth", "width", "est_width"]);
    let length = tags.by_direction(&["maxlength"]);
    let weight = tags.by_direction(&["maxweightrating", "maxweight"]);
    [0, 1].map(|i| {
        let below = |limit: Option<f64>, own: f64| limit.is_some_and(|limit| limit < own);
        below(height[i].and_then(height_metres), size.height_metres)
            // A car as wide as the road does not fit (as in OSRM).
            || width[i]
                .and_then(metres)
                .is_some_and(|width| width <= size.width_metres)
            || below(length[i].and_then(metres), size.length_metres)
            || below(weight[i].and_then(tonnes), size.weight_tonnes)
    })
}

/// A height in metres; "default", "none" and the like mean the usual one.
pub(super) fn height_metres(value: &str) -> Option<f64> {
    match value {
        "default" | "none" | "no-sign" | "unsigned" => Some(USUAL_HEIGHT),
        _ => metres(value),
    }
}

/// A length in metres: "2.5", "2.5 m", "6'", "6'3\"", "7 ft", "80 in"; `None` for "default" and the like.
pub(super) fn metres(value: &str) -> Option<f64> {
    let value = value.replace(',', ".");
    let (number, rest) = leading_number(&value)?;
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
