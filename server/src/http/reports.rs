//! Reports over HTTP, as JSON or CSV.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use nearhand_engine::dispatch::Board;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::Params;
use crate::{
    app::App,
    blocking,
    problem::Problem,
    reports::{
        By, DispositionReport, IntervalReport, Period, Table, UtilisationReport, VolumeReport,
    },
    tracking::report::{self, EtaReport},
    wire::time::Time,
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(etas))
        .routes(routes!(intervals))
        .routes(routes!(volumes))
        .routes(routes!(dispositions))
        .routes(routes!(utilisation))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EtaQuestion {
    /// Begin, RFC 3339; 30 days before the end when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// End, RFC 3339; now when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Time>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TeamsQuestion {
    /// Begin, RFC 3339; 30 days before the end when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// End, RFC 3339, which does not count; now when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Time>,
    /// As what; when not given, CSV for those who accept `text/csv`, else JSON.
    #[param(inline)]
    format: Option<Format>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RequestsQuestion {
    /// Begin of the time of receipt, RFC 3339; 30 days before the end when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// Its end, RFC 3339, which does not count; now when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Time>,
    /// What requests are put together by; nothing when not given.
    by: Option<By>,
    /// As what; when not given, CSV for those who accept `text/csv`, else JSON.
    #[param(inline)]
    format: Option<Format>,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    Json,
    Csv,
}

/// How good the arrival times told were, by how far ahead they were told.
#[utoipa::path(get, path = "/api/v1/reports/eta", tag = "reports", params(EtaQuestion), responses((status = 200, body = EtaReport)))]
async fn etas(
    State(app): State<App>,
    Params(EtaQuestion { from, to }): Params<EtaQuestion>,
) -> Result<Json<EtaReport>, Problem> {
    let period = Period::new(from, to)?.range;
    blocking::run(move || report::of(&app, period))
        .await?
        .map(Json)
}

/// How long everything took, by exact percentiles; each line says its clock and its sample.
#[utoipa::path(get, path = "/api/v1/reports/intervals", tag = "reports", params(RequestsQuestion), responses((status = 200, content((IntervalReport = "application/json"), (String = "text/csv")))))]
async fn intervals(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<RequestsQuestion>,
) -> Result<Response, Problem> {
    of_requests(app, &headers, asked, |board, period, by, app| {
        IntervalReport::of(board, period, by, app.city.file().meta())
    })
    .await
}

/// How many requests came.
#[utoipa::path(get, path = "/api/v1/reports/volumes", tag = "reports", params(RequestsQuestion), responses((status = 200, content((VolumeReport = "application/json"), (String = "text/csv")))))]
async fn volumes(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<RequestsQuestion>,
) -> Result<Response, Problem> {
    of_requests(app, &headers, asked, |board, period, by, app| {
        VolumeReport::of(board, period, by, app.city.file().meta())
    })
    .await
}

/// How requests ended.
#[utoipa::path(get, path = "/api/v1/reports/dispositions", tag = "reports", params(RequestsQuestion), responses((status = 200, content((DispositionReport = "application/json"), (String = "text/csv")))))]
async fn dispositions(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<RequestsQuestion>,
) -> Result<Response, Problem> {
    of_requests(app, &headers, asked, |board, period, by, app| {
        DispositionReport::of(board, period, by, app.city.file().meta())
    })
    .await
}

/// How busy the teams were.
#[utoipa::path(get, path = "/api/v1/reports/utilisation", tag = "reports", params(TeamsQuestion), responses((status = 200, content((UtilisationReport = "application/json"), (String = "text/csv")))))]
async fn utilisation(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<TeamsQuestion>,
) -> Result<Response, Problem> {
    let format = asked.format.unwrap_or_else(|| accepted(&headers));
    let period = Period::new(asked.from, asked.to)?;
    let made = move || {
        let zone = &app.city.file().meta().time_zone;
        UtilisationReport::of(&app.agency.published().board, &period, zone)
    };
    written(&blocking::run(made).await?, format)
}

/// Reckons a report on requests, and writes it as it was asked for.
async fn of_requests<T: Table + Serialize + Send + 'static>(
    app: App,
    headers: &HeaderMap,
    asked: RequestsQuestion,
    reckon: impl FnOnce(&Board, &Period, By, &App) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let format = asked.format.unwrap_or_else(|| accepted(headers));
    let (period, by) = (
        Period::new(asked.from, asked.to)?,
        asked.by.unwrap_or_default(),
    );
    let made = move || reckon(&app.agency.published().board, &period, by, &app);
    written(&blocking::run(made).await??, format)
}

/// CSV for who names it among what is accepted; browsers do not.
fn accepted(headers: &HeaderMap) -> Format {
    let kinds = headers.get_all(header::ACCEPT).iter();
    let mut kinds = kinds.filter_map(|value| value.to_str().ok());
    if kinds.any(|kinds| kinds.contains("text/csv")) {
        Format::Csv
    } else {
        Format::Json
    }
}

fn written<T: Table + Serialize>(report: &T, format: Format) -> Result<Response, Problem> {
    if format == Format::Json {
        return Ok(Json(report).into_response());
    }
    let table = report.csv().map_err(|error| {
        let error = &error as &dyn std::error::Error;
        tracing::error!(error, "a report cannot be written as a table");
        Problem::internal()
    })?;
    let mut response = table.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"nearhand-{}.csv\"", T::NAME);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
