//! The numbers behind a recommendation, in one place.

use crate::{
    coverage::{BusyFraction, Share},
    dispatch::model::{Priority, TeamStatus},
    units::Millis,
};

/// How cover is weighed against time, and what is too old to go by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Time that the loss of the whole demand's expected cover is worth. 1000 s by default: losing
    /// one percent of the demand is worth ten seconds of driving.
    pub cover_price: Millis,
    /// The most that cover can cost each priority, 1 to 4, by default 0, 1, 3 and 5 minutes: for a
    /// life in danger nothing but time counts.
    pub cover_caps: [Millis; 4],
    /// The share of its time that a team is busy: Daskin's q, 0.3 by default.
    pub busy_fraction: BusyFraction,
    /// A team whose last position is older than this is not ranked at all. 12 hours by default: a
    /// shift's length; younger ones are ranked with their age added to their time.
    pub oldest_position: Millis,
    /// What it is worth to each priority, 1 to 4, that a team knows the person or the place; by default 0, 1, 2
    /// and 3 minutes.
    pub continuity: [Millis; 4],
    /// What it costs each priority, 1 to 4, that a team's shift would end before it is done; by default 0, 2, 4
    /// and 6 minutes.
    pub overtime: [Millis; 4],
    /// How long a task takes from arrival to clear, for comparing with a shift's end; 45 minutes by default.
    pub task: Millis,
    /// A busy team is never foreseen to be free sooner than this; a minute by default.
    pub soonest_free: Millis,
    /// The weight of a minute too late for each priority, 1 to 4, in a joint assignment; by default 27, 9, 3, 1:
    /// one more urgent counts as three.
    pub weights: [u64; 4],
    /// Who else could help, such as the county's mobile crisis team.
    pub neighbours: Vec<Neighbour>,
}

/// A service next door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
    /// How long it usually takes to come.
    pub response: Millis,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            cover_price: Millis::from_secs(1000),
            cover_caps: [0, 1, 3, 5].map(Millis::from_mins),
            busy_fraction: const {
                match BusyFraction::new(0.3) {
                    Ok(q) => q,
                    Err(_) => panic!("0.3 is a fraction below 1"),
                }
            },
            oldest_position: Millis::from_mins(12 * 60),
            continuity: [0, 1, 2, 3].map(Millis::from_mins),
            overtime: [0, 2, 4, 6].map(Millis::from_mins),
            task: Millis::from_mins(45),
            soonest_free: Millis::from_mins(1),
            weights: [27, 9, 3, 1],
            neighbours: Vec::new(),
        }
    }
}

impl Policy {
    /// The most that cover can cost a priority.
    #[must_use]
    pub fn cover_cap(&self, priority: Priority) -> Millis {
        self.cover_caps[place(priority)]
    }

    /// Time added to a team's arrival for the expected cover that is lost when it goes.
    #[must_use]
    pub fn cover_penalty(&self, priority: Priority, lost: Share) -> Millis {
        let seconds = (self.cover_price.as_secs_f64() * lost.0).max(0.0);
        // A share of a duration that is itself a u64 of milliseconds.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let penalty = Millis((seconds * 1000.0).round() as u64);
        penalty.min(self.cover_cap(priority))
    }

    /// The weight of a minute too late.
    #[must_use]
    pub fn weight(&self, priority: Priority) -> u64 {
        self.weights[place(priority)]
    }

    /// How long a team usually stays in a status from which it is soon free, where it stands until then.
    #[must_use]
    pub fn usually_takes(&self, status: TeamStatus) -> Option<Millis> {
        let minutes = match status {
            TeamStatus::OnScene => 35,
            TeamStatus::WithClient => 30,
            TeamStatus::AtDestination => 20,
            TeamStatus::Clearing => 5,
            _ => return None,
        };
        Some(Millis::from_mins(minutes))
    }
}

fn place(priority: Priority) -> usize {
    usize::from(priority.number()) - 1
}
