//! Weights from many edges to one place (or from it to them), all of them known beforehand.
//!
//! Lazy RPHAST (Strasser and Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021,
//! section 3.1) settles what lies above an edge when it is asked for. Here all edges are known: the cells above any
//! of them are marked first and then settled from the root down, each once, in the order of memory. Cells are
//! numbered in post-order, so going backwards is a depth-first walk, and only the values of the cells around
//! the one at hand need to be kept.

use super::climb::{Climb, Ends};
use super::kernel::{INF, vectorised};
use super::number;
use super::pull::settle;
use super::view::{Half, View, Way};

/// Memory of a search between one place and many edges.
#[derive(Default)]
pub(super) struct Many {
    climb: Climb,
    /// A bit per cell: to be settled. All zero between searches.
    marks: Vec<u64>,
    /// A bit per cell: someone asks for its own edges. All zero between searches.
    asked: Vec<u64>,
    /// The cells to be settled, ascending.
    cells: Vec<u32>,
    /// The cells around the one at hand, the root first, and where their values begin.
    around: Vec<(u32, u32)>,
    values: Vec<u32>,
    /// Per cell that is asked for: where the values of its own edges begin in `kept`.
    start: Vec<u32>,
    kept: Vec<u32>,
}

impl Many {
    /// Settles the own edges of some cells. `way` is that from the place: [`Way::Back`] for weights *to* it.
    pub(super) fn settle(
        &mut self,
        view: View<'_>,
        way: Way,
        ends: Ends<'_>,
        asked: impl Iterator<Item = u32>,
    ) {
        let (up, down) = match way {
            Way::Ahead => (view.half(Way::Ahead), view.half(Way::Back)),
            Way::Back => (view.half(Way::Back), view.half(Way::Ahead)),
        };
        self.start.resize(view.cells.len(), 0);
        self.mark(view, asked);
        vectorised(
            #[inline(always)]
            || {
                self.climb.clear();
                if let Some(&(edge, _)) = ends.first() {
                    self.climb.begin(&up, view.place(edge).0, ends);
                    while self.climb.pass(&up) {}
                }
                self.descend(&down);
            },
        );
    }

    /// The values of the own edges of a cell that was asked for (and, behind them, of others).
    #[inline]
    pub(super) fn values(&self, cell: u32) -> &[u32] {
        &self.kept[self.start[cell as usize] as usize..]
    }

    /// Lists the cells that are asked for and all around them.
    fn mark(&mut self, view: View<'_>, asked: impl Iterator<Item = u32>) {
        let words = view.cells.len().div_ceil(64);
        self.marks.resize(words, 0);
        self.asked.resize(words, 0);
        for cell in asked {
            let (word, bit) = (cell as usize / 64, 1 << (cell % 64));
            self.marks[word] |= bit;
            self.asked[word] |= bit;
        }
        self.cells.clear();
        for word in 0..words {
            // A parent has a higher number than its child: it is marked before one comes to it.
            let mut bits = std::mem::take(&mut self.marks[word]);
            while bits != 0 {
                let cell = number(word * 64) + bits.trailing_zeros();
                bits &= bits - 1;
                self.cells.push(cell);
                let parent = view.cells[cell as usize].parent as usize;
                if parent / 64 == word {
                    bits |= 1 << (parent % 64);
                } else if let Some(mark) = self.marks.get_mut(parent / 64) {
                    *mark |= 1 << (parent % 64);
                }
            }
        }
    }

    /// Settles the listed cells from the root down.
    #[inline(always)]
    fn descend(&mut self, down: &Half<'_>) {
        self.values.clear();
        self.around.clear();
        self.kept.clear();
        let mut inside = self.climb.steps.len();
        for &id in self.cells.iter().rev() {
            let cell = down.cell(id);
            let above = loop {
                match self.around.last() {
                    Some(&(other, start)) if Some(other) == cell.parent => break start as usize,
                    Some(_) => self.around.pop(),
                    None => break 0,
                };
            };
            let above_end = match cell.parent {
                Some(parent) => above + down.cell(parent).width,
                None => 0,
            };
            let start = above_end;
            if self.values.len() < start + cell.width {
                self.values.resize(start + cell.width, INF);
            }
            let (before, here) = self.values.split_at_mut(start);
            let here = &mut here[..cell.width];
            while inside > 0 && self.climb.steps[inside - 1].cell > id {
                inside -= 1;
            }
            match inside.checked_sub(1) {
                Some(step) if self.climb.steps[step].cell == id => {
                    here[..cell.own].copy_from_slice(&self.climb.values(step)[..cell.own]);
                }
                _ => here[..cell.own].fill(INF),
            }
            settle(&cell, &before[above..], here);
            self.around.push((id, number(start)));
            let bit = 1 << (id % 64);
            let asked = &mut self.asked[id as usize / 64];
            if *asked & bit != 0 {
                *asked &= !bit;
                self.start[id as usize] = number(self.kept.len());
                self.kept.extend_from_slice(&here[..cell.own]);
            }
        }
    }
}
