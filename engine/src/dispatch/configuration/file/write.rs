//! From a configuration to text that people like to read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{
    super::{Goals, KindOfHelp, Label, ListedDestination, Source, hours},
    ServiceFile,
};
use crate::{
    dispatch::model::{Question, Threshold},
    units::LngLat,
};

pub(super) fn write(file: &ServiceFile) -> String {
    let configuration = &file.configuration;
    let common = common_thresholds(&configuration.types);
    let mut page = Page(String::new());
    page.line("# Minutes from received to on scene, priority 1 to 4. Positions are [longitude, latitude].");
    page.label(&configuration.service);
    page.line(&format!("goals = {}", minutes(configuration.goals)));
    if let Some(common) = common {
        page.line("# From this score on, a request has at least this priority; below all of them it is 4.");
        page.line(&format!("thresholds = {}", scores(common)));
    }
    if file.destinations.as_ref().is_some_and(Vec::is_empty) {
        page.line("destinations = []");
    }
    page.section(
        "[retention]",
        "How many days is kept where teams were, and who read what.",
    );
    let kept = configuration.retention;
    page.line(&format!("breadcrumb_days = {}", kept.breadcrumb_days));
    page.line(&format!("access_days = {}", kept.access_days));
    if !configuration.titles.is_empty() {
        page.section("[titles]", "What those who work here are called, by role.");
        for (role, title) in &configuration.titles {
            page.line(&format!("{role} = {}", inline(title)));
        }
    }
    for skill in &configuration.capabilities {
        page.named("capabilities", skill.id.as_str(), &skill.label);
    }
    page.sources("sources", &configuration.sources);
    page.sources("partners", &configuration.partners);
    for post in &configuration.posts {
        page.section("[[posts]]", "");
        page.line(&format!("name = {}", quoted(&post.name)));
        page.line(&format!("position = {}", place(post.position)));
    }
    for zone in &configuration.zones {
        page.section("[[zones]]", "");
        page.line(&format!("name = {}", quoted(&zone.name)));
        let corners: Vec<String> = zone.ring.iter().map(|&it| place(it)).collect();
        page.line(&format!("ring = [{}]", corners.join(", ")));
    }
    page.destinations(file.destinations.as_deref());
    let keys = question_keys(&configuration.types);
    for kind in &configuration.types {
        page.kind(kind, &keys, common.is_some());
    }
    for (key, question) in &keys.by_key {
        page.question(key, question);
    }
    page.0
}

/// The thresholds of all kinds of help, when they are the same.
fn common_thresholds(types: &[KindOfHelp]) -> Option<&[Threshold]> {
    let first = &types.first()?.form.thresholds;
    let same = types.iter().all(|kind| kind.form.thresholds == *first);
    same.then_some(first)
}

/// Questions by the key they are written under: their id, unless another question has it.
struct Keys<'a> {
    by_key: BTreeMap<String, &'a Question>,
}

fn question_keys(types: &[KindOfHelp]) -> Keys<'_> {
    let mut keys = Keys {
        by_key: BTreeMap::new(),
    };
    for question in types.iter().flat_map(|kind| &kind.form.questions) {
        if keys.of(question).is_none() {
            let free = |key: &String| !keys.by_key.contains_key(key);
            let numbered = (2..).map(|number: u32| format!("{}-{number}", question.id));
            let key = std::iter::once(question.id.clone())
                .chain(numbered)
                .find(free);
            keys.by_key.insert(key.unwrap_or_default(), question);
        }
    }
    keys
}

impl Keys<'_> {
    fn of(&self, question: &Question) -> Option<&str> {
        let found = self.by_key.iter().find(|(_, known)| **known == question);
        found.map(|(key, _)| key.as_str())
    }
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn section(&mut self, head: &str, about: &str) {
        self.0.push('\n');
        if !about.is_empty() {
            self.line(&format!("# {about}"));
        }
        self.line(head);
    }

    fn label(&mut self, label: &Label) {
        self.line(&format!("name = {}", quoted(&label.name)));
        if !label.names.is_empty() {
            self.line(&format!("names = {}", names(label)));
        }
    }

    fn named(&mut self, section: &str, id: &str, label: &Label) {
        self.section(&format!("[[{section}]]"), "");
        self.line(&format!("id = {}", quoted(id)));
        self.label(label);
    }

    fn sources(&mut self, section: &str, sources: &[Source]) {
        for source in sources {
            self.named(section, &source.id, &source.label);
        }
    }

    fn destinations(&mut self, listed: Option<&[ListedDestination]>) {
        for one in listed.unwrap_or_default() {
            self.section("[[destinations]]", "");
            self.line(&format!("name = {}", quoted(&one.name)));
            self.line(&format!("position = {}", place(one.position)));
            if let Some(address) = &one.address {
                self.line(&format!("address = {}", quoted(address)));
            }
            if let Some(hours) = &one.hours {
                let lines: Vec<String> = hours::write(hours).iter().map(|it| quoted(it)).collect();
                self.line(&format!("hours = [{}]", lines.join(", ")));
            }
            if let Some(places) = one.places {
                self.line(&format!("places = {places}"));
            }
        }
    }

    fn kind(&mut self, kind: &KindOfHelp, keys: &Keys<'_>, common: bool) {
        self.named("request_types", kind.form.kind.as_str(), &kind.label);
        if !kind.wants.is_empty() {
            let wants = kind.wants.iter().map(|it| quoted(it.as_str()));
            let wants: Vec<String> = wants.collect();
            self.line(&format!("wants = [{}]", wants.join(", ")));
        }
        if let Some(goals) = kind.goals {
            self.line(&format!("goals = {}", minutes(goals)));
        }
        if kind.retired {
            self.line("retired = true");
        }
        let questions = kind.form.questions.iter();
        let asked: Vec<String> = questions.filter_map(|it| keys.of(it)).map(quoted).collect();
        self.line(&format!("questions = [{}]", asked.join(", ")));
        if !common {
            self.line(&format!("thresholds = {}", scores(&kind.form.thresholds)));
        }
    }

    fn question(&mut self, key: &str, question: &Question) {
        self.section(&format!("[questions.{key}]"), "");
        if key != question.id {
            self.line(&format!("id = {}", quoted(&question.id)));
        }
        self.line(&format!("text = {}", quoted(&question.text)));
        self.line("answers = [");
        for answer in &question.answers {
            let (id, text) = (quoted(&answer.id), quoted(&answer.text));
            self.line(&format!("    [{id}, {text}, {}],", answer.weight));
        }
        self.line("]");
    }
}

fn minutes(goals: Goals) -> String {
    let minutes = goals.0.map(|goal| (goal.0 / 60_000).to_string());
    format!("[{}]", minutes.join(", "))
}

fn scores(thresholds: &[Threshold]) -> String {
    let pairs: Vec<String> = thresholds
        .iter()
        .map(|it| format!("[{}, {}]", it.score, it.priority))
        .collect();
    format!("[{}]", pairs.join(", "))
}

fn place(position: LngLat) -> String {
    format!("[{:?}, {:?}]", position.lng(), position.lat())
}

fn inline(label: &Label) -> String {
    if label.names.is_empty() {
        format!("{{ name = {} }}", quoted(&label.name))
    } else {
        let name = quoted(&label.name);
        format!("{{ name = {name}, names = {} }}", names(label))
    }
}

fn names(label: &Label) -> String {
    let mut list = String::new();
    for (number, (tag, name)) in label.names.iter().enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(list, "{comma}{tag} = {}", quoted(name));
    }
    format!("{{ {list} }}")
}

/// As TOML quotes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
