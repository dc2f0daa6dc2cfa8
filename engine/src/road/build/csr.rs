//! Rows of turns, one per edge, each row by the other edge's number.

use super::index;
use super::turns::Turn;

/// Where the row of each edge begins, and the end of the last one; `row` says in which row a turn stands.
pub(super) fn starts(rows: usize, turns: &[Turn], row: impl Fn(&Turn) -> u32) -> Vec<u32> {
    let mut start = vec![0u32; rows + 1];
    for turn in turns {
        start[row(turn) as usize + 1] += 1;
    }
    for row in 0..rows {
        start[row + 1] += start[row];
    }
    start
}

/// The turns by the edge they lead to, then by the edge they come from, as places in `turns`, which is sorted by the
/// edge they come from; `start` says where the rows begin.
pub(super) fn inward(start: &[u32], turns: &[Turn]) -> Vec<u32> {
    let mut next = start.to_vec();
    let mut order = vec![0; turns.len()];
    for (place, turn) in (0..).zip(turns) {
        let next = &mut next[turn.to as usize];
        order[*next as usize] = place;
        *next += 1;
    }
    order
}

/// The number of a turn in the order of [`inward`]. No two turns join the same two edges.
pub(super) fn number_inward(start: &[u32], order: &[u32], turns: &[Turn], turn: &Turn) -> u32 {
    let begin = start[turn.to as usize] as usize;
    let row = &order[begin..start[turn.to as usize + 1] as usize];
    let place = row.partition_point(|&place| turns[place as usize].from < turn.from);
    index(begin + place)
}
