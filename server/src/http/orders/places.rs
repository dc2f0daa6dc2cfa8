//! Commands about destinations, flags and triage forms.

use axum::{
    extract::{Path, State},
    response::Response,
};
use nearhand_engine::dispatch::{Command, PlaceCommand, model::RequestType};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::run;
use crate::{
    app::App,
    http::{
        answer,
        extract::{Body, Caller, CommandTerms, id},
    },
    problem::{Problem, Slug},
    wire::{
        commands::Empty,
        places::{
            Destination, DestinationUpdate, Flag, NewDestination, NewFlag, NewTriageForm,
            TriageForm,
        },
        shapes, strict,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_destination))
        .routes(routes!(update_destination))
        .routes(routes!(retire_destination))
        .routes(routes!(add_flag))
        .routes(routes!(end_flag))
        .routes(routes!(set_triage_form))
}

/// A place people can be taken to.
#[utoipa::path(post, path = "/api/v1/destinations", tag = "commands", request_body = NewDestination, responses((status = 201, body = Destination)))]
async fn add_destination(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewDestination>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// Changes what is known of a destination.
#[utoipa::path(patch, path = "/api/v1/destinations/{id}", tag = "commands", params(("id" = shapes::DestinationId, Path, description = "such as D2")), request_body = DestinationUpdate, responses((status = 200, body = Destination)))]
async fn update_destination(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<DestinationUpdate>,
) -> Result<Response, Problem> {
    let command = Command::Place(PlaceCommand::UpdateDestination {
        destination: id(&text)?,
        name: body.name,
        position: body.position,
        address: body.address,
        hours: body.hours,
        places: body.places,
    });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Takes a destination off the list.
#[utoipa::path(post, path = "/api/v1/destinations/{id}/retire", tag = "commands", params(("id" = shapes::DestinationId, Path, description = "such as D2")), request_body = Empty, responses((status = 200, body = Destination)))]
async fn retire_destination(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = Command::Place(PlaceCommand::RetireDestination {
        destination: id(&text)?,
    });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Warns of a place.
#[utoipa::path(post, path = "/api/v1/flags", tag = "commands", request_body = NewFlag, responses((status = 201, body = Flag)))]
async fn add_flag(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewFlag>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// The warning is over.
#[utoipa::path(post, path = "/api/v1/flags/{id}/end", tag = "commands", params(("id" = shapes::FlagId, Path, description = "such as F2")), request_body = Empty, responses((status = 200, body = Flag)))]
async fn end_flag(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = Command::Place(PlaceCommand::EndFlag { flag: id(&text)? });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Sets the triage questions for a kind of help.
#[utoipa::path(put, path = "/api/v1/triage-forms/{type}", tag = "commands", params(("type" = shapes::RequestType, Path, description = "the kind of help")), request_body = NewTriageForm, responses((status = 200, body = TriageForm)))]
async fn set_triage_form(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewTriageForm>,
) -> Result<Response, Problem> {
    let command = Command::SetTriageForm {
        form: body.of(kind(&text)?),
    };
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// A kind of help from a path.
pub(in crate::http) fn kind(text: &str) -> Result<RequestType, Problem> {
    strict::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| {
        Problem::new(
            Slug::NotFound,
            "there is no such type of request: see /api/docs for the names",
        )
    })
}
