//! That the disk is a disk, and a cruel one; and what SQLite and the store make of it.

use nearhand_engine::{
    dispatch::{Change, Event, Fix, ids::TeamId},
    units::{LngLat, Timestamp},
};
use rusqlite::{Connection, OpenFlags};

use super::*;
use crate::store::{Accepted, Breadcrumb, SqliteStore, Store as _, StoreError};

fn batch(first: u64) -> [Accepted; 2] {
    let accepted = |number: u64| Accepted {
        actor: "dispatcher".to_owned(),
        events: vec![Event {
            at: Timestamp(i64::try_from(number).unwrap()),
            change: Change::TeamSignedOff {
                team: TeamId(u32::try_from(number).unwrap()),
            },
        }],
        answer: None,
    };
    [accepted(first), accepted(first + 1)]
}

/// Entries in the log, which must be a whole number of batches.
fn entries(store: &SqliteStore) -> u64 {
    let mut entries = 0;
    let mut count = |logged: crate::store::Logged| {
        entries += 1;
        logged.seq == entries
    };
    store.read_after(0, &mut count).unwrap();
    assert_eq!(entries % 2, 0, "half a batch");
    assert_eq!(store.head().unwrap().seq, entries);
    entries
}

fn plain(disk: &Disk) -> rusqlite::Result<Connection> {
    Connection::open_with_flags_and_vfs(DATABASE, OpenFlags::default(), disk.vfs_name())
}

fn is_sound(disk: &Disk) -> bool {
    let checked = plain(disk).and_then(|connection| {
        connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
    });
    checked.is_ok_and(|said| said == "ok")
}

#[test]
fn without_faults_it_is_a_disk() {
    let disk = Disk::new(1);
    for round in 0..20 {
        let store = disk.store().unwrap();
        assert_eq!(entries(&store), round * 2);
        store.append(round * 2, &batch(round * 2)).unwrap();
        if round % 3 == 0 {
            disk.switch_off();
            drop(store);
            disk.kill();
        }
    }
    assert!(is_sound(&disk));
}

/// Where a team was at some moments, which nobody syncs.
fn crumbs(from: u64) -> Vec<Breadcrumb> {
    let fix = |number: u64| Fix {
        at: Timestamp(i64::try_from(number).unwrap()),
        position: LngLat::new(14.5, 35.9).unwrap(),
        accuracy: None,
        speed: None,
        bearing: None,
    };
    let crumb = |number| Breadcrumb {
        team: TeamId(1),
        fix: fix(number),
    };
    (from..from + 40).map(crumb).collect()
}

/// How many of them there are, which must be the first ones.
fn kept_crumbs(store: &SqliteStore) -> u64 {
    let kept = store.breadcrumbs(TeamId(1), Timestamp(0), 0, 100_000);
    let moments = kept.unwrap().into_iter().map(|fix| fix.at.0);
    let mut count = 0;
    for at in moments {
        assert_eq!(at, count, "a gap");
        count += 1;
    }
    u64::try_from(count).unwrap()
}

#[test]
fn what_is_not_synced_is_safe_with_the_next_that_is() {
    let mut lost = 0;
    for seed in 0..200 {
        let disk = Disk::new(seed);
        let mut store = disk.store().unwrap();
        let (mut stored, mut written, mut safe) = (0, 0, 0);
        for round in 0..6 {
            disk.cut_after((seed * 7 + round * 5) % 67);
            while !disk.is_off() {
                if store.put_breadcrumbs(&crumbs(written)).is_ok() {
                    written += 40;
                }
                if let Ok(now) = store.append(stored, &batch(stored)) {
                    (stored, safe) = (now, written);
                }
            }
            drop(store);
            disk.power_cut();
            assert!(is_sound(&disk), "seed {seed}, cut {round}");
            store = disk.store().unwrap();
            let found = (entries(&store), kept_crumbs(&store));
            assert!(found.0 == stored || found.0 == stored + 2, "seed {seed}");
            assert!(found.1 >= safe, "seed {seed}: {} of {safe}", found.1);
            lost += u64::from(found.1 < written);
            (stored, written, safe) = (found.0, found.1, found.1);
        }
    }
    assert!(lost > 10, "{lost}: they were synced by themselves");
}

#[test]
fn where_teams_were_is_synced_by_what_is_written_next() {
    let disk = Disk::new(5);
    let store = disk.store().unwrap();
    store.append(0, &batch(0)).unwrap();
    let before = disk.operations().syncs;
    store.put_breadcrumbs(&crumbs(0)).unwrap();
    assert_eq!(disk.operations().syncs, before);
    store.append(2, &batch(2)).unwrap();
    assert!(disk.operations().syncs > before);
}

