//! The data folder: its files, and the lock that keeps a second server out.

use std::{
    fs::{File, TryLockError},
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
