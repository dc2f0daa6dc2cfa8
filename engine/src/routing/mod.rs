//! Shortest routes by time on turn-aware edges.
//!
//! One interface, [`Router`], serves dispatch, reach and the API; each algorithm behind it gives the
//! same exact answers as the plain Dijkstra search that its tests compare it with.

mod alternatives;
mod approach;
mod avoid;
mod bidirectional;
mod both_ends;
mod ends;
pub mod hierarchy;
mod labels;
mod levels;
pub mod live;
mod many;
mod path;
mod plain;
mod reach;
mod snap;
mod sweep;
#[cfg(test)]
pub(crate) mod tests;
mod trip;
mod via;

pub use alternatives::{Limits, alternatives};
pub use approach::Approach;
pub use avoid::{AvoidKinds, Avoided};
pub use bidirectional::{BidirectionalDijkstra, Scratch};
pub use both_ends::route_avoiding;
pub(crate) use ends::share_of;
pub use path::PathPart;
pub use plain::PlainDijkstra;
pub use reach::{AreaGrid, AreaOptions, Direction, Limit, Reach, ReachedPart};
pub use snap::{Heading, NoSegment, SNAP_LIMIT, SnapIndex};
pub use trip::{EXACT_STOPS, Tour, best_order};
pub use via::{NoLeg, through};

use crate::units::{LngLat, Metres, Millis};

/// A directed edge: one segment driven in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

/// A segment: a street between two crossings, whatever the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId(pub u32);

/// A point put onto the road network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// Segment it lies on.
    pub segment: SegmentId,
    /// Share of the segment's length from its tail, `0..=1`.
    pub fraction: f64,
    /// The point on the road.
    pub position: LngLat,
    /// How far the road is from the point given.
    pub distance: Metres,
    /// The edge along the segment's shape, where a trip may use it.
    pub forward: Option<EdgeId>,
    /// The edge against the segment's shape, where a trip may use it.
    pub backward: Option<EdgeId>,
}

/// Where one of many trips begins, and what passes before it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// The place.
    pub snap: Snap,
    /// Time added to the trip: the age of the position, a task to end first.
    pub delay: Millis,
}

/// A route found: directed edges in driving order.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Driving time.
    pub duration: Millis,
    /// Length driven.
    pub length: Metres,
    /// Edges in driving order; the first and last are driven in part.
    pub edges: Vec<EdgeId>,
    /// Where it starts.
    pub from: Snap,
    /// Where it ends.
    pub to: Snap,
}

/// Exact shortest routes by driving time, turns, one-ways and restrictions kept.
///
/// A caller owns one [`Router::Scratch`] per thread and reuses it.
pub trait Router: Send + Sync {
    /// Memory that a search works in.
    type Scratch: Send;

    /// New memory for searches of this router.
    fn scratch(&self) -> Self::Scratch;

    /// Driving time between two points; `None` when there is no way.
    fn travel_time(&self, scratch: &mut Self::Scratch, from: &Snap, to: &Snap) -> Option<Millis>;

    /// The fastest route; `None` when there is no way.
    fn route(&self, scratch: &mut Self::Scratch, from: &Snap, to: &Snap) -> Option<Path>;

    /// Driving times from one point to many, in their order, into `out` (cleared first).
    fn one_to_many(
        &self,
        scratch: &mut Self::Scratch,
        from: &Snap,
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    );

    /// Driving times (plus each origin's delay) from many points to one, in their order, into `out` (cleared first).
    fn many_to_one(
        &self,
        scratch: &mut Self::Scratch,
        from: &[Origin],
        to: &Snap,
        out: &mut Vec<Option<Millis>>,
    );

    /// Driving times from each place to each other, row by row (one for each of `from`), into `out` (cleared first).
    ///
    /// By searches from the side that has fewer places, where a router has nothing better.
    fn table(
        &self,
        scratch: &mut Self::Scratch,
        from: &[Snap],
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        let mut line = Vec::new();
        out.clear();
        if from.len() <= to.len() {
            for place in from {
                self.one_to_many(scratch, place, to, &mut line);
                out.append(&mut line);
            }
            return;
        }
        let origin = |&snap: &Snap| Origin {
            snap,
            delay: Millis(0),
        };
        let origins: Vec<Origin> = from.iter().map(origin).collect();
        out.resize(from.len() * to.len(), None);
        for (column, place) in to.iter().enumerate() {
            self.many_to_one(scratch, &origins, place, &mut line);
            for (row, time) in line.drain(..).enumerate() {
                out[row * to.len() + column] = time;
            }
        }
    }

    /// The `k` origins that arrive first, exactly, as (index, time with delay) in order of time and
    /// then of index, into `out` (cleared first). Origins with no way are never in it.
    fn nearest(
        &self,
        scratch: &mut Self::Scratch,
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    );
}

/// A count as a number in the arrays of a search.
fn number(count: usize) -> u32 {
    u32::try_from(count).expect("networks are built to be counted in u32")
}
