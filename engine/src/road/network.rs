//! The compiled network and what may be asked of it.

use std::sync::{Arc, OnceLock};

use crate::routing::{EdgeId, SegmentId};
use crate::units::{BoundingBox, LngLat, Metres, Millis};

use super::column::Column;
use super::components;
use super::input::{DrivingSide, RoadClass, SegmentTraits};
use super::moment::Changes;
use super::names::Names;
use super::record::{
    NONE, PointRecord, SegmentRecord, TurnRecord, class_from_number, edge_flag, ends,
    traits_from_bits,
};
use super::signs::SignTables;
use super::street_ends::StreetEnds;

/// A road network for one profile, compiled for searching.
///
/// Vertices are crossings and street ends; a segment is a street between two of them; an edge is a
/// segment driven in one direction; a turn leads from an edge to the next. Edge ids from
/// [`edge_count`](Self::edge_count) on are private copies that carry via-way restrictions; no
/// public function returns them.
///
/// Cloning shares all arrays.
#[derive(Clone)]
pub struct RoadNetwork {
    pub(super) driving_side: DrivingSide,
    pub(super) vertex_position: Column<PointRecord>,
    pub(super) vertex_osm_node: Column<i64>,
    pub(super) segments: Column<SegmentRecord>,
    pub(super) shape: Column<PointRecord>,
    /// Per point of `shape`: its node in OpenStreetMap.
    pub(super) shape_osm_node: Column<i64>,
    /// Per edge: segment number × 2, plus 1 when driven against the shape. Copies come last.
    pub(super) edge_segment: Column<u32>,
    pub(super) edge_duration: Column<u32>,
    pub(super) edge_flags: Column<u8>,
    /// Found when first needed where weights have changed: see [`components`](RoadNetwork::components).
    pub(super) edge_component: OnceLock<Column<u32>>,
    /// Found when first needed, once for all copies.
    pub(super) street_ends: Arc<OnceLock<StreetEnds>>,
    /// Per copy: the edge it copies, ascending.
    pub(super) copy_of: Column<u32>,
    pub(super) out_start: Column<u32>,
    pub(super) out_turns: Column<TurnRecord>,
    pub(super) in_start: Column<u32>,
    pub(super) in_turns: Column<TurnRecord>,
    pub(super) names: Names,
    /// Texts of the conditions, by number.
    pub(super) conditions: Names,
    pub(super) changes: Changes,
    pub(super) signs: SignTables,
}

/// A segment's properties.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    road: &'a RoadNetwork,
    record: SegmentRecord,
}

/// A directed edge's properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The segment driven.
    pub segment: SegmentId,
    /// Driven along the segment's shape (`true`) or against it.
    pub along: bool,
    /// Driving time from end to end, turns not included.
    pub duration: Millis,
    /// May begin or end a trip but not be driven through.
    pub ends_only: bool,
    /// May not be driven now.
    pub closed: bool,
    /// A trip may begin and end here now: the edge is open, and in a part of the network that can be left and entered.
    pub snappable: bool,
}

/// The arrays that searches run on, borrowed once per query.
#[derive(Clone, Copy)]
pub(crate) struct Graph<'a> {
    /// Driving time of each edge in milliseconds.
    pub(crate) duration: &'a [u32],
    /// Per edge: its component when turns into ends-only areas are left out; empty before
    /// [`RoadNetwork::components`] was called on a network with changed weights.
    pub(crate) component: &'a [u32],
    segment: &'a [u32],
    pub(crate) out_start: &'a [u32],
    /// All turns, as [`TurnId`](super::TurnId) counts them.
    pub(crate) out_turns: &'a [TurnRecord],
    in_start: &'a [u32],
    in_turns: &'a [TurnRecord],
}

impl<'a> Graph<'a> {
    /// Number of edges, copies included.
    pub(crate) fn len(&self) -> usize {
        self.duration.len()
    }

    /// The segment of an edge, and whether it is driven along the segment's shape.
    pub(crate) fn segment(&self, edge: EdgeId) -> (SegmentId, bool) {
        let packed = self.segment[edge.0 as usize];
        (SegmentId(packed >> 1), packed & 1 == 0)
    }

    /// Turns from the end of an edge, to the edges they lead onto.
    pub(crate) fn turns_out(&self, edge: u32) -> &'a [TurnRecord] {
        row(self.out_start, self.out_turns, edge)
    }

    /// The place in the list of all turns of the one from an edge onto another.
    pub(crate) fn turn_place(&self, from: u32, to: u32) -> Option<usize> {
        let start = self.out_start[from as usize] as usize;
        let place = self.turns_out(from).iter().position(|turn| turn.edge == to);
        place.map(|place| start + place)
    }

    /// Turns onto the start of an edge, from the edges they come from.
    pub(crate) fn turns_in(&self, edge: u32) -> &'a [TurnRecord] {
        row(self.in_start, self.in_turns, edge)
    }
}

