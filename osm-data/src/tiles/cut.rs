//! Features of one zoom level, cut into tiles.

use std::borrow::Cow;

use rayon::prelude::*;

use super::address::{MAX_ZOOM, TileAddress};
use super::feature::Feature;
use super::geometry::clip::{Axis, clip_line, clip_ring};
use super::geometry::grid::{BUFFER, EXTENT, PIXEL, TileRange, scale, to_local, units_across};
use super::geometry::repair::{TilePoint, TilePolygon, polygons, round};
use super::geometry::simplify::{simplify, simplify_ring};
use super::geometry::{Path, Point, Rect, Shape};
use super::near::Near;

/// The part of a feature in one tile.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) tile: TileAddress,
    /// Index into the features that were cut.
    pub(super) feature: usize,
    pub(super) shape: TileShape,
}

/// A shape in units of its tile, counted from the tile's north-west corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TileShape {
    Point(TilePoint),
    Lines(Vec<Vec<TilePoint>>),
    Polygons(Vec<TilePolygon>),
}

/// Cuts every feature that the zoom level shows. The pieces come in the order of the features.
///
/// Only tiles near something mapped are filled: not the middle of a sea.
pub(super) fn cut(features: &[&Feature<'_>], range: &TileRange, near: &Near) -> Vec<Piece> {
    let zoom = range.zoom();
    let shown = features
        .par_iter()
        .enumerate()
        .filter(|(_, feature)| feature.draft.min_zoom <= zoom);
    shown
        .flat_map_iter(|(at, feature)| {
            let shapes = match &feature.shape {
                Shape::Point(point) => cut_point(*point * units_across(zoom), range),
                Shape::Lines(lines) => {
                    let lines = feature.paths_at(zoom, || simplified_lines(lines, zoom));
                    cut_lines(&lines, range, near)
                }
                Shape::Area(rings) => {
                    let rings = feature.paths_at(zoom, || simplified_rings(rings, zoom));
                    cut_area(&rings, range, near)
                }
            };
            shapes.into_iter().map(move |(tile, shape)| Piece {
                tile,
                feature: at,
                shape,
            })
        })
        .collect()
}

/// How far a simplified line may lie from the original, in units: half a pixel; on the last level,
/// which is drawn enlarged, less than the grid can show.
fn tolerance(zoom: u8) -> f64 {
    if zoom == MAX_ZOOM { 0.5 } else { PIXEL / 2.0 }
}

/// A point belongs to one tile only: its label must not appear twice.
fn cut_point(point: Point, range: &TileRange) -> Vec<(TileAddress, TileShape)> {
    let tile = range
        .columns(point.x, point.x)
        .zip(range.rows(point.y, point.y))
        .map(|(x, y)| range.address(x, y));
    tile.map(|tile| (tile, TileShape::Point(round(to_local(point, tile)))))
        .collect()
}

/// Lines in units of a zoom level.
fn simplified_lines(lines: &[Path], zoom: u8) -> Vec<Path> {
    let lines = lines.iter();
    lines
        .map(|line| simplify(&scale(line, zoom), tolerance(zoom)))
        .collect()
}

fn cut_lines(lines: &[Path], range: &TileRange, near: &Near) -> Vec<(TileAddress, TileShape)> {
    let mut cut = Vec::new();
    for x in columns(lines, range, near) {
        let column = clip_lines(lines, &column_strip(x));
        for y in rows(&column, x, range, near) {
            let tile = range.address(x, y);
            let parts = clip_lines(&column, &row_strip(y));
            let mut lines = Vec::with_capacity(parts.len());
            lines.extend(parts.iter().filter_map(|part| to_tile_line(part, tile)));
            if !lines.is_empty() {
                cut.push((tile, TileShape::Lines(lines)));
            }
        }
    }
    cut
}

/// The parts of lines inside a window; most lines are short and lie in it as a whole.
fn clip_lines<'l>(lines: &'l [Path], window: &Rect) -> Cow<'l, [Path]> {
    let inside = |point: &Point| window.contains(*point);
    if lines.iter().all(|line| line.len() > 1) && lines.iter().flatten().all(inside) {
        return Cow::Borrowed(lines);
    }
    let parts = lines.iter().flat_map(|line| clip_line(line, window));
    Cow::Owned(parts.collect())
}

