//! Which child of a cell an edge of its matrix belongs to, in a bit for each row and column.
//!
//! The border edges of the two children are exactly the own and border edges of their parent: each row leads into
//! one child, each column out of one. Counting bits says which border edge of the child it is. All this is
//! known from the lists of border edges, but would have to be searched for there.

use super::cells::Cell;
use super::number;

/// Bits of a word.
const BITS: usize = u64::BITS as usize;

/// The sides of all cells.
#[derive(Default)]
pub(super) struct Sides {
    /// Per cell: where its words begin, those of the rows first. One more at the end.
    start: Vec<u32>,
    /// A bit per row or column: it belongs to the right child.
    words: Vec<u64>,
}

impl Sides {
    /// From the lists of border edges.
    pub(super) fn new(cells: &[Cell], exits: &[u32], entries: &[u32]) -> Self {
        let mut sides = Self::default();
        let mut end = 0;
        for cell in cells {
            sides.start.push(number(end));
            if !cell.is_leaf() {
                end += cell.rows().div_ceil(BITS) + cell.columns().div_ceil(BITS);
            }
        }
        sides.start.push(number(end));
        sides.words.resize(end, 0);
        for (id, cell) in cells.iter().enumerate() {
            let parent = cells.get(cell.parent as usize);
            let Some(parent) = parent.filter(|parent| parent.left as usize != id) else {
                continue;
            };
            let start = sides.start[cell.parent as usize] as usize;
            let columns = start + parent.rows().div_ceil(BITS);
            let mut set = |from: usize, place: u32| {
                sides.words[from + place as usize / BITS] |= 1 << (place as usize % BITS);
            };
            let rows = &entries[cell.entries as usize..][..cell.entry_count as usize];
            rows.iter().for_each(|&row| set(start, row));
            let exits = &exits[cell.exits as usize..][..cell.exit_count as usize];
            exits.iter().for_each(|&column| set(columns, column));
        }
        sides
    }

    /// Whether a row belongs to the right child, and which of the child's entries it is.
    #[inline(always)]
    pub(super) fn of_row(&self, id: u32, row: u32) -> (bool, usize) {
        self.of(self.start[id as usize] as usize, row as usize)
    }

    /// Whether a column belongs to the right child, and which of the child's exits it is.
    #[inline(always)]
    pub(super) fn of_column(&self, id: u32, cell: &Cell, column: u32) -> (bool, usize) {
        let start = self.start[id as usize] as usize + cell.rows().div_ceil(BITS);
        self.of(start, column as usize)
    }

    #[inline(always)]
    fn of(&self, start: usize, place: usize) -> (bool, usize) {
        let (word, bit) = (start + place / BITS, place % BITS);
        let here = self.words[word];
        let right = here >> bit & 1 == 1;
        let whole = self.words[start..word].iter();
        let before: u32 = whole.map(|word| word.count_ones()).sum();
        let ones = before + (here & ((1 << bit) - 1)).count_ones();
        let ones = ones as usize;
        (right, if right { ones } else { place - ones })
    }
}
