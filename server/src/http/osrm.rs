//! Routing as OSRM's HTTP API has it: under `/routing/` with the caller's login, and without on an address of its own.

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer,
    set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{TIME_LIMIT, operations, panicked};
use crate::{
    app::App,
    blocking,
    osrm::{self, Code, Refusal},
    wire::shapes,
};

/// Where the services lie for those who are signed in.
const PREFIX: &str = "/routing";

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(route))
        .routes(routes!(table))
        .routes(routes!(nearest))
        .routes(routes!(r#match))
        .routes(routes!(trip))
        .routes(routes!(other))
}

/// The services alone, at the root and without login: for programs that speak to `osrm-routed`.
pub fn open_service(app: App) -> Router {
    let mut router = Router::new();
    for service in ["route", "table", "nearest", "match", "trip"] {
        let path = format!("/{service}/v1/{{profile}}/{{coordinates}}");
        router = router.route(&path, get(open).fallback(not_got));
    }
    // As osrm-routed has it: pages of any origin may ask, and what they learn is what is on the map.
    let any_origin = SetResponseHeaderLayer::overriding(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    router
        .fallback(open)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME_LIMIT,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(any_origin)
        .layer(middleware::from_fn(operations::observe))
        .with_state(app)
}

async fn open(State(app): State<App>, method: Method, uri: Uri) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return not_got().await;
    }
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    answer(app, address).await
}

async fn not_got() -> Response {
    let message = "Only GET is answered.";
    let refusal = Refusal {
        code: Code::NotImplemented,
        message: message.to_owned(),
    };
    refused(StatusCode::METHOD_NOT_ALLOWED, &refusal)
}

async fn under_prefix(app: App, uri: &Uri) -> Response {
    let address = uri.path_and_query().map_or("", |address| address.as_str());
    answer(app, address.strip_prefix(PREFIX).unwrap_or(address)).await
}

/// What the address asks for. Coordinates stand in it, so it is never logged.
async fn answer(app: App, address: &str) -> Response {
    let answered = match osrm::read(address) {
        Err(refusal) => Err(refusal),
        Ok(asked) if asked.is_short() => asked.answer(&app),
        Ok(asked) => match blocking::run(move || asked.answer(&app)).await {
            Ok(answered) => answered,
            Err(problem) => return problem.into_response(),
        },
    };
    match answered {
        Ok(json) => said(StatusCode::OK, json),
        Err(refusal) => refused(StatusCode::BAD_REQUEST, &refusal),
    }
}

fn refused(status: StatusCode, refusal: &Refusal) -> Response {
    said(status, serde_json::to_vec(refusal).unwrap_or_default())
}

fn said(status: StatusCode, json: Vec<u8>) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json");
    (status, [kind], Body::from(json)).into_response()
}

/// The fastest way through places, as OSRM tells it. Places stand in the address, so people's places belong into `/api/v1/route` instead.
#[utoipa::path(
    get,
    path = "/routing/route/v1/{profile}/{coordinates}",
    tag = "osrm",
    params(
        ("profile" = shapes::Profile, Path, description = "car, foot or bike; or driving, walking, bicycle or cycling, which are the same"),
        ("coordinates" = shapes::OsrmPlaces, Path, description = "longitude,latitude with semicolons between them, or polyline(…), or polyline6(…); at most 500"),
        ("alternatives" = Option<shapes::OsrmAlternatives>, Query, description = "false, true or how many, at most 3"),
        ("steps" = Option<bool>, Query, description = "tell the steps"),
        ("annotations" = Option<shapes::OsrmAnnotations>, Query, description = "true, or some of nodes, distance, duration, datasources, weight, speed"),
        ("geometries" = Option<shapes::OsrmGeometries>, Query, description = "polyline, polyline6 or geojson"),
        ("overview" = Option<shapes::OsrmOverview>, Query, description = "simplified, full or false"),
        ("continue_straight" = Option<shapes::OsrmContinue>, Query, description = "default, true or false"),
        ("waypoints" = Option<shapes::OsrmNumbers>, Query, description = "numbers of the coordinates that end legs"),
        ("radiuses" = Option<shapes::OsrmRadiuses>, Query, description = "metres or unlimited, for each coordinate"),
        ("bearings" = Option<shapes::OsrmBearings>, Query, description = "degrees,difference for each coordinate"),
        ("approaches" = Option<shapes::OsrmApproaches>, Query, description = "unrestricted, curb or opposite for each coordinate"),
        ("exclude" = Option<shapes::OsrmExclude>, Query, description = "some of toll, motorway, ferry"),
        ("hints" = Option<shapes::OsrmHints>, Query, description = "hints of earlier answers, for each coordinate"),
        ("snapping" = Option<shapes::OsrmSnapping>, Query, description = "default or any: whether places may also be put onto ferries on their way and onto streets that cannot be left or entered"),
    ),
    responses((status = 200, description = "as OSRM 5 answers", body = Object), (status = 400, description = "code and message", body = Object))
)]
async fn route(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}

