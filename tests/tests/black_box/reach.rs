//! What is reached: bands, zones, streets, each team by itself, and the isochrone in Mapbox's shape.

use serde_json::{Value, json};

use crate::shift::Shift;

async fn reach(shift: &Shift, more: Value) -> Value {
    let mut question = json!({ "from": [shift.address], "direction": "depart" });
    for (name, value) in more.as_object().expect("an object") {
        question[name] = value.clone();
    }
    shift
        .dispatcher
        .post("/api/v1/reach", &question)
        .await
        .expect(200)
}

fn features(answer: &Value) -> &[Value] {
    assert_eq!(answer["type"], "FeatureCollection", "{answer}");
    answer["features"].as_array().expect("a list")
}

/// How many numbers a geometry has.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(size).sum(),
        _ => 1,
    }
}

#[tokio::test]
async fn more_time_and_more_metres_reach_more() {
    let shift = Shift::begin().await;
    for (unit, bands) in [("minutes", [3, 5, 60]), ("metres", [1500, 3000, 100_000])] {
        let answer = reach(
            &shift,
            json!({ unit: bands, "output": ["polygons", "segments"] }),
        )
        .await;
        let [first, second, third, streets @ ..] = features(&answer) else {
            panic!("three areas: {answer}");
        };
        let share = |area: &Value| {
            area["properties"]["address_share"]
                .as_f64()
                .expect("a share")
        };
        let shares = [first, second, third].map(share);
        assert!(shares[0] > 0.0 && shares.is_sorted(), "{unit} {shares:?}");
        assert!(
            shares[0] < shares[2] && shares[2] > 0.9,
            "{unit} {shares:?}"
        );
        assert_eq!(first["geometry"]["type"], "MultiPolygon");
        assert_eq!(second["properties"][unit], bands[1]);
        assert_eq!(streets.len(), 3);
        assert_eq!(streets[0]["properties"]["kind"], "segments");
    }
}

#[tokio::test]
async fn outlines_get_shorter_when_asked_to() {
    let shift = Shift::begin().await;
    let whole = reach(&shift, json!({ "minutes": [10] })).await;
    let coarse = reach(&shift, json!({ "minutes": [10], "generalize": 150 })).await;
    let largest = reach(&shift, json!({ "minutes": [10], "denoise": 1 })).await;
    let geometry = |answer: &Value| features(answer)[0]["geometry"]["coordinates"].clone();
    assert!(size(&geometry(&coarse)) * 2 < size(&geometry(&whole)));
    let largest = geometry(&largest);
    let [only] = &largest.as_array().expect("a list")[..] else {
        panic!("one area is left");
    };
    assert_eq!(only.as_array().map(Vec::len), Some(1), "no hole is left");
    // How areas are drawn does not change who is reached.
    let share = |answer: &Value| features(answer)[0]["properties"]["address_share"].clone();
    assert_eq!(share(&whole), share(&coarse));
}

#[tokio::test]
async fn zones_are_reached_when_the_way_to_their_middle_is_short_enough() {
    let shift = Shift::begin().await;
    let bands = json!({ "minutes": [3, 8], "output": ["zones"] });
    let answer = reach(&shift, bands.clone()).await;
    let zones = features(&answer);
    assert!(zones.len() > 10, "{answer}");
    let seconds: Vec<f64> = zones
        .iter()
        .map(|zone| zone["properties"]["seconds"].as_f64().expect("seconds"))
        .collect();
    for (zone, &seconds) in zones.iter().zip(&seconds) {
        let band = if seconds <= 180.0 { 3 } else { 8 };
        assert_eq!(zone["properties"]["band"], band);
        assert!(seconds <= 480.0);
        assert_eq!(zone["properties"]["cell"].as_str().map(str::len), Some(15));
    }
    // The same middles asked for one by one, and as routes.
    let middles: Vec<&Value> = zones
        .iter()
        .map(|zone| &zone["geometry"]["coordinates"])
        .collect();
    let asked = reach(
        &shift,
        json!({ "minutes": [8], "output": [], "to": middles }),
    )
    .await;
    let times = asked["to"].as_array().expect("times");
    // Middles are told to 10 cm, which a few milliseconds are enough for.
    for (time, seconds) in times.iter().zip(&seconds) {
        let time = time.as_f64().unwrap_or(480.0);
        assert!((time - seconds).abs() < 5.0, "{time} {seconds}");
    }
    let route = json!({ "from": shift.address, "to": middles[0] });
    let route = shift
        .dispatcher
        .post("/api/v1/route", &route)
        .await
        .expect(200);
    assert_eq!(route["duration"], times[0]);
}

#[tokio::test]
async fn each_team_can_be_told_by_itself() {
    let shift = Shift::begin().await;
    let city = shift.dispatcher.get("/api/v1/city").await.expect(200);
    let question = json!({
        "from": [city["center"]], "teams": [shift.team], "minutes": [3, 6], "each": true, "direction": "arrive",
    });
    let answer = shift
        .dispatcher
        .post("/api/v1/reach", &question)
        .await
        .expect(200);
    let told: Vec<(u64, u64)> = features(&answer)
        .iter()
        .map(|area| {
            let number = |name: &str| area["properties"][name].as_u64().expect("a number");
            (number("index"), number("minutes"))
        })
        .collect();
    assert_eq!(told, [(0, 3), (0, 6), (1, 3), (1, 6)]);
}

#[tokio::test]
async fn the_isochrone_is_in_the_shape_that_clients_know() {
    let shift = Shift::begin().await;
    let (lng, lat) = (&shift.address[0], &shift.address[1]);
    let ask = async |query: &str| {
        let path = format!("/routing/isochrone/v1/driving/{lng},{lat}?{query}");
        shift.dispatcher.get(&path).await.expect(200)
    };
    let lines = ask("contours_minutes=5,10&contours_colors=6706ce,04e813").await;
    let [wide, narrow] = features(&lines) else {
        panic!("two contours: {lines}");
    };
    assert_eq!(wide["geometry"]["type"], "LineString");
    let properties =
        json!({ "contour": 10, "metric": "time", "color": "#04e813", "fillColor": "#04e813" });
    assert_eq!(wide["properties"], properties);
    assert_eq!(narrow["properties"]["contour"], 5);
    let line = wide["geometry"]["coordinates"].as_array().expect("points");
    assert_eq!(line.first(), line.last(), "an outline is closed");

    let areas =
        ask("contours_meters=2000&polygons=true&denoise=0&generalize=50&direction=arrive").await;
    let [area] = features(&areas) else {
        panic!("one contour: {areas}");
    };
    assert_eq!(
        area["properties"],
        json!({ "contour": 2000, "metric": "distance" })
    );
    assert!(
        area["geometry"]["type"]
            .as_str()
            .is_some_and(|kind| kind.ends_with("Polygon"))
    );

    let same = reach(
        &shift,
        json!({ "metres": [2000], "direction": "arrive", "generalize": 50 }),
    )
    .await;
    let one = features(&same)[0]["geometry"]["coordinates"].clone();
    assert_eq!(size(&one), size(&area["geometry"]["coordinates"]));
}
