//! Layers `land`, `sites`, `buildings` and `bridges`.

use super::{named, whole};
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// Land use and land cover, sites, buildings and bridge decks.
pub(super) fn areas(tags: Tags<'_>, square_metres: f64) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if let Some((kind, from)) = land_kind(tags) {
        // Large areas first, so that a park in a residential area lies on top of it.
        drafts.push(Draft::of_kind(Layer::Land, from, kind).ranked(-whole(square_metres)));
    }
    if let Some(kind) = site_kind(tags) {
        let site = Draft::of_kind(Layer::Sites, 14, kind).ranked(-whole(square_metres));
        drafts.push(named(site, tags));
    }
    if tags.get("building").is_some_and(|value| value != "no") {
        drafts.push(Draft::new(Layer::Buildings, 14));
    }
    if tags.is("man_made", "bridge") {
        drafts.push(Draft::of_kind(Layer::Bridges, 12, "bridge"));
    }
    drafts
}

/// The kind of a land area, and the first zoom level that shows it.
fn land_kind(tags: Tags<'_>) -> Option<(&str, u8)> {
    let leisure = tags.get("leisure").and_then(leisure_zoom);
    let wetland = || tags.get("wetland").and_then(wetland_zoom);
    tags.get("landuse")
        .and_then(landuse_zoom)
        .or(leisure)
        .or_else(|| tags.get("natural").and_then(natural_zoom))
        .or_else(wetland)
        .or_else(|| {
            tags.is("amenity", "grave_yard")
                .then_some(("grave_yard", 13))
        })
}

fn landuse_zoom(value: &str) -> Option<(&str, u8)> {
    let from = match value {
        "forest" => 7,
        "residential" | "industrial" | "commercial" | "garages" | "retail" | "railway"
        | "landfill" | "brownfield" | "greenfield" | "farmyard" | "farmland" => 10,
        "grass"
        | "meadow"
        | "orchard"
        | "vineyard"
        | "allotments"
        | "village_green"
        | "recreation_ground"
        | "greenhouse_horticulture"
        | "plant_nursery"
        | "quarry" => 11,
        "cemetery" => 13,
        _ => return None,
    };
    Some((value, from))
}

fn leisure_zoom(value: &str) -> Option<(&str, u8)> {
    let known = [
        "golf_course",
        "park",
        "garden",
        "playground",
        "miniature_golf",
    ];
    known.contains(&value).then_some((value, 11))
}

fn natural_zoom(value: &str) -> Option<(&str, u8)> {
    match value {
        "wood" => Some(("forest", 7)),
        "sand" | "beach" => Some((value, 10)),
        "heath" | "scrub" | "grassland" | "bare_rock" | "scree" | "shingle" => Some((value, 11)),
        _ => None,
    }
}

fn wetland_zoom(value: &str) -> Option<(&str, u8)> {
    let known = ["swamp", "bog", "string_bog", "wet_meadow", "marsh"];
    known.contains(&value).then_some((value, 11))
}

fn site_kind(tags: Tags<'_>) -> Option<&str> {
    let of_key = |key, known: &[&str]| tags.get(key).filter(|value| known.contains(value));
    let amenities = [
        "university",
        "college",
        "school",
        "hospital",
        "prison",
        "parking",
        "bicycle_parking",
    ];
    of_key("amenity", &amenities)
        .or_else(|| of_key("leisure", &["sports_centre"]))
        .or_else(|| of_key("landuse", &["construction"]))
        .or_else(|| of_key("military", &["danger_area"]))
}
