//! One-way streets.

use super::profile::Profile;
use super::reading::Reading;

/// The ways along a street that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OneWay {
    /// Both.
    No,
    /// Only along the way's nodes.
    Forward,
    /// Only against them.
    Backward,
    /// Changes with the time of day: not driven at all, because when is not known (as in OSRM).
    Reversible,
    /// Both in turn, with signals: driven, slowly.
    Alternating,
}

/// What `oneway` says (`oneway:motorcar` … first), and what roundabouts and motorways imply. Those who walk heed only
/// what is said of them.
pub(super) fn of_way(profile: &Profile, tags: &Reading<'_>) -> OneWay {
    let tagged = profile
        .vehicle_keys
        .iter()
        .find_map(|key| tags.get(&format!("oneway:{key}")))
        .or_else(|| tags.get("oneway").filter(|_| profile.is_vehicle));
    // Holds whatever an exception for one vehicle says (as in OSRM).
    if profile.is_motor_vehicle && tags.is("oneway", "reversible") {
        return OneWay::Reversible;
    }
    let implied = profile.is_vehicle && (is_roundabout(tags) || tags.is("highway", "motorway"));
    match tagged {
        Some("yes" | "1" | "true") => OneWay::Forward,
        Some("-1") => OneWay::Backward,
        Some("reversible") if profile.is_motor_vehicle => OneWay::Reversible,
        Some("no") => OneWay::No,
        _ if implied => OneWay::Forward,
        Some("alternating") => OneWay::Alternating,
        _ => OneWay::No,
    }
}

/// Whether a value of `oneway` is one.
pub(super) fn is_known(value: &str) -> bool {
    matches!(
        value,
        "yes" | "1" | "true" | "-1" | "no" | "reversible" | "alternating"
    )
}

/// `junction=roundabout` or `circular`.
pub(super) fn is_roundabout(tags: &Reading<'_>) -> bool {
    matches!(tags.get("junction"), Some("roundabout" | "circular"))
}
