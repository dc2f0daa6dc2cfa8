//! Versions, keys and bodies, whatever they are about.

use reqwest::Method;
use serde_json::json;

use crate::shift::Shift;

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
