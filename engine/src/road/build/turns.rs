//! The turn-aware graph: which edge may follow which, and at what cost.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::restriction::Chain;
use super::rows::Rows;
use super::streets::Streets;
use super::{BuildError, index};
use crate::road::moment;
use crate::road::record::TurnRecord;

/// Edges whose turns are found in one go, beside those of others.
const EDGES_AT_ONCE: usize = 4096;

/// The restrictions that are under way: (chain, how many of its edges are behind).
type Active = Vec<(u32, u32)>;

/// The expanded graph: every edge once, then the copies, by the edge they copy.
pub(super) struct TurnGraph {
    pub(super) copies: Vec<Variant>,
    /// The turns that may be made, at some times at least: as they are while no condition holds.
    pub(super) rows: Rows,
}

/// An edge, together with the restrictions that are under way on it.
///
/// A restriction via streets forbids a turn only to those who came from its first street. An edge
/// inside such a chain therefore gets a copy per set of restrictions under way, which is entered
/// only by following the chain. Where nothing is under way it is the edge itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    pub(super) edge: u32,
    /// Ascending.
    under_way: Active,
}

/// Follows every edge, and every copy found on the way, to the edges that may come next.
pub(super) fn expand(streets: &Streets<'_>, chains: &[Chain]) -> Result<TurnGraph, BuildError> {
    let mut starting: BTreeMap<u32, Active> = BTreeMap::new();
    for (number, chain) in (0..).zip(chains) {
        starting
            .entry(chain.edges[0])
            .or_default()
            .push((number, 1));
    }
    let mut rows = of_edges(streets, chains, &starting)?;
    let mut copies = Copies {
        edges: streets.edges().len(),
        found: Vec::new(),
        numbers: BTreeMap::new(),
    };
    for (&edge, active) in &starting {
        rows.redirect(edge, |to| copies.target(to, active, chains));
    }
    let mut of_copies: Vec<Rows> = Vec::new();
    let mut turns = rows.turns.len();
    while let Some(Variant { edge, under_way }) = copies.found.get(of_copies.len()).cloned() {
        let mut active = under_way;
        active.extend(starting.get(&edge).into_iter().flatten());
        let mut row = Rows::default();
        add_row(streets, edge, &active, chains, &mut row);
        row.redirect(0, |to| copies.target(to, &active, chains));
        turns += row.turns.len();
        of_copies.push(row);
        check_counts(copies.edges + copies.found.len(), turns)?;
    }
    let sorted = copies.sorted();
    for &edge in starting.keys() {
        rows.redirect(edge, |to| sorted.number(to));
    }
    rows.reserve(of_copies.len(), turns - rows.turns.len());
    for &place in &sorted.order {
        let mut row = std::mem::take(&mut of_copies[place]);
        row.redirect(0, |to| sorted.number(to));
        rows.append(row);
    }
    Ok(TurnGraph {
        copies: sorted.copies,
        rows,
    })
}

/// The turns from all edges to edges, as if nobody were followed onto a copy.
fn of_edges(
    streets: &Streets<'_>,
    chains: &[Chain],
    starting: &BTreeMap<u32, Active>,
) -> Result<Rows, BuildError> {
    let edges = streets.edges().len();
    let parts = streets.edges().par_chunks(EDGES_AT_ONCE).enumerate();
    let parts: Vec<Rows> = parts
        .map(|(number, edges)| {
            let mut part = Rows::default();
            let first = index(number * EDGES_AT_ONCE);
            for edge in first..first + index(edges.len()) {
                let active = starting.get(&edge).map_or(&[][..], Vec::as_slice);
                add_row(streets, edge, active, chains, &mut part);
            }
            part
        })
        .collect();
    let turns = parts.iter().map(|part| part.turns.len()).sum();
    check_counts(edges, turns)?;
    let mut rows = Rows::with_capacity(edges, turns);
    parts.into_iter().for_each(|part| rows.append(part));
    Ok(rows)
}

/// Adds the turns of an edge, or of a copy of it, to edges.
fn add_row(
    streets: &Streets<'_>,
    edge: u32,
    active: &[(u32, u32)],
    chains: &[Chain],
    rows: &mut Rows,
) {
    streets.each_next(edge, active, chains, |to, rules| {
        let ends = [edge, to].map(|edge| &streets.edges()[edge as usize]);
        let time = streets.time(edge, to);
        let allowed = moment::allowed(&rules, |_| false);
        let cost = moment::cost(time, ends.map(|end| end.access), allowed);
        if !rules.is_empty() || ends.iter().any(|end| end.changes) {
            rows.next_changes(time, rules);
        }
        rows.add(TurnRecord { edge: to, cost });
    });
    rows.end_row();
}

fn check_counts(edges: usize, turns: usize) -> Result<(), BuildError> {
    let limit = (1 << 31) - 1;
    let counts = [("edge copies", edges), ("turns", turns)];
    match counts.into_iter().find(|&(_, count)| count > limit) {
        Some((what, count)) => Err(BuildError::TooMany { what, count, limit }),
        None => Ok(()),
    }
}

/// The copies found so far, numbered after the edges in the order in which they were found.
struct Copies {
    edges: usize,
    found: Vec<Variant>,
    numbers: BTreeMap<Variant, u32>,
}

impl Copies {
    /// Where a turn onto an edge leads with these restrictions active: to the edge itself, or to a copy, made if need
    /// be.
    fn target(&mut self, edge: u32, active: &[(u32, u32)], chains: &[Chain]) -> u32 {
        let onward = followed(edge, active, chains);
        if onward.under_way.is_empty() {
            return edge;
        }
        let Self {
            edges,
            found,
            numbers,
        } = self;
        *numbers.entry(onward).or_insert_with_key(|copy| {
            found.push(copy.clone());
            index(*edges + found.len() - 1)
        })
    }

    /// Numbers them by the edge they copy.
    fn sorted(self) -> Sorted {
        let Self {
            edges,
            found: mut copies,
            ..
        } = self;
        let mut order: Vec<usize> = (0..copies.len()).collect();
        order.sort_by(|&a, &b| copies[a].cmp(&copies[b]));
        let mut new_number = vec![0; copies.len()];
        for (place, &old) in order.iter().enumerate() {
            new_number[old] = index(edges + place);
        }
        copies.sort();
        Sorted {
            edges,
            copies,
            order,
            new_number,
        }
    }
}

/// The copies by the edge they copy.
struct Sorted {
    edges: usize,
    copies: Vec<Variant>,
    /// The place at which each was found.
    order: Vec<usize>,
    /// The number of each, by the place at which it was found.
    new_number: Vec<u32>,
}

impl Sorted {
    /// The new number of an edge or copy.
    fn number(&self, before: u32) -> u32 {
        let copy = (before as usize).checked_sub(self.edges);
        copy.map_or(before, |copy| self.new_number[copy])
    }
}

/// The variant of an edge that is reached with these restrictions under way.
fn followed(edge: u32, active: &[(u32, u32)], chains: &[Chain]) -> Variant {
    let mut under_way: Active = active
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
