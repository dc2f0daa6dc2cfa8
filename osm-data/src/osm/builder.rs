//! From blocks to an [`Extract`]: texts interned, ids sorted, the box cut out, broken input listed.

use super::block::MemberRef;
use super::extract::{RelationEntry, Span, TaggedNode, WayEntry};
use super::nodes::{is_in, keep_last};
use super::texts::Interner;
use super::{
    Block, BlockSource, Extract, Loss, LossKind, MemberId, NodeId, RawNode, RawWay, ReadError,
    ReadProgress, Texts, Wanted,
};
use nearhand_engine::units::{BoundingBox, Timestamp};
use rayon::prelude::*;
use std::ops::{ControlFlow, Range};

/// Lists of node ids that are looked up together: a bound on what memory holds as ids and as references.
const LISTS_AT_ONCE: usize = 64;

/// Reads all blocks of a source into an extract; see [`super::read`].
///
/// With a box the source is read three times (nodes; ways and relations; nodes that the kept ways need outside the
/// box), so that memory holds the box and not the whole file.
///
/// # Errors
/// When the source fails.
pub fn read_blocks(
    source: &dyn BlockSource,
    clip: Option<BoundingBox>,
    progress: &mut dyn FnMut(ReadProgress),
) -> Result<Extract, ReadError> {
    let size_bytes = source.size_bytes()?;
    let mut builder = Builder::default();
    let nodes_only = Wanted {
        nodes: true,
        ..Wanted::default()
    };
    let no_nodes = Wanted {
        nodes: false,
        ..Wanted::ALL
    };
    let passes = match clip {
        None => vec![(Wanted::ALL, Keep::All)],
        Some(clip) => vec![
            (nodes_only, Keep::NodesIn(clip)),
            (no_nodes, Keep::WaysTouching),
            (nodes_only, Keep::NodesWanted),
        ],
    };
    let total_bytes = size_bytes * passes.len() as u64;
    for (pass, (wanted, keep)) in passes.into_iter().enumerate() {
        builder.begin_pass(&keep);
        source.each_block(wanted, &mut |block| {
            builder.add(&block, &keep);
            progress(ReadProgress {
                done_bytes: size_bytes * pass as u64 + block.file_offset,
                total_bytes,
            });
            ControlFlow::Continue(())
        })?;
    }
    Ok(builder.finish(clip.is_some()))
}

/// What a pass over the file keeps.
enum Keep {
    All,
    NodesIn(BoundingBox),
    WaysTouching,
    NodesWanted,
}

#[derive(Default)]
struct Builder {
    extract: Extract,
    texts: Interner,
    /// Nodes with tags, in the order of the file.
    tagged_nodes: Vec<(NodeId, Span)>,
    /// Nodes of the kept ways in the order of the file, in one list per block, until all nodes are known.
    way_nodes: Vec<Vec<NodeId>>,
    way_nodes_count: usize,
    /// Nodes outside the box that kept ways need, sorted.
    wanted_nodes: Vec<NodeId>,
}

impl Builder {
    fn begin_pass(&mut self, keep: &Keep) {
        match keep {
            Keep::WaysTouching => self.sort_nodes(),
            Keep::NodesWanted => {
                let nodes = &self.extract.nodes;
                let mut wanted = self.way_nodes.concat();
                wanted.sort_unstable();
                wanted.dedup();
                wanted.retain(|&id| nodes.find(id).is_none());
                self.wanted_nodes = wanted;
            }
            Keep::All | Keep::NodesIn(_) => {}
        }
    }

    fn add(&mut self, block: &Block, keep: &Keep) {
        if matches!(keep, Keep::All | Keep::NodesIn(_)) {
            let off_earth = block.nodes_off_earth.iter();
            let losses = off_earth.map(|&id| loss(LossKind::OffEarth, MemberId::Node(id)));
            self.extract.losses.extend(losses);
        }
        if let Some(secs) = block.data_as_of_unix_secs {
            self.extract.data_as_of = Some(Timestamp(secs.saturating_mul(1000)));
        }
        self.extract.box_steps = block.box_steps.or(self.extract.box_steps);
        let mut known = Known::of(&block.strings);
        for node in &block.nodes {
            if self.keeps_node(node, keep) {
                self.add_node(block, node, &mut known);
            }
        }
        let mut way_nodes = Vec::new();
        for way in &block.ways {
            if matches!(keep, Keep::All) || self.touches_known_node(block, way) {
                self.add_way(block, way, &mut known, &mut way_nodes);
            }
        }
        if !way_nodes.is_empty() {
            way_nodes.shrink_to_fit();
            self.way_nodes_count += way_nodes.len();
            self.way_nodes.push(way_nodes);
        }
        for relation in &block.relations {
            let tags = self.add_tags(block, &relation.tags, &mut known);
            let first = self.extract.members.len();
            for member in &block.members[relation.members.clone()] {
                let role = known.intern(member.role, &mut self.texts);
                self.extract.members.push(MemberRef { role, ..*member });
            }
            self.extract.relations.push(RelationEntry {
                id: relation.id,
                members: Span::new(first, self.extract.members.len()),
                tags,
            });
        }
    }

