//! Steps as sentences, banners and speech.

mod banner;
mod distance;
mod messages;
#[cfg(test)]
mod tests;
mod voice;

pub use banner::banners;
pub use voice::voice;

use super::{Language, ManeuverKind, Modifier, Step, TravelMode};
use messages::{Messages, fill, inside};

/// So many places that a sign names are said.
const MOST_PLACES: usize = 2;

impl Step {
    /// The instruction as a sentence, without a full stop.
    #[must_use]
    pub fn instruction(&self, language: Language) -> String {
        let words = Messages::of(language);
        let modifier = self.maneuver.modifier;
        let sentence = &words.sentence;
        match self.maneuver.kind {
            ManeuverKind::Depart => {
                let compass = &words.compass[self.compass()];
                let head = fill(&words.depart.head, &[("compass", compass)]);
                self.with_street(&head, &sentence.along)
            }
            ManeuverKind::Turn | ManeuverKind::Continue if modifier == Some(Modifier::Uturn) => {
                self.with_street(words.turn.of(modifier), &sentence.along)
            }
            ManeuverKind::Continue => self.with_street(words.turn.of(modifier), &sentence.stay_on),
            ManeuverKind::Turn => self.onto(words, words.turn.of(modifier)),
            ManeuverKind::EndOfRoad => {
                let turn = inside(words.turn.of(modifier));
                self.onto(words, &fill(&sentence.at_end_of_road, &[("action", &turn)]))
            }
            ManeuverKind::RoundaboutTurn => {
                let turn = inside(words.turn.of(modifier));
                self.onto(words, &fill(&sentence.at_roundabout, &[("action", &turn)]))
            }
            ManeuverKind::NewName => self.onto(words, &words.new_name),
            ManeuverKind::Fork => self.by_sign(words, words.fork.of(modifier)),
            ManeuverKind::Merge => self.by_sign(words, words.merge.of(modifier)),
            ManeuverKind::OnRamp => self.by_sign(words, words.on_ramp.of(modifier)),
            ManeuverKind::OffRamp => self.by_sign(words, &self.off_ramp(words)),
            ManeuverKind::Roundabout | ManeuverKind::Rotary => {
                self.onto(words, &self.roundabout(words))
            }
            ManeuverKind::ExitRoundabout => self.onto(words, &words.roundabout.leave),
            ManeuverKind::ExitRotary => self.onto(words, &words.rotary.leave),
            ManeuverKind::Notification => self.ferry(words),
            ManeuverKind::Arrive => self.arrive(words, words.arrive.of(modifier)),
        }
    }

    /// What is said some time before the manoeuvre, as an instruction.
    fn instruction_ahead(&self, language: Language) -> String {
        if self.maneuver.kind == ManeuverKind::Arrive {
            let words = Messages::of(language);
            self.arrive(words, words.arrive_soon.of(self.maneuver.modifier))
        } else {
            self.instruction(language)
        }
    }

    /// The street as people call it: its name, else its number ("A1/E5"); the empty string when it has neither.
    fn street(&self) -> String {
        if self.name.is_empty() {
            numbers(&self.reference)
        } else {
            self.name.clone()
        }
    }

    fn with_street(&self, action: &str, frame: &str) -> String {
        let street = self.street();
        if street.is_empty() {
            return action.to_owned();
        }
        fill(frame, &[("action", action), ("street", &street)])
    }

    /// Onto a street, or where it has no name towards what signs say.
    fn onto(&self, words: &Messages, action: &str) -> String {
        if self.street().is_empty() {
            self.by_sign(words, action)
        } else {
            self.with_street(action, &words.sentence.onto)
        }
    }

    /// Onto a street and towards what signs say: where a driver looks at signs.
    fn by_sign(&self, words: &Messages, action: &str) -> String {
        let (sign_number, destination) = self.sign();
        let street = match self.street() {
            none if none.is_empty() => sign_number,
            street => street,
        };
        let sentence = &words.sentence;
        let frame = match (street.is_empty(), destination.is_empty()) {
            (true, true) => return action.to_owned(),
            (false, true) => &sentence.onto,
            (true, false) => &sentence.towards,
            (false, false) => &sentence.onto_towards,
        };
        let values = [
            ("action", action),
            ("street", &street),
            ("destination", &destination),
        ];
        fill(frame, &values)
    }

    /// Road number and places of "A1, E5: Porto, Braga".
    fn sign(&self) -> (String, String) {
        let (number, places) = match self.destinations.split_once(": ") {
            Some((number, places)) => (number, places),
            None => ("", self.destinations.as_str()),
        };
        let places: Vec<&str> = places.split(", ").take(MOST_PLACES).collect();
        (number.replace(", ", "/"), places.join(", "))
    }

    fn off_ramp(&self, words: &Messages) -> String {
        let modifier = self.maneuver.modifier;
        if self.exits.is_empty() {
            words.off_ramp.of(modifier).to_owned()
        } else {
            let message = words.off_ramp_numbered.of(modifier);
            fill(message, &[("exit", &self.exits)])
        }
    }

    fn roundabout(&self, words: &Messages) -> String {
        let rotary = self.rotary_name.as_str();
        let round = if rotary.is_empty() {
            &words.roundabout
        } else {
            &words.rotary
        };
        let Some(exit) = self.maneuver.exit else {
            return fill(&round.enter, &[("rotary", rotary)]);
        };
        let ordinal = (exit as usize)
            .checked_sub(1)
            .and_then(|place| words.ordinals.get(place));
        match ordinal {
            Some(ordinal) => {
                let values = [("rotary", rotary), ("ordinal", ordinal.as_str())];
                fill(&round.take_exit, &values)
            }
            None => {
                let values = [("rotary", rotary), ("number", &exit.to_string())];
                fill(&round.take_exit_number, &values)
            }
        }
    }

    fn ferry(&self, words: &Messages) -> String {
        match (self.mode, self.name.as_str()) {
            (TravelMode::Road, _) => self.onto(words, &words.ferry.leave),
            (TravelMode::Ferry, "") => words.ferry.board.clone(),
            (TravelMode::Ferry, name) => fill(&words.ferry.board_named, &[("ferry", name)]),
        }
    }

    fn arrive(&self, words: &Messages, action: &str) -> String {
        if self.address.is_empty() {
            return action.to_owned();
        }
        let values = [("action", action), ("address", &self.address)];
        fill(&words.sentence.at_address, &values)
    }

    /// The point of the compass that one heads to, as a place among eight.
    fn compass(&self) -> usize {
        let eighths = (self.maneuver.bearing_after.degrees() / 45.0).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a bearing is between 0 and 360"
        )]
        let place = eighths as usize % 8;
        place
    }
}

/// "A1;E5" as it is said.
fn numbers(reference: &str) -> String {
    let numbers: Vec<&str> = reference.split(';').map(str::trim).collect();
    numbers.join("/")
}
