//! Where a file comes from, what it is, and how it is unpacked.

use super::ReadError;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Unpacked bytes looked at to find damage: more than a block of bzip2.
const CHECKED_BYTES: u64 = 16 << 20;

/// Where an OpenStreetMap file comes from.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A file on disk, read piece by piece.
    Path(&'a Path),
    /// A file in memory.
    Bytes {
        /// What to call it in messages.
        name: &'a str,
        /// Its content.
        bytes: &'a [u8],
    },
}

/// How the content of a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip (RFC 1952), one or several members.
    Gzip,
    /// bzip2, one or several streams.
    Bzip2,
}

impl Packing {
    fn of(first: &[u8]) -> Self {
        if first.starts_with(&[0x1f, 0x8b]) {
            Self::Gzip
        } else if first.starts_with(b"BZh") {
            Self::Bzip2
        } else {
            Self::Plain
        }
    }
}

impl std::fmt::Display for Packing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
        })
    }
}

/// The unpacked content of an input, with how much of the file has been read.
pub(super) struct Content<'a> {
    pub(super) reader: Box<dyn Read + Send + 'a>,
    pub(super) packing: Packing,
    pub(super) position: Position,
}

/// How many bytes of a file have been read, packed as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Position(Arc<AtomicU64>);

impl Position {
    pub(super) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted<R> {
    inner: R,
    position: Position,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.position.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl<'a> Input<'a> {
    /// The file's name for messages (without its folder).
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Bytes { name, .. } => (*name).to_owned(),
        }
    }

    /// The file's size in bytes.
    ///
    /// # Errors
    /// When the file cannot be looked at.
    pub fn len_bytes(&self) -> Result<u64, ReadError> {
        match self {
            Self::Path(path) => std::fs::metadata(path)
                .map(|meta| meta.len())
                .map_err(|source| self.io_error(source)),
            Self::Bytes { bytes, .. } => Ok(bytes.len() as u64),
        }
    }

    /// The content as it is.
    pub(super) fn open(&self) -> Result<Box<dyn Read + Send + 'a>, ReadError> {
        match *self {
            Self::Path(path) => {
                let file = std::fs::File::open(path).map_err(|source| self.io_error(source))?;
                Ok(Box::new(BufReader::with_capacity(1 << 18, file)))
            }
            Self::Bytes { bytes, .. } => Ok(Box::new(bytes)),
        }
    }

    /// The content unpacked; how it is packed is told by its first bytes, never by the file's name.
    pub(super) fn open_unpacked(&self) -> Result<Content<'a>, ReadError> {
        let mut file = self.open()?;
        let mut first = Vec::new();
        file.by_ref()
            .take(3)
            .read_to_end(&mut first)
            .map_err(|source| self.io_error(source))?;
        let packing = Packing::of(&first);
        let position = Position::default();
        let whole = Counted {
            inner: std::io::Cursor::new(first).chain(file),
            position: position.clone(),
        };
        let reader: Box<dyn Read + Send + 'a> = match packing {
            Packing::Plain => Box::new(whole),
            Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
            Packing::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(whole)),
        };
        Ok(Content {
            reader,
            packing,
            position,
        })
    }

    /// The first bytes of the unpacked content.
    pub(super) fn first_bytes(&self) -> Result<Vec<u8>, ReadError> {
        let mut first = Vec::new();
        let content = self.open_unpacked()?;
        let Content {
            reader, packing, ..
        } = content;
        reader
            .take(64)
            .read_to_end(&mut first)
            .map_err(|source| self.unpack_error(packing, content.position.bytes(), source))?;
        Ok(first)
    }

    /// Unpacks the beginning of a packed file, so far that its first checksum is reached, to find damage.
    pub(super) fn check_packing(&self) -> Result<(), ReadError> {
        let Content {
            reader,
            packing,
            position,
        } = self.open_unpacked()?;
        if packing == Packing::Plain {
            return Ok(());
        }
        std::io::copy(&mut reader.take(CHECKED_BYTES), &mut std::io::sink())
            .map(drop)
            .map_err(|source| self.unpack_error(packing, position.bytes(), source))
    }

    pub(super) fn io_error(&self, source: std::io::Error) -> ReadError {
        ReadError::Io {
            file: self.name(),
            source,
        }
    }

    /// What a failure to read means: the file may be damaged, or the disk.
    pub(super) fn unpack_error(
        &self,
        packing: Packing,
        offset: u64,
        source: std::io::Error,
    ) -> ReadError {
        use std::io::ErrorKind;
        let damaged = matches!(
            source.kind(),
            ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof
        );
        if packing == Packing::Plain || !damaged {
            return self.io_error(source);
        }
        ReadError::Packed {
            file: self.name(),
            packing,
            offset,
            cut_off: source.kind() == ErrorKind::UnexpectedEof,
        }
    }
}
