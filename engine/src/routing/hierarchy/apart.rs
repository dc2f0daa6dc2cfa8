//! Shortcuts taken apart into the edges between their ends, all of a way at once.
//!
//! A shortcut nearly always comes about in the smallest cell that has both its ends, by way of one of the cell's own edges,
//! or as a turn of a leaf. A round takes every open shortcut one step further: into a child, or apart. What a
//! step reads was asked for steps before: with one shortcut after the other, processors guess wrongly at every
//! second step and then wait for memory as long as the step itself takes, several times over.

use prefetch_index::prefetch_index;

use super::cells::NONE;
use super::number;
use super::sides::Side;
use super::view::View;

/// An end of a shortcut: which border edge of its cell, or, with all bits turned, which own edge.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End(u32);

impl End {
    #[inline(always)]
    pub(super) fn of(place: u32, own: u32) -> Self {
        Self(if place < own { !place } else { place - own })
    }

    /// The row or column.
    #[inline(always)]
    fn place(self, own: u32) -> u32 {
        if self.is_own() { !self.0 } else { own + self.0 }
    }

    #[inline(always)]
    fn is_own(self) -> bool {
        self.0 > u32::MAX / 2
    }
}

/// A shortcut: in a cell, from a row to a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shortcut {
    pub(super) cell: u32,
    pub(super) row: End,
    pub(super) column: End,
    pub(super) weight: u32,
    /// The edge of the way that it leads to.
    pub(super) piece: u32,
}

/// An edge of the way, and which comes before it (or [`NONE`]).
#[derive(Clone, Copy, Debug)]
struct Piece {
    edge: u32,
    before: u32,
}

/// Memory for unpacking: a way of shortcuts and edges.
#[derive(Default)]
pub(super) struct Unpacker {
    pieces: Vec<Piece>,
    /// Shortcuts to be looked at in this round, and in the next.
    open: Vec<Shortcut>,
    later: Vec<Shortcut>,
    lowest: Vec<(Shortcut, Lines)>,
}

/// The piece that a way is begun with.
pub(super) const MIDDLE: u32 = 0;

impl Unpacker {
    /// Begins a way with one edge, the piece [`MIDDLE`].
    #[inline(always)]
    pub(super) fn begin(&mut self, edge: u32) {
        self.open.clear();
        self.pieces.clear();
        self.pieces.push(Piece { edge, before: NONE });
    }

    /// Puts a shortcut before the first piece, and an edge before that; the edge's piece.
    #[inline(always)]
    pub(super) fn prepend(&mut self, first: u32, shortcut: Shortcut, edge: u32) -> u32 {
        let before = number(self.pieces.len());
        self.pieces[first as usize].before = before;
        self.pieces.push(Piece { edge, before: NONE });
        let piece = first;
        self.open.push(Shortcut { piece, ..shortcut });
        before
    }

    /// Puts a shortcut behind the last piece, and an edge behind that; the edge's piece.
    #[inline(always)]
    pub(super) fn append(&mut self, last: u32, shortcut: Shortcut, edge: u32) -> u32 {
        let piece = number(self.pieces.len());
        self.pieces.push(Piece { edge, before: last });
        self.open.push(Shortcut { piece, ..shortcut });
        piece
    }

    /// Appends all edges of the way, first to last.
    #[inline(always)]
    pub(super) fn write(&self, mut last: u32, edges: &mut Vec<u32>) {
        let start = edges.len();
        edges.resize(start + self.pieces.len(), 0);
        for edge in edges[start..].iter_mut().rev() {
            let piece = &self.pieces[last as usize];
            *edge = piece.edge;
            last = piece.before;
        }
    }

    /// Takes all shortcuts apart until only turns are left.
    #[inline(always)]
    pub(super) fn take_apart(&mut self, view: View<'_>) {
        while !self.open.is_empty() {
            self.go_down(view);
            self.divide(view);
        }
        // The two lists change places: the next way must find both as long.
        self.open.reserve(self.later.capacity());
        self.later.reserve(self.open.capacity());
    }

