//! Turn restrictions: relations between ways become relations between segments.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Relation:restriction>; readings as in OSRM's restriction parser.

use super::conditional::{self, Condition};
use super::hours;
use super::kept::SegmentsOfWays;
use super::network::{self, Roads, index};
use super::profile::Profile;
use super::report::{ConditionDrop, RestrictionDrop};
use crate::osm::{Extract, Member, MemberId, NodeId, Relation, Tags, WayId};
use hashbrown::HashMap;
use nearhand_engine::road::input::{
    RestrictionKind, RestrictionVia, RoadInput, TurnRestriction, When,
};
use std::ops::Range;

/// Adds the restrictions of an extract to the roads made from it.
pub(super) fn add_all(
    extract: &Extract,
    profile: &Profile,
    segments_of_ways: &SegmentsOfWays,
    conditions: &mut HashMap<String, u32>,
    roads: &mut Roads,
) {
    for relation in extract.relations() {
        if !matches!(relation.tags.get("type"), Some("restriction")) {
            continue;
        }
        let resolver = Resolver {
            extract,
            segments_of_ways,
            input: &roads.input,
        };
        let mut ignored = Vec::new();
        let resolved = rules(profile, &relation.tags, &mut ignored).and_then(|rules| {
            let resolve = |rule: Rule| Ok((resolver.resolve(&relation, &rule)?, rule.holds));
            rules
                .into_iter()
                .map(resolve)
                .collect::<Result<Vec<_>, _>>()
        });
        match resolved {
            Ok(resolved) => {
                roads.report.restrictions_kept += 1;
                for (restrictions, holds) in resolved {
                    let texts = &mut roads.input.conditions;
                    let when = holds.when(|text| network::interned(conditions, texts, text));
                    let restrictions = restrictions.into_iter();
                    let restrictions = restrictions.map(|r| TurnRestriction { when, ..r });
                    roads.input.restrictions.extend(restrictions);
                }
            }
            Err(reason) => {
                let dropped = &mut roads.report.restrictions_dropped;
                dropped.entry(reason).or_default().add(relation.id);
            }
        }
        for reason in ignored {
            let dropped = &mut roads.report.conditions_dropped;
            let id = MemberId::Relation(relation.id);
            dropped.entry(reason).or_default().add(id);
        }
    }
}

/// The turn forbidden or mandatory for the vehicle, which role may have several members, and when it holds.
struct Rule {
    kind: RestrictionKind,
    several_from: bool,
    several_to: bool,
    holds: Holds,
}

/// When a restriction holds, in the words of `hours`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Holds {
    Always,
    While(String),
    Unless(String),
}

impl Holds {
    fn when(&self, mut number: impl FnMut(&str) -> u32) -> When {
        match self {
            Self::Always => When::Always,
            Self::While(text) => When::While(number(text)),
            Self::Unless(text) => When::Unless(number(text)),
        }
    }
}

impl Rule {
    fn of(value: &str, holds: Holds) -> Result<Self, RestrictionDrop> {
        let kind = if value.starts_with("no_") && !value.ends_with("_on_red") {
            RestrictionKind::No
        } else if value.starts_with("only_") {
            RestrictionKind::Only
        } else {
            return Err(RestrictionDrop::UnknownKind);
        };
        Ok(Self {
            kind,
            several_from: value == "no_entry",
            several_to: value == "no_exit",
            holds,
        })
    }
}

/// What a relation says to the vehicle: one rule that always holds or holds at times, and one for each condition.
fn rules(
    profile: &Profile,
    tags: &Tags<'_>,
    ignored: &mut Vec<ConditionDrop>,
) -> Result<Vec<Rule>, RestrictionDrop> {
    let said = |suffix: &str| {
        let mut keys = profile.vehicle_keys.iter();
        keys.find_map(|key| tags.get(&format!("restriction:{key}{suffix}")))
            // Those who walk heed only what is said of them.
            .or_else(|| {
                tags.get(&format!("restriction{suffix}"))
                    .filter(|_| profile.is_vehicle)
            })
    };
    let (plain, conditional) = (said(""), said(":conditional"));
    if plain.is_none() && conditional.is_none() {
        let others = tags.iter().any(|(key, _)| key.starts_with("restriction"));
        return Err(if others {
            RestrictionDrop::NotForVehicle
        } else {
            RestrictionDrop::UnknownKind
        });
    }
    let excepted = tags.get("except").is_some_and(|except| {
        let mut vehicles = except.split(';');
        vehicles.any(|vehicle| profile.vehicle_keys.contains(&vehicle.trim()))
    });
    if excepted {
        return Err(RestrictionDrop::NotForVehicle);
    }
    let mut rules = Vec::new();
    if let Some(value) = plain {
        rules.push(Rule::of(value, old_hours(tags)?)?);
    }
    for conditional in conditional::parse(profile, conditional.unwrap_or_default()) {
        let holds = match conditional.condition {
            Condition::Always => Holds::Always,
            Condition::Timed(text) => Holds::While(text),
            Condition::Ignored(why) => {
                ignored.push(why);
                continue;
            }
        };
        match (conditional.value.as_str(), holds, rules.first_mut()) {
            // "no_left_turn", but "none @ (18:00-06:00)".
            ("none", Holds::While(text), Some(plain)) => plain.holds = Holds::Unless(text),
            ("none", ..) => {}
            (value, holds, _) => rules.push(Rule::of(value, holds)?),
        }
    }
    if rules.is_empty() {
        return Err(RestrictionDrop::Conditional);
    }
    Ok(rules)
}

