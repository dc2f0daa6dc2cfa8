//! Coasts drawn by hand on a box of 100 by 100, with places probed for water.

use super::*;
use crate::tiles::geometry::is_inside;
use crate::tiles::geometry::repair::polygons;

const BOX: Rect = Rect {
    min: Point { x: 0., y: 0. },
    max: Point { x: 100., y: 100. },
};

fn path(points: &[(f64, f64)]) -> Path {
    points.iter().map(|&(x, y)| Point { x, y }).collect()
}

/// Draws coasts and probes places: `sea` must be water, `land` must not.
#[track_caller]
fn check(
    rings: &[&[(f64, f64)]],
    open: &[&[(f64, f64)]],
    sea: &[(f64, f64)],
    land: &[(f64, f64)],
) -> Sea {
    let paths = |lines: &[&[(f64, f64)]]| lines.iter().map(|l| path(l)).collect::<Vec<_>>();
    let found = super::sea(&BOX, &BOX, &paths(rings), &paths(open));
    for &at in sea {
        assert!(is_wet(&found.rings, at), "{at:?} should be sea: {found:?}");
    }
    for &at in land {
        assert!(
            !is_wet(&found.rings, at),
            "{at:?} should be land: {found:?}"
        );
    }
    found
}

/// Inside an odd number of rings.
fn is_wet(rings: &[Path], (x, y): (f64, f64)) -> bool {
    let around = rings.iter().filter(|ring| is_inside(ring, Point { x, y }));
    around.count() % 2 == 1
}

fn area(sea: &Sea) -> f64 {
    let rings = polygons(&sea.rings, 0.0);
    let ring_area = |ring: &Vec<geo::Coord<i32>>| {
        let ring: Path = ring
            .iter()
            .map(|p| Point {
                x: p.x.into(),
                y: p.y.into(),
            })
            .collect();
        doubled_area(&ring) / 2.0
    };
    rings.iter().flatten().map(ring_area).sum::<f64>().abs()
}

#[test]
fn no_coast_is_no_sea() {
    assert_eq!(check(&[], &[], &[], &[(50., 50.)]), Sea::default());
}

// On these maps y grows southwards: a coast drawn from west to east has land to the north.

#[test]
fn a_straight_coast_divides_the_box() {
    let coast: &[(f64, f64)] = &[(-10., 40.), (110., 40.)];
    let sea = check(
        &[],
        &[coast],
        &[(50., 41.), (1., 99.)],
        &[(50., 39.), (99., 1.)],
    );
    assert_eq!(area(&sea), 6000.);
    let back: &[(f64, f64)] = &[(110., 40.), (-10., 40.)];
    let sea = check(&[], &[back], &[(50., 39.)], &[(50., 41.)]);
    assert_eq!(area(&sea), 4000.);
}

#[test]
fn a_coast_can_cut_one_corner_or_leave_one() {
    let cut: &[(f64, f64)] = &[(70., -10.), (110., 30.)];
    let sea = check(&[], &[cut], &[(10., 90.), (50., 50.)], &[(95., 5.)]);
    assert_eq!(area(&sea), 10_000. - 200.);
    let leave: &[(f64, f64)] = &[(110., 30.), (70., -10.)];
    let sea = check(&[], &[leave], &[(95., 5.)], &[(10., 90.), (50., 50.)]);
    assert_eq!(area(&sea), 200.);
}

#[test]
fn a_bay_enters_and_leaves_on_one_side() {
    // The sea comes in from the south between two headlands.
    let bay: &[(f64, f64)] = &[(20., 110.), (20., 50.), (80., 50.), (80., 110.)];
    let sea = check(
        &[],
        &[bay],
        &[(50., 75.)],
        &[(50., 25.), (10., 90.), (90., 90.)],
    );
    assert_eq!(area(&sea), 3000.);
}

#[test]
fn a_headland_leaves_the_rest_to_the_sea() {
    let headland: &[(f64, f64)] = &[(80., 110.), (80., 50.), (20., 50.), (20., 110.)];
    let sea = check(&[], &[headland], &[(50., 25.), (10., 90.)], &[(50., 75.)]);
    assert_eq!(area(&sea), 7000.);
}

