//! `nearhand verify`: whether the record is whole, and if not, where it is not.

use anyhow::bail;
use nearhand_engine::dispatch::{Board, Changed};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;

use super::{Record, data_folder, say};
use crate::{
    cli::VerifyArgs,
    progress::CountProgress,
    store::{
        self, Head, Link, Snapshots,
        sqlite_log::{self, Entry},
    },
};

/// Faults listed at most; what comes after them is counted.
const LISTED: usize = 100;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The entry where it shows; none when it is not about one entry.
    pub entry: Option<u64>,
    /// What is wrong.
    pub problem: String,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// Entries read.
    pub entries: u64,
    /// Where the log ends.
    pub head: Head,
    /// What is wrong, the first ones.
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub fault_count: u64,
    /// Snapshots compared with what the log leads to.
    pub snapshots: u64,
}

/// Checks a record and prints what was found.
///
/// # Errors
/// When it cannot be opened, or is not whole.
pub fn run(args: &VerifyArgs) -> anyhow::Result<()> {
    let record = Record::open(args.file.as_deref(), &args.folder)?;
    let snapshots = match args.file {
        Some(_) => None,
        None => Some(Snapshots::of(&data_folder(&args.folder)?)),
    };
    let findings = check(&record, snapshots.as_ref(), args.contains)?;
    let whole = findings.fault_count == 0;
    let as_json = json!({
        "record": record.path.display().to_string(),
        "whole": whole,
        "entries": findings.entries,
        "head": findings.head.to_string(),
        "snapshots_compared": findings.snapshots,
        "fault_count": findings.fault_count,
        "faults": findings.faults,
    });
    say(args.json.then_some(&as_json), &as_text(&record, &findings))?;
    if !whole {
        bail!(
            "the record is not whole: keep it as it is for whoever looks into it, and restore a backup (nearhand restore --replace)"
        );
    }
    Ok(())
}

fn as_text(record: &Record, findings: &Findings) -> String {
    let Findings {
        entries,
        head,
        fault_count,
        snapshots,
        ..
    } = findings;
    let place = record.path.display();
    if *fault_count == 0 {
        return format!(
            "{place} is whole: {entries} entries, each with its hash; the board they lead to keeps every rule; {snapshots} snapshots agree with it.\n\
             Head (note it elsewhere, and check later with --contains):\n  {head}"
        );
    }
    let mut text = format!("{place} is NOT whole: {fault_count} faults in {entries} entries.");
    for fault in &findings.faults {
        let at = fault
            .entry
            .map_or_else(String::new, |entry| format!("entry {entry}: "));
        text += &format!("\n  {at}{}", fault.problem);
    }
    let more = fault_count - u64::try_from(findings.faults.len()).unwrap_or(0);
    if more > 0 {
        text += &format!("\n  and {more} more");
    }
    text
}

/// Reads every entry, and compares.
pub(super) fn check(
    record: &Record,
    snapshots: Option<&Snapshots>,
    contains: Option<Head>,
) -> anyhow::Result<Findings> {
    let mut walk = Walk::begin(record, snapshots, contains)?;
    structure(&record.connection, &mut walk.found);
    let total = record.head().map_or(0, |head| head.seq);
    let progress = CountProgress::new("Checking the log", total);
    let read = sqlite_log::read_after(&record.connection, 0, &mut |entry| {
        progress.at(entry.seq);
        walk.entry(&entry);
        true
    });
    progress.end();
    if let Err(error) = read {
        let after = walk.head.seq;
        walk.found.fault(
            None,
            format!(
                "what comes after entry {after} cannot be read: {:#}",
                anyhow::Error::from(error)
            ),
        );
    }
    Ok(walk.end(&record.connection))
}

/// What SQLite itself finds wrong with its pages.
fn structure(connection: &Connection, found: &mut Found) {
    let checked = connection
        .prepare("PRAGMA integrity_check(20)")
        .and_then(|mut check| {
            let lines = check.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<Result<Vec<_>, _>>()
        });
    match checked {
        Ok(lines) => lines
            .into_iter()
            .filter(|line| line != "ok")
            .for_each(|line| found.fault(None, format!("the database: {line}"))),
        Err(error) => found.fault(None, format!("the database: {error}")),
    }
}

#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    count: u64,
}

