//! The book of figures: `figures.json` keeps what was measured, `RESULTS.md` shows it.
//!
//! A run replaces the sections that it measured and leaves the others as they are, each with its own date.

mod render;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::comparison::Comparison;

/// All sections, by their key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Book {
    sections: BTreeMap<String, Section>,
}

/// What one command measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The command that measures it.
    pub command: String,
    /// The day it ran.
    pub date: String,
    /// Cores of the machine.
    pub cores: usize,
    /// Programs that wanted a core in the minute before, where the system tells: above the cores, times are spoilt.
    pub load: Option<f64>,
    /// How it is measured.
    pub intro: String,
    /// Us beside peers.
    pub comparisons: Vec<Comparison>,
    /// Figures of ours alone.
    pub table: Vec<Line>,
    /// Headings of the columns of `table` after the first.
    pub columns: Vec<String>,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// A line of a table: what, and a text per column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What was measured.
    pub what: String,
    /// The figures.
    pub cells: Vec<String>,
}

/// A peer or a graph that was not measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    /// What was left out.
    pub what: String,
    /// Why.
    pub why: String,
}

impl Section {
    /// An empty section of today.
    #[must_use]
    pub fn new(title: &str, command: &str, intro: &str) -> Self {
        Self {
            title: title.to_owned(),
            command: command.to_owned(),
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            load: load(),
            intro: intro.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a line to the table.
    pub fn line(&mut self, what: impl Into<String>, cells: impl IntoIterator<Item = String>) {
        self.table.push(Line {
            what: what.into(),
            cells: cells.into_iter().collect(),
        });
    }

    /// Says what was left out, and why; once.
    pub fn skip(&mut self, what: impl Into<String>, why: impl Into<String>) {
        let skipped = Skipped {
            what: what.into(),
            why: why.into(),
        };
        if !self.skipped.contains(&skipped) {
            self.skipped.push(skipped);
        }
    }
}

fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

impl Book {
    /// Reads the figures from a folder; an empty book where there are none yet.
    ///
    /// # Errors
    /// When the file cannot be read or is not as this program writes it.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("figures.json");
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} is not as expected", path.display()))
    }

    /// The section with a key.
    #[must_use]
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.get(key)
    }

    /// Puts a section in the place of the one with the same key.
    pub fn put(&mut self, key: &str, section: Section) {
        self.sections.insert(key.to_owned(), section);
    }

    /// Writes the figures and the page that shows them.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let figures = serde_json::to_string_pretty(self)? + "\n";
        for (name, text) in [
            ("figures.json", figures),
            ("RESULTS.md", render::page(&self.sections)),
        ] {
            let path = folder.join(name);
            std::fs::write(&path, text)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
