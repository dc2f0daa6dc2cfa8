//! From a meeting of two searches to the edges of the way.

use super::climb::{Climb, Ends};
use super::distance::{Meeting, Pair};
use super::kernel::{INF, vectorised};
use super::number;
use super::view::{Half, Line, View, Way};

/// A shortcut to be unpacked: in a cell, from a row to a column.
#[derive(Clone, Copy, Debug)]
struct Shortcut {
    cell: u32,
    row: u32,
    column: u32,
    weight: u32,
}

/// Memory for unpacking.
#[derive(Default)]
pub(super) struct Unpacker {
    /// What comes after the shortcut at hand, last first: an edge, and a shortcut from it on.
    stack: Vec<(u32, Shortcut)>,
    /// Shortcuts of the way up, last first, each with the edge that it leads to.
    climbed: Vec<(Shortcut, u32)>,
}

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
        || unpacker.unpack(view, pair, [from, to], meeting, edges),
    );
}
impl Unpacker {
    #[inline(always)]
    fn unpack(
        &mut self,
        view: View<'_>,
        pair: &Pair,
        [from, to]: [Ends<'_>; 2],
        meeting: &Meeting,
        edges: &mut Vec<u32>,
    ) {
        let Meeting { cell, slot, .. } = *meeting;
        let (ahead, back) = (view.half(Way::Ahead), view.half(Way::Back));
        // Up to the meeting, found from there back to the begin.
        let middle = view.edge_at(cell, slot);
        self.climbed.clear();
        let mut first = middle;
        let climbed = &mut self.climbed;
        descend(
            ahead,
            &pair.ahead,
            from,
            (cell, slot),
            #[inline(always)]
            |shortcut, edge| {
                climbed.push((shortcut, first));
                first = edge;
            },
        );
        edges.push(first);
        while let Some((shortcut, head)) = self.climbed.pop() {
            self.expand(view, shortcut, edges);
            edges.push(head);
        }
        if meeting.round {
            let shortcut = Shortcut {
                cell,
                row: number(slot),
                column: number(slot),
                weight: ahead.cell(cell).row(slot)[slot],
            };
            self.expand(view, shortcut, edges);
            edges.push(middle);
        }
        // Down from the meeting, found in driving order.
        descend(
            back,
            &pair.back,
            to,
            (cell, slot),
            #[inline(always)]
            |shortcut, edge| {
                self.expand(view, shortcut, edges);
                edges.push(edge);
            },
        );
    }

    /// Appends the edges between the two ends of a shortcut.
    #[inline(always)]
    fn expand(&mut self, view: View<'_>, mut shortcut: Shortcut, edges: &mut Vec<u32>) {
        self.stack.clear();
        loop {
            if let Some((first, edge, second)) = apart(view, &shortcut) {
                self.stack.push((edge, second));
                shortcut = first;
            } else {
                // It is a turn of a leaf: nothing lies between its edges.
                let Some((edge, second)) = self.stack.pop() else {
                    return;
                };
                edges.push(edge);
                shortcut = second;
            }
        }
    }
}

/// The two halves of a shortcut, and the edge between them; `None` for a turn of a leaf.
///
/// The way nearly always lies in the smallest cell that has both ends. Only if it does not come out there, the weights of
/// the cells between are looked at: each lies far from the last.
#[inline(always)]
fn apart(view: View<'_>, shortcut: &Shortcut) -> Option<(Shortcut, u32, Shortcut)> {
    let (mut lowest, mut through) = (*shortcut, None);
    while let Some((below, place)) = in_child(view, &lowest) {
        (lowest, through) = (below, Some(place));
    }
    let found = through_own(view, &lowest);
    let is_turn = || {
        view.cells[lowest.cell as usize].is_leaf()
            && through.is_none_or(|place| view.through(place) == shortcut.weight)
    };
    if found.is_some() || is_turn() {
        return found;
    }
    let mut highest = *shortcut;
    while let Some((below, place)) = in_child(view, &highest)
        && view.through(place) == shortcut.weight
    {
        highest = below;
    }
    through_own(view, &highest)
}

/// A shortcut as one of the child that has both its ends, and where the child's weight is.
#[inline(always)]
fn in_child(view: View<'_>, shortcut: &Shortcut) -> Option<(Shortcut, usize)> {
    let Shortcut {
        cell: id,
        row,
        column,
        weight,
    } = *shortcut;
    let cell = &view.cells[id as usize];
    if cell.is_leaf() {
        return None;
    }
    let (right, entry) = view.sides.of_row(id, row);
    let (leaves_right, exit) = view.sides.of_column(id, cell, column);
    if right != leaves_right {
        return None;
    }
    let id = if right { id - 1 } else { cell.left };
    let child = &view.cells[id as usize];
    let inside = Shortcut {
        cell: id,
        row: child.own_count + number(entry),
        column: child.own_count + number(exit),
        weight,
    };
    let place = child.starts[2] as usize + entry * child.exit_count as usize + exit;
    Some((inside, place))
}

/// The two halves of a shortcut that goes by way of an own edge of its cell.
///
/// Of several such edges (where a round costs nothing) it is the one eliminated first, so that the way makes no
/// such round.
#[inline(always)]
fn through_own(view: View<'_>, shortcut: &Shortcut) -> Option<(Shortcut, u32, Shortcut)> {
    let Shortcut {
        cell,
        row,
        column,
        weight,
    } = *shortcut;
    let out = view.half(Way::Ahead).cell(cell);
    let inward = view.half(Way::Back).cell(cell);
    let to = Line::new(&inward, &out, row);
    let from = Line::new(&out, &inward, column);
    let before = out.own.min(row.min(column) as usize);
    let own = (0..before).find(|&own| to.at(own) + from.at(own) == weight)?;
    let pivot = number(own);
    let first = Shortcut {
        column: pivot,
        weight: to.at(own),
        ..*shortcut
    };
    let second = Shortcut {
        row: pivot,
        weight: from.at(own),
        ..*shortcut
    };
    Some((first, view.edge_at(cell, own), second))
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
        let shortcut = Shortcut {
            cell: id,
            row: number(row),
            column: number(column),
            weight: weights.at(own),
        };
        (place, edge) = (own, view.edge_at(id, own));
        take(shortcut, edge);
    }
}
