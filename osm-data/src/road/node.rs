//! Barriers, signals and signs on nodes.

use super::access::{self, Access};
use super::limits;
use super::profile::Profile;
use crate::osm::Tags;
use nearhand_engine::units::Millis;

/// Time lost at signals: OSRM's `traffic_light_penalty`.
const SIGNALS: Millis = Millis(2_000);
/// Time lost at a stop sign. OSRM's profile has none; this is our choice, as are the next two.
const STOP: Millis = Millis(2_000);
/// Time lost where one gives way.
const GIVE_WAY: Millis = Millis(1_000);
/// Time lost at a crossing for people on foot.
const CROSSING: Millis = Millis(500);

/// What a node does to those who drive over it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NodeEffect {
    /// Nobody passes.
    pub(super) blocked: bool,
    /// Traffic signals stand here.
    pub(super) signals: bool,
    /// Time lost along the way and against it.
    pub(super) delays: [Millis; 2],
}

/// Reads the tags of a node.
pub(super) fn effect(profile: &Profile, tags: &Tags<'_>) -> NodeEffect {
    let highway = tags.get("highway");
    let signals = highway == Some("traffic_signals")
        || (highway == Some("crossing") && tags.is("crossing", "traffic_signals"));
    let delay = match highway {
        _ if signals => SIGNALS,
        Some("stop") => STOP,
        Some("give_way") => GIVE_WAY,
        Some("crossing") if !tags.is("crossing", "no") => CROSSING,
        _ => Millis(0),
    };
    let facing = tags
        .get("traffic_signals:direction")
        .or_else(|| tags.get("direction"));
    NodeEffect {
        blocked: blocked(profile, tags),
        signals,
        delays: match facing {
            Some("forward") => [delay, Millis(0)],
            Some("backward") => [Millis(0), delay],
            _ => [delay; 2],
        },
    }
}

/// An access tag decides, whatever the barrier; else the kind of barrier (as in OSRM).
fn blocked(profile: &Profile, tags: &Tags<'_>) -> bool {
    match access::of_node(profile, tags) {
        Access::Forbidden => return true,
        Access::Allowed | Access::EndsOnly => return false,
        Access::Unsaid => {}
    }
    let Some(barrier) = tags.get("barrier") else {
        return false;
    };
    if barrier == "height_restrictor" {
        let height = tags.get("maxheight").and_then(limits::metres);
        return height.is_some_and(|height| height < profile.height_metres);
    }
    let rising = tags.is("bollard", "rising");
    let flat_kerb = matches!(tags.get("kerb"), Some("lowered" | "flush"));
    let crossing_kerb = barrier == "kerb" && tags.is("highway", "crossing");
    // An audible fence stops animals.
    let audible = barrier == "fence" && matches!(tags.get("sensory"), Some("audible" | "audio"));
    let open = profile.barriers_open.contains(&barrier);
    !(open || rising || flat_kerb || crossing_kerb || audible)
}
