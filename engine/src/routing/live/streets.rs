//! Finding the streets that a closure means.

use std::collections::HashSet;
use std::sync::Arc;

use geo::{Intersects as _, LineString, Polygon, Validation as _};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use super::closure::Shape;
use super::error::ClosureError;
use crate::geo::{self as ground, Mercator};
use crate::road::{RoadNetwork, Segment};
use crate::routing::{EdgeId, SegmentId, number};
use crate::units::{Bearing, LngLat, Metres};

/// How near to a street a point of a closure must be.
pub(super) const NEAR: Metres = Metres(50.0);
/// Streets as near as this to a point, farther than the nearest, begin at the same crossing.
const SAME_CROSSING: Metres = Metres(1.0);
const MOST_CORNERS: usize = 500;
const MOST_SEGMENTS: usize = 5_000;

/// A network's segments by place and by crossing, whether trips may begin there or not.
pub struct Streets {
    road: Arc<RoadNetwork>,
    segments: RTree<Line>,
    /// Per vertex: where its segments begin in `at_vertex`.
    vertex_start: Vec<u32>,
    at_vertex: Vec<SegmentId>,
}

/// A segment on the Mercator plane.
struct Line {
    id: SegmentId,
    points: Vec<[f64; 2]>,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Line {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl PointDistance for Line {
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        let pieces = self.points.windows(2);
        let distances = pieces.map(|piece| distance_2(piece[0], piece[1], *point));
        distances.fold(f64::INFINITY, f64::min)
    }
}

impl Streets {
    /// Indexes a network.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        let mut segments = Vec::with_capacity(road.segment_count());
        let mut ends = Vec::with_capacity(2 * road.segment_count());
        for id in (0..number(road.segment_count())).map(SegmentId) {
            let segment = road.segment(id);
            ends.push((segment.tail(), id));
            ends.push((segment.head(), id));
            if segment.forward().is_some() || segment.backward().is_some() {
                let points: Vec<_> = segment.shape().map(Mercator::project).collect();
                let envelope = AABB::from_points(points.iter());
                segments.push(Line {
                    id,
                    points,
                    envelope,
                });
            }
        }
        ends.sort_unstable();
        let mut vertex_start = vec![0; road.vertex_count() + 1];
        for &(vertex, _) in &ends {
            vertex_start[vertex as usize + 1] += 1;
        }
        for vertex in 0..road.vertex_count() {
            vertex_start[vertex + 1] += vertex_start[vertex];
        }
        Self {
            segments: RTree::bulk_load(segments),
            vertex_start,
            at_vertex: ends.into_iter().map(|(_, id)| id).collect(),
            road,
        }
    }

