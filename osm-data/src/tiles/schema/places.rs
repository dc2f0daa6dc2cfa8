//! Layers `place_labels` and `addresses`.

use super::named;
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// The label of a settlement or another named place that is mapped as a node.
pub(super) fn node_label(tags: Tags<'_>) -> Option<Draft<'_>> {
    let place = tags.get("place")?;
    let (from, default_population) = match place {
        "city" => (6, 100_000),
        "town" => (7, 5_000),
        "village" => (10, 100),
        "hamlet" => (10, 50),
        "suburb" => (10, 1_000),
        "quarter" => (10, 500),
        "neighbourhood" => (10, 100),
        "isolated_dwelling" | "farm" => (10, 5),
        "island" | "locality" => (10, 0),
        _ => return None,
    };
    let is_settlement = matches!(place, "city" | "town" | "village" | "hamlet");
    let (kind, from) = match tags.get("capital") {
        Some("yes") if is_settlement => ("capital", 4),
        Some("4") if is_settlement => ("state_capital", 4),
        _ => (place, from),
    };
    label(tags, kind, from, default_population)
}

/// The label of an island: the only kind of place that is mapped as an area more often than as a
/// node. Settlements have a node of their own beside their area.
pub(super) fn area_label(tags: Tags<'_>) -> Option<Draft<'_>> {
    if !tags.is("place", "island") {
        return None;
    }
    label(tags, "island", 10, 0).map(Draft::at_centre)
}

fn label<'a>(tags: Tags<'a>, kind: &'a str, from: u8, default: i64) -> Option<Draft<'a>> {
    tags.get("name")?;
    let tagged = tags.get("population").and_then(|text| text.parse().ok());
    let population = tagged.filter(|&count: &i64| count >= 0).unwrap_or(default);
    let label = Draft::of_kind(Layer::PlaceLabels, from, kind)
        .ranked(-population)
        .number("population", population);
    Some(named(label, tags))
}

/// A house number or name.
pub(super) fn address(tags: Tags<'_>) -> Option<Draft<'_>> {
    let (name, number) = (tags.get("addr:housename"), tags.get("addr:housenumber"));
    if name.is_none() && number.is_none() {
        return None;
    }
    let address = Draft::new(Layer::Addresses, 14);
    Some(
        address
            .maybe("housename", name)
            .maybe("housenumber", number),
    )
}
