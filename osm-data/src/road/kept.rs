//! The ways of an extract that are roads. Thousands of ways have few rules among them, so a rule is kept once.

use super::areas;
use super::country::Limits;
use super::network::index;
use super::profile::Profile;
use super::report::{RoadReport, WayDrop};
use super::rule::{self, Rule};
use super::way;
use crate::osm::{Extract, MemberId, Tags, Way, WayId};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::ops::Range;

/// Ways whose tags are read together: a bound on the rules that are in memory and not yet shared.
const WAYS_AT_ONCE: usize = 1 << 13;

/// The ways that are roads, by id.
pub(super) struct Kept<'a> {
    extract: &'a Extract,
    outlines: std::collections::HashMap<WayId, Tags<'a>>,
    /// Per way: its place in the extract, and that of its rule.
    ways: Vec<(u32, u32)>,
    rules: Vec<Rule>,
}

impl<'a> Kept<'a> {
    /// Reads the tags of all ways. Reported is why a way is no road, and which conditions are not evaluated.
    pub(super) fn of(
        extract: &'a Extract,
        profile: &Profile,
        country: Option<&str>,
        report: &mut RoadReport,
    ) -> Self {
        let country = Limits::of(country);
        let mut kept = Self {
            extract,
            outlines: areas::outlines(extract, profile),
            ways: Vec::new(),
            rules: Vec::new(),
        };
        let mut numbers = HashMap::new();
        let all = u32::try_from(extract.way_count()).expect("an extract has fewer than 2^32 ways");
        for from in (0..all).step_by(WAYS_AT_ONCE) {
            let to = all.min(from + WAYS_AT_ONCE as u32);
            let read: Vec<_> = (from..to)
                .into_par_iter()
                .filter_map(|place| {
                    let way = kept.way(place);
                    way::is_road(profile, &way.tags)
                        .then(|| (place, rule::of_way(profile, &country, &way.tags)))
                })
                .collect();
            for (place, (rule, conditions)) in read {
                let way = kept.way(place);
                report.drop_conditions(MemberId::Way(way.id), conditions);
                match rule {
                    Ok(_) if extract.way_parts(&way).next().is_none() => {
                        report.drop_way(way.id, WayDrop::TooShort);
                    }
                    Ok(rule) => {
                        let number = *numbers.entry(rule).or_insert_with_key(|rule| {
                            kept.rules.push(rule.clone());
                            kept.rules.len() - 1
                        });
                        kept.ways.push((place, index(number)));
                    }
                    Err(reason) => report.drop_way(way.id, reason),
                }
            }
        }
        kept
    }

    /// The ways, each with its rule.
    pub(super) fn ways(&self) -> impl Iterator<Item = (Way<'a>, &Rule)> {
        let with_rule = |&(place, rule): &(u32, u32)| (self.way(place), &self.rules[rule as usize]);
        self.ways.iter().map(with_rule)
    }

    /// A way of the extract; the outline of a walkable area has the tags of the area.
    fn way(&self, place: u32) -> Way<'a> {
        let way = self.extract.way_at(place as usize);
        match self.outlines.get(&way.id) {
            Some(tags) => Way { tags: *tags, ..way },
            None => way,
        }
    }
}

/// Which segments a way has become.
#[derive(Default)]
pub(super) struct SegmentsOfWays {
    /// Per way, by id: the end of its segments, which begin where those of the way before end.
    ends: Vec<(WayId, u32)>,
}

impl SegmentsOfWays {
    /// Adds a way, whose segments end before `end`. Ways come by id.
    pub(super) fn add(&mut self, way: WayId, end: usize) {
        self.ends.push((way, index(end)));
    }

    /// The segments of a way, if it is a road.
    pub(super) fn get(&self, way: WayId) -> Option<Range<usize>> {
        let place = self.ends.binary_search_by_key(&way, |&(way, _)| way).ok()?;
        let before = place.checked_sub(1);
        let start = before.map_or(0, |before| self.ends[before].1);
        Some(start as usize..self.ends[place].1 as usize)
    }
}
