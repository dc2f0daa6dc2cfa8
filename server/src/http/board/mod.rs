//! Reading the board: all of it, lists by pages, single entities.

mod things;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use nearhand_engine::dispatch::{
    Board, Subject,
    closure::ClosureState,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer,
    extract::{Caller, Params, id},
    listed::{self, Listed, Part},
};
use crate::{
    agency::entity,
    app::App,
    positions,
    problem::{Problem, Slug},
    wire::{
        closures::Closure,
        commands::Empty,
        entities::{Assignment, Request, State as BoardAndPositions, Team},
        redact::{SeenRequest, Viewer},
        shapes, strict, words,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(state))
        .routes(routes!(teams))
        .routes(routes!(team))
        .routes(routes!(requests))
        .routes(routes!(request))
        .routes(routes!(assignments))
        .routes(routes!(assignment))
        .routes(routes!(closures))
        .routes(routes!(closure))
        .merge(things::router())
}

/// Which part of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Page {
    /// Only entities in this state (a team's status, an assignment's outcome); each list says which there are.
    #[param(ignore)]
    state: Option<String>,
    /// Most entities to answer, 1 to 1000; 100 when not given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// `next` of the page before: an id of the list's kind.
    #[param(ignore)]
    cursor: Option<String>,
}

/// Everything on the board that the caller may see, with the live positions.
#[utoipa::path(get, path = "/api/v1/state", tag = "board", responses((status = 200, body = BoardAndPositions)))]
async fn state(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Json<BoardAndPositions> {
    let viewer = Viewer::from(&principal);
    let (seq, board) = {
        let published = app.agency.published();
        (published.seq, viewer.board(&published.board))
    };
    Json(BoardAndPositions {
        epoch: app.agency.epoch().to_owned(),
        seq,
        board,
        positions: positions::seen_by(&app, viewer),
    })
}

/// Teams, by id.
#[utoipa::path(get, path = "/api/v1/teams", tag = "board", params(Page, ("cursor" = Option<shapes::TeamId>, Query, description = "`next` of the page before"), ("state" = Option<words::TeamStatus>, Query, description = "only those in this status")), responses((status = 200, body = Listed<Team>)))]
async fn teams(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Team>>, Problem> {
    let viewer = Viewer::from(&principal);
    let status = wanted::<model::TeamStatus>(&page)?;
    let published = app.agency.published();
    let teams = published
        .board
        .teams()
        .filter(|team| status.is_none_or(|status| team.status == status))
        .map(|team| (team.id, team));
    listed(page, teams, |team| viewer.team(team))
}

/// One team.
#[utoipa::path(get, path = "/api/v1/teams/{id}", tag = "board", params(("id" = shapes::TeamId, Path, description = "such as T3")), responses((status = 200, body = Team)))]
async fn team(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Team(id::<TeamId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Requests, by id.
#[utoipa::path(get, path = "/api/v1/requests", tag = "board", params(Page, ("cursor" = Option<shapes::RequestId>, Query, description = "`next` of the page before"), ("state" = Option<words::RequestState>, Query, description = "only those in this state")), responses((status = 200, body = Listed<Request>)))]
async fn requests(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Request>>, Problem> {
    let viewer = Viewer::from(&principal);
    let state = wanted::<model::RequestState>(&page)?;
    let published = app.agency.published();
    let board = &published.board;
    let requests = board
        .requests()
        .filter(|request| state.is_none_or(|state| request.state == state))
        .map(|request| (request.id, request));
    listed(page, requests, |request| {
        viewer.request(&SeenRequest::of(board, request))
    })
}

/// One request.
#[utoipa::path(get, path = "/api/v1/requests/{id}", tag = "board", params(("id" = shapes::RequestId, Path, description = "such as R12")), responses((status = 200, body = Request)))]
async fn request(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Request(id::<RequestId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Assignments, by id.
#[utoipa::path(get, path = "/api/v1/assignments", tag = "board", params(Page, ("cursor" = Option<shapes::AssignmentId>, Query, description = "`next` of the page before"), ("state" = Option<words::Outcome>, Query, description = "only those in this outcome")), responses((status = 200, body = Listed<Assignment>)))]
async fn assignments(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Assignment>>, Problem> {
    let viewer = Viewer::from(&principal);
    let outcome = wanted::<model::AssignmentOutcome>(&page)?;
    let published = app.agency.published();
    let assignments = published
        .board
        .assignments()
        .filter(|assignment| outcome.is_none_or(|outcome| assignment.outcome == outcome))
        .map(|assignment| (assignment.id, assignment));
    listed(page, assignments, |assignment| {
        viewer.assignment(assignment)
    })
}

/// One assignment.
#[utoipa::path(get, path = "/api/v1/assignments/{id}", tag = "board", params(("id" = shapes::AssignmentId, Path, description = "such as A7")), responses((status = 200, body = Assignment)))]
async fn assignment(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Assignment(id::<AssignmentId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Closures and slow-downs, ended ones included, by id.
#[utoipa::path(get, path = "/api/v1/closures", tag = "board", params(Page, ("cursor" = Option<shapes::ClosureId>, Query, description = "`next` of the page before"), ("state" = Option<words::ClosureState>, Query, description = "only those in this state")), responses((status = 200, body = Listed<Closure>)))]
async fn closures(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Closure>>, Problem> {
    let viewer = Viewer::from(&principal);
    let state = wanted::<ClosureState>(&page)?;
    let published = app.agency.published();
    let closures = published
        .board
        .closures()
        .filter(|closure| state.is_none_or(|state| closure.state == state))
        .map(|closure| (closure.id, closure));
    listed(page, closures, |closure| viewer.closure(closure))
}

/// One closure.
#[utoipa::path(get, path = "/api/v1/closures/{id}", tag = "board", params(("id" = shapes::ClosureId, Path, description = "such as C2")), responses((status = 200, body = Closure)))]
async fn closure(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Closure(id::<ClosureId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

pub(super) fn one(board: &Board, viewer: Viewer, subject: Subject) -> Result<Response, Problem> {
    match entity(board, viewer, subject) {
        Value::Null => Err(Problem::new(
            Slug::NotFound,
            format!("there is no {subject}, or it is not yours to see"),
        )),
        found => Ok(answer::entity(StatusCode::OK, found)),
    }
}

fn wanted<T: DeserializeOwned>(page: &Page) -> Result<Option<T>, Problem> {
    let Some(state) = &page.state else {
        return Ok(None);
    };
    strict::from_value(Value::String(state.clone()))
        .map(Some)
        .map_err(|_| Problem::field("state", "state is not one of the states of this list"))
}

fn listed<'a, Id, Entity: 'a, Seen>(
    page: Page,
    all: impl Iterator<Item = (Id, &'a Entity)>,
    see: impl Fn(&Entity) -> Option<Seen>,
) -> Result<Json<Listed<Seen>>, Problem>
where
    Id: Ord + std::fmt::Display + std::str::FromStr,
{
    let part = Part {
        limit: page.limit,
        cursor: page.cursor,
    };
    listed::listed(&part, all, |id, cursor| id > cursor, see).map(Json)
}
