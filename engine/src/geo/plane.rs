//! Flat coordinates for searching what is near.

use super::EARTH_RADIUS;
use crate::units::{LngLat, Metres};

/// The spherical Mercator projection, in metres at the equator.
///
/// It is conformal: around any point, distances are stretched by one factor in all directions. What
/// is nearest on the plane is therefore nearest on the ground, in any city, without choosing a centre.
pub struct Mercator;

/// Beyond this the plane has no room.
const LATITUDE_LIMIT: f64 = 89.9;

impl Mercator {
    /// The point on the plane: metres east, metres north.
    #[must_use]
    pub fn project(point: LngLat) -> [f64; 2] {
        let lat = point.lat().clamp(-LATITUDE_LIMIT, LATITUDE_LIMIT);
        [
            EARTH_RADIUS.0 * point.lng().to_radians(),
            // asinh(tan φ), as it is mostly written, takes twice as long.
            EARTH_RADIUS.0 * lat.to_radians().sin().atanh(),
        ]
    }

    /// Length on the plane of one that is this long on the ground near `at`.
    #[must_use]
    pub fn stretched(length: Metres, at: LngLat) -> f64 {
        let lat = at.lat().clamp(-LATITUDE_LIMIT, LATITUDE_LIMIT);
        length.0 / lat.to_radians().cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo;

    #[test]
    fn near_a_point_the_plane_is_the_ground_times_one_factor() {
        let here = LngLat::new(14.51, 35.9).unwrap();
        for (lng, lat) in [(14.512, 35.9), (14.51, 35.902), (14.508, 35.898)] {
            let there = LngLat::new(lng, lat).unwrap();
            let [x0, y0] = Mercator::project(here);
            let [x1, y1] = Mercator::project(there);
            let plane = (x1 - x0).hypot(y1 - y0);
            let ground = Mercator::stretched(geo::distance(here, there), here);
            assert!((plane - ground).abs() < ground * 1e-4, "{plane} {ground}");
        }
    }
}
