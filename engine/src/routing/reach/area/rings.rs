//! Outlines of a set of grid nodes: marching squares (Lorensen & Cline 1987, in the plane).
//!
//! An outline passes through the middle of every grid line between a node of the set and one that
//! is not. It passes there once, so rings never touch or cross; where two nodes of the set meet
//! corner to corner the area between them is taken in. More nodes never give less area, so the
//! outlines of nested sets are nested.

use super::tiles::{Bits, SIDE, Tiles};

/// A place on a grid line, in half spacings: (column, row).
pub(super) type HalfStep = (i32, i32);

/// A closed line with the set on its left: anticlockwise around an area, clockwise around a hole.
#[derive(Debug)]
pub(super) struct Ring {
    /// Where it turns; the first point is not repeated.
    pub(super) points: Vec<HalfStep>,
    /// Twice the area inside, in half spacings squared; negative for a hole.
    pub(super) doubled_area: i64,
    /// The ring around this one: of a hole, the outline of its area; of an area, the hole that it lies in.
    pub(super) parent: Option<usize>,
    /// The westernmost point; it lies on a line from west to east, on the border of the set.
    west: HalfStep,
}

impl Ring {
    pub(super) fn is_hole(&self) -> bool {
        self.doubled_area < 0
    }

    /// A node of the set that the ring passes by, (row, column): the one beside its westernmost point.
    pub(super) fn node(&self) -> (i32, i32) {
        let west = self.west.0.div_euclid(2);
        let column = if self.is_hole() { west } else { west + 1 };
        (self.west.1 / 2, column)
    }
}

/// The sides of a square between four nodes.
const SOUTH: usize = 0;
const EAST: usize = 1;
const NORTH: usize = 2;
const WEST: usize = 3;
const NONE: usize = 4;

/// Where an outline that comes in by a side leaves a square, by the corners in the set
/// (1 south-west, 2 south-east, 4 north-east, 8 north-west) and the side.
const EXITS: [[usize; 4]; 16] = {
    let mut exits = [[NONE; 4]; 16];
    let ways = [
        (1, SOUTH, WEST),
        (2, EAST, SOUTH),
        (3, EAST, WEST),
        (4, NORTH, EAST),
        (5, SOUTH, EAST),
        (5, NORTH, WEST),
        (6, NORTH, SOUTH),
        (7, NORTH, WEST),
        (8, WEST, NORTH),
        (9, SOUTH, NORTH),
        (10, WEST, SOUTH),
        (10, EAST, NORTH),
        (11, EAST, NORTH),
        (12, WEST, EAST),
        (13, SOUTH, EAST),
        (14, WEST, SOUTH),
    ];
    let mut at = 0;
    while at < ways.len() {
        let (corners, from, to) = ways[at];
        exits[corners][from] = to;
        at += 1;
    }
    exits
};

/// The middle of a side, from the square's south-west corner, in half spacings.
const MIDDLES: [HalfStep; 4] = [(1, 0), (2, 1), (1, 2), (0, 1)];

/// A set of nodes with all rings around it.
pub(super) struct Outlines<'a> {
    bits: &'a Bits<'a>,
    squares: Squares<'a>,
    /// By square that a ring passes through and the side where it comes in, the ring.
    ring_of: Vec<[u32; 4]>,
    /// In no order.
    pub(super) rings: Vec<Ring>,
}

impl<'a> Outlines<'a> {
    pub(super) fn of(bits: &'a Bits<'a>) -> Self {
        let squares = Squares::of(bits);
        let mut ring_of = vec![[u32::MAX; 4]; squares.corners.len()];
        let mut rings = Vec::new();
        for square in squares.all() {
            let number = squares.number(square);
            for entry in SOUTH..NONE {
                let exit = EXITS[usize::from(squares.corners[number])][entry];
                if exit != NONE && ring_of[number][entry] == u32::MAX {
                    let name = crate::routing::number(rings.len());
                    rings.push(squares.trace(square, entry, name, &mut ring_of));
                }
            }
        }
        let mut outlines = Self {
            bits,
            squares,
            ring_of,
            rings,
        };
        outlines.find_parents();
        outlines
    }

