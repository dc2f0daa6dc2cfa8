//! Layers `ocean`, `water_*`, `dam_*` and `pier_*`.

use super::{is_bridge, is_tunnel, layer_of, named, whole};
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// The sea: it has no tags.
pub(in crate::tiles) fn ocean() -> Draft<'static> {
    Draft::new(Layer::Ocean, 0)
}

/// Rivers, canals, dams and piers mapped as lines.
pub(super) fn lines(tags: Tags<'_>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if let Some(kind) = tags.get("waterway") {
        let zooms = match kind {
            "river" | "canal" => Some((9, 12)),
            "stream" | "ditch" => Some((14, 14)),
            _ => None,
        };
        if let Some((from, label_from)) = zooms {
            let line = Draft::of_kind(Layer::WaterLines, from, kind)
                .ranked(layer_of(tags))
                .flag("tunnel", is_tunnel(tags))
                .flag("bridge", is_bridge(tags));
            drafts.push(line);
            if tags.get("name").is_some() {
                let label = Draft::of_kind(Layer::WaterLinesLabels, label_from, kind);
                drafts.push(named(label, tags));
            }
        }
        if kind == "dam" {
            drafts.push(Draft::of_kind(Layer::DamLines, 12, kind));
        }
    }
    drafts.extend(pier(tags).map(|kind| Draft::of_kind(Layer::PierLines, 12, kind)));
    drafts
}

/// Lakes, docks, dams and piers mapped as areas.
pub(super) fn areas(tags: Tags<'_>, square_metres: f64) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if let Some((kind, from)) = water_kind(tags) {
        let size = whole(square_metres);
        let water = Draft::of_kind(Layer::WaterPolygons, from, kind).ranked(-size);
        drafts.push(water.number("way_area", size));
        if tags.get("name").is_some() {
            let label = Draft::of_kind(Layer::WaterPolygonsLabels, from, kind)
                .ranked(-size)
                .at_centre()
                .number("way_area", size);
            drafts.push(named(label, tags));
        }
    }
    if tags.is("waterway", "dam") {
        drafts.push(Draft::of_kind(Layer::DamPolygons, 12, "dam"));
    }
    drafts.extend(pier(tags).map(|kind| Draft::of_kind(Layer::PierPolygons, 12, kind)));
    drafts
}

/// The kind of a water area, and the first zoom level that shows it.
fn water_kind(tags: Tags<'_>) -> Option<(&'static str, u8)> {
    match tags.get("natural") {
        Some("glacier") => return Some(("glacier", 4)),
        Some("water") if tags.is("water", "river") => return Some(("river", 4)),
        Some("water") => return Some(("water", 4)),
        _ => {}
    }
    match tags.get("landuse") {
        Some("reservoir") => return Some(("reservoir", 4)),
        Some("basin") => return Some(("basin", 4)),
        _ => {}
    }
    match tags.get("waterway") {
        Some("riverbank") => Some(("river", 4)),
        Some("dock") => Some(("dock", 10)),
        // A canal drawn as a loop is a line unless it says otherwise.
        Some("canal") if tags.is("area", "yes") || tags.is("type", "multipolygon") => {
            Some(("canal", 10))
        }
        _ => None,
    }
}

fn pier(tags: Tags<'_>) -> Option<&str> {
    tags.get("man_made")
        .filter(|kind| matches!(*kind, "pier" | "breakwater" | "groyne"))
}
