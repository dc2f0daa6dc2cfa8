//! Every cell of the table of fields in docs/authorization.md, tried over HTTP and the socket on a board where everything
//! happened.

use std::collections::{BTreeMap, BTreeSet};

use nearhand_tests::{Client, Server, Socket, binary, socket::Frame};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    eventful::Eventful,
    matrix::{ROLES, Table},
    people::Crowd,
    record::nearhand,
    shift::{Shift, text},
};

/// What each entity is called in the table, in lists of a board, and by its routes.
const ENTITIES: [(&str, &str, &str); 10] = [
    ("team", "teams", "/api/v1/teams"),
    ("request", "requests", "/api/v1/requests"),
    ("assignment", "assignments", "/api/v1/assignments"),
    ("closure", "closures", "/api/v1/closures"),
    ("member", "members", "/api/v1/members"),
    ("vehicle", "vehicles", "/api/v1/vehicles"),
    ("shift", "shifts", "/api/v1/shifts"),
    ("destination", "destinations", "/api/v1/destinations"),
    ("flag", "flags", "/api/v1/flags"),
    ("triage form", "triage_forms", "/api/v1/triage-forms"),
];

/// What the service is: told over HTTP alone.
const CONFIGURATION: &str = "configuration";

/// The column that names the rows.
const NAME: &str = "entity and field";

/// Rows that cannot be tried, and why.
const UNTRIED: [(&str, &str); 1] = [(
    "team.check_in.missed_at",
    "a crew is missed after a minute of silence at the soonest",
)];

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

/// The fields that somebody was shown.
#[derive(Default)]
struct Seen {
    fields: BTreeSet<String>,
    /// Entities as they came, by what they are called.
    entities: BTreeMap<&'static str, Vec<Value>>,
}

impl Seen {
    fn add(&mut self, entity: &'static str, value: &Value) {
        self.fields_of(entity, value);
        self.entities.entry(entity).or_default().push(value.clone());
    }

    /// Goes down to what holds a value; nothing is shown by what is null or empty.
    fn fields_of(&mut self, path: &str, value: &Value) {
        let is_whole = WHOLE.contains(&path);
        match value {
            Value::Null => {}
            Value::Object(fields) if !is_whole => {
                for (name, value) in fields {
                    self.fields_of(&format!("{path}.{name}"), value);
                }
            }
            Value::Array(values) if values.iter().any(Value::is_object) => {
                values.iter().for_each(|value| self.fields_of(path, value));
            }
            Value::Array(values) if values.is_empty() => {}
            Value::Object(fields) if fields.is_empty() => {}
            _ => {
                self.fields.insert(path.to_owned());
            }
        }
    }

    /// A board, or what an event changed of one.
    fn add_board(&mut self, board: &Value) {
        for (entity, list, _) in ENTITIES {
            for value in board[list].as_array().into_iter().flatten() {
                self.add(entity, value);
            }
        }
    }

    fn all(&self, entity: &str) -> &[Value] {
        self.entities.get(entity).map_or(&[], Vec::as_slice)
    }
}

fn items(list: &Value) -> &[Value] {
    let items = list.as_array().or_else(|| list["items"].as_array());
    items.map_or(&[], Vec::as_slice)
}

/// Reads every entity by its routes, those too that no list of the role names.
async fn over_http(crowd: &Crowd<'_>, role: &str) -> Seen {
    let client = crowd.of(role);
    let mut seen = Seen::default();
    for (entity, _, path) in ENTITIES {
        let listed = client.get(path).await;
        if listed.status == 200 {
            for value in items(&listed.body) {
                seen.add(entity, value);
            }
        }
        let all = crowd.of("dispatcher").get(path).await.expect(200);
        assert!(!items(&all).is_empty(), "there is a {entity}");
        for one in items(&all) {
            let id = one["id"].as_str().or(one["type"].as_str());
            let one = client.get(&format!("{path}/{}", id.expect("a name"))).await;
            match one.status {
                200 => seen.add(entity, &one.body),
                status => assert!(matches!(status, 403 | 404), "{role}: {}", one.text),
            }
        }
    }
    let service = client.get("/api/v1/configuration").await;
    match service.status {
        200 => seen.add(CONFIGURATION, &service.body),
        status => assert_eq!(status, 403, "{role}: {}", service.text),
    }
    let state = client.get("/api/v1/state").await;
    if state.status == 200 {
        seen.add_board(&state.body["board"]);
        seen.add_board(&state.body);
    }
    seen
}

