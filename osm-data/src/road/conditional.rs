//! Tags that hold under a condition: `key:conditional=value @ (condition); value @ (condition)`.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Conditional_restrictions>. OSRM reads conditions of turn restrictions
//! only; access, one-way streets and speed limits are read here in the same way.

use super::access;
use super::country::Limits;
use super::direction;
use super::hours;
use super::maxspeed;
use super::profile::{Profile, Size, SpeedLimits};
use super::report::ConditionDrop;
use crate::osm::Tags;

const SUFFIX: &str = ":conditional";
/// What conditions about weight and size are compared with where the profile gives none: somebody on foot.
const SMALL: Size = Size {
    height_metres: 1.9,
    width_metres: 0.6,
    length_metres: 2.0,
    weight_tonnes: 0.1,
};

/// A value that holds under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conditional {
    pub(super) value: String,
    pub(super) condition: Condition,
}

/// What a condition depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// On nothing that changes: it always holds for this vehicle.
    Always,
    /// On the time, in the words that [`hours`] reads.
    Timed(String),
    /// It never holds for this vehicle, or nobody can say.
    Ignored(ConditionDrop),
}

/// The values of a `…:conditional` tag in their order.
pub(super) fn parse(profile: &Profile, text: &str) -> Vec<Conditional> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in split_outside_parentheses(text) {
        match part.split_once('@') {
            Some((value, condition)) => {
                found.push((value.trim().to_owned(), condition.trim().to_owned()));
            }
            // "no @ Mo-Fr 07:00-09:00; Sa 10:00-12:00": without parentheses the condition goes on.
            None => match found.last_mut() {
                Some((_, condition)) => {
                    condition.push_str("; ");
                    condition.push_str(part.trim());
                }
                // "schooldays only"
                None => found.push((part.trim().to_owned(), String::new())),
            },
        }
    }
    found
        .into_iter()
        .map(|(value, condition)| Conditional {
            value,
            condition: read(profile, &condition),
        })
        .collect()
}

/// A tag of a way or node that conditions replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    pub(super) key: String,
    pub(super) by: Conditional,
}

/// The tags of a way that conditions replace, in the order of the keys (the strongest last, so that it has the last
/// word) and of the values.
pub(super) fn of_way(profile: &Profile, tags: &Tags<'_>) -> Vec<Replaced> {
    if !tags.iter().any(|(key, _)| key.ends_with(SUFFIX)) {
        return Vec::new();
    }
    let mut one_way: Vec<String> = vec!["oneway".to_owned()];
    let vehicles = profile.vehicle_keys.iter().rev();
    one_way.extend(vehicles.map(|key| format!("oneway:{key}")));
    let directed = |key: &&str| ["", ":forward", ":backward"].map(|side| format!("{key}{side}"));
    let access = profile.access_keys.iter().rev().flat_map(directed);
    let limits = match profile.limits {
        SpeedLimits::Ignored => Vec::new(),
        _ => ["maxspeed", "maxspeed:advisory"]
            .iter()
            .flat_map(directed)
            .collect(),
    };
    let mut found = replaced(profile, tags, one_way, direction::is_known);
    found.extend(replaced(profile, tags, access.collect(), |value| {
        access::is_known(profile, value)
    }));
    found.extend(replaced(profile, tags, limits, |value| {
        maxspeed::parse(value, &Limits::default()).is_some()
    }));
    found
}

/// The access tags of a node that conditions replace.
pub(super) fn of_node(profile: &Profile, tags: &Tags<'_>) -> Vec<Replaced> {
    let keys = profile.access_keys.iter().rev();
    let keys = keys.map(|&key| key.to_owned()).collect();
    replaced(profile, tags, keys, |value| {
        access::is_known(profile, value)
    })
}

