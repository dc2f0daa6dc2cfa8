//! The `k` of many that are nearest to a place, exactly: best first down the tree of cells.
//!
//! Filter and refine in one: who is inside a cell (and the place is not) must leave it by one of its exits,
//! so the least time from an exit to the place bounds the time of all inside from below. Cells are opened in order of
//! that bound until no bound is below the `k`-th time found. Only cells with someone in them are looked at.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::kernel::INF;
use super::pull::Pull;
use super::view::{Half, View, Way};
use super::wide::vectorised;

/// Who may be among the nearest, by the cells that they are in.
pub(super) trait Crowd {
    /// What is known of those inside one cell.
    type Inside: Copy + Ord;

    /// All of them; `None` when there is nobody.
    fn all(&self) -> Option<Self::Inside>;

    /// Hands those on the own edges of a cell to `meet`; returns who is inside each of its two children.
    fn open(
        &self,
        view: View<'_>,
        cell: u32,
        inside: Self::Inside,
        meet: impl FnMut(u32),
    ) -> [Option<Self::Inside>; 2];
}

/// Memory for the search.
pub(super) struct Nearest<I> {
    /// Cells to be opened: bound, number, and who is inside.
    queue: BinaryHeap<Reverse<(u32, u32, I)>>,
}

impl<I: Ord> Default for Nearest<I> {
    fn default() -> Self {
        let queue = BinaryHeap::new();
        Self { queue }
    }
}

impl<I: Copy + Ord> Nearest<I> {
    /// Ranks a crowd by what `time` says of each, given the weights of the edges of their cell; the `k` first as
    /// (time, number) into `out` (cleared first). `pull` must have begun at the place.
    ///
    /// `time_mask` is the part of a weight that is time; `time` may never be below the time part of the weight from
    /// the start of the edge that is left last.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a search reads, where it writes, and how it asks for a time"
    )]
    pub(super) fn search(
        &mut self,
        view: View<'_>,
        pull: &mut Pull,
        crowd: &impl Crowd<Inside = I>,
        k: usize,
        time_mask: u32,
        mut time: impl FnMut(u32, &[u32]) -> Option<u64>,
        out: &mut Vec<(u64, u32)>,
    ) {
        out.clear();
        self.queue.clear();
        let half = view.half(Way::Ahead);
        let (Some(root), 1.., Some(all)) = (view.cells.len().checked_sub(1), k, crowd.all()) else {
            return;
        };
        self.queue.push(Reverse((0, super::number(root), all)));
        vectorised(
            #[inline(always)]
            |wide| {
                while let Some(Reverse((bound, cell, inside))) = self.queue.pop() {
                    if out.len() == k
                        && out.last().is_some_and(|&(last, _)| u64::from(bound) > last)
                    {
                        break;
                    }
                    let values = pull.cell(wide, &half, cell);
                    let children = crowd.open(view, cell, inside, |number| {
                        if let Some(time) = time(number, values) {
                            insert(out, k, (time, number));
                        }
                    });
                    // The place lies in a cell only if it lies in the parent, whose bound is then zero.
                    let around = bound == 0;
                    let numbers = [view.cells[cell as usize].left, cell.wrapping_sub(1)];
                    for (child, inside) in numbers.into_iter().zip(children) {
                        let Some(inside) = inside else { continue };
                        let bound = if around && pull.is_around(child) {
                            Some(0)
                        } else {
                            bound_of(&half, child, pull.cell(wide, &half, cell), time_mask)
                        };
                        if let Some(bound) = bound {
                            self.queue.push(Reverse((bound, child, inside)));
                        }
                    }
                }
            },
        );
    }
}

/// The least time from an exit of a cell to the place, given the weights of its parent; `None` when there is no way.
#[inline(always)]
fn bound_of(half: &Half<'_>, child: u32, parent: &[u32], time_mask: u32) -> Option<u32> {
    let weights = half.cell(child).up.iter().map(|&up| parent[up as usize]);
    let times = weights
        .filter(|&weight| weight < INF)
        .map(|weight| weight & time_mask);
    times.min()
}

/// Keeps the `k` least in order.
fn insert(out: &mut Vec<(u64, u32)>, k: usize, entry: (u64, u32)) {
    let place = out.partition_point(|&other| other < entry);
    if place < k {
        out.truncate(k - 1);
        out.insert(place, entry);
    }
}

/// A list made for one query: (cell, number), ascending.
pub(super) struct Listed<'a>(pub(super) &'a [(u32, u32)]);

impl Crowd for Listed<'_> {
    /// A range of the list.
    type Inside = (u32, u32);

    fn all(&self) -> Option<(u32, u32)> {
        (!self.0.is_empty()).then_some((0, super::number(self.0.len())))
    }

    #[inline(always)]
    fn open(
        &self,
        view: View<'_>,
        cell: u32,
        (from, to): (u32, u32),
        mut meet: impl FnMut(u32),
    ) -> [Option<(u32, u32)>; 2] {
        // Those on own edges come last: inner cells have lower numbers.
        let inside = &self.0[from as usize..to as usize];
        let deeper = inside.partition_point(|&(other, _)| other < cell);
        for &(_, number) in &inside[deeper..] {
            meet(number);
        }
        let left = view.cells[cell as usize].left;
        let middle = inside[..deeper].partition_point(|&(other, _)| other <= left);
        let [middle, end] = [middle, deeper].map(|place| from + super::number(place));
        [(from, middle), (middle, end)].map(|(from, to)| (from < to).then_some((from, to)))
    }
}
