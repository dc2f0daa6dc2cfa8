//! A full house: hundreds of screens, thousands of positions and commands a second, on one server.
//!
//! The generator runs on the same machine as the server, as the goals say (20,000 updates/s with 200 screens,
//! position to screen below 250 ms at p99, 1,000 durable commands/s below 25 ms, a recommendation below 5 ms).

mod desks;
mod house;
mod machine;
mod teams;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use clap::Args;
use tokio::task::JoinSet;

use self::house::House;
use crate::book::Section;
use crate::figures::{Figures, short};

/// How much the generator's clients step back (a niceness).
const BEHIND: i32 = 10;
/// Threads of the generator, for each core: its 1,200 clients have a machine each in a service, and do not wait for one
/// another's turn.
const THREADS_PER_CORE: usize = 2;
/// After so many clients' turns it looks for what has arrived, lest an acknowledgement lie there while others read.
const EVENT_INTERVAL: u32 = 5;
/// So long one client asks on when all others have gone.
const QUIET: Duration = Duration::from_secs(20);

/// How full the house is.
#[derive(Clone, Copy, Debug, Args)]
pub struct Options {
    /// How long, seconds.
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// Dispatchers' screens.
    #[arg(long, default_value_t = 200)]
    pub dispatchers: u64,
    /// Teams that move.
    #[arg(long, default_value_t = 1000)]
    pub teams: u64,
    /// Positions a second, all teams together.
    #[arg(long, default_value_t = 20_000)]
    pub updates: u64,
    /// Commands a second, all dispatchers together.
    #[arg(long, default_value_t = 1000)]
    pub commands: u64,
}

/// What everybody counts.
#[derive(Default)]
struct Counts {
    stop: AtomicBool,
    updates: AtomicU64,
    refused: AtomicU64,
    events: AtomicU64,
    gaps: AtomicU64,
    closed: AtomicU64,
}

impl Counts {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// Fills the house, measures, and checks that nothing was lost.
///
/// # Errors
/// When the server does not start, or a client cannot do its work.
pub fn measure(command: &str, options: Options) -> Result<Section> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores * THREADS_PER_CORE)
        .event_interval(EVENT_INTERVAL)
        .on_thread_start(step_back)
        .enable_all()
        .build()?;
    runtime.block_on(run(command, options))
}

