//! What a configuration must be.

use std::collections::BTreeSet;

use ::geo::Validation as _;

use super::{Configuration, Goals, KindOfHelp, Label, ListedDestination, Source, Zone};
use crate::{
    dispatch::{model::is_id, rejection::Rejection},
    units::Millis,
};

const MOST_ENTRIES: usize = 200;
const MOST_CORNERS: usize = 500;
const NAME_LIMIT: usize = 80;
const LONGEST_GOAL: Millis = Millis::from_mins(14 * 24 * 60);
const MOST_DAYS: u16 = 3660;

/// Checks a configuration by itself, whatever the board.
///
/// # Errors
/// The first fault, with the section as its field and the entry named in the sentence.
pub(in crate::dispatch) fn check(configuration: &Configuration) -> Result<(), Rejection> {
    label("service", &configuration.service)?;
    for (role, title) in &configuration.titles {
        named("titles", is_id(role), || format!("\"{role}\" is no role"))?;
        label("titles", title)?;
    }
    goals(&configuration.goals)?;
    retention(configuration)?;
    capabilities(configuration)?;
    sources(configuration)?;
    places(configuration)?;
    entries("types", configuration.types.len())?;
    let ids = configuration.types.iter().map(|kind| kind.form.kind);
    unique("types", ids.map(String::from))?;
    named(
        "types",
        configuration.types.iter().any(|kind| !kind.retired),
        || "a service gives at least one kind of help".to_owned(),
    )?;
    let mut types = configuration.types.iter();
    types.try_for_each(|kind| kind_of_help(configuration, kind))
}

/// Checks what a file lists of destinations.
///
/// # Errors
/// As [`check`].
pub(in crate::dispatch) fn destinations(listed: &[ListedDestination]) -> Result<(), Rejection> {
    entries("destinations", listed.len())?;
    for one in listed {
        name("destinations", &one.name)?;
        if let Some(address) = &one.address {
            text("destinations", address, 200)?;
        }
    }
    unique("destinations", listed.iter().map(|it| it.name.clone()))
}

fn retention(configuration: &Configuration) -> Result<(), Rejection> {
    let kept = configuration.retention;
    named("retention", kept.breadcrumb_days <= MOST_DAYS, || {
        format!("breadcrumb_days: at most {MOST_DAYS} days are kept")
    })?;
    named(
        "retention",
        (1..=MOST_DAYS).contains(&kept.access_days),
        || format!("access_days: who read what is kept for 1 to {MOST_DAYS} days"),
    )
}

fn capabilities(configuration: &Configuration) -> Result<(), Rejection> {
    let known = &configuration.capabilities;
    entries("capabilities", known.len())?;
    unique(
        "capabilities",
        known.iter().map(|it| it.id.as_str().to_owned()),
    )?;
    known
        .iter()
        .try_for_each(|it| label("capabilities", &it.label))
}

fn sources(configuration: &Configuration) -> Result<(), Rejection> {
    let check = |field, list: &[Source]| {
        entries(field, list.len())?;
        list.iter().try_for_each(|it| {
            named(field, is_id(&it.id), || {
                format!(
                    "\"{}\" is no id: use 1 to 40 lower-case letters, digits or '_'",
                    it.id
                )
            })?;
            label(field, &it.label)
        })
    };
    named("sources", !configuration.sources.is_empty(), || {
        "requests come from somewhere: give at least one source".to_owned()
    })?;
    check("sources", &configuration.sources)?;
    check("partners", &configuration.partners)?;
    // A partner is a source too, so an id belongs to one of them.
    let all = configuration.sources.iter().chain(&configuration.partners);
    unique("partners", all.map(|it| it.id.clone()))
}

fn places(configuration: &Configuration) -> Result<(), Rejection> {
    entries("posts", configuration.posts.len())?;
    for post in &configuration.posts {
        name("posts", &post.name)?;
    }
    unique(
        "posts",
        configuration.posts.iter().map(|it| it.name.clone()),
    )?;
    entries("zones", configuration.zones.len())?;
    configuration.zones.iter().try_for_each(zone)?;
    unique(
        "zones",
        configuration.zones.iter().map(|it| it.name.clone()),
    )
}

fn zone(zone: &Zone) -> Result<(), Rejection> {
    name("zones", &zone.name)?;
    let corners = zone.ring.len();
    named("zones", (3..=MOST_CORNERS).contains(&corners), || {
        format!("zone \"{}\" has 3 to {MOST_CORNERS} corners", zone.name)
    })?;
    named("zones", zone.polygon().is_valid(), || {
        format!("the ring of zone \"{}\" crosses itself", zone.name)
    })
}

fn kind_of_help(configuration: &Configuration, kind: &KindOfHelp) -> Result<(), Rejection> {
    let id = kind.form.kind.as_str();
    label("types", &kind.label)?;
    if let Some(own) = &kind.goals {
        goals(own)?;
    }
    let unknown = kind.wants.iter().find(|it| !configuration.knows(it));
    if let Some(unknown) = unknown {
        return wrong(
            "types",
            format!(
                "{id} wants \"{}\", which is none of the capabilities: add it there",
                unknown.as_str()
            ),
        );
    }
    match kind.form.fault() {
        Some((_, problem)) => wrong("types", format!("{id}: {problem}")),
        None => Ok(()),
    }
}

fn goals(goals: &Goals) -> Result<(), Rejection> {
    let range = Millis::from_mins(1)..=LONGEST_GOAL;
    let mut given = goals.0.iter();
    let fit = given.all(|goal| range.contains(goal) && goal.0.is_multiple_of(60_000));
    named("goals", fit, || {
        "a goal is a number of whole minutes, up to 14 days".to_owned()
    })
}

fn label(field: &'static str, label: &Label) -> Result<(), Rejection> {
    name(field, &label.name)?;
    for (tag, in_it) in &label.names {
        let is_tag = (2..=35).contains(&tag.len())
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        named(field, is_tag, || {
            format!("\"{tag}\" is no language: use a BCP 47 tag such as es")
        })?;
        name(field, in_it)?;
    }
    Ok(())
}

fn name(field: &'static str, given: &str) -> Result<(), Rejection> {
    text(field, given, NAME_LIMIT)
}

fn text(field: &'static str, given: &str, limit: usize) -> Result<(), Rejection> {
    let length = given.chars().count();
    let fits = !given.trim().is_empty() && length <= limit && !given.chars().any(char::is_control);
    named(field, fits, || {
        let begin: String = given.chars().take(20).filter(|c| !c.is_control()).collect();
        format!("\"{begin}\" is no name: it has 1 to {limit} characters on one line")
    })
}

fn entries(field: &'static str, found: usize) -> Result<(), Rejection> {
    if found > MOST_ENTRIES {
        let limit = MOST_ENTRIES;
        return Err(Rejection::TooMany {
            field,
            found,
            limit,
        });
    }
    Ok(())
}

fn unique(field: &'static str, ids: impl Iterator<Item = String>) -> Result<(), Rejection> {
    let mut seen = BTreeSet::new();
    for id in ids {
        let again = format!("\"{id}\" stands there twice");
        named(field, seen.insert(id.trim().to_lowercase()), || again)?;
    }
    Ok(())
}

fn named(
    field: &'static str,
    holds: bool,
    problem: impl FnOnce() -> String,
) -> Result<(), Rejection> {
    if holds {
        Ok(())
    } else {
        wrong(field, problem())
    }
}

fn wrong(field: &'static str, problem: String) -> Result<(), Rejection> {
    Err(Rejection::InvalidValue { field, problem })
}
