//! Events about triage forms, destinations and flags.

use crate::{
    dispatch::{
        board::{Board, Changed},
        event::Change,
        ids::{DestinationId, FlagId},
        model::{Destination, Flag, TriageForm},
    },
    units::Timestamp,
};

pub(super) fn take_in(board: &mut Board, at: Timestamp, change: &Change) -> Option<Changed> {
    match change {
        Change::TriageFormSet { form } => Some(set_form(board, form)),
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
            hours,
            places,
        } => {
            let standing = board.destinations.get_mut(destination)?;
            if hours.is_some() {
                standing.hours.clone_from(hours);
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

fn set_form(board: &mut Board, form: &TriageForm) -> Changed {
    let before = board.form(form.kind).version;
    let set = TriageForm {
        version: before + 1,
        ..form.clone()
    };
    board.forms.insert(form.kind, set);
    Changed {
        form: Some(form.kind),
        ..Changed::default()
    }
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
