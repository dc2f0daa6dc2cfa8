//! Weights from many edges to one place (or the other way round): lazy RPHAST, a whole separator at a time.
//!
//! Strasser and Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021, section 3.1: the
//! weight from an edge to the place is the least over the edges above it; remembered once computed, many
//! teams share the upper parts. Here what is remembered is a whole cell.

use super::climb::{Climb, Ends};
use super::kernel::{self, INF};
use super::view::{Half, HalfCell, View, Way};
use super::wide::{Wide, vectorised};

/// Memory of a search to (or from) one place.
#[derive(Default)]
pub(super) struct Pull {
    climb: Climb,
    /// Per cell: where its values begin, when it has the present stamp.
    start: Vec<(u32, u32)>,
    stamp: u32,
    values: Vec<u32>,
    stack: Vec<u32>,
}

impl Pull {
    /// Begins a search. `way` is that from the place: [`Way::Back`] for weights *to* it.
    pub(super) fn begin(&mut self, view: View<'_>, way: Way, ends: Ends<'_>) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.start.len() != view.cells.len() || self.stamp == 0 {
            self.start.clear();
            self.start.resize(view.cells.len(), (0, 0));
            self.stamp = 1;
        }
        self.values.clear();
        let Some(&(edge, _)) = ends.first() else {
            self.climb.clear();
            return;
        };
        let (up, down) = match way {
            Way::Ahead => (view.half(Way::Ahead), view.half(Way::Back)),
            Way::Back => (view.half(Way::Back), view.half(Way::Ahead)),
        };
        self.climb.begin(&up, view.place(edge).0, ends);
        vectorised(
            #[inline(always)]
            |wide| {
                while self.climb.pass(wide, &up) {}
                // The cells around the place: what is known from inside counts.
                for step in (0..self.climb.steps.len()).rev() {
                    let id = self.climb.steps[step].cell;
                    let cell = down.cell(id);
                    let inside = &self.climb.values(step)[..cell.own];
                    let start = self.values.len();
                    self.values.extend_from_slice(inside);
                    self.settle(wide, &cell, id, start);
                }
            },
        );
    }

    /// Whether the place lies in a cell.
    pub(super) fn is_around(&self, cell: u32) -> bool {
        self.climb.steps.iter().any(|step| step.cell == cell)
    }

    /// The weights of the own and border edges of a cell.
    #[inline(always)]
    pub(super) fn cell(&mut self, wide: Option<Wide>, half: &Half<'_>, cell: u32) -> &[u32] {
        let mut next = Some(cell);
        self.stack.clear();
        while let Some(cell) = next.filter(|&cell| self.start[cell as usize].0 != self.stamp) {
            self.stack.push(cell);
            next = half.cell(cell).parent;
        }
        while let Some(id) = self.stack.pop() {
            let cell = half.cell(id);
            let start = self.values.len();
            self.settle(wide, &cell, id, start);
        }
        let start = self.start[cell as usize].1 as usize;
        &self.values[start..start + half.cell(cell).width]
    }

    /// Computes a cell whose parent is settled and whose own edges have what is known from inside.
    #[inline(always)]
    fn settle(&mut self, wide: Option<Wide>, cell: &HalfCell<'_>, id: u32, start: usize) {
        self.start[id as usize] = (self.stamp, super::number(start));
        self.values.resize(start + cell.width, INF);
        let (before, here) = self.values.split_at_mut(start);
        let above = cell.parent.map(|parent| self.start[parent as usize].1);
        settle(wide, cell, &before[above.unwrap_or(0) as usize..], here);
    }
}

/// Computes the values of a cell, given those of its parent; its own edges have what is known from inside, all others
/// none yet.
#[inline(always)]
pub(super) fn settle(wide: Option<Wide>, cell: &HalfCell<'_>, above: &[u32], values: &mut [u32]) {
    let border = &mut values[cell.own..];
    for (value, &up) in border.iter_mut().zip(cell.up) {
        *value = above[up as usize];
    }
    kernel::settle(wide, cell.own, &mut values[..cell.width], cell.rows());
}
