//! Reach in the shape of Mapbox's Isochrone API, so that its clients can ask here.
//!
//! Source: <https://docs.mapbox.com/api/navigation/isochrone/>. Ours besides: several coordinates (what any
//! of them reaches), `direction`, up to six contours, and `generalize` never makes an outline cross itself.

use axum::{
    Json,
    extract::{Path, State},
};
use geojson::Feature;
use nearhand_engine::{routing::Direction, units::LngLat};
use nearhand_osm_data::road::Mode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::extract::Params;
use crate::{
    app::App,
    blocking,
    problem::{Problem, Slug},
    reach::{self, Bands, Unit},
    trip::Ground,
    wire::shapes,
};

const MOST_PLACES: usize = 200;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(isochrone))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Contours {
    /// Minutes with commas, ascending, each 1 to 60, at most six.
    #[param(value_type = Option<shapes::CommaNumbers>)]
    contours_minutes: Option<String>,
    /// Instead of minutes: metres driven by the shortest way, ascending, each 1 to 100,000, at most six.
    #[param(value_type = Option<shapes::CommaNumbers>)]
    contours_meters: Option<String>,
    /// A colour of six hexadecimal digits for each contour, with commas; told back as `color` and `fillColor`.
    #[param(value_type = Option<shapes::CommaColours>)]
    contours_colors: Option<String>,
    /// Areas (`true`) or their outlines as lines (`false`, when not given).
    #[serde(default)]
    polygons: bool,
    /// Areas and holes smaller than this share (0 to 1) of the contour's largest area are left out; 1, when not
    /// given, leaves the largest, and 0 keeps all.
    #[serde(default = "largest")]
    #[param(minimum = 0, maximum = 1)]
    denoise: f64,
    /// Metres (0 to 10,000) that outlines may lie farther out to need fewer points; 0 when not given.
    #[serde(default)]
    #[param(minimum = 0, maximum = 10000)]
    generalize: f64,
    /// From the places (`depart`, when not given) or to them (`arrive`).
    #[serde(default = "depart")]
    #[param(value_type = reach::Way)]
    direction: Direction,
}

fn largest() -> f64 {
    1.0
}

fn depart() -> Direction {
    Direction::Depart
}

/// What is reached, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
struct Isochrones {
    /// `FeatureCollection`.
    r#type: &'static str,
    /// One for each contour, the widest first, with `contour` (its number), `metric` (`time` or `distance`) and its colours.
    #[schema(value_type = Vec<Object>)]
    features: Vec<Feature>,
}

/// What is reached from places, in the shape of Mapbox's Isochrone API. Places stand in the address, so people's places belong into `/api/v1/reach` instead.
#[utoipa::path(
    get,
    path = "/routing/isochrone/v1/{profile}/{coordinates}",
    tag = "routing",
    params(
        ("profile" = shapes::Profile, Path, description = "car, foot or bicycle; or driving, walking or cycling, which are the same"),
        ("coordinates" = shapes::CommaPlaces, Path, description = "longitude,latitude; more places after semicolons, at most 200"),
        Contours
    ),
    responses((status = 200, body = Isochrones))
)]
async fn isochrone(
    State(app): State<App>,
    Path((profile, coordinates)): Path<(String, String)>,
    Params(contours): Params<Contours>,
) -> Result<Json<Isochrones>, Problem> {
    let mode = mode(&profile)?;
    let bands = bands(&contours)?;
    let colours = colours(contours.contours_colors.as_deref(), bands.numbers.len())?;
    let shape = reach::options(contours.denoise, contours.generalize)?;
    let points = points(&coordinates)?;
    blocking::run(move || {
        let ground = Ground::at(&app, mode, None);
        let places = reach::on_ground(&ground, &points, "coordinates")?;
        let areas = reach::areas_of(&ground, &places, &bands, contours.direction, &shape);
        let features = areas.iter().enumerate().rev().map(|(index, area)| {
            let geometry = match contours.polygons {
                true => reach::polygon(area),
                false => reach::outlines(area),
            };
            feature(geometry, &bands, index, &colours)
        });
        Ok(Isochrones {
            r#type: "FeatureCollection",
            features: features.collect(),
        })
    })
    .await?
    .map(Json)
}

/// A way of travelling by the names that OSRM, Mapbox and we have for it.
fn mode(profile: &str) -> Result<Mode, Problem> {
    match profile {
        "car" | "driving" => Ok(Mode::Car),
        "foot" | "walking" => Ok(Mode::Foot),
        "bicycle" | "bike" | "cycling" => Ok(Mode::Bicycle),
        _ => Err(Problem::new(
            Slug::NotFound,
            "there are no streets for this profile: ask for car, foot or bicycle",
        )),
    }
}

