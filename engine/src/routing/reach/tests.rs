//! Reach against the oracle, and its areas against what an area must be.

use ::geo::algorithm::validation::Validation;
use ::geo::{Contains, Distance, Euclidean, Point};
use proptest::prelude::*;

use super::super::tests::network_and_places;
use super::super::{PlainDijkstra, Router};
use super::*;
use crate::road::testing::{Drawing, anywhere};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_reached_is_what_the_oracle_reaches(
        (road, places) in network_and_places(),
        limit in 0..120_000u64,
        origins in 1..3usize,
    ) {
        let (router, oracle) = (BidirectionalDijkstra::new(road.clone()), PlainDijkstra::new(road.clone()));
        let mut scratch = router.scratch();
        let limit = Millis(limit);
        let origins = &places[..origins];
        let depart = router.reach(&mut scratch, origins, limit, Direction::Depart);
        let arrive = router.reach(&mut scratch, origins, limit, Direction::Arrive);
        for place in &places {
            let within = |time: Option<Millis>| time.filter(|&time| time <= limit);
            let from = origins.iter().filter_map(|o| within(oracle.travel_time(&mut (), o, place))).min();
            prop_assert_eq!(depart.time_at(&road, place), from);
            let to = origins.iter().filter_map(|o| within(oracle.travel_time(&mut (), place, o))).min();
            prop_assert_eq!(arrive.time_at(&road, place), to);
        }
    }

    #[test]
    fn areas_are_valid_nested_and_hold_their_streets(
        (road, places) in network_and_places(),
        first in 1..40_000u64,
        second in 1..80_000u64,
        depart in any::<bool>(),
    ) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let limits = [Millis(first), Millis(first + second)];
        let direction = if depart { Direction::Depart } else { Direction::Arrive };
        let reach = router.reach(&mut scratch, &places[..1], limits[1], direction);
        let areas = reach.polygons(&road, &limits);
        prop_assert!(areas.iter().all(|area| area.is_valid()));
        let near = areas[0].iter().flat_map(|polygon| {
            std::iter::once(polygon.exterior()).chain(polygon.interiors())
        });
        for coord in near.flat_map(|ring| &ring.0) {
            // Where both outlines coincide, degrees are rounded: a tenth of a millimetre is no difference.
            let outside = Euclidean.distance(&Point(*coord), &areas[1]);
            prop_assert!(outside < 1e-9, "{:?} is {} degrees outside", coord, outside);
        }
        for (area, limit) in areas.iter().zip(limits) {
            for line in reach.lines(&road, limit) {
                for point in line {
                    prop_assert!(area.contains(&Point::new(point.lng(), point.lat())));
                }
            }
        }
    }

    #[test]
    fn a_part_ends_where_the_time_does((road, places) in network_and_places(), limit in 1..60_000u64) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let limit = Millis(limit);
        let reach = router.reach(&mut scratch, &places[..1], limit, Direction::Depart);
        for part in reach.parts(&road, limit) {
            prop_assert!(part.from <= part.to);
            for fraction in [part.from, f64::midpoint(part.from, part.to), part.to] {
                let place = anywhere(&road, part.segment.0, fraction);
                let time = router.travel_time(&mut scratch, &places[0], &place);
                // Shares of an edge are rounded to milliseconds.
                prop_assert!(time.is_some_and(|time| time.0 <= limit.0 + 2), "{:?} {:?}", part, time);
            }
        }
    }
}

#[test]
fn a_block_too_far_from_its_streets_is_a_hole() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)]);
    for (tail, head) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        drawing.street(tail, head);
    }
    let road = drawing.build();
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let places = [anywhere(&road, 0, 0.5)];
    let limits = [Millis::from_secs(20), Millis::from_secs(120)];
    let reach = router.reach(&mut scratch, &places, limits[1], Direction::Depart);
    let areas = reach.polygons(&road, &limits);
    assert_eq!(areas[0].0.len(), 1);
    assert_eq!(areas[0].0[0].interiors().len(), 0);
    assert_eq!(areas[1].0.len(), 1);
    assert_eq!(areas[1].0[0].interiors().len(), 1);
    assert!(reach.polygons(&road, &[]).is_empty());
}

#[test]
fn ten_metres_a_second_reach_a_hundred_metres_in_ten() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (10.0, 0.0)]);
    drawing.street(0, 1);
    let road = drawing.build();
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let reach = router.reach(
        &mut scratch,
        &[anywhere(&road, 0, 0.5)],
        Millis::from_secs(10),
        Direction::Depart,
    );
    let [part] = reach.parts(&road, Millis::from_secs(10))[..] else {
        panic!("one part");
    };
    let length = road.segment(SegmentId(0)).length().0;
    assert!(((part.to - part.from) * length - 200.0).abs() < 0.1);
}
