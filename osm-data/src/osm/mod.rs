//! Reading OpenStreetMap files: `.osm.pbf` and `.osm` XML into one compact [`Extract`].
//!
//! [`read`] is the door. A file format is a [`BlockSource`]; everything after it is the same for all formats.
//! No file from outside is trusted: a broken one gives a [`ReadError`] or is counted in [`Broken`].

mod block;
mod builder;
mod error;
mod extract;
mod ids;
mod pbf;
mod pbf_block;
#[cfg(test)]
mod tests;
mod xml;

pub use block::{Block, BlockSource, MemberRef, RawNode, RawRelation, RawWay, Wanted};
pub use builder::read_blocks;
pub use error::{BlockProblem, ReadError};
pub use extract::{Broken, Extract, Member, Node, Relation, Tags, Way};
pub use ids::{MemberId, NodeId, RelationId, WayId};
pub use pbf::PbfSource;
pub use xml::XmlSource;

use nearhand_engine::units::BoundingBox;
use std::io::Read;
use std::path::Path;

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

/// How far reading has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Bytes read so far, all passes together.
    pub done_bytes: u64,
    /// Bytes to read, all passes together.
    pub total_bytes: u64,
}

/// Reads an OpenStreetMap file, XML or PBF (told apart by its first bytes).
///
/// With `clip`, only ways that have a node in the box are kept, complete; of the other nodes those in the box
/// and those that a kept way needs; and relations with at least one kept member.
///
/// # Errors
/// When the file cannot be read, is neither PBF nor XML, is cut off, or a block of it does not decode.
pub fn read(
    input: Input<'_>,
    clip: Option<BoundingBox>,
    progress: &mut dyn FnMut(ReadProgress),
) -> Result<Extract, ReadError> {
    let first = input.first_bytes()?;
    if XmlSource::recognises(&first) {
        read_blocks(&XmlSource::new(input), clip, progress)
    } else if PbfSource::recognises(&first) {
        read_blocks(&PbfSource::new(input), clip, progress)
    } else {
        Err(ReadError::NotOsm { file: input.name() })
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

    fn open(&self) -> Result<Box<dyn Read + 'a>, ReadError> {
        match *self {
            Self::Path(path) => {
                let file = std::fs::File::open(path).map_err(|source| self.io_error(source))?;
                Ok(Box::new(std::io::BufReader::with_capacity(1 << 20, file)))
            }
            Self::Bytes { bytes, .. } => Ok(Box::new(bytes)),
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

    fn first_bytes(&self) -> Result<Vec<u8>, ReadError> {
        let mut first = Vec::new();
        self.open()?
            .take(64)
            .read_to_end(&mut first)
            .map_err(|source| self.io_error(source))?;
        Ok(first)
    }

    fn io_error(&self, source: std::io::Error) -> ReadError {
        ReadError::Io {
            file: self.name(),
            source,
        }
    }
}
