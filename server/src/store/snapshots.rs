//! Snapshots of the board: files beside the log that spare a start most of the replay.
//!
//! A snapshot is never the truth, only a shortcut: it names the log (its epoch), the entry that it was
//! taken after and that entry's hash, and the format of the board. One that does not fit, is damaged or
//! was written by another version is passed over, and the log is replayed from further back.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use nearhand_engine::dispatch::{BOARD_FORMAT, Board};
use serde::{Deserialize, Serialize};

use super::{Head, Store, StoreError, folder};

/// Snapshots kept: if the newest is damaged, the one before is not much older.
const KEPT: usize = 2;
const NAME: &str = "board-";
const ENDING: &str = ".snapshot";

/// A board after an entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The last entry that it has taken in.
    pub head: Head,
    /// The board.
    pub board: Board,
}

/// The first line of a file; the board follows as JSON.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Title {
    epoch: String,
    head: String,
    board_format: u32,
    version: String,
    /// Bytes of the board and their CRC-32.
    bytes: u64,
    crc: u32,
}

/// The snapshots of one data folder.
#[derive(Clone, Debug)]
pub struct Snapshots {
    folder: PathBuf,
}

impl Snapshots {
    /// The snapshots in a folder, which need not exist yet.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self {
            folder: data.join("snapshots"),
        }
    }

    /// The newest snapshot that fits a log; none when there is none.
    ///
    /// # Errors
    /// When the log cannot be asked.
    pub fn newest(&self, store: &dyn Store) -> Result<Option<Snapshot>, StoreError> {
        for (seq, path) in self.files().into_iter().rev() {
            let Some(link) = store.link_at(seq)? else {
                continue;
            };
            match read(&path, store.epoch(), Head { seq, link }) {
                Ok(snapshot) => return Ok(Some(snapshot)),
                Err(why) => tracing::warn!(
                    file = %path.display(),
                    why,
                    "a snapshot is passed over: the start takes longer"
                ),
            }
        }
        Ok(None)
    }

    /// Keeps a snapshot, and removes those that are no longer needed.
    ///
    /// # Errors
    /// When it cannot be written; those before stay then.
    pub fn put(&self, epoch: &str, snapshot: &Snapshot) -> Result<(), StoreError> {
        let path = self.path(snapshot.head.seq);
        let unfinished = folder::beside(&path, ".part");
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| write(&unfinished, epoch, snapshot))
            .and_then(|()| fs::rename(&unfinished, &path));
        written.map_err(|source| {
            // What is left of it helps nobody; a disk that is full needs the space.
            let _ = fs::remove_file(&unfinished);
            StoreError::File { path, source }
        })?;
        folder::sync_folder(&self.folder)?;
        let files = self.files();
        for (_, old) in files.iter().rev().skip(KEPT) {
            // It is tried again after the next one.
            let _ = fs::remove_file(old);
        }
        Ok(())
    }

    /// Every snapshot by its sequence number, oldest first.
    #[must_use]
    pub fn files(&self) -> Vec<(u64, PathBuf)> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let seq = |path: &Path| -> Option<u64> {
            let name = path.file_name()?.to_str()?;
            name.strip_prefix(NAME)?.strip_suffix(ENDING)?.parse().ok()
        };
        let mut files: Vec<_> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter_map(|path| Some((seq(&path)?, path)))
            .collect();
        files.sort_unstable();
        files
    }

    fn path(&self, seq: u64) -> PathBuf {
        self.folder.join(format!("{NAME}{seq:012}{ENDING}"))
    }
}

fn write(path: &Path, epoch: &str, snapshot: &Snapshot) -> std::io::Result<()> {
    let board = serde_json::to_vec(&snapshot.board)?;
    let title = Title {
        epoch: epoch.to_owned(),
        head: snapshot.head.to_string(),
        board_format: BOARD_FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        bytes: u64::try_from(board.len()).unwrap_or(u64::MAX),
        crc: crc32fast::hash(&board),
    };
    let mut file = BufWriter::new(File::create(path)?);
    serde_json::to_writer(&mut file, &title)?;
    file.write_all(b"\n")?;
    file.write_all(&board)?;
    let file = file
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()
}

/// Reads a snapshot, if it is of this log, after this entry, and whole; else says why not.
///
/// # Errors
/// Why it cannot be used.
pub(crate) fn read(path: &Path, epoch: &str, head: Head) -> Result<Snapshot, &'static str> {
    const DAMAGED: &str = "it is damaged";
    let text = fs::read(path).map_err(|_| "it cannot be read")?;
    let end = text.iter().position(|&byte| byte == b'\n').ok_or(DAMAGED)?;
    let board = &text[end + 1..];
    let title: Title = serde_json::from_slice(&text[..end]).map_err(|_| DAMAGED)?;
    if title.epoch != epoch || title.head != head.to_string() {
        return Err("it is of another log");
    }
    if title.board_format != BOARD_FORMAT || title.version != env!("CARGO_PKG_VERSION") {
        return Err("another version wrote it");
    }
    if title.crc != crc32fast::hash(board) {
        return Err(DAMAGED);
    }
    let board = serde_json::from_slice(board).map_err(|_| DAMAGED)?;
    Ok(Snapshot { head, board })
}
