//! Reports of a small day, each figure against one reckoned from the times that the API tells of each request.

use std::collections::BTreeMap;

use jiff::Timestamp;
use nearhand_tests::{Answer, Client};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

/// A day: what happens to whom is in [`Day::happen`].
struct Day {
    shift: Shift,
    second_team: String,
    /// By what became of them.
    requests: BTreeMap<&'static str, String>,
}

impl Day {
    /// Six requests and two teams.
    async fn happen() -> Self {
        let shift = Shift::begin().await;
        let desk = &shift.dispatcher;
        let callsign = json!({ "callsign": "Second" });
        let team = desk.post("/api/v1/teams", &callsign).await;
        let second_team = text(&team.expect(201)["id"]);
        act(
            desk,
            &format!("/api/v1/teams/{second_team}/sign-on"),
            json!({}),
        )
        .await;
        let mut day = Self {
            shift,
            second_team,
            requests: BTreeMap::new(),
        };
        day.somebody_is_taken_along().await;
        day.two_teams_go().await;
        let later = (Timestamp::now() + jiff::SignedDuration::from_hours(3)).to_string();
        let scheduled = json!({ "priority": 4, "scheduled_for": later });
        day.receive("scheduled", scheduled).await;
        let unanswered = json!({ "untriaged": true, "source": "web", "type": "transport" });
        day.receive("unanswered", unanswered).await;
        let nobody_went = day.receive("nobody_went", json!({ "priority": 3 })).await;
        let end = json!({ "disposition": "no_contact", "note": "Ms Secret hung up" });
        day.on(&nobody_went, "close", end).await;
        day
    }

    /// Two teams go to one request, and somebody rings for it again meanwhile.
    async fn two_teams_go(&mut self) {
        let request = self.receive("two_teams", json!({ "priority": 1 })).await;
        let first = self.shift.assign(&request).await;
        let path = format!("/api/v1/requests/{request}/assignments");
        let second = json!({ "team": self.second_team });
        let second = self.shift.dispatcher.post(&path, &second).await;
        let second = text(&second.expect(201)["id"]);
        for (assignment, to) in [
            (&second, "en_route"),
            (&first, "en_route"),
            (&first, "on_scene"),
            (&second, "on_scene"),
        ] {
            self.of(assignment, "advance", json!({ "to": to })).await;
        }
        let duplicate = self.receive("duplicate", json!({ "priority": 1 })).await;
        self.on(&duplicate, "merge", json!({ "into": request }))
            .await;
        self.of(&first, "clear", json!({})).await;
        self.of(&second, "clear", json!({})).await;
        let end = json!({ "disposition": "resolved_on_scene" });
        self.on(&request, "close", end).await;
    }

    async fn somebody_is_taken_along(&mut self) {
        let untriaged = json!({ "untriaged": true, "priority": 2 });
        let request = self.receive("taken_along", untriaged).await;
        self.on(&request, "answer", json!({})).await;
        let form = self
            .shift
            .dispatcher
            .get("/api/v1/triage-forms/wellness_check");
        let form = form.await.expect(200);
        let first = &form["questions"][0];
        let answers = json!({ text(&first["id"]): first["answers"][0]["id"] });
        let triage = json!({ "answers": answers, "priority": 2 });
        self.on(&request, "triage", triage).await;
        let place = json!({ "name": "Crisis centre", "position": self.shift.address });
        let place = self
            .shift
            .dispatcher
            .post("/api/v1/destinations", &place)
            .await;
        let place = text(&place.expect(201)["id"]);
        let assignment = self.shift.assign(&request).await;
        for to in ["en_route", "on_scene", "with_client"] {
            self.of(&assignment, "advance", json!({ "to": to })).await;
        }
        let to = json!({ "destination": place });
        self.of(&assignment, "transport", to).await;
        let arrived = json!({ "to": "at_destination" });
        self.of(&assignment, "advance", arrived).await;
        self.of(&assignment, "clear", json!({})).await;
        let end = json!({ "disposition": "transported" });
        self.on(&request, "close", end).await;
    }

