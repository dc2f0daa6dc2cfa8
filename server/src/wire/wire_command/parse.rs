//! Reading a command from the JSON of a socket message.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::WireCommand;
use crate::{
    problem::Problem,
    wire::{commands::Empty, strict},
};

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
            "begin_triage" => Self::BeginTriage {
                request: only(fields, "request")?,
            },
            "triage" => {
                let (request, body) = with(fields, "request")?;
                Self::Triage { request, body }
            }
            "schedule_request" => {
                let (request, body) = with(fields, "request")?;
                Self::ScheduleRequest { request, body }
            }
            "merge_request" => {
                let (request, body) = with(fields, "request")?;
                Self::MergeRequest { request, body }
            }
            "add_note" => {
                let (request, body) = with(fields, "request")?;
                Self::AddNote { request, body }
            }
            "hand_over" => {
                let (request, body) = with(fields, "request")?;
                Self::HandOver { request, body }
            }
            "acknowledge_hand_over" => {
                let (request, body) = with(fields, "request")?;
                Self::AcknowledgeHandOver { request, body }
            }
            "propose" => {
                let (request, body) = with(fields, "request")?;
                Self::Propose { request, body }
            }
            "preempt" => {
                let (request, body) = with(fields, "request")?;
                Self::Preempt { request, body }
            }
            "confirm" => Self::Confirm {
                assignment: only(fields, "assignment")?,
            },
            "reassign" => {
                let (assignment, body) = with(fields, "assignment")?;
                Self::Reassign { assignment, body }
            }
            "transport" => {
                let (assignment, body) = with(fields, "assignment")?;
                Self::Transport { assignment, body }
            }
            "set_check_in" => {
                let (team, body) = with(fields, "team")?;
                Self::SetCheckIn { team, body }
            }
            "check_in" => Self::CheckIn {
                team: only(fields, "team")?,
            },
            "answer_emergency" => Self::AnswerEmergency {
                team: only(fields, "team")?,
            },
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