impl Found {
    fn fault(&mut self, entry: Option<u64>, problem: impl Into<String>) {
        self.count += 1;
        if self.faults.len() < LISTED {
            let problem = problem.into();
            self.faults.push(Fault { entry, problem });
        }
    }
}

/// The way along the log.
struct Walk {
    epoch: String,
    /// The last entry, and its hash as it is stored.
    head: Head,
    /// Whether the hash of the entry before is known.
    linked: bool,
    entries: u64,
    /// The board up to here; none after the first fault, for what follows from it is worth nothing.
    board: Option<Board>,
    contains: Option<Head>,
    contained: bool,
    /// Snapshots to come, the next one last.
    snapshots: Vec<(u64, std::path::PathBuf)>,
    compared: u64,
    found: Found,
}

impl Walk {
    fn begin(
        record: &Record,
        snapshots: Option<&Snapshots>,
        contains: Option<Head>,
    ) -> anyhow::Result<Self> {
        let mut snapshots = snapshots.map_or_else(Vec::new, Snapshots::files);
        snapshots.reverse();
        let link = Link::first(&sqlite_log::meta(&record.connection, "genesis")?);
        Ok(Self {
            epoch: sqlite_log::meta(&record.connection, "epoch")?,
            head: Head { seq: 0, link },
            linked: true,
            entries: 0,
            board: Some(Board::new()),
            contains,
            contained: contains.is_none_or(|head| head == Head { seq: 0, link }),
            snapshots,
            compared: 0,
            found: Found::default(),
        })
    }

    fn entry(&mut self, entry: &Entry) {
        let before = self.found.count;
        let expected = self.head.seq + 1;
        if entry.seq != expected {
            let last = entry.seq.saturating_sub(1);
            self.found
                .fault(Some(expected), format!("missing, up to {last}"));
            self.linked = false;
        }
        self.hash(entry);
        if entry.kind != sqlite_log::kind_in(&entry.payload) {
            self.found
                .fault(Some(entry.seq), "is named for something else than it says");
        }
        self.apply(entry, before);
        self.entries += 1;
        if self.contains == Some(self.head) {
            self.contained = true;
        }
        self.compare_snapshot();
    }

    fn hash(&mut self, entry: &Entry) {
        let due = entry.link_after(self.head.link);
        let stored = <[u8; 32]>::try_from(&entry.hash[..]).ok().map(Link);
        if self.linked && stored != Some(due) {
            self.found
                .fault(Some(entry.seq), "was changed: its hash does not fit");
        }
        self.linked = true;
        self.head = Head {
            seq: entry.seq,
            link: stored.unwrap_or(due),
        };
    }

    /// Takes an entry in, unless something was wrong already.
    fn apply(&mut self, entry: &Entry, faults_before: u64) {
        let logged = match entry.logged() {
            Ok(logged) => logged,
            Err(error) => {
                let why = anyhow::Error::from(error);
                return self.found.fault(Some(entry.seq), format!("{why:#}"));
            }
        };
        if self.found.count > faults_before {
            self.board = None;
        }
        let Some(board) = &mut self.board else { return };
        if board.apply(&logged.event) == Changed::default() {
            self.found
                .fault(Some(entry.seq), "does not fit what came before it");
            self.board = None;
        }
    }

    fn compare_snapshot(&mut self) {
        while let Some((seq, path)) = self.snapshots.pop_if(|(seq, _)| *seq <= self.head.seq) {
            let Some(board) = &self.board else { continue };
            // One that a start would pass over says nothing about the record.
            let Ok(snapshot) = store::read_snapshot(&path, &self.epoch, self.head) else {
                continue;
            };
            self.compared += 1;
            if snapshot.board != *board {
                self.found.fault(
                    Some(seq),
                    format!(
                        "the snapshot {} is not what the log leads to: remove it",
                        path.display()
                    ),
                );
            }
        }
    }

    fn end(mut self, connection: &Connection) -> Findings {
        if let Some(Err(violation)) = self.board.as_ref().map(Board::check) {
            self.found.fault(
                None,
                format!("the board that the log leads to: {violation}"),
            );
        }
        if let Some(wanted) = self.contains
            && !self.contained
        {
            self.found.fault(
                Some(wanted.seq),
                "is not the entry that was noted: the log was cut off or written anew",
            );
        }
        match answers_after(connection, self.head.seq) {
            Ok(0) => {}
            Ok(count) => self.found.fault(
                None,
                format!("{count} answers are kept to commands that are not in the log: its end is missing"),
            ),
            Err(error) => self.found.fault(None, format!("the answers kept for retries: {error}")),
        }
        Findings {
            entries: self.entries,
            head: self.head,
            fault_count: self.found.count,
            faults: self.found.faults,
            snapshots: self.compared,
        }
    }
}

