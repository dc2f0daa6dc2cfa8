//! One team's way to one place.

use std::sync::Arc;

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    guidance::{Ends, Units},
    matching::{
        EdgePlace, LiveFix, LiveMatcher, Located, MatchScratch, Progress, RouteProgress, Traversals,
    },
    road::RoadNetwork,
    routing::{EdgeId, Path, Router as _, Snap},
    units::{Millis, Timestamp},
};

use super::{Goal, RerouteReason, Underway};
use crate::{city::CityService, live_router::Routing, route::Guided, wire::time::seconds};

/// A place that is surer than this has a known direction, and speeds are learned between two such places.
const SURE: f64 = 0.8;
/// Nothing is learned from the time between two fixes that lie farther apart.
const LEARNED_WITHIN: Millis = Millis::from_secs(20);

/// The streets as they are now.
pub(super) struct Surroundings<'a> {
    pub(super) routing: &'a Arc<Routing>,
    pub(super) city: &'a CityService,
    pub(super) now: Timestamp,
}

/// A team's way to its goal.
pub(super) struct Journey {
    pub(super) goal: Goal,
    /// The tick that it is told in.
    pub(super) changed: u64,
    /// When its arrival time was kept last.
    pub(super) kept_at: Option<Timestamp>,
    /// Number of the route.
    pub(super) number: u32,
    to: Snap,
    reason: Option<RerouteReason>,
    matcher: LiveMatcher,
    traversals: Traversals,
    /// Where it was seen last, and when.
    seen: Option<(Snap, Timestamp)>,
    located: Option<(Located, Timestamp)>,
    driven: Option<Driven>,
}

/// The route driven.
struct Driven {
    path: Path,
    follower: RouteProgress,
    progress: Progress,
    /// When that was.
    at: Timestamp,
    /// What the route was found on.
    routing: Arc<Routing>,
}

impl Journey {
    pub(super) fn new(goal: Goal, to: Snap, tick: u64) -> Self {
        Self {
            goal,
            changed: tick,
            kept_at: None,
            number: 0,
            to,
            reason: None,
            matcher: LiveMatcher::default(),
            traversals: Traversals::default(),
            seen: None,
            located: None,
            driven: None,
        }
    }

    /// Takes a fix in; tells the streets driven from end to end with the time that took.
    pub(super) fn moved(
        &mut self,
        around: &Surroundings<'_>,
        scratch: &mut MatchScratch,
        fix: &Fix,
    ) -> Vec<(EdgeId, Millis)> {
        let road = around.routing.road();
        let matcher = around.city.matcher(road);
        let live = LiveFix {
            position: fix.position,
            at: fix.at,
            accuracy: fix.accuracy,
            bearing: fix.bearing,
            speed: fix.speed,
        };
        let located = self.matcher.update(&matcher, scratch, &live);
        let before = std::mem::replace(&mut self.located, located.map(|now| (now, fix.at)));
        let learned = match (before, located) {
            (Some((before, then)), Some(now))
                if is_learned_from(&before, &now, fix.at.since(then)) =>
            {
                let way = matcher.driven(scratch, &before.place, &now.place);
                self.traversals.step(road, &way, fix.at.since(then))
            }
            _ => {
                self.traversals.forget();
                Vec::new()
            }
        };
        let seen = match located {
            Some(located) => snap_of(road, &located),
            // Off all streets, as on a large yard.
            None => around.city.snap(fix.position).ok(),
        };
        self.seen = seen.map(|seen| (seen, fix.at)).or(self.seen);
        self.follow(around, fix, located.is_some_and(|located| located.standing));
        learned
    }

    /// Goes on along the route, or finds another.
    fn follow(&mut self, around: &Surroundings<'_>, fix: &Fix, standing: bool) {
        let Some(driven) = &mut self.driven else {
            self.find(around, None);
            return;
        };
        driven.progress = driven
            .follower
            .update(&self.matcher, fix.position, standing);
        driven.at = around.now;
        if driven.progress.off_route {
            self.find(around, Some(RerouteReason::OffRoute));
        } else if !driven.routing.is_driven_like(around.routing) {
            self.find(around, Some(RerouteReason::StreetsChanged));
        }
    }

    /// Finds the way that is best on the streets of now; whether anything changed.
    pub(super) fn streets_changed(&mut self, around: &Surroundings<'_>) -> bool {
        let is_old = |driven: &Driven| !driven.routing.is_driven_like(around.routing);
        let is_old = self.driven.as_ref().is_some_and(is_old);
        is_old && self.find(around, Some(RerouteReason::StreetsChanged))
    }

    /// A route from where the team was seen last; whether one was found. It counts as another route only when it is not
    /// the rest of the one before.
    fn find(&mut self, around: &Surroundings<'_>, reason: Option<RerouteReason>) -> bool {
        let Some((from, _)) = self.seen else {
            return false;
        };
        let found = around
            .routing
            .with_scratch(|router, scratch| router.route(scratch, &from, &self.to));
        let Some(path) = found else {
            // Closed in: the old route says at least where to.
            if let Some(driven) = &mut self.driven {
                driven.routing = Arc::clone(around.routing);
            }
            return false;
        };
        let is_rest = |driven: &Driven| driven.path.edges.ends_with(&path.edges);
        if !self.driven.as_ref().is_some_and(is_rest) {
            self.number += 1;
            self.reason = reason;
        }
        let follower = RouteProgress::new(around.routing.road(), &path);
        self.driven = Some(Driven {
            progress: follower.after(Millis(0)),
            follower,
            path,
            at: around.now,
            routing: Arc::clone(around.routing),
        });
        true
    }

    /// The route as it was found, to a place beside the road.
    pub(super) fn route(&self, ends: &Ends, units: Units) -> Option<Guided> {
        let driven = self.driven.as_ref()?;
        let road = driven.routing.road();
        Some(Guided::of(road, &driven.path, ends, units))
    }

    pub(super) fn arrives_at(&self) -> Option<Timestamp> {
        let driven = self.driven.as_ref()?;
        Some(driven.at.plus(driven.progress.remaining_time))
    }

    pub(super) fn underway(&self, team: TeamId) -> Option<Underway> {
        let progress = &self.driven.as_ref()?.progress;
        Some(Underway {
            assignment: self.goal.assignment,
            team,
            destination: self.goal.destination,
            arrives_at: self.arrives_at()?.into(),
            remaining: seconds(progress.remaining_time),
            distance: progress.remaining.0,
            route: self.number,
            reason: self.reason,
            arrived: progress.arrived,
        })
    }
}

fn is_learned_from(before: &Located, now: &Located, between: Millis) -> bool {
    before.confidence >= SURE && now.confidence >= SURE && between <= LEARNED_WITHIN
}

/// A matched place as the begin of a route: in the direction of travel where that is sure.
fn snap_of(road: &RoadNetwork, located: &Located) -> Option<Snap> {
    let EdgePlace { edge, fraction, .. } = located.place;
    let driven = road.edge(edge);
    let share = if driven.along {
        fraction
    } else {
        1.0 - fraction
    };
    let snap = Snap::on(road, driven.segment, share)?;
    if located.confidence < SURE || located.standing {
        return Some(snap);
    }
    Some(Snap {
        forward: snap.forward.filter(|_| driven.along),
        backward: snap.backward.filter(|_| !driven.along),
        ..snap
    })
}
