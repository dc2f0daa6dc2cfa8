//! Weights for a hierarchy: customization.
//!
//! Cells are contracted from the leaves to the root. The matrix of a cell holds the least weights from
//! each of its rows to each of its columns by ways inside the cell: at first what its children know
//! (a leaf: the turns at its vertices), then its own edges are eliminated one by one, as in Gaussian
//! elimination over (min, +). What remains between entries and exits is passed on to the parent. In the terms of the
//! field: shortcuts of a customizable contraction hierarchy (Dibbelt, Strasser and Wagner 2016),
//! computed in the multifrontal way of sparse linear algebra (Duff and Reid 1983), so that the inner loop runs
//! over rows of memory.

use super::cells::{Cell, Hierarchy, LeafTurn};
use super::kernel::{INF, padded, relax, vectorised};
use crate::road::Column;

/// Subtrees with at least this many weights are worth a thread.
const PARALLEL_WEIGHTS: usize = 50_000;

/// The weights of one hierarchy at one moment.
pub struct Metric {
    pub(super) words: Words,
}

pub(super) enum Words {
    /// In a city file.
    Mapped(Column<u32>),
    /// In memory of our own.
    Owned(Vec<u32>),
}

impl Metric {
    /// Computes all weights. `turn_weights`: per turn of the graph, the cost of driving its first edge and
    /// turning off; [`super::INF`] or more where that cannot be done. Uses all threads of the current pool.
    ///
    /// # Panics
    /// When there is not one weight for each turn.
    #[must_use]
    pub fn customize(hierarchy: &Hierarchy, turn_weights: &[u32]) -> Self {
        assert_eq!(turn_weights.len(), hierarchy.turn_count());
        let mut words = vec![INF; hierarchy.weight_count()];
        let work = Work::new(hierarchy, turn_weights);
        if let Some(root) = work.cells.len().checked_sub(1) {
            work.subtree(root, &mut words, &mut Vec::new());
        }
        Self {
            words: Words::Owned(words),
        }
    }

    pub(super) fn words(&self) -> &[u32] {
        match &self.words {
            Words::Mapped(column) => column.as_slice(),
            Words::Owned(words) => words,
        }
    }
}

impl Clone for Metric {
    /// A copy in memory of its own.
    fn clone(&self) -> Self {
        Self {
            words: Words::Owned(self.words().to_vec()),
        }
    }
}

/// What contracting a cell needs to know.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) exits: &'a [u32],
    pub(super) entries: &'a [u32],
    pub(super) leaf_turns: &'a [LeafTurn],
    pub(super) turn_weights: &'a [u32],
}

impl<'a> Work<'a> {
    pub(super) fn new(hierarchy: &'a Hierarchy, turn_weights: &'a [u32]) -> Self {
        Self {
            cells: hierarchy.cells.as_slice(),
            exits: hierarchy.exits.as_slice(),
            entries: hierarchy.entries.as_slice(),
            leaf_turns: hierarchy.leaf_turns.as_slice(),
            turn_weights,
        }
    }

    /// The leaf whose turn stands at a place of `leaf_turns`.
    pub(super) fn leaf_of(&self, place: u32) -> u32 {
        // Cells without turns begin where the next leaf does: the last that begins no later has it, if
        // it has turns at all.
        let mut cell = self.cells.partition_point(|cell| cell.turns <= place) - 1;
        while self.cells[cell].turn_count == 0 {
            cell -= 1;
        }
        super::number(cell)
    }

    /// Contracts a subtree; `words` are its weights alone.
    fn subtree(&self, root: usize, words: &mut [u32], front: &mut Vec<u32>) {
        let cell = &self.cells[root];
        if cell.is_leaf() || words.len() < PARALLEL_WEIGHTS {
            let first = cell.first as usize;
            vectorised(
                #[inline(always)]
                || self.in_order(first, root, words, front),
            );
            return;
        }
        let (lower, own) = words.split_at_mut(words.len() - cell.size());
        let [left, right] = [cell.left as usize, root - 1];
        let middle = self.start(right) - self.start(left);
        let (left_words, right_words) = lower.split_at_mut(middle);
        rayon::join(
            || self.subtree(left, left_words, front),
            || self.subtree(right, right_words, &mut Vec::new()),
        );
        let start = self.start(root);
        vectorised(
            #[inline(always)]
            || {
                let mut front = Vec::new();
                self.assemble(root, lower, start, &mut front);
                eliminate(cell, &mut front);
                emit(cell, &front, own);
            },
        );
    }

