//! The numbers behind a recommendation, in one place.

use crate::{
    coverage::{BusyFraction, Share},
    dispatch::model::{Priority, RequestType},
    units::Millis,
};

/// How cover is weighed against time, and what is too old to go by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// Response goal of each priority, 1 to 4: received to on scene.
    pub response_goals: [Millis; 4],
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
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            response_goals: [20, 30, 60, 120].map(Millis::from_mins),
            cover_price: Millis::from_secs(1000),
            cover_caps: [0, 1, 3, 5].map(Millis::from_mins),
            busy_fraction: const {
                match BusyFraction::new(0.3) {
                    Ok(q) => q,
                    Err(_) => panic!("0.3 is a fraction below 1"),
                }
            },
            oldest_position: Millis::from_mins(12 * 60),
        }
    }
}

impl Policy {
    /// The response goal of a priority.
    #[must_use]
    pub fn response_goal(&self, priority: Priority) -> Millis {
        self.response_goals[place(priority)]
    }

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

    /// What it is good to have for a kind of help, without being needed.
    #[must_use]
    pub fn wanted(&self, kind: RequestType) -> &'static [&'static str] {
        match kind {
            RequestType::BehaviouralHealth
            | RequestType::EmotionalDistress
            | RequestType::SuicidePrevention => &["clinician"],
            RequestType::SubstanceUse => &["naloxone"],
            RequestType::MedicalAid => &["first_aid"],
            RequestType::Transport => &["transport"],
            RequestType::HomelessnessOutreach => &["peer", "transport"],
            RequestType::WellnessCheck
            | RequestType::BenefitsAndIntake
            | RequestType::FollowUp
            | RequestType::QualityOfLife => &[],
        }
    }
}

fn place(priority: Priority) -> usize {
    usize::from(priority.number()) - 1
}
