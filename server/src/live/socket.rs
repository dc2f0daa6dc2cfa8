//! A client's socket: reading from it, and writing to it with an end to patience.

use std::{pin::pin, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _, future::poll_immediate};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Bytes, Error, Message, Utf8Bytes,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::messages::ServerMessage;

/// A client that has not taken a frame for this long is let go, so that it can resume when it is able to.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the reason for the end may wait to be taken: one who is slow should learn why it was let go.
const LAST_WORD: Duration = Duration::from_secs(30);

/// Why a socket ends, as the close code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The client went.
    Gone,
    /// The server stops; the client finds it again when it is back.
    Stopping,
    /// The client is too slow.
    TooSlow,
    /// The client sent what cannot be read.
    BadFrame,
    /// No hello in time, or the session is over.
    NotSignedIn,
}

impl End {
    fn close(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Gone => None,
            Self::Stopping => Some((1012, "the server restarts")),
            Self::TooSlow => Some((4008, "too slow: resume with the last seq")),
            Self::BadFrame => Some((4400, "a frame could not be read")),
            Self::NotSignedIn => Some((4401, "no hello in time, or signed out")),
        }
    }
}

/// A socket that is open.
pub(super) struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// Whether something was written since the last flush.
    written: bool,
}

impl Socket {
    pub(super) fn new(stream: WebSocketStream<TcpStream>) -> Self {
        Self {
            stream,
            written: false,
        }
    }

    /// The next frame; `None` when there will be no more. Nothing is lost when it is not waited for to the end.
    pub(super) async fn next(&mut self) -> Option<Result<Message, Error>> {
        self.stream.next().await
    }

    /// Writes a message; it goes out at the next [`Socket::flush`].
    pub(super) async fn message(&mut self, message: &ServerMessage) -> Result<(), End> {
        match serde_json::to_string(message) {
            Ok(text) => self.text(text.into()).await,
            Err(error) => Err(not_written(&error)),
        }
    }

    /// Writes a message that is JSON already.
    pub(super) async fn text(&mut self, text: Utf8Bytes) -> Result<(), End> {
        self.feed(Message::Text(text)).await
    }

    pub(super) async fn binary(&mut self, frame: Vec<u8>) -> Result<(), End> {
        self.feed(Message::Binary(frame.into())).await
    }

    pub(super) async fn ping(&mut self) -> Result<(), End> {
        self.feed(Message::Ping(Bytes::new())).await
    }

    async fn feed(&mut self, message: Message) -> Result<(), End> {
        self.written = true;
        in_time(self.stream.feed(message)).await
    }

    /// Sends what was written. Many small frames that came together then cost one call of the system.
    pub(super) async fn flush(&mut self) -> Result<(), End> {
        if !std::mem::take(&mut self.written) {
            return Ok(());
        }
        in_time(self.stream.flush()).await
    }

    /// Says why, if the client still listens, and reads on until it has heard: a connection that is shut while
    /// something of the client is unread is reset, and the client loses what it had not taken yet.
    pub(super) async fn close(mut self, end: End) {
        if let Some((code, reason)) = end.close() {
            let frame = CloseFrame {
                code: CloseCode::from(code),
                reason: reason.into(),
            };
            // The client may be gone already.
            let said = async {
                self.stream.feed(Message::Close(Some(frame))).await?;
                self.stream.flush().await?;
                while let Some(Ok(_)) = self.stream.next().await {}
                Ok::<(), Error>(())
            };
            let _ = tokio::time::timeout(LAST_WORD, said).await;
        }
    }
}

/// The end of a client for whom a message could not be written.
pub(super) fn not_written(error: &serde_json::Error) -> End {
    tracing::error!(
        error = error as &dyn std::error::Error,
        "message not written"
    );
    End::Stopping
}

async fn in_time(write: impl Future<Output = Result<(), Error>>) -> Result<(), End> {
    let mut write = pin!(write);
    // Nearly every write is done at once, and there are hundreds of thousands a second: no timer for these.
    let done = match poll_immediate(&mut write).await {
        Some(done) => Ok(done),
        None => tokio::time::timeout(PATIENCE, write).await,
    };
    match done {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::TooSlow),
    }
}
