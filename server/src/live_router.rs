//! The router of the moment: one network and its router at a time, swapped as a whole.
//!
//! Who asks takes the present [`Routing`] and keeps it for as long as the question lasts; a change makes
//! the next one beside it and puts it in its place. So no question sees half of a change, and none waits
//! for one. How the next is made from the present one is known here only.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError, RwLock},
};

use nearhand_engine::{
    dispatch::ids::ClosureId,
    road::{ActiveConditions, RoadNetwork, Weights},
    routing::{
        AvoidKinds, Avoided, BidirectionalDijkstra, Direction, EdgeId, Limit, Reach, Router as _,
        Scratch, Snap,
        hierarchy::{Cch, CchScratch, Updater},
        live::{
            Closure, ClosureError, ClosureKey, HourOfWeek, LearnedRow, LearnedSpeeds, LiveState,
            PlacedClosure, SpeedTable, Streets, Traversal,
        },
    },
    units::{Millis, Timestamp},
};
use nearhand_osm_data::road::Conditions;
use tokio::sync::watch;

/// Routings of other moments that are kept.
const OTHERS_KEPT: usize = 3;
/// Sets of kinds of road to keep off whose routers are kept.
const KINDS_KEPT: usize = 3;

/// A network as it was at some moment, with its router.
pub struct Routing {
    router: Cch,
    weights: Weights,
    /// What was in force, to say why there is no way.
    state: LiveState,
    at: Timestamp,
    /// Memory of searches: shared with the routings before and after, whose hierarchy is the same.
    scratches: Arc<Mutex<Vec<CchScratch>>>,
    /// For reach, which sweeps the streets themselves; made when first asked for.
    sweeps: OnceLock<BidirectionalDijkstra>,
    // Memory of sweeps remembers things of its network, so it is not shared.
    sweep_scratches: Mutex<Vec<Scratch>>,
    /// The last kinds of road that were to be kept off, the latest first.
    kept_off: Mutex<Vec<(AvoidKinds, Arc<KeptOff>)>>,
}

/// A router that keeps off some segments, which has use for the memory of the [`Routing`] it is of.
pub struct KeptOff {
    /// The router.
    pub router: Cch,
    /// What it keeps off.
    pub avoided: Avoided,
}

impl Routing {
    /// The first: a network as it was imported.
    fn first(router: Cch) -> Self {
        Self {
            weights: router.road().weights(),
            router,
            state: LiveState::default(),
            at: Timestamp::default(),
            scratches: Arc::default(),
            sweeps: OnceLock::new(),
            sweep_scratches: Mutex::default(),
            kept_off: Mutex::default(),
        }
    }

    /// The one after this.
    fn next(&self, router: Cch, weights: Weights, state: LiveState, at: Timestamp) -> Self {
        Self {
            router,
            weights,
            state,
            at,
            scratches: Arc::clone(&self.scratches),
            sweeps: OnceLock::new(),
            sweep_scratches: Mutex::default(),
            kept_off: Mutex::default(),
        }
    }

    /// The network, with the driving times of the moment.
    #[must_use]
    pub fn road(&self) -> &Arc<RoadNetwork> {
        self.router.road()
    }

    /// Whether every trip takes the same way and time as in another routing of the same city.
    #[must_use]
    pub fn is_driven_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.router.road(), other.router.road())
    }

    /// Work with the router and its memory, which is kept for the next.
    pub fn with_scratch<T>(&self, work: impl FnOnce(&Cch, &mut CchScratch) -> T) -> T {
        with_kept(&self.scratches, CchScratch::default, |scratch| {
            work(&self.router, scratch)
        })
    }

    /// What is reached from places, or from where they are, within a limit.
    #[must_use]
    pub fn reach(&self, places: &[Snap], limit: impl Into<Limit>, direction: Direction) -> Reach {
        let sweeps = || BidirectionalDijkstra::new(Arc::clone(self.router.road()));
        let sweeps = self.sweeps.get_or_init(sweeps);
        with_kept(
            &self.sweep_scratches,
            || sweeps.scratch(),
            |scratch| sweeps.reach(scratch, places, limit, direction),
        )
    }

    /// The router that keeps off some kinds of road; made at the first question and kept with this routing.
    #[must_use]
    pub fn keeping_off(&self, kinds: AvoidKinds) -> Arc<KeptOff> {
        let mut kept = locked(&self.kept_off);
        let place = kept.iter().position(|(other, _)| *other == kinds);
        let found = match place {
            Some(place) => kept.remove(place).1,
            None => Arc::new(self.without(Avoided::kinds(self.road(), kinds))),
        };
        kept.insert(0, (kinds, Arc::clone(&found)));
        kept.truncate(KINDS_KEPT);
        found
    }

    /// The router that keeps off some segments.
    #[must_use]
    pub fn without(&self, avoided: Avoided) -> KeptOff {
        KeptOff {
            router: self.router.avoiding(&avoided),
            avoided,
        }
    }

    /// The closures that keep everyone from a place.
    #[must_use]
    pub fn closures_at(&self, place: &Snap) -> Vec<ClosureId> {
        let keys = self.state.closures_at(place, self.at);
        keys.map(|key| ClosureId(key.0)).collect()
    }
}

