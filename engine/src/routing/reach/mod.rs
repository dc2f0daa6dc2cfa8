//! Reach: what can be driven to (or from) within a time.

mod contour;
mod grid;
mod polygons;
#[cfg(test)]
mod tests;

use super::ends::{direct, places};
use super::levels::{NO_WAY, entries};
use super::sweep::{Sweep, SweepScratch};
use super::{BidirectionalDijkstra, EdgeId, Scratch, SegmentId, Snap};
use crate::geo;
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::units::{LngLat, Millis};

/// Which way the trips go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the given places: where can a team get to in time?
    Depart,
    /// To the given places: from where can they be reached in time?
    Arrive,
}

/// A part of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachedPart {
    /// The segment.
    pub segment: SegmentId,
    /// Share of the segment's length from its tail where the part begins.
    pub from: f64,
    /// Share where it ends.
    pub to: f64,
}

/// What is reached from any of several places (or from where any of them is reached) in time.
///
/// The way is the router's: as few ends-only areas as possible, then the fastest. So what is reached
/// is exactly where [`Router::travel_time`](super::Router::travel_time) is within the limit.
#[derive(Debug)]
pub struct Reach {
    direction: Direction,
    limit: u32,
    origins: Vec<OriginReach>,
}

/// The sweep of one place.
#[derive(Debug)]
struct OriginReach {
    place: Snap,
    /// Per component: ends-only areas that a trip must enter.
    levels: Vec<u8>,
    /// By edge: departing, the time to its start; arriving, the time from its end.
    edges: Vec<(EdgeId, u32)>,
}

impl BidirectionalDijkstra {
    /// Sweeps the network from each place up to a time limit.
    pub fn reach(
        &self,
        scratch: &mut Scratch,
        places: &[Snap],
        limit: Millis,
        direction: Direction,
    ) -> Reach {
        let limit = millis(limit);
        let origins = places
            .iter()
            .map(|&place| {
                let sweep = &mut scratch.sweep;
                let edges = match direction {
                    Direction::Depart => self.departing(sweep, &place, limit),
                    Direction::Arrive => self.arriving(sweep, &place, limit),
                };
                let levels = match direction {
                    Direction::Depart => sweep.driving_levels(),
                    Direction::Arrive => sweep.against_levels(),
                };
                OriginReach {
                    place,
                    levels: levels.to_vec(),
                    edges,
                }
            })
            .collect();
        Reach {
            direction,
            limit,
            origins,
        }
    }

    /// Edges whose start is reached in time.
    fn departing(&self, scratch: &mut SweepScratch, from: &Snap, limit: u32) -> Vec<(EdgeId, u32)> {
        let road = self.road();
        let mut sweep = Sweep::driving_from(road, self.components(), scratch, from);
        let graph = sweep.graph;
        let mut reached = Vec::new();
        while let Some((time, edge)) = sweep.pop() {
            if time > limit {
                break;
            }
            let base = road.base_edge(edge);
            let least = road
                .variants(base)
                .map(|e| sweep.levels.of(&graph, e))
                .min();
            if least == Some(sweep.levels.of(&graph, edge)) {
                reached.push((base, time));
            }
            sweep.relax(edge, time, limit);
        }
        earliest(reached)
    }

    /// Edges from whose end the place is reached in time.
    fn arriving(&self, scratch: &mut SweepScratch, to: &Snap, limit: u32) -> Vec<(EdgeId, u32)> {
        let road = self.road();
        let edge_count = road.edge_count();
        let mut sweep = Sweep::against_from(road, self.components(), scratch, to);
        let graph = sweep.graph;
        let mut reached = Vec::new();
        while let Some((time, edge)) = sweep.pop() {
            if time > limit {
                break;
            }
            for turn in graph.turns_in(edge).iter().filter(|turn| turn.is_open()) {
                let from_end = time.saturating_add(turn.cost & DURATION_MASK);
                let level = sweep.levels.of(&graph, edge).saturating_add(entries(*turn));
                if (turn.edge as usize) < edge_count
                    && from_end <= limit
                    && level == level_from_end(&graph, turn.edge, |e| sweep.levels.of(&graph, e))
                {
                    reached.push((EdgeId(turn.edge), from_end));
                }
            }
            sweep.relax(edge, time, limit);
        }
        earliest(reached)
    }
}

