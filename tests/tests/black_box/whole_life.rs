//! What a request goes through beside the everyday loop, over HTTP, and what happens by itself.

use std::time::Duration;

use nearhand_tests::{Client, Socket};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// Longer than any timer here, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(30);

fn in_seconds(seconds: i64) -> String {
    let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    moment.to_string()
}

async fn act(client: &Client, path: &str, body: Value) -> Value {
    client.post(path, &body).await.expect(200)
}

/// The request once it has reached a state.
async fn once(client: &Client, request: &str, state: &str) -> Value {
    let path = format!("/api/v1/requests/{request}");
    let reached = async {
        loop {
            let request = client.get(&path).await.expect(200);
            if request["state"] == state {
                return request;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, reached)
        .await
        .unwrap_or_else(|_| panic!("{request} never became {state}"))
}

#[tokio::test]
async fn what_waits_comes_back_by_itself_even_if_the_server_was_down() {
    let mut shift = Shift::begin().await;
    let held = shift.create_request().await;
    let path = format!("/api/v1/requests/{held}/hold");
    let body = json!({ "reason": "the daughter rings back", "until": in_seconds(2) });
    act(&shift.dispatcher, &path, body).await;
    let back = once(&shift.dispatcher, &held, "pending").await;
    assert_eq!(back["returns_at"], Value::Null);

    let mut body = shift.request_body();
    body["scheduled_for"] = json!(in_seconds(3));
    let made = shift.dispatcher.post("/api/v1/requests", &body).await;
    let made = made.expect(201);
    assert_eq!(made["state"], "scheduled");
    let token = shift.dispatcher.token().to_owned();
    shift.server.kill();
    tokio::time::sleep(Duration::from_secs(4)).await;
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&token);
    once(&dispatcher, &text(&made["id"]), "pending").await;
}

#[tokio::test]
async fn a_call_is_answered_triaged_and_its_priority_changed() {
    let shift = Shift::begin().await;
    let mut body = shift.request_body();
    body["untriaged"] = json!(true);
    let request = shift.dispatcher.post("/api/v1/requests", &body).await;
    let request = text(&request.expect(201)["id"]);
    let path = |what: &str| format!("/api/v1/requests/{request}/{what}");
    let seen = act(&shift.dispatcher, &path("answer"), json!({})).await;
    assert_eq!(seen["state"], "triaging");
    let form = shift.dispatcher.get("/api/v1/triage-forms/wellness_check");
    let form = form.await.expect(200);
    let first = &form["questions"][0];
    let answers = json!({ text(&first["id"]): first["answers"][0]["id"] });
    let seen = act(
        &shift.dispatcher,
        &path("triage"),
        json!({ "answers": answers }),
    )
    .await;
    assert_eq!(
        (&seen["state"], &seen["priority"]),
        (&json!("pending"), &json!(1))
    );
    let other = json!({ "answers": answers, "priority": 3 });
    let seen = act(&shift.dispatcher, &path("triage"), other).await;
    assert_eq!(
        (&seen["priority"], &seen["triage"]["suggested"]),
        (&json!(3), &json!(1))
    );
    let wrong = json!({ "answers": { "danger": "Ms Secret" } });
    let refused = shift.dispatcher.post(&path("triage"), &wrong).await;
    assert!(!refused.text.contains("Secret"));
    refused.expect_problem(422, "invalid-field");

    let own = json!({
        "questions": [{ "id": "cold", "text": "Is it cold?", "answers": [
            { "id": "yes", "text": "Yes", "weight": 9 }, { "id": "no", "text": "No", "weight": 0 }] }],
        "thresholds": [{ "score": 9, "priority": 2 }]
    });
    let path_of_form = "/api/v1/triage-forms/wellness_check";
    let put = shift
        .dispatcher
        .request(Method::PUT, path_of_form)
        .json(&own);
    // The first one was written down when the service began.
    assert_eq!(shift.dispatcher.send(put).await.expect(200)["version"], 2);
    let body = json!({ "answers": { "cold": "yes" } });
    let seen = act(&shift.dispatcher, &path("triage"), body).await;
    assert_eq!(seen["priority"], 2);
}

#[tokio::test]
async fn what_is_told_twice_is_found_and_merged() {
    let shift = Shift::begin().await;
    let first = shift.create_request().await;
    let second = shift.create_request().await;
    let body = json!({ "position": shift.address, "except": second });
    let found = act(&shift.dispatcher, "/api/v1/requests/duplicates", body).await;
    assert_eq!(found[0]["request"], json!(first));
    let path = format!("/api/v1/requests/{second}/merge");
    let merged = act(&shift.dispatcher, &path, json!({ "into": first })).await;
    assert_eq!(merged["disposition"], "duplicate");
    let stays = shift
        .dispatcher
        .get(&format!("/api/v1/requests/{first}"))
        .await;
    assert_eq!(stays.expect(200)["duplicates"], json!([second]));
}

#[tokio::test]
async fn a_hand_over_is_acknowledged_before_the_request_ends() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let path = |what: &str| format!("/api/v1/requests/{request}/{what}");
    let end = json!({ "disposition": "transferred_911" });
    let refused = shift.dispatcher.post(&path("close"), &end).await;
    refused.expect_problem(409, "wrong-state");
    act(
        &shift.dispatcher,
        &path("hand-over"),
        json!({ "to": "911" }),
    )
    .await;
    let by = json!({ "by": "incident 4711" });
    let seen = act(&shift.dispatcher, &path("hand-over/acknowledge"), by).await;
    assert_eq!(seen["hand_over"]["acknowledged_by"], "incident 4711");
    act(&shift.dispatcher, &path("close"), end).await;
}