    async fn receive(&mut self, what: &'static str, more: Value) -> String {
        let mut body = self.shift.request_body();
        body["note"] = json!("Ms Secret");
        for (field, value) in more.as_object().expect("fields") {
            body[field] = value.clone();
        }
        let made = self.shift.dispatcher.post("/api/v1/requests", &body).await;
        let request = text(&made.expect(201)["id"]);
        self.requests.insert(what, request.clone());
        request
    }

    async fn on(&self, request: &str, what: &str, body: Value) {
        let path = format!("/api/v1/requests/{request}/{what}");
        act(&self.shift.dispatcher, &path, body).await;
    }

    async fn of(&self, assignment: &str, what: &str, body: Value) {
        let path = format!("/api/v1/assignments/{assignment}/{what}");
        act(&self.shift.dispatcher, &path, body).await;
    }

    /// Seconds between two times of a request.
    async fn between(&self, what: &str, (begin, end): (&str, &str)) -> f64 {
        let path = format!("/api/v1/requests/{}", self.requests[what]);
        let request = self.shift.dispatcher.get(&path).await.expect(200);
        seconds(&request["times"][begin], &request["times"][end])
    }

    async fn report(&self, asked: &str) -> Value {
        let path = format!("/api/v1/reports/{asked}");
        self.shift.dispatcher.get(&path).await.expect(200)
    }
}

async fn act(client: &Client, path: &str, body: Value) -> Value {
    client.post(path, &body).await.expect(200)
}

fn moment(value: &Value) -> Timestamp {
    let moment = text(value).parse();
    moment.unwrap_or_else(|_| panic!("{value} is a time"))
}

fn seconds(begin: &Value, end: &Value) -> f64 {
    moment(end).duration_since(moment(begin)).as_secs_f64()
}

fn row<'a>(report: &'a Value, named: &[(&str, &str)]) -> &'a Value {
    let rows = report["rows"].as_array().expect("rows");
    let is_it = |row: &&Value| named.iter().all(|(column, value)| row[column] == *value);
    rows.iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("no line of {named:?} in {report}"))
}

#[track_caller]
fn assert_close(found: &Value, expected: f64) {
    let value = found.as_f64().unwrap_or(f64::NAN);
    assert!(
        (value - expected).abs() < 0.000_5,
        "{found}, not {expected}"
    );
}

/// An interval, the times it lies between for each request that is in its sample, and how many are left out as
/// scheduled, not there yet, and ended without. The duplicate is in none.
type Expected = (
    &'static str,
    &'static [(&'static str, (&'static str, &'static str))],
    [u64; 3],
);

const INTERVALS: [Expected; 9] = [
    (
        "answering",
        &[
            ("taken_along", ("received", "answered")),
            ("two_teams", ("received", "answered")),
            ("scheduled", ("received", "answered")),
            ("nobody_went", ("received", "answered")),
        ],
        [0, 1, 0],
    ),
    (
        "processing",
        &[
            ("taken_along", ("answered", "assigned")),
            ("two_teams", ("answered", "assigned")),
        ],
        [1, 1, 1],
    ),
    (
        "turnout",
        &[
            ("taken_along", ("assigned", "en_route")),
            ("two_teams", ("assigned", "en_route")),
        ],
        [0, 2, 1],
    ),
    (
        "travel",
        &[
            ("taken_along", ("en_route", "on_scene")),
            ("two_teams", ("en_route", "on_scene")),
        ],
        [0, 2, 1],
    ),
    (
        "response",
        &[
            ("taken_along", ("received", "on_scene")),
            ("two_teams", ("received", "on_scene")),
        ],
        [1, 1, 1],
    ),
    (
        "on_scene",
        &[
            ("taken_along", ("on_scene", "left_scene")),
            ("two_teams", ("on_scene", "cleared")),
        ],
        [0, 2, 1],
    ),
    (
        "transport",
        &[("taken_along", ("left_scene", "at_destination"))],
        [0, 2, 2],
    ),
    (
        "total_task",
        &[
            ("taken_along", ("assigned", "cleared")),
            ("two_teams", ("assigned", "cleared")),
        ],
        [0, 2, 1],
    ),
    (
        "queue_wait",
        &[
            ("taken_along", ("triaged", "assigned")),
            ("two_teams", ("triaged", "assigned")),
        ],
        [1, 1, 1],
    ),
];

