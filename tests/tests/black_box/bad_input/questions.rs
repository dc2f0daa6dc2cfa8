//! Routes, reach, recommendations, search, tiles and positions.

use serde_json::{Value, json};

use super::{check, off_road, unknown, unknown_query, with, without, wrong, wrong_query};
use crate::shift::{Shift, now};

#[tokio::test]
async fn routes_reach_and_recommendations() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let here = &shift.address;
    let route = json!({ "from": here, "to": here });
    let reach = json!({ "from": [here], "minutes": [5], "direction": "depart" });
    let place = shift.request_body();
    let recommendation = format!("/api/v1/requests/{request}/recommendation");
    let (to_route, to_reach) = ("/api/v1/route", "/api/v1/reach");
    let cases = vec![
        wrong(to_route, with(&route, "from", json!([200, 0])), "from"),
        wrong(to_route, without(&route, "to"), "to"),
        wrong(to_route, with(&route, "through", json!([])), "through"),
        wrong(to_reach, with(&reach, "from", json!([])), "from"),
        wrong(
            to_reach,
            with(&reach, "from", json!([[14.5, 95]])),
            "from[0]",
        ),
        wrong(to_reach, with(&reach, "minutes", json!([])), "minutes"),
        wrong(to_reach, with(&reach, "minutes", json!([0])), "minutes"),
        wrong(
            to_reach,
            with(&reach, "minutes", json!([100_000])),
            "minutes",
        ),
        wrong(
            to_reach,
            with(&reach, "direction", json!("up")),
            "direction",
        ),
        wrong(to_reach, without(&reach, "minutes"), "minutes"),
        wrong(to_reach, with(&reach, "metres", json!([500])), "metres"),
        wrong(to_reach, with(&reach, "denoise", json!(1.5)), "denoise"),
        wrong(to_reach, with(&reach, "denoise", json!("much")), "denoise"),
        wrong(
            to_reach,
            with(&reach, "generalize", json!(-1)),
            "generalize",
        ),
        wrong(to_reach, with(&reach, "each", json!(1)), "each"),
        wrong(to_reach, with(&reach, "to", json!([[14.5, 91]])), "to[0]"),
        unknown(to_reach, with(&reach, "teams", json!(["T999"]))),
        wrong(
            to_reach,
            with(&reach, "output", json!(["cake"])),
            "output[0]",
        ),
        wrong("/api/v1/recommendations", with(&place, "k", json!(0)), "k"),
        wrong(
            "/api/v1/recommendations",
            with(&place, "k", json!(100_000)),
            "k",
        ),
        wrong(
            "/api/v1/recommendations",
            with(&place, "priority", json!(7)),
            "priority",
        ),
        wrong_query(&format!("{recommendation}?k=0"), "k"),
        wrong_query(&format!("{recommendation}?k=-1"), "k"),
        unknown_query("/api/v1/requests/R999/recommendation"),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn trips() {
    let shift = Shift::begin().await;
    let here = &shift.address;
    let route = json!({ "from": here, "to": here });
    let area = |coordinates: Value| json!({ "areas": [{ "type": "Polygon", "coordinates": coordinates }] });
    let many: Vec<[f64; 2]> = (0..503)
        .map(|i| f64::from(i) / 500.0 * std::f64::consts::TAU)
        .map(|angle| [14.5 + angle.cos() / 100.0, 35.9 + angle.sin() / 100.0])
        .collect();
    let crossed = json!([[
        [14.48, 35.89],
        [14.49, 35.90],
        [14.49, 35.89],
        [14.48, 35.90]
    ]]);
    let year = "2999-01-01T00:00:00Z";
    let rings = "avoid.areas[0].coordinates";
    let cases = [
        ("via", json!([[14.5, 91]]), "via[0]"),
        ("via", json!([here, "here"]), "via[1]"),
        ("via", json!(vec![here; 26]), "via"),
        ("via", json!(7), "via"),
        ("continue_straight", json!("yes"), "continue_straight"),
        ("alternatives", json!(4), "alternatives"),
        ("alternatives", json!(-1), "alternatives"),
        ("alternatives", json!("all"), "alternatives"),
        ("mode", json!("boat"), "mode"),
        ("depart_at", json!("tomorrow"), "depart_at"),
        ("depart_at", json!("2020-01-01T00:00:00Z"), "depart_at"),
        ("depart_at", json!(year), "depart_at"),
        ("avoid", json!({ "hills": true }), "avoid.hills"),
        ("avoid", json!({ "tolls": 1 }), "avoid.tolls"),
        (
            "avoid",
            json!({ "areas": [{ "type": "Point", "coordinates": [] }] }),
            "avoid.areas[0].type",
        ),
        ("avoid", json!({ "areas": [{ "type": "Polygon" }] }), rings),
        ("avoid", area(json!([])), rings),
        ("avoid", area(json!([[here, here]])), rings),
        ("avoid", area(json!([many])), rings),
        ("avoid", area(crossed), rings),
        (
            "avoid",
            area(json!([[[0, 91], [0, 0], [1, 1]]])),
            "avoid.areas[0].coordinates[0][0]",
        ),
        (
            "avoid",
            json!({ "areas": vec![json!({ "type": "Polygon", "coordinates": [] }); 11] }),
            "avoid.areas",
        ),
    ];
    let mut all: Vec<_> = cases
        .into_iter()
        .map(|(field, value, named)| wrong("/api/v1/route", with(&route, field, value), named))
        .collect();
    let both = with(
        &with(&route, "via", json!([here])),
        "alternatives",
        json!(1),
    );
    all.push(wrong("/api/v1/route", both, "alternatives"));
    let sea = json!([15.9, 35.2]);
    all.push(off_road("/api/v1/route", with(&route, "via", json!([sea]))));
    all.push(off_road(
        "/api/v1/route",
        with(&with(&route, "from", sea), "mode", json!("foot")),
    ));
    check(&shift, all).await;
}

#[tokio::test]
async fn isochrones() {
    let shift = Shift::begin().await;
    let (lng, lat) = (&shift.address[0], &shift.address[1]);
    let at = format!("/routing/isochrone/v1/car/{lng},{lat}");
    let asked = |query: &str| format!("{at}?{query}");
    let elsewhere = |place: &str| format!("/routing/isochrone/v1/car/{place}?contours_minutes=5");
    let mut cases = vec![
        wrong_query(&at, "contours_minutes"),
        wrong_query(
            &asked("contours_minutes=5&contours_meters=5"),
            "contours_meters",
        ),
        wrong_query(&asked("contours_minutes=1,2,3,4,5,6,7"), "contours_minutes"),
        wrong_query(&asked("contours_minutes=10,5"), "contours_minutes"),
        wrong_query(&asked("contours_minutes=61"), "contours_minutes"),
        wrong_query(&asked("contours_minutes=soon"), "contours_minutes"),
        wrong_query(&asked("contours_meters=100001"), "contours_meters"),
        wrong_query(
            &asked("contours_minutes=5&contours_colors=red"),
            "contours_colors",
        ),
        wrong_query(&asked("contours_minutes=5&depart_at=now"), "depart_at"),
        wrong_query(&elsewhere("14.5"), "coordinates[0]"),
        wrong_query(&elsewhere("14.5,35.9;200,0"), "coordinates[1]"),
        unknown_query(&format!(
            "/routing/isochrone/v1/boat/{lng},{lat}?contours_minutes=5"
        )),
    ];
    for (query, field) in [
        ("denoise=2", "denoise"),
        ("denoise=NaN", "denoise"),
        ("generalize=-1", "generalize"),
        ("generalize=inf", "generalize"),
        ("polygons=perhaps", "polygons"),
        ("direction=up", "direction"),
    ] {
        cases.push(wrong_query(
            &asked(&format!("contours_minutes=5&{query}")),
            field,
        ));
    }
    check(&shift, cases).await;
}

#[tokio::test]
async fn search_and_tiles() {
    let shift = Shift::begin().await;
    let cases = vec![
        wrong_query("/api/v1/geocode", "q"),
        wrong_query(&format!("/api/v1/geocode?q={}", "x".repeat(2000)), "q"),
        wrong_query("/api/v1/geocode?q=a&limit=0", "limit"),
        wrong_query("/api/v1/geocode?q=a&limit=1000000", "limit"),
        wrong_query("/api/v1/geocode?q=a&near=14.5", "near"),
        wrong_query("/api/v1/geocode?q=a&near=14.5,NaN", "near"),
        wrong_query("/api/v1/geocode?q=a&lang=mt", "lang"),
        wrong_query("/api/v1/reverse?lng=14.5", "lat"),
        wrong_query("/api/v1/reverse?lng=14.5&lat=inf", "lat"),
        wrong_query("/api/v1/reverse?lng=14.5&lat=91", "lat"),
        wrong_query("/tiles/99/0/0", "z"),
        wrong_query("/tiles/1/2/0", "x"),
        wrong_query("/tiles/0/0/x", "y"),
        unknown_query("/style/pink.json"),
        unknown_query("/api/v1/no-such-thing"),
        (
            "DELETE",
            "/api/v1/teams".to_owned(),
            Value::Null,
            405,
            "method-not-allowed",
            "",
        ),
        (
            "DELETE",
            "/api/v1/devices/none".to_owned(),
            Value::Null,
            404,
            "not-found",
            "",
        ),
        unknown("/api/v1/devices", json!({ "team": "T999" })),
        wrong("/api/v1/devices", json!({}), "team"),
        wrong(
            "/api/v1/devices",
            json!({ "team": "T1", "name": " " }),
            "name",
        ),
        wrong(
            "/api/v1/devices",
            json!({ "team": "T1", "name": "x".repeat(41) }),
            "name",
        ),
        wrong(
            "/api/v1/devices",
            json!({ "team": "T1", "token": "mine" }),
            "token",
        ),
        wrong_query("/api/v1/devices?team=nobody", "team"),
        wrong_query("/api/v1/devices?limit=0", "limit"),
        wrong_query("/api/v1/devices?cursor=T1", "cursor"),
        wrong_query("/api/v1/devices?cursor=T1:X", "cursor"),
        wrong_query("/api/v1/teams/R1/track", "id"),
        wrong_query("/api/v1/teams/T1/track?from=yesterday", "from"),
        wrong_query("/api/v1/teams/T1/track?to=1", "to"),
        wrong_query("/api/v1/teams/T1/track?from=2999-01-01T00:00:00Z", "from"),
        wrong_query("/api/v1/teams/T1/track?limit=0", "limit"),
        wrong_query("/api/v1/teams/T1/track?limit=5001", "limit"),
        wrong_query("/api/v1/teams/T1/track?cursor=T1", "cursor"),
        unknown_query("/api/v1/teams/T999/track"),
        wrong(
            "/api/v1/sign-in-links",
            json!({ "role": "king", "team": "T1" }),
            "role",
        ),
        wrong("/api/v1/sign-in-links", json!({ "role": "field" }), "team"),
        unknown(
            "/api/v1/sign-in-links",
            json!({ "role": "field", "team": "T999" }),
        ),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn positions() {
    let shift = Shift::begin().await;
    let good = json!({ "position": shift.address, "at": now() });
    let path = "/api/v1/positions";
    let cases = vec![
        wrong(path, without(&good, "at"), "at"),
        wrong(path, with(&good, "at", json!("yesterday")), "at"),
        wrong(
            path,
            with(&good, "position", json!([14.5, 1e300])),
            "position",
        ),
        wrong(path, with(&good, "bearing", json!("north")), "bearing"),
        wrong(path, with(&good, "height", json!(3)), "height"),
        wrong(path, json!({ "fixes": 3 }), "fixes"),
    ];
    check(&shift, cases).await;
    // A batch is judged fix by fix: the wrong one does not spoil the rest.
    let future = with(&good, "at", json!("2099-01-01T00:00:00Z"));
    let batch = json!({ "fixes": [future, with(&good, "at", json!(now()))] });
    let answer = shift.field.post(path, &batch).await.expect(200);
    assert_eq!(
        (&answer["accepted"], &answer["refused"][0]["index"]),
        (&json!(1), &json!(0))
    );
}
