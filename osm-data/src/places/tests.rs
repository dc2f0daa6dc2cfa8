use super::*;
use crate::osm::{Input, read};
use nearhand_engine::units::BoundingBox;

/// A small town: two streets that cross, a third far away with the first one's name, houses, shops, names in two
/// languages. Degrees near the equator: 0.001 is about 111 m.
const TOWN: &str = r#"<osm>
  <node id="1" lat="0.000" lon="0.000"/><node id="2" lat="0.000" lon="0.005"/><node id="3" lat="0.000" lon="0.010"/>
  <node id="4" lat="-0.005" lon="0.005"/><node id="5" lat="0.005" lon="0.005"/>
  <node id="6" lat="0.090" lon="0.000"/><node id="7" lat="0.090" lon="0.010"/>
  <way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="Fountain Avenue"/></way>
  <way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="Fountain Avenue"/><tag k="ref" v="B7"/></way>
  <way id="3"><nd ref="4"/><nd ref="2"/><nd ref="5"/><tag k="highway" v="residential"/><tag k="name" v="Triq Fairfax"/>
    <tag k="name:en" v="Fairfax Street"/><tag k="old_name" v="Kingsway"/></way>
  <way id="4"><nd ref="6"/><nd ref="7"/><tag k="highway" v="primary"/><tag k="name" v="Fountain Avenue"/></way>
  <way id="5"><nd ref="6"/><nd ref="1"/><tag k="highway" v="construction"/><tag k="name" v="Future Road"/></way>
  <node id="20" lat="0.0002" lon="0.002"><tag k="addr:housenumber" v="12"/><tag k="addr:street" v="Fountain Avenue"/></node>
  <node id="21" lat="0.0002" lon="0.003"><tag k="addr:housenumber" v="120"/><tag k="addr:street" v="Fountain Avenue"/><tag k="name" v="Café Ħobż"/><tag k="amenity" v="cafe"/></node>
  <node id="22" lat="0.0902" lon="0.003"><tag k="addr:housenumber" v="14"/><tag k="addr:street" v="Fountain Avenue"/><tag k="addr:city" v="Farville"/></node>
  <node id="23" lat="0.0002" lon="0.0021"><tag k="addr:housenumber" v="12"/><tag k="addr:street" v="Fountain Avenue"/></node>
  <node id="30" lat="0.001" lon="0.001"><tag k="place" v="town"/><tag k="name" v="Nearville"/></node>
  <node id="31" lat="0.091" lon="0.001"><tag k="place" v="town"/><tag k="name" v="Farville"/></node>
  <node id="32" lat="0.003" lon="0.003"><tag k="shop" v="bakery"/><tag k="name" v="Fountain Bakery"/></node>
  <node id="33" lat="0.004" lon="0.004"><tag k="name" v="Nothing at all"/></node>
  <node id="34" lat="1.0" lon="1.0"><tag k="shop" v="bakery"/><tag k="name" v="Outside the box"/></node>
</osm>"#;

fn at(lng: f64, lat: f64) -> LngLat {
    LngLat::new(lng, lat).unwrap()
}

fn town() -> Places {
    let input = Input::Bytes {
        name: "town.osm",
        bytes: TOWN.as_bytes(),
    };
    let bbox = BoundingBox {
        min: at(-0.1, -0.1),
        max: at(0.1, 0.1),
    };
    let extract = read(input, None, &mut |_| {}).unwrap();
    let sections = collect(&extract, &bbox).sections;
    let find = |name: &str| {
        let found = sections.iter().find(|(section, _)| section == name);
        found.map(|(_, bytes)| bytes.as_slice())
    };
    Places::from_sections(find).unwrap()
}

fn labels(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.label.as_str()).collect()
}

#[track_caller]
fn check_first(table: &[(&str, &str)]) {
    let places = town();
    for (query, expected) in table {
        let hits = places.search(query, Some(at(0.0, 0.0)), 5);
        assert_eq!(labels(&hits).first(), Some(expected), "{query}");
    }
}

#[test]
fn everything_is_collected_once_with_its_town() {
    let places = town();
    let expected = PlaceCounts {
        addresses: 3,
        streets: 3,
        places: 4,
    };
    assert_eq!(places.counts(), expected);
    let addresses: Vec<_> = places.addresses().map(|address| address.label).collect();
    assert_eq!(
        addresses,
        [
            "12 Fountain Avenue, Nearville",
            "120 Fountain Avenue, Nearville",
            "14 Fountain Avenue, Farville",
        ]
    );
    assert_eq!(places.place_positions().count(), 4);
}

#[test]
fn addresses_in_either_order_and_house_numbers_are_exact() {
    check_first(&[
        ("12 Fountain Avenue", "12 Fountain Avenue, Nearville"),
        ("Fountain Avenue 12", "12 Fountain Avenue, Nearville"),
        ("12, fountain ave", "12 Fountain Avenue, Nearville"),
        ("120 fountain av", "120 Fountain Avenue, Nearville"),
        ("fountain 14 farville", "14 Fountain Avenue, Farville"),
        // No such house: the street is still found.
        ("99 Fountain Avenue", "Fountain Avenue, Nearville"),
        ("1 Fountain Avenue", "Fountain Avenue, Nearville"),
    ]);
}

