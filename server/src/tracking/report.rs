//! How good the arrival times told were.

use std::ops::Range;

use nearhand_engine::{
    dispatch::Board,
    units::{Millis, Timestamp},
};
use serde::Serialize;
use utoipa::ToSchema;

pub use super::scores::HorizonScore;
use super::scores::{Outcome, by_horizon};
use crate::{app::App, problem::Problem, store::ToldEta, wire::time::Time};

/// How good the arrival times told in a period were, by how far ahead they were told.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EtaReport {
    /// Begin of the period.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end.
    #[schema(value_type = String, format = DateTime)]
    to: Time,
    /// Journeys that ended on scene.
    journeys: usize,
    /// Horizons that something was told for, nearest first.
    horizons: Vec<HorizonScore>,
}

/// Compares what was told with when teams were on scene. Disk: not for the async workers.
///
/// # Errors
/// When the store fails.
pub fn of(app: &App, period: Range<Timestamp>) -> Result<EtaReport, Problem> {
    let stored = app.tracking.write(app);
    let told = stored.and_then(|()| app.tracking.store.etas(period.clone()));
    let told = told.map_err(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "arrival times cannot be read"
        );
        Problem::internal()
    })?;
    let published = app.agency.published();
    let outcomes: Vec<(&ToldEta, Outcome)> = told
        .iter()
        .filter_map(|told| Some((told, outcome(&published.board, told)?)))
        .collect();
    let mut journeys: Vec<_> = outcomes.iter().map(|(told, _)| told.assignment).collect();
    journeys.dedup();
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
    Ok(EtaReport {
        from: period.start.into(),
        to: period.end.into(),
        journeys: journeys.len(),
        horizons: by_horizon(&outcomes),
    })
}

/// What became of an arrival time; `None` when that team has not arrived, or another was there first.
fn outcome(board: &Board, told: &ToldEta) -> Option<Outcome> {
    let assignment = board.assignment(told.assignment)?;
    let request = board.request(assignment.request)?;
    let is_only = request.assignments.iter().all(|&other| {
        other == told.assignment
            || board
                .assignment(other)
                .and_then(|other| other.ended_at)
                .is_some_and(|ended| ended <= assignment.assigned_at)
    });
    let arrived = request.times.on_scene.filter(|_| is_only)?;
    let is_later = arrived >= told.told_at;
    #[expect(clippy::cast_precision_loss, reason = "a difference of times")]
    let late = (arrived.0 - told.arrives_at.0) as f64 / 1000.0;
    is_later.then_some(Outcome {
        ahead: Millis(told.arrives_at.since(told.told_at).0),
        late,
    })
}
