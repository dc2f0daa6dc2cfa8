//! Who meets whom at each crossing, which turns may be made there, and how long they take.

use rayon::prelude::*;

use super::angle::{self, TurnShape};
use super::draft::{Drafts, EdgeDraft};
use super::index;
use super::restriction::Chain;
use crate::geo;
use crate::road::DURATION_MASK;
use crate::road::input::{RestrictionKind, RoadInput, When};
use crate::road::record::{NONE, PointRecord, TurnRule, rule, traits_from_bits};
use crate::units::{Bearing, LngLat};

/// Who meets whom at each crossing.
pub(super) struct Streets<'a> {
    input: &'a RoadInput,
    drafts: &'a Drafts,
    /// Where the edges of each vertex begin in `leaving`, and the end of the last ones.
    leaving_start: Vec<u32>,
    /// Edges that set out from each vertex, ascending.
    leaving: Vec<u32>,
    /// Street ends that meet at each vertex, drivable or not.
    roads: Vec<u32>,
    /// Whether at most one street is two-way at each vertex.
    lonely: Vec<bool>,
    /// Direction in which each segment sets out along its line, and against it.
    departures: Vec<[Option<Bearing>; 2]>,
}

impl<'a> Streets<'a> {
    pub(super) fn new(input: &'a RoadInput, drafts: &'a Drafts) -> Self {
        let vertices = input.vertices.len();
        let (leaving_start, leaving) = leaving(vertices, &drafts.edges);
        let mut roads = vec![0; vertices];
        for segment in &drafts.segments {
            roads[segment.tail as usize] += 1;
            roads[segment.head as usize] += 1;
        }
        let mut streets = Self {
            input,
            drafts,
            leaving_start,
            leaving,
            roads,
            lonely: Vec::new(),
            departures: Vec::new(),
        };
        let two_way = |&edge: &u32| {
            let segment = &drafts.segments[drafts.edges[edge as usize].segment()];
            segment.forward != NONE && segment.backward != NONE
        };
        let lonely = |at| {
            streets
                .leaving(at)
                .iter()
                .filter(|edge| two_way(edge))
                .count()
                <= 1
        };
        streets.lonely = (0..vertices).map(lonely).collect();
        let departures = (0..drafts.segments.len()).into_par_iter().map(|segment| {
            let line = drafts.line(segment).iter().map(position);
            [geo::departure(line.clone()), geo::departure(line.rev())]
        });
        streets.departures = departures.collect();
        streets
    }

    pub(super) fn edges(&self) -> &'a [EdgeDraft] {
        &self.drafts.edges
    }

    fn edge(&self, number: u32) -> &'a EdgeDraft {
        &self.drafts.edges[number as usize]
    }

    fn leaving(&self, vertex: usize) -> &[u32] {
        &self.leaving[self.leaving_start[vertex] as usize..self.leaving_start[vertex + 1] as usize]
    }

    /// Tells of each edge that may be driven onto after this one, with these restrictions under way, and of what
    /// conditions say about it.
    pub(super) fn each_next(
        &self,
        from: u32,
        active: &[(u32, u32)],
        chains: &[Chain],
        mut found: impl FnMut(u32, Vec<TurnRule>),
    ) {
        // What each restriction says about the edge that comes next.
        let orders: Vec<(&Chain, u32)> = active
            .iter()
            .filter_map(|&(chain, behind)| {
                let chain = &chains[chain as usize];
                let last = chain.edges.len() - 1;
                (behind as usize == last).then(|| (chain, chain.edges[last]))
            })
            .collect();
        for &to in self.leaving(self.edge(from).head as usize) {
            if let Some(rules) = self.rules(from, to, &orders) {
                found(to, rules);
            }
        }
    }

    /// The conditional rules about a turn; `None` when it may never be made.
    fn rules(&self, from: u32, to: u32, orders: &[(&Chain, u32)]) -> Option<Vec<TurnRule>> {
        let at = self.edge(from).head as usize;
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
        let (from_edge, to_edge) = (self.edge(from), self.edge(to));
        if from_edge.segment() == to_edge.segment() {
            return from_edge.packed != to_edge.packed;
        }
        to_edge.head == from_edge.tail && self.points(from).eq(self.points(to).rev())
    }

    /// Whether one may turn back from an edge onto another without an order: at a place made for it; where no other
    /// street is two-way; where nothing else can be done (as in OSRM).
    fn may_turn_back(&self, from: u32, to: u32) -> bool {
        let (from_edge, to_edge) = (self.edge(from), self.edge(to));
        let at = from_edge.head as usize;
        self.input.vertices[at].turning_place
            || (self.lonely[at] && from_edge.segment() == to_edge.segment())
            || self
                .leaving(at)
                .iter()
                .all(|&other| self.is_u_turn(from, other))
    }

    /// The direction in which an edge sets out from its start, or back from its end.
    fn departure(&self, edge: &EdgeDraft, from_start: bool) -> Option<Bearing> {
        self.departures[edge.segment()][usize::from(edge.along() != from_start)]
    }

    /// The shape of an edge in driving order.
    fn points(&self, edge: u32) -> impl DoubleEndedIterator<Item = PointRecord> + '_ {
        let edge = self.edge(edge);
        let (line, along) = (self.drafts.line(edge.segment()), edge.along());
        (0..line.len()).map(move |place| line[if along { place } else { line.len() - 1 - place }])
    }

    /// Milliseconds that the turn takes.
    pub(super) fn time(&self, from: u32, to: u32) -> u32 {
        let u_turn = self.is_u_turn(from, to);
        let (from_edge, to_edge) = (self.edge(from), self.edge(to));
        let angle = match (
            self.departure(from_edge, false),
            self.departure(to_edge, true),
        ) {
            _ if u_turn => 180.0,
            (Some(back), Some(leaving)) => geo::turn_angle(reversed(back), leaving),
            // A street of no length has no direction.
            _ => 0.0,
        };
        let roundabout = |edge: &EdgeDraft| {
            traits_from_bits(self.drafts.segments[edge.segment()].traits).roundabout
        };
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

/// The edges that set out from each vertex, ascending: where those of each begin, and all of them.
fn leaving(vertices: usize, edges: &[EdgeDraft]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0; vertices + 1];
    for edge in edges {
        start[edge.tail as usize + 1] += 1;
    }
    for vertex in 0..vertices {
        start[vertex + 1] += start[vertex];
    }
    let mut next = start.clone();
    let mut leaving = vec![0; edges.len()];
    for (number, edge) in edges.iter().enumerate() {
        let next = &mut next[edge.tail as usize];
        leaving[*next as usize] = index(number);
        *next += 1;
    }
    (start, leaving)
}

fn position(point: &PointRecord) -> LngLat {
    LngLat::from_steps(point.lng, point.lat)
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
