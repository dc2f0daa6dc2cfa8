//! Devices: listed, heard of, revoked, and in no log.

use nearhand_tests::{Options, Socket};
use reqwest::Method;
use serde_json::{Value, json};

use super::{owntracks, post, soon, traccar};
use crate::shift::{Shift, text};

#[tokio::test]
async fn devices_are_listed_without_what_is_secret_and_end_when_revoked() {
    let shift = Shift::begin().await;
    let made = shift.new_device("Grey phone").await;
    let other = shift.new_device("Tracker").await;
    let (id, token) = (text(&made["id"]), text(&made["token"]));
    let find = |list: &Value, id: &Value| {
        let items = list["items"].as_array().expect("a list").clone();
        items
            .into_iter()
            .find(|it| it["id"] == *id)
            .unwrap_or_default()
    };
    let path = format!("/api/v1/devices?team={}", shift.team);
    let before = shift.dispatcher.get(&path).await;
    assert!(!before.text.contains(&token), "the token is shown once");
    let known = find(&before.expect(200), &made["id"]);
    assert_eq!(
        (&known["name"], &known["heard_at"], &known["made_at"]),
        (&json!("Grey phone"), &Value::Null, &made["made_at"])
    );
    let device = shift.server.stranger().with_token(&token);
    let position = shift.east(3.0);
    post(
        &device,
        "/ingest/owntracks",
        &json!({ "_type": "lwt", "tst": 1 }),
    )
    .await
    .expect(200);
    let heard = shift.dispatcher.get(&path).await;
    assert!(find(&heard.clone().expect(200), &made["id"])["heard_at"].is_string());
    post(&device, "/ingest/owntracks", &owntracks(position, soon(3)))
        .await
        .expect(200);
    let heard = shift.dispatcher.get(&path).await;
    assert!(
        !heard.text.contains(&position[0].to_string()),
        "when, not where"
    );
    assert!(find(&heard.expect(200), &other["id"])["heard_at"].is_null());
    let live = shift.live().await;

    let revoke = shift
        .dispatcher
        .request(Method::DELETE, &format!("/api/v1/devices/{id}"));
    shift.dispatcher.send(revoke).await.expect(204);
    let left = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(find(&left, &made["id"]), Value::Null);
    assert_eq!(find(&left, &other["id"])["name"], "Tracker");
    // It is refused as one that never was, by every protocol.
    let never = shift.server.stranger().with_token(&"0".repeat(64));
    for (path, body) in [
        ("/ingest/owntracks", owntracks(position, soon(5))),
        ("/ingest/osmand", traccar(&shift.team, position, soon(5))),
        (
            "/api/v1/positions",
            json!({ "position": position, "at": soon(5).to_string() }),
        ),
    ] {
        let (revoked, unknown) = (
            post(&device, path, &body).await,
            post(&never, path, &body).await,
        );
        revoked.expect_problem(401, "unauthorized");
        assert_eq!(revoked.text, unknown.text, "{path}");
    }
    assert_eq!(
        Socket::connect(&shift.server, Some(&token)).await.err(),
        Some(401)
    );
    assert_eq!(shift.live().await["at"], live["at"]);
}

#[tokio::test]
async fn the_log_holds_no_token_and_no_place_of_a_device() {
    let log_all = Options {
        more: vec!["--log".to_owned(), "info,nearhand_server=trace".to_owned()],
        ..Options::default()
    };
    let shift = Shift::begin_with(&log_all).await;
    let made = shift.new_device("Phone of Ms Grech").await;
    let token = text(&made["token"]);
    let stranger = shift.server.stranger();
    let [lng, lat] = shift.east(37.0);
    let sent = format!("/ingest/osmand?id={token}&lat={lat}&lon={lng}");
    assert_eq!(stranger.get(&sent).await.status, 200);
    // What is refused is the likeliest to be logged.
    let wrong = format!("/ingest/osmand?id={token}&lat={lat}&lon={lng}&timestamp=soon");
    stranger
        .get(&wrong)
        .await
        .expect_problem(422, "invalid-field");
    let far = format!("/ingest/osmand?id={token}&lat={lat}&lon={lng}&speed=9999");
    let refused = stranger.get(&far).await;
    refused.expect_problem(422, "invalid-field");
    assert_eq!(refused.body["field"], "speed");
    let device = stranger.with_token(&token);
    let future = owntracks([lng, lat], soon(6000));
    let refused = post(&device, "/ingest/owntracks", &future).await;
    refused.expect_problem(422, "invalid-field");
    assert_eq!(refused.body["field"], "tst");
    shift.track_times(&shift.dispatcher).await;
    let log = shift.server.log();
    assert!(log.contains("/ingest/osmand") && log.contains("/api/v1/teams/{id}/track"));
    let degrees = |value: f64| value.to_string().chars().take(7).collect::<String>();
    for secret in [&token, &degrees(lng), &degrees(lat), "Grech"] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}
