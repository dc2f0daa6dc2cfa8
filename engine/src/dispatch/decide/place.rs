//! What is asked of destinations and flags.

use super::{next, thing_takes, to_come};
use crate::{
    dispatch::{
        board::Board,
        command::{PlaceCommand, Subject},
        event::Change,
        ids::{DestinationId, FlagId},
        rejection::Rejection,
        transitions::ThingAction,
    },
    units::{Millis, Timestamp},
};

/// The longest that a warning holds without being confirmed anew.
const LONGEST_FLAG: Millis = Millis::from_mins(366 * 24 * 60);

pub(super) fn change(
    board: &Board,
    command: PlaceCommand,
    at: Timestamp,
) -> Result<Change, Rejection> {
    match command {
        PlaceCommand::AddDestination {
            name,
            position,
            address,
            hours,
            places,
        } => {
            let last = board.destinations.keys().next_back().map(|id| id.0);
            Ok(Change::DestinationAdded {
                destination: DestinationId(next("destination", last)?),
                name,
                position,
                address,
                hours,
                places,
            })
        }
        PlaceCommand::UpdateDestination {
            destination,
            name,
            position,
            address,
            hours,
            places,
        } => {
            destination_takes(board, destination, ThingAction::Update)?;
            let told = name.is_some() || position.is_some() || address.is_some();
            if !told && hours.is_none() && places.is_none() {
                let subject = Subject::Destination(destination);
                return Err(Rejection::NothingToChange { subject });
            }
            Ok(Change::DestinationUpdated {
                destination,
                name,
                position,
                address,
                hours,
                places,
            })
        }
        PlaceCommand::RetireDestination { destination } => {
            destination_takes(board, destination, ThingAction::Retire)?;
            Ok(Change::DestinationRetired { destination })
        }
        PlaceCommand::AddFlag {
            position,
            radius,
            text,
            requires,
            until,
        } => {
            to_come("until", until, at)?;
            if until > at.plus(LONGEST_FLAG) {
                return Err(Rejection::InvalidValue {
                    field: "until",
                    problem: "a flag ends within a year: confirm it anew then".to_owned(),
                });
            }
            let last = board.flags.keys().next_back().map(|id| id.0);
            Ok(Change::FlagAdded {
                flag: FlagId(next("flag", last)?),
                position,
                radius,
                text,
                requires,
                until,
            })
        }
        PlaceCommand::EndFlag { flag } => {
            let state = board.known_flag(flag)?.standing();
            thing_takes(Subject::Flag(flag), state, ThingAction::Retire)?;
            Ok(Change::FlagEnded { flag })
        }
    }
}

fn destination_takes(
    board: &Board,
    destination: DestinationId,
    action: ThingAction,
) -> Result<(), Rejection> {
    let state = board.known_destination(destination)?.standing();
    thing_takes(Subject::Destination(destination), state, action)
}
