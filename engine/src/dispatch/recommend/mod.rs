//! Who should go: the exact best teams for a place, with every part of the score.
//!
//! A team's score is its time to arrive (driving, plus the age of its position) plus a penalty for
//! the cover that is lost when it goes. The penalty is never negative, so a team whose time alone is
//! worse than the k-th best score cannot be among the best: the search looks at the nearest teams,
//! in growing numbers, until that bound closes it. What decides between teams about equally near is
//! a cost as well (`ties`). Busy teams that could come are listed beside (`busy`), and several waiting
//! requests can be answered together (`joint`).

mod busy;
mod eligibility;
mod joint;
mod policy;
mod ranking;
mod reasons;
#[cfg(test)]
mod tests;
mod ties;

use std::collections::BTreeSet;

pub use busy::{BusyCandidate, BusyHow};
pub use eligibility::{Excluded, Exclusion};
pub use joint::{JointAssignment, LATE, Waiting, joint};
pub use policy::{Neighbour, Policy};

use self::ties::Ties;
use super::{
    board::Board,
    fleet::Fleet,
    ids::{RequestId, TeamId},
    model::{Capability, Priority, Request, RequestType, TeamStatus},
};
use crate::{
    coverage::{CoverIndex, Share},
    road::RoadNetwork,
    routing::{Router, Snap},
    units::{LngLat, Metres, Millis, Timestamp},
};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The request, when it stands on the board already.
    pub request: Option<RequestId>,
    /// Where help is needed.
    pub at: LngLat,
    /// The same, put onto the road.
    pub place: Snap,
    /// Kind of help.
    pub kind: RequestType,
    /// Urgency.
    pub priority: Priority,
    /// What a team must be able to do.
    pub needs: BTreeSet<Capability>,
    /// How many teams to name.
    pub k: usize,
}

impl Query {
    /// The query for a request on the board, whose place on the road the caller has found.
    #[must_use]
    pub fn for_request(request: &Request, place: Snap, k: usize) -> Self {
        Self {
            request: Some(request.id),
            at: request.details.position,
            place,
            kind: request.details.kind,
            priority: request.details.priority,
            needs: request.details.needs.clone(),
            k,
        }
    }
}

/// What the recommendation goes by.
pub struct Situation<'a, R: Router> {
    /// Teams, their status and what they can do.
    pub board: &'a Board,
    /// Where they are.
    pub fleet: &'a Fleet,
    /// The streets that teams in motion drive on along; without them teams are where they were last seen.
    pub road: Option<&'a RoadNetwork>,
    /// How long they take.
    pub router: &'a R,
    /// What they cover; without it time alone decides.
    pub cover: Option<&'a CoverIndex>,
    /// The numbers to weigh by.
    pub policy: &'a Policy,
}

/// The best teams and why the others are out.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// When it was made.
    pub at: Timestamp,
    /// The request, when it stands on the board.
    pub request: Option<RequestId>,
    /// The best teams by score, best first.
    pub candidates: Vec<Candidate>,
    /// Busy teams that could come, by arrival: when they are free, or instead of somebody less urgent.
    pub busy: Vec<BusyCandidate>,
    /// Neighbours who could help, by arrival.
    pub neighbours: Vec<Neighbour>,
    /// Teams that cannot go, by id, one reason each.
    ///
    /// In a large fleet a team without a way to the place is listed only when the search had to look
    /// as far as it.
    pub excluded: Vec<Excluded>,
    /// What the cover figures mean; `None` when there are none.
    pub cover: Option<CoverBasis>,
}

/// What a cover figure means.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverBasis {
    /// Demand counts as covered when a team reaches it within this time.
    pub goal: Millis,
    /// Where the demand figures come from.
    pub source: String,
}

/// A team that can go.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The team.
    pub team: TeamId,
    /// Its place in the ranking, from 1.
    pub rank: u32,
    /// Time to arrive: drive and staleness.
    pub eta: Millis,
    /// Driving time from where it is taken to be.
    pub drive: Millis,
    /// Age of its position, less what it is taken to have driven on: added, for it may have gone anywhere.
    pub staleness: Millis,
    /// Age of its position.
    pub position_age: Millis,
    /// How far its position is from the road it was put onto.
    pub distance_to_road: Metres,
    /// What its going does to the cover; `None` without a cover index.
    pub cover: Option<CoverChange>,
    /// Time added to rank for the cover lost.
    pub cover_penalty: Millis,
    /// Time added to rank because another team that could go knows the person or the place.
    pub stranger_penalty: Millis,
    /// Time added to rank because its shift would end before it is done.
    pub overtime_penalty: Millis,
    /// Whether it was with this person or at this place before.
    pub knows_them: bool,
    /// Time to arrive and all penalties: what ranks.
    pub score: Millis,
    /// What would be good to have and the team has not.
    pub missing: Vec<Capability>,
    /// What it does at the moment.
    pub status: TeamStatus,
    /// Whether its position is too old to be shown as live.
    pub stale: bool,
    /// Assignments it was given in this shift.
    pub workload: u32,
    /// Why it stands where it stands, as sentences for people.
    pub reasons: Vec<String>,
}

/// The cover with and without a team, all available teams considered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverChange {
    /// Share of demand that some available team reaches within the goal.
    pub now: Share,
    /// The same when this team has gone.
    pub without: Share,
    /// The difference.
    pub lost: Share,
    /// Loss of expected cover (MEXCLP), which makes the penalty.
    pub expected_loss: Share,
}

/// The `k` best teams by score, and `k` busy ones that could come; equal scores go to the team with fewer assignments, then to the lower id.
pub fn recommend<R: Router>(
    situation: &Situation<'_, R>,
    scratch: &mut R::Scratch,
    query: &Query,
    now: Timestamp,
) -> Recommendation {
    let (eligible, mut excluded) = eligibility::split(situation, query, now);
    let ids = eligible.iter().map(|able| able.team.id);
    let ties = Ties::new(situation, query, now, ids);
    let ranked = ranking::rank(situation, scratch, query, &eligible, &ties);
    excluded.extend(ranked.unreachable.iter().map(|team| Excluded {
        team: *team,
        reason: Exclusion::NoRoute,
    }));
    excluded.sort_unstable_by_key(|excluded| excluded.team);
    let mut neighbours = situation.policy.neighbours.clone();
    neighbours.sort_by_key(|neighbour| neighbour.response);
    Recommendation {
        at: now,
        request: query.request,
        candidates: reasons::explain(situation, query, ranked.best, &ties),
        busy: busy::busy(situation, scratch, query, now),
        neighbours,
        excluded,
        cover: situation.cover.map(|index| CoverBasis {
            goal: index.goal(),
            source: index.zones().source().to_owned(),
        }),
    }
}
