//! Streets that are closed and opened again, and what it does to every answer.

use std::time::Duration;

use nearhand_tests::{Client, Socket};
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// How long a change may take to be in force when nobody waited for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A place some minutes away from the team, and a point on a street on the way there.
struct Way {
    to: Value,
    middle: Value,
}

impl Shift {
    async fn way(&self) -> Way {
        let city = self.dispatcher.get("/api/v1/city").await.expect(200);
        let to = city["posts"][5]["position"].clone();
        let route = route(&self.dispatcher, &self.address, &to)
            .await
            .expect(200);
        let line = route["geometry"]["coordinates"].as_array().expect("a line");
        assert!(line.len() > 20, "the way is some streets long: {route}");
        Way {
            to,
            middle: line[line.len() / 2].clone(),
        }
    }

    async fn close(&self, body: &Value) -> Value {
        self.dispatcher
            .post("/api/v1/closures", body)
            .await
            .expect(201)
    }

    async fn end(&self, closure: &Value) -> Value {
        let path = format!("/api/v1/closures/{}/end", text(&closure["id"]));
        self.dispatcher.post(&path, &json!({})).await.expect(200)
    }

    /// Driving time that the ranking tells for the team, seconds.
    async fn drive(&self, request: &str) -> f64 {
        let path = format!("/api/v1/requests/{request}/recommendation");
        let ranking = self.dispatcher.get(&path).await.expect(200);
        let candidates = ranking["candidates"].as_array().expect("a list");
        let own = candidates.iter().find(|c| c["team"] == self.team.as_str());
        let own = own.unwrap_or_else(|| panic!("the team can go: {ranking}"));
        own["drive"].as_f64().expect("a number")
    }

    async fn request_at(&self, place: &Value) -> String {
        let body = json!({ "position": place, "type": "wellness_check", "priority": 2 });
        let made = self.dispatcher.post("/api/v1/requests", &body).await;
        text(&made.expect(201)["id"])
    }
}

async fn route(client: &Client, from: &Value, to: &Value) -> nearhand_tests::Answer {
    let trip = json!({ "from": from, "to": to });
    client.post("/api/v1/route", &trip).await
}

async fn duration(client: &Client, from: &Value, to: &Value) -> f64 {
    let route = route(client, from, to).await.expect(200);
    let steps = route["steps"].as_array().expect("a list");
    let told: f64 = steps.iter().filter_map(|s| s["duration"].as_f64()).sum();
    let whole = route["duration"].as_f64().expect("a number");
    assert!((told - whole).abs() < 0.01, "the steps add up: {route}");
    whole
}

fn closed_at(point: &Value) -> Value {
    json!({
        "shape": { "kind": "point", "at": point },
        "effect": { "kind": "closed", "scope": "everyone" },
        "reason": "burst pipe",
    })
}

#[tokio::test]
async fn a_closed_street_changes_every_arrival_until_it_is_open_again() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let request = shift.request_at(&way.to).await;
    let before = shift.drive(&request).await;
    let from = &shift.address;
    assert_eq!(duration(&shift.dispatcher, from, &way.to).await, before);

    // The answers that follow the acknowledgement keep to the closure at once.
    let closure = shift.close(&closed_at(&way.middle)).await;
    assert_eq!(closure["state"], "active");
    assert!(!closure["lines"].as_array().expect("a list").is_empty());
    let closed = shift.drive(&request).await;
    assert!(closed > before, "{closed} and {before}");
    assert_eq!(duration(&shift.dispatcher, from, &way.to).await, closed);

    let ended = shift.end(&closure).await;
    assert_eq!(ended["state"], "ended");
    assert_eq!(shift.drive(&request).await, before);
    assert_eq!(duration(&shift.dispatcher, from, &way.to).await, before);
    let again = format!("/api/v1/closures/{}/end", text(&closure["id"]));
    let again = shift.dispatcher.post(&again, &json!({})).await;
    again.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn a_slow_street_takes_longer_and_areas_and_streets_can_be_closed() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let from = &shift.address;
    let before = duration(&shift.dispatcher, from, &way.to).await;
    let point = |key: usize| way.middle[key].as_f64().expect("a number");
    let corner = |x: f64, y: f64| json!([point(0) + x * 1e-4, point(1) + y * 1e-4]);
    let area = json!([
        corner(-3.0, -3.0),
        corner(3.0, -3.0),
        corner(3.0, 3.0),
        corner(-3.0, 3.0)
    ]);
    for (shape, effect) in [
        (
            json!({ "kind": "point", "at": way.middle }),
            json!({ "kind": "slowed_by", "factor": 5 }),
        ),
        (
            json!({ "kind": "point", "at": way.middle }),
            json!({ "kind": "slowed_to", "speed": 0.6 }),
        ),
        (
            json!({ "kind": "street", "from": way.middle, "to": way.middle }),
            json!({ "kind": "closed", "scope": "except_destination" }),
        ),
        (
            json!({ "kind": "polygon", "ring": area }),
            json!({ "kind": "closed", "scope": "everyone" }),
        ),
    ] {
        let body = json!({ "shape": shape, "effect": effect, "reason": "works" });
        let closure = shift.close(&body).await;
        assert_eq!(
            (&closure["shape"]["kind"], &closure["effect"]["kind"]),
            (&shape["kind"], &effect["kind"])
        );
        let slower = duration(&shift.dispatcher, from, &way.to).await;
        assert!(slower > before, "{body}: {slower} and {before}");
        shift.end(&closure).await;
        assert_eq!(
            duration(&shift.dispatcher, from, &way.to).await,
            before,
            "{body}"
        );
    }
}

