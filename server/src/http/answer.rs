//! How handlers answer.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;

use crate::agency::Decided;

/// An entity, with its version as `ETag`.
pub(crate) fn entity(status: StatusCode, entity: Value) -> Response {
    let tag = entity["version"]
        .as_u64()
        .and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok());
    let mut response = (status, Json(entity)).into_response();
    if let Some(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The entity that a command changed.
pub(crate) fn changed(decided: Decided) -> Response {
    entity(StatusCode::OK, decided.entity)
}

/// The entity that a command made.
pub(crate) fn made(decided: Decided) -> Response {
    entity(StatusCode::CREATED, decided.entity)
}