    /// Contracts the cells of a small subtree one after the other.
    #[inline(always)]
    fn in_order(&self, first: usize, root: usize, words: &mut [u32], front: &mut Vec<u32>) {
        let start = self.start(root);
        for id in first..=root {
            let cell = &self.cells[id];
            let (lower, own) = words.split_at_mut(super::index(cell.data) - start);
            self.assemble(id, lower, start, front);
            eliminate(cell, front);
            emit(cell, front, &mut own[..cell.size()]);
        }
    }

    /// Where the weights of a subtree begin.
    fn start(&self, root: usize) -> usize {
        super::index(self.cells[self.cells[root].first as usize].data)
    }

    /// The matrix of a cell before its own edges are eliminated.
    /// `lower` are weights from `start` on, those of its children among them.
    #[inline(always)]
    pub(super) fn assemble(&self, id: usize, lower: &[u32], start: usize, front: &mut Vec<u32>) {
        let cell = &self.cells[id];
        let stride = padded(cell.columns());
        front.clear();
        front.resize(cell.rows() * stride, INF);
        if cell.is_leaf() {
            let turns = cell.turns as usize..(cell.turns + cell.turn_count) as usize;
            for turn in &self.leaf_turns[turns] {
                let place = &mut front[turn.row as usize * stride + turn.column as usize];
                *place = (*place).min(self.turn_weights[turn.turn as usize]);
            }
            return;
        }
        for child in [cell.left as usize, id - 1] {
            let child = &self.cells[child];
            let [_, inward, through] = child.ends();
            let from = super::index(child.data) - start;
            let weights = &lower[from + inward..from + through];
            let width = padded(child.exit_count as usize);
            let exits = self.exits_of(child);
            for (row, &up) in self.entries_of(child).iter().enumerate() {
                let to = &mut front[up as usize * stride..][..stride];
                for (&column, &weight) in exits.iter().zip(&weights[row * width..]) {
                    let place = &mut to[column as usize];
                    *place = (*place).min(weight);
                }
            }
        }
    }

    pub(super) fn exits_of(&self, cell: &Cell) -> &'a [u32] {
        &self.exits[cell.exits as usize..][..cell.exit_count as usize]
    }

    pub(super) fn entries_of(&self, cell: &Cell) -> &'a [u32] {
        &self.entries[cell.entries as usize..][..cell.entry_count as usize]
    }
}

/// Eliminates the own edges of a cell from its matrix.
#[inline(always)]
pub(super) fn eliminate(cell: &Cell, front: &mut [u32]) {
    let stride = padded(cell.columns());
    for pivot in 0..cell.own_count as usize {
        let (upper, lower) = front.split_at_mut((pivot + 1) * stride);
        let pivot_row = &upper[pivot * stride..];
        for row in lower.chunks_exact_mut(stride) {
            let to_pivot = row[pivot];
            if to_pivot < INF {
                relax(&mut row[pivot + 1..], to_pivot, &pivot_row[pivot + 1..]);
            }
        }
    }
}

/// Puts the matrix of a contracted cell where it belongs in a metric.
#[inline(always)]
pub(super) fn emit(cell: &Cell, front: &[u32], words: &mut [u32]) {
    let stride = padded(cell.columns());
    let own = cell.own_count as usize;
    let [out_end, inward_end, _] = cell.ends();
    let (rows, through) = words.split_at_mut(inward_end);
    let (out, inward) = rows.split_at_mut(out_end);
    out.copy_from_slice(&front[..out_end]);
    let width = padded(cell.rows());
    for (row, weights) in front.chunks_exact(stride.max(1)).enumerate() {
        for (pivot, &weight) in weights[..own].iter().enumerate() {
            inward[pivot * width + row] = weight;
        }
    }
    let exits = cell.exit_count as usize;
    let width = padded(exits);
    if width > 0 {
        for (to, from) in through
            .chunks_exact_mut(width)
            .zip(front[out_end..].chunks_exact(stride))
        {
            to[..exits].copy_from_slice(&from[own..own + exits]);
        }
    }
}
