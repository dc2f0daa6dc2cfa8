//! Weights from many edges to one place (or from it to them), all of them known beforehand.
//!
//! Lazy RPHAST (Strasser and Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021,
//! section 3.1) settles what lies above an edge when it is asked for. Here all edges are known: the cells above any
//! of them are listed first and then settled from the root down, each once, in the order of memory.

use super::climb::{Climb, Ends};
use super::kernel::{INF, vectorised};
use super::marked::Marked;
use super::pull::settle;
use super::view::{Half, View, Way};

/// Memory of a search between one place and many edges.
#[derive(Default)]
pub(super) struct Many {
    climb: Climb,
    marked: Marked,
    /// Values of the cell at hand and of those around it.
    values: Vec<u32>,
    /// Values of the own edges of all cells that were asked for.
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
        self.marked.mark(view, asked);
        self.kept.resize(self.marked.own(), INF);
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
        &self.kept[self.marked.start(cell)..]
    }

    #[inline(always)]
    fn descend(&mut self, down: &Half<'_>) {
        let Self {
            climb,
            marked,
            values,
            kept,
        } = self;
        let mut inside = climb.steps.len();
        marked.pass(
            down,
            #[inline(always)]
            |passed| {
                let cell = down.cell(passed.cell);
                let end = passed.start + cell.width;
                if values.len() < end {
                    values.resize(end, INF);
                }
                let (before, here) = values[..end].split_at_mut(passed.start);
                while inside > 0 && climb.steps[inside - 1].cell > passed.cell {
                    inside -= 1;
                }
                match inside.checked_sub(1) {
                    Some(step) if climb.steps[step].cell == passed.cell => {
                        here[..cell.own].copy_from_slice(&climb.values(step)[..cell.own]);
                    }
                    _ => here[..cell.own].fill(INF),
                }
                settle(&cell, &before[passed.above..], here);
                if let Some(kept_at) = passed.kept {
                    kept[kept_at..][..cell.own].copy_from_slice(&here[..cell.own]);
                }
            },
        );
    }
}