/// A socket of a role that was opened before anything happened; none where the role may not connect.
async fn listening(shift: &Shift, crowd: &Crowd<'_>, role: &str) -> Option<Socket> {
    let connected = Socket::connect(&shift.server, Some(crowd.of(role).token())).await;
    let mut socket = connected.ok()?;
    let topics = ["events", "positions"];
    let hello = json!({ "type": "hello", "proto": 1, "epoch": null, "last_seq": null, "topics": topics, "bbox": null });
    socket.say(&hello).await;
    Some(socket)
}

/// Everything that came over a socket up to the last event; where no events are told, up to the answer to what is asked
/// last.
async fn over_socket(socket: Option<Socket>, last: u64) -> Seen {
    let mut seen = Seen::default();
    let Some(mut socket) = socket else {
        return seen;
    };
    let fix = json!({ "type": "position", "position": [0.0, 0.0], "at": "2020-01-01T00:00:00Z" });
    socket.say(&fix).await;
    let (mut is_answered, mut is_told, mut at) = (false, true, 0);
    while !is_answered || (is_told && at < last) {
        match socket.next().await {
            Frame::Text(frame) => {
                is_answered |= frame["type"] == "position_refused";
                is_told &= frame["problem"]["type"] != "/problems/forbidden";
                at = frame["seq"].as_u64().unwrap_or(at);
                seen.add_board(&frame["state"]);
                seen.add_board(&frame["changed"]);
            }
            Frame::Binary(_) => {}
            Frame::Closed(code) => panic!("the server closed with {code}"),
        }
    }
    seen
}

#[tokio::test]
async fn every_field_of_the_matrix_with_every_role() {
    let shift = Shift::begin().await;
    let crowd = Crowd::gather(&shift).await;
    with_a_zone(crowd.of("admin")).await;
    let mut sockets = BTreeMap::new();
    for role in ROLES {
        sockets.insert(role, listening(&shift, &crowd, role).await);
    }
    let eventful = Eventful::make(&shift).await;
    let mut seen: BTreeMap<(&str, &str), Seen> = BTreeMap::new();
    for role in ROLES {
        seen.insert(("HTTP", role), over_http(&crowd, role).await);
    }
    let last = shift.seq().await;
    for (role, socket) in sockets {
        seen.insert(("socket", role), over_socket(socket, last).await);
    }
    if std::env::var_os("UPDATE").is_some() {
        keep_log(&shift.server);
    }
    let rows = Table::read("Fields").rows;
    every_field_has_a_row(&shift, &rows).await;
    compare(&rows, &seen);
    for way in ["HTTP", "socket"] {
        about(&seen[&(way, "dispatcher")], &seen[&(way, "planner")]);
        own(&shift, &eventful, &seen[&(way, "field")]);
    }
}

/// A service with everything in its configuration.
async fn with_a_zone(admin: &Client) {
    let path = "/api/v1/configuration";
    let mut service = admin.get(path).await.expect(200);
    let ring = [[14.50, 35.89], [14.52, 35.89], [14.52, 35.91]];
    service["zones"] = json!([{ "name": "Old town", "ring": ring }]);
    let set = admin.request(Method::PUT, path).json(&service);
    admin.send(set).await.expect(200);
}

/// Keeps what happened, for the page to be printed from it: events as the engine reads them.
fn keep_log(server: &Server) {
    let exported = nearhand(&["export", "--personal"], Some(&server.record()));
    assert!(exported.status.success(), "{exported:?}");
    let mut kept = String::new();
    for line in String::from_utf8_lossy(&exported.stdout).lines() {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        let at: jiff::Timestamp = text(&entry["at"]).parse().expect("a time");
        let change = text(&entry["payload"]);
        kept += &format!("{{\"at\":{},\"change\":{change}}}\n", at.as_millisecond());
    }
    let path = binary::repository().join("server/src/auth/matrix.jsonl");
    std::fs::write(path, kept).expect("it can be written");
}

type Row = (BTreeMap<String, String>, BTreeMap<String, String>);