fn answers_after(connection: &Connection, seq: u64) -> rusqlite::Result<i64> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    connection.query_row(
        "SELECT count(*) FROM answers WHERE seq > ?1",
        [seq],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use nearhand_engine::{dispatch::Command, units::Timestamp};

    use super::*;
    use crate::store::{Accepted, KeyedAnswer, SqliteStore, Store as _, folder};

    const ENTRIES: u64 = 40;

    /// A data folder with a log in which somebody has changed something by hand.
    fn check_after(tampering: &str, contains: Option<Head>) -> Vec<Fault> {
        let data = tempfile::tempdir().unwrap();
        let path = folder::database(data.path());
        let store = SqliteStore::open(&path).unwrap();
        let mut board = Board::new();
        for number in 0..ENTRIES {
            let command = Command::AddTeam {
                callsign: format!("Team {number}"),
                capabilities: [].into(),
                post: None,
            };
            let events = board.decide(&command, Timestamp(1)).unwrap();
            events.iter().for_each(|event| {
                board.apply(event);
            });
            let answer = KeyedAnswer {
                key: format!("key {number}"),
                fingerprint: [0; 32],
                seq: number + 1,
                entity: serde_json::Value::Null,
            };
            let accepted = Accepted {
                actor: "dispatcher".to_owned(),
                events,
                answer: Some(answer),
            };
            store.append(number, &[accepted]).unwrap();
        }
        drop(store);
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(tampering).unwrap();
        drop(connection);
        let record = Record::read(path).unwrap();
        check(&record, None, contains).unwrap().faults
    }

    #[test]
    fn a_log_as_it_was_written_is_whole() {
        assert_eq!(check_after("", None), []);
    }

    #[test]
    fn whatever_is_changed_is_found_where_it_is() {
        let changes = [
            "UPDATE events SET payload = replace(payload, 'Team 16', 'Team 61') WHERE seq = 17",
            "UPDATE events SET payload = payload || ' ' WHERE seq = 17",
            "UPDATE events SET payload = '{' WHERE seq = 17",
            "UPDATE events SET at = at + 1 WHERE seq = 17",
            "UPDATE events SET actor = 'dispatchor' WHERE seq = 17",
            "UPDATE events SET kind = 'team_updated' WHERE seq = 17",
            "UPDATE events SET hash = zeroblob(32) WHERE seq = 17",
            "UPDATE events SET hash = NULL WHERE seq = 17",
            "DELETE FROM events WHERE seq = 17",
            "DELETE FROM events WHERE seq BETWEEN 17 AND 20",
        ];
        for change in changes {
            let faults = check_after(change, None);
            assert_eq!(
                faults.first().and_then(|fault| fault.entry),
                Some(17),
                "{change}: {faults:?}"
            );
        }
    }

    #[test]
    fn an_entry_put_in_or_two_exchanged_are_found() {
        let exchanged = "
            UPDATE events SET seq = -1 WHERE seq = 17;
            UPDATE events SET seq = 17 WHERE seq = 18;
            UPDATE events SET seq = 18 WHERE seq = -1";
        assert_eq!(check_after(exchanged, None)[0].entry, Some(17));
        let added = "INSERT INTO events SELECT 41, at, actor, kind, payload, hash FROM events WHERE seq = 40";
        assert_eq!(check_after(added, None)[0].entry, Some(41));
    }

    #[test]
    fn an_end_that_is_cut_off_is_found_by_the_answers_and_by_a_head_that_was_noted() {
        let cut = "DELETE FROM events WHERE seq > 30";
        let faults = check_after(cut, None);
        assert!(faults[0].problem.contains("10 answers"), "{faults:?}");
        let noted = Head {
            seq: 40,
            link: Link([7; 32]),
        };
        let faults = check_after("", Some(noted));
        assert_eq!(faults[0].entry, Some(40));
        let cut = "DELETE FROM events WHERE seq > 30; DELETE FROM answers WHERE seq > 30";
        assert_eq!(check_after(cut, None), []);
        assert_eq!(check_after(cut, Some(noted))[0].entry, Some(40));
    }
}
