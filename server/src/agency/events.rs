//! What happened, as subscribers are told of it.

use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock},
};

use nearhand_engine::{
    dispatch::{Board, Changed, Event, closure::StreetClosure, model},
    geo,
    units::Timestamp,
};

use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{Published, RING};
use crate::{
    store::Snapshot,
    wire::redact::{SeenRequest, Viewer},
};

/// An event and the entities as they were right after it.
#[derive(Debug)]
pub struct LiveEvent {
    /// Its sequence number.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// What happened, such as `team_assigned`.
    pub kind: String,
    /// The team that changed.
    pub team: Option<model::Team>,
    /// The requests that changed, or whose warnings did.
    pub requests: Vec<SeenRequest>,
    /// The assignment that changed.
    pub assignment: Option<model::Assignment>,
    /// The closure that changed.
    pub closure: Option<StreetClosure>,
    /// The member that changed.
    pub member: Option<model::Member>,
    /// The vehicle that changed.
    pub vehicle: Option<model::Vehicle>,
    /// The shift that changed.
    pub shift: Option<model::Shift>,
    /// The destination that changed.
    pub destination: Option<model::Destination>,
    /// The flag that changed.
    pub flag: Option<model::Flag>,
    /// The triage forms that changed.
    pub forms: Vec<model::TriageForm>,
    /// As it was written for each kind of viewers.
    texts: [OnceLock<Utf8Bytes>; Viewer::KINDS],
}

impl LiveEvent {
    fn of(board: &Board, seq: u64, event: &Event, changed: Changed) -> Self {
        let assignment = changed.assignment.and_then(|id| board.assignment(id));
        let destination = changed.destination.and_then(|id| board.destination(id));
        Self {
            seq,
            at: event.at,
            kind: kind(event),
            team: changed.team.and_then(|id| board.team(id)).cloned(),
            requests: requests(board, changed),
            assignment: assignment.cloned(),
            closure: changed.closure.and_then(|id| board.closure(id)).cloned(),
            member: changed.member.and_then(|id| board.member(id)).cloned(),
            vehicle: changed.vehicle.and_then(|id| board.vehicle(id)).cloned(),
            shift: changed.shift.and_then(|id| board.shift(id)).cloned(),
            destination: destination.cloned(),
            flag: changed.flag.and_then(|id| board.flag(id)).cloned(),
            forms: forms(board, changed),
            texts: Default::default(),
        }
    }

    /// The event as JSON for a viewer; what `write` makes is kept for the next one of the same role, so that
    /// hundreds of screens cost one writing.
    pub(crate) fn written<T: Serialize>(&self, viewer: Viewer, write: impl Fn() -> T) -> Utf8Bytes {
        // A value made of strings, numbers and lists can always be written.
        let text = || serde_json::to_string(&write()).unwrap_or_default().into();
        match viewer.kind() {
            Some(kind) => self.texts[kind].get_or_init(text).clone(),
            None => text(),
        }
    }
}

/// The form that changed, or all of a configuration that was set.
fn forms(board: &Board, changed: Changed) -> Vec<model::TriageForm> {
    let one = changed.form.and_then(|kind| board.form(kind));
    let all = board.forms().filter(|_| changed.configuration);
    one.into_iter().chain(all).cloned().collect()
}

/// The request that changed, the open ones at the place of a flag that changed, and all open ones when the goals they are
/// due by may have changed.
fn requests(board: &Board, changed: Changed) -> Vec<SeenRequest> {
    let is_open = |request: &&model::Request| request.state != model::RequestState::Closed;
    let own = changed.request.and_then(|id| board.request(id));
    let flag = changed.flag.and_then(|id| board.flag(id));
    let warned = flag.into_iter().flat_map(|flag| {
        board.requests().filter(move |request| {
            let place = request.details.position;
            request.state != model::RequestState::Closed
                && geo::distance(flag.position, place).0 <= flag.radius.0
        })
    });
    // Not looked at otherwise: a board may hold years of them, and this is done for every event.
    let all = changed
        .configuration
        .then(|| board.requests().filter(is_open));
    own.into_iter()
        .chain(warned)
        .chain(all.into_iter().flatten())
        .map(|request| SeenRequest::of(board, request))
        .collect()
}

