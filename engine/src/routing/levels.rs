//! How many ends-only areas a trip must enter: known per component before a search begins.
//!
//! A route enters as few ends-only areas as possible and is the fastest among those. Inside a
//! component (strongly connected without entering an area) that number is one for all edges. It is
//! therefore computed on the few components first; a search then follows only turns that keep to
//! it, and what is left is a search by time alone, which can stop early.

use std::collections::VecDeque;

use crate::road::{ENDS_ONLY_PENALTY, Graph, NO_TURN, RoadNetwork, TurnRecord};

/// "Cannot be reached."
pub(crate) const NO_WAY: u8 = u8::MAX;

/// More entries than this are no way: the weight of a route could not hold them.
const MOST_ENTRIES: u8 = 62;

/// Which way a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Along {
    /// From where trips begin.
    Driving,
    /// From where trips end, backwards.
    Against,
}

/// Entries that a turn makes, 0 or 1; [`NO_WAY`] when it cannot be made.
pub(crate) fn entries(turn: TurnRecord) -> u8 {
    if turn.cost == NO_TURN {
        return NO_WAY;
    }
    u8::from(turn.cost >= ENDS_ONLY_PENALTY)
}

/// The components and the turns between them.
pub(crate) struct Components {
    out: Rows,
    inward: Rows,
}

/// Per component, the ones next to it: (component, entries).
struct Rows {
    start: Vec<u32>,
    next: Vec<(u32, u8)>,
}

impl Components {
    pub(crate) fn of(road: &RoadNetwork) -> Self {
        road.components();
        let graph = road.graph();
        let mut links = Vec::new();
        let mut count = 0;
        for edge in 0..graph.len() {
            let from = graph.component[edge];
            count = count.max(from as usize + 1);
            let edge = u32::try_from(edge).expect("edges are counted in u32");
            for turn in graph.turns_out(edge) {
                let to = graph.component[turn.edge as usize];
                if from != to && entries(*turn) != NO_WAY {
                    links.push((from, to, entries(*turn)));
                }
            }
        }
        let inward = links.iter().map(|&(from, to, n)| (to, from, n)).collect();
        Self {
            out: Rows::new(count, links),
            inward: Rows::new(count, inward),
        }
    }
}

impl Rows {
    fn new(count: usize, mut links: Vec<(u32, u32, u8)>) -> Self {
        links.sort_unstable();
        // Of several turns between two components the cheapest comes first and stays.
        links.dedup_by_key(|&mut (from, to, _)| (from, to));
        let mut start = vec![0u32; count + 1];
        for &(from, ..) in &links {
            start[from as usize + 1] += 1;
        }
        for row in 0..count {
            start[row + 1] += start[row];
        }
        Self {
            start,
            next: links.into_iter().map(|(_, to, n)| (to, n)).collect(),
        }
    }

    fn row(&self, component: u32) -> &[(u32, u8)] {
        let row = component as usize;
        &self.next[self.start[row] as usize..self.start[row + 1] as usize]
    }
}

/// The least number of entries per component, for one place where searches begin.
///
/// Most searches of a city begin in its one great component, so the last answer is kept.
#[derive(Default)]
pub(crate) struct Levels {
    /// What the levels are for: (component, entries to get into it).
    roots: Vec<(u32, u8)>,
    level: Vec<u8>,
    queue: VecDeque<u32>,
}

impl Levels {
    /// Computes the levels from these roots, unless they are at hand.
    pub(crate) fn start(&mut self, components: &Components, along: Along, roots: &[(u32, u8)]) {
        let count = components.out.start.len() - 1;
        if self.level.len() == count && self.roots == roots {
            return;
        }
        self.roots.clear();
        self.roots.extend_from_slice(roots);
        self.level.clear();
        self.level.resize(count, NO_WAY);
        self.queue.clear();
        // Breadth-first with steps of 0 and 1: what costs 0 goes to the front.
        for wanted in 0..=1 {
            for &(component, entries) in roots {
                if entries == wanted && self.level[component as usize] > entries {
                    self.level[component as usize] = entries;
                    self.queue.push_back(component);
                }
            }
        }
        let rows = match along {
            Along::Driving => &components.out,
            Along::Against => &components.inward,
        };
        while let Some(component) = self.queue.pop_front() {
            let here = self.level[component as usize];
            for &(next, entries) in rows.row(component) {
                let there = here + entries;
                if there < self.level[next as usize] && there <= MOST_ENTRIES {
                    self.level[next as usize] = there;
                    match entries {
                        0 => self.queue.push_front(next),
                        _ => self.queue.push_back(next),
                    }
                }
            }
        }
    }

    /// Entries needed to get to (or from) an edge; [`NO_WAY`] when that cannot be done.
    pub(crate) fn of(&self, graph: &Graph<'_>, edge: u32) -> u8 {
        self.level[graph.component[edge as usize] as usize]
    }
}
