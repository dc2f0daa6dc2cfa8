//! Sets of grid nodes, kept in square tiles where there are streets and nowhere else.

use std::collections::BTreeSet;

/// Nodes along a side of a tile: one row is one machine word.
pub(super) const SIDE: i32 = 64;
const NODES: usize = 64 * 64;

/// Row and column of a tile; those of a node divided by [`SIDE`].
pub(super) type Place = (i32, i32);

/// Which tiles there are, by row and column. West, south and south-west of every tile with nodes there is one, too:
/// outlines pass between a node and the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tiles {
    places: Vec<Place>,
}

impl Tiles {
    /// Tiles for nodes that lie in these.
    pub(super) fn around(with_nodes: &BTreeSet<Place>) -> Self {
        let near = |&(row, column): &Place| {
            [
                (row, column),
                (row, column - 1),
                (row - 1, column),
                (row - 1, column - 1),
            ]
        };
        let all: BTreeSet<Place> = with_nodes.iter().flat_map(near).collect();
        Self {
            places: all.into_iter().collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn place(&self, tile: usize) -> Place {
        self.places[tile]
    }

    pub(super) fn find(&self, place: Place) -> Option<usize> {
        self.places.binary_search(&place).ok()
    }

    /// The next tile to the west in the same row of tiles, however far.
    pub(super) fn west_of(&self, (row, column): Place) -> Option<usize> {
        let at = self.places.partition_point(|&other| other < (row, column));
        let west = at.checked_sub(1)?;
        (self.places[west].0 == row).then_some(west)
    }
}

/// Tile and place in it of a node.
pub(super) fn split(row: i32, column: i32) -> (Place, usize) {
    let place = (row.div_euclid(SIDE), column.div_euclid(SIDE));
    (
        place,
        index(row.rem_euclid(SIDE) * SIDE + column.rem_euclid(SIDE)),
    )
}

/// The number of a node: its tile's times 4,096, and its place in it, row by row.
pub(super) fn node_number(tile: usize, in_tile: usize) -> u32 {
    crate::routing::number(tile * NODES + in_tile)
}

fn index(value: i32) -> usize {
    usize::try_from(value).expect("places within a tile are not negative")
}

/// A set of nodes.
#[derive(Clone, Debug)]
pub(super) struct Bits<'a> {
    pub(super) tiles: &'a Tiles,
    /// By tile, its 64 rows.
    words: Vec<u64>,
}

impl<'a> Bits<'a> {
    pub(super) fn none(tiles: &'a Tiles) -> Self {
        Self {
            tiles,
            words: vec![0; tiles.len() * 64],
        }
    }

    /// Puts in a node by its number.
    pub(super) fn insert(&mut self, node: u32) {
        self.words[(node >> 6) as usize] |= 1 << (node & 63);
    }

    /// Puts in a node by its place, if there is a tile for it.
    pub(super) fn insert_at(&mut self, row: i32, column: i32) {
        let (place, in_tile) = split(row, column);
        if let Some(tile) = self.tiles.find(place) {
            self.insert(node_number(tile, in_tile));
        }
    }

    #[cfg(test)]
    pub(super) fn contains(&self, row: i32, column: i32) -> bool {
        let (place, in_tile) = split(row, column);
        self.tiles
            .find(place)
            .is_some_and(|tile| self.words[tile * 64 + (in_tile >> 6)] >> (in_tile & 63) & 1 == 1)
    }