#[tokio::test]
async fn every_figure_of_a_day_is_the_one_reckoned_by_hand() {
    let day = Day::happen().await;
    let report = day.report("intervals").await;
    for (interval, sample, [scheduled, not_yet, never]) in INTERVALS {
        let found = row(&report, &[("group", "all"), ("interval", interval)]);
        let mut values = Vec::new();
        for (request, ends) in sample {
            values.push(day.between(request, *ends).await);
        }
        values.sort_by(f64::total_cmp);
        assert_eq!(found["requests"], 6, "{found}");
        assert_eq!(found["sample"], values.len(), "{found}");
        // Of 1, 2 or 4 values: the half are not above this one; 80 and 90 of 100 are not above the last only.
        let half = values[(values.len() - 1) / 2];
        let last = values[values.len() - 1];
        for (percentile, expected) in [("p50_s", half), ("p80_s", last), ("p90_s", last)] {
            assert_close(&found[percentile], expected);
        }
        assert_close(&found["max_s"], last);
        for (why, expected) in [
            ("duplicate", 1),
            ("scheduled", scheduled),
            ("not_yet", not_yet),
            ("never", never),
            ("passed_over", 0),
            ("taken_up_again", 0),
        ] {
            assert_eq!(found[format!("left_out_{why}")], expected, "{why}: {found}");
        }
        let within = if interval == "response" {
            json!(2)
        } else {
            Value::Null
        };
        assert_eq!(found["within_goal"], within, "nobody waited 20 minutes");
        assert!(
            found["interval_clock"]
                .as_str()
                .is_some_and(|it| it.contains(" to "))
        );
    }
    let urgent = day.report("intervals?by=priority").await;
    let urgent = row(&urgent, &[("group", "1"), ("interval", "response")]);
    assert_eq!(
        (&urgent["requests"], &urgent["sample"]),
        (&json!(2), &json!(1))
    );
    let alone = day.between("two_teams", ("received", "on_scene")).await;
    assert_close(&urgent["p50_s"], alone);
}

#[tokio::test]
async fn requests_are_counted_and_teams_are_timed() {
    let day = Day::happen().await;
    let all = day.report("volumes").await;
    let all = row(&all, &[("group", "all")]);
    let expected = json!({
        "group": "all", "requests": 6, "duplicates": 1, "scheduled": 1, "open": 2,
        "priority_1": 2, "priority_2": 2, "priority_3": 1, "priority_4": 1,
    });
    assert_eq!(all, &expected);
    for (by, group, requests) in [
        ("source", "web", 1),
        ("source", "phone", 5),
        ("type", "transport", 1),
        ("type", "wellness_check", 5),
        ("disposition", "open", 2),
        ("disposition", "duplicate", 1),
        ("disposition", "refused", 0),
    ] {
        let report = day.report(&format!("volumes?by={by}")).await;
        let found = row(&report, &[("group", group)]);
        assert_eq!(found["requests"], requests, "{by}: {found}");
    }
    let ended = day.report("dispositions").await;
    let ended = row(&ended, &[("group", "all")]);
    for (disposition, count) in [
        ("open", 2),
        ("transported", 1),
        ("resolved_on_scene", 1),
        ("duplicate", 1),
        ("no_contact", 1),
        ("cancelled", 0),
        ("earlier_endings", 0),
    ] {
        assert_eq!(ended[disposition], count, "{disposition}: {ended}");
    }
    let busy = day.report("utilisation").await;
    let shifts = day.shift.dispatcher.get("/api/v1/shifts").await.expect(200);
    let tasks = day
        .shift
        .dispatcher
        .get("/api/v1/assignments")
        .await
        .expect(200);
    let of = |list: &Value, team: &str| -> Vec<Value> {
        let items = list["items"].as_array().expect("a list").iter();
        items.filter(|it| it["team"] == team).cloned().collect()
    };
    for (team, count) in [(&day.shift.team, 2), (&day.second_team, 1)] {
        let found = row(&busy, &[("team", team)]);
        let own = of(&shifts, team);
        let on_shift = seconds(&own[0]["began_at"], &busy["clock"]["made_at"]);
        let own = of(&tasks, team);
        let committed = own
            .iter()
            .map(|it| seconds(&it["assigned_at"], &it["ended_at"]));
        let committed: f64 = committed.sum();
        assert_close(&found["on_shift_s"], on_shift);
        assert_close(&found["committed_s"], committed);
        assert_close(&found["utilisation"], committed / on_shift);
        assert_eq!(
            (&found["tasks"], &found["completed"]),
            (&json!(count), &json!(count))
        );
    }
}