/// The line on the tile's grid; `None` when it shrinks to a point.
fn to_tile_line(line: &[Point], tile: TileAddress) -> Option<Vec<TilePoint>> {
    let rounded = line.iter().map(|&point| round(to_local(point, tile)));
    let mut points: Vec<TilePoint> = rounded.collect();
    points.dedup();
    points.shrink_to_fit();
    (points.len() > 1).then_some(points)
}

/// Rings in units of a zoom level, without those too small to see.
fn simplified_rings(rings: &[Path], zoom: u8) -> Vec<Path> {
    let smallest = smallest_area(zoom);
    rings
        .iter()
        .map(|ring| scale(ring, zoom))
        .filter(|ring| box_area(ring) >= smallest)
        .map(|ring| simplify_ring(&ring, tolerance(zoom)))
        .filter(|ring| ring.len() > 2)
        .collect()
}

fn cut_area(rings: &[Path], range: &TileRange, near: &Near) -> Vec<(TileAddress, TileShape)> {
    let smallest = smallest_area(range.zoom());
    let mut cut = Vec::new();
    for x in columns(rings, range, near) {
        let column = clip_rings(rings, Axis::X, x);
        for y in rows(&column, x, range, near) {
            let tile = range.address(x, y);
            let mut inside = clip_rings(&column, Axis::Y, y);
            for point in inside.iter_mut().flatten() {
                *point = to_local(*point, tile);
            }
            let polygons = polygons(&inside, smallest);
            if !polygons.is_empty() {
                cut.push((tile, TileShape::Polygons(polygons)));
            }
        }
    }
    cut
}

/// The columns that the paths and their buffer reach.
fn columns(paths: &[Path], range: &TileRange, near: &Near) -> impl Iterator<Item = u32> {
    let extent = Rect::around(paths.iter().flatten());
    let columns = extent.map(|rect| range.columns(rect.min.x - BUFFER, rect.max.x + BUFFER));
    columns
        .into_iter()
        .flatten()
        .filter(|&x| near.has_column(x))
}

/// The rows that the paths of one column and their buffer reach.
fn rows(column: &[Path], x: u32, range: &TileRange, near: &Near) -> impl Iterator<Item = u32> {
    let extent = Rect::around(column.iter().flatten());
    let rows = extent.map(|rect| range.rows(rect.min.y - BUFFER, rect.max.y + BUFFER));
    rows.into_iter()
        .flatten()
        .filter(move |&y| near.has_tile(x, y))
}

/// The smallest area worth drawing, in square units: a pixel; on the last level, which is drawn
/// enlarged, the smallest that the grid has.
fn smallest_area(zoom: u8) -> f64 {
    if zoom == MAX_ZOOM { 1.0 } else { PIXEL * PIXEL }
}

/// Area of the bounding box: never less than what the ring encloses, however it crosses itself.
fn box_area(ring: &[Point]) -> f64 {
    Rect::around(ring).map_or(0.0, |rect| {
        let size = rect.max - rect.min;
        size.x * size.y
    })
}

/// The parts of rings in one column or row of tiles and its buffer.
fn clip_rings(rings: &[Path], axis: Axis, index: u32) -> Vec<Path> {
    let (low, high) = with_buffer(index);
    let clipped = rings.iter().map(|ring| clip_ring(ring, axis, low, high));
    clipped.filter(|ring| ring.len() > 2).collect()
}

/// The box of a column of tiles and its buffer, in units from the world's corner.
fn column_strip(x: u32) -> Rect {
    let (west, east) = with_buffer(x);
    Rect {
        min: Point {
            x: west,
            y: f64::MIN,
        },
        max: Point {
            x: east,
            y: f64::MAX,
        },
    }
}

/// The box of a row of tiles and its buffer, in units from the world's corner.
fn row_strip(y: u32) -> Rect {
    let (north, south) = with_buffer(y);
    Rect {
        min: Point {
            x: f64::MIN,
            y: north,
        },
        max: Point {
            x: f64::MAX,
            y: south,
        },
    }
}

fn with_buffer(index: u32) -> (f64, f64) {
    let start = f64::from(index) * EXTENT;
    (start - BUFFER, start + EXTENT + BUFFER)
}
