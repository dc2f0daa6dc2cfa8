//! What one caller may ask for: how often, how much at once, how deep, and long lists by pages.

use std::{collections::BTreeSet, time::Duration};

use nearhand_tests::{Answer, Client, Options, Server};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    people::Crowd,
    shift::{Shift, text},
};

/// Every list with pages, and the cursor of a first entity.
const LISTS: [(&str, &str); 9] = [
    ("teams", "T1"),
    ("requests", "R1"),
    ("assignments", "A1"),
    ("closures", "C1"),
    ("members", "M1"),
    ("vehicles", "V1"),
    ("shifts", "S1"),
    ("destinations", "D1"),
    ("flags", "F1"),
];

async fn until_refused(client: &Client, path: &str) -> Option<Answer> {
    for _ in 0..200 {
        let answer = client.get(path).await;
        if answer.status == 429 {
            return Some(answer);
        }
    }
    None
}

#[tokio::test]
async fn who_calls_too_often_waits_and_goes_on() {
    let more = [
        "--calls-per-second",
        "5",
        "--stranger-calls-per-second",
        "4",
    ];
    let server = Server::start(&Options {
        more: more.map(str::to_owned).to_vec(),
        ..Options::default()
    });
    let dispatcher = server.sign_in("dispatcher").await;
    let planner = server.sign_in("planner").await;
    let refused = until_refused(&dispatcher, "/api/v1/me").await;
    let refused = refused.expect("two hundred calls are more than the share");
    refused.expect_problem(429, "too-many-calls");
    assert_eq!(refused.retry_after, "1", "{}", refused.text);
    // Everybody has a share of their own.
    planner.get("/api/v1/me").await.expect(200);
    // Without credentials the address counts, also where a token is tried out.
    let stranger = server.stranger();
    let refused = until_refused(&stranger, "/ingest/osmand?token=guessed").await;
    let refused = refused.expect("an address has a share, too");
    refused.expect_problem(429, "too-many-calls");
    until_refused(&stranger.with_token("guessed"), "/api/v1/me")
        .await
        .expect("a token that is none does not help")
        .expect_problem(429, "too-many-calls");
    let patience = Duration::from_secs(refused.retry_after.parse().expect("seconds"));
    tokio::time::sleep(patience).await;
    dispatcher.get("/api/v1/me").await.expect(200);
    stranger.get("/healthz").await.expect(200);
}

#[tokio::test]
async fn a_body_may_be_neither_too_long_nor_too_deep() {
    let shift = Shift::begin().await;
    let device = shift.device().await;
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(64 * 1024));
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let before = shift.seq().await;
    for (client, method, path) in [
        (&shift.dispatcher, Method::POST, "/api/v1/requests"),
        (&shift.dispatcher, Method::PATCH, "/api/v1/requests/R1"),
        (
            &shift.dispatcher,
            Method::PUT,
            "/api/v1/triage-forms/transport",
        ),
        (&shift.dispatcher, Method::POST, "/api/v1/route"),
        (&shift.dispatcher, Method::POST, "/api/v1/reach"),
        (&shift.dispatcher, Method::POST, "/api/v1/recommendations"),
        (&shift.dispatcher, Method::POST, "/api/v1/sign-in-links"),
        (&shift.dispatcher, Method::POST, "/api/v1/sign-out"),
        (&shift.field, Method::POST, "/api/v1/positions"),
        (&device, Method::POST, "/ingest/osmand"),
    ] {
        let send = |body: &str| {
            let request = client.request(method.clone(), path);
            let request = request.header("Content-Type", "application/json");
            client.send(request.body(body.to_owned()))
        };
        let answer = send(&long).await;
        assert_eq!(answer.status, 413, "{method} {path}: {}", answer.text);
        answer.expect_problem(413, "body-too-large");
        let answer = send(&deep).await;
        assert_eq!(answer.status, 400, "{method} {path}: {}", answer.text);
        answer.expect_problem(400, "malformed-body");
        let detail = text(&answer.body["detail"]);
        assert!(detail.contains("127 deep"), "{method} {path}: {detail}");
    }
    assert_eq!(shift.seq().await, before);
}

#[tokio::test]
async fn pages_lose_and_double_nothing_while_more_comes_in() {
    let shift = Shift::begin().await;
    let mut made = Vec::new();
    for _ in 0..7 {
        made.push(shift.create_request().await);
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/requests?limit=2".to_owned();
    loop {
        let page = shift.dispatcher.get(&path).await.expect(200);
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() <= 2, "{page}");
        seen.extend(items.iter().map(|item| text(&item["id"])));
        // One comes in, and one that was told already changes.
        if made.len() < 12 {
            made.push(shift.create_request().await);
        }
        let note = format!("/api/v1/requests/{}/notes", seen[0]);
        shift
            .dispatcher
            .post(&note, &json!({ "text": "seen" }))
            .await
            .expect(200);
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/requests?limit=2&cursor={next}");
    }
    let once: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(once.len(), seen.len(), "none twice: {seen:?}");
    assert_eq!(seen, made, "all, in the order in which they were made");
}

