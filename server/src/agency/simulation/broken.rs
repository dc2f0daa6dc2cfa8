//! Stores that break their word, each in its own way.

use std::{
    ops::Range,
    sync::{Arc, Mutex},
};

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    routing::live::LearnedRow,
    units::Timestamp,
};

use super::Wrap;
use crate::store::{
    Accepted, Access, AccessFilter, Account, AccountId, Breadcrumb, Credential, Device, Head,
    KeyedAnswer, Link, Logged, NumberedAccess, Purpose, Store, StoreError, ToldEta,
};

pub(super) const ALL: [(&str, Wrap); 3] = [
    ("answers before it has stored", |store| {
        wrapped(store, Fault::Late)
    }),
    ("loses an event of a command", |store| {
        wrapped(store, Fault::DropsEvents)
    }),
    ("forgets the keys", |store| {
        wrapped(store, Fault::ForgetsKeys)
    }),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Says that something is stored, and stores it with what comes next.
    Late,
    /// Stores the first event of a command only.
    DropsEvents,
    /// Keeps no answers for retries.
    ForgetsKeys,
}

fn wrapped(store: Arc<dyn Store>, fault: Fault) -> Arc<dyn Store> {
    Arc::new(Broken {
        store,
        fault,
        late: Mutex::default(),
    })
}

struct Broken {
    store: Arc<dyn Store>,
    fault: Fault,
    late: Mutex<Vec<Accepted>>,
}

impl Store for Broken {
    fn epoch(&self) -> &str {
        self.store.epoch()
    }

    fn append(&self, expected_seq: u64, accepted: &[Accepted]) -> Result<u64, StoreError> {
        let events = |accepted: &[Accepted]| -> u64 {
            accepted.iter().map(|it| it.events.len() as u64).sum()
        };
        let mut accepted = accepted.to_vec();
        match self.fault {
            Fault::Late => {
                let after = expected_seq + events(&accepted);
                let mut late = self.late.lock().unwrap();
                let before = std::mem::replace(&mut *late, accepted);
                self.store.append(expected_seq - events(&before), &before)?;
                return Ok(after);
            }
            Fault::DropsEvents => {
                for command in &mut accepted {
                    command.events.truncate(1);
                }
            }
            Fault::ForgetsKeys => {
                for command in &mut accepted {
                    command.answer = None;
                }
            }
        }
        // The log is shorter than the writer thinks.
        let expected = self.store.head()?.seq.min(expected_seq);
        self.store.append(expected, &accepted)
    }

    fn read_after(&self, seq: u64, each: &mut dyn FnMut(Logged) -> bool) -> Result<(), StoreError> {
        self.store.read_after(seq, each)
    }

    fn head(&self) -> Result<Head, StoreError> {
        self.store.head()
    }

    fn link_at(&self, seq: u64) -> Result<Option<Link>, StoreError> {
        self.store.link_at(seq)
    }

    fn answers(&self, asked: &[(&str, &str)]) -> Result<Vec<Option<KeyedAnswer>>, StoreError> {
        self.store.answers(asked)
    }

    fn put_credential(&self, credential: &Credential) -> Result<(), StoreError> {
        self.store.put_credential(credential)
    }

    fn redeem_link(
        &self,
        hash: &[u8; 32],
        purpose: Purpose,
        now: Timestamp,
        session: &dyn Fn(&Credential) -> Option<Credential>,
    ) -> Result<Option<Credential>, StoreError> {
        self.store.redeem_link(hash, purpose, now, session)
    }

    fn remove_credential(&self, id: &str) -> Result<bool, StoreError> {
        self.store.remove_credential(id)
    }

    fn credentials(&self, now: Timestamp) -> Result<Vec<Credential>, StoreError> {
        self.store.credentials(now)
    }

    fn remove_credentials_of(
        &self,
        account: AccountId,
        but: Option<&str>,
    ) -> Result<usize, StoreError> {
        self.store.remove_credentials_of(account, but)
    }

    fn touch_credentials(&self, used: &[(String, Timestamp)]) -> Result<(), StoreError> {
        self.store.touch_credentials(used)
    }

    fn change_accounts(
        &self,
        change: &mut dyn FnMut(&[Account]) -> Option<Account>,
    ) -> Result<(), StoreError> {
        self.store.change_accounts(change)
    }

    fn written_elsewhere(&self) -> Result<i64, StoreError> {
        self.store.written_elsewhere()
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.store.accounts()
    }

    fn put_accesses(&self, accesses: &[Access]) -> Result<(), StoreError> {
        self.store.put_accesses(accesses)
    }

    fn accesses(&self, filter: &AccessFilter) -> Result<Vec<NumberedAccess>, StoreError> {
        self.store.accesses(filter)
    }

    fn drop_accesses(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.store.drop_accesses(before)
    }

    fn put_device(&self, credential: &Credential, device: &Device) -> Result<(), StoreError> {
        self.store.put_device(credential, device)
    }

    fn devices(&self) -> Result<Vec<Device>, StoreError> {
        self.store.devices()
    }

    fn put_heard(&self, heard: &[(String, Timestamp)]) -> Result<(), StoreError> {
        self.store.put_heard(heard)
    }

    fn put_breadcrumbs(&self, breadcrumbs: &[Breadcrumb]) -> Result<(), StoreError> {
        self.store.put_breadcrumbs(breadcrumbs)
    }

    fn breadcrumbs(
        &self,
        team: TeamId,
        from: Timestamp,
        before: usize,
        limit: usize,
    ) -> Result<Vec<Fix>, StoreError> {
        self.store.breadcrumbs(team, from, before, limit)
    }

    fn drop_breadcrumbs(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.store.drop_breadcrumbs(before)
    }

    fn put_etas(&self, etas: &[ToldEta]) -> Result<(), StoreError> {
        self.store.put_etas(etas)
    }

    fn etas(&self, period: Range<Timestamp>) -> Result<Vec<ToldEta>, StoreError> {
        self.store.etas(period)
    }

    fn put_learned(&self, rows: &[LearnedRow]) -> Result<(), StoreError> {
        self.store.put_learned(rows)
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        self.store.checkpoint()
    }

    fn learned(&self) -> Result<Vec<LearnedRow>, StoreError> {
        self.store.learned()
    }
}
