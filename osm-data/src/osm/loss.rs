//! What of a file could not be used: one entry per broken thing, and how many there are of each kind.

use super::MemberId;

/// One broken thing of a file: reported, never fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loss {
    /// What is wrong.
    pub kind: LossKind,
    /// With which object.
    pub object: MemberId,
    /// What it refers to, where a reference is broken.
    pub part: Option<MemberId>,
}

/// Kinds of [`Loss`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossKind {
    /// A way refers to a node that the file does not have.
    MissingNode,
    /// A relation has a member that the file does not have.
    MissingMember,
    /// A relation has no member at all.
    NoMembers,
    /// A way has fewer than two different positions.
    NoLength,
    /// A way names the same node twice in a row (the repetition is dropped).
    RepeatedNode,
    /// The file has the object more than once (the last one is kept).
    GivenTwice,
    /// The position of a node is not on Earth (the node is dropped).
    OffEarth,
}

/// Broken input by kind: counted, reported, never fatal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Broken {
    /// Way references to nodes that the file does not have.
    pub missing_node_refs: u64,
    /// Relation members that the file does not have.
    pub missing_members: u64,
    /// Relations without any member.
    pub relations_without_members: u64,
    /// Ways with fewer than two different positions.
    pub zero_length_ways: u64,
    /// The same node twice in a row in a way (the repetition is dropped).
    pub repeated_refs: u64,
    /// Nodes, ways or relations that the file has more than once (the last one is kept).
    pub duplicate_objects: u64,
    /// Nodes whose position is not on Earth (dropped).
    pub nodes_off_earth: u64,
}

impl Broken {
    /// Counts by kind.
    #[must_use]
    pub fn count(losses: &[Loss]) -> Self {
        let mut broken = Self::default();
        for loss in losses {
            *match loss.kind {
                LossKind::MissingNode => &mut broken.missing_node_refs,
                LossKind::MissingMember => &mut broken.missing_members,
                LossKind::NoMembers => &mut broken.relations_without_members,
                LossKind::NoLength => &mut broken.zero_length_ways,
                LossKind::RepeatedNode => &mut broken.repeated_refs,
                LossKind::GivenTwice => &mut broken.duplicate_objects,
                LossKind::OffEarth => &mut broken.nodes_off_earth,
            } += 1;
        }
        broken
    }
}
