//! The `k` of many that are nearest to a place, exactly: best first down the tree of cells.
//!
//! Filter and refine in one: who is inside a cell (and the place is not) must leave it by one of its exits,
//! so the least time from an exit to the place bounds the time of all inside from below. Cells are opened in order of
//! that bound until no bound is below the `k`-th time found. Only cells with someone in them are looked at.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::kernel::{INF, vectorised};
use super::pull::Pull;
use super::view::{Half, View, Way};

/// A cell to be opened: bound, number, and who is inside (a range of the sorted list).
type Opening = Reverse<(u32, u32, u32, u32)>;

/// Memory for the search.
#[derive(Default)]
pub(super) struct Nearest {
    queue: BinaryHeap<Opening>,
}

/// Who is to be ranked: (cell, number), ascending.
pub(super) type Placed = (u32, u32);

impl Nearest {
    /// Ranks the placed by what `time` says of them, given the weights of the edges of their cell; the `k` first as
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
        placed: &[Placed],
        k: usize,
        time_mask: u32,
        mut time: impl FnMut(u32, &[u32]) -> Option<u64>,
        out: &mut Vec<(u64, u32)>,
    ) {
        out.clear();
        self.queue.clear();
        let half = view.half(Way::Ahead);
        let (Some(root), 1..) = (view.cells.len().checked_sub(1), k) else {
            return;
        };
        let all = super::number(placed.len());
        self.queue.push(Reverse((0, super::number(root), 0, all)));
        vectorised(
            #[inline(always)]
            || {
                while let Some(Reverse((bound, cell, from, to))) = self.queue.pop() {
                    if out.len() == k
                        && out.last().is_some_and(|&(last, _)| u64::from(bound) > last)
                    {
                        break;
                    }
                    let values = pull.cell(&half, cell);
                    let inside = &placed[from as usize..to as usize];
                    let deeper = inside.partition_point(|&(other, _)| other < cell);
                    for &(_, number) in &inside[deeper..] {
                        if let Some(time) = time(number, values) {
                            insert(out, k, (time, number));
                        }
                    }
                    if deeper > 0 {
                        let middle = inside[..deeper]
                            .partition_point(|&(other, _)| other <= view.cells[cell as usize].left);
                        let middle = from + super::number(middle);
                        let end = from + super::number(deeper);
                        for (child, from, to) in [
                            (view.cells[cell as usize].left, from, middle),
                            (cell - 1, middle, end),
                        ] {
                            if from < to {
                                let bound = if pull.is_around(child) {
                                    Some(0)
                                } else {
                                    bound_of(&half, child, pull.cell(&half, cell), time_mask)
                                };
                                if let Some(bound) = bound {
                                    self.queue.push(Reverse((bound, child, from, to)));
                                }
                            }
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
