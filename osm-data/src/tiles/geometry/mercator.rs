//! Web Mercator (EPSG:3857), scaled so that the world is the square `0..1`.

use std::f64::consts::PI;

use nearhand_engine::units::{BoundingBox, LngLat};

use super::{Point, Rect};

/// Metres of Mercator plane per unit of the world square: the equator of the WGS 84 sphere.
pub(in crate::tiles) const WORLD_METRES: f64 = 2.0 * PI * 6_378_137.0;

/// The latitude where the square ends.
const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// The place on the world square; latitudes past its ends are drawn at the end.
pub(in crate::tiles) fn project(place: LngLat) -> Point {
    let latitude = place.lat().clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
    Point {
        x: (place.lng() + 180.0) / 360.0,
        y: 0.5 - latitude.tan().asinh() / (2.0 * PI),
    }
}

/// The box on the world square.
pub(in crate::tiles) fn project_box(bbox: BoundingBox) -> Rect {
    let (south_west, north_east) = (project(bbox.min), project(bbox.max));
    Rect {
        min: Point {
            x: south_west.x,
            y: north_east.y,
        },
        max: Point {
            x: north_east.x,
            y: south_west.y,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_places() {
        let check = |lng, lat, x: f64, y: f64| {
            let point = project(LngLat::new(lng, lat).unwrap());
            assert!(
                (point.x - x).abs() < 1e-9 && (point.y - y).abs() < 1e-9,
                "{lng},{lat} gave {point:?}"
            );
        };
        check(0.0, 0.0, 0.5, 0.5);
        check(-180.0, 85.051_128_779_806_6, 0.0, 0.0);
        check(180.0, -90.0, 1.0, 1.0);
        // Valletta lies in tile 14/8852/6439.
        let valletta = project(LngLat::new(14.5146, 35.8989).unwrap());
        assert_eq!((valletta.x * 16384.0).floor(), 8852.0);
        assert_eq!((valletta.y * 16384.0).floor(), 6439.0);
    }
}
