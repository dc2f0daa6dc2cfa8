//! Live weights against their definition.

mod closures;
mod learned;
mod shapes;
mod speeds;

use std::sync::Arc;

use super::*;
use crate::road::{ENDS_ONLY_PENALTY, RoadNetwork};
use crate::routing::ends::{direct, places};
use crate::routing::{EdgeId, Snap};

const NOW: Timestamp = Timestamp(1_000);
const CLOSED: Effect = Effect::Closed {
    scope: Scope::Everyone,
};
const EXCEPT_DESTINATION: Effect = Effect::Closed {
    scope: Scope::ExceptDestination,
};

fn monday_noon() -> HourOfWeek {
    HourOfWeek::of_day(0, 12).unwrap()
}

fn weights(state: &LiveState, road: &RoadNetwork) -> Weights {
    state.weights(road, NOW, monday_noon())
}

fn live(state: &LiveState, road: &RoadNetwork) -> Arc<RoadNetwork> {
    Arc::new(road.with_weights(&weights(state, road)))
}

fn state_of(closures: &[PlacedClosure]) -> LiveState {
    let mut state = LiveState::default();
    for (key, closure) in (0..).zip(closures) {
        state.begin(ClosureKey(key), Arc::new(closure.clone()));
    }
    state
}

/// What a turn costs under closures, straight from their definition; `None` when it cannot be made.
fn turn_cost(
    road: &RoadNetwork,
    closures: &[PlacedClosure],
    from: u32,
    to: u32,
    cost: u32,
) -> Option<u32> {
    let enters = |closure: &&PlacedClosure| {
        closure.has(road.base_edge(to)) && !closure.has(road.base_edge(from))
    };
    let entered: Vec<Effect> = closures.iter().filter(enters).map(|c| c.effect()).collect();
    if entered.contains(&CLOSED) {
        return None;
    }
    let penalty = entered.contains(&EXCEPT_DESTINATION) && cost < ENDS_ONLY_PENALTY;
    Some(cost + u32::from(penalty) * ENDS_ONLY_PENALTY)
}

/// The least weight between two places by Bellman and Ford: relax every turn until nothing changes.
fn least_weight(
    road: &RoadNetwork,
    closures: &[PlacedClosure],
    from: &Snap,
    to: &Snap,
) -> Option<u64> {
    let graph = road.graph();
    let slowed = |edge: u32| -> u64 {
        let usual = graph.duration[edge as usize];
        let base = road.base_edge(edge);
        let times = closures
            .iter()
            .filter(|c| c.has(base))
            .map(|c| match c.effect() {
                Effect::SlowedBy { factor } => (f64::from(usual) * factor).round() as u64,
                _ => 0,
            });
        times.max().unwrap_or(0).max(u64::from(usual))
    };
    let mut least: Vec<Option<u64>> = vec![None; graph.len()];
    let better = |least: &mut Option<u64>, value: u64| {
        let is_better = least.is_none_or(|old| value < old);
        if is_better {
            *least = Some(value);
        }
        is_better
    };
    let rest = |edge: EdgeId, share: f64| {
        let whole = slowed(edge.0);
        whole - (whole as f64 * share).round() as u64
    };
    for start in places(&graph, from) {
        for turn in graph.turns_out(start.edge.0) {
            if let Some(cost) = turn_cost(road, closures, start.edge.0, turn.edge, turn.cost) {
                let value = rest(start.edge, start.fraction) + u64::from(cost);
                better(&mut least[turn.edge as usize], value);
            }
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        for edge in 0..graph.len() as u32 {
            let Some(here) = least[edge as usize] else {
                continue;
            };
            for turn in graph.turns_out(edge) {
                if let Some(cost) = turn_cost(road, closures, edge, turn.edge, turn.cost) {
                    let value = here + slowed(edge) + u64::from(cost);
                    changed |= better(&mut least[turn.edge as usize], value);
                }
            }
        }
    }
    let ends = places(&graph, to).flat_map(|end| {
        let before = slowed(end.edge.0) - rest(end.edge, end.fraction);
        let labels = road
            .variants(end.edge)
            .filter_map(|edge| least[edge as usize]);
        labels.map(move |label| label + before).collect::<Vec<_>>()
    });
    let straight = direct(&graph, from, to).map(|(edge, _)| {
        let share = |snap: &Snap| {
            places(&graph, snap)
                .find(|p| p.edge == edge)
                .unwrap()
                .fraction
        };
        rest(edge, share(from)) - rest(edge, share(to))
    });
    ends.chain(straight).min()
}