fn table(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(
        answer.content_type,
        "text/csv; charset=utf-8; header=present"
    );
    let mut reader = csv::Reader::from_reader(answer.text.as_bytes());
    let rows = reader.deserialize().collect::<Result<_, _>>();
    rows.expect("a table with a head line")
}

#[tokio::test]
async fn a_report_is_a_table_for_who_asks_for_one_and_says_nothing_personal() {
    let day = Day::happen().await;
    let desk = &day.shift.dispatcher;
    let planner = day.shift.server.sign_in("planner").await;
    for (name, lines) in [
        ("intervals", 9),
        ("volumes", 1),
        ("dispositions", 1),
        ("utilisation", 2),
    ] {
        let path = format!("/api/v1/reports/{name}");
        let json = planner.get(&path).await;
        let asked = planner.get(&format!("{path}?format=csv")).await;
        let accepting = desk
            .request(Method::GET, &path)
            .header("accept", "text/csv");
        let accepted = desk.send(accepting).await;
        for answer in [&asked, &accepted] {
            let rows = table(answer);
            assert!(rows.len() >= lines, "{name}: {}", answer.text);
            for row in rows {
                for column in ["from", "to", "made_at", "time_zone", "counted"] {
                    assert!(!row[column].is_empty(), "{name}: {column}");
                }
            }
        }
        for answer in [json, asked, accepted] {
            assert!(!answer.text.contains("Secret"), "{}", answer.text);
        }
    }
    let path = "/api/v1/reports/intervals?format=csv";
    let rows = table(&desk.get(path).await);
    let response = rows.iter().find(|row| row["interval"] == "response");
    let p80: f64 = response.expect("a line")["p80_s"]
        .parse()
        .expect("a number");
    let one = day.between("taken_along", ("received", "on_scene")).await;
    let other = day.between("two_teams", ("received", "on_scene")).await;
    assert_close(&json!(p80), one.max(other));
}

#[tokio::test]
async fn a_report_is_of_its_period_and_a_wrong_question_is_refused() {
    let day = Day::happen().await;
    let before = "from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z";
    let report = day.report(&format!("volumes?{before}")).await;
    assert_eq!(row(&report, &[("group", "all")])["requests"], 0);
    let report = day.report(&format!("intervals?{before}")).await;
    let response = row(&report, &[("interval", "response")]);
    assert_eq!(
        (&response["sample"], &response["p80_s"]),
        (&json!(0), &Value::Null)
    );
    let report = day.report(&format!("volumes?by=day&{before}")).await;
    assert_eq!(
        report["rows"].as_array().map(Vec::len),
        Some(32),
        "a line for each day in Malta"
    );
    for (asked, field) in [
        ("volumes?by=nothing", "by"),
        ("intervals?format=xml", "format"),
        ("utilisation?by=day", "by"),
        (
            "dispositions?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
            "from",
        ),
        ("volumes?by=day&from=2020-01-01T00:00:00Z", "from"),
        ("volumes?from=yesterday", "from"),
    ] {
        let path = format!("/api/v1/reports/{asked}");
        let refused = day.shift.dispatcher.get(&path).await;
        refused.expect_problem(422, "invalid-field");
        assert_eq!(refused.body["field"], field, "{asked}");
    }
}
