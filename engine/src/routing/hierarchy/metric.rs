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
use super::kernel::{INF, padded, relax_behind};
use super::wide::vectorised;
use super::words::{Spare, Words};

/// Subtrees with at least this many weights are worth a thread.
const PARALLEL_WEIGHTS: usize = 50_000;

/// The weights of one hierarchy at one moment.
pub struct Metric {
    pub(super) words: Words,
    pub(super) spare: Spare,
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
        let spare = hierarchy.spare.clone();
        // Each word is written: a cell puts all of its own, padding included.
        let mut words = spare.words(hierarchy.weight_count());
        let work = Work::new(hierarchy, turn_weights);
        if let Some(root) = work.cells.len().checked_sub(1) {
            let parts = split(&mut words, hierarchy.part_sizes());
            work.subtree(root, parts, &mut Vec::new());
        }
        Self {
            words: Words::Owned(words),
            spare,
        }
    }

    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }
}

impl Clone for Metric {
    /// A copy in memory of its own.
    fn clone(&self) -> Self {
        Self {
            words: Words::Owned(self.spare.copy_of(&self.words)),
            spare: self.spare.clone(),
        }
    }
}

/// The three parts of a metric, or what of them belongs to a subtree.
pub(super) type Parts<'a> = [&'a mut [u32]; 3];

/// The three parts of a metric's words.
pub(super) fn split(words: &mut [u32], sizes: [usize; 3]) -> Parts<'_> {
    let (out, rest) = words.split_at_mut(sizes[0]);
    let (inward, through) = rest.split_at_mut(sizes[1]);
    [out, inward, through]
}

/// The beginning of each part, and the rest.
fn divide(parts: Parts<'_>, lengths: [usize; 3]) -> (Parts<'_>, Parts<'_>) {
    let [out, inward, through] = parts;
    let (out, out_rest) = out.split_at_mut(lengths[0]);
    let (inward, inward_rest) = inward.split_at_mut(lengths[1]);
    let (through, through_rest) = through.split_at_mut(lengths[2]);
    (
        [out, inward, through],
        [out_rest, inward_rest, through_rest],
    )
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

    /// Contracts a subtree; `parts` are its weights alone.
    fn subtree(&self, root: usize, parts: Parts<'_>, front: &mut Vec<u32>) {
        let cell = &self.cells[root];
        let first = cell.first as usize;
        let [out, inward, through] = parts;
        if cell.is_leaf() || out.len() < PARALLEL_WEIGHTS {
            vectorised(
                #[inline(always)]
                |_| self.in_order(first, root, [out, inward, through], front),
            );
            return;
        }
        let (left, right) = (cell.left as usize, root - 1);
        let starts = self.cells[first].starts;
        let middle = self.cells[left + 1].starts;
        let lengths = |from: [u32; 3], to: [u32; 3]| -> [usize; 3] {
            std::array::from_fn(|part| (to[part] - from[part]) as usize)
        };
        let [left_lengths, right_lengths] = [lengths(starts, middle), lengths(middle, cell.starts)];
        let parts = [out, inward, through];
        let (left_parts, rest) = divide(parts, left_lengths);
        let (right_parts, own) = divide(rest, right_lengths);
        let [left_out, left_in, left_through] = left_parts;
        let [right_out, right_in, right_through] = right_parts;
        rayon::join(
            || self.subtree(left, [left_out, left_in, &mut *left_through], front),
            || {
                self.subtree(
                    right,
                    [right_out, right_in, &mut *right_through],
                    &mut Vec::new(),
                );
            },
        );
        let below = |child: &Cell| -> &[u32] {
            let here = std::ptr::eq(child, &raw const self.cells[left]);
            let (part, start) = if here {
                (&*left_through, starts[2])
            } else {
                (&*right_through, middle[2])
            };
            &part[(child.starts[2] - start) as usize..]
        };
        vectorised(
            #[inline(always)]
            |_| {
                self.assemble(root, below, front);
                eliminate(cell, front);
                emit(cell, front, own);
            },
        );
    }

    /// Contracts the cells of a small subtree one after the other.
    #[inline(always)]
    fn in_order(&self, first: usize, root: usize, parts: Parts<'_>, front: &mut Vec<u32>) {
        let starts = self.cells[first].starts;
        let [out, inward, through] = parts;
        for id in first..=root {
            let cell = &self.cells[id];
            let [out_at, in_at, through_at] =
                std::array::from_fn(|part| (cell.starts[part] - starts[part]) as usize);
            let (below, here) = through.split_at_mut(through_at);
            self.assemble(
                id,
                |child| &below[(child.starts[2] - starts[2]) as usize..],
                front,
            );
            eliminate(cell, front);
            emit(
                cell,
                front,
                [&mut out[out_at..], &mut inward[in_at..], here],
            );
        }
    }

    /// The matrix of a cell before its own edges are eliminated. `below` gives the weights from the entries
    /// to the exits of a child.
    #[inline(always)]
    pub(super) fn assemble<'b>(
        &self,
        id: usize,
        below: impl Fn(&Cell) -> &'b [u32],
        front: &mut Vec<u32>,
    ) {
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
            let exits = self.exits_of(child);
            let mut weights = below(child);
            for &up in self.entries_of(child) {
                let to = &mut front[up as usize * stride..][..stride];
                let (row, rest) = weights.split_at(exits.len());
                weights = rest;
                for (&column, &weight) in exits.iter().zip(row) {
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
                relax_behind(pivot, row, to_pivot, pivot_row);
            }
        }
    }
}

/// Puts the matrix of a contracted cell where it belongs: `parts` begin with its weights.
#[inline(always)]
pub(super) fn emit(cell: &Cell, front: &[u32], parts: Parts<'_>) {
    let stride = padded(cell.columns());
    let own = cell.own_count as usize;
    let [out, inward, through] = parts;
    let [out_size, _, through_size] = cell.sizes();
    out[..out_size].copy_from_slice(&front[..out_size]);
    let width = padded(cell.rows());
    for row in inward[..own * width].chunks_exact_mut(width.max(1)) {
        row[cell.rows()..].fill(INF);
    }
    for (row, weights) in front.chunks_exact(stride.max(1)).enumerate() {
        for (pivot, &weight) in weights[..own].iter().enumerate() {
            inward[pivot * width + row] = weight;
        }
    }
    let exits = cell.exit_count as usize;
    let rows = front[out_size..].chunks_exact(stride.max(1));
    for (to, from) in through[..through_size]
        .chunks_exact_mut(exits.max(1))
        .zip(rows)
    {
        to.copy_from_slice(&from[own..own + exits]);
    }
}
