//! The cells that a search for many known edges passes, from the root down.

use super::cells::NONE;
use super::number;
use super::view::{Half, View};

/// How many cells before their turn their weights are fetched, and what is known of where these are.
const WEIGHTS_AHEAD: usize = 8;
const CELL_AHEAD: usize = 20;

/// Cells that are asked for and all around them.
#[derive(Default)]
pub(super) struct Marked {
    /// A bit per cell: in the list. All zero between searches.
    marks: Vec<u64>,
    /// A bit per cell: asked for. All zero between searches.
    asked: Vec<u64>,
    /// The list, ascending.
    cells: Vec<Mark>,
    /// Per cell that is asked for: where its own edges begin among those of all such cells.
    start: Vec<u32>,
    /// Own edges of all cells that are asked for.
    own: usize,
    around: Vec<Around>,
}

/// A cell to be passed.
#[derive(Clone, Copy, Debug)]
struct Mark {
    cell: u32,
    /// Where its own edges begin among those asked for, or [`NONE`].
    kept: u32,
}

/// A cell around the one at hand.
#[derive(Clone, Copy, Debug)]
struct Around {
    cell: u32,
    /// Where its values begin and end.
    start: u32,
    end: u32,
}

/// A cell at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passed {
    pub(super) cell: u32,
    /// Where the values of its parent begin, and its own: they lie behind those of the cells around it.
    pub(super) above: usize,
    pub(super) start: usize,
    /// Where the values of its own edges are to be kept, if someone asked for them.
    pub(super) kept: Option<usize>,
}

impl Marked {
    /// Lists the cells.
    pub(super) fn mark(&mut self, view: View<'_>, asked: impl Iterator<Item = u32>) {
        let words = view.cells.len().div_ceil(64);
        self.marks.resize(words, 0);
        self.asked.resize(words, 0);
        self.start.resize(view.cells.len(), 0);
        for cell in asked {
            let (word, bit) = (cell as usize / 64, 1 << (cell % 64));
            self.marks[word] |= bit;
            self.asked[word] |= bit;
        }
        self.cells.clear();
        self.own = 0;
        for word in 0..words {
            let mut bits = std::mem::take(&mut self.marks[word]);
            if bits == 0 {
                continue;
            }
            let asked = std::mem::take(&mut self.asked[word]);
            // A parent has a higher number than its child: it is marked before one comes to it.
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let id = word * 64 + bit as usize;
                let mut kept = NONE;
                if asked >> bit & 1 == 1 {
                    kept = number(self.own);
                    self.start[id] = kept;
                    self.own += view.cells[id].own_count as usize;
                }
                self.cells.push(Mark {
                    cell: number(id),
                    kept,
                });
                let parent = view.parents[id] as usize;
                if parent / 64 == word {
                    bits |= 1 << (parent % 64);
                } else if let Some(mark) = self.marks.get_mut(parent / 64) {
                    *mark |= 1 << (parent % 64);
                }
            }
        }
    }

    /// How many values are kept.
    pub(super) fn own(&self) -> usize {
        self.own
    }

    /// Where the values of a cell that was asked for are kept.
    #[inline(always)]
    pub(super) fn start(&self, cell: u32) -> usize {
        self.start[cell as usize] as usize
    }

    /// Hands the cells to `visit`, each after its parent, with places for their values.
    ///
    /// Cells are numbered in post-order, so going backwards is a depth-first walk: only the values of the cells around
    /// the one at hand need a place.
    #[inline(always)]
    pub(super) fn pass(&mut self, half: &Half<'_>, mut visit: impl FnMut(Passed)) {
        let Self { cells, around, .. } = self;
        around.clear();
        each(
            cells,
            half,
            #[inline(always)]
            |Mark { cell: id, kept }| {
                let cell = half.cell(id);
                while around
                    .pop_if(|last| Some(last.cell) != cell.parent)
                    .is_some()
                {}
                let parent = around.last();
                let (above, start) = parent.map_or((0, 0), |parent| (parent.start, parent.end));
                around.push(Around {
                    cell: id,
                    start,
                    end: start + number(cell.width),
                });
                visit(Passed {
                    cell: id,
                    above: above as usize,
                    start: start as usize,
                    kept: (kept != NONE).then_some(kept as usize),
                });
            },
        );
    }

    /// Hands the cells to `visit`, each after its parent.
    #[inline(always)]
    pub(super) fn each(&self, half: &Half<'_>, mut visit: impl FnMut(u32)) {
        each(
            &self.cells,
            half,
            #[inline(always)]
            |mark| visit(mark.cell),
        );
    }
}

/// Hands listed cells to `visit`, last first, and asks for the memory of those to come.
#[inline(always)]
fn each(cells: &[Mark], half: &Half<'_>, mut visit: impl FnMut(Mark)) {
    for (place, &mark) in cells.iter().enumerate().rev() {
        let later = |by: usize| cells[place.saturating_sub(by)].cell;
        half.prefetch(later(WEIGHTS_AHEAD), later(CELL_AHEAD));
        visit(mark);
    }
}
