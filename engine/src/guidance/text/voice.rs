//! What is said on the way to the next manoeuvre, and when.
//!
//! Each manoeuvre is told just before it, once or twice from farther off where there is time, and together with the one
//! before it where there is none. No announcement begins before the one before it has ended.

use super::distance::{said_exactly, say};
use super::messages::{Messages, fill, inside};
use crate::guidance::{Language, ManeuverKind, Step, Units, VoiceInstruction};
use crate::units::Metres;

/// Speech begins after this time and goes on at this many letters a second: about 150 words a minute.
const SPEECH_BEGINS_SECS: f64 = 0.5;
const LETTERS_PER_SEC: f64 = 14.0;
/// Quiet between two announcements.
const PAUSE_SECS: f64 = 1.5;
/// The last word before a manoeuvre ends this long before it.
const READY_SECS: f64 = 2.0;
/// A manoeuvre is announced first and again this long before it.
const FAR_SECS: f64 = 45.0;
const NEAR_SECS: f64 = 20.0;
/// Nearer than this nobody says a distance; farther than that nobody remembers.
const ANNOUNCED: std::ops::RangeInclusive<f64> = 80.0..=2_000.0;
/// "Continue for" is said where there is nothing else to tell for this long.
const LONG_WAY_SECS: f64 = 120.0;
/// So many manoeuvres are told at once, at most.
const MOST_AT_ONCE: usize = 3;

/// The announcements of each step, which lead to the manoeuvre at its end, in order; none for the last step.
#[must_use]
pub fn voice(steps: &[Step], language: Language, units: Units) -> Vec<Vec<VoiceInstruction>> {
    let mut speaker = Speaker {
        steps,
        language,
        units,
        said: vec![Vec::new(); steps.len()],
        told: 0,
        quiet_from: 0.0,
    };
    let mut begin = 0.0;
    let leading = steps.len().saturating_sub(1);
    for (number, step) in steps.iter().enumerate().take(leading) {
        speaker.lead(number, begin);
        begin += step.distance.0;
    }
    speaker.said
}

struct Speaker<'a> {
    steps: &'a [Step],
    language: Language,
    units: Units,
    said: Vec<Vec<VoiceInstruction>>,
    /// The number of the last step whose manoeuvre has been told.
    told: usize,
    /// Metres from the start where the last announcement has ended.
    quiet_from: f64,
}

