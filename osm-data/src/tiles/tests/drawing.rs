//! Small maps drawn by hand: what ends up where in which tile.

use fast_mvt::{MvtFeature, MvtGeometry, MvtTile, MvtValue};
use proptest::prelude::*;

use super::{bbox, built, extract, tile, tiles};
use crate::osm::Extract;

// The world square's middle tile corner at zoom 14 is 0,0; one tile is 360 / 16384 degrees wide.
const TILE_DEGREES: f64 = 360.0 / 16384.0;

/// Nodes from `(x, y)` in shares of tile 14/8192/8191 (which has 0,0 at its south-west corner), y
/// northwards, with ids from 1; then the other elements.
fn map(nodes: &[(f64, f64)], others: &str) -> Extract {
    let node = |(at, (x, y)): (usize, &(f64, f64))| {
        let (lng, lat) = (x * TILE_DEGREES, y * TILE_DEGREES);
        format!(
            "<node id=\"{}\" lon=\"{lng:.9}\" lat=\"{lat:.9}\"/>",
            at + 1
        )
    };
    let nodes: String = nodes.iter().enumerate().map(node).collect();
    extract(&format!("{nodes}{others}"))
}

fn way(id: i64, nodes: &[i64], tags: &[(&str, &str)]) -> String {
    let nodes: String = nodes.iter().map(|n| format!("<nd ref=\"{n}\"/>")).collect();
    format!("<way id=\"{id}\">{nodes}{}</way>", tag_elements(tags))
}

fn tag_elements(tags: &[(&str, &str)]) -> String {
    let tag = |(key, value): &(&str, &str)| format!("<tag k=\"{key}\" v=\"{value}\"/>");
    tags.iter().map(tag).collect()
}

/// The only tile of interest, and its features in one layer.
fn features(extract: &Extract, layer: &str) -> Vec<MvtFeature> {
    let box_of_one_tile = bbox(0.001, 0.001, TILE_DEGREES - 0.001, TILE_DEGREES - 0.001);
    let built = built(extract, box_of_one_tile);
    tile(&built, 14, 8192, 8191).map_or_else(Vec::new, |tile| in_layer(tile, layer))
}

fn in_layer(tile: MvtTile, name: &str) -> Vec<MvtFeature> {
    let mut layers = tile.layers.into_iter();
    layers
        .find(|layer| layer.name == name)
        .map_or_else(Vec::new, |layer| layer.features)
}

fn text<'f>(feature: &'f MvtFeature, key: &str) -> Option<&'f str> {
    let found = feature.properties.iter().find(|(name, _)| name == key)?;
    match &found.1 {
        MvtValue::String(text) => Some(text),
        _ => None,
    }
}

/// Rings as drawn: each with its direction (clockwise on the map or not) and doubled area.
fn rings(feature: &MvtFeature) -> Vec<(bool, i64)> {
    let polygons = match &feature.geometry {
        MvtGeometry::Polygon(polygon) => vec![polygon.clone()],
        MvtGeometry::MultiPolygon(polygons) => polygons.0.clone(),
        other => panic!("not an area: {other:?}"),
    };
    let rings = polygons.into_iter().flat_map(|polygon| {
        let (exterior, interiors) = polygon.into_inner();
        std::iter::once(exterior).chain(interiors)
    });
    let ring = |ring: geo::LineString<i32>| {
        let cross = |line: geo::Line<i32>| {
            i64::from(line.start.x) * i64::from(line.end.y)
                - i64::from(line.end.x) * i64::from(line.start.y)
        };
        let doubled: i64 = ring.lines().map(cross).sum();
        (doubled > 0, doubled.abs())
    };
    rings.map(ring).collect()
}

fn line_count(feature: &MvtFeature) -> usize {
    match &feature.geometry {
        MvtGeometry::LineString(_) => 1,
        MvtGeometry::MultiLineString(lines) => lines.0.len(),
        other => panic!("not a line: {other:?}"),
    }
}

const SQUARE: &[(f64, f64)] = &[(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)];
const HOLE: &[(f64, f64)] = &[(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)];

#[test]
fn a_building_is_a_clockwise_polygon_at_its_place() {
    let building = way(1, &[1, 2, 3, 4, 1], &[("building", "yes")]);
    let features = features(&map(SQUARE, &building), "buildings");
    assert_eq!(features.len(), 1);
    // A quarter of 4096 units squared, give or take a unit for the latitude's stretch.
    let rings = rings(&features[0]);
    assert_eq!(rings.len(), 1);
    assert!(rings[0].0, "clockwise");
    assert!((rings[0].1 - 2 * 2048 * 2048).abs() < 20_000, "{rings:?}");
}

