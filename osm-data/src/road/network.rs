//! Ways cut at crossings and barriers into segments.

use super::node::{self, NodeEffect};
use super::profile::Profile;
use super::report::{RoadReport, WayDrop};
use super::restriction;
use super::way::{self, Drivable, Lane};
use crate::osm::{Extract, NodeRef, Way, WayId};
use nearhand_engine::road::input::{
    DirectionInput, DrivingSide, RoadInput, SegmentInput, VertexInput, shape_length,
};
use nearhand_engine::units::{MetresPerSecond, Millis};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// A road network, not yet compiled, and what became of the ways.
#[derive(Clone, Debug, Default)]
pub struct Roads {
    /// For the engine.
    pub input: RoadInput,
    /// For people.
    pub report: RoadReport,
}

/// Makes the road network of an extract. The order of everything follows the ids in the extract.
#[must_use]
pub fn build(extract: &Extract, profile: &Profile, side: DrivingSide) -> Roads {
    let mut builder = Builder::new(extract, profile, side);
    let rules: Vec<_> = (0..extract.way_count())
        .into_par_iter()
        .map(|index| extract.way_at(index))
        .filter(|way| way::is_road(profile, &way.tags))
        .map(|way| (way, way::drivable(profile, &way.tags)))
        .collect();
    let mut kept = Vec::new();
    for (way, rule) in rules {
        match rule {
            Ok(_) if extract.way_parts(&way).next().is_none() => {
                builder.drop_way(way.id, WayDrop::TooShort);
            }
            Ok(drivable) => kept.push((way, drivable)),
            Err(reason) => builder.drop_way(way.id, reason),
        }
    }
    builder.count_uses(&kept);
    for (way, drivable) in &kept {
        builder.add_way(way, drivable);
    }
    builder.finish()
}

struct Builder<'a> {
    extract: &'a Extract,
    profile: &'a Profile,
    side: DrivingSide,
    effects: HashMap<NodeRef, NodeEffect>,
    /// Per node: how often ways use it, up to 255; an end counts twice, so that it is always a vertex.
    uses: Vec<u8>,
    vertices: HashMap<NodeRef, u32>,
    names: HashMap<&'a str, u32>,
    segments_of_way: HashMap<WayId, Range<usize>>,
    roads: Roads,
}

impl<'a> Builder<'a> {
    fn new(extract: &'a Extract, profile: &'a Profile, side: DrivingSide) -> Self {
        let effects = extract
            .tagged_nodes()
            .map(|node| (node.node, node::effect(profile, &node.tags)))
            .filter(|(_, effect)| *effect != NodeEffect::default());
        let mut roads = Roads::default();
        roads.input.names.push(String::new());
        Self {
            effects: effects.collect(),
            extract,
            profile,
            side,
            uses: vec![0; extract.node_count()],
            vertices: HashMap::new(),
            names: HashMap::from([("", 0)]),
            segments_of_way: HashMap::new(),
            roads,
        }
    }

    fn drop_way(&mut self, way: WayId, reason: WayDrop) {
        let dropped = &mut self.roads.report.ways_dropped;
        dropped.entry(reason).or_default().add(way);
    }

