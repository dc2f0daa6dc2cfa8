//! Encoded polylines: <https://developers.google.com/maps/documentation/utilities/polylinealgorithm>.

use nearhand_engine::units::LngLat;

use super::numbers::millionths;

/// How many decimals of a degree a line keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Five,
    Six,
}

impl Precision {
    fn steps_per_degree(self) -> f64 {
        match self {
            Self::Five => 1e5,
            Self::Six => 1e6,
        }
    }
}

/// A line as text.
pub(super) fn encode(line: impl IntoIterator<Item = LngLat>, precision: Precision) -> String {
    let mut text = String::new();
    let mut before = (0, 0);
    for point in line {
        let at = steps(point, precision);
        push(&mut text, at.1 - before.1);
        push(&mut text, at.0 - before.0);
        before = at;
    }
    text
}

/// The numbers of a text, as longitudes and latitudes in degrees that may lie off the Earth; `None` where it is no polyline.
pub(super) fn decode(text: &str, precision: Precision) -> Option<Vec<(f64, f64)>> {
    let mut bytes = text.bytes().peekable();
    let (mut lng, mut lat) = (0_i64, 0_i64);
    let mut line = Vec::new();
    while bytes.peek().is_some() {
        lat = lat.checked_add(difference(&mut bytes)?)?;
        lng = lng.checked_add(difference(&mut bytes)?)?;
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is that long lies off the Earth"
        )]
        let degrees = |steps: i64| steps as f64 / precision.steps_per_degree();
        line.push((degrees(lng), degrees(lat)));
    }
    Some(line)
}

/// Rounded to six decimals first, as all coordinates of an answer are.
fn steps(point: LngLat, precision: Precision) -> (i64, i64) {
    let (lng, lat) = millionths(point);
    let six = (i64::from(lng), i64::from(lat));
    let shorter = |steps: i64| (steps + 5 * steps.signum()) / 10;
    match precision {
        Precision::Six => six,
        Precision::Five => (shorter(six.0), shorter(six.1)),
    }
}

fn push(text: &mut String, difference: i64) {
    // The sign goes last, and negative numbers are inverted.
    let mut left = (difference << 1) ^ (difference >> 63);
    loop {
        let more = left >= 0x20;
        let bits = u8::try_from(left & 0x1f).unwrap_or_default();
        text.push(char::from(63 + (bits | u8::from(more) << 5)));
        left >>= 5;
        if !more {
            return;
        }
    }
}

fn difference(bytes: &mut impl Iterator<Item = u8>) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..).step_by(5) {
        let bits = bytes.next()?.checked_sub(63).filter(|&bits| bits < 64)?;
        if shift > 50 {
            return None;
        }
        number |= u64::from(bits & 0x1f) << shift;
        if bits & 0x20 == 0 {
            break;
        }
    }
    let half = i64::try_from(number >> 1).ok()?;
    Some(if number & 1 == 0 { half } else { !half })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of the format's own description.
    #[test]
    fn the_example_reads_as_described() {
        let line = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)];
        let points = line.map(|(lng, lat)| LngLat::new(lng, lat).unwrap());
        let text = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";
        assert_eq!(encode(points, Precision::Five), text);
        assert_eq!(decode(text, Precision::Five).unwrap(), line);
    }

    #[test]
    fn what_breaks_off_is_no_line() {
        for bad in [
            "_",
            "abc",
            "_p~iF",
            "\u{7f}\u{7f}",
            "é",
            "~~~~~~~~~~~~~~~~~~~~",
        ] {
            assert_eq!(decode(bad, Precision::Five), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn lines_come_back(points in prop::collection::vec((-180.0..180.0, -90.0..90.0f64), 0..20)) {
            let line: Vec<LngLat> =
                points.iter().map(|&(lng, lat)| LngLat::new(lng, lat).unwrap()).collect();
            for (precision, off) in [(Precision::Five, 5.6e-6), (Precision::Six, 5.6e-7)] {
                let back = decode(&encode(line.iter().copied(), precision), precision).unwrap();
                prop_assert_eq!(back.len(), line.len());
                for (there, here) in back.iter().zip(&line) {
                    prop_assert!((there.0 - here.lng()).abs() < off);
                    prop_assert!((there.1 - here.lat()).abs() < off);
                }
            }
        }

        #[test]
        fn nothing_breaks_it(text in ".{0,60}") {
            let _ = decode(&text, Precision::Six);
        }
    }
}
