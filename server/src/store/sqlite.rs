//! The store in one SQLite file.

use std::{fs::File, ops::Range, path::Path};

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    routing::live::LearnedRow,
    units::Timestamp,
};
use parking_lot::{FairMutex, FairMutexGuard};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior,
    ffi, params,
};

use super::{
    Accepted, Access, AccessFilter, Account, AccountId, Breadcrumb, Credential, Device, Head,
    KeyedAnswer, Link, Logged, NumberedAccess, Purpose, Role, Store, StoreError, ToldEta, folder,
    schema, sqlite_breadcrumbs, sqlite_checkpoint, sqlite_devices, sqlite_log, sqlite_people,
    sqlite_tracking,
};

/// A [`Store`] in one SQLite file, in write-ahead mode with a full sync at every commit.
#[derive(Debug)]
pub struct SqliteStore {
    epoch: String,
    /// Before the writer, for it is closed before it: the last to close a log brings it into the one file,
    /// and only the writer may write.
    reader: FairMutex<Connection>,
    /// For checkpoints alone; before the writer, as the reader is.
    settler: FairMutex<Connection>,
    /// Fair: what is written in many steps (where teams were, what is forgotten) lets a command in between two of them.
    writer: FairMutex<Connection>,
    /// Keeps a second server out for as long as it is open.
    lock: Option<File>,
}

const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

fn connect(path: &Path, flags: OpenFlags, vfs: Option<&str>) -> Result<Connection, StoreError> {
    match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs),
        None => Connection::open_with_flags(path, flags),
    }
    .map_err(database)
}

pub(super) fn database(source: rusqlite::Error) -> StoreError {
    // No space within a quota, or within a limit of the file's size, is told as a write that failed.
    let is_write = source
        .sqlite_error()
        .is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_WRITE);
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull | ErrorCode::ReadOnly) => StoreError::Full { source },
        Some(ErrorCode::SystemIoFailure) if is_write => StoreError::Full { source },
        Some(ErrorCode::SystemIoFailure) => StoreError::Disk { source },
        _ => StoreError::Database { source },
    }
}

impl SqliteStore {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// When it cannot be opened, belongs to a newer version or is used by another server.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = folder::lock(path)?;
        folder::write_log_again(path)?;
        let mut store = Self::open_on(path, None)?;
        store.lock = Some(lock);
        Ok(store)
    }

    /// As [`SqliteStore::open`], on the files of another "VFS" of SQLite, where nobody is kept out and the log of the
    /// last process was written again.
    pub(crate) fn open_on(path: &Path, vfs: Option<&str>) -> Result<Self, StoreError> {
        let mut writer = connect(path, OpenFlags::default(), vfs)?;
        // Readers beside the writer (a snapshot, a backup) see the last commit, and nobody waits for anybody.
        writer
            .execute_batch(
                "PRAGMA journal_mode = WAL;
                 PRAGMA synchronous = FULL;
                 PRAGMA secure_delete = ON;
                 PRAGMA cache_size = -32768;",
            )
            .map_err(database)?;
        schema::migrate(&mut writer)?;
        sqlite_checkpoint::leave_to_others(&writer)?;
        writer
            .execute(
                "INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?1)",
                [uuid::Uuid::now_v7().to_string()],
            )
            .map_err(database)?;
        Self::of(writer, path, vfs)
    }

    /// Opens the file of a data folder that a server may be at work on, for a command that changes a little and ends.
    ///
    /// # Errors
    /// When it is not there, cannot be opened or belongs to another version.
    pub fn open_beside(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let writer = connect(path, flags, None)?;
        writer
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
            .map_err(database)?;
        let found = schema::schema_of(&writer)?;
        if found != schema::SCHEMA {
            return Err(StoreError::Schema {
                found,
                known: schema::SCHEMA,
            });
        }
        Self::of(writer, path, None)
    }

    fn of(mut writer: Connection, path: &Path, vfs: Option<&str>) -> Result<Self, StoreError> {
        // A transaction that reads before it writes is refused when another process (`nearhand purge`, `nearhand user`)
        // writes in between; one that takes the lock at its beginning waits for the other.
        writer.set_transaction_behavior(TransactionBehavior::Immediate);
        let reader = connect(path, READ_ONLY, vfs)?;
        let settler = connect(path, OpenFlags::default(), vfs)?;
        Ok(Self {
            epoch: sqlite_log::meta(&reader, "epoch")?,
            reader: FairMutex::new(reader),
            settler: FairMutex::new(settler),
            writer: FairMutex::new(writer),
            lock: None,
        })
    }

    fn reader(&self) -> FairMutexGuard<'_, Connection> {
        self.reader.lock()
    }

    fn connection(&self) -> FairMutexGuard<'_, Connection> {
        // After a panic while the lock was held there is at most an open transaction, which SQLite has rolled back.
        self.writer.lock()
    }
}

