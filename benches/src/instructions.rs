//! Instructions that the hot paths execute, counted by callgrind: free of the noise of a busy machine.

use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use nearhand_engine::routing::hierarchy::{
    Hierarchy, INF, Memory, Metric, TurnGraph, Updater, View, turn_weights,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::book::Section;
use crate::data;

/// A path of the code that queries spend their time in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HotPath {
    /// Distance between two edges, 1,000 times.
    Distance,
    /// Distance and path, 1,000 times.
    Path,
    /// 1,000 edges to one, 20 times.
    ManyToOne,
    /// Full customization, once.
    Customization,
    /// Partial customization: ten edges closed, twenty times.
    Partial,
}

/// Counts every path on the bundled city, and shows the counts against the last ones.
///
/// # Errors
/// When valgrind runs but gives no count.
pub fn measure(command: &str, last: Option<&Section>) -> Result<Section> {
    let mut section = Section::new(
        "Instructions of the hot paths",
        command,
        "On the bundled city, one thread, counted by callgrind (valgrind); setting up is not counted.",
    );
    section.columns = ["instructions", "before", "change"]
        .map(str::to_owned)
        .to_vec();
    if Command::new("valgrind").arg("--version").output().is_err() {
        section.skip("all", "valgrind is not installed");
        return Ok(section);
    }
    for path in HotPath::value_variants() {
        let name = path.name();
        let now = count(&name)?;
        let line = last.and_then(|section| section.table.iter().find(|line| line.what == name));
        let before = line.and_then(|line| line.cells.first()?.replace(',', "").parse::<u64>().ok());
        section.line(name, cells(now, before));
    }
    Ok(section)
}

fn cells(now: u64, before: Option<u64>) -> [String; 3] {
    let Some(before) = before.filter(|&before| before > 0) else {
        return [grouped(now), "–".to_owned(), "–".to_owned()];
    };
    #[expect(clippy::cast_precision_loss, reason = "shown in tenths of a percent")]
    let change = (now as f64 / before as f64 - 1.0) * 100.0;
    [grouped(now), grouped(before), format!("{change:+.1} %")]
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// Instructions inside the function `hot_path` of this program, run for one path.
fn count(path: &str) -> Result<u64> {
    let folder = tempfile::tempdir()?;
    let profile = folder.path().join("callgrind.out");
    let output = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--fair-sched=yes",
            "--toggle-collect=*hot_path*",
        ])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(std::env::current_exe()?)
        .args(["hot", path])
        .env("RAYON_NUM_THREADS", "1")
        .output();
    let output = output.context("valgrind cannot be run")?;
    ensure!(
        output.status.success(),
        "valgrind: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read_to_string(&profile)?;
    let total = text.lines().find_map(|line| {
        line.strip_prefix("totals: ")
            .or(line.strip_prefix("summary: "))
    });
    let total: u64 = total.context("callgrind gives no total")?.trim().parse()?;
    ensure!(total > 0, "callgrind has not seen {path}");
    Ok(total)
}

impl HotPath {
    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Runs one path on the bundled city.
///
/// # Errors
/// When the city cannot be read.
pub fn run(path: HotPath) -> Result<()> {
    let road = data::network(&data::bundled_pbf())?;
    let hierarchy = Arc::new(Hierarchy::build(&TurnGraph::of(&road), &|_, _| ()));
    let weights = turn_weights(&road);
    let graph = TurnGraph::of(&road);
    let metric = Metric::customize(&hierarchy, &weights);
    let mut random = ChaCha8Rng::seed_from_u64(31);
    let mut edges = |count: usize| -> Vec<u32> {
        let edges = u32::try_from(hierarchy.edge_count()).unwrap_or(u32::MAX);
        std::iter::repeat_with(|| random.random_range(0..edges))
            .take(count)
            .collect()
    };
    let closures = (0..20)
        .map(|_| {
            let turns = edges(10)
                .into_iter()
                .flat_map(|edge| graph.turns_from(edge));
            let turns: Vec<u32> = turns
                .map(|turn| u32::try_from(turn).unwrap_or(u32::MAX))
                .collect();
            let mut closed = weights.clone();
            turns.iter().for_each(|&turn| closed[turn as usize] = INF);
            (closed, turns)
        })
        .collect();
    let work = Work {
        metric: &metric,
        closures,
        from: edges(1_000),
        to: edges(1_000),
        weights,
    };
    let view = View::new(&hierarchy, &metric);
    // Customization works on a thread of the pool: on that one the path is to begin.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    pool.install(|| hot_path(path, view, &hierarchy, &work));
    Ok(())
}

struct Work<'a> {
    metric: &'a Metric,
    /// Weights with closures, and the turns that are closed.
    closures: Vec<(Vec<u32>, Vec<u32>)>,
    from: Vec<u32>,
    to: Vec<u32>,
    weights: Vec<u32>,
}

/// Its name is what callgrind counts by.
#[inline(never)]
fn hot_path(path: HotPath, view: View<'_>, hierarchy: &Hierarchy, work: &Work<'_>) {
    let pairs = || work.from.iter().zip(&work.to);
    let mut memory = Memory::default();
    match path {
        HotPath::Distance => {
            for (&from, &to) in pairs() {
                std::hint::black_box(view.distance(&mut memory, from, to));
            }
        }
        HotPath::Path => {
            let mut edges = Vec::new();
            for (&from, &to) in pairs() {
                std::hint::black_box(view.path(&mut memory, from, to, &mut edges));
            }
        }
        HotPath::ManyToOne => {
            let mut out = Vec::new();
            for &to in &work.to[..20] {
                view.many_to_one(&mut memory, &work.from, to, &mut out);
            }
        }
        HotPath::Partial => {
            let (mut metric, mut updater) = (work.metric.clone(), Updater::default());
            for (weights, turns) in &work.closures {
                metric.update(hierarchy, weights, turns, &mut updater);
                metric.update(hierarchy, &work.weights, turns, &mut updater);
            }
        }
        HotPath::Customization => {
            std::hint::black_box(Metric::customize(hierarchy, &work.weights));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_compared() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(cells(1_100, Some(1_000))[2], "+10.0 %");
        assert_eq!(cells(1_100, None)[1], "–");
    }
}
