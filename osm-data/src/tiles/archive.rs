//! The two sections of the city file that hold the tiles: a sorted index, and the gzipped tiles
//! themselves, one after the other, each different tile once.
//!
//! Index layout, little endian: `u32` layout version, `u32` entry count, then per tile 24 bytes in
//! the order of [`TileAddress`]: `u32` zoom, `u32` x, `u32` y, `u32` length, `u64` offset into the
//! data section.

use std::collections::HashMap;

use super::address::{MAX_ZOOM, TileAddress};

/// Name of the city file's section that holds [`TileSet::index`].
pub const INDEX_SECTION: &str = "tiles/index";
/// Name of the city file's section that holds [`TileSet::data`].
pub const DATA_SECTION: &str = "tiles/data";

const LAYOUT_VERSION: u32 = 1;
const HEADER_BYTES: usize = 8;
const ENTRY_BYTES: usize = 24;

/// All tiles of a city as the bytes of their two sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileSet {
    /// Content of the section [`INDEX_SECTION`].
    pub index: Vec<u8>,
    /// Content of the section [`DATA_SECTION`].
    pub data: Vec<u8>,
    /// How many tiles the index lists.
    pub tiles: usize,
    /// How many different tiles the data holds.
    pub distinct: usize,
}

impl TileSet {
    /// Packs gzipped tiles; tiles with equal bytes share one copy.
    #[must_use]
    pub fn pack(mut tiles: Vec<(TileAddress, Vec<u8>)>) -> Self {
        tiles.sort_unstable_by_key(|(address, _)| *address);
        let mut index = Vec::with_capacity(HEADER_BYTES + tiles.len() * ENTRY_BYTES);
        let count = u32::try_from(tiles.len()).expect("14 zoom levels of one city are far fewer");
        index.extend(LAYOUT_VERSION.to_le_bytes());
        index.extend(count.to_le_bytes());
        let mut data = Vec::new();
        let mut stored: HashMap<&[u8], u64> = HashMap::new();
        for (address, bytes) in &tiles {
            let offset = *stored.entry(bytes).or_insert_with(|| {
                let offset = data.len() as u64;
                data.extend_from_slice(bytes);
                offset
            });
            let length = u32::try_from(bytes.len()).expect("a tile is far smaller than 4 GiB");
            for word in [u32::from(address.zoom()), address.x(), address.y(), length] {
                index.extend(word.to_le_bytes());
            }
            index.extend(offset.to_le_bytes());
        }
        Self {
            index,
            data,
            tiles: tiles.len(),
            distinct: stored.len(),
        }
    }
}

/// Why a tile index cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileIndexError {
    /// Written by another version of this program.
    #[error(
        "the map tiles have layout version {found}, this program reads {LAYOUT_VERSION}; \
         import the city again"
    )]
    Version {
        /// Version in the file.
        found: u32,
    },
    /// The section is shorter or longer than its own entry count says.
    #[error("the tile index is {found} bytes long where {expected} were expected")]
    Length {
        /// Bytes in the section.
        found: usize,
        /// Bytes its header asks for.
        expected: usize,
    },
    /// An entry is not a tile, is out of order, or points outside the data.
    #[error("entry {entry} of the tile index is damaged")]
    Entry {
        /// Position of the entry, from 0.
        entry: usize,
    },
}

/// The checked index: finds a tile's bytes in the data section.
///
/// It owns the parsed entries and borrows no bytes, so that it can live beside the mapped file.
#[derive(Clone, Debug, Default)]
pub struct TileIndex {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    address: TileAddress,
    start: usize,
    end: usize,
}