    /// The network that the index is of.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        &self.road
    }

    /// The edges that a shape means, in no order, some perhaps twice.
    ///
    /// # Errors
    /// When it means none, or more than a closure may.
    pub fn edges(
        &self,
        shape: &Shape,
        heading: Option<Bearing>,
    ) -> Result<Vec<EdgeId>, ClosureError> {
        let along = match shape {
            Shape::Point { at } => self.under(*at, heading)?,
            Shape::Street { name, from, to } => {
                self.between(name.as_deref(), *from, *to, heading)?
            }
            Shape::Polygon { ring } => self.within(ring, heading)?,
        };
        if along.is_empty() {
            return Err(ClosureError::Heading);
        }
        Ok(along)
    }

    /// The lines of edges, each segment once.
    #[must_use]
    pub fn lines(&self, edges: &[EdgeId]) -> Vec<Vec<LngLat>> {
        let mut segments: Vec<_> = edges.iter().map(|&e| self.road.edge(e).segment).collect();
        segments.sort_unstable();
        segments.dedup();
        let line = |id| self.road.segment(id).shape().collect();
        segments.into_iter().map(line).collect()
    }

    /// The street under a point, between its crossings.
    fn under(&self, at: LngLat, heading: Option<Bearing>) -> Result<Vec<EdgeId>, ClosureError> {
        let nearest = self.near(at, NEAR, |_| true);
        let &(_, segment) = nearest.first().ok_or(ClosureError::NoStreet {
            field: "shape.at",
            limit: NEAR,
        })?;
        let chain = self.between_crossings(segment);
        let Some(heading) = heading else {
            return Ok(self.both_ways(chain.iter().map(|&(segment, _)| segment)));
        };
        let (_, along) = chain
            .iter()
            .find(|(id, _)| *id == segment)
            .copied()
            .unwrap_or((segment, true));
        // Whether who heads that way drives the chain as it is or back.
        let agrees = self.direction_at(segment, at).is_none_or(|shape| {
            let with_shape = shape.difference(heading) <= 90.0;
            with_shape == along
        });
        let edges = chain
            .into_iter()
            .filter_map(|(segment, along)| self.directed(segment, along == agrees));
        Ok(edges.collect())
    }

    /// The segment and those of the same name that go on from it without a crossing, in order along the
    /// street; with each, whether the street runs along its shape.
    fn between_crossings(&self, segment: SegmentId) -> Vec<(SegmentId, bool)> {
        let name = called(&self.road.segment(segment));
        let mut seen = HashSet::from([segment]);
        let mut extend = |mut segment: SegmentId, mut along: bool| {
            let mut chain = Vec::new();
            loop {
                let record = self.road.segment(segment);
                let end = if along { record.head() } else { record.tail() };
                let [a, b] = self.segments_at(end) else {
                    return chain;
                };
                let next = if *a == segment { *b } else { *a };
                if called(&self.road.segment(next)) != name || !seen.insert(next) {
                    return chain;
                }
                along = self.road.segment(next).tail() == end;
                segment = next;
                chain.push((next, along));
            }
        };
        let ahead = extend(segment, true);
        let behind = extend(segment, false);
        let behind = behind.into_iter().rev().map(|(id, away)| (id, !away));
        behind.chain([(segment, true)]).chain(ahead).collect()
    }

    /// The streets that lie in an area or cross its edge.
    fn within(
        &self,
        ring: &[LngLat],
        heading: Option<Bearing>,
    ) -> Result<Vec<EdgeId>, ClosureError> {
        let segments = self.inside(std::slice::from_ref(&ring))?;
        if segments.is_empty() {
            return Err(ClosureError::NothingInside);
        }
        let mut edges = self.both_ways(segments.into_iter());
        if let Some(heading) = heading {
            edges.retain(|&edge| {
                let chord = self.chord(edge);
                chord.is_none_or(|chord| chord.difference(heading) <= 90.0)
            });
        }
        Ok(edges)
    }

    /// The segments that lie in an area or cross its edge. Rings are its outer edge, then those of its holes.
    pub(in crate::routing) fn inside(
        &self,
        rings: &[impl AsRef<[LngLat]>],
    ) -> Result<Vec<SegmentId>, ClosureError> {
        let corners = |ring: &[LngLat]| {
            ring.len() - usize::from(ring.len() > 1 && ring.first() == ring.last())
        };
        let all = rings.iter().map(|ring| corners(ring.as_ref())).sum();
        let least = rings.iter().map(|ring| corners(ring.as_ref())).min();
        if least.is_none_or(|least| least < 3) || all > MOST_CORNERS {
            return Err(ClosureError::Corners {
                corners: all,
                limit: MOST_CORNERS,
            });
        }
        let line = |ring: &[LngLat]| -> LineString<f64> {
            let points = ring.iter().map(|&point| Mercator::project(point));
            points.collect::<Vec<_>>().into()
        };
        let mut lines = rings.iter().map(|ring| line(ring.as_ref()));
        let outer = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
        let envelope = AABB::from_points(
            outer
                .coords()
                .map(|at| [at.x, at.y])
                .collect::<Vec<_>>()
                .iter(),
        );
        let area = Polygon::new(outer, lines.collect());
        if !area.is_valid() {
            return Err(ClosureError::CrossesItself);
        }
        let segments: Vec<SegmentId> = self
            .segments
            .locate_in_envelope_intersecting(&envelope)
            .filter(|line| area.intersects(&LineString::from(line.points.clone())))
            .map(|line| line.id)
            .collect();
        if segments.len() > MOST_SEGMENTS {
            return Err(ClosureError::TooLarge {
                segments: segments.len(),
                limit: MOST_SEGMENTS,
            });
        }
        Ok(segments)
    }

    /// Segments near a point, nearest first, with their distance squared on the plane.
    pub(super) fn near(
        &self,
        point: LngLat,
        limit: Metres,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Vec<(f64, SegmentId)> {
        let reach_2 = Mercator::stretched(limit, point).powi(2);
        self.segments
            .nearest_neighbor_iter_with_distance_2(&Mercator::project(point))
            .take_while(|&(_, distance_2)| distance_2 <= reach_2)
            .filter(|(line, _)| wanted(line.id))
            .map(|(line, distance_2)| (distance_2, line.id))
            .collect()
    }

    /// The nearest segment to a point, and those that meet it at the same crossing if the point is there.
    pub(super) fn same_crossing(
        &self,
        point: LngLat,
        limit: Metres,
        wanted: impl Fn(SegmentId) -> bool,
    ) -> Vec<SegmentId> {
        let near = self.near(point, limit, wanted);
        let Some(&(nearest_2, _)) = near.first() else {
            return Vec::new();
        };
        let reach = nearest_2.sqrt() + Mercator::stretched(SAME_CROSSING, point);
        near.into_iter()
            .take_while(|&(distance_2, _)| distance_2.sqrt() <= reach)
            .map(|(_, segment)| segment)
            .collect()
    }

    /// Segments that begin or end at a vertex; a loop is there twice.
    pub(super) fn segments_at(&self, vertex: u32) -> &[SegmentId] {
        let vertex = vertex as usize;
        let (from, to) = (self.vertex_start[vertex], self.vertex_start[vertex + 1]);
        &self.at_vertex[from as usize..to as usize]
    }

    fn both_ways(&self, segments: impl Iterator<Item = SegmentId>) -> Vec<EdgeId> {
        segments
            .flat_map(|id| [self.directed(id, true), self.directed(id, false)])
            .flatten()
            .collect()
    }

    pub(super) fn directed(&self, segment: SegmentId, along: bool) -> Option<EdgeId> {
        let segment = self.road.segment(segment);
        if along {
            segment.forward()
        } else {
            segment.backward()
        }
    }

    pub(super) fn opposite(&self, edge: EdgeId) -> Option<EdgeId> {
        let driven = self.road.edge(edge);
        self.directed(driven.segment, !driven.along)
    }

    /// From where driving an edge begins straight to where it ends.
    fn chord(&self, edge: EdgeId) -> Option<Bearing> {
        let driven = self.road.edge(edge);
        let segment = self.road.segment(driven.segment);
        let (tail, head) = (
            self.road.vertex_position(segment.tail()),
            self.road.vertex_position(segment.head()),
        );
        if driven.along {
            ground::bearing(tail, head)
        } else {
            ground::bearing(head, tail)
        }
    }

    /// Direction of a segment's shape where it is nearest to a point.
    fn direction_at(&self, segment: SegmentId, point: LngLat) -> Option<Bearing> {
        let shape: Vec<LngLat> = self.road.segment(segment).shape().collect();
        let (piece, _) = nearest_place(&shape, Mercator::project(point));
        ground::bearing(shape[piece], shape[piece + 1])
    }
}

