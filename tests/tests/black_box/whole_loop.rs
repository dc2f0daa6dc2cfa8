//! From the call to the closed request, with a dispatcher and a field team.

use nearhand_tests::Socket;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

#[tokio::test]
async fn a_request_goes_from_call_to_closed_over_http_and_socket() {
    let shift = Shift::begin().await;
    let (mut desk, welcome) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    let (mut phone, _) = Socket::hello(&shift.server, &shift.field, None).await;
    let first = welcome["seq"].as_u64().expect("a number");

    let request = shift.create_request().await;
    let recommendation = recommend(&shift, &request).await;
    let best = &recommendation["candidates"][0];
    assert_eq!(best["team"], shift.team, "{recommendation}");
    assert_eq!(best["rank"], 1);
    assert!(best["eta"].as_f64().is_some_and(|eta| eta >= 0.0), "{best}");

    let assignment = json!({
        "kind": "assign", "request": request, "team": shift.team,
        "shown": [{ "team": shift.team, "eta": best["eta"] }],
    });
    let ack = desk.command("assign-1", &assignment).await;
    assert_eq!(ack["type"], "ack", "{ack}");
    let heard = phone.wait_for_event("team_assigned").await;
    let assignment = text(&heard["changed"]["assignments"][0]["id"]);
    let own = heard["changed"]["requests"][0]["position"].clone();
    assert!(own.is_array(), "the team is told where to go: {heard}");

    route_leads_to_the_request(&shift, &assignment).await;
    let done = drive_and_clear(&mut phone, &assignment).await;
    let path = format!("/api/v1/teams/{}", shift.team);
    let team = shift.dispatcher.get(&path).await;
    assert_eq!(team.expect(200)["status"], "available");

    let closed = shift
        .dispatcher
        .post(
            &format!("/api/v1/requests/{request}/close"),
            &json!({ "disposition": "resolved_on_scene", "note": "All well." }),
        )
        .await
        .expect(200);
    every_stage_has_its_time_in_order(&closed);

    let last = shift.seq().await;
    assert!(last > done, "closing is the last event");
    let heard: Vec<u64> = numbers(&desk.events_until(last).await);
    assert_eq!(
        heard,
        (first + 1..=last).collect::<Vec<u64>>(),
        "every event, in order"
    );
}

async fn recommend(shift: &Shift, request: &str) -> Value {
    let path = format!("/api/v1/requests/{request}/recommendation?k=5");
    shift.dispatcher.get(&path).await.expect(200)
}

async fn route_leads_to_the_request(shift: &Shift, assignment: &str) {
    let path = format!("/api/v1/assignments/{assignment}/route");
    let route = shift.field.get(&path).await.expect(200);
    assert_eq!(route["geometry"]["type"], "LineString", "{route}");
    assert!(
        route["steps"]
            .as_array()
            .is_some_and(|steps| !steps.is_empty())
    );
}

/// Acknowledged, en route, on scene, with client, clear: each button of the field page.
async fn drive_and_clear(phone: &mut Socket, assignment: &str) -> u64 {
    let commands = [
        json!({ "kind": "acknowledge", "assignment": assignment }),
        json!({ "kind": "advance", "assignment": assignment, "to": "en_route" }),
        json!({ "kind": "advance", "assignment": assignment, "to": "on_scene" }),
        json!({ "kind": "advance", "assignment": assignment, "to": "with_client" }),
        json!({ "kind": "clear", "assignment": assignment }),
    ];
    let mut last = 0;
    for (number, command) in commands.iter().enumerate() {
        let ack = phone.command(&format!("button-{number}"), command).await;
        assert_eq!(ack["type"], "ack", "{command}: {ack}");
        let seq = ack["seq"].as_u64().expect("a number");
        assert!(seq > last, "{ack}");
        last = seq;
    }
    last
}

fn every_stage_has_its_time_in_order(request: &Value) {
    assert_eq!(request["state"], "closed", "{request}");
    assert_eq!(request["disposition"], "resolved_on_scene");
    let stages = [
        "received",
        "triaged",
        "assigned",
        "acknowledged",
        "en_route",
        "on_scene",
        "at_client",
        "cleared",
        "closed",
    ];
    let times: Vec<String> = stages
        .iter()
        .map(|stage| text(&request["times"][stage]))
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

pub(crate) fn numbers(events: &[Value]) -> Vec<u64> {
    let number = |event: &Value| event["seq"].as_u64().expect("an event has a number");
    events.iter().map(number).collect()
}

#[tokio::test]
async fn a_declined_request_waits_again_and_says_why() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let assignment = shift.assign(&request).await;
    let path = format!("/api/v1/assignments/{assignment}/decline");
    let declined = shift
        .field
        .post(&path, &json!({ "reason": "flat tyre" }))
        .await
        .expect(200);
    assert_eq!(
        (&declined["outcome"], &declined["reason"]),
        (&json!("declined"), &json!("flat tyre"))
    );
    let waiting = shift
        .dispatcher
        .get(&format!("/api/v1/requests/{request}"))
        .await
        .expect(200);
    assert_eq!(waiting["state"], "pending");
}

#[tokio::test]
async fn a_team_out_of_service_is_left_out_with_its_reason() {
    let shift = Shift::begin().await;
    let request = shift.create_request().await;
    let path = format!("/api/v1/teams/{}/status", shift.team);
    shift
        .field
        .post(&path, &json!({ "status": "out_of_service" }))
        .await
        .expect(200);
    let found = recommend(&shift, &request).await;
    assert_eq!(found["candidates"], json!([]));
    let excluded = found["excluded"].as_array().expect("a list");
    let own = excluded
        .iter()
        .find(|out| out["team"] == shift.team.as_str());
    assert_eq!(
        own.map(|out| &out["reason"]),
        Some(&json!("out_of_service"))
    );
}
