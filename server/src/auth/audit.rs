//! The record of access: who signed in, who was refused, who looked at what tells of a person.
//!
//! Changes to the board are in the log itself. Entries are written in batches, so that a read does not wait for
//! the disk; what must be on record before it is answered waits for it.

use std::sync::{Arc, Mutex, PoisonError};

use nearhand_engine::units::{Millis, Timestamp};

use super::Principal;
use crate::store::{Access, AccessFilter, Action, NumberedAccess, Store, StoreError};

/// The same done again within this time is one entry with a count.
const SAME_WITHIN: Millis = Millis(10_000);
/// Most entries that wait to be written: then nobody reads what would have to be recorded.
const MOST_WAITING: usize = 50_000;

/// Who is named when nobody is signed in.
pub(crate) const NOBODY: &str = "nobody";
/// Who is named for what is done at the server itself.
const OPERATOR: &str = "operator";

/// Keeps the record of access.
pub struct Audit {
    store: Arc<dyn Store>,
    waiting: Mutex<Vec<Access>>,
    /// Held while writing, so that entries come into the store in order.
    writing: Mutex<()>,
}

/// Who did something.
#[derive(Clone, Copy, Debug)]
pub enum Doer<'a> {
    /// Somebody who is not signed in.
    Nobody,
    /// A caller.
    Caller(&'a Principal),
    /// Somebody at the server itself: `nearhand user`.
    Operator,
}

impl Doer<'_> {
    fn actor(self) -> String {
        match self {
            Self::Nobody => NOBODY.to_owned(),
            Self::Caller(principal) => principal.actor(),
            Self::Operator => OPERATOR.to_owned(),
        }
    }
}

impl<'a> From<Option<&'a Principal>> for Doer<'a> {
    fn from(principal: Option<&'a Principal>) -> Self {
        principal.map_or(Self::Nobody, Self::Caller)
    }
}

/// Something to be recorded.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// Who.
    pub by: Doer<'a>,
    /// What.
    pub action: Action,
    /// About what.
    pub subject: Option<String>,
    /// The route, or the reason given.
    pub detail: Option<String>,
}

impl Audit {
    /// A record in a store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            waiting: Mutex::default(),
            writing: Mutex::default(),
        }
    }

    /// Whether so much waits to be written that nothing may be read.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.len() >= MOST_WAITING
    }

    /// Records a deed with the next batch.
    pub fn note(&self, deed: Deed<'_>, now: Timestamp) {
        let entry = Access {
            at: now,
            actor: deed.by.actor(),
            action: deed.action,
            subject: deed.subject,
            detail: deed.detail,
            count: 1,
        };
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |one: &&mut Access| {
            (&one.actor, one.action, &one.subject, &one.detail)
                == (&entry.actor, entry.action, &entry.subject, &entry.detail)
                && now.since(one.at) <= SAME_WITHIN
        };
        // Only the last few: a page asks for a handful of things over and over.
        match waiting.iter_mut().rev().take(16).find(same) {
            Some(one) => one.count = one.count.saturating_add(1),
            None => waiting.push(entry),
        }
    }

    /// Records a deed and what waited before it, on disk when it returns. Disk: not for the async workers.
    ///
    /// # Errors
    /// When it could not be written: then the deed is not to be done.
    pub fn record(&self, deed: Deed<'_>, now: Timestamp) -> Result<(), StoreError> {
        self.note(deed, now);
        self.write()
    }

    /// Writes what waits. Disk: not for the async workers.
    ///
    /// # Errors
    /// When it could not be written; it waits on.
    pub fn write(&self) -> Result<(), StoreError> {
        let _order = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let take = || {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *waiting)
        };
        let entries = take();
        if entries.is_empty() {
            return Ok(());
        }
        self.store.put_accesses(&entries).inspect_err(|_| {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let newer = std::mem::replace(&mut *waiting, entries.clone());
            waiting.extend(newer);
        })
    }

    /// Removes what is from before a moment; how many entries that were. Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.store.drop_accesses(before)
    }

    /// Reads the record, newest first, what waits included. Disk: not for the async workers.
    ///
    /// # Errors
    /// When the store fails.
    pub fn read(&self, filter: &AccessFilter) -> Result<Vec<NumberedAccess>, StoreError> {
        self.write()?;
        self.store.accesses(filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SqliteStore;

    fn read(subject: Option<&str>) -> Deed<'static> {
        Deed {
            by: Doer::Nobody,
            action: Action::Read,
            subject: subject.map(str::to_owned),
            detail: Some("GET /api/v1/requests/{id}".to_owned()),
        }
    }

    #[test]
    fn the_same_again_is_one_entry_and_all_is_found_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        {
            let audit = Audit::new(Arc::new(SqliteStore::open(&path).unwrap()));
            for (subject, at) in [("R1", 0), ("R2", 10), ("R1", 20), ("R1", 10_001)] {
                audit.note(read(Some(subject)), Timestamp(at));
            }
            audit.record(read(None), Timestamp(30_000)).unwrap();
        }
        let audit = Audit::new(Arc::new(SqliteStore::open(&path).unwrap()));
        let all = |filter: &AccessFilter| -> Vec<_> {
            let found = audit.read(filter).unwrap().into_iter();
            found
                .map(|one| (one.number, one.access.subject, one.access.count))
                .collect()
        };
        let r = |n: u32| Some(format!("R{n}"));
        let mut filter = AccessFilter {
            limit: 10,
            ..AccessFilter::default()
        };
        assert_eq!(
            all(&filter),
            [(4, None, 1), (3, r(1), 1), (2, r(2), 1), (1, r(1), 2)]
        );
        filter.before = Some(3);
        assert_eq!(all(&filter), [(2, r(2), 1), (1, r(1), 2)]);
        filter.subject = r(1);
        assert_eq!(all(&filter), [(1, r(1), 2)]);
        filter.action = Some(Action::SignedIn);
        assert_eq!(all(&filter), []);
        filter.action = Some(Action::Read);
        filter.actor = Some(NOBODY.to_owned());
        assert_eq!(all(&filter), [(1, r(1), 2)]);
        filter.actor = Some("dispatcher".to_owned());
        assert_eq!(all(&filter), []);
    }
}
