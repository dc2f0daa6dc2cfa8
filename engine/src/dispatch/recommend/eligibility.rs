//! Who can go at all, and why the others cannot.

use std::fmt;

use super::{Query, Situation};
use crate::{
    dispatch::{
        fleet::LivePosition,
        ids::{FlagId, TeamId},
        model::{Capability, Flag, Team, TeamStatus},
    },
    routing::{Origin, Router, Snap},
    units::{Millis, Timestamp},
};

/// A team that cannot go.
#[derive(Clone, Debug, PartialEq)]
pub struct Excluded {
    /// The team.
    pub team: TeamId,
    /// Why.
    pub reason: Exclusion,
}

/// Why a team cannot go; its text is for people.
#[derive(Clone, Debug, PartialEq)]
pub enum Exclusion {
    /// It is not on shift.
    OffDuty,
    /// It works on something else.
    Busy {
        /// What it does.
        status: TeamStatus,
    },
    /// It takes no work.
    OutOfService,
    /// It cannot do what is needed.
    MissingCapability {
        /// What it lacks.
        missing: Vec<Capability>,
    },
    /// A warning about the place asks for something that it lacks.
    SafetyRule {
        /// The warning.
        flag: FlagId,
        /// What it lacks.
        missing: Vec<Capability>,
    },
    /// The place lies outside of its service area.
    OutsideArea,
    /// Nobody knows where it is.
    NoPosition {
        /// Age of its last position, when there is one that is too old.
        age: Option<Millis>,
    },
    /// Its position is too far from any road.
    OffRoad,
    /// No way leads from it to the place.
    NoRoute,
    /// It needs help itself.
    Emergency,
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OffDuty => f.write_str("Off duty."),
            Self::Busy { status } => write!(f, "Busy: {status}."),
            Self::OutOfService => f.write_str("Out of service."),
            Self::MissingCapability { missing } => {
                write!(f, "Cannot provide: {}.", names(missing))
            }
            Self::SafetyRule { flag, missing } => write!(
                f,
                "Warning {flag} about the place asks for: {}.",
                names(missing)
            ),
            Self::OutsideArea => f.write_str("The place is outside of its service area."),
            Self::NoPosition { age: None } => f.write_str("No position received in this shift."),
            Self::NoPosition { age: Some(age) } => {
                write!(f, "Last position is {} min old.", age.0 / 60_000)
            }
            Self::OffRoad => f.write_str("Last position is too far from any road."),
            Self::NoRoute => f.write_str("No road leads from its position to the place."),
            Self::Emergency => f.write_str("The team itself is in an emergency."),
        }
    }
}

fn names(capabilities: &[Capability]) -> String {
    let names: Vec<&str> = capabilities.iter().map(Capability::as_str).collect();
    names.join(", ")
}

/// A team that can go, and from where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eligible<'a> {
    pub(super) team: &'a Team,
    pub(super) origin: Origin,
    /// Age of its position.
    pub(super) age: Millis,
    pub(super) stale: bool,
}

/// All teams by id, each with its last position: both lists lie in this order, so nothing is looked up.
pub(super) fn teams<'a, R: Router>(
    situation: &Situation<'a, R>,
) -> impl Iterator<Item = (&'a Team, Option<&'a LivePosition>)> + use<'a, R> {
    let mut positions = situation.fleet.positions().peekable();
    situation.board.teams().map(move |team| {
        while positions.next_if(|&(id, _)| id < team.id).is_some() {}
        let its = positions.next_if(|&(id, _)| id == team.id);
        (team, its.map(|(_, position)| position))
    })
}

/// Divides all teams, each list by id.
pub(super) fn split<'a, R: Router>(
    situation: &Situation<'a, R>,
    query: &Query,
    now: Timestamp,
) -> (Vec<Eligible<'a>>, Vec<Excluded>) {
    let (mut eligible, mut excluded) = (Vec::new(), Vec::new());
    let asked = Asked::of(situation, query);
    for (team, position) in teams(situation) {
        match judge(situation, &asked, team, position, now) {
            Ok(able) => eligible.push(able),
            Err(reason) => excluded.push(Excluded {
                team: team.id,
                reason,
            }),
        }
    }
    (eligible, excluded)
}

