//! A larger city out of copies of one: a synthetic graph, for seeing how costs grow.
//!
//! Copies lie side by side on a grid, each with ids of its own; neighbours are joined by a few streets over the seam.

mod write;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use nearhand_osm_data::osm::{
    Block, BlockSource, Input, MemberId, NodeId, PbfSource, RelationId, Texts, Wanted, WayId,
};

/// Streets over the seam between two neighbours.
const JOINTS: usize = 12;
/// Room between copies, in steps of 1e-7 degrees (about 300 m).
const GAP: i64 = 30_000;

/// Writes an extract of `side` × `side` copies of an extract.
///
/// # Errors
/// When the extract cannot be read, or its copies have no place on Earth.
pub fn tile(pbf: &Path, side: u32, output: &Path) -> Result<()> {
    let source = PbfSource::new(Input::Path(pbf));
    let mut blocks = Vec::new();
    source
        .each_block(Wanted::ALL, &mut |block| {
            blocks.push(block);
            std::ops::ControlFlow::Continue(())
        })
        .with_context(|| format!("{} cannot be read", pbf.display()))?;
    let plan = Plan::of(&blocks)?;
    let mut file = write::Writer::create(output)?;
    for row in 0..side {
        for column in 0..side {
            let copy = Copy {
                plan: &plan,
                number: i64::from(row * side + column),
                column,
                row,
            };
            for block in &blocks {
                file.write(&copy.of(block)?)?;
            }
        }
    }
    file.write(&plan.seams(side))?;
    file.finish()
}

/// What is to be known of the extract before it is copied.
struct Plan {
    /// Copies have ids this far apart.
    id_step: i64,
    /// Copies lie this far apart, in steps of 1e-7 degrees.
    shift: (i64, i64),
    /// Crossings of streets near the four borders, in the order of the border.
    west: Vec<NodeId>,
    east: Vec<NodeId>,
    south: Vec<NodeId>,
    north: Vec<NodeId>,
}

/// One of the copies.
struct Copy<'a> {
    plan: &'a Plan,
    number: i64,
    column: u32,
    row: u32,
}

impl Plan {
    fn of(blocks: &[Block]) -> Result<Self> {
        let streets = street_nodes(blocks);
        let nodes = blocks.iter().flat_map(|block| &block.nodes);
        let positions: HashMap<NodeId, (i32, i32)> = nodes
            .filter(|node| streets.contains(&node.id))
            .map(|node| (node.id, (node.lng_steps, node.lat_steps)))
            .collect();
        ensure!(!positions.is_empty(), "the extract has no streets to join");
        let (lngs, lats): (Vec<i64>, Vec<i64>) = positions
            .values()
            .map(|&(lng, lat)| (i64::from(lng), i64::from(lat)))
            .unzip();
        let extent = |of: &[i64]| {
            of.iter()
                .max()
                .zip(of.iter().min())
                .map_or(0, |(a, b)| a - b)
        };
        let along = |side: fn((i32, i32)) -> i64, border: fn((i32, i32)) -> i64| {
            joints(&positions, side, border)
        };
        Ok(Self {
            id_step: 1 + largest_id(blocks),
            shift: (extent(&lngs) + GAP, extent(&lats) + GAP),
            west: along(|at| i64::from(at.1), |at| i64::from(at.0)),
            east: along(|at| i64::from(at.1), |at| -i64::from(at.0)),
            south: along(|at| i64::from(at.0), |at| i64::from(at.1)),
            north: along(|at| i64::from(at.0), |at| -i64::from(at.1)),
        })
    }

    fn id(&self, id: i64, copy: i64) -> i64 {
        id + copy * self.id_step
    }

    /// The streets between the copies.
    fn seams(&self, side: u32) -> Block {
        let mut strings = Texts::default();
        for text in ["", "highway", "residential", "maxspeed", "50"] {
            strings.push(text);
        }
        let mut block = Block {
            strings,
            tags: vec![[1, 2], [3, 4]],
            ..Block::default()
        };
        let mut id = self.id_step * i64::from(side * side);
        let mut join = |(from, a): (&NodeId, i64), (to, b): (&NodeId, i64)| {
            let first = block.refs.len();
            block
                .refs
                .extend([NodeId(self.id(from.0, a)), NodeId(self.id(to.0, b))]);
            id += 1;
            block.ways.push(nearhand_osm_data::osm::RawWay {
                id: WayId(id),
                refs: first..first + 2,
                tags: 0..2,
            });
        };
        for row in 0..side {
            for column in 0..side {
                let number = i64::from(row * side + column);
                let (right, above) = (number + 1, number + i64::from(side));
                if column + 1 < side {
                    self.east
                        .iter()
                        .zip(&self.west)
                        .for_each(|(a, b)| join((a, number), (b, right)));
                }
                if row + 1 < side {
                    self.north
                        .iter()
                        .zip(&self.south)
                        .for_each(|(a, b)| join((a, number), (b, above)));
                }
            }
        }
        block
    }
}

