//! Compiles what an importer hands over into the arrays of a [`RoadNetwork`].

mod angle;
mod components;
mod restriction;
mod turns;

use super::input::{RoadInput, SegmentInput, shape_length};
use super::names::Names;
use super::network::RoadNetwork;
use super::record::{NONE, PointRecord, SegmentRecord, TurnRecord, edge_flag, traits_to_bits};
use super::{DURATION_MASK, input::DirectionInput};
use crate::units::LngLat;

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
    /// Allowed turns.
    pub turns: usize,
    /// Restrictions in force.
    pub restrictions_applied: usize,
    /// Restrictions that cannot apply, in the order of the input.
    pub restrictions_dropped: Vec<DroppedRestriction>,
    /// Edges where no trip may begin or end: they cannot be left and entered.
    pub edges_not_snappable: usize,
    /// Parts of the network, each connected in itself, that points may be snapped to.
    pub islands: usize,
}

/// Input that is not a road network.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BuildError {
    /// A number points past the end of the list it indexes.
    #[error("{what} {index} of segment {segment} does not exist: there are {count}")]
    IndexOutOfRange {
        /// What the number stands for.
        what: &'static str,
        /// The number.
        index: u32,
        /// Length of the list.
        count: usize,
        /// The segment that holds it.
        segment: usize,
    },
    /// A line needs two points.
    #[error("the shape of segment {segment} (way {osm_way}) has fewer than two points")]
    ShapeTooShort {
        /// The segment.
        segment: usize,
        /// Its way.
        osm_way: i64,
    },
    /// Each point of a line has its node.
    #[error("segment {segment} (way {osm_way}) has {points} points and {nodes} nodes")]
    NodeCount {
        /// The segment.
        segment: usize,
        /// Its way.
        osm_way: i64,
        /// Points of its line.
        points: usize,
        /// Nodes given.
        nodes: usize,
    },
    /// A speed must be a positive number.
    #[error("the speed {speed} m/s of segment {segment} (way {osm_way}) is not a positive number")]
    Speed {
        /// The value, metres per second.
        speed: f64,
        /// The segment.
        segment: usize,
        /// Its way.
        osm_way: i64,
    },
    /// More than an index can count.
    #[error("{count} {what} are more than this format can hold ({limit})")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
}

impl RoadNetwork {
    /// Compiles a network. Segment ids are the positions in the input.
    ///
    /// Turn costs are those of OSRM's car profile; U-turns are made only where nothing else can be
    /// done (dead ends) or where a sign orders one. A restriction that cannot apply is left out and
    /// reported. Trips may begin and end on an edge when it belongs to a strongly connected part of
    /// the turn-aware graph that has at least 200 edges, or 1% as many as the largest part if that
    /// is fewer: islands count, a courtyard that a one-way street only leads into does not.
    ///
    /// # Errors
    /// When the input contradicts itself: indices that point nowhere, lines without two points.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the input is large and of no use afterwards: it ends here"
    )]
    pub fn build(input: RoadInput) -> Result<(Self, BuildReport), BuildError> {
        check(&input)?;
        let (segments, shape, edges) = edges(&input);
        let (chains, dropped) = restriction::resolve(&input, &segments);
        let graph = turns::expand(&input, &edges, &chains)?;
        let components = components::Components::of(&graph);
        let out = Csr::new(graph.variants.len(), &graph.turns, |t| (t.from, t.to));
        let inward = Csr::new(graph.variants.len(), &graph.turns, |t| (t.to, t.from));
        let base = |variant: &turns::Variant| &edges[variant.edge as usize];
        let report = BuildReport {
            vertices: input.vertices.len(),
            segments: segments.len(),
            edges: edges.len(),
            edge_copies: graph.variants.len() - edges.len(),
            turns: graph.turns.len(),
            restrictions_applied: input.restrictions.len() - dropped.len(),
            restrictions_dropped: dropped,
            edges_not_snappable: components.snappable[..edges.len()]
                .iter()
                .filter(|&&snappable| !snappable)
                .count(),
            islands: components.islands,
        };
        let network = Self {
            driving_side: input.driving_side,
            vertex_position: collect(&input.vertices, |v| point(v.position)),
            vertex_osm_node: collect(&input.vertices, |v| v.osm_node),
            segments: segments.into(),
            shape: shape.into(),
            shape_osm_node: shape_nodes(&input).into(),
            edge_segment: collect(&graph.variants, |v| base(v).packed()),
            edge_duration: collect(&graph.variants, |v| base(v).duration),
            edge_flags: (0..graph.variants.len())
                .map(|i| {
                    let snappable = components.snappable[i];
                    (u8::from(base(&graph.variants[i]).ends_only) * edge_flag::ENDS_ONLY)
                        | (u8::from(snappable) * edge_flag::SNAPPABLE)
                })
                .collect::<Vec<u8>>()
                .into(),
            edge_component: components.free.into(),
            copy_of: collect(&graph.variants[edges.len()..], |v| v.edge),
            out_start: out.start.into(),
            out_turns: out.turns.into(),
            in_start: inward.start.into(),
            in_turns: inward.turns.into(),
            names: Names::new(&input.names),
        };
        Ok((network, report))
    }
}

