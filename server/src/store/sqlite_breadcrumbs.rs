//! Where teams were, in the SQLite store.

use nearhand_engine::{
    dispatch::{Fix, ids::TeamId},
    units::{Bearing, LngLat, Metres, MetresPerSecond, Timestamp},
};
use rusqlite::{Connection, Row, params};

use super::{Breadcrumb, StoreError, sqlite::database};

/// Fixes forgotten in one step: whoever else wants to write waits no longer than for these.
const AT_ONCE: usize = 2_000;

pub(super) fn put(
    connection: &mut Connection,
    breadcrumbs: &[Breadcrumb],
) -> Result<(), StoreError> {
    let transaction = connection.transaction().map_err(database)?;
    for Breadcrumb { team, fix } in breadcrumbs {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO breadcrumbs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .and_then(|mut insert| {
                insert.execute(params![
                    team.0,
                    fix.at.0,
                    fix.position.lng(),
                    fix.position.lat(),
                    fix.accuracy.map(|accuracy| accuracy.0),
                    fix.speed.map(|speed| speed.0),
                    fix.bearing.map(Bearing::degrees),
                ])
            })
            .map_err(database)?;
    }
    transaction.commit().map_err(database)
}

pub(super) fn read(
    connection: &Connection,
    team: TeamId,
    from: Timestamp,
    before: usize,
    limit: usize,
) -> Result<Vec<Fix>, StoreError> {
    let mut fixes = rows(connection, "at < ?2 ORDER BY at DESC", team, from, before)?;
    fixes.reverse();
    fixes.extend(rows(connection, "at >= ?2 ORDER BY at", team, from, limit)?);
    Ok(fixes)
}

fn rows(
    connection: &Connection,
    which: &str,
    team: TeamId,
    moment: Timestamp,
    limit: usize,
) -> Result<Vec<Fix>, StoreError> {
    let query = format!(
        "SELECT at, lng, lat, accuracy, speed, bearing FROM breadcrumbs WHERE team = ?1 AND {which} LIMIT ?3"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(&query).map_err(database)?;
    let rows = statement
        .query_map(params![team.0, moment.0, limit], fix)
        .map_err(database)?;
    rows.collect::<Result<_, _>>().map_err(database)
}

fn fix(row: &Row<'_>) -> rusqlite::Result<Fix> {
    let (accuracy, speed, bearing): (Option<f64>, Option<f64>, Option<f64>) =
        (row.get(3)?, row.get(4)?, row.get(5)?);
    Ok(Fix {
        position: LngLat::new(row.get(1)?, row.get(2)?)
            .map_err(|_| rusqlite::Error::InvalidQuery)?,
        at: Timestamp(row.get(0)?),
        speed: speed.map(MetresPerSecond),
        bearing: bearing.and_then(Bearing::new),
        accuracy: accuracy.map(Metres),
    })
}

/// The teams of which anything is kept, found by one look into the key each.
pub(crate) fn teams(connection: &Connection) -> Result<Vec<u32>, StoreError> {
    let mut statement = connection
        .prepare(
            "WITH RECURSIVE teams (team) AS (
                 SELECT min(team) FROM breadcrumbs
                 UNION ALL
                 SELECT (SELECT min(team) FROM breadcrumbs WHERE team > teams.team)
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
    let at_once = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    connection
        .execute(
            "DELETE FROM breadcrumbs WHERE team = ?1 AND at <= (
                 SELECT max(at) FROM (
                     SELECT at FROM breadcrumbs WHERE team = ?1 AND at < ?2 ORDER BY at LIMIT ?3
                 )
             )",
            params![team, before.0, at_once],
        )
        .map_err(database)
}
