//! A simulated disk under the real SQLite: what was not synced may be kept, torn or dropped when the power goes.
//!
//! All files lie in memory. A seed decides what a power cut leaves. The rules are those of a plain disk with
//! sectors of 512 bytes: a write that was not synced may reach the disk, or some of its sectors may, in any
//! order, or none; what was synced stays. Names of files are durable at once (what SQLite's own tests of
//! folders cover is not simulated here).

mod files;
mod locks;
#[cfg(test)]
mod tests;
mod vfs;

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use files::{Files, Kept};
pub(crate) use files::{Op, Operations};

use super::{SqliteStore, StoreError};

const DATABASE: &str = "/simulated/nearhand.db";
const LOG: &str = "/simulated/nearhand.db-wal";

/// A disk with its files, known to SQLite under a name of its own.
pub(crate) struct Disk {
    files: Arc<Mutex<Files>>,
    vfs: vfs::Registered,
}

impl Disk {
    /// An empty disk; the seed decides what its power cuts leave.
    pub(crate) fn new(seed: u64) -> Self {
        let files = Arc::new(Mutex::new(Files::new(seed)));
        let vfs = vfs::Registered::new(Arc::clone(&files));
        Self { files, vfs }
    }

    /// Opens the store on this disk, as [`SqliteStore::open`] does on a real one.
    pub(crate) fn store(&self) -> Result<SqliteStore, StoreError> {
        let again = self.files().write_again(LOG);
        again.map_err(|_| StoreError::File {
            path: LOG.into(),
            source: io::Error::other("simulated"),
        })?;
        SqliteStore::open_on(Path::new(DATABASE), Some(self.vfs_name()))
    }

    /// The name that SQLite opens files on this disk by.
    pub(crate) fn vfs_name(&self) -> &str {
        self.vfs.name()
    }

    /// From now on every operation fails, as seen by a process that is about to end: close its connections,
    /// then say what it ended by.
    pub(crate) fn switch_off(&self) {
        self.files().off = true;
    }

    /// After this many more operations the disk switches itself off, in the middle of whatever is done then.
    pub(crate) fn cut_after(&self, operations: u64) {
        self.files().cut_after = Some(operations);
    }

    /// Whether it is off.
    pub(crate) fn is_off(&self) -> bool {
        self.files().off
    }

    /// The power went: what was not synced is kept, torn or dropped. Nothing that was open is open any more.
    pub(crate) fn power_cut(&self) {
        self.files().start_again(Kept::Synced);
    }

    /// The process died, and the system lives: all that was written is there, synced or not.
    pub(crate) fn kill(&self) {
        self.files().start_again(Kept::Written);
    }

    /// With `true`, nothing more fits on the disk: files cannot grow.
    pub(crate) fn set_full(&self, full: bool) {
        self.files().full = full;
    }

    /// The n-th next operation of a kind (from 1) fails, once. What a failed sync should have made durable is
    /// left to luck for ever, as on Linux.
    pub(crate) fn fail_next(&self, nth: u64, op: Op) {
        self.files().failing = Some((op, nth));
    }

    /// What was done so far, and what went wrong.
    pub(crate) fn operations(&self) -> Operations {
        self.files().operations
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        locked(&self.files)
    }
}

fn locked(files: &Mutex<Files>) -> MutexGuard<'_, Files> {
    files.lock().unwrap_or_else(PoisonError::into_inner)
}
