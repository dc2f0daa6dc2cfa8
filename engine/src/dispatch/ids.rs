//! Names of things on the board: a letter and a number, as dispatchers say them ("T3", "R345").

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is not an id of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a {kind} id such as {example}")]
pub struct InvalidId {
    /// What was given.
    pub text: String,
    /// Kind of id expected.
    pub kind: &'static str,
    /// How one looks.
    pub example: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix($letter)
                    // `u32::from_str` alone would let "T+3" and "T03" name the same team as "T3".
                    .filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit()) && (*digits == "0" || !digits.starts_with('0')))
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    .ok_or_else(|| InvalidId { text: text.to_owned(), kind: $kind, example: concat!($letter, "3") })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
    };
}

id!(
    /// A field team.
    TeamId, "T", "team"
);
id!(
    /// A request for help.
    RequestId, "R", "request"
);
id!(
    /// One team's work on one request.
    AssignmentId, "A", "assignment"
);
id!(
    /// A street or area that is closed or slowed.
    ClosureId, "C", "closure"
);
id!(
    /// Somebody who works in teams.
    MemberId, "M", "member"
);
id!(
    /// A car that teams drive.
    VehicleId, "V", "vehicle"
);
id!(
    /// A team's time of work, planned or real.
    ShiftId, "S", "shift"
);
id!(
    /// A place that people are taken to.
    DestinationId, "D", "destination"
);
id!(
    /// A warning about a place.
    FlagId, "F", "flag"
);
