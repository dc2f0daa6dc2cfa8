//! A customizable contraction hierarchy on the turn-aware graph.
//!
//! Three phases (Dibbelt, Strasser and Wagner, "Customizable Contraction Hierarchies", JEA 2016; a
//! survey: arXiv 2502.10519): [`Hierarchy::build`] orders the graph without looking at weights, once for each city
//! file; [`Metric::customize`] puts weights on it, in tens of milliseconds; queries climb the tree of separators.
//!
//! Separators come from edge cuts of the street graph (see the module `dissection`). A cell of the cut is a dense
//! matrix from the edges that lead into it to those that lead out, so directions that cannot exist have no
//! place in memory, and all inner loops run along rows (see the module `metric`).

mod apart;
mod cells;
mod climb;
mod detours;
mod dissection;
mod distance;
mod graph;
mod kernel;
mod lines;
mod many;
mod marked;
mod metric;
mod nearest;
mod path;
mod places;
mod pull;
mod reweight;
mod router;
mod sections;
mod shape;
mod sides;
mod standing;
mod table;
mod teams;
#[cfg(test)]
mod tests;
mod update;
mod view;
mod wide;
mod words;

pub use cells::Hierarchy;
pub use graph::TurnGraph;
pub use kernel::INF;
pub use metric::Metric;
pub use router::{Cch, CchScratch, turn_weights};
pub use shape::Shape;
pub use standing::EdgeIndex;
pub use teams::TeamIndex;
pub use update::{Updater, WorkDone};
pub use view::View;

use super::number;
use apart::Unpacker;
use distance::Pair;
use many::Many;
use nearest::{Listed, Nearest};
use pull::Pull;
use table::Table;
use view::Way;

/// Memory for queries, one per thread: after the first queries, none of them allocates.
#[derive(Default)]
pub struct Memory {
    pair: Pair,
    unpacker: Unpacker,
    many: Many,
    pull: Pull,
    listed: Nearest<(u32, u32)>,
    standing: Nearest<()>,
    table: Table,
    placed: Vec<(u32, u32)>,
}

impl View<'_> {
    /// The least weight from the start of one edge to the start of another; `None` when there is no way.
    #[must_use]
    pub fn distance(self, memory: &mut Memory, from: u32, to: u32) -> Option<u32> {
        let found = distance::meet(self, &mut memory.pair, &[(from, 0)], &[(to, 0)], None)?;
        Some(found.weight)
    }

    /// As [`distance`](Self::distance), with the edges of the way, both ends included, in `edges` (cleared first).
    pub fn path(
        self,
        memory: &mut Memory,
        from: u32,
        to: u32,
        edges: &mut Vec<u32>,
    ) -> Option<u32> {
        edges.clear();
        let Memory { pair, unpacker, .. } = memory;
        let (from, to) = ([(from, 0)], [(to, 0)]);
        let found = distance::meet(self, pair, &from, &to, None)?;
        path::unpack(self, pair, &from, &to, &found, unpacker, edges);
        Some(found.weight)
    }

    /// The weights from the starts of many edges to the start of one, into `out` (cleared first);
    /// [`INF`] where there is no way.
    pub fn many_to_one(self, memory: &mut Memory, from: &[u32], to: u32, out: &mut Vec<u32>) {
        let many = &mut memory.many;
        let cells = from.iter().map(|&edge| self.place(edge).0);
        many.settle(self, Way::Back, &[(to, 0)], cells);
        out.clear();
        out.extend(from.iter().map(|&edge| {
            let (cell, slot) = self.place(edge);
            many.values(cell)[slot]
        }));
    }

    /// The weights from the start of each edge to the start of each other, row by row (one for each of `from`),
    /// into `out` (cleared first); [`INF`] where there is no way.
    pub fn table(self, memory: &mut Memory, from: &[u32], to: &[u32], out: &mut Vec<u32>) {
        memory.table.fill(self, from, to, out);
    }

    /// The `k` edges from whose start another's is reached first, as (weight, index in `from`) in order of
    /// weight and then index, into `out` (cleared first).
    pub fn nearest(
        self,
        memory: &mut Memory,
        from: &[u32],
        to: u32,
        k: usize,
        out: &mut Vec<(u64, u32)>,
    ) {
        let Memory {
            pull,
            listed,
            placed,
            ..
        } = memory;
        pull.begin(self, Way::Back, &[(to, 0)]);
        placed.clear();
        placed.extend(
            (0..)
                .zip(from)
                .map(|(index, &edge)| (self.place(edge).0, index)),
        );
        placed.sort_unstable();
        let weight = |index: u32, values: &[u32]| self.weight_at(from[index as usize], values);
        listed.search(self, pull, &Listed(placed), k, INF, weight, out);
    }

    /// The `k` numbers of those in an index (and that `accept` wants) from the start of whose edge another's is reached
    /// first, as (weight, number) in order of weight and then number, into `out` (cleared first).
    ///
    /// # Panics
    /// When the index is of another hierarchy.
    pub fn nearest_among(
        self,
        memory: &mut Memory,
        index: &EdgeIndex,
        to: u32,
        k: usize,
        mut accept: impl FnMut(u32) -> bool,
        out: &mut Vec<(u64, u32)>,
    ) {
        index.check(self);
        let Memory { pull, standing, .. } = memory;
        pull.begin(self, Way::Back, &[(to, 0)]);
        let weight = |number: u32, values: &[u32]| {
            let edge = index.edge(number).filter(|_| accept(number))?;
            self.weight_at(edge, values)
        };
        standing.search(self, pull, index, k, INF, weight, out);
    }

    /// The weight of an edge, given those of its cell; `None` when there is no way.
    fn weight_at(self, edge: u32, values: &[u32]) -> Option<u64> {
        let weight = values[self.place(edge).1];
        (weight < INF).then_some(u64::from(weight))
    }
}

/// A place in the arrays of this machine; city files are checked to fit.
fn index(place: u64) -> usize {
    usize::try_from(place).expect("a hierarchy fits into memory")
}
