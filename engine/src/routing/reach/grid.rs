//! A grid over the reached streets: which of its nodes are near one, and within which limit.

use crate::geo::EARTH_RADIUS;
use crate::units::LngLat;

/// Nobody comes near this node.
const NEVER: u8 = u8::MAX;

/// Distance between nodes, metres, where the area is not too large for it.
const SPACING_METRES: f64 = 25.0;
/// A node within this many spacings of a reached street is reached. More than √2, so that all four
/// nodes around any point of a street are, and the street lies inside the outline.
const RADIUS_SPACINGS: f64 = 2.0;
/// Larger areas get wider spacings.
const MOST_NODES: f64 = 4_000_000.0;
/// Longer lines are marked piece by piece.
const PIECE_METRES: f64 = 200.0;

/// The nodes, row by row from the south-west; a margin of one node is never reached.
pub(super) struct Grid {
    plane: Plane,
    pub(super) spacing: f64,
    origin: [f64; 2],
    pub(super) columns: usize,
    pub(super) rows: usize,
    bands: Vec<u8>,
}

/// Metres east and north of a point: flat, so that what is valid there is valid in degrees.
#[derive(Clone, Copy)]
struct Plane {
    centre: LngLat,
    metres_per_degree: [f64; 2],
}

impl Plane {
    fn around(centre: LngLat) -> Self {
        let per_degree = EARTH_RADIUS.0.to_radians();
        Self {
            centre,
            metres_per_degree: [per_degree * centre.lat().to_radians().cos(), per_degree],
        }
    }

    fn project(&self, point: LngLat) -> [f64; 2] {
        [
            (point.lng() - self.centre.lng()) * self.metres_per_degree[0],
            (point.lat() - self.centre.lat()) * self.metres_per_degree[1],
        ]
    }

    fn degrees(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.centre.lng() + x / self.metres_per_degree[0],
            self.centre.lat() + y / self.metres_per_degree[1],
        ]
    }
}

impl Grid {
    /// A grid around lines; `None` when there are none.
    pub(super) fn around<'a>(lines: impl Iterator<Item = &'a Vec<LngLat>> + Clone) -> Option<Self> {
        let first = *lines.clone().find_map(|line| line.first())?;
        let plane = Plane::around(first);
        let (mut min, mut max) = ([f64::MAX; 2], [f64::MIN; 2]);
        for point in lines.flatten() {
            let point = plane.project(*point);
            for axis in 0..2 {
                min[axis] = min[axis].min(point[axis]);
                max[axis] = max[axis].max(point[axis]);
            }
        }
        let (width, height) = (max[0] - min[0], max[1] - min[1]);
        let spacing = SPACING_METRES.max((width * height / MOST_NODES).sqrt());
        // Room for the radius, and one node more that is never reached.
        let margin = (RADIUS_SPACINGS.ceil() + 1.0) * spacing;
        let count = |length: f64| to_index((length + 2.0 * margin) / spacing) + 2;
        let (columns, rows) = (count(width), count(height));
        Some(Self {
            plane,
            spacing,
            origin: [min[0] - margin, min[1] - margin],
            columns,
            rows,
            bands: vec![NEVER; columns * rows],
        })
    }

    /// Marks the nodes near a line as reached in a band (0 is the nearest), if they are not in a lower one.
    pub(super) fn mark(&mut self, line: &[LngLat], band: u8) {
        for pair in line.windows(2) {
            let (a, b) = (self.plane.project(pair[0]), self.plane.project(pair[1]));
            let pieces = ((b[0] - a[0]).hypot(b[1] - a[1]) / PIECE_METRES)
                .ceil()
                .max(1.0);
            let at = |n: f64| {
                let share = n / pieces;
                [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
            };
            for piece in 0..to_index(pieces) {
                #[expect(clippy::cast_precision_loss, reason = "a count of 200 m pieces")]
                let piece = piece as f64;
                self.mark_piece(at(piece), at(piece + 1.0), band);
            }
        }
    }

    fn mark_piece(&mut self, a: [f64; 2], b: [f64; 2], band: u8) {
        let radius = RADIUS_SPACINGS * self.spacing;
        let range = |axis: usize| {
            let low = a[axis].min(b[axis]) - radius - self.origin[axis];
            let high = a[axis].max(b[axis]) + radius - self.origin[axis];
            let first = to_index((low / self.spacing).ceil());
            first..=to_index((high / self.spacing).floor())
        };
        for row in range(1) {
            for column in range(0) {
                let node = &mut self.bands[row * self.columns + column];
                if *node <= band {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "a grid has few million nodes")]
                let point = [
                    self.origin[0] + column as f64 * self.spacing,
                    self.origin[1] + row as f64 * self.spacing,
                ];
                if distance_2(point, a, b) <= radius * radius {
                    *node = band;
                }
            }
        }
    }

    /// Whether a node is reached within a band.
    pub(super) fn reached(&self, column: usize, row: usize, band: u8) -> bool {
        self.bands[row * self.columns + column] <= band
    }

    /// The place of a point given in half spacings from the first node, as (longitude, latitude).
    pub(super) fn degrees(&self, half_column: u32, half_row: u32) -> [f64; 2] {
        self.plane.degrees([
            self.origin[0] + f64::from(half_column) / 2.0 * self.spacing,
            self.origin[1] + f64::from(half_row) / 2.0 * self.spacing,
        ])
    }
}

/// A count from a number that is not negative.
fn to_index(value: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "grids have few million nodes"
    )]
    let index = value.max(0.0) as usize;
    index
}

/// Square of a point's distance from a line piece.
fn distance_2(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let share = if squared > 0.0 {
        (((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (a[0] + dx * share - point[0], a[1] + dy * share - point[1]);
    x * x + y * y
}
