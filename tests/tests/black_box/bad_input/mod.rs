//! Wrong input to every endpoint: a problem document that names the field, and an unchanged log.

mod board;
mod bodies;
mod closures;
mod questions;
mod requests;

use nearhand_tests::Answer;
use reqwest::Method;
use serde_json::Value;

use crate::shift::Shift;

/// A call that must be refused: method, path, body, status, slug, field (empty: none is named).
type Case = (&'static str, String, Value, u16, &'static str, &'static str);

/// Calls every case and compares; then the log must be as long as before.
async fn check(shift: &Shift, cases: Vec<Case>) {
    let before = shift.seq().await;
    for (method, path, body, status, slug, field) in cases {
        let client = if path == "/api/v1/positions" {
            &shift.field
        } else {
            &shift.dispatcher
        };
        let call = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = client.request(call, &path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = client.send(request).await;
        let shown = format!("{method} {path} {body}: {}", answer.text);
        assert_eq!(
            (answer.status, slug_of(&answer)),
            (status, slug.to_owned()),
            "{shown}"
        );
        answer.expect_problem(status, slug);
        if !field.is_empty() {
            assert_eq!(answer.body["field"], field, "{shown}");
        }
    }
    assert_eq!(
        shift.seq().await,
        before,
        "refused calls leave the log as it is"
    );
}

fn slug_of(answer: &Answer) -> String {
    let kind = answer.body["type"].as_str().unwrap_or_default();
    kind.trim_start_matches("/problems/").to_owned()
}

/// A call whose body has a wrong field.
fn wrong(path: &str, body: Value, field: &'static str) -> Case {
    ("POST", path.to_owned(), body, 422, "invalid-field", field)
}

/// A call whose query or path has a wrong part.
fn wrong_query(path: &str, field: &'static str) -> Case {
    (
        "GET",
        path.to_owned(),
        Value::Null,
        422,
        "invalid-field",
        field,
    )
}

/// A call about something that does not exist.
fn unknown(path: &str, body: Value) -> Case {
    ("POST", path.to_owned(), body, 404, "not-found", "")
}

/// A question about something that does not exist.
fn unknown_query(path: &str) -> Case {
    ("GET", path.to_owned(), Value::Null, 404, "not-found", "")
}

/// A call that the present state does not allow.
fn not_now(path: &str, body: Value) -> Case {
    ("POST", path.to_owned(), body, 409, "wrong-state", "")
}

/// A call about a place far from any road.
fn off_road(path: &str, body: Value) -> Case {
    ("POST", path.to_owned(), body, 422, "no-segment", "")
}

/// `body` with one field set to another value.
fn with(body: &Value, field: &str, value: Value) -> Value {
    let mut changed = body.clone();
    changed[field] = value;
    changed
}

fn without(body: &Value, field: &str) -> Value {
    let mut changed = body.clone();
    if let Some(fields) = changed.as_object_mut() {
        fields.remove(field);
    }
    changed
}
