//! The map: vector tiles, TileJSON, styles.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use nearhand_osm_data::tiles::{MAX_ZOOM, TileAddress};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{extract::Params, origin, pages};
use crate::{
    app::App,
    problem::{Problem, Slug},
    wire::commands::Empty,
    wire::shapes,
};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tile))
        .routes(routes!(tile_json))
        .routes(routes!(style))
}

/// A vector tile in the Shortbread schema.
#[utoipa::path(get, path = "/tiles/{z}/{x}/{y}", tag = "map", params(("z" = shapes::Zoom, Path, description = "the zoom"), ("x" = u32, Path, description = "the column, from the west", maximum = 16383), ("y" = u32, Path, description = "the row, from the north", maximum = 16383)), responses((status = 200, description = "Mapbox Vector Tile, gzipped", content_type = "application/vnd.mapbox-vector-tile", body = [u8]), (status = 304, description = "as in the caller's If-None-Match"), (status = 204, description = "nothing is drawn there")))]
async fn tile(
    State(app): State<App>,
    Path((z, x, y)): Path<(String, String, String)>,
    headers: HeaderMap,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    let address = address(&z, &x, &y)?;
    let Some(bytes) = app.city.file().tile(address) else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let tag = pages::tag(&Sha256::digest(bytes).into());
    let mut response = if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes.to_vec().into_response()
    };
    let fixed = response.headers_mut();
    fixed.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.mapbox-vector-tile"),
    );
    fixed.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    fixed.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=3600"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fixed.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn address(z: &str, x: &str, y: &str) -> Result<TileAddress, Problem> {
    let wrong = |field: &str| {
        Problem::field(
            field,
            format!("{field} must be a whole number within the zoom's range"),
        )
    };
    let z: u8 = z.parse().map_err(|_| wrong("z"))?;
    if z > MAX_ZOOM {
        return Err(Problem::field(
            "z",
            format!("z must be at most {MAX_ZOOM}: draw deeper zooms from these tiles"),
        ));
    }
    let x: u32 = x.parse().map_err(|_| wrong("x"))?;
    let y: u32 = y.parse().map_err(|_| wrong("y"))?;
    TileAddress::new(z, x, y).ok_or_else(|| wrong(if x >> z > 0 { "x" } else { "y" }))
}

/// What the tiles are, as TileJSON.
#[utoipa::path(get, path = "/tiles.json", tag = "map", responses((status = 200, description = "TileJSON 3", body = Object)))]
async fn tile_json(
    State(app): State<App>,
    headers: HeaderMap,
    Params(Empty {}): Params<Empty>,
) -> Json<Value> {
    let meta = app.city.file().meta();
    let (min, max) = (meta.bbox.min, meta.bbox.max);
    let centre = app.city.centre();
    Json(json!({
        "tilejson": "3.0.0",
        "name": meta.name,
        "tiles": [format!("{}/tiles/{{z}}/{{x}}/{{y}}", origin(&app, &headers))],
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "bounds": [min.lng(), min.lat(), max.lng(), max.lat()],
        "center": [centre.lng(), centre.lat(), 13],
        "attribution": meta.attribution,
        "vector_layers": [],
    }))
}

/// A map style: `light.json` or `dark.json`.
#[utoipa::path(get, path = "/style/{theme}", tag = "map", params(("theme" = shapes::Theme, Path, description = "light.json or dark.json")), responses((status = 200, description = "MapLibre style", body = Object)))]
async fn style(
    State(app): State<App>,
    Path(theme): Path<String>,
    headers: HeaderMap,
    Params(Empty {}): Params<Empty>,
) -> Result<Response, Problem> {
    if theme != "light.json" && theme != "dark.json" {
        return Err(Problem::new(
            Slug::NotFound,
            "there are two styles: light.json and dark.json",
        ));
    }
    let style = pages::style(&theme).ok_or_else(|| {
        Problem::new(
            Slug::Unavailable,
            "this server was built without its console: run make run",
        )
    })?;
    let style = style.replace("{origin}", &origin(&app, &headers));
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], style).into_response())
}
