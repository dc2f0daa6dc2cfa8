//! A log written once must lead to the same board for ever, or say that it no longer does.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::Value;

use super::properties::any_command;
use crate::{
    dispatch::{BOARD_FORMAT, Board, Changed, Event},
    units::Timestamp,
};

/// Logs kept, one after the other with an empty line between; each is of a board of its own.
const LOGS: usize = 8;
/// Commands tried for each; most of them are refused.
const COMMANDS: i64 = 500;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/dispatch/tests")
        .join(name)
}

/// Logs of everything that can happen, in no sensible order.
fn write_logs() -> String {
    let mut runner = TestRunner::deterministic();
    let mut log = || {
        let mut board = Board::new();
        let mut lines = String::new();
        for step in 0..COMMANDS {
            let command = any_command().new_tree(&mut runner).unwrap().current();
            let events = board.decide(&command, Timestamp(step * 10));
            for event in events.into_iter().flatten() {
                board.apply(&event);
                writeln!(lines, "{}", serde_json::to_string(&event).unwrap()).unwrap();
            }
        }
        lines
    };
    let logs: Vec<String> = (0..LOGS).map(|_| log()).collect();
    logs.join("\n")
}

fn boards_of(logs: &str) -> String {
    let mut boards = String::new();
    for log in logs.split("\n\n") {
        let mut board = Board::new();
        for line in log.lines() {
            let event: Event = serde_json::from_str(line).expect(line);
            assert_ne!(board.apply(&event), Changed::default(), "{line}");
        }
        board.check().unwrap();
        writeln!(boards, "{}", serde_json::to_string(&board).unwrap()).unwrap();
    }
    boards
}

/// The log lies in the repository as it was first written: this version still reads it, and it leads to the
/// board that lies beside it. `UPDATE=1 cargo test -p nearhand-engine replay` writes the board anew, and a log
/// where there is none.
#[test]
fn an_old_log_leads_to_the_same_board_or_the_format_has_another_number() {
    let update = std::env::var_os("UPDATE").is_some();
    if update && !file("log.jsonl").exists() {
        std::fs::write(file("log.jsonl"), write_logs()).unwrap();
    }
    let log = std::fs::read_to_string(file("log.jsonl")).unwrap();
    let text = format!("{BOARD_FORMAT}\n{}", boards_of(&log));
    let kept = std::fs::read_to_string(file("board.json")).unwrap_or_default();
    if text == kept {
        return;
    }
    let same_number = kept.lines().next() == Some(&BOARD_FORMAT.to_string());
    assert!(
        !same_number,
        "the same log leads to another board than before: raise BOARD_FORMAT, so that snapshots of the old form \
         are not used, then UPDATE=1 cargo test -p nearhand-engine replay"
    );
    assert!(
        update,
        "BOARD_FORMAT was raised: UPDATE=1 cargo test -p nearhand-engine replay"
    );
    std::fs::write(file("board.json"), text).unwrap();
}

#[test]
fn the_kept_log_has_nearly_everything_that_can_happen() {
    let log = std::fs::read_to_string(file("log.jsonl")).unwrap();
    let kinds: BTreeSet<String> = log
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let entry: Value = serde_json::from_str(line).unwrap();
            entry["change"]["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(kinds.len() >= 40, "{}: {kinds:?}", kinds.len());
}
