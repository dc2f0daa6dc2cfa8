//! Entries, street lines and crossings as arrays, and their sections in the city file.

use super::codec::{PlacesError, Reader, Writer};
use super::{Hit, HitKind, PlaceCounts};
use crate::osm::Texts;
use nearhand_engine::units::LngLat;

const TEXTS: &str = "places/texts";
const ENTRIES: &str = "places/entries";
pub(super) const STREETS: &str = "places/streets";

/// Everything about addresses, streets and places but the search index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PlaceData {
    /// Interned texts; 0 is empty and means "none".
    pub(super) texts: Texts,
    /// Streets first, in the order of `streets`.
    pub(super) entries: Vec<Entry>,
    pub(super) streets: Vec<Street>,
    /// Where named streets meet, in steps of 1e-7 degrees.
    pub(super) crossings: Vec<[i32; 2]>,
}

/// Something that can be found. Texts are indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: EntryKind,
    pub(super) steps: [i32; 2],
    pub(super) name: u32,
    pub(super) house_number: u32,
    pub(super) city: u32,
    pub(super) osm_key: u32,
    pub(super) osm_value: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Street,
    House,
    Place,
}

/// The shape of a street and whom it meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Street {
    /// Lines in steps of 1e-7 degrees.
    pub(super) lines: Vec<Vec<[i32; 2]>>,
    /// Indices into `crossings`, sorted.
    pub(super) crossings: Vec<u32>,
}

impl Entry {
    pub(super) fn position(&self) -> LngLat {
        LngLat::from_steps(self.steps[0], self.steps[1])
    }
}

impl PlaceData {
    pub(super) fn text(&self, index: u32) -> &str {
        self.texts.get(index)
    }

    /// "12 Triq ir-Repubblika, Valletta"
    pub(super) fn label(&self, entry: &Entry) -> String {
        let name = self.own_name(entry);
        match self.text(entry.city) {
            "" => name,
            city if city == name => name,
            city => format!("{name}, {city}"),
        }
    }

    fn own_name(&self, entry: &Entry) -> String {
        let (name, number) = (self.text(entry.name), self.text(entry.house_number));
        match (name, number) {
            (name, "") => name.to_owned(),
            ("", number) => number.to_owned(),
            (name, number) => format!("{number} {name}"),
        }
    }

    pub(super) fn hit(&self, entry: &Entry) -> Hit {
        let some = |index: u32| Some(self.text(index).to_owned()).filter(|text| !text.is_empty());
        let house = entry.kind == EntryKind::House;
        Hit {
            kind: match entry.kind {
                EntryKind::House => HitKind::House,
                EntryKind::Street => HitKind::Street,
                EntryKind::Place => HitKind::Place,
            },
            position: entry.position(),
            label: self.label(entry),
            name: self.own_name(entry),
            street: some(entry.name).filter(|_| house),
            house_number: some(entry.house_number),
            city: some(entry.city),
            osm_key: some(entry.osm_key),
            osm_value: some(entry.osm_value),
            distance: None,
        }
    }

    pub(crate) fn counts(&self) -> PlaceCounts {
        let count = |kind| {
            let of_kind = self.entries.iter().filter(|entry| entry.kind == kind);
            of_kind.count() as u64
        };
        PlaceCounts {
            addresses: count(EntryKind::House),
            streets: count(EntryKind::Street),
            places: count(EntryKind::Place),
        }
    }

    /// Sections of the city file, without the streets' lines and crossings.
    pub(super) fn encode(&self) -> Vec<(String, Vec<u8>)> {
        let mut texts = Writer::default();
        texts.len(self.texts.len());
        for text in self.texts.iter() {
            texts.text(text);
        }
        let mut entries = Writer::default();
        entries.len(self.entries.len());
        for entry in &self.entries {
            entries.u32(match entry.kind {
                EntryKind::Street => 0,
                EntryKind::House => 1,
                EntryKind::Place => 2,
            });
            entries.i32(entry.steps[0]);
            entries.i32(entry.steps[1]);
            for text in entry.texts() {
                entries.u32(text);
            }
        }
        [(TEXTS, texts), (ENTRIES, entries)]
            .map(|(name, writer)| (name.to_owned(), writer.bytes))
            .into()
    }

    pub(super) fn decode<'a>(
        find: &impl Fn(&str) -> Option<&'a [u8]>,
    ) -> Result<Self, PlacesError> {
        let mut texts = Texts::default();
        for text in Reader::open(TEXTS, find)?.list(Reader::text)? {
            texts.push(&text);
        }
        let mut reader = Reader::open(ENTRIES, find)?;
        let entries = reader.list(|reader| Entry::decode(reader, texts.len()))?;
        let mut reader = Reader::open(STREETS, find)?;
        let position = |reader: &mut Reader<'a>| Ok([reader.i32()?, reader.i32()?]);
        let crossings = reader.list(position)?;
        let streets = reader.list(|reader| {
            Ok(Street {
                crossings: reader.list(|reader| reader.index(crossings.len()))?,
                lines: reader.list(|reader| reader.list(position))?,
            })
        })?;
        let streets_first = entries.len() >= streets.len()
            && entries[..streets.len()]
                .iter()
                .all(|entry| entry.kind == EntryKind::Street);
        if !streets_first {
            return Err(reader.damaged());
        }
        Ok(Self {
            texts,
            entries,
            streets,
            crossings,
        })
    }
}

impl Entry {
    fn texts(&self) -> [u32; 5] {
        [
            self.name,
            self.house_number,
            self.city,
            self.osm_key,
            self.osm_value,
        ]
    }

    fn decode(reader: &mut Reader<'_>, texts: usize) -> Result<Self, PlacesError> {
        let kind = match reader.u32()? {
            0 => EntryKind::Street,
            1 => EntryKind::House,
            2 => EntryKind::Place,
            _ => return Err(reader.damaged()),
        };
        Ok(Self {
            kind,
            steps: [reader.i32()?, reader.i32()?],
            name: reader.index(texts)?,
            house_number: reader.index(texts)?,
            city: reader.index(texts)?,
            osm_key: reader.index(texts)?,
            osm_value: reader.index(texts)?,
        })
    }
}
