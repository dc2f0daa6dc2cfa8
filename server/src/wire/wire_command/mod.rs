//! A command with what it is about, as written on the socket.

mod parse;
#[cfg(test)]
mod tests;

use nearhand_engine::dispatch::{
    Command,
    ids::{AssignmentId, ClosureId, RequestId, TeamId},
    model::ShownCandidate,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    closures::NewClosure,
    commands::{
        Acknowledgement, Answers, CheckInTimer, Closing, Hold, Merge, NewAssignment, NewHandOver,
        NewNote, NewRequest, NewStatus, Proposal, Reason, Redirection, RequestUpdate, Schedule,
        Stage, Transport,
    },
    entities::Shown,
    shapes,
};

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
        #[schema(value_type = shapes::TeamId)]
        team: TeamId,
    },
    /// End a shift.
    SignOff {
        #[schema(value_type = shapes::TeamId)]
        team: TeamId,
    },
    /// Change a team's status outside of an assignment.
    SetTeamStatus {
        #[schema(value_type = shapes::TeamId)]
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
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: RequestUpdate,
    },
    /// Put a request aside.
    HoldRequest {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Hold,
    },
    /// Take a held request up again.
    ResumeRequest {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
    },
    /// Send a team.
    Assign {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: NewAssignment,
    },
    /// The team goes.
    Acknowledge {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
    },
    /// The team cannot go.
    Decline {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Reason,
    },
    /// The team has reached the next stage.
    Advance {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Stage,
    },
    /// The team is done.
    Clear {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
    },
    /// Take the team off the request.
    CancelAssignment {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Reason,
    },
    /// Somebody answers a request that came in by itself.
    BeginTriage {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
    },
    /// The triage questions are answered.
    Triage {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Answers,
    },
    /// Leave a request for later.
    ScheduleRequest {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Schedule,
    },
    /// Take a request for the same matter as another.
    MergeRequest {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Merge,
    },
    /// Write something down.
    AddNote {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: NewNote,
    },
    /// Begin to hand a request over.
    HandOver {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: NewHandOver,
    },
    /// The other service has it.
    AcknowledgeHandOver {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Acknowledgement,
    },
    /// Put a team forward.
    Propose {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Proposal,
    },
    /// Send a team that is on its way to somebody less urgent.
    Preempt {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Redirection,
    },
    /// Send the team that was proposed.
    Confirm {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
    },
    /// Send another team in the place of one.
    Reassign {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Redirection,
    },
    /// The team takes the person to a destination.
    Transport {
        #[schema(value_type = shapes::AssignmentId)]
        assignment: AssignmentId,
        #[serde(flatten)]
        body: Transport,
    },
    /// Begin, change or end a timed check-in.
    SetCheckIn {
        #[schema(value_type = shapes::TeamId)]
        team: TeamId,
        #[serde(flatten)]
        body: CheckInTimer,
    },
    /// All is well.
    CheckIn {
        #[schema(value_type = shapes::TeamId)]
        team: TeamId,
    },
    /// The dispatcher has seen the emergency and acts.
    AnswerEmergency {
        #[schema(value_type = shapes::TeamId)]
        team: TeamId,
    },
    /// Close or slow a street or area.
    CreateClosure {
        #[serde(flatten)]
        body: NewClosure,
    },
    /// The street is free again.
    EndClosure {
        #[schema(value_type = shapes::ClosureId)]
        closure: ClosureId,
    },
    /// End a request.
    CloseRequest {
        #[schema(value_type = shapes::RequestId)]
        request: RequestId,
        #[serde(flatten)]
        body: Closing,
    },
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
                until: body.until.map(|at| at.0),
            },
            WireCommand::ResumeRequest { request } => Self::ResumeRequest { request },
            WireCommand::Assign { request, body } => Self::Assign {
                request,
                team: body.team,
                override_reason: body.override_reason,
                shown: shown(&body.shown),
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
            WireCommand::BeginTriage { request } => Self::BeginTriage { request },
            WireCommand::Triage { request, body } => Self::Triage {
                request,
                answers: body.answers,
                priority: body.priority,
            },
            WireCommand::ScheduleRequest { request, body } => Self::ScheduleRequest {
                request,
                at: body.at.0,
            },
            WireCommand::MergeRequest { request, body } => Self::MergeRequest {
                request,
                into: body.into,
            },
            WireCommand::AddNote { request, body } => Self::AddNote {
                request,
                author: String::new(),
                text: body.text,
            },
            WireCommand::HandOver { request, body } => Self::HandOver {
                request,
                to: body.to,
            },
            WireCommand::AcknowledgeHandOver { request, body } => Self::AcknowledgeHandOver {
                request,
                by: body.by,
            },
            WireCommand::Propose { request, body } => Self::Propose {
                request,
                team: body.team,
                shown: shown(&body.shown),
            },
            WireCommand::Preempt { request, body } => Self::Preempt {
                request,
                team: body.team,
                reason: body.reason,
                shown: shown(&body.shown),
            },
            WireCommand::Confirm { assignment } => Self::Confirm { assignment },
            WireCommand::Reassign { assignment, body } => Self::Reassign {
                assignment,
                team: body.team,
                reason: body.reason,
                shown: shown(&body.shown),
            },
            WireCommand::Transport { assignment, body } => Self::Transport {
                assignment,
                destination: body.destination,
                override_reason: body.override_reason,
                arrives: None,
            },
            WireCommand::SetCheckIn { team, body } => Self::SetCheckIn {
                team,
                every: body.every,
            },
            WireCommand::CheckIn { team } => Self::CheckIn { team },
            WireCommand::AnswerEmergency { team } => Self::AnswerEmergency { team },
            WireCommand::CreateClosure { body } => body.into(),
            WireCommand::EndClosure { closure } => Self::EndClosure { closure },
            WireCommand::CloseRequest { request, body } => Self::CloseRequest {
                request,
                disposition: body.disposition,
                note: body.note,
                follow_up: body.follow_up.map(Into::into),
            },
        }
    }
}

fn shown(lines: &[Shown]) -> Vec<ShownCandidate> {
    lines.iter().map(ShownCandidate::from).collect()
}
