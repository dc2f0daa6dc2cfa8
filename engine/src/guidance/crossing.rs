//! Where streets meet: all street ends there, those included that one may not drive into.

use crate::geo;
use crate::road::{self, Graph, RoadNetwork};
use crate::routing::{EdgeId, SegmentId};
use crate::units::{Bearing, LngLat};

/// The end of an edge, and the street ends around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing<'a> {
    pub(super) position: LngLat,
    /// Clockwise from north.
    pub(super) ends: &'a [StreetEnd],
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

/// The crossings of a route, the street ends of all of them in one list.
#[derive(Default)]
pub(super) struct Crossings {
    all: Vec<Placed>,
    ends: Vec<StreetEnd>,
}

struct Placed {
    position: LngLat,
    /// Where its street ends begin in the list.
    first: usize,
    came_by: usize,
    goes_by: usize,
}

impl Crossings {
    /// Those between each edge of a route and the next.
    pub(super) fn of(road: &RoadNetwork, edges: &[EdgeId]) -> Self {
        let mut crossings = Self::default();
        for pair in edges.windows(2) {
            crossings.add(road, pair[0], pair[1]);
        }
        crossings
    }

    pub(super) fn get(&self, number: usize) -> Option<Crossing<'_>> {
        let placed = self.all.get(number)?;
        let next = self.all.get(number + 1);
        let end = next.map_or(self.ends.len(), |next| next.first);
        Some(Crossing {
            position: placed.position,
            ends: &self.ends[placed.first..end],
            came_by: placed.came_by,
            goes_by: placed.goes_by,
        })
    }

    fn add(&mut self, road: &RoadNetwork, from: EdgeId, to: EdgeId) {
        let graph = road.graph();
        let (came, goes) = (arriving(&graph, from.0), departing(&graph, to.0));
        let vertex = road.edge_head(from);
        let first = self.ends.len();
        let met = road.street_ends(vertex).iter();
        self.ends.extend(met.map(|end| StreetEnd::new(road, *end)));
        let ends = &mut self.ends[first..];
        let place = |key: Key| {
            let found = ends.iter().position(|end| end.key() == key);
            // Edges of a path meet at a vertex, so both are there.
            found.unwrap_or_default()
        };
        let (came_by, goes_by) = (place(came), place(goes));
        let arriving_bearing = ends[came_by].bearing.reversed();
        for end in &mut *ends {
            end.angle = geo::turn_angle(arriving_bearing, end.bearing);
        }
        for exit in road.exits(from) {
            let key = departing(&graph, exit.0);
            if let Some(end) = ends.iter_mut().find(|end| end.key() == key) {
                end.entry = true;
            }
        }
        self.all.push(Placed {
            position: road.vertex_position(vertex),
            first,
            came_by,
            goes_by,
        });
    }
}

impl<'a> Crossing<'a> {
    pub(super) fn goes_on(&self) -> &'a StreetEnd {
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
    pub(super) fn choices(&self) -> impl Iterator<Item = &'a StreetEnd> + use<'a> {
        let (came_by, goes_by) = (self.came_by, self.goes_by);
        let ends = self.ends.iter().enumerate();
        ends.filter(move |&(number, end)| end.entry && number != came_by && number != goes_by)
            .map(|(_, end)| end)
    }

    /// Streets that lead here and not away.
    pub(super) fn incoming(&self) -> impl Iterator<Item = &'a StreetEnd> + use<'a> {
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

    fn new(road: &RoadNetwork, end: road::StreetEnd) -> Self {
        let street = road.segment(end.segment());
        Self {
            segment: end.segment(),
            at_head: end.at_head(),
            leaving: if end.at_head() {
                street.backward()
            } else {
                street.forward()
            },
            bearing: end.bearing(),
            entry: false,
            angle: 0.0,
        }
    }
}

/// The street end that an edge or a copy of it arrives by.
fn arriving(graph: &Graph<'_>, edge: u32) -> Key {
    graph.segment(EdgeId(edge))
}

/// The street end that an edge or a copy of it departs by.
fn departing(graph: &Graph<'_>, edge: u32) -> Key {
    let (segment, along) = graph.segment(EdgeId(edge));
    (segment, !along)
}
