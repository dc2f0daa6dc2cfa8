//! Weights from many edges to many: sixteen ends at a time.

use super::climb::Climb;
use super::kernel::INF;
use super::marked::Marked;
use super::number;
use super::view::{HalfCell, View, Way};
use super::wide::vectorised;

/// Ends that are worked on together: as many numbers as the widest registers hold.
pub(super) const LANES: usize = 16;

/// Memory for tables.
#[derive(Default)]
pub(super) struct Table {
    marked: Marked,
    climbs: [Climb; LANES],
    /// The ends of one lane.
    ends: Vec<(u32, u32)>,
    /// What is known from inside: (cell, lane, step of its climb), ascending.
    inside: Vec<(u32, u32, u32)>,
    /// Values of the cell at hand and of those around it.
    values: Vec<[u32; LANES]>,
    /// Values of the own edges of all cells that were asked for.
    kept: Vec<[u32; LANES]>,
}

impl Table {
    /// The weights from the start of each edge of `from` to the start of each of `to`, row by row, into `out`.
    pub(super) fn fill(&mut self, view: View<'_>, from: &[u32], to: &[u32], out: &mut Vec<u32>) {
        self.prepare(view, from.iter().copied());
        out.clear();
        out.resize(from.len() * to.len(), INF);
        for (group, targets) in to.chunks(LANES).enumerate() {
            self.group(view, targets, |&edge, ends| ends.push((edge, 0)));
            for (row, &edge) in from.iter().enumerate() {
                let weights = &self.weights(view, edge)[..targets.len()];
                out[row * to.len() + group * LANES..][..targets.len()].copy_from_slice(weights);
            }
        }
    }

    /// Makes ready for the weights from the starts of some edges.
    pub(super) fn prepare(&mut self, view: View<'_>, from: impl Iterator<Item = u32>) {
        self.marked.mark(view, from.map(|edge| view.place(edge).0));
        self.kept.resize(self.marked.own(), [INF; LANES]);
    }

    /// Computes the weights to up to sixteen targets. `ends` appends where ways to a target end, all of them own edges
    /// of one cell, and the weight from there on.
    pub(super) fn group<T>(
        &mut self,
        view: View<'_>,
        targets: &[T],
        ends: impl Fn(&T, &mut Vec<(u32, u32)>),
    ) {
        let back = view.half(Way::Back);
        self.inside.clear();
        for (lane, target) in targets.iter().enumerate() {
            self.ends.clear();
            ends(target, &mut self.ends);
            let climb = &mut self.climbs[lane];
            climb.clear();
            let Some(&(edge, _)) = self.ends.first() else {
                continue;
            };
            vectorised(
                #[inline(always)]
                |wide| {
                    climb.begin(&back, view.place(edge).0, &self.ends);
                    while climb.pass(wide, &back) {}
                },
            );
            let steps = (0..).zip(&climb.steps);
            let inside = steps.map(|(step, at)| (at.cell, number(lane), step));
            self.inside.extend(inside);
        }
        self.inside.sort_unstable();
        vectorised(
            #[inline(always)]
            |_| self.descend(view),
        );
    }

    /// The weights from the start of an edge to the targets of the last group.
    #[inline(always)]
    pub(super) fn weights(&self, view: View<'_>, edge: u32) -> &[u32; LANES] {
        let (cell, slot) = view.place(edge);
        &self.kept[self.marked.start(cell) + slot]
    }

    #[inline(always)]
    fn descend(&mut self, view: View<'_>) {
        let Self {
            marked,
            climbs,
            inside,
            values,
            kept,
            ..
        } = self;
        let ahead = view.half(Way::Ahead);
        marked.pass(
            &ahead,
            #[inline(always)]
            |passed| {
                let cell = ahead.cell(passed.cell);
                let end = passed.start + cell.width;
                if values.len() < end {
                    values.resize(end, [INF; LANES]);
                }
                let (before, here) = values[..end].split_at_mut(passed.start);
                here[..cell.own].fill([INF; LANES]);
                while let Some(&(other, lane, step)) = inside.last()
                    && other >= passed.cell
                {
                    inside.pop();
                    if other == passed.cell {
                        let known = climbs[lane as usize].values(step as usize);
                        for (value, &known) in here[..cell.own].iter_mut().zip(known) {
                            value[lane as usize] = known;
                        }
                    }
                }
                settle(&cell, &before[passed.above..], here);
                if let Some(kept_at) = passed.kept {
                    kept[kept_at..][..cell.own].copy_from_slice(&here[..cell.own]);
                }
            },
        );
    }
}

/// Computes the values of a cell, given those of its parent; its own edges have what is known from inside.
#[inline(always)]
fn settle(cell: &HalfCell<'_>, above: &[[u32; LANES]], values: &mut [[u32; LANES]]) {
    for (to, &up) in values[cell.own..].iter_mut().zip(cell.up) {
        *to = above[up as usize];
    }
    let values = &mut values[..cell.own + cell.up.len()];
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
