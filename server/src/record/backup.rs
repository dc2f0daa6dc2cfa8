//! `nearhand backup`: the record in one file, while the server goes on.

use std::{fs::File, path::Path, time::Duration};

use anyhow::{Context as _, bail};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};
use serde_json::json;

use super::{Record, ensure_new, say, verify};
use crate::{cli::BackupArgs, progress::CountProgress, store::folder};

/// Pages copied between two looks at the bar.
const PAGES: i32 = 1000;
/// When somebody holds the file for a moment.
const WAIT: Duration = Duration::from_millis(20);

/// Writes a backup, reads it back and prints its head.
///
/// # Errors
/// When the output is there already, the record cannot be read or the copy not be written, or what was copied is
/// not whole: a backup that was not read back is none.
pub fn run(args: &BackupArgs) -> anyhow::Result<()> {
    ensure_new(&args.output)?;
    let source = Record::open(None, &args.folder)?;
    let unfinished = folder::beside(&args.output, ".part");
    let copied = copy(&source, &unfinished).and_then(|()| read_back(&unfinished));
    let findings = match copied {
        Ok(findings) => findings,
        Err(error) => {
            let _ = std::fs::remove_file(&unfinished);
            return Err(error);
        }
    };
    std::fs::rename(&unfinished, &args.output)
        .with_context(|| format!("{} cannot be written", args.output.display()))?;
    folder::sync_folder(folder_of(&args.output))?;
    let place = args.output.display();
    let done = json!({
        "backup": place.to_string(),
        "entries": findings.entries,
        "head": findings.head.to_string(),
    });
    let text = format!(
        "{place}: {} entries, read back and whole.\nHead (note it elsewhere):\n  {}",
        findings.entries, findings.head
    );
    say(args.json.then_some(&done), &text)
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Copies a record as it is at this moment into a file that stands alone, and makes it durable.
pub(super) fn copy(source: &Record, to: &Path) -> anyhow::Result<()> {
    let unwritable = || format!("{} cannot be written", to.display());
    // What an earlier attempt left there.
    let _ = std::fs::remove_file(to);
    // The first read begins the transaction: all that is copied is of one moment.
    source.head()?;
    let mut target = Connection::open(to).with_context(unwritable)?;
    copy_pages(source, &mut target).with_context(unwritable)?;
    // Without files beside it: a backup is one file that can be carried away.
    target
        .execute_batch("PRAGMA journal_mode = DELETE")
        .with_context(unwritable)?;
    drop(target);
    File::open(to)
        .and_then(|file| file.sync_all())
        .with_context(unwritable)
}

fn copy_pages(source: &Record, target: &mut Connection) -> anyhow::Result<()> {
    let backup = Backup::new(&source.connection, target)?;
    let progress = CountProgress::new("Copying the record", 0);
    loop {
        let step = backup.step(PAGES)?;
        let pages = backup.progress();
        let count = |pages: i32| u64::try_from(pages).unwrap_or(0);
        progress.of(count(pages.pagecount));
        progress.at(count(pages.pagecount - pages.remaining));
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            _ => std::thread::sleep(WAIT),
        }
    }
    progress.end();
    Ok(())
}

fn read_back(path: &Path) -> anyhow::Result<verify::Findings> {
    let record = Record::read(path.to_owned())?;
    let findings = verify::check(&record, None, None)?;
    if let Some(fault) = findings.faults.first() {
        let at = fault
            .entry
            .map_or_else(String::new, |entry| format!("entry {entry} "));
        bail!(
            "the record is not whole ({at}{}): no backup was made; run `nearhand verify`",
            fault.problem
        );
    }
    Ok(findings)
}
