//! RoutingKit's customizable contraction hierarchy (Karlsruhe, BSD-2-Clause) through the crate `routingkit-cch`.

use std::path::Path;
use std::time::{Duration, Instant};

use routingkit_cch::{CCH, CCHManyToOne, CCHMetric, CCHQuery, compute_order_inertial};

use crate::figures::short;
use crate::graph::TurnAware;

/// What the tables call it.
pub(super) const NAME: &str = "RoutingKit CCH";
/// No way, and the weight of a closed turn.
pub(super) const CLOSED: u32 = routingkit_cch::INF_WEIGHT;

/// The hierarchy of a graph, by RoutingKit's own inertial-flow order of that graph.
pub(super) struct RoutingKit {
    pub(super) hierarchy: CCH,
    order: Vec<u32>,
    /// Time that the order took; `None` where it was kept from an earlier run.
    order_time: Option<Duration>,
    build_time: Duration,
}

impl RoutingKit {
    /// An order takes a minute on New York, so it is kept in a folder; it depends on nothing but the graph.
    ///
    /// Arcs that can never carry a finite weight are filtered: queries and customization are faster so.
    pub(super) fn new(graph: &TurnAware, orders: &Path) -> Self {
        let (tails, heads) = (graph.tails(), graph.heads());
        let (order, order_time) = kept_order(graph, &tails, &heads, orders);
        let start = Instant::now();
        let hierarchy = CCH::new(&order, &tails, &heads, |_| (), true);
        Self {
            hierarchy,
            order,
            order_time,
            build_time: start.elapsed(),
        }
    }

    /// Edges by rank, lowest first.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// How long ordering and building took, in words.
    pub(super) fn preparation(&self) -> String {
        let order = self
            .order_time
            .map_or_else(|| "kept from an earlier run".to_owned(), short);
        format!("order {order}, hierarchy {}", short(self.build_time))
    }

    pub(super) fn metric(&self, weights: &[u32]) -> CCHMetric<'_> {
        CCHMetric::new(&self.hierarchy, weights.to_vec())
    }
}

/// Distance between two edges.
pub(super) fn distance(query: &mut CCHQuery<'_>, (from, to): (u32, u32)) -> Option<u32> {
    query.add_source(from, 0);
    query.add_target(to, 0);
    query.run().distance()
}

/// Distances of many pairs.
pub(super) fn distances(metric: &CCHMetric<'_>, pairs: &[(u32, u32)]) -> Vec<Option<u32>> {
    let mut query = CCHQuery::new(metric);
    pairs
        .iter()
        .map(|&pair| distance(&mut query, pair))
        .collect()
}

/// Distances from all of `from` to one edge, nothing prepared for them before.
pub(super) fn many_to_one(query: &mut CCHManyToOne<'_>, from: &[u32], to: u32) -> Vec<Option<u32>> {
    query.repin_sources(from);
    query.distances_to(to)
}

fn kept_order(
    graph: &TurnAware,
    tails: &[u32],
    heads: &[u32],
    folder: &Path,
) -> (Vec<u32>, Option<Duration>) {
    let bytes = |numbers: &[u32]| {
        numbers
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let sum = crc32fast::hash(&[bytes(tails), bytes(heads)].concat());
    let path = folder.join(format!("routing-kit-{}-{sum:08x}.order", graph.edges.len()));
    if let Ok(kept) = std::fs::read(&path) {
        let order: Vec<u32> = kept
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        if order.len() == graph.edges.len() {
            return (order, None);
        }
    }
    let (latitudes, longitudes) = graph.middles();
    let start = Instant::now();
    let order = compute_order_inertial(graph.edge_count(), tails, heads, &latitudes, &longitudes);
    let time = start.elapsed();
    // A folder that cannot be written to only costs the time of the next run.
    let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, bytes(&order)));
    (order, Some(time))
}