/// What a subscriber that knows a sequence number has missed.
#[derive(Debug)]
pub enum Missed {
    /// These events, in order; none when it is up to date.
    Events(Vec<Arc<LiveEvent>>),
    /// More than is kept, or another log's number: it needs a snapshot.
    TooMuch,
}

impl Published {
    /// The board of a snapshot; nothing is kept of the events that led to it.
    pub(super) fn at(snapshot: Snapshot) -> Self {
        Self {
            board: snapshot.board,
            seq: snapshot.head.seq,
            // The latest that can be: who waits for a closure waits for no earlier one.
            closures_seq: snapshot.head.seq,
            ring: VecDeque::new(),
        }
    }

    /// Takes in an event of long ago, that no client will ask for.
    pub(super) fn replay(&mut self, event: &Event) {
        self.take_in(event);
    }

    fn take_in(&mut self, event: &Event) -> Changed {
        let changed = self.board.apply(event);
        self.seq += 1;
        if changed.closure.is_some() {
            self.closures_seq = self.seq;
        }
        changed
    }

    /// Takes in a durable event, and gives it as clients are told of it.
    pub(super) fn apply(&mut self, event: &Event) -> Arc<LiveEvent> {
        let changed = self.take_in(event);
        let live = LiveEvent::of(&self.board, self.seq, event, changed);
        if self.ring.len() == RING {
            self.ring.pop_front();
        }
        let live = Arc::new(live);
        self.ring.push_back(Arc::clone(&live));
        live
    }

    /// At most `limit` of the events after a sequence number.
    #[must_use]
    pub fn missed_since(&self, seq: u64, limit: usize) -> Missed {
        let kept = u64::try_from(self.ring.len()).unwrap_or(u64::MAX);
        let before_ring = self.seq - kept.min(self.seq);
        let Some(known) = seq.checked_sub(before_ring) else {
            return Missed::TooMuch;
        };
        if seq > self.seq {
            return Missed::TooMuch;
        }
        let skip = usize::try_from(known).unwrap_or(usize::MAX);
        Missed::Events(self.ring.iter().skip(skip).take(limit).cloned().collect())
    }
}

/// The name of what happened, as serde writes it.
fn kind(event: &Event) -> String {
    match serde_json::to_value(&event.change) {
        Ok(change) => change["kind"].as_str().unwrap_or_default().to_owned(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use nearhand_engine::dispatch::Command;

    use super::*;

    fn published(teams: usize) -> Published {
        let mut published = Published::default();
        for number in 0..teams {
            let command = Command::AddTeam {
                callsign: format!("Team {number}"),
                capabilities: [].into(),
                post: None,
            };
            for event in published.board.decide(&command, Timestamp(1)).unwrap() {
                published.apply(&event);
            }
        }
        published
    }

    fn seqs(missed: Missed) -> Option<Vec<u64>> {
        match missed {
            Missed::Events(events) => Some(events.iter().map(|event| event.seq).collect()),
            Missed::TooMuch => None,
        }
    }

    #[test]
    fn the_missed_events_follow_without_a_gap() {
        let published = published(5);
        assert_eq!(seqs(published.missed_since(2, 10)), Some(vec![3, 4, 5]));
        assert_eq!(seqs(published.missed_since(0, 2)), Some(vec![1, 2]));
        assert_eq!(seqs(published.missed_since(5, 10)), Some(vec![]));
        assert_eq!(seqs(published.missed_since(6, 10)), None);
    }

    #[test]
    fn a_subscriber_from_before_the_ring_needs_a_snapshot() {
        let mut published = published(5);
        published.ring.drain(..2);
        assert_eq!(seqs(published.missed_since(1, 10)), None);
        assert_eq!(seqs(published.missed_since(2, 10)), Some(vec![3, 4, 5]));
    }

    #[test]
    fn an_event_carries_what_changed() {
        let published = published(1);
        let Missed::Events(events) = published.missed_since(0, 1) else {
            panic!("the event is kept");
        };
        assert_eq!(events[0].kind, "team_added");
        assert_eq!(events[0].team.as_ref().unwrap().callsign, "Team 0");
        assert_eq!(events[0].requests, []);
    }
}
