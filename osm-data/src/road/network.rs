//! Ways cut at crossings and barriers into segments.

use super::country::Limits;
use super::node::{self, NodeEffect, Stop};
use super::profile::Profile;
use super::reading::Reading;
use super::report::{ConditionDrop, RoadReport, WayDrop};
use super::restriction;
use super::rule::{self, Rule, RuleChange};
use super::signs;
use super::way;
use crate::osm::{Extract, MemberId, NodeId, Way, WayId};
use nearhand_engine::road::input::{
    Change, DirectionChange, DirectionInput, DrivingSide, RoadInput, SegmentInput, Signs,
    VertexInput, When, shape_length,
};
use nearhand_engine::units::{LngLat, MetresPerSecond, Millis};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Nearer to a crossing than this, a stop sign without a direction is for those who drive towards it (as in OSRM).
const STOP_NEAR_METRES: f64 = 20.0;

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
    let country = Limits::of(region.country);
    let mut builder = Builder::new(extract, profile, region.side);
    let outlines = area_outlines(extract, profile);
    let rules: Vec<_> = (0..extract.way_count())
        .into_par_iter()
        .map(|index| {
            let way = extract.way_at(index);
            match outlines.get(&way.id) {
                Some(tags) => Way { tags: *tags, ..way },
                None => way,
            }
        })
        .filter(|way| way::is_road(profile, &way.tags))
        .map(|way| (way, rule::of_way(profile, &country, &way.tags)))
        .collect();
    let mut kept = Vec::new();
    for (way, (rule, ignored)) in rules {
        builder.drop_conditions(MemberId::Way(way.id), ignored);
        match rule {
            Ok(_) if extract.way_parts(&way).next().is_none() => {
                builder.drop_way(way.id, WayDrop::TooShort);
            }
            Ok(rule) => kept.push((way, rule)),
            Err(reason) => builder.drop_way(way.id, reason),
        }
    }
    builder.count_uses(&kept);
    for (way, rule) in &kept {
        builder.add_way(way, rule);
    }
    builder.finish()
}

/// Ways that are the outline of a walkable area and bear no tags of their own for it: those of the area.
fn area_outlines<'a>(
    extract: &'a Extract,
    profile: &Profile,
) -> HashMap<WayId, crate::osm::Tags<'a>> {
    let mut outlines = HashMap::new();
    if !profile.areas {
        return outlines;
    }
    let areas = extract.relations().filter(|relation| {
        relation.tags.is("type", "multipolygon") && way::is_road(profile, &relation.tags)
    });
    for relation in areas {
        for member in relation.members() {
            if let MemberId::Way(id) = member.id
                && extract
                    .way(id)
                    .is_some_and(|way| !way::is_road(profile, &way.tags))
            {
                outlines.insert(id, relation.tags);
            }
        }
    }
    outlines
}

