//! Bidirectional Dijkstra: the router of this release.

use std::sync::Arc;

use super::both_ends::{search, unpack};
use super::labels::Labels;
use super::levels::Components;
use super::many::{self, Waiting};
use super::reach::SweepMemory;
use super::sweep::SweepScratch;
use super::{Origin, Path, Router, Snap};
use crate::road::{DURATION_MASK, RoadNetwork};
use crate::units::Millis;

/// Exact routes by searching from both ends; one-to-many and nearest by one search by time.
///
/// Nothing is prepared, so a network is ready at once. Good for a city.
pub struct BidirectionalDijkstra {
    road: Arc<RoadNetwork>,
    components: Components,
}

/// Memory for the searches of a [`BidirectionalDijkstra`], one per thread.
#[derive(Default)]
pub struct Scratch {
    pub(super) forward: Labels,
    pub(super) backward: Labels,
    pub(super) sweep: SweepScratch,
    pub(super) reach: SweepMemory,
    waiting: Waiting,
}

impl BidirectionalDijkstra {
    /// A router for a network.
    #[must_use]
    pub fn new(road: Arc<RoadNetwork>) -> Self {
        let components = Components::of(&road);
        Self { road, components }
    }

    /// The network it routes on.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        &self.road
    }

    pub(super) fn components(&self) -> &Components {
        &self.components
    }
}

impl Router for BidirectionalDijkstra {
    type Scratch = Scratch;

    fn scratch(&self) -> Scratch {
        Scratch::default()
    }

    fn travel_time(&self, scratch: &mut Scratch, from: &Snap, to: &Snap) -> Option<Millis> {
        search(&self.road, scratch, from, to, |_| true)
            .map(|found| Millis(u64::from(found.weight & DURATION_MASK)))
    }

    fn route(&self, scratch: &mut Scratch, from: &Snap, to: &Snap) -> Option<Path> {
        let found = search(&self.road, scratch, from, to, |_| true)?;
        let edges = unpack(&self.road, scratch, &found.via);
        Some(Path::new(&self.road, *from, *to, found.weight, edges))
    }

    fn one_to_many(
        &self,
        scratch: &mut Scratch,
        from: &Snap,
        to: &[Snap],
        out: &mut Vec<Option<Millis>>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::one_to_many(&self.road, &self.components, sweep, waiting, from, to);
        waiting.times(|_| Millis(0), out);
    }

    fn many_to_one(
        &self,
        scratch: &mut Scratch,
        from: &[Origin],
        to: &Snap,
        out: &mut Vec<Option<Millis>>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::many_to_one(&self.road, &self.components, sweep, waiting, from, to);
        waiting.times(|index| from[index].delay, out);
    }

    fn nearest(
        &self,
        scratch: &mut Scratch,
        from: &[Origin],
        to: &Snap,
        k: usize,
        out: &mut Vec<(usize, Millis)>,
    ) {
        let Scratch { sweep, waiting, .. } = scratch;
        many::nearest(
            &self.road,
            &self.components,
            sweep,
            waiting,
            from,
            to,
            k,
            out,
        );
    }
}
