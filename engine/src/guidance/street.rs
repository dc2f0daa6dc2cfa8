//! What a driver knows a street by, and how important it is.

use std::str::SplitWhitespace;

use crate::road::input::{RoadClass, SegmentTraits};
use crate::road::{RoadNetwork, Segment};
use crate::routing::EdgeId;

/// Name and number of a street as signs show them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Label<'a> {
    pub(super) name: &'a str,
    pub(super) reference: &'a str,
}

/// A street as far as guidance compares it with others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Street<'a> {
    pub(super) label: Label<'a>,
    pub(super) class: RoadClass,
    pub(super) traits: SegmentTraits,
}

impl<'a> Label<'a> {
    pub(super) fn of(segment: Segment<'a>) -> Self {
        Self {
            name: segment.name(),
            reference: segment.reference(),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.name.is_empty() && self.reference.is_empty()
    }

    /// Whether a driver takes the two for one street: they are called the same, or have a road number in common.
    pub(super) fn is_same(self, other: Self) -> bool {
        self.is_called_same(other) || self.shares_reference(other)
    }

    /// Whether people call the two the same: by name, but for a point of the compass ("West Main Street", "Main Street"),
    /// a word before or behind it ("Main Street Bridge"), and spelling; by number where a name is missing.
    pub(super) fn is_called_same(self, other: Self) -> bool {
        if self.name.is_empty() || other.name.is_empty() {
            return self.shares_reference(other);
        }
        // Most of what is compared is spelled the same.
        self.name == other.name || is_heard_alike(self.name, other.name)
    }

    /// Whether a driver who was told `self` would wonder about `next`. A street without a name is no news.
    pub(super) fn is_news(self, next: Self) -> bool {
        !self.is_empty() && !next.is_empty() && !self.is_same(next)
    }

    fn shares_reference(self, other: Self) -> bool {
        let numbers = |text: &'a str| text.split(';').map(str::trim).filter(|n| !n.is_empty());
        numbers(self.reference).any(|number| {
            let mut others = other.reference.split(';').map(str::trim);
            others.any(|other| other == number)
        })
    }
}

/// Whether two names are one to the ear, or one of at least two words begins or ends the other.
fn is_heard_alike(name: &str, other: &str) -> bool {
    let (name, other) = (core(name), core(other));
    let (lengths, alike) = (
        [name.clone().count(), other.clone().count()],
        |(one, other): (&str, &str)| heard(one).eq(heard(other)),
    );
    // Pairs end with the shorter of the two.
    let shared_from_start = || name.clone().zip(other.clone()).all(alike);
    let shared_to_end = || name.clone().rev().zip(other.clone().rev()).all(alike);
    if lengths[0] == lengths[1] {
        return shared_from_start();
    }
    lengths.iter().all(|&length| length > 1) && (shared_from_start() || shared_to_end())
}

/// The words of a name, without a point of the compass before or behind them.
fn core(name: &str) -> SplitWhitespace<'_> {
    let words = name.split_whitespace();
    let is_compass = |word: Option<&str>| {
        word.is_some_and(|word| COMPASS.iter().any(|point| heard(word).eq(point.chars())))
    };
    // "North Street" is called so: what is left must still be a name.
    if words.clone().nth(2).is_none() {
        return words;
    }
    let mut rest = words.clone();
    if is_compass(rest.next()) {
        return rest;
    }
    let mut rest = words.clone();
    if is_compass(rest.next_back()) {
        return rest;
    }
    words
}

/// A word as it is heard: its letters and digits, small and large alike.
fn heard(word: &str) -> impl Iterator<Item = char> + '_ {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

