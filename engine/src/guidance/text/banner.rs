//! What is shown on the way to the next manoeuvre.

use super::messages::Messages;
use crate::geo;
use crate::guidance::{Banner, BannerText, Component, Language, ManeuverKind, Step};
use crate::road::input::DrivingSide;
use crate::units::Metres;

/// From here on a banner shows what helps only near the manoeuvre: the lanes, or what follows at once.
const NEAR: Metres = Metres(400.0);
/// A manoeuvre that follows within this time is shown with the one before it.
const AT_ONCE_SECS: f64 = 10.0;

/// The banners of each step, which tell of the manoeuvre at its end, farthest first; none for the last step.
#[must_use]
pub fn banners(steps: &[Step], language: Language) -> Vec<Vec<Banner>> {
    let of_step = |number: usize| {
        let (step, Some(next)) = (&steps[number], steps.get(number + 1)) else {
            return Vec::new();
        };
        let banner = Banner {
            distance_before: step.distance,
            primary: primary(next, steps.get(number + 2), language),
            secondary: secondary(next),
            sub: None,
        };
        let Some(sub) = sub(next, steps.get(number + 2), language) else {
            return vec![banner];
        };
        let near = Banner {
            distance_before: Metres(step.distance.0.min(NEAR.0)),
            sub: Some(sub),
            ..banner.clone()
        };
        if step.distance.0 > NEAR.0 {
            vec![banner, near]
        } else {
            vec![near]
        }
    };
    (0..steps.len()).map(of_step).collect()
}

/// The line that matters most: the exit, the street or where it leads; else the instruction itself.
fn primary(next: &Step, after: Option<&Step>, language: Language) -> BannerText {
    let words = Messages::of(language);
    let mut components = Vec::new();
    if !next.exits.is_empty() {
        components.push(Component::Exit(words.exit.clone()));
        components.push(Component::ExitNumber(next.exits.clone()));
    }
    let is_arrival = next.maneuver.kind == ManeuverKind::Arrive;
    let (_, places) = next.sign();
    let by_sign = !places.is_empty() && next.name.is_empty();
    if is_arrival {
        components.push(Component::Text(next.instruction_ahead(language)));
    } else if by_sign {
        components.push(Component::Text(places));
    } else if !next.name.is_empty() {
        components.push(Component::Text(next.name.clone()));
    } else if !next.reference.is_empty() {
        components.extend(references(&next.reference));
    } else if components.is_empty() {
        components.push(Component::Text(next.instruction(language)));
    }
    BannerText {
        degrees: degrees(next, after),
        ..text(next, components)
    }
}

/// What else the signs say: road numbers beside a name, places beside a street.
fn secondary(next: &Step) -> Option<BannerText> {
    if next.maneuver.kind == ManeuverKind::Arrive {
        return None;
    }
    let (number, places) = next.sign();
    let components = match (next.name.is_empty(), next.reference.is_empty()) {
        (false, false) => references(&next.reference),
        (false, true) if !places.is_empty() => vec![Component::Text(places)],
        (true, false) if !places.is_empty() => references(&next.reference),
        (true, true) if !number.is_empty() => vec![Component::Reference(number)],
        _ => return None,
    };
    Some(text(next, components))
}

/// The lanes where not all will do, else the manoeuvre that follows at once.
fn sub(next: &Step, after: Option<&Step>, language: Language) -> Option<BannerText> {
    let lanes = next.intersections.first().map(|crossing| &crossing.lanes);
    if let Some(lanes) = lanes.filter(|lanes| lanes.iter().any(|lane| !lane.valid)) {
        let lanes = lanes.iter().map(|lane| Component::Lane {
            directions: lane.indications,
            active: lane.valid,
            followed: lane.followed,
        });
        return Some(text(next, lanes.collect()));
    }
    let after = after?;
    let tells_more = !matches!(
        after.maneuver.kind,
        ManeuverKind::ExitRoundabout | ManeuverKind::ExitRotary
    );
    let at_once = next.duration.as_secs_f64() < AT_ONCE_SECS;
    (at_once && tells_more).then(|| primary(after, None, language))
}

fn references(text: &str) -> Vec<Component> {
    let mut components = Vec::new();
    for number in text.split(';').map(str::trim).filter(|n| !n.is_empty()) {
        if !components.is_empty() {
            components.push(Component::Delimiter("/".to_owned()));
        }
        components.push(Component::Reference(number.to_owned()));
    }
    components
}

fn text(next: &Step, components: Vec<Component>) -> BannerText {
    let said: Vec<&str> = components
        .iter()
        .filter_map(|component| match component {
            Component::Text(text)
            | Component::Delimiter(text)
            | Component::Reference(text)
            | Component::Exit(text)
            | Component::ExitNumber(text) => Some(text.as_str()),
            Component::Lane { .. } => None,
        })
        .collect();
    BannerText {
        text: said.join(" "),
        components,
        kind: next.maneuver.kind,
        modifier: next.maneuver.modifier,
        degrees: None,
        driving_side: next.driving_side,
    }
}

/// How far round a roundabout one goes: from the way in to the way out that follows, as the direction is known.
fn degrees(next: &Step, after: Option<&Step>) -> Option<f64> {
    let kind = next.maneuver.kind;
    let is_round = matches!(kind, ManeuverKind::Roundabout | ManeuverKind::Rotary);
    if !is_round && kind != ManeuverKind::RoundaboutTurn {
        return None;
    }
    let angle = match after {
        Some(out) if is_round => {
            geo::turn_angle(next.maneuver.bearing_before, out.maneuver.bearing_after)
        }
        _ => next.maneuver.modifier?.degrees(),
    };
    // In right-hand traffic the first way out is to the right.
    Some(match next.driving_side {
        DrivingSide::Right => 180.0 - angle,
        DrivingSide::Left => 180.0 + angle,
    })
}
