//! A route as guidance looks at it: its parts, the crossings between them, and how far along each is.

use super::crossing::{Crossing, Crossings};
use super::edge_bearing;
use super::street::{Label, Street};
use crate::road::RoadNetwork;
use crate::routing::{Path, PathPart};
use crate::units::{Bearing, Metres};

pub(super) struct Drive<'a> {
    pub(super) road: &'a RoadNetwork,
    pub(super) path: &'a Path,
    pub(super) parts: Vec<PathPart>,
    /// Of each part; they are asked for again and again.
    streets: Vec<Street<'a>>,
    /// Between each part and the one before it, from part 1 on.
    crossings: Crossings,
    /// Metres from the start to each part, and to the end.
    starts: Vec<f64>,
}

impl<'a> Drive<'a> {
    pub(super) fn new(road: &'a RoadNetwork, path: &'a Path) -> Self {
        let parts: Vec<PathPart> = path.parts(road).collect();
        let streets = path.edges.iter().map(|&edge| Street::of_edge(road, edge));
        let mut starts = vec![0.0];
        for part in &parts {
            starts.push(starts[starts.len() - 1] + part.length(road).0);
        }
        Self {
            road,
            path,
            parts,
            streets: streets.collect(),
            crossings: Crossings::of(road, &path.edges),
            starts,
        }
    }

    /// The crossing where a part begins; `None` for the first.
    pub(super) fn crossing(&self, part: usize) -> Option<Crossing<'_>> {
        self.crossings.get(part.checked_sub(1)?)
    }

    pub(super) fn street(&self, part: usize) -> Street<'a> {
        self.streets[part]
    }

    pub(super) fn label(&self, part: usize) -> Label<'a> {
        self.streets[part].label
    }

    pub(super) fn is_round(&self, part: usize) -> bool {
        self.streets[part].traits.roundabout
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
