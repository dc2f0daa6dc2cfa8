//! Places in between and streets to keep off, against plain searches.

use std::sync::Arc;

use proptest::prelude::*;

use crate::road::input::RoadClass;
use crate::road::testing::{Drawing, anywhere, at, random_input};
use crate::road::{DURATION_MASK, ENDS_ONLY_PENALTY, RoadNetwork};
use crate::routing::hierarchy::Cch;
use crate::routing::live::{ClosureError, Streets};
use crate::routing::tests::{check_path, network_and_places};
use crate::routing::{
    AvoidKinds, Avoided, BidirectionalDijkstra, Path, PlainDijkstra, Router, SNAP_LIMIT, Snap,
    SnapIndex, route_avoiding, through,
};

/// The least (entries, milliseconds) through places, by trying every direction at each of those in between.
fn brute_force(road: &Arc<RoadNetwork>, places: &[Snap], may_turn: bool) -> Option<(u32, u32)> {
    let oracle = PlainDijkstra::new(road.clone());
    let inner = places.len() - 2;
    let mut best = None;
    for choice in 0..1u32 << inner {
        let mut chosen = places.to_vec();
        if !may_turn {
            for (number, place) in chosen[1..=inner].iter_mut().enumerate() {
                if choice >> number & 1 == 0 {
                    place.backward = None;
                } else {
                    place.forward = None;
                }
            }
        }
        let mut legs = chosen.windows(2).map(|pair| {
            let (weight, _) = oracle.search(&pair[0], &pair[1], |_| true)?;
            Some((weight / ENDS_ONLY_PENALTY, weight & DURATION_MASK))
        });
        let total = legs.try_fold((0, 0), |sum, leg| {
            let (entries, time) = leg?;
            Some((sum.0 + entries, sum.1 + time))
        });
        best = total.into_iter().chain(best).min();
    }
    best
}

fn sum(paths: &[Path]) -> u64 {
    paths.iter().map(|path| path.duration.0).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn places_in_between_are_passed_in_the_best_directions(
        (road, places) in network_and_places(),
        may_turn in any::<bool>(),
    ) {
        let router = Cch::new(road.clone());
        let mut scratch = router.scratch();
        let found = through(&road, &places, may_turn, |from, to| {
            router.route(&mut scratch, from, to)
        });
        let expected = brute_force(&road, &places, may_turn);
        prop_assert_eq!(
            found.as_ref().ok().map(|paths| sum(paths)),
            expected.map(|(_, time)| u64::from(time))
        );
        let Ok(paths) = found else {
            return Ok(());
        };
        prop_assert_eq!(paths.len(), places.len() - 1);
        for (path, pair) in paths.iter().zip(places.windows(2)) {
            check_path(&road, path)?;
            prop_assert_eq!(path.from.position, pair[0].position);
            prop_assert_eq!(path.to.position, pair[1].position);
        }
        for pair in paths.windows(2) {
            // One goes on along the edge on which one came.
            prop_assert!(may_turn || pair[0].edges.last() == pair[1].edges.first());
        }
    }

    #[test]
    fn what_is_avoided_is_not_entered(
        mut input in random_input(),
        kinds in any::<[bool; 3]>(),
        marks in proptest::collection::vec(0..6u8, 24),
        ends in proptest::collection::vec((any::<prop::sample::Index>(), 0..=10u8), 4),
    ) {
        for (segment, mark) in input.segments.iter_mut().zip(marks) {
            segment.traits.toll = mark == 0;
            segment.traits.ferry = mark == 1;
            if mark == 2 {
                segment.class = RoadClass::MotorwayLink;
            }
        }
        let road = Arc::new(RoadNetwork::build(input).unwrap().0);
        let [tolls, ferries, motorways] = kinds;
        let avoided = Avoided::kinds(&road, AvoidKinds { tolls, ferries, motorways });
        let plain = PlainDijkstra::new(road.clone());
        let before = Cch::new(road.clone());
        let after = before.avoiding(&avoided);
        let mut scratch = before.scratch();
        let mut plain_scratch = BidirectionalDijkstra::new(road.clone()).scratch();
        let places: Vec<Snap> = ends
            .into_iter()
            .map(|(segment, tenths)| {
                let segment = u32::try_from(segment.index(road.segment_count())).unwrap();
                anywhere(&road, segment, f64::from(tenths) / 10.0)
            })
            .collect();
        for from in &places {
            for to in &places {
                let expected = plain.route_avoiding(from, to, &avoided).map(|path| path.duration);
                let one = route_avoiding(&road, &mut plain_scratch, from, to, &avoided);
                prop_assert_eq!(one.as_ref().map(|path| path.duration), expected);
                let found = after.route(&mut scratch, from, to);
                prop_assert_eq!(found.as_ref().map(|path| path.duration), expected);
                for path in found.iter().chain(&one) {
                    check_path(&road, path)?;
                    let entered = &path.edges[1..];
                    let is_avoided = |edge: &_| avoided.has(road.edge(*edge).segment);
                    prop_assert!(!entered.iter().any(is_avoided));
                }
                let free = plain.search(from, to, |_| true).map(|(weight, _)| weight);
                let kept = plain.search(from, to, |segment| !avoided.has(segment));
                if let Some((weight, _)) = kept {
                    prop_assert!(free.is_some_and(|free| free <= weight), "avoiding never shortens");
                }
            }
        }
    }
}

