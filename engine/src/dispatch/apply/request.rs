//! Events about a request as such.

use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::RequestId,
        model::{
            Disposition, Ending, FollowUp, HandOver, Note, Request, RequestDetails, RequestState,
            RequestTimes, Triage,
        },
        transitions::{RequestAction, request_after},
    },
    units::Timestamp,
};

/// How a new request stands on the board.
pub(super) struct Made {
    pub(super) details: RequestDetails,
    pub(super) untriaged: bool,
    pub(super) scheduled_for: Option<Timestamp>,
    pub(super) triage: Option<Triage>,
}

/// A request waits for a team as soon as it is taken in, unless it came by itself or is for later: whoever
/// takes it in has answered and triaged it.
pub(super) fn create(
    board: &mut Board,
    id: RequestId,
    at: Timestamp,
    made: Made,
) -> Option<Changed> {
    if board.requests.contains_key(&id) {
        return None;
    }
    let by_somebody = (!made.untriaged).then_some(at);
    let state = match made.scheduled_for {
        Some(_) => RequestState::Scheduled,
        None if made.untriaged => RequestState::Received,
        None => RequestState::Pending,
    };
    let request = Request {
        id,
        state,
        details: made.details,
        times: RequestTimes {
            received: Some(at),
            answered: by_somebody,
            triaged: by_somebody,
            ..RequestTimes::default()
        },
        assignments: Vec::new(),
        disposition: None,
        closing_note: None,
        held_reason: None,
        returns_at: made.scheduled_for,
        scheduled_for: made.scheduled_for,
        triage: made.triage,
        notes: Vec::new(),
        hand_over: None,
        merged_into: None,
        duplicates: Vec::new(),
        follow_up: None,
        earlier: Vec::new(),
        version: 1,
    };
    board.requests.insert(id, request);
    Some(changed(id))
}

/// Changes a request that stands on the board.
pub(super) fn take_in(request: &mut Request, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::RequestUpdated { .. } => update(&mut request.details, change),
        Change::TriageBegun { .. } => {
            moves(request, RequestAction::BeginTriage);
            request.times.answered.get_or_insert(at);
        }
        Change::RequestTriaged {
            triage, priority, ..
        } => {
            moves(request, RequestAction::Triage);
            request.triage = Some(triage.clone());
            request.details.priority = *priority;
            stamp_triaged(&mut request.times, at);
        }
        Change::RequestHeld { reason, until, .. } => {
            moves(request, RequestAction::Hold);
            request.held_reason = Some(reason.clone());
            request.returns_at = *until;
        }
        Change::RequestScheduled { at: when, .. } => {
            moves(request, RequestAction::Schedule);
            request.held_reason = None;
            request.returns_at = Some(*when);
            if request.earlier.is_empty() {
                request.scheduled_for = Some(*when);
            }
        }
        Change::RequestResumed { .. } => {
            moves(request, RequestAction::Resume);
            request.held_reason = None;
            request.returns_at = None;
            // Whoever held or scheduled it has looked at it.
            stamp_triaged(&mut request.times, at);
        }
        Change::RequestClosed {
            disposition,
            note,
            follow_up,
            ..
        } => end(request, at, *disposition, note.clone(), follow_up.clone()),
        Change::RequestMerged { into, .. } => {
            end(request, at, Disposition::Duplicate, None, None);
            request.merged_into = Some(*into);
        }
        Change::FollowUpFellDue { .. } => fall_due(request)?,
        _ => write_down(request, at, change)?,
    }
    request.version += 1;
    Some(changed(request.id))
}

/// Changes that leave the state as it is.
fn write_down(request: &mut Request, at: Timestamp, change: &Change) -> Option<()> {
    match change {
        Change::DuplicateAbsorbed {
            duplicate,
            priority,
            ..
        } => {
            request.duplicates.push(*duplicate);
            request.details.priority = *priority;
        }
        Change::NoteAdded { author, text, .. } => request.notes.push(Note {
            at,
            author: author.clone(),
            text: text.clone(),
        }),
        Change::HandOverBegun { to, .. } => {
            request.hand_over = Some(HandOver {
                to: *to,
                begun_at: at,
                acknowledged_at: None,
                acknowledged_by: None,
            });
        }
        Change::HandOverAcknowledged { by, .. } => {
            let hand_over = request.hand_over.as_mut()?;
            hand_over.acknowledged_at = Some(at);
            hand_over.acknowledged_by = Some(by.clone());
        }
        _ => return None,
    }
    Some(())
}

fn moves(request: &mut Request, action: RequestAction) {
    request.state = request_after(request.state, action);
}

/// A time that was passed over stays empty: an interval must never come out negative.
fn stamp_triaged(times: &mut RequestTimes, at: Timestamp) {
    if times.assigned.is_none() {
        times.answered.get_or_insert(at);
        times.triaged.get_or_insert(at);
    }
}

fn end(
    request: &mut Request,
    at: Timestamp,
    disposition: Disposition,
    note: Option<String>,
    follow_up: Option<FollowUp>,
) {
    request.state = RequestState::Closed;
    request.disposition = Some(disposition);
    request.closing_note = note;
    request.follow_up = follow_up;
    request.held_reason = None;
    request.returns_at = None;
    request.times.closed = Some(at);
}

/// It is open again; how it ended before is kept.
fn fall_due(request: &mut Request) -> Option<()> {
    request.earlier.push(Ending {
        at: request.times.closed.take()?,
        disposition: request.disposition.take()?,
        note: request.closing_note.take(),
    });
    request.times.cleared = None;
    moves(request, RequestAction::FallDue);
    Some(())
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