#[tokio::test]
async fn a_team_takes_somebody_where_there_is_a_place() {
    let shift = Shift::begin().await;
    let clinic = json!({ "name": "Clinic", "position": shift.address, "places": 0 });
    let clinic = shift.dispatcher.post("/api/v1/destinations", &clinic).await;
    let clinic = text(&clinic.expect(201)["id"]);
    let request = shift.create_request().await;
    let assignment = shift.assign(&request).await;
    let path = format!("/api/v1/assignments/{assignment}/transport");
    let body = json!({ "destination": clinic });
    let refused = shift.field.post(&path, &body).await;
    refused.expect_problem(409, "wrong-state");
    let places = shift
        .dispatcher
        .request(Method::PATCH, &format!("/api/v1/destinations/{clinic}"))
        .json(&json!({ "places": 1 }));
    shift.dispatcher.send(places).await.expect(200);
    let going = act(&shift.field, &path, body).await;
    assert_eq!(going["destination"], json!(clinic));
    once(&shift.dispatcher, &request, "transporting").await;
    let path = format!("/api/v1/assignments/{assignment}/advance");
    act(&shift.field, &path, json!({ "to": "at_destination" })).await;
    act(&shift.field, &path, json!({ "to": "clearing" })).await;
    let path = format!("/api/v1/destinations/{clinic}");
    let left = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(left["places"], 0);
}

#[tokio::test]
async fn a_silent_crew_is_missed_and_heard_of_again() {
    let shift = Shift::begin().await;
    let path = |what: &str| format!("/api/v1/teams/{}/{what}", shift.team);
    let wrong = json!({ "every": 1 });
    let refused = shift.field.post(&path("check-in-timer"), &wrong).await;
    refused.expect_problem(422, "invalid-field");
    let seen = act(
        &shift.field,
        &path("check-in-timer"),
        json!({ "every": 600 }),
    )
    .await;
    assert_eq!(seen["check_in"]["missed_at"], Value::Null);
    act(&shift.field, &path("check-in"), json!({})).await;
    let seen = act(
        &shift.field,
        &path("check-in-timer"),
        json!({ "every": null }),
    )
    .await;
    assert_eq!(seen["check_in"], Value::Null);
}

#[tokio::test]
async fn a_team_learns_of_a_warning_only_while_it_goes_there_and_never_of_a_proposal() {
    let shift = Shift::begin().await;
    let planner = shift.server.sign_in("planner").await;
    let request = shift.create_request().await;
    let flag = json!({ "position": shift.address, "text": "a dog behind the gate", "until": in_seconds(3600) });
    shift
        .dispatcher
        .post("/api/v1/flags", &flag)
        .await
        .expect(201);
    let path = format!("/api/v1/requests/{request}/notes");
    act(&shift.dispatcher, &path, json!({ "text": "rang twice" })).await;
    let note = shift
        .field
        .post(&path, &json!({ "text": "we are near" }))
        .await;
    note.expect_problem(403, "forbidden");

    let proposal = json!({ "team": shift.team });
    let path_of_proposals = format!("/api/v1/requests/{request}/proposals");
    let proposed = shift.dispatcher.post(&path_of_proposals, &proposal).await;
    let proposed = text(&proposed.expect(201)["id"]);
    let hidden = shift.field.get("/api/v1/state").await;
    assert!(!hidden.text.contains("dog") && !hidden.text.contains(&request));
    let seen = planner.get("/api/v1/state").await;
    assert!(!seen.text.contains("dog") && !seen.text.contains("rang twice"));

    let confirm = format!("/api/v1/assignments/{proposed}/confirm");
    act(&shift.dispatcher, &confirm, json!({})).await;
    let own = shift
        .field
        .get(&format!("/api/v1/requests/{request}"))
        .await;
    let own = own.expect(200);
    assert_eq!(own["warnings"][0]["text"], "a dog behind the gate");
    assert_eq!(own["notes"][0]["text"], "rang twice");
    let noted = act(&shift.field, &path, json!({ "text": "we are near" })).await;
    assert_eq!(
        noted["notes"][1]["author"],
        json!(format!("field:{}", shift.team))
    );
}

