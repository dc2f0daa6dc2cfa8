//! What a change of the configuration changes, entry by entry, for people to read before and after.

use std::fmt;

use super::ServiceFile;

/// What happens to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edit {
    Added,
    Removed,
    Changed,
    /// The same entries in another order.
    Moved,
}

/// As said in a sentence: "added".
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        })
    }
}

/// An entry that is not as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The section of the file, such as `request_types`.
    pub section: &'static str,
    /// The entry's id or name; empty where the section is one entry.
    pub entry: String,
    /// What happens to it.
    pub edit: Edit,
}

/// As said in a list: "partners fire added".
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            section,
            entry,
            edit,
        } = self;
        let space = if entry.is_empty() { "" } else { " " };
        write!(f, "{section}{space}{entry} {edit}")
    }
}

/// What is different in `after`; nothing when both say the same. Destinations count only where both list them.
#[must_use]
pub fn differences(before: &ServiceFile, after: &ServiceFile) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    let (was, is) = (before.configuration.as_set(), after.configuration.as_set());
    found.one("name", was.service != is.service);
    found.one("goals", was.goals != is.goals);
    found.one("retention", was.retention != is.retention);
    let titles = |of: &super::Configuration| -> Vec<_> { of.titles.clone().into_iter().collect() };
    found.list("titles", &titles(&was), &titles(&is), |(role, _)| role);
    found.list("capabilities", &was.capabilities, &is.capabilities, |it| {
        it.id.as_str()
    });
    found.list("sources", &was.sources, &is.sources, |it| &it.id);
    found.list("partners", &was.partners, &is.partners, |it| &it.id);
    found.list("posts", &was.posts, &is.posts, |it| &it.name);
    found.list("zones", &was.zones, &is.zones, |it| &it.name);
    found.list("request_types", &was.types, &is.types, |it| {
        it.form.kind.as_str()
    });
    if let (Some(was), Some(is)) = (&before.destinations, &after.destinations) {
        // Places are told through the day and are no part of what a file sets.
        let plain = |list: &[super::ListedDestination]| -> Vec<_> {
            let list = list.iter().cloned();
            list.map(|it| super::ListedDestination { places: None, ..it })
                .collect()
        };
        found.list("destinations", &plain(was), &plain(is), |it| &it.name);
    }
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn one(&mut self, section: &'static str, changed: bool) {
        if changed {
            self.add(section, "", Edit::Changed);
        }
    }

    fn list<T: PartialEq>(
        &mut self,
        section: &'static str,
        was: &[T],
        is: &[T],
        id: impl Fn(&T) -> &str,
    ) {
        let among = |list: &[T], wanted: &str| list.iter().position(|it| id(it) == wanted);
        for one in was {
            match among(is, id(one)) {
                None => self.add(section, id(one), Edit::Removed),
                Some(place) if is[place] != *one => self.add(section, id(one), Edit::Changed),
                Some(_) => {}
            }
        }
        for one in is.iter().filter(|it| among(was, id(it)).is_none()) {
            self.add(section, id(one), Edit::Added);
        }
        let stayed = |list: &[T], others: &[T]| -> Vec<String> {
            let both = list.iter().filter(|it| among(others, id(it)).is_some());
            both.map(|it| id(it).to_owned()).collect()
        };
        if stayed(was, is) != stayed(is, was) {
            self.add(section, "", Edit::Moved);
        }
    }

    fn add(&mut self, section: &'static str, entry: &str, edit: Edit) {
        self.0.push(Difference {
            section,
            entry: entry.to_owned(),
            edit,
        });
    }
}
