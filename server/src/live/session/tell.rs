//! What a client is told: events, positions, journeys.

use std::{sync::Arc, time::Duration};

use nearhand_engine::units::BoundingBox;
use tokio::{sync::watch, time::Instant};

use super::Session;
use crate::{
    agency::{FleetTick, Missed},
    live::{
        messages::ServerMessage,
        socket::{End, Socket, not_written},
    },
    wire::time,
};

/// Events written before the client is listened to again.
const EVENTS_AT_ONCE: usize = 256;

impl Session<'_> {
    /// When it is told of something next that it is told of once in a period.
    ///
    /// Each client has turns of its own: hundreds of screens that are told at one moment hold up the commands of that
    /// moment, and whatever once held all of them up would have them told together from then on.
    pub(super) fn next_turn(&self, period: Duration) -> Instant {
        next_turn(self.turns_from, Instant::now(), period)
    }

    pub(super) async fn snapshot(&mut self, socket: &mut Socket) -> Result<(), End> {
        match self.app.boards.of(&self.app.agency, self.viewer) {
            Ok((seq, text)) => {
                self.sent = seq;
                socket.text(text).await
            }
            Err(error) => Err(not_written(&error)),
        }
    }

    pub(super) async fn tell_events(
        &mut self,
        socket: &mut Socket,
        seq: &mut watch::Receiver<u64>,
    ) -> Result<(), End> {
        if !self.events {
            self.watches.mark_changed();
            return Ok(());
        }
        let missed = self
            .app
            .agency
            .published()
            .missed_since(self.sent, EVENTS_AT_ONCE);
        let Missed::Events(events) = missed else {
            self.watches.mark_changed();
            let reason = "more happened than is kept for clients that are behind".to_owned();
            socket.message(&ServerMessage::Resync { reason }).await?;
            return self.snapshot(socket).await;
        };
        self.is_behind = events.len() == EVENTS_AT_ONCE;
        if self.is_behind {
            // There may be more: come back after a look at what the client says.
            seq.mark_changed();
        }
        for event in events {
            self.watches.heed(&event);
            let text = event.written(self.viewer, || ServerMessage::event(&event, self.viewer));
            socket.text(text).await?;
            self.sent = event.seq;
        }
        Ok(())
    }

    pub(super) async fn tell_positions(
        &mut self,
        socket: &mut Socket,
        ticks: &mut watch::Receiver<Arc<FleetTick>>,
    ) -> Result<(), End> {
        let tick = Arc::clone(&ticks.borrow_and_update());
        self.watches.heed_tick(self.app, &tick);
        let Some(frames) = &mut self.frames else {
            return Ok(());
        };
        for frame in frames.next(&tick, time::now()) {
            socket.binary(frame).await?;
        }
        Ok(())
    }

    pub(super) async fn tell_underway(
        &mut self,
        socket: &mut Socket,
        ticks: &mut watch::Receiver<u64>,
    ) -> Result<(), End> {
        let tick = *ticks.borrow_and_update();
        let told = std::mem::replace(&mut self.underway, tick);
        if !self.events {
            return Ok(());
        }
        let journeys = self.app.tracking.changed_since(told, self.viewer);
        if journeys.is_empty() {
            return Ok(());
        }
        socket.message(&ServerMessage::Underway { journeys }).await
    }

    pub(super) async fn look_at(
        &mut self,
        bounds: Option<BoundingBox>,
        socket: &mut Socket,
    ) -> Result<(), End> {
        if let Some(frames) = &mut self.frames {
            frames.look_at(bounds);
        }
        let mut ticks = self.app.agency.fleet().follow();
        self.tell_positions(socket, &mut ticks).await
    }
}

pub(super) async fn tell_all(socket: &mut Socket, messages: &[ServerMessage]) -> Result<(), End> {
    for message in messages {
        socket.message(message).await?;
    }
    Ok(())
}

/// The first turn after at least half a period, of those that lie whole periods after the first one.
fn next_turn(first: Instant, now: Instant, period: Duration) -> Instant {
    let earliest = now + period / 2;
    let since = earliest.saturating_duration_since(first);
    let passed = since.as_nanos().div_ceil(period.as_nanos());
    first + period * u32::try_from(passed).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_one_of_its_clients_and_half_a_period_away() {
        let (first, period) = (Instant::now(), Duration::from_millis(50));
        for after in [0, 1, 24, 25, 26, 49, 50, 999, 86_400_000] {
            let now = first + Duration::from_millis(after);
            let turn = next_turn(first, now, period);
            assert_eq!((turn - first).as_nanos() % period.as_nanos(), 0, "{after}");
            assert!(turn >= now + period / 2, "{after}");
            assert!(turn <= now + period + period / 2, "{after}");
        }
        // Before the first one.
        assert_eq!(next_turn(first + period, first, period), first + period);
    }
}
