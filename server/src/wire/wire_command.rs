//! A command with what it is about, as written on the socket.

use nearhand_engine::dispatch::{
    Command,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::ShownCandidate,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    closures::NewClosure,
    commands::{
        Closing, Empty, NewAssignment, NewRequest, NewStatus, Reason, RequestUpdate, Stage,
    },
    strict,
};
use crate::problem::Problem;

/// A command with what it is about, as written on the socket.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the fields are the ids and the bodies of the HTTP calls"
)]
pub enum WireCommand {
    /// Begin a shift.
    SignOn {
        #[schema(value_type = String)]
        team: TeamId,
    },
    /// End a shift.
    SignOff {
        #[schema(value_type = String)]
        team: TeamId,
    },
    /// Change a team's status outside of an assignment.
    SetTeamStatus {
        #[schema(value_type = String)]
        team: TeamId,
        #[serde(flatten)]
        body: NewStatus,
    },
    /// Take in a request for help.
    CreateRequest {
        #[serde(flatten)]
        body: NewRequest,
    },
    /// Change what is known of a request.
    UpdateRequest {
        #[schema(value_type = String)]
        request: RequestId,
        #[serde(flatten)]
        body: RequestUpdate,
    },
    /// Put a request aside.
    HoldRequest {
        #[schema(value_type = String)]
        request: RequestId,
        #[serde(flatten)]
        body: Reason,
    },
    /// Take a held request up again.
    ResumeRequest {
        #[schema(value_type = String)]
        request: RequestId,
    },
    /// Send a team.
    Assign {
        #[schema(value_type = String)]
        request: RequestId,
        #[serde(flatten)]
        body: NewAssignment,
    },
    /// The team goes.
    Acknowledge {
        #[schema(value_type = String)]
        assignment: AssignmentId,
    },
    /// The team cannot go.
    Decline {
        #[schema(value_type = String)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Reason,
    },
    /// The team has reached the next stage.
    Advance {
        #[schema(value_type = String)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Stage,
    },
    /// The team is done.
    Clear {
        #[schema(value_type = String)]
        assignment: AssignmentId,
    },
    /// Take the team off the request.
    CancelAssignment {
        #[schema(value_type = String)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Reason,
    },
    /// Close or slow a street or area.
    CreateClosure {
        #[serde(flatten)]
        body: NewClosure,
    },
    /// The street is free again.
    EndClosure {
        #[schema(value_type = String)]
        closure: ClosureId,
    },
    /// End a request.
    CloseRequest {
        #[schema(value_type = String)]
        request: RequestId,
        #[serde(flatten)]
        body: Closing,
    },
}

impl WireCommand {
    /// A command from the JSON of a socket message.
    ///
    /// # Errors
    /// `invalid-field`, with the field's name inside of the command.
    pub fn parse(value: Value) -> Result<Self, Problem> {
        let Value::Object(mut fields) = value else {
            return Err(Problem::field("command", "command must be an object"));
        };
        let kind: String = take(&mut fields, "kind")?;
        Ok(match kind.as_str() {
            "sign_on" => Self::SignOn {
                team: only(fields, "team")?,
            },
            "sign_off" => Self::SignOff {
                team: only(fields, "team")?,
            },
            "set_team_status" => {
                let (team, body) = with(fields, "team")?;
                Self::SetTeamStatus { team, body }
            }
            "create_request" => Self::CreateRequest {
                body: strict::from_value(Value::Object(fields))?,
            },
            "update_request" => {
                let (request, body) = with(fields, "request")?;
                Self::UpdateRequest { request, body }
            }
            "hold_request" => {
                let (request, body) = with(fields, "request")?;
                Self::HoldRequest { request, body }
            }
            "resume_request" => Self::ResumeRequest {
                request: only(fields, "request")?,
            },
            "assign" => {
                let (request, body) = with(fields, "request")?;
                Self::Assign { request, body }
            }
            "acknowledge" => Self::Acknowledge {
                assignment: only(fields, "assignment")?,
            },
            "decline" => {
                let (assignment, body) = with(fields, "assignment")?;
                Self::Decline { assignment, body }
            }
            "advance" => {
                let (assignment, body) = with(fields, "assignment")?;
                Self::Advance { assignment, body }
            }
            "clear" => Self::Clear {
                assignment: only(fields, "assignment")?,
            },
            "cancel_assignment" => {
                let (assignment, body) = with(fields, "assignment")?;
                Self::CancelAssignment { assignment, body }
            }
            "close_request" => {
                let (request, body) = with(fields, "request")?;
                Self::CloseRequest { request, body }
            }
            "create_closure" => Self::CreateClosure {
                body: strict::from_value(Value::Object(fields))?,
            },
            "end_closure" => Self::EndClosure {
                closure: only(fields, "closure")?,
            },
            _ => return Err(Problem::field("kind", "kind is not the name of a command")),
        })
    }
}

fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<T, Problem> {
    let value = fields
        .remove(name)
        .ok_or_else(|| Problem::field(name, format!("{name} is missing: give it")))?;
    strict::from_value(value).map_err(|problem| Problem {
        field: Some(name.to_owned()),
        detail: problem.detail.replacen("body", name, 1),
        ..problem
    })
}

fn only<Id: DeserializeOwned>(mut fields: Map<String, Value>, name: &str) -> Result<Id, Problem> {
    let id = take(&mut fields, name)?;
    strict::from_value::<Empty>(Value::Object(fields))?;
    Ok(id)
}