/// Two streets side by side, 100 m apart, joined at both ends.
fn side_by_side() -> (Arc<RoadNetwork>, [u32; 4]) {
    let mut drawing = Drawing::new(&[
        (0.0, 0.0),
        (4.0, 0.0),
        (0.0, 1.0),
        (4.0, 1.0),
        (-1.0, 0.0),
        (5.0, 0.0),
    ]);
    let streets = [(0, 1), (2, 3), (4, 0), (1, 5), (0, 2), (1, 3)];
    let numbers = streets.map(|(tail, head)| drawing.street(tail, head));
    (
        drawing.build(),
        [numbers[0], numbers[1], numbers[2], numbers[3]],
    )
}

#[test]
fn an_area_is_driven_round_and_its_hole_is_free() {
    let (road, [south, north, from, to]) = side_by_side();
    let streets = Streets::new(road.clone());
    let ring = |points: [(f64, f64); 4]| points.map(|(x, y)| at(x, y)).to_vec();
    let around = ring([(1.5, -0.5), (2.5, -0.5), (2.5, 0.5), (1.5, 0.5)]);
    let mut avoided = Avoided::kinds(&road, AvoidKinds::default());
    assert!(avoided.is_empty());
    avoided.add_area(&streets, &[around]).unwrap();
    let has = |avoided: &Avoided, street| avoided.has(crate::routing::SegmentId(street));
    assert!(has(&avoided, south) && !has(&avoided, north));
    let mut scratch = BidirectionalDijkstra::new(road.clone()).scratch();
    let (start, end) = (anywhere(&road, from, 0.5), anywhere(&road, to, 0.5));
    let path = route_avoiding(&road, &mut scratch, &start, &end, &avoided).unwrap();
    let driven: Vec<u32> = path
        .edges
        .iter()
        .map(|&edge| road.edge(edge).segment.0)
        .collect();
    assert_eq!(driven, [from, 4, north, 5, to]);
    // A large area all round with a hole where all the streets are.
    let mut outside = Avoided::kinds(&road, AvoidKinds::default());
    let far = ring([(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)]);
    let hole = ring([(-2.0, -2.0), (6.0, -2.0), (6.0, 2.0), (-2.0, 2.0)]);
    outside.add_area(&streets, &[far, hole]).unwrap();
    assert!(outside.is_empty());
    let crossed = ring([(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)]);
    assert_eq!(
        outside.add_area(&streets, &[crossed]),
        Err(ClosureError::CrossesItself)
    );
    let none: [Vec<crate::units::LngLat>; 0] = [];
    assert!(matches!(
        outside.add_area(&streets, &none),
        Err(ClosureError::Corners { .. })
    ));
}

#[test]
fn a_place_is_put_beside_what_is_avoided() {
    let (road, [south, north, ..]) = side_by_side();
    let index = SnapIndex::new(road);
    let point = at(2.0, 0.1);
    let free = index.nearest(point, None).unwrap();
    assert_eq!(free.segment.0, south);
    let wanted = |id: crate::routing::SegmentId| id.0 != south;
    let beside = index
        .nearest_among(point, None, SNAP_LIMIT, wanted)
        .unwrap();
    assert_eq!(beside.segment.0, north);
    assert!(
        index
            .nearest_among(point, None, SNAP_LIMIT, |_| false)
            .is_err()
    );
}
