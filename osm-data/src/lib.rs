//! OpenStreetMap in, city file out.
//!
//! This is the only place that knows OpenStreetMap's tags. The rooms: [`osm`] reads the files and
//! [`tiles`] makes the map's vector tiles.

pub mod osm;
pub mod tiles;
