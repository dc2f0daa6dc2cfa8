//! Map tiles: the [Shortbread 1.0 schema](https://shortbread-tiles.org/schema/1.0/) as Mapbox
//! Vector Tiles, zoom 0 to [`MAX_ZOOM`], made from an extract.
//!
//! [`build`] surveys what there is to draw, then goes over the map in strips from west to east: make the shapes of a
//! strip, simplify them, cut them into tiles, encode, hand over. [`TileIndex`] finds tiles in the city file.

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
use self::survey::Survey;
use crate::osm::{Extract, RelationId, WayId};

/// Tiles that are encoded between two reports of progress.
const BATCH: usize = 256;

/// Zoom levels that are drawn from the same shapes: the first and the last of each group. A strip is one column of the
/// first.
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
        let (west, east) = levels[usize::from(first)].range.all_columns();
        for column in west..=east {
            if levels[usize::from(first)].near.has_column(column) {
                let strip = survey.strip(first, &(column..=column), last);
                let features = strip.features();
                for level in &levels[usize::from(first)..=usize::from(last)] {
                    let Some(range) = level.below(first, column) else {
                        continue;
                    };
                    build_strip(&features, &range, &level.near, &mut |tile, bytes| {
                        packer
                            .add(tile, bytes, write)
                            .map_err(|source| TileBuildError::Write { source })
                    })?;
                }
            }
            let of_strip =
                |level: &Level| level.below(first, column).map_or(0, |range| range.len());
            done += levels[usize::from(first)..=usize::from(last)]
                .iter()
                .map(of_strip)
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

impl Level {
    /// The tiles below a column of a level above this one (or of this one).
    fn below(&self, zoom: u8, column: u32) -> Option<TileRange> {
        let down = self.range.zoom() - zoom;
        let first = column << down;
        self.range.only_columns(first, first + (1_u32 << down) - 1)
    }
}

/// Hands over the tiles of one strip of one zoom level that are not empty.
fn build_strip(
    features: &[&Feature<'_>],
    range: &TileRange,
    near: &Near,
    add: &mut dyn FnMut(TileAddress, Vec<u8>) -> Result<(), TileBuildError>,
) -> Result<(), TileBuildError> {
    let mut pieces = cut::cut(features, range, near);
    pieces.par_sort_by_key(|piece| {
        let draft = &features[piece.feature].draft;
        (piece.tile, draft.layer, draft.rank, piece.feature)
    });
    let by_tile: Vec<_> = pieces.chunk_by(|a, b| a.tile == b.tile).collect();
    for pieces in by_tile.chunks(BATCH) {
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
