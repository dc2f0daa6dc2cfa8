//! Accounts, passwords and codes; what partners, supervisors and auditors see; what goes on record.

use std::collections::BTreeMap;

use nearhand_tests::{Client, Options, Server};
use reqwest::Method;
use serde_json::{Value, json};

use crate::shift::{Shift, text};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Takes up an invitation.
pub(crate) async fn welcome(server: &Server, url: &str, password: &str) -> Client {
    let (_, invitation) = url.split_once("/welcome#").expect("an invitation");
    let body = json!({ "invitation": invitation, "password": password });
    let answer = server.stranger().post("/api/v1/welcome", &body).await;
    let token = text(&answer.expect(200)["token"]);
    server.stranger().with_token(&token)
}

/// Takes up the administrator's invitation from the terminal.
pub(crate) async fn administrator(server: &Server) -> Client {
    welcome(server, server.link("administrator"), PASSWORD).await
}

/// Makes an account and takes up its invitation; its id and its client.
async fn account(server: &Server, admin: &Client, body: &Value) -> (String, Client) {
    let made = admin.post("/api/v1/accounts", body).await.expect(201);
    let id = text(&made["id"]);
    let path = format!("/api/v1/accounts/{id}/invitation");
    let invited = admin.post(&path, &json!({})).await.expect(201);
    (id, welcome(server, &text(&invited["url"]), PASSWORD).await)
}

/// Signs in with a name and a password.
pub(crate) async fn sign_in(server: &Server, body: Value) -> nearhand_tests::Answer {
    server.stranger().post("/api/v1/sign-in", &body).await
}

/// Somebody of every role, by account where there are accounts.
pub(crate) struct Crowd<'a> {
    shift: &'a Shift,
    admin: Client,
    clients: BTreeMap<&'static str, Client>,
}

impl<'a> Crowd<'a> {
    pub(crate) async fn gather(shift: &'a Shift) -> Self {
        let admin = administrator(&shift.server).await;
        let mut crowd = Self {
            shift,
            admin: admin.clone(),
            clients: BTreeMap::from([("admin", admin)]),
        };
        for role in [
            "dispatcher",
            "field",
            "supervisor",
            "planner",
            "partner",
            "auditor",
        ] {
            let client = crowd.account(role, role).await;
            crowd.clients.insert(role, client);
        }
        crowd.clients.insert("device", shift.device().await);
        crowd
    }

    async fn account(&self, role: &str, name: &str) -> Client {
        let team = (role == "field").then_some(&self.shift.team);
        let partner = (role == "partner").then_some("sheriff");
        let body = json!({ "name": name, "role": role, "team": team, "partner": partner });
        account(&self.shift.server, &self.admin, &body).await.1
    }

    pub(crate) fn of(&self, role: &str) -> &Client {
        &self.clients[role]
    }

    /// Another one of that role.
    pub(crate) async fn one_more(&self, role: &str) -> Client {
        match role {
            "device" => self.shift.device().await,
            role => self.account(role, &format!("{role}.2")).await,
        }
    }
}

#[tokio::test]
async fn the_first_administrator_comes_by_a_link_from_the_terminal_and_is_asked_for_no_more() {
    let server = Server::start(&Options::default());
    let first = server.link("administrator").to_owned();
    let server = server.kill_and_restart();
    let link = server.link("administrator").to_owned();
    let (_, old) = first.split_once('#').expect("an invitation");
    let body = json!({ "invitation": old, "password": PASSWORD });
    let answer = server.stranger().post("/api/v1/welcome", &body).await;
    answer.expect_problem(401, "unauthorized");
    // One that is too weak does not use it up.
    let (_, invitation) = link.split_once('#').expect("an invitation");
    for weak in ["short", "passwordpassword"] {
        let body = json!({ "invitation": invitation, "password": weak });
        let answer = server.stranger().post("/api/v1/welcome", &body).await;
        answer.expect_problem(422, "invalid-field");
        assert_eq!(answer.body["field"], "password");
    }
    let admin = administrator(&server).await;
    let me = admin.get("/api/v1/me").await.expect(200);
    assert_eq!(
        (&me["role"], &me["account"]["name"]),
        (&json!("admin"), &json!("admin"))
    );
    let accounts = admin.get("/api/v1/accounts").await;
    assert!(!accounts.text.contains("argon2"), "{}", accounts.text);
    let server = server.kill_and_restart();
    assert!(!server.has_link("administrator") && !server.has_link("dispatcher"));
    admin_signs_in(&server).await;
}

