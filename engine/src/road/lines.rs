//! The lines of many segments in one piece of memory.

use super::record::PointRecord;
use crate::geo;
use crate::units::{LngLat, Metres};

/// The lines of many segments, one after the other: places in steps of 1e-7 degrees, as the network keeps them, each
/// with its node in OpenStreetMap.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub(super) points: Vec<PointRecord>,
    pub(super) nodes: Vec<i64>,
}

/// A line of some [`Lines`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub(super) start: u32,
    pub(super) length: u32,
}

impl Lines {
    /// Adds a line: its points, each with the id of its node.
    ///
    /// # Panics
    /// When all lines together have four billion points.
    pub fn add(&mut self, points: impl IntoIterator<Item = (LngLat, i64)>) -> Line {
        let place = |count| u32::try_from(count).expect("lines in memory have fewer points");
        let start = self.points.len();
        for (position, node) in points {
            let (lng, lat) = position.to_steps();
            self.points.push(PointRecord { lng, lat });
            self.nodes.push(node);
        }
        Line {
            start: place(start),
            length: place(self.points.len() - start),
        }
    }

    /// Makes room for this many points more, and no other.
    pub fn reserve_exact(&mut self, points: usize) {
        self.points.reserve_exact(points);
        self.nodes.reserve_exact(points);
    }

    /// The points of a line.
    ///
    /// # Panics
    /// When the line is not one of these.
    pub fn positions(&self, line: Line) -> impl DoubleEndedIterator<Item = LngLat> + Clone {
        let points = &self.points[line.start as usize..][..line.length as usize];
        points
            .iter()
            .map(|point| LngLat::from_steps(point.lng, point.lat))
    }

    pub(super) fn length(&self, line: Line) -> Metres {
        let pairs = self.positions(line).zip(self.positions(line).skip(1));
        Metres(pairs.map(|(a, b)| geo::distance(a, b).0).sum())
    }

    /// Whether a line is one of these, or a part of them.
    pub(super) fn holds(&self, line: Line) -> bool {
        line.start as usize + line.length as usize <= self.points.len()
    }
}
