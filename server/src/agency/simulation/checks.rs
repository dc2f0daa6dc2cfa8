//! What must be true of the log and the board, whatever has happened.

use std::collections::{BTreeMap, BTreeSet};

use nearhand_engine::dispatch::{Board, Change, Event, ids::TeamId};

use super::clients::Given;
use crate::{
    agency::Published,
    store::{Link, Store},
};

/// A sentence that says what is not true.
pub(super) type Checked = Result<(), String>;

pub(super) fn ensure(holds: bool, problem: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(problem()) }
}

/// Reads the log again and compares it with everything that is known.
pub(super) fn all(
    store: &dyn Store,
    published: &Published,
    known: &BTreeMap<u64, Link>,
    given: &[Given],
) -> Checked {
    let log = read(store)?;
    ensure(log.is_sorted_by_key(|event| event.at), || {
        "times run backwards".to_owned()
    })?;
    let mut replayed = Board::new();
    for event in &log {
        replayed.apply(event);
    }
    ensure(published.seq == log.len() as u64, || {
        format!(
            "the board stands at {}, the log at {}",
            published.seq,
            log.len()
        )
    })?;
    ensure(replayed == published.board, || {
        "the log leads to another board than the live one".to_owned()
    })?;
    replayed
        .check()
        .map_err(|violation| violation.to_string())?;
    one_assignment_per_team(&replayed)?;
    whole_commands(&log)?;
    marks(&log, given)?;
    for (&seq, link) in known {
        let found = store.link_at(seq).map_err(|error| error.to_string())?;
        ensure(found == Some(*link), || {
            format!("entry {seq} was answered and is no longer what it was")
        })?;
    }
    for it in given {
        answer_is_kept(store, it)?;
    }
    Ok(())
}

/// Every entry, which must be numbered without a gap.
fn read(store: &dyn Store) -> Result<Vec<Event>, String> {
    let (mut log, mut gap) = (Vec::new(), None);
    let read = store.read_after(0, &mut |logged| {
        if logged.seq != log.len() as u64 + 1 {
            gap = Some(logged.seq);
        }
        log.push(logged.event);
        true
    });
    read.map_err(|error| error.to_string())?;
    ensure(gap.is_none(), || format!("a gap before entry {gap:?}"))?;
    Ok(log)
}

/// Counted here once more, without the board's own checks.
fn one_assignment_per_team(board: &Board) -> Checked {
    let mut busy = BTreeSet::<TeamId>::new();
    for assignment in board.assignments().filter(|it| it.is_open()) {
        ensure(busy.insert(assignment.team), || {
            format!("team {} is on two assignments", assignment.team)
        })?;
    }
    Ok(())
}

/// Commands of two events are there with both or not at all.
fn whole_commands(log: &[Event]) -> Checked {
    for (at, event) in log.iter().enumerate() {
        let next = log.get(at + 1).map(|event| &event.change);
        let is_whole = match &event.change {
            Change::RequestMerged { into, .. } => {
                matches!(next, Some(Change::DuplicateAbsorbed { request, .. }) if request == into)
            }
            Change::AssignmentReassigned { .. } => {
                matches!(next, Some(Change::TeamAssigned { .. }))
            }
            _ => true,
        };
        ensure(is_whole, || format!("half a command at entry {}", at + 1))?;
    }
    Ok(())
}

/// What was written under a key is there once if it was answered, and never twice.
fn marks(log: &[Event], given: &[Given]) -> Checked {
    let mut found = BTreeMap::<&str, u32>::new();
    for event in log {
        let mark = match &event.change {
            Change::RequestCreated { details, .. } => details.note.as_deref(),
            Change::NoteAdded { text, .. } => Some(text.as_str()),
            _ => None,
        };
        if let Some(mark) = mark {
            *found.entry(mark).or_default() += 1;
        }
    }
    ensure(found.values().all(|&times| times == 1), || {
        format!("a command was done twice: {found:?}")
    })?;
    for it in given
        .iter()
        .filter(|it| it.answer.is_some() && it.is_marked())
    {
        ensure(found.contains_key(it.key.as_str()), || {
            format!("{} was answered and is not in the log", it.key)
        })?;
    }
    Ok(())
}

fn answer_is_kept(store: &dyn Store, given: &Given) -> Checked {
    let Some(first) = &given.answer else {
        return Ok(());
    };
    let kept = store
        .answer(&given.actor, &given.key)
        .map_err(|error| error.to_string())?;
    ensure(
        kept.is_some_and(|kept| kept.seq == first.seq && kept.entity == first.entity),
        || format!("the answer to {} is not kept", given.key),
    )
}
