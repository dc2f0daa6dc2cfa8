//! Where a route begins and ends.

use super::layout::{Map, layout};
use crate::guidance::{Ends, Modifier};

fn street() -> Map {
    layout(
        10.0,
        "
                        n
                        |
    a    -    -    -    b
        ",
        &["ab High Street", "bn North Lane"],
    )
    .build()
}

/// The side of a place as the last step of the way from `a` to `n` tells it.
fn side_of(column: f64, row: f64) -> Option<Modifier> {
    let map = street();
    let ends = Ends {
        to: Some(map.place(column, row)),
        address: "12 North Lane".to_owned(),
        ..Ends::default()
    };
    let steps = map.steps('a', 'n', &ends);
    let last = steps.last().unwrap();
    assert_eq!(last.address, "12 North Lane");
    assert_eq!(last.name, "North Lane");
    assert!(steps[0].address.is_empty());
    last.maneuver.modifier
}

#[test]
fn the_place_lies_on_a_side_of_the_street() {
    // One arrives northwards at column 24, row 1.
    assert_eq!(side_of(22.0, 1.0), Some(Modifier::Left));
    assert_eq!(side_of(26.0, 1.0), Some(Modifier::Right));
    assert_eq!(side_of(24.0, -1.0), Some(Modifier::Straight));
    assert_eq!(side_of(24.2, 1.0), None, "2 m beside: on the road");
    assert_eq!(side_of(64.0, 1.0), None, "400 m away");
}

#[test]
fn without_a_place_there_is_no_side() {
    let steps = street().steps('a', 'n', &Ends::default());
    assert_eq!(steps.last().unwrap().maneuver.modifier, None);
    assert_eq!(steps[0].maneuver.modifier, None);
}

#[test]
fn the_place_where_one_starts_has_a_side_too() {
    let map = street();
    let ends = Ends {
        from: Some(map.place(4.0, 5.0)),
        ..Ends::default()
    };
    let steps = map.steps('a', 'n', &ends);
    assert_eq!(steps[0].maneuver.modifier, Some(Modifier::Right));
}
