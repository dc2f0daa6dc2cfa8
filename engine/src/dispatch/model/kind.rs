//! The name of a kind of help.

use std::fmt;

use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};

/// What kind of help is asked for, by the id that the service's [configuration](crate::dispatch::configuration) gives
/// it, such as `wellness_check`: 1 to 40 lower-case ASCII letters, digits or `_`.
///
/// A request keeps the id for ever, also when the service no longer offers that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RequestType(ArrayString<40>);

/// An id that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 40 lower-case letters, digits or '_'")]
pub struct InvalidRequestType;

impl RequestType {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As said in a sentence: "wellness check".
impl fmt::Display for RequestType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace('_', " "))
    }
}

impl TryFrom<&str> for RequestType {
    type Error = InvalidRequestType;

    fn try_from(id: &str) -> Result<Self, InvalidRequestType> {
        if !is_id(id) {
            return Err(InvalidRequestType);
        }
        ArrayString::from(id)
            .map(Self)
            .map_err(|_| InvalidRequestType)
    }
}

impl TryFrom<String> for RequestType {
    type Error = InvalidRequestType;

    fn try_from(id: String) -> Result<Self, InvalidRequestType> {
        Self::try_from(id.as_str())
    }
}

impl From<RequestType> for String {
    fn from(kind: RequestType) -> Self {
        kind.as_str().to_owned()
    }
}

/// Whether a text is an id: 1 to 40 lower-case ASCII letters, digits or `_`.
pub(in crate::dispatch) fn is_id(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
