//! One's own account: its password and its second factor.

use axum::{Json, extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{on_passwords, recorded};
use crate::{
    app::App,
    auth::Principal,
    blocking,
    http::extract::{Body, Caller, Params},
    problem::{Problem, Slug},
    store::{AccountId, Action},
    wire::{commands::Empty, time},
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_password))
        .routes(routes!(begin_totp))
        .routes(routes!(confirm_totp))
        .routes(routes!(drop_totp))
}

/// The account of the caller; a sign-in link has none.
fn account(principal: &Principal) -> Result<AccountId, Problem> {
    principal.account.ok_or_else(|| {
        Problem::new(
            Slug::WrongState,
            "you are signed in by a link, which has no account: sign in with a name and a password",
        )
    })
}

/// Puts on record what somebody did to their own account.
fn done(
    app: &App,
    principal: &Principal,
    id: AccountId,
    action: Action,
) -> Result<StatusCode, Problem> {
    recorded(app, Some(principal), action, Some(id.to_string()), None)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// The present one.
    #[schema(max_length = 1000)]
    present: String,
    /// The new one, 12 to 128 characters.
    #[schema(min_length = 12, max_length = 128)]
    password: String,
}

/// Changes one's own password; all other sessions of the account end.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "session", request_body = NewPassword, responses((status = 204, description = "changed")))]
async fn set_password(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(NewPassword { present, password }): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let id = account(&principal)?;
    on_passwords(move || -> Result<_, Problem> {
        let people = &app.auth.people;
        people.confirm(id, &present, time::now())?;
        people.set_password(id, &password)?;
        app.auth.end_sessions(id, Some(&principal.credential))?;
        done(&app, &principal, id, Action::PasswordSet)
    })
    .await?
}

/// A secret for an authenticator app.
#[derive(Debug, Serialize, ToSchema)]
struct TotpSecret {
    /// As people type it.
    secret: String,
    /// As apps read it, from a QR code.
    address: String,
}

/// Makes a secret for a second factor; it counts once its first code is confirmed.
#[utoipa::path(post, path = "/api/v1/me/totp", tag = "session", request_body = Empty, responses((status = 200, body = TotpSecret)))]
async fn begin_totp(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(Empty {}): Body<Empty>,
) -> Result<Json<TotpSecret>, Problem> {
    let id = account(&principal)?;
    let (secret, address) = blocking::run(move || app.auth.people.begin_totp(id)).await??;
    Ok(Json(TotpSecret { secret, address }))
}

/// A code of an authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TotpCode {
    /// Six digits.
    #[schema(pattern = "^[0-9]{6}$")]
    code: String,
}

/// Turns the second factor on: from now on signing in takes a code as well.
#[utoipa::path(post, path = "/api/v1/me/totp/confirm", tag = "session", request_body = TotpCode, responses((status = 204, description = "on")))]
async fn confirm_totp(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(TotpCode { code }): Body<TotpCode>,
) -> Result<StatusCode, Problem> {
    let id = account(&principal)?;
    blocking::run(move || -> Result<_, Problem> {
        app.auth.people.confirm_totp(id, &code, time::now())?;
        done(&app, &principal, id, Action::TotpOn)
    })
    .await?
}

/// One's own password, once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// The password.
    #[schema(max_length = 1000)]
    password: String,
}

/// Turns the second factor off.
#[utoipa::path(delete, path = "/api/v1/me/totp", tag = "session", request_body = Confirmation, responses((status = 204, description = "off")))]
async fn drop_totp(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(Confirmation { password }): Body<Confirmation>,
) -> Result<StatusCode, Problem> {
    let id = account(&principal)?;
    on_passwords(move || -> Result<_, Problem> {
        app.auth.people.confirm(id, &password, time::now())?;
        app.auth.people.drop_totp(id)?;
        done(&app, &principal, id, Action::TotpOff)
    })
    .await?
}
