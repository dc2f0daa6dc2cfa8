//! Cutting lines and rings to a box.

use super::{Path, Point, Rect};

/// The parts of a line inside the box, in the line's direction (Liang and Barsky 1984, segment by
/// segment).
pub(in crate::tiles) fn clip_line(line: &[Point], rect: &Rect) -> Vec<Path> {
    let mut parts: Vec<Path> = Vec::new();
    let mut current = Path::new();
    for pair in line.windows(2) {
        let Some((from, to)) = clip_segment(pair[0], pair[1], rect) else {
            flush(&mut current, &mut parts);
            continue;
        };
        if current.last() != Some(&from) {
            flush(&mut current, &mut parts);
            current.push(from);
        }
        if from != to {
            current.push(to);
        }
        if to != pair[1] {
            flush(&mut current, &mut parts);
        }
    }
    flush(&mut current, &mut parts);
    parts
}

fn flush(current: &mut Path, parts: &mut Vec<Path>) {
    if current.len() > 1 {
        parts.push(std::mem::take(current));
    } else {
        current.clear();
    }
}

/// The part of a segment inside the box. Points on the border lie on it exactly.
fn clip_segment(from: Point, to: Point, rect: &Rect) -> Option<(Point, Point)> {
    let along = to - from;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let walls = [
        (-along.x, from.x - rect.min.x),
        (along.x, rect.max.x - from.x),
        (-along.y, from.y - rect.min.y),
        (along.y, rect.max.y - from.y),
    ];
    for (towards, room) in walls {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    if enter > leave {
        return None;
    }
    let at = |share: f64| {
        let point = from + along * share;
        Point {
            x: point.x.clamp(rect.min.x, rect.max.x),
            y: point.y.clamp(rect.min.y, rect.max.y),
        }
    };
    let start = if enter > 0.0 {
        snap(at(enter), rect)
    } else {
        from
    };
    let end = if leave < 1.0 {
        snap(at(leave), rect)
    } else {
        to
    };
    Some((start, end))
}

/// Moves a point that was computed to be on the border onto the nearest wall, so that rounding
/// does not leave it a hair inside.
fn snap(point: Point, rect: &Rect) -> Point {
    let walls = [
        (
            (point.x - rect.min.x).abs(),
            Point {
                x: rect.min.x,
                ..point
            },
        ),
        (
            (point.x - rect.max.x).abs(),
            Point {
                x: rect.max.x,
                ..point
            },
        ),
        (
            (point.y - rect.min.y).abs(),
            Point {
                y: rect.min.y,
                ..point
            },
        ),
        (
            (point.y - rect.max.y).abs(),
            Point {
                y: rect.max.y,
                ..point
            },
        ),
    ];
    let nearest = walls.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map_or(point, |(_, snapped)| snapped)
}

/// An axis to cut across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tiles) enum Axis {
    /// Keep a range of columns.
    X,
    /// Keep a range of rows.
    Y,
}

impl Axis {
    fn of(self, point: Point) -> f64 {
        match self {
            Self::X => point.x,
            Self::Y => point.y,
        }
    }
}

/// The part of a ring between two parallel walls (Sutherland and Hodgman 1974).
///
/// A ring that leaves and comes back more than once stays one ring, with edges that run along the
/// wall and back; under the even-odd rule those enclose nothing.
pub(in crate::tiles) fn clip_ring(ring: &[Point], axis: Axis, low: f64, high: f64) -> Path {
    let above = cut(ring, axis, low, |value| value >= low);
    cut(&above, axis, high, |value| value <= high)
}

fn cut(ring: &[Point], axis: Axis, wall: f64, inside: impl Fn(f64) -> bool) -> Path {
    let mut kept = Path::with_capacity(ring.len() + 4);
    let Some(&last) = ring.last() else {
        return kept;
    };
    let mut from = last;
    for &to in ring {
        if inside(axis.of(from)) != inside(axis.of(to)) {
            kept.push(crossing(from, to, axis, wall));
        }
        if inside(axis.of(to)) {
            kept.push(to);
        }
        from = to;
    }
    kept
}

