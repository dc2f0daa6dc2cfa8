//! OpenStreetMap tags to the layers of the [Shortbread schema
//! 1.0](https://shortbread-tiles.org/schema/1.0/), one file per group of layers.
//!
//! Where the schema's text has a slip (`sports_center`, `convinience`, `aerialway=ferry_terminal`)
//! the tag that OpenStreetMap uses is followed. Nothing here knows coordinates.

mod boundaries;
mod land;
mod places;
mod pois;
mod streets;
mod transport;
mod water;

pub(super) use boundaries::{BoundaryWay, boundary_label, boundary_line};
pub(super) use water::ocean;

use super::feature::Draft;
use crate::osm::Tags;

/// What a node is drawn as.
pub(super) fn node(tags: Tags<'_>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    drafts.extend(places::node_label(tags));
    drafts.extend(streets::exit_label(tags));
    points(tags, &mut drafts);
    drafts
}

/// What a way is drawn as, taken as a line.
pub(super) fn line(tags: Tags<'_>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    drafts.extend(water::lines(tags));
    drafts.extend(streets::lines(tags));
    drafts.extend(transport::lines(tags));
    drafts
}

/// What a closed way or a multipolygon is drawn as, taken as an area of so many square metres
/// (of the Mercator plane, as the schema has them).
pub(super) fn area(tags: Tags<'_>, square_metres: f64) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    drafts.extend(water::areas(tags, square_metres));
    drafts.extend(land::areas(tags, square_metres));
    drafts.extend(streets::areas(tags));
    drafts.extend(places::area_label(tags));
    let first_point = drafts.len();
    points(tags, &mut drafts);
    for draft in &mut drafts[first_point..] {
        draft.at_centre = true;
    }
    drafts
}

/// What is one point, whether mapped as a node or as an area.
fn points<'a>(tags: Tags<'a>, drafts: &mut Vec<Draft<'a>>) {
    drafts.extend(transport::stop(tags));
    let poi = pois::poi(tags);
    if poi.is_none() {
        drafts.extend(places::address(tags));
    }
    drafts.extend(poi);
}

/// Adds the names in the languages of the schema.
fn named<'a>(draft: Draft<'a>, tags: Tags<'a>) -> Draft<'a> {
    draft
        .maybe("name", tags.get("name"))
        .maybe("name_en", tags.get("name:en"))
        .maybe("name_de", tags.get("name:de"))
}

/// Whether it runs under something, as the schema defines it.
fn is_tunnel(tags: Tags<'_>) -> bool {
    matches!(tags.get("tunnel"), Some("yes" | "building_passage")) || tags.is("covered", "yes")
}

/// Whether it runs over something, as the schema defines it.
fn is_bridge(tags: Tags<'_>) -> bool {
    matches!(
        tags.get("bridge"),
        Some(
            "yes"
                | "viaduct"
                | "boardwalk"
                | "cantilever"
                | "covered"
                | "low_water_crossing"
                | "movable"
                | "trestle"
        )
    )
}

/// The value of `layer=*`, within the range that mappers use.
fn layer_of(tags: Tags<'_>) -> i64 {
    let layer = tags.get("layer").and_then(|text| text.trim().parse().ok());
    layer.unwrap_or(0_i64).clamp(-10, 10)
}

/// Rounds an area to the whole square metres that an attribute holds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an area is finite, and the whole world has 1.6e15 square metres"
)]
fn whole(square_metres: f64) -> i64 {
    square_metres.round() as i64
}
