//! What happened, as subscribers are told of it.

use std::sync::Arc;

use nearhand_engine::{
    dispatch::{Event, closure::StreetClosure, model},
    units::Timestamp,
};

use super::{Published, RING};
use crate::wire::redact::SeenRequest;

/// An event and the entities as they were right after it.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveEvent {
    /// Its sequence number.
    pub seq: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// What happened, such as `team_assigned`.
    pub kind: String,
    /// The team that changed.
    pub team: Option<model::Team>,
    /// The request that changed.
    pub request: Option<SeenRequest>,
    /// The assignment that changed.
    pub assignment: Option<model::Assignment>,
    /// The closure that changed.
    pub closure: Option<StreetClosure>,
}

/// What a subscriber that knows a sequence number has missed.
#[derive(Clone, Debug, PartialEq)]
pub enum Missed {
    /// These events, in order; none when it is up to date.
    Events(Vec<Arc<LiveEvent>>),
    /// More than is kept, or another log's number: it needs a snapshot.
    TooMuch,
}

impl Published {
    /// Takes in a durable event.
    pub(super) fn apply(&mut self, event: &Event) {
        let changed = self.board.apply(event);
        self.seq += 1;
        if changed.closure.is_some() {
            self.closures_seq = self.seq;
        }
        let request = changed.request.and_then(|id| self.board.request(id));
        let live = LiveEvent {
            seq: self.seq,
            at: event.at,
            kind: kind(event),
            team: changed.team.and_then(|id| self.board.team(id)).cloned(),
            request: request.map(|request| SeenRequest::of(&self.board, request)),
            assignment: changed
                .assignment
                .and_then(|id| self.board.assignment(id))
                .cloned(),
            closure: changed
                .closure
                .and_then(|id| self.board.closure(id))
                .cloned(),
        };
        if self.ring.len() == RING {
            self.ring.pop_front();
        }
        self.ring.push_back(Arc::new(live));
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
        assert_eq!(events[0].request, None);
    }
}