fn crossing(from: Point, to: Point, axis: Axis, wall: f64) -> Point {
    // Both directions of a shared edge must give the same point: start from the smaller end.
    let (from, to) = if (from.x, from.y) < (to.x, to.y) {
        (from, to)
    } else {
        (to, from)
    };
    let share = (wall - axis.of(from)) / (axis.of(to) - axis.of(from));
    let point = from + (to - from) * share;
    match axis {
        Axis::X => Point {
            x: wall,
            y: point.y,
        },
        Axis::Y => Point {
            x: point.x,
            y: wall,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::geometry::doubled_area;
    use proptest::prelude::*;

    const BOX: Rect = Rect {
        min: Point { x: 0., y: 0. },
        max: Point { x: 10., y: 10. },
    };

    fn path(points: &[(f64, f64)]) -> Path {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    fn clip_to_box(ring: &[Point]) -> Path {
        clip_ring(&clip_ring(ring, Axis::X, 0., 10.), Axis::Y, 0., 10.)
    }

    #[test]
    fn lines() {
        let check = |line: &[(f64, f64)], parts: &[&[(f64, f64)]]| {
            let expected: Vec<Path> = parts.iter().map(|part| path(part)).collect();
            assert_eq!(clip_line(&path(line), &BOX), expected, "{line:?}");
        };
        check(&[(1., 1.), (9., 9.)], &[&[(1., 1.), (9., 9.)]]);
        check(&[(-5., 5.), (15., 5.)], &[&[(0., 5.), (10., 5.)]]);
        check(
            &[(5., 5.), (15., 5.), (15., 7.), (5., 7.)],
            &[&[(5., 5.), (10., 5.)], &[(10., 7.), (5., 7.)]],
        );
        check(&[(-5., -1.), (15., -1.)], &[]);
        check(&[(-5., 5.), (5., -5.)], &[]);
        check(&[(3., 0.), (7., 0.)], &[&[(3., 0.), (7., 0.)]]);
        check(&[(5., 5.), (5., 5.)], &[]);
    }

    #[test]
    fn rings() {
        let square = path(&[(-5., -5.), (5., -5.), (5., 5.), (-5., 5.)]);
        assert_eq!(doubled_area(&clip_to_box(&square)).abs(), 2.0 * 25.0);
        let around = path(&[(-5., -5.), (50., -5.), (50., 50.), (-5., 50.)]);
        assert_eq!(doubled_area(&clip_to_box(&around)).abs(), 2.0 * 100.0);
        let outside = path(&[(20., 20.), (30., 20.), (30., 30.)]);
        assert!(clip_to_box(&outside).is_empty());
        assert!(clip_to_box(&[]).is_empty());
    }

    fn any_path() -> impl Strategy<Value = Path> {
        prop::collection::vec((-20.0..30.0, -20.0..30.0), 2..20).prop_map(|p| path(&p))
    }

    proptest! {
        #[test]
        fn lines_stay_inside_and_keep_their_length_there(line in any_path()) {
            let parts = clip_line(&line, &BOX);
            for part in &parts {
                prop_assert!(part.iter().all(|&point| BOX.contains(point)));
                prop_assert!(part.len() > 1);
            }
            // Every sample of the line that is well inside is on some part, and no other.
            for pair in line.windows(2) {
                for step in 0..=20 {
                    let sample = pair[0] + (pair[1] - pair[0]) * (f64::from(step) / 20.0);
                    let on_part = parts.iter().flat_map(|part| part.windows(2)).any(|s| {
                        let length = |a: Point, b: Point| (a - b).x.hypot((a - b).y);
                        length(s[0], sample) + length(sample, s[1]) - length(s[0], s[1]) < 1e-6
                    });
                    prop_assert_eq!(on_part, BOX.contains(sample), "{:?}", sample);
                }
            }
        }

        #[test]
        fn rings_stay_inside(ring in any_path()) {
            for point in clip_to_box(&ring) {
                prop_assert!(BOX.contains(point), "{point:?}");
            }
        }
    }
}
