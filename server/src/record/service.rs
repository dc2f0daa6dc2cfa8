//! `nearhand config`: the service as a file.

use std::{fmt::Write as _, path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use nearhand_engine::dispatch::{
    Command, ServiceFile,
    configuration::{EXAMPLES, Retention, differences},
    fleet::DEFAULT_STALE_AFTER,
};
use serde_json::json;

use super::{Record, data_folder, ensure_new, export, say};
use crate::{
    agency::{Agency, Submission},
    cli::{ConfigCheckArgs, ConfigCommand, ConfigExampleArgs, ConfigExportArgs, ConfigImportArgs},
    config::Config,
    history::History,
    problem::Problem,
    store::{self, Role, Snapshots, SqliteStore, Store},
    wire::{configuration::check_titles, redact::Viewer, time, time::Time},
};

/// Does what was asked for.
///
/// # Errors
/// When a file or the record cannot be used.
pub fn run(command: &ConfigCommand) -> anyhow::Result<()> {
    match command {
        ConfigCommand::Export(args) => export(args),
        ConfigCommand::Import(args) => import(args),
        ConfigCommand::Check(args) => check(args),
        ConfigCommand::Example(args) => example(args),
        ConfigCommand::History(args) => past(args),
    }
}

/// Reads a service's file.
///
/// # Errors
/// Names the file, and the line or the entry.
pub(crate) fn read(path: &Path) -> anyhow::Result<ServiceFile> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let file =
        ServiceFile::read(&text).with_context(|| format!("{} cannot be used", path.display()))?;
    check_titles(&file.configuration)
        .map_err(|problem| anyhow::anyhow!(problem.detail))
        .with_context(|| format!("{} cannot be used", path.display()))?;
    Ok(file)
}

fn export(args: &ConfigExportArgs) -> anyhow::Result<()> {
    let record = Record::open(args.file.as_deref(), &args.folder)?;
    let mut found = None;
    let history = history(&record, |history| {
        let version = history.board().configuration().version;
        if args.version.is_none_or(|wanted| version <= wanted) {
            found = Some((version, history.board().service_file()));
        }
    })?;
    let newest = history.board().configuration().version;
    let file = match (args.version, found) {
        (None, _) => history.board().service_file(),
        (Some(wanted), Some((version, file))) if version == wanted => file,
        (Some(wanted), _) => bail!(
            "there is no version {wanted}: the newest is {newest}, and `nearhand config history` lists them"
        ),
    };
    write(&file.write(), args.output.as_deref())
}

fn write(text: &str, output: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = output else {
        return say(None, text.trim_end());
    };
    ensure_new(path)?;
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

/// Reads the whole log for what it says of the service; `each` looks after every change.
fn history(record: &Record, mut each: impl FnMut(&History)) -> anyhow::Result<History> {
    let mut history = History::default();
    export::each(record, &mut |entry| {
        if history.take_in(&entry.logged()?) {
            each(&history);
        }
        Ok(())
    })?;
    Ok(history)
}

/// How long a record's service keeps things.
pub(super) fn retention(record: &Record) -> anyhow::Result<Retention> {
    let history = history(record, |_| {})?;
    Ok(history.board().configuration().retention)
}

fn import(args: &ConfigImportArgs) -> anyhow::Result<()> {
    let file = read(&args.file)?;
    let data = data_folder(&args.folder)?;
    let record = Record::open(None, &args.folder)?;
    let standing = history(&record, |_| {})?.board().service_file();
    drop(record);
    let changes: Vec<String> = differences(&standing, &file)
        .iter()
        .map(ToString::to_string)
        .collect();
    if !args.dry_run && !changes.is_empty() {
        set(&data, file)?;
    }
    let done = json!({ "changes": changes, "dry_run": args.dry_run });
    let mut text = String::new();
    for change in &changes {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{change}");
    }
    text += match (changes.is_empty(), args.dry_run) {
        (true, _) => "The service is what the file says already.",
        (false, true) => "Nothing was changed: without --dry-run this is set.",
        (false, false) => "The service is what the file says from now on.",
    };
    say(args.json.then_some(&done), &text)
}

/// Gives the command to the board of a data folder that no server works on.
fn set(data: &Path, file: ServiceFile) -> anyhow::Result<()> {
    let store: Arc<dyn Store> = Arc::new(
        SqliteStore::open(&store::folder::database(data)).with_context(|| {
            format!(
                "the data folder {} cannot be used: while a server works on it, send the file on its page /configuration, or stop it first",
                data.display()
            )
        })?,
    );
    let agency = Agency::open(store, &Snapshots::of(data), DEFAULT_STALE_AFTER)?;
    let submission = submission(file);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .context("the async runtime could not be started")?;
    let answer = runtime.block_on(agency.submit(submission));
    agency.close();
    answer
        .map(drop)
        .map_err(|refusal| anyhow::anyhow!(Problem::from(refusal).detail))
}

/// The command of the operator at the terminal.
pub(crate) fn submission(file: ServiceFile) -> Submission {
    Submission {
        command: Command::Configure {
            configuration: Box::new(file.configuration),
            destinations: file.destinations,
        },
        expected: None,
        actor: "operator".to_owned(),
        viewer: Viewer {
            role: Role::Admin,
            team: None,
        },
        key: None,
        now: time::now(),
    }
}

fn check(args: &ConfigCheckArgs) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("{} cannot be read", args.file.display()))?;
    // A file of a service has request types, one of settings has none.
    let is_service = text.lines().any(|line| line.contains("request_types"));
    if is_service {
        let file = read(&args.file)?;
        let kinds = file.configuration.types.len();
        let about = format!(
            "{} is the file of \"{}\", with {kinds} kinds of help, and can be imported.",
            args.file.display(),
            file.configuration.service.name
        );
        return say(None, &about);
    }
    Config::check(&args.file)?;
    let about = format!(
        "{} is a configuration file of `nearhand serve`, and can be used.",
        args.file.display()
    );
    say(None, &about)
}

fn example(args: &ConfigExampleArgs) -> anyhow::Result<()> {
    let found = EXAMPLES.iter().find(|(name, _)| *name == args.name);
    let Some((_, text)) = found else {
        let names = EXAMPLES.map(|(name, _)| name).join(", ");
        bail!("there is no example \"{}\": there are {names}", args.name);
    };
    write(text, args.output.as_deref())
}

fn past(args: &crate::cli::ConfigHistoryArgs) -> anyhow::Result<()> {
    let record = Record::open(args.file.as_deref(), &args.folder)?;
    let changes = history(&record, |_| {})?.changes();
    let lines = changes.iter().map(|change| {
        let told: Vec<String> = change.changes.iter().map(ToString::to_string).collect();
        let told = if told.is_empty() {
            "as it was built in".to_owned()
        } else {
            told.join(", ")
        };
        format!(
            "version {}  {}  {}  {told}",
            change.version,
            Time(change.at),
            change.actor
        )
    });
    let text: Vec<String> = lines.collect();
    let done = changes.iter().map(|change| {
        let told: Vec<String> = change.changes.iter().map(ToString::to_string).collect();
        json!({ "version": change.version, "seq": change.seq, "at": Time(change.at), "actor": change.actor, "changes": told })
    });
    let done = serde_json::Value::Array(done.collect());
    say(args.json.then_some(&done), &text.join("\n"))
}
