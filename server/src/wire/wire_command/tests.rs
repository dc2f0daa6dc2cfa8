//! Every command reads what it writes; what is wrong is named.

use serde_json::json;

use super::*;

#[test]
fn every_command_reads_what_it_writes() {
    let cases = [
        json!({"kind":"sign_on","team":"T1"}),
        json!({"kind":"sign_off","team":"T1"}),
        json!({"kind":"set_team_status","team":"T1","status":"available"}),
        json!({"kind":"create_request","position":[14.5,35.9],"type":"wellness_check","priority":2,"needs":["peer"]}),
        json!({"kind":"update_request","request":"R1","type":"transport","note":"n"}),
        json!({"kind":"hold_request","request":"R1","reason":"r"}),
        json!({"kind":"resume_request","request":"R1"}),
        json!({"kind":"assign","request":"R1","team":"T1","shown":[{"team":"T1","eta":61.5}]}),
        json!({"kind":"acknowledge","assignment":"A1"}),
        json!({"kind":"decline","assignment":"A1","reason":"r"}),
        json!({"kind":"advance","assignment":"A1","to":"en_route"}),
        json!({"kind":"clear","assignment":"A1"}),
        json!({"kind":"cancel_assignment","assignment":"A1","reason":"r"}),
        json!({"kind":"close_request","request":"R1","disposition":"transferred_911"}),
        json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
        json!({"kind":"create_closure","shape":{"kind":"street","name":"n","from":[14.5,35.9],"to":[14.6,35.9]},"heading":90.0,"effect":{"kind":"slowed_to","speed":3.5},"from":"2026-11-24T03:00:00.000Z","until":"2026-11-24T04:00:00.000Z","reason":"r"}),
        json!({"kind":"end_closure","closure":"C1"}),
    ];
    for case in cases {
        let command = WireCommand::parse(case.clone()).unwrap();
        assert_eq!(serde_json::to_value(&command).unwrap(), case);
    }
}

#[test]
fn the_wrong_field_is_named() {
    let cases = [
        (json!({"kind":"fly","team":"T1"}), "kind"),
        (json!({"team":"T1"}), "kind"),
        (json!({"kind":"sign_on"}), "team"),
        (json!({"kind":"sign_on","team":"X1"}), "team"),
        (
            json!({"kind":"sign_on","team":"T1","status":"available"}),
            "status",
        ),
        (
            json!({"kind":"assign","request":"R1","team":"T1","shown":[{"team":"T1","eta":-1}]}),
            "shown[0].eta",
        ),
        (
            json!({"kind":"create_closure","shape":{"kind":"point"},"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
            "shape.at",
        ),
        (
            json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"heading":360,"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
            "heading",
        ),
        (
            json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"effect":{"kind":"closed","scope":"cats"},"reason":"r"}),
            "effect",
        ),
        (
            json!({"kind":"create_request","position":[200,35.9],"type":"transport","priority":2}),
            "position",
        ),
        (
            json!({"kind":"create_request","position":[14.5,35.9],"type":"transport","priority":9}),
            "priority",
        ),
    ];
    for (case, field) in cases {
        let problem = WireCommand::parse(case.clone()).unwrap_err();
        assert_eq!(problem.field.as_deref(), Some(field), "{case}: {problem:?}");
    }
}
