//! Where teams were, in the SQLite store: a minute of a team in a row or a few, its fixes packed into each.
//!
//! A row for each fix would cost as much as a command's entry in the log. A row here holds what came together; a minute's
//! rows are read together, put in order, and the first of several fixes at one moment stays.
//!
//! A fix takes 16 bytes, little endian: `u16` milliseconds since the minute began, `i32` longitude and `i32` latitude
//! (1e-7 degrees), `u16` accuracy (0.1 m), `u16` speed (0.01 m/s), `u16` bearing (0.01 degrees). [`UNKNOWN`] stands for what
//! was not told, and what is more than a field can say is as much as it can say.

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use rusqlite::{
    CachedStatement, Connection, Row, Statement, Transaction, TransactionBehavior, params,
};

use super::{Breadcrumb, StoreError, breadcrumb::MINUTE, sqlite::database};

/// Rows forgotten in one step: whoever else wants to write waits no longer than for these.
const AT_ONCE: i64 = 200;

const FIX: usize = 16;
const UNKNOWN: u16 = u16::MAX;

pub(super) fn put(
    connection: &mut Connection,
    breadcrumbs: &[Breadcrumb],
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    let mut insert = insert(&transaction)?;
    for piece in breadcrumbs.chunk_by(|a, b| a.piece() == b.piece()) {
        put_piece(&mut insert, piece)?;
    }
    drop(insert);
    transaction.commit().map_err(database)
}

/// Later rows of a minute get higher numbers.
pub(super) fn insert(connection: &Connection) -> Result<CachedStatement<'_>, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO tracks (team, minute, part, fixes)
             SELECT ?1, ?2, 1 + coalesce(max(part), 0), ?3 FROM tracks WHERE team = ?1 AND minute = ?2",
        )
        .map_err(database)
}

/// Writes what a team sent in a minute.
pub(super) fn put_piece(
    insert: &mut Statement<'_>,
    piece: &[Breadcrumb],
) -> Result<(), StoreError> {
    let Some((team, minute)) = piece.first().map(Breadcrumb::piece) else {
        return Ok(());
    };
    let packed = pack(minute, piece.iter().map(|crumb| &crumb.fix));
    insert
        .execute(params![team.0, minute, packed])
        .map_err(database)?;
    Ok(())
}

fn pack<'a>(minute: i64, fixes: impl Iterator<Item = &'a Fix>) -> Vec<u8> {
    let mut packed = Vec::new();
    for fix in fixes {
        let (lng, lat) = fix.position.to_steps();
        let since = fix.at.0.saturating_sub(minute.saturating_mul(MINUTE));
        // Less than a minute, as the fix lies in it.
        packed.extend(u16::try_from(since).unwrap_or(0).to_le_bytes());
        packed.extend(lng.to_le_bytes());
        packed.extend(lat.to_le_bytes());
        for (value, unit) in [
            (fix.accuracy.map(|accuracy| accuracy.0), 0.1),
            (fix.speed.map(|speed| speed.0), 0.01),
            (fix.bearing.map(Bearing::degrees), 0.01),
        ] {
            packed.extend(
                value
                    .map_or(UNKNOWN, |value| counted(value, unit))
                    .to_le_bytes(),
            );
        }
    }
    packed
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what the type holds"
)]
fn counted(value: f64, unit: f64) -> u16 {
    (value / unit).round().clamp(0.0, f64::from(UNKNOWN - 1)) as u16
}

fn unpack(minute: i64, packed: &[u8]) -> impl Iterator<Item = Fix> + '_ {
    let began = minute.saturating_mul(MINUTE);
    packed.as_chunks::<FIX>().0.iter().map(move |record| {
        let word = |at: usize| u16::from_le_bytes([record[at], record[at + 1]]);
        let step = |at: usize| {
            i32::from_le_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]])
        };
        let known = |at: usize, per_unit: f64| {
            Some(word(at))
                .filter(|&word| word != UNKNOWN)
                .map(|word| f64::from(word) / per_unit)
        };
        Fix {
            position: LngLat::from_steps(step(2), step(6)),
            at: Timestamp(began.saturating_add(word(0).into())),
            accuracy: known(10, 10.0).map(Metres),
            speed: known(12, 100.0).map(MetresPerSecond),
            bearing: known(14, 100.0).and_then(Bearing::new),
        }
    })
}

/// The minute and the fixes of a row.
fn row(row: &Row<'_>) -> rusqlite::Result<(i64, Vec<Fix>)> {
    let minute = row.get(0)?;
    Ok((minute, unpack(minute, row.get_ref(1)?.as_blob()?).collect()))
}

pub(super) fn read(
    connection: &Connection,
    team: TeamId,
    from: Timestamp,
    before: usize,
    limit: usize,
) -> Result<Vec<Fix>, StoreError> {
    let which = "minute <= ?2 ORDER BY minute DESC, part";
    let mut earlier: Vec<Fix> = Vec::new();
    each_minute(connection, which, team, from, |fixes| {
        earlier.extend(fixes.iter().rev().filter(|fix| fix.at < from));
        earlier.len() < before
    })?;
    earlier.truncate(before);
    earlier.reverse();
    let mut fixes = earlier;
    let (known, which) = (fixes.len(), "minute >= ?2 ORDER BY minute, part");
    each_minute(connection, which, team, from, |later| {
        fixes.extend(later.iter().filter(|fix| fix.at >= from));
        fixes.len() - known < limit
    })?;
    fixes.truncate(known.saturating_add(limit));
    Ok(fixes)
}

