//! Who stops at a stop sign whose tags do not say so.

use super::node::{NodeEffect, STOP, Stop};
use crate::osm::{Extract, NodeRef};
use hashbrown::HashMap;
use nearhand_engine::geo;
use nearhand_engine::road::input::RoadInput;
use nearhand_engine::units::{LngLat, Millis};

/// Nearer to a crossing than this, a stop sign without a direction is for those who drive towards it (as in OSRM).
const NEAR_METRES: f64 = 20.0;

/// What the nodes inside of a segment cost, along it and against it; most cost nothing.
pub(super) fn delays_inside(
    extract: &Extract,
    effects: &HashMap<NodeRef, NodeEffect>,
    nodes: &[NodeRef],
) -> [Millis; 2] {
    let mut delays = [Millis(0); 2];
    let mut shape = Vec::new();
    for (place, node) in nodes.iter().enumerate().skip(1).take(nodes.len() - 2) {
        let Some(effect) = effects.get(node) else {
            continue;
        };
        if shape.is_empty() {
            shape = extract.line(nodes);
        }
        let more = delays_between(effect, &shape, place);
        for (sum, delay) in delays.iter_mut().zip(more) {
            *sum = *sum + delay;
        }
    }
    delays
}

/// What a node inside a segment costs, along the shape and against it.
fn delays_between(effect: &NodeEffect, shape: &[LngLat], place: usize) -> [Millis; 2] {
    let mut delays = effect.delays;
    if effect.stop == Stop::Undirected {
        let before = geo::length(&shape[..=place]).0;
        let after = geo::length(&shape[place..]).0;
        // Who has just left a crossing does not stop for it.
        let leaves = |behind: f64, ahead: f64| behind < NEAR_METRES && ahead > NEAR_METRES;
        let leave = [leaves(before, after), leaves(after, before)];
        for (delay, leaves) in delays.iter_mut().zip(leave) {
            if !leaves {
                *delay = *delay + STOP;
            }
        }
    }
    delays
}

/// At `stop=minor` those stop who come by a slower road than another one there (as in OSRM).
pub(super) fn charge_minor(input: &mut RoadInput, at: &[u32]) {
    let mut fastest: HashMap<u32, f64> = at.iter().map(|&vertex| (vertex, 0.0)).collect();
    if fastest.is_empty() {
        return;
    }
    for segment in &input.segments {
        for vertex in [segment.tail, segment.head] {
            let speeds = [&segment.forward, &segment.backward].into_iter().flatten();
            if let Some(most) = fastest.get_mut(&vertex) {
                *most = speeds
                    .map(|direction| direction.speed.0)
                    .fold(*most, f64::max);
            }
        }
    }
    for segment in &mut input.segments {
        for (direction, end) in [
            (&mut segment.forward, segment.head),
            (&mut segment.backward, segment.tail),
        ] {
            if let (Some(direction), Some(&most)) = (direction, fastest.get(&end))
                && direction.speed.0 < most
            {
                direction.delay_at_end = direction.delay_at_end + STOP;
            }
        }
    }
}
