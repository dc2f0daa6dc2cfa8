//! Lines of streets on the plane of a grid, and the nodes near them.

use super::grid::Plane;
use crate::road::Segment;

/// A street's line on the plane.
pub(super) struct Line {
    points: Vec<[f64; 2]>,
    length: f64,
}

impl Line {
    pub(super) fn of(segment: Segment<'_>, plane: Plane) -> Self {
        let points: Vec<[f64; 2]> = segment.shape().map(|point| plane.project(point)).collect();
        let length = points
            .windows(2)
            .map(|pair| distance(pair[0], pair[1]))
            .sum();
        Self { points, length }
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// The pieces between two shares of the length.
    pub(super) fn part(&self, from: f64, to: f64) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
        let (from, to) = (from * self.length, to * self.length);
        let mut walked = 0.0;
        self.pieces().filter_map(move |(a, b)| {
            let (begin, step) = (walked, distance(a, b));
            walked += step;
            // A hair's breadth more at both ends, so that rounding loses no piece.
            let share = |at: f64| ((at - begin) / step.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
            let touched = begin <= to + 1e-9 && walked >= from - 1e-9;
            touched.then(|| (between(a, b, share(from)), between(a, b, share(to))))
        })
    }

    /// How far along the line its place nearest to a point is.
    pub(super) fn share_nearest_to(&self, point: [f64; 2]) -> f64 {
        let (mut least, mut at, mut walked) = (f64::MAX, 0.0, 0.0);
        for (a, b) in self.pieces() {
            let step = distance(a, b);
            let (distance_2, share) = nearest(point, a, b);
            if distance_2 < least {
                least = distance_2;
                at = walked + step * share;
            }
            walked += step;
        }
        if self.length > 0.0 {
            (at / self.length).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// Looks at all nodes within a distance of a piece of a line: row, column, square of the distance.
pub(super) fn nodes_near(
    a: [f64; 2],
    b: [f64; 2],
    radius: f64,
    mut look: impl FnMut(i32, i32, f64),
) {
    let range = |axis: usize| {
        let low = to_whole((a[axis].min(b[axis]) - radius).ceil());
        let high = to_whole((a[axis].max(b[axis]) + radius).floor());
        low..=high
    };
    let columns = range(0);
    for row in range(1) {
        for column in columns.clone() {
            let (distance_2, _) = nearest([f64::from(column), f64::from(row)], a, b);
            if distance_2 <= radius * radius {
                look(row, column, distance_2);
            }
        }
    }
}

/// Square of a point's distance from a piece of a line, and how far along the nearest place is.
fn nearest(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> (f64, f64) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let share = if squared > 0.0 {
        (((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (a[0] + dx * share - point[0], a[1] + dy * share - point[1]);
    (x * x + y * y, share)
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    ((b[0] - a[0]).powi(2) + (b[1] - a[1]).powi(2)).sqrt()
}

fn between(a: [f64; 2], b: [f64; 2], share: f64) -> [f64; 2] {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/// The whole number below.
pub(super) fn to_whole(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the Earth is 2 million spacings around"
    )]
    let whole = value.floor() as i32;
    whole
}