/// Makes and swaps the [`Routing`] of the moment.
pub struct LiveRouter {
    base: Cch,
    conditions: Arc<Conditions>,
    streets: OnceLock<Streets>,
    current: RwLock<Arc<Routing>>,
    next: Mutex<Next>,
    learning: Mutex<Option<Learning>>,
    /// The last other moments asked for, the latest first.
    others: Mutex<Vec<Other>>,
    swaps: watch::Sender<u64>,
}

/// What the next routing will be made of; one at a time.
#[derive(Default)]
struct Next {
    /// Which conditional rules hold, and the network while they do; `None` before the first update.
    moment: Option<(ActiveConditions, Arc<RoadNetwork>)>,
    state: LiveState,
    /// The closures in `state`, and those that no street is found for.
    placed: BTreeMap<ClosureId, Closure>,
    hour: Option<HourOfWeek>,
    updater: Updater,
}

/// What is learned from driving, before it is in force: that happens on the hour.
struct Learning {
    speeds: LearnedSpeeds,
    /// What is usual at the hour that is driven in.
    typical: Weights,
    hour: HourOfWeek,
    /// Whether anything was learned since the rows were last asked for.
    is_new: bool,
}

/// The routing of another moment, and all that it depends on.
struct Other {
    active: ActiveConditions,
    hour: HourOfWeek,
    closures: BTreeMap<ClosureId, Closure>,
    routing: Arc<Routing>,
}

impl Other {
    fn is_for(
        &self,
        active: &ActiveConditions,
        hour: HourOfWeek,
        closures: &BTreeMap<ClosureId, Closure>,
    ) -> bool {
        self.active == *active && self.hour == hour && self.closures == *closures
    }
}

impl LiveRouter {
    /// A router on a network as it was imported, and the conditions that its conditional rules depend on.
    #[must_use]
    pub fn new(base: Cch, conditions: Arc<Conditions>) -> Self {
        Self {
            current: RwLock::new(Arc::new(Routing::first(base.clone()))),
            base,
            conditions,
            streets: OnceLock::new(),
            next: Mutex::default(),
            learning: Mutex::default(),
            others: Mutex::default(),
            swaps: watch::Sender::new(0),
        }
    }

    /// The network as it was imported: for what does not depend on driving times.
    #[must_use]
    pub fn base(&self) -> &RoadNetwork {
        self.base.road()
    }

