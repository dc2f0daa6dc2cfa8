//! Moving teams, and the nearest of them.

use std::sync::Arc;

use super::Hierarchy;
use super::router::{Cch, CchScratch};
use super::standing::EdgeIndex;
use super::view::Way;
use crate::road::DURATION_MASK;
use crate::routing::{Origin, Snap};
use crate::units::Millis;

/// Moving teams on a hierarchy: kept as positions arrive, asked for the nearest by
/// [`Cch::nearest_among`]. It holds no weights, so it stays when they change.
///
/// Teams have numbers of the caller's choice, as dense as can be: memory grows with the largest.
pub struct TeamIndex {
    edges: EdgeIndex,
    origins: Vec<Option<Origin>>,
}

impl TeamIndex {
    /// An index without teams.
    #[must_use]
    pub fn new(hierarchy: Arc<Hierarchy>) -> Self {
        Self {
            edges: EdgeIndex::new(hierarchy),
            origins: Vec::new(),
        }
    }

    /// How many teams stand where trips may begin.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edges.len()
    }

    /// Whether no team stands where trips may begin.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Where a team is, as it was put.
    #[must_use]
    pub fn get(&self, team: u32) -> Option<&Origin> {
        self.origins.get(team as usize)?.as_ref()
    }

    /// Puts a team at a place, from wherever it was before. It is found only if a trip may begin at the place.
    ///
    /// # Panics
    /// When the place is not of the hierarchy's network.
    pub fn put(&mut self, team: u32, origin: Origin) {
        if self.origins.len() <= team as usize {
            self.origins.resize(team as usize + 1, None);
        }
        self.origins[team as usize] = Some(origin);
        // Both directions of a street, and so all edges of a place, are own edges of one cell.
        match origin.snap.forward.or(origin.snap.backward) {
            Some(edge) => self.edges.put(team, edge.0),
            None => self.edges.remove(team),
        }
    }

    /// Takes a team out; returns where it was.
    pub fn remove(&mut self, team: u32) -> Option<Origin> {
        self.edges.remove(team);
        self.origins.get_mut(team as usize)?.take()
    }
}

impl Cch {
    /// The `k` teams that arrive first of those that `accept` wants, exactly, as (number, time with delay) in order of
    /// time and then of number, into `out` (cleared first). Teams with no way are never in it.
    ///
    /// # Panics
    /// When the index is of another hierarchy.
    pub fn nearest_among(
        &self,
        scratch: &mut CchScratch,
        teams: &TeamIndex,
        to: &Snap,
        k: usize,
        mut accept: impl FnMut(u32) -> bool,
        out: &mut Vec<(u32, Millis)>,
    ) {
        let graph = self.road().graph();
        let view = self.view();
        teams.edges.check(view);
        scratch.to.clear();
        scratch.to.extend(self.targets(&graph, to));
        scratch.memory.pull.begin(view, Way::Back, &scratch.to);
        let mut ranked = std::mem::take(&mut scratch.ranked);
        let mut pull = std::mem::take(&mut scratch.memory.pull);
        let mut standing = std::mem::take(&mut scratch.memory.standing);
        let time = |team: u32, values: &[u32]| {
            let origin = teams.get(team).filter(|_| accept(team))?;
            self.arrival(scratch, &graph, view, origin, to, values)
        };
        standing.search(
            view,
            &mut pull,
            &teams.edges,
            k,
            DURATION_MASK,
            time,
            &mut ranked,
        );
        out.clear();
        out.extend(ranked.iter().map(|&(time, team)| (team, Millis(time))));
        scratch.memory.pull = pull;
        scratch.memory.standing = standing;
        scratch.ranked = ranked;
    }
}
