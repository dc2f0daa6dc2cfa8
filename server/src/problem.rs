//! Errors as RFC 9457 problem documents.
//!
//! A problem's text holds ids, states and field names, never what a person wrote.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use nearhand_engine::{
    dispatch::{Rejection, RejectionKind, ids::ClosureId},
    units::Metres,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What sort of problem it is: the last part of its `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slug {
    /// No valid session or token came with the call.
    Unauthorized,
    /// A code of the second factor is missing.
    CodeNeeded,
    /// Too many wrong passwords.
    TooManyTries,
    /// The role may not do this.
    Forbidden,
    /// What the path names does not exist.
    NotFound,
    /// A value in the body, query or path is wrong.
    InvalidField,
    /// The body is not JSON in UTF-8.
    MalformedBody,
    /// The body has another type than JSON.
    UnsupportedMediaType,
    /// The path exists, but not with this method.
    MethodNotAllowed,
    /// The body is larger than is read.
    BodyTooLarge,
    /// More calls than the caller's share.
    TooManyCalls,
    /// The entity changed since the caller looked.
    StaleVersion,
    /// The present state does not allow it.
    WrongState,
    /// No usable road near a point.
    NoSegment,
    /// No way between two points.
    NoRoute,
    /// Nothing more can be stored.
    StorageFull,
    /// The server cannot do this at the moment.
    Unavailable,
    /// A fault of the server.
    Internal,
}

impl Slug {
    /// Every kind of problem.
    pub const ALL: [Self; 16] = [
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::InvalidField,
        Self::MalformedBody,
        Self::UnsupportedMediaType,
        Self::MethodNotAllowed,
        Self::BodyTooLarge,
        Self::TooManyCalls,
        Self::StaleVersion,
        Self::WrongState,
        Self::NoSegment,
        Self::NoRoute,
        Self::StorageFull,
        Self::Unavailable,
        Self::Internal,
    ];

    /// Its stable name: the last part of `type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let (name, _, _) = self.row();
        name.trim_start_matches("/problems/")
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().1
    }

    /// Its HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.row().2
    }

    /// `type`, title and HTTP status.
    const fn row(self) -> (&'static str, &'static str, u16) {
        match self {
            Self::Unauthorized => ("/problems/unauthorized", "Sign-in needed", 401),
            Self::CodeNeeded => ("/problems/code-needed", "Code needed", 401),
            Self::TooManyTries => ("/problems/too-many-tries", "Too many tries", 429),
            Self::Forbidden => ("/problems/forbidden", "Not allowed", 403),
            Self::NotFound => ("/problems/not-found", "Not found", 404),
            Self::InvalidField => ("/problems/invalid-field", "Invalid field", 422),
            Self::MalformedBody => ("/problems/malformed-body", "Malformed body", 400),
            Self::UnsupportedMediaType => (
                "/problems/unsupported-media-type",
                "Unsupported media type",
                415,
            ),
            Self::MethodNotAllowed => ("/problems/method-not-allowed", "Method not allowed", 405),
            Self::BodyTooLarge => ("/problems/body-too-large", "Body too large", 413),
            Self::TooManyCalls => ("/problems/too-many-calls", "Too many calls", 429),
            Self::StaleVersion => ("/problems/stale-version", "Changed since", 412),
            Self::WrongState => ("/problems/wrong-state", "Wrong state", 409),
            Self::NoSegment => ("/problems/no-segment", "No road near this point", 422),
            Self::NoRoute => ("/problems/no-route", "No route", 422),
            Self::StorageFull => ("/problems/storage-full", "Storage full", 507),
            Self::Unavailable => ("/problems/unavailable", "Unavailable", 503),
            Self::Internal => ("/problems/internal", "Internal error", 500),
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Problem {
    /// Stable name of the kind of problem, such as `/problems/wrong-state`.
    pub r#type: &'static str,
    /// The kind of problem in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do about it.
    pub detail: String,
    /// The field at fault, such as `position`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub field: Option<String>,
    /// Metres to the nearest usable road, with `no-segment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub distance: Option<f64>,
    /// Seconds to wait before the next try, with `too-many-tries`; also in the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retry_after: Option<u32>,
    /// The entity as it is now, with `stale-version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    pub current: Option<Box<Value>>,
}

impl Problem {
    /// A problem of a kind.
    #[must_use]
    pub fn new(slug: Slug, detail: impl Into<String>) -> Self {
        let (name, title, status) = slug.row();
        Self {
            r#type: name,
            title,
            status,
            detail: detail.into(),
            field: None,
            distance: None,
            retry_after: None,
            current: None,
        }
    }

    /// A wrong value in a field.
    #[must_use]
    pub fn field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..Self::new(Slug::InvalidField, detail)
        }
    }

    /// No usable road within reach of the point in `field`; `distance` is that to the nearest one, if there is any.
    #[must_use]
    pub fn no_segment(field: impl Into<String>, distance: Option<Metres>) -> Self {
        let detail = match distance {
            Some(Metres(metres)) => format!(
                "the nearest road that can be used is {metres:.0} m away: choose a point nearer to a road"
            ),
            None => "there is no road near this point: choose a point in the city".to_owned(),
        };
        Self {
            field: Some(field.into()),
            distance: distance.map(|metres| metres.0),
            ..Self::new(Slug::NoSegment, detail)
        }
    }

    /// No way between two points, of which the second lies in these closures.
    #[must_use]
    pub fn no_route(closures: &[ClosureId]) -> Self {
        let mut detail = "there is no way by road between these two points".to_owned();
        if !closures.is_empty() {
            detail += &format!(": the second lies in closure {}", names(closures));
        }
        Self::new(Slug::NoRoute, detail)
    }

    /// A fault of the server; the cause is logged, not told.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            Slug::Internal,
            "the server made a mistake: try again, and tell the operator if it stays",
        )
    }

    /// The same problem with the entity as it is now.
    #[must_use]
    pub fn with_current(mut self, current: Option<Value>) -> Self {
        self.current = current.map(Box::new);
        self
    }
}

