//! Events about a request as such.

use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::RequestId,
        model::{Request, RequestDetails, RequestState, RequestTimes},
    },
    units::Timestamp,
};

/// A request waits for a team as soon as it is taken in: whoever takes it in has triaged it.
pub(super) fn create(
    board: &mut Board,
    id: RequestId,
    at: Timestamp,
    details: RequestDetails,
) -> Option<Changed> {
    if board.requests.contains_key(&id) {
        return None;
    }
    let request = Request {
        id,
        state: RequestState::Pending,
        details,
        times: RequestTimes {
            received: Some(at),
            triaged: Some(at),
            ..RequestTimes::default()
        },
        assignments: Vec::new(),
        disposition: None,
        closing_note: None,
        version: 1,
    };
    board.requests.insert(id, request);
    Some(changed(id))
}

/// Changes a request that stands on the board.
pub(super) fn take_in(request: &mut Request, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::RequestUpdated { .. } => update(&mut request.details, change),
        Change::RequestHeld { .. } => request.state = RequestState::Held,
        Change::RequestResumed { .. } => request.state = RequestState::Pending,
        Change::RequestClosed {
            disposition, note, ..
        } => {
            request.state = RequestState::Closed;
            request.disposition = Some(*disposition);
            request.closing_note.clone_from(note);
            request.times.closed = Some(at);
        }
        _ => return None,
    }
    request.version += 1;
    Some(changed(request.id))
}

fn update(details: &mut RequestDetails, change: &Change) {
    let Change::RequestUpdated {
        request: _,
        position,
        address,
        kind_of_help,
        priority,
        needs,
        note,
    } = change
    else {
        return;
    };
    details.position = position.unwrap_or(details.position);
    details.kind = kind_of_help.unwrap_or(details.kind);
    details.priority = priority.unwrap_or(details.priority);
    if address.is_some() {
        details.address.clone_from(address);
    }
    if let Some(needs) = needs {
        details.needs.clone_from(needs);
    }
    if note.is_some() {
        details.note.clone_from(note);
    }
}

fn changed(id: RequestId) -> Changed {
    Changed {
        request: Some(id),
        ..Changed::default()
    }
}
