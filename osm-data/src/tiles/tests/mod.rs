//! Tests of the whole way from OpenStreetMap to tile bytes; the geometry has its own beside it.

mod bundled;
mod drawing;
mod schema;

use std::io::Read;

use fast_mvt::{MvtReaderRef, MvtTile};
use nearhand_engine::units::{BoundingBox, LngLat};

use super::{BLOCK_OBJECTS, BuiltTiles, TileAddress, TileIndex, build_in_blocks};
use crate::osm::{Extract, Input, read};

/// Reads `.osm` XML given as the elements alone.
fn extract(elements: &str) -> Extract {
    let xml = format!("<osm version=\"0.6\">{elements}</osm>");
    let input = Input::Bytes {
        name: "test.osm",
        bytes: xml.as_bytes(),
    };
    read(input, None, &mut |_| {}).unwrap()
}

fn bbox(west: f64, south: f64, east: f64, north: f64) -> BoundingBox {
    BoundingBox {
        min: LngLat::new(west, south).unwrap(),
        max: LngLat::new(east, north).unwrap(),
    }
}

/// Tiles with the data that was handed over.
#[derive(Debug, PartialEq)]
struct Built {
    tiles: BuiltTiles,
    data: Vec<u8>,
}

fn built(extract: &Extract, bbox: BoundingBox) -> Built {
    built_in_blocks(extract, bbox, BLOCK_OBJECTS)
}

fn built_in_blocks(extract: &Extract, bbox: BoundingBox, block_objects: usize) -> Built {
    let mut data = Vec::new();
    let mut write = |bytes: &[u8]| {
        data.extend_from_slice(bytes);
        Ok(())
    };
    let progress = &mut |_| {};
    let tiles = build_in_blocks(extract, bbox, block_objects, &mut write, progress).unwrap();
    Built { tiles, data }
}

/// A tile decoded again, through the index as a reader of the city file does it.
fn tile(built: &Built, zoom: u8, x: u32, y: u32) -> Option<MvtTile> {
    let index = TileIndex::from_section(&built.tiles.index, built.data.len()).unwrap();
    let address = TileAddress::new(zoom, x, y).unwrap();
    index.tile(&built.data, address).map(decode)
}

/// Every tile, decoded.
fn tiles(built: &Built) -> Vec<(TileAddress, MvtTile)> {
    let index = TileIndex::from_section(&built.tiles.index, built.data.len()).unwrap();
    let tile = |address| decode(index.tile(&built.data, address).unwrap());
    index
        .addresses()
        .map(|address| (address, tile(address)))
        .collect()
}

fn decode(gzipped: &[u8]) -> MvtTile {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(gzipped)
        .read_to_end(&mut bytes)
        .unwrap();
    MvtReaderRef::new(&bytes).unwrap().to_tile().unwrap()
}
