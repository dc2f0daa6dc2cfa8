//! What closures and slow-downs do to weights.

use std::sync::Arc;

use super::closure::{Effect, PlacedClosure, Scope};
use crate::road::{DURATION_MASK, ENDS_ONLY_PENALTY, NO_TURN, RoadNetwork, Weights};
use crate::routing::EdgeId;

/// Closes edges (ascending) to those who come from outside of them.
///
/// Inside, turns stay as they are, so that a team within a closure can leave it. Each closure stands
/// for itself: another beside it never opens a way that was shut, so more closures never help a trip.
pub(super) fn close(road: &RoadNetwork, weights: &mut Weights, edges: &[EdgeId], scope: Scope) {
    let graph = road.graph();
    let is_inside = |edge: u32| edges.binary_search(&road.base_edge(edge)).is_ok();
    let mut entrances = Vec::new();
    for edge in edges.iter().flat_map(|&edge| road.variants(edge)) {
        let from_outside = graph.turns_in(edge).iter().filter(|t| !is_inside(t.edge));
        entrances.extend(from_outside.filter_map(|t| graph.turn_place(t.edge, edge)));
    }
    if entrances.is_empty() {
        return;
    }
    let costs = weights.turn_costs_mut();
    for place in entrances {
        let cost = &mut costs[place];
        match scope {
            Scope::Everyone => *cost = NO_TURN,
            // A turn enters at most once, even where it enters two areas.
            Scope::ExceptDestination if *cost < ENDS_ONLY_PENALTY => *cost += ENDS_ONLY_PENALTY,
            Scope::ExceptDestination => {}
        }
    }
}

/// Slows edges down, each by the slow-down that makes it slowest.
pub(super) fn slow_down<'a>(
    road: &RoadNetwork,
    weights: &mut Weights,
    closures: impl Iterator<Item = &'a Arc<PlacedClosure>>,
) {
    let mut slowed: Vec<(u32, u32)> = Vec::new();
    for closure in closures {
        for &edge in closure.edges() {
            let usual = weights.durations()[edge.0 as usize];
            let length = road.segment(road.edge(edge).segment).length().0;
            let duration = match closure.effect() {
                Effect::SlowedBy { factor } => f64::from(usual) * factor,
                Effect::SlowedTo { speed } => (length / speed.0 * 1000.0).max(f64::from(usual)),
                Effect::Closed { .. } => continue,
            };
            slowed.push((edge.0, as_duration(duration)));
        }
    }
    if slowed.is_empty() {
        return;
    }
    let durations = weights.durations_mut();
    for (edge, duration) in slowed {
        for variant in road.variants(EdgeId(edge)) {
            let now = &mut durations[variant as usize];
            *now = duration.max(*now);
        }
    }
}

/// Milliseconds as a driving time: at least 1, so that no cycle is free.
pub(super) fn as_duration(millis: f64) -> u32 {
    crate::road::to_u32(millis, DURATION_MASK).max(1)
}
