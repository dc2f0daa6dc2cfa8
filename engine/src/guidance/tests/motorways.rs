//! Ramps and merges.

use expect_test::expect;

use super::layout::{Map, layout};

/// A motorway eastwards with an exit to a street above it and a ramp from there.
fn motorway() -> Map {
    layout(
        20.0,
        "
                                s
                                |
                            p   t    q
                        -       |        -
                 -              |              -
    a   -   b   -   -   -   -   -   -   -   -  c   -  d
                                |
                                u
        ",
        &[
            "abcd ; motorway oneway ref=A1",
            "bpt ; motorway_link oneway to=Porto exit=12",
            "tqc ; motorway_link oneway to=A1:_Lisboa",
            "st Mill Road; secondary",
            "tu Mill Road; secondary",
        ],
    )
    .build()
}

#[test]
fn past_an_exit_one_just_drives_on() {
    motorway().check(
        "a-d",
        &expect![[r#"
        depart, road A1
        arrive, road A1"#]],
    );
}

#[test]
fn an_exit_has_a_number_and_destinations() {
    motorway().check(
        "a-s",
        &expect![[r#"
        depart, road A1
        off ramp slight left, to Porto, exit 12
        turn left: Mill Road
        arrive: Mill Road"#]],
    );
    motorway().check(
        "a-u",
        &expect![[r#"
        depart, road A1
        off ramp slight left, to Porto, exit 12
        turn right: Mill Road
        arrive: Mill Road"#]],
    );
}

#[test]
fn a_ramp_is_entered_by_where_it_leads_and_merges() {
    motorway().check(
        "s-d",
        &expect![[r#"
        depart: Mill Road
        on ramp left, to A1: Lisboa
        merge slight right, road A1
        arrive, road A1"#]],
    );
    motorway().check(
        "u-d",
        &expect![[r#"
        depart: Mill Road
        on ramp right, to A1: Lisboa
        merge slight right, road A1
        arrive, road A1"#]],
    );
}

#[test]
fn a_ramp_may_fork() {
    let map = layout(
        20.0,
        "
    a   -   b   -   -   -   -   c

               x    -   y   -   d

                            -   e
        ",
        &[
            "abc ; motorway oneway ref=A1",
            "bx ; motorway_link oneway to=Center",
            "xy ; motorway_link oneway to=Center",
            "yd ; motorway_link oneway to=East",
            "ye ; motorway_link oneway to=West",
        ],
    )
    .build();
    map.check(
        "a-d",
        &expect![[r#"
        depart, road A1
        off ramp slight right, to Center
        fork slight left, to East
        arrive"#]],
    );
    map.check(
        "a-e",
        &expect![[r#"
        depart, road A1
        off ramp slight right, to Center
        fork slight right, to West
        arrive"#]],
    );
}

#[test]
fn a_motorway_may_split() {
    let map = layout(
        20.0,
        "
                                    c
    a   -   b
                                    d
        ",
        &[
            "ab ; motorway oneway ref=A1",
            "bc ; motorway oneway ref=A1 to=North",
            "bd ; motorway oneway ref=A2 to=South",
        ],
    )
    .build();
    map.check(
        "a-c",
        &expect![[r#"
        depart, road A1
        fork slight left, road A1, to North
        arrive, road A1"#]],
    );
    map.check(
        "a-d",
        &expect![[r#"
        depart, road A1
        fork slight right, road A2, to South
        arrive, road A2"#]],
    );
}
