//! Quantities as types: a number without a unit never crosses a public signature.

use serde::{Deserialize, Serialize};

/// A point on the ground, WGS 84, in degrees.
///
/// Always finite, with `-180 ≤ lng ≤ 180` and `-90 ≤ lat ≤ 90`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 2]", into = "[f64; 2]")]
pub struct LngLat {
    lng: f64,
    lat: f64,
}

/// A coordinate that is not a place on Earth.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum InvalidLngLat {
    /// The longitude is not a number between -180 and 180.
    #[error("longitude {lng} is not between -180 and 180")]
    Longitude {
        /// The value given.
        lng: f64,
    },
    /// The latitude is not a number between -90 and 90.
    #[error("latitude {lat} is not between -90 and 90")]
    Latitude {
        /// The value given.
        lat: f64,
    },
}

impl LngLat {
    /// Degrees per step of the fixed-point form (the resolution of OpenStreetMap: about 1 cm).
    pub const DEGREES_PER_STEP: f64 = 1e-7;

    /// A point from degrees.
    ///
    /// # Errors
    /// When a value is not finite or out of range.
    pub fn new(lng: f64, lat: f64) -> Result<Self, InvalidLngLat> {
        if !(-180.0..=180.0).contains(&lng) {
            return Err(InvalidLngLat::Longitude { lng });
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(InvalidLngLat::Latitude { lat });
        }
        Ok(Self { lng, lat })
    }

    /// A point from 1e-7 degree steps; out of range steps are clamped to the range.
    #[must_use]
    pub fn from_steps(lng_steps: i32, lat_steps: i32) -> Self {
        Self {
            lng: (f64::from(lng_steps) * Self::DEGREES_PER_STEP).clamp(-180.0, 180.0),
            lat: (f64::from(lat_steps) * Self::DEGREES_PER_STEP).clamp(-90.0, 90.0),
        }
    }

    /// Longitude and latitude in 1e-7 degree steps, rounded.
    #[must_use]
    pub fn to_steps(self) -> (i32, i32) {
        // In range by construction: 180 / 1e-7 = 1.8e9 < 2^31.
        #[expect(clippy::cast_possible_truncation)]
        let steps = |degrees: f64| (degrees / Self::DEGREES_PER_STEP).round() as i32;
        (steps(self.lng), steps(self.lat))
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lng(self) -> f64 {
        self.lng
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }
}

impl TryFrom<[f64; 2]> for LngLat {
    type Error = InvalidLngLat;

    fn try_from([lng, lat]: [f64; 2]) -> Result<Self, InvalidLngLat> {
        Self::new(lng, lat)
    }
}

impl From<LngLat> for [f64; 2] {
    fn from(point: LngLat) -> Self {
        [point.lng, point.lat]
    }
}

/// A west, south, east, north box in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// South-west corner.
    pub min: LngLat,
    /// North-east corner.
    pub max: LngLat,
}

impl BoundingBox {
    /// Whether the point lies inside or on the border.
    #[must_use]
    pub fn contains(&self, point: LngLat) -> bool {
        (self.min.lng..=self.max.lng).contains(&point.lng)
            && (self.min.lat..=self.max.lat).contains(&point.lat)
    }
}

/// A length on the ground in metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metres(pub f64);

/// A speed in metres per second.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MetresPerSecond(pub f64);

/// A compass direction in degrees, clockwise from north, `0 ≤ d < 360`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bearing(f64);

impl Bearing {
    /// A direction from any finite number of degrees, wrapped into `0..360`; `None` for NaN or infinity.
    #[must_use]
    pub fn new(degrees: f64) -> Option<Self> {
        if !degrees.is_finite() {
            return None;
        }
        let wrapped = degrees.rem_euclid(360.0);
        // `rem_euclid` of a tiny negative number rounds up to 360 itself.
        Some(Self(if wrapped >= 360.0 { 0.0 } else { wrapped }))
    }

    /// Degrees clockwise from north.
    #[must_use]
    pub fn degrees(self) -> f64 {
        self.0
    }

    /// The opposite direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self((self.0 + 180.0).rem_euclid(360.0))
    }

    /// The smaller angle between two directions, `0..=180` degrees.
    #[must_use]
    pub fn difference(self, other: Self) -> f64 {
        let turn = (self.0 - other.0).rem_euclid(360.0);
        turn.min(360.0 - turn)
    }
}

/// A duration in whole milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// A duration from whole seconds.
    #[must_use]
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1000)
    }

    /// A duration from whole minutes.
    #[must_use]
    pub const fn from_mins(mins: u64) -> Self {
        Self(mins * 60_000)
    }

    /// The duration in seconds.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss)]
        let millis = self.0 as f64;
        millis / 1000.0
    }
}

impl std::ops::Add for Millis {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Time passed since `earlier`; zero when `earlier` lies in the future.
    #[must_use]
    pub fn since(self, earlier: Self) -> Millis {
        Millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The moment a duration later.
    #[must_use]
    pub fn plus(self, duration: Millis) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(duration.0).unwrap_or(i64::MAX)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_point_off_the_earth_is_refused_with_its_value() {
        assert_eq!(
            LngLat::new(181.0, 0.0),
            Err(InvalidLngLat::Longitude { lng: 181.0 })
        );
        assert_eq!(
            LngLat::new(0.0, -90.5),
            Err(InvalidLngLat::Latitude { lat: -90.5 })
        );
        assert!(LngLat::new(f64::NAN, 0.0).is_err());
        assert!(LngLat::new(0.0, f64::INFINITY).is_err());
    }

    proptest! {
        #[test]
        fn steps_round_trip(lng in -1_800_000_000..=1_800_000_000i32, lat in -900_000_000..=900_000_000i32) {
            prop_assert_eq!(LngLat::from_steps(lng, lat).to_steps(), (lng, lat));
        }

        #[test]
        fn bearings_wrap_and_differ_by_at_most_half_a_turn(a in -1e6..1e6f64, b in -1e6..1e6f64) {
            let (a, b) = (Bearing::new(a).unwrap(), Bearing::new(b).unwrap());
            prop_assert!((0.0..360.0).contains(&a.degrees()));
            prop_assert!((0.0..=180.0).contains(&a.difference(b)));
            prop_assert!((a.difference(b) - b.difference(a)).abs() < 1e-9);
        }
    }
}
