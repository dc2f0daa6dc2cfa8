//! Writing `.osm.pbf`: <https://wiki.openstreetmap.org/wiki/PBF_Format>.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use nearhand_osm_data::osm::{Block, MemberId};
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::{
    DenseNodes, HeaderBlock, PrimitiveBlock, PrimitiveGroup, Relation, StringTable, Way,
    relation::MemberType,
};
use protobuf::Message;

/// A file in the making.
pub(super) struct Writer {
    file: BufWriter<File>,
}

impl Writer {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file =
            File::create(path).with_context(|| format!("{} cannot be made", path.display()))?;
        let mut writer = Self {
            file: BufWriter::new(file),
        };
        let mut header = HeaderBlock::new();
        header.required_features = ["OsmSchema-V0.6", "DenseNodes"].map(str::to_owned).to_vec();
        writer.blob("OSMHeader", &header.write_to_bytes()?)?;
        Ok(writer)
    }

    pub(super) fn write(&mut self, block: &Block) -> Result<()> {
        if block.nodes.is_empty() && block.ways.is_empty() && block.relations.is_empty() {
            return Ok(());
        }
        self.blob("OSMData", &message(block).write_to_bytes()?)
    }

    pub(super) fn finish(mut self) -> Result<()> {
        Ok(self.file.flush()?)
    }

    fn blob(&mut self, kind: &str, content: &[u8]) -> Result<()> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(content)?;
        let mut blob = Blob::new();
        blob.set_raw_size(i32::try_from(content.len())?);
        blob.set_zlib_data(packed.finish()?);
        let blob = blob.write_to_bytes()?;
        let mut header = BlobHeader::new();
        header.set_type(kind.to_owned());
        header.set_datasize(i32::try_from(blob.len())?);
        let header = header.write_to_bytes()?;
        self.file
            .write_all(&u32::try_from(header.len())?.to_be_bytes())?;
        self.file.write_all(&header)?;
        Ok(self.file.write_all(&blob)?)
    }
}

fn message(block: &Block) -> PrimitiveBlock {
    let mut message = PrimitiveBlock::new();
    let mut strings = StringTable::new();
    strings.s = block
        .strings
        .iter()
        .map(|text| text.as_bytes().to_vec())
        .collect();
    message.stringtable = Some(strings).into();
    // Kinds do not mix in one group.
    let mut groups = [
        PrimitiveGroup::new(),
        PrimitiveGroup::new(),
        PrimitiveGroup::new(),
    ];
    groups[0].dense = Some(dense(block)).into();
    groups[1].ways = ways(block);
    groups[2].relations = relations(block);
    let filled = [
        !block.nodes.is_empty(),
        !block.ways.is_empty(),
        !block.relations.is_empty(),
    ];
    message.primitivegroup = groups
        .into_iter()
        .zip(filled)
        .filter(|(_, filled)| *filled)
        .map(|(group, _)| group)
        .collect();
    message
}

/// Steps from one number to the next.
fn deltas(numbers: impl IntoIterator<Item = i64>) -> Vec<i64> {
    let mut last = 0;
    numbers
        .into_iter()
        .map(|number| number - std::mem::replace(&mut last, number))
        .collect()
}

fn dense(block: &Block) -> DenseNodes {
    let mut dense = DenseNodes::new();
    dense.id = deltas(block.nodes.iter().map(|node| node.id.0));
    dense.lon = deltas(block.nodes.iter().map(|node| i64::from(node.lng_steps)));
    dense.lat = deltas(block.nodes.iter().map(|node| i64::from(node.lat_steps)));
    for node in &block.nodes {
        let tags = block.tags[node.tags.clone()].iter().flatten();
        dense.keys_vals.extend(tags.map(|&text| text.cast_signed()));
        dense.keys_vals.push(0);
    }
    dense
}

fn tags(block: &Block, range: &std::ops::Range<usize>) -> (Vec<u32>, Vec<u32>) {
    block.tags[range.clone()]
        .iter()
        .map(|&[key, value]| (key, value))
        .unzip()
}

fn ways(block: &Block) -> Vec<Way> {
    let way = |raw: &nearhand_osm_data::osm::RawWay| {
        let mut way = Way::new();
        way.set_id(raw.id.0);
        (way.keys, way.vals) = tags(block, &raw.tags);
        way.refs = deltas(block.refs[raw.refs.clone()].iter().map(|node| node.0));
        way
    };
    block.ways.iter().map(way).collect()
}

fn relations(block: &Block) -> Vec<Relation> {
    let relation = |raw: &nearhand_osm_data::osm::RawRelation| {
        let mut relation = Relation::new();
        relation.set_id(raw.id.0);
        (relation.keys, relation.vals) = tags(block, &raw.tags);
        let members = &block.members[raw.members.clone()];
        let kinds = members.iter().map(|member| match member.id {
            MemberId::Node(node) => (node.0, MemberType::NODE),
            MemberId::Way(way) => (way.0, MemberType::WAY),
            MemberId::Relation(relation) => (relation.0, MemberType::RELATION),
        });
        let (ids, kinds): (Vec<i64>, Vec<MemberType>) = kinds.unzip();
        relation.memids = deltas(ids);
        relation.types = kinds.into_iter().map(Into::into).collect();
        relation.roles_sid = members
            .iter()
            .map(|member| member.role.cast_signed())
            .collect();
        relation
    };
    block.relations.iter().map(relation).collect()
}
