//! From OpenStreetMap objects to entries and their search words.

use super::PlaceCounts;
use super::data::{Entry, EntryKind, PlaceData};
use super::index::IndexBuilder;
use super::naming::{all_names, main_name, place_kind};
use super::streets;
use super::towns::Towns;
use crate::osm::{Extract, Interner, MemberId, Relation, Tags};
use geo::Centroid;
use nearhand_engine::units::{BoundingBox, LngLat};
use std::collections::HashSet;

/// The sections of the city file that [`super::Places::from_sections`] reads.
pub(crate) struct Collected {
    pub(crate) counts: PlaceCounts,
    pub(crate) sections: Vec<(String, Vec<u8>)>,
}

/// Collects the addresses, streets and places that lie in the box.
pub(crate) fn collect(extract: &Extract, bbox: &BoundingBox) -> Collected {
    let mut collector = Collector::new(extract);
    let streets = streets::collect(extract, bbox, &mut collector);
    for object in objects(extract).filter(|object| bbox.contains(object.position)) {
        collector.add_place(&object);
        collector.add_address(&object);
    }
    let Collector {
        mut data,
        index,
        texts,
        seen,
        ..
    } = collector;
    drop(seen);
    data.texts = texts.texts;
    let mut sections = data.encode();
    sections.push(streets);
    sections.extend(index.encode());
    Collected {
        counts: data.counts(),
        sections,
    }
}

/// Something with tags and a place: a node, a way, or a relation of ways.
struct Object<'a> {
    tags: Tags<'a>,
    position: LngLat,
}

fn objects(extract: &Extract) -> impl Iterator<Item = Object<'_>> {
    let nodes = extract.tagged_nodes().map(|node| Object {
        tags: node.tags,
        position: node.position,
    });
    let named = |tags: &Tags<'_>| {
        tags.iter()
            .any(|(key, _)| key.starts_with("addr:") || key.starts_with("name"))
    };
    let ways = extract.ways().filter_map(move |way| {
        let position = named(&way.tags).then(|| centre(&extract.line(way.nodes)))??;
        Some(Object {
            tags: way.tags,
            position,
        })
    });
    let relations = extract.relations().filter_map(move |relation| {
        let area = relation.tags.is("type", "multipolygon") && named(&relation.tags);
        let position = area.then(|| outer_centre(extract, &relation))??;
        Some(Object {
            tags: relation.tags,
            position,
        })
    });
    nodes.chain(ways).chain(relations)
}

fn outer_centre(extract: &Extract, relation: &Relation<'_>) -> Option<LngLat> {
    relation.members().find_map(|member| match member.id {
        MemberId::Way(id) if member.role != "inner" => {
            centre(&extract.line(extract.way(id)?.nodes))
        }
        _ => None,
    })
}

/// The centroid of the outline (or of the line, if it is open).
fn centre(line: &[LngLat]) -> Option<LngLat> {
    let coords = geo::LineString::from_iter(line.iter().map(|point| (point.lng(), point.lat())));
    let centroid = if coords.is_closed() {
        geo::Polygon::new(coords, vec![]).centroid()?
    } else {
        coords.centroid()?
    };
    LngLat::new(centroid.x(), centroid.y()).ok()
}

/// Collects entries; interns texts; knows the towns.
pub(super) struct Collector {
    pub(super) data: PlaceData,
    index: IndexBuilder,
    /// Text 0 is empty.
    texts: Interner,
    towns: Towns,
    /// Kind, texts and place (about 100 m) of what is there already: shops are often mapped twice.
    seen: HashSet<(u8, [u32; 3], [i32; 2])>,
}

impl Collector {
    fn new(extract: &Extract) -> Self {
        let is_town = |tags: &Tags<'_>| {
            tags.get("place")
                .is_some_and(|place| matches!(place, "city" | "town" | "village" | "suburb"))
        };
        let towns = extract
            .tagged_nodes()
            .filter(|node| is_town(&node.tags))
            .filter_map(|node| Some((node.position, main_name(&node.tags)?.to_owned())));
        let mut texts = Interner::default();
        texts.intern("");
        Self {
            towns: Towns::of(towns),
            data: PlaceData::default(),
            index: IndexBuilder::default(),
            texts,
            seen: HashSet::new(),
        }
    }

    /// Adds an entry unless the same stands there already.
    pub(super) fn add<'n>(&mut self, new: &NewEntry<'n>, names: impl Iterator<Item = &'n str>) {
        let (lng, lat) = new.position.to_steps();
        let entry = Entry {
            kind: new.kind,
            steps: [lng, lat],
            name: self.texts.intern(new.name),
            house_number: self.texts.intern(new.house_number),
            city: self.texts.intern(new.city),
            osm_key: self.texts.intern(new.osm_key),
            osm_value: self.texts.intern(new.osm_value),
        };
        // Streets of one name are told apart when they are grouped.
        let cell = [lng / 10_000, lat / 10_000];
        let texts = [entry.name, entry.house_number, entry.city];
        let seen = (new.kind as u8, texts, cell);
        if new.kind != EntryKind::Street && !self.seen.insert(seen) {
            return;
        }
        let number = u32::try_from(self.data.entries.len()).expect("a city fits into 32 bits");
        for text in names.chain([new.name, new.house_number]) {
            self.index.add_name(number, text);
        }
        self.index.add_context(number, new.city);
        self.data.entries.push(entry);
    }

    fn add_place(&mut self, object: &Object<'_>) {
        let Some((name, (key, value))) = main_name(&object.tags).zip(place_kind(&object.tags))
        else {
            return;
        };
        let city = self.city_of(&object.tags, object.position);
        self.add(
            &NewEntry {
                kind: EntryKind::Place,
                position: object.position,
                name,
                house_number: "",
                city: &city,
                osm_key: key,
                osm_value: value,
            },
            all_names(&object.tags),
        );
    }

    fn add_address(&mut self, object: &Object<'_>) {
        let tags = &object.tags;
        let Some(number) = tags
            .get("addr:housenumber")
            .or_else(|| tags.get("addr:housename"))
        else {
            return;
        };
        let street = tags
            .get("addr:street")
            .or_else(|| tags.get("addr:place"))
            .unwrap_or_default();
        let city = self.city_of(tags, object.position);
        self.add(
            &NewEntry {
                kind: EntryKind::House,
                position: object.position,
                name: street,
                house_number: number,
                city: &city,
                osm_key: "building",
                osm_value: "yes",
            },
            tags.get("addr:housename").into_iter(),
        );
    }

    /// The town: as tagged, else the nearest one.
    pub(super) fn city_of(&self, tags: &Tags<'_>, position: LngLat) -> String {
        if let Some(city) = tags.get("addr:city") {
            return city.to_owned();
        }
        self.towns.nearest(position).to_owned()
    }
}

/// An entry before its texts are interned; an empty text means "none".
pub(super) struct NewEntry<'a> {
    pub(super) kind: EntryKind,
    pub(super) position: LngLat,
    pub(super) name: &'a str,
    pub(super) house_number: &'a str,
    pub(super) city: &'a str,
    pub(super) osm_key: &'a str,
    pub(super) osm_value: &'a str,
}