/// Hours in the way they were tagged before there were conditions: `hour_on`, `hour_off`, `day_on`, `day_off`.
fn old_hours(tags: &Tags<'_>) -> Result<Holds, RestrictionDrop> {
    let pair = |on: &str, off: &str| match (tags.get(on), tags.get(off)) {
        (None, None) => Ok(None),
        (Some(on), Some(off)) => Ok(Some((on, off))),
        _ => Err(RestrictionDrop::Conditional),
    };
    let days = pair("day_on", "day_off")?.map(|(on, off)| {
        // "Monday" is "Mo" in the newer way of tagging.
        let short = |day: &str| day.chars().take(2).collect::<String>();
        format!("{}-{}", short(on), short(off))
    });
    let times = pair("hour_on", "hour_off")?.map(|(on, off)| format!("{on}-{off}"));
    let parts: Vec<String> = days.into_iter().chain(times).collect();
    if parts.is_empty() {
        return Ok(Holds::Always);
    }
    let text = parts.join(" ");
    if hours::is_time(&text) {
        Ok(Holds::While(text))
    } else {
        Err(RestrictionDrop::Conditional)
    }
}

struct Resolver<'a> {
    extract: &'a Extract,
    segments_of_ways: &'a SegmentsOfWays,
    input: &'a RoadInput,
}

/// A way driven from one of its ends to the other.
struct Passage {
    begin: u32,
    end: u32,
    segments: Vec<u32>,
}

