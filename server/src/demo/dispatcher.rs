//! A simulated caller and dispatcher: requests come in; what waits too long is assigned, what is done is closed.

use std::{collections::BTreeMap, time::Duration};

use nearhand_engine::units::LngLat;
use rand::{Rng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{
    HUMAN_TEAM,
    client::{Client, Known},
    seconds,
};

/// A person at the console has this long to assign before the demo does.
const ASSIGN_AFTER: Duration = Duration::from_secs(45);
/// And this long to close what is done.
const CLOSE_AFTER: Duration = Duration::from_secs(30);
/// No more requests come while this many are open: of the eight teams some must be free to choose from.
const OPEN_LIMIT: usize = 5;
/// Requests come from this far around the teams' posts, degrees.
const REACH: f64 = 0.015;

/// Kind of help, priority, and what the caller says.
const CALLS: [(&str, u8, &str); 8] = [
    (
        "wellness_check",
        3,
        "Neighbour not seen since yesterday, lights on.",
    ),
    (
        "emotional_distress",
        2,
        "Young man crying on the steps, alone.",
    ),
    (
        "homelessness_outreach",
        4,
        "Person sleeping in a doorway, asks for a blanket.",
    ),
    (
        "substance_use",
        2,
        "Person drowsy on a bench, answers when spoken to.",
    ),
    (
        "behavioural_health",
        1,
        "Woman shouting at traffic, seems frightened.",
    ),
    ("transport", 4, "Needs a ride to the day centre."),
    (
        "suicide_prevention",
        1,
        "Caller worried about a friend who sent goodbye messages.",
    ),
    (
        "quality_of_life",
        4,
        "Argument about a tent in the garden, calm now.",
    ),
];
const DISPOSITIONS: [&str; 4] = [
    "resolved_on_scene",
    "linked_to_service",
    "resolved_on_scene",
    "refused",
];

/// Works a shift until the connection is lost.
pub(super) async fn run(client: Client, mut random: ChaCha8Rng) -> anyhow::Result<()> {
    let mut socket = client.open().await?;
    let mut known = Known::default();
    let kinds = kinds(&client).await?;
    let mut next_call = Instant::now() + seconds(&mut random, 2..4);
    let mut seen: BTreeMap<(String, &'static str), Instant> = BTreeMap::new();
    let mut beat = interval(Duration::from_secs(1));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = socket.next() => known.take(&message?),
            _ = beat.tick() => {
                let welcome = !known.teams.is_empty() && open(&known) < OPEN_LIMIT;
                if welcome && Instant::now() >= next_call {
                    take_call(&client, &mut random, &known, &kinds).await?;
                    next_call = Instant::now() + seconds(&mut random, 35..80);
                }
                for (request, to_do) in due(&known, &mut seen) {
                    look_after(&client, &mut random, &request, to_do).await;
                }
            }
        }
    }
}

fn open(known: &Known) -> usize {
    let closed = |request: &&Value| request["state"] == "closed";
    known
        .requests
        .values()
        .filter(|request| !closed(request))
        .count()
}

/// The kinds of help that the service offers.
async fn kinds(client: &Client) -> anyhow::Result<Vec<String>> {
    let city = client.get("/api/v1/city").await?;
    let types = city["service"]["types"].as_array().into_iter().flatten();
    let offered = types.filter(|kind| kind["retired"] == false);
    let ids = offered.filter_map(|kind| kind["type"].as_str());
    Ok(ids.map(str::to_owned).collect())
}

async fn take_call(
    client: &Client,
    random: &mut ChaCha8Rng,
    known: &Known,
    kinds: &[String],
) -> anyhow::Result<()> {
    // Some points lie in the sea, far from any address.
    for _ in 0..20 {
        let posts: Vec<LngLat> = known.teams.values().filter_map(post).collect();
        let Some(&around) = posts.choose(random) else {
            return Ok(());
        };
        let Some((position, address)) = client.some_address(random, around, REACH).await? else {
            continue;
        };
        let (kind, priority, note) = CALLS[random.random_range(0..CALLS.len())];
        // A service of other kinds has such calls as well.
        let offered = kinds.iter().find(|known| *known == kind);
        let kind = offered
            .or_else(|| kinds.choose(random))
            .map_or(kind, |it| it);
        let request = json!({
            "position": position, "address": address, "type": kind, "priority": priority,
            "note": note,
        });
        match client.post("/api/v1/requests", &request).await {
            Ok(_) => return Ok(()),
            Err(error) => tracing::debug!(%error, "a demo request was not taken"),
        }
    }
    Ok(())
}

/// Where a team waits.
fn post(team: &Value) -> Option<LngLat> {
    serde_json::from_value(team["post"].clone()).ok()
}

/// Requests that have waited long enough, and for what.
fn due(
    known: &Known,
    seen: &mut BTreeMap<(String, &'static str), Instant>,
) -> Vec<(String, &'static str)> {
    let now = Instant::now();
    let mut waiting = Vec::new();
    for (id, request) in &known.requests {
        let (to_do, patience) = match request["state"].as_str() {
            Some("pending") => ("assign", ASSIGN_AFTER),
            Some("working" | "assigned" | "transporting") if is_done(known, request) => {
                ("close", CLOSE_AFTER)
            }
            _ => continue,
        };
        waiting.push((id.clone(), to_do));
        seen.entry((id.clone(), to_do)).or_insert(now + patience);
    }
    seen.retain(|key, _| waiting.contains(key));
    waiting.retain(|key| seen.get(key).is_some_and(|at| *at <= now));
    waiting
}

/// Whether somebody has been there and nobody works on it any more.
fn is_done(known: &Known, request: &Value) -> bool {
    let ended = |id: &Value| {
        id.as_str()
            .and_then(|id| known.assignments.get(id))
            .is_some_and(|assignment| !assignment["ended_at"].is_null())
    };
    let assignments = request["assignments"].as_array();
    request["times"]["cleared"].is_string()
        && assignments.is_some_and(|assignments| assignments.iter().all(ended))
}

/// Does what is due; a person may have been quicker, which is fine.
async fn look_after(client: &Client, random: &mut ChaCha8Rng, request: &str, to_do: &str) {
    let done = if to_do == "assign" {
        assign(client, request).await
    } else {
        let disposition = DISPOSITIONS.choose(random).unwrap_or(&DISPOSITIONS[0]);
        let body = json!({"disposition": disposition});
        let path = format!("/api/v1/requests/{request}/close");
        client.post(&path, &body).await.map(|_| ())
    };
    if let Err(error) = done {
        tracing::debug!(%error, "the demo dispatcher was refused");
    }
}

/// Sends the first team of the ranking that is not the person's own.
async fn assign(client: &Client, request: &str) -> anyhow::Result<()> {
    let ranking = client
        .get(&format!("/api/v1/requests/{request}/recommendation?k=3"))
        .await?;
    let candidates = ranking["candidates"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let human = HUMAN_TEAM.to_string();
    let Some(at) = candidates.iter().position(|c| c["team"] != human.as_str()) else {
        return Ok(());
    };
    let shown: Vec<Value> = candidates
        .iter()
        .map(|c| json!({"team": c["team"], "eta": c["eta"]}))
        .collect();
    let mut body = json!({"team": candidates[at]["team"], "shown": shown});
    if at > 0 {
        body["override_reason"] = json!("left for the person who tries things out");
    }
    client
        .post(&format!("/api/v1/requests/{request}/assignments"), &body)
        .await
        .map(|_| ())
}
