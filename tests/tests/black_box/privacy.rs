//! What must never be in a log, and who must never see what.

use nearhand_tests::{Options, Socket};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::Shift;

#[tokio::test]
async fn the_log_holds_no_address_note_position_or_token() {
    let log_all = Options {
        more: vec!["--log".to_owned(), "info,nearhand_server=trace".to_owned()],
        ..Options::default()
    };
    let shift = Shift::begin_with(&log_all).await;
    let mut body = shift.request_body();
    body["address"] = json!("17 Triq il-Moħbija");
    body["note"] = json!("Asks for Ms Grech-Zammit");
    let request = shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    let place = format!("lng={}&lat={}", shift.address[0], shift.address[1]);
    shift
        .dispatcher
        .get(&format!("/api/v1/reverse?{place}"))
        .await
        .expect(200);
    shift
        .dispatcher
        .get("/api/v1/geocode?q=Triq%20il-Mo%C4%A7bija")
        .await
        .expect(200);
    // Answers that are errors are the likeliest to be logged.
    let mut wrong = body.clone();
    wrong["priority"] = json!(9);
    shift
        .dispatcher
        .post("/api/v1/requests", &wrong)
        .await
        .expect_problem(422, "invalid-field");
    wrong["priority"] = json!(1);
    wrong["position"] = json!([14.4321987, 36.4321987]);
    let _ = shift.dispatcher.post("/api/v1/requests", &wrong).await;
    let path = format!(
        "/api/v1/requests/{}/recommendation",
        request["id"].as_str().unwrap_or("")
    );
    shift.dispatcher.get(&path).await.expect(200);

    let log = shift.server.log();
    assert!(
        log.contains("/api/v1/requests/{id}/recommendation"),
        "calls are logged by their route: {log}"
    );
    let degrees = |value: &Value| {
        let text = value.to_string();
        text.chars().take("14.512".len()).collect::<String>()
    };
    for secret in [
        "Moħbija",
        "Mo%C4%A7bija",
        "Grech",
        &degrees(&shift.address[0]),
        &degrees(&shift.address[1]),
        "4321987",
        shift.dispatcher.token(),
        shift.field.token(),
    ] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[tokio::test]
async fn a_planner_sees_requests_without_address_and_note() {
    let shift = Shift::begin().await;
    let planner = shift.server.sign_in("planner").await;
    let mut body = shift.request_body();
    body["address"] = json!("17 Hidden Street");
    body["note"] = json!("hidden words");
    shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    for path in ["/api/v1/state", "/api/v1/requests", "/api/v1/requests/R1"] {
        let seen = planner.get(path).await;
        assert_eq!(seen.status, 200, "{path}");
        assert!(seen.text.contains("R1"), "{path}");
        assert!(
            !seen.text.to_lowercase().contains("hidden"),
            "{path}: {}",
            seen.text
        );
    }
    let (mut socket, _) = Socket::hello(&shift.server, &planner, None).await;
    let snapshot = socket.wait_for("snapshot").await.to_string();
    assert!(snapshot.contains("R1") && !snapshot.to_lowercase().contains("hidden"));
}

#[tokio::test]
async fn a_team_sees_a_request_only_while_it_is_sent_there() {
    let shift = Shift::begin().await;
    let mut body = shift.request_body();
    body["note"] = json!("hidden words");
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    let event = phone.wait_for_event("request_created").await;
    assert!(!event.to_string().contains("hidden"), "{event}");
    let refused = shift.field.get("/api/v1/requests/R1").await;
    assert!(matches!(refused.status, 403 | 404), "{}", refused.text);
    assert!(
        !shift
            .field
            .get("/api/v1/state")
            .await
            .text
            .contains("hidden")
    );
    shift.assign("R1").await;
    assert!(
        shift
            .field
            .get("/api/v1/state")
            .await
            .text
            .contains("hidden")
    );
}

#[tokio::test]
async fn a_sign_in_link_works_once() {
    let shift = Shift::begin().await;
    let link = shift.server.link("dispatcher");
    let path = link
        .strip_prefix(&shift.server.base())
        .expect("links lead to the server");
    let stranger = shift.server.stranger();
    let again = stranger.send(stranger.request(Method::GET, path)).await;
    assert!(matches!(again.status, 401 | 403 | 410), "{}", again.status);
}
