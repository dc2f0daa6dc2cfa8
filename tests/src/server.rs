//! The server as a child process on a port of its own, with a data folder of its own.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{binary, client::Client};

/// How long the server may take to say that it listens.
const START_LIMIT: Duration = Duration::from_secs(120);
/// How long it may take to stop after a signal.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// How to start it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// With a demo shift.
    pub demo: bool,
    /// Another city file than the one the tests share.
    pub city: Option<PathBuf>,
    /// More arguments.
    pub more: Vec<String>,
    /// A program that starts it, with its arguments; `{data}` stands for the data folder.
    pub under: Vec<String>,
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    listening: String,
    links: Value,
    routing: Option<String>,
    data: Arc<TempDir>,
}

impl Server {
    /// Starts a server with an empty data folder.
    ///
    /// # Panics
    /// When it does not come up.
    #[must_use]
    pub fn start(options: &Options) -> Self {
        let data = TempDir::new().expect("a temporary folder can be made");
        Self::start_on(Arc::new(data), options)
    }

    /// Starts a server on a folder whose `data` is a data folder with a record.
    ///
    /// # Panics
    /// When it does not come up.
    #[must_use]
    pub fn start_in(folder: TempDir, options: &Options) -> Self {
        Self::start_on(Arc::new(folder), options)
    }

    /// Kills the server as a power cut would (SIGKILL) and starts it again on the same data.
    ///
    /// # Panics
    /// When it does not come up again.
    #[must_use]
    pub fn kill_and_restart(mut self) -> Self {
        self.kill();
        Self::start_on(Arc::clone(&self.data), &Options::default())
    }

    /// Asks the server to stop (SIGTERM) and waits for it.
    ///
    /// # Panics
    /// When it does not stop in time.
    pub fn terminate(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "kill(1) works");
        let patience = Instant::now() + STOP_LIMIT;
        while Instant::now() < patience {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                return status;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the server did not stop within {STOP_LIMIT:?}");
    }

    /// The process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills the server at once.
    pub fn kill(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Base of every address, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.listening)
    }

    /// Address and port it listens on.
    #[must_use]
    pub fn listening(&self) -> &str {
        &self.listening
    }

    /// A client of OSRM's HTTP API on its own address, for servers started with `--routing-listen`.
    ///
    /// # Panics
    /// When the server was started without.
    #[must_use]
    pub fn routing(&self) -> Client {
        let address = self.routing.as_deref();
        Client::new(format!("http://{}", address.expect("--routing-listen")))
    }

    /// The folder with its record.
    #[must_use]
    pub fn record(&self) -> PathBuf {
        self.data.path().join("data")
    }

    /// The folder that all it writes lies in.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Everything it has logged so far, over restarts.
    ///
    /// # Panics
    /// When the log file is gone.
    #[must_use]
    pub fn log(&self) -> String {
        let bytes = fs::read(log_file(&self.data)).expect("the log file is there");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The link of a role: to sign in as `dispatcher`, `field` or `planner`, to set up the `administrator`.
    ///
    /// # Panics
    /// When the server printed none.
    #[must_use]
    pub fn link(&self, role: &str) -> &str {
        self.links[role]
            .as_str()
            .unwrap_or_else(|| panic!("the server prints a link for the {role}"))
    }

    /// Whether the server printed a link for a role.
    #[must_use]
    pub fn has_link(&self, role: &str) -> bool {
        self.links[role].is_string()
    }

    /// A client without credentials.
    #[must_use]
    pub fn stranger(&self) -> Client {
        Client::new(self.base())
    }

    /// A client signed in by the role's printed link, which works once.
    pub async fn sign_in(&self, role: &str) -> Client {
        self.stranger().sign_in(self.link(role)).await
    }

    fn start_on(data: Arc<TempDir>, options: &Options) -> Self {
        let city = options.city.as_deref().unwrap_or_else(|| binary::city());
        let log = File::options()
            .create(true)
            .append(true)
            .open(log_file(&data))
            .expect("the log file can be made");
        let mut command = start_of(&options.under, &data.path().join("data"));
        command
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--city"])
            .arg(city)
            .arg("--data")
            .arg(data.path().join("data"))
            .args(options.demo.then_some("--demo"))
            .args(&options.more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command.spawn().expect("the binary starts");
        let line = first_line(&mut child);
        let Some(greeting) = line.and_then(|line| serde_json::from_str::<Value>(&line).ok()) else {
            let _ = child.kill();
            let log = fs::read_to_string(log_file(&data)).unwrap_or_default();
            panic!("the server did not say that it listens; its log: {log}");
        };
        let listening = greeting["listening"].as_str().unwrap_or_default();
        Self {
            child,
            listening: listening.to_owned(),
            links: greeting["links"].clone(),
            routing: greeting["routing"].as_str().map(str::to_owned),
            data,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The binary, started by another program when one is given.
fn start_of(under: &[String], data: &Path) -> Command {
    let Some((program, arguments)) = under.split_first() else {
        return Command::new(binary::nearhand());
    };
    let data = data.to_string_lossy();
    let mut command = Command::new(program);
    command
        .args(arguments.iter().map(|it| it.replace("{data}", &data)))
        .arg(binary::nearhand());
    command
}

fn log_file(data: &TempDir) -> PathBuf {
    data.path().join("log")
}

/// The first line of the child's standard output, if it comes in time. A thread goes on reading, so that the child never blocks.
fn first_line(child: &mut Child) -> Option<String> {
    let output = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens after the first line.
            let _ = sender.send(line);
        }
    });
    receiver.recv_timeout(START_LIMIT).ok()
}
