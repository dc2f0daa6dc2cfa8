//! Valhalla through `pyvalhalla`: its own car costing on the same extract.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use super::Context;
use super::osrm::stem;
use super::python::Peer;
use crate::book::Section;

/// What the tables call it.
pub(super) const NAME: &str = "Valhalla";

/// Valhalla ready on an extract; `None`, with the reason in the section, where that cannot be.
pub(super) fn ready(context: &Context, section: &mut Section, pbf: &Path) -> Result<Option<Peer>> {
    let python = context.python.as_ref();
    let Some((python, package)) = python.and_then(|p| Some((p, p.package("valhalla")?))) else {
        section.skip(NAME, "pyvalhalla is not installed (benches/peers/setup)");
        return Ok(None);
    };
    let size = std::fs::metadata(pbf)?.len();
    let folder = context
        .folder
        .join(format!("{}-{size}-valhalla", stem(pbf)));
    std::fs::create_dir_all(&folder)?;
    let (config, done) = (folder.join("valhalla.json"), folder.join("done"));
    let mut peer = python.start("valhalla_peer.py")?;
    if !done.exists() {
        peer.ask(&json!({"do": "configure", "folder": folder.join("tiles"), "config": config}))?;
        let tool = package.join("bin/valhalla_build_tiles");
        let arguments = [OsStr::new("-c"), config.as_os_str(), pbf.as_os_str()];
        let log = folder.join("log");
        if let Err(why) = python.time(context.limit_seconds, &log, &tool, &arguments)? {
            section.skip(NAME, why);
            return Ok(None);
        }
        std::fs::write(done, "")?;
    }
    peer.ask(&json!({"do": "open", "config": config}))?;
    Ok(Some(peer))
}
