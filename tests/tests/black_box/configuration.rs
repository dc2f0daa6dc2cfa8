//! What the service is, as data: over HTTP, on the command line, and as a new service begins.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use nearhand_tests::{Client, Options, Server, Socket, binary};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    people::{Crowd, administrator},
    shift::{Shift, text},
};

const CONFIGURATION: &str = "/api/v1/configuration";
const FILE: &str = "/api/v1/configuration/file";

fn example(name: &str) -> PathBuf {
    binary::repository()
        .join("config")
        .join(format!("{name}.toml"))
}

fn config(arguments: &[&str], data: Option<&Path>) -> Output {
    let mut command = Command::new(binary::nearhand());
    command.arg("config").args(arguments);
    command.env_remove("NEARHAND_DATA");
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    command.output().expect("the binary starts")
}

#[track_caller]
fn said(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

async fn put(client: &Client, path: &str, version: u64, body: &Value) -> nearhand_tests::Answer {
    let request = client
        .request(Method::PUT, path)
        .header("If-Match", format!("\"{version}\""))
        .json(body);
    client.send(request).await
}

fn minutes_between(from: &Value, to: &Value) -> i64 {
    let moment = |value: &Value| text(value).parse::<jiff::Timestamp>().expect("a time");
    (moment(to).as_millisecond() - moment(from).as_millisecond()) / 60_000
}

#[tokio::test]
async fn goals_are_changed_by_those_who_may_and_every_screen_sees_it() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let admin = crowd.of("admin");
    let request = shift.create_request().await;
    let of_request = format!("/api/v1/requests/{request}");
    let before = shift.dispatcher.get(&of_request).await.expect(200);
    assert_eq!(
        minutes_between(&before["times"]["received"], &before["due"]),
        30
    );

    let mut service = admin.get(CONFIGURATION).await.expect(200);
    assert_eq!(
        service["version"], 1,
        "it was written down at the first start"
    );
    let (mut socket, _) = Socket::hello(&shift.server, &shift.dispatcher, None).await;
    service["goals"] = json!([600, 900, 3600, 7200]);
    for role in [
        "dispatcher",
        "planner",
        "field",
        "partner",
        "auditor",
        "device",
    ] {
        let answer = put(crowd.of(role), CONFIGURATION, 1, &service).await;
        answer.expect_problem(403, "forbidden");
    }
    put(admin, CONFIGURATION, 7, &service)
        .await
        .expect_problem(412, "stale-version");
    let set = put(admin, CONFIGURATION, 1, &service).await.expect(200);
    assert_eq!(
        (&set["version"], &set["goals"]),
        (&json!(2), &service["goals"])
    );

    let told = socket.wait_for_event("configured").await;
    let due = &told["changed"]["requests"][0];
    assert_eq!(due["id"], request.as_str());
    assert_eq!(minutes_between(&due["times"]["received"], &due["due"]), 15);
    let city = crowd.of("field").get("/api/v1/city").await.expect(200);
    assert_eq!(city["goals"]["2"], 900.0);
    assert_eq!(city["service"]["version"], 2);
    assert_eq!(
        city["service"]["sources"],
        json!([]),
        "a team needs no list of partners"
    );
    let again = put(admin, CONFIGURATION, 2, &service).await;
    again.expect_problem(422, "invalid-field");

    let history = crowd
        .of("auditor")
        .get("/api/v1/configuration/history")
        .await
        .expect(200);
    assert_eq!(
        history[0]["changes"],
        json!([{ "section": "goals", "entry": "", "change": "changed" }])
    );
    assert!(
        text(&history[0]["actor"]).starts_with("admin:U"),
        "{history}"
    );
    assert_eq!(
        (&history[1]["actor"], history.as_array().map(Vec::len)),
        (&json!("operator"), Some(2))
    );
    // It outlives the server.
    let supervisor = crowd.of("supervisor").token().to_owned();
    let server = shift.server.kill_and_restart();
    let supervisor = server.stranger().with_token(&supervisor);
    assert_eq!(supervisor.get(CONFIGURATION).await.expect(200), set);
}

