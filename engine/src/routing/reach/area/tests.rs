//! Areas against what an area must be.

use std::sync::Arc;

use ::geo::algorithm::validation::Validation;
use ::geo::{
    Area, BooleanOps, Contains, Coord, Distance, Euclidean, LineString, MultiPolygon, Point,
};
use proptest::prelude::*;

use super::*;
use crate::geo;
use crate::road::testing::{Drawing, anywhere, at};
use crate::routing::tests::network_and_places;
use crate::routing::{BidirectionalDijkstra, Direction, Router, SegmentId, Snap};
use crate::units::Millis;

fn options() -> impl Strategy<Value = AreaOptions> {
    let denoise = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0f64];
    let generalize = prop_oneof![Just(0.0), 0.0..400.0f64];
    (denoise, generalize).prop_map(|(denoise, metres)| AreaOptions {
        denoise,
        generalize: Metres(metres),
    })
}

/// Nodes of a grid, scattered or in lumps, around the corner of four tiles.
fn nodes() -> impl Strategy<Value = Vec<(i32, i32)>> {
    let lumps = prop::collection::vec(
        (-14..14i32, -14..14i32, 1..9i32, 1..9i32, any::<bool>()),
        1..12,
    );
    let scattered = prop::collection::vec((-16..16i32, -16..16i32), 0..120);
    (lumps, scattered).prop_map(|(lumps, scattered)| {
        let mut set: std::collections::BTreeSet<(i32, i32)> = scattered.into_iter().collect();
        for (row, column, height, width, filled) in lumps {
            for node in
                (row..row + height).flat_map(|r| (column..column + width).map(move |c| (r, c)))
            {
                if filled {
                    set.insert(node);
                } else {
                    set.remove(&node);
                }
            }
        }
        set.into_iter().collect()
    })
}

fn tiles_around(nodes: &[(i32, i32)]) -> Tiles {
    Tiles::around(&nodes.iter().map(|&(r, c)| tiles::split(r, c).0).collect())
}

fn set<'a>(tiles: &'a Tiles, nodes: &[(i32, i32)]) -> Bits<'a> {
    let mut bits = Bits::none(tiles);
    for &(row, column) in nodes {
        bits.insert_at(row, column);
    }
    bits
}

/// A plane whose spacings are 25 m at the equator.
fn plane() -> Plane {
    let drawing = Drawing::new(&[(0.0, 0.0)]);
    AreaGrid::new(&drawing.build()).plane
}

fn node(plane: Plane, (row, column): (i32, i32)) -> Point<f64> {
    Point::new(
        plane.longitude(f64::from(column)),
        plane.latitude(f64::from(row)),
    )
}