fn row<'a>(start: &[u32], turns: &'a [TurnRecord], edge: u32) -> &'a [TurnRecord] {
    let edge = edge as usize;
    &turns[start[edge] as usize..start[edge + 1] as usize]
}

/// An edge and its copies: all of them are the same piece of road.
#[derive(Clone, Debug)]
pub(crate) struct Variants {
    base: Option<u32>,
    copies: std::ops::Range<u32>,
}

impl Iterator for Variants {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.base.take().or_else(|| self.copies.next())
    }
}

impl RoadNetwork {
    /// Number of crossings and street ends.
    #[must_use]
    pub fn vertex_count(&self) -> usize {
        self.vertex_position.as_slice().len()
    }

    /// Number of segments; ids are `0..segment_count`.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.segments.as_slice().len()
    }

    /// Number of directed edges; ids are `0..edge_count`.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edge_segment.as_slice().len() - self.copy_of.as_slice().len()
    }

    /// Side of the road that traffic keeps to.
    #[must_use]
    pub fn driving_side(&self) -> DrivingSide {
        self.driving_side
    }

    /// A segment's properties.
    ///
    /// # Panics
    /// When the id is not of this network.
    #[must_use]
    pub fn segment(&self, id: SegmentId) -> Segment<'_> {
        Segment {
            road: self,
            record: self.segments.as_slice()[id.0 as usize],
        }
    }

    /// An edge's properties.
    ///
    /// # Panics
    /// When the id is not of this network.
    #[must_use]
    pub fn edge(&self, id: EdgeId) -> Edge {
        let index = id.0 as usize;
        let packed = self.edge_segment.as_slice()[index];
        let flags = self.edge_flags.as_slice()[index];
        Edge {
            segment: SegmentId(packed >> 1),
            along: packed & 1 == 0,
            duration: Millis(u64::from(self.edge_duration.as_slice()[index])),
            ends_only: flags & edge_flag::ENDS_ONLY != 0,
            closed: flags & edge_flag::CLOSED != 0,
            snappable: flags & (edge_flag::SNAPPABLE | edge_flag::CLOSED) == edge_flag::SNAPPABLE,
        }
    }

    /// Where a vertex lies.
    ///
    /// # Panics
    /// When the number is not one of this network.
    #[must_use]
    pub fn vertex_position(&self, vertex: u32) -> LngLat {
        position(self.vertex_position.as_slice()[vertex as usize])
    }

    /// The OpenStreetMap node of a vertex.
    ///
    /// # Panics
    /// When the number is not one of this network.
    #[must_use]
    pub fn vertex_osm_node(&self, vertex: u32) -> i64 {
        self.vertex_osm_node.as_slice()[vertex as usize]
    }

    /// The vertex where driving an edge ends.
    ///
    /// # Panics
    /// When the id is not of this network.
    #[must_use]
    pub fn edge_head(&self, id: EdgeId) -> u32 {
        let edge = self.edge(id);
        let record = self.segments.as_slice()[edge.segment.0 as usize];
        if edge.along { record.head } else { record.tail }
    }

    /// The vertices where driving an edge or copy begins and ends.
    pub(crate) fn edge_ends(&self, edge: u32) -> [u32; 2] {
        let packed = self.edge_segment.as_slice()[edge as usize];
        let record = self.segments.as_slice()[(packed >> 1) as usize];
        if packed & 1 == 0 {
            [record.tail, record.head]
        } else {
            [record.head, record.tail]
        }
    }

    /// The edges that may be driven onto now from the end of an edge, by id.
    pub fn exits(&self, id: EdgeId) -> impl Iterator<Item = EdgeId> + '_ {
        self.graph()
            .turns_out(id.0)
            .iter()
            .filter(|turn| turn.is_open())
            .map(|turn| self.base_edge(turn.edge))
    }

    /// What the turn from one edge onto another costs; nothing where that turn cannot be made.
    #[must_use]
    pub fn turn_duration(&self, from: EdgeId, to: EdgeId) -> Millis {
        let turns = self.graph().turns_out(from.0);
        let turn = turns
            .iter()
            .find(|turn| turn.is_open() && self.base_edge(turn.edge) == to);
        Millis(turn.map_or(0, |turn| u64::from(turn.cost & super::DURATION_MASK)))
    }

    /// The box around all streets; `None` when there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<BoundingBox> {
        let points = self.shape.as_slice();
        let first = points.first()?;
        let (mut min, mut max) = (*first, *first);
        for point in points {
            min = PointRecord {
                lng: min.lng.min(point.lng),
                lat: min.lat.min(point.lat),
            };
            max = PointRecord {
                lng: max.lng.max(point.lng),
                lat: max.lat.max(point.lat),
            };
        }
        Some(BoundingBox {
            min: position(min),
            max: position(max),
        })
    }

    pub(crate) fn graph(&self) -> Graph<'_> {
        Graph {
            duration: self.edge_duration.as_slice(),
            component: self.edge_component.get().map_or(&[], Column::as_slice),
            segment: self.edge_segment.as_slice(),
            out_start: self.out_start.as_slice(),
            out_turns: self.out_turns.as_slice(),
            in_start: self.in_start.as_slice(),
            in_turns: self.in_turns.as_slice(),
        }
    }

    /// Per edge and copy: its component when turns into ends-only areas are left out.
    ///
    /// Only searches by levels need them, and their routers call this first: from then on they are in
    /// [`Graph::component`].
    pub(crate) fn components(&self) -> &Column<u32> {
        self.edge_component
            .get_or_init(|| components::free(&self.graph()).into())
    }

    /// The edge that this edge or copy stands for.
    pub(crate) fn base_edge(&self, edge: u32) -> EdgeId {
        let first_copy = self.edge_count();
        match (edge as usize).checked_sub(first_copy) {
            Some(copy) => EdgeId(self.copy_of.as_slice()[copy]),
            None => EdgeId(edge),
        }
    }

    /// The edge and its copies: a trip that ends on the road may arrive on any of them.
    pub(crate) fn variants(&self, id: EdgeId) -> Variants {
        let copy_of = self.copy_of.as_slice();
        let first_copy = self.edge_count();
        let from = copy_of.partition_point(|&base| base < id.0);
        let to = copy_of.partition_point(|&base| base <= id.0);
        Variants {
            base: Some(id.0),
            copies: super::build::index(first_copy + from)..super::build::index(first_copy + to),
        }
    }
}

