//! Where streets meet: all street ends there, those included that one may not drive into.

use crate::geo;
use crate::road::{Graph, RoadNetwork};
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
        let graph = road.graph();
        let (came, goes) = (arriving(&graph, from.0), departing(&graph, to.0));
        let position = road.vertex_position(road.edge_head(from));
        let here = Surroundings::of(position);
        let keys = found_from(road, came, goes);
        let mut ends: Vec<StreetEnd> = keys
            .iter()
            .map(|&key| StreetEnd::at(road, key, &here))
            .collect();
        let arriving_bearing = ends[0].bearing.reversed();
        for end in &mut ends {
            end.angle = geo::turn_angle(arriving_bearing, end.bearing);
        }
        for exit in road.exits(from) {
            let key = departing(&graph, exit.0);
            if let Some(end) = ends.iter_mut().find(|end| end.key() == key) {
                end.entry = true;
            }
        }
        ends.sort_by(|a, b| a.bearing.degrees().total_cmp(&b.bearing.degrees()));
        let place = |key: Key| ends.iter().position(|end| end.key() == key);
        Self {
            position,
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

    fn at(road: &RoadNetwork, (segment, at_head): Key, here: &Surroundings) -> Self {
        let street = road.segment(segment);
        let bearing = if at_head {
            here.departure(street.shape().rev())
        } else {
            here.departure(street.shape())
        };
        Self {
            segment,
            at_head,
            leaving: if at_head {
                street.backward()
            } else {
                street.forward()
            },
            bearing,
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

/// All street ends of a crossing, from two of them: those that any turn joins, directly or through others. A network
/// keeps turns and no list of streets by crossing.
fn found_from(road: &RoadNetwork, came: Key, goes: Key) -> Vec<Key> {
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
                add(&mut keys, departing(&graph, turn.edge));
            }
        }
        for variant in away.into_iter().flat_map(|edge| road.variants(edge)) {
            for turn in graph.turns_in(variant) {
                add(&mut keys, arriving(&graph, turn.edge));
            }
        }
    }
    keys
}

/// The ground around a crossing, taken as flat: a route has hundreds of crossings, and streets set out over metres.
struct Surroundings {
    centre: LngLat,
    /// How much shorter a degree of longitude is than one of latitude.
    narrower: f64,
}

/// How far along a street its direction is taken, metres, as in [`geo::departure`].
const LOOK_AHEAD_METRES: f64 = 10.0;
const METRES_PER_DEGREE: f64 = geo::EARTH_RADIUS.0 * std::f64::consts::PI / 180.0;

impl Surroundings {
    fn of(centre: LngLat) -> Self {
        Self {
            centre,
            narrower: centre.lat().to_radians().cos(),
        }
    }

    /// Metres to the east and to the north.
    fn metres(&self, point: LngLat) -> [f64; 2] {
        // Across the 180th meridian, too.
        let degrees = (point.lng() - self.centre.lng() + 540.0).rem_euclid(360.0) - 180.0;
        let east = degrees * self.narrower;
        [
            east * METRES_PER_DEGREE,
            (point.lat() - self.centre.lat()) * METRES_PER_DEGREE,
        ]
    }

    /// Direction in which a street that begins here sets out; north for one of no length.
    fn departure(&self, mut line: impl Iterator<Item = LngLat>) -> Bearing {
        let Some(start) = line.next().map(|point| self.metres(point)) else {
            return Bearing::default();
        };
        let (mut last, mut walked) = (start, 0.0);
        for point in line {
            let next = self.metres(point);
            walked += (next[0] - last[0]).hypot(next[1] - last[1]);
            last = next;
            if walked >= LOOK_AHEAD_METRES {
                break;
            }
        }
        let degrees = (last[0] - start[0]).atan2(last[1] - start[1]).to_degrees();
        Bearing::new(degrees).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// On the ground and on the flat a street of a kilometre sets out alike.
        #[test]
        fn the_ground_is_flat_enough(
            lat in -70.0..70.0f64,
            steps in proptest::collection::vec((-50_000..50_000i32, -50_000..50_000i32), 1..5),
        ) {
            let centre = LngLat::new(14.5, lat).unwrap();
            let (lng_steps, lat_steps) = centre.to_steps();
            let centre = LngLat::from_steps(lng_steps, lat_steps);
            let points = steps.iter().map(|(x, y)| LngLat::from_steps(lng_steps + x, lat_steps + y));
            let line: Vec<LngLat> = std::iter::once(centre).chain(points).collect();
            let round = geo::departure(line.iter().copied());
            prop_assume!(geo::distance(centre, line[1]).0 > 11.0);
            let flat = Surroundings::of(centre).departure(line.iter().copied());
            prop_assert!(round.is_some_and(|round| round.difference(flat) < 0.1));
        }
    }
}
