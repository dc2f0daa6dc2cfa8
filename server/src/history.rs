//! What was changed of the service, when and by whom, found in the log.

use nearhand_engine::{
    dispatch::{
        Board, Change,
        configuration::{Difference, differences},
    },
    units::Timestamp,
};

use crate::store::Logged;

/// A change of the configuration, or of the list of destinations.
#[derive(Clone, Debug, PartialEq)]
pub struct PastChange {
    /// Its (last) number in the log.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The configuration's version after it.
    pub version: u64,
    /// What changed, entry by entry.
    pub changes: Vec<Difference>,
}

/// Collects the changes from a log that is read from its beginning.
#[derive(Default)]
pub struct History {
    board: Board,
    found: Vec<PastChange>,
}

impl History {
    /// Takes in the next entry; whether it changed the service.
    pub fn take_in(&mut self, entry: &Logged) -> bool {
        let change = &entry.event.change;
        let is_about_it = matches!(
            change,
            Change::Configured { .. }
                | Change::TriageFormSet { .. }
                | Change::DestinationAdded { .. }
                | Change::DestinationUpdated { .. }
                | Change::DestinationRetired { .. }
        );
        if !is_about_it {
            return false;
        }
        let before = self.board.service_file();
        self.board.apply(&entry.event);
        let changes = differences(&before, &self.board.service_file());
        let was_set = matches!(change, Change::Configured { .. });
        // The first one may say what was built in; the places left at a destination are no change of it.
        if changes.is_empty() && !was_set {
            return false;
        }
        let version = self.board.configuration().version;
        match self.found.last_mut() {
            // One command sets the service and its destinations.
            Some(last)
                if (last.seq + 1, last.at, &last.actor)
                    == (entry.seq, entry.event.at, &entry.actor) =>
            {
                last.seq = entry.seq;
                last.changes.extend(changes);
            }
            _ => self.found.push(PastChange {
                seq: entry.seq,
                at: entry.event.at,
                actor: entry.actor.clone(),
                version,
                changes,
            }),
        }
        true
    }

    /// The board with the service as the entries so far have set it, and nothing else on it.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The changes, oldest first.
    #[must_use]
    pub fn changes(self) -> Vec<PastChange> {
        self.found
    }
}