async fn run(command: &str, options: Options) -> Result<Section> {
    let house = Arc::new(House::open(options).await?);
    let counts = Arc::new(Counts::default());
    let mut moving = JoinSet::new();
    for team in house.teams() {
        moving.spawn(teams::drive(Arc::clone(&house), team, Arc::clone(&counts)));
    }
    let mut watching = JoinSet::new();
    for number in 0..options.dispatchers {
        let (house, counts) = (Arc::clone(&house), Arc::clone(&counts));
        watching.spawn(desks::work(house, number, counts));
    }
    let asking = apart(desks::ask(Arc::clone(&house), Arc::clone(&counts)));
    let ranking = tokio::spawn(desks::watch_ranking(
        Arc::clone(&house),
        Arc::clone(&counts),
    ));
    let warm = Duration::from_secs(options.seconds.min(10));
    tokio::time::sleep(warm).await;
    let memory_before = house.server_memory()?;
    let processor_before = house.server_processor()?;
    let taken_before = machine::Processors::read()?;
    let rest = Duration::from_secs(options.seconds).saturating_sub(warm);
    tokio::time::sleep(rest).await;
    let processor = house.server_processor()?.saturating_sub(processor_before);
    let taken = machine::Processors::read()?.stolen_since(taken_before);
    let memory_after = house.server_memory()?;
    let rankings = house.quantiles("nearhand_ranking_seconds").await?;
    let made = house.quantiles("nearhand_recommendation_seconds").await?;
    let commits = house.quantiles("nearhand_commit_seconds").await?;
    counts.stop.store(true, Ordering::Relaxed);
    while let Some(ended) = moving.join_next().await {
        ended?.context("a team")?;
    }
    let mut desks = desks::Seen::default();
    while let Some(ended) = watching.join_next().await {
        desks.add(ended?.context("a dispatcher")?);
    }
    let told = ranking.await?.context("the ranking")?;
    let asked = asking.join().map_err(|_| anyhow!("asking panicked"))?;
    let alone = ask_alone(&house).await?;
    let (opening_asked, asked) = halves(asked.context("a question")?, warm);
    let (opening_commands, commands) = halves(desks.commands, warm);
    let mut section = Section::new(
        "A full house",
        command,
        "Server and generator on the same machine, the generator behind the server where both want a processor (niceness 10), \
         as each client has a machine of its own in a service: teams send positions over their sockets, dispatchers watch events and \
         positions and give commands over theirs, one client, not behind the server, asks for recommendations over HTTP, and one watches a ranking. \
         Position to screen: from sending a fix until a screen has that fix. Commands: from sending until the \
         acknowledgement, which is durable. A watched ranking: how long it takes to make it anew, waiting for a \
         processor included, as the server counts it (nearhand_ranking_seconds, its last minute); in the engine: \
         nearhand_recommendation_seconds, of both; a commit of the commands that wait: nearhand_commit_seconds. \
         Opening: the first 10 s, in which all screens connect at one moment and are told the whole board. Nobody else there: \
         20 s more when all others have gone, on a machine that does nothing else. The host of a virtual machine takes its \
         processors away now and then (steal in /proc/stat), milliseconds at a time: where that is more than a percent, no \
         99th percentile of a few milliseconds can hold.",
    );
    section.columns = vec!["figure".to_owned(), "p99".to_owned()];
    let mut line = |what: &str, figure: String, p99: String| section.line(what, [figure, p99]);
    let rate = |count: u64| format!("{}/s", count / options.seconds.max(1));
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    line("screens", options.dispatchers.to_string(), String::new());
    line("positions sent", rate(load(&counts.updates)), String::new());
    line(
        "positions refused",
        load(&counts.refused).to_string(),
        String::new(),
    );
    line(
        "commands acknowledged",
        rate(desks.acknowledged),
        String::new(),
    );
    line(
        "commands refused",
        desks.rejected.to_string(),
        String::new(),
    );
    line(
        "events told, all screens",
        rate(load(&counts.events)),
        String::new(),
    );
    line(
        "gaps in the events of a screen",
        load(&counts.gaps).to_string(),
        String::new(),
    );
    line(
        "screens closed as too slow",
        load(&counts.closed).to_string(),
        String::new(),
    );
    for (what, times) in [
        ("position to screen", Figures::of(desks.positions)),
        ("command to acknowledgement", commands),
        ("command to acknowledgement, opening", opening_commands),
        ("recommendation over HTTP", asked),
        ("recommendation over HTTP, opening", opening_asked),
        ("recommendation over HTTP, nobody else there", alone),
    ] {
        line(
            what,
            short(times.percentile(50)),
            short(times.percentile(99)),
        );
    }
    for (what, [half, most]) in [
        ("commit, on the disk", commits),
        ("recommendation, in the engine", made),
        ("watched ranking, made anew", rankings),
    ] {
        line(what, short(half), short(most));
    }
    line("watched ranking, told", rate(told), String::new());
    line(
        "server's processor time",
        share(processor, rest),
        String::new(),
    );
    line(
        "processors taken away by the machine's host",
        format!("{:.1} %", taken * 100.0),
        String::new(),
    );
    let megabytes = |bytes: u64| format!("{} MB", bytes / 1_000_000);
    line(
        "server's memory after 10 s",
        megabytes(memory_before),
        String::new(),
    );
    line(
        "server's memory at the end",
        megabytes(memory_after),
        String::new(),
    );
    section.notes.push(house.verdict(desks.acknowledged).await?);
    Ok(section)
}

/// The times of recommendations when all others have gone: what this machine takes by itself.
async fn ask_alone(house: &Arc<House>) -> Result<Figures> {
    let counts = Arc::new(Counts::default());
    let asking = apart(desks::ask(Arc::clone(house), Arc::clone(&counts)));
    tokio::time::sleep(QUIET).await;
    counts.stop.store(true, Ordering::Relaxed);
    let asked = asking.join().map_err(|_| anyhow!("asking panicked"))?;
    let times = asked?.into_iter().map(|(_, time)| time).collect();
    Ok(Figures::of(times))
}

/// Lets the server go first where both want a processor: in a service each client has a machine of its own.
fn step_back() {
    // Where it cannot be, the figures are those of a server that shares its processors.
    let _ = rustix::process::nice(BEHIND);
}

/// Does one client's work on a thread of its own, that is not behind the server and does not wait in line behind the
/// other clients.
fn apart<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> std::thread::JoinHandle<Result<T>> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(work)
    })
}

/// What happened before a moment, and what from then on.
fn halves(times: Vec<(Duration, Duration)>, moment: Duration) -> (Figures, Figures) {
    let (before, after): (Vec<_>, Vec<_>) = times.into_iter().partition(|time| time.0 < moment);
    let figures = |times: Vec<(Duration, Duration)>| {
        Figures::of(times.into_iter().map(|time| time.1).collect())
    };
    (figures(before), figures(after))
}

fn share(processor: Duration, wall: Duration) -> String {
    let cores = processor.as_secs_f64() / wall.as_secs_f64().max(0.001);
    format!("{cores:.2} cores")
}
