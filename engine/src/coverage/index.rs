//! From which street each zone is reached within the goal.

use rayon::prelude::*;

use super::{Cover, Zones, tally::Tally};
use crate::{
    routing::{EdgeId, Snap},
    units::{LngLat, Millis},
};

/// Zones worked on between two reports of progress.
const BATCH: usize = 64;

/// For every directed edge the set of zones that are reached within the goal from its end.
///
/// The time from a team's place to the end of its street is left out: at most one street too
/// optimistic, and the same for every team.
#[derive(Clone, Debug)]
pub struct CoverIndex {
    zones: Zones,
    goal: Millis,
    words_per_edge: usize,
    /// One bit per zone, `words_per_edge` words per edge, edge by edge.
    bits: Vec<u64>,
}

impl CoverIndex {
    /// Builds the index by one backward search per zone, on all threads.
    ///
    /// `snap` puts a zone's centre onto the road; a zone without a road near is never covered.
    /// `arrive` gives the edges from whose end a place is reached within a time, with that time;
    /// all of them are below `edges`.
    /// `progress` is called with the zones done and the zones in all.
    pub fn build(
        edges: usize,
        zones: Zones,
        goal: Millis,
        snap: impl Fn(LngLat) -> Option<Snap> + Sync,
        arrive: impl Fn(&Snap, Millis) -> Vec<(EdgeId, Millis)> + Sync,
        mut progress: impl FnMut(usize, usize),
    ) -> Self {
        let in_all = zones.as_slice().len();
        let words_per_edge = in_all.div_ceil(64);
        let mut bits = vec![0u64; words_per_edge * edges];
        let mut done = 0;
        progress(done, in_all);
        for batch in zones.as_slice().chunks(BATCH) {
            let reached: Vec<Vec<(EdgeId, Millis)>> = batch
                .par_iter()
                .map(|zone| snap(zone.centre).map_or_else(Vec::new, |place| arrive(&place, goal)))
                .collect();
            for edges in reached {
                let (word, bit) = (done / 64, done % 64);
                for (edge, time) in edges {
                    if time <= goal {
                        bits[edge.0 as usize * words_per_edge + word] |= 1 << bit;
                    }
                }
                done += 1;
            }
            progress(done, in_all);
        }
        Self {
            zones,
            goal,
            words_per_edge,
            bits,
        }
    }

    /// The response goal that the index was built for.
    #[must_use]
    pub fn goal(&self) -> Millis {
        self.goal
    }

    /// The zones covered.
    #[must_use]
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    /// How well teams at these places cover the demand.
    #[must_use]
    pub fn cover<'a>(&self, teams: impl IntoIterator<Item = &'a Snap>) -> Cover<'_> {
        // The rows lie all over the index. One after the other into one place first: to fetch the next one then waits for
        // nothing that is done with the one before.
        let mut rows = Vec::new();
        for team in teams {
            if let Some(row) = self.words_reached_from(team) {
                rows.extend(row);
            }
        }
        let mut tally = Tally::of_words(self.words_per_edge);
        for row in rows.chunks_exact(self.words_per_edge.max(1)) {
            tally.add(row.iter().copied());
        }
        Cover::new(self, tally.counts(self.zones.as_slice().len()))
    }

    /// The zones reached in time from a place, whichever way the team may drive off, by their index; of those in `among`
    /// (one bit for each zone).
    pub(super) fn reached_among(&self, place: &Snap, among: &[u64]) -> impl Iterator<Item = usize> {
        let words = self.words_reached_from(place).into_iter().flatten();
        let words = words.zip(among).map(|(word, among)| word & among);
        let words = words.enumerate();
        words.flat_map(|(at, word)| ones(word).map(move |bit| at * 64 + bit))
    }

    /// The zones reached in time from a place, one bit for each zone; `None` from a place on no street.
    fn words_reached_from(&self, place: &Snap) -> Option<impl Iterator<Item = u64>> {
        let row = |edge: EdgeId| {
            let start = edge.0 as usize * self.words_per_edge;
            self.bits.get(start..start + self.words_per_edge)
        };
        let (forward, backward) = (place.forward.and_then(row), place.backward.and_then(row));
        let (one, other) = (forward.or(backward)?, backward.or(forward)?);
        Some(one.iter().zip(other).map(|(one, other)| one | other))
    }
}

/// The places of the bits that are set, lowest first.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    std::iter::successors((word != 0).then_some(word), |word| {
        let rest = word & (word - 1);
        (rest != 0).then_some(rest)
    })
    .map(|word| word.trailing_zeros() as usize)
}
