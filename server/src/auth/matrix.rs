//! `docs/authorization.md`: which role may call what and sees what, printed from the code that decides it.

use std::{collections::BTreeMap, fmt::Write as _};

use nearhand_engine::{
    dispatch::{Board, Event, ids::TeamId},
    units::LngLat,
};
use serde_json::Value;

use super::{Access, Channel, ROUTES};
use crate::{
    store::Role,
    wire::redact::{SeenRequest, Viewer},
};

/// Logs of everything that can happen to a board, and one in which every field of every entity is filled; the black-box
/// test of the fields writes it (`UPDATE=1 cargo test -p nearhand-tests fields`).
const LOGS: [&str; 3] = [
    include_str!("../../../engine/src/dispatch/tests/log.jsonl"),
    include_str!("matrix.jsonl"),
    MISSED,
];

/// What no test waits for: a crew that is silent for longer than a minute.
const MISSED: &str = r#"{"at":0,"change":{"kind":"team_added","team":"T1","callsign":"One","capabilities":[],"post":null}}
{"at":1,"change":{"kind":"team_signed_on","team":"T1","shift":"S1"}}
{"at":2,"change":{"kind":"check_in_set","team":"T1","every":60000}}
{"at":60002,"change":{"kind":"check_in_missed","team":"T1"}}
"#;

/// Values that are taken as a whole: what they hold has names of its own.
const WHOLE: [&str; 13] = [
    "closure.shape",
    "closure.effect",
    "request.triage.answers",
    "configuration.service",
    "configuration.titles",
    "configuration.retention",
    "configuration.capabilities",
    "configuration.sources",
    "configuration.partners",
    "configuration.posts",
    "configuration.zones",
    "configuration.request_types",
    "configuration.goals",
];

const HEAD: &str = "# Who may do and see what

Printed from the code that decides it (`UPDATE=1 cargo test -p nearhand --lib matrix` prints it anew). The black-box tests
(`cargo test -p nearhand-tests matrix`) read this page and try every cell over HTTP and the socket.

Field teams and devices reach what is their own team's; partners what was told in their name. What is another's is refused
like what does not exist. What is refused goes on record, and so does every read of what tells of persons (*on record*).
";

#[test]
fn the_page_is_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/authorization.md");
    let printed = format!("{HEAD}{}{}{}", routes(), channels(), fields());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &printed).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == printed,
        "docs/authorization.md is not what the code says: UPDATE=1 cargo test -p nearhand --lib matrix"
    );
}

fn table(title: &str, first: &[&str]) -> String {
    let roles = Role::ALL.map(Role::name);
    let names: Vec<&str> = first.iter().chain(&roles).copied().collect();
    format!(
        "\n## {title}\n\n| {} |\n|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    )
}

fn routes() -> String {
    let mut page = table("Routes", &["method", "path", "on record", "nobody"]);
    for route in ROUTES {
        let (open, roles) = match route.access {
            Access::Open => ("yes", Role::ALL.as_slice()),
            Access::Roles(roles) => ("", roles),
        };
        let recorded = if route.tells_of_persons { "yes" } else { "" };
        let cells = Role::ALL.map(|role| if roles.contains(&role) { "yes" } else { "" });
        let (method, path) = (route.method, route.path);
        let cells = cells.join(" | ");
        writeln!(
            page,
            "| {method} | `{path}` | {recorded} | {open} | {cells} |"
        )
        .unwrap();
    }
    page
}

fn channels() -> String {
    let mut page = table("Channels of the socket", &["channel"]);
    for channel in Channel::ALL {
        let cells = Role::ALL.map(|role| if channel.is_for(role) { "yes" } else { "" });
        writeln!(page, "| {} | {} |", channel.name(), cells.join(" | ")).unwrap();
    }
    page
}

/// What each role is shown of boards on which everything has happened: a field counts when any entity shows it at any time.
fn fields() -> String {
    let mut page = table("Fields that are shown", &["entity and field"]);
    let mut shown = BTreeMap::new();
    for log in LOGS.iter().flat_map(|logs| logs.split("\n\n")) {
        let mut board = Board::new();
        for line in log.lines() {
            let event: Event = serde_json::from_str(line).expect(line);
            board.apply(&event);
            show(&board, &mut shown);
        }
    }
    for (field, cells) in shown {
        writeln!(page, "| {field} | {} |", cells.join(" | ")).unwrap();
    }
    page + "\n*own*: of its own team, and of a person only while it works for them. *about*: to a thousandth of a degree, about 100 m.\n"
}

type Shown = BTreeMap<String, [&'static str; Role::ALL.len()]>;

/// Adds what each role is shown of a board.
fn show(board: &Board, shown: &mut Shown) {
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let teams: Vec<Option<TeamId>> = match role {
            Role::Field | Role::Device => board.teams().map(|team| Some(team.id)).collect(),
            _ => vec![None],
        };
        for team in teams {
            for (field, value) in seen(board, Viewer { role, team }) {
                let is_about = field == "request.position" && Some(value) != json(fine());
                let word = if is_about { "about" } else { word(role) };
                shown.entry(field).or_default()[place] = word;
            }
        }
    }
}

fn word(role: Role) -> &'static str {
    match role {
        Role::Field | Role::Device => "own",
        _ => "yes",
    }
}

