//! Ids of OpenStreetMap objects: 64 bits, negative ones included (editors use them for unsaved objects).

/// Id of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub i64);

/// A node of an extract by its place in the order by id: quick to look up, and half the size of an id.
/// It means nothing to another extract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef(pub(super) u32);

impl NodeRef {
    /// Stands for every node that the extract does not have.
    pub(super) const MISSING: Self = Self(u32::MAX);

    /// Whether the extract does not have the node.
    #[must_use]
    pub fn is_missing(self) -> bool {
        self == Self::MISSING
    }

    /// The place as an index into a table with a row per node of the extract.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Id of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WayId(pub i64);

/// Id of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub i64);

/// Id of a relation's member: its kind and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberId {
    /// A node.
    Node(NodeId),
    /// A way.
    Way(WayId),
    /// Another relation.
    Relation(RelationId),
}

/// As `way/17`.
impl std::fmt::Display for MemberId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Node(NodeId(id)) => write!(f, "node/{id}"),
            Self::Way(WayId(id)) => write!(f, "way/{id}"),
            Self::Relation(RelationId(id)) => write!(f, "relation/{id}"),
        }
    }
}
