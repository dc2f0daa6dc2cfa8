//! `match`: the streets that a trace was driven on.

use nearhand_engine::{
    geo,
    matching::{
        EdgePlace, MatchOptions, MatchScratch, Matched, MatchedPoint, Matcher, Matching, TracePoint,
    },
    road::RoadNetwork,
    routing::{EdgeId, Heading, Path, Snap},
    units::{Metres, Millis, Timestamp},
};
use nearhand_osm_data::road::Mode;
use serde::Serialize;

use super::{
    ground::Streets,
    json,
    numbers::ten_digits,
    question::Question,
    refusal::{Code, Refusal},
    routes::{Drive, Route, Teller},
    waypoint::Waypoint,
};

/// A longer pause cuts a trace in two, as in OSRM.
const LONGEST_GAP: Millis = Millis::from_mins(1);
/// No street farther away than this is ever matched.
const FARTHEST: Metres = Metres(200.0);

#[derive(Serialize)]
struct Answer<'a> {
    code: &'static str,
    matchings: Vec<Route>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracepoints: Option<Vec<Option<Tracepoint<'a>>>>,
}

/// Where a point of the trace was; null for those that fit to nothing or are left out.
#[derive(Serialize)]
struct Tracepoint<'a> {
    #[serde(flatten)]
    waypoint: Waypoint<'a>,
    matchings_index: usize,
    /// Null where no leg ends.
    waypoint_index: Option<usize>,
    alternatives_count: usize,
}

pub(super) fn answer(streets: &Streets<'_>, mode: Mode) -> Result<Vec<u8>, Refusal> {
    let question = streets.question;
    let mut matcher = Matcher::new(streets.index(), streets.road());
    if let Some(off) = streets.off.avoided() {
        matcher = matcher.keeping_off(off);
    }
    let options = MatchOptions {
        longest_gap: (!question.trace.ignore_gaps).then_some(LONGEST_GAP),
        tidy: question.trace.tidy,
    };
    let points = points(question);
    let matched = matcher.trace(&mut MatchScratch::default(), &points, &options);
    if matched.matchings.is_empty() {
        return Err(no_match(streets));
    }
    let waypoints = &question.route.waypoints;
    if waypoints
        .iter()
        .any(|&number| matched.points[number].is_none())
    {
        let message = "Requested waypoint parameter could not be matched.";
        return Err(Refusal::new(Code::NoMatch, message));
    }
    let teller = Teller {
        road: streets.road(),
        mode,
        options: &question.route,
    };
    let matchings = matched.matchings.iter().map(|matching| {
        let mut route = teller.route(&legs(streets, &matched, matching));
        route.confidence = Some(ten_digits(matching.confidence));
        route
    });
    Ok(json(&Answer {
        code: "Ok",
        matchings: matchings.collect(),
        tracepoints: (!question.skip_waypoints).then(|| tracepoints(streets, &matched)),
    }))
}

