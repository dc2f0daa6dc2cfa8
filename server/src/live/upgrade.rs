//! From an HTTP request to a socket, on the workers that are to serve it.

use axum::{body::Body, extract::Request, response::Response};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade::downcast};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::server::create_response_with_body,
        protocol::{Role, WebSocketConfig},
    },
};

use crate::{http::extract::BODY_LIMIT, problem::Problem};

/// Bytes read from a client at once: its frames are small, and the buffer is cleared before every read.
const READ_BUFFER: usize = 512;

/// The answer that opens a socket (RFC 6455, 4.2), and the connection once the answer was sent.
///
/// # Errors
/// `invalid-field` when the request asks for no WebSocket.
pub(super) fn accept(request: Request) -> Result<(Response, OnUpgrade), Problem> {
    let no_socket = || Problem::field("Upgrade", "this address speaks WebSocket: open it as one");
    let (mut parts, _) = request.into_parts();
    let upgrade = parts.extensions.remove::<OnUpgrade>();
    let request = Request::from_parts(parts, ());
    if request.method() != hyper::Method::GET {
        return Err(no_socket());
    }
    let response = create_response_with_body(&request, Body::empty).map_err(|_| no_socket())?;
    Ok((response, upgrade.ok_or_else(no_socket)?))
}

/// The socket on a connection that was a request before; from here on the runtime of the caller waits for what
/// arrives. `None` when the client went meanwhile.
pub(super) async fn open(upgrade: OnUpgrade) -> Option<WebSocketStream<TcpStream>> {
    let (stream, read) = taken_over(upgrade.await.ok()?)?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(BODY_LIMIT))
        .max_frame_size(Some(BODY_LIMIT));
    let socket = WebSocketStream::from_partially_read(stream, read, Role::Server, Some(config));
    Some(socket.await)
}

/// The connection itself, and what of it has been read already.
fn taken_over(upgraded: Upgraded) -> Option<(TcpStream, Vec<u8>)> {
    let Ok(parts) = downcast::<TokioIo<TcpStream>>(upgraded) else {
        tracing::error!("a socket came over something else than TCP");
        return None;
    };
    let stream = parts.io.into_inner().into_std().ok()?;
    Some((TcpStream::from_std(stream).ok()?, parts.read_buf.into()))
}
