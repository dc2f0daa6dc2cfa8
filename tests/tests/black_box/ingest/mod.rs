//! Positions in, by every protocol; what is kept of them; devices and their tokens.

mod devices;
mod protocols;
mod tracks;

use nearhand_tests::{Answer, Client};
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
