//! A route as guidance looks at it: its parts, the crossings between them, and how far along each is.

use super::crossing::Crossing;
use super::edge_bearing;
use super::street::{Label, Street};
use crate::road::{RoadNetwork, Segment};
use crate::routing::{Path, PathPart};
use crate::units::{Bearing, Metres};

pub(super) struct Drive<'a> {
    pub(super) road: &'a RoadNetwork,
    pub(super) path: &'a Path,
    pub(super) parts: Vec<PathPart>,
    /// Between each part and the one before it, from part 1 on.
    crossings: Vec<Crossing>,
    /// Metres from the start to each part, and to the end.
    starts: Vec<f64>,
}

impl<'a> Drive<'a> {
    pub(super) fn new(road: &'a RoadNetwork, path: &'a Path) -> Self {
        let parts: Vec<PathPart> = path.parts(road).collect();
        let crossings = path
            .edges
            .windows(2)
            .map(|pair| Crossing::between(road, pair[0], pair[1]))
            .collect();
        let mut starts = vec![0.0];
        for part in &parts {
            starts.push(starts[starts.len() - 1] + part.length(road).0);
        }
        Self {
            road,
            path,
            parts,
            crossings,
            starts,
        }
    }

    /// The crossing where a part begins; `None` for the first.
    pub(super) fn crossing(&self, part: usize) -> Option<&Crossing> {
        self.crossings.get(part.checked_sub(1)?)
    }

    pub(super) fn segment(&self, part: usize) -> Segment<'a> {
        let edge = self.road.edge(self.parts[part].edge);
        self.road.segment(edge.segment)
    }

    pub(super) fn street(&self, part: usize) -> Street<'a> {
        Street::of(self.segment(part))
    }

    pub(super) fn label(&self, part: usize) -> Label<'a> {
        Label::of(self.segment(part))
    }

    pub(super) fn is_round(&self, part: usize) -> bool {
        self.segment(part).traits().roundabout
    }

    /// Direction in which a part is left at its end (`true`), or set out upon.
    pub(super) fn bearing(&self, part: usize, at_end: bool) -> Bearing {
        edge_bearing(self.road, self.parts[part].edge, at_end)
    }

    /// Length driven from the begin of one part to the begin of another, or to the end of the route.
    pub(super) fn between(&self, from: usize, to: usize) -> Metres {
        Metres(self.starts[to] - self.starts[from])
    }
}
