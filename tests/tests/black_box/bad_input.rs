//! Wrong input to every endpoint: a problem document that names the field, and an unchanged log.

use nearhand_tests::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, now};

/// A call that must be refused: method, path, body, status, slug, field (empty: none is named).
type Case = (&'static str, String, Value, u16, &'static str, &'static str);

/// Calls every case and compares; then the log must be as long as before.
async fn check(shift: &Shift, cases: Vec<Case>) {
    let before = shift.seq().await;
    for (method, path, body, status, slug, field) in cases {
        let client = if path == "/api/v1/positions" {
            &shift.field
        } else {
            &shift.dispatcher
        };
        let call = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = client.request(call, &path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = client.send(request).await;
        let shown = format!("{method} {path} {body}: {}", answer.text);
        assert_eq!(
            (answer.status, slug_of(&answer)),
            (status, slug.to_owned()),
            "{shown}"
        );
        answer.expect_problem(status, slug);
        if !field.is_empty() {
            assert_eq!(answer.body["field"], field, "{shown}");
        }
    }
    assert_eq!(
        shift.seq().await,
        before,
        "refused calls leave the log as it is"
    );
}

fn slug_of(answer: &Answer) -> String {
    let kind = answer.body["type"].as_str().unwrap_or_default();
    kind.trim_start_matches("/problems/").to_owned()
}

fn post(path: &str, body: Value, status: u16, slug: &'static str, field: &'static str) -> Case {
    ("POST", path.to_owned(), body, status, slug, field)
}

fn get(path: &str, status: u16, slug: &'static str, field: &'static str) -> Case {
    ("GET", path.to_owned(), Value::Null, status, slug, field)
}

const WRONG: u16 = 422;
const FIELD: &str = "invalid-field";

/// `body` with one field set to another value.
fn with(body: &Value, field: &str, value: Value) -> Value {
    let mut changed = body.clone();
    changed[field] = value;
    changed
}

fn without(body: &Value, field: &str) -> Value {
    let mut changed = body.clone();
    if let Some(fields) = changed.as_object_mut() {
        fields.remove(field);
    }
    changed
}

#[tokio::test]
async fn teams() {
    let shift = Shift::begin().await;
    let taken = shift
        .dispatcher
        .get(&format!("/api/v1/teams/{}", shift.team))
        .await
        .expect(200);
    let good = json!({ "callsign": "New", "capabilities": ["peer"], "post": null });
    let team = "/api/v1/teams";
    let own = |action: &str| format!("/api/v1/teams/{}/{action}", shift.team);
    let cases = vec![
        post(team, without(&good, "callsign"), WRONG, FIELD, "callsign"),
        post(
            team,
            with(&good, "callsign", json!("")),
            WRONG,
            FIELD,
            "callsign",
        ),
        post(
            team,
            with(&good, "callsign", json!("x".repeat(41))),
            WRONG,
            FIELD,
            "callsign",
        ),
        post(
            team,
            with(&good, "callsign", json!(7)),
            WRONG,
            FIELD,
            "callsign",
        ),
        post(
            team,
            with(&good, "callsign", taken["callsign"].clone()),
            WRONG,
            FIELD,
            "callsign",
        ),
        post(
            team,
            with(&good, "capabilities", json!(["Very Good"])),
            WRONG,
            FIELD,
            "capabilities[0]",
        ),
        post(
            team,
            with(&good, "post", json!([181, 0])),
            WRONG,
            FIELD,
            "post",
        ),
        post(
            team,
            with(&good, "colour", json!("red")),
            WRONG,
            FIELD,
            "colour",
        ),
        post(
            "/api/v1/teams/T999/sign-on",
            json!({}),
            404,
            "not-found",
            "",
        ),
        post("/api/v1/teams/R1/sign-on", json!({}), WRONG, FIELD, "id"),
        post("/api/v1/teams/T01/sign-on", json!({}), WRONG, FIELD, "id"),
        post(&own("sign-on"), json!({}), 409, "wrong-state", ""),
        post(&own("sign-on"), json!({ "now": true }), WRONG, FIELD, "now"),
        post(&own("status"), json!({}), WRONG, FIELD, "status"),
        post(
            &own("status"),
            json!({ "status": "asleep" }),
            WRONG,
            FIELD,
            "status",
        ),
        post(
            &own("status"),
            json!({ "status": "on_scene" }),
            409,
            "wrong-state",
            "",
        ),
        get("/api/v1/teams/T999", 404, "not-found", ""),
        get("/api/v1/teams?limit=0", WRONG, FIELD, "limit"),
        get("/api/v1/teams?limit=many", WRONG, FIELD, "limit"),
        get("/api/v1/teams?state=asleep", WRONG, FIELD, "state"),
        get("/api/v1/teams?cursor=%00", WRONG, FIELD, "cursor"),
        get("/api/v1/teams?colour=red", WRONG, FIELD, "colour"),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn requests() {
    let shift = Shift::begin().await;
    let known = format!("/api/v1/requests/{}", shift.create_request().await);
    let good = shift.request_body();
    let all = "/api/v1/requests";
    let bad = |field: &'static str, value: Value| {
        post(all, with(&good, field, value), WRONG, FIELD, field)
    };
    let patch = |body: Value, field| ("PATCH", known.clone(), body, WRONG, FIELD, field);
    let mut cases = vec![
        bad("position", json!([181, 0])),
        bad("position", json!([14.5, -90.1])),
        bad("position", json!([14.5])),
        bad("position", json!("14.5,35.9")),
        bad("position", Value::Null),
        bad("type", json!("pizza")),
        bad("priority", json!(0)),
        bad("priority", json!(5)),
        bad("priority", json!(1.5)),
        bad("address", json!("")),
        bad("address", json!("x".repeat(201))),
        bad("address", json!("one\u{0}two")),
        bad("note", json!("x".repeat(4001))),
        bad("source", json!("x".repeat(61))),
        bad(
            "needs",
            Value::Array((0..21).map(|n| json!(format!("need{n}"))).collect()),
        ),
        bad("needs", json!("peer")),
        bad("hurry", json!(true)),
        post(all, json!([]), WRONG, FIELD, ""),
        post(all, json!({}), WRONG, FIELD, "position"),
        patch(json!({}), ""),
        patch(json!({ "priority": 9 }), "priority"),
        patch(json!({ "position": [0, 91] }), "position"),
        patch(json!({ "note": "" }), "note"),
        patch(json!({ "source": "web" }), "source"),
        (
            "PATCH",
            "/api/v1/requests/R999".to_owned(),
            json!({ "priority": 1 }),
            404,
            "not-found",
            "",
        ),
        get("/api/v1/requests/R999", 404, "not-found", ""),
        get("/api/v1/requests/345", WRONG, FIELD, "id"),
        get("/api/v1/requests?limit=1001", WRONG, FIELD, "limit"),
        get("/api/v1/requests?state=lost", WRONG, FIELD, "state"),
    ];
    let to = |action: &str| format!("{known}/{action}");
    cases.extend([
        post(&to("hold"), json!({}), WRONG, FIELD, "reason"),
        post(&to("hold"), json!({ "reason": "" }), WRONG, FIELD, "reason"),
        post(
            &to("hold"),
            json!({ "reason": "x".repeat(501) }),
            WRONG,
            FIELD,
            "reason",
        ),
        post(&to("resume"), json!({}), 409, "wrong-state", ""),
        post(&to("close"), json!({}), WRONG, FIELD, "disposition"),
        post(
            &to("close"),
            json!({ "disposition": "forgotten" }),
            WRONG,
            FIELD,
            "disposition",
        ),
        post(
            &to("close"),
            json!({ "disposition": "refused", "note": "" }),
            WRONG,
            FIELD,
            "note",
        ),
        post(
            "/api/v1/requests/R999/close",
            json!({ "disposition": "refused" }),
            404,
            "not-found",
            "",
        ),
    ]);
    check(&shift, cases).await;
}

#[tokio::test]
async fn a_place_off_the_map_is_refused_with_its_distance() {
    let shift = Shift::begin().await;
    let known = shift.create_request().await;
    // In the open sea, a hundred kilometres from the next road.
    let sea = json!([15.9, 35.2]);
    let place = json!({ "position": sea, "type": "transport", "priority": 1 });
    let none = "no-segment";
    let reach = json!({ "from": [sea], "minutes": [5], "direction": "depart" });
    let cases = vec![
        post("/api/v1/requests", place.clone(), WRONG, none, ""),
        (
            "PATCH",
            format!("/api/v1/requests/{known}"),
            json!({ "position": sea }),
            WRONG,
            none,
            "",
        ),
        post("/api/v1/recommendations", place.clone(), WRONG, none, ""),
        post(
            "/api/v1/route",
            json!({ "from": sea, "to": shift.address }),
            WRONG,
            none,
            "",
        ),
        post(
            "/api/v1/route",
            json!({ "from": shift.address, "to": sea }),
            WRONG,
            none,
            "",
        ),
        post("/api/v1/reach", reach, WRONG, none, ""),
    ];
    check(&shift, cases).await;
    let answer = shift.dispatcher.post("/api/v1/requests", &place).await;
    let distance = answer.body["distance"].as_f64();
    assert!(
        distance.is_some_and(|metres| metres > 500.0),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn assignments() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let assignment = shift.assign(&request).await;
    let of_request = format!("/api/v1/requests/{request}/assignments");
    let to = |action: &str| format!("/api/v1/assignments/{assignment}/{action}");
    let team = json!({ "team": shift.team });
    let shown = json!([{ "team": "T999", "eta": 1 }]);
    let cases = vec![
        post(&of_request, json!({}), WRONG, FIELD, "team"),
        post(&of_request, json!({ "team": "R1" }), WRONG, FIELD, "team"),
        post(&of_request, json!({ "team": "T999" }), 404, "not-found", ""),
        post(&of_request, team.clone(), 409, "wrong-state", ""),
        post(
            &of_request,
            with(&team, "shown", shown),
            WRONG,
            FIELD,
            "shown",
        ),
        post(
            &of_request,
            with(&team, "shown", json!([{ "team": "T1", "eta": -1 }])),
            WRONG,
            FIELD,
            "shown[0].eta",
        ),
        post(
            &of_request,
            with(&team, "override_reason", json!("")),
            WRONG,
            FIELD,
            "override_reason",
        ),
        post(
            "/api/v1/requests/R999/assignments",
            team,
            404,
            "not-found",
            "",
        ),
        post(&to("decline"), json!({}), WRONG, FIELD, "reason"),
        post(
            &to("advance"),
            json!({ "to": "the_moon" }),
            WRONG,
            FIELD,
            "to",
        ),
        post(
            &to("advance"),
            json!({ "to": "assigned" }),
            409,
            "wrong-state",
            "",
        ),
        post(&to("clear"), json!({}), 409, "wrong-state", ""),
        post(
            &to("cancel"),
            json!({ "reason": " " }),
            WRONG,
            FIELD,
            "reason",
        ),
        post(&to("acknowledge"), json!({ "x": 1 }), WRONG, FIELD, "x"),
        post(
            "/api/v1/assignments/A999/acknowledge",
            json!({}),
            404,
            "not-found",
            "",
        ),
        post(
            "/api/v1/assignments/T1/acknowledge",
            json!({}),
            WRONG,
            FIELD,
            "id",
        ),
        post(
            &format!("/api/v1/requests/{request}/close"),
            json!({ "disposition": "refused" }),
            409,
            "wrong-state",
            "",
        ),
        get("/api/v1/assignments/A999", 404, "not-found", ""),
        get("/api/v1/assignments/A999/route", 404, "not-found", ""),
        get("/api/v1/assignments?state=lost", WRONG, FIELD, "state"),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn routes_reach_and_recommendations() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let here = &shift.address;
    let route = json!({ "from": here, "to": here });
    let reach = json!({ "from": [here], "minutes": [5], "direction": "depart" });
    let place = shift.request_body();
    let recommendation = format!("/api/v1/requests/{request}/recommendation");
    let (to_route, to_reach) = ("/api/v1/route", "/api/v1/reach");
    let cases = vec![
        post(
            to_route,
            with(&route, "from", json!([200, 0])),
            WRONG,
            FIELD,
            "from",
        ),
        post(to_route, without(&route, "to"), WRONG, FIELD, "to"),
        post(
            to_route,
            with(&route, "via", json!([])),
            WRONG,
            FIELD,
            "via",
        ),
        post(
            to_reach,
            with(&reach, "from", json!([])),
            WRONG,
            FIELD,
            "from",
        ),
        post(
            to_reach,
            with(&reach, "from", json!([[14.5, 95]])),
            WRONG,
            FIELD,
            "from[0]",
        ),
        post(
            to_reach,
            with(&reach, "minutes", json!([])),
            WRONG,
            FIELD,
            "minutes",
        ),
        post(
            to_reach,
            with(&reach, "minutes", json!([0])),
            WRONG,
            FIELD,
            "minutes",
        ),
        post(
            to_reach,
            with(&reach, "minutes", json!([100_000])),
            WRONG,
            FIELD,
            "minutes",
        ),
        post(
            to_reach,
            with(&reach, "direction", json!("up")),
            WRONG,
            FIELD,
            "direction",
        ),
        post(
            to_reach,
            with(&reach, "teams", json!(["T999"])),
            404,
            "not-found",
            "",
        ),
        post(
            to_reach,
            with(&reach, "output", json!(["cake"])),
            WRONG,
            FIELD,
            "output[0]",
        ),
        post(
            "/api/v1/recommendations",
            with(&place, "k", json!(0)),
            WRONG,
            FIELD,
            "k",
        ),
        post(
            "/api/v1/recommendations",
            with(&place, "k", json!(100_000)),
            WRONG,
            FIELD,
            "k",
        ),
        post(
            "/api/v1/recommendations",
            with(&place, "priority", json!(7)),
            WRONG,
            FIELD,
            "priority",
        ),
        get(&format!("{recommendation}?k=0"), WRONG, FIELD, "k"),
        get(&format!("{recommendation}?k=-1"), WRONG, FIELD, "k"),
        get("/api/v1/requests/R999/recommendation", 404, "not-found", ""),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn search_and_tiles() {
    let shift = Shift::begin().await;
    let cases = vec![
        get("/api/v1/geocode", WRONG, FIELD, "q"),
        get(
            &format!("/api/v1/geocode?q={}", "x".repeat(2000)),
            WRONG,
            FIELD,
            "q",
        ),
        get("/api/v1/geocode?q=a&limit=0", WRONG, FIELD, "limit"),
        get("/api/v1/geocode?q=a&limit=1000000", WRONG, FIELD, "limit"),
        get("/api/v1/geocode?q=a&near=14.5", WRONG, FIELD, "near"),
        get("/api/v1/geocode?q=a&near=14.5,NaN", WRONG, FIELD, "near"),
        get("/api/v1/geocode?q=a&lang=mt", WRONG, FIELD, "lang"),
        get("/api/v1/reverse?lng=14.5", WRONG, FIELD, "lat"),
        get("/api/v1/reverse?lng=14.5&lat=inf", WRONG, FIELD, "lat"),
        get("/api/v1/reverse?lng=14.5&lat=91", WRONG, FIELD, "lat"),
        get("/tiles/99/0/0", 404, "not-found", ""),
        get("/tiles/1/2/0", 404, "not-found", ""),
        get("/tiles/0/0/x", WRONG, FIELD, "y"),
        get("/style/pink.json", 404, "not-found", ""),
        get("/api/v1/no-such-thing", 404, "not-found", ""),
        (
            "DELETE",
            "/api/v1/teams".to_owned(),
            Value::Null,
            405,
            "method-not-allowed",
            "",
        ),
        (
            "DELETE",
            "/api/v1/devices/none".to_owned(),
            Value::Null,
            404,
            "not-found",
            "",
        ),
        post(
            "/api/v1/devices",
            json!({ "team": "T999" }),
            404,
            "not-found",
            "",
        ),
        post("/api/v1/devices", json!({}), WRONG, FIELD, "team"),
        post(
            "/api/v1/sign-in-links",
            json!({ "role": "king", "team": "T1" }),
            WRONG,
            FIELD,
            "role",
        ),
        post(
            "/api/v1/sign-in-links",
            json!({ "role": "field" }),
            WRONG,
            FIELD,
            "team",
        ),
        post(
            "/api/v1/sign-in-links",
            json!({ "role": "field", "team": "T999" }),
            404,
            "not-found",
            "",
        ),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn positions() {
    let shift = Shift::begin().await;
    let good = json!({ "position": shift.address, "at": now() });
    let path = "/api/v1/positions";
    let cases = vec![
        post(path, without(&good, "at"), WRONG, FIELD, "at"),
        post(
            path,
            with(&good, "at", json!("yesterday")),
            WRONG,
            FIELD,
            "at",
        ),
        post(
            path,
            with(&good, "position", json!([14.5, 1e300])),
            WRONG,
            FIELD,
            "position",
        ),
        post(
            path,
            with(&good, "bearing", json!("north")),
            WRONG,
            FIELD,
            "bearing",
        ),
        post(
            path,
            with(&good, "height", json!(3)),
            WRONG,
            FIELD,
            "height",
        ),
        post(path, json!({ "fixes": 3 }), WRONG, FIELD, "fixes"),
    ];
    check(&shift, cases).await;
    // A batch is judged fix by fix: the wrong one does not spoil the rest.
    let future = with(&good, "at", json!("2099-01-01T00:00:00Z"));
    let batch = json!({ "fixes": [future, with(&good, "at", json!(now()))] });
    let answer = shift.field.post(path, &batch).await.expect(200);
    assert_eq!(
        (&answer["accepted"], &answer["refused"][0]["index"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn a_stale_version_is_answered_with_the_present_state() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let path = format!("/api/v1/requests/{request}");
    let seen = shift.dispatcher.get(&path).await;
    assert_eq!(seen.etag, "\"1\"");
    let hold = |version: &str| {
        let call = shift
            .dispatcher
            .request(Method::POST, &format!("{path}/hold"));
        call.header("If-Match", version)
            .json(&json!({ "reason": "later" }))
    };
    let stale = shift.dispatcher.send(hold("\"7\"")).await;
    stale.expect_problem(412, "stale-version");
    assert_eq!(stale.body["current"], seen.body);
    shift
        .dispatcher
        .send(hold("seven"))
        .await
        .expect_problem(422, "invalid-field");
    let held = shift.dispatcher.send(hold("\"1\"")).await;
    assert_eq!(held.etag, "\"2\"");
    assert_eq!(held.expect(200)["state"], "held");
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let shift = Shift::begin().await;
    let before = shift.seq().await;
    let send = |kind: &'static str, body: Vec<u8>| {
        let call = shift.dispatcher.request(Method::POST, "/api/v1/requests");
        shift
            .dispatcher
            .send(call.header("Content-Type", kind).body(body))
    };
    let json = "application/json";
    send(json, b"{".to_vec())
        .await
        .expect_problem(400, "malformed-body");
    send(json, b"{\"note\":\"\xff\"}".to_vec())
        .await
        .expect_problem(400, "malformed-body");
    send(json, b"{} {}".to_vec())
        .await
        .expect_problem(400, "malformed-body");
    send(json, "[".repeat(10_000).into_bytes())
        .await
        .expect_problem(400, "malformed-body");
    send("text/plain", b"{}".to_vec())
        .await
        .expect_problem(415, "unsupported-media-type");
    send(json, vec![b' '; 65 * 1024])
        .await
        .expect_problem(413, "body-too-large");
    let key = shift.dispatcher.request(Method::POST, "/api/v1/requests");
    let key = key
        .header("Idempotency-Key", "x".repeat(65))
        .json(&shift.request_body());
    shift
        .dispatcher
        .send(key)
        .await
        .expect_problem(422, "invalid-field");
    assert_eq!(shift.seq().await, before);
}
