//! `snapping`: which streets a coordinate may be put onto.

use serde_json::Value;

use super::{ask, assert_near, metres, number};

/// A ferry leads from the eastern town to the island. Nobody gets on or off on its way, unless `snapping=any` says so.
#[tokio::test]
async fn any_street_is_snapped_to_on_request() {
    let (_folder, server) = super::super::trips::open_towns();
    let client = server.routing();
    let places = [[0.0235, 0.0], [0.027, 0.0]];
    let ends = |body: &Value| number(&body["waypoints"][1]["location"][0]);
    for options in ["overview=false", "overview=false&snapping=default"] {
        let usual = ask(&client, "route", &places, options).await;
        assert_near(ends(&usual), 0.024, 1e-6);
    }
    let any = ask(&client, "route", &places, "overview=false&snapping=any").await;
    assert_near(ends(&any), 0.027, 1e-6);
    let there = number(&any["routes"][0]["distance"]);
    assert_near(there, metres(places[0], places[1]), 1.0);
    // A hint of such a place counts as not given where no such place is asked for, and changes nothing where one is.
    let hint = any["waypoints"][1]["hint"].as_str().expect("a hint");
    let hinted = format!("overview=false&hints=;{hint}");
    let usual = ask(&client, "route", &places, &hinted).await;
    assert_near(ends(&usual), 0.024, 1e-6);
    let again = ask(&client, "route", &places, &format!("{hinted}&snapping=any")).await;
    assert_eq!(again["routes"], any["routes"]);
    let near = ask(&client, "nearest", &places[1..], "snapping=any").await;
    assert_near(number(&near["waypoints"][0]["distance"]), 0.0, 0.1);
    // Nor is it off the way of a trace, or of a table.
    let table = ask(
        &client,
        "table",
        &places,
        "snapping=any&annotations=distance",
    )
    .await;
    assert_near(number(&table["distances"][0][1]), there, 0.11);
    let trace = ask(&client, "match", &places, "snapping=any&overview=false").await;
    assert_near(number(&trace["matchings"][0]["distance"]), there, 0.11);
    // Excluded ferries stay excluded.
    let without = ask(&client, "route", &places, "snapping=any&exclude=ferry").await;
    assert_near(ends(&without), 0.024, 1e-6);
}
