//! Barriers, signals and signs on nodes.

use super::access::{self, Access};
use super::conditional::{self, Condition};
use super::limits;
use super::profile::{Barriers, Profile};
use super::reading::Reading;
use super::report::ConditionDrop;
use super::signs;
use crate::osm::Tags;
use nearhand_engine::units::Millis;

/// Time lost at signals: OSRM's `traffic_signal_penalty`.
const SIGNALS: Millis = Millis(2_000);
/// Time lost at a stop sign, as in OSRM.
pub(super) const STOP: Millis = Millis(2_000);
/// Time lost where one gives way, as in OSRM.
const GIVE_WAY: Millis = Millis(1_000);
/// Time lost at a crossing for people on foot. OSRM has none; this is our choice.
const CROSSING: Millis = Millis(500);

/// What a node does to those who come over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NodeEffect {
    /// Nobody passes.
    pub(super) blocked: bool,
    /// Nobody passes at times.
    pub(super) gate: Option<Gate>,
    /// A place made for turning back.
    pub(super) turning_place: bool,
    /// A roundabout drawn as a point.
    pub(super) mini_roundabout: bool,
    /// Number of the exit that leaves a motorway here, or the empty string.
    pub(super) exit: String,
    /// Time lost along the way and against it.
    pub(super) delays: [Millis; 2],
    pub(super) stop: Stop,
}

/// A barrier that stops people while a condition holds, or unless it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gate {
    pub(super) condition: String,
    pub(super) closed_while_it_holds: bool,
}

/// A stop sign for which the tags of its node do not say who must stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stop {
    /// No such sign.
    #[default]
    None,
    /// No direction is tagged.
    Undirected,
    /// `stop=minor`: those who come by the slower road.
    Minor,
}

/// Reads the tags of a node; the conditions that are not evaluated come beside.
pub(super) fn effect(profile: &Profile, tags: &Tags<'_>) -> (NodeEffect, Vec<ConditionDrop>) {
    let plain = Reading::plain(*tags);
    let mut effect = NodeEffect {
        blocked: blocked(profile, &plain),
        turning_place: matches!(
            tags.get("highway"),
            Some("turning_circle" | "turning_loop" | "mini_roundabout")
        ),
        mini_roundabout: tags.is("highway", "mini_roundabout"),
        exit: signs::exit_at(&plain),
        ..NodeEffect::default()
    };
    let ignored = conditions(profile, tags, &mut effect);
    delays(profile, &plain, &mut effect);
    (effect, ignored)
}

/// Of several conditions the first counts that changes anything.
fn conditions(profile: &Profile, tags: &Tags<'_>, effect: &mut NodeEffect) -> Vec<ConditionDrop> {
    let mut ignored = Vec::new();
    for replaced in conditional::of_node(profile, tags) {
        let instead = [(replaced.key, replaced.by.value)];
        let blocked = blocked(profile, &Reading::with(*tags, &instead));
        match replaced.by.condition {
            Condition::Ignored(why) => ignored.push(why),
            Condition::Always => effect.blocked = blocked,
            Condition::Timed(condition) => {
                if blocked != effect.blocked && effect.gate.is_none() {
                    effect.gate = Some(Gate {
                        condition,
                        closed_while_it_holds: blocked,
                    });
                }
            }
        }
    }
    if effect.gate.is_some() {
        effect.blocked = false;
    }
    ignored
}

fn delays(profile: &Profile, tags: &Reading<'_>, effect: &mut NodeEffect) {
    let highway = tags.get("highway");
    let signals = highway == Some("traffic_signals")
        || (highway == Some("crossing") && tags.is("crossing", "traffic_signals"));
    let facing = tags
        .get("traffic_signals:direction")
        .filter(|_| signals)
        .or_else(|| tags.get("direction"));
    let directed = matches!(facing, Some("forward" | "backward" | "both"));
    let delay = match highway {
        _ if signals => SIGNALS,
        // Signs and crossings are for those on wheels.
        _ if !profile.is_vehicle => Millis(0),
        Some("stop") if tags.is("stop", "minor") => {
            effect.stop = Stop::Minor;
            Millis(0)
        }
        Some("stop") if !directed => {
            effect.stop = Stop::Undirected;
            Millis(0)
        }
        Some("stop") => STOP,
        Some("give_way") => GIVE_WAY,
        Some("crossing") if !tags.is("crossing", "no") => CROSSING,
        _ => Millis(0),
    };
    effect.delays = match facing {
        Some("forward") => [delay, Millis(0)],
        Some("backward") => [Millis(0), delay],
        _ => [delay; 2],
    };
    for direction in &mut effect.delays {
        *direction = *direction + opening(profile, tags);
    }
}

/// Time to open a gate. OSRM: none where an access tag says that one may pass.
fn opening(profile: &Profile, tags: &Reading<'_>) -> Millis {
    if access::of_node(profile, tags) != Access::Unsaid {
        return Millis(0);
    }
    let seconds = super::profile::look_up(profile.barrier_delays, tags.get("barrier"));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the profile's tables hold small positive numbers"
    )]
    Millis((seconds.unwrap_or(0.0) * 1000.0) as u64)
}

/// An access tag decides, whatever the barrier; else the kind of barrier (as in OSRM).
fn blocked(profile: &Profile, tags: &Reading<'_>) -> bool {
    // A bicycle that may not use a crossing may still ride along the road (as in OSRM).
    let crossing = !profile.is_motor_vehicle && tags.is("highway", "crossing");
    match access::of_node(profile, tags) {
        Access::Forbidden => return !crossing,
        Access::Allowed | Access::EndsOnly | Access::Unclear => return false,
        Access::Unsaid => {}
    }
    let Some(barrier) = tags.get("barrier") else {
        return false;
    };
    let rising = tags.is("bollard", "rising");
    // An audible fence stops animals.
    let audible = barrier == "fence" && matches!(tags.get("sensory"), Some("audible" | "audio"));
    if rising || audible {
        return false;
    }
    let open = match profile.barriers {
        Barriers::Closed(closed) => return closed.contains(&barrier),
        Barriers::Open(open) => open.contains(&barrier),
    };
    if barrier == "height_restrictor" {
        let height = tags.get("maxheight").and_then(limits::height_metres);
        let own = profile.size.map_or(0.0, |size| size.height_metres);
        return height.is_some_and(|height| height < own);
    }
    let flat_kerb = matches!(tags.get("kerb"), Some("lowered" | "flush"));
    let crossing_kerb = barrier == "kerb" && tags.is("highway", "crossing");
    !(open || flat_kerb || crossing_kerb)
}
