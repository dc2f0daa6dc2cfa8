//! One search for many trips: one-to-many, many-to-one, and the k nearest.

use super::ends::{direct, places};
use super::levels::{Components, NO_WAY, entries};
use super::sweep::{Sweep, SweepScratch};
use super::{Origin, Snap};
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::units::Millis;

/// No list goes on from here.
const END: u32 = u32::MAX;

/// Trips that wait for a sweep to settle the edges they depend on.
#[derive(Default)]
pub(crate) struct Waiting {
    /// Per edge: the first entry in `entries`, when the stamp is current.
    first: Vec<(u32, u32)>,
    stamp: u32,
    entries: Vec<Entry>,
    /// Per trip: the best time found, without its delay.
    best: Vec<Option<u32>>,
    /// Trips that have a way but no time yet.
    open: usize,
    /// Per trip: it has a way.
    reachable: Vec<bool>,
}

struct Entry {
    next: u32,
    trip: u32,
    /// Time between the edge's label and the trip's other end.
    extra: u32,
}

impl Waiting {
    fn start(&mut self, edges: usize, trips: usize) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.first.len() != edges || self.stamp == 0 {
            self.first.clear();
            self.first.resize(edges, (0, END));
            self.stamp = 1;
        }
        self.entries.clear();
        self.best.clear();
        self.best.resize(trips, None);
        self.reachable.clear();
        self.reachable.resize(trips, false);
        self.open = 0;
    }

    /// A trip ends `extra` after (or begins before) the label of an edge.
    fn wait(&mut self, edge: u32, trip: usize, extra: u32) {
        let first = &mut self.first[edge as usize];
        let next = if first.0 == self.stamp { first.1 } else { END };
        *first = (self.stamp, super::number(self.entries.len()));
        self.entries.push(Entry {
            next,
            trip: super::number(trip),
            extra,
        });
        if !self.reachable[trip] {
            self.reachable[trip] = true;
            self.open += usize::from(self.best[trip].is_none());
        }
    }

    /// A trip that needs no search.
    fn known(&mut self, trip: usize, time: u32) {
        self.best[trip] = Some(time);
    }

    /// Hands a settled edge's label to the trips that wait for it; calls `improved(trip, time)`.
    fn settle(&mut self, edge: u32, time: u32, mut improved: impl FnMut(usize, u32)) {
        let (stamp, mut at) = self.first[edge as usize];
        if stamp != self.stamp {
            return;
        }
        while at != END {
            let Entry { next, trip, extra } = self.entries[at as usize];
            let trip = trip as usize;
            let total = time.saturating_add(extra);
            if self.best[trip].is_none_or(|best| total < best) {
                self.open -= usize::from(self.best[trip].is_none());
                self.best[trip] = Some(total);
                improved(trip, total);
            }
            at = next;
        }
    }

    /// The latest of the times found, once every trip that has a way has one.
    fn bound(&self) -> u32 {
        if self.open > 0 {
            return u32::MAX;
        }
        let waiting = self.best.iter().zip(&self.reachable);
        waiting
            .filter(|&(_, &reachable)| reachable)
            .filter_map(|(&best, _)| best)
            .max()
            .unwrap_or(0)
    }

    /// The times found, in the order of the trips.
    pub(crate) fn times(&self, delay: impl Fn(usize) -> Millis, out: &mut Vec<Option<Millis>>) {
        out.clear();
        out.extend(
            self.best
                .iter()
                .enumerate()
                .map(|(trip, best)| best.map(|time| Millis(u64::from(time)) + delay(trip))),
        );
    }
}

/// Times from one place to many.
pub(crate) fn one_to_many(
    road: &RoadNetwork,
    components: &Components,
    scratch: &mut SweepScratch,
    waiting: &mut Waiting,
    from: &Snap,
    to: &[Snap],
) {
    let sweep = Sweep::driving_from(road, components, scratch, from);
    let graph = sweep.graph;
    waiting.start(graph.len(), to.len());
    for (trip, to) in to.iter().enumerate() {
        let ends = || {
            places(&graph, to).flat_map(|place| {
                road.variants(place.edge)
                    .map(move |edge| (edge, place.before))
            })
        };
        let straight = direct(&graph, from, to).map(|(_, time)| time);
        let least = ends().map(|(edge, _)| sweep.levels.of(&graph, edge)).min();
        wait_for(waiting, trip, straight, least, || {
            ends().map(|(edge, extra)| (edge, sweep.levels.of(&graph, edge), extra))
        });
    }
    run_to_the_end(sweep, waiting);
}

