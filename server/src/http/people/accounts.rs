//! Everybody's accounts: what an administrator runs.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use nearhand_engine::dispatch::ids::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    auth::{Change, Doer, Rights, ensure_bound, role_named},
    blocking,
    http::{
        answer,
        docs::RoleName,
        extract::{Body, Caller, CommandTerms, Params},
        listed::{Listed, Part, listed},
        origin,
    },
    problem::Problem,
    store::{self, AccountId},
    wire::{
        commands::Empty,
        shapes,
        time::{self, Time},
    },
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts))
        .routes(routes!(add_account))
        .routes(routes!(account))
        .routes(routes!(change_account))
        .routes(routes!(invite))
}

/// Somebody who signs in with a name and a password.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Account {
    /// Such as U3.
    id: String,
    /// The name to sign in with.
    name: String,
    /// What it may do.
    #[schema(value_type = RoleName)]
    role: &'static str,
    /// The team of a field account.
    #[schema(value_type = Option<shapes::TeamId>)]
    team: Option<TeamId>,
    /// The partner of a partner's account.
    partner: Option<String>,
    /// Whether its owner has chosen a password.
    has_password: bool,
    /// Whether it signs in with a code as well.
    has_totp: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Time,
    /// When it last signed in.
    #[schema(value_type = Option<String>, format = DateTime)]
    signed_in_at: Option<Time>,
    /// Since when it may no longer sign in.
    #[schema(value_type = Option<String>, format = DateTime)]
    disabled_at: Option<Time>,
    /// Counts its changes.
    version: u64,
}

impl From<store::Account> for Account {
    fn from(account: store::Account) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name,
            role: account.role.name(),
            team: account.team,
            partner: account.partner,
            has_password: account.password.is_some(),
            has_totp: account.totp.is_some(),
            made_at: account.made_at.into(),
            signed_in_at: account.signed_in_at.map(Time),
            disabled_at: account.disabled_at.map(Time),
            version: account.version,
        }
    }
}

/// Accounts, by id.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", params(Part, ("cursor" = Option<shapes::AccountId>, Query, description = "`next` of the page before")), responses((status = 200, body = Listed<Account>)))]
async fn accounts(
    State(app): State<App>,
    Params(part): Params<Part>,
) -> Result<Json<Listed<Account>>, Problem> {
    let accounts = blocking::run(move || app.auth.people.all()).await??;
    let accounts = accounts.into_iter().map(|account| (account.id, account));
    listed(&part, accounts, AccountId::gt, |it| Some(Account::from(it))).map(Json)
}

fn id(text: &str) -> Result<AccountId, Problem> {
    text.parse()
        .map_err(|error: store::NoAccountId| Problem::field("id", error.to_string()))
}

fn answered(status: StatusCode, account: store::Account) -> Response {
    let account = serde_json::to_value(Account::from(account)).unwrap_or_default();
    answer::entity(status, account)
}

/// One account.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "people", params(("id" = shapes::AccountId, Path, description = "such as U3")), responses((status = 200, body = Account)))]
async fn account(
    State(app): State<App>,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let id = id(&text)?;
    let account = blocking::run(move || app.auth.people.get(id)).await??;
    Ok(answered(StatusCode::OK, account))
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// The name to sign in with: 1 to 40 of a to z, digits, and . - _ @.
    #[schema(value_type = shapes::AccountName)]
    name: String,
    /// What it may do; a device has a token, not an account.
    #[schema(value_type = RoleName)]
    role: String,
    /// The team; for field accounts only.
    #[schema(value_type = Option<shapes::TeamId>)]
    team: Option<TeamId>,
    /// The partner, as requests name their source; for partners' accounts only.
    #[schema(value_type = Option<shapes::SourceId>)]
    partner: Option<String>,
}

/// Makes an account; its owner gets an invitation to choose a password.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "people", request_body = NewAccount, responses((status = 201, body = Account)))]
async fn add_account(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(new): Body<NewAccount>,
) -> Result<Response, Problem> {
    let rights = Rights {
        role: role_named(&new.role)?,
        team: new.team,
        partner: new.partner,
    };
    ensure_bound(&app.agency.published().board, &rights)?;
    let making = move || {
        let by = Doer::Caller(&principal);
        app.auth.make_account(by, &new.name, &rights, time::now())
    };
    let account = blocking::run(making).await??;
    Ok(answered(StatusCode::CREATED, account))
}

/// What changes of an account; fields left out stay. Its sessions end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountChange {
    /// Another role, with what it needs.
    #[schema(value_type = Option<RoleName>)]
    role: Option<String>,
    /// The team, with a role.
    #[schema(value_type = Option<shapes::TeamId>)]
    team: Option<TeamId>,
    /// The partner, with a role.
    #[schema(value_type = Option<shapes::SourceId>)]
    partner: Option<String>,
    /// Whether it may not sign in.
    disabled: Option<bool>,
}

/// Changes what an account may do, or whether it may sign in. Its sessions end.
#[utoipa::path(patch, path = "/api/v1/accounts/{id}", tag = "people", params(("id" = shapes::AccountId, Path, description = "such as U3")), request_body = AccountChange, responses((status = 200, body = Account)))]
async fn change_account(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    CommandTerms(terms): CommandTerms,
    Body(change): Body<AccountChange>,
) -> Result<Response, Problem> {
    let id = id(&text)?;
    let rights = match change.role {
        Some(name) => Some(Rights {
            role: role_named(&name)?,
            team: change.team,
            partner: change.partner,
        }),
        None if change.team.is_some() || change.partner.is_some() => {
            return Err(Problem::field(
                "role",
                "give the role together with its team or partner",
            ));
        }
        None => None,
    };
    if let Some(rights) = &rights {
        ensure_bound(&app.agency.published().board, rights)?;
    }
    let change = Change {
        rights,
        disabled: change.disabled,
        expected: terms.expected,
    };
    let changing = move || {
        let by = Doer::Caller(&principal);
        app.auth.change_account(by, id, &change, time::now())
    };
    let account = blocking::run(changing).await??;
    Ok(answered(StatusCode::OK, account))
}

/// An invitation to choose a password.
#[derive(Debug, Serialize, ToSchema)]
struct Invitation {
    /// Open it once, within a day.
    url: String,
}

/// Invites the owner of an account to choose a password. Its sessions, its older invitations and its second factor end.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/invitation", tag = "people", params(("id" = shapes::AccountId, Path, description = "such as U3")), request_body = Empty, responses((status = 201, body = Invitation)))]
async fn invite(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
    Body(Empty {}): Body<Empty>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let id = id(&text)?;
    let base = origin(&app, &headers);
    let inviting = move || {
        let by = Doer::Caller(&principal);
        // Who lost the phone lost the codes.
        app.auth.invite_to_account(by, id, true, time::now())
    };
    let secret = blocking::run(inviting).await??;
    let url = format!("{base}{}", welcome_path(&secret));
    Ok((StatusCode::CREATED, Json(Invitation { url })))
}

/// Where an invitation is taken up: behind #, which browsers keep to themselves.
pub(crate) fn welcome_path(secret: &str) -> String {
    format!("/welcome#{secret}")
}
