//! Commands as clients write them: one set of bodies for HTTP and the socket.

use std::collections::BTreeSet;

use nearhand_engine::{
    dispatch::{
        Command,
        ids::TeamId,
        model::{self, Capability},
    },
    units::LngLat,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{entities::Shown, words};

/// A body without fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// A new team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// The name said on air, 1 to 40 characters, unique.
    pub callsign: String,
    /// What it can do.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub capabilities: BTreeSet<Capability>,
    /// Where it waits when idle.
    #[schema(value_type = Option<[f64; 2]>)]
    pub post: Option<LngLat>,
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
    #[schema(value_type = [f64; 2])]
    pub position: LngLat,
    /// The address as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Kind of help.
    #[serde(rename = "type")]
    #[schema(value_type = words::RequestType)]
    pub kind: model::RequestType,
    /// 1 (most urgent) to 4.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    pub priority: model::Priority,
    /// What a team must be able to do.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub needs: BTreeSet<Capability>,
    /// Who told of it; `phone` when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Free text for the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is better known of a request; fields left out stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestUpdate {
    /// A better position.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<[f64; 2]>)]
    pub position: Option<LngLat>,
    /// A better address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Another kind of help.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::RequestType>)]
    pub kind: Option<model::RequestType>,
    /// Another urgency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 4)]
    pub priority: Option<model::Priority>,
    /// Other needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub needs: Option<BTreeSet<Capability>>,
    /// Another note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why, 1 to 500 characters.
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
    pub note: Option<String>,
}

/// Which team goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    /// The team.
    #[schema(value_type = String)]
    pub team: TeamId,
    /// Why another than the first of `shown` is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
    /// The ranking on the dispatcher's screen, kept for audit.
    #[serde(default)]
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
                source: request.source.unwrap_or_else(|| "phone".to_owned()),
                note: request.note,
            },
        }
    }
}
