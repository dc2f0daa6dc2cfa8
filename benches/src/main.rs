//! Measures, and records the figures in `benches/RESULTS.md`.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};
use nearhand_benches::book::{Book, Section};
use nearhand_benches::{city, growth, http, instructions, load, prepare, record};
use tikv_jemallocator::Jemalloc;

/// What is measured has the allocator of the shipped binary; peers in the same process keep the system's.
#[global_allocator]
static MEMORY: Jemalloc = Jemalloc;

const COMMAND: &str = "cargo run --release -p nearhand-benches --";

/// Measures Nearhand and records the figures in benches/RESULTS.md.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// The bundled city (the default).
    City,
    /// Nearhand beside other routers.
    #[cfg(feature = "peers")]
    Peers {
        /// The rows to measure; all of them when none is given.
        #[arg(value_enum)]
        rows: Vec<nearhand_benches::peers::Row>,
        /// The longest that a tool of a peer may run, in seconds.
        #[arg(long, default_value_t = 300)]
        limit: u32,
    },
    /// Requests per second over HTTP, beside osrm-routed.
    Http,
    /// Whether our routes over HTTP are those of osrm-routed.
    Agreement,
    /// A full house: screens, positions and commands on one server.
    Load(load::Options),
    /// How long the server takes from its start to the first answer.
    Ready,
    /// A log of a million entries: start, backup, verify, restore.
    Record {
        /// Entries of the log.
        #[arg(long, default_value_t = 1_000_000)]
        entries: u64,
    },
    /// How costs grow with the city.
    Growth,
    /// Instructions of the hot paths, counted by valgrind.
    Instructions,
    /// What one extract costs, as JSON.
    #[command(hide = true)]
    Costs {
        /// The extract.
        pbf: PathBuf,
    },
    /// Runs one hot path, to be counted from outside.
    #[command(hide = true)]
    Hot {
        /// Which.
        #[arg(value_enum)]
        path: instructions::HotPath,
    },
    /// One step from an extract to a router, to be measured from outside.
    #[command(hide = true)]
    Prepare {
        /// What is done.
        #[arg(value_enum)]
        step: prepare::Step,
        /// The extract.
        pbf: PathBuf,
        /// The city file.
        city: PathBuf,
    },
}

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let note = |key: &str, measure: &dyn Fn(&str, &Book) -> Result<Section>| {
        let mut book = Book::open(folder)?;
        let name = key.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let section = measure(&format!("{COMMAND} {name}"), &book)?;
        book.put(key, section);
        book.save(folder)
    };
    match Arguments::parse().what.unwrap_or(What::City) {
        What::City => note("00-city", &|command, _| city::measure(command)),
        What::Http => note("50-http", &|command, _| http::load::measure(command)),
        What::Agreement => note("51-agreement", &|command, _| {
            http::agreement::measure(command)
        }),
        What::Load(options) => note("60-load", &|command, _| load::measure(command, options)),
        What::Ready => note("52-ready", &|command, _| http::ready::measure(command)),
        What::Record { entries } => {
            note("53-record", &|command, _| record::measure(command, entries))
        }
        What::Growth => note("30-growth", &|command, _| growth::measure(command)),
        What::Instructions => note("40-instructions", &|command, book| {
            instructions::measure(command, book.section("40-instructions"))
        }),
        What::Costs { pbf } => {
            let costs = growth::costs(&pbf)?;
            Ok(serde_json::to_writer(std::io::stdout(), &costs)?)
        }
        What::Hot { path } => instructions::run(path),
        #[cfg(feature = "peers")]
        What::Peers { rows, limit } => peers(&rows, limit, folder),
        What::Prepare { step, pbf, city } => step.run(&pbf, &city),
    }
}

#[cfg(feature = "peers")]
fn peers(rows: &[nearhand_benches::peers::Row], limit: u32, folder: &Path) -> Result<()> {
    use clap::ValueEnum;
    const POLICY: &str = "OMP_WAIT_POLICY";
    if std::env::var_os(POLICY).is_none() {
        // OpenMP reads this when the program starts: start again with it.
        let status = std::process::Command::new(std::env::current_exe()?)
            .args(std::env::args_os().skip(1))
            .env(POLICY, "passive")
            .status()?;
        std::process::exit(status.code().unwrap_or(1));
    }
    let all = nearhand_benches::peers::Row::value_variants();
    let rows = if rows.is_empty() { all } else { rows };
    nearhand_benches::peers::run(rows, limit, &mut Book::open(folder)?, folder)
}
