//! Teams and assignments.

use serde_json::json;

use super::{check, not_now, unknown, unknown_query, with, without, wrong, wrong_query};
use crate::shift::Shift;

#[tokio::test]
async fn teams() {
    let shift = Shift::begin().await;
    let taken = shift
        .dispatcher
        .get(&format!("/api/v1/teams/{}", shift.team))
        .await
        .expect(200);
    let good = json!({ "callsign": "New", "capabilities": ["peer"], "post": null });
    let team = "/api/v1/teams";
    let own = |action: &str| format!("/api/v1/teams/{}/{action}", shift.team);
    let cases = vec![
        wrong(team, without(&good, "callsign"), "callsign"),
        wrong(team, with(&good, "callsign", json!("")), "callsign"),
        wrong(
            team,
            with(&good, "callsign", json!("x".repeat(41))),
            "callsign",
        ),
        wrong(team, with(&good, "callsign", json!(7)), "callsign"),
        wrong(
            team,
            with(&good, "callsign", taken["callsign"].clone()),
            "callsign",
        ),
        wrong(
            team,
            with(&good, "capabilities", json!(["Very Good"])),
            "capabilities[0]",
        ),
        wrong(team, with(&good, "post", json!([181, 0])), "post"),
        wrong(team, with(&good, "colour", json!("red")), "colour"),
        unknown("/api/v1/teams/T999/sign-on", json!({})),
        wrong("/api/v1/teams/R1/sign-on", json!({}), "id"),
        wrong("/api/v1/teams/T01/sign-on", json!({}), "id"),
        not_now(&own("sign-on"), json!({})),
        wrong(&own("sign-on"), json!({ "now": true }), "now"),
        wrong(&own("status"), json!({}), "status"),
        wrong(&own("status"), json!({ "status": "asleep" }), "status"),
        not_now(&own("status"), json!({ "status": "on_scene" })),
        unknown_query("/api/v1/teams/T999"),
        wrong_query("/api/v1/teams?limit=0", "limit"),
        wrong_query("/api/v1/teams?limit=many", "limit"),
        wrong_query("/api/v1/teams?state=asleep", "state"),
        wrong_query("/api/v1/teams?cursor=%00", "cursor"),
        wrong_query("/api/v1/teams?colour=red", "colour"),
    ];
    check(&shift, cases).await;
}

#[tokio::test]
async fn assignments() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let assignment = shift.assign(&request).await;
    let of_request = format!("/api/v1/requests/{request}/assignments");
    let to = |action: &str| format!("/api/v1/assignments/{assignment}/{action}");
    let team = json!({ "team": shift.team });
    let shown = json!([{ "team": "T999", "eta": 1 }]);
    let cases = vec![
        wrong(&of_request, json!({}), "team"),
        wrong(&of_request, json!({ "team": "R1" }), "team"),
        unknown(&of_request, json!({ "team": "T999" })),
        not_now(&of_request, team.clone()),
        wrong(&of_request, with(&team, "shown", shown), "shown"),
        wrong(
            &of_request,
            with(&team, "shown", json!([{ "team": "T1", "eta": -1 }])),
            "shown[0].eta",
        ),
        wrong(
            &of_request,
            with(&team, "override_reason", json!("")),
            "override_reason",
        ),
        unknown("/api/v1/requests/R999/assignments", team),
        wrong(&to("decline"), json!({}), "reason"),
        wrong(&to("advance"), json!({ "to": "the_moon" }), "to"),
        not_now(&to("advance"), json!({ "to": "assigned" })),
        not_now(&to("clear"), json!({})),
        wrong(&to("cancel"), json!({ "reason": " " }), "reason"),
        wrong(&to("acknowledge"), json!({ "x": 1 }), "x"),
        unknown("/api/v1/assignments/A999/acknowledge", json!({})),
        wrong("/api/v1/assignments/T1/acknowledge", json!({}), "id"),
        not_now(
            &format!("/api/v1/requests/{request}/close"),
            json!({ "disposition": "refused" }),
        ),
        unknown_query("/api/v1/assignments/A999"),
        unknown_query("/api/v1/assignments/A999/route"),
        wrong_query("/api/v1/assignments?state=lost", "state"),
    ];
    check(&shift, cases).await;
}