/// How much of an area lies outside of another, as a share of one square of the grid.
fn outside(plane: Plane, inner: &MultiPolygon<f64>, outer: &MultiPolygon<f64>) -> f64 {
    let square = plane.longitude(1.0).powi(2);
    inner.difference(outer).unsigned_area() / square
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_outline_holds_exactly_the_nodes_of_its_set(nodes in nodes()) {
        let (tiles, plane) = (tiles_around(&nodes), plane());
        let bits = set(&tiles, &nodes);
        let area = &polygons::of(plane, std::slice::from_ref(&bits), 0.0)[0];
        prop_assert!(area.is_valid(), "{:?}", area.validation_errors());
        for place in (-20..25).flat_map(|row| (-20..25).map(move |column| (row, column))) {
            prop_assert_eq!(area.contains(&node(plane, place)), bits.contains(place.0, place.1), "{:?}", place);
        }
    }

    #[test]
    fn nested_sets_have_nested_areas(nodes in nodes(), more in nodes(), options in options()) {
        let both: Vec<(i32, i32)> = nodes.iter().chain(&more).copied().collect();
        let (tiles, plane) = (tiles_around(&both), plane());
        let bands = [set(&tiles, &nodes), set(&tiles, &both)];
        let areas = outlines(plane, &bands, &options);
        for area in &areas {
            prop_assert!(area.is_valid(), "{:?}", area.validation_errors());
        }
        let outside = outside(plane, &areas[0], &areas[1]);
        prop_assert!(outside < 1e-3, "{} squares lie outside", outside);
        if options.denoise == 0.0 {
            // Generalized or not, no node of the set is lost, and nothing far from one is taken in.
            for place in (-40..40).flat_map(|row| (-40..40).map(move |column| (row, column))) {
                let inside = areas[1].contains(&node(plane, place));
                let away = both.iter().map(|n| (n.0 - place.0).abs().max((n.1 - place.1).abs())).min();
                let away = f64::from(away.unwrap_or(i32::MAX)) * plane.spacing().0;
                prop_assert!(away > 0.0 || inside);
                prop_assert!(!inside || away <= options.generalize.0 + plane.spacing().0 / 2.0);
            }
        }
    }

    #[test]
    fn what_is_left_is_large_enough(nodes in nodes(), share in 0.01..1.0f64) {
        let (tiles, plane) = (tiles_around(&nodes), plane());
        let bits = set(&tiles, &nodes);
        let all = &polygons::of(plane, std::slice::from_ref(&bits), 0.0)[0];
        let left = &polygons::of(plane, std::slice::from_ref(&bits), share)[0];
        let filled = |ring: &LineString<f64>| {
            ::geo::Polygon::new(ring.clone(), Vec::new()).unsigned_area()
        };
        let largest = all.iter().map(|p| filled(p.exterior())).fold(0.0, f64::max);
        let rings = left.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        for ring in rings {
            prop_assert!(filled(ring) >= share * largest * 0.9999);
        }
        prop_assert_eq!(left.0.is_empty(), all.0.is_empty());
    }

    #[test]
    fn areas_are_valid_nested_and_hold_what_is_reached(
        (road, places) in network_and_places(),
        first in 1..40_000u64,
        second in 1..80_000u64,
        depart in any::<bool>(),
        options in options(),
    ) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let grid = AreaGrid::new(&road);
        let limits = [Millis(first), Millis(first + second)];
        let direction = if depart { Direction::Depart } else { Direction::Arrive };
        let reach = router.reach(&mut scratch, &places[..2], limits[1], direction);
        let areas = reach.polygons(&road, &grid, &limits, &options);
        for area in &areas {
            prop_assert!(area.is_valid(), "{:?}", area.validation_errors());
        }
        prop_assert!(areas[0].unsigned_area() <= areas[1].unsigned_area() * 1.000_001);
        prop_assert!(outside(grid.plane, &areas[0], &areas[1]) < 1e-3);
        let plain = reach.polygons(&road, &grid, &limits, &AreaOptions::default());
        let coarse = AreaOptions { denoise: 0.0, ..options };
        let coarse = reach.polygons(&road, &grid, &limits, &coarse);
        for (limit, (plain, coarse)) in limits.iter().zip(plain.iter().zip(&coarse)) {
            check_streets(&road, &reach, *limit, [plain, coarse])?;
        }
    }

    #[test]
    fn a_union_is_that_of_its_places((road, places) in network_and_places(), limit in 1..60_000u64) {
        let router = BidirectionalDijkstra::new(road.clone());
        let mut scratch = router.scratch();
        let grid = AreaGrid::new(&road);
        let limit = Millis(limit);
        let together = router.reach(&mut scratch, &places[..places.len().min(3)], limit, Direction::Depart);
        let marked = |reach: &Reach| {
            let nodes = reach.mark(&road, &grid, &[Limit::from(limit).count()]);
            (0..grid.tiles.len()).flat_map(|tile| nodes[0].rows(tile).to_vec()).collect::<Vec<u64>>()
        };
        let mut union = vec![0; grid.tiles.len() * 64];
        for place in &places[..places.len().min(3)] {
            let alone = router.reach(&mut scratch, &[*place], limit, Direction::Depart);
            for (word, alone) in union.iter_mut().zip(marked(&alone)) {
                *word |= alone;
            }
        }
        // Parts of two places may make a whole street, which marks it in another way: not less of it.
        let together = marked(&together);
        for (together, union) in together.iter().zip(&union) {
            prop_assert_eq!(union & !together, 0);
        }
    }
}

