//! What holds for many operations of the OpenAPI document, added by rule: who may call, what a command may carry in its
//! headers, and the problems that each may answer with.

use serde_json::{Map, Value, json};

use crate::{auth::Access, problem::Slug};

/// Where a problem's response stands in the document.
const RESPONSES: &str = "#/components/responses/";

/// Completes the document that utoipa made of the routes.
pub(super) fn complete(document: &mut Value) {
    name_catch_alls(document);
    let schemas = document["components"]["schemas"].clone();
    for (path, method, operation) in operations(document) {
        let access = Access::of(
            &method.to_uppercase(),
            &path.replace("{request}", "{*request}"),
        );
        let shape = Shape::of(&path, &method, operation, access);
        secure(operation, &shape);
        take_headers(operation, &shape);
        relax_body(operation, &schemas);
        answer_with_problems(operation, &shape);
    }
    describe_shared(document);
}

/// Everything that can be called.
fn operations(document: &mut Value) -> impl Iterator<Item = (String, String, &mut Value)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object_mut().into_iter().flatten();
        methods.map(|(method, call)| (path.clone(), method.clone(), call))
    })
}

/// `{*rest}`, which takes in slashes, has no form in OpenAPI: it stands there as one part of the path.
fn name_catch_alls(document: &mut Value) {
    if let Some(paths) = document["paths"].as_object_mut() {
        let renamed = std::mem::take(paths);
        paths.extend(
            renamed
                .into_iter()
                .map(|(path, it)| (path.replace("{*", "{"), it)),
        );
    }
}

/// What the rules go by.
struct Shape {
    /// Whether one must be signed in.
    is_guarded: bool,
    /// Whether it asks by itself for a token that fits.
    asks_for_token: bool,
    /// Whether it reads parameters, a body, or headers of its own, that may be wrong.
    reads: bool,
    /// Whether it reads a body.
    reads_body: bool,
    /// Whether that body has to be JSON.
    reads_json: bool,
    /// Whether it changes something.
    is_write: bool,
    /// Whether the path names something.
    has_subject: bool,
    /// Whether it is a command to the board.
    is_command: bool,
    /// Whether it answers in OSRM's words.
    is_osrm: bool,
}

impl Shape {
    fn of(path: &str, method: &str, operation: &Value, access: Option<Access>) -> Self {
        let tag = operation["tags"][0].as_str().unwrap_or_default();
        let is_guarded = matches!(access, Some(Access::Roles(_)));
        let is_ingest = path.starts_with("/ingest/");
        let is_entrance = ["/sign-in", "/api/v1/sign-in", "/api/v1/welcome"].contains(&path);
        let has_parameters = operation["parameters"]
            .as_array()
            .is_some_and(|list| !list.is_empty());
        let has_body = operation.get("requestBody").is_some();
        Self {
            is_guarded,
            asks_for_token: is_ingest || is_entrance,
            // Whoever takes no query refuses one; open pages pass over it.
            reads: is_guarded || has_parameters || has_body || is_ingest,
            // Devices send what they send: form or JSON, with fields of their own.
            reads_body: has_body || (is_ingest && method == "post"),
            reads_json: has_body,
            is_write: method != "get" || is_ingest,
            has_subject: path.contains('{'),
            is_command: tag == "commands",
            is_osrm: tag == "osrm",
        }
    }

    /// The problems that such an operation may answer with.
    fn problems(&self) -> Vec<Slug> {
        let rules = [
            (self.reads_body, Slug::MalformedBody),
            (self.is_guarded || self.asks_for_token, Slug::Unauthorized),
            (self.is_guarded || self.is_write, Slug::Forbidden),
            (self.is_write || self.has_subject, Slug::NotFound),
            (self.is_write, Slug::WrongState),
            (self.is_command && self.has_subject, Slug::StaleVersion),
            (self.reads_body, Slug::BodyTooLarge),
            (self.reads_json, Slug::UnsupportedMediaType),
            (self.reads, Slug::InvalidField),
            (true, Slug::TooManyCalls),
            (true, Slug::Unavailable),
            (self.is_command, Slug::StorageFull),
        ];
        // What OSRM's clients read instead says all that is wrong with a question.
        let in_osrms_words = |slug: Slug| {
            matches!(
                slug,
                Slug::MalformedBody | Slug::InvalidField | Slug::NotFound
            )
        };
        let holds = |(holds, slug): (bool, Slug)| {
            (holds && !(self.is_osrm && in_osrms_words(slug))).then_some(slug)
        };
        rules.into_iter().filter_map(holds).collect()
    }
}

