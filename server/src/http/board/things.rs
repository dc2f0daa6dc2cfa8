//! Reading members, vehicles, shifts, destinations, flags and triage forms; and what may be told twice.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use nearhand_engine::{
    dispatch::{
        Subject,
        duplicates::PossibleDuplicate,
        ids::{DestinationId, FlagId, MemberId, RequestId, ShiftId, VehicleId},
        model,
    },
    units::LngLat,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Listed, Page, listed, one, wanted};
use crate::{
    app::App,
    http::{
        extract::{Body, Caller, Params, id},
        orders::places::kind,
    },
    problem::Problem,
    wire::{
        commands::Empty,
        crew::{Member, Shift, Vehicle},
        places::{Destination, Flag, TriageForm},
        redact::Viewer,
        shapes, time, words,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(members))
        .routes(routes!(member))
        .routes(routes!(vehicles))
        .routes(routes!(vehicle))
        .routes(routes!(shifts))
        .routes(routes!(shift))
        .routes(routes!(destinations))
        .routes(routes!(destination))
        .routes(routes!(flags))
        .routes(routes!(flag))
        .routes(routes!(triage_forms))
        .routes(routes!(triage_form))
        .routes(routes!(duplicates))
}

/// Members, by id; those who have left included.
#[utoipa::path(get, path = "/api/v1/members", tag = "board", params(Page, ("cursor" = Option<shapes::MemberId>, Query, description = "`next` of the page before")), responses((status = 200, body = Listed<Member>)))]
async fn members(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Member>>, Problem> {
    let viewer = Viewer::from(&principal);
    no_state(&page)?;
    let published = app.agency.published();
    let members = published.board.members().map(|member| (member.id, member));
    listed(page, members, |member| viewer.member(member))
}

/// One member.
#[utoipa::path(get, path = "/api/v1/members/{id}", tag = "board", params(("id" = shapes::MemberId, Path, description = "such as M4")), responses((status = 200, body = Member)))]
async fn member(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Member(id::<MemberId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Vehicles, by id.
#[utoipa::path(get, path = "/api/v1/vehicles", tag = "board", params(Page, ("cursor" = Option<shapes::VehicleId>, Query, description = "`next` of the page before")), responses((status = 200, body = Listed<Vehicle>)))]
async fn vehicles(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Vehicle>>, Problem> {
    let viewer = Viewer::from(&principal);
    no_state(&page)?;
    let published = app.agency.published();
    let vehicles = published
        .board
        .vehicles()
        .map(|vehicle| (vehicle.id, vehicle));
    listed(page, vehicles, |vehicle| viewer.vehicle(vehicle))
}

/// One vehicle.
#[utoipa::path(get, path = "/api/v1/vehicles/{id}", tag = "board", params(("id" = shapes::VehicleId, Path, description = "such as V2")), responses((status = 200, body = Vehicle)))]
async fn vehicle(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Vehicle(id::<VehicleId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Shifts, ended ones included, by id.
#[utoipa::path(get, path = "/api/v1/shifts", tag = "board", params(Page, ("cursor" = Option<shapes::ShiftId>, Query, description = "`next` of the page before"), ("state" = Option<words::ShiftState>, Query, description = "only those in this state")), responses((status = 200, body = Listed<Shift>)))]
async fn shifts(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Shift>>, Problem> {
    let viewer = Viewer::from(&principal);
    let state = wanted::<model::ShiftState>(&page)?;
    let published = app.agency.published();
    let shifts = published
        .board
        .shifts()
        .filter(|shift| state.is_none_or(|state| shift.state == state))
        .map(|shift| (shift.id, shift));
    listed(page, shifts, |shift| viewer.shift(shift))
}

/// One shift.
#[utoipa::path(get, path = "/api/v1/shifts/{id}", tag = "board", params(("id" = shapes::ShiftId, Path, description = "such as S9")), responses((status = 200, body = Shift)))]
async fn shift(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Shift(id::<ShiftId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Destinations, by id; those off the list included.
#[utoipa::path(get, path = "/api/v1/destinations", tag = "board", params(Page, ("cursor" = Option<shapes::DestinationId>, Query, description = "`next` of the page before")), responses((status = 200, body = Listed<Destination>)))]
async fn destinations(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Destination>>, Problem> {
    let viewer = Viewer::from(&principal);
    no_state(&page)?;
    let published = app.agency.published();
    let destinations = published
        .board
        .destinations()
        .map(|destination| (destination.id, destination));
    listed(page, destinations, |destination| {
        viewer.destination(destination)
    })
}

/// One destination.
#[utoipa::path(get, path = "/api/v1/destinations/{id}", tag = "board", params(("id" = shapes::DestinationId, Path, description = "such as D2")), responses((status = 200, body = Destination)))]
async fn destination(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Destination(id::<DestinationId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// Flags, ended ones included, by id.
#[utoipa::path(get, path = "/api/v1/flags", tag = "board", params(Page, ("cursor" = Option<shapes::FlagId>, Query, description = "`next` of the page before")), responses((status = 200, body = Listed<Flag>)))]
async fn flags(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(page): Params<Page>,
) -> Result<Json<Listed<Flag>>, Problem> {
    let viewer = Viewer::from(&principal);
    no_state(&page)?;
    let published = app.agency.published();
    let flags = published.board.flags().map(|flag| (flag.id, flag));
    listed(page, flags, |flag| viewer.flag(flag))
}

/// One flag.
#[utoipa::path(get, path = "/api/v1/flags/{id}", tag = "board", params(("id" = shapes::FlagId, Path, description = "such as F2")), responses((status = 200, body = Flag)))]
async fn flag(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let subject = Subject::Flag(id::<FlagId>(&text)?);
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        subject,
    )
}

/// The triage form of every kind of help.
#[utoipa::path(get, path = "/api/v1/triage-forms", tag = "board", responses((status = 200, body = Vec<TriageForm>)))]
async fn triage_forms(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Json<Vec<TriageForm>> {
    let viewer = Viewer::from(&principal);
    let published = app.agency.published();
    let forms = published.board.forms();
    Json(forms.filter_map(|form| viewer.form(form)).collect())
}

/// The triage form of a kind of help.
#[utoipa::path(get, path = "/api/v1/triage-forms/{type}", tag = "board", params(("type" = shapes::RequestType, Path, description = "the kind of help")), responses((status = 200, body = TriageForm)))]
async fn triage_form(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    one(
        &app.agency.published().board,
        Viewer::from(&principal),
        Subject::Form(kind(&text)?),
    )
}

/// Where something is told of that may have been told before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Told {
    /// The place.
    #[schema(value_type = shapes::LngLat)]
    position: LngLat,
    /// A request that is not meant: the one that is looked at.
    #[schema(value_type = Option<shapes::RequestId>)]
    except: Option<RequestId>,
}

/// An open request nearby that came in lately.
#[derive(Debug, Serialize, ToSchema)]
struct Duplicate {
    /// The request.
    #[schema(value_type = shapes::RequestId)]
    request: RequestId,
    /// How far away, metres.
    distance: f64,
    /// How long ago it came in, seconds.
    age: f64,
}

impl From<PossibleDuplicate> for Duplicate {
    fn from(found: PossibleDuplicate) -> Self {
        Self {
            request: found.request,
            distance: found.distance.0,
            age: time::seconds(found.age),
        }
    }
}

/// Open requests near a place that came in lately, nearest first: they may be about the same matter.
///
/// A question with a body, because a place in an address would be written to logs on the way.
#[utoipa::path(post, path = "/api/v1/requests/duplicates", tag = "board", request_body = Told, responses((status = 200, body = Vec<Duplicate>)))]
async fn duplicates(
    State(app): State<App>,
    Caller(_): Caller,
    Body(told): Body<Told>,
) -> Json<Vec<Duplicate>> {
    let published = app.agency.published();
    let found = published
        .board
        .possible_duplicates(told.position, time::now(), told.except);
    Json(found.into_iter().map(Duplicate::from).collect())
}

fn no_state(page: &Page) -> Result<(), Problem> {
    match page.state {
        Some(_) => Err(Problem::field(
            "state",
            "state is not a filter of this list: remove it",
        )),
        None => Ok(()),
    }
}
