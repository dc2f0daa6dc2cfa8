//! Where the log and the credentials are kept.
//!
//! [`Store`] is the contract; [`SqliteStore`] keeps it in one file. Every store passes the same
//! conformance tests.

mod breadcrumb;
mod chain;
#[cfg(test)]
mod conformance;
#[cfg(test)]
pub(crate) mod disk;
pub(crate) mod folder;
mod people;
mod schema;
mod snapshots;
mod sqlite;
pub(crate) mod sqlite_breadcrumbs;
mod sqlite_checkpoint;
mod sqlite_devices;
pub(crate) mod sqlite_log;
pub(crate) mod sqlite_people;
mod sqlite_tracking;

use std::{ops::Range, path::PathBuf};

use nearhand_engine::{
    dispatch::{
        Event, Fix,
        ids::{AssignmentId, TeamId},
    },
    routing::live::LearnedRow,
    units::Timestamp,
};
use serde_json::Value;

pub use breadcrumb::Breadcrumb;
pub use chain::{Head, Link};
pub use people::{
    Access, AccessFilter, Account, AccountId, Action, Credential, NoAccountId, NumberedAccess,
    Purpose, Role,
};
pub(crate) use schema::{SCHEMA, schema_of};
pub(crate) use snapshots::read as read_snapshot;
pub use snapshots::{Snapshot, Snapshots};
pub use sqlite::SqliteStore;

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another writer has appended in between.
    #[error(
        "the log is at {found}, not at {expected}: another server writes to it, stop one of them"
    )]
    Sequence {
        /// The sequence number the caller knew.
        expected: u64,
        /// The sequence number of the log.
        found: u64,
    },
    /// The disk is full or may not be written.
    #[error("nothing more can be stored: free some disk space, or raise the quota")]
    Full {
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// The disk could not read, write or make durable.
    #[error("the disk does not do its work: look at the system's log for errors of the disk")]
    Disk {
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// An entry of the log cannot be read by this version.
    #[error(
        "entry {seq} of the log cannot be read: it was written by a newer version or is damaged"
    )]
    Entry {
        /// Its sequence number.
        seq: u64,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The data folder was written by a newer version.
    #[error(
        "the data folder has schema {found}, this version knows up to {known}: use a newer version"
    )]
    Schema {
        /// Schema number found.
        found: i64,
        /// Newest schema number known.
        known: i64,
    },
    /// Another process works on the data folder.
    #[error("{} is used by another server: stop it first", path.display())]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// A file of the data folder could not be opened, read or written.
    #[error("{} cannot be used", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The thread that writes could not be started.
    #[error("the writing thread could not be started")]
    Thread {
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The database failed.
    #[error("the database failed")]
    Database {
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Its sequence number, from 1.
    pub seq: u64,
    /// Who caused it, as role and team: `dispatcher`, `field:T3`.
    pub actor: String,
    /// What happened.
    pub event: Event,
}

/// What one accepted command leaves behind; stored as a whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// Who asked.
    pub actor: String,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The answer under the key that a retry will come with.
    pub answer: Option<KeyedAnswer>,
}

/// The first answer to a command, kept for retries.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedAnswer {
    /// The idempotency key, unique per actor.
    pub key: String,
    /// Hash of the command, so that another command under the same key is noticed.
    pub fingerprint: [u8; 32],
    /// Sequence number of the last event of the command.
    pub seq: u64,
    /// The entity that was answered.
    pub entity: Value,
}

/// An arrival time as it was told, kept to see later how good it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldEta {
    /// Of whose arrival.
    pub assignment: AssignmentId,
    /// When it was told.
    pub told_at: Timestamp,
    /// The arrival as it was expected then.
    pub arrives_at: Timestamp,
}

/// A device that sends a team's positions; its secret is a [`Credential`] of the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Name to revoke it by.
    pub id: String,
    /// The team whose positions it sends.
    pub team: TeamId,
    /// What people call it.
    pub name: String,
    /// When its token was made.
    pub made_at: Timestamp,
    /// When it sent something the last time.
    pub heard_at: Option<Timestamp>,
}

/// What is durable: the log of events, answers for retries, credentials, and what is kept of driving.
///
/// Everything a call wrote is on disk when the call returns.
pub trait Store: Send + Sync {
    /// Name of this log; a new log has a new one.
    fn epoch(&self) -> &str;

    /// Appends what accepted commands left behind in one durable step: all of it or nothing.
    ///
    /// Returns the new sequence number of the log.
    ///
    /// # Errors
    /// When the log is not at `expected_seq`, or nothing could be written. After [`StoreError::Disk`] what was
    /// to be appended is not in the log, and the next append takes its place; but should the process end
    /// before that, it may be there at the next start: nobody can say what a disk kept that failed to say so.
    /// A retry under the same key is answered rightly in both cases.
    fn append(&self, expected_seq: u64, accepted: &[Accepted]) -> Result<u64, StoreError>;

    /// Hands over the entries after a sequence number, in order, until `each` has seen enough and says false.
    ///
    /// # Errors
    /// When an entry cannot be read.
    fn read_after(&self, seq: u64, each: &mut dyn FnMut(Logged) -> bool) -> Result<(), StoreError>;

    /// Where the log ends.
    ///
    /// # Errors
    /// When the database fails.
    fn head(&self) -> Result<Head, StoreError>;

    /// The hash of an entry; `None` when there is no such entry.
    ///
    /// # Errors
    /// When the database fails.
    fn link_at(&self, seq: u64) -> Result<Option<Link>, StoreError>;