async fn admin_signs_in(server: &Server) {
    let body = json!({ "name": "admin", "password": PASSWORD });
    let signed_in = sign_in(server, body).await.expect(200);
    assert_eq!(signed_in["page"], "/people");
}

#[tokio::test]
async fn wrong_passwords_are_all_the_same_and_lock_for_a_while() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let server = &shift.server;
    let mut told = Vec::new();
    for name in ["planner", "nobody.at.all"] {
        for _ in 0..5 {
            let answer = sign_in(
                server,
                json!({ "name": name, "password": "wrong wrong wrong" }),
            )
            .await;
            answer.expect_problem(401, "unauthorized");
            told.push(answer.text);
        }
        let answer = sign_in(server, json!({ "name": name, "password": PASSWORD })).await;
        answer.expect_problem(429, "too-many-tries");
        assert!(
            answer.body["retry_after"]
                .as_u64()
                .is_some_and(|wait| (1..=30).contains(&wait))
        );
    }
    assert!(
        told.iter().all(|one| *one == told[0]),
        "which was wrong is not told"
    );
    // Who is signed in stays so.
    crowd.of("planner").get("/api/v1/me").await.expect(200);
    let record = crowd
        .of("auditor")
        .get("/api/v1/audit?action=sign_in_failed")
        .await;
    assert!(
        !record.text.contains("nobody.at.all"),
        "people type passwords into the name"
    );
    let failed = record.expect(200);
    let about: Vec<&Value> = items(&failed).iter().map(|one| &one["subject"]).collect();
    assert!(about.contains(&&Value::Null) && about.iter().any(|about| about.is_string()));
}

pub(crate) fn items(page: &Value) -> &[Value] {
    page["items"].as_array().map_or(&[], Vec::as_slice)
}

#[tokio::test]
async fn a_change_of_rights_or_of_the_password_ends_sessions() {
    let shift = Shift::begin().await;
    let admin = administrator(&shift.server).await;
    let body = json!({ "name": "maria", "role": "planner" });
    let (id, maria) = account(&shift.server, &admin, &body).await;
    let other = sign_in(
        &shift.server,
        json!({ "name": "Maria", "password": PASSWORD }),
    )
    .await;
    let other = shift
        .server
        .stranger()
        .with_token(&text(&other.expect(200)["token"]));
    let change = json!({ "present": "wrong wrong wrong", "password": "another horse battery" });
    maria
        .post("/api/v1/me/password", &change)
        .await
        .expect_problem(401, "unauthorized");
    let change = json!({ "present": PASSWORD, "password": "another horse battery" });
    maria.post("/api/v1/me/password", &change).await.expect(204);
    maria.get("/api/v1/me").await.expect(200);
    other
        .get("/api/v1/me")
        .await
        .expect_problem(401, "unauthorized");
    let path = format!("/api/v1/accounts/{id}");
    let present = admin.get(&path).await;
    let patch = |body: Value, version: &str| {
        let request = admin.request(Method::PATCH, &path);
        admin.send(request.header("If-Match", version).json(&body))
    };
    patch(json!({ "disabled": true }), "\"1\"")
        .await
        .expect_problem(412, "stale-version");
    let changed = patch(json!({ "role": "supervisor" }), &present.etag).await;
    maria
        .get("/api/v1/me")
        .await
        .expect_problem(401, "unauthorized");
    let body = json!({ "name": "maria", "password": "another horse battery" });
    let again = sign_in(&shift.server, body.clone()).await.expect(200);
    assert_eq!(again["role"], "supervisor");
    patch(json!({ "disabled": true }), &changed.etag)
        .await
        .expect(200);
    sign_in(&shift.server, body)
        .await
        .expect_problem(401, "unauthorized");
    let own = admin.get("/api/v1/me").await.expect(200);
    let path = format!("/api/v1/accounts/{}", text(&own["account"]["id"]));
    let last = admin
        .request(Method::PATCH, &path)
        .json(&json!({ "disabled": true }));
    admin.send(last).await.expect_problem(409, "wrong-state");
}

