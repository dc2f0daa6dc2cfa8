//! Streets as they come from the importer, laid out in the arrays of the network.

use super::{index, to_u32};
use crate::road::DURATION_MASK;
use crate::road::input::{
    Change, DirectionAccess, DirectionInput, LaneTurns, Lines, RoadInput, SegmentInput, Signs,
    VertexInput,
};
use crate::road::record::{
    ACCESS, EdgeChange, NONE, PointRecord, SPEED, SegmentRecord, SignRecord, access, ends,
    traits_to_bits,
};
use crate::road::signs::SignTables;
use crate::units::{LngLat, MetresPerSecond, Millis};

/// The streets of a network and their directed edges.
pub(super) struct Drafts {
    pub(super) segments: Vec<SegmentRecord>,
    /// The lines of all segments, one after the other.
    pub(super) shape: Vec<PointRecord>,
    /// OpenStreetMap's node of each point of `shape`.
    pub(super) shape_nodes: Vec<i64>,
    pub(super) edges: Vec<EdgeDraft>,
    /// (edge, end of its rows in `changes`) of the edges that conditions change, by edge.
    changing: Vec<(u32, u32)>,
    changes: Vec<EdgeChange>,
    pub(super) signs: SignTables,
}

/// A directed edge while the network is being built.
pub(super) struct EdgeDraft {
    /// Twice the segment's number, and 1 for driving against its line.
    pub(super) packed: u32,
    /// Vertices where driving begins and ends.
    pub(super) tail: u32,
    pub(super) head: u32,
    /// Milliseconds.
    pub(super) duration: u32,
    /// Milliseconds.
    pub(super) delay_at_end: u32,
    /// One of [`access`].
    pub(super) access: u32,
    /// Whether conditions change it.
    pub(super) changes: bool,
}

impl EdgeDraft {
    pub(super) fn segment(&self) -> usize {
        (self.packed >> 1) as usize
    }

    /// Whether it is driven as its segment's line runs.
    pub(super) fn along(&self) -> bool {
        self.packed & 1 == 0
    }
}

impl Drafts {
    /// Takes the segments and their lines, by far its largest part, out of the input.
    pub(super) fn take(input: &mut RoadInput) -> Self {
        let segments = std::mem::take(&mut input.segments);
        let lines = std::mem::take(&mut input.lines);
        let directions = |segment: &SegmentInput| {
            usize::from(segment.forward.is_some()) + usize::from(segment.backward.is_some())
        };
        let mut layout = Layout {
            vertices: &input.vertices,
            lines: &lines,
            segments: Vec::with_capacity(segments.len()),
            edges: Vec::with_capacity(segments.iter().map(directions).sum()),
            changing: Vec::new(),
            changes: Vec::new(),
            signs: Vec::new(),
            lanes: Vec::new(),
        };
        for segment in segments {
            layout.add(&segment);
        }
        let Layout {
            segments,
            edges,
            changing,
            changes,
            signs,
            lanes,
            ..
        } = layout;
        let Lines {
            points: mut shape,
            nodes: mut shape_nodes,
        } = lines;
        shape.shrink_to_fit();
        shape_nodes.shrink_to_fit();
        Self {
            segments,
            shape,
            shape_nodes,
            edges,
            changing,
            changes,
            signs: SignTables {
                signs: signs.into(),
                lanes: lanes.into(),
            },
        }
    }

    /// What conditions change about an edge.
    pub(super) fn changes_of(&self, edge: u32) -> &[EdgeChange] {
        let Ok(row) = self.changing.binary_search_by_key(&edge, |&(edge, _)| edge) else {
            return &[];
        };
        let begin = row
            .checked_sub(1)
            .map_or(0, |before| self.changing[before].1);
        &self.changes[begin as usize..self.changing[row].1 as usize]
    }

    /// The line of an edge's segment.
    pub(super) fn line(&self, segment: usize) -> &[PointRecord] {
        let SegmentRecord {
            shape_start,
            shape_length,
            ..
        } = self.segments[segment];
        &self.shape[shape_start as usize..][..shape_length as usize]
    }
}