struct Builder<'a> {
    extract: &'a Extract,
    profile: &'a Profile,
    effects: HashMap<NodeId, NodeEffect>,
    no_effect: NodeEffect,
    /// How often a node is used by ways; an end counts twice, so that it is always a vertex.
    uses: HashMap<NodeId, u32>,
    vertices: HashMap<NodeId, u32>,
    /// Vertices where those stop who come by the slower road.
    minor_stops: Vec<u32>,
    names: HashMap<String, u32>,
    conditions: HashMap<String, u32>,
    segments_of_way: HashMap<WayId, Range<usize>>,
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
            no_effect: NodeEffect::default(),
            extract,
            profile,
            uses: HashMap::new(),
            vertices: HashMap::new(),
            minor_stops: Vec::new(),
            names: HashMap::from([(String::new(), 0)]),
            conditions: HashMap::new(),
            segments_of_way: HashMap::new(),
            roads,
        };
        for node in extract.tagged_nodes() {
            let (effect, ignored) = node::effect(profile, &node.tags);
            builder.drop_conditions(MemberId::Node(node.id), ignored);
            if effect != NodeEffect::default() {
                builder.effects.insert(node.id, effect);
            }
        }
        builder
    }

    fn drop_way(&mut self, way: WayId, reason: WayDrop) {
        let dropped = &mut self.roads.report.ways_dropped;
        dropped.entry(reason).or_default().add(way);
    }

    fn drop_conditions(&mut self, object: MemberId, reasons: Vec<ConditionDrop>) {
        for reason in reasons {
            let dropped = &mut self.roads.report.conditions_dropped;
            dropped.entry(reason).or_default().add(object);
        }
    }

    fn count_uses(&mut self, kept: &[(Way<'a>, Rule)]) {
        for (way, _) in kept {
            for part in self.extract.way_parts(way) {
                for node in part.iter().chain(part.first()).chain(part.last()) {
                    *self.uses.entry(*node).or_default() += 1;
                }
            }
        }
        let blocked = |node: &&NodeId| self.effect(**node).blocked;
        self.roads.report.barriers = self.uses.keys().filter(blocked).count() as u64;
    }

    fn effect(&self, node: NodeId) -> &NodeEffect {
        self.effects.get(&node).unwrap_or(&self.no_effect)
    }

    /// Ways are cut at crossings, at their ends, and wherever one may turn back.
    fn is_cut(&self, node: NodeId) -> bool {
        let effect = self.effect(node);
        self.uses[&node] > 1 || effect.blocked || effect.gate.is_some() || effect.turning_place
    }

    fn add_way(&mut self, way: &Way<'a>, rule: &Rule) {
        let kept = &mut self.roads.report.ways_kept;
        *kept.entry(rule.class).or_default() += 1;
        let first = self.roads.input.segments.len();
        let tags = Reading::plain(way.tags);
        let template = WaySegments {
            way: way.id,
            rule,
            directions: self.directions(way, rule, &tags),
            name: self.name(name_of(&tags)),
            reference: self.name(tags.get("ref").unwrap_or_default()),
        };
        let mut known_nodes = 0;
        for part in self.extract.way_parts(way) {
            known_nodes += part.len();
            let mut from = 0;
            for to in 1..part.len() {
                if self.is_cut(part[to]) {
                    self.add_pieces(&template, &part[from..=to]);
                    from = to;
                }
            }
        }
        if known_nodes < way.nodes.len() {
            self.roads.report.ways_cut.add(way.id);
        }
        let range = first..self.roads.input.segments.len();
        self.segments_of_way.insert(way.id, range);
    }

    /// The way's directions, without the delays of its segments; a tagged duration makes the speed.
    fn directions(
        &mut self,
        way: &Way<'_>,
        rule: &Rule,
        tags: &Reading<'_>,
    ) -> [Option<DirectionInput>; 2] {
        let length: f64 = self
            .extract
            .way_parts(way)
            .map(|part| shape_length(&self.extract.line(part)).0)
            .sum();
        let speed = |kmh: f64| match rule.duration_secs {
            Some(secs) if length > 0.0 => MetresPerSecond(length / secs),
            _ => MetresPerSecond(kmh / 3.6),
        };
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
            Some(DirectionInput {
                speed: speed(direction.kmh),
                access: direction.access,
                changes,
                signs: Signs {
                    destination: self.name(&destination),
                    exit: self.name(&signs::exit(tags)),
                    lanes: signs::lanes(tags, i, one_way),
                },
                ..DirectionInput::default()
            })
        })
    }

    /// One segment; a loop becomes two, so that no segment begins where it ends.
    fn add_pieces(&mut self, template: &WaySegments<'_>, nodes: &[NodeId]) {
        let is_loop = nodes.first() == nodes.last() && !self.effect(nodes[0]).blocked;
        if is_loop {
            let middle = nodes.len() / 2;
            self.add_segment(template, &nodes[..=middle]);
            self.add_segment(template, &nodes[middle..]);
        } else {
            self.add_segment(template, nodes);
        }
    }

    fn add_segment(&mut self, template: &WaySegments<'_>, nodes: &[NodeId]) {
        let [first, inner @ .., last] = nodes else {
            return;
        };
        let (tail, head) = (self.vertex(*first), self.vertex(*last));
        let shape = self.extract.line(nodes);
        let mut delays = [Millis(0); 2];
        for (place, &node) in (1..).zip(inner) {
            for (sum, delay) in delays
                .iter_mut()
                .zip(self.delays_between(node, &shape, place))
            {
                *sum = *sum + delay;
            }
        }
        let at_end = [
            self.delay_at_vertex(*last, 0),
            self.delay_at_vertex(*first, 1),
        ];
        let mut directions = template.directions.clone();
        for (i, direction) in directions.iter_mut().enumerate() {
            if let Some(direction) = direction {
                direction.delay = delays[i];
                direction.delay_at_end = at_end[i];
            }
        }
        let [forward, backward] = directions;
        self.roads.input.segments.push(SegmentInput {
            tail,
            head,
            shape,
            osm_nodes: nodes.iter().map(|node| node.0).collect(),
            osm_way: template.way.0,
            class: template.rule.class,
            name: template.name,
            reference: template.reference,
            forward,
            backward,
            traits: template.rule.traits,
        });
    }

    /// What a node inside a segment costs, along the shape and against it.
    fn delays_between(&self, node: NodeId, shape: &[LngLat], place: usize) -> [Millis; 2] {
        let effect = self.effect(node);
        let mut delays = effect.delays;
        if effect.stop == Stop::Undirected {
            let before = shape_length(&shape[..=place]).0;
            let after = shape_length(&shape[place..]).0;
            // Who has just left a crossing does not stop for it.
            let leaves =
                |behind: f64, ahead: f64| behind < STOP_NEAR_METRES && ahead > STOP_NEAR_METRES;
            for (delay, leaves) in delays
                .iter_mut()
                .zip([leaves(before, after), leaves(after, before)])
            {
                if !leaves {
                    *delay = *delay + node::STOP;
                }
            }
        }
        delays
    }

    /// What a node at the end of a segment costs those who drive on.
    fn delay_at_vertex(&self, node: NodeId, direction: usize) -> Millis {
        let effect = self.effect(node);
        let stop = match effect.stop {
            Stop::Undirected => node::STOP,
            Stop::None | Stop::Minor => Millis(0),
        };
        effect.delays[direction] + stop
    }

    /// The vertex of a node; at a barrier every street end has its own, so that nobody passes.
    fn vertex(&mut self, node: NodeId) -> u32 {
        let effect = self.effect(node).clone();
        if !effect.blocked
            && let Some(&vertex) = self.vertices.get(&node)
        {
            return vertex;
        }
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
            position: self
                .extract
                .position(node)
                .expect("parts of ways have only nodes with a position"),
            osm_node: node.0,
            turning_place: effect.turning_place,
            barrier,
        });
        if effect.stop == Stop::Minor {
            self.minor_stops.push(vertex);
        }
        self.vertices.insert(node, vertex);
        vertex
    }

    fn name(&mut self, name: &str) -> u32 {
        interned(&mut self.names, &mut self.roads.input.names, name)
    }

    fn condition(&mut self, text: &str) -> u32 {
        interned(&mut self.conditions, &mut self.roads.input.conditions, text)
    }

    fn finish(mut self) -> Roads {
        self.charge_minor_stops();
        restriction::add_all(
            self.extract,
            self.profile,
            &self.segments_of_way,
            &mut self.conditions,
            &mut self.roads,
        );
        self.roads
    }

    /// At `stop=minor` those stop who come by a slower road than another one there (as in OSRM).
    fn charge_minor_stops(&mut self) {
        let mut fastest: HashMap<u32, f64> = self.minor_stops.iter().map(|&v| (v, 0.0)).collect();
        if fastest.is_empty() {
            return;
        }
        for segment in &self.roads.input.segments {
            for vertex in [segment.tail, segment.head] {
                let speeds = [&segment.forward, &segment.backward].into_iter().flatten();
                if let Some(most) = fastest.get_mut(&vertex) {
                    *most = speeds
                        .map(|direction| direction.speed.0)
                        .fold(*most, f64::max);
                }
            }
        }
        for segment in &mut self.roads.input.segments {
            for (direction, end) in [
                (&mut segment.forward, segment.head),
                (&mut segment.backward, segment.tail),
            ] {
                if let (Some(direction), Some(&most)) = (direction, fastest.get(&end))
                    && direction.speed.0 < most
                {
                    direction.delay_at_end = direction.delay_at_end + node::STOP;
                }
            }
        }
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

/// The name of a way; a path beside a street may be known by the street's.
fn name_of<'a>(tags: &Reading<'a>) -> &'a str {
    let own = ["name", "name:en"].iter().find_map(|key| tags.get(key));
    own.or_else(|| {
        let path = matches!(tags.get("highway"), Some("footway" | "cycleway" | "path"));
        let beside = tags.is("footway", "sidewalk")
            || tags.is("cycleway", "sidepath")
            || tags.is("is_sidepath", "yes");
        let street = ["is_sidepath:of:name", "street:name"];
        let street = street.iter().find_map(|key| tags.get(key));
        street.filter(|_| path && beside)
    })
    .unwrap_or_default()
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
