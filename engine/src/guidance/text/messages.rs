//! The messages of each language, from the files that translators edit.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::guidance::{Language, Modifier};

/// A file of messages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Messages {
    pub(super) compass: [String; 8],
    pub(super) ordinals: Vec<String>,
    pub(super) decimal_separator: String,
    pub(super) exit: String,
    pub(super) new_name: String,
    pub(super) sentence: Sentences,
    pub(super) depart: Depart,
    pub(super) turn: Directions,
    pub(super) fork: Sides,
    pub(super) on_ramp: Sides,
    pub(super) off_ramp: Sides,
    pub(super) off_ramp_numbered: Sides,
    pub(super) merge: Sides,
    pub(super) roundabout: Round,
    pub(super) rotary: Round,
    pub(super) ferry: Ferry,
    pub(super) arrive: Arrive,
    pub(super) arrive_soon: Arrive,
    pub(super) distance: Distances,
}

/// How an action and what belongs to it make a sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sentences {
    pub(super) onto: String,
    pub(super) stay_on: String,
    pub(super) along: String,
    pub(super) towards: String,
    pub(super) onto_towards: String,
    pub(super) at_end_of_road: String,
    pub(super) at_roundabout: String,
    pub(super) at_address: String,
    pub(super) after: String,
    pub(super) then: String,
    pub(super) go_on: String,
    pub(super) go_on_along: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Depart {
    pub(super) head: String,
}

/// An action in each direction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directions {
    straight: String,
    slight_right: String,
    right: String,
    sharp_right: String,
    uturn: String,
    sharp_left: String,
    left: String,
    slight_left: String,
}

/// An action on each side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sides {
    left: String,
    straight: String,
    right: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Round {
    pub(super) enter: String,
    pub(super) take_exit: String,
    pub(super) take_exit_number: String,
    pub(super) leave: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ferry {
    pub(super) board: String,
    pub(super) board_named: String,
    pub(super) leave: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrive {
    here: String,
    left: String,
    straight: String,
    right: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Distances {
    pub(super) metres: Plural,
    pub(super) kilometres: Plural,
    pub(super) feet: Plural,
    pub(super) miles: Plural,
    pub(super) quarter_mile: String,
    pub(super) half_mile: String,
    pub(super) three_quarters_mile: String,
}

/// A number with its noun, in the forms that the language has (Unicode CLDR's plural categories).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plural {
    pub(super) one: String,
    pub(super) few: Option<String>,
    pub(super) many: Option<String>,
    pub(super) other: String,
}

static ENGLISH: LazyLock<Messages> = LazyLock::new(|| parse(Language::English));
static SPANISH: LazyLock<Messages> = LazyLock::new(|| parse(Language::Spanish));
static RUSSIAN: LazyLock<Messages> = LazyLock::new(|| parse(Language::Russian));

fn parse(language: Language) -> Messages {
    toml::from_str(source(language)).expect("a test reads the files of messages")
}

fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../messages/en.toml"),
        Language::Spanish => include_str!("../messages/es.toml"),
        Language::Russian => include_str!("../messages/ru.toml"),
    }
}

impl Messages {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
            Language::Russian => &RUSSIAN,
        }
    }
}

impl Directions {
    pub(super) fn of(&self, modifier: Option<Modifier>) -> &str {
        match modifier {
            Some(Modifier::Straight) | None => &self.straight,
            Some(Modifier::SlightRight) => &self.slight_right,
            Some(Modifier::Right) => &self.right,
            Some(Modifier::SharpRight) => &self.sharp_right,
            Some(Modifier::Uturn) => &self.uturn,
            Some(Modifier::SharpLeft) => &self.sharp_left,
            Some(Modifier::Left) => &self.left,
            Some(Modifier::SlightLeft) => &self.slight_left,
        }
    }
}

impl Sides {
    pub(super) fn of(&self, modifier: Option<Modifier>) -> &str {
        side(modifier, &self.left, &self.straight, &self.right)
    }
}