#[tokio::test]
async fn nobody_is_sent_into_a_closed_street_and_the_reason_names_it() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let request = shift.request_at(&way.middle).await;
    shift.drive(&request).await;
    let closure = shift.close(&closed_at(&way.middle)).await;
    let id = text(&closure["id"]);
    let refused = route(&shift.dispatcher, &shift.address, &way.middle).await;
    refused.expect_problem(422, "no-route");
    assert!(
        text(&refused.body["detail"]).contains(&id),
        "{}",
        refused.text
    );
    let path = format!("/api/v1/requests/{request}/recommendation");
    let ranking = shift.dispatcher.get(&path).await.expect(200);
    let excluded = ranking["excluded"].as_array().expect("a list");
    let own = excluded
        .iter()
        .find(|out| out["team"] == shift.team.as_str());
    let own = own.unwrap_or_else(|| panic!("the team cannot go: {ranking}"));
    assert_eq!(own["reason"], "no_route");
    assert!(text(&own["detail"]).contains(&id), "{own}");
    // Whoever is in may leave.
    let leaving = route(&shift.dispatcher, &way.middle, &shift.address).await;
    leaving.expect(200);
    // Residents may go home where only driving through is forbidden.
    shift.end(&closure).await;
    let mut body = closed_at(&way.middle);
    body["effect"]["scope"] = json!("except_destination");
    shift.close(&body).await;
    shift.drive(&request).await;
}

#[tokio::test]
async fn a_scheduled_closure_begins_and_ends_by_itself() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let free = duration(&shift.dispatcher, &shift.address, &way.to).await;
    let at = |seconds: i64| {
        let moment = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
        moment.to_string()
    };
    let mut body = closed_at(&way.middle);
    (body["from"], body["until"]) = (json!(at(2)), json!(at(5)));
    let closure = shift.close(&body).await;
    assert_eq!(closure["state"], "scheduled");
    assert_eq!(
        duration(&shift.dispatcher, &shift.address, &way.to).await,
        free
    );
    let created = desk.wait_for_event("closure_created").await;
    assert_eq!(created["changed"]["closures"][0], closure);

    let begun = desk.wait_for_event("closure_begun").await;
    let entity = &begun["changed"]["closures"][0];
    assert_eq!(entity["state"], "active");
    assert!(text(&begun["at"]) >= text(&closure["from"]), "{begun}");
    until(&shift, &way, |time| time > free).await;
    let ended = desk.wait_for_event("closure_ended").await;
    assert!(text(&ended["at"]) >= text(&closure["until"]), "{ended}");
    until(&shift, &way, |time| time == free).await;
    let path = format!("/api/v1/closures/{}", text(&closure["id"]));
    let found = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(found["state"], "ended");
    assert!(found["ended_at"].is_string());
}

/// Asks until the driving time is as wanted.
async fn until(shift: &Shift, way: &Way, wanted: impl Fn(f64) -> bool) {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let time = duration(&shift.dispatcher, &shift.address, &way.to).await;
        if wanted(time) {
            return;
        }
        assert!(tokio::time::Instant::now() < deadline, "still {time}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn closures_survive_a_kill() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let free = duration(&shift.dispatcher, &shift.address, &way.to).await;
    let closure = shift.close(&closed_at(&way.middle)).await;
    let closed = duration(&shift.dispatcher, &shift.address, &way.to).await;
    let token = shift.dispatcher.token().to_owned();
    let address = shift.address.clone();
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&token);
    assert_eq!(duration(&dispatcher, &address, &way.to).await, closed);
    let path = format!("/api/v1/closures/{}", text(&closure["id"]));
    assert_eq!(dispatcher.get(&path).await.expect(200), closure);
    let ended = dispatcher.post(&format!("{path}/end"), &json!({})).await;
    ended.expect(200);
    assert_eq!(duration(&dispatcher, &address, &way.to).await, free);
}

