//! The exact best teams by score, without asking for the time of every team of a large fleet.

use super::{
    CoverChange, Query, Situation, eligibility,
    ties::{TieCosts, Ties},
};
use crate::{
    coverage::{Losses, Share},
    dispatch::ids::TeamId,
    routing::{Origin, Router, Snap},
    units::Millis,
};

/// Times asked for at first: enough for a city's fleet in one search.
const FIRST_LOOK: usize = 64;

/// The best teams, best first, and teams found to have no way.
pub(super) struct Ranked<'a> {
    pub(super) best: Vec<Scored<'a>>,
    pub(super) unreachable: Vec<TeamId>,
}

/// A team with every part of its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored<'a> {
    pub(super) who: eligibility::Eligible<'a>,
    pub(super) eta: Millis,
    pub(super) cover: Option<CoverChange>,
    pub(super) cover_penalty: Millis,
    pub(super) ties: TieCosts,
    pub(super) workload: u32,
}

impl Scored<'_> {
    pub(super) fn score(&self) -> Millis {
        self.eta + self.cover_penalty + self.ties.stranger + self.ties.overtime
    }

    fn order(&self) -> (Millis, u32, TeamId) {
        (self.score(), self.workload, self.who.team.id)
    }
}

pub(super) fn rank<'a, R: Router>(
    situation: &Situation<'a, R>,
    scratch: &mut R::Scratch,
    query: &Query,
    eligible: &[eligibility::Eligible<'a>],
    ties: &Ties,
) -> Ranked<'a> {
    let origins: Vec<Origin> = eligible.iter().map(|who| who.origin).collect();
    let cover = situation
        .cover
        .map(|index| index.cover(eligibility::covering(situation)));
    let cover = cover
        .as_ref()
        .map(|cover| (cover.now(), cover.losses(situation.policy.busy_fraction)));
    let mut nearest = Vec::new();
    let mut look_at = FIRST_LOOK.max(query.k.saturating_mul(2));
    loop {
        let router = situation.router;
        router.nearest(scratch, &origins, &query.place, look_at, &mut nearest);
        let mut best: Vec<Scored<'a>> = nearest
            .iter()
            .map(|&(i, eta)| score(situation, query, (cover.as_ref(), ties), eligible[i], eta))
            .collect();
        best.sort_unstable_by_key(Scored::order);
        let seen_all = nearest.len() < look_at || look_at >= eligible.len();
        if seen_all || is_decided(&best, &nearest, query.k) {
            best.truncate(query.k);
            let unreachable = if seen_all {
                left_out(eligible, &nearest)
            } else {
                Vec::new()
            };
            return Ranked { best, unreachable };
        }
        look_at = look_at.saturating_mul(4);
    }
}

/// Whether no team beyond the nearest ones can still be among the `k` best.
///
/// Teams not seen arrive no earlier than the last one seen. One that arrives in exactly the k-th best
/// score could still win a tie by its workload.
fn is_decided(best: &[Scored<'_>], nearest: &[(usize, Millis)], k: usize) -> bool {
    let Some(last_place) = k.checked_sub(1) else {
        return true;
    };
    match (best.get(last_place), nearest.last()) {
        (Some(kth), Some(&(_, farthest))) => farthest > kth.score(),
        _ => false,
    }
}

fn score<'a, R: Router>(
    situation: &Situation<'a, R>,
    query: &Query,
    (cover, ties): (Option<&(Share, Losses<'_>)>, &Ties),
    who: eligibility::Eligible<'a>,
    eta: Millis,
) -> Scored<'a> {
    let policy = situation.policy;
    let cover = cover.map(|(now, losses)| change(*now, losses, &who.origin.snap));
    let cover_penalty = cover.map_or(Millis(0), |change| {
        policy.cover_penalty(query.priority, change.expected_loss)
    });
    Scored {
        who,
        eta,
        cover,
        cover_penalty,
        ties: ties.costs(situation.board, who.team, eta),
        workload: situation.board.workload(who.team.id),
    }
}

fn change(now: Share, losses: &Losses<'_>, team: &Snap) -> CoverChange {
    let (lost, expected_loss) = losses.without(team);
    CoverChange {
        now,
        without: Share((now.0 - lost.0).max(0.0)),
        lost,
        expected_loss,
    }
}

fn left_out(eligible: &[eligibility::Eligible<'_>], nearest: &[(usize, Millis)]) -> Vec<TeamId> {
    let mut arrives = vec![false; eligible.len()];
    for &(i, _) in nearest {
        arrives[i] = true;
    }
    eligible
        .iter()
        .zip(arrives)
        .filter(|&(_, arrives)| !arrives)
        .map(|(who, _)| who.team.id)
        .collect()
}
