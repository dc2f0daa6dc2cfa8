//! Map tiles: the [Shortbread 1.0 schema](https://shortbread-tiles.org/schema/1.0/) as Mapbox
//! Vector Tiles, zoom 0 to [`MAX_ZOOM`], made from the same extract as the road network.
//!
//! [`build`] collects what there is to draw, then goes through the zoom levels: simplify, cut into
//! tiles, encode. [`TileSet`] and [`TileIndex`] are the form that tiles have in the city file.

mod address;
mod archive;
mod collect;
mod cut;
mod encode;
mod feature;
mod geometry;
mod near;
mod schema;
#[cfg(test)]
mod tests;

pub use address::{MAX_ZOOM, TileAddress};
pub use archive::{DATA_SECTION, INDEX_SECTION, TileIndex, TileIndexError, TileSet};

use nearhand_engine::units::BoundingBox;
use rayon::prelude::*;

use self::feature::Feature;
use self::geometry::grid::TileRange;
use self::geometry::mercator::project_box;
use self::near::Near;
use crate::osm::Extract;

/// Tiles that are encoded between two reports of progress.
const BATCH: usize = 256;

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

/// The tiles of a city, and what was left out of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltTiles {
    /// The tiles.
    pub tiles: TileSet,
    /// How many features there were to draw, before they were cut into tiles.
    pub features: usize,
    /// Pieces of coastline that end inside the city without a continuation; where they lie the sea
    /// may be missing.
    pub coast_dropped: usize,
}

/// A tile that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("tile {tile} cannot be written: it has more on it than the tile format can hold")]
pub struct TileBuildError {
    /// Which tile.
    pub tile: TileAddress,
    /// What the encoder says.
    pub source: fast_mvt::MvtError,
}

/// Builds all tiles of the box and of a margin around it as wide as itself (20 km at most), on all
/// cores. The same extract and box give the same bytes.
///
/// The margin keeps a screen full of map when the city does not fill it. It shows what the extract
/// happens to have there; where it lacks the coast, the sea goes straight on from the box. Farther
/// than 20 to 40 km from any mapped point there are no tiles.
///
/// # Errors
/// When a tile has more features or values than the format can number.
pub fn build(
    extract: &Extract,
    bbox: BoundingBox,
    progress: &mut dyn FnMut(TileProgress),
) -> Result<BuiltTiles, TileBuildError> {
    let city = project_box(bbox);
    let size = city.max - city.min;
    let map = city.grown(size.x.max(size.y).min(WIDEST_MARGIN));
    let collected = collect::collect(extract, &city, &map);
    let ranges: Vec<TileRange> = (0..=MAX_ZOOM)
        .map(|zoom| TileRange::covering(zoom, &map))
        .collect();
    let total = ranges.iter().map(TileRange::len).sum();
    let near = near::cells(&collected.features);
    let mut finished = 0;
    let mut tiles = Vec::new();
    for range in ranges {
        let mut report = |done: usize| {
            progress(TileProgress {
                done: finished + done,
                total,
            });
        };
        report(0);
        tiles.extend(build_zoom(
            &collected.features,
            &range,
            &Near::at_zoom(&near, range.zoom()),
            &mut report,
        )?);
        finished += range.len();
    }
    progress(TileProgress { done: total, total });
    Ok(BuiltTiles {
        tiles: TileSet::pack(tiles),
        features: collected.features.len(),
        coast_dropped: collected.coast_dropped,
    })
}

/// The tiles of one zoom level that are not empty.
fn build_zoom(
    features: &[Feature<'_>],
    range: &TileRange,
    near: &Near,
    report: &mut dyn FnMut(usize),
) -> Result<Vec<(TileAddress, Vec<u8>)>, TileBuildError> {
    let mut pieces = cut::cut(features, range, near);
    pieces.par_sort_by_key(|piece| {
        let draft = &features[piece.feature].draft;
        (piece.tile, draft.layer, draft.rank, piece.feature)
    });
    let by_tile: Vec<_> = pieces.chunk_by(|a, b| a.tile == b.tile).collect();
    let mut tiles = Vec::with_capacity(by_tile.len());
    for (batch, pieces) in by_tile.chunks(BATCH).enumerate() {
        report(batch * BATCH);
        let encoded = pieces.par_iter().map(|pieces| {
            let tile = pieces[0].tile;
            let bytes = encode::encode(pieces, features, range.zoom());
            bytes
                .map(|bytes| bytes.map(|bytes| (tile, bytes)))
                .map_err(|source| TileBuildError { tile, source })
        });
        let encoded: Vec<_> = encoded.collect::<Result<_, _>>()?;
        tiles.extend(encoded.into_iter().flatten());
    }
    Ok(tiles)
}
