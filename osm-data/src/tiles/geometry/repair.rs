//! From any rings to polygons that a renderer can trust: rounded to tile units, without crossings,
//! exterior before its holes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

use super::{Path, Point};

/// A point in tile units.
pub(in crate::tiles) type TilePoint = geo::Coord<i32>;

/// Rings of one polygon: the exterior first, then its holes; no ring repeats its first point.
pub(in crate::tiles) type TilePolygon = Vec<Vec<TilePoint>>;

/// The area inside the rings under the even-odd rule as valid polygons (OGC Simple Features) on
/// the integer grid. Rings smaller than `smallest` square units are left out, and so is an area whose
/// rings are too entangled to take apart.
pub(in crate::tiles) fn polygons(rings: &[Path], smallest: f64) -> Vec<TilePolygon> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    let min_output_area = smallest as u64;
    let points = rings.iter().map(Vec::len).sum();
    let options = IntOverlayOptions {
        preserve_input_collinear: false,
        // The overlay's y grows upwards; the encoder winds the rings for tiles itself.
        output_direction: ContourDirection::CounterClockwise,
        preserve_output_collinear: false,
        min_output_area,
        ogc: true,
    };
    let mut overlay = Overlay::new_custom(points, options, Default::default());
    for ring in rings {
        let rounded = ring.iter().map(|&point| {
            let point = round(point);
            IntPoint::new(point.x, point.y)
        });
        overlay.add_path_iter(rounded, ShapeType::Subject);
    }
    // The library stops with an assertion or an index out of range on some rings that cross themselves
    // many times over a few grid points. No map needs such an area, and none may end an import.
    let shapes = catch_unwind(AssertUnwindSafe(|| {
        overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd)
    }))
    .unwrap_or_default();
    let to_tile = |point: IntPoint| TilePoint {
        x: point.x,
        y: point.y,
    };
    let ring = |contour: Vec<IntPoint>| shrunk(contour.into_iter().map(to_tile).collect());
    let polygon = |shape: Vec<_>| shrunk(shape.into_iter().map(ring).collect());
    shrunk(shapes.into_iter().map(polygon).collect())
}

/// The overlay leaves its lists more room than they need, and the polygons of many tiles lie in memory together.
fn shrunk<T>(mut list: Vec<T>) -> Vec<T> {
    list.shrink_to_fit();
    list
}

/// The nearest point of the integer grid; far outside any tile it stops at the integer's end.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, which is what a point far outside needs"
)]
pub(in crate::tiles) fn round(point: Point) -> TilePoint {
    TilePoint {
        x: point.x.round() as i32,
        y: point.y.round() as i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, Validation};
    use proptest::prelude::*;

    fn path(points: &[(f64, f64)]) -> Path {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    fn to_geo(polygon: &TilePolygon) -> geo::Polygon<f64> {
        let ring = |ring: &Vec<TilePoint>| {
            ring.iter()
                .map(|p| (f64::from(p.x), f64::from(p.y)))
                .collect::<geo::LineString<f64>>()
        };
        let holes = polygon[1..].iter().map(ring).collect();
        geo::Polygon::new(ring(&polygon[0]), holes)
    }

    fn check(rings: &[&[(f64, f64)]], expected: &[(usize, f64)]) {
        let rings: Vec<Path> = rings.iter().map(|ring| path(ring)).collect();
        let found: Vec<(usize, f64)> = polygons(&rings, 0.0)
            .iter()
            .map(|polygon| (polygon.len() - 1, to_geo(polygon).unsigned_area()))
            .collect();
        assert_eq!(found, expected, "{rings:?}: holes and area of each polygon");
    }

    #[test]
    fn holes_bow_ties_and_slivers() {
        let square = [(0., 0.), (10., 0.), (10., 10.), (0., 10.)];
        check(&[&square], &[(0, 100.)]);
        let hole = [(2., 2.), (2., 4.), (4., 4.), (4., 2.)];
        check(&[&square, &hole], &[(1, 96.)]);
        check(&[&hole, &square], &[(1, 96.)]);
        check(
            &[&[(0., 0.), (10., 10.), (10., 0.), (0., 10.)]],
            &[(0, 25.), (0, 25.)],
        );
        check(&[&[(0., 0.), (10., 0.), (10., 0.2), (0., 0.2)]], &[]);
        check(&[&square, &square], &[]);
        check(&[&[(0., 0.), (10., 0.)]], &[]);
        check(&[&[]], &[]);
    }

    #[test]
    fn edges_that_run_along_the_wall_and_back_are_gone() {
        // What clipping a U at y = 0 leaves: two towers, joined along the wall.
        let towers = [
            (0., 0.),
            (0., 9.),
            (2., 9.),
            (2., 0.),
            (8., 0.),
            (8., 9.),
            (9., 9.),
            (9., 0.),
        ];
        check(&[&towers], &[(0, 18.), (0, 9.)]);
    }

    proptest! {
        #[test]
        fn always_valid(rings in prop::collection::vec(
            prop::collection::vec((-30.0..30.0, -30.0..30.0), 0..14), 0..4,
        )) {
            let rings: Vec<Path> = rings.iter().map(|ring| path(ring)).collect();
            for polygon in polygons(&rings, 0.0) {
                let shape = to_geo(&polygon);
                prop_assert!(shape.is_valid(), "{:?}", shape.validation_errors());
            }
        }
    }
}
