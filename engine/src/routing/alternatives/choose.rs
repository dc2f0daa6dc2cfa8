//! Which of the ways by an edge are worth showing.

use std::collections::{HashMap, HashSet};

use super::Limits;
use crate::road::{DURATION_MASK, Graph, RoadNetwork};
use crate::routing::ends::{places, share_of};
use crate::routing::{EdgeId, Path, Snap};
use crate::units::Millis;

/// Ways looked at before one gives up: the most promising come first.
const MOST_EXAMINED: usize = 200;

/// A search that knows ways between two places which do not lie on one segment.
pub(in crate::routing) trait Detours {
    /// The best way: its weight, and its edges with copies as they are.
    fn best(&mut self) -> Option<(u32, Vec<u32>)>;

    /// Edges whose best way by them weighs no more than a limit, the most promising first.
    fn vias(&mut self, limit: u32) -> Vec<u32>;

    /// The edges of the best way by an edge, and where in them it is.
    fn way_by(&mut self, via: u32) -> Option<(Vec<u32>, usize)>;

    /// The least weight from the begin, or the start of an edge, to the start of an edge or the end.
    fn weight(&mut self, from: End, to: End) -> Option<u32>;
}

/// An end of a stretch of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::routing) enum End {
    /// The begin or end of the whole way.
    Whole,
    /// The start of an edge.
    Edge(u32),
}

/// The fastest route and the alternatives to it that keep to the limits, in the order of the search's liking.
pub(in crate::routing) fn choose(
    road: &RoadNetwork,
    search: &mut impl Detours,
    (from, to): (&Snap, &Snap),
    limits: &Limits,
) -> Vec<Path> {
    let Some((weight, edges)) = search.best() else {
        return Vec::new();
    };
    let best = route(road, (from, to), weight, &edges);
    let time = weight & DURATION_MASK;
    let mut chosen = Chosen::new(road, best, limits);
    if limits.most > 1 && time > 0 {
        let limit = weight.saturating_add(share_of(time, limits.stretch));
        // Edges of ways that have been looked at: the way by them is the same one, or much like it.
        let mut seen: HashSet<u32> = edges.into_iter().collect();
        let mut left = MOST_EXAMINED;
        for via in search.vias(limit) {
            if chosen.routes.len() == limits.most || left == 0 {
                break;
            }
            if seen.contains(&via) {
                continue;
            }
            left -= 1;
            let Some((edges, place)) = search.way_by(via) else {
                continue;
            };
            let way = Way::new(&road.graph(), (from, to), edges);
            seen.extend(&way.edges);
            let path = route(road, (from, to), way.weight(), &way.edges);
            if chosen.takes(&path)
                && way.is_fastest_around(place, share_of(time, limits.local), search)
            {
                chosen.add(path);
            }
        }
    }
    chosen.routes
}

fn route(road: &RoadNetwork, (from, to): (&Snap, &Snap), weight: u32, edges: &[u32]) -> Path {
    let edges = edges.iter().map(|&edge| road.base_edge(edge)).collect();
    Path::new(road, *from, *to, weight, edges)
}

/// A way with the weight from its begin to the start of each of its edges (of the first: to the begin), and to its end.
struct Way {
    edges: Vec<u32>,
    at: Vec<u32>,
}

impl Way {
    fn new(graph: &Graph<'_>, (from, to): (&Snap, &Snap), edges: Vec<u32>) -> Self {
        let driven = |snap: &Snap, edge: u32| {
            let segment = graph.segment(EdgeId(edge));
            let here = places(graph, snap).find(|place| graph.segment(place.edge) == segment);
            here.map_or((0, 0), |place| (place.before, place.after))
        };
        let mut at = vec![0u32];
        for (number, pair) in edges.windows(2).enumerate() {
            let driven = match number {
                0 => driven(from, pair[0]).1,
                _ => graph.duration[pair[0] as usize],
            };
            let turn = graph.turn_place(pair[0], pair[1]);
            let turn = turn.map_or(u32::MAX, |place| graph.out_turns[place].cost);
            at.push(at[number].saturating_add(driven).saturating_add(turn));
        }
        let last = edges.last().map_or(0, |&edge| driven(to, edge).0);
        at.push(at[edges.len() - 1].saturating_add(last));
        Self { edges, at }
    }

    fn weight(&self) -> u32 {
        self.at[self.edges.len()]
    }

    /// Whether the stretch from so much before an edge to so much after it is the fastest way: then each stretch no
    /// longer than that is, as those beside the edge are parts of fastest ways.
    ///
    /// Its ends may lie in the middle of edges. Who is on an edge drives to its end, and to be on it one came over
    /// its start: so the starts of the two edges are what is asked for.
    fn is_fastest_around(&self, via: usize, reach: u32, search: &mut impl Detours) -> bool {
        let here = self.at[via];
        let before = (1..=via).rev().find(|&i| here - self.at[i] >= reach);
        let after = if self.weight() - here <= reach {
            None
        } else {
            (via..self.edges.len())
                .rev()
                .find(|&i| self.at[i] - here <= reach)
        };
        let end = |place: Option<usize>| place.map_or(End::Whole, |i| End::Edge(self.edges[i]));
        let from = before.map_or(0, |i| self.at[i]);
        let to = after.map_or(self.weight(), |i| self.at[i]);
        search.weight(end(before), end(after)) == Some(to - from)
    }
}

/// The routes chosen so far.
struct Chosen<'a> {
    road: &'a RoadNetwork,
    limits: &'a Limits,
    routes: Vec<Path>,
    /// Edges of any of them.
    edges: HashSet<EdgeId>,
    /// Crossings that the fastest route passes more than once.
    loops: HashSet<u32>,
}

impl<'a> Chosen<'a> {
    fn new(road: &'a RoadNetwork, best: Path, limits: &'a Limits) -> Self {
        Self {
            edges: best.edges.iter().copied().collect(),
            loops: passed_again(road, &best).collect(),
            routes: vec![best],
            road,
            limits,
        }
    }

    /// Whether a route shares little with those chosen and makes no loop of its own.
    fn takes(&self, path: &Path) -> bool {
        let best = self.routes[0].duration.as_secs_f64();
        let shared: Millis = path
            .parts(self.road)
            .filter(|part| self.edges.contains(&part.edge))
            .fold(Millis(0), |sum, part| sum + part.duration(self.road));
        shared.as_secs_f64() <= self.limits.sharing * best
            && path.duration.as_secs_f64() <= (1.0 + self.limits.stretch) * best
            && passed_again(self.road, path).all(|vertex| self.loops.contains(&vertex))
    }

    fn add(&mut self, path: Path) {
        self.edges.extend(&path.edges);
        self.routes.push(path);
    }
}

/// The crossings that a route passes more than once.
fn passed_again(road: &RoadNetwork, path: &Path) -> impl Iterator<Item = u32> {
    let mut passed: HashMap<u32, u32> = HashMap::new();
    let inner = path.edges.len().saturating_sub(1);
    for &edge in &path.edges[..inner] {
        *passed.entry(road.edge_head(edge)).or_default() += 1;
    }
    passed
        .into_iter()
        .filter(|&(_, times)| times > 1)
        .map(|(vertex, _)| vertex)
}
