//! From blocks to an [`Extract`]: texts interned, ids sorted, the box cut out, broken input counted.

use super::block::MemberRef;
use super::extract::{RelationEntry, TaggedNode, WayEntry};
use super::{
    Block, BlockSource, Extract, MemberId, NodeId, RawNode, RawWay, ReadError, ReadProgress, Wanted,
};
use nearhand_engine::units::{BoundingBox, Timestamp};
use std::collections::HashMap;
use std::ops::Range;

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
        ways: false,
        relations: false,
    };
    let passes = match clip {
        None => vec![(Wanted::ALL, Keep::All)],
        Some(clip) => vec![
            (nodes_only, Keep::NodesIn(clip)),
            (
                Wanted {
                    nodes: false,
                    ..Wanted::ALL
                },
                Keep::WaysTouching,
            ),
            (nodes_only, Keep::NodesWanted),
        ],
    };
    let total_bytes = size_bytes * passes.len() as u64;
    for (pass, (wanted, keep)) in passes.into_iter().enumerate() {
        builder.begin_pass(&keep);
        source.each_block(wanted, &mut |block| {
            builder.add(&block, &keep);
            progress(ReadProgress {
                done_bytes: size_bytes * pass as u64 + block.end_offset,
                total_bytes,
            });
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
    interned: HashMap<Box<str>, u32>,
    /// Nodes outside the box that kept ways need, sorted.
    wanted_nodes: Vec<NodeId>,
}

impl Builder {
    fn begin_pass(&mut self, keep: &Keep) {
        match keep {
            Keep::WaysTouching => self.sort_nodes(),
            Keep::NodesWanted => {
                let known = &self.extract.node_ids;
                let mut wanted = self.extract.refs.clone();
                wanted.sort_unstable();
                wanted.dedup();
                wanted.retain(|id| known.binary_search(id).is_err());
                self.wanted_nodes = wanted;
            }
            Keep::All | Keep::NodesIn(_) => {}
        }
    }

    fn add(&mut self, block: &Block, keep: &Keep) {
        if matches!(keep, Keep::All | Keep::NodesIn(_)) {
            self.extract.broken.nodes_off_earth += block.nodes_off_earth;
        }
        if let Some(secs) = block.data_as_of_unix_secs {
            self.extract.data_as_of = Some(Timestamp(secs.saturating_mul(1000)));
        }
        self.extract.box_steps = block.box_steps.or(self.extract.box_steps);
        let mut texts = Texts::of(block);
        for node in &block.nodes {
            if self.keeps_node(node, keep) {
                self.add_node(node, &mut texts);
            }
        }
        for way in &block.ways {
            if matches!(keep, Keep::All) || self.touches_known_node(block, way) {
                self.add_way(way, &mut texts);
            }
        }
        for relation in &block.relations {
            let tags = self.add_tags(&relation.tags, &mut texts);
            let first = self.extract.members.len();
            for member in &block.members[relation.members.clone()] {
                let role = texts.intern(member.role, &mut self.interned, &mut self.extract.strings);
                self.extract.members.push(MemberRef { role, ..*member });
            }
            self.extract.relations.push(RelationEntry {
                id: relation.id,
                members: first..self.extract.members.len(),
                tags,
            });
        }
    }

    fn keeps_node(&self, node: &RawNode, keep: &Keep) -> bool {
        match keep {
            Keep::All => true,
            Keep::NodesIn(clip) => {
                let (west, south) = clip.min.to_steps();
                let (east, north) = clip.max.to_steps();
                (west..=east).contains(&node.lng_steps) && (south..=north).contains(&node.lat_steps)
            }
            Keep::WaysTouching => false,
            Keep::NodesWanted => self.wanted_nodes.binary_search(&node.id).is_ok(),
        }
    }

    fn touches_known_node(&self, block: &Block, way: &RawWay) -> bool {
        block.refs[way.refs.clone()]
            .iter()
            .any(|id| self.extract.node_ids.binary_search(id).is_ok())
    }

    fn add_node(&mut self, node: &RawNode, texts: &mut Texts<'_>) {
        self.extract.node_ids.push(node.id);
        self.extract
            .node_steps
            .push([node.lng_steps, node.lat_steps]);
        if !node.tags.is_empty() {
            let tags = self.add_tags(&node.tags, texts);
            self.extract
                .tagged_nodes
                .push(TaggedNode { id: node.id, tags });
        }
    }

    fn add_way(&mut self, way: &RawWay, texts: &mut Texts<'_>) {
        let tags = self.add_tags(&way.tags, texts);
        let first = self.extract.refs.len();
        for &id in &texts.block.refs[way.refs.clone()] {
            if self.extract.refs.len() > first && self.extract.refs.last() == Some(&id) {
                self.extract.broken.repeated_refs += 1;
            } else {
                self.extract.refs.push(id);
            }
        }
        self.extract.ways.push(WayEntry {
            id: way.id,
            refs: first..self.extract.refs.len(),
            tags,
        });
    }

    fn add_tags(&mut self, tags: &Range<usize>, texts: &mut Texts<'_>) -> Range<usize> {
        let first = self.extract.tags.len();
        for &pair in &texts.block.tags[tags.clone()] {
            let pair = pair
                .map(|index| texts.intern(index, &mut self.interned, &mut self.extract.strings));
            self.extract.tags.push(pair);
        }
        first..self.extract.tags.len()
    }

    /// Sorts the nodes by id; of several with one id the last in the file stays.
    fn sort_nodes(&mut self) {
        let extract = &mut self.extract;
        if !extract.node_ids.is_sorted_by(|a, b| a < b) {
            let mut order: Vec<_> = std::mem::take(&mut extract.node_ids)
                .into_iter()
                .zip(std::mem::take(&mut extract.node_steps))
                .collect();
            order.sort_by_key(|&(id, _)| id);
            extract.broken.duplicate_objects += keep_last(&mut order, |&(id, _)| id);
            (extract.node_ids, extract.node_steps) = order.into_iter().unzip();
        }
        extract.tagged_nodes.sort_by_key(|node| node.id);
        keep_last(&mut extract.tagged_nodes, |node| node.id);
    }

    fn finish(mut self, clipped: bool) -> Extract {
        self.sort_nodes();
        let mut extract = self.extract;
        extract.ways.sort_by_key(|way| way.id);
        extract.broken.duplicate_objects += keep_last(&mut extract.ways, |way| way.id);
        extract.relations.sort_by_key(|relation| relation.id);
        extract.broken.duplicate_objects +=
            keep_last(&mut extract.relations, |relation| relation.id);
        if clipped {
            drop_relations_outside(&mut extract);
        }
        count_broken(&mut extract);
        extract
    }
}

/// Texts of one block with their places in the extract, filled in as they are used.
struct Texts<'a> {
    block: &'a Block,
    interned: Vec<Option<u32>>,
}

impl<'a> Texts<'a> {
    fn of(block: &'a Block) -> Self {
        Self {
            block,
            interned: vec![None; block.strings.len()],
        }
    }

    fn intern(
        &mut self,
        index: u32,
        known: &mut HashMap<Box<str>, u32>,
        strings: &mut Vec<Box<str>>,
    ) -> u32 {
        let index = index as usize;
        *self.interned[index].get_or_insert_with(|| {
            let text = self.block.strings[index].as_str();
            if let Some(&place) = known.get(text) {
                return place;
            }
            let place = u32::try_from(strings.len())
                .expect("a file with four billion different texts does not fit into memory");
            strings.push(text.into());
            known.insert(text.into(), place);
            place
        })
    }
}

/// Of neighbours with one key keeps the last; returns how many were dropped.
fn keep_last<T, K: PartialEq>(sorted: &mut Vec<T>, key: impl Fn(&T) -> K) -> u64 {
    let before = sorted.len();
    sorted.dedup_by(|later, kept| {
        let same = key(later) == key(kept);
        if same {
            std::mem::swap(later, kept);
        }
        same
    });
    (before - sorted.len()) as u64
}

fn drop_relations_outside(extract: &mut Extract) {
    let mut relations = std::mem::take(&mut extract.relations);
    relations.retain(|relation| {
        extract.members[relation.members.clone()]
            .iter()
            .any(|member| match member.id {
                MemberId::Node(id) => extract.node_ids.binary_search(&id).is_ok(),
                MemberId::Way(id) => extract.way(id).is_some(),
                MemberId::Relation(_) => false,
            })
    });
    extract.relations = relations;
}

fn count_broken(extract: &mut Extract) {
    let mut broken = extract.broken;
    for way in extract.ways() {
        let mut positions = way.nodes.iter().map(|&node| extract.position(node));
        let first = positions.next().flatten();
        if !positions.any(|position| position.is_some() && position != first) {
            broken.zero_length_ways += 1;
        }
        broken.missing_node_refs += way
            .nodes
            .iter()
            .filter(|&&node| extract.position(node).is_none())
            .count() as u64;
    }
    for relation in extract.relations() {
        if relation.members().len() == 0 {
            broken.relations_without_members += 1;
        }
        broken.missing_members += relation
            .members()
            .filter(|member| match member.id {
                MemberId::Node(id) => extract.position(id).is_none(),
                MemberId::Way(id) => extract.way(id).is_none(),
                MemberId::Relation(id) => extract
                    .relations
                    .binary_search_by_key(&id, |entry| entry.id)
                    .is_err(),
            })
            .count() as u64;
    }
    extract.broken = broken;
}
