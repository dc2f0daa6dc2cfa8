//! Line simplification: fewer points, never farther than a tolerance from the original.

use super::{Path, Point};

/// Ramer–Douglas–Peucker: keeps both ends, and drops every point that lies within `tolerance` of
/// the simplified line (Douglas and Peucker 1973).
///
/// Works on a stack of its own: a coastline of a million points must not overflow the call stack.
pub(in crate::tiles) fn simplify(path: &[Point], tolerance: f64) -> Path {
    if path.len() < 3 {
        return path.to_vec();
    }
    let last = path.len() - 1;
    let mut keep = vec![false; path.len()];
    keep[0] = true;
    keep[last] = true;
    let mut open = vec![(0, last)];
    while let Some((start, end)) = open.pop() {
        if let Some((farthest, distance)) = farthest_between(path, start, end)
            && distance > tolerance * tolerance
        {
            keep[farthest] = true;
            open.push((start, farthest));
            open.push((farthest, end));
        }
    }
    let kept = path
        .iter()
        .zip(keep)
        .filter_map(|(&p, keep)| keep.then_some(p));
    kept.collect()
}

/// Simplifies a ring, which has no ends: it is cut where it starts and at the point farthest from
/// there, so that no ring collapses to a line only because of where it starts.
pub(in crate::tiles) fn simplify_ring(ring: &[Point], tolerance: f64) -> Path {
    let Some(&first) = ring.first() else {
        return Path::new();
    };
    let distances = ring.iter().map(|&point| squared_distance(first, point));
    let (middle, _) = distances
        .enumerate()
        .fold((0, 0.0), |best, (at, distance)| {
            if distance > best.1 {
                (at, distance)
            } else {
                best
            }
        });
    let mut simple = simplify(&ring[..=middle], tolerance);
    let back: Path = ring[middle..].iter().copied().chain([first]).collect();
    let back = simplify(&back, tolerance);
    simple.extend(&back[1..back.len().max(2) - 1]);
    simple
}

/// The point strictly between `start` and `end` that is farthest from the segment between them,
/// with its squared distance.
fn farthest_between(path: &[Point], start: usize, end: usize) -> Option<(usize, f64)> {
    let (from, to) = (path[start], path[end]);
    let mut best: Option<(usize, f64)> = None;
    for (at, &point) in path.iter().enumerate().take(end).skip(start + 1) {
        let distance = squared_distance_to_segment(point, from, to);
        if best.is_none_or(|(_, farthest)| distance > farthest) {
            best = Some((at, distance));
        }
    }
    best
}

fn squared_distance_to_segment(point: Point, from: Point, to: Point) -> f64 {
    let along = to - from;
    let length = along.x * along.x + along.y * along.y;
    if length == 0.0 {
        return squared_distance(point, from);
    }
    let offset = point - from;
    let share = ((offset.x * along.x + offset.y * along.y) / length).clamp(0.0, 1.0);
    squared_distance(point, from + along * share)
}

fn squared_distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Simplify;
    use proptest::prelude::*;

    fn path(points: &[(f64, f64)]) -> Path {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn drops_what_lies_on_the_line_and_keeps_corners() {
        let bent = path(&[(0., 0.), (5., 0.1), (10., 0.), (10., 5.), (10., 10.)]);
        assert_eq!(
            simplify(&bent, 0.5),
            path(&[(0., 0.), (10., 0.), (10., 10.)])
        );
        assert_eq!(simplify(&bent, 0.0).len(), 4, "exactly straight points go");
    }

    #[test]
    fn a_square_stays_a_square_wherever_it_starts() {
        let square = path(&[(0., 0.), (5., 0.), (10., 0.), (10., 10.), (0., 10.)]);
        for start in 0..square.len() {
            let mut ring = square.clone();
            ring.rotate_left(start);
            let corners = simplify_ring(&ring, 1.0);
            let starts_on_corner = ring[0] != Point { x: 5., y: 0. };
            assert_eq!(corners.len(), if starts_on_corner { 4 } else { 5 });
        }
        assert_eq!(simplify_ring(&[], 1.0), Path::new());
        assert_eq!(simplify_ring(&square[..1], 1.0).len(), 1);
    }

    fn any_path() -> impl Strategy<Value = Path> {
        prop::collection::vec((-50.0..50.0, -50.0..50.0), 2..40).prop_map(|p| path(&p))
    }

    proptest! {
        #[test]
        fn same_as_the_reference(line in any_path(), tolerance in 0.1..20.0) {
            let reference = geo::LineString::new(line.clone()).simplify(tolerance);
            prop_assert_eq!(simplify(&line, tolerance), reference.0);
        }

        #[test]
        fn keeps_the_ends_and_stays_near(line in any_path(), tolerance in 0.1..20.0) {
            let simple = simplify(&line, tolerance);
            prop_assert_eq!(simple.first(), line.first());
            prop_assert_eq!(simple.last(), line.last());
            for &point in &line {
                let near = simple.windows(2).any(|segment| {
                    squared_distance_to_segment(point, segment[0], segment[1])
                        <= tolerance * tolerance + 1e-9
                });
                prop_assert!(near, "{point:?} is farther than {tolerance}");
            }
        }
    }
}