/// Ends-only areas that must be entered from the end of an edge on.
fn level_from_end(graph: &Graph<'_>, edge: u32, level: impl Fn(u32) -> u8) -> u8 {
    graph
        .turns_out(edge)
        .iter()
        .filter(|turn| turn.is_open())
        .map(|turn| level(turn.edge).saturating_add(entries(*turn)))
        .min()
        .unwrap_or(NO_WAY)
}

/// Each edge once, with its least time.
fn earliest(mut reached: Vec<(EdgeId, u32)>) -> Vec<(EdgeId, u32)> {
    reached.sort_unstable();
    reached.dedup_by_key(|&mut (edge, _)| edge);
    reached
}

impl Reach {
    /// Departing, the edges whose start is reached in time, with the time to it; arriving, the edges
    /// from whose end a place is reached, with the time from it. By edge, the least over all places.
    #[must_use]
    pub fn edges(&self) -> Vec<(EdgeId, Millis)> {
        let all = self.origins.iter().flat_map(|origin| &origin.edges);
        earliest(all.copied().collect())
            .into_iter()
            .map(|(edge, time)| (edge, Millis(u64::from(time))))
            .collect()
    }

    /// Driving time between the nearest of the places and this one; `None` when it is beyond the limit.
    #[must_use]
    pub fn time_at(&self, road: &RoadNetwork, snap: &Snap) -> Option<Millis> {
        let graph = road.graph();
        self.origins
            .iter()
            .filter_map(|origin| self.time_between(road, &graph, origin, snap))
            .filter(|&time| time <= self.limit)
            .min()
            .map(|time| Millis(u64::from(time)))
    }

    fn time_between(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        origin: &OriginReach,
        snap: &Snap,
    ) -> Option<u32> {
        let straight = match self.direction {
            Direction::Depart => direct(graph, &origin.place, snap),
            Direction::Arrive => direct(graph, snap, &origin.place),
        };
        let ways = places(graph, snap).map(|place| {
            let edge = place.edge;
            let entries = self.entries(road, graph, origin, edge);
            let rest = match self.direction {
                Direction::Depart => place.before,
                Direction::Arrive => place.after,
            };
            let found = origin.edges.binary_search_by_key(&edge, |&(edge, _)| edge);
            let time = found.ok().map(|at| origin.edges[at].1.saturating_add(rest));
            (entries, time.unwrap_or(u32::MAX))
        });
        let straight = straight.map(|(_, time)| (0, time));
        let (_, time) = ways.chain(straight).min()?;
        (time != u32::MAX).then_some(time)
    }

    /// Ends-only areas to enter on the way to the start of an edge (departing) or from its end.
    fn entries(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        origin: &OriginReach,
        edge: EdgeId,
    ) -> u8 {
        let level = |edge: u32| origin.levels[graph.component[edge as usize] as usize];
        match self.direction {
            Direction::Depart => road.variants(edge).map(level).min().unwrap_or(NO_WAY),
            Direction::Arrive => level_from_end(graph, edge.0, level),
        }
    }

    /// Whether the other direction of the same street is the router's way, as it enters fewer areas.
    fn other_way_is_better(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        origin: &OriginReach,
        edge: EdgeId,
    ) -> bool {
        let segment = road.segment(road.edge(edge).segment);
        let entries = |edge| self.entries(road, graph, origin, edge);
        [segment.forward(), segment.backward()]
            .into_iter()
            .flatten()
            .any(|other| other != edge && entries(other) < entries(edge))
    }

