//! Events about closures.

use crate::{
    dispatch::{
        board::{Board, Changed},
        closure::{ClosureRecord, ClosureState, StreetClosure},
        ids::ClosureId,
    },
    units::Timestamp,
};

pub(super) fn create(
    board: &mut Board,
    id: ClosureId,
    at: Timestamp,
    record: ClosureRecord,
) -> Option<Changed> {
    if board.closures.contains_key(&id) {
        return None;
    }
    let state = if record.what.from <= at {
        ClosureState::Active
    } else {
        ClosureState::Scheduled
    };
    let closure = StreetClosure {
        id,
        record,
        state,
        ended_at: None,
        version: 1,
    };
    board.closures.insert(id, closure);
    Some(changed(id))
}

pub(super) fn begin(board: &mut Board, id: ClosureId, at: Timestamp) -> Option<Changed> {
    let known = board.closures.get_mut(&id);
    let closure = known.filter(|closure| closure.state == ClosureState::Scheduled)?;
    closure.state = ClosureState::Active;
    // Begun before its time, it is in force from then on.
    closure.record.what.from = closure.record.what.from.min(at);
    closure.version += 1;
    Some(changed(id))
}

pub(super) fn end(board: &mut Board, id: ClosureId, at: Timestamp) -> Option<Changed> {
    let known = board.closures.get_mut(&id);
    let closure = known.filter(|closure| closure.state != ClosureState::Ended)?;
    closure.state = ClosureState::Ended;
    closure.ended_at = Some(at);
    closure.version += 1;
    Some(changed(id))
}

fn changed(id: ClosureId) -> Changed {
    Changed {
        closure: Some(id),
        ..Changed::default()
    }
}
