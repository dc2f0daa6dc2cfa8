//! A client that is told nothing of its own accord: a team's device, which only sends.

use super::{End, Session, Socket, ping_beat, sent};

impl Session<'_> {
    /// Listens until the client goes. There are thousands of devices, and each sends every second: what they would not
    /// be told is not even looked at.
    pub(super) async fn listen(&mut self, socket: &mut Socket) -> End {
        let stopped = self.app.stopped();
        tokio::pin!(stopped);
        let mut ping = ping_beat();
        loop {
            let step = tokio::select! {
                // A client that sends without end uses up its turn, and then the others are looked at.
                biased;
                frame = socket.next() => self.take(frame, socket).await,
                _ = ping.tick() => self.check(socket).await,
                () = &mut stopped => Err(End::Stopping),
            };
            if let Err(end) = sent(step, socket).await {
                return end;
            }
        }
    }
}
