//! Teams on their way: followed along their route, led another way when they leave it or when it is closed.

use std::time::{Duration, SystemTime};

use nearhand_tests::Socket;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

const EARTH: f64 = 6_371_000.0;

fn point(value: &Value) -> [f64; 2] {
    [0, 1].map(|axis| value[axis].as_f64().expect("a number"))
}

fn metres(a: [f64; 2], b: [f64; 2]) -> f64 {
    let east = (b[0] - a[0]).to_radians() * a[1].to_radians().cos();
    (b[1] - a[1]).to_radians().hypot(east) * EARTH
}

/// Points along a line, so many metres apart, until its end.
fn along(line: &Value, every: f64) -> Vec<[f64; 2]> {
    let line: Vec<[f64; 2]> = line.as_array().expect("a line").iter().map(point).collect();
    let mut points = vec![line[0]];
    let mut to_go = every;
    for pair in line.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let length = metres(a, b);
        let mut at = to_go;
        while at <= length {
            let share = at / length;
            points.push([0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * share));
            at += every;
        }
        to_go = at - length;
    }
    points.push(line[line.len() - 1]);
    points
}

/// A team that drives, seen from the dispatcher's desk.
struct Drive {
    shift: Shift,
    desk: Socket,
    assignment: String,
    /// The device's clock: a drive of minutes is told within a second.
    clock: SystemTime,
    last: Value,
}

