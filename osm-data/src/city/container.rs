//! The frame of the city file: a header, a table of named sections, the sections.
//!
//! Layout, little endian:
//!
//! | bytes | what |
//! |---|---|
//! | 0–8 | `NEARHAND` |
//! | 8–12 | format version |
//! | 12–16 | number of sections |
//! | 16–24 | length of the whole file |
//! | 24–28 | CRC-32 of the section table |
//! | 28–32 | CRC-32 of bytes 0–28 |
//! | 32–64 | zero |
//! | 64– | the table, 64 bytes a section: name (40, padded with zeros), offset (8), length (8), CRC-32 (4), zero (4) |
//! | – | the sections, each at a multiple of 64 bytes, zeros in between |
//!
//! Every byte of the file is covered by a checksum or must be zero: no change goes unnoticed.

use super::CityError;
use memmap2::Mmap;
use nearhand_engine::road::Section as SharedSection;
use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"NEARHAND";
/// Raised whenever the meaning of a byte changes; other versions are refused.
pub const FORMAT_VERSION: u32 = 3;
const HEADER_BYTES: usize = 64;
const ENTRY_BYTES: usize = 64;
const NAME_BYTES: usize = 40;
const ALIGN: usize = 64;

/// An open city file: mapped into memory, checked once.
#[derive(Debug)]
pub(super) struct Container {
    map: Arc<Mmap>,
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    name: String,
    bytes: Range<usize>,
}

impl Container {
    /// Maps a file and checks all of it.
    pub(super) fn open(path: &Path) -> Result<Self, CityError> {
        let io = |source| CityError::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(io)?;
        // An empty file cannot be mapped on every system.
        if file.metadata().map_err(io)?.len() < HEADER_BYTES as u64 {
            let mut start = [0; HEADER_BYTES];
            let read = std::io::Read::read(&mut &file, &mut start).map_err(io)?;
            return Err(short_file(path, &start[..read]));
        }
        #[expect(
            unsafe_code,
            reason = "mapping is unsafe because another process could change or shorten the file while it is read. \
                      City files are never changed in place: `write` puts a new file in the old one's place, \
                      and the old content stays mapped. The bytes are only read, and checked before use."
        )]
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        let sections = check(path, &map)?;
        Ok(Self {
            map: Arc::new(map),
            sections,
        })
    }

    /// The content of a section.
    pub(super) fn section(&self, name: &str) -> Option<&[u8]> {
        Some(&self.map[self.range(name)?])
    }

    /// The content of a section, together with what keeps it mapped.
    pub(super) fn shared_section(&self, name: &str) -> Option<SharedSection> {
        SharedSection::new(self.map.clone(), self.range(name)?)
    }

    fn range(&self, name: &str) -> Option<Range<usize>> {
        let section = self.sections.iter().find(|section| section.name == name)?;
        Some(section.bytes.clone())
    }
}

fn short_file(path: &Path, start: &[u8]) -> CityError {
    let path = path.to_owned();
    if start.is_empty() || !MAGIC.starts_with(&start[..start.len().min(MAGIC.len())]) {
        CityError::Foreign { path }
    } else {
        CityError::Truncated {
            path,
            expected_bytes: HEADER_BYTES as u64,
            found_bytes: start.len() as u64,
        }
    }
}

fn check(path: &Path, bytes: &[u8]) -> Result<Vec<Section>, CityError> {
    let damaged = |section: &str| CityError::Damaged {
        path: path.to_owned(),
        section: section.to_owned(),
    };
    if bytes[..8] != *MAGIC {
        return Err(CityError::Foreign {
            path: path.to_owned(),
        });
    }
    // Before the checksum: another version may lay out everything after it differently.
    let version = u32_at(bytes, 8);
    if version != FORMAT_VERSION {
        return Err(CityError::Version {
            path: path.to_owned(),
            found: version,
        });
    }
    let zeros_follow = bytes[32..HEADER_BYTES].iter().all(|&byte| byte == 0);
    if u32_at(bytes, 28) != crc32fast::hash(&bytes[..28]) || !zeros_follow {
        return Err(damaged("header"));
    }
    let expected_bytes = u64_at(bytes, 16);
    if expected_bytes != bytes.len() as u64 {
        return Err(CityError::Truncated {
            path: path.to_owned(),
            expected_bytes,
            found_bytes: bytes.len() as u64,
        });
    }
    let table_end = HEADER_BYTES.saturating_add((u32_at(bytes, 12) as usize) * ENTRY_BYTES);
    let table = bytes
        .get(HEADER_BYTES..table_end)
        .filter(|table| crc32fast::hash(table) == u32_at(bytes, 24))
        .ok_or_else(|| damaged("section table"))?;
    let mut end = table_end;
    let mut sections = Vec::new();
    for entry in table.chunks_exact(ENTRY_BYTES) {
        let name = entry_name(entry).ok_or_else(|| damaged("section table"))?;
        let section = entry_range(entry)
            .filter(|range| range.start >= end && range.end <= bytes.len())
            .ok_or_else(|| damaged(&name))?;
        let gap_is_zero = bytes[end..section.start].iter().all(|&byte| byte == 0);
        if !gap_is_zero || crc32fast::hash(&bytes[section.clone()]) != u32_at(entry, 56) {
            return Err(damaged(&name));
        }
        end = section.end;
        sections.push(Section {
            name,
            bytes: section,
        });
    }
    if end != bytes.len() {
        return Err(damaged("end"));
    }
    Ok(sections)
}

