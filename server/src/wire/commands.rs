//! Commands as clients write them: one set of bodies for HTTP and the socket.

use std::collections::{BTreeMap, BTreeSet};

use nearhand_engine::{
    dispatch::{
        Command, Intake,
        ids::{DestinationId, RequestId, TeamId},
        model::{self, Capability},
    },
    units::{LngLat, Millis},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{care::FollowUp, entities::Shown, shapes, time::Time, words};

/// A body without fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// A new team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// The name said on air, 1 to 40 characters, unique.
    #[schema(value_type = shapes::CallName)]
    pub callsign: String,
    /// What it can do.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>, max_items = 20)]
    pub capabilities: BTreeSet<Capability>,
    /// Where it waits when idle.
    #[schema(value_type = Option<shapes::LngLat>)]
    pub post: Option<LngLat>,
}

/// What is better known of a team; fields left out stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamUpdate {
    /// Another name said on air.
    #[schema(value_type = Option<shapes::CallName>)]
    pub callsign: Option<String>,
    /// Other capabilities.
    #[schema(value_type = Option<Vec<shapes::Capability>>, max_items = 20)]
    pub capabilities: Option<BTreeSet<Capability>>,
    /// Another place to wait.
    #[schema(value_type = Option<shapes::LngLat>)]
    pub post: Option<LngLat>,
    /// The ring around where it goes; an empty one: everywhere.
    #[schema(value_type = Option<shapes::ServiceArea>)]
    pub area: Option<Vec<LngLat>>,
}

/// Another status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatus {
    /// The status.
    #[schema(value_type = words::TeamStatus)]
    pub status: model::TeamStatus,
}

/// A new request for help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    /// Where help is needed.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// The address as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::AddressText>)]
    pub address: Option<String>,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    pub kind: model::RequestType,
    /// 1 (most urgent) to 4.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    pub priority: model::Priority,
    /// What a team must be able to do.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>, max_items = 20)]
    pub needs: BTreeSet<Capability>,
    /// Who told of it; the first of the service's sources when not given.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some_text"
    )]
    #[schema(value_type = Option<shapes::SourceId>)]
    pub source: Option<String>,
    /// Free text for the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::NoteText>)]
    pub note: Option<String>,
    /// Nobody has spoken with the caller yet: it waits to be answered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub untriaged: bool,
    /// It is for later; it comes back by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub scheduled_for: Option<Time>,
    /// Answers to the triage questions: id of the answer by id of the question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
}

/// A text that is not empty, or none: an empty one means the usual one to the board.
fn some_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    match text {
        Some(text) if text.is_empty() => Err(serde::de::Error::custom(
            "it is empty: write something or leave it out",
        )),
        text => Ok(text),
    }
}

/// What is better known of a request; fields left out stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestUpdate {
    /// A better position.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::LngLat>)]
    pub position: Option<LngLat>,
    /// A better address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::AddressText>)]
    pub address: Option<String>,
    /// Another kind of help.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::RequestType>)]
    pub kind: Option<model::RequestType>,
    /// Another urgency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 4)]
    pub priority: Option<model::Priority>,
    /// Other needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<shapes::Capability>>, max_items = 20)]
    pub needs: Option<BTreeSet<Capability>>,
    /// Another note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::NoteText>)]
    pub note: Option<String>,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why, 1 to 500 characters.
    #[schema(value_type = shapes::ReasonText)]
    pub reason: String,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// How it ended.
    #[schema(value_type = words::Disposition)]
    pub disposition: model::Disposition,
    /// Closing note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::NoteText>)]
    pub note: Option<String>,
    /// Something to come back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
}

/// Why a request is put aside, and for how long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Why, 1 to 500 characters.
    #[schema(value_type = shapes::ReasonText)]
    pub reason: String,
    /// When it comes back by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Time>,
}

/// When a request comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The moment.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
}

/// Answers to the triage questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Id of the answer by id of the question.
    pub answers: BTreeMap<String, String>,
    /// The dispatcher's priority; the suggested one when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 4)]
    pub priority: Option<model::Priority>,
}

/// The request that stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// Its id.
    #[schema(value_type = shapes::RequestId)]
    pub into: RequestId,
}

/// Something to write down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The text, 1 to 4000 characters.
    #[schema(value_type = shapes::NoteText)]
    pub text: String,
}

/// Which service takes a request over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHandOver {
    /// The service.
    #[schema(value_type = words::OtherService)]
    pub to: model::OtherService,
}

/// Who said that it is theirs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// A name, a desk or an incident number, 1 to 200 characters.
    #[schema(value_type = shapes::AddressText)]
    pub by: String,
}

/// Which team is put forward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// The ranking it comes from.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub shown: Vec<Shown>,
}

/// Which team goes in the place of another, or leaves somebody less urgent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirection {
    /// The team that goes.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Why, 1 to 500 characters.
    #[schema(value_type = shapes::ReasonText)]
    pub reason: String,
    /// The ranking on the dispatcher's screen.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub shown: Vec<Shown>,
}

/// Where a person is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transport {
    /// The destination.
    #[schema(value_type = shapes::DestinationId)]
    pub destination: DestinationId,
    /// Why, though it is closed or full.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::ReasonText>)]
    pub override_reason: Option<String>,
}

/// How long a crew may be silent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInTimer {
    /// Longest silence, 60 to 43200 seconds; null ends the check-in.
    #[serde(with = "optional_duration")]
    #[schema(value_type = Option<f64>, required = true, minimum = 60, maximum = 43200)]
    pub every: Option<Millis>,
}

/// Optional durations as seconds, for serde.
mod optional_duration {
    use nearhand_engine::units::Millis;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    use crate::wire::time::{from_seconds, seconds};

    pub(super) fn serialize<S: Serializer>(
        value: &Option<Millis>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(seconds).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Millis>, D::Error> {
        let wrong = || D::Error::custom("expected seconds between 0 and one year");
        Option::<f64>::deserialize(from)?
            .map(|value| from_seconds(value).ok_or_else(wrong))
            .transpose()
    }
}

/// Which team goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    /// The team.
    #[schema(value_type = shapes::TeamId)]
    pub team: TeamId,
    /// Why another than the first of `shown` is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<shapes::ReasonText>)]
    pub override_reason: Option<String>,
    /// The ranking on the dispatcher's screen, kept for audit.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub shown: Vec<Shown>,
}

/// The next stage of an assignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// `en_route`, `staged`, `on_scene`, `with_client`, `transporting`, `at_destination` or `clearing`.
    #[schema(value_type = words::TeamStatus)]
    pub to: model::TeamStatus,
}

impl From<NewTeam> for Command {
    fn from(team: NewTeam) -> Self {
        Self::AddTeam {
            callsign: team.callsign,
            capabilities: team.capabilities,
            post: team.post,
        }
    }
}

impl From<NewRequest> for Command {
    fn from(request: NewRequest) -> Self {
        Self::CreateRequest {
            details: model::RequestDetails {
                position: request.position,
                address: request.address,
                kind: request.kind,
                priority: request.priority,
                needs: request.needs,
                source: request.source.unwrap_or_default(),
                note: request.note,
            },
            intake: Intake {
                untriaged: request.untriaged,
                scheduled_for: request.scheduled_for.map(|at| at.0),
                answers: request.answers,
            },
        }
    }
}
