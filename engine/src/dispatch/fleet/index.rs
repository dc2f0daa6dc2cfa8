//! Who is near a place: an R*-tree over points of the unit sphere.
//!
//! Points in space order exactly as great-circle distances do, at every latitude and across the
//! antimeridian, where degrees on a plane would not.

use rstar::{AABB, RTree, primitives::GeomWithData};

use crate::{
    dispatch::ids::TeamId,
    geo::distance,
    units::{BoundingBox, LngLat, Metres},
};

type Entry = GeomWithData<[f64; 3], (TeamId, LngLat)>;

/// Positions by place.
#[derive(Clone, Debug, Default)]
pub(super) struct PositionIndex {
    tree: RTree<Entry>,
}

impl PositionIndex {
    pub(super) fn set(&mut self, team: TeamId, before: Option<LngLat>, now: LngLat) {
        if let Some(before) = before {
            self.remove(team, before);
        }
        self.tree.insert(entry(team, now));
    }

    pub(super) fn remove(&mut self, team: TeamId, position: LngLat) {
        let removed = self.tree.remove(&entry(team, position));
        debug_assert!(removed.is_some(), "the index knows every live position");
    }

    pub(super) fn within(&self, bounds: &BoundingBox) -> Vec<TeamId> {
        let Some(envelope) = envelope(bounds) else {
            return Vec::new();
        };
        let mut inside: Vec<TeamId> = self
            .tree
            .locate_in_envelope_intersecting(&envelope)
            .map(|entry| entry.data)
            .filter(|&(_, position)| bounds.contains(position))
            .map(|(team, _)| team)
            .collect();
        inside.sort_unstable();
        inside
    }

    pub(super) fn nearest(&self, point: LngLat) -> impl Iterator<Item = (TeamId, Metres)> {
        self.tree
            .nearest_neighbor_iter(&on_sphere(point))
            .map(move |entry| {
                let (team, position) = entry.data;
                (team, distance(point, position))
            })
    }
}

fn entry(team: TeamId, position: LngLat) -> Entry {
    GeomWithData::new(on_sphere(position), (team, position))
}

fn on_sphere(point: LngLat) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.lat().to_radians().sin_cos();
    let (sin_lng, cos_lng) = point.lng().to_radians().sin_cos();
    [cos_lat * cos_lng, cos_lat * sin_lng, sin_lat]
}

/// A box in space around every point of the sphere that the degrees enclose, and a little more.
fn envelope(bounds: &BoundingBox) -> Option<AABB<[f64; 3]>> {
    /// Wider than any rounding of the sines, narrower than a millimetre.
    const MARGIN: f64 = 1e-10;
    let (west, east) = (bounds.min.lng(), bounds.max.lng());
    let (south, north) = (bounds.min.lat(), bounds.max.lat());
    if west > east || south > north {
        return None;
    }
    let cos_lat = extent(south, north, f64::cos);
    let x = product(cos_lat, extent(west, east, f64::cos));
    let y = product(cos_lat, extent(west, east, f64::sin));
    let z = extent(south, north, f64::sin);
    Some(AABB::from_corners(
        [x.0 - MARGIN, y.0 - MARGIN, z.0 - MARGIN],
        [x.1 + MARGIN, y.1 + MARGIN, z.1 + MARGIN],
    ))
}

/// Least and greatest value of a sine or cosine between two angles in degrees.
fn extent(from: f64, to: f64, function: fn(f64) -> f64) -> (f64, f64) {
    // Both functions turn round at multiples of a right angle only.
    [-180.0, -90.0, 0.0, 90.0, 180.0]
        .into_iter()
        .filter(|angle| (from..=to).contains(angle))
        .chain([from, to])
        .map(|angle| function(angle.to_radians()))
        .fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, greatest), v| (least.min(v), greatest.max(v)),
        )
}

/// Least and greatest product of a number that is not negative and any number.
fn product(positive: (f64, f64), any: (f64, f64)) -> (f64, f64) {
    let least = (positive.0 * any.0).min(positive.1 * any.0);
    let greatest = (positive.0 * any.1).max(positive.1 * any.1);
    (least, greatest)
}
