//! Requests in groups, by the city's calendar and areas.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use nearhand_engine::{
    dispatch::{
        configuration::Configuration,
        model::{Disposition, Request, RequestType},
    },
    geo,
    units::{LngLat, Timestamp},
};
use nearhand_osm_data::city::CityMeta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::clock::Period;
use crate::problem::Problem;

/// The most days that a report by day has lines for.
const MOST_DAYS: u64 = 366;

/// What an area of a report is, where the service has no zones.
const BY_POST: &str = "an area is what lies nearer to one of the service's posts, in a straight line, than to any other; it has the post's name";
/// What an area of a report is, where it has zones.
const BY_ZONE: &str = "an area is a zone of the service as it is now; where zones overlap the first one counts, and no_zone is what lies in none";

/// What requests are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// All in one.
    #[default]
    All,
    /// The day they were received on, in the city.
    Day,
    /// The hour of the day they were received in, in the city: `0` to `23`.
    Hour,
    /// The day of the week they were received on, in the city.
    Weekday,
    /// Their priority as it is now.
    Priority,
    /// The kind of help.
    Type,
    /// The zone of the service, or the post that is nearest when it has no zones.
    Area,
    /// Who told of them.
    Source,
    /// How they ended, or `open`.
    Disposition,
}

/// A group, in the order in which groups are listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    All,
    Day(Date),
    Hour(i8),
    /// 1 is Monday.
    Weekday(i8),
    Priority(u8),
    Type(RequestType),
    Area(String),
    Source(String),
    Disposition(Option<Disposition>),
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Group {
    /// As it is written.
    pub(super) fn name(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Day(day) => day.to_string(),
            Self::Hour(hour) => hour.to_string(),
            Self::Weekday(day) => {
                let place = usize::try_from(day - 1).unwrap_or(0);
                WEEKDAYS.get(place).copied().unwrap_or_default().to_owned()
            }
            Self::Priority(number) => number.to_string(),
            Self::Type(kind) => word(kind),
            Self::Area(name) | Self::Source(name) => name.clone(),
            Self::Disposition(Some(disposition)) => word(disposition),
            Self::Disposition(None) => "open".to_owned(),
        }
    }
}

/// A word of the product's vocabularies, as it is written everywhere.
fn word(value: &impl Serialize) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    written.as_str().unwrap_or_default().to_owned()
}

/// Puts requests into groups.
pub(super) struct Grouping<'a> {
    by: By,
    zone: TimeZone,
    service: &'a Configuration,
}

impl<'a> Grouping<'a> {
    /// For a city.
    ///
    /// # Errors
    /// `invalid-field` when there would be more lines than anybody reads.
    pub(super) fn new(
        by: By,
        period: &Period,
        city: &CityMeta,
        service: &'a Configuration,
    ) -> Result<Self, Problem> {
        if by == By::Day && period.days() > MOST_DAYS {
            let detail = format!(
                "a report by day covers at most {MOST_DAYS} days: choose a later begin, or another grouping"
            );
            return Err(Problem::field("from", detail));
        }
        // The zone was found when the server started.
        let zone = TimeZone::get(&city.time_zone).unwrap_or(TimeZone::UTC);
        Ok(Self { by, zone, service })
    }

    /// What the report must say about its groups.
    pub(super) fn explained(&self) -> Option<&'static str> {
        let areas = if self.service.zones.is_empty() {
            BY_POST
        } else {
            BY_ZONE
        };
        (self.by == By::Area).then_some(areas)
    }

    /// The group of a request.
    pub(super) fn of(&self, request: &Request) -> Group {
        let details = &request.details;
        let received = || self.local(request.times.received.unwrap_or_default());
        match self.by {
            By::All => Group::All,
            By::Day => Group::Day(received().date()),
            By::Hour => Group::Hour(received().hour()),
            By::Weekday => Group::Weekday(received().weekday().to_monday_one_offset()),
            By::Priority => Group::Priority(details.priority.number()),
            By::Type => Group::Type(details.kind),
            By::Area => Group::Area(self.area(details.position)),
            By::Source => Group::Source(details.source.clone()),
            By::Disposition => Group::Disposition(request.disposition),
        }
    }

    /// The figures of every group that there could be: a day without a request is a line as well.
    pub(super) fn filled<T: Default>(
        &self,
        period: &Period,
        mut found: BTreeMap<Group, T>,
    ) -> BTreeMap<Group, T> {
        for group in self.expected(period) {
            found.entry(group).or_default();
        }
        found
    }

    fn expected(&self, period: &Period) -> Vec<Group> {
        match self.by {
            By::All => vec![Group::All],
            By::Day => self.days(period).map(Group::Day).collect(),
            By::Hour => (0..24).map(Group::Hour).collect(),
            By::Weekday => (1..=7).map(Group::Weekday).collect(),
            By::Priority => (1..=4).map(Group::Priority).collect(),
            By::Type => {
                let offered = self.service.types.iter().filter(|kind| !kind.retired);
                offered.map(|kind| Group::Type(kind.form.kind)).collect()
            }
            By::Area => {
                let zones = self.service.zones.iter().map(|zone| &zone.name);
                let posts = self.service.posts.iter().map(|post| &post.name);
                let by_post = self.service.zones.is_empty();
                let names = zones.chain(posts.filter(|_| by_post));
                names.cloned().map(Group::Area).collect()
            }
            By::Source => {
                let sources = self.service.sources.iter().chain(&self.service.partners);
                sources.map(|it| Group::Source(it.id.clone())).collect()
            }
            By::Disposition => {
                let ended = Disposition::ALL.into_iter().map(Some);
                ended.chain([None]).map(Group::Disposition).collect()
            }
        }
    }

    fn days(&self, period: &Period) -> impl Iterator<Item = Date> {
        let first = self.local(period.range.start).date();
        let last = self.local(Timestamp(period.range.end.0 - 1)).date();
        let is_empty = period.range.is_empty();
        first
            .series(1.day())
            .take_while(move |&day| !is_empty && day <= last)
    }

    fn local(&self, at: Timestamp) -> jiff::Zoned {
        // Moments come from the clock or were checked on the way in.
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
        moment.to_zoned(self.zone.clone())
    }

    fn area(&self, position: LngLat) -> String {
        if !self.service.zones.is_empty() {
            let zone = self.service.zone_of(position);
            return zone.map_or_else(|| "no_zone".to_owned(), |zone| zone.name.clone());
        }
        let far = |post: &LngLat| geo::distance(position, *post).0;
        let posts = self.service.posts.iter();
        let nearest = posts.min_by(|a, b| far(&a.position).total_cmp(&far(&b.position)));
        nearest.map_or_else(|| "no_post".to_owned(), |post| post.name.clone())
    }
}