    /// Puts in all nodes of another set on the same tiles.
    pub(super) fn insert_all(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// The rows of a tile, 64 nodes each, the lowest bit in the west.
    pub(super) fn rows(&self, tile: usize) -> &[u64] {
        &self.words[tile * 64..tile * 64 + 64]
    }

    fn is_empty(&self, tile: usize) -> bool {
        self.rows(tile).iter().all(|&row| row == 0)
    }

    /// The nearest node to the west of a node (itself included) that is (or is not) in the set.
    pub(super) fn westward(&self, row: i32, column: i32, wanted: bool) -> Option<i32> {
        let in_row = index(row.rem_euclid(SIDE));
        let mut place = (row.div_euclid(SIDE), column.div_euclid(SIDE));
        let mut last = column.rem_euclid(SIDE);
        loop {
            let Some(tile) = self.tiles.find(place) else {
                if !wanted {
                    return Some(place.1 * SIDE + last);
                }
                place = self.tiles.place(self.tiles.west_of(place)?);
                last = SIDE - 1;
                continue;
            };
            let word = self.rows(tile)[in_row];
            let word = if wanted { word } else { !word };
            let up_to = word << (63 - last);
            if up_to != 0 {
                let steps = i32::try_from(up_to.leading_zeros()).expect("at most 64");
                return Some(place.1 * SIDE + last - steps);
            }
            place.1 -= 1;
            last = SIDE - 1;
        }
    }

    /// The tiles of a grid with spacings twice as wide that hold this set's nodes.
    pub(super) fn coarser_tiles(&self) -> Tiles {
        let mut with_nodes = BTreeSet::new();
        for tile in (0..self.tiles.len()).filter(|&tile| !self.is_empty(tile)) {
            let (row, column) = self.tiles.place(tile);
            // Nodes next to the border count for the neighbour, too.
            for (row, column) in [
                (row, column),
                (row + 1, column),
                (row, column + 1),
                (row + 1, column + 1),
            ] {
                with_nodes.insert((row.div_euclid(2), column.div_euclid(2)));
            }
        }
        Tiles::around(&with_nodes)
    }

    /// This set on a grid with spacings twice as wide: a node there is in the set when one of the
    /// nine around it here is. What lay between four nodes of the set still does.
    pub(super) fn coarser<'b>(&self, tiles: &'b Tiles) -> Bits<'b> {
        let mut coarse = Bits::none(tiles);
        for tile in 0..self.tiles.len() {
            let (tile_row, tile_column) = self.tiles.place(tile);
            for (row, &word) in (0..).zip(self.rows(tile)) {
                if word == 0 {
                    continue;
                }
                let row = tile_row * SIDE + row;
                let halves = every_second(word | word << 1 | word >> 1);
                let overhang = word >> 63 == 1;
                // An even row is a row of the coarse grid; an odd one lies between two.
                for coarse_row in [row.div_euclid(2), (row + 1).div_euclid(2)] {
                    coarse.insert_word(coarse_row, tile_column * (SIDE / 2), halves);
                    if overhang {
                        coarse.insert_at(coarse_row, (tile_column + 1) * (SIDE / 2));
                    }
                }
            }
        }
        coarse
    }

    /// Puts in up to 32 nodes eastward from a column that is a multiple of 32.
    fn insert_word(&mut self, row: i32, column: i32, nodes: u64) {
        let (place, in_tile) = split(row, column);
        if let Some(tile) = self.tiles.find(place) {
            self.words[tile * 64 + (in_tile >> 6)] |= nodes << (in_tile & 63);
        }
    }
}

/// The numbers of the bits that are set, lowest first.
pub(super) fn ones(word: u64) -> impl Iterator<Item = usize> {
    std::iter::successors((word != 0).then_some(word), |word| {
        let rest = word & (word - 1);
        (rest != 0).then_some(rest)
    })
    .map(|word| word.trailing_zeros() as usize)
}

/// The bits with even numbers, moved together.
fn every_second(word: u64) -> u64 {
    let mut bits = word & 0x5555_5555_5555_5555;
    for (shift, mask) in [
        (1, 0x3333_3333_3333_3333),
        (2, 0x0f0f_0f0f_0f0f_0f0f),
        (4, 0x00ff_00ff_00ff_00ff),
        (8, 0x0000_ffff_0000_ffff),
        (16, 0x0000_0000_ffff_ffff),
    ] {
        bits = (bits | bits >> shift) & mask;
    }
    bits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn coarser_is_what_it_says(nodes in proptest::collection::vec((-70..70i32, -140..140i32), 0..40)) {
            let with_nodes = nodes.iter().map(|&(row, column)| split(row, column).0).collect();
            let tiles = Tiles::around(&with_nodes);
            let mut bits = Bits::none(&tiles);
            for &(row, column) in &nodes {
                bits.insert_at(row, column);
                prop_assert!(bits.contains(row, column));
            }
            let coarse_tiles = bits.coarser_tiles();
            let coarse = bits.coarser(&coarse_tiles);
            for row in -40..40 {
                for column in -75..75 {
                    let near = nodes.iter().any(|&(r, c)| (r - 2 * row).abs() <= 1 && (c - 2 * column).abs() <= 1);
                    prop_assert_eq!(coarse.contains(row, column), near, "{} {}", row, column);
                }
            }
        }

        #[test]
        fn westward_is_the_next_to_the_west(
            nodes in proptest::collection::vec((0..3i32, -200..200i32), 0..60),
            from in -210..210i32,
            wanted in any::<bool>(),
        ) {
            let with_nodes = nodes.iter().map(|&(row, column)| split(row, column).0).collect();
            let tiles = Tiles::around(&with_nodes);
            let mut bits = Bits::none(&tiles);
            for &(row, column) in &nodes {
                bits.insert_at(row, column);
            }
            let expected = (-300..=from).rev().find(|&column| bits.contains(1, column) == wanted);
            prop_assert_eq!(bits.westward(1, from, wanted), expected);
        }
    }
}