fn feature(
    geometry: geojson::GeometryValue,
    bands: &Bands,
    index: usize,
    colours: &[String],
) -> Feature {
    let metric = match bands.unit {
        Unit::Minutes => "time",
        Unit::Metres => "distance",
    };
    let mut properties = json!({"contour": bands.numbers[index], "metric": metric});
    if let Some(colour) = colours.get(index) {
        properties["color"] = json!(colour);
        properties["fillColor"] = json!(colour);
    }
    let properties = properties.as_object().cloned().unwrap_or_default();
    reach::feature(geometry, properties)
}

fn bands(contours: &Contours) -> Result<Bands, Problem> {
    let names = ["contours_minutes", "contours_meters"];
    let minutes = numbers(contours.contours_minutes.as_deref(), names[0])?;
    let metres = numbers(contours.contours_meters.as_deref(), names[1])?;
    Bands::new(&minutes, &metres, names)
}

/// Ascending numbers with commas; none when nothing is given.
fn numbers(text: Option<&str>, field: &'static str) -> Result<Vec<u32>, Problem> {
    let wrong = || {
        Problem::field(
            field,
            format!("{field} must be ascending whole numbers such as 5,10,15"),
        )
    };
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let numbers: Vec<u32> = text
        .split(',')
        .map(|number| number.parse().map_err(|_| wrong()))
        .collect::<Result<_, _>>()?;
    if !numbers.is_sorted_by(|a, b| a < b) {
        return Err(wrong());
    }
    Ok(numbers)
}

/// A colour for each contour, with its #; none when none are given.
fn colours(text: Option<&str>, contours: usize) -> Result<Vec<String>, Problem> {
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let colours: Vec<&str> = text.split(',').collect();
    let hexadecimal = |c: &&str| c.len() == 6 && c.bytes().all(|b| b.is_ascii_hexdigit());
    if colours.len() != contours || !colours.iter().all(hexadecimal) {
        return Err(Problem::field(
            "contours_colors",
            "contours_colors must be six hexadecimal digits for each contour, such as 6706ce,04e813",
        ));
    }
    Ok(colours.iter().map(|colour| format!("#{colour}")).collect())
}

/// Places as longitude,latitude;longitude,latitude.
fn points(text: &str) -> Result<Vec<LngLat>, Problem> {
    let wrong = |index: usize| {
        Problem::field(
            format!("coordinates[{index}]"),
            "coordinates must be longitude,latitude in degrees; more places follow after semicolons",
        )
    };
    let places: Vec<&str> = text.split(';').collect();
    if places.len() > MOST_PLACES {
        let detail = format!("give at most {MOST_PLACES} places in coordinates");
        return Err(Problem::field("coordinates", detail));
    }
    let point = |(index, place): (usize, &&str)| {
        let (lng, lat) = place.split_once(',').ok_or_else(|| wrong(index))?;
        let degrees = |text: &str| text.parse::<f64>().map_err(|_| wrong(index));
        LngLat::new(degrees(lng)?, degrees(lat)?).map_err(|_| wrong(index))
    };
    places.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contours_ascend() {
        assert_eq!(numbers(Some("5,10,15"), "x").unwrap(), [5, 10, 15]);
        assert!(numbers(None, "x").unwrap().is_empty());
        for bad in ["", "5,", "10,5", "5,5", "-1", "5.5", "4294967296", "5, 6"] {
            assert_eq!(
                numbers(Some(bad), "x").unwrap_err().field.as_deref(),
                Some("x"),
                "{bad}"
            );
        }
    }

    #[test]
    fn places_are_on_earth() {
        assert_eq!(points("14.5,35.9;14.6,35.8").unwrap().len(), 2);
        let cases = [
            ("", 0),
            ("14.5", 0),
            ("14.5,35.9;", 1),
            ("NaN,0", 0),
            ("0,91", 0),
            ("0,0;inf,0", 1),
        ];
        for (bad, index) in cases {
            let field = points(bad).unwrap_err().field;
            assert_eq!(field, Some(format!("coordinates[{index}]")), "{bad}");
        }
        assert!(points(&"0,0;".repeat(201)).is_err());
    }

    #[test]
    fn there_is_a_colour_for_each_contour() {
        assert_eq!(
            colours(Some("6706ce,04E813"), 2).unwrap(),
            ["#6706ce", "#04E813"]
        );
        assert!(colours(None, 2).unwrap().is_empty());
        for bad in ["6706ce", "6706ce,04e81", "6706ce,<b>ade", "é706c,04e813"] {
            assert!(colours(Some(bad), 2).is_err(), "{bad}");
        }
    }
}
