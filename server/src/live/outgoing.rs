//! Writing to a socket, with an end to patience.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::ws::{CloseFrame, Message, WebSocket},
};
use futures_util::{SinkExt as _, stream::SplitSink};

use super::messages::ServerMessage;

/// A client that has not taken a frame for this long is let go, so that it can resume when it is able to.
const PATIENCE: Duration = Duration::from_secs(5);

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

/// The writing half.
pub(super) struct Outgoing(pub(super) SplitSink<WebSocket, Message>);

impl Outgoing {
    pub(super) async fn message(&mut self, message: &ServerMessage) -> Result<(), End> {
        match serde_json::to_string(message) {
            Ok(text) => self.send(Message::Text(text.into())).await,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "message not written"
                );
                Err(End::Stopping)
            }
        }
    }

    pub(super) async fn binary(&mut self, frame: Vec<u8>) -> Result<(), End> {
        self.send(Message::Binary(frame.into())).await
    }

    pub(super) async fn ping(&mut self) -> Result<(), End> {
        self.send(Message::Ping(Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match tokio::time::timeout(PATIENCE, self.0.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::TooSlow),
        }
    }

    /// Says why, if the client still listens.
    pub(super) async fn close(mut self, end: End) {
        if let Some((code, reason)) = end.close() {
            let frame = CloseFrame {
                code,
                reason: reason.into(),
            };
            // The client may be gone already.
            let _ = self.send(Message::Close(Some(frame))).await;
        }
    }
}
