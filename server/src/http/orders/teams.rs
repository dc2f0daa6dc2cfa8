//! Check-ins and emergencies of teams.

use axum::{
    extract::{Path, State},
    response::Response,
};
use nearhand_engine::dispatch::Command;
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
        commands::{CheckInTimer, Empty, TeamUpdate},
        entities::Team,
        shapes,
        wire_command::WireCommand,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(update_team))
        .routes(routes!(set_check_in))
        .routes(routes!(check_in))
        .routes(routes!(answer_emergency))
}

/// Changes what is known of a team.
#[utoipa::path(patch, path = "/api/v1/teams/{id}", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = TeamUpdate, responses((status = 200, body = Team)))]
async fn update_team(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<TeamUpdate>,
) -> Result<Response, Problem> {
    let command = Command::UpdateTeam {
        team: id(&text)?,
        callsign: body.callsign,
        capabilities: body.capabilities,
        post: body.post,
        area: body.area,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Begins, changes or ends a crew's timed check-in.
#[utoipa::path(post, path = "/api/v1/teams/{id}/check-in-timer", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = CheckInTimer, responses((status = 200, body = Team)))]
async fn set_check_in(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<CheckInTimer>,
) -> Result<Response, Problem> {
    let command = WireCommand::SetCheckIn {
        team: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// All is well.
#[utoipa::path(post, path = "/api/v1/teams/{id}/check-in", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = Empty, responses((status = 200, body = Team)))]
async fn check_in(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::CheckIn { team: id(&text)? };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The dispatcher has seen the emergency and acts.
#[utoipa::path(post, path = "/api/v1/teams/{id}/answer-emergency", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = Empty, responses((status = 200, body = Team)))]
async fn answer_emergency(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::AnswerEmergency { team: id(&text)? };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}
