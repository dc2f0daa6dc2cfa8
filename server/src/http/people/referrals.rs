//! Referrals: what a partner tells of, and how it stands.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use nearhand_engine::{
    dispatch::{
        Command, Intake,
        ids::RequestId,
        model::{self, Priority, RequestDetails, RequestState},
    },
    units::LngLat,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    auth::Principal,
    commands,
    http::{
        extract::{Body, Caller, CommandTerms, Params, id},
        listed::{Listed, Part, listed},
    },
    problem::{Problem, Slug},
    wire::{commands::Empty, shapes, time::Time},
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(referrals))
        .routes(routes!(file_referral))
        .routes(routes!(referral))
}

/// A partner tells of somebody who needs help.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReferral {
    /// Where help is needed.
    #[schema(value_type = shapes::LngLat)]
    position: LngLat,
    /// The address as shown.
    #[schema(value_type = Option<shapes::AddressText>)]
    address: Option<String>,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    kind: model::RequestType,
    /// What the desk should know, and whom it may call back.
    #[schema(value_type = Option<shapes::NoteText>)]
    note: Option<String>,
}

/// How far a referral is; no more of it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReferralStage {
    /// The desk has it.
    Received,
    /// Somebody is on it.
    UnderWay,
    /// It is over, or followed up later.
    Done,
}

impl From<RequestState> for ReferralStage {
    fn from(state: RequestState) -> Self {
        match state {
            RequestState::Received
            | RequestState::Triaging
            | RequestState::Pending
            | RequestState::Held
            | RequestState::Scheduled => Self::Received,
            RequestState::Assigned | RequestState::Working | RequestState::Transporting => {
                Self::UnderWay
            }
            RequestState::FollowUpDue | RequestState::Closed => Self::Done,
        }
    }
}

/// A referral, as its partner sees it.
#[derive(Debug, Serialize, ToSchema)]
struct Referral {
    /// The request's id, to speak about it with the desk.
    #[schema(value_type = shapes::RequestId)]
    id: RequestId,
    /// When the desk had it.
    #[schema(value_type = Option<String>, format = DateTime)]
    received: Option<Time>,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    kind: model::RequestType,
    /// How far it is.
    stage: ReferralStage,
}

impl From<&model::Request> for Referral {
    fn from(request: &model::Request) -> Self {
        Self {
            id: request.id,
            received: request.times.received.map(Time),
            kind: request.details.kind,
            stage: request.state.into(),
        }
    }
}

fn partner(principal: &Principal) -> Result<&str, Problem> {
    principal.partner.as_deref().ok_or_else(Problem::internal)
}

/// The partner's referrals, newest first: those it filed, and those told of in its name.
#[utoipa::path(get, path = "/api/v1/referrals", tag = "people", params(Part, ("cursor" = Option<shapes::RequestId>, Query, description = "`next` of the page before, which is newer")), responses((status = 200, body = Listed<Referral>)))]
async fn referrals(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(part): Params<Part>,
) -> Result<Json<Listed<Referral>>, Problem> {
    let partner = partner(&principal)?;
    let published = app.agency.published();
    let requests = published.board.requests();
    let own = requests.filter(|request| request.details.source == partner);
    let mut own: Vec<_> = own.map(|request| (request.id, request)).collect();
    own.reverse();
    listed(&part, own.into_iter(), RequestId::lt, |request| {
        Some(Referral::from(request))
    })
    .map(Json)
}

/// One referral of the partner.
#[utoipa::path(get, path = "/api/v1/referrals/{id}", tag = "people", params(("id" = shapes::RequestId, Path, description = "such as R12")), responses((status = 200, body = Referral)))]
async fn referral(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Json<Referral>, Problem> {
    let request: RequestId = id(&text)?;
    found(&app, &principal, request).map(Json)
}

/// Another partner's is answered as one that does not exist.
fn found(app: &App, principal: &Principal, id: RequestId) -> Result<Referral, Problem> {
    let partner = partner(principal)?;
    let published = app.agency.published();
    let request = published.board.request(id);
    let own = request.filter(|request| request.details.source == partner);
    own.map(Referral::from)
        .ok_or_else(|| Problem::new(Slug::NotFound, format!("there is no referral {id}")))
}

/// Files a referral: it waits for the desk to answer it.
#[utoipa::path(post, path = "/api/v1/referrals", tag = "people", request_body = NewReferral, responses((status = 201, body = Referral)))]
async fn file_referral(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(new): Body<NewReferral>,
) -> Result<(StatusCode, Json<Referral>), Problem> {
    let command = Command::CreateRequest {
        details: RequestDetails {
            position: new.position,
            address: new.address,
            kind: new.kind,
            // Until the desk has spoken with them and set it: nobody knows yet that it can wait.
            priority: Priority::FIRST,
            needs: [].into(),
            source: partner(&principal)?.to_owned(),
            note: new.note,
        },
        intake: Intake {
            untriaged: true,
            ..Intake::default()
        },
    };
    let decided = commands::submit(&app, &principal, command, terms).await?;
    let made = decided.entity["id"].as_str().and_then(|id| id.parse().ok());
    let made: RequestId = made.ok_or_else(Problem::internal)?;
    Ok((StatusCode::CREATED, Json(found(&app, &principal, made)?)))
}
