//! From text to a configuration.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    super::{
        Configuration, Goals, KindOfHelp, Label, ListedDestination, Post, Retention, Skill, Source,
        Zone, hours,
    },
    FileFault, ServiceFile,
};
use crate::{
    dispatch::model::{Answer, Capability, Priority, Question, RequestType, Threshold, TriageForm},
    units::{LngLat, Millis},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    goals: [u32; 4],
    #[serde(default)]
    thresholds: Vec<(u32, Priority)>,
    retention: Retention,
    #[serde(default)]
    titles: BTreeMap<String, Label>,
    #[serde(default)]
    capabilities: Vec<SkillEntry>,
    #[serde(default)]
    sources: Vec<SourceEntry>,
    #[serde(default)]
    partners: Vec<SourceEntry>,
    #[serde(default)]
    posts: Vec<Post>,
    #[serde(default)]
    zones: Vec<Zone>,
    destinations: Option<Vec<DestinationEntry>>,
    request_types: Vec<TypeEntry>,
    #[serde(default)]
    questions: BTreeMap<String, QuestionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillEntry {
    id: Capability,
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    id: String,
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DestinationEntry {
    name: String,
    position: LngLat,
    address: Option<String>,
    hours: Option<Vec<String>>,
    places: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeEntry {
    id: RequestType,
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    wants: BTreeSet<Capability>,
    goals: Option<[u32; 4]>,
    #[serde(default)]
    retired: bool,
    questions: Vec<String>,
    thresholds: Option<Vec<(u32, Priority)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    /// In the form; the key when not given. Only where two kinds ask different questions of the same id.
    id: Option<String>,
    text: String,
    /// Id, text and weight.
    answers: Vec<(String, String, u32)>,
}

pub(super) fn read(text: &str) -> Result<ServiceFile, FileFault> {
    let file: File = toml::from_str(text).map_err(|wrong| FileFault::Format(Box::new(wrong)))?;
    let types: Result<Vec<KindOfHelp>, FileFault> = file
        .request_types
        .iter()
        .map(|entry| kind_of_help(entry, &file))
        .collect();
    let types = types?;
    let asked: BTreeSet<&String> = file
        .request_types
        .iter()
        .flat_map(|it| &it.questions)
        .collect();
    if let Some(idle) = file.questions.keys().find(|key| !asked.contains(key)) {
        return Err(entry(
            "questions",
            format!("\"{idle}\" is asked for no request type: remove it or name it there"),
        ));
    }
    let destinations = file
        .destinations
        .map(|list| list.into_iter().map(destination).collect());
    let sources = |list: Vec<SourceEntry>| -> Vec<Source> {
        list.into_iter()
            .map(|it| Source {
                id: it.id,
                label: label(it.name, it.names),
            })
            .collect()
    };
    Ok(ServiceFile {
        destinations: destinations.transpose()?,
        configuration: Configuration {
            service: label(file.name, file.names),
            titles: file.titles,
            goals: goals(file.goals),
            retention: file.retention,
            capabilities: file
                .capabilities
                .into_iter()
                .map(|it| Skill {
                    id: it.id,
                    label: label(it.name, it.names),
                })
                .collect(),
            sources: sources(file.sources),
            partners: sources(file.partners),
            posts: file.posts,
            zones: file.zones,
            types,
            version: 0,
        },
    })
}

fn label(name: String, names: BTreeMap<String, String>) -> Label {
    Label { name, names }
}

fn goals(minutes: [u32; 4]) -> Goals {
    Goals(minutes.map(|minutes| Millis::from_mins(minutes.into())))
}

fn thresholds(given: &[(u32, Priority)]) -> Vec<Threshold> {
    let thresholds = given.iter();
    thresholds
        .map(|&(score, priority)| Threshold { score, priority })
        .collect()
}

fn destination(listed: DestinationEntry) -> Result<ListedDestination, FileFault> {
    let hours = listed.hours.map(|lines| hours::read(&lines));
    let hours = hours
        .transpose()
        .map_err(|problem| entry("destinations", format!("{}: {problem}", listed.name)))?;
    Ok(ListedDestination {
        name: listed.name,
        position: listed.position,
        address: listed.address,
        hours,
        places: listed.places,
    })
}

fn kind_of_help(of: &TypeEntry, file: &File) -> Result<KindOfHelp, FileFault> {
    let questions: Result<Vec<Question>, FileFault> = of
        .questions
        .iter()
        .map(|key| {
            let asked = file.questions.get(key).map(|asked| question(key, asked));
            asked.ok_or_else(|| {
                let id = of.id.as_str();
                entry(
                    "request_types",
                    format!("{id} asks \"{key}\", which is none of the questions: write it under [questions.{key}]"),
                )
            })
        })
        .collect();
    Ok(KindOfHelp {
        label: label(of.name.clone(), of.names.clone()),
        form: TriageForm {
            kind: of.id,
            questions: questions?,
            thresholds: thresholds(of.thresholds.as_ref().unwrap_or(&file.thresholds)),
            version: 0,
        },
        wants: of.wants.clone(),
        goals: of.goals.map(goals),
        retired: of.retired,
    })
}

fn question(key: &str, asked: &QuestionEntry) -> Question {
    let answers = asked.answers.iter();
    Question {
        id: asked.id.clone().unwrap_or_else(|| key.to_owned()),
        text: asked.text.clone(),
        answers: answers
            .map(|(id, text, weight)| Answer {
                id: id.clone(),
                text: text.clone(),
                weight: *weight,
            })
            .collect(),
    }
}

fn entry(section: &'static str, problem: String) -> FileFault {
    FileFault::Entry { section, problem }
}
