//! What handlers take in, read strictly.

use std::str::FromStr;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::{
    auth::Principal,
    commands::Terms,
    problem::{Problem, Slug},
    wire::strict,
};

/// Largest body that is read, bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// A JSON body; an empty one counts as `{}`.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = is_json(request.headers());
        let bytes = read(request, state).await?;
        if bytes.is_empty() {
            return strict::from_slice(b"{}").map(Self);
        }
        if !is_json {
            return Err(Problem::new(
                Slug::UnsupportedMediaType,
                "the body must be JSON: send Content-Type: application/json",
            ));
        }
        strict::from_slice(&bytes).map(Self)
    }
}

/// The whole body, if it is not too large.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|error| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(
                Slug::BodyTooLarge,
                "the body is longer than is read here: send less at once",
            )
        } else {
            Problem::new(Slug::MalformedBody, "the body broke off: send it again")
        }
    })
}

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The query string.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        strict::from_form(query.as_bytes()).map(Self)
    }
}

/// Who calls; the guard has seen to it that the route is theirs.
pub(crate) struct Caller(pub(crate) Principal);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let principal = parts.extensions.get::<Principal>().cloned();
        principal.map(Self).ok_or_else(|| {
            Problem::new(
                Slug::Unauthorized,
                "sign in first: open your sign-in link or send a token",
            )
        })
    }
}

/// `If-Match` and `Idempotency-Key` of a command; and no query, as no command has one.
pub(crate) struct CommandTerms(pub(crate) Terms);

impl<S: Send + Sync> FromRequestParts<S> for CommandTerms {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Params::<crate::wire::commands::Empty>::from_request_parts(parts, state).await?;
        Ok(Self(Terms {
            expected: expected(&parts.headers)?,
            key: key(&parts.headers)?,
        }))
    }
}

fn expected(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default();
    if text == "*" {
        return Ok(None);
    }
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|number| number.parse().ok())
        .map(Some)
        .ok_or_else(|| {
            Problem::field(
                "If-Match",
                "If-Match must be a version in quotes, such as \"3\"",
            )
        })
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    value
        .to_str()
        .ok()
        .and_then(checked_key)
        .map(Some)
        .ok_or_else(|| {
            Problem::field(
                "Idempotency-Key",
                "Idempotency-Key must be 1 to 64 visible ASCII characters",
            )
        })
}

/// An idempotency key: 1 to 64 visible ASCII characters.
pub(crate) fn checked_key(text: &str) -> Option<String> {
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
}

/// An id from the path.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T, Problem>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|_| {
        Problem::field(
            "id",
            "id must be a letter and a number: a team is T3, a request R12, an assignment A7, a closure C2",
        )
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn keys_are_visible_ascii() {
        assert!(checked_key("a-1").is_some());
        assert!(checked_key(&"k".repeat(64)).is_some());
        for bad in ["", "a b", "ключ", "tab\t", &"k".repeat(65)] {
            assert_eq!(checked_key(bad), None, "{bad}");
        }
    }

    #[test]
    fn versions_stand_in_quotes() {
        let expected = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(text));
            expected(&headers)
        };
        assert_eq!(expected("\"3\"").unwrap(), Some(3));
        assert_eq!(expected("*").unwrap(), None);
        for bad in ["3", "\"x\"", "W/\"3\"", "\"-1\""] {
            assert_eq!(expected(bad).unwrap_err().status, 422, "{bad}");
        }
    }
}