#[test]
fn an_island_is_a_hole() {
    // Anticlockwise on the map: land on the left.
    let island: &[(f64, f64)] = &[(40., 40.), (40., 60.), (60., 60.), (60., 40.)];
    let sea = check(&[island], &[], &[(10., 10.), (90., 90.)], &[(50., 50.)]);
    assert_eq!(area(&sea), 9600.);
    let coast: &[(f64, f64)] = &[(-10., 20.), (110., 20.)];
    let sea = check(
        &[island],
        &[coast],
        &[(50., 30.)],
        &[(50., 50.), (50., 10.)],
    );
    assert_eq!(area(&sea), 7600.);
}

#[test]
fn a_lagoon_on_an_island_and_a_closed_sea_are_sea() {
    let island: &[(f64, f64)] = &[(20., 20.), (20., 80.), (80., 80.), (80., 20.)];
    let lagoon: &[(f64, f64)] = &[(40., 40.), (60., 40.), (60., 60.), (40., 60.)];
    check(
        &[lagoon, island],
        &[],
        &[(10., 10.), (50., 50.)],
        &[(30., 30.)],
    );
    check(&[lagoon], &[], &[(50., 50.)], &[(10., 10.)]);
}

#[test]
fn an_island_across_the_border_is_cut_wherever_it_starts() {
    let corners = [(80., 40.), (80., 60.), (120., 60.), (120., 40.)];
    for start in 0..corners.len() {
        let mut island = corners;
        island.rotate_left(start);
        let sea = check(&[&island], &[], &[(50., 50.), (99., 10.)], &[(90., 50.)]);
        assert_eq!(area(&sea), 10_000. - 400.);
    }
}

#[test]
fn two_shores_of_a_strait() {
    let north: &[(f64, f64)] = &[(-10., 30.), (110., 30.)];
    let south: &[(f64, f64)] = &[(110., 70.), (-10., 70.)];
    let sea = check(
        &[],
        &[south, north],
        &[(50., 50.)],
        &[(50., 10.), (50., 90.)],
    );
    assert_eq!(area(&sea), 4000.);
}

#[test]
fn a_small_gap_is_bridged_and_a_loose_end_is_left_out() {
    let west: &[(f64, f64)] = &[(-10., 40.), (50., 40.)];
    let east: &[(f64, f64)] = &[(51., 40.), (110., 40.)];
    let sea = check(&[], &[west, east], &[(50., 60.)], &[(50., 20.)]);
    assert_eq!((area(&sea), sea.dropped), (6000., 0));
    let sea = check(&[], &[west], &[], &[(50., 60.), (50., 20.)]);
    assert_eq!(sea.dropped, 1);
    let almost_closed: &[(f64, f64)] =
        &[(40., 40.), (40., 60.), (60., 60.), (60., 40.), (41., 40.)];
    let sea = check(&[], &[almost_closed], &[(10., 10.)], &[(50., 50.)]);
    assert_eq!((area(&sea), sea.dropped), (9600., 0));
}

#[test]
fn beyond_the_box_the_sea_goes_straight_on() {
    let outer = Rect {
        min: Point { x: -50., y: -50. },
        max: Point { x: 150., y: 150. },
    };
    let coast = path(&[(-10., 40.), (110., 60.)]);
    let found = super::sea(&BOX, &outer, &[], &[coast]);
    let (west, east) = (40. + 20. / 12., 60. - 20. / 12.);
    for at in [
        (-40., west + 1.),
        (140., east + 1.),
        (50., 140.),
        (-40., 140.),
        (140., 140.),
    ] {
        assert!(is_wet(&found.rings, at), "{at:?} should be sea: {found:?}");
    }
    for at in [
        (-40., west - 1.),
        (140., east - 1.),
        (50., -40.),
        (-40., -40.),
    ] {
        assert!(
            !is_wet(&found.rings, at),
            "{at:?} should be land: {found:?}"
        );
    }
    let island = path(&[(40., 40.), (40., 60.), (60., 60.), (60., 40.)]);
    let found = super::sea(&BOX, &outer, &[island], &[]);
    assert!(is_wet(&found.rings, (-40., -40.)) && !is_wet(&found.rings, (50., 50.)));
}
