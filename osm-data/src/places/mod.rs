//! Addresses, streets and named places: found by text ([`Places::search`]) and by position ([`Places::reverse`]).

mod codec;
mod collect;
mod crossing;
mod data;
mod fold;
mod index;
mod naming;
mod reverse;
mod search;
mod streets;
#[cfg(test)]
mod tests;
mod towns;

pub use codec::PlacesError;

pub(crate) use collect::collect;
pub(crate) use data::PlaceData;

use data::{Entry, EntryKind};
use index::Index;
use nearhand_engine::units::{LngLat, Metres};
use reverse::Nearby;

/// Something that a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: HitKind,
    /// Where to drive to: for a street a point on it.
    pub position: LngLat,
    /// One line for people: "12 Triq ir-Repubblika, Valletta".
    pub label: String,
    /// Its own name: the street's, the place's, or house number and street.
    pub name: String,
    /// Street of an address.
    pub street: Option<String>,
    /// House number (or house name) of an address.
    pub house_number: Option<String>,
    /// Town or suburb.
    pub city: Option<String>,
    /// OpenStreetMap key that says what a place is, such as "amenity".
    pub osm_key: Option<String>,
    /// Value of that key, such as "pharmacy".
    pub osm_value: Option<String>,
    /// How far it is from the point that was asked about, if any.
    pub distance: Option<Metres>,
}

/// Kinds of [`Hit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// An address.
    House,
    /// A named street.
    Street,
    /// Where two named streets meet.
    Crossing,
    /// A named place: a shop, a hospital, a suburb.
    Place,
}

/// All addresses, streets and places of a city, ready to be searched.
#[derive(Debug)]
pub struct Places {
    data: PlaceData,
    index: Index,
    nearby: Nearby,
}

/// An address as a place where people are.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Where it is.
    pub position: LngLat,
    /// One line for people.
    pub label: String,
}

impl Places {
    /// Reads the sections of a city file; `section` gives the content of one.
    ///
    /// # Errors
    /// When a section is missing or does not decode.
    pub fn from_sections<'a>(
        section: impl Fn(&str) -> Option<&'a [u8]>,
    ) -> Result<Self, PlacesError> {
        let data = PlaceData::decode(&section)?;
        let index = Index::decode(&section, data.entries.len())?;
        Ok(Self {
            nearby: Nearby::new(&data),
            data,
            index,
        })
    }

    /// Finds addresses, streets, crossings and places by text, best first.
    ///
    /// Case and accents do not matter, the last word may be unfinished, words may have a typo or two.
    /// Understands "12 Main Street", "Main Street 12", "Fountain & Fairfax", "corner of X and Y", "X at Y" and "X y Y".
    /// Equally good matches come in the order of their distance to `near`.
    #[must_use]
    pub fn search(&self, query: &str, near: Option<LngLat>, limit: usize) -> Vec<Hit> {
        search::search(self, query, near, limit)
    }

    /// Addresses and streets around a point, nearest first, within a kilometre.
    #[must_use]
    pub fn reverse(&self, point: LngLat, limit: usize) -> Vec<Hit> {
        self.nearby.hits(&self.data, point, limit)
    }

    /// All addresses.
    pub fn addresses(&self) -> impl Iterator<Item = Address> {
        self.data
            .entries
            .iter()
            .filter(|entry| entry.kind == EntryKind::House)
            .map(|entry| Address {
                position: entry.position(),
                label: self.data.label(entry),
            })
    }

    /// Where all named places are.
    pub fn place_positions(&self) -> impl Iterator<Item = LngLat> {
        self.data
            .entries
            .iter()
            .filter(|entry| entry.kind == EntryKind::Place)
            .map(Entry::position)
    }

    /// How many addresses, streets and places there are.
    #[must_use]
    pub fn counts(&self) -> PlaceCounts {
        self.data.counts()
    }
}

/// How many entries of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceCounts {
    /// Addresses.
    pub addresses: u64,
    /// Named streets.
    pub streets: u64,
    /// Named places.
    pub places: u64,
}
