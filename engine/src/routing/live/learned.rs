//! Speeds learned from what the operator's own teams drove.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::force::as_duration;
use super::hours::{HourClass, HourOfWeek};
use crate::road::{RoadNetwork, Weights};
use crate::routing::EdgeId;
use crate::units::Millis;

/// Traversals that count as much as the typical speed does.
const PRIOR: f64 = 10.0;
/// A traversal is taken for at most this many times slower or faster than usual: a stop for a parcel
/// or a bad match must not make a street slow.
const OUTLIER: f64 = 4.0;
/// Logarithms are summed in millionths, so that sums do not depend on their order.
const PER_UNIT: f64 = 1e6;

/// An edge that a team drove from end to end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traversal {
    /// The edge.
    pub edge: EdgeId,
    /// How long it took.
    pub duration: Millis,
    /// When.
    pub hour: HourOfWeek,
}

/// Driving times learned, by edge and class of hours.
///
/// The estimate for an edge is `t = t0^(1-z) · g^z` with `z = n / (n + 10)`: the typical time `t0` and
/// the geometric mean `g` of the n times driven, weighted by credibility (Bühlmann 1967, "Experience
/// rating and credibility"; on logarithms, as driving times are skewed to the right).
/// Each time counts as no more than 4 times longer or shorter than the typical one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnedSpeeds {
    by_edge: BTreeMap<(EdgeId, HourClass), Sum>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    count: u32,
    /// Sum of the logarithms of the times in ms, in millionths.
    log_micro: i64,
}

/// What was learned of one edge, in words that outlive a new import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearnedRow {
    /// Way id in OpenStreetMap.
    pub osm_way: i64,
    /// Node where driving begins.
    pub from_osm_node: i64,
    /// Node where it ends.
    pub to_osm_node: i64,
    /// Which hours.
    pub hours: HourClass,
    /// Number of traversals.
    pub count: u32,
    /// Sum of the natural logarithms of their times in ms, in millionths.
    pub log_micro: i64,
}

impl LearnedSpeeds {
    /// Takes in a traversal; `typical` is what is usual at its hour.
    ///
    /// # Panics
    /// When the edge is not of the weights' network.
    pub fn record(&mut self, typical: &Weights, traversal: &Traversal) {
        let usual = log_millis(typical.edge_duration(traversal.edge));
        let driven = log_millis(traversal.duration);
        let clipped = driven.clamp(usual - OUTLIER.ln(), usual + OUTLIER.ln());
        let key = (traversal.edge, traversal.hour.class());
        let sum = self.by_edge.entry(key).or_default();
        sum.count = sum.count.saturating_add(1);
        sum.log_micro = sum.log_micro.saturating_add(micro(clipped));
    }

    /// Draws typical driving times towards those learned.
    pub(super) fn apply(&self, road: &RoadNetwork, weights: &mut Weights, hour: HourOfWeek) {
        let class = hour.class();
        let known = self.by_edge.iter().filter(|((_, of), _)| *of == class);
        let times: Vec<(EdgeId, u32)> = known
            .map(|(&(edge, _), sum)| (edge, sum.estimate(weights.edge_duration(edge))))
            .collect();
        if times.is_empty() {
            return;
        }
        let durations = weights.durations_mut();
        for (edge, time) in times {
            for variant in road.variants(edge) {
                durations[variant as usize] = time;
            }
        }
    }

    /// Everything learned, as rows in order.
    #[must_use]
    pub fn export(&self, road: &RoadNetwork) -> Vec<LearnedRow> {
        let rows = self.by_edge.iter().map(|(&(edge, hours), sum)| {
            let (osm_way, from_osm_node, to_osm_node) = lasting_name(road, edge);
            LearnedRow {
                osm_way,
                from_osm_node,
                to_osm_node,
                hours,
                count: sum.count,
                log_micro: sum.log_micro,
            }
        });
        let mut rows: Vec<LearnedRow> = rows.collect();
        rows.sort_unstable();
        rows
    }

    /// What rows say about the edges of a network, and the number of rows about none of them.
    #[must_use]
    pub fn import(road: &RoadNetwork, rows: &[LearnedRow]) -> (Self, usize) {
        if rows.is_empty() {
            return (Self::default(), 0);
        }
        let edges = (0..super::super::number(road.edge_count())).map(EdgeId);
        let by_name: HashMap<_, _> = edges.map(|edge| (lasting_name(road, edge), edge)).collect();
        let mut learned = Self::default();
        let mut unknown = 0;
        for row in rows {
            let name = (row.osm_way, row.from_osm_node, row.to_osm_node);
            match by_name.get(&name) {
                Some(&edge) if row.count > 0 => {
                    let sum = learned.by_edge.entry((edge, row.hours)).or_default();
                    sum.count = sum.count.saturating_add(row.count);
                    sum.log_micro = sum.log_micro.saturating_add(row.log_micro);
                }
                _ => unknown += 1,
            }
        }
        (learned, unknown)
    }
}

impl Sum {
    fn estimate(self, typical: Millis) -> u32 {
        let count = f64::from(self.count);
        #[expect(clippy::cast_precision_loss, reason = "an average needs no more")]
        let mean = self.log_micro as f64 / PER_UNIT / count;
        let credibility = count / (count + PRIOR);
        let usual = log_millis(typical);
        as_duration((usual + (mean - usual) * credibility).exp())
    }
}

fn log_millis(time: Millis) -> f64 {
    (time.as_secs_f64() * 1000.0).max(1.0).ln()
}

fn micro(log: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a logarithm of a u64 is below 45"
    )]
    let micro = (log * PER_UNIT).round() as i64;
    micro
}

/// Way and end nodes: ids of edges change with every import, these do not.
fn lasting_name(road: &RoadNetwork, edge: EdgeId) -> (i64, i64, i64) {
    let driven = road.edge(edge);
    let segment = road.segment(driven.segment);
    let (tail, head) = (
        road.vertex_osm_node(segment.tail()),
        road.vertex_osm_node(segment.head()),
    );
    if driven.along {
        (segment.osm_way(), tail, head)
    } else {
        (segment.osm_way(), head, tail)
    }
}
