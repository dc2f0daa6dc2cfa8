//! Compiles what an importer hands over into the arrays of a [`RoadNetwork`].

mod angle;
mod check;
mod components;
mod csr;
mod restriction;
mod signs;
mod turns;

use std::sync::{Arc, OnceLock};

use super::DURATION_MASK;
use super::input::{
    Change, DirectionAccess, DirectionInput, RoadInput, SegmentInput, shape_length,
};
use super::moment::{self, Changes};
use super::names::Names;
use super::network::RoadNetwork;
use super::record::{
    ACCESS, ChangingEdge, ChangingTurn, EdgeChange, NONE, PointRecord, SPEED, SegmentRecord,
    access, edge_flag, ends, traits_from_bits, traits_to_bits,
};
use crate::units::{LngLat, MetresPerSecond, Millis};
use csr::Csr;

pub use check::BuildError;
pub use restriction::{DropReason, DroppedRestriction};

/// What became of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Crossings and street ends.
    pub vertices: usize,
    /// Streets between them.
    pub segments: usize,
    /// Directed edges.
    pub edges: usize,
    /// Copies of edges that carry via-way restrictions.
    pub edge_copies: usize,
    /// Turns that may be made, at some times at least.
    pub turns: usize,
    /// Edges, copies included, that conditions change.
    pub edges_conditional: usize,
    /// Turns that conditions change, by themselves or with their edges.
    pub turns_conditional: usize,
    /// Restrictions in force.
    pub restrictions_applied: usize,
    /// Restrictions that cannot apply, in the order of the input.
    pub restrictions_dropped: Vec<DroppedRestriction>,
    /// Edges where no trip may begin or end: they cannot be left and entered.
    pub edges_not_snappable: usize,
    /// Parts of the network, each connected in itself, that points may be snapped to.
    pub islands: usize,
}

