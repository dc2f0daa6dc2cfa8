//! Trips through several places, with alternatives, off certain roads, by several means and at another time.

use std::{fs, path::Path, process::Command};

use nearhand_tests::{Client, Options, Server, binary};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::shift::Shift;

/// Two towns, 2.2 km apart, with several ways between them: a motorway straight on, a toll road a little farther north, a
/// road farther north still that is closed from 7 to 9, and a road far round by the south. A footpath leads straight on,
/// too, and a ferry to an island.
const CITY: &str = r#"<osm version="0.6">
<node id="1" lat="0.000" lon="0.000"/><node id="2" lat="0.000" lon="0.002"/>
<node id="3" lat="0.000" lon="0.022"/><node id="4" lat="0.000" lon="0.024"/>
<node id="5" lat="0.002" lon="0.012"/><node id="6" lat="0.005" lon="0.012"/>
<node id="7" lat="-0.012" lon="0.012"/><node id="8" lat="-0.0003" lon="0.012"/>
<node id="9" lat="0.000" lon="0.034"/><node id="10" lat="0.000" lon="0.037"/>
<way id="20"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
<way id="21"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
<way id="22"><nd ref="2"/><nd ref="3"/><tag k="highway" v="motorway"/><tag k="oneway" v="no"/></way>
<way id="23"><nd ref="2"/><nd ref="5"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="toll" v="yes"/></way>
<way id="24"><nd ref="2"/><nd ref="6"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="access:conditional" v="no @ (07:00-09:00)"/></way>
<way id="25"><nd ref="2"/><nd ref="7"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="26"><nd ref="2"/><nd ref="8"/><nd ref="3"/><tag k="highway" v="footway"/></way>
<way id="27"><nd ref="4"/><nd ref="9"/><tag k="route" v="ferry"/></way>
<way id="28"><nd ref="9"/><nd ref="10"/><tag k="highway" v="residential"/></way>
</osm>"#;

const WEST: [f64; 2] = [0.0005, 0.0];
const EAST: [f64; 2] = [0.0235, 0.0];
const ISLAND: [f64; 2] = [0.036, 0.0];

/// A server of the two towns that answers OSRM's API, too, with the folder of its files.
pub(crate) fn open_towns() -> (TempDir, Server) {
    let folder = TempDir::new().expect("a temporary folder");
    let city = city(folder.path());
    let server = Server::start(&Options {
        city: Some(city),
        more: vec!["--routing-listen".to_owned(), "0".to_owned()],
        ..Options::default()
    });
    (folder, server)
}

async fn towns() -> (TempDir, Server, Client) {
    let (folder, server) = open_towns();
    let dispatcher = server.sign_in("dispatcher").await;
    (folder, server, dispatcher)
}

fn city(folder: &Path) -> std::path::PathBuf {
    let (extract, city) = (folder.join("towns.osm"), folder.join("towns.city"));
    fs::write(&extract, CITY).expect("the extract can be written");
    let import = Command::new(binary::nearhand())
        .arg("import")
        .arg(&extract)
        .arg("-o")
        .arg(&city)
        .output()
        .expect("the binary starts");
    let said = String::from_utf8_lossy(&import.stderr).into_owned();
    assert!(import.status.success(), "{said}");
    city
}

async fn ask(client: &Client, trip: Value) -> Value {
    let route = client.post("/api/v1/route", &trip).await.expect(200);
    let steps = route["steps"].as_array().expect("a list");
    let told: f64 = steps.iter().filter_map(|s| s["duration"].as_f64()).sum();
    assert!(
        (told - number(&route["duration"])).abs() < 0.01,
        "the steps add up: {route}"
    );
    let line = route["geometry"]["coordinates"].as_array().expect("a line");
    let last = steps.last().expect("one arrives");
    assert_eq!(last["geometry_index"][1], line.len() - 1, "{route}");
    route
}

#[track_caller]
fn number(value: &Value) -> f64 {
    let number = value.as_f64();
    number.unwrap_or_else(|| panic!("{value} is a number"))
}

/// The northernmost (or southernmost) latitude of a route, whichever is farther from the equator, in thousandths.
fn bend(route: &Value) -> i32 {
    let line = route["geometry"]["coordinates"].as_array().expect("a line");
    let latitudes = line.iter().map(|point| number(&point[1]));
    let bend = latitudes.fold(
        0.0_f64,
        |far, at| if at.abs() > far.abs() { at } else { far },
    );
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let thousandths = (bend * 1000.0).round() as i32;
    thousandths
}

