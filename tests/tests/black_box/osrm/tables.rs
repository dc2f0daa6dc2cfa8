//! `table`.

use super::{PLACES, ask, assert_near, list, metres, number, open_server};

#[tokio::test]
async fn a_table_holds_the_times_and_lengths_of_routes() {
    let (_server, client) = open_server();
    let table = ask(&client, "table", &PLACES, "annotations=duration,distance").await;
    for (row, from) in PLACES.iter().enumerate() {
        for (column, to) in PLACES.iter().enumerate() {
            let body = ask(&client, "route", &[*from, *to], "overview=false").await;
            let route = &body["routes"][0];
            let (time, length) = (
                &table["durations"][row][column],
                &table["distances"][row][column],
            );
            assert_eq!(time, &route["duration"], "{row} to {column}");
            assert_eq!(length, &route["distance"], "{row} to {column}");
        }
    }
    assert_eq!(list(&table["sources"]).len(), PLACES.len());
    let times = ask(&client, "table", &PLACES, "").await;
    assert_eq!(times["durations"], table["durations"]);
    assert!(times.get("distances").is_none());
    for (options, rows, columns) in [
        ("sources=2;0", vec![2, 0], (0..7).collect::<Vec<_>>()),
        ("destinations=6;6;1", (0..7).collect(), vec![6, 6, 1]),
        ("sources=1&destinations=all", vec![1], (0..7).collect()),
        (
            "sources=0;1;2;3;4&destinations=5",
            vec![0, 1, 2, 3, 4],
            vec![5],
        ),
    ] {
        let part = ask(&client, "table", &PLACES, options).await;
        assert_eq!(list(&part["durations"]).len(), rows.len(), "{options}");
        for (row, from) in rows.iter().enumerate() {
            for (column, to) in columns.iter().enumerate() {
                let cell = &part["durations"][row][column];
                assert_eq!(cell, &table["durations"][from][to], "{options}");
            }
            assert_eq!(part["sources"][row], table["sources"][from], "{options}");
        }
    }
    let scaled = ask(&client, "table", &PLACES, "scale_factor=2.5&sources=0").await;
    for (cell, plain) in list(&scaled["durations"][0])
        .iter()
        .zip(list(&table["durations"][0]))
    {
        assert_near(number(cell), number(plain) * 2.5, 0.2);
    }
}

/// A place on the far side of a ferry, which is not taken.
#[tokio::test]
async fn where_there_is_no_way_the_straight_line_is_told_on_request() {
    let (_folder, server) = super::super::trips::open_towns();
    let client = server.routing();
    let places = [[0.0005, 0.0], [0.0235, 0.0], [0.036, 0.0001]];
    let none = ask(
        &client,
        "table",
        &places,
        "exclude=ferry&annotations=duration,distance",
    )
    .await;
    assert!(
        none["durations"][0][2].is_null() && none["distances"][2][0].is_null(),
        "{none}"
    );
    assert!(none.get("fallback_speed_cells").is_none());
    let by_ferry = ask(&client, "table", &places, "").await;
    assert!(by_ferry["durations"][0][2].is_number());
    let options = "exclude=ferry&annotations=duration,distance&fallback_speed=10&scale_factor=3";
    for (from, at) in [("input", 0.0001), ("snapped", 0.0)] {
        let options = format!("{options}&fallback_coordinate={from}");
        let table = ask(&client, "table", &places, &options).await;
        let straight = metres(places[1], [0.036, at]);
        assert_near(number(&table["distances"][1][2]), straight, 0.2);
        assert_near(
            number(&table["durations"][1][2]),
            straight / 10.0 * 3.0,
            0.2,
        );
        let cells = list(&table["fallback_speed_cells"]);
        assert_eq!(
            cells,
            [[0, 2], [1, 2], [2, 0], [2, 1]].map(serde_json::Value::from)
        );
    }
    let refused = client
        .get("/route/v1/car/0.0005,0;0.036,0?exclude=ferry")
        .await;
    assert_eq!(refused.expect(400)["code"], "NoRoute");
    let refused = client
        .get("/trip/v1/car/0.0005,0;0.036,0?exclude=ferry")
        .await;
    assert_eq!(refused.expect(400)["code"], "NoTrips");
}

/// Places as a polyline of five decimals, written for an address.
/// Source: <https://developers.google.com/maps/documentation/utilities/polylinealgorithm>.
fn polyline(places: &[[f64; 2]]) -> String {
    let mut text = String::new();
    let mut last = [0; 2];
    for [lng, lat] in places {
        #[expect(clippy::cast_possible_truncation, reason = "degrees")]
        let now = [*lat, *lng].map(|degrees| (degrees * 1e5).round() as i64);
        for axis in 0..2 {
            let step = now[axis] - last[axis];
            let mut rest = if step < 0 { !(step << 1) } else { step << 1 };
            loop {
                let more = if rest >= 32 { 32 } else { 0 };
                let digit = u8::try_from((rest & 31) + more + 63).expect("a character");
                text += &format!("%{digit:02X}");
                rest >>= 5;
                if more == 0 {
                    break;
                }
            }
        }
        last = now;
    }
    format!("polyline({text})")
}

#[tokio::test]
async fn thousands_of_places_fit_into_a_polyline() {
    let (_server, client) = open_server();
    let plain = ask(&client, "table", &PLACES, "").await;
    let path = format!("/table/v1/driving/{}", polyline(&PLACES));
    let body = client.get(&path).await.expect(200);
    assert_eq!(body["durations"], plain["durations"]);
    // Two digits for each place that is the one before.
    let mut many = vec![PLACES[0]; 9_999];
    many.push(PLACES[1]);
    let path = format!("/table/v1/driving/{}", polyline(&many));
    let row = client
        .get(&format!("{path}?sources=0&skip_waypoints=true"))
        .await;
    let row = row.expect(200);
    let times = list(&row["durations"][0]);
    assert_eq!(times.len(), 10_000);
    assert_eq!(times[9_998], 0);
    assert_eq!(times[9_999], plain["durations"][0][1]);
    for (options, told) in [
        ("", "(1000000)"),
        (
            "?sources=0;1&annotations=distance",
            "(10000) of a table with distances",
        ),
    ] {
        let body = client.get(&format!("{path}{options}")).await.expect(400);
        assert_eq!(body["code"], "TooBig", "{options}");
        let message = body["message"].as_str().unwrap_or_default();
        assert!(message.contains(told), "{message}");
    }
    many.push(PLACES[1]);
    let path = format!("/table/v1/driving/{}?sources=0", polyline(&many));
    assert_eq!(client.get(&path).await.expect(400)["code"], "TooBig");
}