impl SqliteStore {
    /// Writes what a power cut may take, until the next write that is synced: that one makes all before it durable, too,
    /// for they lie in the same log. Nobody waits for the disk meanwhile, least of all a command for the connection.
    fn unsynced(
        &self,
        write: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut connection = self.connection();
        connection
            .execute_batch("PRAGMA synchronous = NORMAL")
            .map_err(database)?;
        let written = write(&mut connection);
        // It is refused within a transaction only, and then the next one is, too.
        connection
            .execute_batch("PRAGMA synchronous = FULL")
            .map_err(database)?;
        written
    }
}

impl Store for SqliteStore {
    fn epoch(&self) -> &str {
        &self.epoch
    }

    fn append(&self, expected_seq: u64, accepted: &[Accepted]) -> Result<u64, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(database)?;
        let mut head = sqlite_log::head(&transaction)?;
        if head.seq != expected_seq {
            return Err(StoreError::Sequence {
                expected: expected_seq,
                found: head.seq,
            });
        }
        for command in accepted {
            for event in &command.events {
                head = sqlite_log::insert(&transaction, head, &command.actor, event)?;
            }
            if let Some(answer) = &command.answer {
                insert_answer(&transaction, &command.actor, answer)?;
            }
        }
        transaction.commit().map_err(database)?;
        Ok(head.seq)
    }

    fn read_after(&self, seq: u64, each: &mut dyn FnMut(Logged) -> bool) -> Result<(), StoreError> {
        let mut unreadable = None;
        sqlite_log::read_after(&self.reader(), seq, &mut |entry| match entry.logged() {
            Ok(logged) => each(logged),
            Err(error) => {
                unreadable = Some(error);
                false
            }
        })?;
        unreadable.map_or(Ok(()), Err)
    }

    fn head(&self) -> Result<Head, StoreError> {
        sqlite_log::head(&self.reader())
    }

    fn link_at(&self, seq: u64) -> Result<Option<Link>, StoreError> {
        sqlite_log::link_at(&self.reader(), seq)
    }

    fn answers(&self, asked: &[(&str, &str)]) -> Result<Vec<Option<KeyedAnswer>>, StoreError> {
        let mut connection = self.connection();
        // The file's locks are taken once for all, not for each.
        let reading = connection
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(database)?;
        asked
            .iter()
            .map(|(actor, key)| answer(&reading, actor, key))
            .collect()
    }

    fn put_credential(&self, credential: &Credential) -> Result<(), StoreError> {
        insert_credential(&self.connection(), credential)
    }

    fn redeem_link(
        &self,
        hash: &[u8; 32],
        purpose: Purpose,
        now: Timestamp,
        session: &dyn Fn(&Credential) -> Option<Credential>,
    ) -> Result<Option<Credential>, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(database)?;
        let link = transaction
            .query_row(
                &format!(
                    "DELETE FROM credentials WHERE hash = ?1 AND purpose = ?2 AND expires_at > ?3
                     RETURNING {CREDENTIAL}"
                ),
                params![hash, purpose.name(), now.0],
                credential,
            )
            .optional()
            .map_err(database)?;
        let Some(link) = link else {
            return Ok(None);
        };
        let Some(session) = session(&link) else {
            // What was not committed is undone.
            return Ok(None);
        };
        insert_credential(&transaction, &session)?;
        transaction.commit().map_err(database)?;
        Ok(Some(session))
    }

    fn remove_credential(&self, id: &str) -> Result<bool, StoreError> {
        let removed = self
            .connection()
            .execute("DELETE FROM credentials WHERE id = ?1", [id])
            .map_err(database)?;
        Ok(removed > 0)
    }

    fn credentials(&self, now: Timestamp) -> Result<Vec<Credential>, StoreError> {
        let connection = self.connection();
        connection
            .execute("DELETE FROM credentials WHERE expires_at <= ?1", [now.0])
            .map_err(database)?;
        let mut statement = connection
            .prepare(&format!(
                "SELECT {CREDENTIAL} FROM credentials WHERE purpose IN ('session', 'device') ORDER BY id"
            ))
            .map_err(database)?;
        let rows = statement.query_map([], credential).map_err(database)?;
        rows.collect::<Result<_, _>>().map_err(database)
    }

    fn remove_credentials_of(
        &self,
        account: AccountId,
        but: Option<&str>,
    ) -> Result<usize, StoreError> {
        self.connection()
            .execute(
                "DELETE FROM credentials WHERE account = ?1 AND id IS NOT ?2",
                params![account.0, but],
            )
            .map_err(database)
    }

    fn touch_credentials(&self, used: &[(String, Timestamp)]) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(database)?;
        for (id, at) in used {
            transaction
                .execute(
                    "UPDATE credentials SET used_at = ?2 WHERE id = ?1",
                    params![id, at.0],
                )
                .map_err(database)?;
        }
        transaction.commit().map_err(database)
    }

    fn change_accounts(
        &self,
        change: &mut dyn FnMut(&[Account]) -> Option<Account>,
    ) -> Result<(), StoreError> {
        sqlite_people::change_accounts(&mut self.connection(), change)
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        sqlite_people::accounts(&self.reader())
    }

    fn written_elsewhere(&self) -> Result<i64, StoreError> {
        // Of the connection that writes: its own commits leave the number as it is.
        self.connection()
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(database)
    }

    fn put_accesses(&self, accesses: &[Access]) -> Result<(), StoreError> {
        sqlite_people::put_accesses(&mut self.connection(), accesses)
    }

    fn accesses(&self, filter: &AccessFilter) -> Result<Vec<NumberedAccess>, StoreError> {
        sqlite_people::accesses(&self.connection(), filter)
    }

    fn drop_accesses(&self, before: Timestamp) -> Result<u64, StoreError> {
        sqlite_people::drop_all_accesses(|| {
            sqlite_people::drop_some_accesses(&self.connection(), before)
        })
    }

    fn put_device(&self, credential: &Credential, device: &Device) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(database)?;
        insert_credential(&transaction, credential)?;
        sqlite_devices::insert(&transaction, device)?;
        transaction.commit().map_err(database)
    }

    fn devices(&self) -> Result<Vec<Device>, StoreError> {
        sqlite_devices::all(&self.reader())
    }

    fn put_heard(&self, heard: &[(String, Timestamp)]) -> Result<(), StoreError> {
        sqlite_devices::put_heard(&mut self.connection(), heard)
    }

    fn put_breadcrumbs(&self, breadcrumbs: &[Breadcrumb]) -> Result<(), StoreError> {
        self.unsynced(|connection| sqlite_breadcrumbs::put(connection, breadcrumbs))
    }

    fn breadcrumbs(
        &self,
        team: TeamId,
        from: Timestamp,
        before: usize,
        limit: usize,
    ) -> Result<Vec<Fix>, StoreError> {
        sqlite_breadcrumbs::read(&self.reader(), team, from, before, limit)
    }

    fn drop_breadcrumbs(&self, before: Timestamp) -> Result<u64, StoreError> {
        let teams = sqlite_breadcrumbs::teams(&self.reader())?;
        // The log may be written between two steps.
        sqlite_breadcrumbs::drop_all(&teams, |team| {
            sqlite_breadcrumbs::drop_some(&self.connection(), team, before)
        })
    }

    fn put_etas(&self, etas: &[ToldEta]) -> Result<(), StoreError> {
        sqlite_tracking::put_etas(&mut self.connection(), etas)
    }

    fn etas(&self, period: Range<Timestamp>) -> Result<Vec<ToldEta>, StoreError> {
        sqlite_tracking::etas(&self.connection(), &period)
    }

    fn put_learned(&self, rows: &[LearnedRow]) -> Result<(), StoreError> {
        sqlite_tracking::put_learned(&mut self.connection(), rows)
    }

    fn learned(&self) -> Result<Vec<LearnedRow>, StoreError> {
        sqlite_tracking::learned(&self.connection())
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        let settler = self.settler.lock();
        if sqlite_checkpoint::checkpoint(&settler)? {
            // What was written meanwhile, which is less.
            sqlite_checkpoint::checkpoint(&settler)?;
            // And now nobody writes: nothing of the log is left to bring in, and who writes next begins it anew.
            sqlite_checkpoint::checkpoint(&self.connection())?;
        }
        Ok(())
    }
}

