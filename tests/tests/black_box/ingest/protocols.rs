//! Every protocol, and what an app is set up with.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use nearhand_tests::Socket;
use reqwest::Method;
use serde_json::{Value, json};

use super::{owntracks, post, soon, told, traccar};
use crate::shift::{Shift, text};

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
