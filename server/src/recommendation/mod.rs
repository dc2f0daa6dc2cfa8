//! Who should go, computed by the engine and written for the wire.

mod joint;

use nearhand_engine::{
    dispatch::{
        Query, Situation,
        ids::{ClosureId, RequestId, TeamId},
        model::{self, Capability, RequestState},
        recommend::{self, BusyHow, Candidate as Ranked, Exclusion},
    },
    units::LngLat,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

use crate::{
    app::App,
    problem::{self, Problem, Slug},
    wire::{
        shapes,
        time::{self, Time, seconds},
        words,
    },
};

pub use joint::{JointAssignment, joint};

/// Teams named when the caller does not say how many.
pub const DEFAULT_COUNT: usize = 5;
const MOST: u32 = 100;

/// A question before there is a request.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Where help is needed.
    #[schema(value_type = shapes::LngLat)]
    position: LngLat,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    kind: model::RequestType,
    /// 1 (most urgent) to 4.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    priority: model::Priority,
    /// What a team must be able to do.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>)]
    needs: BTreeSet<Capability>,
    /// How many teams to name, 1 to 100; 5 when not given.
    #[schema(minimum = 1, maximum = 100)]
    k: Option<u32>,
}

/// The best teams and why the others are out.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Recommendation {
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// The request, when there is one already.
    #[schema(value_type = Option<shapes::RequestId>)]
    request: Option<RequestId>,
    /// The best teams, best first.
    candidates: Vec<Candidate>,
    /// Busy teams that could come, by arrival.
    busy: Vec<Busy>,
    /// Neighbours who could help, by arrival.
    neighbours: Vec<Neighbour>,
    /// Teams that cannot go, by id.
    excluded: Vec<Excluded>,
    /// Demand counts as covered when a team reaches it within this time, seconds; 0 while cover is not known.
    cover_goal: f64,
    /// Where the demand figures come from.
    cover_source: String,
}

/// A team that can go.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Candidate {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
    /// Place in the ranking, from 1.
    rank: u32,
    /// Time to arrive, staleness included, seconds.
    eta: f64,
    /// Driving time from where the team is taken to be, seconds.
    drive: f64,
    /// Age of the position, less what the team is taken to have driven on along its street: added, for it may have
    /// gone anywhere since, seconds.
    staleness: f64,
    /// From the team's position to the road, metres.
    distance_to_road: f64,
    /// What its going does to the cover; null while that is not known.
    cover: Option<Cover>,
    /// Time added to rank for the cover lost, seconds.
    cover_penalty: f64,
    /// Time added to rank because another team that could go has been there before, seconds.
    stranger_penalty: f64,
    /// Time added to rank because its shift would end before it is done, seconds.
    overtime_penalty: f64,
    /// Whether it was with this person or at this place before.
    knows_them: bool,
    /// Time to arrive and all penalties: what ranks, seconds.
    score: f64,
    /// What would be good to have and the team has not.
    #[schema(value_type = Vec<shapes::Capability>)]
    missing: Vec<Capability>,
    /// What it does at the moment.
    #[schema(value_type = words::TeamStatus)]
    status: model::TeamStatus,
    /// Age of its position, seconds.
    position_age: f64,
    /// Assignments in this shift.
    workload: u32,
    /// Why it stands where it stands.
    reasons: Vec<String>,
}

/// A busy team that could come.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Busy {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
    /// What it does at the moment.
    #[schema(value_type = words::TeamStatus)]
    status: model::TeamStatus,
    /// In about this time it is free, by what such tasks usually take, seconds; null for a team on its way.
    free_in: Option<f64>,
    /// The less urgent request that would wait again if it were sent here instead.
    #[schema(value_type = Option<shapes::RequestId>)]
    instead_of: Option<RequestId>,
    /// From when it could go to its arrival, seconds.
    drive: f64,
    /// From now to its arrival, seconds.
    eta: f64,
}

/// A service next door.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Neighbour {
    /// Its name.
    name: String,
    /// How long it usually takes to come, seconds.
    eta: f64,
}

/// Shares of the demand that available teams reach within the goal.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Cover {
    /// With all.
    now: f64,
    /// Without this team.
    without: f64,
    /// The difference.
    lost: f64,
}

/// A team that cannot go.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Excluded {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
    /// Why.
    reason: ExcludedReason,
    /// Why, as a sentence.
    detail: String,
}

/// Why a team cannot go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExcludedReason {
    OffDuty,
    Busy,
    OutOfService,
    MissingCapability,
    SafetyRule,
    OutsideArea,
    NoPosition,
    NoRoute,
    Emergency,
}

/// How many teams to name.
///
/// # Errors
/// When it is not between 1 and 100.
pub fn count(k: Option<u32>) -> Result<usize, Problem> {
    match k {
        None => Ok(DEFAULT_COUNT),
        Some(k) if (1..=MOST).contains(&k) => Ok(k as usize),
        Some(_) => Err(Problem::field(
            "k",
            format!("k must be between 1 and {MOST}"),
        )),
    }
}

