//! The weight of the best way between two sets of edges.

use super::climb::{Climb, Ends};
use super::kernel::{INF, relax_behind};
use super::view::{View, Way};
use super::wide::{Wide, vectorised};

/// Memory for a query between two places.
#[derive(Default)]
pub(super) struct Pair {
    pub(super) ahead: Climb,
    pub(super) back: Climb,
}

/// Where the two searches met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    pub(super) weight: u32,
    /// The cell, and which of its own edges.
    pub(super) cell: u32,
    pub(super) slot: usize,
    /// The way goes from this edge once round and back to it.
    pub(super) round: bool,
}

/// The best way from one of `from` to one of `to`, from the start of an edge to the start of an edge.
///
/// `round` is an edge on both sides that counts only when the way leaves it and comes back.
pub(super) fn meet(
    view: View<'_>,
    pair: &mut Pair,
    from: Ends<'_>,
    to: Ends<'_>,
    round: Option<u32>,
) -> Option<Meeting> {
    vectorised(
        #[inline(always)]
        |wide| search(wide, view, pair, from, to, round),
    )
}

#[inline(always)]
fn search(
    wide: Option<Wide>,
    view: View<'_>,
    pair: &mut Pair,
    from: Ends<'_>,
    to: Ends<'_>,
    round: Option<u32>,
) -> Option<Meeting> {
    let (ahead, back) = (view.half(Way::Ahead), view.half(Way::Back));
    let (from_cell, to_cell) = (view.place(from.first()?.0).0, view.place(to.first()?.0).0);
    pair.ahead.begin(&ahead, from_cell, from);
    pair.back.begin(&back, to_cell, to);
    // A cell's number is higher than those of all cells inside it: the lower one moves up.
    while pair.ahead.cell() != pair.back.cell() {
        let more = if pair.ahead.cell() < pair.back.cell() {
            pair.ahead.pass(wide, &ahead)
        } else {
            pair.back.pass(wide, &back)
        };
        if !more {
            return None;
        }
    }
    let mut best = Meeting {
        weight: INF,
        cell: 0,
        slot: 0,
        round: false,
    };
    let round_slot = round.map(|edge| view.place(edge).1);
    loop {
        let id = pair.ahead.cell();
        let (out, inward) = (ahead.cell(id), back.cell(id));
        let (forward, backward) = (pair.ahead.top(), pair.back.top());
        for own in 0..out.own {
            let (here, there) = (forward[own], backward[own]);
            let mut total = here + there;
            let is_round = round_slot == Some(own) && id == from_cell;
            if is_round {
                total = total.min(INF) + out.row(own)[own];
            }
            if total < best.weight {
                best = Meeting {
                    weight: total,
                    cell: id,
                    slot: own,
                    round: is_round,
                };
            }
            if here < best.weight {
                relax_behind(own, forward, here, out.row(own));
            }
            if there < best.weight {
                relax_behind(own, backward, there, inward.row(own));
            }
        }
        if !(pair.ahead.ascend(&ahead) && pair.back.ascend(&back)) {
            break;
        }
    }
    (best.weight < INF).then_some(best)
}
