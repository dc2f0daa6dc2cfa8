//! The data folder: its files, and the lock that keeps a second server out.

use std::{
    fs::{File, TryLockError},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use super::StoreError;

/// The database of a data folder.
#[must_use]
pub(crate) fn database(data: &Path) -> PathBuf {
    data.join("nearhand.db")
}

/// Locks a database for as long as the file that is returned stays open; the operating system takes the lock
/// back when the process ends, however it ends.
///
/// # Errors
/// When another process holds the lock, or it cannot be made.
pub(crate) fn lock(database: &Path) -> Result<File, StoreError> {
    let path = beside(database, ".lock");
    let file = File::create(&path).map_err(|source| StoreError::File {
        path: path.clone(),
        source,
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
            path: database.to_owned(),
        }),
        Err(TryLockError::Error(source)) => Err(StoreError::File { path, source }),
    }
}

/// Bytes of a log in memory at once: it may be some hundred megabytes long.
const PIECE: usize = 1 << 20;

/// Writes SQLite's log of the last process again, byte for byte, and syncs it.
///
/// What a process wrote and could not sync is still seen by the next one, which takes it for stored. Yet to the
/// system its pages may count as clean (so it is on Linux after a sync that failed), and no later sync brings
/// them to the disk: a power cut would take away what was answered since. Written again, they are dirty again.
///
/// # Errors
/// When it cannot be read, written or synced.
pub(crate) fn write_log_again(database: &Path) -> Result<(), StoreError> {
    let path = beside(database, "-wal");
    let again = || -> io::Result<()> {
        let mut file = File::options().read(true).write(true).open(&path)?;
        let mut piece = vec![0; PIECE];
        let mut at = 0;
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                return file.sync_all();
            }
            file.seek(SeekFrom::Start(at))?;
            file.write_all(&piece[..read])?;
            at = file.stream_position()?;
        }
    };
    match again() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result.map_err(|source| StoreError::File { path, source }),
    }
}

/// A file beside another: its name with an ending.
#[must_use]
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    file.with_file_name(name)
}

/// Makes names in a folder durable: a file that was renamed is found under its new name after a power cut.
///
/// # Errors
/// When the folder cannot be synced.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    // Folders can be opened and synced on Unix only; elsewhere renaming is durable enough by itself.
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|source| StoreError::File {
            path: folder.to_owned(),
            source,
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn writing_the_log_again_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let database = database(folder.path());
        write_log_again(&database).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let log = beside(&database, "-wal");
        let end = u32::try_from(PIECE).unwrap() * 2 + 7;
        let bytes: Vec<u8> = (0..end)
            .map(|it| it.to_le_bytes()[it as usize % 3])
            .collect();
        fs::write(&log, &bytes).unwrap();
        write_log_again(&database).unwrap();
        assert_eq!(fs::read(&log).unwrap(), bytes);
    }
}
