//! Where the label of an area goes.

use geo::{Centroid, Contains, InteriorPoint};

use super::{Path, Point, doubled_area};

/// The centroid of an area, or another point inside it when the centroid is not; `None` without a
/// ring. Of several separate parts the largest counts.
pub(in crate::tiles) fn centre(rings: &[Path]) -> Option<Point> {
    let size = |ring: &Path| doubled_area(ring).abs();
    let (largest, exterior) = rings
        .iter()
        .enumerate()
        .max_by(|(_, a), (_, b)| size(a).total_cmp(&size(b)))?;
    let origin = *exterior.first()?;
    // Counted from a point of its own: a building is a millionth of the world's width.
    let near = |ring: &Path| {
        ring.iter()
            .map(|&point| point - origin)
            .collect::<geo::LineString>()
    };
    let others = rings.iter().enumerate().filter(|(at, _)| *at != largest);
    let holes = others.map(|(_, ring)| near(ring)).collect();
    let polygon = geo::Polygon::new(near(exterior), holes);
    let centroid = polygon.centroid()?;
    let inside = if polygon.contains(&centroid) {
        centroid
    } else {
        polygon.interior_point().unwrap_or(centroid)
    };
    Some(origin + inside.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::geometry::is_inside;

    fn path(points: &[(f64, f64)]) -> Path {
        let scaled = points.iter().map(|&(x, y)| Point {
            x: 0.54 + x * 1e-8,
            y: 0.39 + y * 1e-8,
        });
        scaled.collect()
    }

    #[test]
    fn centroid_of_a_small_building_is_exact() {
        let building = path(&[(0., 0.), (4., 0.), (4., 2.), (0., 2.)]);
        let middle = centre(&[building]).unwrap();
        assert!((middle.x - 0.54 - 2e-8).abs() < 1e-12, "{middle:?}");
        assert!((middle.y - 0.39 - 1e-8).abs() < 1e-12, "{middle:?}");
    }

    #[test]
    fn a_horseshoe_and_a_ring_have_their_label_on_them() {
        let horseshoe = path(&[
            (0., 0.),
            (9., 0.),
            (9., 9.),
            (8., 9.),
            (8., 1.),
            (1., 1.),
            (1., 9.),
            (0., 9.),
        ]);
        let label = centre(std::slice::from_ref(&horseshoe)).unwrap();
        assert!(is_inside(&horseshoe, label));
        let square = path(&[(0., 0.), (9., 0.), (9., 9.), (0., 9.)]);
        let hole = path(&[(1., 1.), (8., 1.), (8., 8.), (1., 8.)]);
        let label = centre(&[hole.clone(), square.clone()]).unwrap();
        assert!(is_inside(&square, label) && !is_inside(&hole, label));
    }

    #[test]
    fn nothing_has_no_centre() {
        assert_eq!(centre(&[]), None);
        assert_eq!(centre(&[Path::new()]), None);
    }
}
