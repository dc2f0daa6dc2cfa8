//! Tags to layers, kinds, attributes and first zoom levels, one line per case.

use expect_test::{Expect, expect};

use super::extract;
use crate::osm::{Extract, Tags};
use crate::tiles::feature::{Draft, Value};
use crate::tiles::schema;

/// `key=value` pairs parted by commas, as an extract with one tagged node.
fn tagged(pairs: &str) -> Extract {
    let tag = |pair: &str| {
        let (key, value) = pair.trim().split_once('=').unwrap();
        format!("<tag k=\"{key}\" v=\"{value}\"/>")
    };
    let tags: String = pairs.split(',').map(tag).collect();
    extract(&format!("<node id=\"1\" lon=\"0\" lat=\"0\">{tags}</node>"))
}

/// Draws each set of tags with `draw` and compares the drafts, one per line.
fn check(cases: &[&str], draw: impl Fn(Tags<'_>) -> Vec<Draft<'_>>, expected: &Expect) {
    let mut found = String::new();
    for case in cases {
        let extract = tagged(case);
        let node = extract.tagged_nodes().next().unwrap();
        found += &format!("{case}\n");
        for draft in draw(node.tags) {
            found += &format!("  {}\n", in_words(&draft));
        }
    }
    expected.assert_eq(&found);
}

fn in_words(draft: &Draft<'_>) -> String {
    let place = if draft.at_centre { " centre" } else { "" };
    let mut words = format!("{} z{}{place}", draft.layer.name(), draft.min_zoom);
    for attribute in &draft.attributes {
        let value = match &attribute.value {
            Value::Text(text) => format!("{text:?}"),
            Value::Flag(flag) => flag.to_string(),
            Value::Number(number) => number.to_string(),
        };
        words += &format!(" {}={value}", attribute.key);
        if attribute.min_zoom > draft.min_zoom {
            words += &format!("(z{})", attribute.min_zoom);
        }
    }
    words
}

fn areas(tags: Tags<'_>) -> Vec<Draft<'_>> {
    schema::area(tags, 1234.4)
}

#[test]
fn streets_and_rails() {
    check(
        &[
            "highway=motorway, ref=M1;E 20, oneway=yes",
            "highway=primary_link",
            "highway=residential, name=Triq il-Kbira, name:en=Main Street, surface=asphalt",
            "highway=service, service=parking_aisle, tunnel=building_passage",
            "highway=track, tracktype=grade2, oneway=-1, bicycle=yes, horse=no",
            "highway=footway, bridge=yes, layer=2",
            "highway=construction",
            "highway=pedestrian, area=yes",
            "railway=rail",
            "railway=rail, service=siding, oneway=yes",
            "railway=abandoned",
            "aeroway=runway, ref=13/31",
        ],
        schema::line,
        &expect![[r#"
            highway=motorway, ref=M1;E 20, oneway=yes
              streets z5 kind="motorway" rail=false link=false(z11) tunnel=false(z11) bridge=false(z11) surface=""(z11) bicycle=""(z14) horse=""(z14) oneway=true(z14) oneway_reverse=false(z14)
              street_labels z10 kind="motorway" ref="M1\nE 20" ref_rows=2 ref_cols=4
            highway=primary_link
              streets z8 kind="primary" rail=false link=true(z11) tunnel=false(z11) bridge=false(z11) surface=""(z11) bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14)
            highway=residential, name=Triq il-Kbira, name:en=Main Street, surface=asphalt
              streets z12 kind="residential" rail=false link=false tunnel=false bridge=false surface="asphalt" bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14)
              street_labels z14 kind="residential" name="Triq il-Kbira" name_en="Main Street"
            highway=service, service=parking_aisle, tunnel=building_passage
              streets z13 kind="service" rail=false link=false tunnel=true bridge=false surface="" bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14) service="parking_aisle"
            highway=track, tracktype=grade2, oneway=-1, bicycle=yes, horse=no
              streets z13 kind="track" rail=false link=false tunnel=false bridge=false surface="" bicycle="yes"(z14) horse="no"(z14) oneway=true(z14) oneway_reverse=true(z14) tracktype="grade2"
            highway=footway, bridge=yes, layer=2
              streets z13 kind="footway" rail=false link=false tunnel=false bridge=true surface="" bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14)
            highway=construction
            highway=pedestrian, area=yes
            railway=rail
              streets z8 kind="rail" rail=true link=false(z11) tunnel=false(z11) bridge=false(z11) surface=""(z11) bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14)
            railway=rail, service=siding, oneway=yes
              streets z10 kind="rail" rail=true link=false(z11) tunnel=false(z11) bridge=false(z11) surface=""(z11) bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14) service="siding"(z11)
            railway=abandoned
            aeroway=runway, ref=13/31
              streets z11 kind="runway" rail=false link=false tunnel=false bridge=false surface="" bicycle=""(z14) horse=""(z14) oneway=false(z14) oneway_reverse=false(z14)
              street_labels z11 kind="runway" ref="13/31" ref_rows=1 ref_cols=5
        "#]],
    );
}

