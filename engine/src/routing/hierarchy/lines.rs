//! Where a shortcut comes about: the weights that it may be the sum of, and the own edge by which it goes.

use super::apart::Shortcut;
use super::sides::Side;
use super::view::View;

/// How many own edges are asked for before they are looked at. More than this costs time again.
const USUAL_PIVOTS: u32 = 3;

/// Where the weights of a shortcut lie.
///
/// Those from its begin to the own edges of its cell, and from these to its end, lie in a row of an own edge where the begin
/// or the end is one, else across the rows of the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    to: u32,
    to_step: u32,
    from: u32,
    from_step: u32,
    /// From border to border.
    pub(super) through: u32,
    /// How many own edges are eliminated before both its ends.
    before: u32,
    /// The first own edge in the list of all.
    first_own: u32,
}

impl Lines {
    #[inline(always)]
    pub(super) fn new(side: &Side, shortcut: &Shortcut) -> Self {
        let [out, inward, through] = side.starts;
        let (row, column) = (
            shortcut.row.place(side.own),
            shortcut.column.place(side.own),
        );
        let [columns, rows] = side.widths;
        let (to, to_step) = if shortcut.row.is_own() {
            (out + row * columns, 1)
        } else {
            (inward + row, rows)
        };
        let (from, from_step) = if shortcut.column.is_own() {
            (inward + column * rows, 1)
        } else {
            (out + column, columns)
        };
        let border = shortcut.row.0.wrapping_mul(side.exits);
        Self {
            to,
            to_step,
            from,
            from_step,
            through: through.wrapping_add(border).wrapping_add(shortcut.column.0),
            before: side.own.min(row).min(column),
            first_own: side.first_own,
        }
    }

    /// Asks for the memory that will be wanted: most shortcuts go by one of the first own edges.
    #[inline(always)]
    pub(super) fn prefetch(&self, view: View<'_>) {
        view.prefetch(self.through);
        view.prefetch(self.to);
        view.prefetch(self.from);
        for own in 1..self.before.min(USUAL_PIVOTS) {
            view.prefetch(self.to + own * self.to_step);
            view.prefetch(self.from + own * self.from_step);
        }
    }

    /// Those of the two halves of a shortcut that goes by an own edge, in the same cell.
    #[inline(always)]
    pub(super) fn halves(&self, side: &Side, own: u32) -> [Self; 2] {
        let [out, inward, _] = side.starts;
        let [columns, rows] = side.widths;
        let before = own;
        [
            Self {
                from: inward + own * rows,
                from_step: 1,
                before,
                ..*self
            },
            Self {
                to: out + own * columns,
                to_step: 1,
                before,
                ..*self
            },
        ]
    }
}

/// The own edge by which a shortcut goes.
///
/// Of several such edges (where a round costs nothing) it is the one eliminated first, so that the way makes no
/// such round.
pub(super) struct Pivot {
    pub(super) own: u32,
    /// From the shortcut's begin to the edge.
    pub(super) weight: u32,
    pub(super) edge: u32,
}

impl Pivot {
    #[inline(always)]
    pub(super) fn find(view: View<'_>, lines: &Lines, whole: u32) -> Option<Self> {
        let (mut to, mut from) = (lines.to, lines.from);
        for own in 0..lines.before {
            let weight = view.word(to);
            if weight + view.word(from) == whole {
                let edge = view.own[(lines.first_own + own) as usize];
                return Some(Self { own, weight, edge });
            }
            to += lines.to_step;
            from += lines.from_step;
        }
        None
    }
}