#[tokio::test]
async fn a_planner_may_close_a_street_and_a_team_sees_it() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let planner = shift.server.sign_in("planner").await;
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    let body = closed_at(&way.middle);
    let closure = planner.post("/api/v1/closures", &body).await.expect(201);
    let heard = phone.wait_for_event("closure_created").await;
    assert_eq!(heard["changed"]["closures"][0], closure);
    let state = shift.field.get("/api/v1/state").await.expect(200);
    assert_eq!(state["closures"], json!([closure]));
    let listed = planner
        .get("/api/v1/closures?state=active")
        .await
        .expect(200);
    assert_eq!(listed["items"], json!([closure]));
    let path = format!("/api/v1/closures/{}/end", text(&closure["id"]));
    planner.post(&path, &json!({})).await.expect(200);
    let state = shift.field.get("/api/v1/state").await.expect(200);
    assert_eq!(state["closures"], json!([]));
    // By the socket as well.
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let mut command = body;
    command["kind"] = json!("create_closure");
    let ack = desk.command("close", &command).await;
    assert_eq!(ack["type"], "ack", "{ack}");
    let ack = phone
        .command("end", &json!({ "kind": "end_closure", "closure": "C2" }))
        .await;
    assert_eq!(ack["problem"]["status"], 403, "{ack}");
}

#[tokio::test]
async fn a_retry_closes_once_and_an_old_version_ends_nothing() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let body = closed_at(&way.middle);
    let create = || {
        let request = shift.dispatcher.request(Method::POST, "/api/v1/closures");
        shift
            .dispatcher
            .send(request.header("Idempotency-Key", "close-1").json(&body))
    };
    let first = create().await;
    assert_eq!(first.etag, "\"1\"");
    let first = first.expect(201);
    assert_eq!(create().await.expect(201), first);
    let all = shift.dispatcher.get("/api/v1/closures").await.expect(200);
    assert_eq!(all["items"].as_array().map(Vec::len), Some(1));
    let path = format!("/api/v1/closures/{}/end", text(&first["id"]));
    let end = shift
        .dispatcher
        .request(Method::POST, &path)
        .header(header::IF_MATCH, "\"7\"");
    let stale = shift.dispatcher.send(end.json(&json!({}))).await;
    stale.expect_problem(412, "stale-version");
    assert_eq!(stale.body["current"], first);
}

/// The socket tells the ranking anew when a closure changes it, without any other cause.
#[tokio::test]
async fn a_watched_ranking_follows_a_closure() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let request = shift.request_at(&way.to).await;
    let (mut desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    desk.say(&json!({ "type": "watch", "request": request }))
        .await;
    let drive = |frame: &Value| frame["recommendation"]["candidates"][0]["drive"].as_f64();
    let before = drive(&desk.wait_for("recommendation").await);
    shift.close(&closed_at(&way.middle)).await;
    desk.wait(|frame| frame["type"] == "recommendation" && drive(frame) > before)
        .await;
}

/// The share of demand that the team covers, once the cover index is there.
async fn cover(shift: &Shift, request: &str) -> Option<f64> {
    let path = format!("/api/v1/requests/{request}/recommendation");
    let ranking = shift.dispatcher.get(&path).await.expect(200);
    let candidates = ranking["candidates"].as_array().expect("a list");
    candidates.first()?["cover"]["now"].as_f64()
}

async fn cover_until(shift: &Shift, request: &str, wanted: impl Fn(f64) -> bool) -> f64 {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    let mut last = None;
    while tokio::time::Instant::now() < deadline {
        last = cover(shift, request).await;
        if let Some(share) = last.filter(|&share| wanted(share)) {
            return share;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("cover is still {last:?}");
}

/// Cover follows the streets: where driving is slow, the same team covers less.
#[tokio::test]
async fn cover_follows_a_closure() {
    let shift = Shift::begin().await;
    let way = shift.way().await;
    let request = shift.request_at(&way.to).await;
    let before = cover_until(&shift, &request, |share| share > 0.0).await;
    let near = |x: f64, y: f64| {
        let at = |key: usize| shift.address[key].as_f64().expect("a number");
        json!([at(0) + x * 0.006, at(1) + y * 0.006])
    };
    let around = json!([
        near(-1.0, -1.0),
        near(1.0, -1.0),
        near(1.0, 1.0),
        near(-1.0, 1.0)
    ]);
    let closure = shift
        .close(&json!({
            "shape": { "kind": "polygon", "ring": around },
            "effect": { "kind": "slowed_by", "factor": 20 },
            "reason": "snow",
        }))
        .await;
    cover_until(&shift, &request, |share| share < before / 2.0).await;
    shift.end(&closure).await;
    cover_until(&shift, &request, |share| (share - before).abs() < 1e-9).await;
}
