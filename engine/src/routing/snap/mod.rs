//! Putting points onto the road.

mod driven;

use std::collections::BTreeMap;
use std::sync::Arc;

use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::{EdgeId, SegmentId, Snap, number as number_of};
use crate::geo::{self, Mercator};
use crate::road::RoadNetwork;
use crate::units::{Bearing, LngLat, Metres};

/// How far from a road a point may be when nothing else is said.
pub const SNAP_LIMIT: Metres = Metres(500.0);

/// A direction of travel that a snap must agree with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heading {
    /// Direction of travel.
    pub bearing: Bearing,
    /// Largest difference to the street's direction, degrees.
    pub tolerance_degrees: f64,
}

/// No usable road is near enough.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("no road within {:.0} m{}", limit.0, nearest_text(*distance))]
pub struct NoSegment {
    /// How near it would have to be.
    pub limit: Metres,
    /// Distance of the nearest usable road; `None` when the network has none.
    pub distance: Option<Metres>,
}

fn nearest_text(distance: Option<Metres>) -> String {
    distance.map_or_else(String::new, |d| {
        format!(": the nearest is {:.0} m away", d.0)
    })
}

/// A spatial index (R*-tree) over all segments where trips may begin and end.
pub struct SnapIndex {
    road: Arc<RoadNetwork>,
    among: Among,
    runs: RTree<Run>,
}

/// Which edges count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    /// Where trips may begin and end.
    Ends,
    /// All that may be driven.
    Open,
}

/// Pieces of a segment that are indexed together. Longer runs make a smaller index, which is sooner ready, and
/// worse bounds, so that more pieces are looked at.
const RUN_PIECES: usize = 8;

/// Some pieces of a segment one after the other, as a box on the Mercator plane around them.
struct Run {
    envelope: AABB<[f64; 2]>,
    segment: u32,
    /// Numbers of the shape points of the first piece's begin and the last piece's end.
    first: u32,
    last: u32,
}

impl RTreeObject for Run {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl PointDistance for Run {
    /// To the box: no piece in it is nearer.
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        self.envelope.distance_2(point)
    }
}

/// A straight piece of a segment, on the Mercator plane.
#[derive(Clone, Copy)]
struct Piece {
    from: [f64; 2],
    to: [f64; 2],
    segment: u32,
    /// Number of the shape point it begins at.
    number: u32,
}

impl Piece {
    fn distance_2(&self, point: [f64; 2]) -> f64 {
        let share = self.share_nearest_to(point);
        let [x, y] = [0, 1].map(|axis| {
            let (from, to) = (self.from[axis], self.to[axis]);
            from + (to - from) * share
        });
        (x - point[0]).powi(2) + (y - point[1]).powi(2)
    }

    /// How far along the piece (`0..=1`) its nearest place to a point is.
    fn share_nearest_to(&self, point: [f64; 2]) -> f64 {
        let (dx, dy) = (self.to[0] - self.from[0], self.to[1] - self.from[1]);
        let squared = dx * dx + dy * dy;
        if squared == 0.0 {
            return 0.0;
        }
        let dot = (point[0] - self.from[0]) * dx + (point[1] - self.from[1]) * dy;
        (dot / squared).clamp(0.0, 1.0)
    }
}