/// Ids as said in a sentence.
pub(crate) fn names(closures: &[ClosureId]) -> String {
    let names: Vec<String> = closures.iter().map(ToString::to_string).collect();
    names.join(", ")
}

impl From<&Rejection> for Problem {
    fn from(rejection: &Rejection) -> Self {
        let slug = match rejection.kind() {
            RejectionKind::Unknown => Slug::NotFound,
            RejectionKind::WrongState => Slug::WrongState,
            RejectionKind::InvalidField => Slug::InvalidField,
            RejectionKind::StaleVersion => Slug::StaleVersion,
            RejectionKind::Full => Slug::StorageFull,
        };
        Self {
            field: rejection.field().map(str::to_owned),
            ..Self::new(slug, rejection.to_string())
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use nearhand_engine::dispatch::{Subject, ids::TeamId};

    use super::*;

    #[test]
    fn rejections_become_problems_with_their_status_and_field() {
        let team = TeamId(3);
        let cases = [
            (Rejection::UnknownTeam { team }, 404, None),
            (Rejection::Empty { field: "reason" }, 422, Some("reason")),
            (
                Rejection::StaleVersion {
                    subject: Subject::Team(team),
                    expected: 1,
                    found: 2,
                },
                412,
                None,
            ),
            (Rejection::Full { kind: "team" }, 507, None),
        ];
        for (rejection, status, field) in cases {
            let problem = Problem::from(&rejection);
            assert_eq!(problem.status, status);
            assert_eq!(problem.field.as_deref(), field);
            assert_eq!(problem.detail, rejection.to_string());
        }
    }

    #[test]
    fn a_point_off_the_map_tells_the_distance() {
        let problem = Problem::no_segment("position", Some(Metres(812.4)));
        assert_eq!(problem.distance, Some(812.4));
        assert!(problem.detail.contains("812 m"), "{}", problem.detail);
        assert_eq!(Problem::no_segment("position", None).distance, None);
    }
}