impl Speaker<'_> {
    /// All that is said on a step that begins so many metres from the start.
    fn lead(&mut self, number: usize, begin: f64) {
        let step = &self.steps[number];
        let (end, speed) = (begin + step.distance.0, speed(step));
        if number == 0 {
            let text = self.at_once(0);
            self.told = self.chained(0);
            self.speak(0, end, begin, text);
        }
        let next = number + 1;
        if self.told >= next {
            return;
        }
        let now = self.at_once(next);
        if self.quiet_from + seconds(&now) * speed > end + speed {
            self.add(next, speed);
            return;
        }
        let lead = (seconds(&now) + READY_SECS) * speed;
        let now_at = (end - lead).max(begin);
        // From farther off, as long as it is over before the next is said.
        let mut before = now_at;
        let mut ahead = Vec::new();
        for secs in [NEAR_SECS, FAR_SECS] {
            if let Some((at, text)) = self.ahead(next, end, secs * speed) {
                let is_over = at + (seconds(&text) + PAUSE_SECS) * speed <= before;
                if at >= begin.max(self.quiet_from + PAUSE_SECS * speed) && is_over {
                    ahead.push((at, text));
                    before = at;
                }
            }
        }
        self.long_way(number, begin, before);
        for (at, text) in ahead.into_iter().rev() {
            self.speak(number, end, at, text);
        }
        let at = now_at.max(self.quiet_from).min(end);
        self.tell_now(number, end, at, now);
    }

    /// The announcement right before the manoeuvre, with those that follow too soon to be told later.
    fn tell_now(&mut self, number: usize, end: f64, at: f64, text: String) {
        self.told = number + 1 + self.chained(number + 1);
        self.speak(number, end, at, text);
    }

    /// Tells a manoeuvre together with what was said last, since there is no time to say it for itself.
    fn add(&mut self, next: usize, speed: f64) {
        self.told = next;
        let instruction = inside(&self.steps[next].instruction(self.language));
        let words = Messages::of(self.language);
        let Some(last) = self.said.iter_mut().rev().find_map(|said| said.last_mut()) else {
            return;
        };
        let before = seconds(&last.announcement);
        let values = [
            ("first", last.announcement.as_str()),
            ("second", instruction.as_str()),
        ];
        last.announcement = fill(&words.sentence.then, &values);
        last.ssml = ssml(&last.announcement);
        self.quiet_from += (seconds(&last.announcement) - before) * speed;
    }

    /// "Continue on High Street for 2 kilometres", where there is time for it.
    fn long_way(&mut self, number: usize, begin: f64, before: f64) {
        let step = &self.steps[number];
        let speed = speed(step);
        let at = self.quiet_from.max(begin) + PAUSE_SECS * speed;
        let end = begin + step.distance.0;
        if before - at < LONG_WAY_SECS * speed {
            return;
        }
        let words = Messages::of(self.language);
        let street = step.street();
        let frame = if street.is_empty() {
            &words.sentence.go_on
        } else {
            &words.sentence.go_on_along
        };
        let distance = say(Metres(end - at), self.language, self.units);
        let text = fill(frame, &[("street", &street), ("distance", &distance)]);
        self.speak(number, end, at, text);
    }

    /// "In 300 metres, turn left", and where it is said.
    fn ahead(&self, next: usize, end: f64, distance: f64) -> Option<(f64, String)> {
        let step = &self.steps[next];
        let is_worth_it = !matches!(
            step.maneuver.kind,
            ManeuverKind::NewName | ManeuverKind::ExitRoundabout | ManeuverKind::ExitRotary
        );
        let limit = Metres(distance.min(*ANNOUNCED.end()));
        let exact = said_exactly(limit, self.units).filter(|_| is_worth_it)?;
        if exact.0 < *ANNOUNCED.start() {
            return None;
        }
        let words = Messages::of(self.language);
        let values = [
            ("distance", say(exact, self.language, self.units)),
            ("action", inside(&step.instruction_ahead(self.language))),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        Some((end - exact.0, fill(&words.sentence.after, &values)))
    }

    /// "Turn left, then turn right": an instruction with those that follow too soon.
    fn at_once(&self, number: usize) -> String {
        let words = Messages::of(self.language);
        let first = self.steps[number].instruction(self.language);
        let following = &self.steps[number + 1..=number + self.chained(number)];
        following.iter().fold(first, |text, step| {
            let second = inside(&step.instruction(self.language));
            let values = [("first", text.as_str()), ("second", second.as_str())];
            fill(&words.sentence.then, &values)
        })
    }

    /// How many manoeuvres follow one so soon that they cannot be told for themselves.
    fn chained(&self, number: usize) -> usize {
        let most = MOST_AT_ONCE.min(self.steps.len() - number) - 1;
        let follows = |&ahead: &usize| {
            let leads = &self.steps[number + ahead - 1];
            let next = self.steps[number + ahead].instruction(self.language);
            let needed = seconds(&next) + READY_SECS + PAUSE_SECS;
            leads.distance.0 < needed * speed(leads)
        };
        (1..=most).take_while(follows).count()
    }

    /// Says something on a step, `at` so many metres from the start, before the manoeuvre at `end`.
    fn speak(&mut self, number: usize, end: f64, at: f64, announcement: String) {
        self.quiet_from = at + seconds(&announcement) * speed(&self.steps[number]);
        self.said[number].push(VoiceInstruction {
            distance_before: Metres((end - at).max(0.0)),
            ssml: ssml(&announcement),
            announcement,
        });
    }
}

/// Metres a second on a step; a step of no length is driven slowly.
fn speed(step: &Step) -> f64 {
    (step.distance.0 / step.duration.as_secs_f64().max(1.0)).max(1.0)
}

/// How long it takes to say.
fn seconds(text: &str) -> f64 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    SPEECH_BEGINS_SECS + f64::from(letters) / LETTERS_PER_SEC
}

/// The text as W3C's Speech Synthesis Markup Language.
fn ssml(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("<speak>{escaped}</speak>")
}
