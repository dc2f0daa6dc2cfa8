//! Matching against looking at all sequences, and on drawn streets.

mod far;
mod kept_to;
mod live;
mod traces;

use std::sync::Arc;

use super::*;
use crate::road::testing::{Drawing, at};
use crate::routing::Approach;
use crate::units::{LngLat, Metres, Timestamp};

/// Two parallel streets 100 m apart, joined at both ends and in the middle: a ladder of 3 rungs.
///
/// ```text
/// 3 ── 4 ── 5
/// │    │    │
/// 0 ── 1 ── 2     each street 300 m long, each rung 100 m
/// ```
fn ladder() -> Arc<RoadNetwork> {
    drawn_ladder().build()
}

fn drawn_ladder() -> Drawing {
    let mut drawing = Drawing::new(&[
        (0.0, 0.0),
        (3.0, 0.0),
        (6.0, 0.0),
        (0.0, 1.0),
        (3.0, 1.0),
        (6.0, 1.0),
    ]);
    for (tail, head) in [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)] {
        drawing.street(tail, head);
    }
    drawing
}

/// A fix every five seconds.
fn points(places: &[(f64, f64)]) -> Vec<TracePoint> {
    (0..)
        .zip(places)
        .map(|(number, &(x, y))| TracePoint {
            position: at(x, y),
            at: Some(Timestamp(number * 5_000)),
            accuracy: Some(Metres(10.0)),
            bearing: None,
            approach: Approach::Unrestricted,
        })
        .collect()
}

fn edge(road: &RoadNetwork, segment: u32, along: bool) -> EdgeId {
    let segment = road.segment(crate::routing::SegmentId(segment));
    let edge = if along {
        segment.forward()
    } else {
        segment.backward()
    };
    edge.unwrap()
}

fn near(a: LngLat, b: LngLat, metres: f64) -> bool {
    crate::geo::distance(a, b).0 <= metres
}
