//! How long our server takes from its start to the first answer.

use std::time::Instant;

use anyhow::Result;
use tempfile::TempDir;

use super::servers::{self, Server};
use crate::book::Section;
use crate::figures::{Figures, short};
use crate::{data, prepare};

/// Starts of each city: the median of them counts.
const STARTS: usize = 21;

/// Starts the server on city files that are there already.
///
/// # Errors
/// When it cannot be built, or does not start.
pub fn measure(command: &str) -> Result<Section> {
    let mut section = Section::new(
        "Start to first answer",
        command,
        &format!(
            "The server as it is built for release, from the start of its process to the first answer over HTTP (the nearest \
             street, in OSRM's API), asked again every millisecond until then; {STARTS} starts, each with a new data folder. \
             The city file is there and in the system's cache; all of it is checked at each start."
        ),
    );
    section.columns = ["p50", "slowest", "city file"].map(str::to_owned).to_vec();
    let mut extracts = vec![data::bundled_pbf()];
    extracts.extend(super::extracts(&["porto"], &mut section));
    // Without shared extracts that is the bundled city again.
    extracts.dedup();
    servers::build()?;
    for pbf in extracts {
        let folder = TempDir::new()?;
        let city = folder.path().join("city");
        prepare::import_into(&pbf, &city)?;
        let mut times = Vec::with_capacity(STARTS);
        for _ in 0..STARTS {
            let own = TempDir::new()?;
            let begin = Instant::now();
            let server = Server::ours_on(&city, own)?;
            times.push(begin.elapsed());
            drop(server);
        }
        let times = Figures::of(times);
        let bytes = std::fs::metadata(&city)?.len();
        let cells = [
            short(times.percentile(50)),
            short(times.percentile(100)),
            format!("{} MB", bytes / 1_000_000),
        ];
        section.line(data::details(&pbf).name, cells);
    }
    Ok(section)
}
