//! How connections are taken.

use axum::serve::{ListenerExt as _, TapIo};
use tokio::net::{TcpListener, TcpStream};

/// A listener whose connections send at once what is written: what goes out is whole, and held back (Nagle's algorithm)
/// it would wait some 40 ms for the other side to confirm what it got before.
pub(crate) fn without_delay(
    listener: TcpListener,
) -> TapIo<TcpListener, impl FnMut(&mut TcpStream)> {
    listener.tap_io(|stream| {
        // A connection on which that cannot be set works all the same.
        let _ = stream.set_nodelay(true);
    })
}

#[cfg(test)]
mod tests {
    use axum::serve::Listener as _;

    use super::*;

    #[tokio::test]
    async fn what_is_written_is_not_held_back() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut listener = without_delay(listener);
        let _client = TcpStream::connect(address).await.unwrap();
        let (stream, _) = listener.accept().await;
        assert!(stream.nodelay().unwrap());
    }
}
