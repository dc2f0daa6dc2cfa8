//! Ways cut at crossings and barriers into segments.

use super::kept::{Kept, SegmentsOfWays};
use super::node::{self, NodeEffect, Stop};
use super::profile::Profile;
use super::reading::Reading;
use super::report::{ConditionDrop, RoadReport};
use super::restriction;
use super::rule::{Exact, Rule, RuleChange};
use super::signs;
use super::stops;
use crate::osm::{Extract, MemberId, NodeRef, Way, WayId};
use hashbrown::HashMap;
use nearhand_engine::geo;
use nearhand_engine::road::input::{
    Change, DirectionChange, DirectionInput, DrivingSide, Extras, RoadClass, RoadInput,
    SegmentInput, Signs, VertexInput, When,
};
use nearhand_engine::units::{MetresPerSecond, Millis};
use std::sync::Arc;

const KNOWN: &str = "parts of ways have only nodes that the extract has";

/// A node that is no vertex yet.
const NO_VERTEX: u32 = u32::MAX;

/// A road network, not yet compiled, and what became of the ways.
#[derive(Clone, Debug, Default)]
pub struct Roads {
    /// For the engine.
    pub input: RoadInput,
    /// For people.
    pub report: RoadReport,
}

/// Where a road network lies, as far as rules depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Region<'c> {
    /// Side of the road that traffic keeps to.
    pub side: DrivingSide,
    /// ISO 3166-1 code of the country, for its speed limits; `None`: those of the profile.
    pub country: Option<&'c str>,
}

/// Makes the road network of an extract. The order of everything follows the ids in the extract.
#[must_use]
pub fn build(extract: &Extract, profile: &Profile, region: Region<'_>) -> Roads {
    let mut builder = Builder::new(extract, profile, region.side);
    let report = &mut builder.roads.report;
    let kept = Kept::of(extract, profile, region.country, report);
    builder.count_uses(&kept);
    builder.reserve(&kept);
    for (way, rule) in kept.ways() {
        builder.add_way(&way, rule);
    }
    builder.finish()
}

struct Builder<'a> {
    extract: &'a Extract,
    profile: &'a Profile,
    effects: HashMap<NodeRef, NodeEffect>,
    /// Conditions of nodes that are not evaluated, whether a way uses the node or not.
    ignored_on_nodes: Vec<(NodeRef, Vec<ConditionDrop>)>,
    no_effect: NodeEffect,
    /// Per node: how often ways use it, up to 255; an end counts twice, so that it is always a vertex.
    uses: Vec<u8>,
    /// Per node: its vertex, or [`NO_VERTEX`].
    vertices: Vec<u32>,
    /// Vertices where those stop who come by the slower road.
    minor_stops: Vec<u32>,
    names: HashMap<String, u32>,
    conditions: HashMap<String, u32>,
    segments_of_ways: SegmentsOfWays,
    roads: Roads,
}

impl<'a> Builder<'a> {
    fn new(extract: &'a Extract, profile: &'a Profile, side: DrivingSide) -> Self {
        let mut roads = Roads::default();
        roads.input.names.push(String::new());
        roads.input.driving_side = side;
        roads.input.turn_costs = profile.turn_costs;
        let mut builder = Self {
            effects: HashMap::new(),
            ignored_on_nodes: Vec::new(),
            no_effect: NodeEffect::default(),
            extract,
            profile,
            uses: vec![0; extract.node_count()],
            vertices: vec![NO_VERTEX; extract.node_count()],
            minor_stops: Vec::new(),
            names: HashMap::from([(String::new(), 0)]),
            conditions: HashMap::new(),
            segments_of_ways: SegmentsOfWays::default(),
            roads,
        };
        for node in extract.tagged_nodes() {
            let (effect, ignored) = node::effect(profile, &node.tags);
            if !ignored.is_empty() {
                builder.ignored_on_nodes.push((node.node, ignored));
            }
            if effect != NodeEffect::default() {
                builder.effects.insert(node.node, effect);
            }
        }
        builder
    }

    fn count_uses(&mut self, kept: &Kept<'a>) {
        for (way, _) in kept.ways() {
            for part in self.extract.way_parts(&way) {
                for node in part.iter().chain(part.first()).chain(part.last()) {
                    let uses = &mut self.uses[node.index()];
                    *uses = uses.saturating_add(1);
                }
            }
        }
        let report = &mut self.roads.report;
        for (node, ignored) in std::mem::take(&mut self.ignored_on_nodes) {
            if self.uses[node.index()] > 0
                && let Some(id) = self.extract.id_of(node)
            {
                report.drop_conditions(MemberId::Node(id), ignored);
            }
        }
        for (node, effect) in &self.effects {
            let uses = &mut self.uses[node.index()];
            report.barriers += u64::from(effect.blocked && *uses > 0);
            // As good as a crossing: one may turn back there.
            if effect.blocked || effect.gate.is_some() || effect.turning_place {
                *uses = (*uses).max(2);
            }
        }
    }

