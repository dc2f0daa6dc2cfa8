//! A disk with no space left: who commands is told so, who reads or listens goes on, and nothing is half-written.

#![expect(clippy::print_stdout, reason = "a test that skips says so to people")]

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use nearhand_tests::{Answer, Options, Socket, binary};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// Nobody types so many notes of this length into a few MB.
const AT_MOST: usize = 20_000;

fn under(program: &[&str]) -> Options {
    Options {
        under: program.iter().map(|&part| part.to_owned()).collect(),
        ..Options::default()
    }
}

async fn note(shift: &Shift, request: &str, number: usize) -> Answer {
    let path = format!("/api/v1/requests/{request}/notes");
    let body = json!({ "text": format!("{number} {}", "x".repeat(1500)) });
    let request = shift.dispatcher.request(Method::POST, &path);
    let request = request.header("Idempotency-Key", format!("note-{number}"));
    shift.dispatcher.send(request.json(&body)).await
}

async fn create(shift: &Shift) -> Answer {
    let body = shift.request_body();
    shift.dispatcher.post("/api/v1/requests", &body).await
}

/// Writes notes until one is refused, and checks how; then what is smaller, until even that does not fit.
/// The number of the note, and the log's number then.
async fn until_full(shift: &Shift, request: &str) -> (usize, u64) {
    for number in 0..AT_MOST {
        let answer = note(shift, request, number).await;
        if answer.status == 200 || answer.status == 201 {
            continue;
        }
        assert_eq!(answer.status, 507, "{}", answer.text);
        assert_eq!(answer.body["type"], "/problems/storage-full");
        let detail = text(&answer.body["detail"]);
        assert!(detail.contains("nothing has changed"), "{detail}");
        assert!(detail.contains("free some disk space"), "{detail}");
        for _ in 0..AT_MOST {
            if create(shift).await.status == 507 {
                return (number, shift.seq().await);
            }
        }
        break;
    }
    panic!("{AT_MOST} of them fitted");
}

/// While there is no space: everything is refused, nothing is changed, reading and watching go on.
async fn while_full(shift: &Shift, request: &str, (refused, seq): (usize, u64)) {
    let path = format!("/api/v1/requests/{request}");
    let before = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(create(shift).await.status, 507);
    assert_eq!(note(shift, request, refused).await.status, 507);
    assert_eq!(shift.dispatcher.get(&path).await.expect(200), before);
    assert_eq!(shift.seq().await, seq);
    // A screen that comes now is shown the board, and positions are taken and passed on.
    let (mut socket, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    socket.wait_for("snapshot").await;
    shift.report_position().await;
    let nearest = json!({ "position": shift.address, "type": "wellness_check", "priority": 2 });
    let ranked = shift
        .dispatcher
        .post("/api/v1/recommendations", &nearest)
        .await
        .expect(200);
    assert_eq!(ranked["candidates"][0]["team"], shift.team.as_str());
}

/// There is space again: what was refused is done, once; the log has no gap and no changed byte.
async fn after_it(shift: &Shift, request: &str, (refused, seq): (usize, u64), mut verify: Command) {
    for _ in 0..2 {
        let answer = note(shift, request, refused).await;
        assert!(matches!(answer.status, 200 | 201), "{}", answer.text);
    }
    assert_eq!(shift.seq().await, seq + 1);
    let path = format!("/api/v1/requests/{request}");
    let request = shift.dispatcher.get(&path).await.expect(200);
    let notes = request["notes"].as_array().expect("notes");
    assert_eq!(notes.len(), refused + 1);
    let output = verify
        .args(["verify", "--json", "--data"])
        .arg(shift.server.record())
        .output()
        .expect("a program that starts");
    let said = String::from_utf8_lossy(&output.stderr);
    let verified: Value = serde_json::from_slice(&output.stdout).expect(&said);
    assert_eq!(
        (&verified["whole"], &verified["entries"]),
        (&json!(true), &json!(seq + 1))
    );
}

/// A file that may grow no further, as by a quota: needs no rights, so it runs everywhere.
#[tokio::test(flavor = "multi_thread")]
async fn at_a_limit_of_size_commands_are_refused_and_reads_go_on() {
    // Ignored, the signal of the limit becomes an error of the write, as a quota's.
    let limit = "trap '' XFSZ; ulimit -S -f 1500; exec \"$@\"";
    let shift = Shift::begin_with(&under(&["bash", "-c", limit, "bash"])).await;
    let request = shift.create_request().await;
    let full = until_full(&shift, &request).await;
    while_full(&shift, &request, full).await;
    let raised = Command::new("prlimit")
        .args(["--fsize=unlimited", "--pid"])
        .arg(shift.server.process().to_string())
        .status();
    assert!(raised.is_ok_and(|status| status.success()), "prlimit(1)");
    after_it(&shift, &request, full, Command::new(binary::nearhand())).await;
}

/// A small disk of its own, where the system lets us make one.
#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_commands_are_refused_and_reads_go_on() {
    let may = Command::new("unshare")
        .args(["-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"])
        .output();
    if !may.is_ok_and(|output| output.status.success()) {
        println!("skipped: a file system of one's own may not be mounted here");
        return;
    }
    let mount = "mkdir -p {data} && mount -t tmpfs -o size=6m tmpfs {data} && exec \"$@\"";
    let shift = Shift::begin_with(&under(&["unshare", "-rm", "sh", "-c", mount, "sh"])).await;
    let request = shift.create_request().await;
    let process = shift.server.process();
    let record = shift.server.record();
    let record = record.strip_prefix("/").expect("a path from the root");
    let ballast = PathBuf::from(format!("/proc/{process}/root"))
        .join(record)
        .join("ballast");
    fill(&ballast);
    let full = until_full(&shift, &request).await;
    while_full(&shift, &request, full).await;
    fs::remove_file(&ballast).expect("the ballast is there");
    // Only in there the server's files are seen under their names.
    let mut within = Command::new("nsenter");
    within
        .args(["--preserve-credentials", "--user", "--mount", "--target"])
        .arg(process.to_string())
        .arg(binary::nearhand());
    after_it(&shift, &request, full, within).await;
}

/// Takes all the space but what the next notes need.
fn fill(ballast: &Path) {
    let mut file = File::create(ballast).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    let length = file.metadata().expect("a length").len();
    file.set_len(length.saturating_sub(100_000)).expect("room");
}
