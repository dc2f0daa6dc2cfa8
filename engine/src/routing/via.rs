//! Routes through places in between.

use super::{Path, Snap};
use crate::road::{ENDS_ONLY_PENALTY, RoadNetwork};
use crate::units::Millis;

/// There is no way from one place of a list to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no way from place {leg} to the one after it")]
pub struct NoLeg {
    /// Number of the place where the way ends, from 0.
    pub leg: usize,
}

/// The fastest way through places in their order, as a path from each to the next.
///
/// At a place in between one goes on in the direction of travel; only where `may_turn` is set one may turn
/// round on the spot, at no cost (OSRM's `continue_straight`, the other way round). The total is the least over all
/// choices of the direction in which each place is passed, and as for every route the fewest ends-only areas
/// are entered first. A place forgets the way to it: a restriction over several streets does not reach beyond.
///
/// `route` finds the fastest route between two places.
///
/// # Errors
/// When some place cannot be reached from the one before it.
pub fn through(
    road: &RoadNetwork,
    places: &[Snap],
    may_turn: bool,
    mut route: impl FnMut(&Snap, &Snap) -> Option<Path>,
) -> Result<Vec<Path>, NoLeg> {
    let Some((first, rest)) = places.split_first() else {
        return Ok(Vec::new());
    };
    // The ways to pass the place at hand, each with the best way there.
    let mut ways = vec![Way::at(*first)];
    for (leg, place) in rest.iter().enumerate() {
        let is_last = leg + 1 == rest.len();
        let passed = if may_turn || is_last {
            vec![*place]
        } else {
            directions(place)
        };
        let reached = |to: &Snap| {
            let legs = ways.iter().filter_map(|way| {
                let path = route(&way.at, to)?;
                Some((way.cost.with(road, &path), way, path))
            });
            let (cost, way, path) = legs.min_by_key(|(cost, ..)| *cost)?;
            let paths = [way.paths.as_slice(), &[path]].concat();
            Some(Way {
                at: *to,
                cost,
                paths,
            })
        };
        let next: Vec<Way> = passed.iter().filter_map(reached).collect();
        if next.is_empty() {
            return Err(NoLeg { leg });
        }
        ways = next;
    }
    let best = ways.into_iter().min_by_key(|way| way.cost);
    Ok(best.map(|way| way.paths).unwrap_or_default())
}

/// The best way to a place that is passed in one direction (or left in any).
struct Way {
    at: Snap,
    cost: Cost,
    paths: Vec<Path>,
}

impl Way {
    fn at(at: Snap) -> Self {
        Self {
            at,
            cost: Cost::default(),
            paths: Vec::new(),
        }
    }
}

/// What is made least: first how many ends-only areas are entered, then the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    entries: usize,
    time: Millis,
}

impl Cost {
    fn with(self, road: &RoadNetwork, path: &Path) -> Self {
        Self {
            entries: self.entries + entries(road, path),
            time: self.time + path.duration,
        }
    }
}

/// How many ends-only areas a path enters.
fn entries(road: &RoadNetwork, path: &Path) -> usize {
    let graph = road.graph();
    let enters = |pair: &&[super::EdgeId]| {
        graph.turns_out(pair[0].0).iter().any(|turn| {
            turn.is_open() && turn.cost >= ENDS_ONLY_PENALTY && road.base_edge(turn.edge) == pair[1]
        })
    };
    path.edges.windows(2).filter(enters).count()
}

/// A place once for each direction in which it may be passed.
fn directions(place: &Snap) -> Vec<Snap> {
    let forward = place.forward.map(|edge| Snap {
        forward: Some(edge),
        backward: None,
        ..*place
    });
    let backward = place.backward.map(|edge| Snap {
        forward: None,
        backward: Some(edge),
        ..*place
    });
    forward.into_iter().chain(backward).collect()
}
