//! Every cell of docs/authorization.md, tried over HTTP and the socket.

use std::{collections::BTreeMap, fs};

use nearhand_tests::{Answer, Client, Socket, binary};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{people::Crowd, shift::Shift};

/// One table of the page: what each row is about (the cells before those of roles), and for each role its cell.
pub(crate) struct Table {
    pub(crate) rows: Vec<(BTreeMap<String, String>, BTreeMap<String, String>)>,
}

pub(crate) const ROLES: [&str; 8] = [
    "dispatcher",
    "field",
    "supervisor",
    "planner",
    "partner",
    "admin",
    "auditor",
    "device",
];

impl Table {
    pub(crate) fn read(title: &str) -> Self {
        let path = binary::repository().join("docs/authorization.md");
        let page = fs::read_to_string(path).expect("the page is there");
        let section = page
            .split("\n## ")
            .find(|section| section.starts_with(title));
        let mut lines = section
            .expect("a section")
            .lines()
            .filter(|line| line.starts_with('|'));
        let cells = |line: &str| -> Vec<String> {
            let cells = line.trim_matches('|').split('|');
            cells
                .map(|cell| cell.trim().trim_matches('`').to_owned())
                .collect()
        };
        let names = cells(lines.next().expect("a head"));
        let rows = lines.skip(1).map(|line| {
            let row = names.iter().cloned().zip(cells(line));
            row.partition(|(name, _)| !ROLES.contains(&name.as_str()))
        });
        Self {
            rows: rows.collect(),
        }
    }
}

/// A path with something in the place of its parameters; what it names need not exist.
fn filled(path: &str) -> String {
    let id = match path.split('/').nth(3) {
        Some("teams") => "T77",
        Some("assignments") => "A77",
        Some("closures") => "C77",
        Some("members") => "M77",
        Some("vehicles") => "V77",
        Some("shifts") => "S77",
        Some("destinations") => "D77",
        Some("flags") => "F77",
        Some("accounts") => "U77",
        _ => "R77",
    };
    path.replace("{id}", id)
        .replace("{type}", "transport")
        .replace("{profile}", "car")
        .replace("{coordinates}", "14.51,35.89;14.52,35.9")
        .replace("{*request}", "nothing")
        .replace("{z}/{x}/{y}", "0/0/0")
        .replace("{theme}", "light.json")
}

async fn call(client: &Client, method: &str, path: &str) -> Answer {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let mut request = client.request(method.clone(), path);
    if method != Method::GET {
        request = request.json(&json!({}));
    }
    client.send(request).await
}

/// Whether a role was turned away at the gate, and not by what it asked for.
fn is_gate(answer: &Answer) -> bool {
    let detail = answer.body["detail"].as_str().unwrap_or_default();
    answer.status == 403 && detail.starts_with("the role ")
}

#[tokio::test]
async fn every_route_of_the_matrix_with_every_role() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let stranger = shift.server.stranger();
    let before = shift.seq().await;
    let mut refused = 0;
    for (about, roles) in Table::read("Routes").rows {
        let (method, path) = (&about["method"], filled(&about["path"]));
        if about["nobody"] == "yes" {
            continue;
        }
        let answer = call(&stranger, method, &path).await;
        answer.expect_problem(401, "unauthorized");
        for (role, cell) in roles {
            // Whoever may sign out does so, and is needed no more for this.
            let client = if path.ends_with("sign-out") {
                &crowd.one_more(&role).await
            } else {
                crowd.of(&role)
            };
            let answer = call(client, method, &path).await;
            let told = format!(
                "{method} {path} as {role}: {} {}",
                answer.status, answer.text
            );
            if cell == "yes" {
                assert!(answer.status != 401 && !is_gate(&answer), "{told}");
            } else {
                assert!(is_gate(&answer), "{told}");
                answer.expect_problem(403, "forbidden");
                refused += 1;
            }
        }
    }
    assert!(refused > 300, "the page was read: {refused}");
    assert_eq!(shift.seq().await, before, "nobody changed anything");
    // All of it is on record.
    let record = crowd
        .of("auditor")
        .get("/api/v1/audit?action=refused&limit=1000")
        .await;
    let record = record.expect(200)["items"].as_array().map_or(0, Vec::len);
    assert!(record > 300, "{record}");
}

#[tokio::test]
async fn every_channel_of_the_matrix_with_every_role() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let request = shift.create_request().await;
    let live = Table::read("Routes")
        .rows
        .into_iter()
        .find(|(about, _)| about["path"] == "/api/v1/live");
    let (_, may_connect) = live.expect("a row for the socket");
    let mut told = BTreeMap::new();
    for role in ROLES {
        let client = crowd.of(role);
        let connected = Socket::connect(&shift.server, Some(client.token())).await;
        let mut socket = match connected {
            Ok(socket) if may_connect[role] == "yes" => socket,
            Err(status) if may_connect[role] != "yes" => {
                assert_eq!(status, 403, "{role}");
                continue;
            }
            Ok(_) => panic!("{role} may not connect, and could"),
            Err(status) => panic!("{role} may connect, and was answered {status}"),
        };
        told.insert(role, channels_of(&mut socket, &shift, &request).await);
    }
    for (about, roles) in Table::read("Channels").rows {
        let channel = about["channel"].as_str();
        for (role, cell) in roles {
            let got = told.get(role.as_str()).is_some_and(|told| told[channel]);
            assert_eq!(got, cell == "yes", "{channel} as {role}");
        }
    }
}

/// Which channels a client has a part in.
async fn channels_of(
    socket: &mut Socket,
    shift: &Shift,
    request: &str,
) -> BTreeMap<&'static str, bool> {
    let topics = ["events", "positions"];
    socket
        .say(&json!({ "type": "hello", "proto": 1, "epoch": null, "last_seq": null, "topics": topics, "bbox": null }))
        .await;
    let mut refused: Vec<String> = Vec::new();
    loop {
        let frame = socket.wait(|_| true).await;
        if frame["type"] == "welcome" {
            break;
        }
        assert_eq!(frame["problem"]["type"], "/problems/forbidden", "{frame}");
        refused.push(
            frame["problem"]["detail"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    let may = |name: &str| {
        !refused
            .iter()
            .any(|detail| detail.ends_with(&format!("channel {name}")))
    };
    let (events, positions) = (may("events"), may("positions"));
    if events {
        socket.wait_for("snapshot").await;
    }
    // Refused by the board, if it comes there at all.
    let command = json!({ "type": "acknowledge", "assignment": "A77" });
    let answer = socket.command("c1", &command).await;
    let commands = !is_refusal(&answer, "commands");
    socket
        .say(&json!({ "type": "watch", "request": request }))
        .await;
    let answer = socket
        .wait(|frame| frame["type"] == "recommendation" || frame["type"] == "error")
        .await;
    let ranking = !is_refusal(&answer, "ranking");
    let fix =
        json!({ "type": "position", "position": shift.address, "at": "2020-01-01T00:00:00Z" });
    socket.say(&fix).await;
    // It is too old for anybody.
    let answer = socket.wait_for("position_refused").await;
    let own = answer["reason"] != "only a team or its device may send positions";
    BTreeMap::from([
        ("events", events),
        ("positions", positions),
        ("commands", commands),
        ("ranking", ranking),
        ("own position", own),
    ])
}

fn is_refusal(frame: &Value, channel: &str) -> bool {
    let detail = frame["problem"]["detail"].as_str().unwrap_or_default();
    detail.ends_with(&format!("channel {channel}"))
}
