//! Teams on their way: matched to the streets, followed along their route, and given a new one when they leave it or
//! when streets are closed before them.
//!
//! All of it is live and may be lost, as the fleet is; what is kept are the arrival times told and the speeds learned.

mod journey;
pub mod report;
mod scores;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use nearhand_engine::{
    dispatch::{
        Board, Fix,
        ids::{AssignmentId, DestinationId, TeamId},
        model::{Assignment, Destination, TeamStatus},
    },
    guidance::{Ends, Units},
    matching::MatchScratch,
    units::{LngLat, Millis, Timestamp},
};
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;

use self::journey::{Journey, Surroundings};
use crate::{
    app::App,
    blocking,
    route::Guided,
    store::{Store, StoreError, ToldEta},
    wire::{redact::Viewer, shapes, time, time::Time},
};

/// Journeys that changed are told this often at most.
const TICK: Duration = Duration::from_millis(500);
/// The arrival time told is kept this often.
const KEEP_EVERY: Millis = Millis::from_secs(30);
/// What is to be kept is written this often.
const WRITE_EVERY: Duration = Duration::from_secs(30);

/// Why a team has another route than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RerouteReason {
    /// It drove off the one before.
    OffRoute,
    /// A street on the way was closed, or another became the better way.
    StreetsChanged,
}

/// How far a team is on its way to a request, or with a person to a destination.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Underway {
    /// The assignment it drives for.
    #[schema(value_type = shapes::AssignmentId)]
    pub assignment: AssignmentId,
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Where it takes the person; null on the way to the request.
    #[schema(value_type = Option<shapes::DestinationId>)]
    pub destination: Option<DestinationId>,
    /// When it is expected to arrive.
    #[schema(value_type = String, format = DateTime)]
    pub arrives_at: Time,
    /// Driving time left, seconds.
    pub remaining: f64,
    /// Way left, metres.
    pub distance: f64,
    /// Number of its route, from 1 on each way: when it changes, the route is another.
    pub route: u32,
    /// Why it is not the first route.
    pub reason: Option<RerouteReason>,
    /// It seems to be there: ask the team.
    pub arrived: bool,
}

/// Follows all teams that are on their way.
pub struct Tracking {
    store: Arc<dyn Store>,
    journeys: Mutex<BTreeMap<TeamId, Journey>>,
    scratches: Mutex<Vec<MatchScratch>>,
    /// Number of the last tick; each journey knows the one it changed in.
    ticks: watch::Sender<u64>,
    told: Mutex<Vec<ToldEta>>,
}

