//! Signing in with a name and a password, and choosing the first one.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{header as header_value, on_passwords, recorded};
use crate::{
    app::App,
    auth::{Principal, SignInError},
    http::{
        docs::RoleName,
        extract::{Body, Params},
        guard::{COOKIE, of_this_site},
        session::page_of,
    },
    problem::{Problem, Slug},
    store::Action,
    wire::{commands::Empty, time},
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in_by_name))
        .routes(routes!(welcome))
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Entrance {
    /// The account's name.
    #[schema(max_length = 200)]
    name: String,
    /// Its password.
    #[schema(max_length = 1000)]
    password: String,
    /// The code of the authenticator app, where the account asks for one.
    code: Option<String>,
}

/// A session has begun.
#[derive(Debug, Serialize, ToSchema)]
struct SignedIn {
    /// The role.
    #[schema(value_type = RoleName)]
    role: &'static str,
    /// The page to go to.
    page: &'static str,
    /// The session, for programs: send it as a Bearer token. Browsers have it as a cookie.
    token: String,
}

/// Signs in with a name and a password.
#[utoipa::path(post, path = "/api/v1/sign-in", tag = "session", request_body = Entrance, responses((status = 200, body = SignedIn)))]
async fn sign_in_by_name(
    State(app): State<App>,
    headers: HeaderMap,
    Params(Empty {}): Params<Empty>,
    Body(entrance): Body<Entrance>,
) -> Result<Response, Problem> {
    of_this_site(&headers)?;
    let (secret, principal) = on_passwords(move || enter(&app, &entrance)).await??;
    signed_in(&headers, &secret, &principal)
}

fn enter(app: &App, entrance: &Entrance) -> Result<(String, Principal), Problem> {
    let Entrance {
        name,
        password,
        code,
    } = entrance;
    let now = time::now();
    let account = match app
        .auth
        .people
        .sign_in(name, password, code.as_deref(), now)
    {
        Ok(account) => account,
        Err(error) => {
            let action = match error {
                SignInError::Locked { .. } => Action::LockedOut,
                _ => Action::SignInFailed,
            };
            // Not the name as it was typed: people type passwords into that field.
            let known = app.auth.people.named(name)?;
            let known = known.map(|account| account.id.to_string());
            recorded(app, None, action, known, None)?;
            return Err(error.into());
        }
    };
    let (secret, principal) = app.auth.open_session(&account, now)?;
    let subject = Some(account.id.to_string());
    recorded(app, Some(&principal), Action::SignedIn, subject, None)?;
    Ok((secret, principal))
}

fn signed_in(
    headers: &HeaderMap,
    secret: &str,
    principal: &Principal,
) -> Result<Response, Problem> {
    let body = SignedIn {
        role: principal.role.name(),
        page: page_of(principal.role),
        token: secret.to_owned(),
    };
    let mut response = Json(body).into_response();
    let cookie = session_cookie(headers, secret, principal)?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The cookie of a session: not for scripts, not for other sites, and only over TLS where there is any.
pub(in crate::http) fn session_cookie(
    headers: &HeaderMap,
    secret: &str,
    principal: &Principal,
) -> Result<HeaderValue, Problem> {
    let forwarded = headers.get("x-forwarded-proto");
    let secure = if forwarded.is_some_and(|proto| proto == "https") {
        "; Secure"
    } else {
        ""
    };
    let seconds = principal.session_life().0 / 1000;
    header_value(&format!(
        "{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"
    ))
}

/// Somebody who was invited chooses a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    /// The invitation, as it stands behind # in its address.
    #[schema(max_length = 200)]
    invitation: String,
    /// The password, 12 to 128 characters.
    #[schema(min_length = 12, max_length = 128)]
    password: String,
}

/// Takes up an invitation: sets the account's password and signs in.
#[utoipa::path(post, path = "/api/v1/welcome", tag = "session", request_body = Acceptance, responses((status = 200, body = SignedIn)))]
async fn welcome(
    State(app): State<App>,
    headers: HeaderMap,
    Params(Empty {}): Params<Empty>,
    Body(Acceptance {
        invitation,
        password,
    }): Body<Acceptance>,
) -> Result<Response, Problem> {
    of_this_site(&headers)?;
    let accepting = move || -> Result<_, Problem> {
        let accepted = app.auth.accept(&invitation, &password, time::now())?;
        let Some((secret, principal)) = accepted else {
            recorded(&app, None, Action::SignInFailed, None, None)?;
            return Err(Problem::new(
                Slug::Unauthorized,
                "this invitation was used already or is too old: ask for a new one",
            ));
        };
        let subject = principal.account.map(|id| id.to_string());
        recorded(&app, Some(&principal), Action::PasswordSet, subject, None)?;
        Ok((secret, principal))
    };
    let (secret, principal) = on_passwords(accepting).await??;
    signed_in(&headers, &secret, &principal)
}
