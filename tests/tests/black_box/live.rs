//! The live socket: order, resume, positions, and clients that misbehave.

use std::collections::BTreeMap;

use nearhand_tests::{Client, Socket, socket::Frame};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    shift::{Shift, text},
    whole_loop::numbers,
};

/// Size of a position frame's header and of each of its records.
const HEADER: usize = 16;
const RECORD: usize = 16;

#[tokio::test]
async fn a_client_that_was_away_gets_exactly_what_it_missed() {
    let shift = Shift::begin().await;
    let (desk, welcome) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let (epoch, seen) = (text(&welcome["epoch"]), shift.seq().await);
    drop(desk);
    for _ in 0..5 {
        shift.create_request().await;
    }
    let resume = Some((epoch.as_str(), seen));
    let (mut desk, welcome) = Socket::hello(&shift.server, &shift.dispatcher, resume).await;
    assert_eq!(welcome["epoch"], epoch);
    let frame = desk
        .wait(|frame| frame["type"] == "event" || frame["type"] == "snapshot")
        .await;
    assert_eq!(
        (&frame["type"], &frame["seq"]),
        (&json!("event"), &json!(seen + 1))
    );
    let missed = desk.events_until(seen + 5).await;
    assert_eq!(
        numbers(&missed),
        (seen + 2..=seen + 5).collect::<Vec<u64>>()
    );
}

#[tokio::test]
async fn a_client_of_another_time_gets_everything_at_once() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    for resume in [
        None,
        Some(("another-epoch", 1)),
        Some(("another-epoch", u64::from(u32::MAX))),
    ] {
        let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, resume).await;
        let snapshot = desk.wait_for("snapshot").await;
        assert_eq!(snapshot["seq"], shift.seq().await);
        assert_eq!(
            snapshot["state"]["requests"][0]["id"], request,
            "{snapshot}"
        );
    }
}

