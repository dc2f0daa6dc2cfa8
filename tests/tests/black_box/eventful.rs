//! A board on which everything happened that a field of an entity tells of.

use std::time::Duration;

use nearhand_tests::Client;
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// What is needed of it afterwards.
pub(crate) struct Eventful {
    /// The request that the field team works on.
    pub(crate) works_on: String,
    /// One that the field team was sent to and taken off.
    pub(crate) left: String,
    /// One that the field team never had to do with.
    pub(crate) never_theirs: String,
}

const HOUR: i64 = 3600;

fn in_seconds(seconds: i64) -> String {
    let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    moment.to_string()
}

async fn made(client: &Client, path: &str, body: Value) -> String {
    text(&client.post(path, &body).await.expect(201)["id"])
}

async fn act(client: &Client, path: &str, body: Value) -> Value {
    client.post(path, &body).await.expect(200)
}

async fn change(client: &Client, method: Method, path: &str, body: Value) {
    let request = client.request(method, path).json(&body);
    client.send(request).await.expect(200);
}

/// Waits until a request stands there.
async fn once(client: &Client, request: &str, state: &str) {
    for _ in 0..600 {
        let seen = client.get(&format!("/api/v1/requests/{request}")).await;
        if seen.expect(200)["state"] == state {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{request} never became {state}");
}

impl Eventful {
    pub(crate) async fn make(shift: &Shift) -> Self {
        let other = shift.another_team().await;
        let destination = places(shift).await;
        crew(shift).await;
        let left = left_and_held(shift).await;
        let works_on = worked_on(shift, &other).await;
        told_twice(shift, &works_on).await;
        ended(shift).await;
        let never_theirs = without_the_team(shift, &other).await;
        again(shift, &other, &works_on, &destination).await;
        emergency(shift).await;
        Self {
            works_on,
            left,
            never_theirs,
        }
    }
}

/// Closures, destinations, flags and a form, some of them ended; the destination that takes people.
async fn places(shift: &Shift) -> String {
    let dispatcher = &shift.dispatcher;
    for ends in [false, true] {
        let closure = json!({
            "shape": { "kind": "point", "at": shift.address }, "heading": 90,
            "effect": { "kind": "slowed_by", "factor": 5 }, "reason": "roadworks",
            "from": in_seconds(HOUR), "until": in_seconds(2 * HOUR),
        });
        let closure = made(dispatcher, "/api/v1/closures", closure).await;
        let flag = json!({
            "position": shift.address, "text": "a dog", "requires": ["peer"], "until": in_seconds(HOUR),
        });
        let flag = made(dispatcher, "/api/v1/flags", flag).await;
        if ends {
            let path = format!("/api/v1/closures/{closure}/end");
            act(dispatcher, &path, json!({})).await;
            act(dispatcher, &format!("/api/v1/flags/{flag}/end"), json!({})).await;
        }
    }
    let form = json!({
        "questions": [{ "id": "cold", "text": "Is it cold?", "answers": [
            { "id": "yes", "text": "Yes", "weight": 9 }, { "id": "no", "text": "No", "weight": 0 }] }],
        "thresholds": [{ "score": 9, "priority": 2 }],
    });
    let path = "/api/v1/triage-forms/wellness_check";
    change(dispatcher, Method::PUT, path, form).await;
    let mut open = String::new();
    for retires in [true, false] {
        let clinic = json!({
            "name": "Clinic", "position": shift.address, "address": "3 Clinic Street",
            "hours": [[0, 10079]], "places": 5,
        });
        open = made(dispatcher, "/api/v1/destinations", clinic).await;
        if retires {
            let path = format!("/api/v1/destinations/{open}/retire");
            act(dispatcher, &path, json!({})).await;
        }
    }
    open
}

/// The team with all that is known of one, its crew, and shifts that run, wait, ended and were given up.
async fn crew(shift: &Shift) {
    let (dispatcher, team) = (&shift.dispatcher, &shift.team);
    let [lng, lat] = [0, 1].map(|axis| shift.address[axis].as_f64().expect("degrees"));
    let area = [(-0.1, -0.1), (0.1, -0.1), (0.1, 0.1), (-0.1, 0.1)];
    let area = area.map(|(east, north)| [lng + east, lat + north]);
    let known =
        json!({ "capabilities": ["peer", "transport"], "post": shift.address, "area": area });
    let path = format!("/api/v1/teams/{team}");
    change(dispatcher, Method::PATCH, &path, known).await;
    let mut members = Vec::new();
    for name in ["Ana Borg", "Leo Vella"] {
        let member = json!({ "name": name, "capabilities": ["clinician"] });
        members.push(made(dispatcher, "/api/v1/members", member).await);
    }
    let retire = format!("/api/v1/members/{}/retire", members[1]);
    act(dispatcher, &retire, json!({})).await;
    let mut vehicles = Vec::new();
    for label in ["grey van", "blue van"] {
        let vehicle = json!({ "label": label, "capabilities": ["wheelchair"], "seats": 3 });
        vehicles.push(made(dispatcher, "/api/v1/vehicles", vehicle).await);
    }
    let service = format!("/api/v1/vehicles/{}/service", vehicles[1]);
    let broken = json!({ "out_of_service": "a flat tyre" });
    act(dispatcher, &service, broken).await;
    let crew = json!({ "members": [members[0]], "vehicle": vehicles[0] });
    // The shift of a team that just signs on has no end; a planned one has.
    act(&shift.field, &format!("{path}/sign-off"), json!({})).await;
    let hours = |from: i64, until: i64| {
        let (from, until) = (in_seconds(from), in_seconds(until));
        json!({ "team": team, "crew": crew, "from": from, "until": until })
    };
    made(dispatcher, "/api/v1/shifts", hours(60, 8 * HOUR)).await;
    act(&shift.field, &format!("{path}/sign-on"), json!({})).await;
    shift.report_position().await;
    let plan = hours(24 * HOUR, 32 * HOUR);
    made(dispatcher, "/api/v1/shifts", plan).await;
    let plan = hours(48 * HOUR, 56 * HOUR);
    let given_up = made(dispatcher, "/api/v1/shifts", plan).await;
    let cancel = format!("/api/v1/shifts/{given_up}/cancel");
    act(dispatcher, &cancel, json!({})).await;
}

/// A request with all that is told of one.
fn full(shift: &Shift) -> Value {
    let mut body = shift.request_body();
    body["address"] = json!("12 Old Street");
    body["note"] = json!("rings first");
    body["needs"] = json!(["peer"]);
    body["source"] = json!("sheriff");
    body
}

/// The field team is sent there and taken off again.
async fn sent_and_taken_off(shift: &Shift) -> String {
    let request = made(&shift.dispatcher, "/api/v1/requests", full(shift)).await;
    let assignment = shift.assign(&request).await;
    let path = format!("/api/v1/assignments/{assignment}/cancel");
    act(
        &shift.dispatcher,
        &path,
        json!({ "reason": "nearer ones came" }),
    )
    .await;
    request
}

async fn left_and_held(shift: &Shift) -> String {
    let request = sent_and_taken_off(shift).await;
    let path = |what: &str| format!("/api/v1/requests/{request}/{what}");
    act(
        &shift.dispatcher,
        &path("notes"),
        json!({ "text": "rang twice" }),
    )
    .await;
    let hold = json!({ "reason": "the daughter rings back", "until": in_seconds(HOUR) });
    act(&shift.dispatcher, &path("hold"), hold).await;
    request
}

/// From the call to a follow-up that is due.
async fn worked_on(shift: &Shift, other: &str) -> String {
    let dispatcher = &shift.dispatcher;
    let mut body = full(shift);
    body["untriaged"] = json!(true);
    let request = made(dispatcher, "/api/v1/requests", body).await;
    let path = |what: &str| format!("/api/v1/requests/{request}/{what}");
    act(dispatcher, &path("answer"), json!({})).await;
    let answers = json!({ "answers": { "cold": "yes" } });
    act(dispatcher, &path("triage"), answers).await;
    let assignment = assign(shift, other, &request).await;
    let path_of = |what: &str| format!("/api/v1/assignments/{assignment}/{what}");
    act(&shift.field, &path_of("acknowledge"), json!({})).await;
    act(
        &shift.field,
        &path_of("advance"),
        json!({ "to": "en_route" }),
    )
    .await;
    act(&shift.field, &path_of("clear"), json!({})).await;
    let end = json!({
        "disposition": "resolved_on_scene", "note": "she was asleep",
        "follow_up": { "at": in_seconds(2), "note": "look in again" },
    });
    act(dispatcher, &path("close"), end).await;
    once(dispatcher, &request, "follow_up_due").await;
    request
}

/// Sends the field team though another came first in the ranking; the assignment.
async fn assign(shift: &Shift, other: &str, request: &str) -> String {
    let shown = json!([{ "team": other, "eta": 60.0 }, { "team": shift.team, "eta": 90.0 }]);
    let body = json!({ "team": shift.team, "override_reason": "knows them", "shown": shown });
    let path = format!("/api/v1/requests/{request}/assignments");
    made(&shift.dispatcher, &path, body).await
}

async fn told_twice(shift: &Shift, stays: &str) {
    let request = sent_and_taken_off(shift).await;
    let path = format!("/api/v1/requests/{request}/merge");
    act(&shift.dispatcher, &path, json!({ "into": stays })).await;
}

/// The field team comes to the end of one, to be looked after later.
async fn ended(shift: &Shift) {
    let request = made(&shift.dispatcher, "/api/v1/requests", full(shift)).await;
    let assignment = shift.assign(&request).await;
    let path = |what: &str| format!("/api/v1/assignments/{assignment}/{what}");
    act(&shift.field, &path("advance"), json!({ "to": "on_scene" })).await;
    act(&shift.field, &path("clear"), json!({})).await;
    let end = json!({
        "disposition": "refused", "follow_up": { "at": in_seconds(HOUR), "note": "ring again" },
    });
    let close = format!("/api/v1/requests/{request}/close");
    act(&shift.dispatcher, &close, end).await;
}

/// Requests that end, wait and are offered to another team; one of them.
async fn without_the_team(shift: &Shift, other: &str) -> String {
    let dispatcher = &shift.dispatcher;
    let request = made(dispatcher, "/api/v1/requests", full(shift)).await;
    let end = json!({
        "disposition": "no_contact", "note": "nobody opened",
        "follow_up": { "at": in_seconds(HOUR), "note": "ring again" },
    });
    act(
        dispatcher,
        &format!("/api/v1/requests/{request}/close"),
        end,
    )
    .await;
    let mut later = full(shift);
    later["scheduled_for"] = json!(in_seconds(HOUR));
    made(dispatcher, "/api/v1/requests", later).await;
    let offered = made(dispatcher, "/api/v1/requests", full(shift)).await;
    let path = format!("/api/v1/requests/{offered}/proposals");
    made(dispatcher, &path, json!({ "team": other })).await;
    request
}

/// The field team takes the follow-up all the way, and is still there.
async fn again(shift: &Shift, other: &str, request: &str, destination: &str) {
    let dispatcher = &shift.dispatcher;
    let path = |what: &str| format!("/api/v1/requests/{request}/{what}");
    act(
        dispatcher,
        &path("notes"),
        json!({ "text": "the gate is open" }),
    )
    .await;
    act(dispatcher, &path("hand-over"), json!({ "to": "county" })).await;
    let by = json!({ "by": "incident 4711" });
    act(dispatcher, &path("hand-over/acknowledge"), by).await;
    let assignment = assign(shift, other, request).await;
    let path_of = |what: &str| format!("/api/v1/assignments/{assignment}/{what}");
    act(&shift.field, &path_of("acknowledge"), json!({})).await;
    for stage in ["en_route", "staged", "on_scene", "with_client"] {
        act(&shift.field, &path_of("advance"), json!({ "to": stage })).await;
    }
    let to = json!({ "destination": destination });
    act(&shift.field, &path_of("transport"), to).await;
    for stage in ["at_destination", "clearing"] {
        act(&shift.field, &path_of("advance"), json!({ "to": stage })).await;
    }
}

async fn emergency(shift: &Shift) {
    let path = |what: &str| format!("/api/v1/teams/{}/{what}", shift.team);
    act(
        &shift.field,
        &path("check-in-timer"),
        json!({ "every": 600 }),
    )
    .await;
    act(
        &shift.field,
        &path("status"),
        json!({ "status": "emergency" }),
    )
    .await;
    act(&shift.dispatcher, &path("answer-emergency"), json!({})).await;
}