/// Whether a team in this status takes a new assignment.
pub(super) fn takes_work(status: TeamStatus) -> Result<(), Exclusion> {
    match status {
        TeamStatus::Available | TeamStatus::Returning => Ok(()),
        TeamStatus::OffDuty => Err(Exclusion::OffDuty),
        TeamStatus::OutOfService => Err(Exclusion::OutOfService),
        TeamStatus::Emergency => Err(Exclusion::Emergency),
        TeamStatus::Assigned
        | TeamStatus::Acknowledged
        | TeamStatus::EnRoute
        | TeamStatus::Staged
        | TeamStatus::OnScene
        | TeamStatus::WithClient
        | TeamStatus::Transporting
        | TeamStatus::AtDestination
        | TeamStatus::Clearing => Err(Exclusion::Busy { status }),
    }
}

fn judge<'a, R: Router>(
    situation: &Situation<'a, R>,
    asked: &Asked<'_>,
    team: &'a Team,
    position: Option<&LivePosition>,
    now: Timestamp,
) -> Result<Eligible<'a>, Exclusion> {
    takes_work(team.status)?;
    asked.fit(team)?;
    let Standing { origin, age, stale } = standing(situation, position, now)?;
    Ok(Eligible {
        team,
        origin,
        age,
        stale,
    })
}

/// What a request asks of every team.
pub(super) struct Asked<'a> {
    query: &'a Query,
    /// Warnings about its place.
    flags: Vec<&'a Flag>,
}

impl<'a> Asked<'a> {
    pub(super) fn of<R: Router>(situation: &Situation<'a, R>, query: &'a Query) -> Self {
        let flags = situation.board.flags_at(query.at).collect();
        Self { query, flags }
    }

    /// Whether a team, free or not, is fit for the request.
    pub(super) fn fit(&self, team: &Team) -> Result<(), Exclusion> {
        let missing = team.lacks(&self.query.needs);
        if !missing.is_empty() {
            return Err(Exclusion::MissingCapability { missing });
        }
        for flag in &self.flags {
            let missing = team.lacks(&flag.requires);
            if !missing.is_empty() {
                let flag = flag.id;
                return Err(Exclusion::SafetyRule { flag, missing });
            }
        }
        if !team.serves(self.query.at) {
            return Err(Exclusion::OutsideArea);
        }
        Ok(())
    }
}

/// Where a team is, and how well that is known.
pub(super) struct Standing {
    pub(super) origin: Origin,
    /// Age of its position.
    pub(super) age: Millis,
    pub(super) stale: bool,
}

/// Where a team is now that was last seen at `position`: one in motion has driven on along its street; what is left of
/// the position's age counts as time.
pub(super) fn standing<R: Router>(
    situation: &Situation<'_, R>,
    position: Option<&LivePosition>,
    now: Timestamp,
) -> Result<Standing, Exclusion> {
    let position = position.ok_or(Exclusion::NoPosition { age: None })?;
    let age = position.age(now);
    if age > situation.policy.oldest_position {
        return Err(Exclusion::NoPosition { age: Some(age) });
    }
    let mut snap = position.snap.ok_or(Exclusion::OffRoad)?;
    let mut driven = Millis(0);
    if let Some(ahead) = situation.road.and_then(|road| position.ahead(road, now)) {
        // Its point on the map stays that of the fix: nobody asks for it here, and to find it would take longer than
        // all the rest.
        snap.fraction = ahead.fraction;
        driven = ahead.driven;
    }
    let delay = Millis(age.0.saturating_sub(driven.0));
    let stale = situation.fleet.is_stale(position, now);
    Ok(Standing {
        origin: Origin { snap, delay },
        age,
        stale,
    })
}

/// Where all teams are that could take work, whatever this request needs: they keep the cover up.
pub(super) fn covering<'a, R: Router>(
    situation: &Situation<'a, R>,
) -> impl Iterator<Item = &'a Snap> {
    teams(situation)
        .filter(|(team, _)| takes_work(team.status).is_ok())
        .filter_map(|(_, position)| position?.snap.as_ref())
}
