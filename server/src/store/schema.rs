//! The tables of the SQLite store, as numbered steps.

use rusqlite::Connection;

use super::StoreError;

/// Each step brings a database from the number before it to its own; steps are never changed once released.
const STEPS: [&str; 2] = [FIRST, TRACKING];

const FIRST: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,      -- milliseconds since 1970
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL     -- JSON of the change
    ) STRICT;
    CREATE TABLE answers (
        actor TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint BLOB NOT NULL,
        seq INTEGER NOT NULL,
        entity TEXT NOT NULL,
        PRIMARY KEY (actor, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE credentials (
        hash BLOB PRIMARY KEY,
        purpose TEXT NOT NULL,
        role TEXT NOT NULL,
        team TEXT,
        id TEXT NOT NULL UNIQUE,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// What is kept of driving: arrival times as they were told, and speeds.
const TRACKING: &str = "
    CREATE TABLE etas (
        assignment TEXT NOT NULL,
        told_at INTEGER NOT NULL,    -- milliseconds since 1970
        arrives_at INTEGER NOT NULL,
        PRIMARY KEY (assignment, told_at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE learned (
        osm_way INTEGER NOT NULL,
        from_osm_node INTEGER NOT NULL,
        to_osm_node INTEGER NOT NULL,
        hours TEXT NOT NULL,
        count INTEGER NOT NULL,
        log_micro INTEGER NOT NULL,
        PRIMARY KEY (osm_way, from_osm_node, to_osm_node, hours)
    ) STRICT, WITHOUT ROWID;
";

/// Brings the database to the newest schema.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let database = |source| StoreError::Database { source };
    let transaction = connection.transaction().map_err(database)?;
    let found: i64 = transaction
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(database)?;
    let known = STEPS.len();
    let done = usize::try_from(found)
        .ok()
        .filter(|&done| done <= known)
        .ok_or(StoreError::Schema {
            found,
            known: i64::try_from(known).unwrap_or(i64::MAX),
        })?;
    for step in &STEPS[done..] {
        transaction.execute_batch(step).map_err(database)?;
    }
    transaction
        .execute_batch(&format!("PRAGMA user_version = {known}"))
        .map_err(database)?;
    transaction.commit().map_err(database)
}