    fn keeps_node(&self, node: &RawNode, keep: &Keep) -> bool {
        match keep {
            Keep::All => true,
            Keep::NodesIn(clip) => is_in(clip, [node.lng_steps, node.lat_steps]),
            Keep::WaysTouching => false,
            Keep::NodesWanted => self.wanted_nodes.binary_search(&node.id).is_ok(),
        }
    }

    fn touches_known_node(&self, block: &Block, way: &RawWay) -> bool {
        block.refs[way.refs.clone()]
            .iter()
            .any(|&id| self.extract.nodes.find(id).is_some())
    }

    fn add_node(&mut self, block: &Block, node: &RawNode, known: &mut Known<'_>) {
        let steps = [node.lng_steps, node.lat_steps];
        self.extract.nodes.push(node.id, steps);
        if !node.tags.is_empty() {
            let tags = self.add_tags(block, &node.tags, known);
            self.tagged_nodes.push((node.id, tags));
        }
    }

    fn add_way(
        &mut self,
        block: &Block,
        way: &RawWay,
        known: &mut Known<'_>,
        way_nodes: &mut Vec<NodeId>,
    ) {
        let tags = self.add_tags(block, &way.tags, known);
        let first = way_nodes.len();
        for &id in &block.refs[way.refs.clone()] {
            if way_nodes.len() > first && way_nodes.last() == Some(&id) {
                self.extract.losses.push(Loss {
                    part: Some(MemberId::Node(id)),
                    ..loss(LossKind::RepeatedNode, MemberId::Way(way.id))
                });
            } else {
                way_nodes.push(id);
            }
        }
        let before = self.way_nodes_count;
        self.extract.ways.push(WayEntry {
            id: way.id,
            refs: Span::new(before + first, before + way_nodes.len()),
            tags,
        });
    }

    fn add_tags(&mut self, block: &Block, tags: &Range<usize>, known: &mut Known<'_>) -> Span {
        let first = self.extract.tags.len();
        for &pair in &block.tags[tags.clone()] {
            let pair = pair.map(|text| known.intern(text, &mut self.texts));
            self.extract.tags.push(pair);
        }
        Span::new(first, self.extract.tags.len())
    }

    fn sort_nodes(&mut self) {
        let repeated = self.extract.nodes.sort();
        self.given_twice(repeated.into_iter().map(MemberId::Node));
    }

    fn given_twice(&mut self, objects: impl Iterator<Item = MemberId>) {
        let losses = objects.map(|object| loss(LossKind::GivenTwice, object));
        self.extract.losses.extend(losses);
    }

    fn finish(mut self, clipped: bool) -> Extract {
        self.extract.texts = std::mem::take(&mut self.texts).texts;
        self.extract.texts.shrink();
        self.sort_nodes();
        self.extract.nodes.shrink();
        let missing = self.look_up_way_nodes();
        self.sort_ways_and_relations();
        let mut extract = self.extract;
        extract.tagged_nodes = tagged_nodes(&extract, self.tagged_nodes);
        if clipped {
            drop_relations_outside(&mut extract);
        }
        let mut losses = broken_ways(&extract, &missing);
        losses.append(&mut broken_relations(&extract));
        extract.losses.append(&mut losses);
        extract.losses.par_sort_unstable();
        extract.tags.shrink_to_fit();
        extract.members.shrink_to_fit();
        extract
    }

    /// Turns the node ids of the ways into references; returns the ids that no node has, each with its place in
    /// the references.
    fn look_up_way_nodes(&mut self) -> Vec<(usize, NodeId)> {
        let nodes = &self.extract.nodes;
        let mut refs = Vec::with_capacity(self.way_nodes_count);
        let mut missing = Vec::new();
        let mut lists = std::mem::take(&mut self.way_nodes);
        for lists in lists.chunks_mut(LISTS_AT_ONCE) {
            let found: Vec<_> = lists.par_iter().map(|ids| nodes.find_all(ids)).collect();
            for (ids, found) in lists.iter_mut().zip(found) {
                for (id, node) in std::mem::take(ids).into_iter().zip(found) {
                    if node.is_missing() {
                        missing.push((refs.len(), id));
                    }
                    refs.push(node);
                }
            }
        }
        self.extract.refs = refs;
        missing
    }

