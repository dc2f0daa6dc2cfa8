//! Partial customization: only what a change of weights touches is computed again.
//!
//! An entry of a cell's matrix is the least of what its children (or the turns of a leaf) say and of the
//! sums over the own edges eliminated before it. When one of these changes, the entry is computed again;
//! when it comes out the same, nothing follows from it. What changes between entries and exits is handed
//! to the parent. The result is, to the bit, what a full customization gives.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cells::{Cell, Hierarchy};
use super::kernel::{INF, padded};
use super::metric::{Metric, Parts, Work, eliminate, emit, split};
use super::wide::vectorised;
use super::words::Words;

/// When one in this many entries of a cell is to be computed again, all are.
const DENSE_SHARE: usize = 8;

/// A place in the matrix of a cell, in the order in which places are final.
type Entry = (u32, u32, u32);

/// Memory for updates, and what the last one did.
#[derive(Default)]
pub struct Updater {
    /// (cell, row, column) whose inputs have changed, lowest cell first.
    inputs: BinaryHeap<Reverse<Entry>>,
    /// (pivot, row, column) to be computed again in the cell at hand.
    entries: BinaryHeap<Reverse<Entry>>,
    front: Vec<u32>,
    work_done: WorkDone,
}

/// What an update computed again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkDone {
    /// Cells looked at.
    pub cells: usize,
    /// Cells of these that were contracted again whole.
    pub whole_cells: usize,
    /// Entries computed again one by one.
    pub entries: usize,
}

impl Updater {
    /// What the last update computed again.
    #[must_use]
    pub fn work_done(&self) -> WorkDone {
        self.work_done
    }
}

impl Metric {
    /// Takes over changed weights.
    ///
    /// `turn_weights` are all weights as they are now; `changed` are the numbers of the turns whose weights may
    /// differ from those that this metric was made of.
    ///
    /// # Panics
    /// When a number is not one of a turn of the graph.
    pub fn update(
        &mut self,
        hierarchy: &Hierarchy,
        turn_weights: &[u32],
        changed: &[u32],
        updater: &mut Updater,
    ) {
        if let Words::Mapped(column) = &self.words {
            self.words = Words::Owned(self.spare.copy_of(column.as_slice()));
        }
        let Words::Owned(words) = &mut self.words else {
            return;
        };
        let work = Work::new(hierarchy, turn_weights);
        updater.work_done = WorkDone::default();
        let sizes = hierarchy.part_sizes();
        let places = hierarchy.turn_place.as_slice();
        for &turn in changed {
            let place = places[turn as usize];
            let leaf_turn = work.leaf_turns[place as usize];
            let cell = work.leaf_of(place);
            updater
                .inputs
                .push(Reverse((cell, leaf_turn.row, leaf_turn.column)));
        }
        vectorised(
            #[inline(always)]
            |_| {
                while let Some(&Reverse((id, ..))) = updater.inputs.peek() {
                    let parts = split(words, sizes);
                    let mut matrix = Matrix::new(&work, parts, id);
                    updater.cell(&work, &mut matrix);
                }
            },
        );
    }
}

impl Updater {
    /// Computes again what has changed in one cell.
    #[inline(always)]
    fn cell(&mut self, work: &Work<'_>, matrix: &mut Matrix<'_>) {
        self.work_done.cells += 1;
        self.entries.clear();
        while let Some(&Reverse((id, row, column))) = self.inputs.peek()
            && id == matrix.id
        {
            self.inputs.pop();
            self.entries.push(matrix.entry(row, column));
        }
        let limit = matrix.cell.rows() * matrix.cell.columns() / DENSE_SHARE;
        let mut count = 0;
        let mut last = None;
        while let Some(Reverse(entry)) = self.entries.pop() {
            if last.replace(entry) == Some(entry) {
                continue;
            }
            count += 1;
            if count + self.entries.len() > limit.max(16) {
                self.whole(work, matrix);
                return;
            }
            self.work_done.entries += 1;
            let (_, row, column) = entry;
            let (old, new) = (matrix.get(row, column), matrix.compute(work, row, column));
            if old != new {
                matrix.set(row, column, new);
                self.follow(work, matrix, (row, column), old, new);
            }
        }
    }

    /// Marks what a changed entry may change.
    #[inline(always)]
    fn follow(
        &mut self,
        work: &Work<'_>,
        matrix: &Matrix<'_>,
        (row, column): (u32, u32),
        old: u32,
        new: u32,
    ) {
        let own = matrix.cell.own_count;
        if row >= own && column >= own {
            let entries = work.entries_of(matrix.cell);
            let exits = work.exits_of(matrix.cell);
            let place = (
                entries[(row - own) as usize],
                exits[(column - own) as usize],
            );
            self.inputs
                .push(Reverse((matrix.cell.parent, place.0, place.1)));
            return;
        }
        let touches = |rest: u32, sum: u32| rest < INF && (rest + new < sum || rest + old == sum);
        if row < column {
            // From the pivot: all that comes to the pivot from later rows goes on to this column.
            let to_pivot = matrix.pivot_column(row);
            for other in row + 1..super::number(matrix.cell.rows()) {
                if touches(to_pivot[other as usize], matrix.get(other, column)) {
                    self.entries.push(matrix.entry(other, column));
                }
            }
        } else if column < row {
            let pivot_row = matrix.pivot_row(column);
            for other in column + 1..super::number(matrix.cell.columns()) {
                if touches(pivot_row[other as usize], matrix.get(row, other)) {
                    self.entries.push(matrix.entry(row, other));
                }
            }
        }
    }

