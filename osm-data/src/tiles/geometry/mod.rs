//! Plane geometry for drawing: projection, clipping, simplification and repair.
//!
//! Coordinates grow to the east and to the *south*, as in the tiles. A [`Path`] lives either in the
//! world square (`0..1`, see [`mercator`]) or in tile units of one zoom level (see [`grid`]).

pub(super) mod centre;
pub(super) mod clip;
pub(super) mod coast;
pub(super) mod grid;
pub(super) mod mercator;
pub(super) mod repair;
pub(super) mod rings;
pub(super) mod simplify;

/// A point of the plane.
pub(super) type Point = geo::Coord<f64>;

/// A line, or a ring when first and last point are meant to be joined.
///
/// Rings do not repeat their first point at the end.
pub(super) type Path = Vec<Point>;

/// What a feature looks like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// One point.
    Point(Point),
    /// One or more lines.
    Lines(Vec<Path>),
    /// Rings under the even-odd rule: a ring inside a ring is a hole, whatever its direction.
    Area(Vec<Path>),
}

/// An axis-parallel box, borders included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) min: Point,
    pub(super) max: Point,
}

impl Rect {
    /// The smallest box around the points; `None` without points.
    pub(super) fn around<'p>(points: impl IntoIterator<Item = &'p Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let &first = points.next()?;
        let start = Self {
            min: first,
            max: first,
        };
        Some(points.fold(start, |rect, point| Self {
            min: Point {
                x: rect.min.x.min(point.x),
                y: rect.min.y.min(point.y),
            },
            max: Point {
                x: rect.max.x.max(point.x),
                y: rect.max.y.max(point.y),
            },
        }))
    }

    /// The box with so much more on every side, within the world square.
    pub(super) fn grown(&self, margin: f64) -> Self {
        let inside = |value: f64| value.clamp(0.0, 1.0);
        Self {
            min: Point {
                x: inside(self.min.x - margin),
                y: inside(self.min.y - margin),
            },
            max: Point {
                x: inside(self.max.x + margin),
                y: inside(self.max.y + margin),
            },
        }
    }

    pub(super) fn contains(&self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }
}

/// Twice the area of a ring: positive when its points run clockwise on the map.
pub(super) fn doubled_area(ring: &[Point]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    // Relative to the first point: the differences keep their precision in a world-sized square.
    ring.windows(2)
        .map(|pair| {
            (pair[0].x - origin.x) * (pair[1].y - origin.y)
                - (pair[1].x - origin.x) * (pair[0].y - origin.y)
        })
        .sum()
}

/// Whether the point lies inside the ring: a ray to the east crosses it an odd number of times.
pub(super) fn is_inside(ring: &[Point], point: Point) -> bool {
    let ends = ring.iter().cycle().skip(1);
    let crossed = ring.iter().zip(ends).filter(|(a, b)| {
        (a.y > point.y) != (b.y > point.y)
            && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}
