//! How long a name is left alone after wrong passwords.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use nearhand_engine::units::{Millis, Timestamp};

/// So many wrong ones cost nothing: people mistype.
const FREE: u32 = 5;
const FIRST_LOCK: Millis = Millis(30_000);
const LONGEST_LOCK: Millis = Millis(15 * 60_000);
/// Names that no account has and that are remembered at most; beyond, all of them are forgotten.
const UNKNOWN_KEPT: usize = 10_000;

/// How long no password is looked at after so many wrong ones in a row: doubling, up to a quarter of an hour. A guesser
/// gets some 100 tries a day, and who is locked out by another's guesses waits a quarter of an hour at most.
#[must_use]
pub(super) fn lock_after(failures: u32) -> Option<Millis> {
    let doublings = failures.checked_sub(FREE)?.min(16);
    Some(Millis((FIRST_LOCK.0 << doublings).min(LONGEST_LOCK.0)))
}

/// Wrong tries for names that no account has: they are locked like the others, or a lock would tell which names exist.
#[derive(Default)]
pub(super) struct Unknown(Mutex<HashMap<String, Tries>>);

#[derive(Clone, Copy, Default)]
struct Tries {
    failures: u32,
    locked_until: Option<Timestamp>,
}

impl Unknown {
    /// Until when a name is locked.
    pub(super) fn locked_until(&self, name: &str) -> Option<Timestamp> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.get(name)?.locked_until
    }

    /// Counts a wrong try.
    pub(super) fn fail(&self, name: &str, now: Timestamp) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= UNKNOWN_KEPT && !tries.contains_key(name) {
            tries.clear();
        }
        let tries = tries.entry(name.to_owned()).or_default();
        tries.failures = tries.failures.saturating_add(1);
        tries.locked_until = lock_after(tries.failures).map(|lock| now.plus(lock));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_double_up_to_a_quarter_of_an_hour() {
        let seconds = |failures| lock_after(failures).map(|lock| lock.0 / 1000);
        let expected = [
            (0, None),
            (4, None),
            (5, Some(30)),
            (6, Some(60)),
            (9, Some(480)),
            (10, Some(900)),
            (u32::MAX, Some(900)),
        ];
        for (failures, lock) in expected {
            assert_eq!(seconds(failures), lock, "{failures}");
        }
    }

    #[test]
    fn a_name_without_an_account_is_locked_like_one_with() {
        let unknown = Unknown::default();
        for _ in 1..FREE {
            unknown.fail("nobody", Timestamp(0));
            assert_eq!(unknown.locked_until("nobody"), None);
        }
        unknown.fail("nobody", Timestamp(7));
        assert_eq!(unknown.locked_until("nobody"), Some(Timestamp(30_007)));
        assert_eq!(unknown.locked_until("another"), None);
    }

    #[test]
    fn no_more_names_are_kept_than_fit() {
        let unknown = Unknown::default();
        for number in 0..=UNKNOWN_KEPT {
            unknown.fail(&number.to_string(), Timestamp(0));
        }
        assert_eq!(unknown.0.lock().unwrap().len(), 1);
    }
}
