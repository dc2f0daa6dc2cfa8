//! Streets that one question keeps off: kinds of road, and areas.

use std::sync::Arc;

use super::hierarchy::{Cch, Updater};
use super::live::{ClosureError, Streets};
use super::{EdgeId, SegmentId, number};
use crate::road::input::RoadClass;
use crate::road::{NO_TURN, RoadNetwork, TurnId};
use crate::units::LngLat;

/// Kinds of road to keep off, as OSRM's car profile has classes to `exclude`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AvoidKinds {
    /// Roads that cost a toll.
    pub tolls: bool,
    /// Ferries, and trains that carry cars.
    pub ferries: bool,
    /// Motorways with their links.
    pub motorways: bool,
}

impl AvoidKinds {
    fn are(self, road: &RoadNetwork, id: SegmentId) -> bool {
        let segment = road.segment(id);
        let traits = segment.traits();
        let motorway = matches!(
            segment.class(),
            RoadClass::Motorway | RoadClass::MotorwayLink
        );
        self.tolls && traits.toll || self.ferries && traits.ferry || self.motorways && motorway
    }
}

/// Segments that a route may not use.
///
/// No trip enters them, from wherever, and none should be placed on them (see
/// [`SnapIndex::nearest_among`](super::SnapIndex::nearest_among)); who is on one all the same may leave it.
#[derive(Clone, Debug)]
pub struct Avoided {
    /// Per segment.
    avoided: Vec<bool>,
}

impl Avoided {
    /// None.
    #[must_use]
    pub fn nothing(road: &RoadNetwork) -> Self {
        Self {
            avoided: vec![false; road.segment_count()],
        }
    }

    /// The segments of some kinds.
    #[must_use]
    pub fn kinds(road: &RoadNetwork, kinds: AvoidKinds) -> Self {
        let segments = (0..number(road.segment_count())).map(SegmentId);
        Self {
            avoided: segments.map(|id| kinds.are(road, id)).collect(),
        }
    }

    /// Adds the segments that lie in an area or cross its edge.
    ///
    /// `rings` are the outer edge and then those of the holes. An area without a street adds nothing.
    ///
    /// # Errors
    /// When the rings are no area, or too large a one.
    pub fn add_area(
        &mut self,
        streets: &Streets,
        rings: &[Vec<LngLat>],
    ) -> Result<(), ClosureError> {
        for id in streets.inside(rings)? {
            self.avoided[id.0 as usize] = true;
        }
        Ok(())
    }

    /// Whether a segment is one of them.
    #[must_use]
    pub fn has(&self, id: SegmentId) -> bool {
        self.avoided[id.0 as usize]
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.avoided.contains(&true)
    }

    /// Their edges, copies included.
    fn edges(&self, road: &RoadNetwork) -> impl Iterator<Item = u32> {
        let segments = (0..number(self.avoided.len())).map(SegmentId);
        let edges = segments.filter(|&id| self.has(id)).flat_map(|id| {
            let segment = road.segment(id);
            [segment.forward(), segment.backward()]
        });
        edges.flatten().flat_map(|edge: EdgeId| road.variants(edge))
    }

    /// The network in which nobody enters them, and the turns that this takes away.
    fn taken_out_of(&self, road: &RoadNetwork) -> (RoadNetwork, Vec<TurnId>) {
        let graph = road.graph();
        let mut weights = road.weights();
        let costs = weights.turn_costs_mut();
        let mut closed = Vec::new();
        for edge in self.edges(road) {
            for turn in graph.turns_in(edge).iter().filter(|turn| turn.is_open()) {
                let Some(place) = graph.turn_place(turn.edge, edge) else {
                    continue;
                };
                costs[place] = NO_TURN;
                closed.push(TurnId(number(place)));
            }
        }
        (road.with_weights(&weights), closed)
    }
}

impl Cch {
    /// The same router where nobody enters some segments.
    ///
    /// It takes a copy of the metric: worth it where several questions avoid the same. For one question
    /// [`route_avoiding`](super::route_avoiding) is cheaper.
    ///
    /// # Panics
    /// When the segments are of another network.
    #[must_use]
    pub fn avoiding(&self, avoided: &Avoided) -> Self {
        let (road, closed) = avoided.taken_out_of(self.road());
        self.reweighted(Arc::new(road), &closed, &mut Updater::default())
    }
}