#[tokio::test]
async fn what_is_avoided_is_driven_round() {
    let (_folder, _server, client) = towns().await;
    let noon = noon();
    let trip = async |avoid: Value| {
        let trip = json!({ "from": WEST, "to": EAST, "avoid": avoid, "depart_at": noon });
        ask(&client, trip).await
    };
    let usual = trip(json!({})).await;
    assert_eq!(bend(&usual), 0, "by the motorway");
    let round = trip(json!({ "motorways": true })).await;
    assert_eq!(bend(&round), 2, "by the toll road");
    let free = trip(json!({ "motorways": true, "tolls": true })).await;
    assert_eq!(bend(&free), 5, "by the free road");
    let square = |south: f64, north: f64| json!({ "type": "Polygon", "coordinates": [[[0.011, south], [0.013, south], [0.013, north], [0.011, north], [0.011, south]]] });
    let north = json!({ "areas": [square(-0.001, 0.006)] });
    assert_eq!(bend(&trip(north).await), -12, "far round by the south");
    let both = json!({ "areas": [square(0.004, 0.006)], "motorways": true });
    assert_eq!(bend(&trip(both).await), 2, "an area and a kind of road");
    let durations = [&usual, &round, &free].map(|route| number(&route["duration"]));
    assert!(
        durations.is_sorted(),
        "avoiding never shortens: {durations:?}"
    );
}

#[tokio::test]
async fn where_there_is_no_other_way_that_is_said() {
    let (_folder, _server, client) = towns().await;
    let to_island = json!({ "from": EAST, "to": ISLAND });
    ask(&client, to_island).await;
    let trip = json!({ "from": EAST, "to": ISLAND, "avoid": { "ferries": true, "tolls": true } });
    let answer = client.post("/api/v1/route", &trip).await;
    answer.expect_problem(422, "no-route");
    let detail = answer.body["detail"].as_str().expect("a text");
    assert!(
        detail.ends_with("without what is to be avoided: tolls, ferries"),
        "{detail}"
    );
    let trip = json!({ "from": WEST, "via": [EAST], "to": ISLAND, "avoid": { "ferries": true } });
    let answer = client.post("/api/v1/route", &trip).await;
    answer.expect_problem(422, "no-route");
    let detail = answer.body["detail"].as_str().expect("a text");
    assert!(detail.contains("from via[0] to to"), "{detail}");
}

#[tokio::test]
async fn a_car_goes_on_as_it_came_unless_it_may_turn() {
    let (_folder, _server, client) = towns().await;
    let back = |straight: Option<bool>| {
        let mut trip = json!({ "from": WEST, "via": [EAST], "to": WEST, "depart_at": noon() });
        if let Some(straight) = straight {
            trip["continue_straight"] = json!(straight);
        }
        trip
    };
    let one_way = ask(
        &client,
        json!({ "from": WEST, "to": EAST, "depart_at": noon() }),
    )
    .await;
    let turning = ask(&client, back(Some(false))).await;
    let twice = 2.0 * number(&one_way["duration"]);
    assert!(
        (number(&turning["duration"]) - twice).abs() < 0.1,
        "{turning}"
    );
    // Behind the eastern town there is only the ferry: the way back is over the island.
    let straight = ask(&client, back(None)).await;
    assert!(number(&straight["duration"]) > twice + 600.0, "{straight}");
    assert_eq!(straight, ask(&client, back(Some(true))).await);
    // Areas count on every leg.
    let mut round = back(Some(false));
    let area = json!([[
        [0.011, -0.001],
        [0.013, -0.001],
        [0.013, 0.006],
        [0.011, 0.006]
    ]]);
    round["avoid"] = json!({ "areas": [{ "type": "Polygon", "coordinates": area }] });
    let round = ask(&client, round).await;
    assert_eq!(bend(&round), -12);
    let legs = round["legs"].as_array().expect("legs");
    let [there, home] = [0, 1].map(|leg: usize| number(&legs[leg]["distance"]));
    assert!((there - home).abs() < 1.0, "{round}");
}

