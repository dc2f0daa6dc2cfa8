//! Map tiles: the [Shortbread 1.0 schema](https://shortbread-tiles.org/schema/1.0/) as Mapbox
//! Vector Tiles, zoom 0 to [`MAX_ZOOM`], made from an extract.
//!
//! [`build`] surveys what there is to draw, then goes over the map in blocks: make the shapes of a block, simplify them,
//! cut them into tiles, encode, hand over. [`TileIndex`] finds tiles in the city file.

mod address;
mod archive;
mod collect;
mod cut;
mod encode;
mod feature;
mod geometry;
mod near;
mod schema;
mod survey;
#[cfg(test)]
mod tests;

pub use address::{MAX_ZOOM, TileAddress};
pub use archive::{DATA_SECTION, INDEX_SECTION, TileIndex, TileIndexError};

use nearhand_engine::units::BoundingBox;
use rayon::prelude::*;

use self::archive::TilePacker;
use self::feature::Feature;
use self::geometry::grid::TileRange;
use self::geometry::mercator::project_box;
use self::near::Near;
use self::survey::{Shapes, Survey};
use crate::osm::{Extract, RelationId, WayId};

/// Tiles for each core that are encoded before they are handed over: until then all lie in memory.
const BATCH_PER_CORE: usize = 16;

/// Objects whose shapes are in memory together, about: a column with more is drawn in blocks of some rows. Fewer make the
/// shapes of what crosses blocks more often.
const BLOCK_OBJECTS: usize = 1 << 12;

/// Zoom levels that are drawn from the same shapes: the first and the last of each group. A block is some tiles of the
/// first, and all below them.
const GROUPS: [(u8, u8); 5] = [(0, 7), (8, 9), (10, 11), (12, 12), (13, MAX_ZOOM)];

/// The widest margin of map around the city, as a share of the world's width: about 20 km at the
/// equator.
const WIDEST_MARGIN: f64 = 1.0 / 2048.0;

/// How far building has come, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileProgress {
    /// Tiles done, empty ones included.
    pub done: usize,
    /// Tiles of all zoom levels together.
    pub total: usize,
}

/// What is known of the tiles of a city when they have been handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltTiles {
    /// Content of the section [`INDEX_SECTION`].
    pub index: Vec<u8>,
    /// How many tiles there are.
    pub tiles: usize,
    /// How many of them the data section holds: small ones that are equal are one.
    pub distinct: usize,
    /// How many features there were to draw, before they were cut into tiles.
    pub features: usize,
    /// Pieces of coastline that end inside the city without a continuation; where they lie the sea
    /// may be missing.
    pub coast_dropped: usize,
    /// Coastlines that end in the middle of the map; small gaps between them are bridged.
    pub coast_ends: Vec<WayId>,
    /// Multipolygons whose rings do not close or lack a part: what of them is not closed is not drawn.
    pub open_areas: Vec<RelationId>,
}

/// Tiles that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TileBuildError {
    /// A tile cannot be encoded.
    #[error("tile {tile} cannot be written: it has more on it than the tile format can hold")]
    Encode {
        /// Which tile.
        tile: TileAddress,
        /// What the encoder says.
        source: fast_mvt::MvtError,
    },
    /// Who was to take the bytes refused them.
    #[error("the map tiles cannot be written")]
    Write {
        /// Why.
        source: std::io::Error,
    },
}

/// Builds all tiles of the box and of a margin around it as wide as itself (20 km at most), on all
/// cores. The same extract and box give the same bytes. `write` gets the content of the section [`DATA_SECTION`],
/// piece by piece.
///
/// The margin keeps a screen full of map when the city does not fill it. It shows what the extract
/// happens to have there; where it lacks the coast, the sea goes straight on from the box. Farther
/// than 20 to 40 km from any mapped point there are no tiles.
///
/// # Errors
/// When a tile has more features or values than the format can number, or `write` fails.
pub fn build(
    extract: &Extract,
    bbox: BoundingBox,
    write: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    progress: &mut dyn FnMut(TileProgress),
) -> Result<BuiltTiles, TileBuildError> {
    build_in_blocks(extract, bbox, BLOCK_OBJECTS, write, progress)
}

