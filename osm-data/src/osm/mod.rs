//! Reading OpenStreetMap files (`.osm.pbf`, and `.osm` XML, plain or packed with gzip or bzip2) into one compact
//! [`Extract`].
//!
//! [`read`] is the door. A file format is a [`BlockSource`]; everything after it is the same for all formats.
//! No file from outside is trusted: a broken one gives a [`ReadError`], broken things in it a [`Loss`] each.

mod block;
mod builder;
mod error;
mod extract;
mod ids;
mod input;
mod loss;
mod nodes;
mod pbf;
mod pbf_block;
mod pipeline;
#[cfg(test)]
mod tests;
mod texts;
mod xml;

pub use block::{Block, BlockSource, MemberRef, RawNode, RawRelation, RawWay, Wanted};
pub use builder::read_blocks;
pub use error::{BlockProblem, ReadError};
pub use extract::{Extract, Member, Node, Relation, Tags, Way};
pub use ids::{MemberId, NodeId, NodeRef, RelationId, WayId};
pub use input::{Input, Packing};
pub use loss::{Broken, Loss, LossKind};
pub use pbf::PbfSource;
pub(crate) use texts::Interner;
pub use texts::Texts;
pub use xml::XmlSource;

use nearhand_engine::units::BoundingBox;

/// How far reading has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Bytes read so far, all passes together.
    pub done_bytes: u64,
    /// Bytes to read, all passes together.
    pub total_bytes: u64,
}

/// Reads an OpenStreetMap file, XML or PBF, packed or not (told apart by its first bytes).
///
/// With `clip` only ways that have a node in the box, complete; of the other nodes those in the box and those that a kept
/// way needs; and relations with at least one kept member.
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
        // Damage makes any text of a packed file: it is named as the cause if there is some.
        input.check_packing()?;
        Err(ReadError::NotOsm { file: input.name() })
    }
}