impl RoadNetwork {
    /// Compiles a network. Segment ids are the positions in the input. It is in the state in which no
    /// condition holds; [`at`](Self::at) gives it in any other.
    ///
    /// One may turn back where at most one street is two-way (dead ends), at places made for it, and
    /// where a sign orders it, as in OSRM. A restriction that cannot apply is left out and reported.
    /// Trips may begin and end on an edge that is open then, is no ferry, and belongs to a strongly
    /// connected part of the turn-aware graph that has at least 200 edges, or 1% as many as the
    /// largest part if that is fewer: islands count, a courtyard that a one-way street only leads
    /// into does not. The parts are those of the network in which everything is open that ever is.
    ///
    /// # Errors
    /// When the input contradicts itself: indices that point nowhere, lines without two points.
    pub fn build(mut input: RoadInput) -> Result<(Self, BuildReport), BuildError> {
        check::check(&input)?;
        let (segments, shape, edges) = edges(&input);
        let shape_nodes = take_shape_nodes(&mut input);
        let (chains, dropped) = restriction::resolve(&input, &segments);
        let graph = turns::expand(&input, &edges, &chains)?;
        let signs = signs::collect(&input, &edges);
        // By far the largest part of the input, and of no use from here on.
        drop(std::mem::take(&mut input.segments));
        let base = |variant: &turns::Variant| &edges[variant.edge as usize];
        let access: Vec<u32> = graph.variants.iter().map(|v| base(v).access).collect();
        let out = Csr::new(access.len(), &graph.turns, |t| (t.from, t.to));
        let inward = Csr::new(access.len(), &graph.turns, |t| (t.to, t.from));
        let cost = |turn: &turns::Turn| {
            let allowed = moment::allowed(&turn.rules, |_| false);
            let ends = [turn.from, turn.to].map(|edge| access[edge as usize]);
            moment::cost(turn.time, ends, allowed)
        };
        let changes = changes(&edges, &graph, &out, &inward);
        let mut report = BuildReport {
            vertices: input.vertices.len(),
            segments: segments.len(),
            edges: edges.len(),
            edge_copies: graph.variants.len() - edges.len(),
            turns: graph.turns.len(),
            edges_conditional: changes.edges.as_slice().len(),
            turns_conditional: changes.turns.as_slice().len(),
            restrictions_applied: input.restrictions.len() - dropped.len(),
            restrictions_dropped: dropped,
            edges_not_snappable: 0,
            islands: 0,
        };
        let mut network = Self {
            driving_side: input.driving_side,
            vertex_position: collect(&input.vertices, |v| point(v.position)),
            vertex_osm_node: collect(&input.vertices, |v| v.osm_node),
            segments: segments.into(),
            shape: shape.into(),
            shape_osm_node: shape_nodes.into(),
            edge_segment: collect(&graph.variants, |v| base(v).packed()),
            edge_duration: collect(&graph.variants, |v| base(v).duration),
            edge_flags: Vec::new().into(),
            edge_component: OnceLock::new(),
            street_ends: Arc::default(),
            copy_of: collect(&graph.variants[edges.len()..], |v| v.edge),
            out_turns: out.records(&graph.turns, |t| t.to, cost).into(),
            out_start: out.start.into(),
            in_turns: inward.records(&graph.turns, |t| t.from, cost).into(),
            in_start: inward.start.into(),
            names: Names::new(&input.names),
            conditions: Names::new(&input.conditions),
            changes,
            signs,
        };
        let free = super::components::free(&network.graph());
        network.edge_component = OnceLock::from(super::Column::from(free));
        let is_ferry = |edge: u32| {
            let segment = &network.segments.as_slice()[edges[edge as usize].segment as usize];
            traits_from_bits(segment.traits).ferry
        };
        let (snappable, islands) =
            components::snappable(&network.graph(), &graph.variants, is_ferry);
        report.islands = islands;
        report.edges_not_snappable = snappable[..edges.len()].iter().filter(|&&s| !s).count();
        let flags = access.iter().zip(snappable);
        let flags = flags
            .map(|(&access, snappable)| moment::access_flags(access) | snappable_flag(snappable));
        network.edge_flags = flags.collect::<Vec<u8>>().into();
        Ok((network, report))
    }
}

fn snappable_flag(snappable: bool) -> u8 {
    u8::from(snappable) * edge_flag::SNAPPABLE
}

/// The edges and turns that conditions change.
fn changes(edges: &[EdgeDraft], graph: &turns::TurnGraph, out: &Csr, inward: &Csr) -> Changes {
    let base = |variant: u32| &edges[graph.variants[variant as usize].edge as usize];
    let (mut changing_edges, mut edge_changes) = (Vec::new(), Vec::new());
    for variant in 0..index(graph.variants.len()) {
        let draft = base(variant);
        if draft.changes.is_empty() {
            continue;
        }
        edge_changes.extend(&draft.changes);
        changing_edges.push(ChangingEdge {
            edge: variant,
            duration: draft.duration,
            access: draft.access,
            changes_end: index(edge_changes.len()),
        });
    }
    let (mut changing_turns, mut turn_rules) = (Vec::new(), Vec::new());
    for (number, &place) in (0..).zip(&out.order) {
        let turn = &graph.turns[place as usize];
        let same = base(turn.from).changes.is_empty() && base(turn.to).changes.is_empty();
        if same && turn.rules.is_empty() {
            continue;
        }
        turn_rules.extend(&turn.rules);
        changing_turns.push(ChangingTurn {
            turn: number,
            turn_in: inward.number_of(&graph.turns, turn),
            from: turn.from,
            time: turn.time,
            rules_end: index(turn_rules.len()),
        });
    }
    Changes {
        edges: changing_edges.into(),
        edge_changes: edge_changes.into(),
        turns: changing_turns.into(),
        turn_rules: turn_rules.into(),
    }
}

