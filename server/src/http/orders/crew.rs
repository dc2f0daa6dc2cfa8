//! Commands about members, vehicles and shifts.

use axum::{
    extract::{Path, State},
    response::Response,
};
use nearhand_engine::dispatch::{Command, CrewCommand};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::run;
use crate::{
    app::App,
    http::{
        answer,
        extract::{Body, Caller, CommandTerms, id},
    },
    problem::Problem,
    wire::{
        commands::Empty,
        crew::{
            Crew, Member, MemberUpdate, NewMember, NewShift, NewVehicle, Shift, Vehicle,
            VehicleService,
        },
        shapes,
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_member))
        .routes(routes!(update_member))
        .routes(routes!(retire_member))
        .routes(routes!(add_vehicle))
        .routes(routes!(set_service))
        .routes(routes!(plan_shift))
        .routes(routes!(cancel_shift))
        .routes(routes!(change_crew))
}

/// Somebody joins the service.
#[utoipa::path(post, path = "/api/v1/members", tag = "commands", request_body = NewMember, responses((status = 201, body = Member)))]
async fn add_member(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewMember>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// Changes what is known of a member.
#[utoipa::path(patch, path = "/api/v1/members/{id}", tag = "commands", params(("id" = shapes::MemberId, Path, description = "such as M4")), request_body = MemberUpdate, responses((status = 200, body = Member)))]
async fn update_member(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<MemberUpdate>,
) -> Result<Response, Problem> {
    let command = Command::Crew(CrewCommand::UpdateMember {
        member: id(&text)?,
        name: body.name,
        capabilities: body.capabilities,
    });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Somebody leaves the service.
#[utoipa::path(post, path = "/api/v1/members/{id}/retire", tag = "commands", params(("id" = shapes::MemberId, Path, description = "such as M4")), request_body = Empty, responses((status = 200, body = Member)))]
async fn retire_member(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = Command::Crew(CrewCommand::RetireMember { member: id(&text)? });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// A car joins.
#[utoipa::path(post, path = "/api/v1/vehicles", tag = "commands", request_body = NewVehicle, responses((status = 201, body = Vehicle)))]
async fn add_vehicle(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewVehicle>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// A car may not be driven, or may again.
#[utoipa::path(post, path = "/api/v1/vehicles/{id}/service", tag = "commands", params(("id" = shapes::VehicleId, Path, description = "such as V2")), request_body = VehicleService, responses((status = 200, body = Vehicle)))]
async fn set_service(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<VehicleService>,
) -> Result<Response, Problem> {
    let command = Command::Crew(CrewCommand::SetVehicleService {
        vehicle: id(&text)?,
        out_of_service: body.out_of_service,
    });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Plans a shift.
#[utoipa::path(post, path = "/api/v1/shifts", tag = "commands", request_body = NewShift, responses((status = 201, body = Shift)))]
async fn plan_shift(
    State(app): State<App>,
    Caller(principal): Caller,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<NewShift>,
) -> Result<Response, Problem> {
    run(&app, &principal, body, terms).await.map(answer::made)
}

/// Gives a planned shift up.
#[utoipa::path(post, path = "/api/v1/shifts/{id}/cancel", tag = "commands", params(("id" = shapes::ShiftId, Path, description = "such as S9")), request_body = Empty, responses((status = 200, body = Shift)))]
async fn cancel_shift(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    let command = Command::Crew(CrewCommand::CancelShift { shift: id(&text)? });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}

/// Another crew for a shift that is planned or running.
#[utoipa::path(post, path = "/api/v1/shifts/{id}/crew", tag = "commands", params(("id" = shapes::ShiftId, Path, description = "such as S9")), request_body = Crew, responses((status = 200, body = Shift)))]
async fn change_crew(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(body): Body<Crew>,
) -> Result<Response, Problem> {
    let command = Command::Crew(CrewCommand::ChangeCrew {
        shift: id(&text)?,
        crew: body.into(),
    });
    run(&app, &principal, command, terms)
        .await
        .map(answer::changed)
}
