//! Turn rules on layouts drawn by hand.

use std::sync::Arc;

use crate::road::RoadNetwork;
use crate::road::input::{DrivingSide, RestrictionKind::*, RestrictionVia};
use crate::road::testing::{Drawing, anywhere};
use crate::routing::{BidirectionalDijkstra, Router, SegmentId};

/// Segments driven from the middle of one street to the middle of another.
fn drive(road: &Arc<RoadNetwork>, from: u32, to: u32) -> Option<Vec<u32>> {
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let path = router.route(
        &mut scratch,
        &anywhere(road, from, 0.5),
        &anywhere(road, to, 0.5),
    )?;
    let segments = path.edges.iter().map(|&edge| road.edge(edge).segment.0);
    Some(segments.collect())
}

/// Two crossings in a row and a way round in the north:
/// ```text
///   5 ──4── 6
///   3       5
///   0 ──0── 1 ──1── 2 ──2── 3
///                   6
///                   4
/// ```
fn block() -> Drawing {
    let mut drawing = Drawing::new(&[
        (0.0, 0.0),
        (1.0, 0.0),
        (2.0, 0.0),
        (3.0, 0.0),
        (2.0, -1.0),
        (0.0, 1.0),
        (1.0, 1.0),
    ]);
    for (tail, head) in [(0, 1), (1, 2), (2, 3), (0, 5), (5, 6), (6, 1), (2, 4)] {
        drawing.street(tail, head);
    }
    drawing
}

#[test]
fn a_forbidden_turn_is_driven_round() {
    let mut drawing = block();
    drawing.restrict(No, 0, RestrictionVia::Vertex(1), 1);
    let road = drawing.build();
    // From the middle of street 0 there are two ways round; both end on street 5.
    let round = drive(&road, 0, 1).unwrap();
    assert_eq!(round, [0, 3, 4, 5, 1]);
    assert_eq!(drive(&road, 1, 0).unwrap(), [1, 0]);
}

#[test]
fn an_ordered_turn_is_the_only_one() {
    let mut drawing = block();
    drawing.restrict(Only, 0, RestrictionVia::Vertex(1), 5);
    let road = drawing.build();
    assert_eq!(drive(&road, 0, 1).unwrap(), [0, 3, 4, 5, 1]);
    assert_eq!(drive(&road, 0, 5).unwrap(), [0, 5]);
}

#[test]
fn a_restriction_via_a_street_binds_only_who_came_that_way() {
    let mut drawing = block();
    drawing.restrict(No, 0, RestrictionVia::Segments(vec![1]), 6);
    let road = drawing.build();
    assert_ne!(drive(&road, 0, 6), Some(vec![0, 1, 6]));
    // From the via street itself, or from the other street before it, the turn is free.
    assert_eq!(drive(&road, 1, 6).unwrap(), [1, 6]);
    assert_eq!(drive(&road, 5, 6).unwrap(), [5, 1, 6]);
    // The via street may be where the trip ends.
    assert_eq!(drive(&road, 0, 1).unwrap(), [0, 1]);
    assert_eq!(drive(&road, 0, 2).unwrap(), [0, 1, 2]);
}

#[test]
fn an_order_via_a_street_binds_only_who_came_that_way() {
    let mut drawing = block();
    drawing.restrict(Only, 0, RestrictionVia::Segments(vec![1]), 2);
    let road = drawing.build();
    assert_ne!(drive(&road, 0, 6), Some(vec![0, 1, 6]));
    assert_eq!(drive(&road, 0, 2).unwrap(), [0, 1, 2]);
    assert_eq!(drive(&road, 5, 6).unwrap(), [5, 1, 6]);
}

#[test]
fn one_turns_round_at_dead_ends_only() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (1.0, 1.0)]);
    for (tail, head) in [(0, 1), (1, 2), (1, 3)] {
        drawing.street(tail, head);
    }
    let road = drawing.build();
    let turns_back = |edge| {
        let back = road.edge(edge).segment;
        road.exits(edge).any(|next| road.edge(next).segment == back)
    };
    let street = road.segment(SegmentId(0));
    assert!(!turns_back(street.forward().unwrap()), "at the crossing");
    assert!(turns_back(street.backward().unwrap()), "at the dead end");
}

#[test]
fn a_street_for_residents_is_no_short_cut() {
    // A triangle whose direct side is private.
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (1.5, 3.0), (3.0, 0.0)]);
    let (a, private) = (drawing.street(0, 1), drawing.street(1, 2));
    let (up, down) = (drawing.street(1, 3), drawing.street(3, 2));
    let b = drawing.street(2, 4);
    drawing.ends_only(private);
    let road = drawing.build();
    assert_eq!(drive(&road, a, b).unwrap(), [a, up, down, b]);
    assert_eq!(drive(&road, a, private).unwrap(), [a, private]);
    assert_eq!(drive(&road, private, b).unwrap(), [private, b]);
    // Nobody pays in time for arriving at a private street.
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let (from, to) = (anywhere(&road, a, 0.5), anywhere(&road, private, 0.5));
    let time = router.travel_time(&mut scratch, &from, &to).unwrap();
    assert!(time.0 < 12_000, "{time:?}");
}

