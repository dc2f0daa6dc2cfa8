//! Tile units: the integer grid that a tile's points lie on.

use std::ops::RangeInclusive;

use super::{Path, Point, Rect};
use crate::tiles::address::TileAddress;

/// Units along one side of a tile (the default of the Mapbox Vector Tile specification 2.1).
pub(in crate::tiles) const EXTENT: f64 = 4096.0;

/// Units per screen pixel: map libraries draw a vector tile 512 pixels wide.
pub(in crate::tiles) const PIXEL: f64 = EXTENT / 512.0;

/// How far lines and areas reach past the tile's border, in units, so that a wide line or an
/// outline shows no seam.
pub(in crate::tiles) const BUFFER: f64 = 8.0 * PIXEL;

/// The tiles of one zoom level that a city covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tiles) struct TileRange {
    zoom: u8,
    columns: (u32, u32),
    rows: (u32, u32),
}

impl TileRange {
    /// The tiles that share area or border with a box on the world square.
    pub(in crate::tiles) fn covering(zoom: u8, world: &Rect) -> Self {
        let count = f64::from(1_u32 << zoom);
        let index = |share: f64| (share * count).floor().clamp(0.0, count - 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..2^14"
        )]
        let span = |low: f64, high: f64| (index(low) as u32, index(high) as u32);
        Self {
            zoom,
            columns: span(world.min.x, world.max.x),
            rows: span(world.min.y, world.max.y),
        }
    }

    pub(in crate::tiles) fn zoom(&self) -> u8 {
        self.zoom
    }

    /// The columns of this range that a span of units reaches.
    pub(in crate::tiles) fn columns(&self, low: f64, high: f64) -> RangeInclusive<u32> {
        indices(self.columns, low, high)
    }

    /// The rows of this range that a span of units reaches.
    pub(in crate::tiles) fn rows(&self, low: f64, high: f64) -> RangeInclusive<u32> {
        indices(self.rows, low, high)
    }

    /// The first and the last column, and the first and the last row.
    pub(in crate::tiles) fn spans(&self) -> [(u32, u32); 2] {
        [self.columns, self.rows]
    }

    /// The range column by column, from west to east.
    pub(in crate::tiles) fn by_column(self) -> impl Iterator<Item = Self> {
        (self.columns.0..=self.columns.1).map(move |column| Self {
            columns: (column, column),
            ..self
        })
    }

    /// The range in blocks of so many rows, from north to south.
    pub(in crate::tiles) fn by_rows(self, rows: usize) -> impl Iterator<Item = Self> {
        let (first, last) = self.rows;
        let more = u32::try_from(rows - 1).unwrap_or(last);
        (first..=last).step_by(rows).map(move |row| Self {
            rows: (row, last.min(row.saturating_add(more))),
            ..self
        })
    }

    /// The tiles of this range below those of another level above this one (or of this one); `None` when there are none.
    pub(in crate::tiles) fn below(&self, above: &Self) -> Option<Self> {
        let down = self.zoom - above.zoom;
        let within = |(first, last): (u32, u32), (from, to): (u32, u32)| {
            let span = (first.max(from << down), last.min(((to + 1) << down) - 1));
            (span.0 <= span.1).then_some(span)
        };
        Some(Self {
            columns: within(self.columns, above.columns)?,
            rows: within(self.rows, above.rows)?,
            ..*self
        })
    }

    /// The tile in a column and row of this range.
    pub(in crate::tiles) fn address(&self, x: u32, y: u32) -> TileAddress {
        TileAddress::new(self.zoom, x, y).expect("columns and rows of the range exist at its zoom")
    }

    /// How many tiles the range has.
    pub(in crate::tiles) fn len(&self) -> usize {
        let span = |(first, last): (u32, u32)| (last - first + 1) as usize;
        span(self.columns) * span(self.rows)
    }
}

/// The tile columns or rows from `first` to `last` that the span from `low` to `high` reaches.
fn indices((first, last): (u32, u32), low: f64, high: f64) -> RangeInclusive<u32> {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
    let index = |units: f64| (units / EXTENT).floor() as i64;
    let (low, high) = (index(low).max(first.into()), index(high).min(last.into()));
    match (u32::try_from(low), u32::try_from(high)) {
        (Ok(low), Ok(high)) => low..=high,
        // The span ends west or north of the world: no column or row at all.
        #[expect(clippy::reversed_empty_ranges, reason = "an empty range is meant")]
        _ => 1..=0,
    }
}

/// World square to tile units of a zoom level, counted from the world's north-west corner.
pub(in crate::tiles) fn scale(path: &[Point], zoom: u8) -> Path {
    let units = units_across(zoom);
    path.iter().map(|&point| point * units).collect()
}

/// Units across the whole world at a zoom level.
pub(in crate::tiles) fn units_across(zoom: u8) -> f64 {
    f64::from(1_u32 << zoom) * EXTENT
}

/// The same point counted from the tile's own corner.
pub(in crate::tiles) fn to_local(point: Point, tile: TileAddress) -> Point {
    Point {
        x: point.x - f64::from(tile.x()) * EXTENT,
        y: point.y - f64::from(tile.y()) * EXTENT,
    }
}
