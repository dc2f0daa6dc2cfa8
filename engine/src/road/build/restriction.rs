//! Turn restrictions as chains of directed edges.

use crate::road::input::{RestrictionKind, RestrictionVia, RoadInput, TurnRestriction, When};
use crate::road::record::{NONE, SegmentRecord};

/// A restriction that was left out, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DroppedRestriction {
    /// Relation id in OpenStreetMap.
    pub osm_relation: i64,
    /// Why it cannot apply.
    pub reason: DropReason,
}

/// Why a restriction cannot apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DropReason {
    /// A member is not in the network.
    MissingMember,
    /// Its members do not meet end to end.
    NotConnected,
    /// A member may not be driven in the direction meant, so there is nothing to forbid.
    NotDrivable,
}

impl std::fmt::Display for DropReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::MissingMember => "a member is not part of the road network",
            Self::NotConnected => "its members do not meet end to end",
            Self::NotDrivable => "a member may not be driven in the direction meant",
        })
    }
}

/// One restriction: having driven all `edges` but the last in a row, the last is forbidden, or the
/// only way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) kind: RestrictionKind,
    pub(super) when: When,
    pub(super) edges: Vec<u32>,
    /// Number of the restriction: where its last member is a loop, an order may be obeyed either way round.
    pub(super) restriction: u32,
}

/// The chains of all restrictions, and the restrictions that have none.
pub(super) fn resolve(
    input: &RoadInput,
    segments: &[SegmentRecord],
) -> (Vec<Chain>, Vec<DroppedRestriction>) {
    let (mut chains, mut dropped) = (Vec::new(), Vec::new());
    for (number, restriction) in (0..).zip(&input.restrictions) {
        match chains_of(number, restriction, segments, input.vertices.len()) {
            Ok(found) => chains.extend(found),
            Err(reason) => dropped.push(DroppedRestriction {
                osm_relation: restriction.osm_relation,
                reason,
            }),
        }
    }
    (chains, dropped)
}

/// Usually one chain; several where a member is a loop that can be driven both ways.
fn chains_of(
    number: u32,
    restriction: &TurnRestriction,
    segments: &[SegmentRecord],
    vertices: usize,
) -> Result<Vec<Chain>, DropReason> {
    let (members, via_vertex) = members(restriction);
    if members.iter().any(|&s| s as usize >= segments.len())
        || via_vertex.is_some_and(|v| v as usize >= vertices)
    {
        return Err(DropReason::MissingMember);
    }
    let mut walks = vec![Walk::default()];
    for (step, &member) in members.iter().enumerate() {
        let segment = &segments[member as usize];
        let start = match step {
            1 => via_vertex,
            _ => None,
        };
        walks = walks
            .iter()
            .flat_map(|walk| walk.extended(segment))
            .filter(|walk| start.is_none_or(|vertex| walk.last_tail == vertex))
            .collect();
        if walks.is_empty() {
            return Err(DropReason::NotConnected);
        }
    }
    let chains: Vec<Chain> = walks
        .into_iter()
        .filter(|walk| !walk.edges.contains(&NONE))
        .map(|walk| Chain {
            kind: restriction.kind,
            when: restriction.when,
            edges: walk.edges,
            restriction: number,
        })
        .collect();
    if chains.is_empty() {
        return Err(DropReason::NotDrivable);
    }
    Ok(chains)
}

fn members(restriction: &TurnRestriction) -> (Vec<u32>, Option<u32>) {
    let mut members = vec![restriction.from];
    let mut via_vertex = None;
    match &restriction.via {
        RestrictionVia::Vertex(vertex) => via_vertex = Some(*vertex),
        RestrictionVia::Segments(via) => members.extend(via),
    }
    members.push(restriction.to);
    (members, via_vertex)
}

/// Members driven so far, in one of the directions that fit together.
#[derive(Clone, Default)]
struct Walk {
    /// Edge numbers; `NONE` for a direction that may not be driven.
    edges: Vec<u32>,
    /// Vertex where the last member was entered.
    last_tail: u32,
    /// Vertex reached; `None` before the first member.
    head: Option<u32>,
}

impl Walk {
    fn extended(&self, segment: &SegmentRecord) -> impl Iterator<Item = Self> + use<> {
        let walk = self.clone();
        [
            (segment.forward, segment.tail, segment.head),
            (segment.backward, segment.head, segment.tail),
        ]
        .into_iter()
        .filter_map(move |(edge, tail, head)| {
            if walk.head.is_some_and(|at| at != tail) {
                return None;
            }
            let mut edges = walk.edges.clone();
            edges.push(edge);
            Some(Self {
                edges,
                last_tail: tail,
                head: Some(head),
            })
        })
    }
}
