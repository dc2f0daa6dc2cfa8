//! Which tags are names, and what kind of place an object is.

use crate::osm::Tags;

/// Keys that make a named object a place to search for; the first that matches says what it is.
/// `None`: every value counts.
const PLACE_KEYS: [(&str, Option<&[&str]>); 16] = [
    (
        "place",
        Some(&[
            "city",
            "town",
            "village",
            "hamlet",
            "suburb",
            "quarter",
            "neighbourhood",
            "borough",
            "locality",
            "square",
            "island",
            "islet",
            "isolated_dwelling",
        ]),
    ),
    ("amenity", None),
    ("healthcare", None),
    ("shop", None),
    ("tourism", None),
    ("emergency", None),
    ("office", None),
    ("craft", None),
    ("leisure", None),
    ("historic", None),
    ("aeroway", Some(&["aerodrome", "terminal", "helipad"])),
    ("railway", Some(&["station", "halt", "tram_stop"])),
    ("public_transport", Some(&["station"])),
    (
        "natural",
        Some(&["beach", "bay", "cape", "peak", "water", "cave_entrance"]),
    ),
    ("man_made", Some(&["lighthouse", "tower", "pier"])),
    ("building", None),
];

/// Keys whose values are names that people may type, besides every `name:<language>`.
const OTHER_NAMES: [&str; 8] = [
    "name",
    "alt_name",
    "old_name",
    "official_name",
    "short_name",
    "loc_name",
    "int_name",
    "ref",
];

/// What kind of place a named object is; `None` when it is none.
pub(super) fn place_kind<'a>(tags: &Tags<'a>) -> Option<(&'static str, &'a str)> {
    PLACE_KEYS.iter().find_map(|(key, values)| {
        let value = tags.get(key)?;
        let counts = value != "no" && values.is_none_or(|values| values.contains(&value));
        counts.then_some((*key, value))
    })
}

/// The name to show: `name`, else English, else any language, else the reference.
pub(super) fn main_name<'a>(tags: &Tags<'a>) -> Option<&'a str> {
    let any_language = || {
        tags.iter()
            .find(|(key, _)| is_language_name(key))
            .map(|(_, value)| value)
    };
    tags.get("name")
        .or_else(|| tags.get("name:en"))
        .or_else(any_language)
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Every name under which the object should be found.
pub(super) fn all_names<'a>(tags: &Tags<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    tags.iter()
        .filter(|(key, _)| OTHER_NAMES.contains(key) || is_language_name(key))
        .flat_map(|(_, value)| value.split(';'))
}

/// `name:en`, `name:mt`, `name:zh-Hant`, but not `name:etymology`.
fn is_language_name(key: &str) -> bool {
    key.strip_prefix("name:").is_some_and(|language| {
        let code = language.split(['-', '_']).next().unwrap_or_default();
        (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase())
    })
}
