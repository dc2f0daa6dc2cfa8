//! A search that climbs from a cell to the root: the elimination-tree query (Dibbelt, Strasser and
//! Wagner 2016, section 4), a whole separator at a time.

use super::kernel::{INF, relax};
use super::view::Half;
use super::wide::Wide;

/// Where a query begins or ends: edges with their weights, all of them own edges of one cell, as the two
/// directions of a street and the copies of an edge are.
pub(super) type Ends<'a> = &'a [(u32, u32)];

/// A search from (or to) some edges of one cell, up through all cells around it.
///
/// For each cell on the way it holds the least weights to the cell's own and border edges by ways through
/// the cells below.
#[derive(Default)]
pub(super) struct Climb {
    /// Cells on the way, lowest first, and where their values begin.
    pub(super) steps: Vec<Step>,
    values: Vec<u32>,
}

/// A cell on the way up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) cell: u32,
    start: usize,
}

impl Climb {
    /// Begins in a cell, with the weights of some of its own edges.
    #[inline(always)]
    pub(super) fn begin(&mut self, half: &Half<'_>, cell: u32, ends: Ends<'_>) {
        self.clear();
        self.steps.push(Step { cell, start: 0 });
        self.values.resize(half.cell(cell).width, INF);
        for &(edge, label) in ends {
            let value = &mut self.values[half.view.place(edge).1];
            *value = (*value).min(label);
        }
    }

    /// Forgets the last search.
    pub(super) fn clear(&mut self) {
        self.steps.clear();
        self.values.clear();
    }

    /// The cell it has come to.
    #[inline(always)]
    pub(super) fn cell(&self) -> u32 {
        self.steps.last().map_or(0, |step| step.cell)
    }

    /// The values of the cell it has come to.
    #[inline(always)]
    pub(super) fn top(&mut self) -> &mut [u32] {
        let start = self.steps.last().map_or(0, |step| step.start);
        &mut self.values[start..]
    }

    /// The values of the cell at a step.
    pub(super) fn values(&self, step: usize) -> &[u32] {
        let start = self.steps[step].start;
        let end = self
            .steps
            .get(step + 1)
            .map_or(self.values.len(), |next| next.start);
        &self.values[start..end]
    }

    /// Relaxes all own edges and goes on to the parent; `false` at the root.
    #[inline(always)]
    pub(super) fn pass(&mut self, wide: Option<Wide>, half: &Half<'_>) -> bool {
        let cell = half.cell(self.cell());
        relax(wide, cell.own, self.top(), cell.rows());
        self.ascend(half)
    }

    /// Goes on to the parent; `false` at the root.
    #[inline(always)]
    pub(super) fn ascend(&mut self, half: &Half<'_>) -> bool {
        let cell = half.cell(self.cell());
        let Some(parent) = cell.parent else {
            return false;
        };
        let start = self.values.len();
        let from = start - cell.width + cell.own;
        self.values.resize(start + half.cell(parent).width, INF);
        let (below, above) = self.values.split_at_mut(start);
        for (&value, &up) in below[from..].iter().zip(cell.up) {
            above[up as usize] = value;
        }
        self.steps.push(Step {
            cell: parent,
            start,
        });
        true
    }
}