impl Resolver<'_> {
    fn resolve(
        &self,
        relation: &Relation<'_>,
        rule: &Rule,
    ) -> Result<Vec<TurnRestriction>, RestrictionDrop> {
        let from = ways_with_role(relation, "from")?;
        let to = ways_with_role(relation, "to")?;
        let count_is_right = |ways: &[WayId], several: bool| match ways.len() {
            0 => false,
            1 => true,
            _ => several,
        };
        if !count_is_right(&from, rule.several_from) || !count_is_right(&to, rule.several_to) {
            return Err(RestrictionDrop::Malformed);
        }
        let via: Vec<_> = relation
            .members()
            .filter(|member| member.role == "via")
            .collect();
        let mut restrictions = Vec::new();
        for &from in &from {
            for &to in &to {
                let (from, via, to) = self.path(from, &via, to)?;
                restrictions.push(TurnRestriction {
                    kind: rule.kind,
                    from,
                    via,
                    to,
                    when: When::Always,
                    osm_relation: relation.id.0,
                });
            }
        }
        Ok(restrictions)
    }

    /// The segments that the members mean.
    fn path(
        &self,
        from: WayId,
        via: &[Member<'_>],
        to: WayId,
    ) -> Result<(u32, RestrictionVia, u32), RestrictionDrop> {
        let (from, to) = (self.segments(from)?, self.segments(to)?);
        if let [
            Member {
                id: MemberId::Node(node),
                ..
            },
        ] = via
        {
            if self.extract.position(*node).is_none() {
                return Err(RestrictionDrop::MissingMember);
            }
            return self.path_over_node(from, *node, to);
        }
        let mut ways = Vec::new();
        for member in via {
            match member.id {
                MemberId::Way(way) => ways.push(self.passages(way)?),
                MemberId::Node(_) | MemberId::Relation(_) => {
                    return Err(RestrictionDrop::Malformed);
                }
            }
        }
        if ways.is_empty() {
            return Err(RestrictionDrop::Malformed);
        }
        let found = self.path_over_ways(&from, &ways, &to).or_else(|| {
            ways.reverse();
            self.path_over_ways(&from, &ways, &to)
        });
        found.ok_or(RestrictionDrop::DoesNotMeet)
    }

    fn path_over_node(
        &self,
        from: Range<usize>,
        node: NodeId,
        to: Range<usize>,
    ) -> Result<(u32, RestrictionVia, u32), RestrictionDrop> {
        let vertices = from.clone().flat_map(|segment| {
            let segment = &self.input.segments[segment];
            [segment.tail, segment.head]
        });
        let mut vertices: Vec<_> = vertices
            .filter(|&vertex| self.input.vertices[vertex as usize].osm_node == node.0)
            .collect();
        vertices.dedup();
        let &[vertex] = &vertices[..] else {
            return Err(RestrictionDrop::DoesNotMeet);
        };
        let touches = |segment: usize| self.touches(segment, vertex);
        if !to.clone().any(touches) {
            return Err(RestrictionDrop::DoesNotMeet);
        }
        let arriving: Vec<_> = from.filter(|&s| self.arrives(s, vertex)).collect();
        let leaving: Vec<_> = to.filter(|&s| self.leaves(s, vertex)).collect();
        match (&arriving[..], &leaving[..]) {
            // A way that goes on behind the crossing in both directions: which half is meant is not said.
            ([from], [to]) => Ok((index(*from), RestrictionVia::Vertex(vertex), index(*to))),
            ([], _) | (_, []) => Err(RestrictionDrop::NotDrivable),
            _ => Err(RestrictionDrop::DoesNotMeet),
        }
    }

    /// The chain from the first way over the via ways to the last, each driven whole.
    fn path_over_ways(
        &self,
        from: &Range<usize>,
        ways: &[[Passage; 2]],
        to: &Range<usize>,
    ) -> Option<(u32, RestrictionVia, u32)> {
        ways[0].iter().find_map(|first| {
            let mut segments = first.segments.clone();
            let mut end = first.end;
            for way in &ways[1..] {
                let next = way.iter().find(|passage| passage.begin == end)?;
                segments.extend(&next.segments);
                end = next.end;
            }
            if !self.all_driven(first.begin, &segments) {
                return None;
            }
            let from = one(from.clone().filter(|&s| self.arrives(s, first.begin)))?;
            let to = one(to.clone().filter(|&s| self.leaves(s, end)))?;
            Some((index(from), RestrictionVia::Segments(segments), index(to)))
        })
    }

    /// Both ways along a way from end to end.
    fn passages(&self, way: WayId) -> Result<[Passage; 2], RestrictionDrop> {
        let range = self.segments(way)?;
        let along: Vec<u32> = range.clone().map(index).collect();
        let begin = self.input.segments[range.start].tail;
        let end = self.input.segments[range.end - 1].head;
        let against = along.iter().rev().copied().collect();
        Ok([
            Passage {
                begin,
                end,
                segments: along,
            },
            Passage {
                begin: end,
                end: begin,
                segments: against,
            },
        ])
    }

    /// Whether the segments make a chain from the vertex on that may be driven.
    fn all_driven(&self, mut at: u32, segments: &[u32]) -> bool {
        segments.iter().all(|&segment| {
            let driven = self.leaves(segment as usize, at);
            let segment = &self.input.segments[segment as usize];
            at = if segment.tail == at {
                segment.head
            } else {
                segment.tail
            };
            driven
        })
    }

    fn segments(&self, way: WayId) -> Result<Range<usize>, RestrictionDrop> {
        match self.segments_of_ways.get(way) {
            Some(range) if !range.is_empty() => Ok(range),
            _ if self.extract.way(way).is_some() => Err(RestrictionDrop::NotDrivable),
            _ => Err(RestrictionDrop::MissingMember),
        }
    }

    fn touches(&self, segment: usize, vertex: u32) -> bool {
        let segment = &self.input.segments[segment];
        segment.tail == vertex || segment.head == vertex
    }

    fn arrives(&self, segment: usize, vertex: u32) -> bool {
        let segment = &self.input.segments[segment];
        (segment.head == vertex && segment.forward.is_some())
            || (segment.tail == vertex && segment.backward.is_some())
    }

    fn leaves(&self, segment: usize, vertex: u32) -> bool {
        let segment = &self.input.segments[segment];
        (segment.tail == vertex && segment.forward.is_some())
            || (segment.head == vertex && segment.backward.is_some())
    }
}

fn ways_with_role(relation: &Relation<'_>, role: &str) -> Result<Vec<WayId>, RestrictionDrop> {
    relation
        .members()
        .filter(|member| member.role == role)
        .map(|member| match member.id {
            MemberId::Way(way) => Ok(way),
            MemberId::Node(_) | MemberId::Relation(_) => Err(RestrictionDrop::Malformed),
        })
        .collect()
}

/// The only item.
fn one<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
