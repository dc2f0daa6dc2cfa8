//! HTTP: routers by resource, and what goes around all of them.

mod answer;
mod board;
mod city;
mod configuration;
mod devices;
pub(crate) mod docs;
pub(crate) mod extract;
mod guard;
mod ingest;
mod isochrone;
pub(crate) mod limits;
mod listed;
mod operations;
mod orders;
mod osmand;
mod osrm;
mod owntracks;
mod pages;
mod people;
mod positions;
mod ranking;
mod reports;
mod routing;
mod search;
mod session;
mod tiles;
mod track;

pub(crate) use listed::Listed;
pub(crate) use people::{AccountShown, welcome_path};

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer,
    set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    live,
    problem::{Problem, Slug},
};

/// A call that takes longer than this is given up.
const TIME_LIMIT: Duration = Duration::from_secs(30);

const CSP: &str = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; \
                   style-src 'self' 'unsafe-inline'; connect-src 'self'";

/// All routes with their description.
fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(docs::frame())
        .merge(operations::router())
        .merge(configuration::router())
        .merge(session::router())
        .merge(city::router())
        .merge(board::router())
        .merge(orders::router())
        .merge(positions::router())
        .merge(osmand::router())
        .merge(owntracks::router())
        .merge(track::router())
        .merge(devices::router())
        .merge(ranking::router())
        .merge(reports::router())
        .merge(routing::router())
        .merge(isochrone::router())
        .merge(osrm::router())
        .merge(search::router())
        .merge(live::router())
        .merge(tiles::router())
        .merge(people::router())
        .merge(pages::router())
        .merge(docs::router())
}

pub use osrm::open_service;

/// The whole service.
pub fn service(app: App) -> Router {
    let (router, _) = routes().split_for_parts();
    let routed = router
        .fallback(pages::file)
        .method_not_allowed_fallback(guard::method_not_allowed)
        .layer(middleware::from_fn_with_state(app.clone(), guard::gate))
        .layer(middleware::from_fn_with_state(app.clone(), limits::share))
        .layer(DefaultBodyLimit::max(extract::BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME_LIMIT,
        ))
        .layer(middleware::map_response(as_problem))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(operations::observe));
    with_headers(routed).with_state(app)
}

/// Headers that keep pages to this host and browsers from guessing.
fn with_headers(router: Router<App>) -> Router<App> {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    router
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
}

async fn not_found() -> Problem {
    Problem::new(
        Slug::NotFound,
        "there is nothing at this address: see /api/docs",
    )
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    // The panic hook has logged where; what was being worked on is not told.
    Problem::internal().into_response()
}

/// Turns errors that axum itself answers (a path that is not UTF-8, a time limit) into problem documents.
async fn as_problem(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_said = |kind: &HeaderValue| {
        // A problem document, or a refusal in OSRM's words.
        kind == "application/problem+json" || kind == "application/json"
    };
    if !is_error || kind.is_some_and(is_said) {
        return response;
    }
    match status {
        StatusCode::SERVICE_UNAVAILABLE => Problem::new(
            Slug::Unavailable,
            "this took too long: try again, or ask for less at once",
        ),
        StatusCode::BAD_REQUEST => Problem::new(Slug::InvalidField, "the address is not in UTF-8"),
        StatusCode::NOT_FOUND => not_found().await,
        _ => return response,
    }
    .into_response()
}

/// Scheme and host as the caller wrote them, for absolute addresses.
fn origin(app: &App, headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // Behind a proxy that ends TLS the pages are https though we speak http.
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    match text("host") {
        Some(host) => format!("{scheme}://{host}"),
        None => format!("{scheme}://{}", app.listening),
    }
}

#[cfg(test)]
mod tests;
