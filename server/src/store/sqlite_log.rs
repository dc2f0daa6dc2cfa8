//! The log's own table in SQLite: entries, each with its link of the chain.

use nearhand_engine::{
    dispatch::{Change, Event},
    units::Timestamp,
};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::{
    Head, Link, Logged, StoreError,
    sqlite::{database, from_sql, to_sql},
};

/// An entry as it lies in the table, whatever somebody has made of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// Its sequence number.
    pub(crate) seq: u64,
    /// When it was decided, milliseconds since 1970.
    pub(crate) at: i64,
    /// Who caused it; UTF-8 as we write it.
    pub(crate) actor: Vec<u8>,
    /// The name of what happened, kept beside the payload for queries.
    pub(crate) kind: Vec<u8>,
    /// What happened, as JSON.
    pub(crate) payload: Vec<u8>,
    /// Its hash.
    pub(crate) hash: Vec<u8>,
}

impl Entry {
    /// The link that its hash must be when `before` is that of the entry before.
    pub(crate) fn link_after(&self, before: Link) -> Link {
        before.next(self.seq, self.at, &self.actor, &self.payload)
    }

    /// What it says.
    ///
    /// # Errors
    /// When it is not what this version can read.
    pub(crate) fn logged(&self) -> Result<Logged, StoreError> {
        let change: Change = serde_json::from_slice(&self.payload).map_err(|source| {
            let seq = self.seq;
            StoreError::Entry { seq, source }
        })?;
        Ok(Logged {
            seq: self.seq,
            actor: String::from_utf8_lossy(&self.actor).into_owned(),
            event: Event {
                at: Timestamp(self.at),
                change,
            },
        })
    }
}

/// A value of the log's own table of names.
pub(crate) fn meta(connection: &Connection, key: &str) -> Result<String, StoreError> {
    connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .map_err(database)
}

/// Where the log ends.
pub(crate) fn head(connection: &Connection) -> Result<Head, StoreError> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")
        .and_then(|mut query| {
            query
                .query_row([], |row| Ok((from_sql(row.get(0)?), row.get(1)?)))
                .optional()
        })
        .map_err(database)?;
    match last {
        Some((seq, hash)) => Ok(Head {
            seq,
            link: Link(hash),
        }),
        None => Ok(Head {
            seq: 0,
            link: Link::first(&meta(connection, "genesis")?),
        }),
    }
}

/// The hash of an entry, or what the chain begins with for 0; `None` when there is no such entry.
pub(crate) fn link_at(connection: &Connection, seq: u64) -> Result<Option<Link>, StoreError> {
    if seq == 0 {
        return Ok(Some(Link::first(&meta(connection, "genesis")?)));
    }
    let hash: Option<Option<[u8; 32]>> = connection
        .query_row(
            "SELECT hash FROM events WHERE seq = ?1",
            [to_sql(seq)],
            |row| row.get(0),
        )
        .optional()
        .map_err(database)?;
    Ok(hash.flatten().map(Link))
}

/// Appends an entry and says where the log ends then.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    head: Head,
    actor: &str,
    event: &Event,
) -> Result<Head, StoreError> {
    let seq = head.seq + 1;
    let payload =
        serde_json::to_string(&event.change).map_err(|source| StoreError::Entry { seq, source })?;
    let link = head
        .link
        .next(seq, event.at.0, actor.as_bytes(), payload.as_bytes());
    transaction
        .prepare_cached(
            "INSERT INTO events (seq, at, actor, kind, payload, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .and_then(|mut insert| {
            insert.execute(params![
                to_sql(seq),
                event.at.0,
                actor,
                String::from_utf8_lossy(kind_in(payload.as_bytes())),
                payload,
                link.0
            ])
        })
        .map_err(database)?;
    Ok(Head { seq, link })
}

/// The name of what happened: a change is written with its kind first.
pub(crate) fn kind_in(payload: &[u8]) -> &[u8] {
    payload
        .strip_prefix(b"{\"kind\":\"")
        .and_then(|rest| rest.split(|&byte| byte == b'"').next())
        .unwrap_or_default()
}

/// Hands over the entries after a sequence number, in order, until `each` says false.
pub(crate) fn read_after(
    connection: &Connection,
    seq: u64,
    each: &mut dyn FnMut(Entry) -> bool,
) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT seq, at, actor, payload, kind, hash FROM events WHERE seq > ?1 ORDER BY seq",
        )
        .map_err(database)?;
    let mut rows = statement.query([to_sql(seq)]).map_err(database)?;
    while let Some(row) = rows.next().map_err(database)? {
        if !each(entry(row).map_err(database)?) {
            break;
        }
    }
    Ok(())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let bytes = |column| -> rusqlite::Result<Vec<u8>> {
        let value = row.get_ref(column)?;
        Ok(value.as_bytes_or_null()?.unwrap_or_default().to_vec())
    };
    Ok(Entry {
        seq: from_sql(row.get(0)?),
        at: row.get(1)?,
        actor: bytes(2)?,
        payload: bytes(3)?,
        kind: bytes(4)?,
        hash: bytes(5)?,
    })
}
