//! Every route with every role that may not call it, and with nobody at all.

use nearhand_tests::{Client, Options, Server};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

const D: &str = "dispatcher";
const F: &str = "field";
const P: &str = "planner";
const V: &str = "device";
const ALL: [&str; 4] = [D, F, P, V];

/// Method, path and who may call it. `T1` and the like need not exist: the role is judged first.
const ROUTES: [(&str, &str, &[&str]); 93] = [
    ("POST", "/api/v1/sign-out", &ALL),
    ("GET", "/api/v1/me", &ALL),
    ("GET", "/api/v1/city", &ALL),
    ("GET", "/api/v1/state", &[D, F, P]),
    ("GET", "/api/v1/teams", &[D, F, P]),
    ("GET", "/api/v1/requests", &[D, F, P]),
    ("GET", "/api/v1/assignments", &[D, F, P]),
    ("GET", "/api/v1/teams/T1", &[D, F, P]),
    ("GET", "/api/v1/requests/R1", &[D, F, P]),
    ("GET", "/api/v1/assignments/A1", &[D, F, P]),
    ("POST", "/api/v1/teams", &[D]),
    ("POST", "/api/v1/teams/T1/sign-on", &[D, F]),
    ("POST", "/api/v1/teams/T1/sign-off", &[D, F]),
    ("POST", "/api/v1/teams/T1/status", &[D, F]),
    ("POST", "/api/v1/requests", &[D]),
    ("PATCH", "/api/v1/requests/R1", &[D]),
    ("POST", "/api/v1/requests/R1/hold", &[D]),
    ("POST", "/api/v1/requests/R1/resume", &[D]),
    ("POST", "/api/v1/requests/R1/close", &[D]),
    ("POST", "/api/v1/requests/R1/assignments", &[D]),
    ("GET", "/api/v1/requests/R1/recommendation", &[D]),
    ("POST", "/api/v1/recommendations", &[D]),
    ("GET", "/api/v1/recommendations/joint", &[D]),
    ("PATCH", "/api/v1/teams/T1", &[D]),
    ("POST", "/api/v1/assignments/A1/acknowledge", &[D, F]),
    ("POST", "/api/v1/assignments/A1/decline", &[D, F]),
    ("POST", "/api/v1/assignments/A1/advance", &[D, F]),
    ("POST", "/api/v1/assignments/A1/clear", &[D, F]),
    ("POST", "/api/v1/assignments/A1/cancel", &[D]),
    ("GET", "/api/v1/assignments/A1/route", &[D, F]),
    ("POST", "/api/v1/teams/T1/check-in-timer", &[D, F]),
    ("POST", "/api/v1/teams/T1/check-in", &[D, F]),
    ("POST", "/api/v1/teams/T1/answer-emergency", &[D]),
    ("POST", "/api/v1/requests/duplicates", &[D]),
    ("POST", "/api/v1/requests/R1/answer", &[D]),
    ("POST", "/api/v1/requests/R1/triage", &[D]),
    ("POST", "/api/v1/requests/R1/schedule", &[D]),
    ("POST", "/api/v1/requests/R1/merge", &[D]),
    ("POST", "/api/v1/requests/R1/hand-over", &[D]),
    ("POST", "/api/v1/requests/R1/hand-over/acknowledge", &[D]),
    ("POST", "/api/v1/requests/R1/proposals", &[D]),
    ("POST", "/api/v1/requests/R1/pre-emptions", &[D]),
    ("POST", "/api/v1/requests/R1/notes", &[D, F]),
    ("POST", "/api/v1/assignments/A1/confirm", &[D]),
    ("POST", "/api/v1/assignments/A1/reassign", &[D]),
    ("POST", "/api/v1/assignments/A1/transport", &[D, F]),
    ("GET", "/api/v1/members", &[D, P]),
    ("POST", "/api/v1/members", &[D]),
    ("GET", "/api/v1/members/M1", &[D, P]),
    ("GET", "/api/v1/vehicles", &[D, P]),
    ("POST", "/api/v1/vehicles", &[D]),
    ("GET", "/api/v1/vehicles/V1", &[D, P]),
    ("PATCH", "/api/v1/members/M1", &[D]),
    ("POST", "/api/v1/members/M1/retire", &[D]),
    ("POST", "/api/v1/vehicles/V1/service", &[D]),
    ("GET", "/api/v1/shifts", &[D, F, P]),
    ("POST", "/api/v1/shifts", &[D]),
    ("GET", "/api/v1/shifts/S1", &[D, F, P]),
    ("POST", "/api/v1/shifts/S1/cancel", &[D]),
    ("POST", "/api/v1/shifts/S1/crew", &[D]),
    ("GET", "/api/v1/destinations", &[D, F, P]),
    ("POST", "/api/v1/destinations", &[D]),
    ("GET", "/api/v1/destinations/D1", &[D, F, P]),
    ("PATCH", "/api/v1/destinations/D1", &[D]),
    ("POST", "/api/v1/destinations/D1/retire", &[D]),
    ("GET", "/api/v1/flags", &[D]),
    ("POST", "/api/v1/flags", &[D]),
    ("GET", "/api/v1/flags/F1", &[D]),
    ("POST", "/api/v1/flags/F1/end", &[D]),
    ("GET", "/api/v1/triage-forms", &[D, P]),
    ("GET", "/api/v1/triage-forms/transport", &[D, P]),
    ("PUT", "/api/v1/triage-forms/transport", &[D]),
    ("GET", "/api/v1/closures", &[D, F, P]),
    ("GET", "/api/v1/closures/C1", &[D, F, P]),
    ("POST", "/api/v1/closures", &[D, P]),
    ("POST", "/api/v1/closures/C1/end", &[D, P]),
    ("POST", "/api/v1/route", &ALL),
    ("POST", "/api/v1/reach", &[D, P]),
    ("GET", "/api/v1/reports/eta", &[D, P]),
    (
        "GET",
        "/routing/isochrone/v1/car/0,0?contours_minutes=5",
        &[D, P],
    ),
    ("GET", "/api/v1/geocode?q=a", &[D, F, P]),
    ("GET", "/api/v1/reverse?lng=0&lat=0", &[D, F, P]),
    ("GET", "/geocode?q=a", &[D, F, P]),
    ("GET", "/reverse?lng=0&lat=0", &[D, F, P]),
    ("GET", "/api/v1/positions", &[D, F, P]),
    ("POST", "/api/v1/positions", &[F, V]),
    ("GET", "/api/v1/devices", &[D]),
    ("GET", "/api/v1/teams/T1/track", &[D, F]),
    ("POST", "/api/v1/devices", &[D]),
    ("DELETE", "/api/v1/devices/none", &[D]),
    ("POST", "/api/v1/sign-in-links", &[D]),
    ("GET", "/tiles/0/0/0", &ALL),
    ("GET", "/tiles.json", &ALL),
];

#[tokio::test]
async fn every_route_refuses_whom_it_is_not_for() {
    let shift = Shift::begin().await;
    let planner = shift.server.sign_in(P).await;
    let device = shift.device().await;
    let stranger = shift.server.stranger();
    let before = shift.seq().await;
    for (method, path, allowed) in ROUTES {
        let answer = call(&stranger, method, path).await;
        assert_eq!(
            answer.status, 401,
            "{method} {path} without credentials: {}",
            answer.text
        );
        answer.expect_problem(401, "unauthorized");
        let callers = [
            (D, &shift.dispatcher),
            (F, &shift.field),
            (P, &planner),
            (V, &device),
        ];
        for (role, client) in callers {
            if !allowed.contains(&role) {
                let answer = call(client, method, path).await;
                assert_eq!(
                    answer.status, 403,
                    "{method} {path} as {role}: {}",
                    answer.text
                );
                answer.expect_problem(403, "forbidden");
            }
        }
    }
    assert_eq!(shift.seq().await, before, "who is refused changes nothing");
}

async fn call(client: &Client, method: &str, path: &str) -> nearhand_tests::Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let mut request = client.request(method.clone(), path);
    if method != Method::GET {
        request = request.json(&json!({}));
    }
    client.send(request).await
}

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
