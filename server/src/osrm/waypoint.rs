//! Waypoints: coordinates on the road.

use nearhand_engine::{geo, road::RoadNetwork, routing::Snap, units::LngLat};
use serde::Serialize;

use super::{
    annotation::piece_at,
    ground::Streets,
    hint::Hint,
    numbers::{Number, degrees, ten_digits},
};

/// A coordinate on the road.
#[derive(Debug, Serialize)]
pub(super) struct Waypoint<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    location: [Number; 2],
    name: &'a str,
    distance: Number,
}

impl<'a> Waypoint<'a> {
    pub(super) fn of(streets: &'a Streets<'_>, number: usize, snap: &Snap) -> Self {
        let road = streets.road();
        let asked = streets.question.coordinates[number];
        let hint = || Hint::of(road, asked, snap).encode();
        Self {
            hint: (!streets.question.without_hints).then(hint),
            location: degrees(snap.position),
            name: road.segment(snap.segment).name(),
            distance: ten_digits(snap.distance.0),
        }
    }

    /// Those of all coordinates; `None` when they are not wanted.
    pub(super) fn all(streets: &'a Streets<'_>, snaps: &[Snap]) -> Option<Vec<Self>> {
        let wanted = !streets.question.skip_waypoints;
        let of = |(number, snap)| Self::of(streets, number, snap);
        wanted.then(|| snaps.iter().enumerate().map(of).collect())
    }
}

/// The OpenStreetMap nodes before and after a place on its street, in the direction that may be driven.
pub(super) fn nodes_around(road: &RoadNetwork, snap: &Snap) -> [i64; 2] {
    let segment = road.segment(snap.segment);
    let shape: Vec<LngLat> = segment.shape().collect();
    let nodes = segment.osm_nodes();
    let piece = piece_at(&shape, geo::length(&shape).0 * snap.fraction);
    let [before, after] = [piece, piece + 1].map(|at| nodes.get(at).copied().unwrap_or_default());
    if snap.forward.is_some() {
        [before, after]
    } else {
        [after, before]
    }
}
