//! What roles may do beyond the table of routes (see `matrix`): their own and nobody else's.

use nearhand_tests::{Client, Options, Server};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

impl Shift {
    /// A device of the field client's team.
    pub(crate) async fn device(&self) -> Client {
        let body = json!({ "team": self.team });
        let made = self.dispatcher.post("/api/v1/devices", &body).await;
        let made = made.expect(201);
        self.server.stranger().with_token(&text(&made["token"]))
    }

    /// A team that is not the field client's, on shift.
    pub(crate) async fn another_team(&self) -> String {
        let body = json!({ "callsign": "Another", "capabilities": [], "post": null });
        let team = self
            .dispatcher
            .post("/api/v1/teams", &body)
            .await
            .expect(201);
        let id = text(&team["id"]);
        let path = format!("/api/v1/teams/{id}/sign-on");
        self.dispatcher.post(&path, &json!({})).await.expect(200);
        id
    }
}

#[tokio::test]
async fn a_field_team_acts_for_itself_alone() {
    let shift = Shift::begin().await;
    let other = shift.another_team().await;
    let request = shift.create_request().await;
    let path = format!("/api/v1/requests/{request}/assignments");
    let body = json!({ "team": other });
    let assignment = text(&shift.dispatcher.post(&path, &body).await.expect(201)["id"]);
    let before = shift.seq().await;
    for (path, body) in [
        (format!("/api/v1/teams/{other}/sign-off"), json!({})),
        (
            format!("/api/v1/teams/{other}/status"),
            json!({ "status": "emergency" }),
        ),
        (
            format!("/api/v1/assignments/{assignment}/acknowledge"),
            json!({}),
        ),
        (
            format!("/api/v1/assignments/{assignment}/decline"),
            json!({ "reason": "no" }),
        ),
        (
            format!("/api/v1/assignments/{assignment}/advance"),
            json!({ "to": "on_scene" }),
        ),
        (format!("/api/v1/assignments/{assignment}/clear"), json!({})),
    ] {
        shift
            .field
            .post(&path, &body)
            .await
            .expect_problem(403, "forbidden");
    }
    let positions = shift.field.get("/api/v1/positions").await.expect(200);
    let foreign = |one: &Value| one["team"] == other.as_str();
    assert!(
        !positions["items"]
            .as_array()
            .is_some_and(|all| all.iter().any(foreign))
    );
    assert_eq!(shift.seq().await, before);
}

#[tokio::test]
async fn a_change_by_cookie_needs_the_header_that_only_our_pages_send() {
    let shift = Shift::begin().await;
    let stranger = shift.server.stranger();
    let cookie = format!("nearhand_session={}", shift.dispatcher.token());
    let post = || {
        let request = stranger.request(Method::POST, "/api/v1/requests");
        request
            .header("Cookie", &cookie)
            .json(&shift.request_body())
    };
    stranger.send(post()).await.expect_problem(403, "forbidden");
    let made = stranger.send(post().header("X-Nearhand", "1")).await;
    made.expect(201);
    let state = stranger
        .request(Method::GET, "/api/v1/state")
        .header("Cookie", &cookie);
    stranger.send(state).await.expect(200);
}

#[tokio::test]
async fn who_signed_out_is_a_stranger() {
    let shift = Shift::begin().await;
    shift
        .field
        .post("/api/v1/sign-out", &json!({}))
        .await
        .expect(204);
    shift
        .field
        .get("/api/v1/me")
        .await
        .expect_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_device_sends_positions_until_it_is_revoked() {
    let shift = Shift::begin().await;
    let body = json!({ "team": shift.team });
    let made = shift.dispatcher.post("/api/v1/devices", &body).await;
    let made = made.expect(201);
    let token = text(&made["token"]);
    let stranger = shift.server.stranger();
    let [lng, lat] = [&shift.address[0], &shift.address[1]];
    let send = |token: &str| {
        let milliseconds = jiff::Timestamp::now().as_millisecond();
        let path = format!(
            "/ingest/osmand?id={}&token={token}&lat={lat}&lon={lng}&timestamp={milliseconds}&speed=0",
            shift.team
        );
        let stranger = stranger.clone();
        async move { stranger.get(&path).await }
    };
    assert_eq!(send(&token).await.status, 200);
    send("wrong").await.expect_problem(401, "unauthorized");
    let path = format!("/api/v1/devices/{}", text(&made["id"]));
    let delete = shift.dispatcher.request(Method::DELETE, &path);
    shift.dispatcher.send(delete).await.expect(204);
    send(&token).await.expect_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_look_at_a_sign_in_link_does_not_use_it_up() {
    let server = Server::start(&Options::default());
    let link = server.link("planner");
    let looked = reqwest::Client::new().head(link).send().await;
    assert_eq!(looked.expect("an answer").status(), 200);
    let planner = server.sign_in("planner").await;
    let me = planner.get("/api/v1/me").await.expect(200);
    assert_eq!(me["role"], "planner");
}