    /// Contracts a cell again and tells its parent what has changed.
    #[inline(always)]
    fn whole(&mut self, work: &Work<'_>, matrix: &mut Matrix<'_>) {
        self.work_done.whole_cells += 1;
        self.entries.clear();
        let cell = matrix.cell;
        let lower = matrix.below;
        work.assemble(
            matrix.id as usize,
            |child| &lower[child.starts[2] as usize..],
            &mut self.front,
        );
        eliminate(cell, &mut self.front);
        let own = cell.own_count;
        let stride = padded(cell.columns());
        let (entries, exits) = (work.entries_of(cell), work.exits_of(cell));
        for (row, &up_row) in (own..).zip(entries) {
            let now = &self.front[row as usize * stride..];
            for (column, &up_column) in (own..).zip(exits) {
                if now[column as usize] != matrix.get(row, column) {
                    self.inputs.push(Reverse((cell.parent, up_row, up_column)));
                }
            }
        }
        let Matrix {
            out,
            inward,
            through,
            ..
        } = matrix;
        emit(cell, &self.front, [out, inward, through]);
    }
}

/// The matrix of one cell in a metric.
struct Matrix<'a> {
    id: u32,
    cell: &'a Cell,
    /// Weights from entries to exits of all cells before this one.
    below: &'a [u32],
    out: &'a mut [u32],
    inward: &'a mut [u32],
    through: &'a mut [u32],
    /// Lengths of the rows of the three parts.
    strides: [usize; 3],
}

impl<'a> Matrix<'a> {
    #[inline(always)]
    fn new(work: &Work<'a>, [out, inward, through]: Parts<'a>, id: u32) -> Self {
        let cell = &work.cells[id as usize];
        let [out_start, inward_start, through_start] = cell.starts.map(|start| start as usize);
        let (below, through) = through.split_at_mut(through_start);
        Self {
            id,
            cell,
            below,
            out: &mut out[out_start..],
            inward: &mut inward[inward_start..],
            through,
            strides: [
                padded(cell.columns()),
                padded(cell.rows()),
                cell.exit_count as usize,
            ],
        }
    }

    /// A place of the matrix with the pivot at which it is final: entries are computed in this order.
    #[inline(always)]
    fn entry(&self, row: u32, column: u32) -> Reverse<Entry> {
        Reverse((row.min(column).min(self.cell.own_count), row, column))
    }

    /// Weights from an own edge to all columns.
    #[inline(always)]
    fn pivot_row(&self, pivot: u32) -> &[u32] {
        &self.out[pivot as usize * self.strides[0]..]
    }

    /// Weights from all rows to an own edge.
    #[inline(always)]
    fn pivot_column(&self, pivot: u32) -> &[u32] {
        &self.inward[pivot as usize * self.strides[1]..]
    }

    #[inline(always)]
    fn get(&self, row: u32, column: u32) -> u32 {
        let own = self.cell.own_count;
        if row < own {
            self.pivot_row(row)[column as usize]
        } else if column < own {
            self.pivot_column(column)[row as usize]
        } else {
            let (entry, exit) = ((row - own) as usize, (column - own) as usize);
            self.through[entry * self.strides[2] + exit]
        }
    }

    #[inline(always)]
    fn set(&mut self, row: u32, column: u32, weight: u32) {
        let own = self.cell.own_count;
        let (row, column, own) = (row as usize, column as usize, own as usize);
        if row < own {
            self.out[row * self.strides[0] + column] = weight;
        }
        if column < own {
            self.inward[column * self.strides[1] + row] = weight;
        }
        if row >= own && column >= own {
            self.through[(row - own) * self.strides[2] + column - own] = weight;
        }
    }

    /// What an entry must be, given all that is final before it.
    #[inline(always)]
    fn compute(&self, work: &Work<'_>, row: u32, column: u32) -> u32 {
        let pivots = row.min(column).min(self.cell.own_count);
        let sums = (0..pivots).map(|pivot| {
            self.pivot_column(pivot)[row as usize] + self.pivot_row(pivot)[column as usize]
        });
        sums.fold(self.input(work, row, column), u32::min)
    }

    /// What the children, or the turns of a leaf, say of an entry.
    #[inline(always)]
    fn input(&self, work: &Work<'_>, row: u32, column: u32) -> u32 {
        if self.cell.is_leaf() {
            let turns =
                &work.leaf_turns[self.cell.turns as usize..][..self.cell.turn_count as usize];
            let here = turns
                .iter()
                .filter(|turn| (turn.row, turn.column) == (row, column));
            let weights = here.map(|turn| work.turn_weights[turn.turn as usize]);
            return weights.fold(INF, u32::min);
        }
        let of_child = |id: u32| {
            let child = &work.cells[id as usize];
            let entry = work.entries_of(child).binary_search(&row).ok()?;
            let exit = work.exits_of(child).binary_search(&column).ok()?;
            let row = child.starts[2] as usize + entry * child.exit_count as usize;
            Some(self.below[row + exit])
        };
        let children = [self.cell.left, self.id - 1].into_iter();
        children.filter_map(of_child).fold(INF, u32::min)
    }
}