impl std::fmt::Debug for RoadNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RoadNetwork")
            .field("vertices", &self.vertex_count())
            .field("segments", &self.segment_count())
            .field("edges", &self.edge_count())
            .finish_non_exhaustive()
    }
}

fn position(point: PointRecord) -> LngLat {
    LngLat::from_steps(point.lng, point.lat)
}

impl<'a> Segment<'a> {
    /// Vertex where the shape begins.
    #[must_use]
    pub fn tail(&self) -> u32 {
        self.record.tail
    }

    /// Vertex where the shape ends.
    #[must_use]
    pub fn head(&self) -> u32 {
        self.record.head
    }

    /// The line, both ends included (at least two points).
    #[must_use]
    pub fn shape(&self) -> impl ExactSizeIterator<Item = LngLat> + DoubleEndedIterator + use<'a> {
        let start = self.record.shape_start as usize;
        let end = start + self.record.shape_length as usize;
        self.road.shape.as_slice()[start..end]
            .iter()
            .map(|&point| position(point))
    }

    /// The OpenStreetMap node of each point of the line.
    #[must_use]
    pub fn osm_nodes(&self) -> &'a [i64] {
        let start = self.record.shape_start as usize;
        let end = start + self.record.shape_length as usize;
        &self.road.shape_osm_node.as_slice()[start..end]
    }

    /// Length on the ground.
    #[must_use]
    pub fn length(&self) -> Metres {
        Metres(f64::from(self.record.length_millimetres) / 1000.0)
    }

    /// Street name, or the empty string.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.road.names.get(self.record.name)
    }

    /// Road number such as "A1", or the empty string.
    #[must_use]
    pub fn reference(&self) -> &'a str {
        self.road.names.get(self.record.reference)
    }

    /// Kind of road.
    #[must_use]
    pub fn class(&self) -> RoadClass {
        class_from_number(self.record.class)
    }

    /// Yes-or-no properties.
    #[must_use]
    pub fn traits(&self) -> SegmentTraits {
        traits_from_bits(self.record.traits)
    }

    /// Whether it ends (`true`) or begins at a roundabout so small that it is drawn as a point.
    #[must_use]
    pub fn meets_mini_roundabout(&self, at_head: bool) -> bool {
        let bit = if at_head {
            ends::MINI_ROUNDABOUT_AT_HEAD
        } else {
            ends::MINI_ROUNDABOUT_AT_TAIL
        };
        self.record.ends & bit != 0
    }

    /// Way id in OpenStreetMap.
    #[must_use]
    pub fn osm_way(&self) -> i64 {
        self.record.osm_way
    }

    /// The edge along the shape, where that may be driven.
    #[must_use]
    pub fn forward(&self) -> Option<EdgeId> {
        (self.record.forward != NONE).then_some(EdgeId(self.record.forward))
    }

    /// The edge against the shape, where that may be driven.
    #[must_use]
    pub fn backward(&self) -> Option<EdgeId> {
        (self.record.backward != NONE).then_some(EdgeId(self.record.backward))
    }
}