    fn count_uses(&mut self, kept: &[(Way<'a>, Drivable)]) {
        for (way, _) in kept {
            for part in self.extract.way_parts(way) {
                for node in part.iter().chain(part.first()).chain(part.last()) {
                    let uses = &mut self.uses[node.index()];
                    *uses = uses.saturating_add(1);
                }
            }
        }
        let blocks = |(node, effect): &(&NodeRef, &NodeEffect)| {
            effect.blocked && self.uses[node.index()] > 0
        };
        self.roads.report.barriers = self.effects.iter().filter(blocks).count() as u64;
    }

    fn effect(&self, node: NodeRef) -> NodeEffect {
        self.effects.get(&node).copied().unwrap_or_default()
    }

    fn add_way(&mut self, way: &Way<'a>, drivable: &Drivable) {
        let kept = &mut self.roads.report.ways_kept;
        *kept.entry(drivable.class).or_default() += 1;
        let first = self.roads.input.segments.len();
        let name = ["name", "name:en"].iter().find_map(|key| way.tags.get(key));
        let template = WaySegments {
            way: way.id,
            drivable,
            lanes: self.lanes(way, drivable),
            name: self.name(name.unwrap_or_default()),
            reference: self.name(way.tags.get("ref").unwrap_or_default()),
        };
        for part in self.extract.way_parts(way) {
            let mut from = 0;
            for to in 1..part.len() {
                let node = part[to];
                if self.uses[node.index()] > 1 || self.effect(node).blocked {
                    self.add_pieces(&template, &part[from..=to]);
                    from = to;
                }
            }
        }
        let range = first..self.roads.input.segments.len();
        self.segments_of_way.insert(way.id, range);
    }

    /// The way's speeds; a ferry's from its length and duration.
    fn lanes(&self, way: &Way<'_>, drivable: &Drivable) -> [Option<Lane>; 2] {
        let Some(secs) = drivable.duration_secs else {
            return drivable.directions;
        };
        let length: f64 = self
            .extract
            .way_parts(way)
            .map(|part| shape_length(&self.extract.line(part)).0)
            .sum();
        drivable.directions.map(|lane| {
            lane.map(|lane| Lane {
                speed: if length > 0.0 {
                    MetresPerSecond(length / secs)
                } else {
                    lane.speed
                },
                ..lane
            })
        })
    }

    /// One segment; a loop becomes two, so that no segment begins where it ends.
    fn add_pieces(&mut self, template: &WaySegments<'_>, nodes: &[NodeRef]) {
        let is_loop = nodes.first() == nodes.last() && !self.effect(nodes[0]).blocked;
        if is_loop {
            let middle = nodes.len() / 2;
            self.add_segment(template, &nodes[..=middle]);
            self.add_segment(template, &nodes[middle..]);
        } else {
            self.add_segment(template, nodes);
        }
    }

    fn add_segment(&mut self, template: &WaySegments<'_>, nodes: &[NodeRef]) {
        let [first, inner @ .., last] = nodes else {
            return;
        };
        let (tail, head) = (self.vertex(*first), self.vertex(*last));
        let delay = |direction: usize| {
            inner
                .iter()
                .map(|&node| self.effect(node).delays[direction])
                .fold(Millis(0), |sum, delay| sum + delay)
        };
        let direction = |i: usize| {
            template.lanes[i].map(|lane| DirectionInput {
                speed: lane.speed,
                delay: delay(i),
                ends_only: lane.ends_only,
            })
        };
        let segment = SegmentInput {
            tail,
            head,
            shape: self.extract.line(nodes),
            osm_nodes: nodes
                .iter()
                .filter_map(|&node| self.extract.id_of(node))
                .map(|id| id.0)
                .collect(),
            osm_way: template.way.0,
            class: template.drivable.class,
            name: template.name,
            reference: template.reference,
            forward: direction(0),
            backward: direction(1),
            traits: template.drivable.traits.into(),
        };
        self.roads.input.segments.push(segment);
    }

    /// The vertex of a node; at a barrier every street end has its own, so that nobody passes.
    fn vertex(&mut self, node: NodeRef) -> u32 {
        let effect = self.effect(node);
        if !effect.blocked
            && let Some(&vertex) = self.vertices.get(&node)
        {
            return vertex;
        }
        let known = "parts of ways have only nodes that the extract has";
        let vertex = index(self.roads.input.vertices.len());
        self.roads.input.vertices.push(VertexInput {
            position: self.extract.position_of(node).expect(known),
            osm_node: self.extract.id_of(node).expect(known).0,
            signals: effect.signals,
        });
        self.vertices.insert(node, vertex);
        vertex
    }

    fn name(&mut self, name: &'a str) -> u32 {
        *self.names.entry(name).or_insert_with(|| {
            self.roads.input.names.push(name.to_owned());
            index(self.roads.input.names.len() - 1)
        })
    }

    fn finish(self) -> Roads {
        let mut roads = self.roads;
        roads.input.driving_side = self.side;
        restriction::add_all(
            self.extract,
            self.profile,
            &self.segments_of_way,
            &mut roads,
        );
        roads
    }
}

/// What all segments of a way have in common.
struct WaySegments<'d> {
    way: WayId,
    drivable: &'d Drivable,
    lanes: [Option<Lane>; 2],
    name: u32,
    reference: u32,
}

fn index(place: usize) -> u32 {
    u32::try_from(place).expect("a road network that fits into memory has fewer than 2^32 parts")
}
