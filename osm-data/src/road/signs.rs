//! What signs and arrows tell a driver: names, destinations, lanes.

use super::reading::Reading;
use nearhand_engine::road::input::LaneTurns;

/// Where a one-way road leads, such as "A1: Porto, Braga" (`destination:ref`, `destination`, `destination:street`);
/// empty when nothing is said. Read as OSRM reads it, only of one-way roads: of others nobody knows which way is meant.
pub(super) fn destination(tags: &Reading<'_>, direction: usize) -> String {
    let text = |key: &str| {
        let parts = tags.by_direction(&[key])[direction]?.split(';');
        let parts: Vec<&str> = parts
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    match (text("destination:ref"), text("destination")) {
        (Some(reference), Some(places)) => format!("{reference}: {places}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => text("destination:street").unwrap_or_default(),
    }
}

/// Numbers of the exit, such as "12, 12a" (`junction:ref` of a way).
pub(super) fn exit(tags: &Reading<'_>) -> String {
    listed(tags.get("junction:ref"))
}

/// Numbers of the exit that leaves a motorway at a node (`ref` of a `highway=motorway_junction`): where the way off
/// does not bear them itself.
pub(super) fn exit_at(tags: &Reading<'_>) -> String {
    let junction = tags.is("highway", "motorway_junction");
    listed(tags.get("ref").filter(|_| junction))
}

fn listed(text: Option<&str>) -> String {
    let parts: Vec<&str> = text
        .unwrap_or_default()
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// The lanes in a direction, from the left to the right: with the arrows of `turn:lanes`, or as many as `lanes` says.
pub(super) fn lanes(tags: &Reading<'_>, direction: usize, one_way: bool) -> Vec<LaneTurns> {
    let side = ["forward", "backward"][direction];
    let value = |key: &str| {
        tags.get(&format!("{key}:{side}"))
            .or_else(|| tags.get(key).filter(|_| one_way))
    };
    if let Some(arrows) = value("turn:lanes") {
        return arrows.split('|').map(arrows_of_lane).collect();
    }
    let count = value("lanes").and_then(|lanes| lanes.trim().parse::<usize>().ok());
    // More would be a mistake.
    vec![LaneTurns::default(); count.filter(|count| *count <= 16).unwrap_or(0)]
}

/// "left;through" and the like; "none" and what is not known are no arrow.
fn arrows_of_lane(text: &str) -> LaneTurns {
    let arrow = |text: &str| match text.trim() {
        "through" => LaneTurns::THROUGH,
        "left" => LaneTurns::LEFT,
        "slight_left" => LaneTurns::SLIGHT_LEFT,
        "sharp_left" => LaneTurns::SHARP_LEFT,
        "right" => LaneTurns::RIGHT,
        "slight_right" => LaneTurns::SLIGHT_RIGHT,
        "sharp_right" => LaneTurns::SHARP_RIGHT,
        "reverse" => LaneTurns::REVERSE,
        "merge_to_left" => LaneTurns::MERGE_TO_LEFT,
        "merge_to_right" => LaneTurns::MERGE_TO_RIGHT,
        _ => LaneTurns::default(),
    };
    text.split(';')
        .map(arrow)
        .fold(LaneTurns::default(), LaneTurns::and)
}

/// The name of a way; a path beside a street may be known by the street's.
pub(super) fn name<'a>(tags: &Reading<'a>) -> &'a str {
    let own = ["name", "name:en"].iter().find_map(|key| tags.get(key));
    own.or_else(|| {
        let path = matches!(tags.get("highway"), Some("footway" | "cycleway" | "path"));
        let beside = tags.is("footway", "sidewalk")
            || tags.is("cycleway", "sidepath")
            || tags.is("is_sidepath", "yes");
        let street = ["is_sidepath:of:name", "street:name"];
        let street = street.iter().find_map(|key| tags.get(key));
        street.filter(|_| path && beside)
    })
    .unwrap_or_default()
}
