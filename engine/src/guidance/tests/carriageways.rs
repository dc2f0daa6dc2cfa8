//! Streets with two carriageways, and slip roads.

use expect_test::expect;

use super::layout::{Map, layout};

/// A street with two carriageways 20 m apart, in right-hand traffic, and one that crosses it.
fn dual() -> Map {
    layout(
        10.0,
        "
                    n
                    |
    a   -   -   -   b   -   -   -   c

    d   -   -   -   e   -   -   -   f
                    |
                    s
        ",
        &[
            "cba Main Street; primary oneway",
            "def Main Street; primary oneway",
            "nb Mill Road",
            "be Mill Road",
            "es Mill Road",
        ],
    )
    .build()
}

#[test]
fn a_turn_at_a_dual_carriageway_is_one() {
    let map = dual();
    map.check(
        "d-n",
        &expect![[r#"
        depart: Main Street
        turn left: Mill Road
        arrive: Mill Road"#]],
    );
    map.check(
        "s-a",
        &expect![[r#"
        depart: Mill Road
        turn left: Main Street
        arrive: Main Street"#]],
    );
    map.check(
        "s-f",
        &expect![[r#"
        depart: Mill Road
        turn right: Main Street
        arrive: Main Street"#]],
    );
    map.check(
        "s-n",
        &expect![[r#"
        depart: Mill Road
        arrive: Mill Road"#]],
    );
    map.check(
        "d-f",
        &expect![[r#"
        depart: Main Street
        arrive: Main Street"#]],
    );
}

#[test]
fn turning_back_at_a_dual_carriageway_is_one() {
    dual().check(
        "d-a",
        &expect![[r#"
        depart: Main Street
        continue uturn: Main Street
        arrive: Main Street"#]],
    );
}

#[test]
fn a_gap_without_a_name_is_part_of_the_turn() {
    let map = layout(
        10.0,
        "
                    n
                    |
    a   -   -   -   b   -   -   -   c

    d   -   -   -   e   -   -   -   f
        ",
        &[
            "cba Main Street; primary oneway",
            "def Main Street; primary oneway",
            "nb Mill Road",
            "be ; primary_link",
        ],
    )
    .build();
    map.check(
        "d-n",
        &expect![[r#"
        depart: Main Street
        turn left: Mill Road
        arrive: Mill Road"#]],
    );
    map.check(
        "n-f",
        &expect![[r#"
        depart: Mill Road
        turn left: Main Street
        arrive: Main Street"#]],
    );
    map.check(
        "d-a",
        &expect![[r#"
            depart: Main Street
            continue uturn: Main Street
            arrive: Main Street"#]],
    );
}

#[test]
fn a_street_that_splits_in_two_carriageways_is_no_fork() {
    let map = layout(
        10.0,
        "
                             b
         a   -   x
                             c
        ",
        &[
            "ax Main Street",
            "bx Main Street; oneway",
            "xc Main Street; oneway",
        ],
    )
    .build();
    map.check(
        "a-c",
        &expect![[r#"
        depart: Main Street
        arrive: Main Street"#]],
    );
    map.check(
        "b-a",
        &expect![[r#"
        depart: Main Street
        arrive: Main Street"#]],
    );
}

#[test]
fn a_slip_road_is_a_turn() {
    let map = layout(
        10.0,
        "
    a   -  -  x  -   y   -   b
                 -   |
                    -|
                     |
                     z
                     |
                     s
        ",
        &[
            "axyb Main Street; primary",
            "yzs Mill Road; secondary",
            "xz ; secondary_link oneway",
        ],
    )
    .build();
    map.check(
        "a-s",
        &expect![[r#"
            depart: Main Street
            turn right: Mill Road
            arrive: Mill Road"#]],
    );
}
