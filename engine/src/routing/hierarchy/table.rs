//! Weights from many edges to many: sixteen ends at a time.

use super::climb::Climb;
use super::kernel::{INF, vectorised};
use super::view::{View, Way};

/// Ends that are worked on together: as many numbers as the widest registers hold.
const LANES: usize = 16;

/// Memory for tables.
#[derive(Default)]
pub(super) struct Table {
    climb: Climb,
    /// Cells around any begin, the root first: (cell, where its values are).
    cells: Vec<(u32, usize)>,
    /// Per cell: one more than its place in `cells`; 0 for the others.
    place: Vec<u32>,
    values: Vec<[u32; LANES]>,
}

impl Table {
    /// The weights from the start of each edge of `from` to the start of each of `to`, row by row, into `out`.
    pub(super) fn fill(&mut self, view: View<'_>, from: &[u32], to: &[u32], out: &mut Vec<u32>) {
        self.prepare(view, from);
        out.clear();
        out.resize(from.len() * to.len(), INF);
        for (group, ends) in to.chunks(LANES).enumerate() {
            vectorised(
                #[inline(always)]
                || self.group(view, ends),
            );
            for (row, &edge) in from.iter().enumerate() {
                let (cell, slot) = view.place(edge);
                let start = self.cells[self.place[cell as usize] as usize - 1].1;
                let weights = &self.values[start + slot][..ends.len()];
                out[row * to.len() + group * LANES..][..ends.len()].copy_from_slice(weights);
            }
        }
        for &(cell, _) in &self.cells {
            self.place[cell as usize] = 0;
        }
    }

    /// Collects the cells that all groups pass through.
    fn prepare(&mut self, view: View<'_>, from: &[u32]) {
        let half = view.half(Way::Ahead);
        self.place.resize(view.cells.len(), 0);
        self.cells.clear();
        for &edge in from {
            let mut next = Some(view.place(edge).0);
            while let Some(cell) = next.filter(|&cell| self.place[cell as usize] == 0) {
                self.place[cell as usize] = 1;
                self.cells.push((cell, 0));
                next = half.cell(cell).parent;
            }
        }
        // Parents have higher numbers than their children.
        self.cells
            .sort_unstable_by_key(|&(cell, _)| std::cmp::Reverse(cell));
        let mut end = 0;
        for (place, (cell, start)) in (1..).zip(&mut self.cells) {
            self.place[*cell as usize] = place;
            *start = end;
            end += half.cell(*cell).width;
        }
        self.values.resize(end, [INF; LANES]);
    }

    /// Computes the values of all cells for up to sixteen ends.
    #[inline(always)]
    fn group(&mut self, view: View<'_>, ends: &[u32]) {
        self.values.fill([INF; LANES]);
        let (ahead, back) = (view.half(Way::Ahead), view.half(Way::Back));
        for (lane, &edge) in ends.iter().enumerate() {
            self.climb.begin(&back, view.place(edge).0, &[(edge, 0)]);
            while self.climb.pass(&back) {}
            for (step, cell) in self.climb.steps.iter().map(|step| step.cell).enumerate() {
                let Some(place) = self.place[cell as usize].checked_sub(1) else {
                    continue;
                };
                let own = ahead.cell(cell).own;
                let values = &mut self.values[self.cells[place as usize].1..][..own];
                for (to, &value) in values.iter_mut().zip(self.climb.values(step)) {
                    to[lane] = value;
                }
            }
        }
        for &(id, start) in &self.cells {
            let cell = ahead.cell(id);
            if let Some(parent) = cell.parent {
                let above = self.cells[self.place[parent as usize] as usize - 1].1;
                // The root comes first: parents lie before their children.
                let (before, here) = self.values.split_at_mut(start);
                for (to, &up) in here[cell.own..].iter_mut().zip(cell.up) {
                    *to = before[above + up as usize];
                }
            }
            let values = &mut self.values[start..start + cell.width];
            for own in (0..cell.own).rev() {
                let (lower, upper) = values.split_at_mut(own + 1);
                let mut least = lower[own];
                for (value, &weight) in upper.iter().zip(&cell.row(own)[own + 1..]) {
                    for lane in 0..LANES {
                        least[lane] = least[lane].min(value[lane] + weight);
                    }
                }
                lower[own] = least;
            }
        }
    }
}
