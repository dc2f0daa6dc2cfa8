//! Positions in, from whatever way, and out to those who may see them.

use nearhand_engine::{
    dispatch::{Fix, FixOutcome, FixRefusal, LivePosition, fleet::MOVING, ids::TeamId},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Millis, Timestamp},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    agency::Taken,
    app::App,
    auth::Principal,
    wire::{
        entities::Position,
        redact::Viewer,
        shapes,
        time::{self, Time, seconds},
    },
};

/// A device's report of where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFix {
    /// Longitude and latitude.
    #[schema(value_type = shapes::LngLat)]
    pub position: LngLat,
    /// When the device took it.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// Speed, metres per second.
    pub speed: Option<f64>,
    /// Direction of travel, degrees clockwise from north.
    pub bearing: Option<f64>,
    /// Accuracy, metres.
    pub accuracy: Option<f64>,
}

impl From<NewFix> for Fix {
    fn from(fix: NewFix) -> Self {
        Self {
            position: fix.position,
            at: fix.at.0,
            speed: fix.speed.map(MetresPerSecond),
            bearing: fix.bearing.and_then(Bearing::new),
            accuracy: fix.accuracy.map(Metres),
        }
    }
}

/// A device's clock may be this much behind when its team signs on.
const CLOCK_SLACK: Millis = Millis::from_mins(2);

/// Why a fix is not taken in. The texts hold no position: they may be logged.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Dispatchers and planners have no position.
    #[error("only a team or its device may send positions")]
    NoTeam,
    /// The team is gone from the board.
    #[error("there is no team {0}")]
    Unknown(TeamId),
    /// Where people are when they are not at work is nobody's business.
    #[error("team {0} is off duty: sign on first")]
    OffDuty(TeamId),
    /// Nor where they were before.
    #[error("team {0} was not on shift yet at that time")]
    BeforeShift(TeamId),
    /// It cannot be true.
    #[error(transparent)]
    Untrue(#[from] FixRefusal),
}

/// Takes in a fix that a caller sends for its team: the one way in for all of them.
///
/// A fix is checked by itself, put in the order of the device's clock, taken once, and held back while it is a jump
/// that none other confirms (`nearhand_engine::dispatch::fleet`). What is believed to be the newest is where the team
/// is; everything that can be true is kept as a breadcrumb.
///
/// # Errors
/// Why it is refused.
pub fn take(
    app: &App,
    caller: &Principal,
    fix: Fix,
    now: Timestamp,
) -> Result<FixOutcome, Refusal> {
    app.auth.heard(caller, now);
    let team = caller.team.ok_or(Refusal::NoTeam)?;
    let Some(shift) = app.agency.fleet().shift(team) else {
        return Err(not_on_shift(app, team));
    };
    if (shift.since()).is_some_and(|since| fix.at.plus(CLOCK_SLACK) < since) {
        return Err(Refusal::BeforeShift(team));
    }
    let heading = fix
        .bearing
        .filter(|_| fix.speed.is_some_and(|speed| speed >= MOVING));
    let snap = app.city.snap_heading(fix.position, heading).ok();
    let taken = app.agency.fleet().update(&shift, fix, snap, now)?;
    let Taken { outcome, moved } = taken.ok_or(Refusal::OffDuty(team))?;
    if outcome != FixOutcome::Duplicate {
        app.breadcrumbs.drop_one(team, fix);
    }
    if let Some(fix) = moved.filter(|_| shift.has_assignment()) {
        app.tracking.moved(app, team, &fix, now);
    }
    metrics::counter!("nearhand_positions_total").increment(1);
    Ok(outcome)
}

fn not_on_shift(app: &App, team: TeamId) -> Refusal {
    match app.agency.published().board.team(team) {
        Some(_) => Refusal::OffDuty(team),
        None => Refusal::Unknown(team),
    }
}

/// The positions that a viewer may see, by team id.
#[must_use]
pub fn seen_by(app: &App, viewer: Viewer) -> Vec<Position> {
    let now = time::now();
    let fleet = app.agency.fleet().fleet();
    fleet
        .positions()
        .filter(|(team, _)| viewer.sees_position_of(*team))
        .map(|(team, live)| position(team, live, fleet.is_stale(live, now), now))
        .collect()
}

fn position(team: TeamId, live: &LivePosition, stale: bool, now: Timestamp) -> Position {
    Position {
        team,
        position: live.fix.position,
        at: live.fix.at.into(),
        age: seconds(live.age(now)),
        speed: live.fix.speed.map(|speed| speed.0),
        bearing: live.fix.bearing.map(Bearing::degrees),
        accuracy: live.fix.accuracy.map(|accuracy| accuracy.0),
        stale,
    }
}
