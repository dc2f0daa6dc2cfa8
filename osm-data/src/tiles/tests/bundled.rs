//! The tiles of the bundled city: a real coast, real multipolygons, real mistakes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fast_mvt::{MvtFeature, MvtGeometry, MvtTile, MvtValue};
use geo::{Intersects, MapCoords, Validation};
use nearhand_engine::units::BoundingBox;

use super::{Built, bbox, built, built_in_blocks, tile, tiles};
use crate::osm::{Extract, Input, read};

static VALLETTA: LazyLock<Built> = LazyLock::new(|| build_valletta(&valletta()));

fn valletta() -> Extract {
    let input = Input::Bytes {
        name: "valletta.osm.pbf",
        bytes: include_bytes!("../../../cities/valletta.osm.pbf"),
    };
    read(input, None, &mut |_| {}).unwrap()
}

fn build_valletta(extract: &Extract) -> Built {
    built(extract, valletta_box())
}

fn valletta_box() -> BoundingBox {
    bbox(14.43, 35.865, 14.535, 35.93)
}

fn layer<'t>(tile: &'t MvtTile, name: &str) -> &'t [MvtFeature] {
    let found = tile.layers.iter().find(|layer| layer.name == name);
    found.map_or(&[], |layer| &layer.features)
}

#[test]
fn every_layer_that_a_city_by_the_sea_has_is_there() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (address, tile) in tiles(&VALLETTA) {
        for layer in tile.layers.iter().filter(|_| address.zoom() == 14) {
            *counts.entry(layer.name.clone()).or_default() += layer.features.len();
        }
    }
    let at_least = [
        ("ocean", 30),
        ("water_polygons", 100),
        ("land", 1_000),
        ("sites", 200),
        ("buildings", 5_000),
        ("addresses", 500),
        ("streets", 1_000),
        ("street_labels", 1_000),
        ("street_polygons", 20),
        ("pier_lines", 5),
        ("boundaries", 5),
        ("ferries", 5),
        ("place_labels", 30),
        ("public_transport", 300),
        ("pois", 1_000),
    ];
    for (name, least) in at_least {
        let found = counts.get(name).copied().unwrap_or(0);
        assert!(found >= least, "{name}: {found} features in {counts:?}");
    }
    assert_eq!(VALLETTA.tiles.coast_dropped, 0);
}

#[test]
fn places_are_wet_or_dry_as_on_the_ground() {
    // Known places in tiles of zoom 14, as shares of the tile from its north-west corner.
    let check = |place: &str, lng: f64, lat: f64, wet: bool| {
        let x = (lng + 180.0) / 360.0 * 16384.0;
        let y = (0.5 - lat.to_radians().tan().asinh() / std::f64::consts::TAU) * 16384.0;
        let tile = tile(&VALLETTA, 14, x as u32, y as u32).unwrap();
        let units = |share: f64| (share.fract() * 4096.0) as i32;
        let point = geo::Point::new(units(x), units(y)).map_coords(to_float);
        let is_wet = layer(&tile, "ocean")
            .iter()
            .any(|feature| feature.geometry.map_coords(to_float).intersects(&point));
        assert_eq!(is_wet, wet, "{place}");
    };
    check("Grand Harbour", 14.5165, 35.8915, true);
    check("Marsamxett Harbour", 14.5105, 35.9050, true);
    check("open sea off Sliema", 14.5250, 35.9200, true);
    check("St George's Square, Valletta", 14.5138, 35.8992, false);
    check("Manoel Island", 14.5020, 35.9035, false);
    check("Birkirkara", 14.4620, 35.8970, false);
    check("Fort Ricasoli headland", 14.5260, 35.8968, false);
}

fn to_float(at: geo::Coord<i32>) -> geo::Coord<f64> {
    geo::Coord {
        x: at.x.into(),
        y: at.y.into(),
    }
}

#[test]
fn all_areas_are_valid() {
    for (address, tile) in tiles(&VALLETTA) {
        for layer in &tile.layers {
            for feature in &layer.features {
                let shape = feature.geometry.map_coords(to_float);
                // Parts of one area may meet in a point or run along each other after rounding;
                // each part must be valid by itself.
                let parts = match shape {
                    geo::Geometry::Polygon(polygon) => vec![polygon],
                    geo::Geometry::MultiPolygon(polygons) => polygons.0,
                    _ => continue,
                };
                for polygon in parts {
                    let errors = polygon.validation_errors();
                    assert!(errors.is_empty(), "{address} {}: {errors:?}", layer.name);
                }
            }
        }
    }
}

#[test]
fn the_capital_and_its_main_street_are_named() {
    let tile = tile(&VALLETTA, 14, 8852, 6439).unwrap();
    let has = |layer_name: &str, key: &str, value: &str| {
        let wanted = (key.to_owned(), MvtValue::String(value.to_owned()));
        layer(&tile, layer_name)
            .iter()
            .any(|feature| feature.properties.contains(&wanted))
    };
    assert!(has("place_labels", "name", "Valletta"));
    assert!(has("place_labels", "kind", "capital"));
    assert!(has("street_labels", "name", "Triq ir-Repubblika"));
}

#[test]
fn lines_have_two_ends_and_points_lie_in_their_tile() {
    for (address, tile) in tiles(&VALLETTA) {
        for layer in &tile.layers {
            for feature in &layer.features {
                match &feature.geometry {
                    MvtGeometry::Point(at) => {
                        let inside = 0..=4096;
                        assert!(
                            inside.contains(&at.x()) && inside.contains(&at.y()),
                            "{address}"
                        );
                    }
                    MvtGeometry::LineString(line) => assert!(line.0.len() > 1, "{address}"),
                    MvtGeometry::MultiLineString(lines) => {
                        assert!(lines.0.iter().all(|line| line.0.len() > 1), "{address}");
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn small_enough_to_carry_and_the_same_every_time() {
    let bytes = VALLETTA.data.len() + VALLETTA.tiles.index.len();
    assert!(bytes < 2_000_000, "{bytes} bytes");
    assert!(
        VALLETTA.tiles.distinct < VALLETTA.tiles.tiles,
        "open sea is stored once"
    );
    assert_eq!(*VALLETTA, build_valletta(&valletta()));
}

#[test]
fn a_crowded_city_drawn_in_blocks_is_the_same_city() {
    // A column of the bundled city is one block of the usual size; of this one it is as many as it has rows.
    let blocks = built_in_blocks(&valletta(), valletta_box(), 100);
    assert_ne!(blocks.data, VALLETTA.data, "the blocks came one by one");
    assert!(tiles(&blocks) == tiles(&VALLETTA));
}
