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
use std::io::{BufWriter, Read, Seek, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

const MAGIC: &[u8; 8] = b"NEARHAND";
/// Raised whenever the meaning of a byte changes; other versions are refused.
pub const FORMAT_VERSION: u32 = 5;
const HEADER_BYTES: usize = 64;
const ENTRY_BYTES: usize = 64;
const NAME_BYTES: usize = 40;
const ALIGN: usize = 64;
/// The table is written last and has room for so many sections before the first of them.
const MAX_SECTIONS: usize = 255;
const FIRST_SECTION: usize = HEADER_BYTES + MAX_SECTIONS * ENTRY_BYTES;

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

/// Writes sections into a new file, one after the other and none of them held in memory, and puts it in place in one
/// step: a reader sees the old file or the new one.
pub(super) struct Writer {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    /// Where the next byte goes.
    at: u64,
    table: Vec<u8>,
    section: Option<OpenSection>,
}

/// A section being written.
struct OpenSection {
    name: String,
    begin: u64,
    sum: crc32fast::Hasher,
}

impl Writer {
    /// Begins a file. One that is there already is replaced at the end, but only if it is a city file (or empty).
    pub(super) fn create(path: &Path) -> Result<Self, CityError> {
        let io = |source| io_error(path, source);
        if !is_replaceable(path).map_err(io)? {
            return Err(CityError::NotReplaced {
                path: path.to_owned(),
            });
        }
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".nearhand-")
            .suffix(".city.part")
            .tempfile_in(folder)
            .map_err(io)?;
        let mut writer = Self {
            path: path.to_owned(),
            file: BufWriter::with_capacity(1 << 16, file),
            at: 0,
            table: Vec::new(),
            section: None,
        };
        writer.put(&vec![0; FIRST_SECTION]).map_err(io)?;
        Ok(writer)
    }

    /// Writes a whole section.
    pub(super) fn section(&mut self, name: &str, bytes: &[u8]) -> Result<(), CityError> {
        self.begin(name)
            .and_then(|()| self.append(bytes))
            .map_err(|source| io_error(&self.path, source))
    }

    /// Begins a section; it ends where the next one begins.
    pub(super) fn begin(&mut self, name: &str) -> std::io::Result<()> {
        assert!(name.len() < NAME_BYTES, "section names are short constants");
        self.end_section();
        let gap = self.at.next_multiple_of(ALIGN as u64) - self.at;
        self.put(&[0; ALIGN][..usize::try_from(gap).unwrap_or(0)])?;
        self.section = Some(OpenSection {
            name: name.to_owned(),
            begin: self.at,
            sum: crc32fast::Hasher::new(),
        });
        Ok(())
    }

    /// Adds to the section begun last.
    pub(super) fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        if let Some(section) = &mut self.section {
            section.sum.update(bytes);
        }
        self.put(bytes)
    }

    /// Writes the table, waits until all of it is on the disk, and puts the file in place. Returns its length in bytes.
    pub(super) fn finish(mut self) -> Result<u64, CityError> {
        self.end_section();
        let path = std::mem::take(&mut self.path);
        let io = |source| io_error(&path, source);
        let head = self.head();
        let mut file = self
            .file
            .into_inner()
            .map_err(|error| io(error.into_error()))?;
        file.rewind().map_err(io)?;
        file.write_all(&head).map_err(io)?;
        make_readable(file.as_file()).map_err(io)?;
        file.as_file().sync_all().map_err(io)?;
        file.persist(&path).map_err(|error| io(error.error))?;
        Ok(self.at)
    }

    /// Where the file will be.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.at += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn end_section(&mut self) {
        let Some(section) = self.section.take() else {
            return;
        };
        let table = &mut self.table;
        let entry = table.len();
        table.extend(section.name.as_bytes());
        table.resize(entry + NAME_BYTES, 0);
        table.extend(section.begin.to_le_bytes());
        table.extend((self.at - section.begin).to_le_bytes());
        table.extend(section.sum.finalize().to_le_bytes());
        table.extend([0; 4]);
    }

    /// Header and table.
    fn head(&self) -> Vec<u8> {
        let count = self.table.len() / ENTRY_BYTES;
        assert!(count <= MAX_SECTIONS, "there are a few dozen sections");
        let mut head = MAGIC.to_vec();
        head.extend(FORMAT_VERSION.to_le_bytes());
        head.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        head.extend(self.at.to_le_bytes());
        head.extend(crc32fast::hash(&self.table).to_le_bytes());
        head.extend(crc32fast::hash(&head).to_le_bytes());
        head.resize(HEADER_BYTES, 0);
        head.extend(&self.table);
        head
    }
}

/// Nothing, an empty file and a city file (whole or damaged, of any version) may be replaced: a slip of the pen must
/// not cost anybody their map data.
fn is_replaceable(path: &Path) -> std::io::Result<bool> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    let mut start = Vec::new();
    std::io::Read::take(file, MAGIC.len() as u64).read_to_end(&mut start)?;
    Ok(MAGIC.starts_with(&start))
}

fn io_error(path: &Path, source: std::io::Error) -> CityError {
    CityError::Io {
        path: path.to_owned(),
        source,
    }
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
        let mut writer = Writer::create(&path).unwrap();
        for (name, bytes) in sections() {
            writer.begin(&name).unwrap();
            // In pieces, as the tiles are written.
            for piece in bytes.chunks(100) {
                writer.append(piece).unwrap();
            }
        }
        let length = writer.finish().unwrap();
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
    fn only_a_city_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.osm.pbf");
        for (content, replaced) in [
            (&b""[..], true),
            (b"NEARHAND, cut off", true),
            (b"\0\0\0\x0d\x0a\x09OSMHeader", false),
            (b"N", true),
            (b"no", false),
        ] {
            std::fs::write(&path, content).unwrap();
            let created = Writer::create(&path);
            assert_eq!(created.is_ok(), replaced, "{content:?}");
            if let Err(error) = created {
                assert!(matches!(error, CityError::NotReplaced { .. }), "{error}");
            }
            assert_eq!(std::fs::read(&path).unwrap(), content);
        }
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
