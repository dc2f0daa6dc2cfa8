//! How far along its route a vehicle is, and whether it has left it.

use super::LiveMatcher;
use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::{EdgeId, Path};
use crate::units::{LngLat, Metres, Millis};

/// So many fixes in a row off the route mean that it was left: one may be an error.
const BAD_FIXES: u32 = 2;
/// A vehicle is off its route when it is on it with less than this likelihood.
const ON_ROUTE: f64 = 0.2;
/// A vehicle on the route may have driven no farther than this since its last fix.
const FARTHEST_AHEAD: Metres = Metres(10_000.0);
/// It may be found this far behind where it was believed to be.
const BEHIND: Metres = Metres(150.0);
/// Nearer to the end than this along the way, it has arrived.
const ARRIVED_ALONG: Metres = Metres(25.0);
/// Nearer to the end than this, standing anywhere, it has arrived: people park around the corner.
const ARRIVED_BESIDE: Metres = Metres(40.0);

/// A route being driven.
#[derive(Clone, Debug)]
pub struct RouteProgress {
    legs: Vec<Leg>,
    end: LngLat,
    /// Way driven.
    driven: f64,
    bad_fixes: u32,
}

/// An edge of the route, or the part of it that is driven.
#[derive(Clone, Copy, Debug)]
struct Leg {
    edge: EdgeId,
    /// Shares of the edge where driving begins and ends.
    from: f64,
    to: f64,
    /// Way and time from the route's begin to where this part begins (the turn onto it included).
    start: f64,
    start_time: Millis,
    length: f64,
    time: Millis,
}

/// Where on its route a vehicle is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Way driven along the route.
    pub driven: Metres,
    /// Way left.
    pub remaining: Metres,
    /// Time left, as the network says.
    pub remaining_time: Millis,
    /// It has left the route: a new one is needed.
    pub off_route: bool,
    /// It has got there, or stands beside it.
    pub arrived: bool,
}

impl RouteProgress {
    /// For a route on a network, at its begin.
    #[must_use]
    pub fn new(road: &RoadNetwork, path: &Path) -> Self {
        let (mut way, mut time) = (0.0, Millis(0));
        let mut legs: Vec<Leg> = Vec::with_capacity(path.edges.len());
        for part in path.parts(road) {
            if let Some(before) = legs.last() {
                time = time + road.turn_duration(before.edge, part.edge);
            }
            let (length, duration) = (part.length(road).0, part.duration(road));
            legs.push(Leg {
                edge: part.edge,
                from: part.from,
                to: part.to,
                start: way,
                start_time: time,
                length,
                time: duration,
            });
            way += length;
            time = time + duration;
        }
        Self {
            legs,
            end: path.to.position,
            driven: 0.0,
            bad_fixes: 0,
        }
    }

    /// Takes in where the matcher sees the vehicle now. `at` is the position as reported, `standing` whether it stands.
    pub fn update(&mut self, matcher: &LiveMatcher, at: LngLat, standing: bool) -> Progress {
        let beside = standing && geo::distance(at, self.end).0 <= ARRIVED_BESIDE.0;
        let near = |edge: EdgeId| self.find(edge, None).is_some();
        let on_route = matcher.likelihood(near) >= ON_ROUTE;
        let place = matcher.place_on(near).filter(|_| on_route);
        let found = place.and_then(|place| self.find(place.edge, Some(place.fraction)));
        match found {
            Some(driven) => {
                self.driven = driven;
                self.bad_fixes = 0;
            }
            None if beside => self.bad_fixes = 0,
            None => self.bad_fixes += 1,
        }
        let progress = self.at(self.driven);
        Progress {
            off_route: self.bad_fixes >= BAD_FIXES,
            arrived: beside || (found.is_some() && progress.arrived),
            ..progress
        }
    }

    /// Where the vehicle would be after a silence, as in a tunnel, if it drives as the network says.
    #[must_use]
    pub fn after(&self, silence: Millis) -> Progress {
        let now = self.time_at(self.driven) + silence;
        let begun = self.legs.partition_point(|leg| leg.start_time <= now);
        let driven = begun.checked_sub(1).map_or(0.0, |at| {
            let leg = &self.legs[at];
            let share = now.0.saturating_sub(leg.start_time.0) as f64 / leg.time.0.max(1) as f64;
            leg.start + leg.length * share.min(1.0)
        });
        Progress {
            // Nobody has seen it arrive.
            arrived: false,
            ..self.at(driven)
        }
    }

    /// The way from the begin to a place on an edge of the route; with no share, whether the edge is on the route at
    /// all. Only what is near where the vehicle was counts: a route may drive an edge twice.
    fn find(&self, edge: EdgeId, fraction: Option<f64>) -> Option<f64> {
        let (behind, ahead) = (self.driven - BEHIND.0, self.driven + FARTHEST_AHEAD.0);
        let legs = self.legs.iter().filter(|leg| leg.edge == edge);
        let near = legs.filter(|leg| leg.start + leg.length >= behind && leg.start <= ahead);
        let places = near.map(|leg| {
            let share = fraction.map_or(0.0, |fraction| {
                let driven = (fraction - leg.from) / (leg.to - leg.from).max(1e-9);
                driven.clamp(0.0, 1.0)
            });
            leg.start + leg.length * share
        });
        // Of two passes over an edge the one that fits best to where it was, ahead before behind.
        places.min_by(|a, b| {
            let cost = |way: &f64| {
                let ahead = way - self.driven;
                if ahead < 0.0 { -3.0 * ahead } else { ahead }
            };
            cost(a).total_cmp(&cost(b))
        })
    }

    fn time_at(&self, driven: f64) -> Millis {
        let begun = self.legs.partition_point(|leg| leg.start <= driven);
        let Some(leg) = begun.checked_sub(1).map(|at| &self.legs[at]) else {
            return Millis(0);
        };
        let share = if leg.length > 0.0 {
            ((driven - leg.start) / leg.length).min(1.0)
        } else {
            1.0
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of a time"
        )]
        let driven = (leg.time.0 as f64 * share).round() as u64;
        leg.start_time + Millis(driven)
    }

    fn at(&self, driven: f64) -> Progress {
        let (length, time) = self.legs.last().map_or((0.0, Millis(0)), |last| {
            (last.start + last.length, last.start_time + last.time)
        });
        let remaining = (length - driven).max(0.0);
        Progress {
            driven: Metres(driven),
            remaining: Metres(remaining),
            remaining_time: Millis(time.0.saturating_sub(self.time_at(driven).0)),
            off_route: self.bad_fixes >= BAD_FIXES,
            arrived: remaining <= ARRIVED_ALONG.0,
        }
    }
}
