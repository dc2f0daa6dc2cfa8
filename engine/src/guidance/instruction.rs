//! What is shown and said on the way, as plain values in the shape that navigation apps read (Mapbox Directions'
//! `BannerInstruction` and `VoiceInstruction`, which Ferrostar reads too).

use super::{ManeuverKind, Modifier};
use crate::road::input::{DrivingSide, LaneTurns};
use crate::units::Metres;

/// A language that there are messages for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Russian.
    Russian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::Russian];

    /// Its ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Russian => "ru",
        }
    }
}

/// How distances are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// Metres and kilometres.
    #[default]
    Metric,
    /// Feet and miles.
    Imperial,
}

/// What is shown on the way to the next manoeuvre.
#[derive(Clone, Debug, PartialEq)]
pub struct Banner {
    /// How long before the manoeuvre it begins to be shown (`distanceAlongGeometry`).
    pub distance_before: Metres,
    /// The most important line: the street or the destination.
    pub primary: BannerText,
    /// A second line.
    pub secondary: Option<BannerText>,
    /// What else helps now: the lanes, or the manoeuvre that follows at once.
    pub sub: Option<BannerText>,
}

/// A line of a banner.
#[derive(Clone, Debug, PartialEq)]
pub struct BannerText {
    /// The whole text.
    pub text: String,
    /// The same in parts that may be drawn each in its own way.
    pub components: Vec<Component>,
    /// The manoeuvre meant.
    pub kind: ManeuverKind,
    /// Which way.
    pub modifier: Option<Modifier>,
    /// Of a roundabout: by how much it turns one, degrees in driving direction, 180 is straight on.
    pub degrees: Option<f64>,
    /// Side of the road that traffic keeps to.
    pub driving_side: DrivingSide,
}

/// A part of a banner's line.
#[derive(Clone, Debug, PartialEq)]
pub enum Component {
    /// Plain text.
    Text(String),
    /// Text between others, which may be left out where something is drawn instead.
    Delimiter(String),
    /// A road number, which may be drawn as a shield.
    Reference(String),
    /// The word "exit" before a number, which may be drawn as a sign.
    Exit(String),
    /// The number of a motorway exit.
    ExitNumber(String),
    /// A lane, from the left to the right.
    Lane {
        /// The arrows on it.
        directions: LaneTurns,
        /// One may take it.
        active: bool,
        /// The arrow to follow, where one may take it.
        followed: LaneTurns,
    },
}

/// What is said on the way to the next manoeuvre.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceInstruction {
    /// How long before the manoeuvre it is said (`distanceAlongGeometry`).
    pub distance_before: Metres,
    /// The words.
    pub announcement: String,
    /// The same in SSML, for speech that is synthesised elsewhere.
    pub ssml: String,
}
