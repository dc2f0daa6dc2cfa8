//! Layers `streets`, `street_polygons` and their labels.

use std::borrow::Cow;

use super::{is_bridge, is_tunnel, layer_of, named};
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer, Value};

/// A class of way: first zoom level of the line and of its label, and its importance for the
/// order (lower is more important).
struct Class<'a> {
    kind: &'a str,
    from: u8,
    label_from: u8,
    importance: i64,
    is_rail: bool,
}

/// Streets, paths, railways and runways, and their labels.
pub(super) fn lines(tags: Tags<'_>) -> Vec<Draft<'_>> {
    if tags.is("area", "yes") {
        return Vec::new();
    }
    let Some(class) = classify(tags) else {
        return Vec::new();
    };
    let mut drafts = vec![street(tags, &class)];
    drafts.extend(label(tags, &class));
    drafts
}

/// Pedestrian areas, service yards, runways and taxiways mapped as areas, and their labels.
pub(super) fn areas(tags: Tags<'_>) -> Vec<Draft<'_>> {
    let is_area = tags.is("area", "yes") || tags.is("type", "multipolygon");
    let highway = tags.get("highway").filter(|_| is_area);
    let runway = tags
        .get("area:aeroway")
        .or(tags.get("aeroway").filter(|_| is_area));
    let (kind, from) = match (highway, runway) {
        (Some(kind @ ("pedestrian" | "service")), _) => (kind, 14),
        (_, Some("runway")) => ("runway", 11),
        (_, Some("taxiway")) => ("taxiway", 13),
        _ => return Vec::new(),
    };
    let importance = if highway.is_some() { 20 } else { 30 };
    let surface = tags.get("surface").unwrap_or_default();
    let area = Draft::of_kind(Layer::StreetPolygons, from, kind)
        .ranked(rank(tags, importance))
        .flag("rail", false)
        .flag("tunnel", is_tunnel(tags))
        .flag("bridge", is_bridge(tags))
        .text("surface", surface);
    let mut drafts = vec![area];
    if tags.get("name").is_some() {
        let label = Draft::of_kind(Layer::StreetPolygonsLabels, 14, kind).at_centre();
        drafts.push(named(label, tags));
    }
    drafts
}

/// A motorway exit's number and name.
pub(super) fn exit_label(tags: Tags<'_>) -> Option<Draft<'_>> {
    let kind = tags
        .get("highway")
        .filter(|value| *value == "motorway_junction")?;
    let label = Draft::of_kind(Layer::StreetLabelsPoints, 12, kind);
    Some(named(label.maybe("ref", tags.get("ref")), tags))
}

fn street<'a>(tags: Tags<'a>, class: &Class<'a>) -> Draft<'a> {
    let oneway = tags.get("oneway").unwrap_or_default();
    let oneway = if class.is_rail { "" } else { oneway };
    let text = |key| Value::Text(Cow::Borrowed(tags.get(key).unwrap_or_default()));
    let plain_kind = class.kind.strip_suffix("_link");
    let mut draft = Draft::of_kind(Layer::Streets, class.from, plain_kind.unwrap_or(class.kind))
        .ranked(rank(tags, class.importance))
        .flag("rail", class.is_rail)
        .at_zoom(11, "link", Value::Flag(plain_kind.is_some()))
        .at_zoom(11, "tunnel", Value::Flag(is_tunnel(tags)))
        .at_zoom(11, "bridge", Value::Flag(is_bridge(tags)))
        .at_zoom(11, "surface", text("surface"))
        .at_zoom(14, "bicycle", text("bicycle"))
        .at_zoom(14, "horse", text("horse"))
        .at_zoom(
            14,
            "oneway",
            Value::Flag(matches!(oneway, "yes" | "1" | "true" | "-1")),
        )
        .at_zoom(14, "oneway_reverse", Value::Flag(oneway == "-1"));
    for key in ["tracktype", "service"] {
        if tags.get(key).is_some() {
            draft = draft.at_zoom(11, key, text(key));
        }
    }
    draft
}

fn label<'a>(tags: Tags<'a>, class: &Class<'a>) -> Option<Draft<'a>> {
    let reference = tags.get("ref");
    if tags.get("name").is_none() && reference.is_none() {
        return None;
    }
    let mut draft =
        Draft::of_kind(Layer::StreetLabels, class.label_from, class.kind).ranked(class.importance);
    if let Some(reference) = reference {
        let rows = reference.split(';').map(str::trim).collect::<Vec<_>>();
        let columns = rows.iter().map(|row| row.chars().count()).max();
        draft = draft
            .text("ref", rows.join("\n"))
            .number("ref_rows", rows.len() as i64)
            .number("ref_cols", columns.unwrap_or(0) as i64);
    }
    Some(named(draft, tags))
}

/// "More important roads are sorted before less important roads, tunnels before bridges".
fn rank(tags: Tags<'_>, importance: i64) -> i64 {
    let level = i64::from(is_bridge(tags)) - i64::from(is_tunnel(tags)) + layer_of(tags);
    level * 100 + importance
}

fn classify(tags: Tags<'_>) -> Option<Class<'_>> {
    if let Some(kind) = tags.get("highway") {
        let (from, label_from, importance) = highway_zooms(kind)?;
        return Some(Class {
            kind,
            from,
            label_from,
            importance,
            is_rail: false,
        });
    }
    if let Some(kind) = tags.get("railway") {
        let (from, importance) = railway_zoom(kind, tags.get("service").is_some())?;
        return Some(Class {
            kind,
            from,
            label_from: from.max(10),
            importance,
            is_rail: true,
        });
    }
    let kind = tags.get("aeroway")?;
    let from = match kind {
        "runway" => 11,
        "taxiway" => 13,
        _ => return None,
    };
    Some(Class {
        kind,
        from,
        label_from: from,
        importance: 30,
        is_rail: false,
    })
}

/// First zoom level of the line, first zoom level of the label, importance.
fn highway_zooms(kind: &str) -> Option<(u8, u8, i64)> {
    Some(match kind {
        "motorway" => (5, 10, 0),
        "motorway_link" => (5, 13, 1),
        "trunk" => (6, 12, 2),
        "trunk_link" => (6, 13, 3),
        "primary" => (8, 12, 4),
        "primary_link" => (8, 13, 5),
        "secondary" => (9, 13, 6),
        "secondary_link" => (9, 13, 7),
        "tertiary" => (10, 13, 8),
        "tertiary_link" => (10, 14, 9),
        "unclassified" => (12, 14, 10),
        "residential" => (12, 14, 11),
        "busway" | "bus_guideway" => (12, 14, 12),
        "living_street" => (13, 14, 13),
        "service" => (13, 14, 14),
        "pedestrian" => (13, 14, 15),
        "track" => (13, 14, 16),
        "cycleway" => (13, 14, 17),
        "footway" => (13, 14, 18),
        "path" => (13, 14, 19),
        "steps" => (13, 14, 20),
        _ => return None,
    })
}

fn railway_zoom(kind: &str, is_service_track: bool) -> Option<(u8, i64)> {
    Some(match kind {
        // The schema's text gives the two zoom levels the other way round, which would show
        // sidings before the lines they belong to.
        "rail" | "narrow_gauge" if is_service_track => (10, 26),
        "rail" | "narrow_gauge" => (8, 25),
        "tram" | "light_rail" | "funicular" | "subway" | "monorail" => (10, 27),
        _ => return None,
    })
}
