//! What happened in the runs, so that a simulation in which nothing goes wrong is noticed.

use std::collections::BTreeMap;

/// How often things happened, and how often each kind of command was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome(pub(super) BTreeMap<String, u64>);

impl Outcome {
    const ALL: [&str; 34] = [
        "answered",
        "refused",
        "asked again",
        "not stored",
        "questions lost",
        "answers lost",
        "power cuts",
        "power cuts in the middle of a commit",
        "kills",
        "checkpoints",
        "checkpoints failed",
        "power cuts in the middle of a checkpoint",
        "writes torn",
        "writes dropped",
        "disk full",
        "writes failed",
        "clock set back",
        "timers",
        "accepted: acknowledge",
        "accepted: add_note",
        "accepted: add_team",
        "accepted: advance",
        "accepted: assign",
        "accepted: cancel_assignment",
        "accepted: clear",
        "accepted: close_request",
        "accepted: create_request",
        "accepted: decline",
        "accepted: hold_request",
        "accepted: merge_request",
        "accepted: preempt",
        "accepted: reassign",
        "accepted: schedule_request",
        "accepted: sign_on",
    ];

    pub(super) fn count(&mut self, what: &str) {
        *self.0.entry(what.to_owned()).or_default() += 1;
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what.clone()).or_default() += count;
        }
    }

    pub(super) fn never_happened(&self) -> Vec<&'static str> {
        let never = |what: &&str| self.0.get(*what).is_none_or(|&count| count == 0);
        Self::ALL.into_iter().filter(never).collect()
    }
}
