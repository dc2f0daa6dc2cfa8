//! Teams that are busy now and could still be the best: those about to be free, and those on their way to
//! somebody less urgent.

use super::{
    Query, Situation,
    eligibility::{self, Asked},
};
use crate::{
    dispatch::{
        ids::{RequestId, TeamId},
        model::{Team, TeamStatus},
    },
    routing::{Origin, Router},
    units::{Millis, Timestamp},
};

/// A busy team that could come.
#[derive(Clone, Debug, PartialEq)]
pub struct BusyCandidate {
    /// The team.
    pub team: TeamId,
    /// What it does at the moment.
    pub status: TeamStatus,
    /// How it could come.
    pub how: BusyHow,
    /// Time from when it could go to its arrival, the age of its position included.
    pub drive: Millis,
    /// Time from now to its arrival.
    pub eta: Millis,
}

/// How a busy team could come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusyHow {
    /// It is about to be free.
    WhenFree {
        /// In about this time, by what such tasks usually take.
        free_in: Millis,
    },
    /// It is on its way to somebody less urgent, and could be sent here instead.
    InsteadOf {
        /// The request that would wait again.
        request: RequestId,
    },
}

/// The `k` busy teams that could arrive first.
pub(super) fn busy<R: Router>(
    situation: &Situation<'_, R>,
    scratch: &mut R::Scratch,
    query: &Query,
    now: Timestamp,
) -> Vec<BusyCandidate> {
    let asked = Asked::of(situation, query);
    let able: Vec<(&Team, BusyHow, Origin)> = eligibility::teams(situation)
        .filter_map(|(team, position)| {
            let how = how(situation, query, team, now)?;
            asked.fit(team).ok()?;
            let standing = eligibility::standing(situation, position, now);
            let mut origin = standing.ok()?.origin;
            origin.delay = origin.delay + how.wait();
            Some((team, how, origin))
        })
        .collect();
    let origins: Vec<Origin> = able.iter().map(|&(_, _, origin)| origin).collect();
    let mut nearest = Vec::new();
    let router = situation.router;
    router.nearest(scratch, &origins, &query.place, query.k, &mut nearest);
    nearest
        .into_iter()
        .map(|(i, eta)| {
            let (team, how, _) = able[i];
            BusyCandidate {
                team: team.id,
                status: team.status,
                how,
                drive: Millis(eta.0.saturating_sub(how.wait().0)),
                eta,
            }
        })
        .collect()
}

impl BusyHow {
    fn wait(self) -> Millis {
        match self {
            Self::WhenFree { free_in } => free_in,
            Self::InsteadOf { .. } => Millis(0),
        }
    }
}

/// `None` for a team that cannot be foreseen: one that is transporting will be somewhere else when it is free.
fn how<R: Router>(
    situation: &Situation<'_, R>,
    query: &Query,
    team: &Team,
    now: Timestamp,
) -> Option<BusyHow> {
    let usual = situation.policy.usually_takes(team.status);
    if let Some(usual) = usual {
        let so_far = now.since(team.status_since);
        let left = Millis(usual.0.saturating_sub(so_far.0));
        let free_in = left.max(situation.policy.soonest_free);
        return Some(BusyHow::WhenFree { free_in });
    }
    let on_its_way = matches!(
        team.status,
        TeamStatus::Assigned | TeamStatus::Acknowledged | TeamStatus::EnRoute | TeamStatus::Staged
    );
    let assignment = situation.board.assignment(team.assignment?)?;
    let request = situation.board.request(assignment.request)?;
    let less_urgent = request.details.priority > query.priority;
    let other = Some(request.id) != query.request;
    (on_its_way && less_urgent && other).then_some(BusyHow::InsteadOf {
        request: request.id,
    })
}