#[test]
fn a_trip_back_on_a_one_way_street_goes_round() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]);
    for (tail, head) in [(0, 1), (1, 2), (2, 0)] {
        drawing.one_way(tail, head);
    }
    let road = drawing.build();
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let (ahead, behind) = (anywhere(&road, 0, 0.8), anywhere(&road, 0, 0.2));
    let edges = |path: super::Path| path.edges.len();
    assert_eq!(
        router.route(&mut scratch, &behind, &ahead).map(edges),
        Some(1)
    );
    assert_eq!(
        router.route(&mut scratch, &ahead, &behind).map(edges),
        Some(4)
    );
}

#[test]
fn restrictions_that_cannot_apply_are_reported() {
    use crate::road::DropReason::*;
    let mut drawing = block();
    let one_way = drawing.one_way(3, 4);
    drawing.restrict(No, 0, RestrictionVia::Vertex(2), 1);
    drawing.restrict(No, 0, RestrictionVia::Vertex(1), 99);
    drawing.restrict(No, 6, RestrictionVia::Vertex(4), one_way);
    drawing.restrict(No, 0, RestrictionVia::Segments(vec![2]), 1);
    let (_, report) = RoadNetwork::build(drawing.input).unwrap();
    assert_eq!(report.restrictions_applied, 0);
    let reasons: Vec<_> = report
        .restrictions_dropped
        .iter()
        .map(|dropped| (dropped.osm_relation, dropped.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            (1, NotConnected),
            (2, MissingMember),
            (3, NotDrivable),
            (4, NotConnected)
        ]
    );
}

#[test]
fn a_street_that_cannot_be_left_is_not_snapped_to() {
    let mut drawing = block();
    let trap = drawing.one_way(3, 4);
    let road = {
        // Make vertex 4 a dead end that only the one-way leads into.
        drawing.input.segments[6].backward = None;
        drawing.build()
    };
    let edge = road.segment(SegmentId(trap)).forward().unwrap();
    assert!(!road.edge(edge).snappable);
    let street = road.segment(SegmentId(0)).forward().unwrap();
    assert!(road.edge(street).snappable);
}

#[test]
fn a_via_street_that_all_come_to_through_the_chain_can_still_be_snapped_to() {
    let mut drawing = block();
    drawing.restrict(No, 0, RestrictionVia::Segments(vec![1]), 6);
    drawing.restrict(No, 5, RestrictionVia::Segments(vec![1]), 6);
    let road = drawing.build();
    let via = road.segment(SegmentId(1)).forward().unwrap();
    assert!(road.edge(via).snappable);
}

/// The mirrored map with traffic on the other side gives the same times.
#[test]
fn mirrored_traffic_is_mirrored() {
    let time = |mirror: f64, side| {
        let mut drawing = Drawing::new(&[
            (0.0, 0.0),
            (mirror, 0.0),
            (mirror, 1.0),
            (2.0 * mirror, 0.3),
            (mirror, -1.0),
        ]);
        let from = drawing.street(0, 1);
        let to = drawing.street(1, 2);
        drawing.street(1, 3);
        drawing.street(1, 4);
        drawing.input.driving_side = side;
        let road = drawing.build();
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        router.travel_time(
            &mut scratch,
            &anywhere(&road, from, 0.5),
            &anywhere(&road, to, 0.5),
        )
    };
    let right = time(1.0, DrivingSide::Right);
    assert_eq!(right, time(-1.0, DrivingSide::Left));
    assert_ne!(right, time(1.0, DrivingSide::Left));
}

/// Two one-way streets drawn over the same points are one street: who comes along the one does not swing into the
/// other in the middle of a chain (as in OSRM), but at its end.
#[test]
fn nobody_turns_back_between_two_one_way_streets_over_the_same_points() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (5.0, 0.0), (10.0, 0.0)]);
    for (tail, head) in [(0, 1), (1, 2), (2, 1), (1, 0)] {
        drawing.one_way(tail, head);
    }
    let road = drawing.build();
    let exits = |street: u32| -> Vec<u32> {
        let edge = road.segment(SegmentId(street)).forward().unwrap();
        road.exits(edge)
            .map(|exit| road.edge(exit).segment.0)
            .collect()
    };
    assert_eq!(exits(0), [1]);
    assert_eq!(exits(1), [2]);
    assert_eq!(exits(2), [3]);
}

/// As in OSRM: where no other street is two-way, one may turn back instead of going on.
#[test]
fn one_may_turn_back_where_only_one_way_streets_lead_on() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (5.0, 0.0), (10.0, 0.0)]);
    drawing.street(0, 1);
    drawing.one_way(1, 2);
    let road = drawing.build();
    let edge = road.segment(SegmentId(0)).forward().unwrap();
    let exits: Vec<u32> = road
        .exits(edge)
        .map(|exit| road.edge(exit).segment.0)
        .collect();
    assert_eq!(exits, [0, 1]);
}
