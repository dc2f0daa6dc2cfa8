//! Positions over HTTP.

use axum::{Json, extract::State};
use nearhand_engine::dispatch::FixOutcome;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::{Body, Caller, Params};
use crate::{
    app::App,
    positions::{self, NewFix},
    problem::Problem,
    wire::{commands::Empty, entities::Position, redact::Viewer, strict, time},
};

/// Fixes taken in one call at most.
const FIXES: usize = 500;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, report))
}

/// Last known positions.
#[derive(Debug, Serialize, ToSchema)]
struct Positions {
    /// One for each team that has been seen, by team id.
    items: Vec<Position>,
}

/// Last known positions of the teams that the caller may see.
#[utoipa::path(get, path = "/api/v1/positions", tag = "positions", responses((status = 200, body = Positions)))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Json<Positions> {
    Json(Positions {
        items: positions::seen_by(&app, Viewer::from(&principal)),
    })
}

/// Several fixes, oldest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Fixes {
    /// The fixes, at most 500.
    #[schema(max_items = 500)]
    fixes: Vec<NewFix>,
}

/// One fix or several.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "says in the document what `report` reads by hand")]
enum OneOrMore {
    One(NewFix),
    More(Fixes),
}

/// What became of the fixes.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Report {
    /// Fixes that can be true.
    accepted: usize,
    /// Those of the accepted that came too late, twice or unconfirmed, and did not move the team.
    late: usize,
    /// Fixes that cannot be true.
    refused: Vec<Refused>,
}

/// A fix that cannot be true.
#[derive(Debug, Serialize, ToSchema)]
struct Refused {
    /// Its place in the list, from 0.
    index: usize,
    /// Why.
    reason: String,
}

/// Takes in where the caller's team is.
#[utoipa::path(post, path = "/api/v1/positions", tag = "positions", request_body = OneOrMore, responses((status = 200, body = Report)))]
async fn report(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(body): Body<Value>,
) -> Result<Json<Report>, Problem> {
    let fixes = if body.get("fixes").is_some() {
        strict::from_value::<Fixes>(body)?.fixes
    } else {
        vec![strict::from_value::<NewFix>(body)?]
    };
    if fixes.len() > FIXES {
        return Err(Problem::field(
            "fixes",
            format!(
                "fixes has {} entries: at most {FIXES} are taken at once",
                fixes.len()
            ),
        ));
    }
    let now = time::now();
    let mut report = Report::default();
    for (index, fix) in fixes.into_iter().enumerate() {
        match positions::take(&app, &principal, fix.into(), now) {
            Ok(outcome) => {
                report.accepted += 1;
                report.late += usize::from(outcome != FixOutcome::Live);
            }
            Err(refusal) => report.refused.push(Refused {
                index,
                reason: refusal.to_string(),
            }),
        }
    }
    Ok(Json(report))
}
