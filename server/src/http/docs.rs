//! The OpenAPI document and its readable page.

mod contract;

use axum::{
    Json,
    response::{Html, IntoResponse as _, Response},
};
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    live::{ClientMessage, ServerMessage},
    problem::Problem,
    wire::shapes,
};

/// Roles, for the document.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
pub(crate) enum RoleName {
    Dispatcher,
    Field,
    Supervisor,
    Planner,
    Partner,
    Admin,
    Auditor,
    Device,
}

/// The role that dispatchers make links for.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "says in the document which words there are")]
pub(crate) enum FieldOnly {
    Field,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Nearhand",
        description = "Real-time dispatch and routing. Times are RFC 3339 in UTC, durations seconds, distances metres, coordinates longitude and latitude. Errors are problem documents (RFC 9457). Commands take an Idempotency-Key, and an If-Match with the entity's version."
    ),
    // What only stands in addresses is not found by itself.
    components(schemas(
        Problem,
        ClientMessage,
        ServerMessage,
        shapes::CommaPlace,
        shapes::CommaPlaces,
        shapes::CommaNumbers,
        shapes::CommaColours,
        shapes::Profile,
        shapes::Theme,
        shapes::OsrmPlaces,
        shapes::OsrmAlternatives,
        shapes::OsrmAnnotations,
        shapes::OsrmTableAnnotations,
        shapes::OsrmGeometries,
        shapes::OsrmOverview,
        shapes::OsrmContinue,
        shapes::OsrmNumbers,
        shapes::OsrmRadiuses,
        shapes::OsrmBearings,
        shapes::OsrmApproaches,
        shapes::OsrmExclude,
        shapes::OsrmHints,
        shapes::OsrmSnapping,
        shapes::OsrmFallback,
        shapes::OsrmTimes,
        shapes::OsrmGaps,
        shapes::OsrmSource,
        shapes::OsrmDestination,
        shapes::Zoom,
        shapes::RecordNumber,
        shapes::DeviceCursor,
        shapes::AccountId,
        shapes::RequestType,
    ))
)]
struct Frame;

/// The document without its routes.
pub(super) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The whole document.
pub(super) fn document() -> Value {
    let (_, api) = super::routes().split_for_parts();
    let mut document = serde_json::to_value(api).unwrap_or_default();
    contract::complete(&mut document);
    document
}

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(openapi))
        .routes(routes!(page))
}

/// This document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operations", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
async fn openapi() -> Json<Value> {
    Json(document())
}

/// This document, for people.
#[utoipa::path(get, path = "/api/docs", tag = "operations", responses((status = 200, description = "a page", content_type = "text/html", body = String)))]
async fn page() -> Response {
    Html(readable(&document())).into_response()
}

/// A plain page from the document: no script, nothing from elsewhere.
fn readable(document: &Value) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Nearhand API</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
         td{padding:.2rem .8rem .2rem 0;vertical-align:top}code{white-space:nowrap}</style>\
         <h1>Nearhand API</h1>",
    );
    page += &format!("<p>{}</p>", escaped(&document["info"]["description"]));
    page += "<p>Complete, for programs: <a href=\"/api/openapi.json\">openapi.json</a></p><table>";
    for (path, operation) in document["paths"].as_object().into_iter().flatten() {
        for (method, call) in operation.as_object().into_iter().flatten() {
            page += &format!(
                "<tr><td><code>{}</code><td><code>{}</code><td>{}",
                method.to_uppercase(),
                escaped(&Value::String(path.clone())),
                escaped(&call["summary"]),
            );
        }
    }
    page + "</table></html>"
}

fn escaped(text: &Value) -> String {
    text.as_str()
        .unwrap_or_default()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
