//! What a service is: which kinds of help it gives, how fast it means to come, whom it works with.
//!
//! All of it is data on the board: it is set by [`Command::Configure`](super::Command::Configure), kept in the log with who
//! changed it and when, and read and written as one [file](mod@file). Requests, teams and reports name kinds of help,
//! capabilities and sources by id; what is taken out of the configuration stays with those who have it.

pub(super) mod check;
mod differences;
pub mod file;
mod hours;
mod labels;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};

use super::model::{Capability, Destination, Hours, Priority, RequestType, TriageForm};
use crate::units::{LngLat, Millis};

pub use differences::{Difference, Edit, differences};
pub use file::{FileFault, ServiceFile};
pub use labels::Label;

/// What a service is, apart from its teams and people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// What the service is called.
    pub service: Label,
    /// What it calls those who work in it, by role (`dispatcher`: "Triage manager").
    pub titles: BTreeMap<String, Label>,
    /// From received to on scene, by priority.
    pub goals: Goals,
    /// How long things are kept.
    pub retention: Retention,
    /// What teams can do, languages (`lang:es`) apart, which everybody may have.
    pub capabilities: Vec<Skill>,
    /// From whom requests come, partners apart: the telephone, a web page. The first one is the usual one.
    pub sources: Vec<Source>,
    /// Organisations that refer people.
    pub partners: Vec<Source>,
    /// Where teams wait.
    pub posts: Vec<Post>,
    /// Areas that reports go by.
    pub zones: Vec<Zone>,
    /// The kinds of help, in the order in which they are offered.
    pub types: Vec<KindOfHelp>,
    /// Number of changes so far; 0 for the built-in one.
    #[serde(default)]
    pub version: u64,
}

/// Response goals of the priorities 1 to 4: received to on scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Goals(pub [Millis; 4]);

impl Goals {
    /// The goal of a priority.
    #[must_use]
    pub fn of(&self, priority: Priority) -> Millis {
        self.0[usize::from(priority.number()) - 1]
    }
}

/// How long things are kept that are not the record itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days that is kept where teams were; 0 keeps nothing of it.
    pub breadcrumb_days: u16,
    /// Days that is kept who read what, and who was refused.
    pub access_days: u16,
}

/// Something a team can do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Its name in requests and teams.
    pub id: Capability,
    /// As it is shown.
    pub label: Label,
}

/// From whom requests come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name in requests: 1 to 40 lower-case letters, digits or `_`.
    pub id: String,
    /// As it is shown.
    pub label: Label,
}

/// A place where teams wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub position: LngLat,
}

/// An area that reports go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// What people call it.
    pub name: String,
    /// The ring around it, not closed.
    pub ring: Vec<LngLat>,
}

impl Zone {
    /// Whether a point lies in it; on its edge counts.
    #[must_use]
    pub fn holds(&self, point: LngLat) -> bool {
        use ::geo::Intersects as _;
        let at = ::geo::Point::new(point.lng(), point.lat());
        self.polygon().intersects(&at)
    }

    fn polygon(&self) -> ::geo::Polygon {
        let corners = self.ring.iter().map(|corner| (corner.lng(), corner.lat()));
        ::geo::Polygon::new(corners.collect::<::geo::LineString>(), Vec::new())
    }
}

/// A kind of help that the service gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindOfHelp {
    /// As it is shown.
    pub label: Label,
    /// Its id, and the questions that lead to a priority.
    pub form: TriageForm,
    /// What it is good for a team to have, without being needed.
    pub wants: BTreeSet<Capability>,
    /// Goals of its own, in the place of the service's.
    pub goals: Option<Goals>,
    /// Whether it is no longer offered for new requests.
    pub retired: bool,
}

/// A destination as a file lists it. The board keeps destinations by number; a file knows them by their names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedDestination {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub position: LngLat,
    /// Its address.
    pub address: Option<String>,
    /// When it takes people; always, when not given.
    pub hours: Option<Hours>,
    /// Places free when it is put on the list; not counted when not given. Told anew from then on, so that a file
    /// never sets back what was told since.
    pub places: Option<u32>,
}

impl From<&Destination> for ListedDestination {
    fn from(destination: &Destination) -> Self {
        Self {
            name: destination.name.clone(),
            position: destination.position,
            address: destination.address.clone(),
            hours: destination.hours.clone(),
            places: destination.places,
        }
    }
}

/// The files that come with Nearhand, by name: a city's care team, which an empty board goes by, and a county's mobile
/// crisis service.
pub const EXAMPLES: [(&str, &str); 2] = [
    (
        "care-team",
        include_str!("../../../../config/care-team.toml"),
    ),
    (
        "county-mobile-crisis",
        include_str!("../../../../config/county-mobile-crisis.toml"),
    ),
];

static CARE_TEAM: LazyLock<Configuration> = LazyLock::new(|| {
    let (_, text) = EXAMPLES[0];
    ServiceFile::read(text)
        .expect("a test reads the examples")
        .configuration
});

impl Configuration {
    /// A city's care team: what a board goes by that nobody has configured.
    #[must_use]
    pub fn care_team() -> &'static Self {
        &CARE_TEAM
    }

    /// Whether nobody has set it: it is the built-in one, but for forms that were set by themselves before there were
    /// configurations.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.version == 0
    }

    /// Whether it is the built-in one as it is.
    pub(super) fn is_care_team(&self) -> bool {
        self == Self::care_team()
    }

    /// A kind of help, one that is no longer offered included.
    #[must_use]
    pub fn kind(&self, kind: RequestType) -> Option<&KindOfHelp> {
        self.types.iter().find(|known| known.form.kind == kind)
    }

    /// The response goal of a request: its kind's own, or the service's.
    #[must_use]
    pub fn goal(&self, kind: RequestType, priority: Priority) -> Millis {
        let own = self.kind(kind).and_then(|kind| kind.goals);
        own.unwrap_or(self.goals).of(priority)
    }

    /// Whether it knows a capability. Languages need no entry.
    #[must_use]
    pub fn knows(&self, capability: &Capability) -> bool {
        capability.as_str().starts_with("lang:")
            || self
                .capabilities
                .iter()
                .any(|known| known.id == *capability)
    }

    /// Whether requests come from there: a source, or a partner.
    #[must_use]
    pub fn has_source(&self, id: &str) -> bool {
        self.sources.iter().any(|known| known.id == id) || self.has_partner(id)
    }

    /// Whether it is a partner.
    #[must_use]
    pub fn has_partner(&self, id: &str) -> bool {
        self.partners.iter().any(|known| known.id == id)
    }

    /// The zone that a point lies in; the first one where zones overlap.
    #[must_use]
    pub fn zone_of(&self, point: LngLat) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.holds(point))
    }

    /// Whether two say the same, whatever their versions.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.as_set() == other.as_set()
    }

    /// Without the versions, which the board counts.
    pub(super) fn as_set(&self) -> Self {
        let mut plain = self.clone();
        plain.version = 0;
        for kind in &mut plain.types {
            kind.form.version = 0;
        }
        plain
    }

    /// With its versions counted on from the one before.
    pub(super) fn after(mut self, before: &Self) -> Self {
        self.version = before.version + 1;
        for kind in &mut self.types {
            let form = &mut kind.form;
            form.version = match before.kind(form.kind) {
                None => 1,
                Some(was) => {
                    let same = was.form.questions == form.questions
                        && was.form.thresholds == form.thresholds;
                    // One that nobody has changed since it was built in counts as set now.
                    (was.form.version + u64::from(!same)).max(1)
                }
            };
        }
        self
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Self::care_team().clone()
    }
}
