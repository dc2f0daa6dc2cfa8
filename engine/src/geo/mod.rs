//! Geometry on the ground.

mod line;
mod plane;

pub use line::{bearing_along, departure, length, point_along, slice};
pub use plane::Mercator;

use crate::units::{Bearing, LngLat, Metres};

/// Mean radius of the Earth (IUGG), metres.
pub const EARTH_RADIUS: Metres = Metres(6_371_008.8);

/// Great-circle distance (haversine).
#[must_use]
pub fn distance(a: LngLat, b: LngLat) -> Metres {
    let (lat_a, lat_b) = (a.lat().to_radians(), b.lat().to_radians());
    let half_lat = (lat_b - lat_a) / 2.0;
    let half_lng = (b.lng() - a.lng()).to_radians() / 2.0;
    let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lng.sin().powi(2);
    Metres(2.0 * EARTH_RADIUS.0 * h.min(1.0).sqrt().asin())
}

/// Direction in which the great circle from `a` to `b` sets out; `None` when they are one point.
#[must_use]
pub fn bearing(a: LngLat, b: LngLat) -> Option<Bearing> {
    if a == b {
        return None;
    }
    let (lat_a, lat_b) = (a.lat().to_radians(), b.lat().to_radians());
    let lng = (b.lng() - a.lng()).to_radians();
    let east = lng.sin() * lat_b.cos();
    let north = lat_a.cos() * lat_b.sin() - lat_a.sin() * lat_b.cos() * lng.cos();
    Bearing::new(east.atan2(north).to_degrees())
}

/// Degrees turned from one direction into another: positive to the right, `-180 < angle ≤ 180`.
#[must_use]
pub fn turn_angle(arriving: Bearing, leaving: Bearing) -> f64 {
    let turn = (leaving.degrees() - arriving.degrees()).rem_euclid(360.0);
    if turn > 180.0 { turn - 360.0 } else { turn }
}

/// Whether a point lies inside of a ring, closed or not (its last corner joins its first).
///
/// A ray to the east crosses the ring an odd number of times (Shimrat 1962). Streets and degrees: the ring is
/// taken as straight between its corners in longitude and latitude, which is off by centimetres in a city.
#[must_use]
pub fn is_inside(point: LngLat, ring: &[LngLat]) -> bool {
    let Some(&last) = ring.last() else {
        return false;
    };
    let mut inside = false;
    let mut before = last;
    for &corner in ring {
        if (corner.lat() > point.lat()) != (before.lat() > point.lat()) {
            let along = (point.lat() - corner.lat()) / (before.lat() - corner.lat());
            inside ^= point.lng() < corner.lng() + along * (before.lng() - corner.lng());
        }
        before = corner;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lng: f64, lat: f64) -> LngLat {
        LngLat::new(lng, lat).unwrap()
    }

    #[test]
    fn bearings_follow_the_compass() {
        let here = at(14.5, 35.9);
        for (there, degrees) in [
            (at(14.5, 35.91), 0.0),
            (at(14.51, 35.9), 90.0),
            (at(14.5, 35.89), 180.0),
            (at(14.49, 35.9), 270.0),
        ] {
            let found = bearing(here, there).unwrap();
            assert!(found.difference(Bearing::new(degrees).unwrap()) < 0.01);
        }
        assert_eq!(bearing(here, here), None);
    }

    #[test]
    fn right_is_positive() {
        let bearing = |degrees| Bearing::new(degrees).unwrap();
        assert_eq!(turn_angle(bearing(350.0), bearing(80.0)), 90.0);
        assert_eq!(turn_angle(bearing(80.0), bearing(350.0)), -90.0);
        assert_eq!(turn_angle(bearing(0.0), bearing(180.0)), 180.0);
    }

    /// One degree of latitude on a sphere of this radius is 111.195 km.
    #[test]
    fn a_degree_is_as_long_as_the_sphere_makes_it() {
        let length = distance(at(0.0, 0.0), at(0.0, 1.0)).0;
        assert!((length - 111_195.08).abs() < 0.1);
    }

    #[test]
    fn inside_of_a_ring_is_what_geo_says() {
        use geo::Contains as _;
        // A star: corners in and out, so that rays cross often.
        let corner = |n: u32| {
            let angle = f64::from(n) * 0.45;
            let far = if n.is_multiple_of(2) { 0.02 } else { 0.009 };
            (14.5 + far * angle.cos(), 35.9 + far * angle.sin())
        };
        let corners: Vec<(f64, f64)> = (0..13).map(corner).collect();
        let ring: Vec<LngLat> = corners.iter().map(|&(lng, lat)| at(lng, lat)).collect();
        let polygon = geo::Polygon::new(corners.into(), Vec::new());
        let mut counts = [0; 2];
        for east in 0..60 {
            for north in 0..60 {
                let (lng, lat) = (
                    14.4701 + f64::from(east) * 0.001,
                    35.8701 + f64::from(north) * 0.001,
                );
                let expected =
                    polygon.contains(&geo::Point::new(at(lng, lat).lng(), at(lng, lat).lat()));
                assert_eq!(is_inside(at(lng, lat), &ring), expected, "{lng} {lat}");
                counts[usize::from(expected)] += 1;
            }
        }
        assert!(counts[0] > 500 && counts[1] > 300, "{counts:?}");
        assert!(!is_inside(at(14.5, 35.9), &[]));
    }
}
