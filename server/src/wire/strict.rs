//! Reading JSON and forms strictly: what is unknown, missing or wrong is refused by name.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{Problem, Slug};

/// How deep lists and objects may lie within each other: the limit of the parser, which no body here comes near.
pub const DEEPEST: usize = 127;

/// A value from JSON text.
///
/// # Errors
/// `malformed-body` when the text is not JSON, else `invalid-field`.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let mut value: Value = serde_json::from_slice(text).map_err(|error| {
        // The parser has no kind for it, only this sentence; a test sees to it that it is known.
        if error.to_string().starts_with("recursion limit exceeded") {
            return Problem::new(
                Slug::MalformedBody,
                format!("the body has lists or objects within each other more than {DEEPEST} deep: make it flatter"),
            );
        }
        Problem::new(
            Slug::MalformedBody,
            format!(
                "the body is not JSON in UTF-8: see line {}, column {}",
                error.line(),
                error.column()
            ),
        )
    })?;
    whole(&mut value);
    from_value(value)
}

/// Writes numbers such as 3.0 as 3: in JSON they are the same, while serde takes only one of them for a count.
fn whole(value: &mut Value) {
    /// Up to here every whole number has a form of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Array(items) => items.iter_mut().for_each(whole),
        Value::Object(fields) => fields.values_mut().for_each(whole),
        Value::Number(number) if number.is_f64() => {
            let float = number.as_f64().unwrap_or(f64::NAN);
            if float.fract() == 0.0 && float.abs() < EXACT {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "checked to be whole and in range"
                )]
                let integer = float as i64;
                *number = integer.into();
            }
        }
        _ => {}
    }
}

/// A value from JSON already parsed.
///
/// # Errors
/// `invalid-field`, with the path of the field.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        named(&path, &error.into_inner().to_string())
    })
}

/// A value from a query string or a form body.
///
/// # Errors
/// `invalid-field`, with the name of the parameter.
pub fn from_form<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_pairs(text));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        named(&path, &error.into_inner().to_string())
    })
}

fn form_pairs(text: &[u8]) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(text)
}

/// The problem for a serde error at a path; serde names unknown, missing and doubled fields in its text only.
fn named(path: &str, text: &str) -> Problem {
    let parent = if path == "." { "" } else { path };
    for (start, says) in [
        ("unknown field `", "is not known here: remove it"),
        ("missing field `", "is missing: give it"),
        ("duplicate field `", "is given twice: give it once"),
    ] {
        let Some(name) = text
            .strip_prefix(start)
            .and_then(|rest| rest.split_once('`'))
            .map(|(name, _)| name)
        else {
            continue;
        };
        let name = shortened(name);
        // serde_path_to_error counts an unknown field into the path already, a missing one not.
        let field = if parent.is_empty() || parent == name {
            name.clone()
        } else if parent.ends_with(&format!(".{name}")) {
            parent.to_owned()
        } else {
            format!("{parent}.{name}")
        };
        return Problem::field(field, format!("{name} {says}"));
    }
    let field = if parent.is_empty() { "body" } else { parent };
    Problem::field(field, format!("{field} is wrong: {}", without_input(text)))
}

/// serde quotes the caller's text in "invalid type: string \"…\""; what a person wrote stays out of problems.
fn without_input(text: &str) -> String {
    match (text.find("expected"), text.starts_with("invalid ")) {
        (Some(at), true) => text[at..].to_owned(),
        _ if text.starts_with("unknown variant") => match text.find("expected") {
            Some(at) => text[at..].to_owned(),
            None => "not one of the values known".to_owned(),
        },
        _ => shortened(text),
    }
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by serde")]
    struct Outer {
        name: String,
        inner: Option<Inner>,
        list: Option<Vec<Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        number: u8,
    }

    #[test]
    fn the_field_at_fault_is_named() {
        let cases = [
            (r#"{"name":"a","other":1}"#, "other"),
            ("{}", "name"),
            (r#"{"name":1}"#, "name"),
            (r#"{"name":"a","inner":{}}"#, "inner.number"),
            (r#"{"name":"a","inner":{"number":300}}"#, "inner.number"),
            (r#"{"name":"a","list":[{"number":1},{"x":1}]}"#, "list[1].x"),
            ("[]", "body"),
            ("7", "body"),
        ];
        for (body, field) in cases {
            let problem = from_slice::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field), "{body}: {problem:?}");
            assert_eq!(problem.status, 422);
        }
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        let read = from_slice::<Outer>(br#"{"name":"a","inner":{"number":7.0}}"#);
        assert_eq!(read.unwrap().inner.unwrap().number, 7);
        for body in [
            r#"{"name":"a","inner":{"number":7.5}}"#,
            r#"{"name":"a","inner":{"number":300.0}}"#,
            r#"{"name":"a","inner":{"number":1e300}}"#,
        ] {
            let problem = from_slice::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some("inner.number"), "{body}");
        }
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        for body in [&b"{"[..], b"", b"{\"name\":\"\xff\"}", b"nope"] {
            assert_eq!(from_slice::<Outer>(body).unwrap_err().status, 400);
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_as_such() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let problem = |depth| from_slice::<Outer>(nested(depth).as_bytes()).unwrap_err();
        assert_eq!(
            problem(DEEPEST).status,
            422,
            "it is read, and is no `Outer`"
        );
        for depth in [DEEPEST + 1, 10_000] {
            let problem = problem(depth);
            assert_eq!(problem.status, 400);
            assert!(problem.detail.contains("127 deep"), "{}", problem.detail);
        }
    }

    #[test]
    fn the_callers_text_is_not_repeated() {
        let problem = from_slice::<Outer>(br#"{"name":"a","inner":"12 Secret Street"}"#);
        assert!(!problem.unwrap_err().detail.contains("Secret"));
    }

    #[test]
    fn parameters_are_named_too() {
        let problem = from_form::<Inner>(b"number=x").unwrap_err();
        assert_eq!(problem.field.as_deref(), Some("number"));
        let problem = from_form::<Inner>(b"number=1&q=2").unwrap_err();
        assert_eq!(problem.field.as_deref(), Some("q"));
    }
}
