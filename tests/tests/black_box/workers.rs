//! Devices are served by workers of their own, which step back: no command waits behind their positions.
#![cfg(target_os = "linux")]

use std::{fs, path::Path};

use nearhand_tests::{Server, Socket};
use serde_json::json;

use crate::shift::Shift;

/// For how long the workers of devices have run, nanoseconds; all of them step back.
fn worked(server: &Server) -> u64 {
    let folder = format!("/proc/{}/task", server.process());
    let threads = fs::read_dir(folder).expect("the server runs");
    let paths = threads.map(|thread| thread.expect("a thread").path());
    let times: Vec<u64> = paths.filter_map(|path| worked_by(&path)).collect();
    assert!(!times.is_empty(), "there are workers for devices");
    times.iter().sum()
}

fn worked_by(thread: &Path) -> Option<u64> {
    let read = |name: &str| fs::read_to_string(thread.join(name)).unwrap_or_default();
    if read("comm").trim() != "devices" {
        return None;
    }
    // proc_pid_stat(5): after the name in brackets come fields 3 and on; the niceness is field 19.
    let stat = read("stat");
    let (_, fields) = stat.rsplit_once(')')?;
    assert_eq!(fields.split_whitespace().nth(16), Some("10"), "{stat}");
    let times = read("schedstat");
    times.split_whitespace().next()?.parse().ok()
}

#[tokio::test]
async fn positions_of_devices_and_commands_have_workers_apart() {
    const TIMES: u64 = 100;
    let shift = Shift::begin().await;
    let device = shift.device().await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let (mut device, _) = Socket::hello(&shift.server, &device, None).await;
    let before = worked(&shift.server);
    for number in 0..TIMES {
        let clear = json!({ "kind": "clear", "assignment": format!("A{}", number + 1000) });
        desk.command(&format!("missing-{number}"), &clear).await;
    }
    let while_commanded = worked(&shift.server) - before;
    for _ in 0..TIMES {
        // In the future: each is answered.
        let position = json!({
            "type": "position", "position": shift.address, "at": "2999-01-01T00:00:00Z",
            "speed": null, "bearing": null, "accuracy": null,
        });
        device.say(&position).await;
        device.wait_for("position_refused").await;
    }
    let while_driven = worked(&shift.server) - before - while_commanded;
    assert!(
        while_driven > 10 * while_commanded,
        "{while_driven} ns for positions, {while_commanded} ns while commands came"
    );
}
