//! Commands about an assignment beyond the everyday ones.

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
        commands::{Empty, Redirection, Transport},
        entities::Assignment,
        shapes,
        wire_command::WireCommand,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(confirm))
        .routes(routes!(reassign))
        .routes(routes!(transport))
}

/// Sends the team that was proposed.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/confirm", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Empty, responses((status = 200, body = Assignment)))]
async fn confirm(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::Confirm {
        assignment: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Sends another team in the place of one.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/reassign", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Redirection, responses((status = 201, body = Assignment)))]
async fn reassign(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Redirection>,
) -> Result<Response, Problem> {
    let command = WireCommand::Reassign {
        assignment: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::made)
}

/// The team takes the person to a destination, or to another one than first said.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/transport", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Transport, responses((status = 200, body = Assignment)))]
async fn transport(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Transport>,
) -> Result<Response, Problem> {
    let command = WireCommand::Transport {
        assignment: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}