#[tokio::test]
async fn rules_of_the_hour_are_those_of_the_departure() {
    let (_folder, _server, client) = towns().await;
    let avoid = json!({ "motorways": true, "tolls": true });
    let at = async |departure: String| {
        let trip = json!({ "from": WEST, "to": EAST, "avoid": avoid, "depart_at": departure });
        bend(&ask(&client, trip).await)
    };
    // The city's time zone is UTC.
    assert_eq!(at(tomorrow(12)).await, 5);
    assert_eq!(
        at(tomorrow(8)).await,
        -12,
        "the northern road is closed from 7 to 9"
    );
    // The same moment, said in another zone; and back again.
    let elsewhere = tomorrow(8).replace("08:00:00Z", "10:00:00+02:00");
    assert_eq!(at(elsewhere).await, -12);
    assert_eq!(at(tomorrow(12)).await, 5);
}

#[tokio::test]
async fn people_go_on_foot_and_by_bicycle() {
    let (_folder, _server, client) = towns().await;
    let by = async |mode: &str| {
        let trip = json!({ "from": WEST, "to": EAST, "mode": mode, "depart_at": noon() });
        ask(&client, trip).await
    };
    let [car, foot, bicycle] = [by("car").await, by("foot").await, by("bicycle").await];
    // The footpath bends 30 m to the south.
    let length = |route: &Value| number(&route["distance"]);
    assert!(
        length(&foot) > length(&car) && length(&foot) < length(&car) + 20.0,
        "{foot}"
    );
    let speed = length(&foot) / number(&foot["duration"]) * 3.6;
    assert!((4.5..=5.01).contains(&speed), "{speed} km/h");
    assert_eq!(
        bend(&bicycle),
        2,
        "bicycles are not ridden on motorways: {bicycle}"
    );
    assert!(number(&car["duration"]) < number(&bicycle["duration"]));
    assert!(number(&bicycle["duration"]) < number(&foot["duration"]));
    // What is avoided and places in between are for all; on foot one may turn round anywhere.
    let footpath = json!([[
        [0.011, -0.001],
        [0.013, -0.001],
        [0.013, 0.001],
        [0.011, 0.001],
        [0.011, -0.001]
    ]]);
    let round = json!({
        "from": WEST, "to": EAST, "mode": "foot", "depart_at": noon(),
        "avoid": { "areas": [{ "type": "Polygon", "coordinates": footpath }] },
    });
    assert_eq!(bend(&ask(&client, round).await), 2);
    let there_and_back =
        json!({ "from": WEST, "via": [EAST], "to": WEST, "mode": "foot", "depart_at": noon() });
    let whole = ask(&client, there_and_back).await;
    let twice = 2.0 * number(&foot["duration"]);
    assert!((number(&whole["duration"]) - twice).abs() < 0.1, "{whole}");
    let others = json!({ "from": WEST, "to": EAST, "mode": "bicycle", "alternatives": 3, "depart_at": noon() });
    let others = ask(&client, others).await;
    assert_eq!(others["duration"], bicycle["duration"]);
    assert_eq!(
        others["alternatives"].as_array().map(Vec::len),
        Some(1),
        "{others}"
    );
}

#[tokio::test]
async fn isochrones_are_drawn_for_walkers_and_cyclists() {
    let (_folder, _server, client) = towns().await;
    let reached = async |profile: &str| {
        let path =
            format!("/routing/isochrone/v1/{profile}/0.002,0?contours_minutes=5&polygons=true");
        let areas = client.get(&path).await.expect(200);
        let points = areas["features"][0]["geometry"]["coordinates"].to_string();
        // How far east it is: that all coordinates are numbers is checked elsewhere.
        let numbers = points
            .split(['[', ']', ','])
            .filter_map(|n| n.parse::<f64>().ok());
        numbers.fold(f64::NEG_INFINITY, f64::max)
    };
    let (walked, ridden, driven) = (
        reached("walking").await,
        reached("cycling").await,
        reached("driving").await,
    );
    // 5 minutes at 5 km/h are 417 m, or 0.0037 degrees.
    assert!((0.0050..0.0070).contains(&walked), "{walked}");
    assert!(
        walked < ridden && ridden < driven,
        "{walked} {ridden} {driven}"
    );
    assert_eq!(walked, reached("foot").await);
    assert_eq!(ridden, reached("bicycle").await);
}

