//! What the city is.

use axum::{Json, extract::State};
use nearhand_engine::{
    dispatch::{
        Configuration,
        model::{Priority, RequestType},
    },
    guidance::Units,
    road::input::DrivingSide,
    units::LngLat,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::{Caller, Params};
use crate::{
    app::App,
    store::Role,
    wire::{
        commands::Empty,
        configuration::{Label, Post, Skill, Source, in_seconds},
        shapes,
        time::seconds,
    },
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
    posts: Vec<Post>,
    /// The service: what it calls things.
    service: ServiceInfo,
}

/// What the service calls things, for pages to show.
#[derive(Debug, Serialize, ToSchema)]
struct ServiceInfo {
    /// The service itself.
    name: Label,
    /// Those who work in it, by role.
    titles: BTreeMap<String, Label>,
    /// The kinds of help, in the order in which they are offered.
    types: Vec<TypeInfo>,
    /// What teams can do, languages apart.
    capabilities: Vec<Skill>,
    /// From whom requests come, partners included; empty for roles that have no need of it.
    sources: Vec<Source>,
    /// Number of changes of the configuration so far.
    version: u64,
}

/// A kind of help.
#[derive(Debug, Serialize, ToSchema)]
struct TypeInfo {
    /// Its id, as requests name it.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    kind: RequestType,
    /// In the language of the service.
    name: String,
    /// In other languages, by BCP 47 tag.
    names: BTreeMap<String, String>,
    /// Goals of its own in the place of the service's: seconds for priority 1 to 4.
    #[schema(value_type = Option<Vec<u32>>, min_items = 4, max_items = 4)]
    goals: Option<[u32; 4]>,
    /// Whether it is no longer offered for new requests.
    retired: bool,
}

impl ServiceInfo {
    fn of(service: &Configuration, role: Role) -> Self {
        let sees_sources = !matches!(role, Role::Partner | Role::Device | Role::Field);
        let sources = service.sources.iter().chain(&service.partners);
        let titles = service.titles.iter();
        Self {
            name: Label::from(&service.service),
            titles: titles
                .map(|(role, title)| (role.clone(), title.into()))
                .collect(),
            types: service
                .types
                .iter()
                .map(|it| TypeInfo {
                    kind: it.form.kind,
                    name: it.label.name.clone(),
                    names: it.label.names.clone(),
                    goals: it.goals.map(in_seconds),
                    retired: it.retired,
                })
                .collect(),
            capabilities: service.capabilities.iter().map(Skill::from).collect(),
            sources: sources.filter(|_| sees_sources).map(Source::from).collect(),
            version: service.version,
        }
    }
}

/// What the city is.
#[utoipa::path(get, path = "/api/v1/city", tag = "map", responses((status = 200, body = CityInfo)))]
async fn city(
    State(app): State<App>,
    Caller(principal): Caller,
    Params(Empty {}): Params<Empty>,
) -> Json<CityInfo> {
    let meta = app.city.file().meta();
    let published = app.agency.published();
    let service = published.board.configuration();
    let info = ServiceInfo::of(service, principal.role);
    let posts = service.posts.iter().map(Post::from).collect();
    let (min, max) = (meta.bbox.min, meta.bbox.max);
    let goals = (1..=4)
        .filter_map(|number| Priority::try_from(number).ok())
        .map(|priority| {
            (
                priority.number().to_string(),
                seconds(service.goals.of(priority)),
            )
        })
        .collect();
    drop(published);
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
        posts,
        service: info,
    })
}
