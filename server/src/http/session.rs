//! Signing in and out, who one is, and links.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use nearhand_engine::dispatch::ids::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Body, Caller, Params},
    origin, pages,
    people::session_cookie,
};
use crate::{
    app::App,
    auth::{AccountError, Deed, Doer, Principal},
    blocking,
    problem::{Problem, Slug},
    store::{Account, AccountId, Action, Purpose, Role},
    wire::{commands::Empty, shapes, time},
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(me))
        .routes(routes!(make_link))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    token: String,
}

/// Uses up a sign-in link, sets the session's cookie and goes on to the role's page.
#[utoipa::path(get, path = "/sign-in", tag = "session", params(("token" = String, Query, description = "secret of the link")), responses((status = 303, description = "signed in; on to the role's page")))]
async fn sign_in(
    State(app): State<App>,
    method: Method,
    headers: HeaderMap,
    Params(SignIn { token }): Params<SignIn>,
) -> Result<Response, Problem> {
    if method == Method::HEAD {
        // Mail readers and messengers look at links before anyone opens them.
        return Ok(StatusCode::OK.into_response());
    }
    let auth = app.clone();
    let redeemed = blocking::run(move || auth.auth.redeem(&token, time::now()))
        .await?
        .map_err(|error| unstored(&error))?;
    let Some((secret, principal)) = redeemed else {
        return Ok(pages::link_used_up(&headers));
    };
    let cookie = session_cookie(&headers, &secret, &principal)?;
    note(&app, Some(&principal), Action::SignedIn, None);
    let mut response = Redirect::to(page_of(principal.role)).into_response();
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The page that a role works on.
pub(super) fn page_of(role: Role) -> &'static str {
    match role {
        Role::Dispatcher => "/dispatch",
        Role::Field | Role::Device => "/field",
        Role::Planner => "/plan",
        Role::Supervisor | Role::Auditor => "/record",
        Role::Partner => "/partner",
        Role::Admin => "/people",
    }
}

/// Ends the session.
#[utoipa::path(post, path = "/api/v1/sign-out", tag = "session", request_body = Empty, responses((status = 204, description = "signed out")))]
async fn sign_out(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(Empty {}): Body<Empty>,
) -> Result<Response, Problem> {
    // A device's token is revoked by the dispatcher, not by the device.
    note(&app, Some(&principal), Action::SignedOut, None);
    blocking::run(move || app.auth.revoke(&principal.credential, Purpose::Session))
        .await?
        .map_err(|error| unstored(&error))?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    let gone = "nearhand_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    response
        .headers_mut()
        .insert(header::SET_COOKIE, HeaderValue::from_static(gone));
    Ok(response)
}

/// Who the caller is.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The role.
    #[schema(value_type = super::docs::RoleName)]
    role: &'static str,
    /// The team it is bound to.
    #[schema(value_type = Option<shapes::TeamId>)]
    team: Option<TeamId>,
    /// The account's id and name; null behind a sign-in link.
    account: Option<MyAccount>,
    /// The partner it is bound to.
    partner: Option<String>,
    /// Names the log.
    epoch: String,
    /// Header that changes made with the cookie must carry, with the value 1.
    csrf: &'static str,
}

/// The caller's account.
#[derive(Debug, Serialize, ToSchema)]
struct MyAccount {
    /// Such as U3.
    id: String,
    /// The name to sign in with.
    name: String,
    /// Whether it signs in with a code as well.
    has_totp: bool,
}

async fn own_account(app: &App, id: AccountId) -> Result<Option<Account>, Problem> {
    let reading = app.clone();
    match blocking::run(move || reading.auth.people.get(id)).await? {
        Ok(account) => Ok(Some(account)),
        Err(AccountError::Unknown) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Who the caller is.
#[utoipa::path(get, path = "/api/v1/me", tag = "session", responses((status = 200, body = Me)))]
async fn me(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Result<Json<Me>, Problem> {
    let account = match principal.account {
        Some(id) => own_account(&app, id).await?,
        None => None,
    };
    Ok(Json(Me {
        role: principal.role.name(),
        team: principal.team,
        account: account.map(|account| MyAccount {
            id: account.id.to_string(),
            name: account.name,
            has_totp: account.totp.is_some(),
        }),
        partner: principal.partner,
        epoch: app.agency.epoch().to_owned(),
        csrf: "X-Nearhand",
    }))
}

/// Whom a link is for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLink {
    /// `field`: other roles get their link from the operator of the server.
    #[schema(value_type = super::docs::FieldOnly)]
    role: String,
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
}

/// A sign-in link.
#[derive(Debug, Serialize, ToSchema)]
struct Link {
    /// Open it once, within a day.
    url: String,
}

/// Makes a sign-in link for a field team.
#[utoipa::path(post, path = "/api/v1/sign-in-links", tag = "session", request_body = NewLink, responses((status = 201, body = Link)))]
async fn make_link(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(link): Body<NewLink>,
) -> Result<Response, Problem> {
    if link.role != "field" {
        return Err(Problem::field("role", "role must be \"field\""));
    }
    known_team(&app, link.team)?;
    let issuer = app.clone();
    let token = blocking::run(move || {
        issuer
            .auth
            .issue_link(Role::Field, Some(link.team), time::now())
    })
    .await?
    .map_err(|error| unstored(&error))?;
    let subject = Some(link.team.to_string());
    note(&app, Some(&principal), Action::LinkMade, subject);
    let url = format!("{}/sign-in?token={token}", origin(&app, &headers));
    Ok((StatusCode::CREATED, Json(Link { url })).into_response())
}

/// Puts something on record with the next batch.
pub(super) fn note(
    app: &App,
    principal: Option<&Principal>,
    action: Action,
    subject: Option<String>,
) {
    let deed = Deed {
        by: Doer::from(principal),
        action,
        subject,
        detail: None,
    };
    app.auth.audit.note(deed, time::now());
}

pub(super) fn known_team(app: &App, team: TeamId) -> Result<(), Problem> {
    if app.agency.published().board.team(team).is_none() {
        return Err(Problem {
            field: Some("team".to_owned()),
            ..Problem::new(Slug::NotFound, format!("there is no team {team}"))
        });
    }
    Ok(())
}

pub(super) fn unstored(error: &(dyn std::error::Error + 'static)) -> Problem {
    tracing::error!(error, "a credential could not be stored");
    Problem::new(
        Slug::Unavailable,
        "this could not be stored: nothing has changed, try again",
    )
}
