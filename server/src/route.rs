//! A route as drivers read it.

use nearhand_engine::{
    routing::{Router as _, Snap},
    units::LngLat,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{city::CityService, problem::Problem, wire::time::seconds};

/// A route with its steps.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Route {
    /// Driving time, seconds.
    duration: f64,
    /// Length, metres.
    distance: f64,
    /// The line driven.
    geometry: Line,
    /// Where it starts on the road.
    from: End,
    /// Where it ends on the road.
    to: End,
}

/// A line as GeoJSON.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct Line {
    /// `LineString`.
    r#type: &'static str,
    /// Longitudes and latitudes.
    #[schema(value_type = Vec<[f64; 2]>)]
    coordinates: Vec<LngLat>,
}

/// An end of a route.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct End {
    /// The point on the road.
    #[schema(value_type = [f64; 2])]
    position: LngLat,
    /// From the point asked for to the road, metres.
    distance: f64,
}

/// The fastest route. A long computation: not for the async workers.
///
/// # Errors
/// When there is no way.
pub fn find(city: &CityService, from: &Snap, to: &Snap) -> Result<Route, Problem> {
    let path = city
        .with_scratch(|router, scratch| router.route(scratch, from, to))
        .ok_or_else(Problem::no_route)?;
    let end = |snap: &Snap| End {
        position: snap.position,
        distance: snap.distance.0,
    };
    Ok(Route {
        duration: seconds(path.duration),
        distance: path.length.0,
        geometry: Line {
            r#type: "LineString",
            coordinates: path.geometry(city.road()),
        },
        from: end(from),
        to: end(to),
    })
}
