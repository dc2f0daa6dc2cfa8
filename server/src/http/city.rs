//! What the city is.

use axum::{Json, extract::State};
use nearhand_engine::{
    dispatch::model::Priority, guidance::Units, road::input::DrivingSide, units::LngLat,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::Params;
use crate::{
    app::App,
    wire::{commands::Empty, shapes, time::seconds},
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(city))
}

/// The city and the agency's settings.
#[derive(Debug, Serialize, ToSchema)]
struct CityInfo {
    /// What people call it.
    name: String,
    /// West, south, east, north.
    bbox: [f64; 4],
    /// Its middle.
    #[schema(value_type = shapes::LngLat)]
    center: LngLat,
    /// IANA name.
    time_zone: String,
    /// `left` or `right`.
    driving_side: &'static str,
    /// How distances on the way are shown and said: `metric` or `imperial`.
    units: &'static str,
    /// Whose data the map is; must be shown with it.
    attribution: String,
    /// Number of addresses known.
    addresses: u64,
    /// Number of named places known.
    places: u64,
    /// Ways of moving that can be routed.
    profiles: [&'static str; 1],
    /// Response goal by priority, seconds.
    goals: BTreeMap<String, f64>,
    /// Age from which a position is stale, seconds.
    stale_after: f64,
    /// Where teams wait.
    posts: Vec<PostInfo>,
}

/// A place where teams wait.
#[derive(Debug, Serialize, ToSchema)]
struct PostInfo {
    /// What people call it.
    name: String,
    /// Where it is.
    #[schema(value_type = shapes::LngLat)]
    position: LngLat,
}

/// What the city is.
#[utoipa::path(get, path = "/api/v1/city", tag = "map", responses((status = 200, body = CityInfo)))]
async fn city(State(app): State<App>, Params(Empty {}): Params<Empty>) -> Json<CityInfo> {
    let meta = app.city.file().meta();
    let (min, max) = (meta.bbox.min, meta.bbox.max);
    let goals = (1..=4)
        .filter_map(|number| Priority::try_from(number).ok())
        .map(|priority| {
            let goal = app.policy.response_goal(priority);
            (priority.number().to_string(), seconds(goal))
        })
        .collect();
    Json(CityInfo {
        name: meta.name.clone(),
        bbox: [min.lng(), min.lat(), max.lng(), max.lat()],
        center: app.city.centre(),
        time_zone: meta.time_zone.clone(),
        driving_side: match meta.driving_side {
            DrivingSide::Left => "left",
            DrivingSide::Right => "right",
        },
        units: match app.city.units() {
            Units::Metric => "metric",
            Units::Imperial => "imperial",
        },
        attribution: meta.attribution.clone(),
        addresses: meta.counts.addresses,
        places: meta.counts.places,
        profiles: ["car"],
        goals,
        stale_after: seconds(app.agency.fleet().fleet().stale_after()),
        posts: meta
            .posts
            .iter()
            .map(|post| PostInfo {
                name: post.name.clone(),
                position: post.position,
            })
            .collect(),
    })
}
