//! `route` and `nearest`.

use serde_json::Value;

use super::{PLACES, address, ask, assert_near, line, list, metres, number, open_server};

const ALL: &str = "steps=true&annotations=true&geometries=geojson&overview=full";

/// What must hold of every route that is told whole.
#[track_caller]
fn check(route: &Value) {
    let whole = line(&route["geometry"]);
    let legs = list(&route["legs"]);
    let sum = |field: &str| legs.iter().map(|leg| number(&leg[field])).sum::<f64>();
    assert_near(sum("duration"), number(&route["duration"]), 0.01);
    assert_near(sum("distance"), number(&route["distance"]), 0.01);
    assert_eq!(route["weight_name"], "duration");
    assert_eq!(route["weight"], route["duration"]);
    let driven: f64 = whole.windows(2).map(|pair| metres(pair[0], pair[1])).sum();
    let told = number(&route["distance"]);
    assert!(
        (driven - told).abs() < 1.0 + told * 0.005,
        "{driven} m is not {told} m"
    );
    let mut joined: Vec<[f64; 2]> = Vec::new();
    for leg in legs {
        check_leg(leg);
        for step in list(&leg["steps"]) {
            let points = line(&step["geometry"]);
            assert!(points.len() >= 2, "{step}");
            assert_eq!(
                step["maneuver"]["location"],
                step["geometry"]["coordinates"][0]
            );
            for point in points {
                if joined.last() != Some(&point) {
                    joined.push(point);
                }
            }
        }
    }
    // A route of no length is told as a line of one point twice.
    let mut distinct = whole;
    distinct.dedup();
    assert_eq!(joined, distinct, "the lines of the steps are the route's");
}

#[track_caller]
fn check_leg(leg: &Value) {
    let steps = list(&leg["steps"]);
    let sum = |field: &str| steps.iter().map(|step| number(&step[field])).sum::<f64>();
    assert_near(sum("duration"), number(&leg["duration"]), 0.01);
    #[expect(clippy::cast_precision_loss)]
    let rounding = 0.05 * (steps.len() + 1) as f64 + 0.01;
    assert_near(sum("distance"), number(&leg["distance"]), rounding);
    assert_eq!(steps[0]["maneuver"]["type"], "depart");
    let last = &steps[steps.len() - 1];
    assert_eq!(last["maneuver"]["type"], "arrive");
    assert_eq!(
        (number(&last["duration"]), number(&last["distance"])),
        (0.0, 0.0)
    );
    for step in steps {
        assert_eq!(step["driving_side"], "left", "Malta drives on the left");
        assert!(
            step["mode"] == "driving" && step["name"].is_string(),
            "{step}"
        );
        for bearing in ["bearing_before", "bearing_after"] {
            assert!(
                step["maneuver"][bearing].as_u64().is_some_and(|b| b < 360),
                "{step}"
            );
        }
    }
    let annotation = &leg["annotation"];
    let pieces = list(&annotation["distance"]).len();
    for field in ["duration", "weight", "speed", "datasources"] {
        assert_eq!(list(&annotation[field]).len(), pieces, "{field}");
    }
    assert_eq!(list(&annotation["nodes"]).len(), pieces + 1);
    let driven: f64 = list(&annotation["distance"]).iter().map(number).sum();
    assert_near(driven, number(&leg["distance"]), 0.5);
    // Turns are no part of it.
    let driving: f64 = list(&annotation["duration"]).iter().map(number).sum();
    #[expect(clippy::cast_precision_loss)]
    let rounding = 0.05 * pieces as f64 + 0.1;
    assert!(driving <= number(&leg["duration"]) + rounding);
}

#[tokio::test]
async fn routes_are_told_whole() {
    let (_server, client) = open_server();
    for from in &PLACES[..4] {
        for to in &PLACES[4..] {
            let body = ask(&client, "route", &[*from, *to], ALL).await;
            let route = &body["routes"][0];
            check(route);
            let points = line(&route["geometry"]).len();
            assert_eq!(list(&route["legs"][0]["annotation"]["nodes"]).len(), points);
            for (waypoint, asked) in list(&body["waypoints"]).iter().zip([from, to]) {
                let place = [0, 1].map(|at| number(&waypoint["location"][at]));
                assert_near(metres(place, *asked), number(&waypoint["distance"]), 0.5);
                assert!(waypoint["hint"].is_string() && waypoint["name"].is_string());
            }
        }
    }
    let through = ask(&client, "route", &PLACES[..4], ALL).await;
    assert_eq!(list(&through["routes"][0]["legs"]).len(), 3);
    check(&through["routes"][0]);
    // A place that ends no leg: the way is the same, the leg is one.
    let options = format!("{ALL}&waypoints=0;3");
    let silent = ask(&client, "route", &PLACES[..4], &options).await;
    assert_eq!(list(&silent["routes"][0]["legs"]).len(), 1);
    for field in ["duration", "distance"] {
        let [less, more] = [&silent, &through].map(|body| number(&body["routes"][0][field]));
        assert_near(less, more, 0.3);
    }
    assert_eq!(list(&silent["waypoints"]).len(), 4);
    check(&silent["routes"][0]);
    // Turning round at a place takes no longer, and a place asked for twice costs nothing.
    let turning = ask(
        &client,
        "route",
        &PLACES[..4],
        &format!("{ALL}&continue_straight=false"),
    )
    .await;
    check(&turning["routes"][0]);
    assert!(number(&turning["routes"][0]["duration"]) <= number(&through["routes"][0]["duration"]));
    let still = ask(&client, "route", &[PLACES[0], PLACES[0]], ALL).await;
    assert_eq!(number(&still["routes"][0]["duration"]), 0.0);
    check(&still["routes"][0]);
}

