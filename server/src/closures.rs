//! Keeps the router at what the board and the clock say: closures hold, hours change.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use anyhow::Context as _;
use jiff::tz::TimeZone;
use nearhand_engine::{
    dispatch::{
        Board, Command,
        closure::{ClosureState, NewClosure},
        ids::ClosureId,
        model::WeekMinute,
    },
    routing::live::{Closure, ClosureError, HourOfWeek, Shape},
    units::{Millis, Timestamp},
};
use tokio::sync::watch;

use crate::{app::App, blocking, live_router::Routing, problem::Problem, wire::time};

/// The clock is looked at this often at least: it may be set, and machines sleep.
const LOOK_EVERY: Millis = Millis::from_secs(20);
const QUARTER_MILLIS: i64 = 15 * 60 * 1000;
/// How long a caller waits for a change to be in force; the change stands all the same.
const IN_FORCE_WITHIN: Duration = Duration::from_secs(10);

/// What keeps the router up to date, and who waits for it.
pub struct Keeper {
    zone: TimeZone,
    /// Events up to this number are in force.
    applied: watch::Sender<u64>,
}

impl Keeper {
    /// For a city in a time zone, such as `Europe/Malta`.
    ///
    /// # Errors
    /// When there is no such zone.
    pub fn new(zone: &str) -> anyhow::Result<Self> {
        let zone = TimeZone::get(zone)
            .with_context(|| format!("the city's time zone \"{zone}\" is not known"))?;
        Ok(Self {
            zone,
            applied: watch::Sender::new(0),
        })
    }

    /// Waits until the closures of an event are in force.
    pub async fn in_force(&self, seq: u64) {
        let mut applied = self.applied.subscribe();
        let reached = applied.wait_for(|&applied| applied >= seq);
        // Too late is no fault of the caller: the closure stands and will be in force.
        let _ = tokio::time::timeout(IN_FORCE_WITHIN, reached).await;
    }

    /// The hour of the week of a moment, in the city's own time.
    fn hour(&self, at: Timestamp) -> HourOfWeek {
        let (day, hour, _) = self.local(at);
        HourOfWeek::of_day(day, hour).expect("a day has 24 hours, a week 7 days")
    }

    /// The minute of the week of a moment, in the city's own time.
    #[must_use]
    pub fn week_minute(&self, at: Timestamp) -> WeekMinute {
        let (day, hour, minute) = self.local(at);
        WeekMinute((u16::from(day) * 24 + u16::from(hour)) * 60 + u16::from(minute))
    }

    /// Day from Monday, hour and minute in the city's own time.
    fn local(&self, at: Timestamp) -> (u8, u8, u8) {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let local = moment.to_zoned(self.zone.clone());
        let number = |value: i8| u8::try_from(value).unwrap_or(0);
        let day = number(local.weekday().to_monday_zero_offset());
        (day, number(local.hour()), number(local.minute()))
    }
}

/// Puts in force what is on the board now. A long computation: not for the async workers.
pub fn update(app: &App) {
    let now = time::now();
    let (seq, closures) = {
        let published = app.agency.published();
        (published.seq, in_force(&published.board))
    };
    let hour = app.keeper.hour(now);
    app.city.live().update(closures, now, hour);
    app.keeper.applied.send_replace(seq);
}

fn in_force(board: &Board) -> BTreeMap<ClosureId, Closure> {
    board
        .closures()
        .filter(|closure| closure.state == ClosureState::Active)
        .map(|closure| (closure.id, closure.record.what.clone()))
        .collect()
}

/// The routing of another moment, with the closures that are planned for it. A long computation: not for the async
/// workers.
pub fn routing_at(app: &App, at: Timestamp) -> Arc<Routing> {
    let closures = {
        let published = app.agency.published();
        let board = published.board.closures();
        let planned = board.filter(|closure| {
            let what = &closure.record.what;
            closure.state != ClosureState::Ended
                && what.from <= at
                && what.until.is_none_or(|until| at < until)
        });
        planned
            .map(|closure| (closure.id, closure.record.what.clone()))
            .collect()
    };
    app.city.live().at(closures, at, app.keeper.hour(at))
}

/// Updates the router after every change of closures, on the hour and when a conditional rule begins or ceases to
/// hold, until the server stops.
pub async fn keep(app: App) {
    let mut seq = app.agency.follow();
    let stopped = app.stopped();
    tokio::pin!(stopped);
    let mut known = 0;
    let mut look_at = Timestamp::default();
    loop {
        seq.mark_unchanged();
        let now = time::now();
        let (last, last_of_closures) = {
            let published = app.agency.published();
            (published.seq, published.closures_seq)
        };
        if last_of_closures != known || now >= look_at {
            known = last_of_closures;
            look_at = next_look(&app, now);
            let updating = app.clone();
            // When it panicked, that is logged; the next change may fare better.
            let _ = blocking::run(move || update(&updating)).await;
        } else {
            app.keeper.applied.send_replace(last);
        }
        let pause = Duration::from_millis(look_at.since(time::now()).0 + 1);
        tokio::select! {
            changed = seq.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(pause) => {}
            () = &mut stopped => return,
        }
    }
}

/// When the clock alone next changes the router.
fn next_look(app: &App, now: Timestamp) -> Timestamp {
    // In every time zone hours begin at a whole quarter of an hour of UTC.
    let quarter = Timestamp((now.0.div_euclid(QUARTER_MILLIS) + 1) * QUARTER_MILLIS);
    let latest = now.plus(LOOK_EVERY).min(quarter);
    let condition = app.city.live().next_condition(now);
    condition.map_or(latest, |next| next.min(latest))
}

/// The command with the lines of the streets it means.
///
/// # Errors
/// When it means no street of the city.
pub async fn placed(app: &App, details: NewClosure, now: Timestamp) -> Result<Command, Problem> {
    let placing = app.clone();
    let lines = blocking::run(move || {
        let live = placing.city.live();
        let what = details.clone().recorded(now).what;
        let placed = live.place(&what).map_err(|error| problem(&error))?;
        let lines = match details.shape {
            // An area is drawn itself.
            Shape::Polygon { .. } => Vec::new(),
            _ => live.streets().lines(placed.edges()),
        };
        Ok(NewClosure { lines, ..details })
    });
    lines
        .await?
        .map(|details| Command::CreateClosure { details })
}

fn problem(error: &ClosureError) -> Problem {
    Problem::field(error.field(), error.to_string())
}
