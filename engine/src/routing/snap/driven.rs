//! The street a vehicle drives on, for fixes that come by the ten thousands a second.

use std::cell::Cell;

use rstar::{AABB, PointDistance as _, SelectionFunction};

use super::{Heading, NoSegment, Piece, Run, Snap, SnapIndex, is_nearer};
use crate::geo::Mercator;
use crate::units::{LngLat, Metres};

/// What lies within a distance that shrinks while one looks (branch and bound, depth first).
struct Within<'a> {
    target: [f64; 2],
    bound_2: &'a Cell<f64>,
}

impl SelectionFunction<Run> for Within<'_> {
    fn should_unpack_parent(&self, envelope: &AABB<[f64; 2]>) -> bool {
        envelope.distance_2(&self.target) <= self.bound_2.get()
    }

    fn should_unpack_leaf(&self, run: &Run) -> bool {
        run.distance_2(&self.target) <= self.bound_2.get()
    }
}

impl SnapIndex {
    /// The nearest place within `near` on a street that runs the way a vehicle heads; without one, or without a heading, the
    /// nearest place of all, as [`nearest`](Self::nearest) finds it.
    ///
    /// Most fixes lie a few metres from their street: with so near a limit, to look at all that it leaves is less work than
    /// to keep a queue of what is next.
    ///
    /// # Errors
    /// When no usable road is within [`SNAP_LIMIT`](super::SNAP_LIMIT).
    pub fn nearest_driven(
        &self,
        point: LngLat,
        heading: Option<Heading>,
        near: Metres,
    ) -> Result<Snap, NoSegment> {
        let target = Mercator::project(point);
        let bound_2 = Cell::new(Mercator::stretched(near, point).powi(2));
        let (mut along, mut any): (Option<(f64, Piece)>, _) = (None, None);
        let within = Within {
            target,
            bound_2: &bound_2,
        };
        for run in self.runs.locate_with_selection_function(within) {
            for piece in self.pieces(run) {
                let found = (piece.distance_2(target), piece);
                if found.0 > bound_2.get() {
                    continue;
                }
                if is_nearer(found, any) {
                    any = Some(found);
                }
                if is_nearer(found, along) && self.runs_towards(&piece, heading) {
                    along = Some(found);
                    bound_2.set(found.0);
                }
            }
        }
        match (along, any) {
            (Some((_, piece)), _) => Ok(self.snap_to(&piece, target, point, heading)),
            (None, Some((_, piece))) => Ok(self.snap_to(&piece, target, point, None)),
            (None, None) => self.nearest(point, None),
        }
    }
}