/// The API's own document names the fields of each entity: the page must tell of all of them.
async fn every_field_has_a_row(shift: &Shift, rows: &[Row]) {
    let document = shift.server.stranger().get("/api/openapi.json").await;
    let schemas = &document.expect(200)["components"]["schemas"];
    let entities = ENTITIES.iter().map(|(entity, ..)| *entity);
    for entity in entities.chain([CONFIGURATION]) {
        let schema = match entity {
            "triage form" => "TriageForm".to_owned(),
            entity => entity[..1].to_uppercase() + &entity[1..],
        };
        let fields = schemas[&schema]["properties"].as_object();
        for field in fields.expect("a schema").keys() {
            let name = format!("{entity}.{field}");
            let mut paths = rows.iter().map(|(about, _)| about[NAME].as_str());
            assert!(
                paths.any(|path| path == name || path.starts_with(&format!("{name}."))),
                "{name} is not on the page: let it be filled in eventful.rs, then UPDATE=1 cargo test -p nearhand-tests \
                 fields and UPDATE=1 cargo test -p nearhand --lib matrix"
            );
        }
    }
}

/// Holds what was shown to the page, cell by cell.
fn compare(rows: &[Row], seen: &BTreeMap<(&str, &str), Seen>) {
    let mut wrong = Vec::new();
    let (mut tried, mut untried) = (0, BTreeSet::new());
    for (about, cells) in rows {
        let field = about[NAME].as_str();
        for ((way, role), shown) in seen {
            if *way == "socket" && field.starts_with(CONFIGURATION) {
                tried += 1;
                if shown.fields.contains(field) {
                    wrong.push(format!("{field} as {role} over the socket"));
                }
                continue;
            }
            // Whoever sees all of it was not shown it either: nothing of the kind happened.
            if !seen[&(*way, "dispatcher")].fields.contains(field) {
                untried.insert(field);
                continue;
            }
            tried += 1;
            let cell = cells[*role].as_str();
            if shown.fields.contains(field) == cell.is_empty() {
                wrong.push(format!(
                    "{field} as {role} over {way}: the page says \"{cell}\""
                ));
            }
        }
    }
    let known: BTreeSet<&str> = rows.iter().map(|(about, _)| about[NAME].as_str()).collect();
    for ((way, role), shown) in seen {
        for field in shown
            .fields
            .iter()
            .filter(|it| !known.contains(it.as_str()))
        {
            wrong.push(format!("{field} as {role} over {way}: not on the page"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let told: Vec<&str> = UNTRIED.iter().map(|(field, _)| *field).collect();
    assert_eq!(untried.into_iter().collect::<Vec<_>>(), told, "untried");
    for (field, why) in UNTRIED {
        eprintln!("not tried: {field}: {why}");
    }
    eprintln!(
        "{tried} cells tried, {} not ({} fields)",
        UNTRIED.len() * seen.len(),
        UNTRIED.len()
    );
    assert_eq!(tried + UNTRIED.len() * seen.len(), rows.len() * seen.len());
}

/// Who is shown about where a request is, is shown a thousandth of a degree and no more.
fn about(exact: &Seen, coarse: &Seen) {
    let mut differ = 0;
    for request in coarse.all("request") {
        let same =
            |one: &&Value| one["id"] == request["id"] && one["version"] == request["version"];
        let whole = exact.all("request").iter().find(same);
        let whole = whole.expect("the dispatcher sees every request");
        for (about, exact) in [0, 1].map(|axis| (axis_of(request, axis), axis_of(whole, axis))) {
            assert!((about - exact).abs() <= 0.000_500_1, "{request}");
            assert!(
                ((about * 1000.0).round() - about * 1000.0).abs() < 1e-6,
                "{request}"
            );
            differ += usize::from((about - exact).abs() > 1e-6);
        }
    }
    assert!(differ > 0, "the address is no round place");
}

fn axis_of(request: &Value, axis: usize) -> f64 {
    request["position"][axis].as_f64().expect("degrees")
}

/// A team sees its own, and of a person only while it works for them.
fn own(shift: &Shift, eventful: &Eventful, seen: &Seen) {
    for (entity, field) in [("team", "id"), ("assignment", "team"), ("shift", "team")] {
        let mut all = seen.all(entity).iter();
        assert!(all.all(|one| one[field] == *shift.team), "{entity}");
    }
    let of = |request: &str| {
        let mut requests = seen.all("request").iter();
        requests.rfind(|one| one["id"] == request)
    };
    assert_eq!(of(&eventful.never_theirs), None);
    let works_on = of(&eventful.works_on).expect("its own request");
    assert!(works_on["address"].is_string() && works_on["warnings"][0].is_object());
    let left = of(&eventful.left).expect("a request it was sent to");
    for field in ["address", "note", "held_reason"] {
        assert_eq!(left[field], Value::Null, "{field}");
    }
    assert_eq!(
        (&left["notes"], &left["warnings"]),
        (&json!([]), &json!([]))
    );
}