fn entry_name(entry: &[u8]) -> Option<String> {
    let name = entry[..NAME_BYTES]
        .split(|&byte| byte == 0)
        .next()
        .unwrap_or_default();
    String::from_utf8(name.to_vec()).ok()
}

fn entry_range(entry: &[u8]) -> Option<Range<usize>> {
    let start = usize::try_from(u64_at(entry, 40)).ok()?;
    let length = usize::try_from(u64_at(entry, 48)).ok()?;
    let end = start.checked_add(length)?;
    (start % ALIGN == 0).then_some(start..end)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let word = bytes[at..at + 4]
        .try_into()
        .expect("a slice of four bytes is four bytes");
    u32::from_le_bytes(word)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    let word = bytes[at..at + 8]
        .try_into()
        .expect("a slice of eight bytes is eight bytes");
    u64::from_le_bytes(word)
}

/// Writes sections into a new file and puts it in place in one step: a reader sees the old file or the new one.
/// Returns the length of the file in bytes.
pub(super) fn write(path: &Path, sections: &[(String, Vec<u8>)]) -> Result<u64, CityError> {
    let io = |source| CityError::Io {
        path: path.to_owned(),
        source,
    };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".nearhand-")
        .suffix(".city.part")
        .tempfile_in(folder)
        .map_err(io)?;
    let (head, offsets, length) = head(sections);
    file.write_all(&head).map_err(io)?;
    let mut at = head.len();
    for ((_, bytes), offset) in sections.iter().zip(offsets) {
        file.write_all(&vec![0; offset - at]).map_err(io)?;
        file.write_all(bytes).map_err(io)?;
        at = offset + bytes.len();
    }
    make_readable(file.as_file()).map_err(io)?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(path).map_err(|error| io(error.error))?;
    Ok(length as u64)
}

/// Temporary files are private to their owner; a city file is not.
fn make_readable(file: &File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

/// Header and table, where each section begins, and the length of the whole file.
fn head(sections: &[(String, Vec<u8>)]) -> (Vec<u8>, Vec<usize>, usize) {
    let mut end = HEADER_BYTES + sections.len() * ENTRY_BYTES;
    let mut table = Vec::new();
    let mut offsets = Vec::new();
    for (name, bytes) in sections {
        assert!(name.len() < NAME_BYTES, "section names are short constants");
        let offset = end.next_multiple_of(ALIGN);
        end = offset + bytes.len();
        offsets.push(offset);
        table.extend(name.as_bytes());
        table.resize(
            table.len().next_multiple_of(ENTRY_BYTES) - ENTRY_BYTES + NAME_BYTES,
            0,
        );
        table.extend((offset as u64).to_le_bytes());
        table.extend((bytes.len() as u64).to_le_bytes());
        table.extend(crc32fast::hash(bytes).to_le_bytes());
        table.extend([0; 4]);
    }
    let count = u32::try_from(sections.len()).expect("there are a few dozen sections");
    let mut head = MAGIC.to_vec();
    head.extend(FORMAT_VERSION.to_le_bytes());
    head.extend(count.to_le_bytes());
    head.extend((end as u64).to_le_bytes());
    head.extend(crc32fast::hash(&table).to_le_bytes());
    head.extend(crc32fast::hash(&head).to_le_bytes());
    head.resize(HEADER_BYTES, 0);
    head.extend(table);
    (head, offsets, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sections() -> Vec<(String, Vec<u8>)> {
        vec![
            ("meta".to_owned(), b"name = 'x'".to_vec()),
            ("empty".to_owned(), vec![]),
            ("road/data".to_owned(), (0..=255).collect()),
        ]
    }

    fn opened(bytes: &[u8]) -> Result<Container, CityError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.city");
        std::fs::write(&path, bytes).unwrap();
        Container::open(&path)
    }

    fn written() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.city");
        let length = write(&path, &sections()).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, length);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        bytes
    }

    #[test]
    fn what_is_written_is_read_and_every_section_is_aligned() {
        let container = opened(&written()).unwrap();
        for (name, bytes) in sections() {
            let found = container.section(&name).unwrap();
            assert_eq!(found, bytes);
            assert_eq!(found.as_ptr() as usize % ALIGN, 0);
        }
        assert_eq!(container.section("other"), None);
    }

    #[test]
    fn each_kind_of_wrong_file_has_its_own_error() {
        let good = written();
        assert!(matches!(opened(b""), Err(CityError::Foreign { .. })));
        assert!(matches!(opened(&[7; 500]), Err(CityError::Foreign { .. })));
        assert!(matches!(opened(b"PK"), Err(CityError::Foreign { .. })));
        for length in [10, 63, 64, 200, good.len() - 1] {
            assert!(
                matches!(opened(&good[..length]), Err(CityError::Truncated { .. })),
                "{length}"
            );
        }
        let mut newer = good.clone();
        newer[8] += 1;
        assert!(matches!(
            opened(&newer),
            Err(CityError::Version { found, .. }) if found == FORMAT_VERSION + 1
        ));
        let mut damaged = good;
        *damaged.last_mut().unwrap() ^= 1;
        assert!(
            matches!(opened(&damaged), Err(CityError::Damaged { section, .. }) if section == "road/data")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1..=255u8) {
            let mut bytes = written();
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
            prop_assert!(opened(&bytes).is_err());
        }
    }
}