fn with<Id: DeserializeOwned, Body: DeserializeOwned>(
    mut fields: Map<String, Value>,
    name: &str,
) -> Result<(Id, Body), Problem> {
    let id = take(&mut fields, name)?;
    Ok((id, strict::from_value(Value::Object(fields))?))
}

impl From<WireCommand> for Command {
    fn from(command: WireCommand) -> Self {
        match command {
            WireCommand::SignOn { team } => Self::SignOn { team },
            WireCommand::SignOff { team } => Self::SignOff { team },
            WireCommand::SetTeamStatus { team, body } => Self::SetTeamStatus {
                team,
                status: body.status,
            },
            WireCommand::CreateRequest { body } => body.into(),
            WireCommand::UpdateRequest { request, body } => Self::UpdateRequest {
                request,
                position: body.position,
                address: body.address,
                kind_of_help: body.kind,
                priority: body.priority,
                needs: body.needs,
                note: body.note,
            },
            WireCommand::HoldRequest { request, body } => Self::HoldRequest {
                request,
                reason: body.reason,
            },
            WireCommand::ResumeRequest { request } => Self::ResumeRequest { request },
            WireCommand::Assign { request, body } => Self::Assign {
                request,
                team: body.team,
                override_reason: body.override_reason,
                shown: body.shown.iter().map(ShownCandidate::from).collect(),
            },
            WireCommand::Acknowledge { assignment } => Self::Acknowledge { assignment },
            WireCommand::Decline { assignment, body } => Self::Decline {
                assignment,
                reason: body.reason,
            },
            WireCommand::Advance { assignment, body } => Self::Advance {
                assignment,
                to: body.to,
            },
            WireCommand::Clear { assignment } => Self::Clear { assignment },
            WireCommand::CancelAssignment { assignment, body } => Self::CancelAssignment {
                assignment,
                reason: body.reason,
            },
            WireCommand::CreateClosure { body } => body.into(),
            WireCommand::EndClosure { closure } => Self::EndClosure { closure },
            WireCommand::CloseRequest { request, body } => Self::CloseRequest {
                request,
                disposition: body.disposition,
                note: body.note,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_command_reads_what_it_writes() {
        let cases = [
            json!({"kind":"sign_on","team":"T1"}),
            json!({"kind":"sign_off","team":"T1"}),
            json!({"kind":"set_team_status","team":"T1","status":"available"}),
            json!({"kind":"create_request","position":[14.5,35.9],"type":"wellness_check","priority":2,"needs":["peer"]}),
            json!({"kind":"update_request","request":"R1","type":"transport","note":"n"}),
            json!({"kind":"hold_request","request":"R1","reason":"r"}),
            json!({"kind":"resume_request","request":"R1"}),
            json!({"kind":"assign","request":"R1","team":"T1","shown":[{"team":"T1","eta":61.5}]}),
            json!({"kind":"acknowledge","assignment":"A1"}),
            json!({"kind":"decline","assignment":"A1","reason":"r"}),
            json!({"kind":"advance","assignment":"A1","to":"en_route"}),
            json!({"kind":"clear","assignment":"A1"}),
            json!({"kind":"cancel_assignment","assignment":"A1","reason":"r"}),
            json!({"kind":"close_request","request":"R1","disposition":"transferred_911"}),
            json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
            json!({"kind":"create_closure","shape":{"kind":"street","name":"n","from":[14.5,35.9],"to":[14.6,35.9]},"heading":90.0,"effect":{"kind":"slowed_to","speed":3.5},"from":"2026-11-24T03:00:00.000Z","until":"2026-11-24T04:00:00.000Z","reason":"r"}),
            json!({"kind":"end_closure","closure":"C1"}),
        ];
        for case in cases {
            let command = WireCommand::parse(case.clone()).unwrap();
            assert_eq!(serde_json::to_value(&command).unwrap(), case);
        }
    }

    #[test]
    fn the_wrong_field_is_named() {
        let cases = [
            (json!({"kind":"fly","team":"T1"}), "kind"),
            (json!({"team":"T1"}), "kind"),
            (json!({"kind":"sign_on"}), "team"),
            (json!({"kind":"sign_on","team":"X1"}), "team"),
            (
                json!({"kind":"sign_on","team":"T1","status":"available"}),
                "status",
            ),
            (
                json!({"kind":"assign","request":"R1","team":"T1","shown":[{"team":"T1","eta":-1}]}),
                "shown[0].eta",
            ),
            (
                json!({"kind":"create_closure","shape":{"kind":"point"},"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
                "shape.at",
            ),
            (
                json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"heading":360,"effect":{"kind":"closed","scope":"everyone"},"reason":"r"}),
                "heading",
            ),
            (
                json!({"kind":"create_closure","shape":{"kind":"point","at":[14.5,35.9]},"effect":{"kind":"closed","scope":"cats"},"reason":"r"}),
                "effect",
            ),
            (
                json!({"kind":"create_request","position":[200,35.9],"type":"transport","priority":2}),
                "position",
            ),
            (
                json!({"kind":"create_request","position":[14.5,35.9],"type":"transport","priority":9}),
                "priority",
            ),
        ];
        for (case, field) in cases {
            let problem = WireCommand::parse(case.clone()).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some(field), "{case}: {problem:?}");
        }
    }
}