/// Times and distances between many places, as OSRM tells them.
#[utoipa::path(
    get,
    path = "/routing/table/v1/{profile}/{coordinates}",
    tag = "osrm",
    params(
        ("profile" = shapes::Profile, Path, description = "as of route"),
        ("coordinates" = shapes::OsrmPlaces, Path, description = "as of route; at most 10,000, and a million cells, or 10,000 cells with distances"),
        ("sources" = Option<shapes::OsrmNumbers>, Query, description = "all, or numbers of coordinates"),
        ("destinations" = Option<shapes::OsrmNumbers>, Query, description = "all, or numbers of coordinates"),
        ("annotations" = Option<shapes::OsrmTableAnnotations>, Query, description = "duration, distance or both"),
        ("fallback_speed" = Option<f64>, Query, description = "metres per second along the straight line where there is no way", exclusive_minimum = 0),
        ("fallback_coordinate" = Option<shapes::OsrmFallback>, Query, description = "input or snapped"),
        ("scale_factor" = Option<f64>, Query, description = "multiplies the durations", exclusive_minimum = 0),
    ),
    responses((status = 200, description = "as OSRM 5 answers", body = Object), (status = 400, description = "code and message", body = Object))
)]
async fn table(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}

/// Streets near places, as OSRM tells them.
#[utoipa::path(
    get,
    path = "/routing/nearest/v1/{profile}/{coordinates}",
    tag = "osrm",
    params(
        ("profile" = shapes::Profile, Path, description = "as of route"),
        ("coordinates" = shapes::OsrmPlaces, Path, description = "as of route; at most 10"),
        ("number" = Option<u32>, Query, description = "how many streets, at most 100", minimum = 1, maximum = 100),
    ),
    responses((status = 200, description = "as OSRM 5 answers", body = Object), (status = 400, description = "code and message", body = Object))
)]
async fn nearest(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}

/// The streets that a trace was driven on, as OSRM tells them.
#[utoipa::path(
    get,
    path = "/routing/match/v1/{profile}/{coordinates}",
    tag = "osrm",
    params(
        ("profile" = shapes::Profile, Path, description = "as of route"),
        ("coordinates" = shapes::OsrmPlaces, Path, description = "as of route; at most 100"),
        ("timestamps" = Option<shapes::OsrmTimes>, Query, description = "seconds since 1970 for each coordinate"),
        ("radiuses" = Option<shapes::OsrmRadiuses>, Query, description = "accuracy in metres for each coordinate"),
        ("approaches" = Option<shapes::OsrmApproaches>, Query, description = "unrestricted, curb or opposite for each coordinate: on which side of the street driven it lies"),
        ("exclude" = Option<shapes::OsrmExclude>, Query, description = "some of toll, motorway, ferry: no point is put onto them, and no way between two leads over them"),
        ("gaps" = Option<shapes::OsrmGaps>, Query, description = "split or ignore"),
        ("tidy" = Option<bool>, Query, description = "leave out points that stand where the one before does"),
        ("waypoints" = Option<shapes::OsrmNumbers>, Query, description = "numbers of the coordinates that end legs"),
    ),
    responses((status = 200, description = "as OSRM 5 answers", body = Object), (status = 400, description = "code and message", body = Object))
)]
async fn r#match(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}

/// Places in the order that takes least time, as OSRM tells it. Up to 12 places the order is the best; beyond that it is one that neither turning a stretch round nor exchanging two neighbouring stretches makes shorter.
#[utoipa::path(
    get,
    path = "/routing/trip/v1/{profile}/{coordinates}",
    tag = "osrm",
    params(
        ("profile" = shapes::Profile, Path, description = "as of route"),
        ("coordinates" = shapes::OsrmPlaces, Path, description = "as of route; at most 100"),
        ("roundtrip" = Option<bool>, Query, description = "whether it comes back"),
        ("source" = Option<shapes::OsrmSource>, Query, description = "any or first"),
        ("destination" = Option<shapes::OsrmDestination>, Query, description = "any or last"),
    ),
    responses((status = 200, description = "as OSRM 5 answers", body = Object), (status = 400, description = "code and message", body = Object))
)]
async fn trip(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}

/// Any other address below `/routing/`: refused in OSRM's codes.
#[utoipa::path(
    get,
    path = "/routing/{*request}",
    tag = "osrm",
    params(("request" = String, Path, description = "whatever it is")),
    responses((status = 400, description = "code and message", body = Object))
)]
async fn other(State(app): State<App>, uri: Uri) -> Response {
    under_prefix(app, &uri).await
}
