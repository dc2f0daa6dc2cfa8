//! What an entry of the log tells without telling of a person.

use serde_json::{Map, Value};

/// Fields that tell nothing of a person; every other one is left out, also one that is added later and not listed.
const HARMLESS: [&str; 40] = [
    "kind",
    "team",
    "request",
    "assignment",
    "closure",
    "member",
    "vehicle",
    "shift",
    "destination",
    "flag",
    "duplicate",
    "into",
    "at",
    "from",
    "until",
    "every",
    "status",
    "to",
    "disposition",
    "priority",
    "needs",
    "requires",
    "capabilities",
    "source",
    "seats",
    "places",
    "hours",
    "untriaged",
    "scheduled_for",
    "shown",
    "eta",
    "follow_up",
    "details",
    "kind_of_help",
    "crew",
    "members",
    "begins",
    "ends",
    "opens",
    "closes",
];

/// A change, or a part of one, without what tells of a person.
pub(crate) fn without_person(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(name, _)| HARMLESS.contains(&name.as_str()))
                .map(|(name, value)| (name, without_person(value)))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(without_person).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_tells_of_a_person_is_left_out_at_any_depth() {
        let change = json!({
            "kind": "request_created",
            "request": "R1",
            "details": {
                "position": [14.5, 35.9],
                "address": "12, Old Street",
                "kind": "wellbeing_check",
                "priority": 2,
                "note": "Ana, blue door",
                "source": "phone",
            },
            "triage": {"answers": {"weapon": "yes"}},
            "something_new": "Ana",
        });
        let kept = json!({
            "kind": "request_created",
            "request": "R1",
            "details": {"kind": "wellbeing_check", "priority": 2, "source": "phone"},
        });
        assert_eq!(without_person(change), kept);
    }
}
