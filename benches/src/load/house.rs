//! The server, its teams and requests, and what is known of them from outside.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header::AUTHORIZATION};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::Options;
use crate::data;

/// A connection to the live socket.
pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Bytes read at once: the buffer is cleared before every read, which a browser's does not cost.
const READ_BUFFER: usize = 16 * 1024;

/// Requests that dispatchers change all the time.
pub(super) const REQUESTS: u64 = 500;

/// A team that moves, and its device's token.
#[derive(Clone)]
pub(super) struct MovingTeam {
    pub(super) number: u32,
    token: String,
}

/// A running server with a shift at work.
pub(super) struct House {
    child: Child,
    listening: String,
    dispatcher: String,
    http: reqwest::Client,
    teams: Vec<MovingTeam>,
    /// Middle of the city.
    pub(super) centre: [f64; 2],
    pub(super) options: Options,
    first_seq: u64,
    pub(super) began: Instant,
    _data: TempDir,
}

impl Drop for House {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl House {
    /// Builds and starts a server with teams on shift and requests that wait.
    pub(super) async fn open(options: Options) -> Result<Self> {
        let built = Command::new(env!("CARGO"))
            .current_dir(data::project())
            .args(["build", "--quiet", "--release", "-p", "nearhand"])
            .status()?;
        ensure!(built.success(), "nearhand cannot be built");
        let folder = TempDir::new()?;
        let mut child = Command::new(data::project().join("target/release/nearhand"))
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path().join("data"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = child.stdout.take().context("the server's output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let greeting: Value = serde_json::from_str(&line).context("the server's greeting")?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let listening = text(&greeting["listening"]).context("the server's address")?;
        let link = text(&greeting["links"]["dispatcher"]).context("a sign-in link")?;
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let mut house = Self {
            child,
            listening,
            dispatcher: sign_in(&http, &link).await?,
            http,
            teams: Vec::new(),
            centre: [0.0, 0.0],
            options,
            first_seq: 0,
            began: Instant::now(),
            _data: folder,
        };
        house.begin_the_shift().await?;
        house.began = Instant::now();
        Ok(house)
    }

    async fn begin_the_shift(&mut self) -> Result<()> {
        let city = self.get("/api/v1/city").await?;
        self.centre = serde_json::from_value(city["center"].clone())?;
        for number in 1..=self.options.teams {
            let body = json!({ "callsign": format!("Load {number}") });
            let team = self.post("/api/v1/teams", &body).await?;
            let id = team["id"].as_str().context("a team's id")?.to_owned();
            self.post(&format!("/api/v1/teams/{id}/sign-on"), &json!({}))
                .await?;
            let device = self.post("/api/v1/devices", &json!({ "team": id })).await?;
            let token = device["token"].as_str().context("a token")?.to_owned();
            let number = id.trim_start_matches('T').parse()?;
            self.teams.push(MovingTeam { number, token });
        }
        for _ in 0..REQUESTS {
            let body = json!({ "position": self.centre, "type": "wellness_check", "priority": 3 });
            self.post("/api/v1/requests", &body).await?;
        }
        self.first_seq = self.seq().await?;
        Ok(())
    }

    pub(super) fn teams(&self) -> impl Iterator<Item = MovingTeam> + '_ {
        self.teams.iter().cloned()
    }

    /// A socket of a team's device.
    pub(super) async fn device(&self, team: &MovingTeam) -> Result<Socket> {
        self.connect(&team.token).await
    }

    /// A socket of a dispatcher's screen.
    pub(super) async fn screen(&self) -> Result<Socket> {
        self.connect(&self.dispatcher).await
    }

    async fn connect(&self, token: &str) -> Result<Socket> {
        let address = format!("ws://{}/api/v1/live", self.listening);
        let mut request = address.into_client_request()?;
        let value = HeaderValue::from_str(&format!("Bearer {token}"))?;
        request.headers_mut().insert(AUTHORIZATION, value);
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
        // Without Nagle's delay, as browsers and phones open them.
        let (socket, _) = connect_async_with_config(request, Some(config), true).await?;
        Ok(socket)
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.get_through(&self.http, path).await
    }

    /// As [`get`](Self::get), over connections of the caller's own, which are looked after where they were opened.
    pub(super) async fn get_through(&self, http: &reqwest::Client, path: &str) -> Result<Value> {
        let address = format!("http://{}{path}", self.listening);
        let request = http.get(address).bearer_auth(&self.dispatcher);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    /// The median and the 99th percentile of one of the server's own figures, over its last minute.
    pub(super) async fn quantiles(&self, figure: &str) -> Result<[Duration; 2]> {
        let address = format!("http://{}/metrics", self.listening);
        let request = self.http.get(address).bearer_auth(&self.dispatcher);
        let text = request.send().await?.error_for_status()?.text().await?;
        let quantile = |quantile: &str| -> Result<Duration> {
            let name = format!("{figure}{{quantile=\"{quantile}\"}} ");
            let found = text.lines().find_map(|line| line.strip_prefix(&name));
            let seconds = found.with_context(|| format!("the server has no {name}"))?;
            Ok(Duration::from_secs_f64(seconds.parse()?))
        };
        Ok([quantile("0.5")?, quantile("0.99")?])
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let address = format!("http://{}{path}", self.listening);
        let request = self.http.post(address).bearer_auth(&self.dispatcher);
        let answer = request.json(body).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    async fn seq(&self) -> Result<u64> {
        let state = self.get("/api/v1/state").await?;
        state["seq"].as_u64().context("a sequence number")
    }

    /// Resident memory of the server, bytes.
    pub(super) fn server_memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
        let kilobytes: u64 = kilobytes.context("VmRSS")?.parse()?;
        Ok(kilobytes * 1024)
    }

    /// Processor time the server has used.
    pub(super) fn server_processor(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in parentheses may hold spaces; user and system time are the 12th and 13th after it.
        let after = stat.rsplit(')').next().context("stat")?;
        let field = |place| -> Result<u64> {
            let text = after.split_whitespace().nth(place).context("stat")?;
            Ok(text.parse()?)
        };
        // Linux counts these in hundredths of a second on every machine that we run on.
        Ok(Duration::from_millis((field(11)? + field(12)?) * 10))
    }

    /// Whether the log holds exactly what was acknowledged.
    pub(super) async fn verdict(&self, acknowledged: u64) -> Result<String> {
        let logged = self.seq().await? - self.first_seq;
        Ok(if logged == acknowledged {
            format!(
                "Nothing lost: {acknowledged} commands acknowledged, {logged} events in the log."
            )
        } else {
            format!("LOST: {acknowledged} commands acknowledged, {logged} events in the log.")
        })
    }
}

async fn sign_in(http: &reqwest::Client, link: &str) -> Result<String> {
    let answer = http.get(link).send().await?;
    let cookie = answer.headers().get("set-cookie").context("a session")?;
    let cookie = cookie.to_str()?.strip_prefix("nearhand_session=");
    let session = cookie.and_then(|rest| rest.split(';').next());
    Ok(session.context("a session")?.to_owned())
}