    /// Makes room for all segments, their ends and lines at once: lists that grow take up to three times the memory.
    fn reserve(&mut self, kept: &Kept<'a>) {
        let (mut segments, mut points, mut vertices) = (0, 0, 0);
        let mut met = vec![false; self.extract.node_count()];
        for (way, _) in kept.ways() {
            for part in self.extract.way_parts(&way) {
                for piece in self.pieces(part) {
                    segments += 1;
                    points += piece.len();
                    for node in piece.first().into_iter().chain(piece.last()) {
                        let again = std::mem::replace(&mut met[node.index()], true);
                        vertices += usize::from(!again || self.effect(*node).blocked);
                    }
                }
            }
        }
        let input = &mut self.roads.input;
        input.segments.reserve_exact(segments);
        input.vertices.reserve_exact(vertices);
        input.lines.reserve_exact(points);
    }

    fn effect(&self, node: NodeRef) -> &NodeEffect {
        self.effects.get(&node).unwrap_or(&self.no_effect)
    }

    /// A part of a way in segments: cut at crossings and wherever one may turn back. A loop becomes two, so that no
    /// segment begins where it ends.
    fn pieces<'p>(&self, part: &'p [NodeRef]) -> impl Iterator<Item = &'p [NodeRef]> {
        let is_cut = |node: NodeRef| self.uses[node.index()] > 1;
        let mut from = 0;
        let ends = (1..part.len()).filter(move |&end| is_cut(part[end]));
        ends.flat_map(move |to| {
            let piece = &part[std::mem::replace(&mut from, to)..=to];
            let [first, .., last] = piece else {
                return [None, None];
            };
            if first == last && !self.effect(*first).blocked {
                let middle = piece.len() / 2;
                [Some(&piece[..=middle]), Some(&piece[middle..])]
            } else {
                [Some(piece), None]
            }
        })
        .flatten()
    }

    fn add_way(&mut self, way: &Way<'a>, rule: &Rule) {
        let kept = &mut self.roads.report.ways_kept;
        *kept.entry(rule.class).or_default() += 1;
        let tags = Reading::plain(way.tags);
        let template = WaySegments {
            way: way.id,
            rule,
            directions: self.directions(way, rule, &tags),
            name: self.name(signs::name(&tags)),
            reference: self.name(tags.get("ref").unwrap_or_default()),
        };
        let mut known_nodes = 0;
        for part in self.extract.way_parts(way) {
            known_nodes += part.len();
            let pieces: Vec<_> = self.pieces(part).collect();
            for piece in pieces {
                self.add_segment(&template, piece);
            }
        }
        if known_nodes < way.nodes.len() {
            self.roads.report.ways_cut.add(way.id);
        }
        let end = self.roads.input.segments.len();
        self.segments_of_ways.add(way.id, end);
    }

    /// The way's directions, without the delays of its segments; a tagged duration makes the speed.
    fn directions(
        &mut self,
        way: &Way<'_>,
        rule: &Rule,
        tags: &Reading<'_>,
    ) -> [Option<DirectionInput>; 2] {
        let tagged = rule.duration_secs.and_then(|Exact(secs)| {
            let parts = self.extract.way_parts(way);
            let length: f64 = parts
                .map(|part| geo::length(&self.extract.line(part)).0)
                .sum();
            (length > 0.0).then_some(MetresPerSecond(length / secs))
        });
        let speed = |Exact(kmh)| tagged.unwrap_or(MetresPerSecond(kmh / 3.6));
        let one_way = rule.directions.iter().flatten().count() == 1;
        [0, 1].map(|i| {
            let direction = rule.directions[i].as_ref()?;
            let mut changes = Vec::new();
            for (condition, change) in &direction.changes {
                changes.push(DirectionChange {
                    condition: self.condition(condition),
                    to: match *change {
                        RuleChange::Access(access) => Change::Access(access),
                        RuleChange::Kmh(kmh) => Change::Speed(speed(kmh)),
                    },
                });
            }
            let destination = if one_way {
                signs::destination(tags, i)
            } else {
                String::new()
            };
            let extras = Extras {
                changes,
                signs: Signs {
                    destination: self.name(&destination),
                    exit: self.name(&signs::exit(tags)),
                    lanes: signs::lanes(tags, i, one_way),
                },
            };
            Some(DirectionInput {
                speed: speed(direction.kmh),
                access: direction.access,
                extras: (extras != Extras::default()).then(|| Arc::new(extras)),
                ..DirectionInput::default()
            })
        })
    }

    fn add_segment(&mut self, template: &WaySegments<'_>, nodes: &[NodeRef]) {
        let [first, .., last] = nodes else {
            return;
        };
        let (tail, head) = (self.vertex(*first), self.vertex(*last));
        let delays = stops::delays_inside(self.extract, &self.effects, nodes);
        let at_end = [
            self.delay_at_vertex(*last, 0),
            self.delay_at_vertex(*first, 1),
        ];
        let mut directions = template.directions.clone();
        for (i, direction) in directions.iter_mut().enumerate() {
            if let Some(direction) = direction {
                direction.delay = delays[i];
                direction.delay_at_end = at_end[i];
                let begin = if i == 0 { *first } else { *last };
                self.number_exit(template.rule.class, begin, direction);
            }
        }
        let [forward, backward] = directions;
        let extract = self.extract;
        let line = self.roads.input.lines.add(nodes.iter().map(|&node| {
            let position = extract.position_of(node).expect(KNOWN);
            (position, extract.id_of(node).expect(KNOWN).0)
        }));
        self.roads.input.segments.push(SegmentInput {
            tail,
            head,
            line,
            osm_way: template.way.0,
            class: template.rule.class,
            name: template.name,
            reference: template.reference,
            forward,
            backward,
            traits: template.rule.traits,
        });
    }

    /// The node where a ramp leaves a motorway may bear the number of the exit.
    fn number_exit(&mut self, class: RoadClass, begin: NodeRef, direction: &mut DirectionInput) {
        let is_ramp = matches!(class, RoadClass::MotorwayLink | RoadClass::TrunkLink);
        let has_exit = |extras: &Arc<Extras>| extras.signs.exit != 0;
        if !is_ramp || direction.extras.as_ref().is_some_and(has_exit) {
            return;
        }
        if let Some(effect) = self
            .effects
            .get(&begin)
            .filter(|effect| !effect.exit.is_empty())
        {
            let exit = effect.exit.clone();
            direction.extras_mut().signs.exit = self.name(&exit);
        }
    }

    /// What a node at the end of a segment costs those who drive on.
    fn delay_at_vertex(&self, node: NodeRef, direction: usize) -> Millis {
        let effect = self.effect(node);
        let stop = match effect.stop {
            Stop::Undirected => node::STOP,
            Stop::None | Stop::Minor => Millis(0),
        };
        effect.delays[direction] + stop
    }

    /// The vertex of a node; at a barrier every street end has its own, so that nobody passes.
    fn vertex(&mut self, node: NodeRef) -> u32 {
        let effect = self.effects.get(&node);
        if !effect.is_some_and(|effect| effect.blocked) && self.vertices[node.index()] != NO_VERTEX
        {
            return self.vertices[node.index()];
        }
        let effect = effect.cloned().unwrap_or_default();
        let barrier = effect.gate.map(|gate| {
            let condition = self.condition(&gate.condition);
            if gate.closed_while_it_holds {
                When::While(condition)
            } else {
                When::Unless(condition)
            }
        });
        let vertex = index(self.roads.input.vertices.len());
        self.roads.input.vertices.push(VertexInput {
            position: self.extract.position_of(node).expect(KNOWN),
            osm_node: self.osm_node(node),
            turning_place: effect.turning_place,
            mini_roundabout: effect.mini_roundabout,
            barrier,
        });
        if effect.stop == Stop::Minor {
            self.minor_stops.push(vertex);
        }
        self.vertices[node.index()] = vertex;
        vertex
    }

    fn osm_node(&self, node: NodeRef) -> i64 {
        self.extract.id_of(node).expect(KNOWN).0
    }

    fn name(&mut self, name: &str) -> u32 {
        interned(&mut self.names, &mut self.roads.input.names, name)
    }

    fn condition(&mut self, text: &str) -> u32 {
        interned(&mut self.conditions, &mut self.roads.input.conditions, text)
    }

    fn finish(mut self) -> Roads {
        stops::charge_minor(&mut self.roads.input, &self.minor_stops);
        restriction::add_all(
            self.extract,
            self.profile,
            &self.segments_of_ways,
            &mut self.conditions,
            &mut self.roads,
        );
        self.roads
    }
}

/// What all segments of a way have in common.
struct WaySegments<'d> {
    way: WayId,
    rule: &'d Rule,
    directions: [Option<DirectionInput>; 2],
    name: u32,
    reference: u32,
}

/// The number of a text in a list that holds each text once.
pub(super) fn interned(
    numbers: &mut HashMap<String, u32>,
    texts: &mut Vec<String>,
    text: &str,
) -> u32 {
    if let Some(&number) = numbers.get(text) {
        return number;
    }
    let number = index(texts.len());
    texts.push(text.to_owned());
    numbers.insert(text.to_owned(), number);
    number
}

pub(super) fn index(place: usize) -> u32 {
    u32::try_from(place).expect("a road network that fits into memory has fewer than 2^32 parts")
}
