//! Routes over HTTP.

use axum::{
    Json,
    extract::{Path, State},
};
use nearhand_engine::{dispatch::ids::AssignmentId, guidance::Ends};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::{Body, Caller, Params, id};
use crate::{
    app::App,
    blocking,
    problem::{Problem, Slug},
    reach::{self, Question, Reached},
    route::{self, Guided},
    tracking::{Goal, taken_to},
    trip::{self, Routes, Trip},
    wire::{
        commands::Empty,
        redact::{SeenRequest, Viewer},
        shapes,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(between))
        .routes(routes!(to_goal))
        .routes(routes!(within))
}

/// The fastest route between two points, or through several.
#[utoipa::path(post, path = "/api/v1/route", tag = "routing", request_body = Trip, responses((status = 200, body = Routes)))]
async fn between(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
    Body(trip): Body<Trip>,
) -> Result<Json<Routes>, Problem> {
    blocking::run(move || trip::find(&app, &trip))
        .await?
        .map(Json)
}

/// The route that a team follows to a request or a destination. Who may see the request's address finds it in the instruction that arrives.
#[derive(Debug, Serialize, ToSchema)]
struct FollowedRoute {
    /// Its number, which the socket's `underway` tells; null before the team's first position.
    number: Option<u32>,
    #[serde(flatten)]
    route: Guided,
}

/// The fastest route from the team's last position to the request; while it transports somebody, to the destination.
#[utoipa::path(get, path = "/api/v1/assignments/{id}/route", tag = "routing", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), responses((status = 200, body = FollowedRoute)))]
async fn to_goal(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Json<FollowedRoute>, Problem> {
    let id: AssignmentId = id(&text)?;
    let viewer = Viewer::from(&principal);
    let (team, goal, place, ends) = {
        let published = app.agency.published();
        let board = &published.board;
        let missing = || {
            Problem::new(
                Slug::NotFound,
                format!("there is no assignment {id}, or it is not yours to see"),
            )
        };
        let assignment = board.assignment(id).ok_or_else(missing)?;
        viewer.assignment(assignment).ok_or_else(missing)?;
        if assignment.ended_at.is_some() {
            return Err(Problem::new(
                Slug::WrongState,
                format!("assignment {id} has ended: there is nowhere to drive to"),
            ));
        }
        let request = board.request(assignment.request).ok_or_else(missing)?;
        let seen = viewer.request(&SeenRequest::of(board, request));
        let destination = taken_to(board, assignment);
        let (place, address) = match destination {
            Some(destination) => (destination.position, Some(destination.name.clone())),
            None => (request.details.position, seen.and_then(|seen| seen.address)),
        };
        let ends = Ends {
            to: Some(place),
            address: address.unwrap_or_default(),
            ..Ends::default()
        };
        let goal = Goal {
            assignment: id,
            destination: destination.map(|destination| destination.id),
        };
        (assignment.team, goal, place, ends)
    };
    if let Some((route, number)) = app.tracking.route(team, goal, &ends, app.city.units()) {
        return Ok(Json(FollowedRoute {
            number: Some(number),
            route,
        }));
    }
    let position = app.agency.fleet().fleet().position(team).copied();
    let position = position.ok_or_else(|| {
        Problem::new(
            Slug::WrongState,
            format!("team {team} has sent no position in this shift: its way is not known"),
        )
    })?;
    let start = match position.snap {
        Some(snap) => snap,
        None => app
            .city
            .snap(position.fix.position)
            .map_err(|distance| Problem::no_segment("from", distance))?,
    };
    let end = app
        .city
        .snap(place)
        .map_err(|distance| Problem::no_segment("to", distance))?;
    let ends = Ends {
        from: Some(position.fix.position),
        ..ends
    };
    let route = blocking::run(move || route::find(&app.city, &start, &end, &ends)).await??;
    Ok(Json(FollowedRoute {
        number: None,
        route,
    }))
}

/// What is reached by road within some minutes, as nested areas with the share of addresses and places in them.
#[utoipa::path(post, path = "/api/v1/reach", tag = "routing", request_body = Question, responses((status = 200, body = Reached)))]
async fn within(
    State(app): State<App>,
    Params(Empty {}): Params<Empty>,
    Body(question): Body<Question>,
) -> Result<Json<Reached>, Problem> {
    blocking::run(move || reach::find(&app, &question))
        .await?
        .map(Json)
}
