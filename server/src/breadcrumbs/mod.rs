//! Where teams were: kept in batches in a table of their own, for as many days as the operator says.
//!
//! The log does not know it, and no command waits for it: a fix waits in memory until the next batch, which is synced with
//! what is written next: devices heard of, a command. A crash loses the last seconds, a power cut what nothing was written
//! after; a stop in good order loses nothing.

mod track;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU16, AtomicU64, Ordering},
    },
    time::Duration,
};

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Millis, Timestamp},
};
use tokio::{
    sync::Notify,
    time::{MissedTickBehavior, interval},
};

pub use track::Track;

use crate::{
    app::App,
    blocking,
    store::{Breadcrumb, Store, StoreError},
    wire::time,
};

/// What waits is written at least this often.
const WRITE_EVERY: Duration = Duration::from_secs(3);
/// Pieces of tracks ([`Breadcrumb::piece`]) written in one step: a command that wants to be stored waits no longer than for
/// these.
const BATCH: usize = 10;
/// Between two steps, so that a whole fleet's fixes take a part of a processor for a while and not all of it at once.
const PAUSE: Duration = Duration::from_millis(3);
/// So many that wait are written at once. The more wait, the more of them go to one place of the store: a fix alone
/// costs as much as all that a team sends between two writes.
const MANY: usize = 50_000;
/// Fixes that may wait, as when the disk is full: some seven megabytes.
const WAITING: usize = 100_000;
/// It is looked for what is too old this often.
const FORGET_EVERY: Duration = Duration::from_secs(60 * 60);

/// Keeps where teams were.
pub struct Breadcrumbs {
    store: Arc<dyn Store>,
    days: AtomicU16,
    waiting: Mutex<Vec<Breadcrumb>>,
    are_many: Notify,
    /// Held while a batch is written, so that who reads after it reads it.
    writing: Mutex<()>,
    /// Not kept since the last time that was said, for too many waited.
    lost: AtomicU64,
}

impl Breadcrumbs {
    /// Keeps them in a store for so many days; with none, nothing is kept.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, days: u16) -> Self {
        Self {
            store,
            days: AtomicU16::new(days),
            waiting: Mutex::default(),
            are_many: Notify::new(),
            writing: Mutex::default(),
            lost: AtomicU64::new(0),
        }
    }

    /// Keeps them for so many days from now on.
    pub fn keep_for(&self, days: u16) {
        self.days.store(days, Ordering::Relaxed);
    }

    /// Takes in where a team on shift was. Costs no more than a push.
    pub fn drop_one(&self, team: TeamId, fix: Fix) {
        if self.days.load(Ordering::Relaxed) == 0 {
            return;
        }
        let mut waiting = locked(&self.waiting);
        if waiting.len() >= WAITING {
            drop(waiting);
            return self.count_lost(1);
        }
        waiting.push(Breadcrumb { team, fix });
        if waiting.len() == MANY {
            self.are_many.notify_one();
        }
    }

    /// Writes what waits. Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store could not be written; what was not written waits on.
    pub fn write(&self) -> Result<(), StoreError> {
        let _writing = locked(&self.writing);
        let mut taken = std::mem::take(&mut *locked(&self.waiting));
        // As they lie in the store.
        taken.sort_by_key(|crumb| (crumb.team, crumb.fix.at));
        let mut written = 0;
        while let Some(batch) = first_pieces(&taken[written..]) {
            if written > 0 {
                std::thread::sleep(PAUSE);
            }
            if let Err(error) = self.store.put_breadcrumbs(batch) {
                self.wait_again(taken.split_off(written));
                return Err(error);
            }
            written += batch.len();
        }
        Ok(())
    }

    /// Takes back what could not be written, as far as there is room beside what came in meanwhile.
    fn wait_again(&self, mut unwritten: Vec<Breadcrumb>) {
        let mut waiting = locked(&self.waiting);
        unwritten.append(&mut waiting);
        let lost = unwritten.len().saturating_sub(WAITING);
        unwritten.truncate(WAITING);
        *waiting = unwritten;
        drop(waiting);
        self.count_lost(lost);
    }

    fn count_lost(&self, lost: usize) {
        let lost = u64::try_from(lost).unwrap_or(u64::MAX);
        self.lost.fetch_add(lost, Ordering::Relaxed);
        metrics::counter!("nearhand_breadcrumbs_lost_total").increment(lost);
    }

    /// Forgets what is older than it may be; how many fixes that were. Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store could not be written.
    pub fn forget(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.store
            .drop_breadcrumbs(kept_from(self.days.load(Ordering::Relaxed), now))
    }
}

/// What is written in the next step; `None` when nothing is left.
fn first_pieces(taken: &[Breadcrumb]) -> Option<&[Breadcrumb]> {
    let pieces = taken.chunk_by(|a, b| a.piece() == b.piece());
    let fixes = pieces.take(BATCH).map(<[Breadcrumb]>::len).sum();
    Some(&taken[..fixes]).filter(|batch| !batch.is_empty())
}

/// The moment from which something is kept for so many days.
#[must_use]
pub fn kept_from(days: u16, now: Timestamp) -> Timestamp {
    let kept = Millis::from_mins(u64::from(days) * 24 * 60);
    Timestamp(now.0.saturating_sub_unsigned(kept.0))
}

