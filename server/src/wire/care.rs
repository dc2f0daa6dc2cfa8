//! What is kept of a request beside its details, as clients see it.

use std::collections::BTreeMap;

use nearhand_engine::dispatch::{ids::FlagId, model};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{shapes, time::Time, words};

/// The triage questions as they were answered.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Triage {
    /// Version of the form.
    pub form_version: u64,
    /// Id of the answer by id of the question.
    pub answers: BTreeMap<String, String>,
    /// Sum of the answers' weights.
    pub score: u32,
    /// The priority that the score suggests.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    pub suggested: model::Priority,
}

impl From<&model::Triage> for Triage {
    fn from(triage: &model::Triage) -> Self {
        Self {
            form_version: triage.form_version,
            answers: triage.answers.clone(),
            score: triage.score,
            suggested: triage.suggested,
        }
    }
}

/// Something written down.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Note {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// Who wrote it, as a role or a role and a team.
    pub author: String,
    /// What.
    pub text: String,
}

impl From<&model::Note> for Note {
    fn from(note: &model::Note) -> Self {
        Self {
            at: note.at.into(),
            author: note.author.clone(),
            text: note.text.clone(),
        }
    }
}

/// A hand-over to another service.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HandOver {
    /// To whom.
    #[schema(value_type = words::OtherService)]
    pub to: model::OtherService,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub begun_at: Time,
    /// When it was acknowledged there.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Time>,
    /// Who acknowledged it; null for roles that have no need of it.
    pub acknowledged_by: Option<String>,
}

impl From<&model::HandOver> for HandOver {
    fn from(hand_over: &model::HandOver) -> Self {
        Self {
            to: hand_over.to,
            begun_at: hand_over.begun_at.into(),
            acknowledged_at: hand_over.acknowledged_at.map(Time),
            acknowledged_by: hand_over.acknowledged_by.clone(),
        }
    }
}

/// Something to come back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// When it falls due.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// What is to be done; null for roles that have no need of it.
    pub note: Option<String>,
}

impl From<&model::FollowUp> for FollowUp {
    fn from(follow_up: &model::FollowUp) -> Self {
        Self {
            at: follow_up.at.into(),
            note: follow_up.note.clone(),
        }
    }
}

impl From<FollowUp> for model::FollowUp {
    fn from(follow_up: FollowUp) -> Self {
        Self {
            at: follow_up.at.0,
            note: follow_up.note,
        }
    }
}

/// How a request ended before a follow-up took it up again.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Ending {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// How.
    #[schema(value_type = words::Disposition)]
    pub disposition: model::Disposition,
    /// The closing note; null for roles that have no need of it.
    pub note: Option<String>,
}

impl From<&model::Ending> for Ending {
    fn from(ending: &model::Ending) -> Self {
        Self {
            at: ending.at.into(),
            disposition: ending.disposition,
            note: ending.note.clone(),
        }
    }
}

/// A warning about the place of a request.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Warning {
    /// The flag.
    #[schema(value_type = shapes::FlagId)]
    pub flag: FlagId,
    /// What to know.
    pub text: String,
    /// What a team must be able to do to go there.
    #[schema(value_type = Vec<shapes::Capability>)]
    pub requires: std::collections::BTreeSet<model::Capability>,
}

impl From<&model::Flag> for Warning {
    fn from(flag: &model::Flag) -> Self {
        Self {
            flag: flag.id,
            text: flag.text.clone(),
            requires: flag.requires.clone(),
        }
    }
}
