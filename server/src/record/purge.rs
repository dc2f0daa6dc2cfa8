//! `nearhand purge`: what is older than it may be kept is removed, now.
//!
//! A running server does the same every hour. Both may work at once: each step is a transaction of its own.

use std::path::Path;

use anyhow::{Context as _, bail};
use nearhand_engine::units::Timestamp;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use super::{Record, data_folder, ensure_schema, say, service};
use crate::{
    breadcrumbs,
    cli::PurgeArgs,
    store::{StoreError, folder, sqlite_breadcrumbs, sqlite_people},
    wire::time::{self, Time},
};

/// Removes what is too old and says what that was.
///
/// # Errors
/// When the record cannot be opened or written.
pub fn run(args: &PurgeArgs) -> anyhow::Result<()> {
    let path = folder::database(&data_folder(&args.folder)?);
    let kept = service::retention(&Record::open(None, &args.folder)?)?;
    let (days, now) = (
        args.breadcrumb_days.unwrap_or(kept.breadcrumb_days),
        time::now(),
    );
    let before = breadcrumbs::kept_from(days, now);
    let accesses_before = breadcrumbs::kept_from(kept.access_days, now);
    let connection = open(&path)?;
    let (removed, accesses) = purge(&connection, before, accesses_before)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let before = Time(before);
    let done = json!({
        "record": path.display().to_string(),
        "breadcrumbs": removed,
        "before": before,
        "accesses": accesses,
        "accesses_before": Time(accesses_before),
    });
    let text = format!(
        "{removed} breadcrumbs (where teams were) from before {before} are removed: they are kept for {days} days.\n\
         {accesses} entries of the record of access are removed: they are kept for {} days.\n\
         The log, its requests and its assignments are as they were. Backups made before still hold what they held.",
        kept.access_days
    );
    say(args.json.then_some(&done), &text)
}

fn open(path: &Path) -> anyhow::Result<Connection> {
    if !path.is_file() {
        bail!(
            "there is no record at {}: name the data folder with --data",
            path.display()
        );
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .and_then(|connection| {
            // As the server: durable when it says so, and what is removed is written over.
            connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")?;
            Ok(connection)
        })
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    ensure_schema(&connection, path)?;
    Ok(connection)
}

fn purge(
    connection: &Connection,
    before: Timestamp,
    accesses_before: Timestamp,
) -> Result<(u64, u64), StoreError> {
    let teams = sqlite_breadcrumbs::teams(connection)?;
    let removed = sqlite_breadcrumbs::drop_all(&teams, |team| {
        sqlite_breadcrumbs::drop_some(connection, team, before)
    })?;
    let accesses = sqlite_people::drop_all_accesses(|| {
        sqlite_people::drop_some_accesses(connection, accesses_before)
    })?;
    // What was removed still stands in the log of the database until that is brought into the one file; a server that
    // reads at this moment puts that off.
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    Ok((removed, accesses))
}
