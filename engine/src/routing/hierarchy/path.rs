//! From a meeting of two searches to the edges of the way.

use super::climb::{Climb, Ends};
use super::distance::{Meeting, Pair};
use super::kernel::INF;
use super::view::{Half, View, Way};

/// A shortcut to be unpacked: in a cell, from a row to a column.
#[derive(Clone, Copy, Debug)]
struct Shortcut {
    cell: u32,
    row: usize,
    column: usize,
    weight: u32,
}

/// Memory for unpacking.
#[derive(Default)]
pub(super) struct Unpacker {
    stack: Vec<Todo>,
    climbed: Vec<(Shortcut, u32)>,
}

#[derive(Clone, Copy, Debug)]
enum Todo {
    Unpack(Shortcut),
    Emit(u32),
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
    let Meeting { cell, slot, .. } = *meeting;
    // Up to the meeting, found from there back to the begin.
    let first = descend(
        view.half(Way::Ahead),
        &pair.ahead,
        from,
        cell,
        slot,
        &mut unpacker.climbed,
    );
    edges.push(first);
    while let Some((shortcut, head)) = unpacker.climbed.pop() {
        unpacker.expand(view, shortcut, edges);
        edges.push(head);
    }
    if meeting.round {
        let row = view.half(Way::Ahead).cell(cell).row(slot);
        let shortcut = Shortcut {
            cell,
            row: slot,
            column: slot,
            weight: row[slot],
        };
        unpacker.expand(view, shortcut, edges);
        edges.push(view.edge_at(cell, slot));
    }
    // Down from the meeting, found in driving order.
    descend(
        view.half(Way::Back),
        &pair.back,
        to,
        cell,
        slot,
        &mut unpacker.climbed,
    );
    let down = std::mem::take(&mut unpacker.climbed);
    for &(shortcut, tail) in &down {
        unpacker.expand(view, shortcut, edges);
        edges.push(tail);
    }
    unpacker.climbed = down;
    unpacker.climbed.clear();
}

/// The shortcuts that a climb took to a place, last first, each with the edge at its later end (seen from where
/// the climb began). Returns the edge where the climb began.
fn descend(
    half: Half<'_>,
    climb: &Climb,
    ends: Ends<'_>,
    cell: u32,
    slot: usize,
    out: &mut Vec<(Shortcut, u32)>,
) -> u32 {
    let view = half.view;
    let steps = &climb.steps;
    let mut step = steps.iter().position(|s| s.cell == cell).unwrap_or(0);
    let (mut place, mut edge) = (slot, view.edge_at(cell, slot));
    loop {
        let value = climb.values(step)[place];
        // As far down as the value is the same: there it came about.
        while step > 0 {
            let below = half.cell(steps[step - 1].cell);
            let Ok(border) = below.up.binary_search(&super::number(place)) else {
                break;
            };
            let lower = below.own + border;
            if climb.values(step - 1)[lower] != value {
                break;
            }
            (step, place) = (step - 1, lower);
        }
        if step == 0 && ends.contains(&(edge, value)) {
            return edge;
        }
        let cell = half.cell(steps[step].cell);
        let values = climb.values(step);
        let before = (0..cell.own.min(place)).find(|&own| {
            values[own].saturating_add(cell.row(own)[place]) == value && values[own] < INF
        });
        let Some(own) = before else {
            // Only in a damaged file does a label have no cause.
            return edge;
        };
        let weight = cell.row(own)[place];
        let (row, column) = match half.way {
            Way::Ahead => (own, place),
            Way::Back => (place, own),
        };
        let shortcut = Shortcut {
            cell: steps[step].cell,
            row,
            column,
            weight,
        };
        let before = view.edge_at(steps[step].cell, own);
        // Going back, the shortcut leads from the place on to the own edge.
        out.push((shortcut, if half.way == Way::Ahead { edge } else { before }));
        (place, edge) = (own, before);
    }
}

impl Unpacker {
    /// Appends the edges between the two ends of a shortcut.
    fn expand(&mut self, view: View<'_>, shortcut: Shortcut, edges: &mut Vec<u32>) {
        self.stack.clear();
        self.stack.push(Todo::Unpack(shortcut));
        while let Some(todo) = self.stack.pop() {
            match todo {
                Todo::Emit(edge) => edges.push(edge),
                Todo::Unpack(shortcut) => {
                    if let Some(below) = in_child(view, &shortcut) {
                        self.stack.push(Todo::Unpack(below));
                    } else if let Some((first, edge, second)) = through_own(view, &shortcut) {
                        self.stack.push(Todo::Unpack(second));
                        self.stack.push(Todo::Emit(edge));
                        self.stack.push(Todo::Unpack(first));
                    }
                    // Otherwise it is a turn of a leaf: nothing lies between its edges.
                }
            }
        }
    }
}

/// The same way as a shortcut through one of the children, if it is that.
fn in_child(view: View<'_>, shortcut: &Shortcut) -> Option<Shortcut> {
    let cell = &view.cells[shortcut.cell as usize];
    if cell.is_leaf() {
        return None;
    }
    let (row, column) = (super::number(shortcut.row), super::number(shortcut.column));
    [cell.left, shortcut.cell - 1].into_iter().find_map(|id| {
        let child = &view.cells[id as usize];
        let entry = view.entries(child).binary_search(&row).ok()?;
        let exit = view.exits(child).binary_search(&column).ok()?;
        let through = view.through(child);
        (through[entry * child.exit_count as usize + exit] == shortcut.weight).then(|| Shortcut {
            cell: id,
            row: child.own_count as usize + entry,
            column: child.own_count as usize + exit,
            weight: shortcut.weight,
        })
    })
}

/// The two halves of a shortcut that goes by way of an own edge of its cell.
fn through_own(view: View<'_>, shortcut: &Shortcut) -> Option<(Shortcut, u32, Shortcut)> {
    let Shortcut {
        cell,
        row,
        column,
        weight,
    } = *shortcut;
    let (out, inward) = (
        view.half(Way::Ahead).cell(cell),
        view.half(Way::Back).cell(cell),
    );
    let own = out.own.min(row).min(column);
    (0..own).find_map(|own| {
        let (to, from) = (inward.row(own)[row], out.row(own)[column]);
        (to + from == weight).then(|| {
            (
                Shortcut {
                    cell,
                    row,
                    column: own,
                    weight: to,
                },
                view.edge_at(cell, own),
                Shortcut {
                    cell,
                    row: own,
                    column,
                    weight: from,
                },
            )
        })
    })
}
