//! A log of a million entries: how long a start takes, and the commands that keep the record.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use nearhand_engine::dispatch::ids::{AssignmentId, RequestId, TeamId};
use nearhand_engine::dispatch::model::{Disposition, Priority, RequestDetails, TeamStatus};
use nearhand_engine::dispatch::{Board, Command as Asked, Intake};
use nearhand_engine::units::{LngLat, Timestamp};
use nearhand_server::store::{Accepted, KeyedAnswer, Snapshots, SqliteStore, Store as _};
use tempfile::TempDir;

use crate::book::Section;
use crate::figures::short;
use crate::http::servers::{self, Server};
use crate::{data, prepare};

const TEAMS: u32 = 40;
/// Commands stored in one commit while the log is made.
const BATCH: usize = 500;
/// Starts with a snapshot; the slowest counts.
const STARTS: usize = 5;
/// How long the server may take to write its first snapshot.
const SNAPSHOT_WITHIN: Duration = Duration::from_secs(120);

/// Makes a log, starts the server on it, and checks, backs up and restores it.
///
/// # Errors
/// When the server cannot be built, or one of the steps fails.
pub fn measure(command: &str, entries: u64) -> Result<Section> {
    servers::build()?;
    let folder = TempDir::new()?;
    let city = folder.path().join("city");
    prepare::import_into(&data::bundled_pbf(), &city)?;
    let record = folder.path().join("data");
    std::fs::create_dir_all(&record)?;
    let made = make(&record.join("nearhand.db"), entries)?;
    let bytes = std::fs::metadata(record.join("nearhand.db"))?.len();
    let mut section = Section::new(
        "The record",
        command,
        &format!(
            "A log of {} entries ({} requests with one assignment each from first call to close, an answer kept for \
             every command; {} MB) in a data folder. Start: from the start of the process to the first answer over HTTP, \
             on the bundled city.",
            made.entries,
            made.requests,
            bytes / 1_000_000
        ),
    );
    section.columns = ["time", "memory"].map(str::to_owned).to_vec();
    let (first, memory) = start(&city, &record, true)?;
    section.line(
        "start without a snapshot".to_owned(),
        [short(first), memory],
    );
    let mut slowest = (Duration::ZERO, String::new());
    for _ in 0..STARTS {
        slowest = slowest.max(start(&city, &record, false)?);
    }
    let what = format!("start with a snapshot, the slowest of {STARTS}");
    section.line(what, [short(slowest.0), slowest.1]);
    for (what, arguments) in [
        ("backup, read back", vec!["backup", "BACKUP"]),
        ("verify", vec!["verify"]),
        ("restore", vec!["restore", "--replace", "BACKUP"]),
    ] {
        let took = keep(folder.path(), &record, &arguments)?;
        section.line(what.to_owned(), [short(took), String::new()]);
    }
    Ok(section)
}

struct Made {
    entries: u64,
    requests: u32,
}

/// A shift that never ends: each team goes from request to request.
fn make(path: &Path, entries: u64) -> Result<Made> {
    let store = SqliteStore::open(path)?;
    let mut log = Log {
        store,
        board: Board::new(),
        stored: 0,
        decided: 0,
        batch: Vec::new(),
    };
    for number in 1..=TEAMS {
        log.ask(&Asked::AddTeam {
            callsign: format!("Team {number}"),
            capabilities: [].into(),
            post: None,
        })?;
        log.ask(&Asked::SignOn {
            team: TeamId(number),
        })?;
    }
    let mut request = 0;
    while log.decided < entries {
        request += 1;
        log.one_request(
            RequestId(request),
            AssignmentId(request),
            TeamId(request % TEAMS + 1),
        )?;
    }
    log.commit()?;
    Ok(Made {
        entries: log.stored,
        requests: request,
    })
}

struct Log {
    store: SqliteStore,
    board: Board,
    stored: u64,
    decided: u64,
    batch: Vec<Accepted>,
}

impl Log {
    fn one_request(
        &mut self,
        request: RequestId,
        assignment: AssignmentId,
        team: TeamId,
    ) -> Result<()> {
        let details = RequestDetails {
            position: LngLat::new(14.51, 35.9).context("a place")?,
            address: Some("12, Old Bakery Street, Valletta".to_owned()),
            kind: "wellness_check".try_into().expect("an id"),
            priority: Priority::try_from(2).ok().context("a priority")?,
            needs: [].into(),
            source: "phone".to_owned(),
            note: Some("second floor; she asked that nobody rings twice".to_owned()),
        };
        self.ask(&Asked::CreateRequest {
            details,
            intake: Intake::default(),
        })?;
        self.ask(&Asked::Assign {
            request,
            team,
            override_reason: None,
            shown: Vec::new(),
        })?;
        self.ask(&Asked::Acknowledge { assignment })?;
        for to in [
            TeamStatus::EnRoute,
            TeamStatus::OnScene,
            TeamStatus::WithClient,
        ] {
            self.ask(&Asked::Advance { assignment, to })?;
        }
        self.ask(&Asked::Clear { assignment })?;
        self.ask(&Asked::CloseRequest {
            request,
            disposition: Disposition::ResolvedOnScene,
            note: Some("talked for an hour; she will call her sister".to_owned()),
            follow_up: None,
        })
    }

    fn ask(&mut self, command: &Asked) -> Result<()> {
        let at = Timestamp(1_700_000_000_000 + i64::try_from(self.decided)? * 20_000);
        let events = self.board.decide(command, at)?;
        for event in &events {
            self.board.apply(event);
            self.decided += 1;
        }
        let answer = KeyedAnswer {
            key: format!("key-{}", self.decided),
            fingerprint: [7; 32],
            seq: self.decided,
            entity: serde_json::Value::Null,
        };
        self.batch.push(Accepted {
            actor: "dispatcher".to_owned(),
            events,
            answer: Some(answer),
        });
        if self.batch.len() == BATCH {
            self.commit()?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.stored = self.store.append(self.stored, &self.batch)?;
        self.batch.clear();
        Ok(())
    }
}

/// Starts the server; how long it took and the most memory it held. Then it is killed, as a power cut would.
fn start(city: &Path, record: &Path, until_snapshot: bool) -> Result<(Duration, String)> {
    let begin = Instant::now();
    let server = Server::ours_in(city, record)?;
    let took = begin.elapsed();
    let memory = format!("{} MB", server.peak_memory_megabytes()?);
    if until_snapshot {
        let waiting = Instant::now();
        while Snapshots::of(record).files().is_empty() {
            ensure!(
                waiting.elapsed() < SNAPSHOT_WITHIN,
                "no snapshot was written"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    Ok((took, memory))
}

/// Runs one of the commands that keep the record.
fn keep(folder: &Path, record: &Path, arguments: &[&str]) -> Result<Duration> {
    let backup = folder.join("backup.db");
    let begin = Instant::now();
    let status = Command::new(data::project().join("target/release/nearhand"))
        .args(arguments.iter().map(|&argument| match argument {
            "BACKUP" => backup.as_os_str(),
            other => other.as_ref(),
        }))
        .arg("--data")
        .arg(record)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    ensure!(status.success(), "nearhand {arguments:?} failed");
    Ok(begin.elapsed())
}