#[test]
fn a_multipolygon_has_its_hole_and_a_hole_without_outline_is_not_filled() {
    let nodes = [SQUARE, HOLE].concat();
    let ways = [
        way(1, &[1, 2, 3], &[]),
        way(2, &[1, 4, 3], &[]),
        way(3, &[5, 6, 7, 8, 5], &[]),
    ]
    .concat();
    let relation = |outlines: &[i64]| {
        let outer: String = outlines
            .iter()
            .map(|id| format!("<member type=\"way\" ref=\"{id}\" role=\"outer\"/>"))
            .collect();
        let inner = "<member type=\"way\" ref=\"3\" role=\"inner\"/>";
        let tags = tag_elements(&[("type", "multipolygon"), ("landuse", "forest")]);
        format!("<relation id=\"1\">{outer}{inner}{tags}</relation>")
    };
    let whole = features(
        &map(&nodes, &[ways.clone(), relation(&[1, 2])].concat()),
        "land",
    );
    let directions: Vec<bool> = rings(&whole[0]).iter().map(|ring| ring.0).collect();
    assert_eq!(directions, [true, false], "outline clockwise, hole not");
    let broken = features(&map(&nodes, &[ways, relation(&[1])].concat()), "land");
    assert_eq!(broken, [], "half an outline encloses nothing");
}

#[test]
fn a_bow_tie_becomes_two_triangles() {
    let crossed = way(1, &[1, 3, 2, 4, 1], &[("building", "yes")]);
    let features = features(&map(SQUARE, &crossed), "buildings");
    let rings = rings(&features[0]);
    assert_eq!(rings.len(), 2, "{rings:?}");
    assert!(rings.iter().all(|ring| ring.0));
}

#[test]
fn pieces_of_a_street_join_to_one_line_with_one_label() {
    let nodes = [(0.1, 0.5), (0.3, 0.5), (0.5, 0.5), (0.9, 0.6), (0.9, 0.9)];
    let main = &[("highway", "residential"), ("name", "Main Street")];
    let side = &[("highway", "residential"), ("name", "Side Street")];
    let ways = [
        way(1, &[1, 2], main),
        way(2, &[2, 3], main),
        way(3, &[3, 4], main),
        way(4, &[4, 5], side),
    ];
    let extract = map(&nodes, &ways.concat());
    let labels = features(&extract, "street_labels");
    let named: Vec<_> = labels
        .iter()
        .map(|f| (text(f, "name"), line_count(f)))
        .collect();
    assert_eq!(named, [(Some("Main Street"), 1), (Some("Side Street"), 1)]);
    // Without names they are one kind of street, and still one line.
    let streets = features(&extract, "streets");
    assert_eq!(streets.len(), 1);
    assert_eq!(line_count(&streets[0]), 1);
}

#[test]
fn a_way_with_a_missing_node_is_drawn_without_a_made_up_link() {
    let street = way(1, &[1, 2, 99, 3, 4], &[("highway", "residential")]);
    let streets = features(&map(SQUARE, &street), "streets");
    assert_eq!(line_count(&streets[0]), 2);
    let building = way(1, &[1, 2, 99, 3, 1], &[("building", "yes")]);
    assert_eq!(features(&map(SQUARE, &building), "buildings"), []);
}

#[test]
fn a_label_is_in_one_tile_only_and_a_line_in_every_tile_it_meets() {
    let tags = tag_elements(&[("place", "village"), ("name", "Null")]);
    let border = format!("<node id=\"9\" lon=\"0\" lat=\"0\">{tags}</node>");
    let street = way(1, &[1, 2], &[("highway", "primary")]);
    let extract = map(&[(-0.5, 0.5), (0.5, 0.5)], &[border, street].concat());
    let built = built(&extract, bbox(-0.01, -0.01, 0.01, 0.01));
    let with = |layer: &str| {
        let tiles = tiles(&built).into_iter().filter(|(address, tile)| {
            address.zoom() == 14 && !in_layer(tile.clone(), layer).is_empty()
        });
        tiles
            .map(|(address, _)| (address.x(), address.y()))
            .collect::<Vec<_>>()
    };
    assert_eq!(with("place_labels"), [(8192, 8192)]);
    assert_eq!(with("streets"), [(8191, 8191), (8192, 8191)]);
}

