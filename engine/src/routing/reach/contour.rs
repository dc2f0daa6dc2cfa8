//! Outlines of the reached nodes of a grid: marching squares.
//!
//! An outline passes through the middle of every grid line between a reached node and one that is
//! not. It passes there once, so rings never touch or cross; where two reached nodes meet
//! corner to corner the area between them is taken in. More reached nodes never give less area, so
//! the outlines of nested sets are nested.

use super::grid::Grid;

/// A place on a grid line, in half spacings: (column, row).
pub(super) type HalfStep = (u32, u32);

/// A closed line with the reached side on its left: anticlockwise around an area, clockwise around a
/// hole. The first point is not repeated.
pub(super) type Ring = Vec<HalfStep>;

/// All rings around the nodes reached within a band, by their first point.
pub(super) fn rings(grid: &Grid, band: u8) -> Vec<Ring> {
    let mut steps = Vec::new();
    for row in 0..grid.rows - 1 {
        for column in 0..grid.columns - 1 {
            cross_square(grid, band, column, row, &mut steps);
        }
    }
    steps.sort_unstable();
    let mut used = vec![false; steps.len()];
    let mut rings = Vec::new();
    for first in 0..steps.len() {
        if used[first] {
            continue;
        }
        let mut ring = Vec::new();
        let mut at = first;
        while !used[at] {
            used[at] = true;
            let (from, to) = steps[at];
            ring.push(from);
            let Ok(next) = steps.binary_search_by_key(&to, |&(start, _)| start) else {
                break;
            };
            at = next;
        }
        rings.push(without_straight_points(&ring));
    }
    rings
}

/// The steps of outlines through the square north-east of a node.
fn cross_square(
    grid: &Grid,
    band: u8,
    column: usize,
    row: usize,
    steps: &mut Vec<(HalfStep, HalfStep)>,
) {
    let corners = u8::from(grid.reached(column, row, band))
        | u8::from(grid.reached(column + 1, row, band)) << 1
        | u8::from(grid.reached(column + 1, row + 1, band)) << 2
        | u8::from(grid.reached(column, row + 1, band)) << 3;
    if corners == 0 || corners == 15 {
        return;
    }
    let (x, y) = (
        super::super::number(2 * column),
        super::super::number(2 * row),
    );
    let (south, east, north, west) = ((x + 1, y), (x + 2, y + 1), (x + 1, y + 2), (x, y + 1));
    // Bits: 1 south-west, 2 south-east, 4 north-east, 8 north-west.
    match corners {
        1 => steps.push((south, west)),
        2 => steps.push((east, south)),
        3 => steps.push((east, west)),
        4 => steps.push((north, east)),
        5 => steps.extend([(south, east), (north, west)]),
        6 => steps.push((north, south)),
        7 => steps.push((north, west)),
        8 => steps.push((west, north)),
        9 => steps.push((south, north)),
        10 => steps.extend([(west, south), (east, north)]),
        11 => steps.push((east, north)),
        12 => steps.push((west, east)),
        13 => steps.push((south, east)),
        _ => steps.push((west, south)),
    }
}

/// Keeps the points where a ring turns.
fn without_straight_points(ring: &[HalfStep]) -> Ring {
    let count = ring.len();
    (0..count)
        .filter(|&at| {
            let (before, here, after) = (
                ring[(at + count - 1) % count],
                ring[at],
                ring[(at + 1) % count],
            );
            turn(before, here, after) != 0
        })
        .map(|at| ring[at])
        .collect()
}

/// Twice the signed area of the triangle: positive for a turn to the left.
fn turn(a: HalfStep, b: HalfStep, c: HalfStep) -> i64 {
    let step = |from: u32, to: u32| i64::from(to) - i64::from(from);
    step(a.0, b.0) * step(b.1, c.1) - step(a.1, b.1) * step(b.0, c.0)
}

/// Twice the signed area inside a ring: positive when it runs anticlockwise.
pub(super) fn signed_area(ring: &[HalfStep]) -> i64 {
    let following = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(following)
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum()
}
