//! How busy the teams were.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    dispatch::{board::Board, ids::TeamId, model::AssignmentOutcome},
    units::{Millis, Timestamp},
};

/// How busy a team was in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Utilisation {
    /// Signed on to signed off, as far as it lies in the period.
    pub on_shift: Millis,
    /// Notified to cleared, declined, cancelled or reassigned, as far as it lies in the period; a team has one task at a time.
    pub committed: Millis,
    /// Tasks that the team was notified of in the period.
    pub tasks: usize,
    /// Of these: cleared by the team itself.
    pub completed: usize,
}

impl Utilisation {
    /// The share of its time on shift that the team was committed; `None` when it was not on shift.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let on_shift = self.on_shift.as_secs_f64();
        (self.on_shift.0 > 0).then(|| self.committed.as_secs_f64() / on_shift)
    }
}

/// How busy every team was in a period; what still goes on counts until `now`.
///
/// Shifts from before the board kept them are not known, but for one that goes on.
#[must_use]
pub fn utilisation(
    board: &Board,
    period: &Range<Timestamp>,
    now: Timestamp,
) -> BTreeMap<TeamId, Utilisation> {
    let within = |begin: Timestamp, end: Option<Timestamp>| {
        let end = end.unwrap_or(now).min(period.end);
        end.since(begin.max(period.start))
    };
    let mut teams: BTreeMap<TeamId, Utilisation> = board
        .teams()
        .map(|team| {
            let unkept = team.on_shift_since.filter(|_| team.shift.is_none());
            let busy = Utilisation {
                on_shift: unkept.map_or(Millis(0), |since| within(since, None)),
                ..Utilisation::default()
            };
            (team.id, busy)
        })
        .collect();
    for shift in board.shifts() {
        if let (Some(began), Some(busy)) = (shift.began_at, teams.get_mut(&shift.team)) {
            busy.on_shift = busy.on_shift + within(began, shift.ended_at);
        }
    }
    for assignment in board.assignments().filter(|it| !it.never_sent) {
        let Some(busy) = teams.get_mut(&assignment.team) else {
            continue;
        };
        busy.committed = busy.committed + within(assignment.assigned_at, assignment.ended_at);
        if period.contains(&assignment.assigned_at) {
            busy.tasks += 1;
            busy.completed += usize::from(assignment.outcome == AssignmentOutcome::Completed);
        }
    }
    teams
}
