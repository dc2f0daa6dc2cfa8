//! Shortcuts taken apart into the edges between their ends, all of a way at once.
//!
//! A shortcut nearly always comes about in the smallest cell that has both its ends, by way of one of the cell's own edges,
//! or as a turn of a leaf. A round takes every open shortcut one step further: into a child, or apart. What a
//! step reads was asked for steps before: with one shortcut after the other, processors guess wrongly at every
//! second step and then wait for memory as long as the step itself takes, several times over. Only what is left of a
//! shortcut in a leaf is taken apart at once: a leaf's weights lie close together.

use prefetch_index::prefetch_index;

use super::cells::NONE;
use super::lines::{Lines, Pivot};
use super::number;
use super::sides::Side;
use super::view::View;

/// An end of a shortcut: which border edge of its cell, or, with all bits turned, which own edge.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End(pub(super) u32);

impl End {
    #[inline(always)]
    pub(super) fn of(place: u32, own: u32) -> Self {
        Self(if place < own { !place } else { place - own })
    }

    /// The row or column.
    #[inline(always)]
    pub(super) fn place(self, own: u32) -> u32 {
        if self.is_own() { !self.0 } else { own + self.0 }
    }

    #[inline(always)]
    pub(super) fn is_own(self) -> bool {
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

/// A shortcut in the smallest cell that has both its ends.
#[derive(Clone, Copy, Debug)]
struct Lowest {
    shortcut: Shortcut,
    lines: Lines,
    /// Its row and its column in the children that these belong to (not the same one); nothing in a leaf.
    row: End,
    column: End,
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
    lowest: Vec<Lowest>,
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
                lines.prefetch(view);
                lowest.push(Lowest {
                    shortcut,
                    lines,
                    row: End(entry),
                    column: End(exit),
                });
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
        for lowest in lowest.drain(..) {
            let shortcut = &lowest.shortcut;
            let side = &view.sides.cells[shortcut.cell as usize];
            if let Some(pivot) = Pivot::find(view, &lowest.lines, shortcut.weight) {
                if side.left == NONE {
                    let mut leaf = Leaf { view, side, pieces };
                    leaf.divide(&lowest.lines, shortcut.weight, &pivot, shortcut.piece);
                } else {
                    let piece = insert(pieces, shortcut.piece, pivot.edge);
                    later.extend(lowest.halves(view, side, &pivot, piece));
                }
            } else if !is_turn(view, side, shortcut, lowest.lines.through)
                && let Some((whole, pivot)) = further_out(view, *shortcut)
            {
                let piece = insert(pieces, whole.piece, pivot.edge);
                later.extend(whole.halves(&pivot, piece));
            }
        }
        std::mem::swap(open, later);
    }
}

impl Shortcut {
    /// To the own edge it goes by and from there, in the same cell.
    #[inline(always)]
    fn halves(self, pivot: &Pivot, piece: u32) -> [Self; 2] {
        let own = End(!pivot.own);
        [
            Self {
                column: own,
                weight: pivot.weight,
                piece,
                ..self
            },
            Self {
                row: own,
                weight: self.weight - pivot.weight,
                ..self
            },
        ]
    }
}

impl Lowest {
    /// To the own edge it goes by and from there.
    ///
    /// Where that edge leads from the child in which the shortcut begins to the child in which it ends, as most do, each
    /// half lies in one of them.
    #[inline(always)]
    fn halves(&self, view: View<'_>, side: &Side, pivot: &Pivot, piece: u32) -> [Shortcut; 2] {
        let [mut to, mut from] = self.shortcut.halves(pivot, piece);
        let row = self.shortcut.row.place(side.own);
        let (begins_right, _) = view.sides.of_row(side, row);
        let (right, entry) = view.sides.of_row(side, pivot.own);
        let (leaves_right, exit) = view.sides.of_column(side, pivot.own);
        if begins_right == leaves_right && right != leaves_right {
            let children = [side.left, self.shortcut.cell - 1];
            to.cell = children[usize::from(leaves_right)];
            from.cell = children[usize::from(right)];
            prefetch_index(&view.sides.cells, to.cell as usize);
            prefetch_index(&view.sides.cells, from.cell as usize);
            (to.row, to.column) = (self.row, End(exit));
            (from.row, from.column) = (End(entry), self.column);
        }
        [to, from]
    }
}

/// Puts an edge before a piece; the edge's piece.
#[inline(always)]
fn insert(pieces: &mut Vec<Piece>, behind: u32, edge: u32) -> u32 {
    let piece = number(pieces.len());
    let before = &mut pieces[behind as usize].before;
    let before = std::mem::replace(before, piece);
    pieces.push(Piece { edge, before });
    piece
}

/// A leaf in which a shortcut is taken apart to its end.
struct Leaf<'a> {
    view: View<'a>,
    side: &'a Side,
    pieces: &'a mut Vec<Piece>,
}

impl Leaf<'_> {
    /// Takes a shortcut apart that goes by an own edge and leads to the piece `behind`.
    #[inline(always)]
    fn divide(&mut self, lines: &Lines, weight: u32, pivot: &Pivot, behind: u32) {
        let piece = insert(self.pieces, behind, pivot.edge);
        // Nothing is eliminated before the first own edge: both halves are turns.
        if pivot.own > 0 {
            let [to, from] = lines.halves(self.side, pivot.own);
            self.half(&to, pivot.weight, piece);
            self.half(&from, weight - pivot.weight, behind);
        }
    }

    /// Takes half a shortcut apart: one of its ends is an own edge, so it comes about in this leaf, and where it goes by
    /// no other own edge it is a turn.
    fn half(&mut self, lines: &Lines, weight: u32, behind: u32) {
        if let Some(pivot) = Pivot::find(self.view, lines, weight) {
            self.divide(lines, weight, &pivot, behind);
        }
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
