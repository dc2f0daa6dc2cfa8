//! The live socket: order, resume, positions, and clients that misbehave.

use nearhand_tests::{Client, Socket, socket::Frame};
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