impl Copy<'_> {
    /// A block with the ids and positions of this copy. What the file says of itself is left out.
    fn of(&self, block: &Block) -> Result<Block> {
        let mut block = block.clone();
        block.data_as_of_unix_secs = None;
        block.box_steps = None;
        let id = |id| self.plan.id(id, self.number);
        let (lng, lat) = self.plan.shift;
        let (lng, lat) = (lng * i64::from(self.column), lat * i64::from(self.row));
        for node in &mut block.nodes {
            node.id = NodeId(id(node.id.0));
            node.lng_steps = shifted(node.lng_steps, lng, 1_800_000_000)?;
            node.lat_steps = shifted(node.lat_steps, lat, 900_000_000)?;
        }
        block
            .refs
            .iter_mut()
            .for_each(|node| *node = NodeId(id(node.0)));
        block
            .ways
            .iter_mut()
            .for_each(|way| way.id = WayId(id(way.id.0)));
        block
            .relations
            .iter_mut()
            .for_each(|relation| relation.id = RelationId(id(relation.id.0)));
        for member in &mut block.members {
            member.id = match member.id {
                MemberId::Node(node) => MemberId::Node(NodeId(id(node.0))),
                MemberId::Way(way) => MemberId::Way(WayId(id(way.0))),
                MemberId::Relation(relation) => MemberId::Relation(RelationId(id(relation.0))),
            };
        }
        Ok(block)
    }
}

fn shifted(steps: i32, by: i64, limit: i64) -> Result<i32> {
    let moved = i64::from(steps) + by;
    ensure!(moved.abs() <= limit, "the copies do not fit on the Earth");
    Ok(i32::try_from(moved)?)
}

/// Nodes of streets that cars drive through in both directions.
fn street_nodes(blocks: &[Block]) -> BTreeSet<NodeId> {
    const CLASSES: [&str; 5] = [
        "primary",
        "secondary",
        "tertiary",
        "unclassified",
        "residential",
    ];
    let mut found = BTreeSet::new();
    for block in blocks {
        for way in &block.ways {
            let tags = &block.tags[way.tags.clone()];
            let tag = |key: &str| {
                let tag = tags.iter().find(|[k, _]| block.strings.get(*k) == key)?;
                Some(block.strings.get(tag[1]))
            };
            let through = ["oneway", "access", "motor_vehicle"]
                .iter()
                .all(|key| tag(key).is_none());
            if through && tag("highway").is_some_and(|class| CLASSES.contains(&class)) {
                found.extend(&block.refs[way.refs.clone()]);
            }
        }
    }
    found
}

fn largest_id(blocks: &[Block]) -> i64 {
    let ids = blocks.iter().flat_map(|block| {
        let nodes = block
            .nodes
            .iter()
            .map(|node| node.id.0)
            .chain(block.refs.iter().map(|node| node.0));
        let others = block
            .ways
            .iter()
            .map(|way| way.id.0)
            .chain(block.relations.iter().map(|r| r.id.0));
        nodes.chain(others)
    });
    ids.max().unwrap_or(0)
}

/// Per equal strip along a border, the node nearest to it.
fn joints(
    positions: &HashMap<NodeId, (i32, i32)>,
    side: fn((i32, i32)) -> i64,
    border: fn((i32, i32)) -> i64,
) -> Vec<NodeId> {
    let sides = || positions.values().map(|&at| side(at));
    let (Some(first), Some(last)) = (sides().min(), sides().max()) else {
        return Vec::new();
    };
    let mut best: Vec<Option<(i64, NodeId)>> = vec![None; JOINTS];
    for (&node, &at) in positions {
        let strip = (side(at) - first) * JOINTS as i64 / (last - first + 1);
        let here = (border(at), node);
        let strip = &mut best[usize::try_from(strip).unwrap_or(0)];
        if strip.is_none_or(|best| here < best) {
            *strip = Some(here);
        }
    }
    best.into_iter().flatten().map(|(_, node)| node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use nearhand_engine::routing::{BidirectionalDijkstra, Router, SegmentId, Snap};

    #[test]
    fn copies_are_joined_to_one_network() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("valletta-2x2.osm.pbf");
        tile(&data::bundled_pbf(), 2, &output).unwrap();
        let one = data::network(&data::bundled_pbf()).unwrap();
        let four = data::network(&output).unwrap();
        let joined = four.segment_count() - 4 * one.segment_count();
        assert!(
            (2 * JOINTS..=12 * JOINTS).contains(&joined),
            "{joined} more segments"
        );
        // From a street far in the west, so of a western copy, to one far in the east.
        let router = BidirectionalDijkstra::new(four.clone());
        let mut places: Vec<Snap> = (0..u32::try_from(four.segment_count()).unwrap())
            .filter_map(|segment| Snap::on(&four, SegmentId(segment), 0.5))
            .collect();
        places.sort_by(|a, b| a.position.lng().total_cmp(&b.position.lng()));
        let (west, east) = (places[places.len() / 20], places[places.len() * 19 / 20]);
        let time = router.travel_time(&mut router.scratch(), &west, &east);
        assert!(time.is_some());
    }
}
