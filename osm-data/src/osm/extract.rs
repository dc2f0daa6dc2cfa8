//! OpenStreetMap objects in memory, compact and quick to look up by id.

use super::block::MemberRef;
use super::{MemberId, NodeId, RelationId, WayId};
use nearhand_engine::units::{BoundingBox, LngLat, Timestamp};
use std::ops::Range;

/// The objects of an OpenStreetMap file (or of a box of it), sorted by id, each id once.
///
/// Ways may refer to nodes that the file does not have: [`Extract::position`] is then `None`, and
/// [`Extract::way_parts`] gives the pieces that can be drawn.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    pub(super) strings: Vec<Box<str>>,
    pub(super) tags: Vec<[u32; 2]>,
    pub(super) node_ids: Vec<NodeId>,
    pub(super) node_steps: Vec<[i32; 2]>,
    pub(super) tagged_nodes: Vec<TaggedNode>,
    pub(super) refs: Vec<NodeId>,
    pub(super) ways: Vec<WayEntry>,
    pub(super) members: Vec<MemberRef>,
    pub(super) relations: Vec<RelationEntry>,
    pub(super) broken: Broken,
    pub(super) data_as_of: Option<Timestamp>,
    pub(super) box_steps: Option<[i32; 4]>,
}

#[derive(Clone, Debug)]
pub(super) struct TaggedNode {
    pub(super) id: NodeId,
    pub(super) tags: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct WayEntry {
    pub(super) id: WayId,
    pub(super) refs: Range<usize>,
    pub(super) tags: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct RelationEntry {
    pub(super) id: RelationId,
    pub(super) members: Range<usize>,
    pub(super) tags: Range<usize>,
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

/// A node with tags.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// Its id.
    pub id: NodeId,
    /// Where it lies.
    pub position: LngLat,
    /// Its tags.
    pub tags: Tags<'a>,
}

/// A line or outline.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// Its id.
    pub id: WayId,
    /// Its nodes in order, no node twice in a row; some may be missing in the extract.
    pub nodes: &'a [NodeId],
    /// Its tags.
    pub tags: Tags<'a>,
}

impl Way<'_> {
    /// Whether it ends where it begins, with at least three other nodes' worth of line.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.nodes.len() >= 4 && self.nodes.first() == self.nodes.last()
    }
}

/// A group of objects with roles.
#[derive(Clone, Copy, Debug)]
pub struct Relation<'a> {
    /// Its id.
    pub id: RelationId,
    /// Its tags.
    pub tags: Tags<'a>,
    members: &'a [MemberRef],
    strings: &'a [Box<str>],
}

/// An object in a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member<'a> {
    /// Which object; it may be missing in the extract.
    pub id: MemberId,
    /// What it is to the relation, such as "outer" or "via"; often empty.
    pub role: &'a str,
}

impl<'a> Relation<'a> {
    /// The members in order.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Member<'a>> + Clone + use<'a> {
        let strings = self.strings;
        self.members.iter().map(move |member| Member {
            id: member.id,
            role: &strings[member.role as usize],
        })
    }
}

/// Keys and values of one object.
#[derive(Clone, Copy)]
pub struct Tags<'a> {
    pairs: &'a [[u32; 2]],
    strings: &'a [Box<str>],
}

impl<'a> Tags<'a> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a str> {
        self.iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// Whether the key has exactly this value.
    #[must_use]
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// All keys and values, in the file's order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> + Clone + use<'a> {
        let strings = self.strings;
        self.pairs
            .iter()
            .map(move |&[key, value]| (&*strings[key as usize], &*strings[value as usize]))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

impl std::fmt::Debug for Tags<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Extract {
    /// Where a node lies; `None` when the extract does not have it.
    #[must_use]
    pub fn position(&self, node: NodeId) -> Option<LngLat> {
        let index = self.node_ids.binary_search(&node).ok()?;
        let [lng, lat] = self.node_steps[index];
        Some(LngLat::from_steps(lng, lat))
    }

