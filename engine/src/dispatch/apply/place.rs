//! Events about triage forms, destinations and flags.

use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::{DestinationId, FlagId},
        model::{Destination, Flag, Hours, TriageForm},
    },
    units::Timestamp,
};

pub(super) fn take_in(board: &mut Board, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::TriageFormSet { form } => set_form(board, form),
        Change::DestinationAdded {
            destination,
            name,
            position,
            address,
            hours,
            places,
        } => {
            let made = Destination {
                id: *destination,
                name: name.clone(),
                position: *position,
                address: address.clone(),
                hours: hours.clone(),
                places: *places,
                retired_at: None,
                version: 1,
            };
            if board.destinations.contains_key(destination) {
                return None;
            }
            board.destinations.insert(*destination, made);
            Some(destination_changed(*destination))
        }
        Change::DestinationUpdated {
            destination,
            name,
            position,
            address,
            hours,
            places,
        } => {
            let standing = board.destinations.get_mut(destination)?;
            if let Some(name) = name {
                standing.name.clone_from(name);
            }
            standing.position = position.unwrap_or(standing.position);
            if address.is_some() {
                standing.address.clone_from(address);
            }
            if let Some(hours) = hours {
                standing.hours = Some(hours.clone()).filter(|hours| *hours != Hours::always());
            }
            standing.places = places.or(standing.places);
            standing.version += 1;
            Some(destination_changed(*destination))
        }
        Change::DestinationRetired { destination } => {
            let standing = board.destinations.get_mut(destination)?;
            standing.retired_at = Some(at);
            standing.version += 1;
            Some(destination_changed(*destination))
        }
        Change::FlagAdded {
            flag,
            position,
            radius,
            text,
            requires,
            until,
        } => {
            let made = Flag {
                id: *flag,
                position: *position,
                radius: *radius,
                text: text.clone(),
                requires: requires.clone(),
                set_at: at,
                until: *until,
                ended_at: None,
                version: 1,
            };
            if board.flags.contains_key(flag) {
                return None;
            }
            board.flags.insert(*flag, made);
            Some(flag_changed(*flag))
        }
        Change::FlagEnded { flag } => {
            let standing = board.flags.get_mut(flag)?;
            standing.ended_at = Some(at);
            standing.version += 1;
            Some(flag_changed(*flag))
        }
        _ => None,
    }
}

/// A change of the questions is a change of the configuration that they stand in.
fn set_form(board: &mut Board, form: &TriageForm) -> Option<Changed> {
    let mut types = board.configuration.types.iter_mut();
    let standing = types.find(|kind| kind.form.kind == form.kind)?;
    standing.form = TriageForm {
        version: standing.form.version + 1,
        ..form.clone()
    };
    // One that nobody has set is still to be set.
    if !board.configuration.is_built_in() {
        board.configuration.version += 1;
    }
    Some(Changed {
        form: Some(form.kind),
        ..Changed::default()
    })
}

fn destination_changed(id: DestinationId) -> Changed {
    Changed {
        destination: Some(id),
        ..Changed::default()
    }
}

fn flag_changed(id: FlagId) -> Changed {
    Changed {
        flag: Some(id),
        ..Changed::default()
    }
}