impl SnapIndex {
    /// Indexes the snappable part of a network.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        Self::among(road, Among::Ends)
    }

    /// Indexes every street that is open, those too where no trip begins or ends by itself: ferries on their way, and parts
    /// of the network that cannot be left or entered.
    #[must_use]
    pub fn of_all(road: Arc<RoadNetwork>) -> Self {
        Self::among(road, Among::Open)
    }

    fn among(road: Arc<RoadNetwork>, among: Among) -> Self {
        let mut runs = Vec::new();
        let mut points = Vec::new();
        for number in 0..road.segment_count() {
            let id = SegmentId(u32::try_from(number).expect("segments are counted in u32"));
            if usable_edges(&road, id, among, |_| true) == (None, None) {
                continue;
            }
            points.clear();
            points.extend(road.segment(id).shape().map(Mercator::project));
            let ends = points.len().saturating_sub(1);
            for first in (0..ends).step_by(RUN_PIECES) {
                let last = (first + RUN_PIECES).min(ends);
                runs.push(Run {
                    envelope: AABB::from_points(&points[first..=last]),
                    segment: id.0,
                    first: number_of(first),
                    last: number_of(last),
                });
            }
        }
        Self {
            road,
            among,
            runs: RTree::bulk_load(runs),
        }
    }

    /// The network that the index is of.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        &self.road
    }

    /// The nearest place on a road within [`SNAP_LIMIT`]; see [`nearest_within`](Self::nearest_within).
    ///
    /// # Errors
    /// When no usable road is that near.
    pub fn nearest(&self, point: LngLat, heading: Option<Heading>) -> Result<Snap, NoSegment> {
        self.nearest_within(point, heading, SNAP_LIMIT)
    }

    /// The nearest place on a road where a trip may begin or end.
    ///
    /// With a heading, only streets (and only their directions) that run that way count. Of places
    /// equally near, the segment with the lowest number wins.
    ///
    /// # Errors
    /// When no usable road is within the limit.
    pub fn nearest_within(
        &self,
        point: LngLat,
        heading: Option<Heading>,
        limit: Metres,
    ) -> Result<Snap, NoSegment> {
        self.nearest_among(point, heading, limit, |_| true)
    }

    /// As [`nearest_within`](Self::nearest_within), on the segments wanted only.
    ///
    /// # Errors
    /// When no usable road of these is within the limit.
    pub fn nearest_among(
        &self,
        point: LngLat,
        heading: Option<Heading>,
        limit: Metres,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Result<Snap, NoSegment> {
        let target = Mercator::project(point);
        let reach_2 = Mercator::stretched(limit, point).powi(2);
        let mut best: Option<(f64, Piece)> = None;
        let mut nearest_road: Option<(f64, Piece)> = None;
        let runs = self.runs.nearest_neighbor_iter_with_distance_2(&target);
        for (run, bound_2) in runs.filter(|(run, _)| wanted(SegmentId(run.segment))) {
            let decided = match (best, nearest_road) {
                (Some((least, _)), _) => bound_2 > least,
                (None, Some((least, _))) => bound_2 > reach_2.max(least),
                (None, None) => false,
            };
            if decided {
                break;
            }
            for piece in self.pieces(run) {
                let distance_2 = piece.distance_2(target);
                let found = (distance_2, piece);
                if is_nearer(found, nearest_road) {
                    nearest_road = Some(found);
                }
                // Which way a piece runs takes longer to tell than how near it is.
                if distance_2 <= reach_2
                    && is_nearer(found, best)
                    && self.runs_towards(&piece, heading)
                {
                    best = Some(found);
                }
            }
        }
        let place = |(_, piece): (f64, Piece)| self.snap_to(&piece, target, point, heading);
        best.map(place).ok_or_else(|| NoSegment {
            limit,
            distance: nearest_road.map(|nearest| place(nearest).distance),
        })
    }

    /// The nearest place on each of the streets wanted within a radius where a trip may begin or end, the `most` nearest
    /// streets, nearest first (and of streets equally near, the one with the lowest number).
    #[must_use]
    pub fn all_among(
        &self,
        point: LngLat,
        radius: Metres,
        most: usize,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Vec<Snap> {
        let target = Mercator::project(point);
        let reach_2 = Mercator::stretched(radius, point).powi(2);
        let mut nearest: BTreeMap<u32, (f64, Piece)> = BTreeMap::new();
        let runs = self.runs.nearest_neighbor_iter_with_distance_2(&target);
        let near = runs.take_while(|&(_, bound_2)| bound_2 <= reach_2);
        for (run, _) in near.filter(|(run, _)| wanted(SegmentId(run.segment))) {
            for piece in self.pieces(run) {
                let distance_2 = piece.distance_2(target);
                let known = nearest.get(&run.segment);
                if distance_2 <= reach_2 && known.is_none_or(|&(least, _)| distance_2 < least) {
                    nearest.insert(run.segment, (distance_2, piece));
                }
            }
        }
        let mut places: Vec<(f64, Piece)> = nearest.into_values().collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.truncate(most);
        places
            .iter()
            .map(|(_, piece)| self.snap_to(piece, target, point, None))
            .collect()
    }

    /// The pieces of a run, in order.
    fn pieces(&self, run: &Run) -> impl Iterator<Item = Piece> + '_ {
        let (segment, first) = (run.segment, run.first);
        let shape = self.road.segment(SegmentId(segment)).shape();
        let count = (run.last - first) as usize + 1;
        let mut points = shape
            .skip(first as usize)
            .take(count)
            .map(Mercator::project);
        let begin = points.next();
        points.zip(first..).scan(begin, move |begin, (to, number)| {
            let from = begin.replace(to)?;
            Some(Piece {
                from,
                to,
                segment,
                number,
            })
        })
    }

    /// Whether one of the directions that a trip may take on a piece agrees with a heading.
    fn runs_towards(&self, piece: &Piece, heading: Option<Heading>) -> bool {
        if heading.is_none() {
            return true;
        }
        let segment = SegmentId(piece.segment);
        let mut points = self
            .road
            .segment(segment)
            .shape()
            .skip(piece.number as usize);
        let direction = points
            .next()
            .zip(points.next())
            .and_then(|(a, b)| geo::bearing(a, b));
        let wanted = |along| runs_towards(direction, along, heading);
        usable_edges(&self.road, segment, self.among, wanted) != (None, None)
    }

    fn snap_to(
        &self,
        piece: &Piece,
        target: [f64; 2],
        point: LngLat,
        heading: Option<Heading>,
    ) -> Snap {
        let segment = SegmentId(piece.segment);
        let shape: Vec<LngLat> = self.road.segment(segment).shape().collect();
        let number = piece.number as usize;
        let (a, b) = (shape[number], shape[number + 1]);
        let share = piece.share_nearest_to(target);
        let position = LngLat::new(
            a.lng() + (b.lng() - a.lng()) * share,
            a.lat() + (b.lat() - a.lat()) * share,
        )
        .unwrap_or(a);
        let (mut before, mut whole) = (0.0, 0.0);
        for (at, ends) in shape.windows(2).enumerate() {
            if at == number {
                before = whole + geo::distance(a, position).0;
            }
            whole += geo::distance(ends[0], ends[1]).0;
        }
        let fraction = if whole > 0.0 {
            (before / whole).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let direction = geo::bearing(a, b);
        let (forward, backward) = usable_edges(&self.road, segment, self.among, |along| {
            runs_towards(direction, along, heading)
        });
        Snap {
            segment,
            fraction,
            position,
            distance: geo::distance(point, position),
            forward,
            backward,
        }
    }
}

/// Whether one is nearer than the best; of two as near, the one of the segment with the lower number is, and on a
/// segment the first one.
fn is_nearer(found: (f64, Piece), best: Option<(f64, Piece)>) -> bool {
    let order = |(distance_2, piece): (f64, Piece)| (distance_2, piece.segment, piece.number);
    best.is_none_or(|best| order(found) < order(best))
}

impl Snap {
    /// A place on a segment itself; `None` where no trip may begin or end.
    ///
    /// `fraction` is the share of the segment's length from its tail, cut to `0..=1`.
    ///
    /// # Panics
    /// When the segment is not of this network.
    #[must_use]
    pub fn on(road: &RoadNetwork, segment: SegmentId, fraction: f64) -> Option<Self> {
        let (forward, backward) = usable_edges(road, segment, Among::Ends, |_| true);
        if forward.is_none() && backward.is_none() {
            return None;
        }
        let shape: Vec<LngLat> = road.segment(segment).shape().collect();
        let fraction = if fraction.is_finite() {
            fraction.clamp(0.0, 1.0)
        } else {
            0.0
        };
        Some(Self {
            segment,
            fraction,
            position: geo::point_along(&shape, fraction)?,
            distance: Metres(0.0),
            forward,
            backward,
        })
    }
}

/// The edges of a segment that count, of the directions wanted.
fn usable_edges(
    road: &RoadNetwork,
    segment: SegmentId,
    among: Among,
    wanted: impl Fn(bool) -> bool,
) -> (Option<EdgeId>, Option<EdgeId>) {
    let record = road.segment(segment);
    let usable = |edge: Option<EdgeId>, along: bool| {
        edge.filter(|&edge| {
            let edge = road.edge(edge);
            let counts = match among {
                Among::Ends => edge.snappable,
                Among::Open => !edge.closed,
            };
            counts && wanted(along)
        })
    };
    (
        usable(record.forward(), true),
        usable(record.backward(), false),
    )
}

/// Whether driving a piece along or against its shape agrees with a heading.
fn runs_towards(piece: Option<Bearing>, along: bool, heading: Option<Heading>) -> bool {
    let (Some(piece), Some(heading)) = (piece, heading) else {
        return true;
    };
    let against = if along { 0.0 } else { 180.0 };
    Bearing::new(piece.degrees() + against)
        .is_some_and(|driven| driven.difference(heading.bearing) <= heading.tolerance_degrees)
}