fn answer(
    connection: &Connection,
    actor: &str,
    key: &str,
) -> Result<Option<KeyedAnswer>, StoreError> {
    let found = connection
        .prepare_cached(
            "SELECT fingerprint, seq, entity FROM answers WHERE actor = ?1 AND key = ?2",
        )
        .and_then(|mut query| {
            query
                .query_row([actor, key], |row| {
                    Ok((
                        row.get::<_, [u8; 32]>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, String>(2)?,
                    ))
                })
                .optional()
        })
        .map_err(database)?;
    let Some((fingerprint, seq, entity)) = found else {
        return Ok(None);
    };
    let seq = from_sql(seq);
    Ok(Some(KeyedAnswer {
        key: key.to_owned(),
        fingerprint,
        seq,
        entity: serde_json::from_str(&entity)
            .map_err(|source| StoreError::Entry { seq, source })?,
    }))
}

fn insert_answer(
    transaction: &Transaction<'_>,
    actor: &str,
    answer: &KeyedAnswer,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO answers (actor, key, fingerprint, seq, entity) VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .and_then(|mut insert| {
            insert.execute(params![
                actor,
                answer.key,
                answer.fingerprint,
                to_sql(answer.seq),
                answer.entity.to_string()
            ])
        })
        .map_err(database)?;
    Ok(())
}

