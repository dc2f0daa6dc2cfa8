//! From a meeting of two searches to the edges of the way.

use super::apart::{End, MIDDLE, Shortcut, Unpacker};
use super::cells::NONE;
use super::climb::{Climb, Ends};
use super::distance::{Meeting, Pair};
use super::kernel::INF;
use super::number;
use super::view::{Half, Line, View, Way};
use super::wide::vectorised;

/// The edges of the way that a query has found, first to last, appended to `edges`.
pub(super) fn unpack(
    view: View<'_>,
    pair: &Pair,
    from: Ends<'_>,
    to: Ends<'_>,
    meeting: &Meeting,
    unpacker: &mut Unpacker,
    edges: &mut Vec<u32>,
) {
    vectorised(
        #[inline(always)]
        |_| {
            let last = gather(view, pair, [from, to], meeting, unpacker);
            unpacker.take_apart(view);
            unpacker.write(last, edges);
        },
    );
}

/// Puts together the way of the query's shortcuts; its last piece.
#[inline(always)]
fn gather(
    view: View<'_>,
    pair: &Pair,
    [from, to]: [Ends<'_>; 2],
    meeting: &Meeting,
    unpacker: &mut Unpacker,
) -> u32 {
    let Meeting { cell, slot, .. } = *meeting;
    let (ahead, back) = (view.half(Way::Ahead), view.half(Way::Back));
    let middle = view.edge_at(cell, slot);
    unpacker.begin(middle);
    // Up to the meeting, found from there back to the begin.
    let mut first = MIDDLE;
    descend(
        ahead,
        &pair.ahead,
        from,
        (cell, slot),
        #[inline(always)]
        |shortcut, edge| first = unpacker.prepend(first, shortcut, edge),
    );
    let mut last = MIDDLE;
    if meeting.round {
        let own = view.cells[cell as usize].own_count;
        let round = Shortcut {
            cell,
            row: End::of(number(slot), own),
            column: End::of(number(slot), own),
            weight: ahead.cell(cell).row(slot)[slot],
            piece: NONE,
        };
        last = unpacker.append(last, round, middle);
    }
    // Down from the meeting, found in driving order.
    descend(
        back,
        &pair.back,
        to,
        (cell, slot),
        #[inline(always)]
        |shortcut, edge| last = unpacker.append(last, shortcut, edge),
    );
    last
}

/// Hands the shortcuts that a climb took to a place to `take`, last first, each with the edge at its other end.
#[inline(always)]
fn descend(
    half: Half<'_>,
    climb: &Climb,
    ends: Ends<'_>,
    (cell, slot): (u32, usize),
    mut take: impl FnMut(Shortcut, u32),
) {
    let view = half.view;
    let opposite = view.half(match half.way {
        Way::Ahead => Way::Back,
        Way::Back => Way::Ahead,
    });
    let steps = &climb.steps;
    let mut step = steps.iter().position(|s| s.cell == cell).unwrap_or(0);
    let (mut place, mut edge) = (slot, view.edge_at(cell, slot));
    loop {
        let value = climb.values(step)[place];
        // As far down as the value is the same: there it came about.
        while step > 0 {
            let below = half.cell(steps[step - 1].cell);
            let Ok(border) = below.up.binary_search(&number(place)) else {
                break;
            };
            let lower = below.own + border;
            if climb.values(step - 1)[lower] != value {
                break;
            }
            (step, place) = (step - 1, lower);
        }
        if step == 0 && ends.contains(&(edge, value)) {
            return;
        }
        let id = steps[step].cell;
        let cell = half.cell(id);
        let values = climb.values(step);
        let weights = Line::new(&cell, &opposite.cell(id), number(place));
        let before = (0..cell.own.min(place))
            .find(|&own| values[own] < INF && values[own] + weights.at(own) == value);
        let Some(own) = before else {
            // Only in a damaged file does a label have no cause.
            return;
        };
        let (row, column) = match half.way {
            Way::Ahead => (own, place),
            Way::Back => (place, own),
        };
        let end = |place| End::of(number(place), number(cell.own));
        let shortcut = Shortcut {
            cell: id,
            row: end(row),
            column: end(column),
            weight: weights.at(own),
            piece: NONE,
        };
        (place, edge) = (own, view.edge_at(id, own));
        take(shortcut, edge);
    }
}
