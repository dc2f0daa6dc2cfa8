//! Destinations, flags and triage forms as clients see and write them.

use std::collections::BTreeSet;

use nearhand_engine::{
    dispatch::{
        Command, PlaceCommand,
        ids::{DestinationId, FlagId},
        model::{self, Capability},
    },
    units::{LngLat, Metres},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{shapes, time::Time};

/// Opening hours: spans of minutes of the week from Monday midnight, in the city's own time.
type Hours = Vec<(u16, u16)>;

/// A place that people are taken to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Destination {
    /// Its id, such as `D2`.
    #[schema(value_type = shapes::DestinationId)]
    pub id: DestinationId,
    /// Its name.
    pub name: String,
    /// Where it is, longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// Its address.
    pub address: Option<String>,
    /// When it takes people, as spans of minutes of the week from Monday midnight in the city's own time; null: always.
    #[schema(value_type = Option<Vec<[u16; 2]>>)]
    pub hours: Option<Hours>,
    /// Places free as last told; null: nobody counts.
    pub places: Option<u32>,
    /// When it was taken off the list.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub retired_at: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Destination> for Destination {
    fn from(destination: &model::Destination) -> Self {
        Self {
            id: destination.id,
            name: destination.name.clone(),
            position: destination.position,
            address: destination.address.clone(),
            hours: destination.hours.clone().map(Hours::from),
            places: destination.places,
            retired_at: destination.retired_at.map(Time),
            version: destination.version,
        }
    }
}

/// A warning about a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Flag {
    /// Its id, such as `F2`.
    #[schema(value_type = shapes::FlagId)]
    pub id: FlagId,
    /// Where, longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// How far around it holds, metres.
    pub radius: f64,
    /// What to know.
    pub text: String,
    /// What a team must be able to do to go there.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub requires: BTreeSet<Capability>,
    /// When it was set.
    #[schema(value_type = String, format = DateTime)]
    pub set_at: Time,
    /// When it ends by itself.
    #[schema(value_type = String, format = DateTime)]
    pub until: Time,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Time>,
    /// Number of changes so far.
    pub version: u64,
}

impl From<&model::Flag> for Flag {
    fn from(flag: &model::Flag) -> Self {
        Self {
            id: flag.id,
            position: flag.position,
            radius: flag.radius.0,
            text: flag.text.clone(),
            requires: flag.requires.clone(),
            set_at: flag.set_at.into(),
            until: flag.until.into(),
            ended_at: flag.ended_at.map(Time),
            version: flag.version,
        }
    }
}

/// A new destination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDestination {
    /// Its name, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// Where it is.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// Its address.
    #[schema(value_type = Option<shapes::AddressText>)]
    pub address: Option<String>,
    /// When it takes people; always, when not given.
    #[schema(value_type = Option<shapes::Hours>)]
    pub hours: Option<model::Hours>,
    /// Places free; not counted when not given.
    #[schema(maximum = 4_294_967_295_u32)]
    pub places: Option<u32>,
}

impl From<NewDestination> for Command {
    fn from(destination: NewDestination) -> Self {
        Self::Place(PlaceCommand::AddDestination {
            name: destination.name,
            position: destination.position,
            address: destination.address,
            hours: destination.hours,
            places: destination.places,
        })
    }
}

/// What is better known of a destination; fields left out stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DestinationUpdate {
    /// Another name, 1 to 80 characters.
    #[schema(value_type = Option<shapes::NameText>)]
    pub name: Option<String>,
    /// Another place.
    #[schema(value_type = Option<shapes::LngLat>)]
    pub position: Option<LngLat>,
    /// Another address.
    #[schema(value_type = Option<shapes::AddressText>)]
    pub address: Option<String>,
    /// Other hours.
    #[schema(value_type = Option<shapes::Hours>)]
    pub hours: Option<model::Hours>,
    /// Places free now.
    #[schema(maximum = 4_294_967_295_u32)]
    pub places: Option<u32>,
}

/// A new warning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFlag {
    /// Where.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// How far around it holds, 5 to 500 m; 30 when not given.
    #[schema(minimum = 5, maximum = 500)]
    pub radius: Option<f64>,
    /// What to know, 1 to 500 characters.
    #[schema(value_type = shapes::ReasonText)]
    pub text: String,
    /// What a team must be able to do to go there.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>, max_items = 20)]
    pub requires: BTreeSet<Capability>,
    /// When it ends by itself, within a year.
    #[schema(value_type = String, format = DateTime)]
    pub until: Time,
}

impl From<NewFlag> for Command {
    fn from(flag: NewFlag) -> Self {
        Self::Place(PlaceCommand::AddFlag {
            position: flag.position,
            radius: Metres(flag.radius.unwrap_or(30.0)),
            text: flag.text,
            requires: flag.requires,
            until: flag.until.0,
        })
    }
}

/// The questions asked for one kind of help.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TriageForm {
    /// The kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    pub kind: model::RequestType,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// The priority of a score; below all of them it is 4.
    pub thresholds: Vec<Threshold>,
    /// Number of changes so far; 0 for the built-in form.
    pub version: u64,
}

/// A question with what may be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id in the form.
    pub id: String,
    /// As it is asked.
    pub text: String,
    /// What may be answered.
    pub answers: Vec<Answer>,
}

/// What may be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its id in the question.
    pub id: String,
    /// As it is said.
    pub text: String,
    /// What it adds to the score.
    pub weight: u32,
}

/// From this score on, a request has at least this priority.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The lowest score.
    pub score: u32,
    /// The priority.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    pub priority: model::Priority,
}

/// Questions for a kind of help, in the place of those before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTriageForm {
    /// The questions.
    pub questions: Vec<Question>,
    /// The thresholds.
    pub thresholds: Vec<Threshold>,
}

impl NewTriageForm {
    /// The form of a kind of help.
    #[must_use]
    pub fn of(self, kind: model::RequestType) -> model::TriageForm {
        let answer = |answer: Answer| model::Answer {
            id: answer.id,
            text: answer.text,
            weight: answer.weight,
        };
        let question = |question: Question| model::Question {
            id: question.id,
            text: question.text,
            answers: question.answers.into_iter().map(answer).collect(),
        };
        let threshold = |threshold: Threshold| model::Threshold {
            score: threshold.score,
            priority: threshold.priority,
        };
        model::TriageForm {
            kind,
            questions: self.questions.into_iter().map(question).collect(),
            thresholds: self.thresholds.into_iter().map(threshold).collect(),
            version: 0,
        }
    }
}

impl From<&model::TriageForm> for TriageForm {
    fn from(form: &model::TriageForm) -> Self {
        let answer = |answer: &model::Answer| Answer {
            id: answer.id.clone(),
            text: answer.text.clone(),
            weight: answer.weight,
        };
        let question = |question: &model::Question| Question {
            id: question.id.clone(),
            text: question.text.clone(),
            answers: question.answers.iter().map(answer).collect(),
        };
        let threshold = |threshold: &model::Threshold| Threshold {
            score: threshold.score,
            priority: threshold.priority,
        };
        Self {
            kind: form.kind,
            questions: form.questions.iter().map(question).collect(),
            thresholds: form.thresholds.iter().map(threshold).collect(),
            version: form.version,
        }
    }
}
