//! `nearhand user`: accounts, run on the server itself, beside a server at work or without one.

use std::{path::Path, time::Duration};

use nearhand_tests::{Client, Options, Server};
use serde_json::{Value, json};

use crate::{
    people::{Crowd, PASSWORD, administrator, code, items, sign_in, welcome},
    record::{done, nearhand, refused},
    shift::{Shift, text},
};

const ANOTHER: &str = "another horse battery";

/// Waits until a session has ended; the server looks for those every half second.
async fn ends(client: &Client) {
    for _ in 0..100 {
        if client.get("/api/v1/me").await.status == 401 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the session goes on");
}

async fn enters(server: &Server, name: &str, password: &str) -> nearhand_tests::Answer {
    sign_in(server, json!({ "name": name, "password": password })).await
}

#[tokio::test]
async fn an_administrator_who_lost_password_and_phone_gets_in_again_while_the_server_runs() {
    let server = Server::start(&Options::default());
    let data = server.record();
    let admin = administrator(&server).await;
    let secret = admin.post("/api/v1/me/totp", &json!({})).await.expect(200);
    let code = json!({ "code": code(&text(&secret["secret"])) });
    let confirmed = admin.post("/api/v1/me/totp/confirm", &code).await;
    confirmed.expect(204);
    for _ in 0..5 {
        enters(&server, "admin", "lost and forgotten").await;
    }
    let locked = enters(&server, "admin", PASSWORD).await;
    locked.expect_problem(429, "too-many-tries");

    let site = server.base() + "/";
    let reset = ["user", "reset", "Admin", "--site", &site];
    let link = text(&done(&reset, Some(&data))["url"]);
    ends(&admin).await;
    // The lock has ended, and the second factor counts on.
    let asked = enters(&server, "admin", PASSWORD).await;
    asked.expect_problem(401, "code-needed");
    let reset = [&reset[..], &["--second-factor"]].concat();
    let newer = text(&done(&reset, Some(&data))["url"]);
    let (_, old) = link.split_once('#').expect("an invitation");
    let body = json!({ "invitation": old, "password": ANOTHER });
    let replaced = server.stranger().post("/api/v1/welcome", &body).await;
    replaced.expect_problem(401, "unauthorized");

    let admin = welcome(&server, &newer, ANOTHER).await;
    let me = admin.get("/api/v1/me").await.expect(200);
    assert_eq!(me["account"]["name"], "admin");
    enters(&server, "admin", ANOTHER).await.expect(200);
    let former = enters(&server, "admin", PASSWORD).await;
    former.expect_problem(401, "unauthorized");
}

#[tokio::test]
async fn who_is_invited_on_the_server_is_in_it_at_once_and_on_record() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let (server, data) = (&shift.server, shift.server.record());
    let invite = ["user", "invite", "night.crew", "--role", "field", "--team"];
    let made = done(&[&invite[..], &[&shift.team]].concat(), Some(&data));
    let id = text(&made["account"]["id"]);
    assert_eq!(
        (&made["account"]["team"], &made["url"]),
        (&json!(shift.team), &Value::Null)
    );
    // As the API says it, and as it shows the account.
    let path = format!("/api/v1/accounts/{id}");
    let admin = crowd.of("admin");
    assert_eq!(
        admin.get(&path).await.expect(200)["name"],
        made["account"]["name"]
    );
    let listed = done(&["user", "list"], Some(&data));
    assert_eq!(listed, admin.get("/api/v1/accounts").await.expect(200));
    let field = welcome(server, &text(&made["path"]), PASSWORD).await;
    let me = field.get("/api/v1/me").await.expect(200);
    assert_eq!(
        (&me["role"], &me["team"]),
        (&json!("field"), &json!(shift.team))
    );
    // An account that is made in the server afterwards is another one.
    let body = json!({ "name": "later", "role": "planner" });
    let later = admin.post("/api/v1/accounts", &body).await.expect(201);
    assert_ne!(later["id"], made["account"]["id"]);

    done(&["user", "disable", "night.crew"], Some(&data));
    let disabled = enters(server, "night.crew", PASSWORD).await;
    disabled.expect_problem(401, "unauthorized");
    ends(&field).await;
    let said = refused(&["user", "reset", "night.crew"], Some(&data));
    assert!(said.contains("enable it first"), "{said}");
    done(&["user", "enable", "night.crew"], Some(&data));
    enters(server, "night.crew", PASSWORD).await.expect(200);

    let record = crowd.of("auditor");
    let record = record
        .get(&format!("/api/v1/audit?actor=operator&subject={id}"))
        .await;
    let record = record.expect(200);
    let deeds: Vec<&str> = items(&record)
        .iter()
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    assert_eq!(
        deeds,
        [
            "account_changed",
            "account_changed",
            "invited",
            "account_made"
        ]
    );
}

#[tokio::test]
async fn without_a_server_the_same_commands_prepare_for_one() {
    let mut server = Server::start(&Options::default());
    administrator(&server).await;
    assert!(server.terminate().success());
    let data = server.record();
    let invite = ["user", "invite", "fire.captain", "--role", "partner"];
    let made = done(&[&invite[..], &["--partner", "fire"]].concat(), Some(&data));
    let listed = plain(&["user", "list"], &data);
    let line = listed.lines().find(|line| line.contains("fire.captain"));
    assert!(
        line.is_some_and(|line| line.contains("partner fire, no password yet")),
        "{listed}"
    );
    let server = server.kill_and_restart();
    let partner = welcome(&server, &text(&made["path"]), PASSWORD).await;
    let me = partner.get("/api/v1/me").await.expect(200);
    assert_eq!(me["partner"], "fire");
}

/// What a command says to people.
fn plain(arguments: &[&str], data: &Path) -> String {
    let output = nearhand(arguments, Some(data));
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_changed() {
    let server = Server::start(&Options::default());
    administrator(&server).await;
    let data = server.record();
    let before = done(&["user", "list"], Some(&data));
    let invite = |more: &[&'static str]| [&["user", "invite"], more].concat();
    for (arguments, why) in [
        (invite(&["maria", "--role", "boss"]), "role must be one of"),
        (invite(&["maria", "--role", "device"]), "has a token"),
        (invite(&["maria", "--role", "field"]), "belongs to a team"),
        (
            invite(&["maria", "--role", "field", "--team", "T99"]),
            "there is no team T99",
        ),
        (
            invite(&["maria", "--role", "partner"]),
            "belongs to a partner",
        ),
        (
            invite(&["a b", "--role", "planner"]),
            "a name to sign in with",
        ),
        (
            invite(&["admin", "--role", "planner"]),
            "nearhand user reset admin",
        ),
        (vec!["user", "reset", "maria"], "nearhand user list"),
        (vec!["user", "enable", "maria"], "nearhand user list"),
        (vec!["user", "disable", "admin"], "last administrator"),
    ] {
        let said = refused(&arguments, Some(&data));
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    assert_eq!(done(&["user", "list"], Some(&data)), before);
    for usage in [
        invite(&["maria"]),
        invite(&["maria", "--role", "field", "--team", "3"]),
        vec!["user", "reset", "admin", "--site", "nowhere"],
        vec!["user"],
    ] {
        let output = nearhand(&usage, Some(&data));
        assert_eq!(output.status.code(), Some(2), "{usage:?}");
    }
    let empty = tempfile::TempDir::new().expect("a temporary folder");
    let said = refused(&["user", "list"], Some(empty.path()));
    assert!(said.contains("name the data folder with --data"), "{said}");
}
