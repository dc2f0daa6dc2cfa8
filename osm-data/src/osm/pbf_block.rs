//! The content of one PBF blob: deltas added up, text indices checked.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/PBF_Format>.

use super::block::{MemberRef, steps_on_earth};
use super::error::BlockProblem;
use super::{
    Block, MemberId, NodeId, RawNode, RawRelation, RawWay, RelationId, Texts, Wanted, WayId,
};
use osmpbfreader::osmformat::{
    self, HeaderBBox, HeaderBlock, PrimitiveBlock, relation::MemberType,
};
use protobuf::Message;
use std::ops::Range;

/// What a file says about itself.
pub(super) struct Header {
    pub(super) data_as_of_unix_secs: Option<i64>,
    pub(super) box_steps: Option<[i32; 4]>,
    pub(super) unsupported_feature: Option<String>,
}

/// Decodes the first blob of a file.
pub(super) fn decode_header(bytes: &[u8]) -> Result<Header, BlockProblem> {
    let header = HeaderBlock::parse_from_bytes(bytes).map_err(|_| BlockProblem::Message {
        what: "header block",
    })?;
    Ok(Header {
        data_as_of_unix_secs: header.osmosis_replication_timestamp,
        box_steps: header.bbox.as_ref().and_then(box_steps),
        unsupported_feature: header
            .required_features
            .into_iter()
            .find(|feature| feature != "OsmSchema-V0.6" && feature != "DenseNodes"),
    })
}

/// The header gives its box in nanodegrees.
fn box_steps(header: &HeaderBBox) -> Option<[i32; 4]> {
    let (west, south) = steps_on_earth(header.left() / 100, header.bottom() / 100)?;
    let (east, north) = steps_on_earth(header.right() / 100, header.top() / 100)?;
    (west < east && south < north).then_some([west, south, east, north])
}

/// Decodes a blob of nodes, ways and relations.
pub(super) fn decode_block(bytes: &[u8], wanted: Wanted) -> Result<Block, BlockProblem> {
    let source = PrimitiveBlock::parse_from_bytes(bytes).map_err(|_| BlockProblem::Message {
        what: "primitive block",
    })?;
    let mut decoder = Decoder::new(&source);
    for group in &source.primitivegroup {
        if wanted.nodes {
            decoder.plain_nodes(&group.nodes)?;
            decoder.dense_nodes(&group.dense)?;
        }
        if wanted.ways {
            decoder.ways(&group.ways)?;
        }
        if wanted.relations {
            decoder.relations(&group.relations)?;
        }
    }
    Ok(decoder.block)
}

struct Decoder {
    block: Block,
    granularity: i64,
    lng_offset: i64,
    lat_offset: i64,
}

impl Decoder {
    fn new(source: &PrimitiveBlock) -> Self {
        let mut strings = Texts::default();
        for bytes in &source.stringtable.s {
            strings.push(&String::from_utf8_lossy(bytes));
        }
        Self {
            block: Block {
                strings,
                ..Block::default()
            },
            granularity: i64::from(source.granularity()),
            lng_offset: source.lon_offset(),
            lat_offset: source.lat_offset(),
        }
    }

    fn plain_nodes(&mut self, nodes: &[osmformat::Node]) -> Result<(), BlockProblem> {
        for node in nodes {
            let tags = self.tags(&node.keys, &node.vals)?;
            self.push_node(node.id(), node.lon(), node.lat(), tags);
        }
        Ok(())
    }

    fn dense_nodes(&mut self, dense: &osmformat::DenseNodes) -> Result<(), BlockProblem> {
        let (mut id, mut lng, mut lat) = (0i64, 0i64, 0i64);
        let mut keys_values = dense.keys_vals.iter().copied();
        for ((&id_step, &lng_step), &lat_step) in dense.id.iter().zip(&dense.lon).zip(&dense.lat) {
            id = id.wrapping_add(id_step);
            lng = lng.wrapping_add(lng_step);
            lat = lat.wrapping_add(lat_step);
            let first = self.block.tags.len();
            // Keys and values of all nodes in one list, a 0 after each node.
            while let Some(key) = keys_values.next().filter(|&key| key != 0) {
                let value = keys_values.next().unwrap_or(0);
                let pair = [self.string(i64::from(key))?, self.string(i64::from(value))?];
                self.block.tags.push(pair);
            }
            let tags = first..self.block.tags.len();
            self.push_node(id, lng, lat, tags);
        }
        Ok(())
    }

    fn push_node(&mut self, id: i64, lng: i64, lat: i64, tags: Range<usize>) {
        // Stored in units of `granularity` nanodegrees; 100 nanodegrees are one step.
        let steps = |units: i64, offset: i64| {
            units
                .wrapping_mul(self.granularity)
                .wrapping_add(offset)
                .div_euclid(100)
        };
        match steps_on_earth(steps(lng, self.lng_offset), steps(lat, self.lat_offset)) {
            Some((lng_steps, lat_steps)) => self.block.nodes.push(RawNode {
                id: NodeId(id),
                lng_steps,
                lat_steps,
                tags,
            }),
            None => self.block.nodes_off_earth.push(NodeId(id)),
        }
    }

    fn ways(&mut self, ways: &[osmformat::Way]) -> Result<(), BlockProblem> {
        for way in ways {
            let tags = self.tags(&way.keys, &way.vals)?;
            let first = self.block.refs.len();
            let mut node = 0i64;
            for &step in &way.refs {
                node = node.wrapping_add(step);
                self.block.refs.push(NodeId(node));
            }
            self.block.ways.push(RawWay {
                id: WayId(way.id()),
                refs: first..self.block.refs.len(),
                tags,
            });
        }
        Ok(())
    }

    fn relations(&mut self, relations: &[osmformat::Relation]) -> Result<(), BlockProblem> {
        for relation in relations {
            let tags = self.tags(&relation.keys, &relation.vals)?;
            let first = self.block.members.len();
            let mut id = 0i64;
            let members = relation.memids.iter().zip(&relation.types);
            for ((&step, kind), &role) in members.zip(&relation.roles_sid) {
                id = id.wrapping_add(step);
                let kind = kind.enum_value().map_err(|_| BlockProblem::Message {
                    what: "member type",
                })?;
                let role = self.string(i64::from(role))?;
                self.block.members.push(MemberRef {
                    id: match kind {
                        MemberType::NODE => MemberId::Node(NodeId(id)),
                        MemberType::WAY => MemberId::Way(WayId(id)),
                        MemberType::RELATION => MemberId::Relation(RelationId(id)),
                    },
                    role,
                });
            }
            self.block.relations.push(RawRelation {
                id: RelationId(relation.id()),
                members: first..self.block.members.len(),
                tags,
            });
        }
        Ok(())
    }

    fn tags(&mut self, keys: &[u32], values: &[u32]) -> Result<Range<usize>, BlockProblem> {
        let first = self.block.tags.len();
        for (&key, &value) in keys.iter().zip(values) {
            let pair = [self.string(i64::from(key))?, self.string(i64::from(value))?];
            self.block.tags.push(pair);
        }
        Ok(first..self.block.tags.len())
    }

    fn string(&self, index: i64) -> Result<u32, BlockProblem> {
        u32::try_from(index)
            .ok()
            .filter(|&index| (index as usize) < self.block.strings.len())
            .ok_or(BlockProblem::StringIndex {
                index: index.unsigned_abs(),
                count: self.block.strings.len(),
            })
    }
}
