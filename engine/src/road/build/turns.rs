//! The turn-aware graph: which edge may follow which, and at what cost.

use std::collections::BTreeMap;

use super::angle::{self, TurnShape};
use super::restriction::Chain;
use super::{BuildError, EdgeDraft, index};
use crate::geo;
use crate::road::ENDS_ONLY_PENALTY;
use crate::road::input::{RestrictionKind, RoadInput};
use crate::units::Bearing;

/// The expanded graph: every edge once, then the copies, by the edge they copy.
pub(super) struct TurnGraph {
    pub(super) variants: Vec<Variant>,
    pub(super) turns: Vec<Turn>,
}

/// An edge, together with the restrictions that are under way on it.
///
/// A restriction via streets forbids a turn only to those who came from its first street. An edge
/// inside such a chain therefore gets a copy per set of restrictions under way, which is entered
/// only by following the chain. Where nothing is under way it is the edge itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    pub(super) edge: u32,
    /// (chain, how many of its edges are behind), ascending.
    under_way: Vec<(u32, u32)>,
}

/// An allowed turn between two variants.
pub(super) struct Turn {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) cost: u32,
}

/// Follows every edge, and every copy found on the way, to the edges that may come next.
pub(super) fn expand(
    input: &RoadInput,
    edges: &[EdgeDraft],
    chains: &[Chain],
) -> Result<TurnGraph, BuildError> {
    let streets = Streets::new(input, edges);
    let mut starting: Vec<Vec<u32>> = vec![Vec::new(); edges.len()];
    for (number, chain) in chains.iter().enumerate() {
        starting[chain.edges[0] as usize].push(index(number));
    }
    let mut variants: Vec<Variant> = (0..edges.len())
        .map(|edge| Variant {
            edge: index(edge),
            under_way: Vec::new(),
        })
        .collect();
    let mut copies: BTreeMap<Variant, u32> = BTreeMap::new();
    let mut turns = Vec::new();
    let mut next = 0;
    while next < variants.len() {
        let here = variants[next].clone();
        let mut active = here.under_way.clone();
        active.extend(starting[here.edge as usize].iter().map(|&chain| (chain, 1)));
        for to in streets.next_edges(here.edge, &active, chains) {
            let onward = followed(to, &active, chains);
            let to_variant = if onward.under_way.is_empty() {
                to
            } else {
                *copies.entry(onward).or_insert_with_key(|copy| {
                    variants.push(copy.clone());
                    index(variants.len() - 1)
                })
            };
            turns.push(Turn {
                from: index(next),
                to: to_variant,
                cost: streets.cost(here.edge, to),
            });
        }
        next += 1;
        let limit = (1 << 31) - 1;
        for (what, count) in [("edge copies", variants.len()), ("turns", turns.len())] {
            if count > limit {
                return Err(BuildError::TooMany { what, count, limit });
            }
        }
    }
    Ok(sorted(edges.len(), &variants, turns))
}

/// The variant of an edge that is reached with these restrictions under way.
fn followed(edge: u32, active: &[(u32, u32)], chains: &[Chain]) -> Variant {
    let mut under_way: Vec<(u32, u32)> = active
        .iter()
        .filter(|&&(chain, behind)| {
            let edges = &chains[chain as usize].edges;
            // The last edge of a chain ends it.
            behind as usize + 1 < edges.len() && edges[behind as usize] == edge
        })
        .map(|&(chain, behind)| (chain, behind + 1))
        .collect();
    under_way.sort_unstable();
    Variant { edge, under_way }
}

/// Numbers the copies by the edge they copy.
fn sorted(edges: usize, variants: &[Variant], mut turns: Vec<Turn>) -> TurnGraph {
    let mut order: Vec<usize> = (edges..variants.len()).collect();
    order.sort_by(|&a, &b| variants[a].cmp(&variants[b]));
    let mut new_number: Vec<u32> = (0..index(variants.len())).collect();
    for (place, &old) in order.iter().enumerate() {
        new_number[old] = index(edges + place);
    }
    for turn in &mut turns {
        turn.from = new_number[turn.from as usize];
        turn.to = new_number[turn.to as usize];
    }
    let mut renumbered = variants[..edges].to_vec();
    renumbered.extend(order.into_iter().map(|old| variants[old].clone()));
    TurnGraph {
        variants: renumbered,
        turns,
    }
}