    /// The first answers given to actors under their keys, in the order asked for: (actor, key).
    ///
    /// # Errors
    /// When the database fails.
    fn answers(&self, asked: &[(&str, &str)]) -> Result<Vec<Option<KeyedAnswer>>, StoreError>;

    /// The first answer given to an actor under a key.
    ///
    /// # Errors
    /// When the database fails.
    fn answer(&self, actor: &str, key: &str) -> Result<Option<KeyedAnswer>, StoreError> {
        Ok(self.answers(&[(actor, key)])?.pop().flatten())
    }

    /// Keeps a credential.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_credential(&self, credential: &Credential) -> Result<(), StoreError>;

    /// Uses up a link or an invitation and keeps the session it opens, in one step; `None` when it is unknown, used,
    /// expired or for another purpose.
    ///
    /// `session` makes the session from the link; where it makes none, the link stays.
    ///
    /// # Errors
    /// When nothing could be written.
    fn redeem_link(
        &self,
        hash: &[u8; 32],
        purpose: Purpose,
        now: Timestamp,
        session: &dyn Fn(&Credential) -> Option<Credential>,
    ) -> Result<Option<Credential>, StoreError>;

    /// Forgets a credential; whether there was one.
    ///
    /// # Errors
    /// When nothing could be written.
    fn remove_credential(&self, id: &str) -> Result<bool, StoreError>;

    /// Forgets what has expired, and hands over all sessions and devices that are valid.
    ///
    /// # Errors
    /// When the database fails.
    fn credentials(&self, now: Timestamp) -> Result<Vec<Credential>, StoreError>;

    /// Forgets all credentials of an account (sessions, invitations) but one; how many.
    ///
    /// # Errors
    /// When nothing could be written.
    fn remove_credentials_of(
        &self,
        account: AccountId,
        but: Option<&str>,
    ) -> Result<usize, StoreError>;

    /// Keeps when credentials were last used, by their id.
    ///
    /// # Errors
    /// When nothing could be written.
    fn touch_credentials(&self, used: &[(String, Timestamp)]) -> Result<(), StoreError>;

    /// Makes or changes an account in one step that nobody comes between, another process included.
    ///
    /// `change` is given all accounts as they are stored, by id, and says what is kept in the place of the one with
    /// that id; where it says nothing, nothing is changed.
    ///
    /// # Errors
    /// When nothing could be written; the name of another account is an error of the database.
    fn change_accounts(
        &self,
        change: &mut dyn FnMut(&[Account]) -> Option<Account>,
    ) -> Result<(), StoreError>;

    /// All accounts, by id.
    ///
    /// # Errors
    /// When the database fails.
    fn accounts(&self) -> Result<Vec<Account>, StoreError>;

    /// A number that is another one after another process has written.
    ///
    /// # Errors
    /// When the database fails.
    fn written_elsewhere(&self) -> Result<i64, StoreError>;

    /// Adds to the record of access: all of it or nothing.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_accesses(&self, accesses: &[Access]) -> Result<(), StoreError>;

    /// Reads the record of access, newest first.
    ///
    /// # Errors
    /// When the database fails.
    fn accesses(&self, filter: &AccessFilter) -> Result<Vec<NumberedAccess>, StoreError>;

    /// Removes the entries of the record of access from before a moment; how many they were. The log may be written
    /// between two steps of it.
    ///
    /// # Errors
    /// When the database fails.
    fn drop_accesses(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Keeps a device and its credential.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_device(&self, credential: &Credential, device: &Device) -> Result<(), StoreError>;

    /// All devices, by team and id. A device ends with its credential.
    ///
    /// # Errors
    /// When the database fails.
    fn devices(&self) -> Result<Vec<Device>, StoreError>;

    /// Keeps when devices were heard of, by their ids; one that has ended is passed over.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_heard(&self, heard: &[(String, Timestamp)]) -> Result<(), StoreError>;

    /// Keeps where teams were; the first of several fixes of a team at one moment stays. A power cut may take them until
    /// anything else is written.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_breadcrumbs(&self, breadcrumbs: &[Breadcrumb]) -> Result<(), StoreError>;

    /// Where a team was, by time: at most `before` fixes from right before a moment, and at most `limit` from there on.
    ///
    /// # Errors
    /// When the database fails.
    fn breadcrumbs(
        &self,
        team: TeamId,
        from: Timestamp,
        before: usize,
        limit: usize,
    ) -> Result<Vec<Fix>, StoreError>;

    /// Forgets where teams were before a moment; how many fixes that were.
    ///
    /// # Errors
    /// When nothing could be written; what was forgotten until then stays so.
    fn drop_breadcrumbs(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Keeps arrival times as they were told; the first of several told at one moment stays.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_etas(&self, etas: &[ToldEta]) -> Result<(), StoreError>;

    /// Arrival times told in a period (its end not included), by assignment and time.
    ///
    /// # Errors
    /// When the database fails.
    fn etas(&self, period: Range<Timestamp>) -> Result<Vec<ToldEta>, StoreError>;

    /// Keeps all speeds learned, in the place of those kept before.
    ///
    /// # Errors
    /// When nothing could be written.
    fn put_learned(&self, rows: &[LearnedRow]) -> Result<(), StoreError>;

    /// The speeds kept.
    ///
    /// # Errors
    /// When the database fails.
    fn learned(&self) -> Result<Vec<LearnedRow>, StoreError>;

    /// Tidies up what writing has left behind, while others read and write; to be called every few seconds. What was
    /// durable is so before and after, and also when it fails.
    ///
    /// # Errors
    /// When the file could not be written.
    fn checkpoint(&self) -> Result<(), StoreError>;
}
