//! Map tiles: the [Shortbread 1.0 schema](https://shortbread-tiles.org/schema/1.0/) as Mapbox
//! Vector Tiles, zoom 0 to [`MAX_ZOOM`], made from the same extract as the road network.

mod address;
mod archive;

pub use address::{MAX_ZOOM, TileAddress};
pub use archive::{DATA_SECTION, INDEX_SECTION, TileIndex, TileIndexError, TileSet};