/// Gives the fixes of minute after minute, each by time, for as long as more are wanted.
fn each_minute(
    connection: &Connection,
    which: &str,
    team: TeamId,
    from: Timestamp,
    mut each: impl FnMut(&[Fix]) -> bool,
) -> Result<(), StoreError> {
    let query = format!("SELECT minute, fixes FROM tracks WHERE team = ?1 AND {which}");
    let mut statement = connection.prepare_cached(&query).map_err(database)?;
    let rows = statement
        .query_map(params![team.0, from.0.div_euclid(MINUTE)], row)
        .map_err(database)?;
    let mut gathered: Option<(i64, Vec<Fix>)> = None;
    for next in rows {
        let (minute, fixes) = next.map_err(database)?;
        match &mut gathered {
            Some((of, known)) if *of == minute => known.extend(fixes),
            _ => {
                let whole = gathered.replace((minute, fixes));
                if whole.is_some_and(|(_, fixes)| !each(&ordered(fixes))) {
                    return Ok(());
                }
            }
        }
    }
    if let Some((_, fixes)) = gathered {
        each(&ordered(fixes));
    }
    Ok(())
}

/// By time; of those at one moment the first stays.
fn ordered(mut fixes: Vec<Fix>) -> Vec<Fix> {
    fixes.sort_by_key(|fix| fix.at);
    fixes.dedup_by_key(|fix| fix.at);
    fixes
}

/// The teams of which anything is kept, found by one look into the key each.
pub(crate) fn teams(connection: &Connection) -> Result<Vec<u32>, StoreError> {
    let mut statement = connection
        .prepare(
            "WITH RECURSIVE teams (team) AS (
                 SELECT min(team) FROM tracks
                 UNION ALL
                 SELECT (SELECT min(team) FROM tracks WHERE team > teams.team)
                 FROM teams WHERE teams.team IS NOT NULL
             ) SELECT team FROM teams WHERE team IS NOT NULL",
        )
        .map_err(database)?;
    let rows = statement
        .query_map([], |row| row.get(0))
        .map_err(database)?;
    rows.collect::<Result<_, _>>().map_err(database)
}

/// Forgets where teams were, a step at a time; how many fixes that were.
pub(crate) fn drop_all(
    teams: &[u32],
    mut drop_some: impl FnMut(u32) -> Result<usize, StoreError>,
) -> Result<u64, StoreError> {
    let mut dropped = 0;
    for &team in teams {
        loop {
            let some = drop_some(team)?;
            if some == 0 {
                break;
            }
            dropped += u64::try_from(some).unwrap_or(0);
        }
    }
    Ok(dropped)
}

/// Forgets some of where a team was before a moment, the oldest first; how many fixes that were. None are left when
/// it says none.
pub(crate) fn drop_some(
    connection: &Connection,
    team: u32,
    before: Timestamp,
) -> Result<usize, StoreError> {
    // It reads before it writes, and another process may write in between: the lock is taken at its beginning.
    let transaction =
        Transaction::new_unchecked(connection, TransactionBehavior::Immediate).map_err(database)?;
    let minute = before.0.div_euclid(MINUTE);
    let dropped = match drop_minutes(&transaction, team, minute)? {
        0 => drop_in_minute(&transaction, team, minute, before)?,
        dropped => dropped,
    };
    transaction.commit().map_err(database)?;
    Ok(dropped)
}

/// Forgets some of the minutes before one.
fn drop_minutes(transaction: &Connection, team: u32, minute: i64) -> Result<usize, StoreError> {
    let mut delete = transaction
        .prepare_cached(
            "DELETE FROM tracks WHERE team = ?1 AND minute <= (
                 SELECT max(minute) FROM (
                     SELECT minute FROM tracks WHERE team = ?1 AND minute < ?2 ORDER BY minute LIMIT ?3
                 )
             ) RETURNING length(fixes)",
        )
        .map_err(database)?;
    let fixes = delete
        .query_map(params![team, minute, AT_ONCE], |row| row.get::<_, isize>(0))
        .and_then(|lengths| lengths.map(|bytes| Ok(bytes?.unsigned_abs() / FIX)).sum())
        .map_err(database)?;
    Ok(fixes)
}

/// Forgets a minute's fixes before a moment in it.
fn drop_in_minute(
    transaction: &Connection,
    team: u32,
    minute: i64,
    before: Timestamp,
) -> Result<usize, StoreError> {
    let mut parts = transaction
        .prepare_cached("SELECT fixes, part FROM tracks WHERE team = ?1 AND minute = ?2")
        .map_err(database)?;
    let parts = parts
        .query_map(params![team, minute], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?))
        })
        .and_then(|rows| rows.collect::<Result<Vec<_>, _>>())
        .map_err(database)?;
    let mut dropped = 0;
    for (packed, part) in parts {
        let left: Vec<Fix> = unpack(minute, &packed)
            .filter(|fix| fix.at >= before)
            .collect();
        let gone = packed.len() / FIX - left.len();
        dropped += gone;
        if left.is_empty() {
            let which = "DELETE FROM tracks WHERE team = ?1 AND minute = ?2 AND part = ?3";
            transaction.execute(which, params![team, minute, part])
        } else if gone > 0 {
            let which =
                "UPDATE tracks SET fixes = ?4 WHERE team = ?1 AND minute = ?2 AND part = ?3";
            let packed = pack(minute, left.iter());
            transaction.execute(which, params![team, minute, part, packed])
        } else {
            Ok(0)
        }
        .map_err(database)?;
    }
    Ok(dropped)
}
