//! The way back to the present board at a start, and the snapshots that keep it short.

use std::{sync::Arc, time::Duration};

use tokio::time::MissedTickBehavior;

use super::{Published, RING};
use crate::{
    app::App,
    blocking,
    store::{Head, Snapshot, Snapshots, Store, StoreError},
};

/// A snapshot is taken when this many entries have come since the last one: a start replays little more.
const EVERY: u64 = 50_000;
/// A snapshot stands this far behind the end of the log, so that the events after it are at hand for clients
/// that come back after the start.
const BEHIND: u64 = 2_000;
/// Entries read in one go: nobody else reads from the store meanwhile.
const AT_ONCE: usize = 100;
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The board as the log tells it.
///
/// # Errors
/// When the log cannot be read.
pub(super) fn recover(store: &dyn Store, snapshots: &Snapshots) -> Result<Published, StoreError> {
    let mut published = match snapshots.newest(store)? {
        Some(snapshot) => Published::at(snapshot),
        None => Published::default(),
    };
    let from = published.seq;
    let end = store.head()?.seq;
    let kept = u64::try_from(RING).unwrap_or(u64::MAX);
    store.read_after(from, &mut |logged| {
        if logged.seq + kept > end {
            published.apply(&logged.event);
        } else {
            published.replay(&logged.event);
        }
        true
    })?;
    tracing::info!(
        snapshot = from,
        replayed = published.seq - from,
        "the board stands as the log tells it"
    );
    Ok(published)
}

/// Takes snapshots when they are due, until the server stops.
pub(crate) async fn keep(app: App, store: Arc<dyn Store>, snapshots: Snapshots) {
    let mut beat = tokio::time::interval(LOOK_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stopped = app.stopped();
    tokio::pin!(stopped);
    let mut last = snapshots.files().last().map_or(0, |&(seq, _)| seq);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = &mut stopped => return,
        }
        let seq = app.agency.published().seq;
        if seq < last + EVERY + BEHIND {
            continue;
        }
        let (store, snapshots) = (Arc::clone(&store), snapshots.clone());
        let taken = blocking::behind(move || take(&*store, &snapshots, seq - BEHIND)).await;
        match taken {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a snapshot could not be written: the next start takes longer"
            ),
            // It has panicked, and that was logged.
            Err(_) => {}
        }
        // One that failed is tried again when as much has come once more, not at every look.
        last = seq - BEHIND;
    }
}

/// Takes a snapshot after an entry.
///
/// It is made from the last one and the log, as a start makes it, and not from the live board: that one would
/// have to stand still while it is copied, and every command would wait.
pub(super) fn take(store: &dyn Store, snapshots: &Snapshots, seq: u64) -> Result<(), StoreError> {
    let before = snapshots.newest(store)?.filter(|it| it.head.seq <= seq);
    let (mut at, mut board) = before.map_or_else(Default::default, |it| (it.head.seq, it.board));
    loop {
        let (from, mut left) = (at, AT_ONCE);
        store.read_after(from, &mut |logged| {
            if logged.seq > seq || left == 0 {
                return false;
            }
            board.apply(&logged.event);
            (at, left) = (logged.seq, left - 1);
            true
        })?;
        if at == from {
            break;
        }
    }
    let Some(link) = store.link_at(at)? else {
        return Ok(());
    };
    let head = Head { seq: at, link };
    snapshots.put(store.epoch(), &Snapshot { head, board })
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{
        dispatch::{Board, Command},
        units::Timestamp,
    };

    use super::*;
    use crate::{
        agency::Missed,
        store::{Accepted, SqliteStore},
    };

    const ENTRIES: u64 = 300;

    /// A log of teams that sign on and off.
    fn fill(store: &dyn Store) -> Board {
        let mut board = Board::new();
        for number in 0..ENTRIES {
            let command = Command::AddTeam {
                callsign: format!("Team {number}"),
                capabilities: [].into(),
                post: None,
            };
            let at = Timestamp(i64::try_from(number).unwrap());
            let events = board.decide(&command, at).unwrap();
            for event in &events {
                board.apply(event);
            }
            let accepted = Accepted {
                actor: "dispatcher".to_owned(),
                events,
                answer: None,
            };
            store.append(number, &[accepted]).unwrap();
        }
        board
    }

    /// Entries that were replayed, seen by what is at hand for clients.
    fn replayed(published: &Published) -> usize {
        (0..=ENTRIES)
            .find_map(|seq| match published.missed_since(seq, usize::MAX) {
                Missed::Events(events) => Some(events.len()),
                Missed::TooMuch => None,
            })
            .unwrap()
    }

    #[test]
    fn a_start_replays_only_what_came_after_the_snapshot() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        let snapshots = Snapshots::of(folder.path());
        let board = fill(&store);
        let without = recover(&store, &snapshots).unwrap();
        assert_eq!((&without.board, replayed(&without)), (&board, 300));

        for (taken_at, left) in [(100, 200), (250, 50), (299, 1)] {
            take(&store, &snapshots, taken_at).unwrap();
            let with = recover(&store, &snapshots).unwrap();
            assert_eq!((&with.board, with.seq), (&board, ENTRIES));
            assert_eq!(replayed(&with), left);
        }
        let kept: Vec<u64> = snapshots.files().into_iter().map(|(seq, _)| seq).collect();
        assert_eq!(kept, [250, 299]);
    }

    #[test]
    fn a_snapshot_that_does_not_fit_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        let snapshots = Snapshots::of(folder.path());
        let board = fill(&store);
        take(&store, &snapshots, 100).unwrap();
        take(&store, &snapshots, 200).unwrap();
        let (_, newest) = snapshots.files().pop().unwrap();
        let whole = std::fs::read(&newest).unwrap();
        let end = whole.iter().position(|&byte| byte == b'\n').unwrap();
        let title = String::from_utf8(whole[..end].to_vec()).unwrap();
        let with_title = |title: &str| [title.as_bytes(), &whole[end..]].concat();
        let changed_at = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        };
        let others = [
            Vec::new(),
            whole[..whole.len() / 2].to_vec(),
            changed_at(end + 40),
            changed_at(whole.len() - 2),
            with_title(&title.replace("\"board_format\":", "\"board_format\":9")),
            with_title(&title.replace(store.epoch(), "another")),
        ];
        for bytes in others {
            assert_ne!(bytes, whole);
            std::fs::write(&newest, bytes).unwrap();
            let recovered = recover(&store, &snapshots).unwrap();
            assert_eq!((&recovered.board, replayed(&recovered)), (&board, 200));
        }
        // Nor is one of a log that went another way.
        let folder = tempfile::tempdir().unwrap();
        let other = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        fill(&other);
        std::fs::write(&newest, &whole).unwrap();
        assert_eq!(replayed(&recover(&other, &snapshots).unwrap()), 300);
    }
}