#[test]
fn water_lines_piers_and_ways_over_water() {
    check(
        &[
            "waterway=river, name=Jordan, name:de=Jordan",
            "waterway=stream, tunnel=yes",
            "waterway=drain",
            "waterway=dam",
            "man_made=pier",
            "man_made=pipeline",
            "route=ferry, name=Sliema - Valletta",
            "route=ferry, motor_vehicle=no",
            "aerialway=rope_tow",
            "aerialway=zip_line",
        ],
        schema::line,
        &expect![[r#"
            waterway=river, name=Jordan, name:de=Jordan
              water_lines z9 kind="river" tunnel=false bridge=false
              water_lines_labels z12 kind="river" name="Jordan" name_de="Jordan"
            waterway=stream, tunnel=yes
              water_lines z14 kind="stream" tunnel=true bridge=false
            waterway=drain
            waterway=dam
              dam_lines z12 kind="dam"
            man_made=pier
              pier_lines z12 kind="pier"
            man_made=pipeline
            route=ferry, name=Sliema - Valletta
              ferries z10 kind="ferry" name="Sliema - Valletta"
            route=ferry, motor_vehicle=no
              ferries z12 kind="ferry"
            aerialway=rope_tow
              aerialways z12 kind="rope-tow"
            aerialway=zip_line
        "#]],
    );
}

#[test]
fn areas_of_land_and_water() {
    check(
        &[
            "natural=water, name=Chadwick Lakes",
            "natural=water, water=river",
            "landuse=reservoir",
            "waterway=dock",
            "waterway=canal, type=multipolygon",
            "waterway=canal",
            "waterway=dam",
            "man_made=breakwater",
            "landuse=forest",
            "natural=wood",
            "landuse=residential",
            "leisure=park, name=Upper Barrakka",
            "natural=wetland, wetland=marsh",
            "amenity=grave_yard",
            "landuse=military",
            "building=yes, addr:housenumber=12, addr:housename=Dar",
            "building=no",
            "man_made=bridge",
            "leisure=sports_centre, sport=tennis",
            "landuse=construction",
        ],
        areas,
        &expect![[r#"
            natural=water, name=Chadwick Lakes
              water_polygons z4 kind="water" way_area=1234
              water_polygons_labels z4 centre kind="water" way_area=1234 name="Chadwick Lakes"
            natural=water, water=river
              water_polygons z4 kind="river" way_area=1234
            landuse=reservoir
              water_polygons z4 kind="reservoir" way_area=1234
            waterway=dock
              water_polygons z10 kind="dock" way_area=1234
            waterway=canal, type=multipolygon
              water_polygons z10 kind="canal" way_area=1234
            waterway=canal
            waterway=dam
              dam_polygons z12 kind="dam"
            man_made=breakwater
              pier_polygons z12 kind="breakwater"
            landuse=forest
              land z7 kind="forest"
            natural=wood
              land z7 kind="forest"
            landuse=residential
              land z10 kind="residential"
            leisure=park, name=Upper Barrakka
              land z11 kind="park"
            natural=wetland, wetland=marsh
              land z11 kind="marsh"
            amenity=grave_yard
              land z13 kind="grave_yard"
              pois z14 centre amenity="grave_yard"
            landuse=military
            building=yes, addr:housenumber=12, addr:housename=Dar
              buildings z14
              addresses z14 centre housename="Dar" housenumber="12"
            building=no
            man_made=bridge
              bridges z12 kind="bridge"
            leisure=sports_centre, sport=tennis
              sites z14 kind="sports_centre"
              pois z14 centre leisure="sports_centre" sport="tennis"
            landuse=construction
              sites z14 kind="construction"
        "#]],
    );
}

#[test]
fn areas_that_are_streets_or_places() {
    check(
        &[
            "highway=pedestrian, area=yes, name=Misrah San Gorg",
            "highway=pedestrian",
            "highway=service, type=multipolygon, surface=paved",
            "area:aeroway=runway",
            "aeroway=taxiway, area=yes",
            "place=island, name=Manoel Island",
            "place=suburb, name=Ta Xbiex",
            "amenity=school, name=St. Edward",
        ],
        areas,
        &expect![[r#"
            highway=pedestrian, area=yes, name=Misrah San Gorg
              street_polygons z14 kind="pedestrian" rail=false tunnel=false bridge=false surface=""
              streets_polygons_labels z14 centre kind="pedestrian" name="Misrah San Gorg"
            highway=pedestrian
            highway=service, type=multipolygon, surface=paved
              street_polygons z14 kind="service" rail=false tunnel=false bridge=false surface="paved"
            area:aeroway=runway
              street_polygons z11 kind="runway" rail=false tunnel=false bridge=false surface=""
            aeroway=taxiway, area=yes
              street_polygons z13 kind="taxiway" rail=false tunnel=false bridge=false surface=""
            place=island, name=Manoel Island
              place_labels z10 centre kind="island" population=0 name="Manoel Island"
            place=suburb, name=Ta Xbiex
            amenity=school, name=St. Edward
              sites z14 kind="school" name="St. Edward"
              pois z14 centre amenity="school" name="St. Edward"
        "#]],
    );
}

#[test]
fn points() {
    check(
        &[
            "place=city, capital=yes, name=Valletta, name:de=Valletta, population=5827",
            "place=town, name=Sliema, population=many",
            "place=village, name=Hal Lija",
            "place=suburb, capital=yes, name=Odd",
            "place=town",
            "place=square, name=Not in the schema",
            "highway=motorway_junction, ref=4, name=Exit",
            "highway=bus_stop, name=Ferries",
            "railway=station",
            "aeroway=aerodrome, iata=MLA, name=Luqa",
            "amenity=ferry_terminal",
            "addr:housenumber=7",
            "amenity=restaurant, cuisine=maltese, addr:housenumber=7",
            "amenity=cafe, shop=bakery, name=Both",
            "amenity=recycling, recycling:paper=yes, recycling:clothes=no",
            "tourism=information, information=map",
            "emergency=defibrillator",
            "shop=weapons",
            "amenity=parking",
        ],
        schema::node,
        &expect![[r#"
            place=city, capital=yes, name=Valletta, name:de=Valletta, population=5827
              place_labels z4 kind="capital" population=5827 name="Valletta" name_de="Valletta"
            place=town, name=Sliema, population=many
              place_labels z7 kind="town" population=5000 name="Sliema"
            place=village, name=Hal Lija
              place_labels z10 kind="village" population=100 name="Hal Lija"
            place=suburb, capital=yes, name=Odd
              place_labels z10 kind="suburb" population=1000 name="Odd"
            place=town
            place=square, name=Not in the schema
            highway=motorway_junction, ref=4, name=Exit
              street_labels_points z12 kind="motorway_junction" ref="4" name="Exit"
            highway=bus_stop, name=Ferries
              public_transport z14 kind="bus_stop" name="Ferries"
            railway=station
              public_transport z13 kind="station"
            aeroway=aerodrome, iata=MLA, name=Luqa
              public_transport z11 kind="aerodrome" name="Luqa" iata="MLA"
            amenity=ferry_terminal
              public_transport z12 kind="ferry_terminal"
            addr:housenumber=7
              addresses z14 housenumber="7"
            amenity=restaurant, cuisine=maltese, addr:housenumber=7
              pois z14 amenity="restaurant" cuisine="maltese" housenumber="7"
            amenity=cafe, shop=bakery, name=Both
              pois z14 amenity="cafe" shop="bakery" name="Both"
            amenity=recycling, recycling:paper=yes, recycling:clothes=no
              pois z14 amenity="recycling" recycling:glass_bottles=false recycling:paper=true recycling:clothes=false recycling:scrap_metal=false
            tourism=information, information=map
              pois z14 tourism="information" information="map"
            emergency=defibrillator
              pois z14 emergency="defibrillator"
            shop=weapons
            amenity=parking
        "#]],
    );
}

#[test]
fn boundaries() {
    use schema::BoundaryWay;
    let of = |pairs: &str| {
        let extract = tagged(pairs);
        let node = extract.tagged_nodes().next().unwrap();
        BoundaryWay::of_relation(node.tags)
    };
    let way = |admin_level, disputed| {
        Some(BoundaryWay {
            admin_level,
            disputed,
        })
    };
    assert_eq!(of("boundary=administrative, admin_level=2"), way(2, false));
    assert_eq!(of("boundary=administrative, admin_level=4"), way(4, false));
    assert_eq!(of("boundary=administrative, admin_level=8"), None);
    assert_eq!(of("boundary=protected_area, admin_level=2"), None);
    assert_eq!(of("boundary=disputed"), way(2, true));
    assert_eq!(of("boundary=disputed, admin_level=3"), way(4, true));
    assert_eq!(of("boundary=disputed, admin_level=6"), None);
    let merged = way(4, true).unwrap().merged(way(2, false).unwrap());
    assert_eq!(Some(merged), way(2, true));
    check(
        &["maritime=yes", "natural=coastline", "disputed=yes"],
        |tags| vec![schema::boundary_line(tags, way(4, false).unwrap())],
        &expect![[r#"
            maritime=yes
              boundaries z7 admin_level=4 maritime=true disputed=false
            natural=coastline
              boundaries z7 admin_level=4 maritime=true disputed=false
            disputed=yes
              boundaries z7 admin_level=4 maritime=false disputed=true
        "#]],
    );
    check(
        &[
            "boundary=administrative, admin_level=2, name=Malta",
            "boundary=administrative, admin_level=2",
            "boundary=administrative, admin_level=6, name=Sliema",
        ],
        |tags| schema::boundary_label(tags, 316e6).into_iter().collect(),
        &expect![[r#"
            boundary=administrative, admin_level=2, name=Malta
              boundary_labels z5 centre admin_level=2 way_area=31600 name="Malta"
            boundary=administrative, admin_level=2
            boundary=administrative, admin_level=6, name=Sliema
        "#]],
    );
}
