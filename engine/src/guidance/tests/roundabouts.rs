//! Roundabouts, rotaries and mini-roundabouts.

use expect_test::expect;

use super::layout::{Layout, layout};

const MAP: &str = "
                    n



                    e

    w       f               g       o

                    h



                    s
";

/// A roundabout with four arms. In left-hand traffic one drives it clockwise, so the first exit is on the left.
fn four_arms(left: bool, grid: f64, ring: &str) -> Layout {
    let ring = if left {
        format!("hfegh {ring}")
    } else {
        format!("hgefh {ring}")
    };
    let streets = [
        &ring,
        "ne North Arm",
        "wf West Arm",
        "og East Arm",
        "sh South Arm",
    ];
    let drawn = layout(grid, MAP, &streets);
    if left { drawn.left_hand() } else { drawn }
}

#[test]
fn exits_are_counted_the_way_traffic_goes_round() {
    let right = four_arms(false, 10.0, "; roundabout").build();
    right.check(
        "s-o",
        &expect![[r#"
        depart: South Arm
        roundabout right exit 1: East Arm
        exit roundabout straight: East Arm
        arrive: East Arm"#]],
    );
    right.check(
        "s-n",
        &expect![[r#"
        depart: South Arm
        roundabout straight exit 2: North Arm
        exit roundabout right: North Arm
        arrive: North Arm"#]],
    );
    right.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        roundabout left exit 3: West Arm
        exit roundabout straight: West Arm
        arrive: West Arm"#]],
    );
    let left = four_arms(true, 10.0, "; roundabout").build();
    left.check(
        "s-o",
        &expect![[r#"
        depart: South Arm
        roundabout right exit 3: East Arm
        exit roundabout straight: East Arm
        arrive: East Arm"#]],
    );
    left.check(
        "s-n",
        &expect![[r#"
        depart: South Arm
        roundabout straight exit 2: North Arm
        exit roundabout left: North Arm
        arrive: North Arm"#]],
    );
    left.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        roundabout left exit 1: West Arm
        exit roundabout straight: West Arm
        arrive: West Arm"#]],
    );
}

#[test]
fn a_circle_with_its_own_name_is_a_rotary() {
    let own = four_arms(false, 10.0, "Market Circus; roundabout").build();
    own.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        rotary left exit 3: West Arm, round Market Circus
        exit rotary straight: West Arm
        arrive: West Arm"#]],
    );
    let shared = four_arms(false, 10.0, "South Arm; roundabout").build();
    shared.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        roundabout left exit 3: West Arm
        exit roundabout straight: West Arm
        arrive: West Arm"#]],
    );
}

#[test]
fn a_small_roundabout_is_driven_like_a_crossing() {
    let small = four_arms(false, 1.5, "; roundabout").build();
    small.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        roundabout turn left exit 3: West Arm
        arrive: West Arm"#]],
    );
    small.check(
        "s-n",
        &expect![[r#"
        depart: South Arm
        roundabout turn straight exit 2: North Arm
        arrive: North Arm"#]],
    );
    small.check(
        "s-o",
        &expect![[r#"
        depart: South Arm
        roundabout turn right exit 1: East Arm
        arrive: East Arm"#]],
    );
}

#[test]
fn a_route_may_begin_and_end_on_a_roundabout() {
    let map = four_arms(false, 10.0, "; roundabout").build();
    map.check(
        "e-s",
        &expect![[r#"
            depart
            exit roundabout right: South Arm
            arrive: South Arm"#]],
    );
    map.check(
        "s-e",
        &expect![[r#"
            depart: South Arm
            roundabout
            arrive"#]],
    );
    map.check(
        "g-f",
        &expect![[r#"
            depart
            arrive"#]],
    );
}

#[test]
fn driveways_off_a_roundabout_count_only_when_taken() {
    let map = layout(
        10.0,
        MAP,
        &[
            "ne North Arm",
            "wf West Arm",
            "og ; service",
            "sh South Arm",
            "hgefh ; roundabout",
        ],
    )
    .build();
    map.check(
        "s-o",
        &expect![[r#"
        depart: South Arm
        roundabout right exit 1
        exit roundabout straight
        arrive"#]],
    );
    map.check(
        "s-n",
        &expect![[r#"
        depart: South Arm
        roundabout straight exit 1: North Arm
        exit roundabout right: North Arm
        arrive: North Arm"#]],
    );
    map.check(
        "s-w",
        &expect![[r#"
        depart: South Arm
        roundabout left exit 2: West Arm
        exit roundabout straight: West Arm
        arrive: West Arm"#]],
    );
}

#[test]
fn a_mini_roundabout_is_a_crossing_with_a_name() {
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
    .mini_roundabout('x')
    .build();
    map.check(
        "a-n",
        &expect![[r#"
        depart: High Street
        roundabout turn left: North Lane
        arrive: North Lane"#]],
    );
    map.check(
        "a-b",
        &expect![[r#"
        depart: High Street
        arrive: High Street"#]],
    );
}