impl Drive {
    /// Sent to a place some minutes away and on the way there.
    async fn begin(to: impl Fn(&Value) -> Value) -> Self {
        let shift = Shift::begin().await;
        let city = shift.dispatcher.get("/api/v1/city").await.expect(200);
        let place = to(&city);
        let body = json!({ "position": place, "type": "wellness_check", "priority": 2 });
        let request = shift.dispatcher.post("/api/v1/requests", &body).await;
        let assignment = shift.assign(&text(&request.expect(201)["id"])).await;
        let (desk, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
        let drive = Self {
            shift,
            desk,
            assignment,
            clock: SystemTime::now(),
            last: Value::Null,
        };
        drive.advance("acknowledge", &json!({})).await;
        drive.advance("advance", &json!({ "to": "en_route" })).await;
        drive
    }

    async fn advance(&self, step: &str, body: &Value) {
        let path = format!("/api/v1/assignments/{}/{step}", self.assignment);
        self.shift.field.post(&path, body).await.expect(200);
    }

    async fn route(&self) -> Value {
        let path = format!("/api/v1/assignments/{}/route", self.assignment);
        self.shift.field.get(&path).await.expect(200)
    }

    /// Tells a position six seconds of driving after the last; what the desk is told of it.
    async fn drive_to(&mut self, at: [f64; 2]) -> Value {
        self.clock += Duration::from_secs(6);
        let stamp = jiff::Timestamp::try_from(self.clock)
            .expect("a time")
            .to_string();
        let fix = json!({ "position": at, "at": stamp, "speed": 12.0, "accuracy": 5.0 });
        let taken = self
            .shift
            .field
            .post("/api/v1/positions", &fix)
            .await
            .expect(200);
        assert_eq!(taken["accepted"], 1, "{taken}");
        self.told(|_| true).await
    }

    /// The next time that the desk is told of this journey as wanted.
    async fn told(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.desk.wait_for("underway").await;
            let journeys = frame["journeys"].as_array().expect("a list");
            let own = journeys
                .iter()
                .find(|j| j["assignment"] == self.assignment.as_str());
            if let Some(own) = own.filter(|own| wanted(own)) {
                self.last = own.clone();
                return own.clone();
            }
        }
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[tokio::test]
async fn the_arrival_time_follows_the_drive_until_the_team_is_there() {
    let mut drive = Drive::begin(|city| city["posts"][5]["position"].clone()).await;
    let whole = drive.route().await;
    assert_eq!(whole["number"], Value::Null, "nobody has seen it drive");
    // No more than two minutes may be told ahead of the clock: the way is driven at 200 km/h.
    let every = (number(&whole["distance"]) / 15.0).max(60.0);
    let mut left = f64::INFINITY;
    let points = along(&whole["geometry"]["coordinates"], every);
    for at in &points {
        let told = drive.drive_to(*at).await;
        assert_eq!(told["route"], 1, "{told}");
        assert_eq!(told["reason"], Value::Null);
        assert!(
            number(&told["distance"]) <= left + 30.0,
            "{told} after {left}"
        );
        left = number(&told["distance"]);
    }
    let there = drive.last.clone();
    assert_eq!(there["arrived"], true, "{there}");
    assert!(number(&there["remaining"]) < 10.0);
    assert_eq!(drive.route().await["number"], 1);

    drive.advance("advance", &json!({ "to": "on_scene" })).await;
    let report = drive
        .shift
        .dispatcher
        .get("/api/v1/reports/eta")
        .await
        .expect(200);
    assert_eq!(report["journeys"], 1, "{report}");
    let told: f64 = report["horizons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|horizon| number(&horizon["count"]))
        .sum();
    assert!(told >= 1.0);
    let refused = drive.shift.field.get("/api/v1/reports/eta").await;
    refused.expect_problem(403, "forbidden");
    let backwards = "/api/v1/reports/eta?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z";
    let refused = drive.shift.dispatcher.get(backwards).await;
    refused.expect_problem(422, "invalid-field");
}

#[tokio::test]
async fn whoever_takes_a_person_along_is_led_to_the_destination() {
    let mut drive = Drive::begin(|city| city["posts"][5]["position"].clone()).await;
    let city = drive.shift.dispatcher.get("/api/v1/city").await.expect(200);
    let place = city["posts"][2]["position"].clone();
    let body = json!({ "name": "Crisis centre", "position": place });
    let made = drive
        .shift
        .dispatcher
        .post("/api/v1/destinations", &body)
        .await;
    let destination = text(&made.expect(201)["id"]);
    let scene = along(&drive.route().await["geometry"]["coordinates"], 500.0);
    let told = drive.drive_to(scene[0]).await;
    assert_eq!(told["destination"], Value::Null, "{told}");

    drive
        .advance("advance", &json!({ "to": "with_client" }))
        .await;
    let to = json!({ "destination": destination });
    drive.advance("transport", &to).await;
    let way = drive.route().await;
    assert_eq!(way["number"], Value::Null, "the way to the scene is over");
    let line = along(&way["geometry"]["coordinates"], 500.0);
    assert!(metres(line[line.len() - 1], point(&place)) < 150.0);
    let told = drive.drive_to(line[0]).await;
    assert_eq!(told["destination"], destination.as_str(), "{told}");
    assert_eq!(told["arrived"], false);
    let followed = drive.route().await;
    assert_eq!(followed["number"], 1, "{followed}");
}

#[tokio::test]
async fn who_leaves_the_route_is_led_from_where_he_is() {
    let mut drive = Drive::begin(|city| city["posts"][5]["position"].clone()).await;
    let planned = drive.route().await;
    let first = along(&planned["geometry"]["coordinates"], 80.0);
    for at in &first[..3] {
        drive.drive_to(*at).await;
    }
    // Another way: to where the shift began two posts off.
    let city = drive.shift.dispatcher.get("/api/v1/city").await.expect(200);
    let elsewhere = &city["posts"][2]["position"];
    let trip = json!({ "from": first[2], "to": elsewhere });
    let other = drive
        .shift
        .dispatcher
        .post("/api/v1/route", &trip)
        .await
        .expect(200);
    let mut told = Value::Null;
    for at in along(&other["geometry"]["coordinates"], 90.0)
        .iter()
        .take(14)
    {
        told = drive.drive_to(*at).await;
        if told["route"] != 1 {
            break;
        }
    }
    assert_eq!(told["route"], 2, "it was noticed: {told}");
    assert_eq!(told["reason"], "off_route");
    let anew = drive.route().await;
    assert_eq!(anew["number"], 2);
    let to = point(&planned["to"]["position"]);
    assert!(
        metres(point(&anew["to"]["position"]), to) < 1.0,
        "still to the same place"
    );
}

#[tokio::test]
async fn a_closure_on_the_way_brings_another_route_without_a_word_from_the_team() {
    let mut drive = Drive::begin(|city| city["posts"][5]["position"].clone()).await;
    let planned = drive.route().await;
    let line = planned["geometry"]["coordinates"]
        .as_array()
        .expect("a line");
    let points = along(&planned["geometry"]["coordinates"], 80.0);
    for at in &points[..2] {
        drive.drive_to(*at).await;
    }
    let closure = json!({
        "shape": { "kind": "point", "at": line[line.len() * 2 / 3] },
        "effect": { "kind": "closed", "scope": "everyone" },
        "reason": "burst pipe",
    });
    drive
        .shift
        .dispatcher
        .post("/api/v1/closures", &closure)
        .await
        .expect(201);
    let told = drive.told(|own| own["route"] == 2).await;
    assert_eq!(told["reason"], "streets_changed");
    assert!(number(&told["remaining"]) > 0.0);
    assert_eq!(drive.route().await["number"], 2);
}