/// [`Drafts`] being filled.
struct Layout<'a> {
    vertices: &'a [VertexInput],
    lines: &'a Lines,
    segments: Vec<SegmentRecord>,
    edges: Vec<EdgeDraft>,
    changing: Vec<(u32, u32)>,
    changes: Vec<EdgeChange>,
    signs: Vec<SignRecord>,
    lanes: Vec<LaneTurns>,
}

impl Layout<'_> {
    fn add(&mut self, segment: &SegmentInput) {
        let length_metres = self.lines.length(segment.line).0;
        let [forward, backward] =
            [true, false].map(|along| self.edge(segment, along, length_metres));
        self.segments.push(SegmentRecord {
            osm_way: segment.osm_way,
            tail: segment.tail,
            head: segment.head,
            shape_start: segment.line.start,
            shape_length: segment.line.length,
            length_millimetres: to_u32(length_metres * 1000.0, u32::MAX),
            name: segment.name,
            reference: segment.reference,
            forward,
            backward,
            class: segment.class as u8,
            traits: traits_to_bits(segment.traits),
            ends: ends_of(self.vertices, segment),
        });
    }

    /// Adds the edge of a segment in one direction; its number, or [`NONE`].
    fn edge(&mut self, segment: &SegmentInput, along: bool, length_metres: f64) -> u32 {
        let (direction, tail, head) = if along {
            (&segment.forward, segment.tail, segment.head)
        } else {
            (&segment.backward, segment.head, segment.tail)
        };
        let Some(direction) = direction else {
            return NONE;
        };
        let number = index(self.edges.len());
        self.edges.push(EdgeDraft {
            packed: index(self.segments.len()) << 1 | u32::from(!along),
            tail,
            head,
            duration: duration_millis(length_metres, direction.speed, direction),
            delay_at_end: to_u32(millis(direction.delay_at_end), DURATION_MASK),
            access: access_number(direction.access),
            changes: !direction.changes().is_empty(),
        });
        if !direction.changes().is_empty() {
            self.changes.extend(edge_changes(length_metres, direction));
            self.changing.push((number, index(self.changes.len())));
        }
        if let Some(extras) = &direction.extras {
            self.add_signs(number, &extras.signs);
        }
        number
    }

    fn add_signs(&mut self, edge: u32, signs: &Signs) {
        if *signs == Signs::default() {
            return;
        }
        self.lanes.extend(&signs.lanes);
        self.signs.push(SignRecord {
            edge,
            destination: signs.destination,
            exit: signs.exit,
            lanes_end: index(self.lanes.len()),
        });
    }
}

fn ends_of(vertices: &[VertexInput], segment: &SegmentInput) -> u16 {
    let bit = |vertex: u32, bit| {
        let is_mini = vertices[vertex as usize].mini_roundabout;
        if is_mini { bit } else { 0 }
    };
    bit(segment.tail, ends::MINI_ROUNDABOUT_AT_TAIL)
        | bit(segment.head, ends::MINI_ROUNDABOUT_AT_HEAD)
}

pub(super) fn point(position: LngLat) -> PointRecord {
    let (lng, lat) = position.to_steps();
    PointRecord { lng, lat }
}

fn edge_changes(
    length_metres: f64,
    direction: &DirectionInput,
) -> impl Iterator<Item = EdgeChange> {
    direction.changes().iter().map(move |change| {
        let (kind, value) = match change.to {
            Change::Access(access) => (ACCESS, access_number(access)),
            Change::Speed(speed) => (SPEED, duration_millis(length_metres, speed, direction)),
        };
        EdgeChange {
            condition: change.condition,
            kind,
            value,
        }
    })
}

fn access_number(access: DirectionAccess) -> u32 {
    match access {
        DirectionAccess::Open => access::OPEN,
        DirectionAccess::EndsOnly => access::ENDS_ONLY,
        DirectionAccess::Closed => access::CLOSED,
    }
}

/// Rounded, at least 1 ms so that no cycle is free, at most what a weight can hold.
fn duration_millis(length_metres: f64, speed: MetresPerSecond, direction: &DirectionInput) -> u32 {
    let driving = length_metres / speed.0 * 1000.0;
    to_u32(driving + millis(direction.delay), DURATION_MASK).max(1)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a delay of hours is exact in f64"
)]
fn millis(delay: Millis) -> f64 {
    delay.0 as f64
}
