//! Priorities and capabilities, checked when they are made.

use serde::{Deserialize, Serialize};

/// 1 (most urgent) to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Priority(u8);

/// The number.
impl std::fmt::Display for Priority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A priority that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("priority {0} is not between 1 (most urgent) and 4")]
pub struct InvalidPriority(pub u8);

impl Priority {
    /// Most urgent.
    pub const FIRST: Self = Self(1);
    /// Least urgent.
    pub const LAST: Self = Self(4);

    /// The number, `1..=4`.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Priority {
    type Error = InvalidPriority;

    fn try_from(number: u8) -> Result<Self, InvalidPriority> {
        if (1..=4).contains(&number) {
            Ok(Self(number))
        } else {
            Err(InvalidPriority(number))
        }
    }
}

impl From<Priority> for u8 {
    fn from(priority: Priority) -> Self {
        priority.0
    }
}

/// Something a team can do or a request needs: `clinician`, `peer`, `naloxone`, `first_aid`,
/// `transport`, `wheelchair`, or a language as `lang:` and a BCP 47 tag (`lang:es`).
///
/// Lower-case ASCII letters, digits, `_`, `-` and `:`; 1 to 40 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Capability(String);

/// A capability name that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a capability: use 1 to 40 lower-case letters, digits, '_', '-' or ':'")]
pub struct InvalidCapability(pub String);

impl Capability {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Capability {
    type Error = InvalidCapability;

    fn try_from(name: String) -> Result<Self, InvalidCapability> {
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | ':');
        if (1..=40).contains(&name.len()) && name.chars().all(allowed) {
            Ok(Self(name))
        } else {
            Err(InvalidCapability(name))
        }
    }
}

impl From<Capability> for String {
    fn from(capability: Capability) -> Self {
        capability.0
    }
}
