//! Which streets a shape means, and what a closure of them does, on layouts drawn by hand.

use super::*;
use crate::road::testing::{Drawing, anywhere, at};
use crate::routing::{BidirectionalDijkstra, Router as _, SegmentId};
use crate::units::{Bearing, MetresPerSecond, Millis};

/// Main Street in three pieces, the second of two ways that meet without a crossing, and a way round:
/// ```text
///   5 ──5── 6 ──6── 7
///   4       8       7
///   0 ──0── 1 ─1─ 4 ─2─ 2 ──3── 3
/// ```
fn town() -> Drawing {
    let mut drawing = Drawing::new(&[
        (0.0, 0.0),
        (2.0, 0.0),
        (4.0, 0.0),
        (6.0, 0.0),
        (3.0, 0.0),
        (0.0, 2.0),
        (2.0, 2.0),
        (4.0, 2.0),
    ]);
    for (tail, head) in [
        (0, 1),
        (1, 4),
        (2, 4),
        (2, 3),
        (0, 5),
        (5, 6),
        (6, 7),
        (7, 2),
        (1, 6),
    ] {
        drawing.street(tail, head);
    }
    for street in 0..4 {
        drawing.named(street, "Main Street");
    }
    drawing.named(6, "High Street");
    drawing
}

fn closure(shape: Shape, effect: Effect) -> Closure {
    Closure {
        shape,
        heading: None,
        effect,
        from: Timestamp(0),
        until: None,
    }
}

fn point(x: f64, y: f64) -> Shape {
    Shape::Point { at: at(x, y) }
}

fn street(name: Option<&str>, from: (f64, f64), to: (f64, f64)) -> Shape {
    Shape::Street {
        name: name.map(str::to_owned),
        from: at(from.0, from.1),
        to: at(to.0, to.1),
    }
}

/// The edges meant, as segment and direction.
fn meant(road: &Arc<RoadNetwork>, closure: &Closure) -> Result<Vec<(u32, bool)>, ClosureError> {
    let placed = closure.place(&Streets::new(road.clone()))?;
    let edges = placed.edges().iter().map(|&edge| road.edge(edge));
    Ok(edges.map(|edge| (edge.segment.0, edge.along)).collect())
}

fn segments(road: &Arc<RoadNetwork>, shape: Shape) -> Result<Vec<u32>, ClosureError> {
    let mut segments: Vec<u32> = meant(road, &closure(shape, CLOSED))?
        .into_iter()
        .map(|(segment, _)| segment)
        .collect();
    segments.dedup();
    Ok(segments)
}

fn with(road: &Arc<RoadNetwork>, closure: &Closure) -> (LiveState, Arc<RoadNetwork>) {
    let placed = closure.place(&Streets::new(road.clone())).unwrap();
    let state = state_of(&[placed]);
    let live = live(&state, road);
    (state, live)
}

/// Segments driven from the middle of one street to the middle of another.
fn drive(road: &Arc<RoadNetwork>, from: u32, to: u32) -> Option<Vec<u32>> {
    let router = BidirectionalDijkstra::new(road.clone());
    let (from, to) = (anywhere(road, from, 0.5), anywhere(road, to, 0.5));
    let path = router.route(&mut router.scratch(), &from, &to)?;
    Some(
        path.edges
            .iter()
            .map(|&edge| road.edge(edge).segment.0)
            .collect(),
    )
}

fn time(road: &Arc<RoadNetwork>, from: u32, to: u32) -> Option<Millis> {
    let router = BidirectionalDijkstra::new(road.clone());
    let (from, to) = (anywhere(road, from, 0.5), anywhere(road, to, 0.5));
    router.travel_time(&mut router.scratch(), &from, &to)
}

#[test]
fn a_point_means_the_street_between_its_crossings() {
    let road = town().build();
    assert_eq!(segments(&road, point(3.4, 0.1)).unwrap(), [1, 2]);
    assert_eq!(segments(&road, point(0.9, -0.2)).unwrap(), [0]);
    assert_eq!(segments(&road, point(5.0, 0.0)).unwrap(), [3]);
}

#[test]
fn a_street_is_closed_from_crossing_to_crossing() {
    let road = town().build();
    let whole = street(Some("main street"), (0.0, 0.0), (6.0, 0.0));
    assert_eq!(segments(&road, whole).unwrap(), [0, 1, 2, 3]);
    assert_eq!(
        segments(&road, street(None, (0.5, 0.0), (2.0, 0.0))).unwrap(),
        [0]
    );
    assert_eq!(
        segments(&road, street(None, (2.0, 0.0), (4.0, 0.0))).unwrap(),
        [1, 2]
    );
    // The points may come in either order, and lie in one segment.
    assert_eq!(
        segments(&road, street(None, (4.0, 0.0), (2.1, 0.0))).unwrap(),
        [1, 2]
    );
    assert_eq!(
        segments(&road, street(None, (4.5, 0.0), (5.5, 0.0))).unwrap(),
        [3]
    );
}

