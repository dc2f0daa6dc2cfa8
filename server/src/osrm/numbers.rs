//! Numbers as OSRM writes them.

use nearhand_engine::units::{LngLat, Millis};
use serde::{Serialize, Serializer};

/// A number; whole ones are written without a fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        /// Beyond this not every whole number is one.
        const WHOLE: f64 = 9e15;
        if self.0.fract() == 0.0 && self.0.abs() < WHOLE {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and within range")]
            return to.serialize_i64(self.0 as i64);
        }
        to.serialize_f64(self.0)
    }
}

/// To a tenth: seconds and metres.
pub(super) fn tenths(number: f64) -> Number {
    Number((number * 10.0).round() / 10.0)
}

/// Seconds to a tenth.
pub(super) fn seconds(time: Millis) -> Number {
    Number(deciseconds(time) / 10.0)
}

/// Tenths of a second, rounded.
fn deciseconds(time: Millis) -> f64 {
    let tenths = time.0.saturating_add(50) / 100;
    #[expect(
        clippy::cast_precision_loss,
        reason = "times are far below 2^52 tenths"
    )]
    let number = tenths as f64;
    number
}

/// Rounds the parts of a time so that they add up to the whole.
#[derive(Debug, Default)]
pub(super) struct Parts {
    so_far: Millis,
}

impl Parts {
    /// The next part, in seconds.
    pub(super) fn next(&mut self, part: Millis) -> Number {
        let before = deciseconds(self.so_far);
        self.so_far = self.so_far + part;
        Number((deciseconds(self.so_far) - before) / 10.0)
    }
}

/// To ten digits, as OSRM writes what it does not round.
pub(super) fn ten_digits(number: f64) -> Number {
    if number == 0.0 || !number.is_finite() {
        return Number(0.0);
    }
    let exponent = number.abs().log10().floor();
    let scale = 10_f64.powf(9.0 - exponent);
    Number((number * scale).round() / scale)
}

/// Longitude and latitude to six decimals.
pub(super) fn degrees(point: LngLat) -> [Number; 2] {
    let (lng, lat) = millionths(point);
    [lng, lat].map(|steps| Number(f64::from(steps) / 1e6))
}

/// Longitude and latitude in millionths of a degree, rounded.
pub(super) fn millionths(point: LngLat) -> (i32, i32) {
    let (lng, lat) = point.to_steps();
    let shorter = |steps: i32| (steps + 5 * steps.signum()) / 10;
    (shorter(lng), shorter(lat))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let text = |number: Number| serde_json::to_string(&number).unwrap();
        assert_eq!(text(tenths(4262.04)), "4262");
        assert_eq!(text(tenths(4262.06)), "4262.1");
        assert_eq!(text(seconds(Millis(319_450))), "319.5");
        assert_eq!(text(ten_digits(9.707_704_486_123)), "9.707704486");
        assert_eq!(text(ten_digits(0.0)), "0");
        assert_eq!(text(ten_digits(1_742_919.228_4)), "1742919.228");
    }

    #[test]
    fn parts_add_up() {
        let mut parts = Parts::default();
        let told: f64 = [40, 40, 40, 40, 40]
            .map(|ms| parts.next(Millis(ms)).0)
            .iter()
            .sum();
        assert!((told - 0.2).abs() < 1e-9);
    }
}
