//! What an import did, for its summary.

use crate::city::CityCounts;
use crate::osm::Broken;
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

/// The stages of an import, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reading the OpenStreetMap file (unit: bytes).
    Reading,
    /// Reading streets and turns out of the tags.
    Roads,
    /// Compiling the road network.
    Network,
    /// Collecting addresses, streets and places.
    Places,
    /// Making the map tiles (unit: tiles).
    Tiles,
    /// Writing the city file.
    Writing,
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
    /// What was broken in the file.
    pub broken: Broken,
    /// Pieces of coastline without a continuation: the sea may be missing there.
    pub coast_dropped: u64,
    /// Size of the OpenStreetMap file in bytes.
    pub input_bytes: u64,
    /// Size of the city file in bytes.
    pub city_bytes: u64,
    /// How long each stage took.
    pub stages: Vec<(Stage, Duration)>,
}