    /// The routing of this moment; take it once per question.
    #[must_use]
    pub fn current(&self) -> Arc<Routing> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    /// Counts the swaps: what was computed before the last one may be old.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.swaps.subscribe()
    }

    /// Uses typical speeds by hour of the week from the next [`update`](Self::update) on.
    pub fn set_speeds(&self, speeds: SpeedTable) {
        let mut next = locked(&self.next);
        next.state.set_speeds(Some(Arc::new(speeds)));
        next.hour = None;
        locked(&self.others).clear();
    }

    /// The streets that a closure means, and the lines to draw for it.
    ///
    /// # Errors
    /// When it means none.
    pub fn place(&self, closure: &Closure) -> Result<PlacedClosure, ClosureError> {
        closure.place(self.streets())
    }

    /// The index of streets; built at the first call, which takes a moment in a large city.
    pub fn streets(&self) -> &Streets {
        self.streets
            .get_or_init(|| Streets::new(Arc::clone(self.base.road())))
    }

    /// When a conditional rule begins or ceases to hold next; `None` when none does.
    #[must_use]
    pub fn next_condition(&self, after: Timestamp) -> Option<Timestamp> {
        self.conditions.next_change(after)
    }

    /// Makes the routing of a moment and puts it in place, unless it would be the same as the present one.
    ///
    /// `closures` are all that are in force. One that means no street of this city file (which may have
    /// been imported anew since) is left out, and logged by its id. A long computation: not for the
    /// async workers.
    pub fn update(&self, closures: BTreeMap<ClosureId, Closure>, at: Timestamp, hour: HourOfWeek) {
        // Held throughout: of two updates the later one must win.
        let mut next = locked(&self.next);
        let active = self.conditions.active(at);
        let moment = next.moment.take().filter(|(before, _)| *before == active);
        let same_rules = moment.is_some();
        let base = match moment {
            Some((_, base)) => base,
            None => Arc::new(self.base().at(&active)),
        };
        next.moment = Some((active, Arc::clone(&base)));
        if same_rules && next.hour == Some(hour) && next.placed == closures {
            return;
        }
        let started = std::time::Instant::now();
        if next.hour != Some(hour) || !same_rules {
            self.learn_for(&mut next.state, &base, hour);
        }
        next.hour = Some(hour);
        self.take_in(&mut next, closures);
        let present = self.current();
        let weights = next.state.weights(&base, at, hour);
        let router = if same_rules && weights == present.weights {
            // The next moment is driven like this one; only what is said of it may differ.
            present.router.clone()
        } else {
            let changed = present.weights.changed_turns(&base, &weights);
            let road = Arc::new(base.with_weights(&weights));
            present.router.reweighted(road, &changed, &mut next.updater)
        };
        let routing = present.next(router, weights, next.state.clone(), at);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(routing);
        metrics::histogram!("nearhand_reweight_seconds").record(started.elapsed().as_secs_f64());
        self.swaps.send_modify(|swaps| *swaps += 1);
    }

    /// Puts in force what was learned so far, and learns for another hour from now on.
    fn learn_for(&self, state: &mut LiveState, base: &RoadNetwork, hour: HourOfWeek) {
        state.set_learned(None);
        let typical = state.typical(base, hour);
        let mut learning = locked(&self.learning);
        let (speeds, is_new) = learning
            .take()
            .map_or_else(Default::default, |before| (before.speeds, before.is_new));
        state.set_learned(Some(Arc::new(speeds.clone())));
        *learning = Some(Learning {
            speeds,
            typical,
            hour,
            is_new,
        });
    }

    /// Learns from an edge that was driven from end to end; it counts from the next hour on.
    pub fn learn(&self, edge: EdgeId, duration: Millis) {
        if let Some(learning) = &mut *locked(&self.learning) {
            let traversal = Traversal {
                edge,
                duration,
                hour: learning.hour,
            };
            learning.speeds.record(&learning.typical, &traversal);
            learning.is_new = true;
        }
    }

    /// Everything learned, if there is more of it than when this was last asked.
    #[must_use]
    pub fn newly_learned(&self) -> Option<Vec<LearnedRow>> {
        let mut learning = locked(&self.learning);
        let learning = learning.as_mut().filter(|learning| learning.is_new)?;
        learning.is_new = false;
        Some(learning.speeds.export(self.base()))
    }

    /// Begins with what was learned before; before the first [`update`](Self::update). Returns how many rows are of no
    /// street of this city file.
    pub fn set_learned(&self, rows: &[LearnedRow]) -> usize {
        let (speeds, unknown) = LearnedSpeeds::import(self.base(), rows);
        *locked(&self.learning) = Some(Learning {
            speeds,
            typical: self.base().weights(),
            hour: HourOfWeek::of_day(0, 0).expect("a week has a Monday"),
            is_new: false,
        });
        unknown
    }

    /// The routing of another moment than the present one, with the closures that are in force then.
    ///
    /// The last few are kept. A long computation: not for the async workers.
    #[must_use]
    pub fn at(
        &self,
        closures: BTreeMap<ClosureId, Closure>,
        at: Timestamp,
        hour: HourOfWeek,
    ) -> Arc<Routing> {
        let active = self.conditions.active(at);
        let kept = locked(&self.others)
            .iter()
            .find(|other| other.is_for(&active, hour, &closures))
            .map(|other| Arc::clone(&other.routing));
        if let Some(kept) = kept {
            return kept;
        }
        let mut then = Next::default();
        {
            let next = locked(&self.next);
            then.state = next.state.clone();
            then.placed.clone_from(&next.placed);
        }
        self.take_in(&mut then, closures);
        let base = self.base().at(&active);
        let weights = then.state.weights(&base, at, hour);
        let present = self.current();
        let changed = present.weights.changed_turns(&base, &weights);
        let road = Arc::new(base.with_weights(&weights));
        let router = present.router.reweighted(road, &changed, &mut then.updater);
        let routing = Arc::new(present.next(router, weights, then.state, at));
        let mut others = locked(&self.others);
        others.insert(
            0,
            Other {
                active,
                hour,
                closures: then.placed,
                routing: Arc::clone(&routing),
            },
        );
        others.truncate(OTHERS_KEPT);
        routing
    }

    fn take_in(&self, next: &mut Next, closures: BTreeMap<ClosureId, Closure>) {
        let gone: Vec<ClosureId> = next
            .placed
            .iter()
            .filter(|(id, closure)| closures.get(id) != Some(closure))
            .map(|(id, _)| *id)
            .collect();
        for id in gone {
            next.placed.remove(&id);
            next.state.end(ClosureKey(id.0));
        }
        for (id, closure) in &closures {
            if next.placed.contains_key(id) {
                continue;
            }
            match self.place(closure) {
                Ok(placed) => next.state.begin(ClosureKey(id.0), Arc::new(placed)),
                Err(error) => tracing::warn!(
                    closure = %id,
                    error = &error as &dyn std::error::Error,
                    "a closure means no street of this city file"
                ),
            }
        }
        next.placed = closures;
    }
}

/// Work with memory that is kept for the next time.
fn with_kept<S, T>(
    kept: &Mutex<Vec<S>>,
    new: impl FnOnce() -> S,
    work: impl FnOnce(&mut S) -> T,
) -> T {
    let last = locked(kept).pop();
    let mut memory = last.unwrap_or_else(new);
    let result = work(&mut memory);
    locked(kept).push(memory);
    result
}

/// Locks here guard data that every critical section leaves whole.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
