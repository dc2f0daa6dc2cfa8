//! What something is called, in one language and perhaps in others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What something is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// In the language of the service.
    pub name: String,
    /// In other languages, by BCP 47 tag (`es`).
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

impl Label {
    /// What is said in a language: its own word, or the one of the service.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> &str {
        self.names.get(tag).unwrap_or(&self.name)
    }
}