impl Arrive {
    pub(super) fn of(&self, modifier: Option<Modifier>) -> &str {
        match modifier {
            None => &self.here,
            some => side(some, &self.left, &self.straight, &self.right),
        }
    }
}

fn side<'a>(
    modifier: Option<Modifier>,
    left: &'a str,
    straight: &'a str,
    right: &'a str,
) -> &'a str {
    match modifier {
        Some(Modifier::SlightRight | Modifier::Right | Modifier::SharpRight) => right,
        Some(Modifier::SlightLeft | Modifier::Left | Modifier::SharpLeft) => left,
        Some(Modifier::Straight | Modifier::Uturn) | None => straight,
    }
}

/// A message with its words in braces filled in, in one pass: what is filled in is never looked at again.
pub(super) fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some((before, behind)) = rest.split_once('{') {
        text += before;
        let Some((key, after)) = behind.split_once('}') else {
            text.push('{');
            rest = behind;
            continue;
        };
        let value = values.iter().find(|(known, _)| *known == key);
        text += value.map_or("", |(_, value)| value);
        rest = after;
    }
    text + rest
}

/// As inside a sentence: with a small first letter.
pub(super) fn inside(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every text of a file by its key.
    fn texts(language: Language) -> BTreeMap<String, String> {
        fn walk(path: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
            match value {
                toml::Value::String(text) => {
                    found.insert(path.to_owned(), text.clone());
                }
                toml::Value::Array(values) => {
                    for (number, value) in values.iter().enumerate() {
                        walk(&format!("{path}.{number}"), value, found);
                    }
                }
                toml::Value::Table(table) => {
                    for (key, value) in table {
                        walk(&format!("{path}.{key}"), value, found);
                    }
                }
                other => panic!("{path}: {other} is no text"),
            }
        }
        let mut found = BTreeMap::new();
        walk("", &toml::from_str(source(language)).unwrap(), &mut found);
        found
    }

    fn braces(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts.map(|part| part.split_once('}').unwrap().0).collect()
    }

    #[test]
    fn every_language_has_every_message_with_the_same_words_in_braces() {
        let english = texts(Language::English);
        for language in Language::ALL {
            Messages::of(language);
            let own = texts(language);
            for (key, text) in &english {
                let translated = own
                    .get(key)
                    .unwrap_or_else(|| panic!("{language:?}{key} is missing"));
                assert_eq!(braces(translated), braces(text), "{language:?}{key}");
            }
            for (key, text) in &own {
                assert!(!text.trim().is_empty(), "{language:?}{key} is empty");
                let is_plural = key.ends_with(".few") || key.ends_with(".many");
                assert!(is_plural || english.contains_key(key), "{language:?}{key}");
            }
        }
    }

    #[test]
    fn nothing_is_left_in_english() {
        let english = texts(Language::English);
        for (key, text) in texts(Language::Spanish) {
            let is_word = text.chars().filter(|c| c.is_alphabetic()).count() > 3;
            let is_frame = key == ".sentence.at_address";
            assert!(
                is_frame || !is_word || english.get(&key) != Some(&text),
                "{key}: {text}"
            );
        }
        for (key, text) in texts(Language::Russian) {
            let words = fill(&text, &[]);
            assert!(
                !words.chars().any(|c| c.is_ascii_alphabetic()),
                "{key}: {text}"
            );
        }
    }

    #[test]
    fn russian_has_all_its_plural_forms() {
        let distances = &Messages::of(Language::Russian).distance;
        for plural in [
            &distances.metres,
            &distances.kilometres,
            &distances.feet,
            &distances.miles,
        ] {
            assert!(plural.few.is_some() && plural.many.is_some());
        }
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        let filled = fill("{a} {b} {", &[("a", "{b}"), ("b", "1")]);
        assert_eq!(filled, "{b} 1 {");
    }
}