    /// The parts of streets reached within a time (at most the limit of the search), by segment,
    /// joined where they touch. Ferry lines are left out: nobody is met there.
    #[must_use]
    pub fn parts(&self, road: &RoadNetwork, within: Millis) -> Vec<ReachedPart> {
        let within = millis(within).min(self.limit);
        let graph = road.graph();
        let mut parts = Vec::new();
        for origin in &self.origins {
            let in_time = origin.edges.iter().filter(|&&(_, time)| time <= within);
            for &(edge, time) in in_time {
                if self.other_way_is_better(road, &graph, origin, edge) {
                    continue;
                }
                let share = share_driven(&graph, edge, within - time);
                let mut part = match self.direction {
                    Direction::Depart => part(road, edge, 0.0, share),
                    Direction::Arrive => part(road, edge, 1.0 - share, 1.0),
                };
                let own_street = part.segment == origin.place.segment;
                if own_street && self.entries(road, &graph, origin, edge) > 0 {
                    // What lies straight ahead needs no area to be entered: that is the router's way.
                    let (from, to) = self.not_straight(&origin.place);
                    part.from = part.from.max(from);
                    part.to = part.to.min(to);
                }
                if part.from <= part.to {
                    parts.push(part);
                }
            }
            for place in places(&graph, &origin.place) {
                let share = share_driven(&graph, place.edge, within);
                parts.push(match self.direction {
                    Direction::Depart => {
                        let end = (place.fraction + share).min(1.0);
                        part(road, place.edge, place.fraction, end)
                    }
                    Direction::Arrive => {
                        let start = (place.fraction - share).max(0.0);
                        part(road, place.edge, start, place.fraction)
                    }
                });
            }
        }
        parts.retain(|part| !road.segment(part.segment).traits().ferry);
        joined(parts)
    }

    /// The part of its own segment (empty when `from > to`) that a place has not straight ahead.
    fn not_straight(&self, place: &Snap) -> (f64, f64) {
        let departing = self.direction == Direction::Depart;
        match (place.forward, place.backward) {
            (Some(_), Some(_)) => (1.0, 0.0),
            (None, None) => (0.0, 1.0),
            (Some(_), None) if departing => (0.0, place.fraction.next_down()),
            (None, Some(_)) if !departing => (0.0, place.fraction.next_down()),
            _ => (place.fraction.next_up(), 1.0),
        }
    }

    /// The lines of [`parts`](Self::parts), each with at least two points.
    #[must_use]
    pub fn lines(&self, road: &RoadNetwork, within: Millis) -> Vec<Vec<LngLat>> {
        self.parts(road, within)
            .into_iter()
            .map(|part| part.line(road))
            .collect()
    }
}

impl ReachedPart {
    /// The part's line, along the segment's shape, at least two points.
    #[must_use]
    pub fn line(&self, road: &RoadNetwork) -> Vec<LngLat> {
        let shape: Vec<LngLat> = road.segment(self.segment).shape().collect();
        geo::slice(&shape, self.from, self.to)
    }
}

/// A duration as searches count it; beyond what they can hold, everything.
fn millis(duration: Millis) -> u32 {
    u32::try_from(duration.0).map_or(DURATION_MASK, |millis| millis.min(DURATION_MASK))
}

/// Share of an edge that is driven in a time.
fn share_driven(graph: &Graph<'_>, edge: EdgeId, time: u32) -> f64 {
    (f64::from(time) / f64::from(graph.duration[edge.0 as usize])).min(1.0)
}

/// A part of an edge (shares in driving direction) as a part of its segment.
fn part(road: &RoadNetwork, edge: EdgeId, from: f64, to: f64) -> ReachedPart {
    let edge = road.edge(edge);
    let (from, to) = if edge.along {
        (from, to)
    } else {
        (1.0 - to, 1.0 - from)
    };
    ReachedPart {
        segment: edge.segment,
        from,
        to,
    }
}

/// Parts that overlap or touch become one.
fn joined(mut parts: Vec<ReachedPart>) -> Vec<ReachedPart> {
    parts.sort_by(|a, b| {
        let by_place = a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to));
        a.segment.cmp(&b.segment).then(by_place)
    });
    let mut joined: Vec<ReachedPart> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.segment == part.segment && part.from <= last.to => {
                last.to = last.to.max(part.to);
            }
            _ => joined.push(part),
        }
    }
    joined
}
