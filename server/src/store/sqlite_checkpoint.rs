//! Checkpoints: what the write-ahead log holds is brought into the file, apart from those who write
//! (<https://www.sqlite.org/wal.html#checkpointing>).
//!
//! Left to SQLite, every few hundred commits one of them would do it, and its caller would wait for the whole of it: tens of
//! milliseconds, twice a second while many commands come.

use rusqlite::Connection;

use super::{StoreError, sqlite::database};

/// From so many pages on the log is begun anew, 16 MB: until then it only grows.
const LONG: i64 = 4096;
/// Should nobody make checkpoints, a commit makes one when the log has so many pages, 256 MB.
const LAST_RESORT: i64 = 65_536;

/// Leaves checkpoints to [`checkpoint`], for as long as somebody calls it.
pub(super) fn leave_to_others(writer: &Connection) -> Result<(), StoreError> {
    writer
        .pragma_update(None, "wal_autocheckpoint", LAST_RESORT)
        .map_err(database)
}

/// Brings in what is committed; whether the log has become long. Others may read and write meanwhile.
pub(super) fn checkpoint(connection: &Connection) -> Result<bool, StoreError> {
    let pages: i64 = connection
        .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1))
        .map_err(database)?;
    Ok(pages >= LONG)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use nearhand_engine::{
        dispatch::{Fix, ids::TeamId},
        units::{LngLat, Timestamp},
    };

    use super::*;
    use crate::store::{Breadcrumb, SqliteStore, Store as _};

    const PAGE: u64 = 4096;

    /// Writes at least so many pages.
    fn write(store: &SqliteStore, minute: i64, pages: i64) {
        for number in 0..pages {
            let fix = Fix {
                position: LngLat::new(14.5, 35.9).unwrap(),
                at: Timestamp((minute * pages + number) * 60_000),
                speed: None,
                bearing: None,
                accuracy: None,
            };
            let team = TeamId(1);
            store.put_breadcrumbs(&[Breadcrumb { team, fix }]).unwrap();
        }
    }

    fn pages(folder: &Path, name: &str) -> u64 {
        std::fs::metadata(folder.join(name)).unwrap().len() / PAGE
    }

    #[test]
    fn the_log_is_begun_anew_when_it_is_long_and_the_file_has_what_it_held() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
        let before = pages(folder.path(), "store.db");
        for minute in 0..6 {
            write(&store, minute, LONG / 2);
            store.checkpoint().unwrap();
        }
        let long = u64::try_from(LONG).unwrap();
        // Six times half of a long one were written, and more.
        let log = pages(folder.path(), "store.db-wal");
        assert!((long / 2..long * 2).contains(&log), "{log}");
        assert!(pages(folder.path(), "store.db") > before);
        // A file alone is whole up to the last checkpoint.
        let copy = folder.path().join("copy.db");
        std::fs::copy(folder.path().join("store.db"), &copy).unwrap();
        let fixes = |store: &SqliteStore| {
            let all = store.breadcrumbs(TeamId(1), Timestamp(0), 0, usize::MAX);
            all.unwrap().len()
        };
        assert_eq!(fixes(&SqliteStore::open(&copy).unwrap()), fixes(&store));
    }
}