#[test]
fn what_was_stored_survives_a_power_cut_at_any_operation() {
    let (mut cuts, mut torn) = (0, 0);
    for seed in 0..300 {
        let disk = Disk::new(seed);
        let mut store = disk.store().unwrap();
        let mut stored = 0;
        for round in 0..6 {
            disk.cut_after((seed * 7 + round * 5) % 23);
            while !disk.is_off() {
                match store.append(stored, &batch(stored)) {
                    Ok(now) => stored = now,
                    Err(_) => assert!(disk.is_off(), "seed {seed}: an error while it was on"),
                }
            }
            cuts += 1;
            drop(store);
            disk.power_cut();
            assert!(is_sound(&disk), "seed {seed}, cut {round}");
            store = disk.store().unwrap();
            let found = entries(&store);
            // The batch that was being stored is there as a whole or not at all.
            assert!(
                found == stored || found == stored + 2,
                "seed {seed}: {found} of {stored}"
            );
            stored = found;
        }
        torn += disk.operations().torn;
    }
    assert_eq!(cuts, 1800);
    assert!(torn > 1000, "{torn} writes torn only");
}

/// The same cuts, with a database that does not wait for the disk: if nothing were lost, the disk would be too kind.
#[test]
fn a_database_that_does_not_sync_loses_what_it_stored() {
    let mut lost = 0;
    for seed in 0..100 {
        let disk = Disk::new(seed);
        let connection = plain(&disk).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE t (n INTEGER)",
            )
            .unwrap();
        for number in 0..20 {
            connection
                .execute("INSERT INTO t VALUES (?1)", [number])
                .unwrap();
        }
        disk.switch_off();
        drop(connection);
        disk.power_cut();
        let count = plain(&disk)
            .and_then(|it| it.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0)));
        lost += i32::from(count.ok() != Some(20));
    }
    assert!(lost > 50, "{lost} of 100");
}

#[test]
fn on_a_full_disk_reads_go_on_and_nothing_is_half_written() {
    let disk = Disk::new(3);
    let store = disk.store().unwrap();
    store.append(0, &batch(0)).unwrap();
    disk.set_full(true);
    let mut refused = 0;
    for _ in 0..10 {
        let stored = store.head().unwrap().seq;
        // Room that was used before may be used again; then it succeeds.
        match store.append(stored, &batch(stored)) {
            Ok(now) => assert_eq!(entries(&store), now),
            Err(StoreError::Full { .. }) => {
                refused += 1;
                assert_eq!(entries(&store), stored);
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert!(refused > 0);
    disk.set_full(false);
    let stored = entries(&store);
    assert_eq!(store.append(stored, &batch(stored)).unwrap(), stored + 2);
    assert!(is_sound(&disk));
}

#[test]
fn after_an_operation_that_failed_the_store_goes_on() {
    for (nth, op) in (1..8).flat_map(|nth| [(nth, Op::Write), (nth, Op::Sync)]) {
        let disk = Disk::new(nth);
        let store = disk.store().unwrap();
        disk.fail_next(nth, op);
        let mut stored = 0;
        for _ in 0..10 {
            match store.append(stored, &batch(stored)) {
                Ok(now) => stored = now,
                Err(error) => match op {
                    Op::Write => assert!(matches!(error, StoreError::Full { .. }), "{error:?}"),
                    Op::Sync => assert!(matches!(error, StoreError::Disk { .. }), "{error:?}"),
                },
            }
            assert_eq!(entries(&store), stored, "{nth} {op:?}");
        }
        drop(store);
        let store = disk.store().unwrap();
        assert_eq!(entries(&store), stored, "{nth} {op:?}");
    }
}

/// What a process could not sync, and the next one takes for stored, is stored from then on.
#[test]
fn what_a_sync_that_failed_left_behind_survives_once_it_was_seen() {
    let mut seen = 0;
    for seed in 0..50 {
        let disk = Disk::new(seed);
        let store = disk.store().unwrap();
        store.append(0, &batch(0)).unwrap();
        disk.fail_next(1, Op::Sync);
        assert!(store.append(2, &batch(2)).is_err());
        disk.switch_off();
        drop(store);
        disk.kill();
        let store = disk.store().unwrap();
        let stored = entries(&store);
        seen += u32::from(stored == 4);
        let stored = store.append(stored, &batch(stored)).unwrap();
        disk.switch_off();
        drop(store);
        disk.power_cut();
        assert_eq!(entries(&disk.store().unwrap()), stored, "seed {seed}");
        assert!(is_sound(&disk), "seed {seed}");
    }
    assert!(seen > 0, "nothing was left behind");
}
