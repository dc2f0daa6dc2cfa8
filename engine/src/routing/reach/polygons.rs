//! Reach as areas.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::contour::{self, HalfStep, Ring};
use super::grid::Grid;
use super::{Reach, RoadNetwork};
use crate::units::{LngLat, Millis};

impl Reach {
    /// The area around the streets reached within each limit, in the order of the limits.
    ///
    /// An area is what lies within about 50 m of a reached street (more in areas of more than
    /// 2,500 km²), as valid polygons in degrees, with holes where no street is reached. Every reached
    /// part lies inside its area, and the area of a shorter limit inside that of a longer one. At
    /// most 254 limits are looked at.
    #[must_use]
    pub fn polygons(&self, road: &RoadNetwork, limits: &[Millis]) -> Vec<MultiPolygon<f64>> {
        let mut ascending: Vec<Millis> = limits.to_vec();
        ascending.sort_unstable();
        ascending.dedup();
        ascending.truncate(254);
        let lines: Vec<Vec<Vec<LngLat>>> = ascending
            .iter()
            .map(|&limit| self.lines(road, limit))
            .collect();
        let Some(mut grid) = Grid::around(lines.iter().flatten()) else {
            return vec![MultiPolygon::new(Vec::new()); limits.len()];
        };
        for (band, lines) in (0..).zip(&lines) {
            for line in lines {
                grid.mark(line, band);
            }
        }
        let areas: Vec<MultiPolygon<f64>> = (0..)
            .zip(&ascending)
            .map(|(band, _)| area(&grid, band))
            .collect();
        limits
            .iter()
            .filter_map(|limit| ascending.binary_search(limit).ok())
            .map(|band| areas[band].clone())
            .collect()
    }
}

/// The polygons around all nodes reached within a band.
fn area(grid: &Grid, band: u8) -> MultiPolygon<f64> {
    let labels = connected(grid, band);
    let mut exteriors: Vec<(u32, Ring)> = Vec::new();
    let mut holes: Vec<(u32, Ring)> = Vec::new();
    for ring in contour::rings(grid, band) {
        let Some(label) = ring.first().map(|&start| {
            let (column, row) = reached_beside(grid, band, start);
            labels[row * grid.columns + column]
        }) else {
            continue;
        };
        if contour::signed_area(&ring) > 0 {
            exteriors.push((label, ring));
        } else {
            holes.push((label, ring));
        }
    }
    holes.sort_by_key(|&(label, _)| label);
    let polygons = exteriors.iter().map(|(label, ring)| {
        let from = holes.partition_point(|(other, _)| other < label);
        let to = holes.partition_point(|(other, _)| other <= label);
        let inside = holes[from..to].iter().map(|(_, hole)| line(grid, hole));
        Polygon::new(line(grid, ring), inside.collect())
    });
    MultiPolygon::new(polygons.collect())
}

fn line(grid: &Grid, ring: &[HalfStep]) -> LineString<f64> {
    ring.iter()
        .chain(ring.first())
        .map(|&(column, row)| {
            let [x, y] = grid.degrees(column, row);
            Coord { x, y }
        })
        .collect()
}

/// The reached one of the two nodes that an outline passes between.
fn reached_beside(grid: &Grid, band: u8, (column, row): HalfStep) -> (usize, usize) {
    let low = ((column / 2) as usize, (row / 2) as usize);
    let high = (column.div_ceil(2) as usize, row.div_ceil(2) as usize);
    if grid.reached(low.0, low.1, band) {
        low
    } else {
        high
    }
}

/// Per node: the number of its connected area, corners included, as outlines connect them.
fn connected(grid: &Grid, band: u8) -> Vec<u32> {
    let mut labels = vec![0u32; grid.columns * grid.rows];
    let mut count = 0;
    let mut stack = Vec::new();
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            if labels[row * grid.columns + column] != 0 || !grid.reached(column, row, band) {
                continue;
            }
            count += 1;
            labels[row * grid.columns + column] = count;
            stack.push((column, row));
            while let Some((column, row)) = stack.pop() {
                // The margin is never reached, so there always is a neighbour on every side.
                for near_row in row - 1..=row + 1 {
                    for near_column in column - 1..=column + 1 {
                        let label = &mut labels[near_row * grid.columns + near_column];
                        if *label == 0 && grid.reached(near_column, near_row, band) {
                            *label = count;
                            stack.push((near_column, near_row));
                        }
                    }
                }
            }
        }
    }
    labels
}
