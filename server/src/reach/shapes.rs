//! Areas and lines as GeoJSON.

use geo::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, Geometry, GeometryValue, Position};
use nearhand_engine::units::LngLat;
use serde_json::{Map, Value};

use crate::problem::Problem;
use nearhand_engine::{routing::AreaOptions, units::Metres};

/// Coordinates are told to about 10 cm; outlines are drawn much coarser.
const STEPS_PER_DEGREE: f64 = 1e6;
/// Coarser than this nothing is recognized.
const COARSEST: f64 = 10_000.0;

/// How areas are drawn, from what a caller asked for.
///
/// # Errors
/// `invalid-field` when a number is out of range.
pub(crate) fn options(denoise: f64, generalize: f64) -> Result<AreaOptions, Problem> {
    if !(0.0..=1.0).contains(&denoise) {
        return Err(Problem::field("denoise", "denoise must be between 0 and 1"));
    }
    if !(0.0..=COARSEST).contains(&generalize) {
        return Err(Problem::field(
            "generalize",
            format!("generalize must be between 0 and {COARSEST} metres"),
        ));
    }
    Ok(AreaOptions {
        denoise,
        generalize: Metres(generalize),
    })
}

/// An area as one geometry, whether it has one part or many.
#[must_use]
pub(crate) fn multi_polygon(area: &MultiPolygon<f64>) -> GeometryValue {
    GeometryValue::MultiPolygon {
        coordinates: area.iter().map(rings).collect(),
    }
}

/// An area as a polygon where it has one part, else as many.
#[must_use]
pub(crate) fn polygon(area: &MultiPolygon<f64>) -> GeometryValue {
    match &area.0[..] {
        [only] => GeometryValue::Polygon {
            coordinates: rings(only),
        },
        _ => multi_polygon(area),
    }
}

/// The outlines of an area, those of its holes included.
#[must_use]
pub(crate) fn outlines(area: &MultiPolygon<f64>) -> GeometryValue {
    let mut coordinates: Vec<Vec<Position>> = area.iter().flat_map(rings).collect();
    if coordinates.len() == 1 {
        let coordinates = coordinates.remove(0);
        return GeometryValue::LineString { coordinates };
    }
    GeometryValue::MultiLineString { coordinates }
}

/// Lines on the ground.
#[must_use]
pub(crate) fn lines(lines: &[Vec<LngLat>]) -> GeometryValue {
    let line = |line: &Vec<LngLat>| {
        let points = line.iter().map(|point| position(point.lng(), point.lat()));
        points.collect()
    };
    GeometryValue::MultiLineString {
        coordinates: lines.iter().map(line).collect(),
    }
}

/// A point.
#[must_use]
pub(crate) fn point(point: LngLat) -> GeometryValue {
    GeometryValue::Point {
        coordinates: position(point.lng(), point.lat()),
    }
}

/// A geometry with its properties.
#[must_use]
pub(crate) fn feature(geometry: GeometryValue, properties: Map<String, Value>) -> Feature {
    Feature {
        geometry: Some(Geometry::new(geometry)),
        properties: Some(properties),
        ..Feature::default()
    }
}

fn rings(polygon: &Polygon<f64>) -> Vec<Vec<Position>> {
    let ring = |ring: &LineString<f64>| ring.coords().map(|c| position(c.x, c.y)).collect();
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .map(ring)
        .collect()
}

fn position(lng: f64, lat: f64) -> Position {
    let rounded = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    Position::from([rounded(lng), rounded(lat)])
}