/// The ranking for a request on the board. A millisecond's work with a thousand teams: on a busy machine, handing it to
/// another thread and waiting for that one to wake takes longer than it holds up a worker, whose tasks the others take over.
///
/// # Errors
/// When there is no such request, or it is closed.
pub fn for_request(app: &App, request: RequestId, k: usize) -> Result<Recommendation, Problem> {
    let request =
        {
            let published = app.agency.published();
            published.board.request(request).cloned().ok_or_else(|| {
                Problem::new(Slug::NotFound, format!("there is no request {request}"))
            })?
        };
    if request.state == RequestState::Closed {
        return Err(Problem::new(
            Slug::WrongState,
            format!("request {} is closed: nobody needs to go", request.id),
        ));
    }
    let place = app
        .city
        .snap(request.details.position)
        .map_err(|distance| Problem::no_segment("position", distance))?;
    Ok(rank(app, &Query::for_request(&request, place, k)))
}

/// The ranking for a place before there is a request; as long as [`for_request`].
///
/// # Errors
/// When the place is off the map or `k` out of range.
pub fn for_question(app: &App, question: Question) -> Result<Recommendation, Problem> {
    let k = count(question.k)?;
    let place = app
        .city
        .snap(question.position)
        .map_err(|distance| Problem::no_segment("position", distance))?;
    let query = Query {
        request: None,
        at: question.position,
        place,
        kind: question.kind,
        priority: question.priority,
        needs: question.needs,
        k,
    };
    Ok(rank(app, &query))
}

fn rank(app: &App, query: &Query) -> Recommendation {
    let started = std::time::Instant::now();
    let now = time::now();
    // Held for the milliseconds of the search: a copy of a board with years of requests would take longer.
    let published = app.agency.published();
    let fleet = app.agency.fleet().fleet();
    let routing = app.city.routing();
    let cover = app.city.cover();
    let ranking = routing.with_scratch(|router, scratch| {
        let situation = Situation {
            board: &published.board,
            fleet: &fleet,
            road: Some(routing.road()),
            router,
            cover: cover.as_deref(),
            policy: &app.policy,
        };
        recommend::recommend(&situation, scratch, query, now)
    });
    drop((published, fleet));
    metrics::histogram!("nearhand_recommendation_seconds").record(started.elapsed().as_secs_f64());
    written(ranking, &routing.closures_at(&query.place))
}

/// `closures` are those that keep everyone from the place.
fn written(ranking: recommend::Recommendation, closures: &[ClosureId]) -> Recommendation {
    let (cover_goal, cover_source) = match ranking.cover {
        Some(basis) => (seconds(basis.goal), basis.source),
        None => (0.0, "not known yet".to_owned()),
    };
    Recommendation {
        at: ranking.at.into(),
        request: ranking.request,
        candidates: ranking.candidates.into_iter().map(candidate).collect(),
        busy: ranking.busy.iter().map(busy).collect(),
        neighbours: ranking
            .neighbours
            .into_iter()
            .map(|neighbour| Neighbour {
                name: neighbour.name,
                eta: seconds(neighbour.response),
            })
            .collect(),
        excluded: ranking
            .excluded
            .into_iter()
            .map(|excluded| Excluded {
                team: excluded.team,
                detail: detail(&excluded.reason, closures),
                reason: reason(&excluded.reason),
            })
            .collect(),
        cover_goal,
        cover_source,
    }
}

fn detail(exclusion: &Exclusion, closures: &[ClosureId]) -> String {
    match exclusion {
        Exclusion::NoRoute if !closures.is_empty() => {
            format!(
                "{exclusion} It lies in closure {}.",
                problem::names(closures)
            )
        }
        _ => exclusion.to_string(),
    }
}

fn candidate(ranked: Ranked) -> Candidate {
    Candidate {
        team: ranked.team,
        rank: ranked.rank,
        eta: seconds(ranked.eta),
        drive: seconds(ranked.drive),
        staleness: seconds(ranked.staleness),
        distance_to_road: ranked.distance_to_road.0,
        cover: ranked.cover.map(|cover| Cover {
            now: cover.now.0,
            without: cover.without.0,
            lost: cover.lost.0,
        }),
        cover_penalty: seconds(ranked.cover_penalty),
        stranger_penalty: seconds(ranked.stranger_penalty),
        overtime_penalty: seconds(ranked.overtime_penalty),
        knows_them: ranked.knows_them,
        score: seconds(ranked.score),
        missing: ranked.missing,
        status: ranked.status,
        position_age: seconds(ranked.position_age),
        workload: ranked.workload,
        reasons: ranked.reasons,
    }
}

fn busy(busy: &recommend::BusyCandidate) -> Busy {
    let (free_in, instead_of) = match busy.how {
        BusyHow::WhenFree { free_in } => (Some(seconds(free_in)), None),
        BusyHow::InsteadOf { request } => (None, Some(request)),
    };
    Busy {
        team: busy.team,
        status: busy.status,
        free_in,
        instead_of,
        drive: seconds(busy.drive),
        eta: seconds(busy.eta),
    }
}

fn reason(exclusion: &Exclusion) -> ExcludedReason {
    match exclusion {
        Exclusion::OffDuty => ExcludedReason::OffDuty,
        Exclusion::Busy { .. } => ExcludedReason::Busy,
        Exclusion::OutOfService => ExcludedReason::OutOfService,
        Exclusion::MissingCapability { .. } => ExcludedReason::MissingCapability,
        Exclusion::SafetyRule { .. } => ExcludedReason::SafetyRule,
        Exclusion::OutsideArea => ExcludedReason::OutsideArea,
        // A position off the road is no position to route from.
        Exclusion::NoPosition { .. } | Exclusion::OffRoad => ExcludedReason::NoPosition,
        Exclusion::NoRoute => ExcludedReason::NoRoute,
        Exclusion::Emergency => ExcludedReason::Emergency,
    }
}
