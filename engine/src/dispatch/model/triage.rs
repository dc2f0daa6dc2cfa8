//! Questions that lead to a priority.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Priority, RequestType, Triage, is_id};

/// The questions asked for one kind of help, and what the answers say about its urgency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriageForm {
    /// The kind of help.
    pub kind: RequestType,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// The priority of a score, from the highest score down; below all of them it is 4.
    pub thresholds: Vec<Threshold>,
    /// Number of changes so far.
    #[serde(default)]
    pub version: u64,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The lowest score.
    pub score: u32,
    /// The priority.
    pub priority: Priority,
}

impl TriageForm {
    /// The answers with their score and what they suggest. Questions may be left open: a caller may hang up.
    ///
    /// # Errors
    /// The first question or answer that the form does not have, as `(question, answer)`.
    pub fn triage(&self, answers: &BTreeMap<String, String>) -> Result<Triage, (String, String)> {
        let mut score: u32 = 0;
        for (asked, said) in answers {
            let question = self.questions.iter().find(|question| question.id == *asked);
            let answer =
                question.and_then(|question| question.answers.iter().find(|a| a.id == *said));
            let answer = answer.ok_or_else(|| (asked.clone(), said.clone()))?;
            score = score.saturating_add(answer.weight);
        }
        Ok(Triage {
            form_version: self.version,
            answers: answers.clone(),
            score,
            suggested: self.priority_of(score),
        })
    }

    fn priority_of(&self, score: u32) -> Priority {
        self.thresholds
            .iter()
            .filter(|threshold| threshold.score <= score)
            .map(|threshold| threshold.priority)
            .min()
            .unwrap_or(Priority::LAST)
    }

    /// What is wrong with it, and in which field.
    pub(in crate::dispatch) fn fault(&self) -> Option<(&'static str, String)> {
        if self.questions.is_empty() || self.questions.len() > 40 {
            return Some(("questions", "a form has 1 to 40 questions".to_owned()));
        }
        let mut ids = BTreeSet::new();
        for question in &self.questions {
            if !ids.insert(&question.id) {
                return Some((
                    "questions",
                    format!("two questions have the id \"{}\"", question.id),
                ));
            }
            if let Some(fault) = question.fault() {
                return Some(("questions", fault));
            }
        }
        let mut scores = BTreeSet::new();
        if !self
            .thresholds
            .iter()
            .all(|threshold| scores.insert(threshold.score))
        {
            return Some((
                "thresholds",
                "two thresholds have the same score".to_owned(),
            ));
        }
        None
    }
}

impl Question {
    fn fault(&self) -> Option<String> {
        let texts = self.answers.iter().map(|answer| &answer.text);
        let too_long = |text: &String| text.trim().is_empty() || text.chars().count() > 200;
        if !is_id(&self.id) || !self.answers.iter().all(|answer| is_id(&answer.id)) {
            return Some("ids are 1 to 40 lower-case letters, digits or '_'".to_owned());
        }
        if texts.chain([&self.text]).any(too_long) {
            return Some(format!(
                "question \"{}\": texts have 1 to 200 characters",
                self.id
            ));
        }
        let mut ids = BTreeSet::new();
        if self.answers.len() < 2 || !self.answers.iter().all(|answer| ids.insert(&answer.id)) {
            return Some(format!(
                "question \"{}\" needs at least two answers with different ids",
                self.id
            ));
        }
        None
    }
}
