//! What a team is told on its way: lanes, announcements, and the address at its end.

use nearhand_tests::{Client, Options, Server};
use serde_json::{Value, json};

use crate::shift::{now, text};

/// On the way between them in the bundled city one leaves a road by the right of its two lanes.
const START: [f64; 2] = [14.4928, 35.8886];
const END: [f64; 2] = [14.4572, 35.8867];
const ADDRESS: &str = "17 Triq il-Moħbija";

/// A team at the start that is sent to the end; the path of its route.
async fn sent(dispatcher: &Client, field: &Client) -> String {
    let team = text(&field.get("/api/v1/me").await.expect(200)["team"]);
    let sign_on = format!("/api/v1/teams/{team}/sign-on");
    field.post(&sign_on, &json!({})).await.expect(200);
    let fix = json!({ "position": START, "at": now(), "speed": 0.0 });
    let taken = field.post("/api/v1/positions", &fix).await.expect(200);
    assert_eq!(taken["accepted"], 1, "{taken}");
    let body =
        json!({ "position": END, "address": ADDRESS, "type": "wellness_check", "priority": 2 });
    let request = dispatcher.post("/api/v1/requests", &body).await.expect(201);
    let assign = format!("/api/v1/requests/{}/assignments", text(&request["id"]));
    let assignment = dispatcher.post(&assign, &json!({ "team": team })).await;
    let id = text(&assignment.expect(201)["id"]);
    format!("/api/v1/assignments/{id}/route")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[tokio::test]
async fn a_team_is_told_lanes_and_announcements_in_every_language() {
    let server = Server::start(&Options::default());
    let (dispatcher, field) = (
        server.sign_in("dispatcher").await,
        server.sign_in("field").await,
    );
    let path = sent(&dispatcher, &field).await;
    let route = field.get(&path).await.expect(200);
    let steps = list(&route["steps"]);
    let chosen: Vec<&Value> = steps
        .iter()
        .map(|step| &step["lanes"])
        .filter(|lanes| !list(lanes).is_empty())
        .collect();
    let lanes = json!([
        { "arrows": ["straight"], "usable": false, "follow": null },
        { "arrows": ["straight", "slight right"], "usable": true, "follow": "slight right" },
    ]);
    assert_eq!(chosen, [&lanes]);

    let last = steps.len() - 1;
    for (language, arrival) in [
        ("en", "Your destination"),
        ("es", "Su destino"),
        ("ru", "Место назначения"),
    ] {
        let said = list(&route["announcements"][language]);
        let mut along = 0.0;
        let mut begins = vec![0.0];
        for step in steps {
            along += number(&step["distance"]);
            begins.push(along);
        }
        let places: Vec<f64> = said
            .iter()
            .map(|one| {
                let step = usize::try_from(one["step"].as_u64().expect("a number")).expect("small");
                let before = number(&one["before"]);
                assert!(step < last && before <= number(&steps[step]["distance"]) + 0.1);
                begins[step + 1] - before
            })
            .collect();
        assert!(places.is_sorted(), "{language}: {places:?}");
        assert!(said.len() > steps.len() / 2, "{language}: {said:?}");
        let end = text(&said[said.len() - 1]["text"]);
        assert!(end.contains(arrival) && end.contains(ADDRESS), "{end}");
    }
    // What follows the departure at once may be said with it.
    let begins = |language: &str, departure: &Value| {
        let said = text(&route["announcements"][language][0]["text"]);
        assert!(said.starts_with(&text(departure)), "{said}");
    };
    begins("en", &steps[0]["instruction"]);
    begins("es", &steps[0]["translations"]["es"]);
    begins("ru", &steps[0]["translations"]["ru"]);
}

#[tokio::test]
async fn only_who_goes_to_an_address_is_told_it() {
    let log_all = Options {
        more: vec!["--log".to_owned(), "info,nearhand_server=trace".to_owned()],
        ..Options::default()
    };
    let server = Server::start(&log_all);
    let (dispatcher, field) = (
        server.sign_in("dispatcher").await,
        server.sign_in("field").await,
    );
    let path = sent(&dispatcher, &field).await;
    let route = field.get(&path).await.expect(200);
    let arrival = list(&route["steps"]).last().expect("it arrives");
    assert!(text(&arrival["instruction"]).ends_with(&format!(": {ADDRESS}")));
    for language in ["es", "ru"] {
        assert!(text(&arrival["translations"][language]).ends_with(ADDRESS));
    }
    let planner = server.sign_in("planner").await;
    planner.get(&path).await.expect_problem(403, "forbidden");
    let trip = json!({ "from": START, "to": END });
    for anyone in [&planner, &field, &dispatcher] {
        let route = anyone.post("/api/v1/route", &trip).await;
        assert!(route.text.contains("Your destination"), "{}", route.text);
        assert!(!route.text.contains("Moħbija"), "{}", route.text);
    }
    let log = server.log();
    assert!(log.contains("/api/v1/assignments/{id}/route"), "{log}");
    assert!(!log.contains("Moħbija"));
}