/// Times from many places to one, without their delays.
pub(crate) fn many_to_one(
    road: &RoadNetwork,
    components: &Components,
    scratch: &mut SweepScratch,
    waiting: &mut Waiting,
    from: &[Origin],
    to: &Snap,
) {
    let sweep = Sweep::against_from(road, components, scratch, to);
    wait_for_origins(&sweep, waiting, from, to);
    run_to_the_end(sweep, waiting);
}

/// The `k` origins that arrive first; see [`Router::nearest`](super::Router::nearest).
#[expect(
    clippy::too_many_arguments,
    reason = "the memory is the caller's, in two parts"
)]
pub(crate) fn nearest(
    road: &RoadNetwork,
    components: &Components,
    scratch: &mut SweepScratch,
    waiting: &mut Waiting,
    from: &[Origin],
    to: &Snap,
    k: usize,
    out: &mut Vec<(usize, Millis)>,
) {
    out.clear();
    if k == 0 {
        return;
    }
    let mut sweep = Sweep::against_from(road, components, scratch, to);
    wait_for_origins(&sweep, waiting, from, to);
    let total = |trip: usize, time: u32| Millis(u64::from(time)) + from[trip].delay;
    for (trip, best) in waiting.best.iter().enumerate() {
        if let Some(time) = *best {
            insert(out, k, trip, total(trip, time));
        }
    }
    // Nobody who is still to be found can be faster than this.
    let least_delay = from
        .iter()
        .map(|origin| origin.delay)
        .min()
        .unwrap_or_default();
    let mut bound = waiting.bound();
    while let Some((time, edge)) = sweep.pop() {
        let earliest = Millis(u64::from(time)) + least_delay;
        let full = out.len() == k && out.last().is_some_and(|&(_, last)| earliest > last);
        if full || time >= bound {
            break;
        }
        let was_open = waiting.open;
        waiting.settle(edge, time, |trip, time| {
            insert(out, k, trip, total(trip, time));
        });
        if was_open > 0 && waiting.open == 0 {
            bound = waiting.bound();
        }
        sweep.relax(edge, time, u32::MAX);
    }
}

/// Keeps the `k` best in order of time and index; a trip that is there moves up.
fn insert(out: &mut Vec<(usize, Millis)>, k: usize, trip: usize, time: Millis) {
    out.retain(|&(other, _)| other != trip);
    let place = out.partition_point(|&(other, least)| (least, other) < (time, trip));
    if place < k {
        out.insert(place, (trip, time));
        out.truncate(k);
    }
}

fn wait_for_origins(sweep: &Sweep<'_>, waiting: &mut Waiting, from: &[Origin], to: &Snap) {
    let graph = &sweep.graph;
    waiting.start(graph.len(), from.len());
    for (trip, origin) in from.iter().enumerate() {
        let straight = direct(graph, &origin.snap, to).map(|(_, time)| time);
        let begins = || begins(sweep, graph, &origin.snap);
        let least = begins().map(|(_, level, _)| level).min();
        wait_for(waiting, trip, straight, least, begins);
    }
}

/// The edges that a trip's first turns lead onto: (edge, entries in all, time before its label).
fn begins<'a>(
    sweep: &'a Sweep<'_>,
    graph: &'a Graph<'_>,
    from: &Snap,
) -> impl Iterator<Item = (u32, u8, u32)> + 'a {
    places(graph, from).flat_map(move |place| {
        let open = graph
            .turns_out(place.edge.0)
            .iter()
            .filter(|turn| turn.is_open());
        open.map(move |turn| {
            let level = sweep
                .levels
                .of(graph, turn.edge)
                .saturating_add(entries(*turn));
            let extra = place.after.saturating_add(turn.cost & DURATION_MASK);
            (turn.edge, level, extra)
        })
    })
}

/// Lets a trip wait for those of its edges that are on a way with the least entries.
fn wait_for<I: Iterator<Item = (u32, u8, u32)>>(
    waiting: &mut Waiting,
    trip: usize,
    straight: Option<u32>,
    least: Option<u8>,
    ends: impl Fn() -> I,
) {
    if let Some(time) = straight {
        waiting.known(trip, time);
    }
    let wanted = match straight {
        Some(_) => 0,
        None => least.unwrap_or(NO_WAY),
    };
    if wanted == NO_WAY {
        return;
    }
    for (edge, level, extra) in ends() {
        if level == wanted {
            waiting.wait(edge, trip, extra);
        }
    }
}

/// Sweeps until no trip's time can get better.
fn run_to_the_end(mut sweep: Sweep<'_>, waiting: &mut Waiting) {
    let mut bound = waiting.bound();
    while let Some((time, edge)) = sweep.pop() {
        if time >= bound {
            break;
        }
        let was_open = waiting.open;
        waiting.settle(edge, time, |_, _| ());
        if was_open > 0 && waiting.open == 0 {
            bound = waiting.bound();
        }
        sweep.relax(edge, time, u32::MAX);
    }
}
