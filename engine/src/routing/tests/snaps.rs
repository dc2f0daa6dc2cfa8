//! Snapping against looking at every street.

use proptest::prelude::*;

use super::super::*;
use super::network_and_places;
use crate::geo;
use crate::road::testing::{Drawing, at};
use crate::units::{Bearing, Metres};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_nearest_street_is_nearest_of_all(
        (road, _) in network_and_places(),
        x in -6.0..10.0f64,
        y in -6.0..10.0f64,
        any_street: bool,
    ) {
        let point = at(x, y);
        let index = if any_street { SnapIndex::of_all(road.clone()) } else { SnapIndex::new(road.clone()) };
        // A street's points, a metre or less apart.
        let mut nearest: Option<f64> = None;
        for number in 0..road.segment_count() {
            let id = SegmentId(u32::try_from(number).unwrap());
            // No street of these networks is closed.
            if !any_street && Snap::on(&road, id, 0.0).is_none() {
                continue;
            }
            let shape: Vec<_> = road.segment(id).shape().collect();
            for step in 0..=1000 {
                let place = geo::point_along(&shape, f64::from(step) / 1000.0).unwrap();
                let distance = geo::distance(point, place).0;
                nearest = Some(nearest.map_or(distance, |least| least.min(distance)));
            }
        }
        match index.nearest(point, None) {
            Ok(snap) => {
                let nearest = nearest.unwrap();
                prop_assert!(snap.distance.0 <= nearest + 0.01 && snap.distance.0 > nearest - 1.0);
                if any_street {
                    let segment = road.segment(snap.segment);
                    prop_assert_eq!((segment.forward(), segment.backward()), (snap.forward, snap.backward));
                    return Ok(());
                }
                let again = Snap::on(&road, snap.segment, snap.fraction).unwrap();
                prop_assert!(geo::distance(again.position, snap.position).0 < 0.01);
                prop_assert_eq!((again.forward, again.backward), (snap.forward, snap.backward));
            }
            Err(none) => {
                prop_assert_eq!(none.distance.is_some(), nearest.is_some());
                if let (Some(distance), Some(nearest)) = (none.distance, nearest) {
                    prop_assert!(distance.0 > SNAP_LIMIT.0 - 0.5 && (distance.0 - nearest).abs() < 1.0);
                }
            }
        }
    }

    #[test]
    fn the_street_driven_on_is_the_nearest_of_its_direction_or_of_all(
        (road, _) in network_and_places(),
        x in -6.0..10.0f64,
        y in -6.0..10.0f64,
        direction in proptest::option::of(0.0..360.0f64),
        near in 1.0..400.0f64,
    ) {
        let (point, near) = (at(x, y), Metres(near));
        let index = SnapIndex::new(road);
        let towards = direction.and_then(heading);
        let along = towards.and_then(|_| index.nearest_within(point, towards, near).ok());
        let expected = along.map_or_else(|| index.nearest(point, None), Ok);
        prop_assert_eq!(index.nearest_driven(point, towards, near), expected);
    }
}

fn heading(degrees: f64) -> Option<Heading> {
    Some(Heading {
        bearing: Bearing::new(degrees).unwrap(),
        tolerance_degrees: 45.0,
    })
}

#[test]
fn a_heading_chooses_the_street_and_its_direction() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
    for (tail, head) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        drawing.street(tail, head);
    }
    let index = SnapIndex::new(drawing.build());
    let beside_first = at(1.9, 0.05);
    let east = index.nearest(beside_first, heading(80.0)).unwrap();
    assert_eq!(east.segment, SegmentId(0));
    assert!(east.forward.is_some() && east.backward.is_none());
    let west = index.nearest(beside_first, heading(260.0)).unwrap();
    assert!(west.forward.is_none() && west.backward.is_some());
    let north = index.nearest(beside_first, heading(10.0)).unwrap();
    assert_eq!(north.segment, SegmentId(1));
    let any = index.nearest(beside_first, None).unwrap();
    assert!(any.forward.is_some() && any.backward.is_some());
}

#[test]
fn far_away_the_distance_is_told() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0)]);
    drawing.street(0, 1);
    let index = SnapIndex::new(drawing.build());
    let error = index.nearest(at(0.5, 8.0), None).unwrap_err();
    let distance = error.distance.unwrap().0;
    assert!((distance - 800.0).abs() < 2.0, "{distance}");
    assert_eq!(
        error.to_string(),
        "no road within 500 m: the nearest is 801 m away"
    );
}
