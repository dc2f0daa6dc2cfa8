//! Steps in English.

use super::{ManeuverKind, Modifier, Step};

const COMPASS: [&str; 8] = [
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
];

impl Step {
    /// The instruction as an English sentence, without a full stop.
    #[must_use]
    pub fn instruction(&self) -> String {
        let maneuver = &self.maneuver;
        match maneuver.kind {
            ManeuverKind::Depart => {
                format!("Head {}{}", self.compass(), self.street("on"))
            }
            ManeuverKind::Turn
            | ManeuverKind::Merge
            | ManeuverKind::OnRamp
            | ManeuverKind::OffRamp
            | ManeuverKind::Fork
            | ManeuverKind::EndOfRoad
            | ManeuverKind::RoundaboutTurn
            | ManeuverKind::ExitRoundabout
            | ManeuverKind::ExitRotary
            | ManeuverKind::Notification => {
                format!("{}{}", way(maneuver.modifier), self.street("onto"))
            }
            ManeuverKind::NewName => format!("Continue{}", self.street("onto")),
            ManeuverKind::Continue => match maneuver.modifier {
                Some(Modifier::Uturn) => format!("Make a U-turn{}", self.street("on")),
                modifier => format!("{}{}", way(modifier), self.street("to stay on")),
            },
            ManeuverKind::Roundabout | ManeuverKind::Rotary => match maneuver.exit {
                Some(exit) => format!(
                    "At the roundabout, take the {} exit{}",
                    ordinal(exit),
                    self.street("onto")
                ),
                None => "Enter the roundabout".to_owned(),
            },
            ManeuverKind::Arrive => "You have arrived".to_owned(),
        }
    }

    /// " onto High Street", " onto A1", or nothing when the street has neither.
    fn street(&self, preposition: &str) -> String {
        match (self.name.as_str(), self.reference.as_str()) {
            ("", "") => String::new(),
            ("", reference) => format!(" {preposition} {reference}"),
            (name, _) => format!(" {preposition} {name}"),
        }
    }

    fn compass(&self) -> &'static str {
        let eighths = (self.maneuver.bearing_after.degrees() / 45.0).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a bearing is between 0 and 360"
        )]
        let index = eighths as usize % COMPASS.len();
        COMPASS[index]
    }
}

fn way(modifier: Option<Modifier>) -> &'static str {
    match modifier {
        Some(Modifier::Straight) | None => "Go straight",
        Some(Modifier::SlightRight) => "Bear right",
        Some(Modifier::Right) => "Turn right",
        Some(Modifier::SharpRight) => "Turn sharp right",
        Some(Modifier::Uturn) => "Make a U-turn",
        Some(Modifier::SharpLeft) => "Turn sharp left",
        Some(Modifier::Left) => "Turn left",
        Some(Modifier::SlightLeft) => "Bear left",
    }
}

/// 1st, 2nd, 3rd, 4th, … 11th, 12th, 13th, … 21st.
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_as_they_are_spoken() {
        let spoken: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21].map(ordinal).to_vec();
        assert_eq!(
            spoken,
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st"]
        );
    }
}