/// Goes down to what holds a value; nothing is shown by what is null or empty.
fn fields_of(path: String, value: Value, found: &mut Vec<(String, Value)>) {
    let is_whole = WHOLE.contains(&path.as_str());
    match value {
        Value::Null => {}
        Value::Object(fields) if !is_whole => {
            for (field, value) in fields {
                fields_of(format!("{path}.{field}"), value, found);
            }
        }
        Value::Array(values) if values.iter().any(Value::is_object) => {
            for value in values {
                fields_of(path.clone(), value, found);
            }
        }
        Value::Array(values) if values.is_empty() => {}
        Value::Object(fields) if fields.is_empty() => {}
        value => found.push((path, value)),
    }
}

/// A place that differs from what it is about.
fn fine() -> LngLat {
    LngLat::new(14.512_345, 35.898_765).unwrap()
}

fn json<T: serde::Serialize>(seen: T) -> Option<Value> {
    serde_json::to_value(seen).ok()
}

/// Every field of every entity that somebody is shown, with what it holds.
fn seen(board: &Board, viewer: Viewer) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut add = |name: &str, entity: Option<Value>| {
        if let Some(entity) = entity {
            fields_of(name.to_owned(), entity, &mut found);
        }
    };
    for request in board.requests() {
        let mut placed = SeenRequest::of(board, request);
        placed.request.details.position = fine();
        add("request", viewer.request(&placed).and_then(json));
        for assignment in request
            .assignments
            .iter()
            .filter_map(|&id| board.assignment(id))
        {
            add("assignment", viewer.assignment(assignment).and_then(json));
        }
    }
    board
        .teams()
        .for_each(|one| add("team", viewer.team(one).and_then(json)));
    board
        .members()
        .for_each(|one| add("member", viewer.member(one).and_then(json)));
    board
        .vehicles()
        .for_each(|one| add("vehicle", viewer.vehicle(one).and_then(json)));
    board
        .shifts()
        .for_each(|one| add("shift", viewer.shift(one).and_then(json)));
    board
        .destinations()
        .for_each(|one| add("destination", viewer.destination(one).and_then(json)));
    board
        .flags()
        .for_each(|one| add("flag", viewer.flag(one).and_then(json)));
    board
        .closures()
        .for_each(|one| add("closure", viewer.closure(one).and_then(json)));
    board
        .forms()
        .for_each(|one| add("triage form", viewer.form(one).and_then(json)));
    let service = viewer.configuration(board.configuration());
    add("configuration", service.and_then(json));
    found
}