impl Tracking {
    /// Nobody is on the way yet.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            journeys: Mutex::default(),
            scratches: Mutex::default(),
            ticks: watch::Sender::new(0),
            told: Mutex::default(),
        }
    }

    /// Takes in where a team is, if it is on its way.
    pub fn moved(&self, app: &App, team: TeamId, fix: &Fix, now: Timestamp) {
        let Some((goal, place)) = goal(&app.agency.published().board, team) else {
            return;
        };
        let surroundings = Surroundings {
            routing: &app.city.routing(),
            city: &app.city,
            now,
        };
        let mut journeys = locked(&self.journeys);
        let mut journey = match journeys.remove(&team) {
            Some(journey) if journey.goal == goal => journey,
            _ => match app.city.snap(place) {
                Ok(to) => Journey::new(goal, to, self.next_tick()),
                // Nothing can be driven to; the board stays as it is.
                Err(_) => return,
            },
        };
        let mut scratch = locked(&self.scratches).pop().unwrap_or_default();
        let learned = journey.moved(&surroundings, &mut scratch, fix);
        locked(&self.scratches).push(scratch);
        self.note(&mut journey, now);
        journeys.insert(team, journey);
        drop(journeys);
        for (edge, took) in learned {
            app.city.live().learn(edge, took);
        }
    }

    /// Number that what changes now will be told under.
    fn next_tick(&self) -> u64 {
        *self.ticks.borrow() + 1
    }

    /// Marks a journey as changed, and keeps the arrival time told every now and then.
    fn note(&self, journey: &mut Journey, now: Timestamp) {
        journey.changed = self.next_tick();
        // The report on arrival times is about arrivals on scene.
        let to_scene = journey.goal.destination.is_none();
        let Some(arrives_at) = journey.arrives_at().filter(|_| to_scene) else {
            return;
        };
        if journey
            .kept_at
            .is_none_or(|kept| now.since(kept) >= KEEP_EVERY)
        {
            journey.kept_at = Some(now);
            locked(&self.told).push(ToldEta {
                assignment: journey.goal.assignment,
                told_at: now,
                arrives_at,
            });
        }
    }

    /// Streets are driven at other times than before: every team on its way gets the way that is best now.
    fn streets_changed(&self, app: &App, now: Timestamp) {
        let surroundings = Surroundings {
            routing: &app.city.routing(),
            city: &app.city,
            now,
        };
        for journey in locked(&self.journeys).values_mut() {
            if journey.streets_changed(&surroundings) {
                self.note(journey, now);
            }
        }
    }

    /// Tells of each tick in which a journey changed.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.ticks.subscribe()
    }

    /// The journeys that changed after a tick, as a viewer may see them.
    #[must_use]
    pub fn changed_since(&self, tick: u64, viewer: Viewer) -> Vec<Underway> {
        locked(&self.journeys)
            .iter()
            .filter(|(team, journey)| journey.changed > tick && viewer.sees_position_of(**team))
            .filter_map(|(&team, journey)| journey.underway(team))
            .collect()
    }

    /// The route that a team follows to its goal, which lies at `ends.to`, from where it was seen last, and its number;
    /// `None` when it is not followed.
    #[must_use]
    pub fn route(
        &self,
        team: TeamId,
        goal: Goal,
        ends: &Ends,
        units: Units,
    ) -> Option<(Guided, u32)> {
        let journeys = locked(&self.journeys);
        let journey = journeys.get(&team)?;
        (journey.goal == goal).then_some(())?;
        Some((journey.route(ends, units)?, journey.number))
    }

    /// Forgets teams that are no longer on their way, and tells what changed.
    fn tick(&self, app: &App) {
        let next = self.next_tick();
        let mut journeys = locked(&self.journeys);
        if journeys.is_empty() {
            return;
        }
        let published = app.agency.published();
        journeys.retain(|&team, journey| {
            goal(&published.board, team).is_some_and(|(goal, _)| goal == journey.goal)
        });
        drop(published);
        let changed = journeys.values().any(|journey| journey.changed == next);
        drop(journeys);
        if changed {
            self.ticks.send_replace(next);
        }
    }

    /// Writes what is to be kept. Disk: not for the async workers.
    ///
    /// # Errors
    /// When nothing could be written; what was to be kept of arrival times is tried again the next time.
    pub fn write(&self, app: &App) -> Result<(), StoreError> {
        if let Some(rows) = app.city.live().newly_learned() {
            self.store.put_learned(&rows)?;
        }
        let mut told = locked(&self.told);
        if !told.is_empty() {
            self.store.put_etas(&told)?;
            told.clear();
        }
        Ok(())
    }
}

/// What a team is on its way to: a request, or with a person to a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The assignment it drives for.
    pub assignment: AssignmentId,
    /// Where it takes the person.
    pub destination: Option<DestinationId>,
}

/// Where a team takes a person at the moment.
#[must_use]
pub fn taken_to<'a>(board: &'a Board, assignment: &Assignment) -> Option<&'a Destination> {
    let team = board.team(assignment.team)?;
    let drives = team.status == TeamStatus::Transporting && team.assignment == Some(assignment.id);
    let destination = assignment.destination.filter(|_| drives)?;
    board.destination(destination)
}

/// What a team is on its way to, and where that is.
fn goal(board: &Board, team: TeamId) -> Option<(Goal, LngLat)> {
    let team = board.team(team)?;
    let assignment = board.assignment(team.assignment?)?;
    if let Some(destination) = taken_to(board, assignment) {
        let goal = Goal {
            assignment: assignment.id,
            destination: Some(destination.id),
        };
        return Some((goal, destination.position));
    }
    let to_scene = matches!(
        team.status,
        TeamStatus::Assigned | TeamStatus::Acknowledged | TeamStatus::EnRoute
    );
    let goal = Goal {
        assignment: assignment.id,
        destination: None,
    };
    let request = board.request(assignment.request).filter(|_| to_scene)?;
    Some((goal, request.details.position))
}

/// Tells of journeys, routes them anew when streets change, and writes what is kept, until the server stops.
pub async fn keep(app: App) {
    let mut swaps = app.city.live().follow();
    let stopped = app.stopped();
    tokio::pin!(stopped);
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut writes = tokio::time::interval(WRITE_EVERY);
    writes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => app.tracking.tick(&app),
            _ = writes.tick() => write(&app).await,
            changed = swaps.changed() => {
                if changed.is_err() {
                    return;
                }
                let routing = app.clone();
                // When it panicked, that is logged; the next fix finds a way.
                let _ = blocking::run(move || routing.tracking.streets_changed(&routing, time::now())).await;
            }
            () = &mut stopped => return,
        }
    }
}

/// Writes what is kept, and logs when that fails.
pub async fn write(app: &App) {
    let writing = app.clone();
    let written = blocking::run(move || writing.tracking.write(&writing)).await;
    if let Ok(Err(error)) = written {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "arrival times and learned speeds could not be kept"
        );
    }
}

/// Locks here guard data that every critical section leaves whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