/// As [`build`], with about so many objects in a block.
fn build_in_blocks(
    extract: &Extract,
    bbox: BoundingBox,
    block_objects: usize,
    write: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    progress: &mut dyn FnMut(TileProgress),
) -> Result<BuiltTiles, TileBuildError> {
    let city = project_box(bbox);
    let size = city.max - city.min;
    let map = city.grown(size.x.max(size.y).min(WIDEST_MARGIN));
    let survey = Survey::of(extract, &city, &map);
    let cells = survey.near();
    let levels: Vec<Level> = (0..=MAX_ZOOM)
        .map(|zoom| Level {
            range: TileRange::covering(zoom, &map),
            near: Near::at_zoom(&cells, zoom),
        })
        .collect();
    let total = levels.iter().map(|level| level.range.len()).sum();
    let mut done = 0;
    let mut packer = TilePacker::default();
    for (first, last) in GROUPS {
        let group = &levels[usize::from(first)..=usize::from(last)];
        let shown = survey.shown_at(last);
        for column in group[0].range.by_column() {
            let in_column = if group[0].near.has_any(&column) {
                survey::reaching(&shown, &column)
            } else {
                Vec::new()
            };
            let blocks = in_column.len().div_ceil(block_objects).max(1);
            for block in column.by_rows(column.len().div_ceil(blocks)) {
                if in_column.is_empty() || !group[0].near.has_any(&block) {
                    continue;
                }
                let shapes = survey.shapes(&in_column, &block);
                draw(&shapes, group, &block, &mut |tile, bytes| {
                    packer
                        .add(tile, bytes, write)
                        .map_err(|source| TileBuildError::Write { source })
                })?;
            }
            done += group
                .iter()
                .filter_map(|level| level.range.below(&column))
                .map(|range| range.len())
                .sum::<usize>();
            progress(TileProgress { done, total });
        }
    }
    let (tiles, distinct) = packer.counts();
    Ok(BuiltTiles {
        index: packer.index(),
        tiles,
        distinct,
        features: survey.features(),
        coast_dropped: survey.sources().ocean().dropped,
        coast_ends: survey.sources().ocean().coast_ends.clone(),
        open_areas: survey.sources().open_areas(),
    })
}

/// One zoom level: which tiles it has, and which of them are near anything.
struct Level {
    range: TileRange,
    near: Near,
}

/// Hands over the tiles of a block, on all levels of its group, that are not empty.
fn draw(
    shapes: &Shapes<'_, '_>,
    group: &[Level],
    block: &TileRange,
    add: &mut dyn FnMut(TileAddress, Vec<u8>) -> Result<(), TileBuildError>,
) -> Result<(), TileBuildError> {
    let features = shapes.features();
    for level in group {
        if let Some(range) = level.range.below(block) {
            draw_level(&features, &range, &level.near, add)?;
        }
    }
    Ok(())
}

/// Hands over the tiles of one zoom level that are not empty.
fn draw_level(
    features: &[&Feature<'_>],
    range: &TileRange,
    near: &Near,
    add: &mut dyn FnMut(TileAddress, Vec<u8>) -> Result<(), TileBuildError>,
) -> Result<(), TileBuildError> {
    let mut pieces = cut::cut(features, range, near);
    // A feature has one piece in a tile, so no two are equal in this order.
    pieces.par_sort_unstable_by_key(|piece| {
        let draft = &features[piece.feature].draft;
        (piece.tile, draft.layer, draft.rank, piece.feature)
    });
    let by_tile: Vec<_> = pieces.chunk_by(|a, b| a.tile == b.tile).collect();
    for pieces in by_tile.chunks(BATCH_PER_CORE * rayon::current_num_threads()) {
        let encoded = pieces.par_iter().map(|pieces| {
            let tile = pieces[0].tile;
            let bytes = encode::encode(pieces, features, range.zoom());
            bytes
                .map(|bytes| bytes.map(|bytes| (tile, bytes)))
                .map_err(|source| TileBuildError::Encode { tile, source })
        });
        let encoded: Vec<_> = encoded.collect::<Result<_, _>>()?;
        for (tile, bytes) in encoded.into_iter().flatten() {
            add(tile, bytes)?;
        }
    }
    Ok(())
}
