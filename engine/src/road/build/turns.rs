//! The turn-aware graph: which edge may follow which, and at what cost.

use std::collections::BTreeMap;

use super::angle::{self, TurnShape};
use super::restriction::Chain;
use super::{BuildError, EdgeDraft, index};
use crate::geo;
use crate::road::DURATION_MASK;
use crate::road::input::{RestrictionKind, RoadInput, When};
use crate::road::record::{TurnRule, rule};
use crate::units::{Bearing, LngLat};

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

/// A turn between two variants that may be made, at some times at least.
pub(super) struct Turn {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Milliseconds.
    pub(super) time: u32,
    /// What conditions say about it, each rule once.
    pub(super) rules: Vec<TurnRule>,
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
        for (to, rules) in streets.next_edges(here.edge, &active, chains) {
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
                time: streets.time(here.edge, to),
                rules,
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
    Ok(sorted(edges.len(), variants, turns))
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
fn sorted(edges: usize, mut variants: Vec<Variant>, mut turns: Vec<Turn>) -> TurnGraph {
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
    variants[edges..].sort();
    TurnGraph { variants, turns }
}

/// Who meets whom at each crossing.
struct Streets<'a> {
    input: &'a RoadInput,
    edges: &'a [EdgeDraft],
    /// Edges that set out from each vertex, ascending.
    leaving: Vec<Vec<u32>>,
    /// Street ends that meet at each vertex, drivable or not.
    roads: Vec<u32>,
    /// Whether at most one street is two-way at each vertex.
    lonely: Vec<bool>,
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
        let two_way = |&edge: &u32| {
            let segment = &input.segments[edges[edge as usize].segment as usize];
            segment.forward.is_some() && segment.backward.is_some()
        };
        let lonely = leaving
            .iter()
            .map(|leaving| leaving.iter().filter(|edge| two_way(edge)).count() <= 1)
            .collect();
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
            lonely,
            bearings,
        }
    }

    /// Edges that may be driven onto after this one, with these restrictions under way, and what
    /// conditions say about it.
    fn next_edges(
        &self,
        from: u32,
        active: &[(u32, u32)],
        chains: &[Chain],
    ) -> Vec<(u32, Vec<TurnRule>)> {
        // What each restriction says about the edge that comes next.
        let orders: Vec<(&Chain, u32)> = active
            .iter()
            .filter_map(|&(chain, behind)| {
                let chain = &chains[chain as usize];
                let last = chain.edges.len() - 1;
                (behind as usize == last).then(|| (chain, chain.edges[last]))
            })
            .collect();
        self.leaving[self.edges[from as usize].head as usize]
            .iter()
            .filter_map(|&to| Some((to, self.rules(from, to, &orders)?)))
            .collect()
    }

    /// The conditional rules about a turn; `None` when it may never be made.
    fn rules(&self, from: u32, to: u32, orders: &[(&Chain, u32)]) -> Option<Vec<TurnRule>> {
        let at = self.edges[from as usize].head as usize;
        let back = self.is_u_turn(from, to);
        let ordered = |restriction: u32| {
            orders.iter().any(|&(chain, target)| {
                chain.kind == RestrictionKind::Only
                    && chain.restriction == restriction
                    && target == to
            })
        };
        let mut forbidding: Vec<When> = Vec::new();
        let mut ordering: Vec<When> = Vec::new();
        for &(chain, target) in orders {
            match chain.kind {
                RestrictionKind::No if target == to => forbidding.push(chain.when),
                RestrictionKind::No => {}
                RestrictionKind::Only if ordered(chain.restriction) => ordering.push(chain.when),
                RestrictionKind::Only => forbidding.push(chain.when),
            }
        }
        match self.input.vertices[at].barrier {
            Some(barrier) if back => ordering.push(barrier),
            Some(barrier) => forbidding.push(barrier),
            None => {}
        }
        if forbidding.contains(&When::Always) {
            return None;
        }
        let mut rules: Vec<TurnRule> = forbidding
            .into_iter()
            .filter_map(|when| timed(when, rule::FORBIDDEN_WHILE, rule::FORBIDDEN_UNLESS))
            .collect();
        if back && !ordering.contains(&When::Always) && !self.may_turn_back(from, to) {
            if ordering.is_empty() {
                return None;
            }
            rules.extend(
                ordering
                    .into_iter()
                    .filter_map(|when| timed(when, rule::TURN_BACK_WHILE, rule::TURN_BACK_UNLESS)),
            );
        }
        rules.sort_unstable_by_key(|rule| (rule.kind, rule.condition));
        rules.dedup();
        Some(rules)
    }

    /// Back onto the same street, or onto a street of the other direction drawn over the same points. A loop that ends
    /// where it began is not turned on: its two directions also leave from the vertex where the other one arrives.
    fn is_u_turn(&self, from: u32, to: u32) -> bool {
        let (from_edge, to_edge) = (&self.edges[from as usize], &self.edges[to as usize]);
        if from_edge.segment == to_edge.segment {
            return from_edge.along != to_edge.along;
        }
        to_edge.head == from_edge.tail && self.points(from).eq(self.points(to).rev())
    }

    /// Whether one may turn back from an edge onto another without an order: at a place made for it; where no other
    /// street is two-way; where nothing else can be done (as in OSRM).
    fn may_turn_back(&self, from: u32, to: u32) -> bool {
        let (from_edge, to_edge) = (&self.edges[from as usize], &self.edges[to as usize]);
        let at = from_edge.head as usize;
        self.input.vertices[at].turning_place
            || (self.lonely[at] && from_edge.segment == to_edge.segment)
            || self.leaving[at]
                .iter()
                .all(|&other| self.is_u_turn(from, other))
    }

    /// The shape of an edge in driving order.
    fn points(&self, edge: u32) -> impl DoubleEndedIterator<Item = LngLat> + '_ {
        let edge = &self.edges[edge as usize];
        let shape = &self.input.segments[edge.segment as usize].shape;
        let along = edge.along;
        (0..shape.len()).map(move |place| {
            shape[if along {
                place
            } else {
                shape.len() - 1 - place
            }]
        })
    }

    /// Milliseconds that the turn takes.
    fn time(&self, from: u32, to: u32) -> u32 {
        let u_turn = self.is_u_turn(from, to);
        let (from_edge, to_edge) = (&self.edges[from as usize], &self.edges[to as usize]);
        let angle = match (self.bearings[from as usize].1, self.bearings[to as usize].0) {
            _ if u_turn => 180.0,
            (Some(arriving), Some(leaving)) => geo::turn_angle(arriving, leaving),
            // A street of no length has no direction.
            _ => 0.0,
        };
        let roundabout =
            |edge: &EdgeDraft| self.input.segments[edge.segment as usize].traits.roundabout;
        let shape = TurnShape {
            angle,
            u_turn,
            roads: self.roads[from_edge.head as usize],
            roundabout: roundabout(from_edge) || roundabout(to_edge),
        };
        angle::turn_cost(shape, &self.input.turn_costs, self.input.driving_side)
            .saturating_add(from_edge.delay_at_end)
            .min(DURATION_MASK)
    }
}

/// A rule of one kind while a condition holds, of another unless it does; none when it always holds.
fn timed(when: When, kind_while: u32, kind_unless: u32) -> Option<TurnRule> {
    let (condition, kind) = match when {
        When::Always => return None,
        When::While(condition) => (condition, kind_while),
        When::Unless(condition) => (condition, kind_unless),
    };
    Some(TurnRule { condition, kind })
}

fn reversed(bearing: Bearing) -> Bearing {
    Bearing::new(bearing.degrees() + 180.0).unwrap_or(bearing)
}
