//! Closures.

use serde_json::json;

use super::{check, unknown, unknown_query, with, without, wrong, wrong_query};
use crate::shift::Shift;

#[tokio::test]
async fn closures() {
    let shift = Shift::begin().await;
    let at = shift.address.clone();
    let path = "/api/v1/closures";
    let good = json!({
        "shape": { "kind": "point", "at": at },
        "effect": { "kind": "closed", "scope": "everyone" },
        "reason": "works",
    });
    let shape = |shape| with(&good, "shape", shape);
    let effect = |effect| with(&good, "effect", effect);
    let polygon = |ring| shape(json!({ "kind": "polygon", "ring": ring }));
    let cases = vec![
        wrong(path, json!({}), "shape"),
        wrong(path, without(&good, "reason"), "reason"),
        wrong(path, with(&good, "reason", json!("")), "reason"),
        wrong(
            path,
            with(&good, "reason", json!("x".repeat(501))),
            "reason",
        ),
        wrong(path, with(&good, "colour", json!("red")), "colour"),
        wrong(path, with(&good, "heading", json!(360)), "heading"),
        wrong(path, with(&good, "heading", json!("north")), "heading"),
        wrong(path, with(&good, "from", json!("soon")), "from"),
        wrong(
            path,
            with(&good, "until", json!("2020-01-01T00:00:00Z")),
            "until",
        ),
        wrong(
            path,
            with(
                &with(&good, "from", json!("2999-01-02T00:00:00Z")),
                "until",
                json!("2999-01-01T00:00:00Z"),
            ),
            "until",
        ),
        wrong(path, shape(json!({ "kind": "circle" })), "shape.kind"),
        wrong(path, shape(json!({ "kind": "point" })), "shape.at"),
        wrong(
            path,
            shape(json!({ "kind": "point", "at": [0, 0] })),
            "shape.at",
        ),
        wrong(
            path,
            shape(json!({ "kind": "point", "at": [0, 100] })),
            "shape",
        ),
        wrong(
            path,
            shape(json!({ "kind": "street", "name": "No Such Street", "from": at, "to": at })),
            "shape.from",
        ),
        wrong(
            path,
            shape(json!({ "kind": "street", "from": at, "to": [0, 0] })),
            "shape.to",
        ),
        wrong(path, polygon(json!([at, at])), "shape.ring"),
        wrong(
            path,
            polygon(json!([[0, 0], [1, 1], [1, 0], [0, 1]])),
            "shape.ring",
        ),
        wrong(path, polygon(json!([[0, 0], [1, 1], [1, 0]])), "shape.ring"),
        wrong(path, polygon(json!(vec![at.clone(); 600])), "shape.ring"),
        wrong(path, effect(json!({ "kind": "closed" })), "effect.scope"),
        wrong(
            path,
            effect(json!({ "kind": "slowed_by", "factor": 0.5 })),
            "effect.factor",
        ),
        wrong(
            path,
            effect(json!({ "kind": "slowed_by", "factor": 1e9 })),
            "effect.factor",
        ),
        wrong(
            path,
            effect(json!({ "kind": "slowed_to", "speed": -1 })),
            "effect.speed",
        ),
        unknown("/api/v1/closures/C999/end", json!({})),
        wrong("/api/v1/closures/T1/end", json!({}), "id"),
        unknown_query("/api/v1/closures/C999"),
        wrong_query("/api/v1/closures?state=shut", "state"),
    ];
    check(&shift, cases).await;
}
