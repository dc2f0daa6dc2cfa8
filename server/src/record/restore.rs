//! `nearhand restore`: the record of a backup in place of the one that is lost.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rusqlite::Connection;
use serde_json::json;

use super::{Record, backup, data_folder, say, verify};
use crate::{
    cli::RestoreArgs,
    store::{Snapshots, folder},
    wire::time,
};

/// Checks a backup and puts it into a data folder.
///
/// # Errors
/// When the backup is not whole, a server works on the folder, or the folder has a record and it is not to be replaced.
pub fn run(args: &RestoreArgs) -> anyhow::Result<()> {
    let source = Record::read(args.input.clone())?;
    let findings = verify::check(&source, None, None)?;
    if findings.fault_count > 0 {
        bail!(
            "{} is not whole, and nothing was restored: `nearhand verify {0}` tells where",
            args.input.display()
        );
    }
    let data = data_folder(&args.folder)?;
    std::fs::create_dir_all(&data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    let database = folder::database(&data);
    let _lock = folder::lock(&database)?;
    if database.exists() && !args.replace {
        bail!(
            "{} has a record already: with --replace it is kept under another name and this one put in its place",
            data.display()
        );
    }
    let unfinished = folder::beside(&database, ".restored");
    backup::copy(&source, &unfinished)?;
    let devices = begin_anew(&unfinished)
        .with_context(|| format!("{} cannot be written", unfinished.display()))?;
    let aside = put_aside(&database)?;
    std::fs::rename(&unfinished, &database)
        .with_context(|| format!("{} cannot be written", database.display()))?;
    forget_snapshots(&data);
    folder::sync_folder(&data)?;
    let done = json!({
        "data": data.display().to_string(),
        "entries": findings.entries,
        "head": findings.head.to_string(),
        "devices": devices,
        "kept": aside.as_ref().map(|path| path.display().to_string()),
    });
    let kept = aside.map_or_else(String::new, |path| {
        format!("\nThe record that was there is {}.", path.display())
    });
    let text = format!(
        "{} holds the record again, {} entries.{kept}\n\
         Everybody signs in anew. {devices} devices may send positions as at the time of the backup: revoke those lost since.",
        data.display(),
        findings.entries
    );
    say(args.json.then_some(&done), &text)
}

/// Gives the log a new epoch, so that no client takes it for the one it followed: what came after the backup is
/// not in it. Sessions and links end. Says how many devices stay.
fn begin_anew(path: &Path) -> rusqlite::Result<i64> {
    let connection = Connection::open(path)?;
    connection.execute(
        "UPDATE meta SET value = ?1 WHERE key = 'epoch'",
        [uuid::Uuid::now_v7().to_string()],
    )?;
    connection.execute("DELETE FROM credentials WHERE purpose <> 'device'", [])?;
    connection.query_row("SELECT count(*) FROM credentials", [], |row| row.get(0))
}

/// Moves a record that is there, with what lies beside it, to another name.
fn put_aside(database: &Path) -> anyhow::Result<Option<PathBuf>> {
    if !database.exists() {
        return Ok(None);
    }
    let aside = folder::beside(database, &format!(".before-{}", time::now().0));
    for ending in ["-wal", "-shm", ""] {
        let from = folder::beside(database, ending);
        let to = folder::beside(&aside, ending);
        if from.exists() {
            std::fs::rename(&from, &to)
                .with_context(|| format!("{} cannot be moved", from.display()))?;
        }
    }
    Ok(Some(aside))
}

/// Those of another log would be passed over at every start, with a warning each time.
fn forget_snapshots(data: &Path) {
    for (_, path) in Snapshots::of(data).files() {
        // A start passes over it.
        let _ = std::fs::remove_file(path);
    }
}
