//! Who may pass: `motorcar` over `motor_vehicle` over `vehicle` over `access`.

use super::profile::Profile;
use super::reading::Reading;

/// What the access tags say about one direction of a way, or about a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Nothing.
    Unsaid,
    /// A value that means nothing here. OSRM forbids nothing then, and opens what is not a usual road.
    Unclear,
    /// Everybody may pass.
    Allowed,
    /// Only who begins or ends the trip there.
    EndsOnly,
    /// Nobody in this vehicle.
    Forbidden,
}

impl Access {
    /// Whether it lets anybody pass; what nothing is said of does.
    pub(super) fn is_open(self) -> bool {
        self != Self::Forbidden
    }
}

/// Forward and backward access of a way: `key:forward` and `key:backward` over `key`.
pub(super) fn of_way(profile: &Profile, tags: &Reading<'_>) -> [Access; 2] {
    tags.by_direction(profile.access_keys)
        .map(|value| value.map_or(Access::Unsaid, |value| meaning(profile, value)))
}

/// Access of a node.
pub(super) fn of_node(profile: &Profile, tags: &Reading<'_>) -> Access {
    let value = profile.access_keys.iter().find_map(|key| tags.get(key));
    value.map_or(Access::Unsaid, |value| meaning(profile, value))
}

/// Whether a value says anything about the traveller.
pub(super) fn is_known(profile: &Profile, value: &str) -> bool {
    meaning(profile, value) != Access::Unclear
}

/// Of several values ("destination;agricultural") the most permissive counts, as in OSRM.
fn meaning(profile: &Profile, value: &str) -> Access {
    let any = |list: &[&str]| value.split(';').any(|value| list.contains(&value.trim()));
    if any(profile.access_allowed) {
        Access::Allowed
    } else if any(profile.access_ends_only) {
        Access::EndsOnly
    } else if any(profile.access_forbidden) {
        Access::Forbidden
    } else {
        Access::Unclear
    }
}
