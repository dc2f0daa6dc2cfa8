//! Features of one zoom level, cut into tiles.

use rayon::prelude::*;

use super::address::{MAX_ZOOM, TileAddress};
use super::feature::{Feature, Layer};
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
/// The sea is cut only into the tiles that are near something else.
pub(super) fn cut(features: &[Feature<'_>], range: &TileRange, near: &Near) -> Vec<Piece> {
    let zoom = range.zoom();
    let shown = features
        .par_iter()
        .enumerate()
        .filter(|(_, feature)| feature.draft.min_zoom <= zoom);
    shown
        .flat_map_iter(|(at, feature)| {
            let shapes = match &feature.shape {
                Shape::Point(point) => cut_point(*point * units_across(zoom), range),
                Shape::Lines(lines) => cut_lines(lines, range),
                Shape::Area(rings) if feature.draft.layer == Layer::Ocean => {
                    cut_area(rings, range, Some(near))
                }
                Shape::Area(rings) => cut_area(rings, range, None),
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

fn cut_lines(lines: &[Path], range: &TileRange) -> Vec<(TileAddress, TileShape)> {
    let zoom = range.zoom();
    let lines: Vec<Path> = lines
        .iter()
        .map(|line| simplify(&scale(line, zoom), tolerance(zoom)))
        .collect();
    let Some(extent) = Rect::around(lines.iter().flatten()) else {
        return Vec::new();
    };
    let mut cut = Vec::new();
    for x in range.columns(extent.min.x - BUFFER, extent.max.x + BUFFER) {
        for y in range.rows(extent.min.y - BUFFER, extent.max.y + BUFFER) {
            let tile = range.address(x, y);
            let window = buffered(tile);
            let parts = lines.iter().flat_map(|line| clip_line(line, &window));
            let parts: Vec<_> = parts.filter_map(|part| to_tile_line(&part, tile)).collect();
            if !parts.is_empty() {
                cut.push((tile, TileShape::Lines(parts)));
            }
        }
    }
    cut
}

/// The line on the tile's grid; `None` when it shrinks to a point.
fn to_tile_line(line: &[Point], tile: TileAddress) -> Option<Vec<TilePoint>> {
    let rounded = line.iter().map(|&point| round(to_local(point, tile)));
    let mut points: Vec<TilePoint> = rounded.collect();
    points.dedup();
    (points.len() > 1).then_some(points)
}

fn cut_area(
    rings: &[Path],
    range: &TileRange,
    near: Option<&Near>,
) -> Vec<(TileAddress, TileShape)> {
    let zoom = range.zoom();
    let smallest = smallest_area(zoom);
    let rings: Vec<Path> = rings
        .iter()
        .map(|ring| scale(ring, zoom))
        .filter(|ring| box_area(ring) >= smallest)
        .map(|ring| simplify_ring(&ring, tolerance(zoom)))
        .filter(|ring| ring.len() > 2)
        .collect();
    let Some(extent) = Rect::around(rings.iter().flatten()) else {
        return Vec::new();
    };
    let mut cut = Vec::new();
    let columns = range.columns(extent.min.x - BUFFER, extent.max.x + BUFFER);
    for x in columns.filter(|&x| near.is_none_or(|near| near.has_column(x))) {
        let (west, east) = with_buffer(x);
        let column = clip_all(&rings, Axis::X, west, east);
        let rows = range.rows(extent.min.y - BUFFER, extent.max.y + BUFFER);
        for y in rows.filter(|&y| near.is_none_or(|near| near.has_tile(x, y))) {
            let tile = range.address(x, y);
            let (north, south) = with_buffer(y);
            let mut inside = clip_all(&column, Axis::Y, north, south);
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

fn clip_all(rings: &[Path], axis: Axis, low: f64, high: f64) -> Vec<Path> {
    let clipped = rings.iter().map(|ring| clip_ring(ring, axis, low, high));
    clipped.filter(|ring| ring.len() > 2).collect()
}

/// The tile's box with its buffer, in units from the world's corner.
fn buffered(tile: TileAddress) -> Rect {
    let (west, east) = with_buffer(tile.x());
    let (north, south) = with_buffer(tile.y());
    Rect {
        min: Point { x: west, y: north },
        max: Point { x: east, y: south },
    }
}

fn with_buffer(index: u32) -> (f64, f64) {
    let start = f64::from(index) * EXTENT;
    (start - BUFFER, start + EXTENT + BUFFER)
}
