//! Requests for help.

use serde_json::{Value, json};

use super::{check, not_now, off_road, unknown, unknown_query, with, wrong, wrong_query};
use crate::shift::Shift;

#[tokio::test]
async fn requests() {
    let shift = Shift::begin().await;
    let known = format!("/api/v1/requests/{}", shift.create_request().await);
    let good = shift.request_body();
    let all = "/api/v1/requests";
    let bad = |field: &'static str, value: Value| wrong(all, with(&good, field, value), field);
    let patch = |body: Value, field| ("PATCH", known.clone(), body, 422, "invalid-field", field);
    let mut cases = vec![
        bad("position", json!([181, 0])),
        bad("position", json!([14.5, -90.1])),
        bad("position", json!([14.5])),
        bad("position", json!("14.5,35.9")),
        bad("position", Value::Null),
        bad("type", json!("pizza")),
        bad("priority", json!(0)),
        bad("priority", json!(5)),
        bad("priority", json!(1.5)),
        bad("address", json!("")),
        bad("address", json!("x".repeat(201))),
        bad("address", json!("one\u{0}two")),
        bad("note", json!("x".repeat(4001))),
        bad("source", json!("x".repeat(61))),
        bad("source", json!("")),
        bad(
            "needs",
            Value::Array((0..21).map(|n| json!(format!("need{n}"))).collect()),
        ),
        bad("needs", json!("peer")),
        bad("hurry", json!(true)),
        wrong(all, json!([]), ""),
        wrong(all, json!({}), "position"),
        patch(json!({}), ""),
        patch(json!({ "priority": 9 }), "priority"),
        patch(json!({ "position": [0, 91] }), "position"),
        patch(json!({ "note": "" }), "note"),
        patch(json!({ "source": "web" }), "source"),
        (
            "PATCH",
            "/api/v1/requests/R999".to_owned(),
            json!({ "priority": 1 }),
            404,
            "not-found",
            "",
        ),
        unknown_query("/api/v1/requests/R999"),
        wrong_query("/api/v1/requests/345", "id"),
        wrong_query("/api/v1/requests?limit=1001", "limit"),
        wrong_query("/api/v1/requests?state=lost", "state"),
    ];
    let to = |action: &str| format!("{known}/{action}");
    cases.extend([
        wrong(&to("hold"), json!({}), "reason"),
        wrong(&to("hold"), json!({ "reason": "" }), "reason"),
        wrong(&to("hold"), json!({ "reason": "x".repeat(501) }), "reason"),
        not_now(&to("resume"), json!({})),
        wrong(&to("close"), json!({}), "disposition"),
        wrong(
            &to("close"),
            json!({ "disposition": "forgotten" }),
            "disposition",
        ),
        wrong(
            &to("close"),
            json!({ "disposition": "refused", "note": "" }),
            "note",
        ),
        unknown(
            "/api/v1/requests/R999/close",
            json!({ "disposition": "refused" }),
        ),
    ]);
    check(&shift, cases).await;
}

#[tokio::test]
async fn a_place_off_the_map_is_refused_with_its_distance() {
    let shift = Shift::begin().await;
    let known = shift.create_request().await;
    // In the open sea, a hundred kilometres from the next road.
    let sea = json!([15.9, 35.2]);
    let place = json!({ "position": sea, "type": "transport", "priority": 1 });
    let reach = json!({ "from": [sea], "minutes": [5], "direction": "depart" });
    let cases = vec![
        off_road("/api/v1/requests", place.clone()),
        (
            "PATCH",
            format!("/api/v1/requests/{known}"),
            json!({ "position": sea }),
            422,
            "no-segment",
            "",
        ),
        off_road("/api/v1/recommendations", place.clone()),
        off_road("/api/v1/route", json!({ "from": sea, "to": shift.address })),
        off_road("/api/v1/route", json!({ "from": shift.address, "to": sea })),
        off_road("/api/v1/reach", reach),
        (
            "GET",
            "/routing/isochrone/v1/car/15.9,35.2?contours_minutes=5".to_owned(),
            Value::Null,
            422,
            "no-segment",
            "coordinates[0]",
        ),
    ];
    check(&shift, cases).await;
    let answer = shift.dispatcher.post("/api/v1/requests", &place).await;
    let distance = answer.body["distance"].as_f64();
    assert!(
        distance.is_some_and(|metres| metres > 500.0),
        "{}",
        answer.text
    );
}