fn points(question: &Question) -> Vec<TracePoint> {
    let point = |(number, &position)| {
        let at = question.trace.timestamps.get(number).copied();
        let milliseconds =
            |seconds: u64| i64::try_from(seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
        let heading = question.bearings.get(number).copied().flatten();
        TracePoint {
            position,
            at: at.map(|seconds| Timestamp(milliseconds(seconds))),
            accuracy: question.radiuses.get(number).copied().flatten(),
            // A direction that may be any is none.
            bearing: heading
                .filter(|heading: &Heading| heading.tolerance_degrees < 180.0)
                .map(|heading| heading.bearing),
            approach: question.approach(number),
        }
    };
    question.coordinates.iter().enumerate().map(point).collect()
}

/// Why nothing fits.
fn no_match(streets: &Streets<'_>) -> Refusal {
    let coordinates = &streets.question.coordinates;
    let is_near = |&point: &_| {
        let allowed = |segment| streets.off.allows(segment);
        let near = streets
            .index()
            .nearest_among(point, None, FARTHEST, allowed);
        near.is_ok()
    };
    if coordinates.iter().any(is_near) {
        Refusal::new(Code::NoMatch, "Could not match the trace.")
    } else {
        let message = "Could not find a matching segment for any coordinate.";
        Refusal::new(Code::NoSegment, message)
    }
}

/// Whether a leg begins or ends at a point of the trace.
fn ends_leg(question: &Question, number: usize) -> bool {
    let waypoints = &question.route.waypoints;
    waypoints.is_empty() || waypoints.contains(&number)
}

/// The legs of a matching. Its first and last points end legs, whatever was asked for: a part of a trace that was cut
/// is told whole.
fn legs(streets: &Streets<'_>, matched: &Matched, matching: &Matching) -> Vec<Drive> {
    let last = matching.points.len().saturating_sub(1);
    let ends: Vec<(usize, MatchedPoint, usize)> = matching
        .points
        .iter()
        .enumerate()
        .filter(|&(place, &(number, _))| {
            place == 0 || place == last || ends_leg(streets.question, number)
        })
        .filter_map(|(_, &(number, edge))| Some((number, matched.points[number]?, edge)))
        .collect();
    let leg = |pair: &[(usize, MatchedPoint, usize)]| {
        let [(first, from, begin), (last, to, end)] = [pair[0], pair[1]];
        let edges = matching.edges[begin..=end].to_vec();
        Drive {
            paths: vec![path(streets.road(), edges, &from.place, &to.place)],
            ends: [first, last].map(|number: usize| streets.question.coordinates[number]),
        }
    };
    ends.windows(2).map(leg).collect()
}

/// A way along edges, from a place on the first to one on the last.
fn path(road: &RoadNetwork, edges: Vec<EdgeId>, from: &EdgePlace, to: &EdgePlace) -> Path {
    // A place a little behind on the same edge is the same stand, seen with another error.
    let stands = edges.len() == 1 && to.fraction < from.fraction;
    let mut path = Path {
        duration: Millis(0),
        length: Metres(0.0),
        edges,
        from: snap(road, from),
        to: snap(road, if stands { from } else { to }),
    };
    let length = path.parts(road).map(|part| part.length(road).0).sum();
    let driven = path.parts(road).map(|part| part.duration(road));
    let turned = path
        .edges
        .windows(2)
        .map(|pair| road.turn_duration(pair[0], pair[1]));
    let duration = driven.chain(turned).fold(Millis(0), |sum, time| sum + time);
    path.length = Metres(length);
    path.duration = duration;
    path
}

fn snap(road: &RoadNetwork, place: &EdgePlace) -> Snap {
    let edge = road.edge(place.edge);
    let driven = Some(place.edge);
    Snap {
        segment: edge.segment,
        fraction: if edge.along {
            place.fraction
        } else {
            1.0 - place.fraction
        },
        position: place.position,
        distance: Metres(0.0),
        forward: driven.filter(|_| edge.along),
        backward: driven.filter(|_| !edge.along),
    }
}

fn tracepoints<'a>(streets: &'a Streets<'_>, matched: &Matched) -> Vec<Option<Tracepoint<'a>>> {
    let question = streets.question;
    let mut ends = vec![0; matched.matchings.len()];
    let tell = |(number, point): (usize, &Option<MatchedPoint>)| {
        let point = point.as_ref()?;
        let asked = question.coordinates[number];
        let place = Snap {
            distance: geo::distance(asked, point.place.position),
            ..snap(streets.road(), &point.place)
        };
        let end = ends.get_mut(point.matching)?;
        let waypoint_index = ends_leg(question, number).then_some(*end);
        *end += usize::from(waypoint_index.is_some());
        Some(Tracepoint {
            waypoint: Waypoint::of(streets, number, &place),
            matchings_index: point.matching,
            waypoint_index,
            alternatives_count: point.alternatives,
        })
    };
    matched.points.iter().enumerate().map(tell).collect()
}