#[tokio::test]
async fn places_in_between_are_passed_in_their_order() {
    let shift = Shift::begin().await;
    let client = &shift.dispatcher;
    let city = client.get("/api/v1/city").await.expect(200);
    let post = |n: usize| city["posts"][n]["position"].clone();
    let via = [post(5), post(1)];
    let trip = json!({ "from": shift.address, "via": via, "to": post(3) });
    let route = ask(client, trip.clone()).await;
    let legs = route["legs"].as_array().expect("legs");
    assert_eq!(legs.len(), 3);
    for name in ["duration", "distance"] {
        let sum: f64 = legs.iter().map(|leg| number(&leg[name])).sum();
        assert!((sum - number(&route[name])).abs() < 0.01, "{name}: {route}");
    }
    assert_eq!(legs[2]["to"], route["to"]);
    let mut next = json!(0);
    for leg in legs {
        assert_eq!(
            leg["step_index"][0], next,
            "steps of legs follow each other"
        );
        next = leg["step_index"][1].clone();
        let last = usize::try_from(next.as_u64().expect("a number") - 1).expect("small");
        assert_eq!(route["steps"][last]["maneuver"]["type"], "arrive");
    }
    assert_eq!(next, route["steps"].as_array().expect("a list").len());
    // Who may turn round on the spot is never slower, and drives each part as if it were a trip of its own.
    let mut turning = trip.clone();
    turning["continue_straight"] = json!(false);
    let turning = number(&ask(client, turning).await["duration"]);
    assert!(turning <= number(&route["duration"]));
    let mut parts = 0.0;
    let stops = [shift.address.clone(), post(5), post(1), post(3)];
    for pair in stops.windows(2) {
        let part = ask(client, json!({ "from": pair[0], "to": pair[1] })).await;
        assert!(part.get("legs").is_none() && part.get("alternatives").is_none());
        parts += number(&part["duration"]);
    }
    assert!((turning - parts).abs() < 0.01, "{turning} and {parts}");
}

#[tokio::test]
async fn alternatives_share_little_and_take_little_longer() {
    let shift = Shift::begin().await;
    let client = &shift.dispatcher;
    let city = client.get("/api/v1/city").await.expect(200);
    let posts = city["posts"].as_array().expect("posts");
    let mut found = 0;
    for post in posts {
        let trip = json!({ "from": shift.address, "to": post["position"], "alternatives": 3 });
        let route = ask(client, trip).await;
        let best = number(&route["duration"]);
        let others = route["alternatives"].as_array().expect("a list");
        assert!(others.len() <= 3);
        found += others.len();
        for other in others {
            assert!((best..=1.25 * best + 0.001).contains(&number(&other["duration"])));
            assert_ne!(other["geometry"], route["geometry"]);
            assert_eq!(
                (&other["from"], &other["to"]),
                (&route["from"], &route["to"])
            );
        }
    }
    assert!(
        found >= posts.len(),
        "{found} alternatives on the way to {} posts",
        posts.len()
    );
    let none = json!({ "from": shift.address, "to": posts[5]["position"], "alternatives": 0 });
    assert_eq!(ask(client, none).await["alternatives"], json!([]));
}

#[tokio::test]
async fn a_closure_that_is_planned_counts_when_it_will_be_in_force() {
    let shift = Shift::begin().await;
    let client = &shift.dispatcher;
    let city = client.get("/api/v1/city").await.expect(200);
    let to = city["posts"][5]["position"].clone();
    let hours = |n: i64| {
        let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(n);
        at.to_string()
    };
    let at = async |departure: Option<String>| {
        let mut trip = json!({ "from": shift.address, "to": to });
        if let Some(departure) = departure {
            trip["depart_at"] = json!(departure);
        }
        number(&ask(client, trip).await["duration"])
    };
    let (before, then) = (at(None).await, at(Some(hours(30))).await);
    let now = ask(client, json!({ "from": shift.address, "to": to })).await;
    let line = now["geometry"]["coordinates"].as_array().expect("a line");
    let closure = json!({
        "shape": { "kind": "point", "at": line[line.len() / 2] },
        "effect": { "kind": "closed", "scope": "everyone" },
        "reason": "street party", "from": hours(24), "until": hours(48),
    });
    client.post("/api/v1/closures", &closure).await.expect(201);
    assert_eq!(at(None).await, before, "nothing is closed yet");
    assert!(at(Some(hours(30))).await > then, "closed in 30 hours");
    assert_eq!(at(Some(hours(60))).await, at(Some(hours(60))).await);
    assert!(
        at(Some(hours(60))).await < at(Some(hours(30))).await,
        "open again in 60 hours"
    );
}

/// Noon tomorrow, UTC.
fn noon() -> String {
    tomorrow(12)
}

/// A full hour of tomorrow, UTC.
fn tomorrow(hour: u8) -> String {
    let then = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let day = then.to_string();
    format!("{}T{hour:02}:00:00Z", &day[..10])
}
