//! Reach: what can be driven to (or from) within a time or a length.

mod area;
mod buckets;
mod groups;
mod limit;
mod streets;
mod sweep;
#[cfg(test)]
mod tests;

pub use area::{AreaGrid, AreaOptions};
use groups::Group;
pub use limit::Limit;
use limit::Measure;
use streets::OriginStreets;
pub(super) use sweep::SweepMemory;
use sweep::{Sweeper, Weights};

use super::ends::{places, share_of};
use super::levels::NO_WAY;
use super::{BidirectionalDijkstra, EdgeId, Scratch, SegmentId, Snap};
use crate::geo;
use crate::road::{Graph, RoadNetwork};
use crate::units::{LngLat, Metres, Millis};

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

/// What is reached from any of several places (or from where any of them is reached) within a limit.
///
/// By time, the way is the router's: as few ends-only areas as possible, then the fastest. So what is
/// reached is exactly where [`Router::travel_time`](super::Router::travel_time) is within the limit.
/// By length, it is the shortest way with as few ends-only areas as possible.
#[derive(Debug)]
pub struct Reach {
    direction: Direction,
    measure: Measure,
    limit: u32,
    fields: Vec<Field>,
}

/// What the places of one group reach.
#[derive(Debug)]
struct Field {
    places: Vec<Snap>,
    weights: Weights,
}

impl BidirectionalDijkstra {
    /// Sweeps the network from all places up to a limit.
    pub fn reach(
        &self,
        scratch: &mut Scratch,
        places: &[Snap],
        limit: impl Into<Limit>,
        direction: Direction,
    ) -> Reach {
        let limit = limit.into();
        let sweeper = Sweeper {
            road: self.road(),
            components: self.components(),
            direction,
            measure: limit.measure(),
            limit: limit.count(),
        };
        let memory = &mut scratch.reach;
        let groups = sweeper.groups(memory, places);
        let field = |group: Group| Field {
            weights: sweeper.sweep(memory, &group),
            places: group.places,
        };
        Reach {
            direction,
            measure: sweeper.measure,
            limit: sweeper.limit,
            fields: groups.into_iter().map(field).collect(),
        }
    }
}

impl Reach {
    /// Departing, the edges whose start is reached in time, with the time to it; arriving, the edges
    /// from whose end a place is reached, with the time from it. By edge, the least over all places;
    /// none where reach is by length.
    #[must_use]
    pub fn edges(&self) -> Vec<(EdgeId, Millis)> {
        if self.measure != Measure::Time {
            return Vec::new();
        }
        let all = self.fields.iter().flat_map(|field| &field.weights);
        let mut edges: Vec<(EdgeId, Millis)> = all
            .filter(|(_, weight)| weight.cost() <= self.limit)
            .map(|&(edge, weight)| (edge, Millis(u64::from(weight.cost()))))
            .collect();
        edges.sort();
        edges.dedup_by_key(|&mut (edge, _)| edge);
        edges
    }

    /// Driving time between the nearest of the places and this one; `None` when it is beyond the limit
    /// or reach is by length.
    #[must_use]
    pub fn time_at(&self, road: &RoadNetwork, snap: &Snap) -> Option<Millis> {
        let cost = self.cost_at(road, snap)?;
        (self.measure == Measure::Time).then(|| Millis(u64::from(cost)))
    }

    /// Length of the way between the nearest of the places and this one; `None` when it is beyond the
    /// limit or reach is by time.
    #[must_use]
    pub fn length_at(&self, road: &RoadNetwork, snap: &Snap) -> Option<Metres> {
        let cost = self.cost_at(road, snap)?;
        (self.measure == Measure::Length).then(|| limit::metres(cost))
    }

    fn cost_at(&self, road: &RoadNetwork, snap: &Snap) -> Option<u32> {
        let graph = road.graph();
        self.fields
            .iter()
            .filter_map(|field| self.cost_between(road, &graph, field, snap))
            .filter(|&cost| cost <= self.limit)
            .min()
    }

    fn cost_between(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        field: &Field,
        snap: &Snap,
    ) -> Option<u32> {
        let origins = field.places.iter().filter(|o| o.segment == snap.segment);
        let straight = origins.filter_map(|origin| match self.direction {
            Direction::Depart => self.straight(road, graph, origin, snap),
            Direction::Arrive => self.straight(road, graph, snap, origin),
        });
        let ways = places(graph, snap).map(|place| {
            let found = field
                .weights
                .binary_search_by_key(&place.edge, |&(edge, _)| edge);
            let Ok(at) = found else {
                return (u32::from(NO_WAY), u32::MAX);
            };
            let weight = field.weights[at].1;
            let whole = self.measure.of(road, graph, place.edge);
            let before = share_of(whole, place.fraction);
            let rest = match self.direction {
                Direction::Depart => before,
                Direction::Arrive => whole - before,
            };
            (weight.entries(), weight.cost().saturating_add(rest))
        });
        let (_, cost) = ways.chain(straight.map(|cost| (0, cost))).min()?;
        Some(cost)
    }

    /// Cost between two places on one edge without leaving it; `None` when the second is not ahead.
    fn straight(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        from: &Snap,
        to: &Snap,
    ) -> Option<u32> {
        places(graph, from)
            .flat_map(|start| places(graph, to).map(move |end| (start, end)))
            .filter(|(start, end)| start.edge == end.edge && start.fraction <= end.fraction)
            .map(|(start, end)| {
                let whole = self.measure.of(road, graph, start.edge);
                share_of(whole, end.fraction) - share_of(whole, start.fraction)
            })
            .min()
    }

    /// The parts of streets reached within a limit (at most that of the search), by segment, joined
    /// where they touch. Ferry lines are left out: nobody is met there.
    #[must_use]
    pub fn parts(&self, road: &RoadNetwork, within: impl Into<Limit>) -> Vec<ReachedPart> {
        let Some(within) = self.within(within.into()) else {
            return Vec::new();
        };
        let graph = road.graph();
        let mut parts = Vec::new();
        for field in &self.fields {
            let origins = OriginStreets::of(&field.places);
            for street in self.streets(road, &graph, field) {
                if !origins.hold(street.segment) {
                    street.parts(within, &mut parts);
                }
            }
            self.origin_parts(road, &graph, field, &origins, within, &mut parts);
        }
        parts.retain(|part| !road.segment(part.segment).traits().ferry);
        joined(parts)
    }

    /// The count of a limit of this reach's measure, at most the search's.
    fn within(&self, within: Limit) -> Option<u32> {
        (within.measure() == self.measure).then(|| within.count().min(self.limit))
    }

    /// The lines of [`parts`](Self::parts), each with at least two points.
    #[must_use]
    pub fn lines(&self, road: &RoadNetwork, within: impl Into<Limit>) -> Vec<Vec<LngLat>> {
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
