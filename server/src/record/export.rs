//! `nearhand export`: the record as text for other programs.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use anyhow::Context as _;
use nearhand_engine::{dispatch::Board, units::Timestamp};
use serde_json::{Value, json};

use super::{Record, ensure_new, private, tables};
use crate::{
    cli::{ExportArgs, ExportWhat},
    progress::CountProgress,
    store::sqlite_log::{self, Entry},
    wire::time::Time,
};

/// Writes what was asked for.
///
/// # Errors
/// When the record cannot be read or the output not be written.
pub fn run(args: &ExportArgs) -> anyhow::Result<()> {
    let record = Record::open(args.file.as_deref(), &args.folder)?;
    let Some(path) = &args.output else {
        return write(&record, args, &mut std::io::stdout().lock());
    };
    ensure_new(path)?;
    let unwritable = || format!("{} cannot be written", path.display());
    let mut file = BufWriter::new(File::create_new(path).with_context(unwritable)?);
    write(&record, args, &mut file)
        .and_then(|()| Ok(file.flush()?))
        .with_context(unwritable)
}

fn write(record: &Record, args: &ExportArgs, to: &mut dyn Write) -> anyhow::Result<()> {
    match args.what {
        ExportWhat::Log => log(record, args, to),
        ExportWhat::Requests => tables::requests(&board(record)?, args, to),
        ExportWhat::Assignments => tables::assignments(&board(record)?, args, to),
    }
}

/// Whether something is of the time asked for.
pub(super) fn in_time(args: &ExportArgs, at: Timestamp) -> bool {
    args.since.is_none_or(|since| at >= since) && args.until.is_none_or(|until| at < until)
}

/// Hands over every entry, with a bar.
pub(super) fn each(
    record: &Record,
    each: &mut dyn FnMut(&Entry) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let progress = CountProgress::new("Reading the log", record.head()?.seq);
    let mut failed = Ok(());
    sqlite_log::read_after(&record.connection, 0, &mut |entry| {
        progress.at(entry.seq);
        failed = each(&entry);
        failed.is_ok()
    })
    .with_context(|| record.unreadable())?;
    progress.end();
    failed
}

fn log(record: &Record, args: &ExportArgs, to: &mut dyn Write) -> anyhow::Result<()> {
    each(record, &mut |entry| {
        let at = Timestamp(entry.at);
        if in_time(args, at) {
            serde_json::to_writer(&mut *to, &line(entry, args.personal)?)?;
            to.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// With what tells of people, a line has all that the hash is made of.
fn line(entry: &Entry, personal: bool) -> anyhow::Result<Value> {
    let change: Value = serde_json::from_slice(&entry.payload)
        .with_context(|| format!("entry {} cannot be read", entry.seq))?;
    let hash: String = entry
        .hash
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut line = json!({
        "seq": entry.seq,
        "at": Time(Timestamp(entry.at)),
        "actor": String::from_utf8_lossy(&entry.actor),
        "hash": hash,
    });
    if personal {
        line["payload"] = String::from_utf8_lossy(&entry.payload).into();
    } else {
        line["change"] = private::without_person(change);
    }
    Ok(line)
}

fn board(record: &Record) -> anyhow::Result<Board> {
    let mut board = Board::new();
    each(record, &mut |entry| {
        board.apply(&entry.logged()?.event);
        Ok(())
    })?;
    Ok(board)
}
