//! Rows of turns, one per edge, each row by the other edge's number.

use super::index;
use super::turns::Turn;
use crate::road::record::TurnRecord;

/// Turns sorted into rows.
pub(super) struct Csr {
    /// Where each row begins in `order`, and the end of the last one.
    pub(super) start: Vec<u32>,
    /// Places in the list of turns.
    pub(super) order: Vec<u32>,
    key: fn(&Turn) -> (u32, u32),
}

impl Csr {
    /// Sorts turns by `key`: (row, other edge).
    pub(super) fn new(rows: usize, turns: &[Turn], key: fn(&Turn) -> (u32, u32)) -> Self {
        let mut start = vec![0u32; rows + 1];
        for turn in turns {
            start[key(turn).0 as usize + 1] += 1;
        }
        for row in 0..rows {
            start[row + 1] += start[row];
        }
        let mut next = start.clone();
        let mut order = vec![0; turns.len()];
        for (place, turn) in (0..).zip(turns) {
            let next = &mut next[key(turn).0 as usize];
            order[*next as usize] = place;
            *next += 1;
        }
        for row in start.windows(2) {
            let row = &mut order[row[0] as usize..row[1] as usize];
            row.sort_unstable_by_key(|&place: &u32| key(&turns[place as usize]).1);
        }
        Self { start, order, key }
    }

    /// The rows as they are written: the other edge and the cost of each turn.
    pub(super) fn records(
        &self,
        turns: &[Turn],
        other: impl Fn(&Turn) -> u32,
        cost: impl Fn(&Turn) -> u32,
    ) -> Vec<TurnRecord> {
        let turns = self.order.iter().map(|&place| &turns[place as usize]);
        turns
            .map(|turn| TurnRecord {
                edge: other(turn),
                cost: cost(turn),
            })
            .collect()
    }

    /// The number of a turn in the rows. No two turns join the same two edges.
    pub(super) fn number_of(&self, turns: &[Turn], turn: &Turn) -> u32 {
        let wanted = (self.key)(turn);
        let place = self
            .order
            .partition_point(|&place| (self.key)(&turns[place as usize]) < wanted);
        index(place)
    }
}
