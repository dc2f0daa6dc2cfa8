//! Where there is anything mapped: an extract of two ports an ocean apart must not give millions of
//! blue tiles.

use std::collections::HashSet;

use super::feature::Feature;
use super::geometry::grid::TileRange;
use super::geometry::{Point, Shape};

/// Cells are tiles of this level, 20 km wide at the equator: as wide as the widest margin that a
/// city's map has.
const CELL_ZOOM: u8 = 11;

/// The tiles of one zoom level that lie at most one cell away from a mapped feature.
pub(super) struct Near {
    zoom: u8,
    /// At the zoom level of the cells, or at `zoom` when that is lower.
    cells: HashSet<(u32, u32)>,
    columns: HashSet<u32>,
}

/// Adds the cells that hold a point of a feature (of a coast, too).
pub(super) fn add_cells(features: &[Feature<'_>], cells: &mut HashSet<(u32, u32)>) {
    for feature in features {
        match &feature.shape {
            Shape::Point(point) => {
                cells.insert(cell(*point));
            }
            Shape::Lines(paths) | Shape::Area(paths) => {
                // Neighbouring points mostly lie in one cell.
                let mut all: Vec<_> = paths.iter().flatten().map(|&point| cell(point)).collect();
                all.dedup();
                cells.extend(all);
            }
        }
    }
}

/// The cells and those around them.
pub(super) fn with_neighbours(cells: &HashSet<(u32, u32)>) -> HashSet<(u32, u32)> {
    let last = (1 << CELL_ZOOM) - 1;
    let around = |at: u32| at.saturating_sub(1)..=(at + 1).min(last);
    cells
        .iter()
        .flat_map(|&(x, y)| around(x).flat_map(move |x| around(y).map(move |y| (x, y))))
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the level's columns and rows"
)]
fn cell(point: Point) -> (u32, u32) {
    let count = f64::from(1_u32 << CELL_ZOOM);
    let index = |share: f64| (share * count).clamp(0.0, count - 1.0) as u32;
    (index(point.x), index(point.y))
}

impl Near {
    /// What the cells mean for the tiles of a zoom level.
    pub(super) fn at_zoom(cells: &HashSet<(u32, u32)>, zoom: u8) -> Self {
        let up = CELL_ZOOM.saturating_sub(zoom);
        let cells: HashSet<_> = cells.iter().map(|(x, y)| (x >> up, y >> up)).collect();
        Self {
            zoom,
            columns: cells.iter().map(|(x, _)| *x).collect(),
            cells,
        }
    }

    pub(super) fn has_column(&self, x: u32) -> bool {
        self.columns.contains(&(x >> self.down()))
    }

    /// Whether any tile of a range of this level is near.
    pub(super) fn has_any(&self, range: &TileRange) -> bool {
        let [(west, east), (north, south)] = range.spans();
        (west..=east).any(|x| (north..=south).any(|y| self.has_tile(x, y)))
    }

    pub(super) fn has_tile(&self, x: u32, y: u32) -> bool {
        self.cells.contains(&(x >> self.down(), y >> self.down()))
    }

    /// How many levels the tiles lie below the cells.
    fn down(&self) -> u8 {
        self.zoom.saturating_sub(CELL_ZOOM)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::feature::{Draft, Layer};

    fn cells_around(features: &[Feature<'_>]) -> HashSet<(u32, u32)> {
        let mut cells = HashSet::new();
        add_cells(features, &mut cells);
        with_neighbours(&cells)
    }

    #[test]
    fn a_cell_and_its_neighbours_at_every_level() {
        // Cell 1024/1024 of 2048.
        let draft = Draft::new(Layer::Pois, 14);
        let shape = Shape::Point(Point {
            x: 0.5001,
            y: 0.5001,
        });
        let cells = cells_around(&[Feature::new(draft, shape)]);
        assert_eq!(cells.len(), 9);
        let near = Near::at_zoom(&cells, 11);
        assert!(near.has_tile(1023, 1025) && !near.has_tile(1026, 1024));
        let near = Near::at_zoom(&cells, 14);
        assert!(near.has_tile(1025 * 8 + 7, 1023 * 8) && !near.has_tile(1026 * 8, 1024 * 8));
        assert!(near.has_column(1023 * 8) && !near.has_column(1022 * 8 + 7));
        let near = Near::at_zoom(&cells, 1);
        assert!(near.has_tile(0, 0) && near.has_tile(1, 1));
        let near = Near::at_zoom(&cells, 0);
        assert!(near.has_tile(0, 0));
    }

    #[test]
    fn at_the_end_of_the_world_there_are_no_neighbours_beyond() {
        let draft = Draft::new(Layer::Pois, 14);
        let shape = Shape::Point(Point { x: 1.0, y: 0.0 });
        let cells = cells_around(&[Feature::new(draft, shape)]);
        assert_eq!(cells.len(), 4);
    }
}
