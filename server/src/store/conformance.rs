//! What every store must do, written against the trait.

use std::path::Path;

use nearhand_engine::{
    dispatch::{
        Change, Event, Fix,
        ids::{AssignmentId, RequestId, TeamId},
    },
    routing::live::{HourClass, LearnedRow},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use serde_json::json;

use super::{
    Accepted, Access, AccessFilter, Account, AccountId, Action, Breadcrumb, Credential, Device,
    KeyedAnswer, Purpose, Role, SqliteStore, Store, StoreError, ToldEta,
};

/// Opens the same store again and again; what it holds must survive.
type Open<'a> = &'a dyn Fn() -> Box<dyn Store>;

fn check(test: fn(Open<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let path: &Path = folder.path();
    test(&|| Box::new(SqliteStore::open(&path.join("store.db")).unwrap()));
}

fn event(at: i64, team: u32) -> Event {
    Event {
        at: Timestamp(at),
        change: Change::TeamSignedOn {
            team: TeamId(team),
            shift: None,
        },
    }
}

fn accepted(events: Vec<Event>) -> Accepted {
    Accepted {
        actor: "dispatcher".to_owned(),
        events,
        answer: None,
    }
}

fn read(store: &dyn Store, after: u64) -> Vec<(u64, Event)> {
    let mut entries = Vec::new();
    store
        .read_after(after, &mut |logged| {
            entries.push((logged.seq, logged.event));
            true
        })
        .unwrap();
    entries
}

fn key(name: &str, seq: u64) -> KeyedAnswer {
    KeyedAnswer {
        key: name.to_owned(),
        fingerprint: [7; 32],
        seq,
        entity: json!({"id": "T1"}),
    }
}

#[test]
fn what_was_appended_is_read_in_order_after_reopening() {
    check(|open| {
        let store = open();
        let epoch = store.epoch().to_owned();
        let batch = [
            accepted(vec![event(10, 1), event(11, 2)]),
            accepted(vec![event(12, 3)]),
        ];
        assert_eq!(store.append(0, &batch).unwrap(), 3);
        drop(store);

        let store = open();
        assert_eq!(store.epoch(), epoch);
        let all = vec![(1, event(10, 1)), (2, event(11, 2)), (3, event(12, 3))];
        assert_eq!(read(&*store, 0), all);
        assert_eq!(read(&*store, 2), all[2..]);
        assert_eq!(store.append(3, &[accepted(vec![event(13, 1)])]).unwrap(), 4);
    });
}

#[test]
fn another_sequence_than_expected_appends_nothing() {
    check(|open| {
        let store = open();
        store.append(0, &[accepted(vec![event(1, 1)])]).unwrap();
        let error = store.append(0, &[accepted(vec![event(2, 2)])]).unwrap_err();
        assert!(matches!(
            error,
            StoreError::Sequence {
                expected: 0,
                found: 1
            }
        ));
        assert_eq!(read(&*store, 0).len(), 1);
    });
}

#[test]
fn a_batch_is_stored_as_a_whole_or_not_at_all() {
    check(|open| {
        let store = open();
        let with_key = |seq| Accepted {
            answer: Some(key("same", seq)),
            ..accepted(vec![event(1, 1)])
        };
        // The second command of the batch breaks the uniqueness of keys.
        store.append(0, &[with_key(1), with_key(2)]).unwrap_err();
        assert!(read(&*store, 0).is_empty());
        assert_eq!(store.answer("dispatcher", "same").unwrap(), None);
    });
}

#[test]
fn answers_are_kept_per_actor() {
    check(|open| {
        let store = open();
        let command = Accepted {
            answer: Some(key("k", 1)),
            ..accepted(vec![event(1, 1)])
        };
        store.append(0, &[command]).unwrap();
        drop(store);
        let store = open();
        assert_eq!(store.answer("dispatcher", "k").unwrap(), Some(key("k", 1)));
        assert_eq!(store.answer("field:T1", "k").unwrap(), None);
        assert_eq!(store.answer("dispatcher", "other").unwrap(), None);
    });
}

#[test]
fn texts_of_any_script_survive() {
    check(|open| {
        let store = open();
        let event = Event {
            at: Timestamp(1),
            change: Change::RequestHeld {
                request: RequestId(1),
                reason: "Ħamrun, “מחר”, 🚧\u{0}'; DROP TABLE events".to_owned(),
                until: None,
            },
        };
        store.append(0, &[accepted(vec![event.clone()])]).unwrap();
        assert_eq!(read(&*store, 0), vec![(1, event)]);
    });
}

fn credential(purpose: Purpose, hash: u8, expires_at: i64) -> Credential {
    Credential {
        hash: [hash; 32],
        purpose,
        role: Role::Field,
        team: Some(TeamId(3)),
        partner: None,
        account: None,
        id: format!("c{hash}"),
        expires_at: Timestamp(expires_at),
        used_at: Timestamp(7),
    }
}

#[test]
fn a_link_opens_one_session() {
    check(|open| {
        let store = open();
        store
            .put_credential(&credential(Purpose::Link, 1, 100))
            .unwrap();
        let session = |_: &Credential| Some(credential(Purpose::Session, 2, 200));
        let now = Timestamp(50);
        let opened = store
            .redeem_link(&[1; 32], Purpose::Link, now, &session)
            .unwrap();
        assert_eq!(opened, Some(credential(Purpose::Session, 2, 200)));
        assert_eq!(
            store
                .redeem_link(&[1; 32], Purpose::Link, now, &session)
                .unwrap(),
            None
        );
        drop(store);
        let store = open();
        assert_eq!(
            store
                .redeem_link(&[1; 32], Purpose::Link, now, &session)
                .unwrap(),
            None
        );
        assert_eq!(
            store.credentials(now).unwrap(),
            [credential(Purpose::Session, 2, 200)]
        );
    });
}

#[test]
fn only_a_link_in_time_opens_a_session() {
    check(|open| {
        let store = open();
        store
            .put_credential(&credential(Purpose::Link, 1, 100))
            .unwrap();
        store
            .put_credential(&credential(Purpose::Device, 3, 100))
            .unwrap();
        let session = |_: &Credential| Some(credential(Purpose::Session, 2, 200));
        for (hash, now) in [([1; 32], 100), ([3; 32], 50), ([9; 32], 50)] {
            let opened = store
                .redeem_link(&hash, Purpose::Link, Timestamp(now), &session)
                .unwrap();
            assert_eq!(opened, None);
        }
    });
}

#[test]
fn credentials_end_when_removed_or_expired() {
    check(|open| {
        let store = open();
        store
            .put_credential(&credential(Purpose::Device, 1, 100))
            .unwrap();
        store
            .put_credential(&credential(Purpose::Session, 2, 50))
            .unwrap();
        assert_eq!(store.credentials(Timestamp(50)).unwrap().len(), 1);
        assert!(store.remove_credential("c1").unwrap());
        assert!(!store.remove_credential("c1").unwrap());
        assert!(store.credentials(Timestamp(0)).unwrap().is_empty());
    });
}

#[test]
fn a_second_server_is_kept_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let _first = SqliteStore::open(&path).unwrap();
    assert!(SqliteStore::open(&path).is_err());
}

fn eta(assignment: u32, told_at: i64, arrives_at: i64) -> ToldEta {
    ToldEta {
        assignment: AssignmentId(assignment),
        told_at: Timestamp(told_at),
        arrives_at: Timestamp(arrives_at),
    }
}

#[test]
fn arrival_times_are_kept_as_they_were_told() {
    check(|open| {
        open()
            .put_etas(&[eta(2, 10, 500), eta(1, 20, 600), eta(1, 10, 700)])
            .unwrap();
        open()
            .put_etas(&[eta(1, 20, 999), eta(1, 30, 600)])
            .unwrap();
        let all = open().etas(Timestamp(10)..Timestamp(30)).unwrap();
        assert_eq!(all, [eta(1, 10, 700), eta(1, 20, 600), eta(2, 10, 500)]);
        assert!(
            open()
                .etas(Timestamp(31)..Timestamp(99))
                .unwrap()
                .is_empty()
        );
    });
}

#[test]
fn what_was_learned_replaces_what_was_known() {
    check(|open| {
        let row = |osm_way, count| LearnedRow {
            osm_way,
            from_osm_node: 1,
            to_osm_node: i64::from(u32::MAX) + 1,
            hours: HourClass::WeekendNight,
            count,
            log_micro: -5,
        };
        assert!(open().learned().unwrap().is_empty());
        open().put_learned(&[row(7, 1), row(3, 2)]).unwrap();
        assert_eq!(open().learned().unwrap(), [row(3, 2), row(7, 1)]);
        open().put_learned(&[row(3, 4)]).unwrap();
        assert_eq!(open().learned().unwrap(), [row(3, 4)]);
    });
}

#[test]
fn a_link_that_makes_no_session_stays() {
    check(|open| {
        let store = open();
        let link = credential(Purpose::Invitation, 1, 100);
        store.put_credential(&link).unwrap();
        let now = Timestamp(50);
        let redeem = |purpose, session: Option<Credential>| {
            store.redeem_link(&[1; 32], purpose, now, &|_| session.clone())
        };
        let session = Some(credential(Purpose::Session, 2, 200));
        assert_eq!(redeem(Purpose::Link, session.clone()).unwrap(), None);
        assert_eq!(redeem(Purpose::Invitation, None).unwrap(), None);
        assert_eq!(
            redeem(Purpose::Invitation, session.clone()).unwrap(),
            session
        );
    });
}

#[test]
fn the_sessions_of_an_account_end_together_and_their_use_is_kept() {
    check(|open| {
        let store = open();
        let now = Timestamp(50);
        for hash in 1..=4 {
            let of_account = Credential {
                account: (hash > 1).then_some(AccountId(9)),
                partner: Some("fire".to_owned()),
                ..credential(Purpose::Session, hash, 200)
            };
            store.put_credential(&of_account).unwrap();
        }
        let used = [("c3".to_owned(), Timestamp(40)), ("gone".to_owned(), now)];
        store.touch_credentials(&used).unwrap();
        let removed = store.remove_credentials_of(AccountId(9), Some("c3"));
        assert_eq!(removed.unwrap(), 2);
        drop(store);
        let left = open().credentials(now).unwrap();
        let left: Vec<_> = left.iter().map(|one| (&*one.id, one.used_at.0)).collect();
        assert_eq!(left, [("c1", 7), ("c3", 40)]);
        assert_eq!(open().remove_credentials_of(AccountId(9), None).unwrap(), 1);
    });
}

#[test]
fn the_record_of_access_is_removed_up_to_a_moment() {
    check(|open| {
        let store = open();
        let entry = |at| Access {
            at: Timestamp(at),
            actor: "dispatcher".to_owned(),
            action: Action::Read,
            subject: None,
            detail: None,
            count: 1,
        };
        // More than are removed in one step.
        let entries: Vec<Access> = (0..12_000).map(entry).collect();
        store.put_accesses(&entries).unwrap();
        assert_eq!(store.drop_accesses(Timestamp(11_998)).unwrap(), 11_998);
        assert_eq!(store.drop_accesses(Timestamp(11_998)).unwrap(), 0);
        drop(store);
        let filter = AccessFilter {
            before: None,
            actor: None,
            subject: None,
            action: None,
            limit: 10,
        };
        let left = open().accesses(&filter).unwrap();
        let left: Vec<i64> = left.iter().map(|one| one.access.at.0).collect();
        assert_eq!(left, [11_999, 11_998]);
    });
}

#[test]
fn accounts_are_kept_whole_and_names_are_unique() {
    check(|open| {
        let store = open();
        let account = Account {
            id: AccountId(2),
            name: "maria".to_owned(),
            role: Role::Partner,
            team: Some(TeamId(3)),
            partner: Some("fire".to_owned()),
            password: Some("$argon2id$…".to_owned()),
            totp: Some(vec![0, 255]),
            totp_step: 5,
            failures: 6,
            locked_until: Some(Timestamp(7)),
            made_at: Timestamp(8),
            signed_in_at: Some(Timestamp(9)),
            disabled_at: Some(Timestamp(10)),
            version: 11,
        };
        let bare = Account {
            id: AccountId(1),
            name: "bare".to_owned(),
            team: None,
            partner: None,
            password: None,
            totp: None,
            locked_until: None,
            signed_in_at: None,
            disabled_at: None,
            ..account
        };
        let put = |account: &Account| store.change_accounts(&mut |_| Some(account.clone()));
        for account in [&account, &bare] {
            put(account).unwrap();
        }
        // Who changes one sees all of them, and may leave them as they are.
        let mut seen = Vec::new();
        let look = &mut |accounts: &[Account]| {
            seen = accounts.to_vec();
            None
        };
        store.change_accounts(look).unwrap();
        assert_eq!(seen, [bare.clone(), account.clone()]);
        let same_name = Account {
            id: AccountId(3),
            ..bare.clone()
        };
        assert!(put(&same_name).is_err());
        let changed = Account {
            failures: 0,
            ..account
        };
        put(&changed).unwrap();
        drop(store);
        assert_eq!(open().accounts().unwrap(), [bare, changed]);
    });
}

#[test]
fn the_record_of_access_is_read_newest_first() {
    check(|open| {
        let store = open();
        let access = |at, subject: Option<&str>, action| Access {
            at: Timestamp(at),
            actor: format!("supervisor:U{at}"),
            action,
            subject: subject.map(str::to_owned),
            detail: Some("“why”".to_owned()),
            count: 3,
        };
        let all = [
            access(1, Some("R1"), Action::Read),
            access(2, None, Action::SignedIn),
            access(3, Some("R1"), Action::BrokeGlass),
        ];
        store.put_accesses(&all[..1]).unwrap();
        store.put_accesses(&all[1..]).unwrap();
        drop(store);
        let store = open();
        let read = |filter: AccessFilter| -> Vec<_> {
            let found = store.accesses(&filter).unwrap().into_iter();
            found.map(|one| (one.number, one.access)).collect()
        };
        let [first, second, third] = all;
        let limit = |limit| AccessFilter {
            limit,
            ..AccessFilter::default()
        };
        assert_eq!(read(limit(2)), [(3, third.clone()), (2, second.clone())]);
        let before = AccessFilter {
            before: Some(3),
            ..limit(9)
        };
        assert_eq!(read(before), [(2, second.clone()), (1, first.clone())]);
        let about = AccessFilter {
            subject: Some("R1".to_owned()),
            ..limit(9)
        };
        assert_eq!(read(about), [(3, third.clone()), (1, first)]);
        let by = AccessFilter {
            actor: Some("supervisor:U2".to_owned()),
            ..limit(9)
        };
        assert_eq!(read(by), [(2, second)]);
        let what = AccessFilter {
            action: Some(Action::BrokeGlass),
            ..limit(9)
        };
        assert_eq!(read(what), [(3, third)]);
    });
}

fn device(number: u8, team: u32, heard_at: Option<i64>) -> Device {
    Device {
        id: format!("c{number}"),
        team: TeamId(team),
        name: format!("Grey phone ‘{number}’"),
        made_at: Timestamp(5),
        heard_at: heard_at.map(Timestamp),
    }
}

#[test]
fn a_device_is_known_as_long_as_its_credential() {
    check(|open| {
        let of = |number: u8, team, expires_at| Credential {
            team: Some(TeamId(team)),
            ..credential(Purpose::Device, number, expires_at)
        };
        let store = open();
        for (number, team, expires_at) in [(1, 10, 900), (2, 9, 900), (3, 9, 50)] {
            let credential = of(number, team, expires_at);
            store
                .put_device(&credential, &device(number, team, None))
                .unwrap();
        }
        store
            .put_credential(&credential(Purpose::Session, 4, 900))
            .unwrap();
        let heard = [
            ("c2".to_owned(), Timestamp(40)),
            ("gone".to_owned(), Timestamp(41)),
        ];
        store.put_heard(&heard).unwrap();
        drop(store);
        let store = open();
        let all = [
            device(2, 9, Some(40)),
            device(3, 9, None),
            device(1, 10, None),
        ];
        assert_eq!(store.devices().unwrap(), all);
        assert!(store.remove_credential("c2").unwrap());
        // The third has expired.
        store.credentials(Timestamp(50)).unwrap();
        assert_eq!(store.devices().unwrap(), all[2..]);
        // Its name may be given again.
        store
            .put_device(&of(2, 9, 900), &device(2, 9, None))
            .unwrap();
        assert_eq!(store.devices().unwrap()[0], device(2, 9, None));
    });
}

fn crumb(team: u32, at: i64) -> Breadcrumb {
    let known = |value: f64| (at % 2 == 0).then_some(value);
    Breadcrumb {
        team: TeamId(team),
        fix: Fix {
            position: LngLat::new(14.5, 35.9).unwrap(),
            at: Timestamp(at),
            speed: known(1.25).map(MetresPerSecond),
            bearing: known(90.5).and_then(Bearing::new),
            accuracy: known(4.5).map(Metres),
        },
    }
}

#[test]
fn where_a_team_was_is_read_by_time() {
    check(|open| {
        let came = [crumb(1, 30), crumb(2, 20), crumb(1, 10), crumb(1, 21)];
        open().put_breadcrumbs(&came).unwrap();
        let mut twice = crumb(1, 30);
        twice.fix.position = LngLat::new(0.0, 0.0).unwrap();
        open().put_breadcrumbs(&[twice, crumb(1, 40)]).unwrap();
        let store = open();
        let read = |from, before, limit| -> Vec<i64> {
            let fixes = store.breadcrumbs(TeamId(1), Timestamp(from), before, limit);
            fixes.unwrap().iter().map(|fix| fix.at.0).collect()
        };
        assert_eq!(read(0, 9, 9), [10, 21, 30, 40]);
        assert_eq!(read(30, 1, 1), [21, 30]);
        assert_eq!(read(22, 0, 9), [30, 40]);
        assert_eq!(read(99, 9, 9), [10, 21, 30, 40]);
        let all = store.breadcrumbs(TeamId(1), Timestamp(0), 0, 9).unwrap();
        let first_of_each = [crumb(1, 10), crumb(1, 21), crumb(1, 30), crumb(1, 40)];
        assert_eq!(all, first_of_each.map(|crumb| crumb.fix));
    });
}

#[test]
fn where_teams_were_is_forgotten_up_to_a_moment() {
    check(|open| {
        let store = open();
        // More than are forgotten in one step.
        let seconds = |team, seconds: i64| crumb(team, seconds * 1000);
        let many: Vec<Breadcrumb> = (0..30_000).map(|at| seconds(7, at)).collect();
        store.put_breadcrumbs(&many).unwrap();
        let before = Timestamp(29_500_000);
        let two = [seconds(9, 29_499), seconds(9, 29_500)];
        store.put_breadcrumbs(&two).unwrap();
        assert_eq!(store.drop_breadcrumbs(before).unwrap(), 29_501);
        assert_eq!(store.drop_breadcrumbs(before).unwrap(), 0);
        drop(store);
        let store = open();
        for (team, left) in [(7, 500), (9, 1)] {
            let fixes = store
                .breadcrumbs(TeamId(team), Timestamp(0), 0, 9999)
                .unwrap();
            assert_eq!((fixes.len(), fixes[0].at), (left, before));
        }
    });
}
