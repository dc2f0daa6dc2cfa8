//! What the service is, as clients see and write it.

use std::collections::{BTreeMap, BTreeSet};

use nearhand_engine::{
    dispatch::{
        configuration as engine,
        model::{self, Capability},
    },
    units::{LngLat, Millis},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    places::{NewTriageForm, Question, Threshold, TriageForm},
    shapes,
};
use crate::{problem::Problem, store::Role};

/// What something is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// In the language of the service, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// In other languages, by BCP 47 tag.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// Something a team can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Its id, as requests and teams name it.
    #[schema(value_type = shapes::Capability)]
    pub id: Capability,
    /// In the language of the service, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// In other languages, by BCP 47 tag.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// Somebody from whom requests come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id, as requests name it.
    #[schema(value_type = shapes::SourceId)]
    pub id: String,
    /// In the language of the service, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// In other languages, by BCP 47 tag.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

/// A place where teams wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What people call it, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// Where it is, longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
}

/// An area that reports go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// What people call it, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// The ring around it, 3 to 500 corners, not closed.
    #[schema(value_type = Vec<shapes::LngLat>, min_items = 3, max_items = 500)]
    pub ring: Vec<LngLat>,
}

/// How long things are kept that are not the record itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days that is kept where teams were; 0 keeps nothing of it.
    #[schema(maximum = 3660)]
    pub breadcrumb_days: u16,
    /// Days that is kept who read what, and who was refused.
    #[schema(minimum = 1, maximum = 3660)]
    pub access_days: u16,
}

/// A kind of help that the service gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KindOfHelp {
    /// Its id, as requests name it.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::RequestType)]
    pub kind: model::RequestType,
    /// In the language of the service, 1 to 80 characters.
    #[schema(value_type = shapes::NameText)]
    pub name: String,
    /// In other languages, by BCP 47 tag.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What it is good for a team to have, without being needed.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Capability>)]
    pub wants: BTreeSet<Capability>,
    /// Goals of its own in the place of the service's: seconds from received to on scene for priority 1 to 4.
    #[schema(value_type = Option<Vec<u32>>, min_items = 4, max_items = 4)]
    pub goals: Option<[u32; 4]>,
    /// Whether it is no longer offered for new requests.
    #[serde(default)]
    pub retired: bool,
    /// The triage questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// The priority of a score; below all of them it is 4.
    pub thresholds: Vec<Threshold>,
}

/// What the service is, apart from its teams and people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// What the service is called.
    pub service: Label,
    /// What it calls those who work in it, by role.
    pub titles: BTreeMap<String, Label>,
    /// Seconds from received to on scene for priority 1 to 4, in whole minutes.
    #[schema(value_type = Vec<u32>, min_items = 4, max_items = 4)]
    pub goals: [u32; 4],
    /// How long things are kept.
    pub retention: Retention,
    /// What teams can do, languages (`lang:es`) apart.
    #[schema(max_items = 200)]
    pub capabilities: Vec<Skill>,
    /// From whom requests come, partners apart; the first one is the usual one.
    #[schema(min_items = 1, max_items = 200)]
    pub sources: Vec<Source>,
    /// Who refers people.
    #[schema(max_items = 200)]
    pub partners: Vec<Source>,
    /// Where teams wait.
    #[schema(max_items = 200)]
    pub posts: Vec<Post>,
    /// Areas that reports go by.
    #[schema(max_items = 200)]
    pub zones: Vec<Zone>,
    /// The kinds of help, in the order in which they are offered.
    #[schema(min_items = 1, max_items = 200)]
    pub request_types: Vec<KindOfHelp>,
    /// Number of changes so far. Not looked at in what is sent: `If-Match` says what was seen.
    #[serde(default)]
    pub version: u64,
}

/// An entry that a change of the configuration changes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Difference {
    /// The section of the file, such as `request_types`.
    pub section: &'static str,
    /// The entry's id or name; empty where the section is one entry.
    pub entry: String,
    /// What happens to it.
    #[schema(value_type = EditWord)]
    pub change: String,
}

/// What happens to an entry.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum EditWord {
    Added,
    Removed,
    Changed,
    Moved,
}

impl From<engine::Difference> for Difference {
    fn from(found: engine::Difference) -> Self {
        Self {
            section: found.section,
            entry: found.entry,
            change: found.edit.to_string(),
        }
    }
}

impl From<&engine::Label> for Label {
    fn from(label: &engine::Label) -> Self {
        let engine::Label { name, names } = label.clone();
        Self { name, names }
    }
}

impl From<&engine::Source> for Source {
    fn from(source: &engine::Source) -> Self {
        let engine::Label { name, names } = source.label.clone();
        let id = source.id.clone();
        Self { id, name, names }
    }
}

impl From<&engine::Skill> for Skill {
    fn from(skill: &engine::Skill) -> Self {
        let engine::Label { name, names } = skill.label.clone();
        let id = skill.id.clone();
        Self { id, name, names }
    }
}

impl From<&engine::Post> for Post {
    fn from(post: &engine::Post) -> Self {
        Self {
            name: post.name.clone(),
            position: post.position,
        }
    }
}

impl From<&engine::Zone> for Zone {
    fn from(zone: &engine::Zone) -> Self {
        Self {
            name: zone.name.clone(),
            ring: zone.ring.clone(),
        }
    }
}

