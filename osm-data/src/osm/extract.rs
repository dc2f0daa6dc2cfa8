//! OpenStreetMap objects in memory, compact and quick to look up by id.

use super::block::MemberRef;
use super::nodes::Nodes;
use super::{Broken, Loss, MemberId, NodeId, NodeRef, RelationId, Texts, WayId};
use nearhand_engine::units::{BoundingBox, LngLat, Timestamp};
use std::ops::Range;

/// The objects of an OpenStreetMap file (or of a box of it), sorted by id, each id once.
///
/// Ways may refer to nodes that the file does not have: [`Extract::position_of`] is then `None`, and
/// [`Extract::way_parts`] gives the pieces that can be drawn.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    pub(super) texts: Texts,
    pub(super) tags: Vec<[u32; 2]>,
    pub(super) nodes: Nodes,
    pub(super) tagged_nodes: Vec<TaggedNode>,
    pub(super) refs: Vec<NodeRef>,
    pub(super) ways: Vec<WayEntry>,
    pub(super) members: Vec<MemberRef>,
    pub(super) relations: Vec<RelationEntry>,
    pub(super) losses: Vec<Loss>,
    pub(super) data_as_of: Option<Timestamp>,
    pub(super) box_steps: Option<[i32; 4]>,
}

/// A part of one of the extract's arrays: half the size of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        let place = |place: usize| {
            u32::try_from(place).expect("an extract of four billion tags does not fit into memory")
        };
        Self {
            start: place(start),
            end: place(end),
        }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Clone, Debug)]
pub(super) struct TaggedNode {
    pub(super) node: NodeRef,
    pub(super) tags: Span,
}

#[derive(Clone, Debug)]
pub(super) struct WayEntry {
    pub(super) id: WayId,
    pub(super) refs: Span,
    pub(super) tags: Span,
}

#[derive(Clone, Debug)]
pub(super) struct RelationEntry {
    pub(super) id: RelationId,
    pub(super) members: Span,
    pub(super) tags: Span,
}

/// A node with tags.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// Its id.
    pub id: NodeId,
    /// Its place in the extract, as ways refer to it.
    pub node: NodeRef,
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
    pub nodes: &'a [NodeRef],
    /// Its tags.
    pub tags: Tags<'a>,
}

impl Way<'_> {
    /// Whether it ends where it begins, with at least three other nodes' worth of line.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.nodes.len() >= 4
            && self.nodes.first() == self.nodes.last()
            && self.nodes.first().is_some_and(|node| !node.is_missing())
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
    texts: &'a Texts,
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
        let texts = self.texts;
        self.members.iter().map(move |member| Member {
            id: member.id,
            role: texts.get(member.role),
        })
    }
}

/// Keys and values of one object.
#[derive(Clone, Copy)]
pub struct Tags<'a> {
    pairs: &'a [[u32; 2]],
    texts: &'a Texts,
}

impl<'a> Tags<'a> {
    /// Keys and values given as numbers of texts.
    pub(super) fn new(pairs: &'a [[u32; 2]], texts: &'a Texts) -> Self {
        Self { pairs, texts }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a str> {
        let pair = self.pairs.iter().find(|pair| self.texts.is(pair[0], key))?;
        Some(self.texts.get(pair[1]))
    }

    /// Whether the key has exactly this value.
    #[must_use]
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// All keys and values, in the file's order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a str, &'a str)> + Clone + use<'a> {
        let texts = self.texts;
        self.pairs
            .iter()
            .map(move |&[key, value]| (texts.get(key), texts.get(value)))
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
        self.nodes.position(self.nodes.find(node)?)
    }

    /// Where a node of a way lies; `None` when the extract does not have it.
    #[must_use]
    pub fn position_of(&self, node: NodeRef) -> Option<LngLat> {
        self.nodes.position(node)
    }

    /// The id of a node of a way; `None` when the extract does not have it.
    #[must_use]
    pub fn id_of(&self, node: NodeRef) -> Option<NodeId> {
        self.nodes.id(node)
    }

    /// How many nodes there are, tagged or not.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The nodes that have tags, by id.
    pub fn tagged_nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> + Clone {
        (0..self.tagged_nodes.len()).map(|index| self.tagged_node_at(index))
    }

    /// How many nodes have tags.
    #[must_use]
    pub fn tagged_node_count(&self) -> usize {
        self.tagged_nodes.len()
    }

    /// The node at a place in the order of [`Extract::tagged_nodes`], for parallel loops.
    ///
    /// # Panics
    /// When `index` is not below [`Extract::tagged_node_count`].
    #[must_use]
    pub fn tagged_node_at(&self, index: usize) -> Node<'_> {
        let tagged = &self.tagged_nodes[index];
        let known = "every tagged node is also in the list of nodes";
        Node {
            id: self.nodes.id(tagged.node).expect(known),
            node: tagged.node,
            position: self.nodes.position(tagged.node).expect(known),
            tags: self.tags_of(tagged.tags),
        }
    }

    /// A node that has tags.
    #[must_use]
    pub fn tagged_node(&self, id: NodeId) -> Option<Node<'_>> {
        let node = self.nodes.find(id)?;
        let index = self
            .tagged_nodes
            .binary_search_by_key(&node, |tagged| tagged.node)
            .ok()?;
        Some(self.tagged_node_at(index))
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
            nodes: &self.refs[way.refs.range()],
            tags: self.tags_of(way.tags),
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
    pub fn way_parts<'a>(
        &self,
        way: &Way<'a>,
    ) -> impl Iterator<Item = &'a [NodeRef]> + Clone + use<'a> {
        way.nodes
            .split(|node| node.is_missing())
            .filter(|part| part.len() >= 2)
    }

    /// The line through some nodes; missing ones are left out.
    #[must_use]
    pub fn line(&self, nodes: &[NodeRef]) -> Vec<LngLat> {
        // Nearly all are known: the list gets the right size at once.
        let mut line = Vec::with_capacity(nodes.len());
        line.extend(nodes.iter().filter_map(|&node| self.position_of(node)));
        line
    }

    /// How many relations there are.
    #[must_use]
    pub fn relation_count(&self) -> usize {
        self.relations.len()
    }

    /// The relation at a place in the order by id, for parallel loops.
    ///
    /// # Panics
    /// When `index` is not below [`Extract::relation_count`].
    #[must_use]
    pub fn relation_at(&self, index: usize) -> Relation<'_> {
        let relation = &self.relations[index];
        Relation {
            id: relation.id,
            tags: self.tags_of(relation.tags),
            members: &self.members[relation.members.range()],
            texts: &self.texts,
        }
    }

    /// The relations, by id.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = Relation<'_>> + Clone {
        (0..self.relations.len()).map(|index| self.relation_at(index))
    }

    /// What was broken in the file, sorted.
    #[must_use]
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// How much was broken in the file.
    #[must_use]
    pub fn broken(&self) -> Broken {
        Broken::count(&self.losses)
    }

    /// When the data was current, if the file says so.
    #[must_use]
    pub fn data_as_of(&self) -> Option<Timestamp> {
        self.data_as_of
    }

    /// The box that the file says it covers, else the box around all nodes; `None` without nodes.
    #[must_use]
    pub fn bbox(&self) -> Option<BoundingBox> {
        let around = || self.nodes.box_steps();
        let [west, south, east, north] = self.box_steps.or_else(around)?;
        Some(BoundingBox {
            min: LngLat::from_steps(west, south),
            max: LngLat::from_steps(east, north),
        })
    }

    fn tags_of(&self, span: Span) -> Tags<'_> {
        Tags::new(&self.tags[span.range()], &self.texts)
    }
}