#[tokio::test]
async fn a_second_factor_is_asked_for() {
    let server = Server::start(&Options::default());
    let admin = administrator(&server).await;
    let secret = admin.post("/api/v1/me/totp", &json!({})).await.expect(200);
    assert!(text(&secret["address"]).starts_with("otpauth://totp/Nearhand:admin?secret="));
    let wrong = admin
        .post("/api/v1/me/totp/confirm", &json!({ "code": "000000" }))
        .await;
    wrong.expect_problem(422, "invalid-field");
    let code = code(&text(&secret["secret"]));
    admin
        .post("/api/v1/me/totp/confirm", &json!({ "code": code }))
        .await
        .expect(204);
    let body = json!({ "name": "admin", "password": PASSWORD });
    sign_in(&server, body)
        .await
        .expect_problem(401, "code-needed");
    // The code that turned it on counts once.
    let body = json!({ "name": "admin", "password": PASSWORD, "code": code });
    sign_in(&server, body)
        .await
        .expect_problem(401, "unauthorized");
    let delete = |password: &str| {
        let request = admin.request(Method::DELETE, "/api/v1/me/totp");
        admin.send(request.json(&json!({ "password": password })))
    };
    delete("wrong wrong wrong")
        .await
        .expect_problem(401, "unauthorized");
    delete(PASSWORD).await.expect(204);
    admin_signs_in(&server).await;
}