    fn sort_ways_and_relations(&mut self) {
        let Extract {
            ways, relations, ..
        } = &mut self.extract;
        ways.sort_by_key(|way| way.id);
        let twice_ways = keep_last(ways, |way| way.id);
        ways.shrink_to_fit();
        relations.sort_by_key(|relation| relation.id);
        let twice_relations = keep_last(relations, |relation| relation.id);
        self.given_twice(twice_ways.into_iter().map(MemberId::Way));
        self.given_twice(twice_relations.into_iter().map(MemberId::Relation));
    }
}

/// Texts of one block with their numbers in the extract, filled in as they are used.
struct Known<'a> {
    texts: &'a Texts,
    numbers: Vec<Option<u32>>,
}

impl<'a> Known<'a> {
    fn of(texts: &'a Texts) -> Self {
        Self {
            texts,
            numbers: vec![None; texts.len()],
        }
    }

    fn intern(&mut self, number: u32, all: &mut Interner) -> u32 {
        *self.numbers[number as usize].get_or_insert_with(|| all.intern(self.texts.get(number)))
    }
}

/// The nodes with tags in the order by id; of several with one id the last in the file.
fn tagged_nodes(extract: &Extract, mut tagged: Vec<(NodeId, Span)>) -> Vec<TaggedNode> {
    tagged.sort_by_key(|&(id, _)| id);
    keep_last(&mut tagged, |&(id, _)| id);
    let found = tagged.into_iter().filter_map(|(id, tags)| {
        let node = extract.nodes.find(id)?;
        Some(TaggedNode { node, tags })
    });
    found.collect()
}

fn drop_relations_outside(extract: &mut Extract) {
    let mut relations = std::mem::take(&mut extract.relations);
    relations.retain(|relation| {
        extract.members[relation.members.range()]
            .iter()
            .any(|member| match member.id {
                MemberId::Node(id) => extract.nodes.find(id).is_some(),
                MemberId::Way(id) => extract.way(id).is_some(),
                MemberId::Relation(_) => false,
            })
    });
    extract.relations = relations;
}

fn loss(kind: LossKind, object: MemberId) -> Loss {
    Loss {
        kind,
        object,
        part: None,
    }
}

/// Ways without length, and the missing nodes of ways.
fn broken_ways(extract: &Extract, missing: &[(usize, NodeId)]) -> Vec<Loss> {
    let of_way = |way: &WayEntry| {
        let object = MemberId::Way(way.id);
        let nodes = &extract.refs[way.refs.range()];
        let mut positions = nodes.iter().map(|&node| extract.position_of(node));
        let first = positions.next().flatten();
        let has_length = positions.any(|position| position.is_some() && position != first);
        let Range { start, end } = way.refs.range();
        let from = missing.partition_point(|&(place, _)| place < start);
        let its_missing = missing[from..]
            .iter()
            .take_while(move |(place, _)| *place < end);
        let missing_nodes = its_missing.map(move |&(_, id)| Loss {
            part: Some(MemberId::Node(id)),
            ..loss(LossKind::MissingNode, object)
        });
        let no_length = (!has_length).then(|| loss(LossKind::NoLength, object));
        missing_nodes.chain(no_length)
    };
    extract.ways.par_iter().flat_map_iter(of_way).collect()
}

/// Relations without members, and the missing members of relations.
fn broken_relations(extract: &Extract) -> Vec<Loss> {
    let is_missing = |member: MemberId| match member {
        MemberId::Node(id) => extract.nodes.find(id).is_none(),
        MemberId::Way(id) => extract.way(id).is_none(),
        MemberId::Relation(id) => extract
            .relations
            .binary_search_by_key(&id, |entry| entry.id)
            .is_err(),
    };
    let of_relation = |relation: &RelationEntry| {
        let object = MemberId::Relation(relation.id);
        let members = &extract.members[relation.members.range()];
        let missing = members.iter().filter(|member| is_missing(member.id));
        let mut losses: Vec<_> = missing
            .map(|member| Loss {
                part: Some(member.id),
                ..loss(LossKind::MissingMember, object)
            })
            .collect();
        if members.is_empty() {
            losses.push(loss(LossKind::NoMembers, object));
        }
        losses
    };
    extract
        .relations
        .par_iter()
        .flat_map_iter(of_relation)
        .collect()
}
