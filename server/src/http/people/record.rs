//! Who did what: the record of access, the log of changes, and looking at a request in spite of one's role.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use nearhand_engine::dispatch::{Subject, ids::RequestId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::recorded;
use crate::{
    agency::entity,
    app::App,
    blocking,
    http::{
        answer,
        extract::{Body, Caller, Params, id},
    },
    problem::{Problem, Slug},
    record::without_person,
    store::{AccessFilter, Action, NumberedAccess, Role},
    wire::{commands::Empty, entities::Request, redact::Viewer, shapes, time::Time},
};

/// Entries answered when no limit is given, and at most.
const USUAL: usize = 100;
const MOST: usize = 1000;
/// Longest reason, characters.
const LONGEST_REASON: usize = 500;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accesses))
        .routes(routes!(change_log))
        .routes(routes!(break_glass))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only by this actor, such as `supervisor:U3`.
    actor: Option<String>,
    /// Only about this, such as R12 or U4.
    subject: Option<String>,
    /// Only this action, such as `read`.
    #[param(value_type = Option<ActionName>, inline)]
    action: Option<String>,
    /// Most entries to answer, 1 to 1000; 100 when not given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(value_type = Option<shapes::RecordNumber>)]
    cursor: Option<String>,
}

/// What may be done, in the record of access.
struct ActionName;

impl PartialSchema for ActionName {
    fn schema() -> RefOr<Schema> {
        let names = Action::ALL.map(Action::name);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(names))
            .into()
    }
}

impl ToSchema for ActionName {}

/// An entry of the record of access.
#[derive(Debug, Serialize, ToSchema)]
struct AccessEntry {
    /// Its number, ascending.
    number: u64,
    /// When; of the first, if it was done several times within a moment.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Who: role, team and account. `nobody` was not signed in; without an account somebody came by a sign-in link.
    actor: String,
    /// What.
    action: &'static str,
    /// About what; null where it was about everything.
    subject: Option<String>,
    /// The route, or the reason given.
    detail: Option<String>,
    /// How often.
    count: u32,
}

impl From<NumberedAccess> for AccessEntry {
    fn from(NumberedAccess { number, access }: NumberedAccess) -> Self {
        Self {
            number,
            at: access.at.into(),
            actor: access.actor,
            action: access.action.name(),
            subject: access.subject,
            detail: access.detail,
            count: access.count,
        }
    }
}

/// A page of the record of access.
#[derive(Debug, Serialize, ToSchema)]
struct Accesses {
    /// Newest first.
    items: Vec<AccessEntry>,
    /// Cursor of the next page, which is older; null at the end.
    next: Option<String>,
}

fn limit(wanted: Option<usize>) -> Result<usize, Problem> {
    let limit = wanted.unwrap_or(USUAL);
    if (1..=MOST).contains(&limit) {
        Ok(limit)
    } else {
        Err(Problem::field("limit", "limit must be from 1 to 1000"))
    }
}

fn number(cursor: Option<&str>) -> Result<Option<u64>, Problem> {
    let read = |text: &str| {
        // One spelling each: 07 and +7 are none.
        let number = text.parse().ok().filter(|it: &u64| it.to_string() == text);
        number.ok_or_else(|| Problem::field("cursor", "cursor must be `next` of the page before"))
    };
    cursor.map(read).transpose()
}

/// Who signed in, who was refused, who looked at what tells of a person; newest first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "people", params(Wanted), responses((status = 200, body = Accesses)))]
async fn accesses(
    State(app): State<App>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Accesses>, Problem> {
    let action = wanted.action.map(|name| {
        let unknown = || Problem::field("action", "there is no such action");
        Action::from_name(&name).ok_or_else(unknown)
    });
    let limit = limit(wanted.limit)?;
    let filter = AccessFilter {
        before: number(wanted.cursor.as_deref())?,
        actor: wanted.actor,
        subject: wanted.subject,
        action: action.transpose()?,
        limit: limit + 1,
    };
    let mut found = blocking::run(move || app.auth.audit.read(&filter)).await??;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| last.number.to_string());
    Ok(Json(Accesses {
        items: found.into_iter().map(AccessEntry::from).collect(),
        next,
    }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LogPage {
    /// Most entries to answer, 1 to 1000; 100 when not given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(value_type = Option<shapes::RecordNumber>)]
    cursor: Option<String>,
}

/// An entry of the log of changes.
#[derive(Debug, Serialize, ToSchema)]
struct LogEntry {
    /// Its sequence number, without a gap.
    seq: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Who: role, team and account; `timer` and `operator` are the server itself.
    actor: String,
    /// What, with the ids it was about, without what tells of a person.
    #[schema(value_type = Object)]
    change: Value,
}

/// A page of the log of changes.
#[derive(Debug, Serialize, ToSchema)]
struct Log {
    /// Oldest first.
    items: Vec<LogEntry>,
    /// Sequence number of the newest entry: as there is no gap, the newest page follows the cursor that is a page less.
    head: u64,
    /// Cursor of the next page, which is newer; null at the end.
    next: Option<String>,
}

/// Every change and who made it, oldest first, without what tells of a person.
#[utoipa::path(get, path = "/api/v1/log", tag = "people", params(LogPage), responses((status = 200, body = Log)))]
async fn change_log(
    State(app): State<App>,
    Params(LogPage {
        limit: wanted,
        cursor,
    }): Params<LogPage>,
) -> Result<Json<Log>, Problem> {
    let (limit, after) = (limit(wanted)?, number(cursor.as_deref())?.unwrap_or(0));
    let head = app.agency.published().seq;
    let reading = move || {
        let mut items = Vec::new();
        app.auth.read_log(after, &mut |logged| {
            items.push(LogEntry {
                seq: logged.seq,
                at: logged.event.at.into(),
                actor: logged.actor,
                change: without_person(
                    serde_json::to_value(&logged.event.change).unwrap_or_default(),
                ),
            });
            items.len() <= limit
        })?;
        Ok::<_, Problem>(items)
    };
    let mut items = blocking::run(reading).await??;
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| last.seq.to_string());
    Ok(Json(Log { items, head, next }))
}

/// Why a request must be seen in spite of one's role.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Emergency {
    /// It goes on record, with who asked; 1 to 500 characters.
    #[schema(value_type = shapes::ReasonText)]
    reason: String,
}

/// Shows a whole request to somebody whose role does not see it; the reason is on record before it is answered.
#[utoipa::path(post, path = "/api/v1/requests/{id}/break-glass", tag = "people", params(("id" = shapes::RequestId, Path, description = "such as R12")), request_body = Emergency, responses((status = 200, body = Request)))]
async fn break_glass(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(Empty {}): Params<Empty>,
    Body(Emergency { reason }): Body<Emergency>,
) -> Result<Response, Problem> {
    let request: RequestId = id(&text)?;
    let reason = reason.trim().to_owned();
    if !(1..=LONGEST_REASON).contains(&reason.chars().count()) {
        return Err(Problem::field(
            "reason",
            "say in 1 to 500 characters why this request must be seen",
        ));
    }
    let viewer = Viewer {
        role: Role::Dispatcher,
        team: None,
    };
    let seen = entity(
        &app.agency.published().board,
        viewer,
        Subject::Request(request),
    );
    if seen.is_null() {
        return Err(Problem::new(
            Slug::NotFound,
            format!("there is no request {request}"),
        ));
    }
    blocking::run(move || {
        let subject = Some(request.to_string());
        recorded(
            &app,
            Some(&principal),
            Action::BrokeGlass,
            subject,
            Some(reason),
        )
    })
    .await??;
    Ok(answer::entity(StatusCode::OK, seen))
}
