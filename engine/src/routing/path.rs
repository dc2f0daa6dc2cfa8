//! A route on the ground: its parts, line and length.

use super::{EdgeId, Path, Snap};
use crate::geo;
use crate::road::{DURATION_MASK, RoadNetwork};
use crate::units::{LngLat, Metres, Millis};

/// The part of an edge that a route drives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathPart {
    /// The edge.
    pub edge: EdgeId,
    /// Share of the edge (`0..=1`, in driving direction) where driving begins.
    pub from: f64,
    /// Share of the edge where driving ends.
    pub to: f64,
}

impl Path {
    pub(crate) fn new(
        road: &RoadNetwork,
        from: Snap,
        to: Snap,
        weight: u32,
        edges: Vec<EdgeId>,
    ) -> Self {
        let mut path = Self {
            duration: Millis(u64::from(weight & DURATION_MASK)),
            length: Metres(0.0),
            edges,
            from,
            to,
        };
        let metres = path.parts(road).map(|part| part.length(road).0).sum();
        path.length = Metres(metres);
        path
    }

    /// The edges with what is driven of each: whole ones, but for the first and the last.
    pub fn parts<'a>(
        &'a self,
        road: &'a RoadNetwork,
    ) -> impl DoubleEndedIterator<Item = PathPart> + 'a {
        let last = self.edges.len().saturating_sub(1);
        self.edges.iter().enumerate().map(move |(number, &edge)| {
            let along = road.edge(edge).along;
            let share = |snap: &Snap| {
                if along {
                    snap.fraction
                } else {
                    1.0 - snap.fraction
                }
            };
            PathPart {
                edge,
                from: if number == 0 { share(&self.from) } else { 0.0 },
                to: if number == last { share(&self.to) } else { 1.0 },
            }
        })
    }

    /// The line driven, at least two points; where edges meet the point is there once.
    #[must_use]
    pub fn geometry(&self, road: &RoadNetwork) -> Vec<LngLat> {
        let mut line: Vec<LngLat> = Vec::new();
        for part in self.parts(road) {
            part.for_each_point(road, |point| {
                if line.last() != Some(&point) {
                    line.push(point);
                }
            });
        }
        // A route of no length is still a line.
        if line.len() < 2 {
            line = vec![self.from.position, self.to.position];
        }
        line
    }
}

impl PathPart {
    /// The line driven, in driving order, at least two points.
    #[must_use]
    pub fn line(&self, road: &RoadNetwork) -> Vec<LngLat> {
        let edge = road.edge(self.edge);
        let mut shape: Vec<LngLat> = road.segment(edge.segment).shape().collect();
        if !edge.along {
            shape.reverse();
        }
        geo::slice(&shape, self.from, self.to)
    }

    /// The points of the line driven, in driving order. Points that repeat may come once or more often.
    pub(crate) fn for_each_point(&self, road: &RoadNetwork, mut visit: impl FnMut(LngLat)) {
        let edge = road.edge(self.edge);
        let shape = road.segment(edge.segment).shape();
        let whole = self.from <= 0.0 && self.to >= 1.0;
        match (whole, edge.along) {
            (true, true) => shape.for_each(visit),
            (true, false) => shape.rev().for_each(visit),
            (false, _) => self.line(road).into_iter().for_each(&mut visit),
        }
    }

    /// Length driven.
    #[must_use]
    pub fn length(&self, road: &RoadNetwork) -> Metres {
        let segment = road.segment(road.edge(self.edge).segment);
        Metres(segment.length().0 * (self.to - self.from).max(0.0))
    }

    /// Time driven, turns not included.
    #[must_use]
    pub fn duration(&self, road: &RoadNetwork) -> Millis {
        let whole = u32::try_from(road.edge(self.edge).duration.0).unwrap_or(u32::MAX);
        let share = |at| super::ends::share_of(whole, at);
        Millis(u64::from(share(self.to).saturating_sub(share(self.from))))
    }
}