#[tokio::test]
async fn a_kind_of_help_comes_and_goes_and_requests_keep_theirs() {
    let shift = Shift::begin().await;
    let admin = administrator(&shift.server).await;
    let old = shift.create_request().await;
    let file = admin.get(FILE).await.text;
    let changed = file
        .replace("id = \"wellness_check\"", "id = \"door_knock\"")
        .replace("name = \"Wellness check\"", "name = \"Door knock\"");
    let changes = admin
        .post(
            "/api/v1/configuration/differences",
            &json!({ "file": changed }),
        )
        .await
        .expect(200);
    let expected = json!([
        { "section": "request_types", "entry": "wellness_check", "change": "removed" },
        { "section": "request_types", "entry": "door_knock", "change": "added" },
    ]);
    assert_eq!(changes["changes"], expected);
    put(&admin, FILE, 1, &json!({ "file": changed }))
        .await
        .expect(200);

    let refused = shift
        .dispatcher
        .post("/api/v1/requests", &shift.request_body())
        .await;
    refused.expect_problem(422, "invalid-field");
    assert_eq!(refused.body["field"], "type");
    assert!(text(&refused.body["detail"]).contains("door_knock"));
    let mut body = shift.request_body();
    body["type"] = json!("door_knock");
    let made = shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    assert_eq!(made["type"], "door_knock");
    let form = shift
        .dispatcher
        .get("/api/v1/triage-forms/door_knock")
        .await
        .expect(200);
    assert_eq!(form["questions"][0]["id"], "danger");
    shift
        .dispatcher
        .get("/api/v1/triage-forms/wellness_check")
        .await
        .expect_problem(404, "not-found");

    // The old one is worked on to its end, and counted.
    let kept = shift
        .dispatcher
        .get(&format!("/api/v1/requests/{old}"))
        .await
        .expect(200);
    assert_eq!(kept["type"], "wellness_check");
    let assignment = shift.assign(&old).await;
    let path = format!("/api/v1/assignments/{assignment}/advance");
    let on_scene = json!({ "to": "on_scene" });
    shift.field.post(&path, &on_scene).await.expect(200);
    let volumes = shift
        .dispatcher
        .get("/api/v1/reports/volumes?by=type")
        .await
        .expect(200);
    let count = |group: &str| {
        let rows = volumes["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["group"] == group);
        row.map(|row| row["requests"].clone())
    };
    assert_eq!(
        (count("wellness_check"), count("door_knock")),
        (Some(json!(1)), Some(json!(1)))
    );
}

#[tokio::test]
async fn what_the_service_does_not_know_is_refused_by_its_field() {
    let shift = Shift::begin().await;
    let admin = administrator(&shift.server).await;
    let with = |field: &str, value: Value| {
        let mut body = shift.request_body();
        body[field] = value;
        body
    };
    for (field, value) in [
        ("type", json!("juggling")),
        ("source", json!("carrier_pigeon")),
        ("needs", json!(["juggler"])),
    ] {
        let answer = shift
            .dispatcher
            .post("/api/v1/requests", &with(field, value))
            .await;
        answer.expect_problem(422, "invalid-field");
        assert_eq!(answer.body["field"], field);
        assert!(
            text(&answer.body["detail"]).contains("choose"),
            "{}",
            answer.text
        );
    }
    let body = with("needs", json!(["lang:uk", "peer"]));
    shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    let team = json!({ "callsign": "New", "capabilities": ["juggler"] });
    let answer = shift.dispatcher.post("/api/v1/teams", &team).await;
    answer.expect_problem(422, "invalid-field");
    let account = json!({ "name": "p", "role": "partner", "partner": "circus" });
    let answer = admin.post("/api/v1/accounts", &account).await;
    answer.expect_problem(422, "invalid-field");
    assert_eq!(answer.body["field"], "partner");
}

#[tokio::test]
async fn a_wrong_file_changes_nothing_and_says_where() {
    let shift = Shift::begin().await;
    let admin = administrator(&shift.server).await;
    let file = admin.get(FILE).await.text;
    for (from, to, part) in [
        ("goals = [20, ", "goals = [-20, ", "line"),
        ("\"danger\"", "\"dangers\"", "asks \"dangers\""),
        ("dispatcher = {", "captain = {", "captain"),
    ] {
        let wrong = json!({ "file": file.replacen(from, to, 1) });
        let answer = put(&admin, FILE, 1, &wrong).await;
        answer.expect_problem(422, "invalid-field");
        assert!(
            text(&answer.body["detail"]).contains(part),
            "{}",
            answer.text
        );
    }
    // Places must lie on the map.
    let mut service = admin.get(CONFIGURATION).await.expect(200);
    service["posts"][0]["position"] = json!([2.35, 48.85]);
    let answer = put(&admin, CONFIGURATION, 1, &service).await;
    answer.expect_problem(422, "no-segment");
    assert_eq!(answer.body["field"], "posts");
    assert_eq!(admin.get(CONFIGURATION).await.expect(200)["version"], 1);
}

#[tokio::test]
async fn an_empty_service_begins_with_a_file_and_is_usable() {
    for (name, kind, source) in [
        ("care-team", "wellness_check", "homeless_concern_line"),
        ("county-mobile-crisis", "hold_evaluation", "crisis_line"),
    ] {
        let file = example(name).display().to_string();
        let options = Options {
            more: vec!["--service".to_owned(), file],
            ..Options::default()
        };
        let shift = Shift::begin_with(&options).await;
        let form = shift
            .dispatcher
            .get(&format!("/api/v1/triage-forms/{kind}"))
            .await
            .expect(200);
        let first = &form["questions"][0];
        let answers = json!({ text(&first["id"]): first["answers"][0]["id"] });
        let body = json!({ "position": shift.address, "type": kind, "priority": 1, "source": source, "answers": answers });
        let request = shift
            .dispatcher
            .post("/api/v1/requests", &body)
            .await
            .expect(201);
        assert_eq!(
            request["triage"]["suggested"], 1,
            "{name}: somebody is in danger now"
        );
        let plain = json!({ "position": shift.address, "type": kind, "priority": 4 });
        let plain = shift
            .dispatcher
            .post("/api/v1/requests", &plain)
            .await
            .expect(201);
        let usual = if name == "care-team" { "phone" } else { source };
        assert_eq!(
            plain["source"], usual,
            "{name}: the first source is the usual one"
        );
        let id = text(&request["id"]);
        let ranked = shift
            .dispatcher
            .get(&format!("/api/v1/requests/{id}/recommendation"))
            .await
            .expect(200);
        assert_eq!(
            ranked["candidates"][0]["team"],
            shift.team.as_str(),
            "{name}"
        );
        let assignment = shift.assign(&id).await;
        for stage in ["on_scene", "with_client", "clearing"] {
            let path = format!("/api/v1/assignments/{assignment}/advance");
            shift
                .field
                .post(&path, &json!({ "to": stage }))
                .await
                .expect(200);
        }
        shift
            .field
            .post(
                &format!("/api/v1/assignments/{assignment}/clear"),
                &json!({}),
            )
            .await
            .expect(200);
        let close = json!({ "disposition": "resolved_on_scene" });
        shift
            .dispatcher
            .post(&format!("/api/v1/requests/{id}/close"), &close)
            .await
            .expect(200);
        let report = shift
            .dispatcher
            .get("/api/v1/reports/volumes?by=area")
            .await
            .expect(200);
        let city = shift.field.get("/api/v1/city").await.expect(200);
        let types = city["service"]["types"].as_array().expect("types");
        let own = types.iter().find(|it| it["type"] == "youth_crisis");
        assert_eq!(
            own.map(|it| &it["goals"][0]),
            (name != "care-team").then_some(&json!(1200))
        );
        let groups = text(&report["groups"]);
        assert_eq!(
            groups.contains("zone"),
            name == "county-mobile-crisis",
            "{groups}"
        );
    }
}

#[tokio::test]
async fn the_command_line_exports_checks_and_imports() {
    let mut server = Server::start(&Options::default());
    let data = server.record();
    let admin = administrator(&server).await;
    // Beside the server it is read, and not set.
    let exported = said(&config(&["export"], Some(&data)));
    assert_eq!(exported.trim(), admin.get(FILE).await.text.trim());
    let county = example("county-mobile-crisis").display().to_string();
    let told = said(&config(&["import", &county, "--dry-run"], Some(&data)));
    assert!(
        told.contains("request_types youth_crisis added") && told.contains("Nothing was changed"),
        "{told}"
    );
    let busy = refused(&config(&["import", &county], Some(&data)));
    assert!(
        busy.contains("/configuration") && busy.contains("stop it first"),
        "{busy}"
    );
    assert!(server.terminate().success());

    let told = said(&config(&["import", &county, "--json"], Some(&data)));
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert!(
        told["changes"]
            .as_array()
            .is_some_and(|list| list.len() > 20),
        "{told}"
    );
    let again = said(&config(&["import", &county], Some(&data)));
    assert!(again.contains("already"), "{again}");
    let first = said(&config(&["export", "--version", "1"], Some(&data)));
    assert_eq!(first, exported);
    let none = refused(&config(&["export", "--version", "9"], Some(&data)));
    assert!(none.contains("the newest is 2"), "{none}");
    let history = said(&config(&["history", "--json"], Some(&data)));
    let history: Value = serde_json::from_str(&history).expect("JSON");
    assert_eq!(
        (&history[1]["version"], &history[1]["actor"]),
        (&json!(2), &json!("operator"))
    );
    // What it exports now can be imported elsewhere, and the server goes by it.
    let file = data.join("county.toml");
    let output = file.display().to_string();
    said(&config(&["export", "-o", &output], Some(&data)));
    said(&config(&["check", &output], None));
    let server = server.kill_and_restart();
    let city = server
        .stranger()
        .with_token(admin.token())
        .get("/api/v1/city")
        .await
        .expect(200);
    assert_eq!(city["service"]["name"]["name"], "Mobile crisis service");
    assert_eq!(city["posts"][0]["name"], "Harbour base");
}

#[test]
fn files_are_checked_and_examples_written() {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["care-team", "county-mobile-crisis"] {
        let written = said(&config(&["example", name], None));
        let kept = std::fs::read_to_string(example(name)).expect("the example");
        assert_eq!(written.trim(), kept.trim());
        let out = path(name);
        said(&config(&["example", name, "-o", &out], None));
        let checked = said(&config(&["check", &out], None));
        assert!(checked.contains("can be imported"), "{checked}");
        let again = refused(&config(&["example", name, "-o", &out], None));
        assert!(again.contains("is there already"), "{again}");
        std::fs::write(&out, kept.replacen("goals = [", "goal = [", 1)).expect("it can be written");
        let wrong = refused(&config(&["check", &out], None));
        assert!(wrong.contains("goal") && wrong.contains(&out), "{wrong}");
    }
    assert!(refused(&config(&["example", "circus"], None)).contains("care-team"));
    let settings = path("nearhand.toml");
    std::fs::write(&settings, "listen = '127.0.0.1:9'").expect("it can be written");
    assert!(said(&config(&["check", &settings], None)).contains("nearhand serve"));
    std::fs::write(&settings, "a = 1\nlisten = 'nowhere'").expect("it can be written");
    let wrong = refused(&config(&["check", &settings], None));
    assert!(wrong.contains("line 1"), "{wrong}");
}
