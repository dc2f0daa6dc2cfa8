//! Keeping the record: `nearhand backup`, `restore`, `verify`, `export`, `purge`, `user` and `config`.
//!
//! Those that read do so beside a running server, in one transaction of their own: they see the log as it was at
//! one moment, and the server does not wait. `purge` and `user` write beside it, a little at a time. Only `restore` and `config import` need
//! it stopped.

pub mod backup;
pub mod export;
mod private;
pub mod purge;
pub mod restore;
pub mod service;
pub(crate) mod tables;
pub mod user;
pub mod verify;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rusqlite::{Connection, OpenFlags};

pub(crate) use private::without_person;

use crate::{
    cli::DataArgs,
    config::Config,
    store::{self, Head},
};

/// What is worked on: the database of a data folder, or a backup.
struct Record {
    path: PathBuf,
    connection: Connection,
}

impl Record {
    /// Opens a file, or the database of the data folder when no file is named, to read.
    fn open(file: Option<&Path>, folder: &DataArgs) -> anyhow::Result<Self> {
        let path = match file {
            Some(file) => file.to_owned(),
            None => store::folder::database(&data_folder(folder)?),
        };
        Self::read(path)
    }

    fn read(path: PathBuf) -> anyhow::Result<Self> {
        if !path.is_file() {
            bail!(
                "there is no record at {}: name the data folder with --data",
                path.display()
            );
        }
        // Not read-only: what a server that was killed has left beside the database must be taken in first.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags)
            .and_then(|connection| {
                // One moment is read, whatever a running server goes on writing.
                connection.execute_batch("PRAGMA query_only = ON; BEGIN")?;
                Ok(connection)
            })
            .with_context(|| format!("{} cannot be opened", path.display()))?;
        ensure_schema(&connection, &path)?;
        Ok(Self { path, connection })
    }

    fn head(&self) -> anyhow::Result<Head> {
        store::sqlite_log::head(&self.connection).with_context(|| self.unreadable())
    }

    fn unreadable(&self) -> String {
        format!("{} cannot be read", self.path.display())
    }
}

/// Refuses what another version has written.
fn ensure_schema(connection: &Connection, path: &Path) -> anyhow::Result<()> {
    let schema = store::schema_of(connection)
        .with_context(|| format!("{} is not a record of Nearhand", path.display()))?;
    if schema != store::SCHEMA {
        bail!(
            "{} has schema {schema}, this version reads {}: start this version's server on it once, or use a newer one",
            path.display(),
            store::SCHEMA
        );
    }
    Ok(())
}

/// The data folder from the command line, the environment or the configuration file.
fn data_folder(args: &DataArgs) -> anyhow::Result<PathBuf> {
    Ok(Config::data(args.data.clone(), args.config.as_deref())?)
}

/// Refuses to write over what is there.
fn ensure_new(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        bail!(
            "{} is there already: give another name, or remove it first",
            path.display()
        );
    }
    Ok(())
}

/// Text for people, or the same as JSON for programs.
fn say(json: Option<&serde_json::Value>, text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    let line = json.map_or_else(|| text.to_owned(), ToString::to_string);
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
