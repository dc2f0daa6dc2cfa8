//! The demo shift: a newcomer sees life at once.

use std::time::{Duration, Instant};

use nearhand_tests::{Client, Options, Server};
use serde_json::Value;
use tokio::time::sleep;

/// What the product promises.
const PROMISE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn within_ten_seconds_teams_move_and_somebody_needs_help() {
    let options = Options {
        demo: true,
        ..Options::default()
    };
    let server = Server::start(&options);
    let started = Instant::now();
    let dispatcher = server.sign_in("dispatcher").await;
    let mut before = positions(&dispatcher).await;
    let (mut moved, mut asked) = (false, false);
    while started.elapsed() < PROMISE && !(moved && asked) {
        // The demo lives in real time; there is nothing else to wait for.
        sleep(Duration::from_millis(250)).await;
        let now = positions(&dispatcher).await;
        moved |= now.iter().any(|one| {
            let team = before.iter().find(|other| other["team"] == one["team"]);
            team.is_some_and(|other| other["position"] != one["position"])
        });
        if before.len() < now.len() {
            before = now;
        }
        let requests = dispatcher.get("/api/v1/requests").await.expect(200);
        asked = requests["items"]
            .as_array()
            .is_some_and(|items| !items.is_empty());
    }
    assert!(moved, "no team moved");
    assert!(asked, "nobody asked for help");
}

async fn positions(client: &Client) -> Vec<Value> {
    let answer = client.get("/api/v1/positions").await.expect(200);
    answer["items"].as_array().cloned().expect("a list")
}
