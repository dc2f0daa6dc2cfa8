//! Dispatchers who watch and give commands.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::Counts;
use super::house::{House, REQUESTS, Socket};
use super::teams::clock;

/// After the last command an acknowledgement is waited for this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Every how many screens look at the age of positions: looking costs the generator as much as drawing costs a screen.
const LOOKING: u64 = 20;
const RECOMMENDATION: &str = "/api/v1/requests/R1/recommendation";
const HEADER: usize = 16;
const RECORD: usize = 16;

/// What screens have seen.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) acknowledged: u64,
    pub(super) rejected: u64,
    /// When each command was given, since the house was full, and how long its acknowledgement took.
    pub(super) commands: Vec<(Duration, Duration)>,
    pub(super) positions: Vec<Duration>,
}

impl Seen {
    pub(super) fn add(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.rejected += other.rejected;
        self.commands.extend(other.commands);
        self.positions.extend(other.positions);
    }
}

/// One screen: watches everything, and gives its share of the commands until all stop.
pub(super) async fn work(house: Arc<House>, number: u64, counts: Arc<Counts>) -> Result<Seen> {
    let (mut to, from) = house.screen().await?.split();
    let hello = json!({ "type": "hello", "proto": 1, "topics": ["events", "positions"] });
    to.send(Message::text(hello.to_string())).await?;
    let (sent, sent_commands) = mpsc::unbounded_channel();
    let looks = number.is_multiple_of(LOOKING);
    let watching = watch(house.began, from, sent_commands, looks, Arc::clone(&counts));
    let watching = tokio::spawn(watching);
    command(&house, number, &mut to, &sent, &counts).await?;
    drop(sent);
    let seen = watching.await??;
    to.close().await?;
    Ok(seen)
}

type SentCommand = (String, Instant);

/// Gives commands at the screen's share of the rate.
async fn command(
    house: &House,
    number: u64,
    to: &mut SplitSink<Socket, Message>,
    sent: &mpsc::UnboundedSender<SentCommand>,
    counts: &Counts,
) -> Result<()> {
    let options = house.options;
    let every = Duration::from_secs(options.dispatchers).div_f64(options.commands.max(1) as f64);
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut count = 0;
    while !counts.stopped() {
        beat.tick().await;
        count += 1;
        let id = format!("{number}-{count}");
        let request = (number + count * options.dispatchers) % REQUESTS + 1;
        let frame = json!({ "type": "command", "id": id, "expect_version": null, "command": {
            "kind": "update_request", "request": format!("R{request}"), "note": format!("Note {id}")
        }});
        sent.send((id, Instant::now()))?;
        to.send(Message::text(frame.to_string())).await?;
    }
    Ok(())
}

/// Takes in what comes, until every command given is answered.
async fn watch(
    began: Instant,
    mut from: SplitStream<Socket>,
    mut commands: mpsc::UnboundedReceiver<SentCommand>,
    looks: bool,
    counts: Arc<Counts>,
) -> Result<Seen> {
    let mut seen = Seen::default();
    let mut open: HashMap<String, Instant> = HashMap::new();
    let (mut last, mut given) = (None, true);
    'watching: while given || !open.is_empty() {
        let mut came = tokio::select! {
            biased;
            sent = commands.recv(), if given => {
                given = sent.is_some();
                open.extend(sent);
                continue;
            }
            frame = timeout(PATIENCE, from.next()) => Some(frame.context("the server is silent")?),
        };
        // What came with it is taken with it, which costs one waiting.
        while let Some(frame) = came {
            // Whose acknowledgement it is was given before it came.
            while let Ok((id, at)) = commands.try_recv() {
                open.insert(id, at);
            }
            match frame {
                Some(Ok(Message::Text(text))) => {
                    take_text(&text, began, &mut seen, &mut open, &mut last, &counts)?;
                }
                Some(Ok(Message::Binary(frame))) if looks => look(&frame, &mut seen),
                Some(Ok(Message::Close(_)) | Err(_)) | None => {
                    Counts::add(&counts.closed);
                    break 'watching;
                }
                Some(Ok(_)) => {}
            }
            came = from.next().now_or_never();
        }
    }
    Ok(seen)
}

fn take_text(
    text: &str,
    began: Instant,
    seen: &mut Seen,
    open: &mut HashMap<String, Instant>,
    last: &mut Option<u64>,
    counts: &Counts,
) -> Result<()> {
    // Reading all of two hundred thousand events a second would leave the server no processor.
    if let Some(rest) = text.strip_prefix(r#"{"type":"event","seq":"#) {
        let digits = rest.split(',').next().unwrap_or_default();
        let seq: u64 = digits.parse()?;
        if last.is_some_and(|last| seq != last + 1) {
            Counts::add(&counts.gaps);
        }
        *last = Some(seq);
        Counts::add(&counts.events);
        return Ok(());
    }
    if text.starts_with(r#"{"type":"snapshot""#) {
        // Hundreds of whole boards, which screens of their own would read beside each other.
        let seq = text.split_once(r#""seq":"#).map(|(_, rest)| rest);
        let digits = seq.and_then(|rest| rest.split(',').next());
        *last = Some(digits.context("a snapshot's number")?.parse()?);
        return Ok(());
    }
    let frame: Value = serde_json::from_str(text)?;
    let id = frame["id"].as_str().unwrap_or_default();
    match frame["type"].as_str() {
        Some("ack") => {
            seen.acknowledged += 1;
            seen.commands
                .extend(open.remove(id).map(|sent| (sent - began, sent.elapsed())));
        }
        Some("reject") => {
            seen.rejected += 1;
            open.remove(id);
        }
        _ => {}
    }
    Ok(())
}

/// Watches the ranking of a request, as a screen with that request open does, until all stop; how often it was told.
pub(super) async fn watch_ranking(house: Arc<House>, counts: Arc<Counts>) -> Result<u64> {
    let mut socket = house.screen().await?;
    for frame in [
        json!({ "type": "hello", "proto": 1, "topics": [] }),
        json!({ "type": "watch", "request": "R1" }),
    ] {
        socket.send(Message::text(frame.to_string())).await?;
    }
    let mut told = 0;
    while !counts.stopped() {
        let frame = timeout(PATIENCE, socket.next())
            .await
            .context("no ranking")?;
        let frame = frame.context("the server closed the ranking")??;
        if let Message::Text(text) = frame {
            told += u64::from(text.starts_with(r#"{"type":"recommendation""#));
        }
    }
    socket.close(None).await?;
    Ok(told)
}

/// How long ago each fix was sent, from the hundredths of a second in its bearing; to 2.5 s.
fn look(frame: &[u8], seen: &mut Seen) {
    let now = clock(jiff::Timestamp::now());
    let records = frame.get(HEADER..).unwrap_or_default();
    for record in records.chunks_exact(RECORD) {
        let hundredths = now.wrapping_sub(record[12]);
        seen.positions
            .push(Duration::from_millis(u64::from(hundredths) * 10));
    }
}

/// Asks for a recommendation ten times a second until all stop; when, and how long it took.
pub(super) async fn ask(
    house: Arc<House>,
    counts: Arc<Counts>,
) -> Result<Vec<(Duration, Duration)>> {
    let http = reqwest::Client::new();
    let mut times = Vec::new();
    let mut beat = interval(Duration::from_millis(100));
    while !counts.stopped() {
        beat.tick().await;
        let started = Instant::now();
        house.get_through(&http, RECOMMENDATION).await?;
        times.push((started - house.began, started.elapsed()));
    }
    Ok(times)
}
