//! Nearhand's HTTP API beside `osrm-routed`: the same questions over HTTP to both, on the same extract.

pub mod agreement;
mod client;
pub mod load;
pub mod ready;
pub(crate) mod servers;

use std::path::PathBuf;

use crate::book::Section;
use crate::data;

/// The extracts that are at hand, of those wanted; the bundled city where none is.
fn extracts(wanted: &[&str], section: &mut Section) -> Vec<PathBuf> {
    let Some(shared) = data::shared() else {
        section.skip(
            wanted.join(", "),
            "their extracts are not at hand (NEARHAND_SHARED)",
        );
        return vec![data::bundled_pbf()];
    };
    let paths = wanted
        .iter()
        .map(|name| shared.join(format!("{name}.osm.pbf")));
    paths.filter(|path| path.exists()).collect()
}