/// Who meets whom at each crossing.
struct Streets<'a> {
    input: &'a RoadInput,
    edges: &'a [EdgeDraft],
    /// Edges that set out from each vertex, ascending.
    leaving: Vec<Vec<u32>>,
    /// Street ends that meet at each vertex, drivable or not.
    roads: Vec<u32>,
    /// Direction of each edge at its start and at its end.
    bearings: Vec<(Option<Bearing>, Option<Bearing>)>,
}

impl<'a> Streets<'a> {
    fn new(input: &'a RoadInput, edges: &'a [EdgeDraft]) -> Self {
        let mut leaving = vec![Vec::new(); input.vertices.len()];
        for (number, edge) in edges.iter().enumerate() {
            leaving[edge.tail as usize].push(index(number));
        }
        let mut roads = vec![0; input.vertices.len()];
        for segment in &input.segments {
            roads[segment.tail as usize] += 1;
            roads[segment.head as usize] += 1;
        }
        let bearings = edges
            .iter()
            .map(|edge| {
                let shape = &input.segments[edge.segment as usize].shape;
                let along = geo::departure(shape.iter().copied());
                let against = geo::departure(shape.iter().rev().copied());
                if edge.along {
                    (along, against.map(reversed))
                } else {
                    (against, along.map(reversed))
                }
            })
            .collect();
        Self {
            input,
            edges,
            leaving,
            roads,
            bearings,
        }
    }

    /// Edges that may be driven onto after this one, with these restrictions in force.
    fn next_edges(&self, from: u32, active: &[(u32, u32)], chains: &[Chain]) -> Vec<u32> {
        let at = self.edges[from as usize].head;
        let leaving = &self.leaving[at as usize];
        let dead_end = leaving.iter().all(|&to| self.is_u_turn(from, to));
        // What each restriction says about the edge that comes next.
        let orders: Vec<(&Chain, u32)> = active
            .iter()
            .filter_map(|&(chain, behind)| {
                let chain = &chains[chain as usize];
                let last = chain.edges.len() - 1;
                (behind as usize == last).then(|| (chain, chain.edges[last]))
            })
            .collect();
        let ordered = |restriction: u32, to: u32| {
            orders.iter().any(|&(chain, target)| {
                chain.kind == RestrictionKind::Only
                    && chain.restriction == restriction
                    && target == to
            })
        };
        let allowed = |to: u32| {
            let mut u_turn_ordered = false;
            for &(chain, target) in &orders {
                match chain.kind {
                    RestrictionKind::No if target == to => return false,
                    RestrictionKind::Only if !ordered(chain.restriction, to) => return false,
                    RestrictionKind::Only => u_turn_ordered = true,
                    RestrictionKind::No => {}
                }
            }
            dead_end || u_turn_ordered || !self.is_u_turn(from, to)
        };
        leaving.iter().copied().filter(|&to| allowed(to)).collect()
    }

    /// Back onto the same street. A loop that ends where it began is not turned on: its two
    /// directions also leave from the vertex where the other one arrives.
    fn is_u_turn(&self, from: u32, to: u32) -> bool {
        let (from, to) = (&self.edges[from as usize], &self.edges[to as usize]);
        from.segment == to.segment && from.along != to.along
    }

    fn cost(&self, from: u32, to: u32) -> u32 {
        let u_turn = self.is_u_turn(from, to);
        let (from_edge, to_edge) = (&self.edges[from as usize], &self.edges[to as usize]);
        let angle = match (self.bearings[from as usize].1, self.bearings[to as usize].0) {
            _ if u_turn => 180.0,
            (Some(arriving), Some(leaving)) => geo::turn_angle(arriving, leaving),
            // A street of no length has no direction.
            _ => 0.0,
        };
        let shape = TurnShape {
            angle,
            u_turn,
            roads: self.roads[from_edge.head as usize],
            signals: self.input.vertices[from_edge.head as usize].signals,
        };
        let mut cost = angle::turn_cost(shape, self.input.driving_side);
        if to_edge.ends_only && !from_edge.ends_only {
            cost += ENDS_ONLY_PENALTY;
        }
        cost
    }
}

fn reversed(bearing: Bearing) -> Bearing {
    Bearing::new(bearing.degrees() + 180.0).unwrap_or(bearing)
}
