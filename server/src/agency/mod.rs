//! One agency's live state: the board that follows the log, the fleet, and the stream of events.
//!
//! All commands go through one thread (see `writer`), which decides, stores and only then lets anyone
//! see. Readers look at the published board; the stream is a ring of the latest events that each
//! subscriber follows at its own pace, so that a slow one slows nobody.

mod events;
mod fleet_feed;
pub(crate) mod recovery;
#[cfg(test)]
mod simulation;
mod writer;
#[cfg(test)]
mod writer_tests;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    thread::JoinHandle,
};

use nearhand_engine::{dispatch::Board, units::Millis};
use tokio::sync::{mpsc, watch};

pub use events::{LiveEvent, Missed};
pub use fleet_feed::{FeedRecord, FleetFeed, FleetTick, OnShift, Taken};
pub(crate) use writer::entity;
pub use writer::{Decided, Refusal, Submission};

use crate::store::{Snapshots, Store, StoreError};

/// Events kept for clients that come back.
const RING: usize = 10_000;
/// Commands that may wait for the writer; more wait in their callers.
const QUEUE: usize = 4096;

/// The board as far as it is durable, and the latest events that led to it.
#[derive(Debug, Default)]
pub struct Published {
    /// The board.
    pub board: Board,
    /// Sequence number of the last event applied.
    pub seq: u64,
    /// Sequence number of the last event that changed a closure.
    pub closures_seq: u64,
    ring: VecDeque<Arc<LiveEvent>>,
}

/// One agency's live state.
pub struct Agency {
    epoch: String,
    published: Arc<RwLock<Published>>,
    fleet: Arc<FleetFeed>,
    seq: watch::Receiver<u64>,
    submissions: Mutex<Option<mpsc::Sender<writer::Queued>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Agency {
    /// Takes the newest snapshot, replays the log from there and starts the writer.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn open(
        store: Arc<dyn Store>,
        snapshots: &Snapshots,
        stale_after: Millis,
    ) -> Result<Self, StoreError> {
        let published = recovery::recover(&*store, snapshots)?;
        let (seq_sender, seq) = watch::channel(published.seq);
        let fleet = Arc::new(FleetFeed::new(stale_after));
        for team in published.board.teams() {
            fleet.heed(team);
        }
        let (submissions, queue) = mpsc::channel(QUEUE);
        let epoch = store.epoch().to_owned();
        let speculative = published.board.clone();
        let at = published.seq;
        let published = Arc::new(RwLock::new(published));
        let writer = writer::Writer {
            store,
            published: Arc::clone(&published),
            fleet: Arc::clone(&fleet),
            seq: seq_sender,
            speculative,
            at,
        };
        let thread = std::thread::Builder::new()
            .name("board-writer".to_owned())
            .spawn(move || writer.run(queue))
            .map_err(|error| StoreError::Thread { source: error })?;
        Ok(Self {
            epoch,
            published,
            fleet,
            seq,
            submissions: Mutex::new(Some(submissions)),
            writer: Mutex::new(Some(thread)),
        })
    }

    /// Name of the log that the sequence numbers belong to.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// The board as far as it is durable. Keep the guard for as short as can be, and never across an await.
    pub fn published(&self) -> RwLockReadGuard<'_, Published> {
        read(&self.published)
    }

    /// The live positions.
    #[must_use]
    pub fn fleet(&self) -> &Arc<FleetFeed> {
        &self.fleet
    }

    /// Tells of each new sequence number.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.seq.clone()
    }

    /// Stops taking commands, finishes those taken, and returns when the last one is durable.
    pub fn close(&self) {
        let sender = lock(&self.submissions).take();
        drop(sender);
        if let Some(thread) = lock(&self.writer).take() {
            // A writer that panicked has logged why; there is nothing left to finish.
            let _ = thread.join();
        }
    }

    fn queue(&self) -> Option<mpsc::Sender<writer::Queued>> {
        lock(&self.submissions).clone()
    }
}

/// Locks here guard plain data that every critical section leaves whole, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
