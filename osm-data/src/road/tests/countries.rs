//! Speeds where no sign shows a limit, by country.

use super::ways::used;
use crate::road::{CAR, FOOT};

#[test]
fn a_countrys_limit_caps_roads_without_a_sign() {
    for (country, way_tags, expected) in [
        // Four fifths of 80 and of 50 km/h, where that is less than the profile's speed.
        (Some("MT"), "highway=trunk", "64/64"),
        (Some("MT"), "highway=primary", "64/64"),
        (Some("MT"), "highway=secondary", "55/55"),
        (Some("MT"), "highway=residential", "25/25"),
        (Some("PT"), "highway=trunk", "80/80"),
        (Some("PT"), "highway=motorway", "90/-"),
        (Some("DE"), "highway=living_street", "5.6/5.6"),
        // A sign counts more.
        (Some("MT"), "highway=trunk maxspeed=100", "80/80"),
        // Signs that say "urban" say so in the country's way.
        (Some("MT"), "highway=trunk maxspeed=MT:rural", "64/64"),
        (None, "highway=trunk maxspeed=MT:rural", "72/72"),
        // No country, or one without data: the profile's speeds.
        (None, "highway=trunk", "85/85"),
        (Some("XX"), "highway=trunk", "85/85"),
    ] {
        assert_eq!(
            used(&CAR, country, way_tags),
            expected,
            "{country:?} {way_tags}"
        );
    }
    assert_eq!(used(&FOOT, Some("DE"), "highway=living_street"), "5/5");
}
