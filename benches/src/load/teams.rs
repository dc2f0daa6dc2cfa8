//! Teams that drive about and say so.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use futures_util::{SinkExt as _, StreamExt as _};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::Message;

use super::Counts;
use super::house::{House, MovingTeam};

/// Degrees of longitude a second: a car in a town.
const SPEED: f64 = 0.000_1;

/// Sends positions at the team's share of the rate until all stop.
pub(super) async fn drive(house: Arc<House>, team: MovingTeam, counts: Arc<Counts>) -> Result<()> {
    let (mut to, mut from) = house.device(&team).await?.split();
    let hello = json!({ "type": "hello", "proto": 1, "topics": [] });
    to.send(Message::text(hello.to_string())).await?;
    let listening = Arc::clone(&counts);
    let listener = tokio::spawn(async move {
        while let Some(Ok(frame)) = from.next().await {
            if let Message::Text(text) = frame
                && text.contains("position_refused")
            {
                Counts::add(&listening.refused);
            }
        }
    });
    let mut random = ChaCha8Rng::seed_from_u64(team.number.into());
    let [lng, lat] = house.centre;
    let mut place = [
        lng + random.random_range(-0.01..0.01),
        lat + random.random_range(-0.01..0.01),
    ];
    let options = house.options;
    let every = Duration::from_secs(options.teams).div_f64(options.updates as f64);
    let step = SPEED * every.as_secs_f64();
    tokio::time::sleep(every.mul_f64(random.random())).await;
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while !counts.stopped() {
        beat.tick().await;
        let [lng, lat] = place.map(|at| at + random.random_range(-step..step));
        place = [lng, lat];
        let now = jiff::Timestamp::now();
        let bearing = f64::from(clock(now)) * 360.0 / 256.0;
        let frame = format!(
            r#"{{"type":"position","position":[{lng:.7},{lat:.7}],"at":"{now}","speed":8.0,"bearing":{bearing},"accuracy":5.0}}"#,
        );
        to.send(Message::text(frame)).await?;
        Counts::add(&counts.updates);
    }
    to.close().await?;
    listener.abort();
    Ok(())
}

/// Hundredths of a second, modulo 256: what a bearing can carry to a screen.
pub(super) fn clock(now: jiff::Timestamp) -> u8 {
    let hundredths = now.as_millisecond().div_euclid(10).rem_euclid(256);
    u8::try_from(hundredths).unwrap_or_default()
}
