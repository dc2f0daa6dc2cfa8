//! Commands as HTTP calls.

mod assignments;
mod crew;
pub(super) mod places;
mod requests;
mod teams;

use axum::{
    extract::{Path, State},
    response::Response,
};
use nearhand_engine::dispatch::Command;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer,
    extract::{Body, Caller, CommandTerms, id},
};
use crate::{
    agency::Decided,
    app::App,
    auth::Principal,
    commands::{self, Terms},
    problem::Problem,
    wire::{
        closures::{Closure, NewClosure},
        commands::{
            Closing, Empty, Hold, NewAssignment, NewRequest, NewStatus, NewTeam, Reason,
            RequestUpdate, Stage,
        },
        entities::{Assignment, Request, Team},
        shapes,
        wire_command::WireCommand,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_team))
        .routes(routes!(sign_on))
        .routes(routes!(sign_off))
        .routes(routes!(set_status))
        .routes(routes!(create_request))
        .routes(routes!(update_request))
        .routes(routes!(hold))
        .routes(routes!(resume))
        .routes(routes!(close))
        .routes(routes!(assign))
        .routes(routes!(acknowledge))
        .routes(routes!(decline))
        .routes(routes!(advance))
        .routes(routes!(clear))
        .routes(routes!(cancel))
        .routes(routes!(create_closure))
        .routes(routes!(end_closure))
        .merge(requests::router())
        .merge(assignments::router())
        .merge(teams::router())
        .merge(crew::router())
        .merge(places::router())
}

async fn run(
    app: &App,
    principal: &Principal,
    command: impl Into<Command>,
    terms: Terms,
) -> Result<Decided, Problem> {
    commands::submit(app, principal, command.into(), terms).await
}

/// Sets up a team, off duty.
#[utoipa::path(post, path = "/api/v1/teams", tag = "commands", request_body = NewTeam, responses((status = 201, body = Team)))]
async fn add_team(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(team): Body<NewTeam>,
) -> Result<Response, Problem> {
    run(&app, &principal, team, terms).await.map(answer::made)
}

/// Begins a team's shift.
#[utoipa::path(post, path = "/api/v1/teams/{id}/sign-on", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = Empty, responses((status = 200, body = Team)))]
async fn sign_on(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::SignOn { team: id(&text)? };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Ends a team's shift.
#[utoipa::path(post, path = "/api/v1/teams/{id}/sign-off", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = Empty, responses((status = 200, body = Team)))]
async fn sign_off(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::SignOff { team: id(&text)? };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Changes a team's status outside of an assignment.
#[utoipa::path(post, path = "/api/v1/teams/{id}/status", tag = "commands", params(("id" = shapes::TeamId, Path, description = "such as T3")), request_body = NewStatus, responses((status = 200, body = Team)))]
async fn set_status(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewStatus>,
) -> Result<Response, Problem> {
    let command = WireCommand::SetTeamStatus {
        team: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Takes in a request for help.
#[utoipa::path(post, path = "/api/v1/requests", tag = "commands", request_body = NewRequest, responses((status = 201, body = Request)))]
async fn create_request(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewRequest>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// Changes what is known of a request.
#[utoipa::path(patch, path = "/api/v1/requests/{id}", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = RequestUpdate, responses((status = 200, body = Request)))]
async fn update_request(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<RequestUpdate>,
) -> Result<Response, Problem> {
    let command = WireCommand::UpdateRequest {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Puts a request aside.
#[utoipa::path(post, path = "/api/v1/requests/{id}/hold", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Hold, responses((status = 200, body = Request)))]
async fn hold(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Hold>,
) -> Result<Response, Problem> {
    let command = WireCommand::HoldRequest {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Takes a held request up again.
#[utoipa::path(post, path = "/api/v1/requests/{id}/resume", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Empty, responses((status = 200, body = Request)))]
async fn resume(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::ResumeRequest {
        request: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Ends a request.
#[utoipa::path(post, path = "/api/v1/requests/{id}/close", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Closing, responses((status = 200, body = Request)))]
async fn close(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Closing>,
) -> Result<Response, Problem> {
    let command = WireCommand::CloseRequest {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Sends a team to a request.
#[utoipa::path(post, path = "/api/v1/requests/{id}/assignments", tag = "commands", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = NewAssignment, responses((status = 201, body = Assignment)))]
async fn assign(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewAssignment>,
) -> Result<Response, Problem> {
    let command = WireCommand::Assign {
        request: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::made)
}

/// The team has seen the assignment and goes.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/acknowledge", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Empty, responses((status = 200, body = Assignment)))]
async fn acknowledge(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::Acknowledge {
        assignment: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The team cannot go.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/decline", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Reason, responses((status = 200, body = Assignment)))]
async fn decline(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Reason>,
) -> Result<Response, Problem> {
    let command = WireCommand::Decline {
        assignment: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The team has reached the next stage.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/advance", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Stage, responses((status = 200, body = Assignment)))]
async fn advance(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Stage>,
) -> Result<Response, Problem> {
    let command = WireCommand::Advance {
        assignment: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// The team is done and free again.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/clear", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Empty, responses((status = 200, body = Assignment)))]
async fn clear(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::Clear {
        assignment: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Takes the team off the request.
#[utoipa::path(post, path = "/api/v1/assignments/{id}/cancel", tag = "commands", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), request_body = Reason, responses((status = 200, body = Assignment)))]
async fn cancel(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Reason>,
) -> Result<Response, Problem> {
    let command = WireCommand::CancelAssignment {
        assignment: id(&text)?,
        body,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Closes or slows a street or area; the answer comes when routes keep to it.
#[utoipa::path(post, path = "/api/v1/closures", tag = "commands", request_body = NewClosure, responses((status = 201, body = Closure)))]
async fn create_closure(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewClosure>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// Ends a closure; the answer comes when routes use the street again.
#[utoipa::path(post, path = "/api/v1/closures/{id}/end", tag = "commands", params(("id" = shapes::ClosureId, Path, description = "such as C2")), request_body = Empty, responses((status = 200, body = Closure)))]
async fn end_closure(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = WireCommand::EndClosure {
        closure: id(&text)?,
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}
