//! Weights from many edges to one place (or from it to them), all of them known beforehand.
//!
//! Lazy RPHAST (Strasser and Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021,
//! section 3.1) settles what lies above an edge when it is asked for. Here all edges are known: the cells above any
//! of them are listed first and then settled from the root down, each once, in the order of memory.

use super::climb::{Climb, Ends};
use super::kernel::INF;
use super::marked::Marked;
use super::number;
use super::pull::settle;
use super::view::{Half, View, Way};
use super::wide::{LANES, Wide, vectorised};

/// Memory of a search between one place and many edges.
#[derive(Default)]
pub(super) struct Many {
    climb: Climb,
    marked: Marked,
    /// Values of all cells that were passed, each behind those before it.
    values: Vec<u32>,
    /// Per cell that was passed: where its values begin.
    start: Vec<u32>,
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
        self.start.resize(view.cells.len(), 0);
        vectorised(
            #[inline(always)]
            |wide| {
                self.climb.clear();
                if let Some(&(edge, _)) = ends.first() {
                    self.climb.begin(&up, view.place(edge).0, ends);
                    while self.climb.pass(wide, &up) {}
                }
                self.descend(wide, &down);
            },
        );
    }

    /// The values of the own edges of a cell that was asked for (and, behind them, of others).
    #[inline]
    pub(super) fn values(&self, cell: u32) -> &[u32] {
        &self.values[self.start[cell as usize] as usize..]
    }

    #[inline(always)]
    fn descend(&mut self, wide: Option<Wide>, down: &Half<'_>) {
        let Self {
            climb,
            marked,
            values,
            start,
        } = self;
        let mut inside = climb.steps.len();
        let mut end = 0;
        marked.each(
            down,
            #[inline(always)]
            |id| {
                let cell = down.cell(id);
                let begin = end;
                end += cell.width;
                if values.len() < end {
                    values.resize(2 * end, INF);
                }
                start[id as usize] = number(begin);
                let (before, here) = values[..end].split_at_mut(begin);
                here.as_chunks_mut().0.fill([INF; LANES]);
                while inside > 0 && climb.steps[inside - 1].cell > id {
                    inside -= 1;
                }
                if let Some(step) = inside.checked_sub(1)
                    && climb.steps[step].cell == id
                {
                    here[..cell.own].copy_from_slice(&climb.values(step)[..cell.own]);
                }
                let above = cell.parent.map_or(0, |parent| start[parent as usize]);
                settle(wide, &cell, &before[above as usize..], here);
            },
        );
    }
}