fn collect<A, T: super::Value>(rows: &[A], value: impl FnMut(&A) -> T) -> super::Column<T> {
    rows.iter().map(value).collect::<Vec<T>>().into()
}

/// A count as an index; [`check::check`] has made sure that every list fits.
pub(super) fn index(count: usize) -> u32 {
    u32::try_from(count).expect("lists are checked to be shorter than 2^31")
}

fn point(position: LngLat) -> PointRecord {
    let (lng, lat) = position.to_steps();
    PointRecord { lng, lat }
}

/// A directed edge while the network is being built.
pub(super) struct EdgeDraft {
    segment: u32,
    along: bool,
    /// Vertices where driving begins and ends.
    tail: u32,
    head: u32,
    duration: u32,
    delay_at_end: u32,
    /// One of [`access`].
    access: u32,
    changes: Vec<EdgeChange>,
}

impl EdgeDraft {
    fn packed(&self) -> u32 {
        self.segment << 1 | u32::from(!self.along)
    }
}

fn edges(input: &RoadInput) -> (Vec<SegmentRecord>, Vec<PointRecord>, Vec<EdgeDraft>) {
    let mut shape = Vec::new();
    let mut edges = Vec::new();
    let mut segments = Vec::with_capacity(input.segments.len());
    for (number, segment) in input.segments.iter().enumerate() {
        let length_metres = shape_length(&segment.shape).0;
        let mut edge = |direction: &Option<DirectionInput>, along: bool| {
            let Some(direction) = direction else {
                return NONE;
            };
            let (tail, head) = if along {
                (segment.tail, segment.head)
            } else {
                (segment.head, segment.tail)
            };
            edges.push(EdgeDraft {
                segment: index(number),
                along,
                tail,
                head,
                duration: duration_millis(length_metres, direction.speed, direction),
                delay_at_end: to_u32(millis(direction.delay_at_end), DURATION_MASK),
                access: access_number(direction.access),
                changes: edge_changes(length_metres, direction),
            });
            index(edges.len() - 1)
        };
        let forward = edge(&segment.forward, true);
        let backward = edge(&segment.backward, false);
        segments.push(SegmentRecord {
            osm_way: segment.osm_way,
            tail: segment.tail,
            head: segment.head,
            shape_start: index(shape.len()),
            shape_length: index(segment.shape.len()),
            length_millimetres: to_u32(length_metres * 1000.0, u32::MAX),
            name: segment.name,
            reference: segment.reference,
            forward,
            backward,
            class: segment.class as u8,
            traits: traits_to_bits(segment.traits),
            ends: ends_of(input, segment),
        });
        shape.extend(segment.shape.iter().map(|&p| point(p)));
    }
    (segments, shape, edges)
}

fn ends_of(input: &RoadInput, segment: &SegmentInput) -> u16 {
    let bit = |vertex: u32, bit| {
        let is_mini = input.vertices[vertex as usize].mini_roundabout;
        if is_mini { bit } else { 0 }
    };
    bit(segment.tail, ends::MINI_ROUNDABOUT_AT_TAIL)
        | bit(segment.head, ends::MINI_ROUNDABOUT_AT_HEAD)
}

/// The nodes of all shapes, taken out of the input: they need not be there twice while turns are found.
fn take_shape_nodes(input: &mut RoadInput) -> Vec<i64> {
    let count = input.segments.iter().map(|s| s.osm_nodes.len()).sum();
    let mut all = Vec::with_capacity(count);
    for segment in &mut input.segments {
        all.append(&mut std::mem::take(&mut segment.osm_nodes));
    }
    all
}

fn edge_changes(length_metres: f64, direction: &DirectionInput) -> Vec<EdgeChange> {
    let changes = direction.changes.iter();
    changes
        .map(|change| {
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
        .collect()
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

pub(crate) fn to_u32(value: f64, limit: u32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range first"
    )]
    let rounded = value.clamp(0.0, f64::from(limit)).round() as u32;
    rounded
}
