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
    for (options, code) in [
        ("exclude=toll", "NotImplemented"),
        ("radiuses=1", "InvalidOptions"),
    ] {
        let path = format!("/match/v1/driving/{}?{options}", address(&points));
        assert_eq!(client.get(&path).await.expect(400)["code"], code);
    }
    let nowhere = client.get("/match/v1/driving/2.3,48.8;2.31,48.8").await;
    assert_eq!(nowhere.expect(400)["code"], "NoSegment");
}
