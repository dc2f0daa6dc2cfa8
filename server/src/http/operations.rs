//! For whoever runs the server: is it alive, how is it doing, and the log of calls.

use std::{net::SocketAddr, time::Instant};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    auth::Principal,
    problem::{Problem, Slug},
    store::Role,
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(metrics))
}

/// Whether the server is alive.
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200, description = "it is", body = String)))]
async fn healthz() -> &'static str {
    "ok"
}

/// Figures in Prometheus' text format, for callers on the same machine and for dispatchers.
#[utoipa::path(get, path = "/metrics", tag = "operations", responses((status = 200, description = "figures", body = String)))]
async fn metrics(State(app): State<App>, request: Request) -> Result<String, Problem> {
    let local = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|address| address.0.ip().is_loopback());
    let dispatcher = request
        .extensions()
        .get::<Principal>()
        .is_some_and(|principal| principal.role == Role::Dispatcher);
    if !local && !dispatcher {
        return Err(Problem::new(
            Slug::Forbidden,
            "figures are for dispatchers and callers on the same machine",
        ));
    }
    let handle = app
        .metrics
        .as_ref()
        .ok_or_else(|| Problem::new(Slug::Unavailable, "figures are not collected"))?;
    Ok(handle.render())
}

/// Logs and counts a call by its route, never by its address: that may hold names and places.
pub(super) async fn observe(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unknown".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    metrics::histogram!("nearhand_http_seconds", "route" => route.clone())
        .record(elapsed.as_secs_f64());
    metrics::counter!("nearhand_http_total", "status" => status.to_string()).increment(1);
    tracing::info!(
        %method,
        route,
        status,
        ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        "call"
    );
    response
}