/// Writes batches, notes which devices were heard of, and forgets what is too old, until the server stops.
pub async fn keep(app: App) {
    let paced = |period| {
        let mut beat = interval(period);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat
    };
    let (mut writes, mut forgets) = (paced(WRITE_EVERY), paced(FORGET_EVERY));
    let stopped = app.stopped();
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            _ = writes.tick() => write(&app).await,
            () = app.breadcrumbs.are_many.notified() => write(&app).await,
            _ = forgets.tick() => forget(&app).await,
            () = &mut stopped => return,
        }
    }
}

/// Writes what waits, and logs when that fails.
pub async fn write(app: &App) {
    let writing = app.clone();
    let written = blocking::run(move || {
        writing.breadcrumbs.write()?;
        writing.auth.write_heard()
    })
    .await;
    if let Ok(Err(error)) = written {
        let lost = app.breadcrumbs.lost.swap(0, Ordering::Relaxed);
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            lost,
            "where teams were could not be kept"
        );
    }
}

/// What has reached its age goes: where teams were, and who read what.
pub async fn forget(app: &App) {
    let forgetting = app.clone();
    let kept = app.agency.published().board.configuration().retention;
    let done = blocking::run(move || {
        let now = time::now();
        let breadcrumbs = forgetting.breadcrumbs.forget(now)?;
        let accesses = forgetting
            .auth
            .audit
            .forget(kept_from(kept.access_days, now))?;
        Ok::<_, StoreError>((breadcrumbs, accesses))
    });
    match done.await {
        Ok(Ok((0, 0))) => {}
        Ok(Ok((breadcrumbs, accesses))) => {
            tracing::info!(breadcrumbs, accesses, "what reached its age is removed");
        }
        Ok(Err(error)) => tracing::warn!(
            error = &error as &dyn std::error::Error,
            "what is too old could not be removed"
        ),
        // It has panicked, and that was logged.
        Err(_) => {}
    }
}

/// Locks here guard data that every critical section leaves whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use nearhand_engine::units::LngLat;

    use super::*;
    use crate::store::SqliteStore;

    const TEAM: TeamId = TeamId(1);
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 86_400_000;

    fn fix(at: i64) -> Fix {
        Fix {
            position: LngLat::new(14.5, 35.9).unwrap(),
            at: Timestamp(at),
            speed: None,
            bearing: None,
            accuracy: None,
        }
    }

    fn breadcrumbs(days: u16) -> (tempfile::TempDir, Breadcrumbs) {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        (folder, Breadcrumbs::new(Arc::new(store), days))
    }

    fn stored(breadcrumbs: &Breadcrumbs) -> usize {
        let all = breadcrumbs
            .store
            .breadcrumbs(TEAM, Timestamp(0), 0, usize::MAX);
        all.unwrap().len()
    }

    #[test]
    fn what_waits_is_written_in_batches_and_memory_is_bounded() {
        let (_folder, breadcrumbs) = breadcrumbs(30);
        for at in 0..i64::try_from(WAITING).unwrap() + 5 {
            breadcrumbs.drop_one(TEAM, fix(at));
        }
        assert_eq!(stored(&breadcrumbs), 0);
        breadcrumbs.write().unwrap();
        assert_eq!(stored(&breadcrumbs), WAITING);
        assert_eq!(breadcrumbs.lost.load(Ordering::Relaxed), 5);
        breadcrumbs.drop_one(TEAM, fix(-1));
        assert_eq!(locked(&breadcrumbs.waiting).len(), 1);
    }

    #[test]
    fn what_could_not_be_written_waits_on_before_what_came_later() {
        let (folder, breadcrumbs) = breadcrumbs(30);
        let disk = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
        let in_one_step = i64::try_from(BATCH).unwrap();
        disk.execute_batch(&format!(
            "CREATE TRIGGER full BEFORE INSERT ON tracks WHEN NEW.minute >= {in_one_step}
             BEGIN SELECT RAISE(ABORT, 'full'); END"
        ))
        .unwrap();
        for minute in 0..in_one_step + 3 {
            breadcrumbs.drop_one(TEAM, fix(minute * MINUTE));
        }
        breadcrumbs.write().unwrap_err();
        assert_eq!(stored(&breadcrumbs), BATCH);
        breadcrumbs.drop_one(TEAM, fix((in_one_step + 3) * MINUTE));
        let waiting: Vec<i64> = locked(&breadcrumbs.waiting)
            .iter()
            .map(|crumb| crumb.fix.at.0 / MINUTE - in_one_step)
            .collect();
        assert_eq!(waiting, [0, 1, 2, 3]);
        disk.execute_batch("DROP TRIGGER full").unwrap();
        breadcrumbs.write().unwrap();
        assert_eq!(stored(&breadcrumbs), BATCH + 4);
    }

    #[test]
    fn what_is_too_old_is_forgotten_and_nothing_else() {
        let (_folder, breadcrumbs) = breadcrumbs(2);
        let now = Timestamp(10 * DAY);
        for at in [8 * DAY - 1, 8 * DAY, 10 * DAY] {
            breadcrumbs.drop_one(TEAM, fix(at));
        }
        breadcrumbs.write().unwrap();
        assert_eq!(breadcrumbs.forget(now).unwrap(), 1);
        assert_eq!(breadcrumbs.forget(now).unwrap(), 0);
        assert_eq!(stored(&breadcrumbs), 2);
    }

    #[test]
    fn with_no_days_nothing_is_kept() {
        let (_folder, breadcrumbs) = breadcrumbs(0);
        breadcrumbs.drop_one(TEAM, fix(5));
        breadcrumbs.write().unwrap();
        assert_eq!(stored(&breadcrumbs), 0);
    }
}
