//! Traces that keep off some streets, and those whose side of the street is known.

use proptest::prelude::*;

use super::*;
use crate::geo;
use crate::road::input::DrivingSide;
use crate::road::testing::random_input;
use crate::routing::{AvoidKinds, Avoided};

/// The ladder, of which the nearer long street costs a toll in its first half.
fn toll_ladder() -> Arc<RoadNetwork> {
    let mut drawing = drawn_ladder();
    drawing.input.segments[0].traits.toll = true;
    drawing.build()
}

const TOLLS: AvoidKinds = AvoidKinds {
    tolls: true,
    ferries: false,
    motorways: false,
};

#[test]
fn what_is_kept_off_is_neither_matched_nor_driven_through() {
    let road = toll_ladder();
    let index = SnapIndex::new(road.clone());
    let matcher = Matcher::new(&index, &road);
    let off = Avoided::kinds(&road, TOLLS);
    let mut scratch = MatchScratch::default();
    // From one rung to the other: the way along the toll road is as long as the other and nearer to the fixes.
    let mut trace = points(&[(0.0, 0.4), (3.0, 0.4)]);
    for (number, point) in (0..).zip(&mut trace) {
        point.at = Some(Timestamp(number * 60_000));
    }
    let mut segments = |matcher: Matcher<'_>| -> Vec<u32> {
        let matched = matcher.trace(&mut scratch, &trace, &MatchOptions::default());
        let edges = matched.matchings.iter().flat_map(|one| &one.edges);
        edges.map(|&edge| road.edge(edge).segment.0).collect()
    };
    assert_eq!(segments(matcher), [4, 0, 5]);
    assert_eq!(segments(matcher.keeping_off(&off)), [4, 2, 5]);
    let on_it = points(&[(0.5, 0.1), (1.0, 0.1), (1.5, 0.1)]);
    let matched = matcher.keeping_off(&off).trace(
        &mut MatchScratch::default(),
        &on_it,
        &MatchOptions::default(),
    );
    assert!(matched.matchings.is_empty(), "{matched:?}");
}

/// Where a fix lies of the direction of travel: right is above zero. `None` at a bend, where there are two directions.
fn to_the_right(road: &RoadNetwork, point: &MatchedPoint, fix: LngLat) -> Option<f64> {
    let edge = road.edge(point.place.edge);
    let mut line: Vec<LngLat> = road.segment(edge.segment).shape().collect();
    if !edge.along {
        line.reverse();
    }
    // The piece of the line that the place lies on.
    let at = geo::length(&line).0 * point.place.fraction;
    let mut begin = 0;
    while begin + 2 < line.len() && geo::length(&line[..begin + 2]).0 < at {
        begin += 1;
    }
    let before = geo::length(&line[..=begin]).0;
    let after = geo::length(&line[..begin + 2]).0;
    let is_end = |number: usize| number == 0 || number + 1 == line.len();
    if (at - before).abs() < 0.01 && !is_end(begin)
        || (after - at).abs() < 0.01 && !is_end(begin + 1)
    {
        return None;
    }
    let [east, north] = [
        line[begin + 1].lng() - line[begin].lng(),
        line[begin + 1].lat() - line[begin].lat(),
    ];
    let [aside_east, aside_north] = [
        fix.lng() - point.place.position.lng(),
        fix.lat() - point.place.position.lat(),
    ];
    Some((aside_east * north - aside_north * east) / east.hypot(north).max(1e-12))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_kept_off_is_ever_driven(
        mut input in random_input(),
        tolls in proptest::collection::vec(any::<bool>(), 40),
        places in proptest::collection::vec((-1.0..5.0f64, -1.0..5.0f64), 2..5),
    ) {
        for (segment, &toll) in input.segments.iter_mut().zip(&tolls) {
            segment.traits.toll = toll;
        }
        let road = Arc::new(RoadNetwork::build(input).unwrap().0);
        let index = SnapIndex::new(road.clone());
        let matcher = Matcher::new(&index, &road);
        let off = Avoided::kinds(&road, TOLLS);
        let mut trace = points(&places);
        for (number, point) in (0..).zip(&mut trace) {
            point.accuracy = Some(Metres(40.0));
            point.at = Some(Timestamp(number * 40_000));
        }
        let mut scratch = MatchScratch::default();
        let free = matcher.trace(&mut scratch, &trace, &MatchOptions::default());
        let kept = matcher.keeping_off(&off).trace(&mut scratch, &trace, &MatchOptions::default());
        for edge in kept.matchings.iter().flat_map(|matching| &matching.edges) {
            prop_assert!(!off.has(road.edge(*edge).segment));
        }
        // With nothing to keep off it is the same trace.
        let nothing = Avoided::nothing(&road);
        prop_assert_eq!(&free, &matcher.keeping_off(&nothing).trace(&mut scratch, &trace, &MatchOptions::default()));
    }

    #[test]
    fn the_side_of_the_street_says_which_way_it_was_driven(
        mut input in random_input(),
        places in proptest::collection::vec((-1.0..5.0f64, -1.0..5.0f64), 2..5),
        left: bool,
        opposite: bool,
    ) {
        input.driving_side = if left { DrivingSide::Left } else { DrivingSide::Right };
        let road = Arc::new(RoadNetwork::build(input).unwrap().0);
        let index = SnapIndex::new(road.clone());
        let matcher = Matcher::new(&index, &road);
        let mut trace = points(&places);
        for (number, point) in (0..).zip(&mut trace) {
            point.accuracy = Some(Metres(40.0));
            point.at = Some(Timestamp(number * 40_000));
            point.approach = if opposite { Approach::Opposite } else { Approach::Curb };
        }
        let matched = matcher.trace(&mut MatchScratch::default(), &trace, &MatchOptions::default());
        for (point, fix) in matched.points.iter().zip(&trace) {
            let Some(point) = point else { continue };
            let segment = road.segment(road.edge(point.place.edge).segment);
            let is_usable = |edge: Option<EdgeId>| edge.is_some_and(|edge| road.edge(edge).snappable);
            if !is_usable(segment.forward()) || !is_usable(segment.backward()) {
                continue;
            }
            let Some(right) = to_the_right(&road, point, fix.position) else { continue };
            // Within a centimetre or two it lies on the street itself.
            let wanted_right = left == opposite;
            let on_the_side = if wanted_right { right > -2e-7 } else { right < 2e-7 };
            prop_assert!(on_the_side, "{} {:?}", right, point);
        }
    }
}
