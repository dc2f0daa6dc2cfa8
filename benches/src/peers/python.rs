//! Peers that come as Python packages: a process each that answers a JSON line with a JSON line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::data;
use crate::figures::Figures;

/// The Python of `benches/peers/setup`.
#[derive(Clone)]
pub(super) struct Python {
    executable: PathBuf,
    packages: PathBuf,
}

/// A running peer.
pub(super) struct Peer {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

/// What a peer answers.
#[derive(Deserialize)]
pub(super) struct Reply {
    /// How long each call took.
    #[serde(default)]
    nanos: Vec<u64>,
    /// What each call gave.
    #[serde(default)]
    pub(super) answers: Value,
    problem: Option<String>,
}

/// How a tool of a peer ran.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ToolRun {
    pub(super) seconds: f64,
    pub(super) cpu_seconds: f64,
    peak_kb: u64,
    /// `None` when it was ended because it took too long.
    code: Option<i32>,
}

impl Python {
    /// The Python in the folder that `benches/peers/setup` fills, if it has run.
    pub(super) fn find(folder: &Path) -> Option<Self> {
        let executable = folder.join("bin/python");
        let packages = std::fs::read_dir(folder.join("lib")).ok()?;
        let packages = packages
            .filter_map(Result::ok)
            .map(|entry| entry.path().join("site-packages"))
            .find(|path| path.is_dir())?;
        executable.exists().then_some(Self {
            executable,
            packages,
        })
    }

    /// The folder of an installed package.
    pub(super) fn package(&self, name: &str) -> Option<PathBuf> {
        let path = self.packages.join(name);
        path.is_dir().then_some(path)
    }

    /// Starts a script of `benches/peers`.
    pub(super) fn start(&self, script: &str) -> Result<Peer> {
        let mut child = Command::new(&self.executable)
            .arg(script_path(script))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let from = BufReader::new(child.stdout.take().context("the peer has no output")?);
        Ok(Peer {
            to: child.stdin.take(),
            child,
            from,
        })
    }

    /// Runs a tool of a peer, its output into a log beside its data.
    ///
    /// `Ok(Err(why))` when the tool does not do its work or takes too long.
    pub(super) fn time(
        &self,
        limit_seconds: u32,
        log: &Path,
        tool: &Path,
        arguments: &[&std::ffi::OsStr],
    ) -> Result<Result<ToolRun, String>> {
        let output = Command::new(&self.executable)
            .arg(script_path("timed.py"))
            .arg(limit_seconds.to_string())
            .arg(log)
            .arg(tool)
            .args(arguments)
            .output()?;
        let run: ToolRun = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("timed.py: {}", String::from_utf8_lossy(&output.stderr)))?;
        let name = tool
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(match run.code {
            Some(0) => Ok(run),
            Some(code) => Err(format!("{name} ended with code {code}")),
            None => Err(format!("{name} took longer than {limit_seconds} s")),
        })
    }
}

fn script_path(script: &str) -> PathBuf {
    data::project().join("benches/peers").join(script)
}

impl ToolRun {
    /// Most memory held.
    pub(super) fn peak_megabytes(&self) -> u64 {
        self.peak_kb * 1024 / 1_000_000
    }
}

impl Peer {
    /// Asks for something and waits for the answer.
    pub(super) fn ask(&mut self, request: &Value) -> Result<Reply> {
        let to = self.to.as_mut().context("the peer has been closed")?;
        writeln!(to, "{request}")?;
        to.flush()?;
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        let reply: Reply = serde_json::from_str(&line).context("the peer has ended")?;
        if let Some(problem) = &reply.problem {
            bail!("the peer cannot do {}: {problem}", request["do"]);
        }
        Ok(reply)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Without more input the script ends.
        self.to = None;
        let _ = self.child.wait();
    }
}

impl Reply {
    pub(super) fn figures(&self) -> Figures {
        Figures::of(
            self.nanos
                .iter()
                .map(|&nanos| Duration::from_nanos(nanos))
                .collect(),
        )
    }
}