    /// How many nodes there are, tagged or not.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.node_ids.len()
    }

    /// The nodes that have tags, by id.
    pub fn tagged_nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> + Clone {
        self.tagged_nodes.iter().map(|node| self.node(node))
    }

    /// A node that has tags.
    #[must_use]
    pub fn tagged_node(&self, id: NodeId) -> Option<Node<'_>> {
        let index = self
            .tagged_nodes
            .binary_search_by_key(&id, |node| node.id)
            .ok()?;
        Some(self.node(&self.tagged_nodes[index]))
    }

    /// How many ways there are.
    #[must_use]
    pub fn way_count(&self) -> usize {
        self.ways.len()
    }

    /// The way at a place in the order by id, for parallel loops.
    ///
    /// # Panics
    /// When `index` is not below [`Extract::way_count`].
    #[must_use]
    pub fn way_at(&self, index: usize) -> Way<'_> {
        let way = &self.ways[index];
        Way {
            id: way.id,
            nodes: &self.refs[way.refs.clone()],
            tags: self.tags_of(&way.tags),
        }
    }

    /// The ways, by id.
    pub fn ways(&self) -> impl ExactSizeIterator<Item = Way<'_>> + Clone {
        (0..self.ways.len()).map(|index| self.way_at(index))
    }

    /// A way by its id.
    #[must_use]
    pub fn way(&self, id: WayId) -> Option<Way<'_>> {
        let index = self.ways.binary_search_by_key(&id, |way| way.id).ok()?;
        Some(self.way_at(index))
    }

    /// The pieces of a way whose nodes are all known, each with at least two nodes.
    ///
    /// A way that leaves the extract and comes back has two pieces: no straight line is made up in between.
    pub fn way_parts<'a>(&'a self, way: &Way<'a>) -> impl Iterator<Item = &'a [NodeId]> + use<'a> {
        way.nodes
            .split(|&node| self.node_ids.binary_search(&node).is_err())
            .filter(|part| part.len() >= 2)
    }

    /// The line through some nodes; missing ones are left out.
    #[must_use]
    pub fn line(&self, nodes: &[NodeId]) -> Vec<LngLat> {
        nodes
            .iter()
            .filter_map(|&node| self.position(node))
            .collect()
    }

    /// The relations, by id.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Relation<'_>> + Clone {
        self.relations.iter().map(|relation| Relation {
            id: relation.id,
            tags: self.tags_of(&relation.tags),
            members: &self.members[relation.members.clone()],
            strings: &self.strings,
        })
    }

    /// What was broken in the file.
    #[must_use]
    pub fn broken(&self) -> Broken {
        self.broken
    }

    /// When the data was current, if the file says so.
    #[must_use]
    pub fn data_as_of(&self) -> Option<Timestamp> {
        self.data_as_of
    }

    /// The box that the file says it covers, else the box around all nodes; `None` without nodes.
    #[must_use]
    pub fn bbox(&self) -> Option<BoundingBox> {
        let [west, south, east, north] = self.box_steps.or_else(|| {
            let lngs = || self.node_steps.iter().map(|steps| steps[0]);
            let lats = || self.node_steps.iter().map(|steps| steps[1]);
            Some([lngs().min()?, lats().min()?, lngs().max()?, lats().max()?])
        })?;
        Some(BoundingBox {
            min: LngLat::from_steps(west, south),
            max: LngLat::from_steps(east, north),
        })
    }

    fn node(&self, node: &TaggedNode) -> Node<'_> {
        Node {
            id: node.id,
            position: self
                .position(node.id)
                .expect("every tagged node is also in the list of positions"),
            tags: self.tags_of(&node.tags),
        }
    }

    fn tags_of(&self, range: &Range<usize>) -> Tags<'_> {
        Tags {
            pairs: &self.tags[range.clone()],
            strings: &self.strings,
        }
    }
}