#[test]
fn attributes_and_small_things_come_with_the_zoom() {
    let nodes = [
        (0.2, 0.5),
        (0.8, 0.5),
        (0.5, 0.2),
        (0.501, 0.2),
        (0.501, 0.201),
    ];
    let street = way(
        1,
        &[1, 2],
        &[("highway", "primary"), ("surface", "asphalt")],
    );
    let pond = way(2, &[3, 4, 5, 3], &[("natural", "water")]);
    let extract = map(&nodes, &[street, pond].concat());
    let built = built(&extract, bbox(0.001, 0.001, 0.02, 0.02));
    let layers = |zoom: u8| {
        let middle = 1 << zoom >> 1;
        let tile = tile(&built, zoom, middle, middle.saturating_sub(1))?;
        Some(
            tile.layers
                .iter()
                .map(|layer| layer.name.clone())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(layers(7), None, "a primary road shows from zoom 8");
    assert_eq!(layers(8).unwrap(), ["streets"]);
    assert_eq!(
        layers(13).unwrap(),
        ["streets"],
        "the pond is under a pixel"
    );
    assert_eq!(layers(14).unwrap(), ["water_polygons", "streets"]);
    let surface = |zoom: u8| {
        let middle = 1 << zoom >> 1;
        let streets = in_layer(tile(&built, zoom, middle, middle - 1).unwrap(), "streets");
        text(&streets[0], "surface").map(str::to_owned)
    };
    assert_eq!(surface(10), None);
    assert_eq!(surface(11).as_deref(), Some("asphalt"));
}

#[test]
fn the_sea_is_right_of_the_coast() {
    // From west to east: land to the north.
    let coast = way(1, &[1, 2], &[("natural", "coastline")]);
    let sea = features(&map(&[(-9.0, 0.5), (9.0, 0.5)], &coast), "ocean");
    let MvtGeometry::Polygon(polygon) = &sea[0].geometry else {
        panic!("one piece of sea: {sea:?}");
    };
    let northmost = polygon.exterior().coords().map(|at| at.y).min();
    assert!((northmost.unwrap() - 2048).abs() <= 1, "{polygon:?}");
    let reversed = way(1, &[2, 1], &[("natural", "coastline")]);
    let sea = features(&map(&[(-9.0, 0.5), (9.0, 0.5)], &reversed), "ocean");
    let MvtGeometry::Polygon(polygon) = &sea[0].geometry else {
        panic!("one piece of sea: {sea:?}");
    };
    let southmost = polygon.exterior().coords().map(|at| at.y).max();
    assert!((southmost.unwrap() - 2048).abs() <= 1, "{polygon:?}");
}

#[test]
fn a_coast_known_in_the_city_only_goes_straight_on_beyond() {
    let coast = way(1, &[1, 2, 3], &[("natural", "coastline")]);
    // Ends just outside the box, inside the margin around it.
    let extract = map(&[(-0.1, 0.5), (0.5, 0.5), (1.1, 0.5)], &coast);
    let built = built(&extract, bbox(0.0, 0.0, TILE_DEGREES, TILE_DEGREES));
    assert_eq!(built.tiles.coast_dropped, 0);
    for x in [8191, 8192, 8193] {
        let sea = in_layer(tile(&built, 14, x, 8191).unwrap(), "ocean");
        assert_eq!(sea.len(), 1, "tile {x}");
    }
}

#[test]
fn an_empty_extract_has_no_tiles() {
    let built = built(&extract(""), bbox(0.0, 0.0, 1.0, 1.0));
    assert_eq!((built.tiles.tiles, built.tiles.features), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_point_stays_within_the_buffer(
        points in prop::collection::vec((-2.0..3.0, -2.0..3.0), 3..12),
        closed in any::<bool>(),
    ) {
        let mut ids: Vec<i64> = (1..=points.len() as i64).collect();
        if closed {
            ids.push(1);
        }
        let ways = way(1, &ids, &[("highway", "primary"), ("landuse", "forest")]);
        let built = built(&map(&points, &ways), bbox(0.001, 0.001, 0.02, 0.02));
        for (address, tile) in tiles(&built) {
            for feature in tile.layers.iter().flat_map(|layer| &layer.features) {
                use geo::CoordsIter;
                for at in feature.geometry.coords_iter() {
                    prop_assert!((-64..=4096 + 64).contains(&at.x), "{address}: {at:?}");
                    prop_assert!((-64..=4096 + 64).contains(&at.y), "{address}: {at:?}");
                }
            }
        }
    }
}