/// What people call a street: its name, or its number where it has none.
pub(super) fn called<'a>(segment: &Segment<'a>) -> &'a str {
    if segment.name().is_empty() {
        segment.reference()
    } else {
        segment.name()
    }
}

/// Where a line is nearest to a point: number of the piece, and share of it.
pub(super) fn nearest_place(shape: &[LngLat], point: [f64; 2]) -> (usize, f64) {
    let plane: Vec<[f64; 2]> = shape.iter().map(|&p| Mercator::project(p)).collect();
    let distance = |piece: &[[f64; 2]]| distance_2(piece[0], piece[1], point);
    let pieces = plane.windows(2).enumerate();
    let nearest = pieces.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
    nearest.map_or((0, 0.0), |(number, piece)| {
        (number, share_nearest_to(piece[0], piece[1], point))
    })
}

fn distance_2(from: [f64; 2], to: [f64; 2], point: [f64; 2]) -> f64 {
    let share = share_nearest_to(from, to, point);
    let x = from[0] + (to[0] - from[0]) * share - point[0];
    let y = from[1] + (to[1] - from[1]) * share - point[1];
    x * x + y * y
}

fn share_nearest_to(from: [f64; 2], to: [f64; 2], point: [f64; 2]) -> f64 {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let squared = dx * dx + dy * dy;
    if squared == 0.0 {
        return 0.0;
    }
    let dot = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
    (dot / squared).clamp(0.0, 1.0)
}
