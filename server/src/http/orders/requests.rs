//! Commands about a request beyond the everyday ones.

use axum::{
    extract::{Path, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::run;
use crate::{
    app::App,
    http::{
        answer,
        extract::{Body, Caller, CommandTerms, id},
    },
    problem::Problem,
    wire::{
        commands::{
            Acknowledgement, Answers, Empty, Merge, NewHandOver, NewNote, Proposal, Redirection,
            Schedule,
        },
        entities::{Assignment, Request},
        shapes,
        wire_command::WireCommand,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin_triage))
        .routes(routes!(triage))
        .routes(routes!(schedule))
        .routes(routes!(merge))
        .routes(routes!(add_note))
        .routes(routes!(hand_over))
        .routes(routes!(acknowledge_hand_over))
        .routes(routes!(propose))
        .routes(routes!(preempt))
}

/// Somebody answers a request that came in by itself.
#[utoipa::path(post, path = "/api/v1/requests/{id}/answer", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Empty, responses((status = 200, body = Request)))]
async fn begin_triage(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::BeginTriage {
        request: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The triage questions are answered, or answered anew.
#[utoipa::path(post, path = "/api/v1/requests/{id}/triage", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Answers, responses((status = 200, body = Request)))]
async fn triage(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Answers>,
) -> Result<Response, Problem> {
    let command = WireCommand::Triage {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Leaves a request for later; it comes back by itself.
#[utoipa::path(post, path = "/api/v1/requests/{id}/schedule", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Schedule, responses((status = 200, body = Request)))]
async fn schedule(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Schedule>,
) -> Result<Response, Problem> {
    let command = WireCommand::ScheduleRequest {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Takes a request for the same matter as another one, which stays.
#[utoipa::path(post, path = "/api/v1/requests/{id}/merge", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Merge, responses((status = 200, body = Request)))]
async fn merge(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Merge>,
) -> Result<Response, Problem> {
    let command = WireCommand::MergeRequest {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Writes something down, also about a request that has ended.
#[utoipa::path(post, path = "/api/v1/requests/{id}/notes", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = NewNote, responses((status = 200, body = Request)))]
async fn add_note(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewNote>,
) -> Result<Response, Problem> {
    let command = WireCommand::AddNote {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Begins to hand a request over to another service.
#[utoipa::path(post, path = "/api/v1/requests/{id}/hand-over", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = NewHandOver, responses((status = 200, body = Request)))]
async fn hand_over(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewHandOver>,
) -> Result<Response, Problem> {
    let command = WireCommand::HandOver {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The other service has said that it is theirs.
#[utoipa::path(post, path = "/api/v1/requests/{id}/hand-over/acknowledge", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Acknowledgement, responses((status = 200, body = Request)))]
async fn acknowledge_hand_over(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Acknowledgement>,
) -> Result<Response, Problem> {
    let command = WireCommand::AcknowledgeHandOver {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Puts a team forward; nobody is told before it is confirmed.
#[utoipa::path(post, path = "/api/v1/requests/{id}/proposals", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Proposal, responses((status = 201, body = Assignment)))]
async fn propose(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Proposal>,
) -> Result<Response, Problem> {
    let command = WireCommand::Propose {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::made)
}

/// Sends a team that is on its way to somebody less urgent.
#[utoipa::path(post, path = "/api/v1/requests/{id}/pre-emptions", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Redirection, responses((status = 201, body = Assignment)))]
async fn preempt(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Redirection>,
) -> Result<Response, Problem> {
    let command = WireCommand::Preempt {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::made)
}