#[tokio::test]
async fn a_command_sent_twice_is_done_once_and_answered_the_same() {
    let shift = Shift::begin().await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let command = json!({
        "kind": "create_request", "position": shift.address, "type": "transport", "priority": 3,
    });
    let first = desk.command("the-same-id", &command).await;
    assert_eq!(first["type"], "ack", "{first}");
    let (mut again, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    assert_eq!(again.command("the-same-id", &command).await, first);
    let requests = shift.dispatcher.get("/api/v1/requests").await.expect(200);
    assert_eq!(requests["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_wrong_command_is_rejected_with_the_problem_and_changes_nothing() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let before = shift.seq().await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let cases = [
        (
            json!({ "kind": "resume_request", "request": request }),
            "wrong-state",
        ),
        (
            json!({ "kind": "resume_request", "request": "R999" }),
            "not-found",
        ),
        (
            json!({ "kind": "resume_request", "request": "T1" }),
            "invalid-field",
        ),
        (
            json!({ "kind": "resume_request", "request": request, "x": 1 }),
            "invalid-field",
        ),
        (json!({ "kind": "make_coffee" }), "invalid-field"),
        (
            json!({ "kind": "hold_request", "request": request, "reason": "" }),
            "invalid-field",
        ),
    ];
    for (number, (command, slug)) in cases.iter().enumerate() {
        let answer = desk.command(&format!("wrong-{number}"), command).await;
        assert_eq!(answer["type"], "reject", "{command}: {answer}");
        assert_eq!(
            answer["problem"]["type"],
            format!("/problems/{slug}"),
            "{command}: {answer}"
        );
    }
    assert_eq!(shift.seq().await, before);
}

#[tokio::test]
async fn who_is_not_signed_in_is_refused_before_the_upgrade() {
    let shift = Shift::begin().await;
    let refused = |token| Socket::connect(&shift.server, token);
    assert_eq!(refused(None).await.err(), Some(401));
    assert_eq!(refused(Some("not-a-token")).await.err(), Some(401));
}

#[tokio::test]
async fn frames_that_cannot_be_read_end_the_connection_with_a_problem() {
    let shift = Shift::begin().await;
    let too_large = format!(r#"{{"type":"hello","x":"{}"}}"#, "x".repeat(200_000));
    for frame in [
        Message::text("not JSON"),
        Message::text(r#"{"type":"dance"}"#),
        Message::text(r#"{"type":"hello","proto":99,"topics":[]}"#),
        Message::binary(vec![0xff, 0xfe]),
        Message::text(too_large),
    ] {
        let shown = frame.to_string().chars().take(40).collect::<String>();
        let code = closing_code(&shift, &shift.dispatcher, frame).await;
        // 1006: too large to be read to its end, so the connection may simply break off.
        assert!(matches!(code, 4400 | 1009 | 1006), "{shown}: {code}");
    }
    shift.create_request().await;
}

async fn closing_code(shift: &Shift, client: &Client, frame: Message) -> u16 {
    let connected = Socket::connect(&shift.server, Some(client.token())).await;
    let mut socket = connected.expect("a signed-in client may connect");
    socket.send(frame).await;
    loop {
        if let Frame::Closed(code) = socket.next().await {
            return code;
        }
    }
}

#[tokio::test]
async fn a_position_reaches_the_dispatcher_as_a_binary_record() {
    let shift = Shift::begin().await;
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    // A second later than the last fix: nine metres in no time would be a jump.
    let at = (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(1)).to_string();
    let (lng, lat) = (
        degrees(&shift.address[0]) + 0.0001,
        degrees(&shift.address[1]),
    );
    phone
        .say(&json!({
            "type": "position", "position": [lng, lat], "at": at,
            "speed": 10.0, "bearing": 90.0, "accuracy": null,
        }))
        .await;
    loop {
        let frame = desk.wait_for_positions().await;
        let record = record_of(&frame, &shift.team);
        if let Some((at_lng, at_lat)) = record
            && (at_lng - lng).abs() < 1e-6
        {
            assert!((at_lat - lat).abs() < 1e-6);
            return;
        }
    }
}

fn degrees(value: &Value) -> f64 {
    value.as_f64().expect("degrees are a number")
}

/// Where a frame says that the team is.
fn record_of(frame: &[u8], team: &str) -> Option<(f64, f64)> {
    let word = |at: usize| {
        let bytes = frame[at..at + 4].try_into().expect("four bytes");
        i32::from_le_bytes(bytes)
    };
    assert_eq!(frame[0], 1, "the kind of the frame");
    let count = usize::from(u16::from_le_bytes([frame[2], frame[3]]));
    assert_eq!(frame.len(), HEADER + count * RECORD);
    let number: i32 = team[1..].parse().expect("a team has a number");
    let steps = |origin: usize, offset: usize| f64::from(word(origin)) + f64::from(word(offset));
    (0..count)
        .map(|record| HEADER + record * RECORD)
        .find(|&start| word(start) == number)
        .map(|start| (steps(8, start + 4) * 1e-7, steps(12, start + 8) * 1e-7))
}

#[tokio::test]
async fn a_position_that_cannot_be_true_is_refused_on_the_socket() {
    let shift = Shift::begin().await;
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    let at = "2099-01-01T00:00:00Z";
    phone
        .say(&json!({
            "type": "position", "position": shift.address, "at": at,
            "speed": null, "bearing": null, "accuracy": null,
        }))
        .await;
    let refused = phone.wait_for("position_refused").await;
    assert!(text(&refused["reason"]).contains("future"), "{refused}");
}

#[tokio::test]
async fn a_watched_request_brings_its_ranking_again_when_the_board_changes() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    desk.say(&json!({ "type": "watch", "request": request }))
        .await;
    let first = desk.wait_for("recommendation").await;
    assert_eq!(
        first["recommendation"]["candidates"][0]["team"], shift.team,
        "{first}"
    );
    let path = format!("/api/v1/teams/{}/status", shift.team);
    shift
        .field
        .post(&path, &json!({ "status": "out_of_service" }))
        .await
        .expect(200);
    let again = desk
        .wait(|frame| {
            frame["type"] == "recommendation" && frame["recommendation"]["candidates"] == json!([])
        })
        .await;
    assert_eq!(again["request"], request);
}

/// Everything a client knows: entities by list and id, as a screen keeps them.
#[derive(Default)]
struct Screen {
    epoch: Option<String>,
    seq: u64,
    entities: BTreeMap<(String, String), Value>,
}

impl Screen {
    /// Takes in a frame as a screen does.
    fn take(&mut self, frame: &Value) {
        match frame["type"].as_str() {
            Some("welcome") => self.epoch = frame["epoch"].as_str().map(str::to_owned),
            Some("snapshot") => {
                self.seq = frame["seq"].as_u64().expect("a number");
                self.entities.clear();
                self.keep(&frame["state"]);
            }
            Some("event") => {
                let seq = frame["seq"].as_u64().expect("a number");
                assert_eq!(seq, self.seq + 1, "events follow without a gap");
                self.seq = seq;
                self.keep(&frame["changed"]);
            }
            _ => {}
        }
    }

    fn keep(&mut self, lists: &Value) {
        for (list, entities) in lists.as_object().expect("lists by name") {
            for entity in entities.as_array().into_iter().flatten() {
                let id = entity["id"].as_str().or(entity["type"].as_str());
                let id = id.expect("entities have an id").to_owned();
                self.entities.insert((list.clone(), id), entity.clone());
            }
        }
    }

    /// What a new client is shown: what is over and done with is left out there.
    fn shown(&self) -> BTreeMap<(String, String), Value> {
        let is_over = |entity: &Value| {
            let ended = [&entity["ended_at"], &entity["retired_at"]];
            let listed = entity["outcome"].is_string();
            !listed && ended.iter().any(|at| at.is_string())
        };
        let kept = self.entities.iter().filter(|(_, entity)| !is_over(entity));
        kept.map(|(key, entity)| (key.clone(), entity.clone()))
            .collect()
    }
}

/// Numbers from a seed, the same on every machine (SplitMix64, Steele and others 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Something a dispatcher does; it may be refused, which changes nothing.
async fn do_something(shift: &Shift, dispatcher: &Client, random: &mut Random) {
    let request = random.below(6) + 1;
    let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(3600);
    let (path, body) = match random.below(9) {
        0 => ("/api/v1/requests".to_owned(), shift.request_body()),
        1 => (
            format!("/api/v1/requests/R{request}/notes"),
            json!({ "text": format!("note {}", random.below(1000)) }),
        ),
        2 => (
            format!("/api/v1/requests/R{request}/hold"),
            json!({ "reason": "r" }),
        ),
        3 => (format!("/api/v1/requests/R{request}/resume"), json!({})),
        4 => (
            format!("/api/v1/requests/R{request}/close"),
            json!({ "disposition": "no_contact" }),
        ),
        5 => (
            format!("/api/v1/requests/R{request}/assignments"),
            json!({ "team": shift.team }),
        ),
        6 => (
            format!("/api/v1/assignments/A{}/cancel", random.below(8) + 1),
            json!({ "reason": "r" }),
        ),
        7 => (
            "/api/v1/flags".to_owned(),
            json!({ "position": shift.address, "text": "a dog", "until": moment.to_string() }),
        ),
        _ => (
            format!("/api/v1/flags/F{}/end", random.below(8) + 1),
            json!({}),
        ),
    };
    let answer = dispatcher.post(&path, &body).await;
    assert!(answer.status < 500, "{path}: {}", answer.text);
}

/// However the connection drops, a client that resumes ends with what a new one is shown.
#[tokio::test]
async fn drops_delays_and_restarts_end_in_the_state_of_a_snapshot() {
    for seed in 1..=3 {
        let mut random = Random(seed);
        let mut shift = Shift::begin().await;
        let mut dispatcher = shift.dispatcher.clone();
        let mut screen = Screen::default();
        for round in 0..25 {
            let resume = screen.epoch.clone();
            let resume = resume.as_deref().map(|epoch| (epoch, screen.seq));
            let (mut socket, welcome) = Socket::hello(&shift.server, &dispatcher, resume).await;
            screen.take(&welcome);
            // Another one comes anew: what it is told may be told to the next one as well.
            let (mut other, _) = Socket::hello(&shift.server, &dispatcher, None).await;
            other.wait_for("snapshot").await;
            for _ in 0..random.below(6) {
                do_something(&shift, &dispatcher, &mut random).await;
            }
            // Some frames are read, some are on their way when the connection drops.
            let state = dispatcher.get("/api/v1/state").await.expect(200);
            let seq = state["seq"].as_u64().expect("a number");
            let until = screen.seq + random.below(seq.saturating_sub(screen.seq) + 1);
            let knows_nothing = resume.is_none();
            while screen.seq < until || (knows_nothing && screen.entities.is_empty()) {
                let frame = socket
                    .wait(|frame| frame["type"] == "event" || frame["type"] == "snapshot")
                    .await;
                screen.take(&frame);
            }
            drop(socket);
            if round % 12 == 11 {
                shift.server = shift.server.kill_and_restart();
                dispatcher = shift.server.stranger().with_token(dispatcher.token());
            }
        }
        let resume = screen.epoch.clone().expect("it was welcomed");
        let resume = Some((resume.as_str(), screen.seq));
        let (mut socket, welcome) = Socket::hello(&shift.server, &dispatcher, resume).await;
        screen.take(&welcome);
        let (mut fresh, welcome) = Socket::hello(&shift.server, &dispatcher, None).await;
        let mut new = Screen::default();
        new.take(&welcome);
        new.take(&fresh.wait_for("snapshot").await);
        // The snapshot may lie a moment back; what came after it follows.
        let state = dispatcher.get("/api/v1/state").await.expect(200);
        let seq = state["seq"].as_u64().expect("a number");
        for (screen, socket) in [(&mut screen, &mut socket), (&mut new, &mut fresh)] {
            while screen.seq < seq {
                let frame = socket
                    .wait(|frame| frame["type"] == "event" || frame["type"] == "snapshot")
                    .await;
                screen.take(&frame);
            }
        }
        assert_eq!(screen.shown(), new.shown(), "seed {seed}");
    }
}

/// A client that takes nothing is let go with 4008 and comes back to exactly what it missed.
#[tokio::test]
async fn a_client_that_takes_nothing_is_let_go_and_resumes() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let (mut slow, welcome) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let mut screen = Screen::default();
    screen.take(&welcome);
    screen.take(&slow.wait_for("snapshot").await);
    const WRITERS: u64 = 8;
    /// With four kilobytes each, more than the buffers between the two programs hold.
    const CHANGES: u64 = 3200;
    let long = "x".repeat(3900);
    let path = format!("/api/v1/requests/{request}");
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (client, path, long) = (shift.dispatcher.clone(), path.clone(), long.clone());
        writers.spawn(async move {
            for number in 0..CHANGES / WRITERS {
                let body = json!({ "note": format!("{writer} {number} {long}") });
                let change = client.request(Method::PATCH, &path).json(&body);
                client.send(change).await.expect(200);
            }
        });
    }
    writers.join_all().await;
    let seq = screen.seq + CHANGES;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    let code = loop {
        match slow.next().await {
            Frame::Text(frame) => screen.take(&frame),
            Frame::Binary(_) => {}
            Frame::Closed(code) => break code,
        }
    };
    assert_eq!(code, 4008);
    assert!(screen.seq < seq, "it was behind");
    let epoch = screen.epoch.clone().expect("it was welcomed");
    let resume = Some((epoch.as_str(), screen.seq));
    let (mut back, _) = Socket::hello(&shift.server, &shift.dispatcher, resume).await;
    for event in back.events_until(seq).await {
        screen.take(&event);
    }
    assert_eq!(screen.seq, seq);
}