#[tokio::test]
async fn lines_are_written_as_asked() {
    let (_server, client) = open_server();
    let pair = [PLACES[0], PLACES[6]];
    let full = ask(&client, "route", &pair, ALL).await;
    let whole = line(&full["routes"][0]["geometry"]);
    for (form, per_degree) in [("polyline", 1e5), ("polyline6", 1e6)] {
        let told = ask(
            &client,
            "route",
            &pair,
            &format!("overview=full&geometries={form}"),
        )
        .await;
        let text = told["routes"][0]["geometry"].as_str().unwrap();
        let points = decoded(text, per_degree);
        assert_eq!(points.len(), whole.len(), "{form}");
        for (point, other) in points.iter().zip(&whole) {
            assert_near(point[0], other[0], 0.6 / per_degree);
            assert_near(point[1], other[1], 0.6 / per_degree);
        }
    }
    let usual = ask(&client, "route", &pair, "geometries=geojson").await;
    let simplified = line(&usual["routes"][0]["geometry"]);
    assert!(simplified.len() > 2 && simplified.len() < whole.len());
    assert!(simplified.iter().all(|point| whole.contains(point)));
    let none = ask(&client, "route", &pair, "overview=false").await;
    assert!(none["routes"][0].get("geometry").is_none());
    assert_eq!(none["routes"][0]["duration"], full["routes"][0]["duration"]);
    // The same question with the places as a polyline.
    let text = encoded(&pair, 1e6);
    let path = format!(
        "/route/v1/driving/polyline6({})?overview=false&generate_hints=false",
        percent(&text)
    );
    let asked = client.get(&path).await.expect(200);
    assert_eq!(
        asked["routes"][0]["duration"],
        full["routes"][0]["duration"]
    );
    assert!(asked["waypoints"][0].get("hint").is_none());
}

#[tokio::test]
async fn options_say_where_a_route_begins() {
    let (_server, client) = open_server();
    let pair = [PLACES[1], PLACES[5]];
    let plain = ask(&client, "route", &pair, "overview=false").await;
    let hints: Vec<&str> = list(&plain["waypoints"])
        .iter()
        .filter_map(|w| w["hint"].as_str())
        .collect();
    let hinted = ask(
        &client,
        "route",
        &pair,
        &format!("overview=false&hints={}", hints.join(";")),
    )
    .await;
    assert_eq!(hinted, plain);
    // A hint of another coordinate, or of another server, counts as not given.
    let other = format!("overview=false&hints={};AAAA", hints[1]);
    assert_eq!(ask(&client, "route", &pair, &other).await, plain);
    let gone = ask(&client, "route", &pair, "skip_waypoints=true").await;
    assert!(gone.get("waypoints").is_none());
    // On the curb's side one arrives, or comes by on the other side.
    for approach in ["curb", "opposite"] {
        let options = format!("overview=false&approaches=;{approach}");
        let told = ask(&client, "route", &pair, &options).await;
        assert!(number(&told["routes"][0]["duration"]) >= number(&plain["routes"][0]["duration"]));
    }
    // Setting off north or south: one of both takes longer where the street has two directions.
    let (mut departures, mut as_asked) = (Vec::new(), 0);
    for bearing in [0, 90, 180, 270] {
        let options = format!("steps=true&bearings={bearing},45;");
        let told = ask(&client, "route", &pair, &options).await;
        let first = &told["routes"][0]["legs"][0]["steps"][0]["maneuver"]["bearing_after"];
        let off = (number(first) - f64::from(bearing)).rem_euclid(360.0);
        // Who is put onto the end of a street leaves it at once.
        as_asked += usize::from(off.min(360.0 - off) <= 46.0);
        departures.push(told["routes"][0]["duration"].clone());
    }
    assert!(as_asked >= 3, "{as_asked} of 4");
    assert!(departures.iter().any(|other| *other != departures[0]));
    let nothing = client
        .get(&format!(
            "/route/v1/driving/{}?radiuses=0.01;5",
            address(&pair)
        ))
        .await;
    assert_eq!(nothing.expect(400)["code"], "NoSegment");
    let others = ask(
        &client,
        "route",
        &pair,
        "alternatives=3&overview=full&geometries=geojson",
    )
    .await;
    let routes = list(&others["routes"]);
    assert!((2..=4).contains(&routes.len()), "{} routes", routes.len());
    assert_eq!(routes[0]["duration"], plain["routes"][0]["duration"]);
    assert!(
        routes
            .iter()
            .skip(1)
            .all(|route| number(&route["duration"]) >= number(&routes[0]["duration"]))
    );
}