const COMPASS: [&str; 16] = [
    "n",
    "e",
    "s",
    "w",
    "ne",
    "nw",
    "se",
    "sw",
    "north",
    "east",
    "south",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

impl<'a> Street<'a> {
    pub(super) fn of(segment: Segment<'a>) -> Self {
        Self {
            label: Label::of(segment),
            class: segment.class(),
            traits: segment.traits(),
        }
    }

    pub(super) fn of_edge(road: &'a RoadNetwork, edge: EdgeId) -> Self {
        Self::of(road.segment(road.edge(edge).segment))
    }

    /// A road that leads from or to a road without crossings: what people call a ramp.
    pub(super) fn is_ramp(&self) -> bool {
        matches!(self.class, RoadClass::MotorwayLink | RoadClass::TrunkLink)
    }

    /// A motorway or trunk road itself.
    pub(super) fn is_main_road(&self) -> bool {
        matches!(self.class, RoadClass::Motorway | RoadClass::Trunk)
    }

    /// A piece of road that only joins two others.
    pub(super) fn is_link(&self) -> bool {
        use RoadClass as R;
        matches!(
            self.class,
            R::MotorwayLink | R::TrunkLink | R::PrimaryLink | R::SecondaryLink | R::TertiaryLink
        )
    }

    /// A driveway, an alley, a track: what nobody calls a street.
    pub(super) fn is_service(&self) -> bool {
        self.rank() >= SERVICE_RANK
    }

    /// How important it is; 0 is most.
    pub(super) fn rank(&self) -> u8 {
        use RoadClass as R;
        match self.class {
            R::Motorway | R::MotorwayLink => 0,
            R::Trunk | R::TrunkLink => 1,
            R::Primary | R::PrimaryLink => 2,
            R::Secondary | R::SecondaryLink => 3,
            R::Tertiary | R::TertiaryLink | R::Ferry => 4,
            R::Unclassified | R::Residential => 5,
            R::LivingStreet | R::Pedestrian => 6,
            R::Service => SERVICE_RANK,
            R::Track | R::Other | R::Footway | R::Cycleway | R::Path | R::Steps => 9,
        }
    }
}

const SERVICE_RANK: u8 = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same with lists of words.
    fn plainly_alike(name: &str, other: &str) -> bool {
        let core = |name: &str| -> Vec<String> {
            let words = name.split_whitespace().map(|word| heard(word).collect());
            let words: Vec<String> = words.collect();
            let is_compass = |word: &String| COMPASS.contains(&word.as_str());
            match words.as_slice() {
                [first, rest @ ..] if rest.len() > 1 && is_compass(first) => rest.to_vec(),
                [rest @ .., last] if rest.len() > 1 && is_compass(last) => rest.to_vec(),
                _ => words,
            }
        };
        let (mut short, mut long) = (core(name), core(other));
        if short.len() > long.len() {
            std::mem::swap(&mut short, &mut long);
        }
        let is_part = short.len() > 1 && (long.starts_with(&short) || long.ends_with(&short));
        short == long || is_part
    }

    proptest! {
        #[test]
        fn names_are_alike_as_lists_of_words_say(
            one in "(N\\. |north |)(main|Main|hill|l'ilma) ?(st|road|s|-|)( bridge| main| NW|)",
            other in "(N\\. |north |)(main|Main|hill|l'ilma) ?(st|road|s|-|)( bridge| main| NW|)",
        ) {
            prop_assert_eq!(is_heard_alike(&one, &other), plainly_alike(&one, &other));
            prop_assert!(is_heard_alike(&one, &one));
        }
    }

    fn label<'a>(name: &'a str, reference: &'a str) -> Label<'a> {
        Label { name, reference }
    }

    #[test]
    fn streets_with_one_number_and_two_names_are_not_called_the_same() {
        let (ring, mill) = (label("Ring Road", "A1"), label("Mill Road", "A1"));
        assert!(ring.is_same(mill) && !ring.is_called_same(mill));
        assert!(ring.is_called_same(label("", "A1;A2")));
        assert!(!label("", "").is_called_same(label("", "")));
    }

    #[test]
    fn a_driver_notices_another_name_but_not_a_point_of_the_compass() {
        for (from, to, news) in [
            (("Main St", ""), ("High St", ""), true),
            (("West Main St", ""), ("Main St", ""), false),
            (("Main St", ""), ("Main St NW", ""), false),
            (("N. Main St", ""), ("S. Main St", ""), false),
            (("North Street", ""), ("South Street", ""), true),
            (("Main St", ""), ("Main St Bridge", ""), false),
            (("Triq l-Imsida", ""), ("Triq L'Imsida", ""), false),
            (("Hill", ""), ("Hill Road", ""), true),
            (("", "A1"), ("", "A1;E5"), false),
            (("", "A1"), ("", "A2"), true),
            (("Ring Road", "A1"), ("Mill Road", "A1"), false),
            (("", ""), ("Mill Road", ""), false),
            (("Mill Road", ""), ("", ""), false),
            (("Mill Road", ""), ("", "B7"), true),
        ] {
            let is_news = label(from.0, from.1).is_news(label(to.0, to.1));
            assert_eq!(is_news, news, "{from:?} {to:?}");
        }
    }
}
