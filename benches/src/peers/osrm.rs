//! OSRM through `osrm-bindings`: its own car profile on the same extract.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use super::Context;
use super::python::{Peer, Python, ToolRun};
use crate::book::Section;

/// Which of OSRM's two preparations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// Multi-level Dijkstra: partition and customize.
    Mld,
    /// Contraction hierarchies: contract.
    Ch,
}

/// The tools of the package.
pub(super) struct Tools {
    python: Python,
    package: PathBuf,
}

impl Algorithm {
    /// What the tables call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mld => "OSRM MLD",
            Self::Ch => "OSRM CH",
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Mld => "MLD",
            Self::Ch => "CH",
        }
    }
}

impl Tools {
    /// The tools, if they are installed.
    pub(super) fn find(python: Option<&Python>) -> Option<Self> {
        let python = python?.clone();
        let package = python.package("osrm")?;
        Some(Self { python, package })
    }

    /// Runs one tool in a folder that holds the extract or what the tools before it made of it.
    pub(super) fn run(
        &self,
        limit_seconds: u32,
        tool: &str,
        file: &Path,
        more: &[&OsStr],
    ) -> Result<Result<ToolRun, String>> {
        let profile = self.package.join("share/profiles/car.lua");
        let mut arguments: Vec<&OsStr> = Vec::new();
        if tool == "osrm-extract" {
            arguments.extend([OsStr::new("-p"), profile.as_os_str()]);
        }
        arguments.extend(more);
        arguments.push(file.as_os_str());
        let log = file.with_file_name("log");
        self.python.time(
            limit_seconds,
            &log,
            &self.package.join("bin").join(tool),
            &arguments,
        )
    }

    /// The tools that prepare an extract for an algorithm, in order, with what each works on.
    pub(super) fn steps(algorithm: Algorithm, stem: &str) -> Vec<(&'static str, String)> {
        let (extract, data) = (format!("{stem}.osm.pbf"), format!("{stem}.osrm"));
        match algorithm {
            Algorithm::Mld => vec![
                ("osrm-extract", extract),
                ("osrm-partition", data.clone()),
                ("osrm-customize", data),
            ],
            Algorithm::Ch => vec![("osrm-extract", extract), ("osrm-contract", data)],
        }
    }

    /// Prepares an extract in a folder; gives the path to open, or why it could not be done.
    pub(super) fn prepare(
        &self,
        limit_seconds: u32,
        algorithm: Algorithm,
        pbf: &Path,
        folder: &Path,
    ) -> Result<Result<PathBuf, String>> {
        let stem = stem(pbf);
        let data = folder.join(format!("{stem}.osrm"));
        let done = folder.join("done");
        if done.exists() {
            return Ok(Ok(data));
        }
        std::fs::create_dir_all(folder)?;
        std::fs::copy(pbf, folder.join(format!("{stem}.osm.pbf")))?;
        for (tool, file) in Self::steps(algorithm, &stem) {
            if let Err(why) = self.run(limit_seconds, tool, &folder.join(file), &[])? {
                return Ok(Err(why));
            }
        }
        std::fs::write(done, "")?;
        Ok(Ok(data))
    }

    /// Opens prepared data in a process of its own.
    pub(super) fn open(&self, algorithm: Algorithm, data: &Path) -> Result<Peer> {
        let mut peer = self.python.start("osrm_peer.py")?;
        peer.ask(&json!({"do": "open", "path": data, "algorithm": algorithm.code()}))?;
        Ok(peer)
    }
}

/// OSRM ready on an extract; `None`, with the reason in the section, where that cannot be.
pub(super) fn ready(
    context: &Context,
    section: &mut Section,
    algorithm: Algorithm,
    pbf: &Path,
) -> Result<Option<Peer>> {
    let Some(tools) = Tools::find(context.python.as_ref()) else {
        section.skip(
            algorithm.name(),
            "osrm-bindings is not installed (benches/peers/setup)",
        );
        return Ok(None);
    };
    let size = std::fs::metadata(pbf)?.len();
    let folder = context
        .folder
        .join(format!("{}-{size}-{}", stem(pbf), algorithm.code()));
    match tools.prepare(context.limit_seconds, algorithm, pbf, &folder)? {
        Ok(data) => Ok(Some(tools.open(algorithm, &data)?)),
        Err(why) => {
            section.skip(algorithm.name(), why);
            Ok(None)
        }
    }
}

/// The name of an extract without `.osm.pbf`.
pub(super) fn stem(pbf: &Path) -> String {
    let name = pbf.file_name().unwrap_or_default().to_string_lossy();
    name.trim_end_matches(".osm.pbf").to_owned()
}
