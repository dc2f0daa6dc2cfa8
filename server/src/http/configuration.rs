//! What the service is: read, changed whole, and what was changed when.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use nearhand_engine::dispatch::{
    Command, ServiceFile, Subject,
    configuration::{self as engine, differences},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer,
    extract::{Body, Caller, CommandTerms, Params},
};
use crate::{
    app::App,
    auth::Principal,
    blocking,
    commands::{self, Terms},
    history::History,
    problem::Problem,
    wire::{
        commands::Empty,
        configuration::{Configuration, Difference, check_titles},
        redact::Viewer,
        time::Time,
    },
};

/// Largest configuration that is read, bytes: a county's zones are long rings.
const LIMIT: usize = 1024 * 1024;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(configuration, configure))
        .routes(routes!(file, configure_by_file))
        .routes(routes!(compare))
        .routes(routes!(past))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// What the service is.
#[utoipa::path(get, path = "/api/v1/configuration", tag = "configuration", responses((status = 200, body = Configuration)))]
async fn configuration(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    super::board::one(
        &app.agency.published().board,
        Viewer::from(&principal),
        Subject::Configuration,
    )
}

/// Sets what the service is, whole. Destinations stay as they are.
#[utoipa::path(put, path = "/api/v1/configuration", tag = "commands", request_body = Configuration, responses((status = 200, body = Configuration)))]
async fn configure(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Configuration>,
) -> Result<Response, Problem> {
    let file = ServiceFile {
        configuration: body.into(),
        destinations: None,
    };
    set(&app, &principal, file, terms).await
}

/// What the service is, and its destinations, as a file (TOML).
#[utoipa::path(get, path = "/api/v1/configuration/file", tag = "configuration", responses((status = 200, description = "the file", content_type = "application/toml", body = String)))]
async fn file(State(app): State<App>, Params(Empty {}): Params<Empty>) -> Response {
    let written = app.agency.published().board.service_file().write();
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], written).into_response()
}

/// A file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileText {
    /// What stands in it.
    file: String,
}

impl FileText {
    fn read(&self) -> Result<ServiceFile, Problem> {
        let file = ServiceFile::read(&self.file)
            .map_err(|fault| Problem::field("file", fault.to_string()))?;
        check_titles(&file.configuration)?;
        Ok(file)
    }
}

/// Sets what the service is by a file; destinations that it does not list are off the list, if it lists any.
#[utoipa::path(put, path = "/api/v1/configuration/file", tag = "commands", request_body = FileText, responses((status = 200, body = Configuration)))]
async fn configure_by_file(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<FileText>,
) -> Result<Response, Problem> {
    set(&app, &principal, body.read()?, terms).await
}

/// What a file would change.
#[derive(Debug, Serialize, ToSchema)]
struct Comparison {
    /// Entry by entry; none when it says what holds already.
    changes: Vec<Difference>,
}

/// What a file would change, without changing it.
#[utoipa::path(post, path = "/api/v1/configuration/differences", tag = "configuration", request_body = FileText, responses((status = 200, body = Comparison)))]
async fn compare(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
    Body(body): Body<FileText>,
) -> Result<Json<Comparison>, Problem> {
    let file = body.read()?;
    let standing = app.agency.published().board.service_file();
    let changes = differences(&standing, &file);
    Ok(Json(Comparison {
        changes: changes.into_iter().map(Difference::from).collect(),
    }))
}

/// A change of the configuration.
#[derive(Debug, Serialize, ToSchema)]
struct PastChange {
    /// Its number in the log.
    seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Who.
    actor: String,
    /// The configuration's version after it.
    version: u64,
    /// What changed, entry by entry.
    changes: Vec<Difference>,
}

/// Every change of the configuration and of the list of destinations, newest first.
#[utoipa::path(get, path = "/api/v1/configuration/history", tag = "configuration", responses((status = 200, body = Vec<PastChange>)))]
async fn past(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
) -> Result<Json<Vec<PastChange>>, Problem> {
    let reading = move || {
        let mut history = History::default();
        app.auth.read_log(0, &mut |entry| {
            history.take_in(&entry);
            true
        })?;
        Ok::<_, Problem>(history.changes())
    };
    let found = blocking::run(reading).await??;
    let newest_first = found.into_iter().rev().map(|change| PastChange {
        seq: change.seq,
        at: change.at.into(),
        actor: change.actor,
        version: change.version,
        changes: change.changes.into_iter().map(Difference::from).collect(),
    });
    Ok(Json(newest_first.collect()))
}

async fn set(
    app: &App,
    principal: &Principal,
    file: ServiceFile,
    terms: Terms,
) -> Result<Response, Problem> {
    check_titles(&file.configuration)?;
    let configuration: Box<engine::Configuration> = Box::new(file.configuration);
    let command = Command::Configure {
        configuration,
        destinations: file.destinations,
    };
    commands::submit(app, principal, command, terms)
        .await
        .map(answer::changed)
}
