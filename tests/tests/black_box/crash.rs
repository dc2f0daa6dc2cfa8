//! A power cut: what was acknowledged is there, and a retry is harmless.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use nearhand_tests::{Answer, Client, Socket};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::shift::{Shift, text};

/// Requests that each of the writers tries to create before the cut.
const PER_WRITER: usize = 500;
const WRITERS: usize = 4;
/// Answers to wait for before the cut, so that it comes in the middle of the work.
const BEFORE_THE_CUT: usize = 60;

/// First answers by idempotency key; `None` when none came.
type Answers = BTreeMap<String, Option<Value>>;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill_and_a_retry_answers_the_same() {
    let mut shift = Shift::begin().await;
    let (answered, mut before_the_cut) = mpsc::unbounded_channel();
    let answers = Arc::new(Mutex::new(Answers::new()));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (client, body) = (shift.dispatcher.clone(), shift.request_body());
            let (answered, answers) = (answered.clone(), Arc::clone(&answers));
            tokio::spawn(async move {
                for number in 0..PER_WRITER {
                    let key = format!("writer-{writer}-{number}");
                    let answer = create(&client, &key, &body)
                        .await
                        .ok()
                        .map(|a| a.expect(201));
                    let cut = answer.is_none();
                    let mut answers = answers.lock().expect("no writer panics");
                    answers.insert(key, answer);
                    drop(answers);
                    if cut {
                        return;
                    }
                    // Nobody counts after the cut.
                    let _ = answered.send(());
                }
            })
        })
        .collect();
    for _ in 0..BEFORE_THE_CUT {
        before_the_cut.recv().await.expect("the writers go on");
    }
    shift.server.kill();
    for writer in writers {
        writer.await.expect("no writer panics");
    }
    let answers = Arc::into_inner(answers).expect("all writers are done");
    let answers = answers.into_inner().expect("no writer panics");
    assert!(
        answers.values().any(Option::is_none),
        "the cut came in the middle"
    );

    let body = shift.request_body();
    let token = shift.dispatcher.token().to_owned();
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&token);
    let kept = all_requests(&dispatcher).await;
    for answer in answers.values().flatten() {
        assert_eq!(
            kept.get(&text(&answer["id"])),
            Some(answer),
            "acknowledged and lost"
        );
    }
    for (key, first) in &answers {
        let again = create(&dispatcher, key, &body)
            .await
            .expect("the server answers")
            .expect(201);
        assert_eq!(
            first.as_ref().unwrap_or(&again),
            &again,
            "the answer to {key}"
        );
    }
    assert_eq!(
        all_requests(&dispatcher).await.len(),
        answers.len(),
        "one request per key"
    );
}

async fn create(client: &Client, key: &str, body: &Value) -> reqwest::Result<Answer> {
    let request = client.request(Method::POST, "/api/v1/requests");
    client
        .try_send(request.header("Idempotency-Key", key).json(body))
        .await
}

async fn all_requests(client: &Client) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let page = client
            .get(&format!("/api/v1/requests?limit=100{cursor}"))
            .await
            .expect(200);
        for request in page["items"].as_array().expect("a list") {
            found.insert(text(&request["id"]), request.clone());
        }
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

#[tokio::test]
async fn the_loop_goes_on_where_it_stood_after_a_kill() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let assignment = shift.assign(&request).await;
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    let pressed = json!({ "kind": "acknowledge", "assignment": assignment });
    let first = phone.command("pressed-once", &pressed).await;
    assert_eq!(first["type"], "ack", "{first}");
    let before = shift.dispatcher.get("/api/v1/state").await.expect(200);

    let (desk_token, field_token) = (shift.dispatcher.token(), shift.field.token());
    let (desk_token, field_token) = (desk_token.to_owned(), field_token.to_owned());
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&desk_token);
    let field = server.stranger().with_token(&field_token);
    let after = dispatcher.get("/api/v1/state").await.expect(200);
    for part in ["seq", "teams", "requests", "assignments"] {
        assert_eq!(after[part], before[part], "{part} after the restart");
    }
    let (mut phone, _) = Socket::hello(&server, &field, None).await;
    // Pressed in a tunnel, sent again when the network came back.
    assert_eq!(phone.command("pressed-once", &pressed).await, first);
    let on = json!({ "kind": "advance", "assignment": assignment, "to": "on_scene" });
    assert_eq!(phone.command("pressed-next", &on).await["type"], "ack");
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let shift = Shift::begin().await;
    let body = shift.request_body();
    create(&shift.dispatcher, "key-1", &body)
        .await
        .expect("an answer")
        .expect(201);
    let mut other = body;
    other["priority"] = json!(4);
    let refused = create(&shift.dispatcher, "key-1", &other)
        .await
        .expect("an answer");
    assert_eq!(refused.status, 422, "{}", refused.text);
}

#[tokio::test]
async fn a_server_asked_to_stop_stops_in_order() {
    let mut shift = Shift::begin().await;
    let (socket, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let status = shift.server.terminate();
    assert!(status.success(), "{status}");
    drop(socket);
}