/// Reached points of streets lie inside, and points far from all reached ones outside.
fn check_streets(
    road: &RoadNetwork,
    reach: &Reach,
    limit: Millis,
    [plain, coarse]: [&MultiPolygon<f64>; 2],
) -> Result<(), TestCaseError> {
    let mut reached: Vec<LineString<f64>> = Vec::new();
    for part in reach.parts(road, limit) {
        let usable = Snap::on(road, part.segment, 0.5).is_some();
        let line = part.line(road);
        for step in 0..=20 {
            let share = part.from + (part.to - part.from) * f64::from(step) / 20.0;
            let point = anywhere(road, part.segment.0, share).position;
            let place = Point::new(point.lng(), point.lat());
            prop_assert!(!usable || plain.contains(&place), "{:?} at {}", part, share);
            prop_assert!(!usable || coarse.contains(&place));
        }
        reached.push(
            line.iter()
                .map(|p| Coord {
                    x: p.lng(),
                    y: p.lat(),
                })
                .collect(),
        );
    }
    let streets = 0..u32::try_from(road.segment_count()).unwrap();
    for segment in streets.filter(|&s| Snap::on(road, SegmentId(s), 0.5).is_some()) {
        for step in 0..=10 {
            let point = anywhere(road, segment, f64::from(step) / 10.0).position;
            let place = Point::new(point.lng(), point.lat());
            // Networks for tests lie at the equator, where a degree is as long either way.
            let metres = |line| Euclidean.distance(&place, line) * geo::EARTH_RADIUS.0.to_radians();
            let least = reached.iter().map(metres).fold(f64::MAX, f64::min);
            prop_assert!(least < 55.0 || !plain.contains(&place), "{}", least);
        }
    }
    Ok(())
}

#[test]
fn a_block_too_far_from_its_streets_is_a_hole() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)]);
    for (tail, head) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        drawing.street(tail, head);
    }
    let road = drawing.build();
    let areas = areas_from(&road, 0, &[20, 120]);
    assert_eq!(areas[0].0.len(), 1);
    assert_eq!(areas[0].0[0].interiors().len(), 0);
    assert_eq!(areas[1].0.len(), 1);
    assert_eq!(areas[1].0[0].interiors().len(), 1);
    assert!(areas_from(&road, 0, &[]).is_empty());
}

/// Two streets side by side, 60 m apart, joined only far away: reaching one does not reach the houses of the other.
#[test]
fn a_place_is_reached_when_its_own_street_is() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (3.0, 0.0), (0.0, 0.6), (3.0, 0.6), (9.0, 0.3)]);
    for (tail, head) in [(0, 1), (2, 3), (1, 4), (3, 4)] {
        drawing.street(tail, head);
    }
    let road = drawing.build();
    // 150 m of the first street in 15 seconds, both ways.
    let area = &areas_from(&road, 0, &[20])[0];
    let inside = |x: f64, y: f64| {
        let place = at(x, y);
        area.contains(&Point::new(place.lng(), place.lat()))
    };
    assert!(inside(1.5, 0.0));
    assert!(
        inside(1.5, -0.5),
        "50 m off the street, and no other street is nearer"
    );
    assert!(!inside(1.5, 0.6), "the other street");
    assert!(!inside(1.5, 1.1), "behind the other street");
    assert!(!inside(1.5, -1.2), "too far from any street");
}

#[test]
fn an_island_beyond_a_ferry_is_an_area_of_its_own_until_small_ones_are_left_out() {
    let mut drawing = Drawing::new(&[(0.0, 0.0), (4.0, 0.0), (14.0, 0.0), (15.0, 0.0)]);
    drawing.street(0, 1);
    let ferry = drawing.street(1, 2);
    drawing.street(2, 3);
    drawing.input.segments[ferry as usize].traits.ferry = true;
    let road = drawing.build();
    let router = BidirectionalDijkstra::new(road.clone());
    let grid = AreaGrid::new(&road);
    let limit = [Millis::from_mins(5)];
    let reach = router.reach(
        &mut router.scratch(),
        &[anywhere(&road, 0, 0.5)],
        limit[0],
        Direction::Depart,
    );
    let count = |denoise| {
        let options = AreaOptions {
            denoise,
            ..AreaOptions::default()
        };
        reach.polygons(&road, &grid, &limit, &options)[0].0.len()
    };
    assert_eq!(count(0.0), 2);
    assert_eq!(count(1.0), 1);
}

fn areas_from(road: &Arc<RoadNetwork>, segment: u32, seconds: &[u64]) -> Vec<MultiPolygon<f64>> {
    let router = BidirectionalDijkstra::new(road.clone());
    let limits: Vec<Millis> = seconds.iter().map(|&s| Millis::from_secs(s)).collect();
    let longest = limits.iter().copied().max().unwrap_or_default();
    let place = anywhere(road, SegmentId(segment).0, 0.5);
    router
        .reach(&mut router.scratch(), &[place], longest, Direction::Depart)
        .polygons(road, &AreaGrid::new(road), &limits, &AreaOptions::default())
}
