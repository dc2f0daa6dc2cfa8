//! What decides between teams that are about equally near: who knows the person or the place, and whose shift ends.
//!
//! Each is a cost in time, never a gain, so that a team that is farther than another's whole score still cannot
//! pass it; and each costs a life in danger nothing.

use std::collections::BTreeSet;

use super::{Policy, Query, Situation};
use crate::{
    dispatch::{
        board::Board,
        ids::TeamId,
        model::{AssignmentOutcome, Team},
    },
    geo,
    routing::Router,
    units::{Metres, Millis, Timestamp},
};

/// A request so near to another one is taken for the same household or corner.
const SAME_PLACE: Metres = Metres(30.0);
/// How many assignments back a team is taken to remember: some weeks of a city's team.
const MEMORY: usize = 1000;

/// What is the same for all teams of a ranking.
pub(super) struct Ties {
    known_by: BTreeSet<TeamId>,
    stranger: Millis,
    overtime: Millis,
    task: Millis,
    now: Timestamp,
}

/// Time added to rank, beside the cover lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TieCosts {
    pub(super) stranger: Millis,
    pub(super) overtime: Millis,
}

impl Ties {
    pub(super) fn new<R: Router>(
        situation: &Situation<'_, R>,
        query: &Query,
        now: Timestamp,
        eligible: impl Iterator<Item = TeamId>,
    ) -> Self {
        let Policy {
            continuity,
            overtime,
            task,
            ..
        } = situation.policy;
        let place = usize::from(query.priority.number()) - 1;
        let mut known_by = known_by(situation.board, query);
        if !known_by.is_empty() {
            let can_go: BTreeSet<TeamId> = eligible.collect();
            known_by.retain(|team| can_go.contains(team));
        }
        Self {
            known_by,
            stranger: continuity[place],
            overtime: overtime[place],
            task: *task,
            now,
        }
    }

    /// Whether the team was with this person or at this place before.
    pub(super) fn knows(&self, team: TeamId) -> bool {
        self.known_by.contains(&team)
    }

    pub(super) fn costs(&self, board: &Board, team: &Team, eta: Millis) -> TieCosts {
        let somebody_else_knows = !self.known_by.is_empty() && !self.knows(team.id);
        let until = team
            .shift
            .and_then(|shift| board.shift(shift))
            .and_then(|shift| shift.until);
        let done = self.now.plus(eta + self.task);
        let too_late = until.is_some_and(|until| until < done);
        let cost = |applies: bool, cost: Millis| if applies { cost } else { Millis(0) };
        TieCosts {
            stranger: cost(somebody_else_knows, self.stranger),
            overtime: cost(too_late, self.overtime),
        }
    }
}

/// The teams that completed an assignment for this request, or at its place, lately.
fn known_by(board: &Board, query: &Query) -> BTreeSet<TeamId> {
    board
        .latest_assignments()
        .take(MEMORY)
        .filter(|assignment| assignment.outcome == AssignmentOutcome::Completed)
        .filter(|assignment| {
            Some(assignment.request) == query.request
                || board.request(assignment.request).is_some_and(|request| {
                    let there = request.details.position;
                    geo::distance(there, query.at).0 <= SAME_PLACE.0
                })
        })
        .map(|assignment| assignment.team)
        .collect()
}
