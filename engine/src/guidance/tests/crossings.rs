//! Crossings, bends, forks and names.

use expect_test::expect;

use super::layout::layout;

#[test]
fn a_crossing_straight_over_is_no_step_and_turns_have_a_side() {
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
                 |
                 s
        ",
        &["axb High Street", "nx North Lane", "sx South Lane"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: High Street
        arrive: High Street"#]],
    );
    map.check(
        "a-n",
        &expect![[r#"
        depart: High Street
        turn left: North Lane
        arrive: North Lane"#]],
    );
    map.check(
        "n-a",
        &expect![[r#"
        depart: North Lane
        turn right: High Street
        arrive: High Street"#]],
    );
    map.check(
        "s-n",
        &expect![[r#"
        depart: South Lane
        new name straight: North Lane
        arrive: North Lane"#]],
    );
}

#[test]
fn a_bend_is_no_turn() {
    let map = layout(
        10.0,
        "
                 b -  -  c
                 |
         a   -   x
        ",
        &["axbc High Street"],
    )
    .build();
    map.check(
        "a-c",
        &expect![[r#"
        depart: High Street
        arrive: High Street"#]],
    );
}

#[test]
fn a_street_that_turns_at_a_crossing_is_followed() {
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
        ",
        &["axn High Street", "xb East Road"],
    )
    .build();
    map.check(
        "a-n",
        &expect![[r#"
        depart: High Street
        continue left: High Street
        arrive: High Street"#]],
    );
    map.check(
        "a-b",
        &expect![[r#"
        depart: High Street
        new name straight: East Road
        arrive: East Road"#]],
    );
}

#[test]
fn a_road_that_ends_in_another_is_told_so() {
    let map = layout(
        10.0,
        "
         b
         |
         x   -   -   a
         |
         c
        ",
        &["ax Side Street", "bxc High Street"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Side Street
        end of road right: High Street
        arrive: High Street"#]],
    );
    map.check(
        "a-c",
        &expect![[r#"
        depart: Side Street
        end of road left: High Street
        arrive: High Street"#]],
    );
    map.check(
        "b-a",
        &expect![[r#"
        depart: High Street
        turn left: Side Street
        arrive: Side Street"#]],
    );
    map.check(
        "b-c",
        &expect![[r#"
        depart: High Street
        arrive: High Street"#]],
    );
}

#[test]
fn a_fork_tells_which_of_two_like_roads() {
    let map = layout(
        10.0,
        "
                         b
                     -
         a   -   x
                     -
                         c
        ",
        &["ax Mill Road", "xb North Road", "xc South Road"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        fork slight left: North Road
        arrive: North Road"#]],
    );
    map.check(
        "a-c",
        &expect![[r#"
        depart: Mill Road
        fork slight right: South Road
        arrive: South Road"#]],
    );
    map.check(
        "b-a",
        &expect![[r#"
        depart: North Road
        new name straight: Mill Road
        arrive: Mill Road"#]],
    );
}

#[test]
fn past_a_lesser_road_ones_own_just_bends() {
    let map = layout(
        10.0,
        "
         a   -   x   -   c

                             b
        ",
        &["axb Mill Road; secondary", "xc Lane; residential"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        arrive: Mill Road"#]],
    );
    map.check(
        "a-c",
        &expect![[r#"
        depart: Mill Road
        turn straight: Lane
        arrive: Lane"#]],
    );
}

#[test]
fn a_slight_fork_on_the_same_street_is_told_only_where_the_other_way_lies_as_near() {
    let near = layout(
        10.0,
        "
                             b
         a   -   x

                             c
        ",
        &["axb Mill Road", "xc Lane"],
    )
    .build();
    near.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        fork slight left: Mill Road
        arrive: Mill Road"#]],
    );
    near.check(
        "a-c",
        &expect![[r#"
        depart: Mill Road
        fork slight right: Lane
        arrive: Lane"#]],
    );
    let clear = layout(
        10.0,
        "
                             b
         a   -   x


                    c
        ",
        &["axb Mill Road", "xc Lane"],
    )
    .build();
    clear.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        arrive: Mill Road"#]],
    );
}

#[test]
fn three_ways_ahead_have_a_middle() {
    let map = layout(
        10.0,
        "
                              b

         a   -   x            c

                              d
        ",
        &["ax Mill Road", "xb One", "xc Two", "xd Three"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        fork slight left: One
        arrive: One"#]],
    );
    map.check(
        "a-c",
        &expect![[r#"
        depart: Mill Road
        fork straight: Two
        arrive: Two"#]],
    );
    map.check(
        "a-d",
        &expect![[r#"
        depart: Mill Road
        fork slight right: Three
        arrive: Three"#]],
    );
}

#[test]
fn another_name_is_told_and_a_point_of_the_compass_is_not() {
    let map = layout(
        10.0,
        "
         a   -   x   -   b  -   c   -   d
        ",
        &[
            "ax West Main Street",
            "xb Main Street",
            "bc",
            "cd Mill Road",
        ],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: West Main Street
        arrive: Main Street"#]],
    );
    map.check(
        "a-d",
        &expect![[r#"
        depart: West Main Street
        new name straight: Mill Road
        arrive: Mill Road"#]],
    );
}

#[test]
fn roads_with_a_number_only_are_known_by_it() {
    let map = layout(
        10.0,
        "
                         e
                         |
         a   -   x   -   b  -   c
        ",
        &[
            "ax ; ref=A1",
            "xb Bridge; ref=A1;A7",
            "bc ; ref=A7",
            "be ; ref=B2",
        ],
    )
    .build();
    map.check(
        "a-c",
        &expect![[r#"
        depart, road A1
        new name straight, road A7
        arrive, road A7"#]],
    );
    map.check(
        "a-e",
        &expect![[r#"
        depart, road A1
        turn left, road B2
        arrive, road B2"#]],
    );
}

#[test]
fn where_there_is_no_choice_only_another_name_is_told() {
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
        ",
        &[
            "ax Mill Road",
            "bx Oncoming; oneway",
            "xn Mill Road; oneway",
        ],
    )
    .build();
    map.check(
        "a-n",
        &expect![[r#"
        depart: Mill Road
        arrive: Mill Road"#]],
    );
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
        ",
        &[
            "ax Mill Road",
            "bx North Lane; oneway",
            "xn North Lane; oneway",
        ],
    )
    .build();
    map.check(
        "a-n",
        &expect![[r#"
        depart: Mill Road
        turn left: North Lane
        arrive: North Lane"#]],
    );
}

#[test]
fn out_of_a_driveway() {
    let map = layout(
        10.0,
        "
                 p - -  q
                        |
         a   -   -  -   x   -   b
        ",
        &["pqx ; service", "axb High Street"],
    )
    .build();
    map.check(
        "p-a",
        &expect![[r#"
        depart
        end of road right: High Street
        arrive: High Street"#]],
    );
    map.check(
        "a-p",
        &expect![[r#"
        depart: High Street
        turn left
        arrive"#]],
    );
    map.check(
        "a-b",
        &expect![[r#"
        depart: High Street
        arrive: High Street"#]],
    );
}

#[test]
fn of_two_ways_to_the_right_one_is_the_sharper() {
    let map = layout(
        10.0,
        "
         a  -   -   x   -   -  b



                  d  c
        ",
        &["axb High Street", "xc One", "xd Two"],
    )
    .build();
    map.check(
        "a-c",
        &expect![[r#"
            depart: High Street
            turn slight right: One
            arrive: One"#]],
    );
    map.check(
        "a-d",
        &expect![[r#"
            depart: High Street
            turn sharp right: Two
            arrive: Two"#]],
    );
}

#[test]
fn a_street_whose_ends_do_not_quite_meet_is_crossed_at_once() {
    let map = layout(
        3.0,
        "
                     n
                     |
         a    -   x  y  -   -  b
                  |
                  s
        ",
        &["axyb High Street", "sx Mill Road", "ny Mill Road"],
    )
    .build();
    map.check(
        "s-n",
        &expect![[r#"
            depart: Mill Road
            arrive: Mill Road"#]],
    );
}

#[test]
fn a_ferry_begins_and_ends_with_a_word() {
    let map = layout(
        40.0,
        "
         a   -   x   ~   ~   y   -  b
        ",
        &["ax Quay", "xy Harbour Ferry; ferry", "yb Other Quay"],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Quay
        notification straight by ferry: Harbour Ferry
        notification straight: Other Quay
        arrive: Other Quay"#]],
    );
}

#[test]
fn lanes_tell_which_to_take() {
    let map = layout(
        10.0,
        "
                 n
                 |
         a   -   x   -   b
                 |
                 s
        ",
        &[
            "ax High Street; lanes=left|through|through,right",
            "xb High Street",
            "nx North Lane",
            "sx South Lane",
        ],
    )
    .build();
    map.check(
        "a-n",
        &expect![[r#"
        depart: High Street
        turn left: North Lane, lanes (left)|through|through,right
        arrive: North Lane"#]],
    );
    map.check(
        "a-s",
        &expect![[r#"
        depart: High Street
        turn right: South Lane, lanes left|through|(through,right)
        arrive: South Lane"#]],
    );
    let steps = map.steps('a', 'b', &crate::guidance::Ends::default());
    let lanes = &steps[0].intersections[1].lanes;
    assert_eq!(
        super::layout::lanes_text(lanes),
        "left|(through)|(through,right)"
    );
}

#[test]
fn slight_arrows_mean_the_ways_in_their_order() {
    let map = layout(
        10.0,
        "
                              b
         a   -   x
                              c
        ",
        &[
            "ax Mill Road; lanes=through|through,slight_right|right",
            "xb North Road",
            "xc South Road",
        ],
    )
    .build();
    map.check(
        "a-b",
        &expect![[r#"
        depart: Mill Road
        fork slight left: North Road, lanes (through)|(through,slight_right)|right
        arrive: North Road"#]],
    );
    map.check(
        "a-c",
        &expect![[r#"
        depart: Mill Road
        fork slight right: South Road, lanes through|(through,slight_right)|right
        arrive: South Road"#]],
    );
}
