//! OpenStreetMap in, city file out.
//!
//! This is the only place that knows OpenStreetMap's tags. The rooms: [`osm`] reads the files,
//! [`road`] makes the road network, [`places`] finds addresses and places, [`tiles`] makes the
//! map's vector tiles, [`city`] is the file they all go into, [`import`](mod@import) does it all, and
//! [`bundled`] is the city that comes with the program.

pub mod bundled;
pub mod city;
pub mod import;
pub mod osm;
pub mod places;
pub mod road;
pub mod tiles;