impl From<&engine::KindOfHelp> for KindOfHelp {
    fn from(kind: &engine::KindOfHelp) -> Self {
        let engine::Label { name, names } = kind.label.clone();
        let form = TriageForm::from(&kind.form);
        Self {
            kind: form.kind,
            name,
            names,
            wants: kind.wants.clone(),
            goals: kind.goals.map(in_seconds),
            retired: kind.retired,
            questions: form.questions,
            thresholds: form.thresholds,
        }
    }
}

impl From<&engine::Configuration> for Configuration {
    fn from(standing: &engine::Configuration) -> Self {
        fn all<T, Seen: for<'a> From<&'a T>>(list: &[T]) -> Vec<Seen> {
            list.iter().map(Seen::from).collect()
        }
        let titles = standing.titles.iter();
        Self {
            service: Label::from(&standing.service),
            titles: titles
                .map(|(role, title)| (role.clone(), title.into()))
                .collect(),
            goals: in_seconds(standing.goals),
            retention: Retention {
                breadcrumb_days: standing.retention.breadcrumb_days,
                access_days: standing.retention.access_days,
            },
            capabilities: all(&standing.capabilities),
            sources: all(&standing.sources),
            partners: all(&standing.partners),
            posts: all(&standing.posts),
            zones: all(&standing.zones),
            request_types: all(&standing.types),
            version: standing.version,
        }
    }
}

impl From<Configuration> for engine::Configuration {
    fn from(sent: Configuration) -> Self {
        let sources = |list: Vec<Source>| -> Vec<engine::Source> {
            let list = list.into_iter();
            list.map(|it| engine::Source {
                id: it.id,
                label: label(it.name, it.names),
            })
            .collect()
        };
        Self {
            service: label(sent.service.name, sent.service.names),
            titles: sent
                .titles
                .into_iter()
                .map(|(role, title)| (role, label(title.name, title.names)))
                .collect(),
            goals: goals(sent.goals),
            retention: engine::Retention {
                breadcrumb_days: sent.retention.breadcrumb_days,
                access_days: sent.retention.access_days,
            },
            capabilities: sent
                .capabilities
                .into_iter()
                .map(|it| engine::Skill {
                    id: it.id,
                    label: label(it.name, it.names),
                })
                .collect(),
            sources: sources(sent.sources),
            partners: sources(sent.partners),
            posts: sent
                .posts
                .into_iter()
                .map(|Post { name, position }| engine::Post { name, position })
                .collect(),
            zones: sent
                .zones
                .into_iter()
                .map(|Zone { name, ring }| engine::Zone { name, ring })
                .collect(),
            types: sent.request_types.into_iter().map(kind_of_help).collect(),
            version: 0,
        }
    }
}

fn kind_of_help(sent: KindOfHelp) -> engine::KindOfHelp {
    let form = NewTriageForm {
        questions: sent.questions,
        thresholds: sent.thresholds,
    };
    engine::KindOfHelp {
        label: label(sent.name, sent.names),
        form: form.of(sent.kind),
        wants: sent.wants,
        goals: sent.goals.map(goals),
        retired: sent.retired,
    }
}

fn label(name: String, names: BTreeMap<String, String>) -> engine::Label {
    engine::Label { name, names }
}

fn goals(seconds: [u32; 4]) -> engine::Goals {
    engine::Goals(seconds.map(|seconds| Millis::from_secs(seconds.into())))
}

/// Goals as they are written. They are at most 14 days, so they fit.
#[must_use]
pub fn in_seconds(goals: engine::Goals) -> [u32; 4] {
    goals
        .0
        .map(|goal| u32::try_from(goal.0 / 1000).unwrap_or(u32::MAX))
}

/// What the board, which knows no roles, does not check: that titles belong to roles.
///
/// # Errors
/// Names the first title that belongs to none.
pub fn check_titles(configuration: &engine::Configuration) -> Result<(), Problem> {
    let known = |role: &str| Role::ALL.iter().any(|known| known.name() == role);
    match configuration.titles.keys().find(|role| !known(role)) {
        None => Ok(()),
        Some(role) => {
            let names = Role::ALL.map(Role::name).join(", ");
            Err(Problem::field(
                "titles",
                format!("\"{role}\" is no role: the roles are {names}"),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use nearhand_engine::dispatch::{ServiceFile, configuration::EXAMPLES};

    use super::*;

    #[test]
    fn what_is_read_can_be_sent_back() {
        for (name, text) in EXAMPLES {
            let configuration = ServiceFile::read(text).unwrap().configuration;
            check_titles(&configuration).unwrap();
            let seen = serde_json::to_value(Configuration::from(&configuration)).unwrap();
            let sent: Configuration = serde_json::from_value(seen).unwrap();
            assert_eq!(engine::Configuration::from(sent), configuration, "{name}");
        }
    }

    #[test]
    fn a_title_belongs_to_a_role() {
        let mut configuration = engine::Configuration::care_team().clone();
        configuration
            .titles
            .insert("captain".to_owned(), configuration.service.clone());
        let problem = check_titles(&configuration).unwrap_err();
        assert_eq!(problem.field.as_deref(), Some("titles"));
    }
}