fn collect<A, T: super::Value>(rows: &[A], value: impl FnMut(&A) -> T) -> super::Column<T> {
    rows.iter().map(value).collect::<Vec<T>>().into()
}

/// A count as an index; [`check`] has made sure that every list fits.
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
    ends_only: bool,
}

impl EdgeDraft {
    fn packed(&self) -> u32 {
        self.segment << 1 | u32::from(!self.along)
    }
}

/// Every index points somewhere and every list can be counted.
fn check(input: &RoadInput) -> Result<(), BuildError> {
    let limit = (1 << 30) - 1;
    let shape_points = input.segments.iter().map(|s| s.shape.len()).sum();
    let name_bytes = input.names.iter().map(String::len).sum();
    for (what, count) in [
        ("segments", input.segments.len()),
        ("vertices", input.vertices.len()),
        ("names", input.names.len()),
        ("shape points", shape_points),
        ("bytes of names", name_bytes),
    ] {
        if count > limit {
            return Err(BuildError::TooMany { what, count, limit });
        }
    }
    for (number, segment) in input.segments.iter().enumerate() {
        check_segment(input, number, segment)?;
    }
    Ok(())
}

fn check_segment(
    input: &RoadInput,
    number: usize,
    segment: &SegmentInput,
) -> Result<(), BuildError> {
    for (what, index, count) in [
        ("tail vertex", segment.tail, input.vertices.len()),
        ("head vertex", segment.head, input.vertices.len()),
        // Name 0 is the empty one, whether it is in the list or not.
        ("name", segment.name, input.names.len().max(1)),
        ("reference", segment.reference, input.names.len().max(1)),
    ] {
        if index as usize >= count {
            return Err(BuildError::IndexOutOfRange {
                what,
                index,
                count,
                segment: number,
            });
        }
    }
    if segment.shape.len() < 2 {
        return Err(BuildError::ShapeTooShort {
            segment: number,
            osm_way: segment.osm_way,
        });
    }
    if segment.osm_nodes.len() != segment.shape.len() {
        return Err(BuildError::NodeCount {
            segment: number,
            osm_way: segment.osm_way,
            points: segment.shape.len(),
            nodes: segment.osm_nodes.len(),
        });
    }
    for direction in [segment.forward, segment.backward].into_iter().flatten() {
        let speed = direction.speed.0;
        if !(speed.is_finite() && speed > 0.0) {
            return Err(BuildError::Speed {
                speed,
                segment: number,
                osm_way: segment.osm_way,
            });
        }
    }
    Ok(())
}

fn edges(input: &RoadInput) -> (Vec<SegmentRecord>, Vec<PointRecord>, Vec<EdgeDraft>) {
    let mut shape = Vec::new();
    let mut edges = Vec::new();
    let mut segments = Vec::with_capacity(input.segments.len());
    for (number, segment) in input.segments.iter().enumerate() {
        let length_metres = shape_length(&segment.shape).0;
        let mut edge = |direction: Option<DirectionInput>, along: bool| {
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
                duration: duration_millis(length_metres, direction),
                ends_only: direction.ends_only,
            });
            index(edges.len() - 1)
        };
        let forward = edge(segment.forward, true);
        let backward = edge(segment.backward, false);
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
            reserved: 0,
        });
        shape.extend(segment.shape.iter().map(|&p| point(p)));
    }
    (segments, shape, edges)
}

fn shape_nodes(input: &RoadInput) -> Vec<i64> {
    let nodes = input.segments.iter().flat_map(|s| &s.osm_nodes);
    nodes.copied().collect()
}

/// Rounded, at least 1 ms so that no cycle is free, at most what a weight can hold.
fn duration_millis(length_metres: f64, direction: DirectionInput) -> u32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a delay of hours is exact in f64"
    )]
    let delay = direction.delay.0 as f64;
    to_u32(
        length_metres / direction.speed.0 * 1000.0 + delay,
        DURATION_MASK,
    )
    .max(1)
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

/// Rows of turns, one per edge, each row by the other edge's number.
struct Csr {
    start: Vec<u32>,
    turns: Vec<TurnRecord>,
}

impl Csr {
    fn new(rows: usize, turns: &[turns::Turn], key: impl Fn(&turns::Turn) -> (u32, u32)) -> Self {
        let mut sorted: Vec<(u32, u32, u32)> = turns
            .iter()
            .map(|turn| {
                let (row, other) = key(turn);
                (row, other, turn.cost)
            })
            .collect();
        sorted.sort_unstable();
        let mut start = vec![0u32; rows + 1];
        for &(row, ..) in &sorted {
            start[row as usize + 1] += 1;
        }
        for row in 0..rows {
            start[row + 1] += start[row];
        }
        Self {
            start,
            turns: sorted
                .into_iter()
                .map(|(_, edge, cost)| TurnRecord { edge, cost })
                .collect(),
        }
    }
}
