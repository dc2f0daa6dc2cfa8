//! A signed-in caller of the public API.

use anyhow::{Context as _, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use nearhand_engine::units::LngLat;
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use reqwest::{Method, header, redirect};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use crate::{
    live::{ClientMessage, Hello, SocketCommand, Topic},
    wire::wire_command::WireCommand,
};

/// A session with the server.
#[derive(Clone)]
pub(super) struct Client {
    base: String,
    token: String,
    http: reqwest::Client,
}

/// An open socket.
pub(super) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    /// Opens a sign-in link as a browser would.
    pub(super) async fn sign_in(base: &str, link: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .build()?;
        let answer = http.get(link).send().await?;
        let cookie = answer
            .headers()
            .get(header::SET_COOKIE)
            .and_then(|value| value.to_str().ok())
            .context("the link opened no session")?;
        let token = cookie
            .split(';')
            .next()
            .and_then(|pair| pair.split_once('='))
            .map(|(_, token)| token.to_owned())
            .context("the session has no token")?;
        Ok(Self {
            base: base.to_owned(),
            token,
            http,
        })
    }

    pub(super) async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.call(Method::POST, path, Some(body)).await
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<Value> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let value: Value = answer.json().await?;
        if !status.is_success() {
            bail!("{}", value["detail"]);
        }
        Ok(value)
    }

    /// A real address (or street) of the city: the one nearest to a random point around a place.
    pub(super) async fn some_address(
        &self,
        random: &mut ChaCha8Rng,
        around: LngLat,
        degrees: f64,
    ) -> anyhow::Result<Option<(LngLat, String)>> {
        let lng = around.lng() + random.random_range(-degrees..degrees);
        let lat = around.lat() + random.random_range(-degrees..degrees);
        let found = self
            .get(&format!(
                "/api/v1/reverse?lng={lng:.6}&lat={lat:.6}&limit=1"
            ))
            .await?;
        let hit = &found["features"][0];
        let position = serde_json::from_value(hit["geometry"]["coordinates"].clone()).ok();
        let label = hit["properties"]["label"].as_str().map(str::to_owned);
        Ok(position.zip(label))
    }

    /// Opens the socket and says hello.
    pub(super) async fn open(&self) -> anyhow::Result<Socket> {
        let address = format!("{}/api/v1/live", self.base.replacen("http", "ws", 1));
        let mut request = address.into_client_request()?;
        request.headers_mut().insert(
            header::AUTHORIZATION,
            format!("Bearer {}", self.token).parse()?,
        );
        let (stream, _) = connect_async(request).await?;
        let mut socket = Socket(stream);
        let hello = Hello {
            proto: 1,
            epoch: None,
            last_seq: None,
            topics: vec![Topic::Events],
            bbox: None,
        };
        socket.send(&ClientMessage::Hello(hello)).await?;
        Ok(socket)
    }
}

impl Socket {
    pub(super) async fn send(&mut self, message: &impl Serialize) -> anyhow::Result<()> {
        let text = serde_json::to_string(message)?;
        self.0.send(Message::text(text)).await?;
        Ok(())
    }

    pub(super) async fn command(&mut self, command: WireCommand) -> anyhow::Result<()> {
        self.send(&ClientMessage::Command(Box::new(SocketCommand {
            id: uuid::Uuid::new_v4().to_string(),
            expect_version: None,
            command,
        })))
        .await
    }

    /// The next text frame.
    pub(super) async fn next(&mut self) -> anyhow::Result<Value> {
        loop {
            match self.0.next().await.context("the socket is closed")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(_) => bail!("the socket was closed"),
                _ => {}
            }
        }
    }
}

/// What a client knows of the board: entities by id, kept up from the socket's messages.
#[derive(Default)]
pub(super) struct Known {
    pub(super) teams: serde_json::Map<String, Value>,
    pub(super) requests: serde_json::Map<String, Value>,
    pub(super) assignments: serde_json::Map<String, Value>,
}

impl Known {
    /// Takes in a snapshot or an event.
    pub(super) fn take(&mut self, message: &Value) {
        let changed = match message["type"].as_str() {
            Some("snapshot") => &message["state"],
            Some("event") => &message["changed"],
            _ => return,
        };
        for (name, known) in [
            ("teams", &mut self.teams),
            ("requests", &mut self.requests),
            ("assignments", &mut self.assignments),
        ] {
            for entity in changed[name].as_array().into_iter().flatten() {
                if let Some(id) = entity["id"].as_str() {
                    known.insert(id.to_owned(), entity.clone());
                }
            }
        }
    }
}

/// A trip's request body.
pub(super) fn trip(from: LngLat, to: LngLat) -> Value {
    json!({"from": from, "to": to})
}
