//! Power cuts one after the other, at moments nobody chose, while several dispatchers take requests from the
//! first call to the last word. Whoever has no answer asks again under the same key, and goes on.

use std::{
    collections::BTreeSet,
    process::Command,
    time::{Duration, SystemTime},
};

use nearhand_tests::{Answer, Client, binary};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

const CUTS: usize = 8;
const WRITERS: usize = 6;
/// A cut comes within this time.
const WITHIN_MS: u64 = 600;

/// A step in the life of a request.
const STEPS: [&str; 9] = [
    "create",
    "hold",
    "resume",
    "assign",
    "acknowledge",
    "en_route",
    "on_scene",
    "clear",
    "close",
];

/// A command as it was first sent.
#[derive(Clone, Debug)]
struct Sent {
    key: String,
    path: String,
    body: Value,
}

/// A dispatcher with a team of its own, who takes one request after the other.
struct Writer {
    client: Client,
    number: usize,
    team: String,
    position: Value,
    step: usize,
    sent: usize,
    request: String,
    assignment: String,
    answered: Vec<(Sent, Value)>,
}

impl Writer {
    /// Works until the server is gone.
    async fn work(mut self) -> Self {
        loop {
            let sent = self.next();
            let Ok(answer) = send(&self.client, &sent).await else {
                return self;
            };
            assert!(
                matches!(answer.status, 200 | 201),
                "{sent:?}: {}",
                answer.text
            );
            match STEPS[self.step] {
                "create" => self.request = text(&answer.body["id"]),
                "assign" => self.assignment = text(&answer.body["id"]),
                _ => {}
            }
            self.answered.push((sent, answer.body));
            self.step = (self.step + 1) % STEPS.len();
            self.sent += 1;
        }
    }

    /// The next command; the same again until it was answered.
    fn next(&self) -> Sent {
        let request = format!("/api/v1/requests/{}", self.request);
        let assignment = format!("/api/v1/assignments/{}", self.assignment);
        let step = STEPS[self.step];
        let (path, body) = match step {
            "create" => (
                "/api/v1/requests".to_owned(),
                json!({ "position": self.position, "type": "wellness_check", "priority": 2 }),
            ),
            "hold" => (format!("{request}/hold"), json!({ "reason": "calls back" })),
            "assign" => (
                format!("{request}/assignments"),
                json!({ "team": self.team }),
            ),
            "en_route" | "on_scene" => (format!("{assignment}/advance"), json!({ "to": step })),
            "acknowledge" | "clear" => (format!("{assignment}/{step}"), json!({})),
            "close" => (
                format!("{request}/close"),
                json!({ "disposition": "no_contact" }),
            ),
            _ => (format!("{request}/{step}"), json!({})),
        };
        Sent {
            key: format!("writer-{}-{}", self.number, self.sent),
            path,
            body,
        }
    }
}

/// Sends a command, and sends it again where the server asks to wait, as a client does.
async fn send(client: &Client, sent: &Sent) -> reqwest::Result<Answer> {
    loop {
        let request = client.request(Method::POST, &sent.path);
        let request = request.header("Idempotency-Key", &sent.key);
        let answer = client.try_send(request.json(&sent.body)).await?;
        if answer.status != 429 {
            return Ok(answer);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn writers(shift: &Shift) -> Vec<Writer> {
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let team = json!({ "callsign": format!("Crew {number}") });
        let team = shift.dispatcher.post("/api/v1/teams", &team).await;
        let team = text(&team.expect(201)["id"]);
        let sign_on = format!("/api/v1/teams/{team}/sign-on");
        let signed_on = shift.dispatcher.post(&sign_on, &json!({})).await;
        signed_on.expect(200);
        writers.push(Writer {
            client: shift.dispatcher.clone(),
            number,
            team,
            position: shift.address.clone(),
            step: 0,
            sent: 0,
            request: String::new(),
            assignment: String::new(),
            answered: Vec::new(),
        });
    }
    writers
}

#[tokio::test(flavor = "multi_thread")]
async fn after_many_cuts_every_command_that_was_answered_is_there_once() {
    let mut shift = Shift::begin().await;
    let mut writers = writers(&shift).await;
    let token = shift.dispatcher.token().to_owned();
    for _ in 0..CUTS {
        let working: Vec<_> = writers
            .into_iter()
            .map(|it| tokio::spawn(it.work()))
            .collect();
        let until_cut = SystemTime::UNIX_EPOCH
            .elapsed()
            .expect("a clock")
            .subsec_micros();
        tokio::time::sleep(Duration::from_millis(u64::from(until_cut) % WITHIN_MS)).await;
        shift.server.kill();
        writers = Vec::new();
        for writer in working {
            writers.push(writer.await.expect("no command was refused"));
        }
        shift.server = shift.server.kill_and_restart();
        for writer in &mut writers {
            writer.client = shift.server.stranger().with_token(&token);
        }
    }
    let dispatcher = shift.server.stranger().with_token(&token);
    let answered: Vec<&(Sent, Value)> = writers.iter().flat_map(|it| &it.answered).collect();
    assert!(answered.len() > 100, "{} commands only", answered.len());
    let seq = seq(&dispatcher).await;
    for (sent, first) in &answered {
        let again = send(&dispatcher, sent).await.expect("an answer");
        assert_eq!(&again.body, first, "the answer to {}", sent.key);
    }
    assert_eq!(
        self::seq(&dispatcher).await,
        seq,
        "asking again does nothing"
    );
    every_request_was_made_once(&dispatcher, &writers).await;
    assert!(shift.server.terminate().success());
    let verified = Command::new(binary::nearhand())
        .args(["verify", "--data"])
        .arg(shift.server.record())
        .output()
        .expect("the binary starts");
    let said = String::from_utf8_lossy(&verified.stdout);
    assert!(verified.status.success(), "{said}");
}

async fn seq(dispatcher: &Client) -> u64 {
    let state = dispatcher.get("/api/v1/state").await.expect(200);
    state["seq"].as_u64().expect("a number")
}

/// Those that were answered are there; of those that were not, at most the one each writer waits for.
async fn every_request_was_made_once(dispatcher: &Client, writers: &[Writer]) {
    let state = dispatcher.get("/api/v1/state").await.expect(200);
    let kept: BTreeSet<String> = state["requests"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|request| text(&request["id"]))
        .collect();
    let made: BTreeSet<String> = writers
        .iter()
        .flat_map(|writer| &writer.answered)
        .filter(|(sent, _)| sent.path == "/api/v1/requests")
        .map(|(_, answer)| text(&answer["id"]))
        .collect();
    assert!(made.is_subset(&kept));
    let unanswered = writers.iter().filter(|it| it.step == 0).count();
    assert!(
        kept.len() <= made.len() + unanswered,
        "{} of {}",
        kept.len(),
        made.len()
    );
    for team in state["teams"].as_array().expect("a list") {
        let on_it = state["assignments"].as_array().expect("a list").iter();
        let open = on_it.filter(|it| it["team"] == team["id"] && it["ended_at"].is_null());
        assert!(open.count() <= 1, "{team}");
    }
}
