//! Guidance on layouts drawn by hand, and what holds for every route.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::road::input::DrivingSide;
use crate::road::testing::{Drawing, anywhere};
use crate::routing::tests::network_and_places;
use crate::routing::{BidirectionalDijkstra, Router};

fn instructions(road: &Arc<RoadNetwork>, from: u32, to: u32) -> Vec<String> {
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let path = router
        .route(
            &mut scratch,
            &anywhere(road, from, 0.5),
            &anywhere(road, to, 0.5),
        )
        .unwrap();
    steps(road, &path).iter().map(Step::instruction).collect()
}

/// A main street from west to east with side streets north and south of its middle, which bends a
/// little and goes on under another name.
fn high_street() -> Drawing {
    let mut drawing = Drawing::new(&[
        (0.0, 0.0),
        (2.0, 0.0),
        (4.0, 0.3),
        (6.0, 0.3),
        (2.0, 2.0),
        (2.0, -2.0),
    ]);
    for (tail, head, name) in [
        (0, 1, "High Street"),
        (1, 2, "High Street"),
        (2, 3, "East Road"),
        (1, 4, "North Lane"),
        (1, 5, "South Lane"),
    ] {
        let street = drawing.street(tail, head);
        drawing.named(street, name);
    }
    drawing
}

#[test]
fn a_crossing_on_the_same_street_is_no_step() {
    let road = high_street().build();
    assert_eq!(
        instructions(&road, 0, 1),
        ["Head east on High Street", "You have arrived"]
    );
}

#[test]
fn another_name_is_told() {
    let road = high_street().build();
    assert_eq!(
        instructions(&road, 0, 2),
        [
            "Head east on High Street",
            "Continue onto East Road",
            "You have arrived"
        ]
    );
}

#[test]
fn turns_have_a_side_and_a_name() {
    let road = high_street().build();
    assert_eq!(
        instructions(&road, 0, 3),
        [
            "Head east on High Street",
            "Turn left onto North Lane",
            "You have arrived"
        ]
    );
    assert_eq!(
        instructions(&road, 2, 3)[1..],
        [
            "Continue onto High Street",
            "Turn right onto North Lane",
            "You have arrived"
        ]
    );
}

#[test]
fn a_street_that_turns_is_followed() {
    let mut drawing = high_street();
    let name = drawing.input.segments[0].name;
    drawing.input.segments[3].name = name;
    let road = drawing.build();
    assert_eq!(
        instructions(&road, 0, 3)[1],
        "Turn left to stay on High Street"
    );
}

/// A roundabout with four arms; in left-hand traffic one drives it clockwise, so the first exit is on
/// the left.
fn roundabout(side: DrivingSide) -> Arc<RoadNetwork> {
    // Vertices 0..4: south, west, north, east of the ring; 4..8 the far ends of the arms.
    let mut drawing = Drawing::new(&[
        (0.0, -0.3),
        (-0.3, 0.0),
        (0.0, 0.3),
        (0.3, 0.0),
        (0.0, -3.0),
        (-3.0, 0.0),
        (0.0, 3.0),
        (3.0, 0.0),
    ]);
    drawing.input.driving_side = side;
    for arm in 0..4 {
        let street = drawing.street(arm, arm + 4);
        let name = ["South", "West", "North", "East"][arm as usize];
        drawing.named(street, &format!("{name} Arm"));
    }
    for arm in 0..4 {
        let next = (arm + 1) % 4;
        // South to west to north is clockwise.
        let ring = match side {
            DrivingSide::Left => drawing.one_way(arm, next),
            DrivingSide::Right => drawing.one_way(next, arm),
        };
        drawing.input.segments[ring as usize].traits.roundabout = true;
    }
    drawing.build()
}

#[test]
fn exits_are_counted_the_way_traffic_goes_round() {
    for (side, west, east) in [
        (DrivingSide::Left, "1st", "3rd"),
        (DrivingSide::Right, "3rd", "1st"),
    ] {
        let road = roundabout(side);
        let told = |to, exit: &str, name: &str| {
            let told = instructions(&road, 0, to);
            let expected = format!("At the roundabout, take the {exit} exit onto {name} Arm");
            assert_eq!(told[1..], [expected.as_str(), "You have arrived"]);
        };
        told(1, west, "West");
        told(2, "2nd", "North");
        told(3, east, "East");
    }
}

#[test]
fn turning_round_at_a_dead_end_is_told() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]);
    drawing.one_way(0, 1);
    drawing.street(1, 2);
    drawing.street(1, 0);
    let road = drawing.build();
    let mut from = anywhere(&road, 1, 0.5);
    from.backward = None;
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let path = router
        .route(&mut scratch, &from, &anywhere(&road, 2, 0.5))
        .unwrap();
    let told = steps(&road, &path);
    assert_eq!(told[1].instruction(), "Make a U-turn");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn steps_add_up_to_the_route((road, places) in network_and_places()) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let Some(path) = router.route(&mut scratch, &places[0], &places[1]) else {
            return Ok(());
        };
        let steps = steps(&road, &path);
        let line = path.geometry(&road);
        prop_assert_eq!(steps[0].maneuver.kind, ManeuverKind::Depart);
        prop_assert_eq!(steps[steps.len() - 1].maneuver.kind, ManeuverKind::Arrive);
        let time: u64 = steps.iter().map(|step| step.duration.0).sum();
        prop_assert_eq!(time, path.duration.0);
        let length: f64 = steps.iter().map(|step| step.distance.0).sum();
        prop_assert!((length - path.length.0).abs() < 1e-6 * (1.0 + length));
        let mut at = 0;
        for step in &steps {
            prop_assert_eq!(step.geometry_index.0, at);
            prop_assert!(step.geometry_index.1 >= at && step.geometry_index.1 < line.len());
            at = step.geometry_index.1;
            let off = geo::distance(line[step.geometry_index.0], step.maneuver.position).0;
            prop_assert!(off < 0.1, "{} m off", off);
        }
        prop_assert_eq!(at, line.len() - 1);
    }
}
