//! `match`.

use super::{PLACES, address, ask, line, list, number, open_server};

/// Points along a way that was driven, 40 m apart, each a few metres off.
async fn trace(client: &nearhand_tests::Client) -> (Vec<[f64; 2]>, f64) {
    let pair = [PLACES[0], PLACES[1]];
    let body = ask(client, "route", &pair, "overview=full&geometries=geojson").await;
    let whole = line(&body["routes"][0]["geometry"]);
    let mut points = Vec::new();
    let mut left = 0.0;
    let mut driven = 0.0;
    for pair in whole.windows(2) {
        let length = super::metres(pair[0], pair[1]);
        let mut at = left;
        while at < length && points.len() < 60 {
            let share = at / length;
            let off = [3e-5, -2e-5, 1e-5][points.len() % 3];
            let place =
                [0, 1].map(|axis| pair[0][axis] + share * (pair[1][axis] - pair[0][axis]) + off);
            points.push(place);
            driven += 40.0;
            at += 40.0;
        }
        left = at - length;
    }
    (points, driven - 40.0)
}

fn times(count: usize, step: usize) -> String {
    let times: Vec<String> = (0..count)
        .map(|n| (1_700_000_000 + n * step).to_string())
        .collect();
    times.join(";")
}

#[tokio::test]
async fn a_trace_is_matched_to_the_streets_driven() {
    let (_server, client) = open_server();
    let (points, driven) = trace(&client).await;
    let options = format!(
        "timestamps={}&steps=true&annotations=true",
        times(points.len(), 5)
    );
    let body = ask(&client, "match", &points, &options).await;
    let matchings = list(&body["matchings"]);
    assert_eq!(matchings.len(), 1);
    assert!((0.0..=1.0).contains(&number(&matchings[0]["confidence"])));
    let length = number(&matchings[0]["distance"]);
    assert!(
        (length - driven).abs() < driven * 0.03,
        "{length} m of {driven} m"
    );
    assert_eq!(list(&matchings[0]["legs"]).len(), points.len() - 1);
    for (index, point) in list(&body["tracepoints"]).iter().enumerate() {
        assert_eq!(point["waypoint_index"], index);
        assert_eq!(point["matchings_index"], 0);
        assert!(number(&point["distance"]) < 15.0 && point["alternatives_count"].is_u64());
    }
    // Only two places end legs.
    let last = points.len() - 1;
    let ends = format!("waypoints=0;20;{last}&overview=false");
    let body = ask(&client, "match", &points, &ends).await;
    assert_eq!(list(&body["matchings"][0]["legs"]).len(), 2);
    let indices: Vec<_> = [0, 1, 20, last]
        .iter()
        .map(|&at| body["tracepoints"][at]["waypoint_index"].as_u64())
        .collect();
    assert_eq!(indices, [Some(0), None, Some(1), Some(2)]);
}

#[tokio::test]
async fn gaps_and_strays_are_told() {
    let (_server, client) = open_server();
    let (mut points, _) = trace(&client).await;
    points[7] = [14.2, 35.2];
    let slow = format!("overview=false&timestamps={}", times(points.len(), 70));
    let cut = client
        .get(&format!("/match/v1/driving/{}?{slow}", address(&points)))
        .await;
    assert_eq!(
        cut.expect(400)["code"],
        "NoMatch",
        "each point is a part by itself"
    );
    let body = ask(&client, "match", &points, &format!("{slow}&gaps=ignore")).await;
    assert!(body["tracepoints"][7].is_null());
    assert!(body["tracepoints"][8].is_object());
    let mut standing = points[..6].to_vec();
    standing.splice(3..3, [points[3]; 4]);
    let body = ask(&client, "match", &standing, "tidy=true&overview=false").await;
    let left_out = list(&body["tracepoints"])
        .iter()
        .filter(|point| point.is_null());
    assert!(left_out.count() >= 4, "{body}");
    let nowhere = client.get("/match/v1/driving/2.3,48.8;2.31,48.8").await;
    assert_eq!(nowhere.expect(400)["code"], "NoSegment");
}

/// The northernmost and southernmost latitude of what was matched.
fn span(body: &serde_json::Value) -> [f64; 2] {
    let lines = list(&body["matchings"])
        .iter()
        .flat_map(|matching| line(&matching["geometry"]));
    lines.fold([f64::NEG_INFINITY, f64::INFINITY], |[most, least], at| {
        [most.max(at[1]), least.min(at[1])]
    })
}

/// The two towns with a motorway, a toll road and others between them.
#[tokio::test]
async fn a_trace_keeps_off_what_is_excluded() {
    let (_folder, server) = super::super::trips::open_towns();
    let client = server.routing();
    let ends = [[0.0005, 0.0], [0.0235, 0.0]];
    let usual = "overview=full&geometries=geojson";
    let matched = ask(&client, "match", &ends, usual).await;
    assert_eq!(span(&matched), [0.0, 0.0], "by the motorway");
    let options = format!("{usual}&exclude=motorway");
    let matched = ask(&client, "match", &ends, &options).await;
    assert_eq!(span(&matched), [0.002, 0.0], "by the toll road");
    // Fixes on the toll road itself: it is excluded, so they lie beside the road to the north or south, or nowhere.
    let on_it = [[0.0005, 0.0], [0.012, 0.0019], [0.0235, 0.0]];
    let options = format!("{usual}&exclude=motorway,toll");
    let matched = ask(&client, "match", &on_it, &options).await;
    let [north, south] = span(&matched);
    assert!(north > 0.004 || south < -0.011, "{matched}");
    assert!(matched["tracepoints"][1].is_null(), "{matched}");
    let alone = [[0.0119, 0.0019], [0.0121, 0.0019]];
    let path = format!("/match/v1/driving/{}?exclude=toll", address(&alone));
    let body = client.get(&path).await.expect(400);
    assert_eq!(body["code"], "NoSegment", "nothing else is within 200 m");
}

#[tokio::test]
async fn a_trace_is_driven_on_the_side_that_it_approaches_from() {
    let (_folder, server) = super::super::trips::open_towns();
    let client = server.routing();
    // Eastwards on a street with two directions; traffic keeps to the right, so its kerb lies to the south.
    let beside = |north: f64| [[0.0004, north], [0.0009, north], [0.0014, north]];
    let options = "overview=full&geometries=geojson";
    for (north, side, fits) in [
        (-1e-4, "curb", true),
        (1e-4, "opposite", true),
        (1e-4, "unrestricted", true),
        (-1e-4, "opposite", false),
        (1e-4, "curb", false),
    ] {
        let places = beside(north);
        let plain = ask(&client, "match", &places, options).await;
        let path = format!(
            "/match/v1/driving/{}?{options}&approaches={side};{side};{side}",
            address(&places)
        );
        let answer = client.get(&path).await;
        let body = &answer.body;
        let is_plain = answer.status == 200
            && body["matchings"][0]["geometry"] == plain["matchings"][0]["geometry"];
        assert_eq!(is_plain, fits, "{north} {side}: {body}");
    }
    // A point without an entry may be on either side.
    let path = format!(
        "/match/v1/driving/{}?approaches=;curb;",
        address(&beside(-1e-4))
    );
    assert_eq!(client.get(&path).await.expect(200)["code"], "Ok");
}
