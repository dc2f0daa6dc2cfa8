//! Positions in, from whatever way, and out to those who may see them.

use nearhand_engine::{
    dispatch::{Fix, FixOutcome, LivePosition, fleet::MOVING, ids::TeamId, model::TeamStatus},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
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

/// Takes in a fix of a team.
///
/// # Errors
/// A sentence that says why it is refused.
pub fn take(app: &App, team: TeamId, fix: Fix, now: Timestamp) -> Result<FixOutcome, String> {
    let status = {
        let published = app.agency.published();
        published.board.team(team).map(|team| team.status)
    };
    match status {
        None => return Err(format!("there is no team {team}")),
        Some(TeamStatus::OffDuty) => {
            return Err(format!("team {team} is off duty: sign on first"));
        }
        Some(_) => {}
    }
    let heading = fix
        .bearing
        .filter(|_| fix.speed.is_some_and(|speed| speed >= MOVING));
    let snap = app.city.snap_heading(fix.position, heading).ok();
    let outcome = app
        .agency
        .fleet()
        .update(team, fix, snap, now)
        .map_err(|refusal| refusal.to_string())?;
    if outcome == FixOutcome::Live {
        app.tracking.moved(app, team, &fix, now);
    }
    metrics::counter!("nearhand_positions_total").increment(1);
    Ok(outcome)
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