#[test]
fn both_carriageways_are_closed_and_one_way_alone_where_asked() {
    // A dual carriageway 20 m apart, driven on the right.
    let mut drawing = Drawing::new(&[(0.0, 0.0), (4.0, 0.0), (4.0, 0.2), (0.0, 0.2)]);
    let east = drawing.one_way(0, 1);
    drawing.street(1, 2);
    let west = drawing.one_way(2, 3);
    drawing.street(3, 0);
    for street in [east, west] {
        drawing.named(street, "Avenue");
    }
    let road = drawing.build();
    let shape = || street(Some("Avenue"), (0.5, 0.0), (3.5, 0.0));
    assert_eq!(segments(&road, shape()).unwrap(), [east, west]);
    let heading = |degrees| Closure {
        heading: Bearing::new(degrees),
        ..closure(shape(), CLOSED)
    };
    assert_eq!(meant(&road, &heading(80.0)).unwrap(), [(east, true)]);
    assert_eq!(meant(&road, &heading(280.0)).unwrap(), [(west, true)]);
    // A point on one carriageway means that one; nobody heads east on the other.
    let other = Closure {
        heading: Bearing::new(90.0),
        ..closure(point(2.0, 0.2), CLOSED)
    };
    assert_eq!(meant(&road, &other), Err(ClosureError::Heading));
}

#[test]
fn one_direction_of_a_street_can_be_closed_alone() {
    let road = town().build();
    let east = Bearing::new(90.0);
    let closed = Closure {
        heading: east,
        ..closure(point(3.4, 0.0), CLOSED)
    };
    // Street 2 was drawn from east to west.
    assert_eq!(meant(&road, &closed).unwrap(), [(1, true), (2, false)]);
    let between = Closure {
        heading: east,
        ..closure(street(None, (4.0, 0.0), (2.0, 0.0)), CLOSED)
    };
    assert_eq!(meant(&road, &between).unwrap(), [(1, true), (2, false)]);
    let single = Closure {
        heading: east,
        ..closure(street(None, (1.5, 0.0), (0.5, 0.0)), CLOSED)
    };
    assert_eq!(meant(&road, &single).unwrap(), [(0, true)]);
    let (_, live) = with(&road, &closed);
    assert_ne!(drive(&live, 0, 3), drive(&road, 0, 3));
    assert_eq!(drive(&live, 3, 0).unwrap(), [3, 2, 1, 0]);
}

#[test]
fn an_area_means_what_lies_in_it_or_crosses_its_edge() {
    let road = town().build();
    let ring = |corners: &[(f64, f64)]| Shape::Polygon {
        ring: corners.iter().map(|&(x, y)| at(x, y)).collect(),
    };
    let north = ring(&[(-1.0, 1.5), (5.0, 1.5), (5.0, 3.0), (-1.0, 3.0)]);
    assert_eq!(segments(&road, north).unwrap(), [4, 5, 6, 7, 8]);
    let inside_one = ring(&[(0.8, -0.1), (1.2, -0.1), (1.0, 0.1)]);
    assert_eq!(segments(&road, inside_one).unwrap(), [0]);
    let crossed = ring(&[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]);
    assert_eq!(segments(&road, crossed), Err(ClosureError::CrossesItself));
    let empty = ring(&[(0.8, 0.8), (1.2, 0.8), (1.0, 1.2)]);
    assert_eq!(segments(&road, empty), Err(ClosureError::NothingInside));
    let line = ring(&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0)]);
    assert!(matches!(
        segments(&road, line),
        Err(ClosureError::Corners { corners: 2, .. })
    ));
}

#[test]
fn a_closure_without_a_street_names_the_field() {
    let road = town().build();
    let fault = |shape| segments(&road, shape).unwrap_err().field();
    assert_eq!(fault(point(9.0, 9.0)), "shape.at");
    assert_eq!(
        fault(street(Some("Low Street"), (0.0, 0.0), (2.0, 0.0))),
        "shape.from"
    );
    assert_eq!(
        fault(street(Some("High Street"), (2.0, 2.0), (2.0, 0.0))),
        "shape.to"
    );
    let broken = |effect| {
        closure(point(1.0, 0.0), effect)
            .check()
            .unwrap_err()
            .field()
    };
    assert_eq!(broken(Effect::SlowedBy { factor: 0.5 }), "effect.factor");
    assert_eq!(
        broken(Effect::SlowedBy { factor: f64::NAN }),
        "effect.factor"
    );
    let speed = MetresPerSecond(0.0);
    assert_eq!(broken(Effect::SlowedTo { speed }), "effect.speed");
    let backwards = Closure {
        until: Some(Timestamp(0)),
        ..closure(point(1.0, 0.0), CLOSED)
    };
    assert_eq!(backwards.check().unwrap_err().field(), "until");
}