#[test]
fn words_may_be_unfinished_misspelt_without_accents_and_in_other_languages() {
    check_first(&[
        ("fou", "Fountain Avenue, Nearville"),
        ("FOUNTAIN AVE", "Fountain Avenue, Nearville"),
        ("fuontain avenue", "Fountain Avenue, Nearville"),
        ("fountan", "Fountain Avenue, Nearville"),
        ("fairfax street", "Triq Fairfax, Nearville"),
        ("triq fairfax", "Triq Fairfax, Nearville"),
        ("kingsway", "Triq Fairfax, Nearville"),
        ("b7", "Fountain Avenue, Nearville"),
        ("cafe hobz", "Café Ħobż, Nearville"),
        ("fountain bak", "Fountain Bakery, Nearville"),
        ("fountain avenue farville", "Fountain Avenue, Farville"),
        ("nearville", "Nearville"),
    ]);
    for query in [
        "future road",
        "nothing at all",
        "outside the box",
        "  ",
        "&",
        "…",
    ] {
        assert_eq!(town().search(query, None, 5), [], "{query}");
    }
}

#[test]
fn equally_good_matches_come_nearest_first() {
    let first = |near| town().search("fountain avenue", Some(near), 1).remove(0);
    assert_eq!(first(at(0.0, 0.01)).label, "Fountain Avenue, Nearville");
    let far = first(at(0.0, 0.08));
    assert_eq!(far.label, "Fountain Avenue, Farville");
    assert!((far.distance.unwrap().0 - 1_243.0).abs() < 5.0);
}

#[test]
fn crossings_of_two_streets_lie_where_they_meet() {
    let places = town();
    for query in [
        "Fountain & Fairfax",
        "corner of Fairfax and Fountain",
        "Fountain at Fairfax",
        "fuontain y fairfaks",
    ] {
        let hit = places.search(query, None, 3).remove(0);
        assert_eq!(hit.kind, HitKind::Crossing, "{query}");
        assert_eq!(hit.position, at(0.005, 0.0), "{query}");
        assert!(hit.label.ends_with(", Nearville"), "{}", hit.label);
    }
    let none = places.search("Fountain & Nowhere", None, 3);
    assert!(none.iter().all(|hit| hit.kind != HitKind::Crossing));
}

#[test]
fn a_street_is_shown_by_a_point_on_it() {
    let hit = town().search("triq fairfax", None, 1).remove(0);
    assert_eq!(hit.kind, HitKind::Street);
    assert_eq!(hit.position, at(0.005, 0.0));
    assert_eq!(hit.osm_key.as_deref(), Some("highway"));
    assert_eq!(hit.osm_value.as_deref(), Some("residential"));
}

#[test]
fn reverse_names_the_nearest_houses_and_streets() {
    let places = town();
    let hits = places.reverse(at(0.002, 0.0003), 3);
    assert_eq!(
        labels(&hits),
        [
            "12 Fountain Avenue, Nearville",
            "Fountain Avenue, Nearville",
            "120 Fountain Avenue, Nearville",
        ]
    );
    assert_eq!(hits[1].position.to_steps(), at(0.002, 0.0).to_steps());
    assert!((hits[1].distance.unwrap().0 - 33.4).abs() < 0.1);
    assert_eq!(places.reverse(at(0.05, 0.05), 3), []);
    assert_eq!(places.reverse(at(0.002, 0.0), 0), []);
}

#[test]
fn damaged_sections_are_errors() {
    let input = Input::Bytes {
        name: "town.osm",
        bytes: TOWN.as_bytes(),
    };
    let extract = read(input, None, &mut |_| {}).unwrap();
    let sections = collect(&extract, &extract.bbox().unwrap()).sections;
    // Opens the sections with one of them cut, or left out.
    let open = |name: &str, length: Option<usize>| {
        let mut changed: Vec<_> = sections.clone();
        match length {
            Some(length) => changed
                .iter_mut()
                .filter(|section| section.0 == name)
                .for_each(|section| section.1.truncate(length)),
            None => changed.retain(|section| section.0 != name),
        }
        Places::from_sections(|wanted| {
            let found = changed.iter().find(|(name, _)| name == wanted);
            found.map(|(_, bytes)| bytes.as_slice())
        })
        .map(|_| ())
    };
    for (name, bytes) in &sections {
        assert_eq!(open(name, Some(bytes.len())), Ok(()));
        let missing = open(name, None);
        assert!(
            matches!(missing, Err(PlacesError::Missing { .. })),
            "{name}"
        );
        for length in 0..bytes.len() {
            let cut = open(name, Some(length));
            assert!(
                matches!(cut, Err(PlacesError::Damaged { .. })),
                "{name} cut at {length}"
            );
        }
    }
}