#[tokio::test]
async fn a_crew_is_planned_and_counts_while_its_shift_runs() {
    let shift = Shift::begin().await;
    let member = json!({ "name": "Ana Secret", "capabilities": ["lang:es", "clinician"] });
    let member = shift.dispatcher.post("/api/v1/members", &member).await;
    let member = text(&member.expect(201)["id"]);
    let van = json!({ "label": "grey van", "capabilities": ["wheelchair"], "seats": 3 });
    let van = shift.dispatcher.post("/api/v1/vehicles", &van).await;
    let van = text(&van.expect(201)["id"]);
    let running = shift.dispatcher.get("/api/v1/shifts?state=running");
    let running = running.await.expect(200);
    let own = running["items"]
        .as_array()
        .and_then(|shifts| shifts.iter().find(|it| it["team"] == json!(shift.team)))
        .expect("the team's shift runs");
    let path = format!("/api/v1/shifts/{}/crew", text(&own["id"]));
    let crew = json!({ "members": [member], "vehicle": van });
    act(&shift.dispatcher, &path, crew.clone()).await;
    let team = shift
        .field
        .get(&format!("/api/v1/teams/{}", shift.team))
        .await;
    let able = team.expect(200)["crew_capabilities"].clone();
    assert_eq!(able, json!(["clinician", "lang:es", "wheelchair"]));
    let taken = json!({ "team": shift.team, "crew": crew, "from": in_seconds(60), "until": in_seconds(3600) });
    let refused = shift.dispatcher.post("/api/v1/shifts", &taken).await;
    refused.expect_problem(409, "wrong-state");
    let planner = shift.server.sign_in("planner").await;
    let seen = planner.get("/api/v1/members").await;
    assert!(!seen.text.contains("Secret") && seen.text.contains("clinician"));
}

#[tokio::test]
async fn waiting_requests_are_answered_together() {
    let shift = Shift::begin().await;
    let less_urgent = shift.create_request().await;
    let mut body = shift.request_body();
    body["priority"] = json!(1);
    let urgent = shift.dispatcher.post("/api/v1/requests", &body).await;
    let urgent = text(&urgent.expect(201)["id"]);
    let joint = shift.dispatcher.get("/api/v1/recommendations/joint").await;
    let joint = joint.expect(200);
    let team = |request: &str| {
        let places = joint["requests"].as_array().expect("a list");
        let place = places.iter().find(|place| place["request"] == request);
        place.expect("it waits")["team"].clone()
    };
    assert_eq!(team(&urgent), json!(shift.team));
    assert_eq!(team(&less_urgent), Value::Null);
}

#[tokio::test]
async fn a_ranking_is_told_again_when_something_that_matters_changes_and_not_otherwise() {
    let shift = Shift::begin().await;
    let watched = shift.create_request().await;
    let other = shift.create_request().await;
    let (mut socket, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    socket
        .say(&json!({ "type": "watch", "request": watched }))
        .await;
    socket.wait_for("recommendation").await;
    while told_again(&mut socket).await {
        // The team's last position and the cover may still be on their way.
    }
    let path = format!("/api/v1/requests/{other}/notes");
    act(&shift.dispatcher, &path, json!({ "text": "rang twice" })).await;
    socket.wait_for_event("note_added").await;
    assert!(!told_again(&mut socket).await, "a note changes no ranking");
    let path = format!("/api/v1/teams/{}/status", shift.team);
    act(&shift.field, &path, json!({ "status": "out_of_service" })).await;
    let told = socket.wait_for("recommendation").await;
    assert_eq!(told["recommendation"]["candidates"], json!([]));
}

/// Whether a ranking comes within the time in which one would.
async fn told_again(socket: &mut Socket) -> bool {
    let again = socket.wait_for("recommendation");
    let in_time = tokio::time::timeout(Duration::from_secs(2), again);
    in_time.await.is_ok()
}