/// A value that means nothing is ignored with its condition: what is closed is not opened by a word nobody knows.
fn replaced(
    profile: &Profile,
    tags: &Tags<'_>,
    keys: Vec<String>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<Replaced> {
    let mut found = Vec::new();
    for key in keys {
        let text = tags.get(&format!("{key}{SUFFIX}")).unwrap_or_default();
        for mut by in parse(profile, text) {
            if !is_known(&by.value) {
                by.condition = Condition::Ignored(ConditionDrop::NotUnderstood);
            }
            let key = key.clone();
            found.push(Replaced { key, by });
        }
    }
    found
}

/// Reads the part behind the "@".
fn read(profile: &Profile, text: &str) -> Condition {
    let size = profile.size.unwrap_or(SMALL);
    let mut times = Vec::new();
    for part in split_and(bare(text)) {
        let part = bare(part);
        match compared(&size, part) {
            Some(true) => {}
            Some(false) => return Condition::Ignored(ConditionDrop::OtherVehicles),
            None if hours::is_time(part) => times.push(part),
            None => return Condition::Ignored(ConditionDrop::NotUnderstood),
        }
    }
    if times.is_empty() {
        Condition::Always
    } else {
        Condition::Timed(times.join(hours::AND))
    }
}

/// Whether a comparison such as "weight>7.5" is true of the vehicle; `None` when the text is none.
fn compared(size: &Size, text: &str) -> Option<bool> {
    let at = text.find(['<', '>', '='])?;
    let own = match text[..at].trim() {
        "weight" | "maxweight" | "weightrating" | "maxweightrating" => size.weight_tonnes,
        "axleload" | "maxaxleload" => size.weight_tonnes / 2.0,
        "height" => size.height_metres,
        "width" => size.width_metres,
        "length" => size.length_metres,
        _ => return None,
    };
    let digits = text[at..].find(|c: char| c.is_ascii_digit())? + at;
    let end = text[digits..]
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(text.len(), |end| digits + end);
    let limit: f64 = text[digits..end].parse().ok()?;
    match text[at..digits].trim() {
        "<" => Some(own < limit),
        "<=" => Some(own <= limit),
        ">" => Some(own > limit),
        ">=" => Some(own >= limit),
        _ => None,
    }
}

/// Without the parentheses around the whole text.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    // "(a) AND (b)" has none around the whole.
    inner
        .filter(|inner| is_balanced(inner))
        .map_or(text, str::trim)
}

fn is_balanced(text: &str) -> bool {
    let mut open = 0;
    for c in text.chars() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// The parts between " AND ", in capitals or not.
fn split_and(text: &str) -> Vec<&str> {
    let lower = text.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, and) in lower.match_indices(" and ") {
        parts.push(&text[begin..at]);
        begin = at + and.len();
    }
    parts.push(&text[begin..]);
    parts
}

/// The parts between the ";" that stand outside of parentheses; empty ones are left out.
fn split_outside_parentheses(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut open) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            ';' if open <= 0 => {
                parts.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::road::{CAR, FOOT};
    use proptest::prelude::*;

    /// "value @ condition" a line, "!" for what is ignored, "*" for what always holds.
    fn read_all(text: &str) -> Vec<String> {
        let shown = |conditional: &Conditional| {
            let condition = match &conditional.condition {
                Condition::Always => "*".to_owned(),
                Condition::Timed(text) => text.clone(),
                Condition::Ignored(why) => format!("! {why}"),
            };
            format!("{} @ {condition}", conditional.value)
        };
        parse(&CAR, text).iter().map(shown).collect()
    }

    #[test]
    fn values_and_conditions() {
        let other = "! for other vehicles";
        let unclear = "! not understood";
        for (text, expected) in [
            ("no @ (07:00-09:00)", vec!["no @ 07:00-09:00".to_owned()]),
            (
                "no @ Mo-Fr 07:00-09:00",
                vec!["no @ Mo-Fr 07:00-09:00".to_owned()],
            ),
            (
                "no @ Mo-Fr 07:00-09:00; Sa 10:00-12:00",
                vec!["no @ Mo-Fr 07:00-09:00; Sa 10:00-12:00".to_owned()],
            ),
            (
                "30 @ (07:00-17:00; PH off); 50 @ (Su)",
                vec!["30 @ 07:00-17:00; PH off".to_owned(), "50 @ Su".to_owned()],
            ),
            ("no @ (weight>7.5)", vec![format!("no @ {other}")]),
            ("no @ (weight > 3.5 t)", vec![format!("no @ {other}")]),
            ("60 @ (weight<3.5)", vec!["60 @ *".to_owned()]),
            ("no @ (length>=4)", vec!["no @ *".to_owned()]),
            ("60 @ (wet)", vec![format!("60 @ {unclear}")]),
            ("no @ (has_pygmies > 10 p)", vec![format!("no @ {unclear}")]),
            ("no @ (hgv)", vec![format!("no @ {unclear}")]),
            (
                "no @ (22:00-06:00 AND weight<7.5)",
                vec!["no @ 22:00-06:00".to_owned()],
            ),
            (
                "no @ ((Mo-Fr 07:00-09:00) and (Dec-Feb))",
                vec!["no @ Mo-Fr 07:00-09:00 AND Dec-Feb".to_owned()],
            ),
            (
                "schooldays only",
                vec![format!("schooldays only @ {unclear}")],
            ),
            ("", vec![]),
            (";;@", vec![format!(" @ {unclear}")]),
        ] {
            assert_eq!(read_all(text), expected, "{text}");
        }
        let on_foot = parse(&FOOT, "no @ (weight>3.5)");
        assert_eq!(
            on_foot[0].condition,
            Condition::Ignored(ConditionDrop::OtherVehicles)
        );
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "[ -~é@;():<>0-9]{0,60}") {
            let _ = parse(&CAR, &text);
        }
    }
}
