//! The file of scenarios, a JSON object a line.

use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;

/// One scenario: a map, requests, and what OSRM answers.
#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) uri: String,
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    pub(crate) osm: String,
    pub(crate) requests: Vec<String>,
}

/// One step of the scenario's text.
#[derive(Deserialize)]
pub(crate) struct Step {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) doc: Option<String>,
    #[serde(default)]
    pub(crate) table: Vec<Vec<String>>,
}

pub(crate) fn read(path: &Path) -> Vec<Scenario> {
    let file = std::fs::File::open(path).unwrap();
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect()
}

impl Step {
    /// The rows below the head, each with its cells by column.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let (head, rows) = self
            .table
            .split_first()
            .map_or((&[][..], &[][..]), |(h, r)| (&h[..], r));
        rows.iter().map(move |cells| Row { head, cells })
    }
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    head: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` when there is no such column.
    pub(crate) fn get(&self, column: &str) -> Option<&'a str> {
        let place = self.head.iter().position(|name| name == column)?;
        self.cells.get(place).map(String::as_str)
    }
}

impl std::fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.cells.join(" | "))
    }
}
