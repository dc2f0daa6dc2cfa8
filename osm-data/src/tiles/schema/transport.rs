//! Layers `aerialways`, `ferries` and `public_transport`.

use super::named;
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// Cable cars and ferries.
pub(super) fn lines(tags: Tags<'_>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if let Some(kind) = tags.get("aerialway").and_then(aerialway_kind) {
        drafts.push(Draft::of_kind(Layer::Aerialways, 12, kind));
    }
    if tags.is("route", "ferry") {
        let from = if tags.is("motor_vehicle", "no") {
            12
        } else {
            10
        };
        drafts.push(named(Draft::of_kind(Layer::Ferries, from, "ferry"), tags));
    }
    drafts
}

fn aerialway_kind(value: &str) -> Option<&str> {
    match value {
        "cable_car" | "gondola" | "goods" | "chair_lift" | "drag_lift" | "t-bar" | "j-bar"
        | "platter" => Some(value),
        "rope_tow" => Some("rope-tow"),
        _ => None,
    }
}

/// A stop, station or terminal.
pub(super) fn stop(tags: Tags<'_>) -> Option<Draft<'_>> {
    let value = |key| tags.get(key).unwrap_or("");
    let (kind, from) = match (value("railway"), value("aeroway")) {
        ("station", _) => ("station", 13),
        ("halt", _) => ("halt", 13),
        ("tram_stop", _) => ("tram_stop", 14),
        (_, "aerodrome") => ("aerodrome", 11),
        (_, "helipad") => ("helipad", 13),
        _ => match (value("amenity"), value("highway"), value("aerialway")) {
            ("ferry_terminal", _, _) => ("ferry_terminal", 12),
            ("bus_station", _, _) => ("bus_station", 13),
            (_, "bus_stop", _) => ("bus_stop", 14),
            (_, _, "station") => ("aerialway_station", 13),
            _ => return None,
        },
    };
    let stop = Draft::of_kind(Layer::PublicTransport, from, kind);
    Some(named(stop, tags).maybe("iata", tags.get("iata")))
}
