//! Where streets meet: all street ends there, those included that one may not drive into.

use super::edge_bearing;
use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::{EdgeId, SegmentId};
use crate::units::{Bearing, LngLat};

/// The end of an edge, and the street ends around it.
pub(super) struct Crossing {
    pub(super) position: LngLat,
    /// Clockwise from north.
    pub(super) ends: Vec<StreetEnd>,
    /// The end one comes by.
    pub(super) came_by: usize,
    /// The end one goes on by.
    pub(super) goes_by: usize,
}

/// A street end, seen from the crossing by someone who comes to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct StreetEnd {
    pub(super) segment: SegmentId,
    /// The segment ends here, and does not begin.
    at_head: bool,
    /// The edge away from the crossing.
    pub(super) leaving: Option<EdgeId>,
    /// Direction away from the crossing.
    pub(super) bearing: Bearing,
    /// One may drive into it.
    pub(super) entry: bool,
    /// Degrees one turns to drive into it: positive to the right.
    pub(super) angle: f64,
}

impl Crossing {
    /// The crossing between two edges of a route.
    pub(super) fn between(road: &RoadNetwork, from: EdgeId, to: EdgeId) -> Self {
        let (came, goes) = (arriving(road, from), departing(road, to));
        let mut ends = found_from(road, came, goes);
        let arriving_bearing = edge_bearing(road, from, true);
        for end in &mut ends {
            end.angle = geo::turn_angle(arriving_bearing, end.bearing);
            let leaving = end.leaving;
            end.entry = road.exits(from).any(|exit| Some(exit) == leaving);
        }
        ends.sort_by(|a, b| a.bearing.degrees().total_cmp(&b.bearing.degrees()));
        let place = |key: Key| ends.iter().position(|end| end.key() == key);
        Self {
            position: road.vertex_position(road.edge_head(from)),
            came_by: place(came).unwrap_or_default(),
            goes_by: place(goes).unwrap_or_default(),
            ends,
        }
    }

    pub(super) fn goes_on(&self) -> &StreetEnd {
        &self.ends[self.goes_by]
    }

    /// Degrees that the route turns: positive to the right.
    pub(super) fn angle(&self) -> f64 {
        self.goes_on().angle
    }

    /// The route goes back the way it came.
    pub(super) fn is_u_turn(&self) -> bool {
        self.came_by == self.goes_by
    }

    /// A roundabout so small that it is drawn as a point.
    pub(super) fn is_mini_roundabout(&self, road: &RoadNetwork) -> bool {
        let end = self.goes_on();
        road.segment(end.segment).meets_mini_roundabout(end.at_head)
    }

    /// Where else one could drive, turning back left out.
    pub(super) fn choices(&self) -> impl Iterator<Item = &StreetEnd> {
        let (came_by, goes_by) = (self.came_by, self.goes_by);
        let ends = self.ends.iter().enumerate();
        ends.filter(move |&(number, end)| end.entry && number != came_by && number != goes_by)
            .map(|(_, end)| end)
    }

    /// Streets that lead here and not away.
    pub(super) fn incoming(&self) -> impl Iterator<Item = &StreetEnd> {
        let came_by = self.came_by;
        let ends = self.ends.iter().enumerate();
        ends.filter(move |&(number, end)| end.leaving.is_none() && number != came_by)
            .map(|(_, end)| end)
    }
}

/// A street end: its segment, and whether it is the head of it.
type Key = (SegmentId, bool);

impl StreetEnd {
    fn key(&self) -> Key {
        (self.segment, self.at_head)
    }

    fn at(road: &RoadNetwork, (segment, at_head): Key) -> Self {
        let street = road.segment(segment);
        let bearing = if at_head {
            geo::departure(street.shape().rev())
        } else {
            geo::departure(street.shape())
        };
        Self {
            segment,
            at_head,
            leaving: if at_head {
                street.backward()
            } else {
                street.forward()
            },
            bearing: bearing.unwrap_or_default(),
            entry: false,
            angle: 0.0,
        }
    }
}

/// The street end that an edge arrives by.
fn arriving(road: &RoadNetwork, edge: EdgeId) -> Key {
    let edge = road.edge(edge);
    (edge.segment, edge.along)
}

/// The street end that an edge departs by.
fn departing(road: &RoadNetwork, edge: EdgeId) -> Key {
    let edge = road.edge(edge);
    (edge.segment, !edge.along)
}

/// All street ends of a crossing, from two of them: those that any turn joins, directly or through others. A network
/// keeps turns and no list of streets by crossing.
fn found_from(road: &RoadNetwork, came: Key, goes: Key) -> Vec<StreetEnd> {
    let graph = road.graph();
    let mut keys = vec![came];
    let add = |keys: &mut Vec<Key>, key: Key| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    add(&mut keys, goes);
    let mut next = 0;
    while let Some(&(segment, at_head)) = keys.get(next) {
        next += 1;
        let street = road.segment(segment);
        let (to, away) = if at_head {
            (street.forward(), street.backward())
        } else {
            (street.backward(), street.forward())
        };
        for variant in to.into_iter().flat_map(|edge| road.variants(edge)) {
            for turn in graph.turns_out(variant) {
                add(&mut keys, departing(road, road.base_edge(turn.edge)));
            }
        }
        for variant in away.into_iter().flat_map(|edge| road.variants(edge)) {
            for turn in graph.turns_in(variant) {
                add(&mut keys, arriving(road, road.base_edge(turn.edge)));
            }
        }
    }
    keys.iter().map(|&key| StreetEnd::at(road, key)).collect()
}
