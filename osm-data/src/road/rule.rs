//! What one may do on a way, and what conditions change about it.
//!
//! A condition puts another value in the place of a tag. So the way is read once as it is and once more for each
//! condition, by the same rules, and what differs is what the condition changes.

use super::conditional::{self, Condition};
use super::country::Limits;
use super::profile::Profile;
use super::reading::Reading;
use super::report::{ConditionDrop, WayDrop};
use super::way::{self, Drivable, Lane};
use crate::osm::Tags;
use nearhand_engine::road::input::{DirectionAccess, RoadClass, SegmentTraits};
use std::hash::{Hash, Hasher};

/// A way that can be used in at least one direction, at some times at least.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Rule {
    pub(super) class: RoadClass,
    pub(super) traits: SegmentTraits,
    /// Along the nodes, and against them.
    pub(super) directions: [Option<Direction>; 2],
    /// See [`Drivable::duration_secs`].
    pub(super) duration_secs: Option<Exact>,
}

/// One direction of a way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Direction {
    pub(super) kmh: Exact,
    pub(super) access: DirectionAccess,
    /// By condition, in the words of `hours`.
    pub(super) changes: Vec<(String, RuleChange)>,
}

/// What a condition changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum RuleChange {
    Access(DirectionAccess),
    Kmh(Exact),
}

/// A figure that equals another when all of its bits do, so that equal rules can be found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(pub(super) f64);

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// Reads the tags of a way; the conditions that are not evaluated come beside.
pub(super) fn of_way(
    profile: &Profile,
    country: &Limits,
    tags: &Tags<'_>,
) -> (Result<Rule, WayDrop>, Vec<ConditionDrop>) {
    let (mut always, mut timed, mut ignored) = (Vec::new(), Vec::new(), Vec::new());
    for replaced in conditional::of_way(profile, tags) {
        let instead = (replaced.key, replaced.by.value);
        match replaced.by.condition {
            Condition::Always => always.push(instead),
            Condition::Timed(condition) => timed.push((condition, instead)),
            Condition::Ignored(why) => ignored.push(why),
        }
    }
    let plain = way::drivable(profile, country, &Reading::with(*tags, &always));
    let at_times: Vec<(String, Option<Drivable>)> = timed
        .into_iter()
        .map(|(condition, instead)| {
            let mut all = vec![instead];
            all.extend(always.iter().cloned());
            let reading = Reading::with(*tags, &all);
            (condition, way::drivable(profile, country, &reading).ok())
        })
        .collect();
    (rule(plain, &at_times), ignored)
}

fn rule(
    plain: Result<Drivable, WayDrop>,
    at_times: &[(String, Option<Drivable>)],
) -> Result<Rule, WayDrop> {
    let opened = || at_times.iter().find_map(|(_, way)| way.clone());
    let (usual, model) = match plain {
        Ok(way) => (way.directions, way),
        Err(reason) => ([None, None], opened().ok_or(reason)?),
    };
    let directions = [0, 1].map(|i| {
        let changes = at_times.iter().map(|(condition, way)| {
            let lane = way.as_ref().and_then(|way| way.directions[i]);
            (condition.as_str(), lane)
        });
        direction(usual[i], changes.collect())
    });
    Ok(Rule {
        class: model.class,
        traits: model.traits,
        directions,
        duration_secs: model.duration_secs.map(Exact),
    })
}

/// A direction as it usually is, and what conditions make of it; `None` where it is never open.
fn direction(usual: Option<Lane>, at_times: Vec<(&str, Option<Lane>)>) -> Option<Direction> {
    let opened = at_times.iter().find_map(|(_, lane)| *lane);
    let kmh = usual.or(opened)?.kmh;
    let access = usual.map_or(DirectionAccess::Closed, access_of);
    let mut changes = Vec::new();
    for (condition, lane) in at_times {
        let then = lane.map_or(DirectionAccess::Closed, access_of);
        if then != access {
            changes.push((condition.to_owned(), RuleChange::Access(then)));
        }
        if let Some(lane) = lane
            && (lane.kmh - kmh).abs() > f64::EPSILON
        {
            changes.push((condition.to_owned(), RuleChange::Kmh(Exact(lane.kmh))));
        }
    }
    Some(Direction {
        kmh: Exact(kmh),
        access,
        changes,
    })
}

fn access_of(lane: Lane) -> DirectionAccess {
    if lane.ends_only {
        DirectionAccess::EndsOnly
    } else {
        DirectionAccess::Open
    }
}
