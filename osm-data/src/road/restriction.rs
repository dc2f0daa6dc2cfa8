//! Turn restrictions: relations between ways become relations between segments.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Relation:restriction>; readings as in OSRM's restriction parser.

use super::network::Roads;
use super::profile::Profile;
use super::report::RestrictionDrop;
use crate::osm::{Extract, Member, MemberId, NodeId, Relation, Tags, WayId};
use nearhand_engine::road::input::{RestrictionKind, RestrictionVia, RoadInput, TurnRestriction};
use std::collections::HashMap;
use std::ops::Range;

/// Adds the restrictions of an extract to the roads made from it.
pub(super) fn add_all(
    extract: &Extract,
    profile: &Profile,
    segments_of_way: &HashMap<WayId, Range<usize>>,
    roads: &mut Roads,
) {
    for relation in extract.relations() {
        if !matches!(relation.tags.get("type"), Some("restriction")) {
            continue;
        }
        let resolver = Resolver {
            extract,
            segments_of_way,
            input: &roads.input,
        };
        match kind(profile, &relation.tags).and_then(|kind| resolver.resolve(&relation, kind)) {
            Ok(restrictions) => {
                roads.report.restrictions_kept += 1;
                roads.input.restrictions.extend(restrictions);
            }
            Err(reason) => {
                let dropped = &mut roads.report.restrictions_dropped;
                dropped.entry(reason).or_default().add(relation.id);
            }
        }
    }
}

/// The turn forbidden or mandatory for the vehicle, and which role may have several members.
#[derive(Clone, Copy)]
struct Kind {
    kind: RestrictionKind,
    several_from: bool,
    several_to: bool,
}

fn kind(profile: &Profile, tags: &Tags<'_>) -> Result<Kind, RestrictionDrop> {
    let for_vehicle = |suffix: &str| {
        profile
            .vehicle_keys
            .iter()
            .find_map(|key| tags.get(&format!("restriction:{key}{suffix}")))
    };
    let timed = ["day_on", "day_off", "hour_on", "hour_off"]
        .iter()
        .any(|key| tags.get(key).is_some());
    let Some(value) = for_vehicle("").or_else(|| tags.get("restriction")) else {
        let conditional =
            for_vehicle(":conditional").or_else(|| tags.get("restriction:conditional"));
        let others = tags.iter().any(|(key, _)| key.starts_with("restriction:"));
        return Err(match conditional {
            Some(_) => RestrictionDrop::Conditional,
            None if others => RestrictionDrop::NotForVehicle,
            None => RestrictionDrop::UnknownKind,
        });
    };
    let excepted = tags.get("except").is_some_and(|except| {
        except
            .split(';')
            .any(|vehicle| profile.vehicle_keys.contains(&vehicle.trim()))
    });
    if excepted {
        return Err(RestrictionDrop::NotForVehicle);
    }
    if timed {
        return Err(RestrictionDrop::Conditional);
    }
    let kind = if value.starts_with("no_") && !value.ends_with("_on_red") {
        RestrictionKind::No
    } else if value.starts_with("only_") {
        RestrictionKind::Only
    } else {
        return Err(RestrictionDrop::UnknownKind);
    };
    Ok(Kind {
        kind,
        several_from: value == "no_entry",
        several_to: value == "no_exit",
    })
}

struct Resolver<'a> {
    extract: &'a Extract,
    segments_of_way: &'a HashMap<WayId, Range<usize>>,
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
        kind: Kind,
    ) -> Result<Vec<TurnRestriction>, RestrictionDrop> {
        let from = ways_with_role(relation, "from")?;
        let to = ways_with_role(relation, "to")?;
        let count_is_right = |ways: &[WayId], several: bool| match ways.len() {
            0 => false,
            1 => true,
            _ => several,
        };
        if !count_is_right(&from, kind.several_from) || !count_is_right(&to, kind.several_to) {
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
                    kind: kind.kind,
                    from,
                    via,
                    to,
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
        match self.segments_of_way.get(&way) {
            Some(range) if !range.is_empty() => Ok(range.clone()),
            _ if self.extract.has_way(way) => Err(RestrictionDrop::NotDrivable),
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

fn index(place: usize) -> u32 {
    u32::try_from(place).expect("a road network that fits into memory has fewer than 2^32 parts")
}