fn secure(operation: &mut Value, shape: &Shape) {
    if shape.is_guarded {
        operation["security"] = json!([{"bearer": []}, {"session": []}]);
    }
}

/// A command's `Idempotency-Key`, and its `If-Match` when it is about something that is there.
fn take_headers(operation: &mut Value, shape: &Shape) {
    if !shape.is_command {
        return;
    }
    let mut names = vec!["IdempotencyKey"];
    if shape.has_subject {
        names.push("IfMatch");
    }
    let taken = names
        .into_iter()
        .map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.extend(taken),
        None => operation["parameters"] = taken.collect(),
    }
}

/// A body in which nothing is required may be left out.
fn relax_body(operation: &mut Value, schemas: &Value) {
    let Some(body) = operation.get_mut("requestBody") else {
        return;
    };
    let reference = body["content"]["application/json"]["schema"]["$ref"].as_str();
    let name = reference.and_then(|it| it.rsplit('/').next());
    let schema = name.and_then(|name| schemas.get(name));
    let is_empty_enough =
        schema.is_some_and(|schema| schema["type"] == "object" && schema.get("required").is_none());
    if is_empty_enough {
        body["required"] = json!(false);
    }
}

fn answer_with_problems(operation: &mut Value, shape: &Shape) {
    if !operation["responses"].is_object() {
        operation["responses"] = json!({});
    }
    for slug in shape.problems() {
        let (name, status) = (slug.name(), slug.status());
        let responses = &mut operation["responses"];
        // What an operation says by itself is more exact.
        if responses.get(status.to_string()).is_none() {
            responses[status.to_string()] = json!({"$ref": format!("{RESPONSES}{name}")});
        }
    }
}

/// The shared responses, headers and ways to sign in.
fn describe_shared(document: &mut Value) {
    let mut responses = Map::new();
    for slug in Slug::ALL {
        let mut response = json!({
            "description": slug.title(),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        });
        if let Some(headers) = headers_of(slug) {
            response["headers"] = headers;
        }
        responses.insert(slug.name().to_owned(), response);
    }
    let components = &mut document["components"];
    components["responses"] = Value::Object(responses);
    components["parameters"] = json!({
        "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header",
            "description": "Names this command: when it comes again with the same key, it is answered again and not done again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[!-~]+$"}
        },
        "IfMatch": {
            "name": "If-Match", "in": "header",
            "description": "The version that the caller saw, in quotes, as its ETag was.",
            "schema": {"type": "string", "pattern": "^\"[0-9]{1,18}\"$"}
        }
    });
    components["securitySchemes"] = json!({
        "bearer": {
            "type": "http", "scheme": "bearer",
            "description": "The token of a session or a device."
        },
        "session": {
            "type": "apiKey", "in": "cookie", "name": crate::http::guard::COOKIE,
            "description": "The cookie that a sign-in link sets; a change also carries the header X-Nearhand: 1."
        }
    });
}

fn headers_of(slug: Slug) -> Option<Value> {
    match slug {
        Slug::Unauthorized => Some(json!({"WWW-Authenticate": {
            "description": "how to sign in", "required": true,
            "schema": {"type": "string", "enum": ["Bearer"]}
        }})),
        Slug::TooManyCalls => Some(json!({"Retry-After": {
            "description": "seconds after which there is room again", "required": true,
            "schema": {"type": "integer", "minimum": 1}
        }})),
        Slug::MethodNotAllowed => Some(json!({"Allow": {
            "description": "the methods that the address takes", "required": true,
            "schema": {"type": "string"}
        }})),
        _ => None,
    }
}