    /// The outline of the area that a node (row, column) of the set belongs to.
    pub(super) fn around(&self, (row, column): (i32, i32)) -> Option<usize> {
        let met = self.met_from(row, column, true)?;
        let ring = &self.rings[met];
        if ring.is_hole() {
            ring.parent
        } else {
            Some(met)
        }
    }

    /// Finds the ring around each ring by going west: what is met is it, or one that has the same around it.
    fn find_parents(&mut self) {
        let mut found = vec![false; self.rings.len()];
        let mut chain = Vec::new();
        for first in 0..self.rings.len() {
            let mut at = first;
            let parent = loop {
                let ring = &self.rings[at];
                if found[at] {
                    break ring.parent;
                }
                chain.push(at);
                // The node west of a hole's west end is in the set; of an area's, it is not.
                let (row, column) = (ring.west.1 / 2, ring.west.0.div_euclid(2));
                match self.met_from(row, column, ring.is_hole()) {
                    Some(met) if self.rings[met].is_hole() == ring.is_hole() => at = met,
                    met => break met,
                }
            };
            for ring in chain.drain(..) {
                self.rings[ring].parent = parent;
                found[ring] = true;
            }
        }
    }

    /// The ring met first on the way to the west from a node that is (or is not) in the set.
    fn met_from(&self, row: i32, column: i32, in_set: bool) -> Option<usize> {
        let border = self.bits.westward(row, column, !in_set)?;
        self.squares.ring_at(border, row, &self.ring_of)
    }
}

/// The squares that outlines pass through. A square is north-east of the node it is named by.
struct Squares<'a> {
    tiles: &'a Tiles,
    /// By row of a tile, the squares whose corners differ.
    mixed: Vec<u64>,
    /// By row of a tile, how many such squares there are before it.
    before: Vec<u32>,
    /// By such square, the corners in the set.
    corners: Vec<u8>,
    /// By tile, those on its four sides.
    beside: Vec<[Option<usize>; 4]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Square {
    tile: usize,
    row: usize,
    column: usize,
}

impl<'a> Squares<'a> {
    fn of(bits: &Bits<'a>) -> Self {
        let tiles = bits.tiles;
        let mut squares = Self {
            tiles,
            mixed: vec![0; tiles.len() * 64],
            before: vec![0; tiles.len() * 64],
            corners: Vec::new(),
            beside: Vec::with_capacity(tiles.len()),
        };
        const EMPTY: [u64; 64] = [0; 64];
        for tile in 0..tiles.len() {
            let (row, column) = tiles.place(tile);
            let at = |row, column| tiles.find((row, column));
            let beside = [
                at(row - 1, column),
                at(row, column + 1),
                at(row + 1, column),
                at(row, column - 1),
            ];
            let rows = |tile: Option<usize>| tile.map_or(&EMPTY[..], |tile| bits.rows(tile));
            let (here, east) = (bits.rows(tile), rows(beside[EAST]));
            let (north, north_east) = (rows(beside[NORTH]), rows(at(row + 1, column + 1)));
            squares.beside.push(beside);
            for row in 0..64 {
                let (upper, upper_east) = if row < 63 {
                    (here[row + 1], east[row + 1])
                } else {
                    (north[0], north_east[0])
                };
                squares.add_row(tile * 64 + row, [here[row], upper], [east[row], upper_east]);
            }
        }
        squares
    }

    /// Adds the squares between two rows of nodes, given the same rows of the tiles to the east.
    fn add_row(&mut self, number: usize, [lower, upper]: [u64; 2], east: [u64; 2]) {
        let next = |word: u64, east: u64| word >> 1 | east << 63;
        let (lower_next, upper_next) = (next(lower, east[0]), next(upper, east[1]));
        let any = lower | lower_next | upper | upper_next;
        let all = lower & lower_next & upper & upper_next;
        let mut mixed = any & !all;
        self.mixed[number] = mixed;
        self.before[number] = crate::routing::number(self.corners.len());
        while mixed != 0 {
            let column = mixed.trailing_zeros();
            mixed &= mixed - 1;
            let bit = |word: u64| (word >> column & 1) as u8;
            let corners =
                bit(lower) | bit(lower_next) << 1 | bit(upper_next) << 2 | bit(upper) << 3;
            self.corners.push(corners);
        }
    }

