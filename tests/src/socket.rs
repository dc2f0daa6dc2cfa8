//! A program that speaks with the server over the live socket.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout_at},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest as _,
        http::{HeaderValue, header::AUTHORIZATION},
    },
};

use crate::{client::Client, server::Server};

/// How long what a test waits for may take, whatever else comes meanwhile.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Text frames that came while another kind was waited for.
    waiting: Vec<Value>,
}

/// What came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// A JSON frame.
    Text(Value),
    /// A frame of positions.
    Binary(Vec<u8>),
    /// The server closed the connection with this code.
    Closed(u16),
}

impl Socket {
    /// Connects without a word; a refused handshake gives its HTTP status.
    ///
    /// # Errors
    /// The status of the refusal.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn connect(server: &Server, token: Option<&str>) -> Result<Self, u16> {
        let address = format!("ws://{}/api/v1/live", server.listening());
        let mut request = address.into_client_request().expect("a valid address");
        if let Some(token) = token {
            let value = HeaderValue::from_str(&format!("Bearer {token}"));
            let value = value.expect("tokens are ASCII");
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self {
                stream,
                waiting: Vec::new(),
            }),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("the server cannot be reached: {error}"),
        }
    }

    /// Connects as the client and says hello; returns the socket and the welcome.
    ///
    /// # Panics
    /// When the server does not welcome.
    pub async fn hello(
        server: &Server,
        client: &Client,
        resume: Option<(&str, u64)>,
    ) -> (Self, Value) {
        let connected = Self::connect(server, Some(client.token())).await;
        let mut socket = connected.expect("a signed-in client may connect");
        let (epoch, last_seq) = resume.unzip();
        socket
            .say(&json!({
                "type": "hello", "proto": 1, "epoch": epoch, "last_seq": last_seq,
                "topics": ["events", "positions"], "bbox": null,
            }))
            .await;
        let welcome = socket.wait_for("welcome").await;
        (socket, welcome)
    }

    /// Sends a JSON frame.
    ///
    /// # Panics
    /// When the connection is gone.
    pub async fn say(&mut self, frame: &Value) {
        self.send(Message::text(frame.to_string())).await;
    }

    /// Sends any frame.
    ///
    /// # Panics
    /// When the connection is gone.
    pub async fn send(&mut self, frame: Message) {
        let sent = self.stream.send(frame).await;
        sent.expect("the connection is open");
    }

    /// Sends a command under an id and waits for its `ack` or `reject`.
    pub async fn command(&mut self, id: &str, command: &Value) -> Value {
        self.say(
            &json!({ "type": "command", "id": id, "expect_version": null, "command": command }),
        )
        .await;
        self.wait(|frame| frame["id"] == id).await
    }

    /// Waits for a JSON frame of this type; others are kept.
    pub async fn wait_for(&mut self, kind: &str) -> Value {
        self.wait(|frame| frame["type"] == kind).await
    }

    /// Waits for an event of this kind.
    pub async fn wait_for_event(&mut self, kind: &str) -> Value {
        self.wait(|frame| frame["type"] == "event" && frame["kind"] == kind)
            .await
    }

    /// Waits for a JSON frame; others are kept in their order.
    ///
    /// # Panics
    /// When the connection closes or nothing comes.
    pub async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(place) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(place);
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.next_before(deadline).await {
                Frame::Text(frame) if wanted(&frame) => return frame,
                Frame::Text(frame) => self.waiting.push(frame),
                Frame::Binary(_) => {}
                Frame::Closed(code) => panic!("the server closed with {code}"),
            }
        }
    }

    /// Waits for a frame of positions.
    ///
    /// # Panics
    /// When the connection closes or nothing comes.
    pub async fn wait_for_positions(&mut self) -> Vec<u8> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.next_before(deadline).await {
                Frame::Binary(bytes) => return bytes,
                Frame::Text(frame) => self.waiting.push(frame),
                Frame::Closed(code) => panic!("the server closed with {code}"),
            }
        }
    }

    /// The next frame of the connection itself, past the ones kept.
    ///
    /// # Panics
    /// When nothing comes, or text that is not JSON.
    pub async fn next(&mut self) -> Frame {
        self.next_before(Instant::now() + PATIENCE).await
    }

    async fn next_before(&mut self, deadline: Instant) -> Frame {
        loop {
            let next = timeout_at(deadline, self.stream.next()).await;
            match next.expect("a frame comes in time") {
                Some(Ok(Message::Text(text))) => {
                    let frame = serde_json::from_str(&text);
                    return Frame::Text(frame.expect("text frames are JSON"));
                }
                Some(Ok(Message::Binary(bytes))) => return Frame::Binary(bytes.to_vec()),
                Some(Ok(Message::Close(close))) => {
                    return Frame::Closed(close.map_or(1005, |close| close.code.into()));
                }
                Some(Ok(_)) => {}
                // A connection that breaks off without a word: 1006, as browsers report it.
                Some(Err(_)) | None => return Frame::Closed(1006),
            }
        }
    }

    /// Takes every event kept or coming until one has this sequence number, in the order they came.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn events_until(&mut self, seq: u64) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.wait_for("event").await;
            let last = event["seq"] == seq;
            events.push(event);
            if last {
                return events;
            }
        }
    }
}
