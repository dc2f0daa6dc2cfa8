//! Banners and voices, in the shape of Mapbox's Directions API.
//!
//! Source: <https://docs.mapbox.com/api/navigation/directions/> (banner instruction object, voice instruction object).

use nearhand_engine::{
    guidance::{Banner, BannerText, Component, Modifier, VoiceInstruction},
    road::input::LaneTurns,
};
use serde::Serialize;

use super::{
    numbers::{Number, tenths},
    step::{indications, side},
};

/// What is shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    distance_along_geometry: Number,
    primary: Text,
    /// Null where there is no second line.
    secondary: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<Text>,
}

#[derive(Debug, Serialize)]
struct Text {
    text: String,
    components: Vec<Part>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    degrees: Option<Number>,
    driving_side: &'static str,
}

#[derive(Debug, Default, Serialize)]
struct Part {
    text: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    directions: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active_direction: Option<&'static str>,
}

/// What is said.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Said {
    distance_along_geometry: Number,
    announcement: String,
    ssml_announcement: String,
}

impl From<Banner> for Shown {
    fn from(banner: Banner) -> Self {
        Self {
            distance_along_geometry: tenths(banner.distance_before.0),
            primary: banner.primary.into(),
            secondary: banner.secondary.map(Text::from),
            sub: banner.sub.map(Text::from),
        }
    }
}

impl From<BannerText> for Text {
    fn from(line: BannerText) -> Self {
        Self {
            text: line.text,
            components: line.components.into_iter().map(Part::from).collect(),
            r#type: line.kind.name(),
            modifier: line.modifier.map(Modifier::name),
            // Readers take whole degrees only.
            degrees: line.degrees.map(|degrees| Number(degrees.round())),
            driving_side: side(line.driving_side),
        }
    }
}

impl From<Component> for Part {
    fn from(component: Component) -> Self {
        let part = |r#type, text| Self {
            text,
            r#type,
            ..Self::default()
        };
        match component {
            // Which shield a road number has is not known here: it is text.
            Component::Text(text) | Component::Reference(text) => part("text", text),
            Component::Delimiter(text) => part("delimiter", text),
            Component::Exit(text) => part("exit", text),
            Component::ExitNumber(text) => part("exit-number", text),
            Component::Lane {
                directions,
                active,
                followed,
            } => Self {
                directions: Some(indications(directions)),
                active: Some(active),
                active_direction: followed.arrows().next().map(LaneTurns::name),
                ..part("lane", String::new())
            },
        }
    }
}

impl From<VoiceInstruction> for Said {
    fn from(voice: VoiceInstruction) -> Self {
        Self {
            distance_along_geometry: tenths(voice.distance_before.0),
            announcement: voice.announcement,
            ssml_announcement: voice.ssml,
        }
    }
}
