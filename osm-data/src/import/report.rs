//! What an import did, for its summary.

use crate::city::CityCounts;
use crate::osm::{Broken, Loss, RelationId, WayId};
use crate::road::{Mode, RoadReport};
use nearhand_engine::road::BuildReport;
use std::time::Duration;

/// How far an import has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of the stage is done, in its own unit.
    pub done: u64,
    /// How much there is to do in the stage.
    pub total: u64,
}

/// The stages of an import, in the order in which they are shown. Some run beside each other: what is shown is the
/// first that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reading the OpenStreetMap file (unit: bytes).
    Reading,
    /// Making the map tiles (unit: tiles).
    Tiles,
    /// Collecting addresses, streets and places.
    Places,
    /// Making the network of those on foot.
    Foot,
    /// Making the network by bicycle.
    Bicycle,
    /// Reading streets and turns out of the tags, and compiling the road network by car.
    Roads,
    /// Ordering the car's network for the router (unit: crossings).
    Hierarchy,
    /// Writing the city file.
    Writing,
}

impl Stage {
    /// All of them, in order, each with its share of an import's time. The shares add up to 1; they are what Porto took, roughly:
    /// stages run beside each other, so the bar may jump where a later one is done already.
    pub const ALL: [(Self, f64); 8] = [
        (Self::Reading, 0.03),
        (Self::Tiles, 0.32),
        (Self::Places, 0.06),
        (Self::Foot, 0.10),
        (Self::Bicycle, 0.08),
        (Self::Roads, 0.08),
        (Self::Hierarchy, 0.31),
        (Self::Writing, 0.02),
    ];
}

impl Progress {
    /// How much of the whole import is done, from 0 to 1.
    #[must_use]
    pub fn overall(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a share of a progress bar")]
        let of_stage = self.done as f64 / self.total.max(1) as f64;
        Stage::ALL
            .iter()
            .map(|&(stage, share)| match stage.cmp(&self.stage) {
                std::cmp::Ordering::Less => share,
                std::cmp::Ordering::Equal => share * of_stage.min(1.0),
                std::cmp::Ordering::Greater => 0.0,
            })
            .sum()
    }
}

/// What an import did for one way of travelling.
#[derive(Clone, Debug)]
pub struct NetworkReport {
    /// Which.
    pub mode: Mode,
    /// Roads and restrictions kept and dropped.
    pub roads: RoadReport,
    /// What the engine made of the roads.
    pub network: BuildReport,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// How much the city has of everything.
    pub counts: CityCounts,
    /// Roads and restrictions kept and dropped, by car.
    pub roads: RoadReport,
    /// What the engine made of the roads.
    pub network: BuildReport,
    /// The same for the other ways of travelling.
    pub others: Vec<NetworkReport>,
    /// How much was broken in the file.
    pub broken: Broken,
    /// What was broken in the file, sorted.
    pub losses: Vec<Loss>,
    /// Multipolygons whose rings do not close or lack a part: what of them is not closed is not drawn.
    pub open_areas: Vec<RelationId>,
    /// Coastlines that end in the middle of the map.
    pub coast_ends: Vec<WayId>,
    /// Pieces of coastline without a continuation: the sea may be missing there.
    pub coast_dropped: u64,
    /// Size of the OpenStreetMap file in bytes.
    pub input_bytes: u64,
    /// Size of the city file in bytes.
    pub city_bytes: u64,
    /// How long each stage took, in their order; some run beside each other.
    pub stages: Vec<(Stage, Duration)>,
    /// How long all of it took.
    pub time: Duration,
}