    /// The squares that outlines pass through, in the order of their numbers.
    fn all(&self) -> impl Iterator<Item = Square> {
        self.mixed.iter().enumerate().flat_map(|(row, &mixed)| {
            super::tiles::ones(mixed).map(move |column| Square {
                tile: row / 64,
                row: row % 64,
                column,
            })
        })
    }

    /// The number of a square that an outline passes through.
    fn number(&self, square: Square) -> usize {
        let row = square.tile * 64 + square.row;
        let west = self.mixed[row] & ((1 << square.column) - 1);
        (self.before[row] + west.count_ones()) as usize
    }

    /// Follows an outline from a side of a square until it comes back.
    fn trace(&self, first: Square, entry: usize, name: u32, ring_of: &mut [[u32; 4]]) -> Ring {
        let mut points = Vec::new();
        let (mut square, mut side) = (first, entry);
        let mut direction = (0, 0);
        let mut west = (i32::MAX, 0);
        loop {
            let number = self.number(square);
            let exit = EXITS[usize::from(self.corners[number])][side];
            ring_of[number][side] = name;
            let corner = self.corner(square);
            let point = |side: usize| {
                let middle = MIDDLES[side];
                (corner.0 + middle.0, corner.1 + middle.1)
            };
            let (from, to) = (point(side), point(exit));
            let onward = (to.0 - from.0, to.1 - from.1);
            if onward != direction {
                points.push(from);
                direction = onward;
            }
            west = west.min(from);
            square = self.next(square, exit);
            side = (exit + 2) % 4;
            if (square, side) == (first, entry) {
                break;
            }
        }
        without_straight_start(&mut points, direction);
        Ring {
            doubled_area: doubled_area(&points),
            points,
            parent: None,
            west,
        }
    }

    /// South-west corner of a square, in half spacings.
    fn corner(&self, square: Square) -> HalfStep {
        let (row, column) = self.tiles.place(square.tile);
        let step = |place: i32, within: usize| 2 * (place * SIDE + within as i32);
        (step(column, square.column), step(row, square.row))
    }

    fn next(&self, square: Square, side: usize) -> Square {
        let Square { tile, row, column } = square;
        let beside =
            || self.beside[tile][side].expect("tiles lie wherever an outline can pass: see Tiles");
        match side {
            SOUTH if row == 0 => Square {
                tile: beside(),
                row: 63,
                column,
            },
            SOUTH => Square {
                tile,
                row: row - 1,
                column,
            },
            EAST if column == 63 => Square {
                tile: beside(),
                row,
                column: 0,
            },
            EAST => Square {
                tile,
                row,
                column: column + 1,
            },
            NORTH if row == 63 => Square {
                tile: beside(),
                row: 0,
                column,
            },
            NORTH => Square {
                tile,
                row: row + 1,
                column,
            },
            _ if column == 0 => Square {
                tile: beside(),
                row,
                column: 63,
            },
            _ => Square {
                tile,
                row,
                column: column - 1,
            },
        }
    }

    /// The ring that passes between a node and the next to its east, of which one is in the set.
    fn ring_at(&self, column: i32, row: i32, ring_of: &[[u32; 4]]) -> Option<usize> {
        let (place, in_tile) = super::tiles::split(row, column);
        let square = Square {
            tile: self.tiles.find(place)?,
            row: in_tile / 64,
            column: in_tile % 64,
        };
        let number = self.number(square);
        let exits = &EXITS[usize::from(self.corners[number])];
        // The ring comes in by the south side of the square, or leaves by it.
        let entry = if exits[SOUTH] != NONE {
            SOUTH
        } else {
            exits.iter().position(|&exit| exit == SOUTH)?
        };
        Some(ring_of[number][entry] as usize)
    }
}

/// Drops the first point when the ring does not turn there.
fn without_straight_start(points: &mut Vec<HalfStep>, last_direction: (i32, i32)) {
    let sign = |a: HalfStep, b: HalfStep| ((b.0 - a.0).signum(), (b.1 - a.1).signum());
    let last = (last_direction.0.signum(), last_direction.1.signum());
    if points.len() > 1 && sign(points[0], points[1]) == last {
        points.remove(0);
    }
}

/// Twice the signed area inside a ring: positive when it runs anticlockwise.
fn doubled_area(ring: &[HalfStep]) -> i64 {
    let following = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(following)
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum()
}
