//! What is told of each piece of a route's line.

use nearhand_engine::{
    geo,
    road::RoadNetwork,
    routing::{Path, PathPart},
    units::LngLat,
};
use serde::Serialize;

use super::{
    numbers::{Number, ten_digits, tenths},
    question::Annotations,
};

/// A value per piece of the line; nodes are one more.
#[derive(Debug, Default, Serialize)]
pub(super) struct Annotation {
    #[serde(skip_serializing_if = "Option::is_none")]
    nodes: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<Vec<Number>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<Vec<Number>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<Vec<Number>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speed: Option<Vec<Number>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datasources: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
}

/// What the numbers of the data sources mean.
#[derive(Debug, Serialize)]
struct Metadata {
    datasource_names: [&'static str; 1],
}

/// A piece of the line between two of its points.
#[derive(Clone, Copy)]
struct Piece {
    metres: f64,
    seconds: f64,
    /// The OpenStreetMap node at its end; that at the street's end where the route ends before.
    node: i64,
}

impl Annotation {
    /// That of a leg, as far as wanted; `None` when nothing is.
    pub(super) fn of(road: &RoadNetwork, paths: &[Path], wanted: Annotations) -> Option<Self> {
        if wanted == Annotations::default() {
            return None;
        }
        let parts: Vec<PathPart> = paths.iter().flat_map(|path| path.parts(road)).collect();
        let mut pieces = Vec::new();
        let mut first = None;
        for part in &parts {
            let node = push_pieces(road, part, &mut pieces);
            first = first.or(node);
        }
        if pieces.is_empty() {
            // The line of a route of no length has two points, too.
            pieces.push(Piece::still(road, parts.first()?));
            first = pieces.first().map(|piece| piece.node);
        }
        let values = |is_wanted: bool, value: fn(&Piece) -> Number| {
            is_wanted.then(|| pieces.iter().map(value).collect::<Vec<Number>>())
        };
        let seconds = |piece: &Piece| tenths(piece.seconds);
        Some(Self {
            nodes: wanted.nodes.then(|| {
                let ends = pieces.iter().map(|piece| piece.node);
                first.into_iter().chain(ends).collect()
            }),
            distance: values(wanted.distance, |piece| ten_digits(piece.metres)),
            duration: values(wanted.duration, seconds),
            weight: values(wanted.weight, seconds),
            speed: values(wanted.speed, |piece| {
                let still = piece.seconds <= 0.0;
                tenths(if still {
                    0.0
                } else {
                    piece.metres / piece.seconds
                })
            }),
            datasources: wanted.datasources.then(|| vec![0; pieces.len()]),
            metadata: wanted.datasources.then_some(Metadata {
                datasource_names: ["nearhand"],
            }),
        })
    }
}

/// Adds the pieces of a part of a route, one for each two neighbouring points of its line that are not the same; the
/// node before them.
fn push_pieces(road: &RoadNetwork, part: &PathPart, pieces: &mut Vec<Piece>) -> Option<i64> {
    let edge = road.edge(part.edge);
    let segment = road.segment(edge.segment);
    let mut shape: Vec<LngLat> = segment.shape().collect();
    let mut nodes = segment.osm_nodes().to_vec();
    if !edge.along {
        shape.reverse();
        nodes.reverse();
    }
    let line = part.line(road);
    let whole = geo::length(&shape).0;
    let per_metre = if whole > 0.0 {
        edge.duration.as_secs_f64() / whole
    } else {
        0.0
    };
    // The point of the street that the next piece leads to.
    let mut next = 1 + piece_at(&shape, whole * part.from);
    let mut before = None;
    for pair in line.windows(2).filter(|pair| pair[0] != pair[1]) {
        while next + 1 < shape.len() && shape[next] == pair[0] {
            next += 1;
        }
        let node = |at: usize| nodes.get(at).copied().unwrap_or_default();
        before = before.or_else(|| Some(node(next.saturating_sub(1))));
        let metres = geo::distance(pair[0], pair[1]).0;
        pieces.push(Piece {
            metres,
            seconds: metres * per_metre,
            node: node(next),
        });
    }
    before
}

/// Number of the piece of a line on which one is after some metres.
pub(super) fn piece_at(line: &[LngLat], metres: f64) -> usize {
    let mut left = metres;
    for (number, pair) in line.windows(2).enumerate() {
        let step = geo::distance(pair[0], pair[1]).0;
        if left <= step {
            return number;
        }
        left -= step;
    }
    line.len().saturating_sub(2)
}

impl Piece {
    /// Standing where a route of no length begins and ends.
    fn still(road: &RoadNetwork, part: &PathPart) -> Self {
        let segment = road.segment(road.edge(part.edge).segment);
        Self {
            metres: 0.0,
            seconds: 0.0,
            node: segment.osm_nodes().first().copied().unwrap_or_default(),
        }
    }
}
