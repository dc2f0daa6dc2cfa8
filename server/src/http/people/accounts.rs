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

use super::recorded;
use crate::{
    app::App,
    auth::{Principal, Rights},
    blocking,
    http::{
        answer,
        docs::RoleName,
        extract::{Body, Caller, CommandTerms, Params},
        origin,
    },
    problem::{Problem, Slug},
    store::{self, AccountId, Action, Role},
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
struct Account {
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

/// All accounts.
#[derive(Debug, Serialize, ToSchema)]
struct Accounts {
    /// By id.
    items: Vec<Account>,
}

/// All accounts, by id.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", responses((status = 200, body = Accounts)))]
async fn accounts(State(app): State<App>, Params(Empty {}): Params<Empty>) -> Json<Accounts> {
    let accounts = app.auth.people.all().into_iter();
    Json(Accounts {
        items: accounts.map(Account::from).collect(),
    })
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
    let account = app.auth.people.get(id(&text)?);
    let account = account.ok_or(crate::auth::AccountError::Unknown)?;
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

fn role(name: &str) -> Result<Role, Problem> {
    Role::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        Problem::field("role", format!("role must be one of {}", names.join(", ")))
    })
}

/// A team or partner that an account is bound to must be there.
fn known(app: &App, rights: &Rights) -> Result<(), Problem> {
    let published = app.agency.published();
    if let Some(team) = rights.team
        && published.board.team(team).is_none()
    {
        return Err(Problem::field("team", format!("there is no team {team}")));
    }
    let service = published.board.configuration();
    match &rights.partner {
        Some(partner) if !service.has_partner(partner) => {
            let known = service.partners.iter().map(|it| it.id.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            Err(Problem::field(
                "partner",
                format!("the service has no such partner: choose one of {known}"),
            ))
        }
        _ => Ok(()),
    }
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
        role: role(&new.role)?,
        team: new.team,
        partner: new.partner,
    };
    known(&app, &rights)?;
    let making = move || -> Result<_, Problem> {
        let account = app.auth.people.add(&new.name, rights, time::now())?;
        let detail = Some(account.role.name().to_owned());
        let subject = Some(account.id.to_string());
        recorded(&app, Some(&principal), Action::AccountMade, subject, detail)?;
        Ok(account)
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
            role: role(&name)?,
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
    rights
        .as_ref()
        .map_or(Ok(()), |rights| known(&app, rights))?;
    let changing = move || -> Result<_, Problem> {
        let (people, now) = (&app.auth.people, time::now());
        let account = people.change(id, terms.expected, rights, change.disabled, now)?;
        app.auth.end_sessions(id, None)?;
        let state = if account.disabled_at.is_some() {
            "disabled"
        } else {
            "enabled"
        };
        let detail = Some(format!("{}, {state}", account.role.name()));
        let subject = Some(id.to_string());
        recorded(
            &app,
            Some(&principal),
            Action::AccountChanged,
            subject,
            detail,
        )?;
        Ok(account)
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
    let inviting = move || invited(&app, &principal, id);
    let secret = blocking::run(inviting).await??;
    // Behind #, which browsers keep to themselves.
    let url = format!("{base}/welcome#{secret}");
    Ok((StatusCode::CREATED, Json(Invitation { url })))
}

fn invited(app: &App, principal: &Principal, id: AccountId) -> Result<String, Problem> {
    let people = &app.auth.people;
    let account = people.get(id).ok_or(crate::auth::AccountError::Unknown)?;
    if account.disabled_at.is_some() {
        return Err(Problem::new(
            Slug::WrongState,
            "this account may not sign in: enable it first",
        ));
    }
    // Who lost the phone lost the codes.
    let account = people.drop_totp(id)?;
    let secret = app.auth.invite(&account, time::now())?;
    let subject = Some(id.to_string());
    recorded(app, Some(principal), Action::Invited, subject, None)?;
    Ok(secret)
}
