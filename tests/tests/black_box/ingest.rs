//! Positions in, by every protocol; what is kept of them; devices and their tokens.

use std::{process::Command, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use nearhand_tests::{Answer, Client, Options, Socket, binary};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// A time some seconds from now: a device's clock may be up to two minutes ahead.
fn soon(seconds: i64) -> jiff::Timestamp {
    let second = jiff::Timestamp::now().as_second() + seconds;
    jiff::Timestamp::from_second(second).expect("a time")
}

impl Shift {
    /// A new device of the field client's team, as it was answered.
    async fn new_device(&self, name: &str) -> Value {
        let body = json!({ "team": self.team, "name": name });
        let made = self.dispatcher.post("/api/v1/devices", &body).await;
        made.expect(201)
    }

    /// The address, so many metres to the east of it.
    fn east(&self, metres: f64) -> [f64; 2] {
        let [lng, lat] = [0, 1].map(|axis| self.address[axis].as_f64().expect("a number"));
        [lng + metres / 90_000.0, lat]
    }

    async fn live(&self) -> Value {
        let path = "/api/v1/positions";
        let positions = self.dispatcher.get(path).await.expect(200);
        let items = positions["items"].as_array().expect("a list").clone();
        let ours = items
            .into_iter()
            .find(|it| it["team"] == self.team.as_str());
        ours.unwrap_or_default()
    }

    /// The times of the team's track, beginning with the first fix sent by a test: that of the shift's begin is left out.
    async fn track_times(&self, client: &Client) -> Vec<String> {
        let path = format!("/api/v1/teams/{}/track?to={}", self.team, soon(600));
        let track = client.get(&path).await.expect(200);
        assert_eq!(
            (&track["type"], &track["next"]),
            (&json!("FeatureCollection"), &Value::Null)
        );
        let features = track["features"].as_array().expect("a list");
        let times = features.iter().map(|it| text(&it["properties"]["at"]));
        times.skip(1).collect()
    }
}

fn told(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}

/// What OwnTracks sends.
fn owntracks(position: [f64; 2], at: jiff::Timestamp) -> Value {
    json!({
        "_type": "location", "lat": position[1], "lon": position[0], "tst": at.as_second(),
        "acc": 8, "vel": 18, "cog": 90, "batt": 71, "tid": "T1", "topic": "owntracks/T1/phone",
    })
}

/// What Traccar Client sends.
fn traccar(id: &str, position: [f64; 2], at: jiff::Timestamp) -> Value {
    json!({
        "location": {
            "timestamp": at.to_string(),
            "coords": {
                "latitude": position[1], "longitude": position[0], "accuracy": 8, "speed": 5,
                "heading": 90, "altitude": 40,
            },
            "is_moving": true, "odometer": 12.5, "event": "motionchange",
            "battery": { "level": 0.71, "is_charging": false }, "extras": {},
        },
        "device_id": id,
    })
}

async fn post(client: &Client, path: &str, body: &Value) -> Answer {
    client.post(path, body).await
}

#[tokio::test]
async fn every_protocol_moves_the_team() {
    let shift = Shift::begin().await;
    let made = shift.new_device("Phone").await;
    let token = text(&made["token"]);
    let (stranger, team) = (shift.server.stranger(), &shift.team);
    let device = stranger.with_token(&token);
    let (mut socket, _) = Socket::hello(&shift.server, &device, None).await;
    for way in 0..8 {
        let at = soon(10 + i64::from(way));
        let position = shift.east(f64::from(way) * 10.0);
        let [lng, lat] = position;
        let query = format!(
            "lat={lat}&lon={lng}&timestamp={}&speed=9.72&bearing=90&accuracy=8",
            at.as_millisecond()
        );
        let basic = stranger
            .request(Method::POST, "/ingest/owntracks")
            .basic_auth(team, Some(&token))
            .json(&owntracks(position, at));
        let form = stranger
            .request(Method::POST, "/ingest/osmand")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(format!("id={token}&{query}"));
        let fix = json!({ "position": position, "at": at.to_string(), "speed": 5.0, "bearing": 90.0, "accuracy": 8.0 });
        let answer = match way {
            0 => {
                stranger
                    .get(&format!("/ingest/osmand?id={team}&token={token}&{query}"))
                    .await
            }
            1 => {
                stranger
                    .get(&format!("/ingest/osmand?id={token}&{query}"))
                    .await
            }
            2 => stranger.send(form).await,
            3 => post(&stranger, "/ingest/osmand", &traccar(&token, position, at)).await,
            4 => stranger.send(basic).await,
            5 => post(&device, "/ingest/owntracks", &owntracks(position, at)).await,
            6 => post(&device, "/api/v1/positions", &fix).await,
            _ => {
                let mut fix = fix;
                fix["type"] = json!("position");
                socket.say(&fix).await;
                // The socket says nothing to what it takes; the desk sees it.
                while shift.live().await["at"] != told(at) {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                device.get("/api/v1/me").await
            }
        };
        assert_eq!(answer.status, 200, "way {way}: {}", answer.text);
        if (4..6).contains(&way) {
            assert_eq!(answer.body, json!([]), "OwnTracks expects a list");
        }
        let live = shift.live().await;
        assert_eq!(live["at"], told(at), "way {way}");
        assert_eq!(live["position"], json!(position), "way {way}");
        let speed = live["speed"].as_f64().expect("a speed");
        assert!((speed - 5.0).abs() < 0.01, "way {way}: {speed} m/s");
        assert_eq!(
            (&live["bearing"], &live["accuracy"]),
            (&json!(90.0), &json!(8.0)),
            "way {way}"
        );
    }
    assert_eq!(shift.track_times(&shift.dispatcher).await.len(), 8);
}

#[tokio::test]
async fn what_the_codes_hold_sets_an_app_up() {
    let shift = Shift::begin().await;
    let made = shift.new_device("Phone").await;
    for app in ["traccar", "owntracks"] {
        let picture = text(&made["setup"][app]["qr"]);
        assert!(picture.starts_with("<svg"), "{app}: {picture}");
    }
    let stranger = shift.server.stranger();
    // As Traccar Client does: the query is settings, the rest is where it sends to.
    let url = text(&made["setup"]["traccar"]["url"]);
    let (address, settings) = url.split_once('?').expect("settings");
    let path = address
        .strip_prefix(&shift.server.base())
        .expect("this server");
    let id = settings
        .strip_prefix("id=")
        .and_then(|rest| rest.split('&').next());
    let body = traccar(id.expect("an id"), shift.east(5.0), soon(5));
    assert_eq!(post(&stranger, path, &body).await.status, 200);
    assert_eq!(shift.live().await["position"], json!(shift.east(5.0)));
    // As OwnTracks does.
    let url = text(&made["setup"]["owntracks"]["url"]);
    let inline = url
        .strip_prefix("owntracks:///config?inline=")
        .expect("a configuration");
    let decoded = STANDARD.decode(inline).expect("base64");
    let settings: Value = serde_json::from_slice(&decoded).expect("JSON");
    assert_eq!(
        (&settings["_type"], &settings["mode"]),
        (&json!("configuration"), &json!(3))
    );
    let address = text(&settings["url"]);
    let path = address
        .strip_prefix(&shift.server.base())
        .expect("this server");
    let sent = stranger
        .request(Method::POST, path)
        .basic_auth(
            text(&settings["username"]),
            Some(text(&settings["password"])),
        )
        .json(&owntracks(shift.east(9.0), soon(9)));
    stranger.send(sent).await.expect(200);
    assert_eq!(shift.live().await["position"], json!(shift.east(9.0)));
}

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
async fn late_fixes_join_the_track_and_a_jump_waits_for_another() {
    let shift = Shift::begin().await;
    let token = text(&shift.new_device("Phone").await["token"]);
    let device = shift.server.stranger().with_token(&token);
    let begin = soon(5);
    let at =
        |second: i64| jiff::Timestamp::from_second(begin.as_second() + second).expect("a time");
    let send = |second: i64, metres: f64| {
        let fix = json!({ "position": shift.east(metres), "at": at(second).to_string() });
        let device = device.clone();
        async move { post(&device, "/api/v1/positions", &fix).await.expect(200) }
    };
    for (second, late) in [(0, 0), (20, 0), (10, 1), (20, 1), (0, 1), (15, 1)] {
        let taken = send(second, 100.0).await;
        assert_eq!(
            (&taken["accepted"], &taken["late"]),
            (&json!(1), &json!(late)),
            "{second}"
        );
    }
    assert_eq!(shift.live().await["at"], told(at(20)));
    let times = |seconds: &[i64]| {
        seconds
            .iter()
            .map(|&second| told(at(second)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20])
    );
    // 5 km in five seconds: held back, and in the track only once another fix is there as well.
    assert_eq!(send(25, 5000.0).await["late"], 1);
    assert_eq!(shift.live().await["at"], told(at(20)));
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20])
    );
    assert_eq!(send(30, 5010.0).await["late"], 0);
    assert_eq!(shift.live().await["at"], told(at(30)));
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20, 25, 30])
    );
    // The field team sees its own; in parts it is the same.
    assert_eq!(
        shift.track_times(&shift.field).await,
        times(&[0, 10, 15, 20, 25, 30])
    );
    let mut parts = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!(
            "/api/v1/teams/{}/track?from={}&to={}&limit=2{cursor}",
            shift.team,
            at(0),
            at(30)
        );
        let part = shift.dispatcher.get(&path).await.expect(200);
        let features = part["features"].as_array().expect("a list");
        parts.extend(features.iter().map(|it| text(&it["properties"]["at"])));
        match part["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(
        parts,
        times(&[0, 10, 15, 20, 25]),
        "the end is not included"
    );
}

