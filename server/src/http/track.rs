//! Where a team was, over HTTP.

use axum::{
    Json,
    extract::{Path, State},
};
use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, LngLat, Millis, Timestamp},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::{Caller, Params, id};
use crate::{
    app::App,
    auth::Principal,
    blocking,
    problem::{Problem, Slug},
    store::Role,
    wire::{
        shapes,
        time::{self, Time},
    },
};

/// The period when none is given.
const USUAL: Millis = Millis::from_mins(24 * 60);
const USUAL_LIMIT: u32 = 1000;
const MOST: u32 = 5000;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(track))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Part {
    /// Begin, RFC 3339; a day before the end when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Time>,
    /// End, RFC 3339, not included; now when not given.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Time>,
    /// Most fixes to look at, 1 to 5000; 1000 when not given.
    #[param(minimum = 1, maximum = 5000)]
    limit: Option<u32>,
    /// `next` of the part before; then it begins there.
    #[param(value_type = Option<String>, format = DateTime)]
    cursor: Option<Time>,
}

/// Where a team was, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct TeamTrack {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// The fixes, by the device's clock.
    features: Vec<TrackPoint>,
    /// Cursor of the next part; null at the end.
    #[schema(value_type = Option<String>, format = DateTime)]
    next: Option<Time>,
}

/// A fix as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct TrackPoint {
    /// `Feature`.
    r#type: &'static str,
    /// Where it was.
    geometry: TrackPlace,
    /// When, and how it moved.
    properties: TrackMoment,
}

/// A point as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct TrackPlace {
    /// `Point`.
    r#type: &'static str,
    /// Longitude and latitude.
    #[schema(value_type = [f64; 2])]
    coordinates: LngLat,
}

/// What a fix told beside its place.
#[derive(Debug, Serialize, ToSchema)]
struct TrackMoment {
    /// When the device took it.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// Speed, metres per second.
    speed: Option<f64>,
    /// Direction of travel, degrees clockwise from north.
    bearing: Option<f64>,
    /// Accuracy, metres.
    accuracy: Option<f64>,
}

impl From<Fix> for TrackPoint {
    fn from(fix: Fix) -> Self {
        Self {
            r#type: "Feature",
            geometry: TrackPlace {
                r#type: "Point",
                coordinates: fix.position,
            },
            properties: TrackMoment {
                at: fix.at.into(),
                speed: fix.speed.map(|speed| speed.0),
                bearing: fix.bearing.map(Bearing::degrees),
                accuracy: fix.accuracy.map(|accuracy| accuracy.0),
            },
        }
    }
}

/// Where a team was while on shift, for as long as that is kept; jumps that nothing confirms are left out. For
/// dispatchers; a field team asks for its own.
#[utoipa::path(get, path = "/api/v1/teams/{id}/track", tag = "positions", params(("id" = shapes::TeamId, Path, description = "such as T3"), Part), responses((status = 200, body = TeamTrack)))]
async fn track(
    State(app): State<App>,
    Caller(principal): Caller,
    Path(text): Path<String>,
    Params(part): Params<Part>,
) -> Result<Json<TeamTrack>, Problem> {
    let team = id::<TeamId>(&text)?;
    ensure_may_see(&principal, team)?;
    if app.agency.published().board.team(team).is_none() {
        return Err(Problem::new(
            Slug::NotFound,
            format!("there is no team {team}"),
        ));
    }
    let limit = part.limit.unwrap_or(USUAL_LIMIT);
    if !(1..=MOST).contains(&limit) {
        let range = format!("limit must be between 1 and {MOST}");
        return Err(Problem::field("limit", range));
    }
    let to = part
        .to
        .map_or_else(|| time::now().plus(Millis(1)), |to| to.0);
    let from = part.from.map_or_else(
        || Timestamp(to.0.saturating_sub_unsigned(USUAL.0)),
        |from| from.0,
    );
    if from > to {
        return Err(Problem::field("from", "from must not be later than to"));
    }
    let from = part.cursor.map_or(from, |cursor| cursor.0.max(from));
    let read = blocking::run(move || app.breadcrumbs.track(team, from..to, limit as usize)).await?;
    let read = read.map_err(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a track cannot be read"
        );
        Problem::new(
            Slug::Unavailable,
            "the track cannot be read at the moment: try again",
        )
    })?;
    Ok(Json(TeamTrack {
        r#type: "FeatureCollection",
        features: read.fixes.into_iter().map(TrackPoint::from).collect(),
        next: read.next.map(Time),
    }))
}

/// A planner sees where teams are, which coverage follows from; where people were all day is nothing to it.
fn ensure_may_see(caller: &Principal, team: TeamId) -> Result<(), Problem> {
    match caller.role {
        Role::Dispatcher => Ok(()),
        Role::Field if caller.team == Some(team) => Ok(()),
        _ => Err(Problem::new(
            Slug::Forbidden,
            "this is the track of another team",
        )),
    }
}
