//! Which child of a cell an edge of its matrix belongs to, in a bit for each row and column.
//!
//! The border edges of the two children are exactly the own and border edges of their parent: each row leads into
//! one child, each column out of one. Counting bits says which border edge of the child it is. All this is
//! known from the lists of border edges, but would have to be searched for there.

use super::cells::Cell;
use super::kernel::padded;
use super::number;

/// Bits of a word.
const BITS: u32 = u64::BITS;

/// The sides of all cells.
#[derive(Default)]
pub(super) struct Sides {
    /// Per cell.
    pub(super) cells: Vec<Side>,
    /// A bit per row or column: it belongs to the right child.
    words: Vec<u64>,
}

/// What unpacking a way needs to know of a cell, together in a line of the processor's memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Side {
    pub(super) left: u32,
    pub(super) own: u32,
    pub(super) exits: u32,
    pub(super) entries: u32,
    /// Where in the words of a metric its weights begin: outward rows of its own edges, inward rows, and from entries to
    /// exits.
    pub(super) starts: [u32; 3],
    /// Where its own edges begin in the list of all.
    pub(super) first_own: u32,
    /// Where its words begin, those of the rows first.
    words: u32,
    /// Lengths of its rows, outward and inward, with padding.
    pub(super) widths: [u32; 2],
    /// The first word of the rows, and of the columns.
    first: [u64; 2],
}

impl Sides {
    /// From the lists of border edges.
    pub(super) fn new(cells: &[Cell], exits: &[u32], entries: &[u32]) -> Self {
        let mut sides = Self::default();
        let parts = cells.last().map_or([0; 3], |root| root.ends().map(number));
        sides.cells.reserve_exact(cells.len());
        for cell in cells {
            let side = Side {
                left: cell.left,
                own: cell.own_count,
                exits: cell.exit_count,
                entries: cell.entry_count,
                starts: [
                    cell.starts[0],
                    parts[0] + cell.starts[1],
                    parts[0] + parts[1] + cell.starts[2],
                ],
                first_own: cell.own,
                words: number(sides.words.len()),
                widths: [cell.columns(), cell.rows()].map(|length| number(padded(length))),
                first: [0; 2],
            };
            sides.cells.push(side);
            // In a leaf no row belongs to the side of any column, which ends the way down there.
            let columns = if cell.is_leaf() { u64::MAX } else { 0 };
            let words = |count: usize, word| std::iter::repeat_n(word, count.div_ceil(64));
            sides.words.extend(words(cell.rows(), 0));
            sides.words.extend(words(cell.columns(), columns));
        }
        for (id, cell) in cells.iter().enumerate() {
            let parent = cells.get(cell.parent as usize);
            if parent.is_none_or(|parent| parent.left as usize == id) {
                continue;
            }
            let parent = sides.cells[cell.parent as usize];
            let rows = &entries[cell.entries as usize..][..cell.entry_count as usize];
            rows.iter().for_each(|&row| sides.set(parent.words, row));
            let exits = &exits[cell.exits as usize..][..cell.exit_count as usize];
            let columns = parent.column_words();
            exits.iter().for_each(|&column| sides.set(columns, column));
        }
        for side in &mut sides.cells {
            let first = |start: u32| sides.words.get(start as usize).copied().unwrap_or(0);
            side.first = [first(side.words), first(side.column_words())];
        }
        sides
    }

    fn set(&mut self, start: u32, place: u32) {
        self.words[(start + place / BITS) as usize] |= 1 << (place % BITS);
    }

    /// Whether a row belongs to the right child, and which of the child's entries it is.
    #[inline(always)]
    pub(super) fn of_row(&self, side: &Side, row: u32) -> (bool, u32) {
        if row < BITS {
            return of_word(side.first[0], 0, row);
        }
        self.of(side.words, row)
    }

    /// Whether a column belongs to the right child, and which of the child's exits it is.
    #[inline(always)]
    pub(super) fn of_column(&self, side: &Side, column: u32) -> (bool, u32) {
        if column < BITS {
            return of_word(side.first[1], 0, column);
        }
        self.of(side.column_words(), column)
    }

    #[inline(never)]
    fn of(&self, start: u32, place: u32) -> (bool, u32) {
        let word = start + place / BITS;
        let whole = self.words[start as usize..word as usize].iter();
        let before: u32 = whole.map(|word| word.count_ones()).sum();
        of_word(self.words[word as usize], before, place)
    }
}

/// Whether the bit of a place is set, and how many before it are as it is; `before` are set in the words before.
#[inline(always)]
fn of_word(word: u64, before: u32, place: u32) -> (bool, u32) {
    let bit = place % BITS;
    let right = word >> bit & 1 == 1;
    let ones = before + (word & ((1 << bit) - 1)).count_ones();
    (right, if right { ones } else { place - ones })
}

impl Side {
    #[inline(always)]
    fn column_words(&self) -> u32 {
        self.words + (self.own + self.entries).div_ceil(BITS)
    }
}
