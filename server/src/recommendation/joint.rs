//! Who should go where when several requests wait.

use nearhand_engine::{
    dispatch::{
        Board, Query, Situation,
        ids::{RequestId, TeamId},
        model::{Request, RequestState},
        recommend::{self, Waiting},
    },
    units::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    wire::shapes,
    wire::time::{self, Time, seconds},
};

/// The best team for each waiting request, all considered together.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JointAssignment {
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// The waiting requests, by id.
    requests: Vec<Place>,
}

/// One request of a joint assignment.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Place {
    /// The request.
    #[schema(value_type = shapes::RequestId)]
    request: RequestId,
    /// The team that should go; null when none is left that can.
    #[schema(value_type = Option<shapes::TeamId>)]
    team: Option<TeamId>,
    /// Its time to arrive, seconds.
    eta: Option<f64>,
    /// When the response goal ends.
    #[schema(value_type = String, format = DateTime)]
    due: Time,
    /// By how much the team would be too late, seconds.
    late: Option<f64>,
}

/// The joint assignment of all requests that wait for a team. A long computation: not for the async workers.
#[must_use]
pub fn joint(app: &App) -> JointAssignment {
    let now = time::now();
    let published = app.agency.published();
    let fleet = app.agency.fleet().fleet();
    let routing = app.city.routing();
    let waiting: Vec<(RequestId, Waiting)> = published
        .board
        .requests()
        .filter(|request| {
            matches!(
                request.state,
                RequestState::Pending | RequestState::FollowUpDue
            )
        })
        // A place off the map was refused when the request came in; a newer map may have lost it.
        .filter_map(|request| Some((request.id, waiting(app, &published.board, request)?)))
        .collect();
    let questions: Vec<Waiting> = waiting.iter().map(|(_, asked)| asked.clone()).collect();
    let found = routing.with_scratch(|router, scratch| {
        let situation = Situation {
            board: &published.board,
            fleet: &fleet,
            road: Some(routing.road()),
            router,
            cover: None,
            policy: &app.policy,
        };
        recommend::joint(&situation, scratch, &questions, now)
    });
    let places = waiting.into_iter().zip(found.teams);
    JointAssignment {
        at: now.into(),
        requests: places
            .map(|((request, asked), team)| Place {
                request,
                team: team.map(|(team, _)| team),
                eta: team.map(|(_, eta)| seconds(eta)),
                due: asked.due.into(),
                late: team.map(|(_, eta)| seconds(now.plus(eta).since(asked.due))),
            })
            .collect(),
    }
}

fn waiting(app: &App, board: &Board, request: &Request) -> Option<Waiting> {
    let place = app.city.snap(request.details.position).ok()?;
    Some(Waiting {
        query: Query::for_request(request, place, 1),
        due: due(board, request),
    })
}

fn due(board: &Board, request: &Request) -> Timestamp {
    let received = request.times.received.unwrap_or_default();
    received.plus(board.goal(request))
}
