//! The turn-aware graph: which edge may follow which, and at what cost.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::restriction::Chain;
use super::streets::Streets;
use super::{BuildError, index};
use crate::road::record::TurnRule;

/// Edges whose turns are found in one go, beside those of others.
const EDGES_AT_ONCE: usize = 4096;

/// The expanded graph: every edge once, then the copies, by the edge they copy.
#[derive(Default)]
pub(super) struct TurnGraph {
    pub(super) copies: Vec<Variant>,
    /// By the edge or copy they come from, then by the one they lead to.
    pub(super) turns: Vec<Turn>,
    /// What conditions say about turns, each rule once; see [`Turn::rules`].
    rules: Vec<Vec<TurnRule>>,
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

/// A turn between two edges or copies that may be made, at some times at least.
pub(super) struct Turn {
    pub(super) from: u32,
    pub(super) to: u32,
    /// Milliseconds.
    pub(super) time: u32,
    /// 0 when no condition says anything about it, else one more than the place of the rules in the graph.
    rules: u32,
}

impl TurnGraph {
    /// What conditions say about a turn.
    pub(super) fn rules_of(&self, turn: &Turn) -> &[TurnRule] {
        let place = turn.rules.checked_sub(1);
        place.map_or(&[], |place| &self.rules[place as usize])
    }

    /// Adds the turns of another part of the graph.
    fn append(&mut self, part: Self) {
        let offset = index(self.rules.len());
        self.turns.extend(part.turns.into_iter().map(|turn| Turn {
            rules: turn.rules + u32::from(turn.rules > 0) * offset,
            ..turn
        }));
        self.rules.extend(part.rules);
    }
}

/// Follows every edge, and every copy found on the way, to the edges that may come next.
pub(super) fn expand(streets: &Streets<'_>, chains: &[Chain]) -> Result<TurnGraph, BuildError> {
    let mut starting: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (number, chain) in (0..).zip(chains) {
        starting
            .entry(chain.edges[0])
            .or_default()
            .push((number, 1));
    }
    let edges = streets.edges();
    let mut graph = of_edges(streets, chains, &starting);
    check_counts(edges.len(), &graph)?;
    let mut numbers: BTreeMap<Variant, u32> = BTreeMap::new();
    for (&edge, active) in &starting {
        let from = graph.turns.partition_point(|turn| turn.from < edge);
        let to = graph.turns.partition_point(|turn| turn.from <= edge);
        let TurnGraph { copies, turns, .. } = &mut graph;
        for turn in &mut turns[from..to] {
            turn.to = target(turn.to, active, chains, edges.len(), copies, &mut numbers);
        }
    }
    let edge_turns = graph.turns.len();
    let mut next = 0;
    while let Some(Variant { edge, under_way }) = graph.copies.get(next).cloned() {
        let mut active = under_way;
        active.extend(starting.get(&edge).into_iter().flatten());
        let first = graph.turns.len();
        add_turns(
            streets,
            index(edges.len() + next),
            edge,
            &active,
            chains,
            &mut graph,
        );
        let TurnGraph { copies, turns, .. } = &mut graph;
        for turn in &mut turns[first..] {
            turn.to = target(turn.to, &active, chains, edges.len(), copies, &mut numbers);
        }
        next += 1;
        check_counts(edges.len(), &graph)?;
    }
    sort(edges.len(), edge_turns, &mut graph);
    Ok(graph)
}

/// The turns from all edges to edges, as if nobody were followed onto a copy.
fn of_edges(
    streets: &Streets<'_>,
    chains: &[Chain],
    starting: &BTreeMap<u32, Vec<(u32, u32)>>,
) -> TurnGraph {
    let parts = streets.edges().par_chunks(EDGES_AT_ONCE).enumerate();
    let parts: Vec<TurnGraph> = parts
        .map(|(number, edges)| {
            let mut part = TurnGraph::default();
            let first = index(number * EDGES_AT_ONCE);
            for edge in first..first + index(edges.len()) {
                let active = starting.get(&edge).map_or(&[][..], Vec::as_slice);
                add_turns(streets, edge, edge, active, chains, &mut part);
            }
            part
        })
        .collect();
    let mut graph = TurnGraph {
        turns: Vec::with_capacity(parts.iter().map(|part| part.turns.len()).sum()),
        ..TurnGraph::default()
    };
    parts.into_iter().for_each(|part| graph.append(part));
    graph
}

/// Adds the turns of an edge, or of a copy of it with the number `from`, to edges.
fn add_turns(
    streets: &Streets<'_>,
    from: u32,
    edge: u32,
    active: &[(u32, u32)],
    chains: &[Chain],
    graph: &mut TurnGraph,
) {
    streets.each_next(edge, active, chains, |to, rules| {
        let rules = if rules.is_empty() {
            0
        } else {
            graph.rules.push(rules);
            index(graph.rules.len())
        };
        graph.turns.push(Turn {
            from,
            to,
            time: streets.time(edge, to),
            rules,
        });
    });
}

/// Where a turn onto an edge leads with these restrictions active: to the edge itself, or to a copy, made if need be.
fn target(
    edge: u32,
    active: &[(u32, u32)],
    chains: &[Chain],
    edges: usize,
    copies: &mut Vec<Variant>,
    numbers: &mut BTreeMap<Variant, u32>,
) -> u32 {
    let onward = followed(edge, active, chains);
    if onward.under_way.is_empty() {
        return edge;
    }
    *numbers.entry(onward).or_insert_with_key(|copy| {
        copies.push(copy.clone());
        index(edges + copies.len() - 1)
    })
}

fn check_counts(edges: usize, graph: &TurnGraph) -> Result<(), BuildError> {
    let limit = (1 << 31) - 1;
    let counts = [
        ("edge copies", edges + graph.copies.len()),
        ("turns", graph.turns.len()),
    ];
    match counts.into_iter().find(|&(_, count)| count > limit) {
        Some((what, count)) => Err(BuildError::TooMany { what, count, limit }),
        None => Ok(()),
    }
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

/// Numbers the copies by the edge they copy, and sorts the turns; the first `edge_turns` are those of edges.
fn sort(edges: usize, edge_turns: usize, graph: &mut TurnGraph) {
    let TurnGraph { copies, turns, .. } = graph;
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by(|&a, &b| copies[a].cmp(&copies[b]));
    let mut new_number = vec![0; copies.len()];
    for (place, &old) in order.iter().enumerate() {
        new_number[old] = index(edges + place);
    }
    copies.sort();
    let renumber = |number: &mut u32| {
        if let Some(copy) = (*number as usize).checked_sub(edges) {
            *number = new_number[copy];
        }
    };
    for turn in turns.iter_mut() {
        renumber(&mut turn.from);
        renumber(&mut turn.to);
    }
    let (of_edges, of_copies) = turns.split_at_mut(edge_turns);
    // Only a turn onto a copy stands out of order.
    for row in of_edges.chunk_by_mut(|a, b| a.from == b.from) {
        row.sort_unstable_by_key(|turn| turn.to);
    }
    of_copies.sort_unstable_by_key(|turn| (turn.from, turn.to));
}
