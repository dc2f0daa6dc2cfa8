//! Devices that send a team's positions: made with a token and a QR code, listed, revoked.

use std::{fmt, str::FromStr};

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use nearhand_engine::dispatch::ids::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Body, Caller, Params, id},
    listed::{Listed, Part, listed},
    origin,
    session::{known_team, note, unstored},
};
use crate::{
    app::App,
    blocking, pairing,
    problem::{Problem, Slug},
    store::{self, Action, Purpose},
    wire::{
        commands::Empty,
        shapes,
        time::{self, Time},
    },
};

/// Characters of a device's name at most.
const NAME: usize = 40;
/// One that nobody named.
const NAMELESS: &str = "Device";

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(devices, make_device))
        .routes(routes!(remove_device))
}

/// A device that sends a team's positions.
#[derive(Debug, Serialize, ToSchema)]
struct Device {
    /// Its id, to revoke it by.
    id: String,
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
    /// What people call it.
    name: String,
    /// When its token was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Time,
    /// When it sent something the last time; null when it never did.
    #[schema(value_type = Option<String>, format = DateTime)]
    heard_at: Option<Time>,
}

impl From<store::Device> for Device {
    fn from(device: store::Device) -> Self {
        Self {
            id: device.id,
            team: device.team,
            name: device.name,
            made_at: device.made_at.into(),
            heard_at: device.heard_at.map(Time),
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only those of this team.
    #[param(value_type = Option<shapes::TeamId>)]
    team: Option<String>,
    /// Most devices to answer, 1 to 1000; 100 when not given.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(value_type = Option<shapes::DeviceCursor>)]
    cursor: Option<String>,
}

/// Where a device stands in the list: it may be revoked while somebody turns the pages.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place(TeamId, String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0, self.1)
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (team, id) = text.split_once(':').ok_or(NoPlace)?;
        let is_id = id.len() == 32 && id.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        let team = team.parse().ok().filter(|_| is_id).ok_or(NoPlace)?;
        Ok(Self(team, id.to_owned()))
    }
}

/// A text that names no place in the list.
struct NoPlace;

/// The devices whose token is valid, by team and id, and when they were heard of; not where.
#[utoipa::path(get, path = "/api/v1/devices", tag = "session", params(Wanted), responses((status = 200, body = Listed<Device>)))]
async fn devices(
    State(app): State<App>,
    Params(wanted): Params<Wanted>,
) -> Result<Json<Listed<Device>>, Problem> {
    let team = wanted.team.as_deref().map(id::<TeamId>).transpose();
    let team = team.map_err(|problem| Problem::field("team", problem.detail))?;
    let found = blocking::run(move || app.auth.devices(time::now()))
        .await?
        .map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "devices cannot be read"
            );
            Problem::internal()
        })?;
    let part = Part {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let own = found
        .into_iter()
        .filter(|device| team.is_none_or(|team| device.team == team))
        .map(|device| (Place(device.team, device.id.clone()), device));
    listed(&part, own, Place::gt, |it| Some(Device::from(it))).map(Json)
}

/// Whose positions a device sends, and what people call it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDevice {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    team: TeamId,
    /// What people call it, 1 to 40 characters; `Device` when not given.
    #[schema(value_type = Option<shapes::CallName>)]
    name: Option<String>,
}

/// A device as it is made; its token and the codes that hold it are shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct MadeDevice {
    #[serde(flatten)]
    device: Device,
    /// The token.
    token: String,
    /// What apps are set up with.
    setup: Setup,
}

/// What apps are set up with.
#[derive(Debug, Serialize, ToSchema)]
struct Setup {
    /// Traccar Client: its settings, "QR code".
    traccar: Code,
    /// OwnTracks: scan it with the phone's camera.
    owntracks: Code,
}

/// An address and its QR code. Both hold the token.
#[derive(Debug, Serialize, ToSchema)]
struct Code {
    /// The address that the app understands.
    url: String,
    /// The same as a QR code: an SVG picture. Null when it would hold too much.
    qr: Option<String>,
}

impl From<String> for Code {
    fn from(url: String) -> Self {
        Self {
            qr: pairing::qr(&url),
            url,
        }
    }
}

/// Makes a token for a device that sends a team's positions, and the QR codes that set its app up.
#[utoipa::path(post, path = "/api/v1/devices", tag = "session", request_body = NewDevice, responses((status = 201, body = MadeDevice)))]
async fn make_device(
    State(app): State<App>,
    headers: HeaderMap,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
    Body(NewDevice { team, name }): Body<NewDevice>,
) -> Result<Response, Problem> {
    let name = named(name)?;
    known_team(&app, team)?;
    note(
        &app,
        Some(&principal),
        Action::DeviceMade,
        Some(team.to_string()),
    );
    let origin = origin(&app, &headers);
    let (device, token) = blocking::run(move || app.auth.issue_device(team, name, time::now()))
        .await?
        .map_err(|error| unstored(&error))?;
    let short = &device.id[..device.id.len().min(8)];
    let setup = Setup {
        traccar: pairing::traccar(&origin, &token).into(),
        owntracks: pairing::owntracks(&origin, &token, team, short).into(),
    };
    let made = MadeDevice {
        device: device.into(),
        token,
        setup,
    };
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

fn named(name: Option<String>) -> Result<String, Problem> {
    let Some(name) = name else {
        return Ok(NAMELESS.to_owned());
    };
    let name = name.trim();
    let is_sound = (1..=NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
    is_sound.then(|| name.to_owned()).ok_or_else(|| {
        Problem::field(
            "name",
            format!("name must be a line of 1 to {NAME} characters"),
        )
    })
}

/// Revokes a device's token.
#[utoipa::path(delete, path = "/api/v1/devices/{id}", tag = "session", params(("id" = String, Path, description = "the device")), responses((status = 204, description = "revoked")))]
async fn remove_device(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(id): Path<String>,
    Params(Empty {}): Params<Empty>,
) -> Result<StatusCode, Problem> {
    note(&app, Some(&principal), Action::DeviceRevoked, None);
    let removed = blocking::run(move || app.auth.revoke(&id, Purpose::Device))
        .await?
        .map_err(|error| unstored(&error))?;
    if removed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Slug::NotFound, "there is no such device"))
    }
}
