//! Search by text and by place, as GeoJSON in Photon's shape.

use axum::{Json, extract::State};
use nearhand_engine::units::LngLat;
use nearhand_osm_data::places::{Hit, HitKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::Params;
use crate::{app::App, blocking, problem::Problem, wire::shapes};

const MOST: u32 = 50;
const LONGEST: usize = 200;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(geocode))
        .routes(routes!(geocode_alias))
        .routes(routes!(reverse))
        .routes(routes!(reverse_alias))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Search {
    /// What to look for, such as "12 Main Street", "Main & First", "pharmacy"; at most 200 characters.
    #[param(max_length = 200)]
    q: String,
    /// Most hits, 1 to 50; 10 when not given.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<u32>,
    /// Longitude and latitude, with a comma: hits nearer to it come first.
    #[param(value_type = Option<shapes::CommaPlace>)]
    near: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Point {
    /// Longitude.
    #[param(minimum = -180, maximum = 180)]
    lng: f64,
    /// Latitude.
    #[param(minimum = -90, maximum = 90)]
    lat: f64,
    /// Most hits, 1 to 50; 10 when not given.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<u32>,
}

/// Hits as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct Found {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// The hits, best first.
    features: Vec<Feature>,
}

/// A hit as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct Feature {
    /// `Feature`.
    r#type: &'static str,
    /// Where it is.
    geometry: PointGeometry,
    /// What it is.
    properties: Properties,
}

/// A point as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct PointGeometry {
    /// `Point`.
    r#type: &'static str,
    /// Longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    coordinates: LngLat,
}

/// What a hit is.
#[derive(Debug, Serialize, ToSchema)]
struct Properties {
    /// Its own name.
    name: String,
    /// Street of an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    street: Option<String>,
    /// House number of an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    housenumber: Option<String>,
    /// Town or suburb.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    city: Option<String>,
    /// OpenStreetMap key of a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    osm_key: Option<String>,
    /// Value of that key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    osm_value: Option<String>,
    /// Kind of hit.
    r#type: Kind,
    /// One line for people.
    label: String,
}

/// Kinds of hits.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    House,
    Street,
    Crossing,
    Place,
}

/// Finds addresses, streets, crossings and places by text.
#[utoipa::path(get, path = "/api/v1/geocode", tag = "search", params(Search), responses((status = 200, body = Found)))]
async fn geocode(
    State(app): State<App>,
    Params(search): Params<Search>,
) -> Result<Json<Found>, Problem> {
    let limit = checked_limit(search.limit)?;
    let near = search.near.as_deref().map(near).transpose()?;
    if search.q.chars().count() > LONGEST {
        return Err(Problem::field(
            "q",
            format!("q must be at most {LONGEST} characters long"),
        ));
    }
    let near = near.unwrap_or_else(|| app.city.centre());
    let hits = blocking::run(move || {
        let places = app.city.file().places();
        places.search(&search.q, Some(near), limit)
    })
    .await?;
    Ok(Json(found(hits)))
}

/// As `/api/v1/geocode`, at the address that existing clients know.
#[utoipa::path(get, path = "/geocode", tag = "search", params(Search), responses((status = 200, body = Found)))]
async fn geocode_alias(app: State<App>, search: Params<Search>) -> Result<Json<Found>, Problem> {
    geocode(app, search).await
}

/// Finds addresses and streets around a point, nearest first.
#[utoipa::path(get, path = "/api/v1/reverse", tag = "search", params(Point), responses((status = 200, body = Found)))]
async fn reverse(
    State(app): State<App>,
    Params(point): Params<Point>,
) -> Result<Json<Found>, Problem> {
    let limit = checked_limit(point.limit)?;
    let place = placed(point.lng, point.lat, "lng", "lat")?;
    let hits = blocking::run(move || app.city.file().places().reverse(place, limit)).await?;
    Ok(Json(found(hits)))
}

/// As `/api/v1/reverse`, at the address that existing clients know.
#[utoipa::path(get, path = "/reverse", tag = "search", params(Point), responses((status = 200, body = Found)))]
async fn reverse_alias(app: State<App>, point: Params<Point>) -> Result<Json<Found>, Problem> {
    reverse(app, point).await
}

fn checked_limit(limit: Option<u32>) -> Result<usize, Problem> {
    let limit = limit.unwrap_or(10);
    if (1..=MOST).contains(&limit) {
        Ok(limit as usize)
    } else {
        Err(Problem::field(
            "limit",
            format!("limit must be between 1 and {MOST}"),
        ))
    }
}

fn near(text: &str) -> Result<LngLat, Problem> {
    let numbers = text
        .split_once(',')
        .and_then(|(lng, lat)| Some((lng.trim().parse().ok()?, lat.trim().parse().ok()?)));
    let (lng, lat) = numbers.ok_or_else(|| {
        Problem::field("near", "near must be longitude and latitude with a comma")
    })?;
    placed(lng, lat, "near", "near")
}

fn placed(lng: f64, lat: f64, lng_field: &str, lat_field: &str) -> Result<LngLat, Problem> {
    LngLat::new(lng, lat).map_err(|error| {
        let field = if (-180.0..=180.0).contains(&lng) {
            lat_field
        } else {
            lng_field
        };
        Problem::field(field, error.to_string())
    })
}

fn found(hits: Vec<Hit>) -> Found {
    Found {
        r#type: "FeatureCollection",
        features: hits.into_iter().map(feature).collect(),
    }
}

fn feature(hit: Hit) -> Feature {
    Feature {
        r#type: "Feature",
        geometry: PointGeometry {
            r#type: "Point",
            coordinates: hit.position,
        },
        properties: Properties {
            name: hit.name,
            street: hit.street,
            housenumber: hit.house_number,
            city: hit.city,
            osm_key: hit.osm_key,
            osm_value: hit.osm_value,
            r#type: match hit.kind {
                HitKind::House => Kind::House,
                HitKind::Street => Kind::Street,
                HitKind::Crossing => Kind::Crossing,
                HitKind::Place => Kind::Place,
            },
            label: hit.label,
        },
    }
}
