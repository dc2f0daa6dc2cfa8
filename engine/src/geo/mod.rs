//! Geometry on the ground.

use crate::units::{LngLat, Metres};

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
