//! The servers as processes of their own, each on a free port of this machine.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

use super::client::Client;
use crate::{data, figures::peak_memory_megabytes, prepare};

/// How long a server may take to answer for the first time.
const START_LIMIT: Duration = Duration::from_secs(60);

/// How long to wait before a server that did not answer is asked again: short, for this wait is part of how long a
/// server takes to be ready.
const ASK_AGAIN_AFTER: Duration = Duration::from_millis(1);

/// A running server; ended when dropped.
pub(crate) struct Server {
    child: Child,
    pub(super) address: SocketAddr,
    _folder: Option<TempDir>,
}

/// Which of OSRM's preparations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Mld,
    Ch,
}

impl Algorithm {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Mld => "osrm-routed MLD",
            Self::Ch => "osrm-routed CH",
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Mld => "MLD",
            Self::Ch => "CH",
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Ours, as it is built for release, on an extract.
    pub(super) fn ours(pbf: &Path) -> Result<Self> {
        build()?;
        let folder = TempDir::new()?;
        let city = folder.path().join("city");
        prepare::import_into(pbf, &city)?;
        Self::ours_on(&city, folder)
    }

    /// Ours, built before, on a city file; it keeps its data in a folder of its own.
    pub(super) fn ours_on(city: &Path, folder: TempDir) -> Result<Self> {
        let mut server = Self::ours_in(city, folder.path())?;
        server._folder = Some(folder);
        Ok(server)
    }

    /// Ours, built before, on a city file and a data folder.
    pub(crate) fn ours_in(city: &Path, data: &Path) -> Result<Self> {
        let address = free_address()?;
        let arguments: [&OsStr; 9] = [
            "serve".as_ref(),
            "--city".as_ref(),
            city.as_ref(),
            "--data".as_ref(),
            data.as_ref(),
            "--listen".as_ref(),
            "127.0.0.1:0".as_ref(),
            "--routing-listen".as_ref(),
            &OsString::from(address.to_string()),
        ];
        let binary = data::project().join("target/release/nearhand");
        Self::start(&binary, &arguments, address, None)
    }

    /// The most memory that it has held, in MB.
    pub(crate) fn peak_memory_megabytes(&self) -> Result<u64> {
        peak_memory_megabytes(&self.child.id().to_string()).context("VmHWM")
    }

    /// OSRM's on an extract, which is prepared at the first time; `None` where it is not installed.
    pub(super) fn osrm(pbf: &Path, algorithm: Algorithm) -> Result<Option<Self>> {
        let Some(package) = package() else {
            return Ok(None);
        };
        let data = prepared(&package, pbf, algorithm)?;
        let address = free_address()?;
        let arguments: [&OsStr; 9] = [
            "--algorithm".as_ref(),
            algorithm.code().as_ref(),
            "--ip".as_ref(),
            "127.0.0.1".as_ref(),
            "--port".as_ref(),
            &OsString::from(address.port().to_string()),
            "--max-table-size".as_ref(),
            "1000".as_ref(),
            data.as_ref(),
        ];
        let binary = package.join("bin/osrm-routed");
        Self::start(&binary, &arguments, address, None).map(Some)
    }

    fn start(
        binary: &Path,
        arguments: &[&OsStr],
        address: SocketAddr,
        folder: Option<TempDir>,
    ) -> Result<Self> {
        let child = Command::new(binary)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", binary.display()))?;
        let server = Self {
            child,
            address,
            _folder: folder,
        };
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            let answered = Client::new(address)
                .and_then(|mut client| client.get("/nearest/v1/driving/0,0").map(|_| ()));
            if answered.is_ok() {
                return Ok(server);
            }
            std::thread::sleep(ASK_AGAIN_AFTER);
        }
        bail!("{} does not answer", binary.display())
    }
}

/// Builds our server for release.
pub(crate) fn build() -> Result<()> {
    let built = Command::new(env!("CARGO"))
        .current_dir(data::project())
        .args(["build", "--quiet", "--release", "-p", "nearhand"])
        .status()?;
    ensure!(built.success(), "nearhand cannot be built");
    Ok(())
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The folder of `osrm-bindings`, which `benches/peers/setup` installs.
fn package() -> Option<PathBuf> {
    let libraries = fs::read_dir(data::project().join(".nearhand/peers/lib")).ok()?;
    libraries
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("site-packages/osrm"))
        .find(|path| path.join("bin/osrm-routed").exists())
}

/// The data of an extract, in the folder that the rows of `peers` use, too.
fn prepared(package: &Path, pbf: &Path, algorithm: Algorithm) -> Result<PathBuf> {
    let name = pbf.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.trim_end_matches(".osm.pbf");
    let size = fs::metadata(pbf)?.len();
    let folder = data::project().join(format!(
        ".nearhand/peers/data/{stem}-{size}-{}",
        algorithm.code()
    ));
    let data = folder.join(format!("{stem}.osrm"));
    let done = folder.join("done");
    if done.exists() {
        return Ok(data);
    }
    fs::create_dir_all(&folder)?;
    let extract = folder.join(&*name);
    fs::copy(pbf, &extract)?;
    let profile = package.join("share/profiles/car.lua");
    let run = |tool: &str, arguments: &[&OsStr]| -> Result<()> {
        let output = Command::new(package.join("bin").join(tool))
            .args(arguments)
            .output()?;
        ensure!(output.status.success(), "{tool} failed on {stem}");
        Ok(())
    };
    run(
        "osrm-extract",
        &["-p".as_ref(), profile.as_ref(), extract.as_ref()],
    )?;
    let tools: &[&str] = match algorithm {
        Algorithm::Mld => &["osrm-partition", "osrm-customize"],
        Algorithm::Ch => &["osrm-contract"],
    };
    for tool in tools {
        run(tool, &[data.as_ref()])?;
    }
    fs::write(done, "")?;
    Ok(data)
}
