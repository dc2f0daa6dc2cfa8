//! How busy the teams were.

use nearhand_engine::dispatch::{Board, report};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    clock::{Clock, Period},
    table::{Row, Table},
};
use crate::wire::time::seconds;

const COUNTED: &str = "shifts from signed on to signed off and tasks from notified to cleared, declined, cancelled or reassigned, as far as they lie in the period; what still goes on counts until the report is made";

/// How busy the teams were in a period.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct UtilisationReport {
    clock: Clock,
    /// A line for each team.
    rows: Vec<UtilisationRow>,
}

/// How busy a team was.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct UtilisationRow {
    /// The team.
    team: String,
    /// Its callsign.
    callsign: String,
    /// Time on shift, seconds.
    on_shift_s: f64,
    /// Time committed to tasks, seconds.
    committed_s: f64,
    /// The share of the time on shift that was committed, 0 to 1; null when the team was not on shift.
    utilisation: Option<f64>,
    /// Tasks that it was notified of in the period.
    tasks: usize,
    /// Of these: cleared by it.
    completed: usize,
}

impl UtilisationReport {
    /// The report on a board.
    #[must_use]
    pub fn of(board: &Board, period: &Period, time_zone: &str) -> Self {
        let busy = report::utilisation(board, &period.range, period.now);
        let rows = busy.into_iter().map(|(team, busy)| UtilisationRow {
            team: team.to_string(),
            callsign: board
                .team(team)
                .map(|team| team.callsign.clone())
                .unwrap_or_default(),
            on_shift_s: seconds(busy.on_shift),
            committed_s: seconds(busy.committed),
            utilisation: busy.share(),
            tasks: busy.tasks,
            completed: busy.completed,
        });
        Self {
            clock: Clock::new(period, time_zone, COUNTED),
            rows: rows.collect(),
        }
    }
}

impl Table for UtilisationReport {
    type Row = UtilisationRow;

    const NAME: &'static str = "utilisation";

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn rows(&self) -> &[UtilisationRow] {
        &self.rows
    }
}

impl Row for UtilisationRow {
    fn typed(&mut self) -> &mut String {
        &mut self.callsign
    }
}
