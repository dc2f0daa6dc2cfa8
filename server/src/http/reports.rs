//! Reports over HTTP.

use axum::{Json, extract::State};
use nearhand_engine::units::{Millis, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::Params;
use crate::{
    app::App,
    blocking,
    problem::Problem,
    tracking::report::{self, EtaReport},
    wire::time::{self, Time},
};

/// The period when none is given.
const USUAL_DAYS: u64 = 30;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(etas))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Period {
    /// Begin, RFC 3339; 30 days before the end when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// End, RFC 3339; now when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Time>,
}

/// How good the arrival times told were, by how far ahead they were told.
#[utoipa::path(get, path = "/api/v1/reports/eta", tag = "reports", params(Period), responses((status = 200, body = EtaReport)))]
async fn etas(
    State(app): State<App>,
    Params(Period { from, to }): Params<Period>,
) -> Result<Json<EtaReport>, Problem> {
    let to = to.map_or_else(|| time::now().plus(Millis(1)), |to| to.0);
    let month = i64::try_from(Millis::from_mins(USUAL_DAYS * 24 * 60).0).unwrap_or(i64::MAX);
    let from = from.map_or(Timestamp(to.0.saturating_sub(month)), |from| from.0);
    if from > to {
        return Err(Problem::field("from", "from must not be later than to"));
    }
    blocking::run(move || report::of(&app, from..to))
        .await?
        .map(Json)
}
