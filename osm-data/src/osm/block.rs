//! A decoded piece of a file, the same for all formats.

use super::{MemberId, NodeId, ReadError, RelationId, Texts, WayId};
use std::ops::{ControlFlow, Range};

/// A file format: hands over a file piece by piece, as often as asked.
pub trait BlockSource {
    /// Calls `each` with every block in file order until it breaks. Blocks hold only what is `wanted`.
    ///
    /// # Errors
    /// When the file cannot be read or does not decode; blocks before the bad one have been handed over.
    fn each_block(
        &self,
        wanted: Wanted,
        each: &mut dyn FnMut(Block) -> ControlFlow<()>,
    ) -> Result<(), ReadError>;

    /// Size of the file in bytes.
    ///
    /// # Errors
    /// When the file cannot be looked at.
    fn size_bytes(&self) -> Result<u64, ReadError>;
}

/// Which kinds of object a pass over the file needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Nodes.
    pub nodes: bool,
    /// Ways.
    pub ways: bool,
    /// Relations.
    pub relations: bool,
}

impl Wanted {
    /// Every kind.
    pub const ALL: Self = Self {
        nodes: true,
        ways: true,
        relations: true,
    };
}

/// Some objects of a file; text and lists lie in shared arrays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Texts of the block.
    pub strings: Texts,
    /// Key and value (indices into `strings`) of all objects.
    pub tags: Vec<[u32; 2]>,
    /// Node references of all ways.
    pub refs: Vec<NodeId>,
    /// Members of all relations.
    pub members: Vec<MemberRef>,
    /// The nodes.
    pub nodes: Vec<RawNode>,
    /// The ways.
    pub ways: Vec<RawWay>,
    /// The relations.
    pub relations: Vec<RawRelation>,
    /// Nodes left out because their position is not on Earth.
    pub nodes_off_earth: Vec<NodeId>,
    /// When the data was current, in seconds since 1970 (header block only).
    pub data_as_of_unix_secs: Option<i64>,
    /// Box of the data as west, south, east, north in steps of 1e-7 degrees (header block only).
    pub box_steps: Option<[i32; 4]>,
    /// How much of the file had been read with it, in bytes.
    pub file_offset: u64,
}

/// A node of a [`Block`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawNode {
    /// Its id.
    pub id: NodeId,
    /// Longitude in steps of 1e-7 degrees.
    pub lng_steps: i32,
    /// Latitude in steps of 1e-7 degrees.
    pub lat_steps: i32,
    /// Its part of [`Block::tags`].
    pub tags: Range<usize>,
}

/// A way of a [`Block`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawWay {
    /// Its id.
    pub id: WayId,
    /// Its part of [`Block::refs`].
    pub refs: Range<usize>,
    /// Its part of [`Block::tags`].
    pub tags: Range<usize>,
}

/// A relation of a [`Block`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRelation {
    /// Its id.
    pub id: RelationId,
    /// Its part of [`Block::members`].
    pub members: Range<usize>,
    /// Its part of [`Block::tags`].
    pub tags: Range<usize>,
}

/// A relation's member with its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberRef {
    /// Which object.
    pub id: MemberId,
    /// What it is to the relation (index into the strings beside it).
    pub role: u32,
}

/// A position in 1e-7 degree steps as two `i32`, or `None` when it is not on Earth.
pub(super) fn steps_on_earth(lng_steps: i64, lat_steps: i64) -> Option<(i32, i32)> {
    let lng = i32::try_from(lng_steps).ok()?;
    let lat = i32::try_from(lat_steps).ok()?;
    ((-1_800_000_000..=1_800_000_000).contains(&lng) && (-900_000_000..=900_000_000).contains(&lat))
        .then_some((lng, lat))
}
