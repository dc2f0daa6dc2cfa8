//! Tags, and tags as conditions make them for a while.

use crate::osm::Tags;

/// The tags of a way or a node; some may stand in the place of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    tags: Tags<'a>,
    instead: &'a [(String, String)],
    /// Some key is of one direction; most ways have none, and need not be asked for each.
    directed: bool,
}

impl<'a> Reading<'a> {
    /// The tags as they are.
    pub(super) fn plain(tags: Tags<'a>) -> Self {
        Self::with(tags, &[])
    }

    /// The tags with others in their place.
    pub(super) fn with(tags: Tags<'a>, instead: &'a [(String, String)]) -> Self {
        let directed = |key: &str| key.ends_with(":forward") || key.ends_with(":backward");
        let own = tags.iter().any(|(key, _)| directed(key));
        Self {
            tags,
            instead,
            directed: own || instead.iter().any(|(key, _)| directed(key)),
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let other = self.instead.iter().find(|(other, _)| other == key);
        other
            .map(|(_, value)| value.as_str())
            .or_else(|| self.tags.get(key))
    }

    /// Whether the key has exactly this value.
    pub(super) fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// `key:forward` and `key:backward`, each over `key`, of the first key that says something about the direction.
    pub(super) fn by_direction(&self, keys: &[&str]) -> [Option<&'a str>; 2] {
        if !self.directed {
            return [keys.iter().find_map(|key| self.get(key)); 2];
        }
        ["forward", "backward"].map(|direction| {
            keys.iter().find_map(|key| {
                self.get(&format!("{key}:{direction}"))
                    .or_else(|| self.get(key))
            })
        })
    }
}
