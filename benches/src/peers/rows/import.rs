//! From an extract to the first answer.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::Against;
use crate::book::Section;
use crate::comparison::{Answers, Measured};
use crate::data;
use crate::peers::Context;
use crate::peers::osrm::{Algorithm, Tools, stem};
use crate::peers::python::ToolRun;
use crate::prepare::Step;

pub(crate) fn run(context: &mut Context) -> Result<Section> {
    let mut section = context.section(
        "Import to ready",
        "A process for each step, all cores, time and peak memory as the system counts them; times add up, of memory the \
         most counts. Ours: one reads the extract, makes streets, hierarchy, addresses, search and map tiles and writes the \
         city file, another opens it; `streets only` is one that stops after the hierarchy. OSRM MLD: osrm-extract, \
         osrm-partition and osrm-customize; opening what they made is not counted.",
    );
    let Some(tools) = Tools::find(context.python.as_ref()) else {
        section.skip(
            Algorithm::Mld.name(),
            "osrm-bindings is not installed (benches/peers/setup)",
        );
        return Ok(section);
    };
    for pbf in extracts(&mut section) {
        compare(context, &mut section, &tools, &pbf)?;
    }
    Ok(section)
}

fn extracts(section: &mut Section) -> Vec<PathBuf> {
    let mut found = vec![data::bundled_pbf()];
    match data::shared() {
        Some(shared) => {
            found.extend(
                ["porto", "milan", "multicity"].map(|name| shared.join(format!("{name}.osm.pbf"))),
            );
        }
        None => section.skip(
            "porto, milan, multicity",
            "their data is not at hand (NEARHAND_SHARED)",
        ),
    }
    found
}

fn compare(context: &Context, section: &mut Section, tools: &Tools, pbf: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let name = stem(pbf);
    let copy = folder.path().join(format!("{name}.osm.pbf"));
    std::fs::copy(pbf, &copy)?;
    let mut runs = Vec::new();
    for (tool, file) in Tools::steps(Algorithm::Mld, &name) {
        match tools.run(context.limit_seconds, tool, &folder.path().join(file), &[])? {
            Ok(run) => runs.push(run),
            Err(why) => {
                section.skip(format!("OSRM MLD on {name}"), why);
                return Ok(());
            }
        }
    }
    let city = folder.path().join(format!("{name}.city"));
    for (work, steps, goal) in [
        (
            "import to ready",
            &[Step::Import, Step::Open][..],
            Some(2.0),
        ),
        ("streets only", &[Step::Streets], None),
    ] {
        let (ours, answers) = match ours(context, &city, pbf, steps)? {
            Ok(runs) => (runs, Answers::none("–")),
            Err(why) => (Vec::new(), Answers::none(why)),
        };
        let on_cpu = format!("{work}, processor time");
        for (work, of, goal) in [
            (work, Clock::Wall, goal),
            (&on_cpu, Clock::Processors, None),
        ] {
            let against = Against {
                work,
                graph: &name,
                peer: Algorithm::Mld.name(),
                goal,
            };
            let own = (!ours.is_empty()).then(|| measured(&ours, of));
            against.put(section, own, measured(&runs, of), answers.clone());
        }
    }
    Ok(())
}

/// Which time counts.
#[derive(Clone, Copy)]
enum Clock {
    Wall,
    Processors,
}

fn ours(
    context: &Context,
    city: &Path,
    pbf: &Path,
    steps: &[Step],
) -> Result<Result<Vec<ToolRun>, String>> {
    let Some(python) = &context.python else {
        return Ok(Err("no Python to measure with".to_owned()));
    };
    let program = std::env::current_exe()?;
    let log = city.with_file_name("log");
    let run = |step: &Step| {
        let arguments = [
            OsStr::new("prepare"),
            OsStr::new(step.name()),
            pbf.as_os_str(),
            city.as_os_str(),
        ];
        python.time(context.limit_seconds, &log, &program, &arguments)
    };
    steps.iter().map(run).collect()
}

/// One after the other: times add up, of memory the most counts.
fn measured(runs: &[ToolRun], of: Clock) -> Measured {
    let seconds = runs.iter().map(|run| match of {
        Clock::Wall => run.seconds,
        Clock::Processors => run.cpu_seconds,
    });
    let peak = runs.iter().map(ToolRun::peak_megabytes).max();
    Measured::once(Duration::from_secs_f64(seconds.sum())).with_peak(peak)
}
