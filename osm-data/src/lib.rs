//! OpenStreetMap in, city file out: road network, addresses and places, vector tiles.

pub mod tiles;