impl TileIndex {
    /// Reads and checks the index section against the length of the data section, so that a later
    /// look-up cannot fail.
    ///
    /// # Errors
    /// When the section was written by another version or its bytes are damaged.
    pub fn from_section(index: &[u8], data_len: usize) -> Result<Self, TileIndexError> {
        let word = |at: usize| index.get(at..at + 4).map(le_u32);
        let (Some(version), Some(count)) = (word(0), word(4)) else {
            return Err(TileIndexError::Length {
                found: index.len(),
                expected: HEADER_BYTES,
            });
        };
        if version != LAYOUT_VERSION {
            return Err(TileIndexError::Version { found: version });
        }
        let expected = (count as usize)
            .saturating_mul(ENTRY_BYTES)
            .saturating_add(HEADER_BYTES);
        if index.len() != expected {
            return Err(TileIndexError::Length {
                found: index.len(),
                expected,
            });
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(count as usize);
        for (entry, bytes) in index[HEADER_BYTES..].chunks_exact(ENTRY_BYTES).enumerate() {
            let parsed = parse_entry(bytes, data_len)
                .filter(|new| entries.last().is_none_or(|old| old.address < new.address));
            entries.push(parsed.ok_or(TileIndexError::Entry { entry })?);
        }
        Ok(Self { entries })
    }

    /// The gzipped vector tile, out of the data section that this index was checked against;
    /// `None` when nothing is drawn there or the city does not reach it.
    #[must_use]
    pub fn tile<'data>(&self, data: &'data [u8], address: TileAddress) -> Option<&'data [u8]> {
        let found = self
            .entries
            .binary_search_by_key(&address, |entry| entry.address)
            .ok()?;
        let Entry { start, end, .. } = self.entries[found];
        data.get(start..end)
    }

    /// Every tile in the index, in order.
    pub fn addresses(&self) -> impl ExactSizeIterator<Item = TileAddress> {
        self.entries.iter().map(|entry| entry.address)
    }
}

fn parse_entry(bytes: &[u8], data_len: usize) -> Option<Entry> {
    let (words, offset) = bytes.split_at_checked(16)?;
    let mut words = words.chunks_exact(4).map(le_u32);
    let zoom = u8::try_from(words.next()?)
        .ok()
        .filter(|&z| z <= MAX_ZOOM)?;
    let address = TileAddress::new(zoom, words.next()?, words.next()?)?;
    let length = words.next()? as usize;
    let start = usize::try_from(u64::from_le_bytes(offset.try_into().ok()?)).ok()?;
    let end = start.checked_add(length)?;
    (length > 0 && end <= data_len).then_some(Entry {
        address,
        start,
        end,
    })
}

fn le_u32(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn address(zoom: u8, x: u32, y: u32) -> TileAddress {
        TileAddress::new(zoom, x, y).unwrap()
    }

    fn three_tiles() -> TileSet {
        TileSet::pack(vec![
            (address(2, 3, 1), b"sea".to_vec()),
            (address(0, 0, 0), b"world".to_vec()),
            (address(2, 1, 3), b"sea".to_vec()),
        ])
    }

    #[test]
    fn finds_what_was_packed_and_stores_equal_tiles_once() {
        let set = three_tiles();
        assert_eq!((set.tiles, set.distinct, set.data.len()), (3, 2, 8));
        let index = TileIndex::from_section(&set.index, set.data.len()).unwrap();
        let tile = |z, x, y| index.tile(&set.data, address(z, x, y));
        assert_eq!(tile(0, 0, 0), Some(&b"world"[..]));
        assert_eq!(tile(2, 3, 1), Some(&b"sea"[..]));
        assert_eq!(tile(2, 1, 3), Some(&b"sea"[..]));
        assert_eq!(tile(2, 0, 0), None);
    }

    #[test]
    fn addresses_outside_the_pyramid_do_not_exist() {
        assert_eq!(TileAddress::new(15, 0, 0), None);
        assert_eq!(TileAddress::new(2, 4, 0), None);
        assert_eq!(TileAddress::new(2, 0, 4), None);
        assert_eq!(TileAddress::new(255, 0, 0), None);
    }

    #[test]
    fn damage_is_named() {
        let set = three_tiles();
        let read = |index: &[u8], len| TileIndex::from_section(index, len).map(drop);
        let mut newer = set.index.clone();
        newer[0] = 9;
        assert_eq!(
            read(&newer, 8),
            Err(TileIndexError::Version { found: 9 }),
            "another layout"
        );
        assert_eq!(
            read(&set.index[..50], 8),
            Err(TileIndexError::Length {
                found: 50,
                expected: 80
            }),
            "cut off"
        );
        assert_eq!(
            read(&set.index, 7),
            Err(TileIndexError::Entry { entry: 1 }),
            "data cut off"
        );
        let mut unsorted = set.index;
        unsorted[8..56].rotate_left(24);
        assert_eq!(
            read(&unsorted, 8),
            Err(TileIndexError::Entry { entry: 1 }),
            "out of order"
        );
        assert!(read(&[], 0).is_err(), "empty");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
            cut in any::<prop::sample::Index>(),
        ) {
            let set = three_tiles();
            let mut bytes = set.index;
            for (at, value) in flips {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            bytes.truncate(HEADER_BYTES.max(cut.index(bytes.len() + 1)));
            if let Ok(index) = TileIndex::from_section(&bytes, set.data.len()) {
                for address in index.addresses() {
                    prop_assert!(index.tile(&set.data, address).is_some());
                }
            }
        }
    }
}
