//! What is asked of the service's configuration, and what it says of the values in other commands.

use std::collections::{BTreeMap, BTreeSet};

use super::next;
use crate::dispatch::{
    board::Board,
    command::{Command, CrewCommand, PlaceCommand, Subject},
    configuration::{Configuration, ListedDestination, check},
    event::Change,
    ids::DestinationId,
    model::{Capability, Destination, RequestType, TriageForm},
    rejection::Rejection,
};

/// The service is what the configuration says from now on; destinations that are not listed are off the list.
///
/// One that was never set is set even when it says the same: the log then holds what the service goes by, whatever a later
/// version of the program has built in.
pub(super) fn configure(
    board: &Board,
    configuration: &Configuration,
    destinations: Option<Vec<ListedDestination>>,
) -> Result<Vec<Change>, Rejection> {
    check::check(configuration)?;
    let mut changes = Vec::new();
    let standing = board.configuration();
    if standing.is_built_in() || !standing.says_the_same(configuration) {
        let configuration = Box::new(configuration.as_set());
        changes.push(Change::Configured { configuration });
    }
    if let Some(listed) = destinations {
        check::destinations(&listed)?;
        changes.extend(list(board, listed)?);
    }
    if changes.is_empty() {
        let subject = Subject::Configuration;
        return Err(Rejection::NothingToChange { subject });
    }
    Ok(changes)
}

/// Destinations are told apart by their names.
fn list(board: &Board, listed: Vec<ListedDestination>) -> Result<Vec<Change>, Rejection> {
    let mut last = board.destinations.keys().next_back().map(|id| id.0);
    let mut standing: BTreeMap<String, &Destination> = board
        .destinations()
        .filter(|it| it.retired_at.is_none())
        .map(|it| (key(&it.name), it))
        .collect();
    let mut changes = Vec::new();
    for one in listed {
        let Some(known) = standing.remove(&key(&one.name)) else {
            let number = next("destination", last)?;
            last = Some(number);
            changes.push(Change::DestinationAdded {
                destination: DestinationId(number),
                name: one.name,
                position: one.position,
                address: one.address,
                hours: one.hours,
                places: one.places,
            });
            continue;
        };
        changes.extend(relisted(known, one));
    }
    let gone = standing
        .values()
        .map(|it| Change::DestinationRetired { destination: it.id });
    changes.extend(gone);
    Ok(changes)
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The change of a destination that stays on the list, if there is one.
fn relisted(known: &Destination, listed: ListedDestination) -> Option<Change> {
    let hours = match (&known.hours, listed.hours) {
        (Some(_), None) => Some(crate::dispatch::model::Hours::always()),
        (before, now) if *before == now => None,
        (_, now) => now,
    };
    let position = (known.position != listed.position).then_some(listed.position);
    let address = listed
        .address
        .filter(|address| known.address.as_ref() != Some(address));
    let name = (known.name != listed.name).then_some(listed.name);
    let changes = name.is_some() || position.is_some() || address.is_some() || hours.is_some();
    changes.then_some(Change::DestinationUpdated {
        destination: known.id,
        name,
        position,
        address,
        hours,
        places: None,
    })
}

pub(super) fn set_form(board: &Board, form: TriageForm) -> Result<Change, Rejection> {
    // Known, or it would have been refused with its subject.
    board.known_form(form.kind)?;
    match form.fault() {
        Some((field, problem)) => Err(Rejection::InvalidValue { field, problem }),
        None => Ok(Change::TriageFormSet { form }),
    }
}

/// Whether the service has the kinds of help, capabilities and sources that a command names anew. What an entity has
/// already it keeps.
pub(super) fn knows(board: &Board, command: &Command) -> Result<(), Rejection> {
    match command {
        Command::CreateRequest { details, .. } => {
            offered(board, "type", details.kind)?;
            source(board, &details.source)?;
            capabilities(board, "needs", &details.needs, &[])
        }
        Command::UpdateRequest {
            request,
            kind_of_help,
            needs,
            ..
        } => {
            let standing = &board.known_request(*request)?.details;
            if let Some(kind) = kind_of_help.filter(|kind| *kind != standing.kind) {
                offered(board, "type", kind)?;
            }
            needs.as_ref().map_or(Ok(()), |needs| {
                capabilities(board, "needs", needs, &[&standing.needs])
            })
        }
        Command::AddTeam {
            capabilities: given,
            ..
        } => capabilities(board, "capabilities", given, &[]),
        Command::UpdateTeam {
            team,
            capabilities: Some(given),
            ..
        } => {
            let had = &board.known_team(*team)?.capabilities;
            capabilities(board, "capabilities", given, &[had])
        }
        Command::Crew(
            CrewCommand::AddMember {
                capabilities: given,
                ..
            }
            | CrewCommand::AddVehicle {
                capabilities: given,
                ..
            },
        ) => capabilities(board, "capabilities", given, &[]),
        Command::Crew(CrewCommand::UpdateMember {
            member,
            capabilities: Some(given),
            ..
        }) => {
            let had = &board.known_member(*member)?.capabilities;
            capabilities(board, "capabilities", given, &[had])
        }
        Command::Place(PlaceCommand::AddFlag { requires, .. }) => {
            capabilities(board, "requires", requires, &[])
        }
        _ => Ok(()),
    }
}

fn offered(board: &Board, field: &'static str, kind: RequestType) -> Result<(), Rejection> {
    let known = board.configuration().kind(kind);
    if known.is_some_and(|kind| !kind.retired) {
        return Ok(());
    }
    let offered = board.configuration().types.iter();
    let offered = offered.filter(|kind| !kind.retired);
    let ids = offered.map(|kind| kind.form.kind.as_str().to_owned());
    wrong(
        field,
        format!(
            "the service gives no such help: choose one of {}",
            listed(ids)
        ),
    )
}

fn source(board: &Board, source: &str) -> Result<(), Rejection> {
    let configuration = board.configuration();
    if source.is_empty() || configuration.has_source(source) {
        return Ok(());
    }
    let known = configuration.sources.iter().chain(&configuration.partners);
    let ids = known.map(|source| source.id.clone());
    wrong(
        "source",
        format!("no requests come from there: choose one of {}", listed(ids)),
    )
}

fn capabilities(
    board: &Board,
    field: &'static str,
    given: &BTreeSet<Capability>,
    had: &[&BTreeSet<Capability>],
) -> Result<(), Rejection> {
    let configuration = board.configuration();
    let known = |it: &Capability| configuration.knows(it) || had.iter().any(|had| had.contains(it));
    if given.iter().all(known) {
        return Ok(());
    }
    let ids = configuration.capabilities.iter();
    let ids = ids.map(|skill| skill.id.as_str().to_owned());
    wrong(
        field,
        format!(
            "the service knows no such capability: choose of {}, or a language such as lang:es",
            listed(ids)
        ),
    )
}

fn listed(ids: impl Iterator<Item = String>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}

fn wrong(field: &'static str, problem: String) -> Result<(), Rejection> {
    Err(Rejection::InvalidValue { field, problem })
}
