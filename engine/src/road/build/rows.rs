//! Rows of turns, one per edge, each row by the other edge's number.

use std::ops::Range;

use super::index;
use crate::road::record::{TurnRecord, TurnRule};

/// The turns by the edge they come from, then by the one they lead to.
pub(super) struct Rows {
    /// Where the row of each edge begins, and the end of the last one.
    pub(super) start: Vec<u32>,
    pub(super) turns: Vec<TurnRecord>,
    /// By the turn.
    pub(super) changing: Vec<Changing>,
}

/// A turn that conditions change, by itself or because one of its edges changes.
pub(super) struct Changing {
    /// Its place among the turns.
    pub(super) turn: u32,
    /// Milliseconds.
    pub(super) time: u32,
    /// What conditions say about the turn itself.
    pub(super) rules: Vec<TurnRule>,
}

impl Rows {
    /// No rows yet, and room for so many with so many turns.
    pub(super) fn with_capacity(rows: usize, turns: usize) -> Self {
        let mut start = Vec::with_capacity(rows + 1);
        start.push(0);
        Self {
            start,
            turns: Vec::with_capacity(turns),
            changing: Vec::new(),
        }
    }

    /// Makes room for so many more rows with so many turns, and no more than that.
    pub(super) fn reserve(&mut self, rows: usize, turns: usize) {
        self.start.reserve_exact(rows);
        self.turns.reserve_exact(turns);
    }

    /// Adds a turn to the row that is being written.
    pub(super) fn add(&mut self, turn: TurnRecord) {
        self.turns.push(turn);
    }

    /// Notes that conditions change the turn that is added next.
    pub(super) fn next_changes(&mut self, time: u32, rules: Vec<TurnRule>) {
        self.changing.push(Changing {
            turn: index(self.turns.len()),
            time,
            rules,
        });
    }

    /// Ends the row that is being written.
    pub(super) fn end_row(&mut self) {
        self.start.push(index(self.turns.len()));
    }

    /// Adds the rows of others after its own.
    pub(super) fn append(&mut self, others: Self) {
        let offset = index(self.turns.len());
        let ends = others.start[1..].iter();
        self.start.extend(ends.map(|end| end + offset));
        self.turns.extend(others.turns);
        let changing = others.changing.into_iter();
        self.changing.extend(changing.map(|changing| Changing {
            turn: changing.turn + offset,
            ..changing
        }));
    }

    /// Lets the turns of a row lead elsewhere.
    pub(super) fn redirect(&mut self, row: u32, mut to: impl FnMut(u32) -> u32) {
        let row = self.row(row as usize);
        let (first, end) = (index(row.start), index(row.end));
        let turns = self.turns[row.clone()].iter().zip(first..);
        let mut redirected: Vec<(TurnRecord, u32)> = turns
            .map(|(&TurnRecord { edge, cost }, place)| {
                let edge = to(edge);
                (TurnRecord { edge, cost }, place)
            })
            .collect();
        redirected.sort_unstable_by_key(|(turn, _)| turn.edge);
        let begin = self.changing.partition_point(|known| known.turn < first);
        let count = self.changing[begin..].partition_point(|known| known.turn < end);
        let changing = &mut self.changing[begin..begin + count];
        for known in &mut *changing {
            let now = redirected.iter().zip(first..);
            let mut now = now.filter(|((_, before), _)| *before == known.turn);
            known.turn = now.next().map_or(known.turn, |(_, place)| place);
        }
        changing.sort_unstable_by_key(|known| known.turn);
        for (turn, (redirected, _)) in self.turns[row].iter_mut().zip(redirected) {
            *turn = redirected;
        }
    }

    /// The edge that a turn comes from.
    pub(super) fn from(&self, turn: u32) -> u32 {
        index(self.start.partition_point(|&start| start <= turn) - 1)
    }

    fn row(&self, row: usize) -> Range<usize> {
        self.start[row] as usize..self.start[row + 1] as usize
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::with_capacity(0, 0)
    }
}

/// The same turns by the edge they lead to, then by the one they come from.
pub(super) struct Inward {
    /// Where the row of each edge begins, and the end of the last one.
    pub(super) start: Vec<u32>,
    pub(super) turns: Vec<TurnRecord>,
}

impl Inward {
    pub(super) fn of(rows: &Rows) -> Self {
        let count = rows.start.len() - 1;
        let mut start = vec![0_u32; count + 1];
        for turn in &rows.turns {
            start[turn.edge as usize + 1] += 1;
        }
        for row in 0..count {
            start[row + 1] += start[row];
        }
        let mut next = start.clone();
        let mut turns = vec![TurnRecord { edge: 0, cost: 0 }; rows.turns.len()];
        for from in 0..count {
            for turn in &rows.turns[rows.row(from)] {
                let next = &mut next[turn.edge as usize];
                let (edge, cost) = (index(from), turn.cost);
                turns[*next as usize] = TurnRecord { edge, cost };
                *next += 1;
            }
        }
        Self { start, turns }
    }

    /// The place of a turn. No two turns join the same two edges.
    pub(super) fn place(&self, from: u32, to: u32) -> u32 {
        let begin = self.start[to as usize] as usize;
        let row = &self.turns[begin..self.start[to as usize + 1] as usize];
        index(begin + row.partition_point(|turn| turn.edge < from))
    }
}