#[tokio::test]
async fn off_duty_nothing_is_kept_and_others_see_no_track() {
    let shift = Shift::begin().await;
    let planner = shift.server.sign_in("planner").await;
    let device = shift.device().await;
    let own = format!("/api/v1/teams/{}/track", shift.team);
    for client in [&planner, &device] {
        client.get(&own).await.expect_problem(403, "forbidden");
    }
    let other = format!("/api/v1/teams/{}/track", shift.another_team().await);
    shift
        .field
        .get(&other)
        .await
        .expect_problem(403, "forbidden");
    shift
        .dispatcher
        .get("/api/v1/teams/T999/track")
        .await
        .expect_problem(404, "not-found");

    // Before the shift: an hour ago people were at home.
    let before = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let dropped = post(
        &device,
        "/ingest/owntracks",
        &owntracks(shift.east(0.0), before),
    )
    .await;
    assert_eq!(dropped.expect(200), json!([]));
    let fix = json!({ "position": shift.address, "at": before.to_string() });
    let refused = post(&shift.field, "/api/v1/positions", &fix)
        .await
        .expect(200);
    assert!(
        text(&refused["refused"][0]["reason"]).contains("not on shift yet"),
        "{refused}"
    );
    let path = format!("/api/v1/teams/{}/sign-off", shift.team);
    shift.field.post(&path, &json!({})).await.expect(200);
    let dropped = post(
        &device,
        "/ingest/osmand",
        &traccar(&shift.team, shift.east(0.0), soon(0)),
    )
    .await;
    assert_eq!(
        dropped.status, 200,
        "a phone must not send it again for ever"
    );
    assert!(dropped.text.contains("off duty"), "{}", dropped.text);
    assert_eq!(shift.live().await, Value::Null);
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn the_track_outlives_the_server_and_goes_when_it_is_purged() {
    let mut shift = Shift::begin().await;
    let device = shift.device().await;
    let times = [soon(1), soon(2), soon(3)];
    let send = |at: jiff::Timestamp| {
        let fix = json!({ "position": shift.address, "at": at.to_string() });
        let device = device.clone();
        async move { post(&device, "/api/v1/positions", &fix).await.expect(200) }
    };
    send(times[0]).await;
    send(times[1]).await;
    let before = shift.track_times(&shift.dispatcher).await;
    assert_eq!(before, [told(times[0]), told(times[1])]);
    let session = shift.dispatcher.token().to_owned();
    let data = shift.server.record();
    // What waited is written at the stop.
    send(times[2]).await;
    assert!(shift.server.terminate().success());
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&session);
    let shift = Shift {
        server,
        dispatcher,
        ..shift
    };
    let after = shift.track_times(&shift.dispatcher).await;
    assert_eq!(after, times.map(told));

    let nearhand = |arguments: &[&str]| {
        let mut command = Command::new(binary::nearhand());
        command
            .args(arguments)
            .arg("--json")
            .arg("--data")
            .arg(&data);
        command
            .env_remove("NEARHAND_DATA")
            .env_remove("NEARHAND_BREADCRUMB_DAYS");
        let output = command.output().expect("the binary starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let entries = shift.seq().await;
    assert_eq!(
        nearhand(&["purge"])["breadcrumbs"],
        0,
        "nothing is 30 days old"
    );
    // Beside the server, once the last of them lies in the past.
    while jiff::Timestamp::now() <= times[2] {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        nearhand(&["purge", "--breadcrumb-days", "0"])["breadcrumbs"],
        4
    );
    assert_eq!(
        nearhand(&["purge", "--breadcrumb-days", "0"])["breadcrumbs"],
        0
    );
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        Vec::<String>::new()
    );
    assert_eq!(
        nearhand(&["verify"])["entries"],
        entries,
        "the log is as it was"
    );
    // And the server goes on to keep what comes.
    let fix = json!({ "position": shift.address, "at": soon(1).to_string() });
    let device = shift.server.stranger().with_token(device.token());
    post(&device, "/api/v1/positions", &fix).await.expect(200);
    let path = format!("/api/v1/teams/{}/track?to={}", shift.team, soon(60));
    let track = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(track["features"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn with_no_days_to_keep_them_there_are_no_breadcrumbs() {
    let keeps_none = Options {
        more: vec!["--breadcrumb-days".to_owned(), "0".to_owned()],
        ..Options::default()
    };
    let shift = Shift::begin_with(&keeps_none).await;
    assert!(shift.live().await["at"].is_string());
    let path = format!("/api/v1/teams/{}/track", shift.team);
    let track = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(track["features"], json!([]));
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
