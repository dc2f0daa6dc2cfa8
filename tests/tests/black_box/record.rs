//! The record in other hands: backed up while people work, restored elsewhere, checked, exported.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use nearhand_tests::{Options, Server, Socket, binary};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::shift::{Shift, text};

/// Runs a command of the binary on a data folder.
pub(crate) fn nearhand(arguments: &[&str], data: Option<&Path>) -> Output {
    let mut command = Command::new(binary::nearhand());
    command.args(arguments).env_remove("NEARHAND_DATA");
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    command.output().expect("the binary starts")
}

/// What it printed as JSON when it did what it was told.
#[track_caller]
pub(crate) fn done(arguments: &[&str], data: Option<&Path>) -> Value {
    let output = nearhand(&[arguments, &["--json"]].concat(), data);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What it said when it refused.
#[track_caller]
pub(crate) fn refused(arguments: &[&str], data: Option<&Path>) -> String {
    let output = nearhand(arguments, data);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}

fn path(folder: &TempDir, name: &str) -> (PathBuf, String) {
    let path = folder.path().join(name);
    let text = path.to_str().expect("a path in UTF-8").to_owned();
    (path, text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_server_at_work_is_restored_elsewhere_with_all_that_was_in_it() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let before = shift.dispatcher.get("/api/v1/state").await.expect(200);
    // People go on working while it is copied.
    let (client, body) = (shift.dispatcher.clone(), shift.request_body());
    let writer = tokio::spawn(async move {
        for _ in 0..100 {
            client.post("/api/v1/requests", &body).await.expect(201);
        }
    });
    let folder = TempDir::new().expect("a temporary folder");
    let (_, backup) = path(&folder, "backup.db");
    let record = shift.server.record();
    let made = tokio::task::spawn_blocking({
        let backup = backup.clone();
        move || done(&["backup", &backup], Some(&record))
    });
    let made = made.await.expect("a backup");
    writer.await.expect("nobody was disturbed");
    let entries = made["entries"].as_u64().expect("a count");
    assert!(
        entries >= before["seq"].as_u64().expect("a number"),
        "{made}"
    );
    let checked = done(&["verify", &backup], None);
    assert_eq!(
        (&checked["whole"], &checked["head"]),
        (&json!(true), &made["head"])
    );
    // The live log has it too, and more.
    let head = text(&made["head"]);
    let live = done(
        &["verify", "--contains", &head],
        Some(&shift.server.record()),
    );
    assert_eq!(live["entries"], shift.seq().await);

    let elsewhere = TempDir::new().expect("a temporary folder");
    let (data, _) = path(&elsewhere, "data");
    let restored = done(&["restore", &backup], Some(&data));
    assert_eq!(
        (&restored["entries"], &restored["devices"]),
        (&json!(entries), &json!(0))
    );
    let server = Server::start_in(elsewhere, &Options::default());
    // A session of the other server opens nothing here.
    let stranger = server.stranger().with_token(shift.dispatcher.token());
    assert_eq!(stranger.get("/api/v1/state").await.status, 401);
    let dispatcher = server.sign_in("dispatcher").await;
    let after = dispatcher.get("/api/v1/state").await.expect(200);
    assert_eq!(after["seq"], entries);
    assert_ne!(
        after["epoch"], before["epoch"],
        "clients must not take it for the log they followed"
    );
    let same = format!("/api/v1/requests/{request}");
    assert_eq!(
        dispatcher.get(&same).await.expect(200),
        shift.dispatcher.get(&same).await.expect(200)
    );
    // Who comes back with the other log's number is given a snapshot.
    let epoch = text(&before["epoch"]);
    let resume = Some((epoch.as_str(), entries - 1));
    let (mut socket, welcome) = Socket::hello(&server, &dispatcher, resume).await;
    socket.wait_for("snapshot").await;
    assert_eq!(welcome["epoch"], after["epoch"], "{welcome}");
}

#[tokio::test]
async fn a_byte_changed_in_the_file_is_found_and_its_entry_named() {
    const WORD: &str = "a-word-that-stands-nowhere-else";
    let mut shift = Shift::begin().await;
    let mut body = shift.request_body();
    body["note"] = json!(WORD);
    let created = shift.dispatcher.post("/api/v1/requests", &body).await;
    created.expect(201);
    let entry = shift.seq().await;
    shift.create_request().await;
    assert!(shift.server.terminate().success());
    let data = shift.server.record();
    assert_eq!(done(&["verify"], Some(&data))["whole"], true);

    let database = data.join("nearhand.db");
    let mut bytes = fs::read(&database).expect("the database");
    let at = bytes
        .windows(WORD.len())
        .position(|part| part == WORD.as_bytes());
    bytes[at.expect("the note lies in the file")] ^= 1;
    fs::write(&database, bytes).expect("it can be written");
    let output = nearhand(&["verify", "--json"], Some(&data));
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["whole"], false);
    assert_eq!(found["faults"][0]["entry"], entry, "{found}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("restore a backup") && !said.contains(WORD),
        "{said}"
    );
    // Neither is it backed up: that would look like a good copy.
    let folder = TempDir::new().expect("a temporary folder");
    let (file, backup) = path(&folder, "backup.db");
    assert!(refused(&["backup", &backup], Some(&data)).contains(&format!("entry {entry}")));
    assert!(!file.exists());
}

#[tokio::test]
async fn nothing_that_is_there_is_overwritten() {
    let mut shift = Shift::begin().await;
    shift.create_request().await;
    let data = shift.server.record();
    let folder = TempDir::new().expect("a temporary folder");
    let (_, backup) = path(&folder, "backup.db");
    done(&["backup", &backup], Some(&data));
    assert!(refused(&["backup", &backup], Some(&data)).contains("is there already"));
    assert!(refused(&["export", "-o", &backup], Some(&data)).contains("is there already"));
    assert!(refused(&["restore", &backup], Some(&data)).contains("is used by another server"));
    let entries = shift.seq().await;
    let later = shift.create_request().await;
    assert!(shift.server.terminate().success());
    assert!(refused(&["restore", &backup], Some(&data)).contains("--replace"));

    let (other, not_a_record) = path(&folder, "text.db");
    fs::write(&other, "no database at all").expect("it can be written");
    assert!(refused(&["restore", "--replace", &not_a_record], Some(&data)).contains("text.db"));
    let (_, missing) = path(&folder, "missing.db");
    assert!(refused(&["verify", &missing], None).contains("there is no record"));

    let restored = done(&["restore", "--replace", &backup], Some(&data));
    assert_eq!(restored["entries"], entries);
    // What was there is kept, with the request that came after the backup.
    let kept = text(&restored["kept"]);
    let exported = nearhand(&["export", &kept, "--what", "requests"], None);
    let table = String::from_utf8_lossy(&exported.stdout).into_owned();
    assert!(
        table
            .lines()
            .any(|line| line.starts_with(&format!("{later},"))),
        "{table}"
    );
    assert_eq!(done(&["verify"], Some(&data))["entries"], entries);
}

#[tokio::test]
async fn an_export_tells_of_persons_only_when_asked_to() {
    const SECRETS: [&str; 3] = ["Ana Borg", "12 Old Street", "she was asleep"];
    let shift = Shift::begin().await;
    let mut body = shift.request_body();
    body["note"] = json!(SECRETS[0]);
    body["address"] = json!(SECRETS[1]);
    let created = shift.dispatcher.post("/api/v1/requests", &body).await;
    let request = text(&created.expect(201)["id"]);
    shift.assign(&request).await;
    let cancelled = json!({ "disposition": "no_contact", "note": SECRETS[2] });
    let other = shift.create_request().await;
    let close = format!("/api/v1/requests/{other}/close");
    shift.dispatcher.post(&close, &cancelled).await.expect(200);

    let data = shift.server.record();
    let export = |more: &[&str]| {
        let output = nearhand(&[&["export"], more].concat(), Some(&data));
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for what in ["log", "requests", "assignments"] {
        let plain = export(&["--what", what]);
        for secret in SECRETS {
            assert!(!plain.contains(secret), "{what}: {secret}");
        }
        assert!(
            !plain.contains(&shift.address[0].to_string()),
            "{what}: a place"
        );
    }
    let personal = export(&["--what", "requests", "--personal"]);
    assert!(
        SECRETS.iter().all(|secret| personal.contains(secret)),
        "{personal}"
    );

    let log = export(&["--personal"]);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON on every line"))
        .collect();
    assert_eq!(
        lines.len(),
        usize::try_from(shift.seq().await).expect("a count")
    );
    assert!(
        lines
            .iter()
            .enumerate()
            .all(|(index, line)| line["seq"] == index + 1)
    );
    let head = done(&["verify"], Some(&data))["head"].clone();
    let last = lines.last().expect("entries");
    assert_eq!(head, format!("{}:{}", last["seq"], text(&last["hash"])));

    let table = export(&["--what", "requests"]);
    assert_eq!(table.lines().count(), 3, "{table}");
    let none = export(&["--what", "requests", "--since", "2999-01-01T00:00:00Z"]);
    assert_eq!(none.lines().count(), 1, "{none}");
    let bad = nearhand(&["export", "--since", "yesterday"], Some(&data));
    assert_eq!(bad.status.code(), Some(2));
}