/// The code of a secret now, reckoned as RFC 6238 says and by other code than the server's.
pub(crate) fn code(secret: &str) -> String {
    let output = std::process::Command::new("python3")
        .args(["-c", TOTP, secret])
        .output()
        .expect("python3 is there");
    let code = String::from_utf8(output.stdout).expect("digits");
    assert_eq!(
        code.trim().len(),
        6,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    code.trim().to_owned()
}

const TOTP: &str = "
import base64, hashlib, hmac, struct, sys, time
digest = hmac.new(base64.b32decode(sys.argv[1]), struct.pack('>Q', int(time.time()) // 30), hashlib.sha1).digest()
place = digest[-1] & 15
print('%06d' % ((struct.unpack('>I', digest[place:place + 4])[0] & 0x7fffffff) % 1000000))
";

#[tokio::test]
async fn a_partner_files_a_referral_and_sees_how_it_stands_and_no_more() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let partner = crowd.of("partner");
    let body = json!({ "position": shift.address, "address": "12 Secret Street", "type": "wellness_check", "note": "secret note" });
    let filed = partner.post("/api/v1/referrals", &body).await.expect(201);
    let id = text(&filed["id"]);
    assert_eq!(filed["stage"], "received");
    let request = format!("/api/v1/requests/{id}");
    let seen = shift.dispatcher.get(&request).await.expect(200);
    assert_eq!(
        (&seen["state"], &seen["source"]),
        (&json!("received"), &json!("sheriff"))
    );
    assert_eq!(seen["note"], "secret note");
    // Another's request is answered as one that does not exist.
    let others = shift.create_request().await;
    for id in [others.as_str(), "R999"] {
        let answer = partner.get(&format!("/api/v1/referrals/{id}")).await;
        answer.expect_problem(404, "not-found");
        assert_eq!(
            answer.text.replace(id, "R?"),
            answer.text.replace(&others, "R?").replace("R999", "R?")
        );
    }
    shift
        .dispatcher
        .post(&format!("{request}/answer"), &json!({}))
        .await
        .expect(200);
    shift
        .dispatcher
        .post(&format!("{request}/triage"), &json!({ "answers": {} }))
        .await
        .expect(200);
    let body = json!({ "team": shift.team });
    shift
        .dispatcher
        .post(&format!("{request}/assignments"), &body)
        .await
        .expect(201);
    let answer = partner.get("/api/v1/referrals").await;
    assert!(
        !answer.text.to_lowercase().contains("secret"),
        "{}",
        answer.text
    );
    let listed = answer.expect(200);
    assert_eq!(items(&listed).len(), 1);
    let mut fields: Vec<&String> = items(&listed)[0]
        .as_object()
        .expect("a referral")
        .keys()
        .collect();
    fields.sort();
    assert_eq!(fields, ["id", "received", "stage", "type"]);
    assert_eq!(items(&listed)[0]["stage"], "under_way");
}

#[tokio::test]
async fn who_looks_at_a_person_is_on_record_and_breaking_the_glass_says_why() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    let mut body = shift.request_body();
    body["address"] = json!("12 Secret Street");
    let request = shift
        .dispatcher
        .post("/api/v1/requests", &body)
        .await
        .expect(201);
    let id = text(&request["id"]);
    let supervisor = crowd.of("supervisor");
    let seen = supervisor.get(&format!("/api/v1/requests/{id}")).await;
    assert!(!seen.text.contains("Secret"), "{}", seen.text);
    crowd
        .of("dispatcher")
        .get(&format!("/api/v1/requests/{id}"))
        .await
        .expect(200);
    let path = format!("/api/v1/requests/{id}/break-glass");
    supervisor
        .post(&path, &json!({ "reason": "  " }))
        .await
        .expect_problem(422, "invalid-field");
    let why = json!({ "reason": "the family asks at the desk" });
    let whole = supervisor.post(&path, &why).await.expect(200);
    assert_eq!(whole["address"], "12 Secret Street");
    supervisor
        .post("/api/v1/requests/R999/break-glass", &why)
        .await
        .expect_problem(404, "not-found");
    let auditor = crowd.of("auditor");
    let record = auditor
        .get(&format!("/api/v1/audit?subject={id}"))
        .await
        .expect(200);
    let told: Vec<(String, String)> = items(&record)
        .iter()
        .map(|one| (text(&one["actor"]), text(&one["action"])))
        .collect();
    let who = |role: &str| {
        told.iter()
            .filter(|(actor, _)| actor.starts_with(&format!("{role}:U")))
            .count()
    };
    assert_eq!((who("supervisor"), who("dispatcher")), (2, 1), "{told:?}");
    assert_eq!(told[0].1, "broke_glass", "newest first");
    assert_eq!(items(&record)[0]["detail"], "the family asks at the desk");
    // Page by page it is the same.
    let all = auditor.get("/api/v1/audit?limit=1000").await.expect(200);
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = auditor
            .get(&format!("/api/v1/audit?limit=3{cursor}"))
            .await
            .expect(200);
        paged.extend(items(&page).iter().map(|one| one["number"].clone()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let all: Vec<Value> = items(&all)
        .iter()
        .map(|one| one["number"].clone())
        .collect();
    assert!(
        paged.ends_with(&all[all.len() - paged.len().min(all.len())..]),
        "{paged:?} {all:?}"
    );
    // Changes are in the log, with who made them and without the person.
    let log = auditor.get("/api/v1/log?limit=1000").await;
    assert!(!log.text.contains("Secret"), "{}", log.text);
    let log = log.expect(200);
    let made = items(&log)
        .iter()
        .find(|one| one["change"]["request"] == id.as_str());
    assert_eq!(made.expect("the request's entry")["actor"], "dispatcher");
    let log = shift.server.log();
    assert!(!log.contains("Secret") && !log.contains("family"), "{log}");
}