#[tokio::test]
async fn every_list_keeps_to_its_limits_and_knows_its_cursor() {
    let shift = Shift::begin().await;
    let desk = &shift.dispatcher;
    for (list, cursor) in LISTS {
        let ask = |query: String| async move { desk.get(&format!("/api/v1/{list}?{query}")).await };
        for limit in ["1", "1000"] {
            let page = ask(format!("limit={limit}&cursor={cursor}"))
                .await
                .expect(200);
            assert!(page["items"].is_array(), "{list}: {page}");
            assert!(page.get("next").is_some(), "{list}: {page}");
        }
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=1001", "limit"),
            ("limit=-1", "limit"),
            ("limit=", "limit"),
            ("limit=1&limit=2", "limit"),
            ("cursor=", "cursor"),
            ("cursor=X1", "cursor"),
            ("cursor=1", "cursor"),
            ("offset=1", "offset"),
        ] {
            let answer = ask(query.to_owned()).await;
            assert_eq!(answer.status, 422, "{list}?{query}: {}", answer.text);
            answer.expect_problem(422, "invalid-field");
            assert_eq!(answer.body["field"], field, "{list}?{query}");
        }
        // A cursor past the end is the end.
        let letter = &cursor[..1];
        let page = ask(format!("cursor={letter}999999999")).await.expect(200);
        assert_eq!(page["items"], json!([]), "{list}");
        assert!(page["next"].is_null(), "{list}: {page}");
    }
}

/// All ids of a list, two at a time from a page on.
async fn turned(client: &Client, list: &str, mut page: Value) -> Vec<String> {
    let mut ids = Vec::new();
    loop {
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() <= 2, "{page}");
        ids.extend(items.iter().map(|item| text(&item["id"])));
        let Some(next) = page["next"].as_str() else {
            return ids;
        };
        let path = format!("/api/v1/{list}?limit=2&cursor={next}");
        page = client.get(&path).await.expect(200);
    }
}

#[tokio::test]
async fn accounts_devices_and_referrals_come_by_pages_too() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    for _ in 0..4 {
        shift.device().await;
        let body = json!({ "position": shift.address, "type": "wellness_check" });
        let filed = crowd.of("partner").post("/api/v1/referrals", &body).await;
        filed.expect(201);
    }
    for (role, list) in [
        ("admin", "accounts"),
        ("admin", "devices"),
        ("partner", "referrals"),
    ] {
        let client = crowd.of(role);
        let ask = |query: &str| {
            let path = format!("/api/v1/{list}?{query}");
            async move { client.get(&path).await }
        };
        let whole = ask("").await.expect(200);
        assert!(whole["next"].is_null(), "{whole}");
        let whole = whole["items"].as_array().expect("a list");
        let whole: Vec<String> = whole.iter().map(|item| text(&item["id"])).collect();
        assert!(whole.len() >= 4, "{list}: {whole:?}");
        let first = ask("limit=2").await.expect(200);
        assert_eq!(turned(client, list, first.clone()).await, whole, "{list}");
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=1001", "limit"),
            ("cursor=", "cursor"),
            ("cursor=X1", "cursor"),
            ("offset=1", "offset"),
        ] {
            let answer = ask(query).await;
            answer.expect_problem(422, "invalid-field");
            assert_eq!(answer.body["field"], field, "{list}?{query}");
        }
        if list == "devices" {
            // The last of a page is revoked while the page is looked at: none is left out, and none comes twice.
            let path = format!("/api/v1/devices/{}", whole[1]);
            let revoke = client.request(Method::DELETE, &path);
            client.send(revoke).await.expect(204);
            assert_eq!(turned(client, list, first).await, whole);
        }
    }
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_told_which_are() {
    let shift = Shift::begin().await;
    for (method, path, allowed) in [
        (Method::DELETE, "/api/v1/teams", "GET, POST, HEAD"),
        (Method::GET, "/api/v1/sign-out", "POST"),
        (Method::OPTIONS, "/api/v1/teams/T1", "GET, PATCH, HEAD"),
        (Method::POST, "/api/v1/me", "GET, HEAD"),
    ] {
        let request = shift.dispatcher.request(method.clone(), path);
        let answer = shift.dispatcher.send(request).await;
        answer.expect_problem(405, "method-not-allowed");
        assert_eq!(answer.allow, allowed, "{method} {path}");
    }
}
