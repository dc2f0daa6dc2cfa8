//! Who should go, over HTTP.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::{Body, Params, id};
use crate::{
    app::App,
    blocking,
    problem::Problem,
    recommendation::{self, JointAssignment, Question, Recommendation},
    wire::commands::Empty,
    wire::shapes,
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(for_request))
        .routes(routes!(for_question))
        .routes(routes!(joint))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Count {
    /// How many teams to name, 1 to 100; 5 when not given.
    #[param(minimum = 1, maximum = 100)]
    k: Option<u32>,
}

/// The best teams for a request.
#[utoipa::path(get, path = "/api/v1/requests/{id}/recommendation", tag = "recommendation", params(("id" = shapes::RequestId, Path, description = "such as R12"), Count), responses((status = 200, body = Recommendation)))]
async fn for_request(
    State(app): State<App>,
    Path(text): Path<String>,
    Params(Count { k }): Params<Count>,
) -> Result<Json<Recommendation>, Problem> {
    let request = id(&text)?;
    let k = recommendation::count(k)?;
    recommendation::for_request(&app, request, k).map(Json)
}

/// The best teams for a place, before there is a request.
#[utoipa::path(post, path = "/api/v1/recommendations", tag = "recommendation", request_body = Question, responses((status = 200, body = Recommendation)))]
async fn for_question(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
    Body(question): Body<Question>,
) -> Result<Json<Recommendation>, Problem> {
    recommendation::for_question(&app, question).map(Json)
}

/// The best team for each request that waits, all considered together: the least weighted lateness in all.
#[utoipa::path(get, path = "/api/v1/recommendations/joint", tag = "recommendation", responses((status = 200, body = JointAssignment)))]
async fn joint(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
) -> Result<Json<JointAssignment>, Problem> {
    blocking::run(move || recommendation::joint(&app))
        .await
        .map(Json)
}