    /// Moves shortcuts into the children that have both their ends, or, where none has, finds where the weights lie.
    #[inline(always)]
    fn go_down(&mut self, view: View<'_>) {
        let Self {
            open,
            later,
            lowest,
            ..
        } = self;
        for shortcut in open.drain(..) {
            let side = &view.sides.cells[shortcut.cell as usize];
            let (row, column) = (
                shortcut.row.place(side.own),
                shortcut.column.place(side.own),
            );
            let (right, entry) = view.sides.of_row(side, row);
            let (leaves_right, exit) = view.sides.of_column(side, column);
            if right == leaves_right {
                let cell = if right { shortcut.cell - 1 } else { side.left };
                prefetch_index(&view.sides.cells, cell as usize);
                later.push(Shortcut {
                    cell,
                    row: End(entry),
                    column: End(exit),
                    ..shortcut
                });
            } else {
                let lines = Lines::new(side, &shortcut);
                view.prefetch(lines.to);
                view.prefetch(lines.from);
                view.prefetch(lines.through);
                lowest.push((shortcut, lines));
            }
        }
    }

    /// Takes the lowest apart, those that are no turns.
    #[inline(always)]
    fn divide(&mut self, view: View<'_>) {
        let Self {
            open,
            later,
            lowest,
            pieces,
        } = self;
        for (shortcut, lines) in lowest.drain(..) {
            let side = &view.sides.cells[shortcut.cell as usize];
            let pivot = Pivot::find(view, &lines, shortcut.weight);
            let divided = match pivot {
                Some(pivot) => Some((shortcut, pivot)),
                None if is_turn(view, side, &shortcut, lines.through) => None,
                None => further_out(view, shortcut),
            };
            let Some((whole, Pivot { own, weight, edge })) = divided else {
                continue;
            };
            let piece = number(pieces.len());
            let before = &mut pieces[whole.piece as usize].before;
            let before = std::mem::replace(before, piece);
            pieces.push(Piece { edge, before });
            if own == 0 && view.sides.cells[whole.cell as usize].left == NONE {
                // Nothing is eliminated before the first own edge of a leaf: both halves are turns.
                continue;
            }
            later.push(Shortcut {
                column: End(!own),
                weight,
                piece,
                ..whole
            });
            later.push(Shortcut {
                row: End(!own),
                weight: whole.weight - weight,
                ..whole
            });
        }
        std::mem::swap(open, later);
    }
}

/// A shortcut that does not come about in the smallest cell that has both its ends, as one of the cell around it in which it
/// does. Only in a damaged file is there none.
#[cold]
fn further_out(view: View<'_>, mut shortcut: Shortcut) -> Option<(Shortcut, Pivot)> {
    while let Some(around) = around(view, &shortcut) {
        shortcut = around;
        let side = &view.sides.cells[shortcut.cell as usize];
        let lines = Lines::new(side, &shortcut);
        if let Some(pivot) = Pivot::find(view, &lines, shortcut.weight) {
            return Some((shortcut, pivot));
        }
    }
    None
}

/// Where the weights of a shortcut lie.
///
/// Those from its begin to the own edges of its cell, and from these to its end, lie in a row of an own edge where the begin
/// or the end is one, else across the rows of the others.
#[derive(Clone, Copy, Debug)]
struct Lines {
    to: u32,
    to_step: u32,
    from: u32,
    from_step: u32,
    /// From border to border.
    through: u32,
    /// How many own edges are eliminated before both its ends.
    before: u32,
    /// The first own edge in the list of all.
    first_own: u32,
}

impl Lines {
    #[inline(always)]
    fn new(side: &Side, shortcut: &Shortcut) -> Self {
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
}

/// The own edge by which a shortcut goes.
///
/// Of several such edges (where a round costs nothing) it is the one eliminated first, so that the way makes no
/// such round.
struct Pivot {
    own: u32,
    /// From the shortcut's begin to the edge.
    weight: u32,
    edge: u32,
}

impl Pivot {
    #[inline(always)]
    fn find(view: View<'_>, lines: &Lines, whole: u32) -> Option<Self> {
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

/// Whether a shortcut that goes by no own edge is a turn: nothing lies between its ends.
#[inline(always)]
fn is_turn(view: View<'_>, side: &Side, shortcut: &Shortcut, through: u32) -> bool {
    let border = !shortcut.row.is_own() && !shortcut.column.is_own();
    side.left == NONE && (!border || view.word(through) == shortcut.weight)
}

/// A shortcut as one of the cell around its own; `None` where one of its ends goes no further.
fn around(view: View<'_>, shortcut: &Shortcut) -> Option<Shortcut> {
    let cell = &view.cells[shortcut.cell as usize];
    if shortcut.row.is_own() || shortcut.column.is_own() || cell.parent == NONE {
        return None;
    }
    let own = view.cells[cell.parent as usize].own_count;
    Some(Shortcut {
        cell: cell.parent,
        row: End::of(view.entries(cell)[shortcut.row.0 as usize], own),
        column: End::of(view.exits(cell)[shortcut.column.0 as usize], own),
        ..*shortcut
    })
}
