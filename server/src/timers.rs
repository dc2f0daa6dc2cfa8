//! Does what happens by itself when its moment comes: requests come back, warnings end, closures begin.
//!
//! The moments stand on the board (see the engine's `dispatch::timers`), so a restart forgets none: what
//! came due while the server was down is done at its start.

use std::time::Duration;

use nearhand_engine::{
    dispatch::Timer,
    units::{Millis, Timestamp},
};

use crate::{
    agency::Submission,
    app::App,
    store::Role,
    wire::{redact::Viewer, time},
};

/// The clock is looked at this often at least: it may be set, and machines sleep.
const LOOK_EVERY: Millis = Millis::from_secs(20);
/// After a timer could not be stored, this is waited before it is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Serves the timers until the server stops.
pub async fn keep(app: App) {
    let mut seq = app.agency.follow();
    let stopped = app.stopped();
    tokio::pin!(stopped);
    loop {
        seq.mark_unchanged();
        let now = time::now();
        let (due, next) = {
            let published = app.agency.published();
            (
                published.board.timers_due(now),
                published.board.next_timer(),
            )
        };
        let mut pause = pause(next, now);
        for timer in due {
            if !elapse(&app, timer, now).await {
                pause = TRY_AGAIN;
            }
        }
        tokio::select! {
            changed = seq.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(pause) => {}
            () = &mut stopped => return,
        }
    }
}

/// Until the next moment, or until it is time to look at the clock anyway.
fn pause(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let latest = now.plus(LOOK_EVERY);
    let until = next.map_or(latest, |next| next.min(latest));
    Duration::from_millis(until.since(now).0 + 1)
}

/// Whether it is done, or somebody else has done it.
async fn elapse(app: &App, timer: Timer, now: Timestamp) -> bool {
    let submission = Submission {
        command: timer.command(),
        expected: None,
        actor: "timer".to_owned(),
        viewer: Viewer {
            role: Role::Dispatcher,
            team: None,
        },
        key: None,
        now,
    };
    match app.agency.submit(submission).await {
        Ok(_) => true,
        Err(refusal) => {
            // Somebody was faster in the same moment, or the disk is full.
            tracing::warn!(error = %refusal, "what was due could not be done in time");
            false
        }
    }
}
