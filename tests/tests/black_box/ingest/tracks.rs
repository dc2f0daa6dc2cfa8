//! What is kept of where teams were, who sees it, and until when.

use std::{process::Command, time::Duration};

use nearhand_tests::binary;
use reqwest::Method;
use serde_json::{Value, json};

use super::{owntracks, post, soon, told, traccar};
use crate::{
    people::administrator,
    shift::{Shift, text},
};

#[tokio::test]
async fn late_fixes_join_the_track_and_a_jump_waits_for_another() {
    let shift = Shift::begin().await;
    let token = text(&shift.new_device("Phone").await["token"]);
    let device = shift.server.stranger().with_token(&token);
    let begin = soon(5);
    let at =
        |second: i64| jiff::Timestamp::from_second(begin.as_second() + second).expect("a time");
    let send = |second: i64, metres: f64| {
        let fix = json!({ "position": shift.east(metres), "at": at(second).to_string() });
        let device = device.clone();
        async move { post(&device, "/api/v1/positions", &fix).await.expect(200) }
    };
    for (second, late) in [(0, 0), (20, 0), (10, 1), (20, 1), (0, 1), (15, 1)] {
        let taken = send(second, 100.0).await;
        assert_eq!(
            (&taken["accepted"], &taken["late"]),
            (&json!(1), &json!(late)),
            "{second}"
        );
    }
    assert_eq!(shift.live().await["at"], told(at(20)));
    let times = |seconds: &[i64]| {
        seconds
            .iter()
            .map(|&second| told(at(second)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20])
    );
    // 5 km in five seconds: held back, and in the track only once another fix is there as well.
    assert_eq!(send(25, 5000.0).await["late"], 1);
    assert_eq!(shift.live().await["at"], told(at(20)));
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20])
    );
    assert_eq!(send(30, 5010.0).await["late"], 0);
    assert_eq!(shift.live().await["at"], told(at(30)));
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        times(&[0, 10, 15, 20, 25, 30])
    );
    // The field team sees its own; in parts it is the same.
    assert_eq!(
        shift.track_times(&shift.field).await,
        times(&[0, 10, 15, 20, 25, 30])
    );
    let mut parts = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!(
            "/api/v1/teams/{}/track?from={}&to={}&limit=2{cursor}",
            shift.team,
            at(0),
            at(30)
        );
        let part = shift.dispatcher.get(&path).await.expect(200);
        let features = part["features"].as_array().expect("a list");
        parts.extend(features.iter().map(|it| text(&it["properties"]["at"])));
        match part["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(
        parts,
        times(&[0, 10, 15, 20, 25]),
        "the end is not included"
    );
}

#[tokio::test]
async fn off_duty_nothing_is_kept_and_others_see_no_track() {
    let shift = Shift::begin().await;
    let planner = shift.server.sign_in("planner").await;
    let device = shift.device().await;
    let own = format!("/api/v1/teams/{}/track", shift.team);
    for client in [&planner, &device] {
        client.get(&own).await.expect_problem(403, "forbidden");
    }
    let other = format!("/api/v1/teams/{}/track", shift.another_team().await);
    shift
        .field
        .get(&other)
        .await
        .expect_problem(403, "forbidden");
    shift
        .dispatcher
        .get("/api/v1/teams/T999/track")
        .await
        .expect_problem(404, "not-found");

    // Before the shift: an hour ago people were at home.
    let before = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let dropped = post(
        &device,
        "/ingest/owntracks",
        &owntracks(shift.east(0.0), before),
    )
    .await;
    assert_eq!(dropped.expect(200), json!([]));
    let fix = json!({ "position": shift.address, "at": before.to_string() });
    let refused = post(&shift.field, "/api/v1/positions", &fix)
        .await
        .expect(200);
    assert!(
        text(&refused["refused"][0]["reason"]).contains("not on shift yet"),
        "{refused}"
    );
    let path = format!("/api/v1/teams/{}/sign-off", shift.team);
    shift.field.post(&path, &json!({})).await.expect(200);
    let dropped = post(
        &device,
        "/ingest/osmand",
        &traccar(&shift.team, shift.east(0.0), soon(0)),
    )
    .await;
    assert_eq!(
        dropped.status, 200,
        "a phone must not send it again for ever"
    );
    assert!(dropped.text.contains("off duty"), "{}", dropped.text);
    assert_eq!(shift.live().await, Value::Null);
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn the_track_outlives_the_server_and_goes_when_it_is_purged() {
    let mut shift = Shift::begin().await;
    let device = shift.device().await;
    let times = [soon(1), soon(2), soon(3)];
    let send = |at: jiff::Timestamp| {
        let fix = json!({ "position": shift.address, "at": at.to_string() });
        let device = device.clone();
        async move { post(&device, "/api/v1/positions", &fix).await.expect(200) }
    };
    send(times[0]).await;
    send(times[1]).await;
    let before = shift.track_times(&shift.dispatcher).await;
    assert_eq!(before, [told(times[0]), told(times[1])]);
    let session = shift.dispatcher.token().to_owned();
    let data = shift.server.record();
    // What waited is written at the stop.
    send(times[2]).await;
    assert!(shift.server.terminate().success());
    let server = shift.server.kill_and_restart();
    let dispatcher = server.stranger().with_token(&session);
    let shift = Shift {
        server,
        dispatcher,
        ..shift
    };
    let after = shift.track_times(&shift.dispatcher).await;
    assert_eq!(after, times.map(told));

    let nearhand = |arguments: &[&str]| {
        let mut command = Command::new(binary::nearhand());
        command
            .args(arguments)
            .arg("--json")
            .arg("--data")
            .arg(&data);
        command.env_remove("NEARHAND_DATA");
        let output = command.output().expect("the binary starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON")
    };
    let entries = shift.seq().await;
    assert_eq!(
        nearhand(&["purge"])["breadcrumbs"],
        0,
        "nothing is 30 days old"
    );
    // Beside the server, once the last of them lies in the past.
    while jiff::Timestamp::now() <= times[2] {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(
        nearhand(&["purge", "--breadcrumb-days", "0"])["breadcrumbs"],
        4
    );
    assert_eq!(
        nearhand(&["purge", "--breadcrumb-days", "0"])["breadcrumbs"],
        0
    );
    assert_eq!(
        shift.track_times(&shift.dispatcher).await,
        Vec::<String>::new()
    );
    assert_eq!(
        nearhand(&["verify"])["entries"],
        entries,
        "the log is as it was"
    );
    // And the server goes on to keep what comes.
    let fix = json!({ "position": shift.address, "at": soon(1).to_string() });
    let device = shift.server.stranger().with_token(device.token());
    post(&device, "/api/v1/positions", &fix).await.expect(200);
    let path = format!("/api/v1/teams/{}/track?to={}", shift.team, soon(60));
    let track = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(track["features"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn with_no_days_to_keep_them_there_are_no_breadcrumbs() {
    let shift = Shift::begin().await;
    let admin = administrator(&shift.server).await;
    let path = "/api/v1/configuration";
    let mut service = admin.get(path).await.expect(200);
    service["retention"]["breadcrumb_days"] = json!(0);
    let set = admin.request(Method::PUT, path).json(&service);
    admin.send(set).await.expect(200);
    // What was kept until then is gone, and nothing more is kept.
    shift.report_position().await;
    assert!(shift.live().await["at"].is_string());
    let path = format!("/api/v1/teams/{}/track", shift.team);
    let track = shift.dispatcher.get(&path).await.expect(200);
    assert_eq!(track["features"], json!([]));
}