fn insert_credential(connection: &Connection, credential: &Credential) -> Result<(), StoreError> {
    connection
        .execute(
            &format!(
                "INSERT INTO credentials ({CREDENTIAL}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ),
            params![
                credential.hash,
                credential.purpose.name(),
                credential.role.name(),
                credential.team.map(|team| team.to_string()),
                credential.id,
                credential.expires_at.0,
                credential.partner,
                credential.account.map(|account| account.0),
                credential.used_at.0,
            ],
        )
        .map_err(database)?;
    Ok(())
}

/// The columns of a credential, in their order.
const CREDENTIAL: &str = "hash, purpose, role, team, id, expires_at, partner, account, used_at";

fn credential(row: &Row<'_>) -> rusqlite::Result<Credential> {
    Ok(Credential {
        hash: row.get(0)?,
        purpose: Purpose::from_name(&row.get::<_, String>(1)?)
            .ok_or(rusqlite::Error::InvalidQuery)?,
        role: Role::from_name(&row.get::<_, String>(2)?).ok_or(rusqlite::Error::InvalidQuery)?,
        team: sqlite_people::team(row.get(3)?)?,
        id: row.get(4)?,
        expires_at: Timestamp(row.get(5)?),
        partner: row.get(6)?,
        account: row.get::<_, Option<u32>>(7)?.map(AccountId),
        used_at: Timestamp(row.get(8)?),
    })
}

/// SQLite's integers are signed; sequence numbers count from 1 and never come near 2^63.
pub(super) fn to_sql(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

pub(super) fn from_sql(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or(0)
}
