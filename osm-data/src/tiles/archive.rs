//! The two sections of the city file that hold the tiles: a sorted index, and the gzipped tiles
//! themselves, one after the other, small ones that are equal once.
//!
//! Index layout, little endian: `u32` layout version, `u32` entry count, then per tile 24 bytes in
//! the order of [`TileAddress`]: `u32` zoom, `u32` x, `u32` y, `u32` length, `u64` offset into the
//! data section.

use std::collections::HashMap;

use super::address::{MAX_ZOOM, TileAddress};

/// Name of the city file's section that says where each tile lies in the data.
pub const INDEX_SECTION: &str = "tiles/index";
/// Name of the city file's section that holds the tiles.
pub const DATA_SECTION: &str = "tiles/data";

const LAYOUT_VERSION: u32 = 1;
const HEADER_BYTES: usize = 8;
const ENTRY_BYTES: usize = 24;

/// Tiles of at most so many bytes are compared with each other: an open sea is one small tile many times.
const SHARED_BYTES: usize = 256;

/// Puts tiles one after the other into the data section, small ones with equal bytes once, and makes the index.
#[derive(Debug, Default)]
pub(super) struct TilePacker {
    entries: Vec<(TileAddress, u32, u64)>,
    shared: HashMap<Vec<u8>, u64>,
    data_bytes: u64,
    distinct: usize,
}

impl TilePacker {
    /// Adds a gzipped tile; `write` gets what has to be appended to the data section.
    pub(super) fn add<E>(
        &mut self,
        address: TileAddress,
        bytes: Vec<u8>,
        write: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let length = u32::try_from(bytes.len()).expect("a tile is far smaller than 4 GiB");
        let offset = match self.shared.get(&bytes) {
            Some(&offset) => offset,
            None => {
                write(&bytes)?;
                let offset = self.data_bytes;
                self.data_bytes += bytes.len() as u64;
                self.distinct += 1;
                if bytes.len() <= SHARED_BYTES {
                    self.shared.insert(bytes, offset);
                }
                offset
            }
        };
        self.entries.push((address, length, offset));
        Ok(())
    }

    /// How many tiles were added, and how many of them were written.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.entries.len(), self.distinct)
    }

    /// Content of the section [`INDEX_SECTION`].
    pub(super) fn index(mut self) -> Vec<u8> {
        self.entries.sort_unstable_by_key(|&(address, ..)| address);
        let count = self.entries.len();
        let mut index = Vec::with_capacity(HEADER_BYTES + count * ENTRY_BYTES);
        let count = u32::try_from(count).expect("14 zoom levels of one city are far fewer");
        index.extend(LAYOUT_VERSION.to_le_bytes());
        index.extend(count.to_le_bytes());
        for (address, length, offset) in self.entries {
            for word in [u32::from(address.zoom()), address.x(), address.y(), length] {
                index.extend(word.to_le_bytes());
            }
            index.extend(offset.to_le_bytes());
        }
        index
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

    struct Packed {
        index: Vec<u8>,
        data: Vec<u8>,
        counts: (usize, usize),
    }

    fn packed(tiles: &[(TileAddress, &[u8])]) -> Packed {
        let mut packer = TilePacker::default();
        let mut data = Vec::new();
        for &(address, bytes) in tiles {
            let mut write = |bytes: &[u8]| -> Result<(), ()> {
                data.extend_from_slice(bytes);
                Ok(())
            };
            packer.add(address, bytes.to_vec(), &mut write).unwrap();
        }
        Packed {
            counts: packer.counts(),
            index: packer.index(),
            data,
        }
    }

    fn three_tiles() -> Packed {
        packed(&[
            (address(2, 3, 1), b"sea"),
            (address(0, 0, 0), b"world"),
            (address(2, 1, 3), b"sea"),
        ])
    }

    #[test]
    fn finds_what_was_packed_and_stores_equal_tiles_once() {
        let set = three_tiles();
        assert_eq!((set.counts, set.data.len()), ((3, 2), 8));
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
            Err(TileIndexError::Entry { entry: 0 }),
            "data cut off: the first tile lies last"
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
