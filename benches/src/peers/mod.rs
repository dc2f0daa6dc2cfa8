//! Nearhand beside other routers: a small module per row of the table.
//!
//! RoutingKit, `cch` and `fast_paths` run in this process on our own turn-aware graph; OSRM and Valhalla run in a
//! Python process each (their published bindings) on the same extract. What is not installed is skipped and said.

mod cch_crate;
mod cities;
mod graphs;
mod osrm;
mod ours;
mod python;
mod routing_kit;
mod rows;
mod valhalla;

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::book::{Book, Section};
use crate::data;
use cities::Cities;
use graphs::{Graph, Graphs};
use python::Python;

/// A row of the table: one work, measured against all who can do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Row {
    /// Distance query, and distance with path.
    Distance,
    /// Full customization.
    Customization,
    /// Partial customization: closures and a district.
    Partial,
    /// 1,000 moving teams to one request.
    Teams,
    /// The 5 nearest of 1,000 and of 100,000 moving teams.
    Nearest,
    /// A table of 1,000 × 1,000.
    Table,
    /// A route with geometry and steps.
    Route,
    /// A closure, from the call to the first query with it.
    Closure,
    /// Reach in 15 minutes as polygons.
    Reach,
    /// From an extract to the first answer.
    Import,
}

/// What the rows share: peers that are installed, and graphs that were prepared before.
pub struct Context {
    graphs: Graphs,
    cities: Cities,
    python: Option<Python>,
    /// Where peers keep what they prepared.
    folder: PathBuf,
    /// The longest that a tool of a peer may run, in seconds.
    limit_seconds: u32,
    section: &'static str,
}

/// Measures rows and puts each into the book as soon as it is done.
///
/// # Errors
/// When a row cannot be measured, or an answer of ours differs from a peer's where they must be the same.
pub fn run(
    rows: &[Row],
    limit_seconds: u32,
    book: &mut Book,
    folder: &std::path::Path,
) -> Result<()> {
    let peers = data::project().join(".nearhand/peers");
    let mut context = Context {
        graphs: Graphs::new(peers.join("orders")),
        cities: Cities::default(),
        python: Python::find(&peers),
        folder: peers.join("data"),
        limit_seconds,
        section: "",
    };
    let mut differing = Vec::new();
    for &row in rows {
        let (key, measure) = row.measure();
        context.section = key.1;
        eprintln!("measuring: {}", key.1);
        let section = measure(&mut context)?;
        for comparison in section.comparisons.iter().filter(|c| c.differs()) {
            let (work, graph, peer) = (&comparison.work, &comparison.graph, &comparison.peer);
            eprintln!("DIFFERENT ANSWERS: {work} on {graph} against {peer}");
            differing.push(format!("{work} on {graph} against {peer}"));
        }
        book.put(key.0, section);
        book.save(folder)?;
    }
    ensure!(
        differing.is_empty(),
        "answers differ: {}",
        differing.join("; ")
    );
    Ok(())
}

type Measure = fn(&mut Context) -> Result<Section>;

impl Row {
    /// The key that sorts its section, its name on the command line, and what measures it.
    fn measure(self) -> ((&'static str, &'static str), Measure) {
        match self {
            Self::Distance => (("10-distance", "distance"), rows::distance::run),
            Self::Customization => (
                ("11-customization", "customization"),
                rows::customization::run,
            ),
            Self::Partial => (("12-partial", "partial"), rows::partial::run),
            Self::Teams => (("13-teams", "teams"), rows::teams::run),
            Self::Nearest => (("14-nearest", "nearest"), rows::nearest::run),
            Self::Table => (("15-table", "table"), rows::table::run),
            Self::Route => (("16-route", "route"), rows::route::run),
            Self::Closure => (("17-closure", "closure"), rows::closure::run),
            Self::Reach => (("18-reach", "reach"), rows::reach::run),
            Self::Import => (("19-import", "import"), rows::import::run),
        }
    }
}

impl Context {
    /// The empty section of the row that is measured.
    fn section(&self, title: &str, intro: &str) -> Section {
        let command = format!(
            "cargo run --release -p nearhand-benches --features peers -- peers {}",
            self.section
        );
        Section::new(title, &command, intro)
    }
}