#[tokio::test]
async fn every_profile_has_its_streets() {
    let (_server, client) = open_server();
    let places = address(&[PLACES[0], PLACES[2]]);
    let mut times = Vec::new();
    for names in [
        ["car", "driving"].as_slice(),
        &["bike", "bicycle", "cycling"],
        &["foot", "walking"],
    ] {
        let mut told = Vec::new();
        for name in names {
            let path = format!("/route/v1/{name}/{places}?steps=true");
            told.push(client.get(&path).await.expect(200));
        }
        assert!(
            told.windows(2)
                .all(|pair| pair[0]["routes"] == pair[1]["routes"]),
            "{names:?}"
        );
        times.push((
            number(&told[0]["routes"][0]["duration"]),
            told[0]["routes"][0]["legs"][0]["steps"][0]["mode"].clone(),
        ));
    }
    assert!(
        times.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "{times:?}"
    );
    let modes: Vec<&str> = times.iter().filter_map(|(_, mode)| mode.as_str()).collect();
    assert_eq!(modes, ["driving", "cycling", "walking"]);
}

#[tokio::test]
async fn the_nearest_streets_come_first() {
    let (_server, client) = open_server();
    let near = ask(&client, "nearest", &PLACES[..1], "number=20").await;
    let streets = list(&near["waypoints"]);
    assert_eq!(streets.len(), 20);
    let away: Vec<f64> = streets
        .iter()
        .map(|street| number(&street["distance"]))
        .collect();
    assert!(away.is_sorted(), "{away:?}");
    for street in streets {
        let place = [0, 1].map(|at| number(&street["location"][at]));
        assert_near(metres(place, PLACES[0]), number(&street["distance"]), 0.5);
        assert!(
            list(&street["nodes"])
                .iter()
                .all(|node| node.as_i64().is_some_and(|id| id > 0))
        );
    }
    let several = ask(&client, "nearest", &PLACES[..2], "number=2").await;
    let counts: Vec<usize> = list(&several["waypoints"])
        .iter()
        .map(|near| list(near).len())
        .collect();
    assert_eq!(counts, [2, 2]);
    let far = ask(&client, "nearest", &[[2.3, 48.8]], "number=3").await;
    assert_eq!(
        list(&far["waypoints"]).len(),
        3,
        "streets are found from anywhere"
    );
    let within = ask(&client, "nearest", &PLACES[..1], "number=100&radiuses=60").await;
    assert!(
        list(&within["waypoints"])
            .iter()
            .all(|street| number(&street["distance"]) <= 60.0)
    );
}

/// A polyline as its description has it.
fn decoded(text: &str, per_degree: f64) -> Vec<[f64; 2]> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0_i64, 0);
    for byte in text.bytes() {
        let bits = i64::from(byte) - 63;
        number |= (bits & 0x1f) << shift;
        shift += 5;
        if bits & 0x20 == 0 {
            numbers.push(if number & 1 == 0 {
                number >> 1
            } else {
                !(number >> 1)
            });
            (number, shift) = (0, 0);
        }
    }
    let mut at = [0, 0];
    let point = |pair: &[i64]| {
        at = [at[0] + pair[1], at[1] + pair[0]];
        #[expect(clippy::cast_precision_loss)]
        at.map(|steps| steps as f64 / per_degree)
    };
    numbers.chunks(2).map(point).collect()
}

fn encoded(places: &[[f64; 2]], per_degree: f64) -> String {
    let mut text = String::new();
    let mut before = [0_i64, 0];
    for place in places {
        #[expect(clippy::cast_possible_truncation)]
        let at = [place[1], place[0]].map(|degrees| (degrees * per_degree).round() as i64);
        for (at, before) in at.iter().zip(before) {
            let difference = at - before;
            let mut left = if difference < 0 {
                !(difference << 1)
            } else {
                difference << 1
            };
            while left >= 0x20 {
                text.push(char::from(
                    u8::try_from((left & 0x1f) + 0x20 + 63).expect("six bits"),
                ));
                left >>= 5;
            }
            text.push(char::from(u8::try_from(left + 63).expect("five bits")));
        }
        before = at;
    }
    text
}

/// Every byte as `%` and two digits.
fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
