//! Speeds of a file on the edges of a network.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use super::force::as_duration;
use super::hours::HourOfWeek;
use super::speed_file::SpeedRow;
use crate::geo;
use crate::road::{RoadNetwork, Weights};
use crate::routing::{EdgeId, SegmentId};

/// Metres per second in a km/h.
const PER_KMH: f64 = 1.0 / 3.6;

/// Typical speeds by hour of the week.
///
/// Edges of which no piece is in the table keep the import's driving times. Where only some pieces
/// between two nodes are, the others keep their share of that time. A speed of the table is taken to
/// include whatever time is lost on the way, at crossings and signals inside of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeedTable {
    edges: Vec<TableEdge>,
    pieces: Vec<Piece>,
    speeds: Vec<HourSpeed>,
}

/// What became of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpeedReport {
    /// Lines read.
    pub rows: usize,
    /// Different pairs of nodes in them.
    pub pairs: usize,
    /// Pairs that are not driven from one to the other on this network.
    pub unknown_pairs: usize,
    /// Directed edges with a speed for at least one piece.
    pub edges: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct TableEdge {
    edge: EdgeId,
    /// Its pieces with a speed.
    pieces: Range<u32>,
    /// Length of all its pieces, with a speed or without.
    metres: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    metres: f64,
    /// Its speeds; of several for one hour the last counts.
    speeds: Range<u32>,
}

#[derive(Clone, Debug, PartialEq)]
struct HourSpeed {
    hours: RangeInclusive<u8>,
    kmh: f64,
}

impl SpeedTable {
    /// The speeds of these lines on a network; of several for one pair and hour the last counts.
    #[must_use]
    pub fn new(road: &RoadNetwork, rows: &[SpeedRow]) -> (Self, SpeedReport) {
        let mut by_pair: HashMap<(i64, i64), Vec<&SpeedRow>> = HashMap::new();
        for row in rows {
            let pair = (row.from_osm_node, row.to_osm_node);
            by_pair.entry(pair).or_default().push(row);
        }
        let mut builder = Builder {
            by_pair: &by_pair,
            used: HashSet::new(),
            table: Self {
                edges: Vec::new(),
                pieces: Vec::new(),
                speeds: Vec::new(),
            },
        };
        for segment in 0..super::super::number(road.segment_count()) {
            builder.add_segment(road, SegmentId(segment));
        }
        let report = SpeedReport {
            rows: rows.len(),
            pairs: by_pair.len(),
            unknown_pairs: by_pair.len() - builder.used.len(),
            edges: builder.table.edges.len(),
        };
        (builder.table, report)
    }

    /// Whether it says different things at different hours.
    #[must_use]
    pub fn varies(&self) -> bool {
        let always = 0..=HourOfWeek::COUNT - 1;
        self.speeds.iter().any(|speed| speed.hours != always)
    }

    /// Puts the speeds of an hour into weights; the edges that cannot be driven in it, ascending.
    pub(super) fn apply(
        &self,
        road: &RoadNetwork,
        weights: &mut Weights,
        hour: HourOfWeek,
    ) -> Vec<EdgeId> {
        let mut closed = Vec::new();
        let durations = weights.durations_mut();
        for row in &self.edges {
            let usual = durations[row.edge.0 as usize];
            let Some(duration) = self.duration(row, usual, hour) else {
                closed.push(row.edge);
                continue;
            };
            for variant in road.variants(row.edge) {
                durations[variant as usize] = duration;
            }
        }
        closed.sort_unstable();
        closed
    }

    /// The driving time in an hour; `None` when a piece of the edge cannot be driven.
    fn duration(&self, row: &TableEdge, usual: u32, hour: HourOfWeek) -> Option<u32> {
        let pieces = &self.pieces[row.pieces.start as usize..row.pieces.end as usize];
        let (mut millis, mut known, mut any) = (0.0, 0.0, false);
        for piece in pieces {
            match self.speed_of(piece, hour) {
                Some(0.0) => return None,
                Some(kmh) => {
                    millis += piece.metres / (kmh * PER_KMH) * 1000.0;
                    known += piece.metres;
                    any = true;
                }
                None => {}
            }
        }
        if !any {
            return Some(usual);
        }
        let rest = if row.metres > 0.0 {
            (1.0 - known / row.metres).max(0.0)
        } else {
            0.0
        };
        Some(as_duration(millis + f64::from(usual) * rest))
    }

    fn speed_of(&self, piece: &Piece, hour: HourOfWeek) -> Option<f64> {
        let speeds = &self.speeds[piece.speeds.start as usize..piece.speeds.end as usize];
        let mut of_hour = speeds
            .iter()
            .rev()
            .filter(|s| s.hours.contains(&hour.number()));
        of_hour.next().map(|speed| speed.kmh)
    }
}

struct Builder<'a> {
    by_pair: &'a HashMap<(i64, i64), Vec<&'a SpeedRow>>,
    used: HashSet<(i64, i64)>,
    table: SpeedTable,
}

impl Builder<'_> {
    fn add_segment(&mut self, road: &RoadNetwork, id: SegmentId) {
        let segment = road.segment(id);
        let nodes = segment.osm_nodes();
        let forward = segment.forward().map(|edge| (edge, true));
        let backward = segment.backward().map(|edge| (edge, false));
        for (edge, along) in forward.into_iter().chain(backward) {
            let pair = |step: &[i64]| {
                if along {
                    (step[0], step[1])
                } else {
                    (step[1], step[0])
                }
            };
            if nodes
                .windows(2)
                .any(|step| self.by_pair.contains_key(&pair(step)))
            {
                let shape: Vec<_> = segment.shape().collect();
                let lengths = shape
                    .windows(2)
                    .map(|step| geo::distance(step[0], step[1]).0);
                let steps = nodes.windows(2).map(pair).zip(lengths);
                self.add_edge(edge, steps.collect::<Vec<_>>().as_slice());
            }
        }
    }

    fn add_edge(&mut self, edge: EdgeId, steps: &[((i64, i64), f64)]) {
        let first = super::super::number(self.table.pieces.len());
        for &(pair, metres) in steps {
            let Some(rows) = self.by_pair.get(&pair) else {
                continue;
            };
            self.used.insert(pair);
            let speeds = super::super::number(self.table.speeds.len());
            self.table.speeds.extend(rows.iter().map(|row| HourSpeed {
                hours: row.hours.clone(),
                kmh: row.speed_kmh,
            }));
            self.table.pieces.push(Piece {
                metres,
                speeds: speeds..super::super::number(self.table.speeds.len()),
            });
        }
        self.table.edges.push(TableEdge {
            edge,
            pieces: first..super::super::number(self.table.pieces.len()),
            metres: steps.iter().map(|(_, metres)| metres).sum(),
        });
    }
}
