//! What is asked of requests.

use std::collections::BTreeMap;

use super::{next, to_come};
use crate::{
    dispatch::{
        board::Board,
        command::{Intake, Subject},
        event::Change,
        ids::RequestId,
        model::{
            Disposition, FollowUp, OtherService, Priority, RequestDetails, RequestType, Triage,
        },
        rejection::Rejection,
        transitions::{RequestAction, request_row},
    },
    units::Timestamp,
};

pub(super) fn create(
    board: &Board,
    mut details: RequestDetails,
    intake: Intake,
    at: Timestamp,
) -> Result<Change, Rejection> {
    let Intake {
        untriaged,
        scheduled_for,
        answers,
    } = intake;
    if let Some(moment) = scheduled_for {
        to_come("scheduled_for", moment, at)?;
    }
    if untriaged && !(answers.is_empty() && scheduled_for.is_none()) {
        return Err(Rejection::InvalidValue {
            field: "untriaged",
            problem: "an untriaged request has neither answers nor a time yet: leave them out"
                .to_owned(),
        });
    }
    let triage = if answers.is_empty() {
        None
    } else {
        Some(triaged(board, details.kind, &answers)?)
    };
    if details.source.is_empty()
        && let Some(usual) = board.configuration().sources.first()
    {
        details.source.clone_from(&usual.id);
    }
    let last = board.requests.keys().next_back().map(|id| id.0);
    Ok(Change::RequestCreated {
        request: RequestId(next("request", last)?),
        details,
        untriaged,
        scheduled_for,
        triage,
    })
}

/// `change` is the [`Change::RequestUpdated`] that is asked for.
pub(super) fn update(
    board: &Board,
    request: RequestId,
    change: Change,
) -> Result<Change, Rejection> {
    let nothing = Change::RequestUpdated {
        request,
        position: None,
        address: None,
        kind_of_help: None,
        priority: None,
        needs: None,
        note: None,
    };
    if change == nothing {
        let subject = Subject::Request(request);
        return Err(Rejection::NothingToChange { subject });
    }
    request_takes(board, request, RequestAction::Update)?;
    Ok(change)
}

pub(super) fn begin_triage(board: &Board, request: RequestId) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::BeginTriage)?;
    Ok(Change::TriageBegun { request })
}

/// The dispatcher's priority stands; the suggested one is kept beside it.
pub(super) fn triage(
    board: &Board,
    request: RequestId,
    answers: &BTreeMap<String, String>,
    priority: Option<Priority>,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::Triage)?;
    let kind = board.known_request(request)?.details.kind;
    let triage = triaged(board, kind, answers)?;
    let priority = priority.unwrap_or(triage.suggested);
    Ok(Change::RequestTriaged {
        request,
        triage,
        priority,
    })
}

fn triaged(
    board: &Board,
    kind: RequestType,
    answers: &BTreeMap<String, String>,
) -> Result<Triage, Rejection> {
    board
        .known_form(kind)?
        .triage(answers)
        .map_err(|_| Rejection::InvalidValue {
            field: "answers",
            problem: format!(
                "an answer is none of the triage form for {kind}: read the form again"
            ),
        })
}

pub(super) fn hold(
    board: &Board,
    request: RequestId,
    reason: String,
    until: Option<Timestamp>,
    at: Timestamp,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::Hold)?;
    if let Some(until) = until {
        to_come("until", until, at)?;
    }
    Ok(Change::RequestHeld {
        request,
        reason,
        until,
    })
}

pub(super) fn schedule(
    board: &Board,
    request: RequestId,
    when: Timestamp,
    at: Timestamp,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::Schedule)?;
    to_come("at", when, at)?;
    Ok(Change::RequestScheduled { request, at: when })
}

pub(super) fn resume(board: &Board, request: RequestId) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::Resume)?;
    Ok(Change::RequestResumed { request })
}

pub(super) fn fall_due(board: &Board, request: RequestId) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::FallDue)?;
    Ok(Change::FollowUpFellDue { request })
}

pub(super) fn add_note(
    board: &Board,
    request: RequestId,
    author: String,
    text: String,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::AddNote)?;
    Ok(Change::NoteAdded {
        request,
        author,
        text,
    })
}

pub(super) fn hand_over(
    board: &Board,
    request: RequestId,
    to: OtherService,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::HandOver)?;
    Ok(Change::HandOverBegun { request, to })
}

pub(super) fn acknowledge_hand_over(
    board: &Board,
    request: RequestId,
    by: String,
) -> Result<Change, Rejection> {
    request_takes(board, request, RequestAction::AcknowledgeHandOver)?;
    let open = board
        .known_request(request)?
        .hand_over
        .as_ref()
        .is_some_and(|hand_over| hand_over.acknowledged_at.is_none());
    if !open {
        return Err(Rejection::NoHandOver { request });
    }
    Ok(Change::HandOverAcknowledged { request, by })
}

/// Proposals that nobody confirmed end with the request.
pub(super) fn close(
    board: &Board,
    request: RequestId,
    disposition: Disposition,
    note: Option<String>,
    follow_up: Option<FollowUp>,
    at: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    request_takes(board, request, RequestAction::Close)?;
    if let Some(service) = disposition.hand_over_to() {
        let theirs = board
            .known_request(request)?
            .hand_over
            .as_ref()
            .is_some_and(|it| it.to == service && it.acknowledged_at.is_some());
        if !theirs {
            return Err(Rejection::NotHandedOver { request, service });
        }
    }
    if let Some(follow_up) = &follow_up {
        to_come("follow_up.at", follow_up.at, at)?;
    }
    let mut changes = withdrawn(board, request, "the request was closed");
    changes.push(Change::RequestClosed {
        request,
        disposition,
        note,
        follow_up,
    });
    Ok(changes)
}

pub(super) fn merge(
    board: &Board,
    request: RequestId,
    into: RequestId,
) -> Result<Vec<Change>, Rejection> {
    if request == into {
        return Err(Rejection::MergedIntoItself { request });
    }
    let stays = board.known_request(into)?.details.priority;
    request_takes(board, request, RequestAction::Merge)?;
    request_takes(board, into, RequestAction::Absorb)?;
    let priority = stays.min(board.known_request(request)?.details.priority);
    let mut changes = withdrawn(board, request, "the request was merged into another");
    changes.push(Change::RequestMerged { request, into });
    changes.push(Change::DuplicateAbsorbed {
        request: into,
        duplicate: request,
        priority,
    });
    Ok(changes)
}

fn withdrawn(board: &Board, request: RequestId, reason: &str) -> Vec<Change> {
    board
        .proposals(request)
        .map(|assignment| Change::ProposalWithdrawn {
            assignment,
            reason: reason.to_owned(),
        })
        .collect()
}

/// Whether the table allows an action, teams on the request considered.
pub(super) fn request_takes(
    board: &Board,
    request: RequestId,
    action: RequestAction,
) -> Result<(), Rejection> {
    let state = board.known_request(request)?.state;
    let row = request_row(state, action).ok_or(Rejection::RequestState {
        request,
        state,
        action,
    })?;
    match board.open_assignments(request).next() {
        Some(assignment) if row.without_a_team => Err(Rejection::TeamStillOnRequest {
            request,
            team: assignment.team,
            assignment: assignment.id,
        }),
        _ => Ok(()),
    }
}