#[test]
fn a_closed_street_is_driven_round_and_a_team_on_it_may_leave() {
    let road = town().build();
    let (state, live) = with(&road, &closure(point(3.4, 0.0), CLOSED));
    assert_eq!(drive(&road, 0, 3).unwrap(), [0, 1, 2, 3]);
    assert_eq!(drive(&live, 0, 3).unwrap(), [0, 8, 6, 7, 3]);
    assert_eq!(drive(&live, 0, 1), None, "nobody gets in");
    assert_eq!(drive(&live, 1, 0).unwrap(), [1, 0], "who is in gets out");
    assert_eq!(
        drive(&live, 1, 3).unwrap(),
        [1, 2, 3],
        "over the rest of what is closed"
    );
    let place = anywhere(&road, 1, 0.5);
    let why: Vec<_> = state.closures_at(&place, NOW).collect();
    assert_eq!(why, [ClosureKey(0)]);
    assert_eq!(state.closures_at(&anywhere(&road, 0, 0.5), NOW).count(), 0);
}

#[test]
fn except_destination_keeps_out_only_those_who_drive_through() {
    let road = town().build();
    let (_, live) = with(&road, &closure(point(3.4, 0.0), EXCEPT_DESTINATION));
    assert_eq!(drive(&live, 0, 3).unwrap(), [0, 8, 6, 7, 3]);
    assert_eq!(drive(&live, 0, 1).unwrap(), [0, 1]);
    assert_eq!(
        time(&live, 0, 1),
        time(&road, 0, 1),
        "arriving costs no time"
    );
    assert_eq!(drive(&live, 2, 0).unwrap(), [2, 1, 0]);
}

#[test]
fn a_closure_holds_for_those_under_a_restriction_too() {
    use crate::road::input::{RestrictionKind, RestrictionVia};
    // Whoever comes from street 0 over street 1 may not turn into 3: street 1 has a copy.
    let mut drawing = town();
    drawing.restrict(
        RestrictionKind::No,
        0,
        RestrictionVia::Segments(vec![1, 2]),
        7,
    );
    let road = drawing.build();
    assert!(road.graph().len() > road.edge_count(), "there is a copy");
    let (_, live) = with(&road, &closure(point(3.4, 0.0), CLOSED));
    assert_eq!(drive(&live, 0, 1), None);
    assert_eq!(drive(&live, 0, 3).unwrap(), [0, 8, 6, 7, 3]);
    let (_, slow) = with(
        &road,
        &closure(point(3.4, 0.0), Effect::SlowedBy { factor: 2.0 }),
    );
    let copies = road.graph().duration.iter().zip(slow.graph().duration);
    let slowed = copies.filter(|(usual, now)| *usual * 2 == **now).count();
    let of_streets = road.graph().len() - road.edge_count() + 4;
    assert_eq!(slowed, of_streets, "copies are slowed with their edge");
}

#[test]
fn a_slow_street_takes_longer_and_the_slowest_counts() {
    let road = town().build();
    let edge = road.segment(SegmentId(0)).forward().unwrap();
    let usual = road.edge(edge).duration;
    let slowed = |effects: &[Effect]| {
        let streets = Streets::new(road.clone());
        let place = |&effect: &Effect| closure(point(1.0, 0.0), effect).place(&streets).unwrap();
        let placed: Vec<PlacedClosure> = effects.iter().map(place).collect();
        weights(&state_of(&placed), &road).edge_duration(edge)
    };
    let (twice, thrice) = (
        Effect::SlowedBy { factor: 2.0 },
        Effect::SlowedBy { factor: 3.0 },
    );
    assert_eq!(slowed(&[twice]), Millis(usual.0 * 2));
    assert_eq!(slowed(&[thrice, twice]), Millis(usual.0 * 3));
    assert_eq!(slowed(&[twice, thrice]), Millis(usual.0 * 3));
    // Streets are drawn at 10 m/s.
    let speed = |metres| Effect::SlowedTo {
        speed: MetresPerSecond(metres),
    };
    let fifth = slowed(&[speed(2.0)]).0;
    assert!(
        fifth.abs_diff(usual.0 * 5) <= 5,
        "{fifth} is five times {usual:?}"
    );
    assert_eq!(slowed(&[speed(30.0)]), usual, "no street becomes faster");
}

#[test]
fn a_closure_is_in_force_from_its_begin_until_its_end() {
    let road = town().build();
    let timed = Closure {
        from: Timestamp(10),
        until: Some(Timestamp(20)),
        ..closure(point(1.0, 0.0), CLOSED)
    };
    let placed = timed.place(&Streets::new(road.clone())).unwrap();
    let state = state_of(&[placed]);
    let at = |at| state.weights(&road, Timestamp(at), monday_noon());
    assert_eq!(at(9), road.weights());
    assert_ne!(at(10), road.weights());
    assert_ne!(at(19), road.weights());
    assert_eq!(at(20), road.weights());
    let next = |at| state.next_change(Timestamp(at)).map(|at| at.0);
    assert_eq!((next(0), next(10), next(20)), (Some(10), Some(20), None));
}
